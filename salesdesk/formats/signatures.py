"""A person in the text of a signature or an email: found by what the lines look like."""

from __future__ import annotations

import re
from collections.abc import Sequence

from salesdesk.domain.keys import FREE_MAIL, company_domain, company_key, plain_words
from salesdesk.formats.contact_points import region_of

MOST_LINES = 400
_SENDER = re.compile(r"^\W*(?:From|Von|De|Van|Da)\s*:\s*(.+)$", re.IGNORECASE)
_EMAIL = re.compile(r"[\w.+-]{1,64}@[A-Za-z0-9-]{1,63}(?:\.[A-Za-z0-9-]{1,63}){1,5}")
_SITE = re.compile(r"(?:https?://|www\.)[^\s<>|,;]{3,200}", re.IGNORECASE)
_PHONE = re.compile(r"\+?\(?\d[\d\s().\-/\u00a0]{5,20}\d")
_DATE = re.compile(r"\b\d{4}-\d{2}-\d{2}\b|\b\d{1,2}[./]\d{1,2}[./]\d{2,4}\b")
_POSTAL = re.compile(r"^(?:[A-Z]{1,2}-)?(\d{4} ?[A-Z]{2}|\d{4,5})\s+([^\W\d][\w .'’-]{1,60})$")
# “Leeds LS1 4DY” and “San Francisco, CA 94105”: the code behind the place.
_POSTAL_LAST = re.compile(
    r"^([^\W\d][\w .'’-]{1,60}?),? (?:([A-Z]{2}) (\d{5}(?:-\d{4})?)|([A-Z]{1,2}\d[A-Z\d]? \d[A-Z]{2}))$"
)
_STATE = re.compile(r"^[A-Z]{2} \d{5}(?:-\d{4})?$")
_STREET = re.compile(r"^[^\W\d][\w .'’-]{2,60} \d{1,5} ?[a-zA-Z]?$|^\d{1,5} [^\W\d][\w .'’-]{2,60}$")
_MOBILE = re.compile(r"\b(?:m|mob|mobile|mobil|cell|handy|gsm|portable)\b", re.IGNORECASE)
_FAX = re.compile(r"\b(?:f|fax|telefax)\b", re.IGNORECASE)
_GREETING = re.compile(
    r"^(?:(?:kind|best|warm|with kind) )?regards\b|^(?:cheers|sincerely|thanks|thank you|best wishes|yours)\b|^best,?$"
    r"|^mit (?:freundlichen|besten) gr|^(?:viele|beste|liebe) gr|^cordialement|^bien à vous|^met vriendelijke groet"
    r"|^groeten|^saludos|^un saludo|^cordiali saluti|^sent from|^gesendet von|^--\s*$",
    re.IGNORECASE,
)
_ROLE_WORDS = """
    manager director head chief ceo cto cfo coo cio cmo cro vp president officer engineer buyer owner founder cofounder
    partner consultant specialist coordinator executive representative analyst lead architect developer administrator
    procurement purchasing leiter leiterin leitung geschäftsführer geschäftsführerin einkäufer einkäuferin einkauf
    vertrieb prokurist directeur directrice responsable gérant hoofd inkoper eigenaar zaakvoerder gerente jefe
    responsabile secretary treasurer supervisor planner teamleiter abteilungsleiter vorstand
"""
_ROLES = frozenset(_ROLE_WORDS.split())
_LEGAL = re.compile(
    r"\b(?:inc|llc|ltd|limited|plc|corp|gmbh|ag|kg|ug|se|bv|nv|sarl|sas|srl|spa|oy|ab|aps)\b\.?|\bb\.v\.|\bn\.v\.|\bs\.a\.",
    re.IGNORECASE,
)
_NAME = re.compile(r"^(?:(?:Dr|Prof|Mr|Mrs|Ms|Dipl|Ing)\.?[ -]*)*[^\W\d_][\w.'’-]*(?: [^\W\d_][\w.'’-]*){1,3}$")
_SPLIT = re.compile(r"\s*[|•·]\s*|\s+[–—-]\s+")


def read_person(text: str) -> dict[str, str]:
    """Return the fields of a lead that the text gives away, raw texts by name; empty where there are none."""
    lines = [line.strip() for line in text.splitlines()[:MOST_LINES] if not line.lstrip().startswith(">")]
    found: dict[str, str] = {}
    sender = next((match[1] for line in lines if (match := _SENDER.match(line))), "")
    if sender:
        _read_sender(sender, found)
        lines = [line for line in lines if not re.match(r"^[A-Z][\w-]{1,20}:\s", line) or _PHONE.search(line)]
    pieces = [part for line in _signature(lines) for piece in _SPLIT.split(line) for part in _address_parts(piece)]
    left = [piece for piece in pieces if not _read_contact(piece, found)]
    _read_words(left, found)
    return {name: value for name, value in found.items() if value}


