"""Quick capture: pasted text read as leads. Pure functions that take any text and raise nothing."""

from __future__ import annotations

import csv
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from io import StringIO
from typing import Literal

from salesdesk.domain.errors import SalesDeskError
from salesdesk.domain.leads import full_name
from salesdesk.domain.money import Money
from salesdesk.domain.texts import clean_line
from salesdesk.formats.cells import Reading, cell_reader, split_full_name
from salesdesk.formats.contact_points import clean_email, clean_phone, region_of
from salesdesk.formats.fields import IMPORT_FIELD, Field, Kind
from salesdesk.formats.headers import Mapping as ColumnMapping
from salesdesk.formats.headers import propose_mapping
from salesdesk.formats.signatures import read_person
from salesdesk.formats.vcard_reader import holds_vcard, vcards

CaptureKind = Literal["vcard", "rows", "text", "nothing"]
LONGEST = 1_000_000
MOST = 500
NOBODY = "Nothing here reads as a person or a company: there is no name, no email address and no company."
_LINES = (
    "title",
    "company",
    "website",
    "street",
    "city",
    "region",
    "postal_code",
    "country",
    "first_name",
    "last_name",
)
_NEVER = frozenset(("uid", "created_at"))


@dataclass(frozen=True, slots=True)
class Proposal:
    """A lead as it would be added: columns with typed values, and a sentence for each thing that was left out."""

    fields: Mapping[str, object]
    faults: tuple[str, ...] = ()

    @property
    def who(self) -> str:
        """The person, else the company or the address."""
        return full_name(*(str(self.fields.get(name, "")) for name in ("first_name", "last_name", "company", "email")))


@dataclass(frozen=True, slots=True)
class Captured:
    """What a text was taken for, the leads in it, and sentences about what could not be read."""

    kind: CaptureKind
    leads: tuple[Proposal, ...] = ()
    faults: tuple[str, ...] = field(default=())


def capture(text: str, region: str = "", currency: str = "USD") -> Captured:
    """Return the leads in a pasted vCard, rows of a spreadsheet, a signature or an email.

    `region` is the two-letter country that numbers without a country code belong to.
    """
    text = text.lstrip("\ufeff").replace("\x00", "")
    if len(text) > LONGEST:
        return Captured("nothing", (), (f"This is longer than {LONGEST:,} characters. Import it as a file instead.",))
    if holds_vcard(text):
        found = [_proposal(fields, region) for fields in vcards(text)]
        return _captured("vcard", found)
    table = _table(text)
    if table is not None:
        return _captured("rows", list(_rows(*table, region, currency)))
    return _captured("text", [_proposal(read_person(text), region)])


def _captured(kind: CaptureKind, found: Sequence[Proposal]) -> Captured:
    usable = [one for one in found if one.who]
    faults = [NOBODY] if not usable else []
    if usable and len(usable) < len(found):
        count = len(found) - len(usable)
        what = "1 entry has" if count == 1 else f"{count:,} entries have"
        faults.append(f"{what} no name, no email address and no company, and cannot be used.")
    if len(usable) > MOST:
        faults.append(f"Only the first {MOST} of {len(usable):,} were read. Import them as a file instead.")
    return Captured(kind if usable else "nothing", tuple(usable[:MOST]), tuple(faults))


def _proposal(raw: Mapping[str, str], region: str) -> Proposal:
    """Return raw texts cleaned as the columns of a lead want them."""
    fields: dict[str, object] = {}
    faults: list[str] = []
    first, last = split_full_name(_line(raw.get("name", "")))
    given = {"first_name": first, "last_name": last} | dict(raw)
    for name in _LINES:
        if text := _line(given.get(name, "")):
            fields[name] = text
    if email := raw.get("email", "").strip():
        try:
            fields["email"] = clean_email(email, "email")
        except SalesDeskError as refusal:
            faults.append(str(refusal))
    own = region_of(str(fields.get("country", "")), region)
    for name in ("phone", "mobile"):
        if number := _line(raw.get(name, "")):
            fields[name] = clean_phone(number, own)
    if notes := raw.get("notes", "").strip():
        fields["notes"] = notes[:5000]
    return Proposal(fields, tuple(faults))


