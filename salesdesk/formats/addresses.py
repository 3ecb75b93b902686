"""Street, place, region, postal code and country in a line of a signature, as their countries write them."""

from __future__ import annotations

import re
from collections.abc import Sequence

from salesdesk.formats.contact_points import region_of

_CODES = r"\d{4} ?[A-Z]{2}|\d{2}-\d{3}|\d{3} \d{2}|\d{4,5}"
_PLACE = r"[^\W\d][\w .'’-]{1,60}"
_BRITISH = r"[A-Z]{1,2}\d[A-Z\d]? \d[A-Z]{2}"
# “3089 JH Rotterdam”, “D-72764 Reutlingen”, “00-850 Warszawa”, “111 22 Stockholm”, “20121 Milano (MI)”.
_CODE_FIRST = re.compile(rf"^(?:[A-Z]{{1,2}}-)?({_CODES})\s+({_PLACE}?)(?: \(([A-Z]{{2}})\))?$")
# “Leeds LS1 4DY”, “San Francisco, CA 94105”, “Melbourne VIC 3000”.
_CODE_LAST = re.compile(
    rf"^({_PLACE}?),? (?:([A-Z]{{2}}) (\d{{5}}(?:-\d{{4}})?)|([A-Z]{{2,3}}) (\d{{4}})|({_BRITISH}))$"
)
_STATE = re.compile(r"^[A-Z]{2} \d{5}(?:-\d{4})?$")
_CODE_ALONE = re.compile(rf"^{_BRITISH}$")
_STREET = re.compile(r"^[^\W\d][\w .'’/-]{2,60} \d{1,5} ?[a-zA-Z]?$|^\d{1,5}[a-zA-Z]? [^\W\d][\w .'’/-]{2,60}$")
# “1200 Market St” begins with the number of a house and not with a code.
_ROAD = re.compile(
    r"\b(?:st|street|ave|avenue|rd|road|blvd|boulevard|dr|drive|ln|lane|way|ct|court|plaza|square|pkwy|parkway|hwy)\.?$",
    re.IGNORECASE,
)
_PART_OF_HOUSE = re.compile(
    r"^(?:suite|ste|unit|level|floor|fl|apt|apartment|room|block|building|bldg|étage|stock|piso)\b\.? ?[\w-]{1,8}$"
    r"|^\d{1,3}(?:st|nd|rd|th) floor$",
    re.IGNORECASE,
)


def read_address(piece: str, found: dict[str, str]) -> list[str]:
    """Take what a piece of a line says of an address, each field at most once; return the parts that say nothing of it.

    A comma parts street and place only where one of the parts is an address: “Sales, Marketing” stays whole.
    """
    parts = _parts(piece)
    if not any(map(_is_address, parts)):
        return [piece] if piece else []
    place = next((at for at, part in enumerate(parts) if _take_place(part, found)), len(parts))
    street = parts[:place]
    if any(map(_is_street, street)):
        found.setdefault("street", ", ".join(street))
        street = []
    left = [part for part in parts[place + 1 :] if not _take_place(part, found) and not _take_country(part, found)]
    return [part for part in street if not _take_country(part, found)] + left


def _parts(piece: str) -> list[str]:
    """Return what stands between the commas, a state beside its city."""
    parts: list[str] = []
    for part in filter(None, piece.split(", ")):
        if parts and _STATE.match(part):
            parts[-1] += f", {part}"
        else:
            parts.append(part)
    return parts


def _is_address(part: str) -> bool:
    return bool(_code_first(part) or _CODE_LAST.match(part) or _is_code_or_country(part)) or _is_street(part)


def _is_street(part: str) -> bool:
    return bool(_STREET.match(part) or _PART_OF_HOUSE.match(part))


def _code_first(part: str) -> re.Match[str] | None:
    return None if _ROAD.search(part) else _CODE_FIRST.match(part)


def _is_code_or_country(part: str) -> bool:
    return bool(_CODE_ALONE.match(part)) or (len(part) > 2 and bool(region_of(part)))


def _take_place(part: str, found: dict[str, str]) -> bool:
    first, last = _code_first(part), _CODE_LAST.match(part)
    taken: Sequence[str | None] = ()
    if first is not None:
        taken = (first[2].strip(), first[3], first[1])
    elif last is not None:
        taken = (last[1], last[2] or last[4], last[3] or last[5] or last[6])
    elif _CODE_ALONE.match(part):
        taken = (None, None, part)
    for name, value in zip(("city", "region", "postal_code"), taken, strict=False):
        if value:
            found.setdefault(name, value)
    return bool(taken)


def _take_country(part: str, found: dict[str, str]) -> bool:
    if len(part) <= 2 or not region_of(part):
        return False
    found.setdefault("country", part)
    return True