def _signature(lines: Sequence[str]) -> list[str]:
    """Return the lines behind the last greeting, all of them where there is none."""
    at = max((number for number, line in enumerate(lines) if _GREETING.match(line)), default=-1)
    behind = [line for line in lines[at + 1 :] if line]
    return behind or [line for line in lines if line]


def _address_parts(piece: str) -> list[str]:
    """Return street and place apart where one line has both, else the piece, or nothing where it is empty."""
    parts: list[str] = []
    for part in filter(None, piece.split(", ")):
        if parts and _STATE.match(part):
            parts[-1] += f", {part}"
        else:
            parts.append(part)
    return parts if any(_POSTAL.match(part) or _POSTAL_LAST.match(part) for part in parts) else [piece] if piece else []


def _read_sender(sender: str, found: dict[str, str]) -> None:
    email = _EMAIL.search(sender)
    if email is not None:
        found["email"] = email[0]
    name = re.sub(r"[<\[(].*", "", sender).strip(" \"'")
    if name and "@" not in name:
        found["name"] = " ".join(name.split()[:6])


def _read_contact(piece: str, found: dict[str, str]) -> bool:
    """Take an address, a number, a website or a place from a piece of a line; tell whether it was one."""
    email, site = _EMAIL.search(piece), _SITE.search(piece)
    if email is not None:
        found.setdefault("email", email[0].rstrip("."))
    if site is not None and "linkedin.com" not in site[0].lower():
        found.setdefault("website", site[0].rstrip("./)"))
    rest = _SITE.sub(" ", _EMAIL.sub(" ", piece))
    numbers = [] if _DATE.search(rest) else list(_PHONE.finditer(rest))
    start = 0
    for number in numbers:
        label, start = rest[start : number.start()], number.end()
        if 7 <= sum(sign.isdigit() for sign in number[0]) <= 15 and not _FAX.search(label):
            found.setdefault("mobile" if _MOBILE.search(label) else "phone", number[0].strip())
    place, place_first = _POSTAL.match(piece), _POSTAL_LAST.match(piece)
    if place is not None:
        found.setdefault("postal_code", place[1])
        found.setdefault("city", place[2].strip())
    elif place_first is not None:
        found.setdefault("city", place_first[1])
        found.setdefault("region", place_first[2] or "")
        found.setdefault("postal_code", place_first[3] or place_first[4])
        return True
    elif len(piece) > 2 and region_of(piece):
        found.setdefault("country", piece)
        return True
    elif not numbers and _STREET.match(piece):
        found.setdefault("street", piece)
        return True
    return place is not None or email is not None or site is not None or bool(numbers)


def _read_words(pieces: Sequence[str], found: dict[str, str]) -> None:
    """Tell name, role and company apart among the pieces that are words alone."""
    for piece in pieces:
        role, comma, rest = re.sub(r"\s+(?:at|bei|chez|@)\s+", ", ", piece, count=1).partition(", ")
        if len(piece) > 120 or _GREETING.match(piece):
            continue
        if _LEGAL.search(piece) and not (comma and _is_role(role)):
            found.setdefault("company", piece)
        elif "name" not in found and _NAME.match(role) and _is_role(rest) and not _is_role(role):
            found |= {"name": role, "title": rest}
        elif _is_role(role):
            found.setdefault("title", role.strip(" ,"))
            if rest:
                found.setdefault("company", rest)
        elif "name" not in found and _NAME.match(piece):
            found["name"] = piece
        elif "name" in found and piece.casefold() != found["name"].casefold() and _looks_like_company(piece, found):
            found.setdefault("company", piece)


def _is_role(text: str) -> bool:
    return len(text) <= 80 and not _ROLES.isdisjoint(re.findall(r"\w+", text.casefold()))


def _looks_like_company(piece: str, found: dict[str, str]) -> bool:
    """Tell whether a line may be the company: it is short, and nothing or its domain speaks for it."""
    if len(piece.split()) > 6 or piece.endswith((".", "!", "?", ",", ":")) or not piece[:1].isupper():
        return False
    domain = company_domain(found.get("email", ""), found.get("website", ""))
    if not domain or domain in FREE_MAIL:
        return "company" not in found
    first = company_key(piece).split(" ")[0]
    return bool(first) and (first in plain_words(domain).replace(" ", "") or len(piece.split()) > 1)