def _line(text: str) -> str:
    try:
        return clean_line(text[:500], "text")
    except SalesDeskError:
        return ""


def _table(text: str) -> tuple[list[list[str]], ColumnMapping | None] | None:
    """Return pasted rows and what their header says, None where the text is no table."""
    for delimiter in ("\t", ";", ","):
        rows = _split(text, delimiter)
        width = len(rows[0]) if rows else 0
        if width < 2 or any(len(row) > 200 for row in rows):
            continue
        mapping = propose_mapping(_columns(rows[0]))
        if mapping.matched >= 2 and not any("@" in cell for cell in rows[0]):
            return rows[1:], mapping
        even = sum(len(row) == width for row in rows)
        if delimiter == "\t" and even * 2 > len(rows):
            return rows, None
    return None


def _split(text: str, delimiter: str) -> list[list[str]]:
    try:
        found = list(csv.reader(StringIO(text, newline=""), delimiter=delimiter))
    except csv.Error:
        found = [line.split(delimiter) for line in text.splitlines()]
    return [row for row in found if any(cell.strip() for cell in row)]


def _columns(header: Sequence[str]) -> list[str]:
    return [" ".join(cell[:200].split()) or f"Column {at}" for at, cell in enumerate(header, 1)]


def _rows(
    rows: Sequence[Sequence[str]], mapping: ColumnMapping | None, region: str, currency: str
) -> Iterator[Proposal]:
    for number, row in enumerate(rows, 2 if mapping is not None else 1):
        if mapping is None:
            yield _proposal(_guessed(row), region)
        else:
            yield _mapped(number, row, mapping, region, currency)


def _mapped(number: int, row: Sequence[str], mapping: ColumnMapping, region: str, currency: str) -> Proposal:
    raw: dict[str, str] = {}
    values: dict[str, object] = {}
    faults: list[str] = []
    for column, name, cell in zip(mapping.columns, mapping.fields, row, strict=False):
        if name is None or name in _NEVER or not cell.strip():
            continue
        if name == "name" or name in (*_LINES, "email", "phone", "mobile", "notes"):
            raw[name] = cell
            continue
        try:
            values |= _typed(IMPORT_FIELD[name], cell, currency)
        except SalesDeskError as refusal:
            faults.append(f"Row {number}, {column}: {refusal}")
    found = _proposal(raw, region)
    return Proposal({**found.fields, **values}, (*faults, *(f"Row {number}: {fault}" for fault in found.faults)))


def _typed(of: Field, cell: str, currency: str) -> dict[str, object]:
    value = cell_reader(of, Reading(), currency)(cell)
    if isinstance(value, Money):
        return {f"{of.name}_minor": value.amount_minor, "currency": value.currency}
    if isinstance(value, bool):
        return {of.name: int(value)}
    return {} if isinstance(value, date) or of.kind is Kind.INSTANT else {of.name: value}


def _guessed(row: Sequence[str]) -> dict[str, str]:
    """Return what cells without a header are taken for: by their looks, then name, company and title in their order."""
    lines = [cell for cell in row if cell.strip()]
    contact = read_person("\n".join(lines))
    words = [cell.strip() for cell in lines if not any(sign in cell for sign in "@0123456789/")]
    found = {name: text for name, text in contact.items() if name in ("email", "phone", "mobile", "website")}
    if words and " " in words[0]:
        found |= dict(zip(("name", "company"), words, strict=False))
    else:
        found |= dict(zip(("first_name", "last_name", "company"), words, strict=False))
    if contact.get("title") in words[1:]:
        found["title"] = contact["title"]
        rest = [word for word in words if word != contact["title"]]
        names = ("name", "company") if " " in words[0] else ("first_name", "last_name", "company")
        found = {
            name: text for name, text in found.items() if name not in ("name", "first_name", "last_name", "company")
        }
        found |= dict(zip(names, rest, strict=False))
    return found
