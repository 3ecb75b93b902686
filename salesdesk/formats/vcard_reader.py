"""People in vCards of any version, read leniently: what cannot be understood is left out, nothing is raised."""

from __future__ import annotations

import quopri
import re
from collections.abc import Iterator
from dataclasses import dataclass

_BEGIN = re.compile(r"^\s*BEGIN\s*:\s*VCARD\s*$", re.IGNORECASE | re.MULTILINE)
_ESCAPED = re.compile(r"\\(.)", re.DOTALL)
_ADDRESS = ("", "", "street", "city", "region", "postal_code", "country")
_PLAIN = {"TITLE": "title", "NOTE": "notes"}


@dataclass(frozen=True, slots=True)
class _Line:
    """One property of a card: its name, its parameters in capitals, and its value as it is written."""

    name: str
    parameters: frozenset[str]
    value: str


def holds_vcard(text: str) -> bool:
    """Tell whether there is a vCard in the text."""
    return _BEGIN.search(text) is not None


def vcards(text: str) -> Iterator[dict[str, str]]:
    """Yield the fields of a lead that each card has, raw texts by name."""
    for card in _BEGIN.split(text)[1:]:
        body = re.split(r"(?im)^\s*END\s*:\s*VCARD", card, maxsplit=1)[0]
        yield _fields(list(_lines(body)))


def _lines(body: str) -> Iterator[_Line]:
    """Yield the properties, folded lines joined and groups such as “item1.” dropped."""
    joined: list[str] = []
    for raw in body.splitlines():
        if joined and (raw[:1] in (" ", "\t") or _is_open(joined[-1])):
            joined[-1] = joined[-1].removesuffix("=") + raw[1:] if raw[:1] in (" ", "\t") else joined[-1][:-1] + raw
        else:
            joined.append(raw)
    for line in joined:
        head, colon, value = line.partition(":")
        if colon:
            name, *parameters = head.split(";")
            kinds = {part.rpartition("=")[2].strip('" ').upper() for one in parameters for part in one.split(",")}
            yield _Line(name.rpartition(".")[2].strip().upper(), frozenset(kinds), _decoded(value, parameters))


def _is_open(line: str) -> bool:
    return line.endswith("=") and "QUOTED-PRINTABLE" in line.upper()


def _decoded(value: str, parameters: list[str]) -> str:
    if not any("QUOTED-PRINTABLE" in one.upper() for one in parameters):
        return value
    charset = next((one.partition("=")[2] for one in parameters if one.upper().startswith("CHARSET")), "utf-8")
    raw = quopri.decodestring(value.encode("utf-8", "replace"))
    try:
        return raw.decode(charset.strip('" ') or "utf-8", "replace")
    except LookupError:
        return raw.decode("utf-8", "replace")


def _fields(lines: list[_Line]) -> dict[str, str]:
    found: dict[str, str] = {}
    for line in lines:
        parts = [_plain(part) for part in re.split(r"(?<!\\);", line.value)]
        match line.name:
            case "N" if any(parts[:2]):
                found.setdefault("last_name", parts[0])
                found.setdefault("first_name", parts[1] if len(parts) > 1 else "")
            case "FN":
                found.setdefault("name", _plain(line.value))
            case "ORG":
                found.setdefault("company", parts[0])
            case "ADR":
                for name, part in zip(_ADDRESS, parts, strict=False):
                    if name and part:
                        found.setdefault(name, part)
            case "EMAIL":
                _prefer(found, "email", line)
            case "TEL" if "FAX" not in line.parameters:
                is_mobile = bool(line.parameters & {"CELL", "MOBILE", "IPHONE"})
                _prefer(found, "mobile" if is_mobile else "phone", line)
            case "URL":
                found.setdefault("website", _plain(line.value))
            case "TITLE" | "NOTE":
                found.setdefault(_PLAIN[line.name], _plain(line.value))
    if found.get("first_name") or found.get("last_name"):
        found.pop("name", None)
    return {name: text for name, text in found.items() if text}


def _prefer(found: dict[str, str], name: str, line: _Line) -> None:
    """Take the first of several addresses or numbers, or the one that is marked as preferred."""
    text = _plain(line.value)
    text = text[4:] if text.lower().startswith("tel:") else text
    if text and (name not in found or line.parameters & {"PREF", "1"}):
        found[name] = text


def _plain(text: str) -> str:
    return _ESCAPED.sub(lambda sign: "\n" if sign[1] in "nN" else sign[1], text).strip()
