"""A row of a file turned into values of a lead."""

from __future__ import annotations

from collections.abc import Mapping as MappingOf
from collections.abc import Sequence
from dataclasses import dataclass, field
from types import MappingProxyType

from salesdesk.domain.custom_fields import CustomField, kept_text
from salesdesk.domain.errors import BadValue, SalesDeskError
from salesdesk.domain.keys import company_domain, company_key, email_key, name_key
from salesdesk.domain.leads import full_name
from salesdesk.domain.money import parse_money
from salesdesk.formats.cells import CellReader, Reading, cell_reader, is_plain, split_full_name
from salesdesk.formats.contact_points import clean_phone, region_of
from salesdesk.formats.fields import IMPORT_FIELD, Kind, custom_parts, import_field
from salesdesk.formats.formulas import restored
from salesdesk.formats.headers import Mapping

NAMING = ("first_name", "last_name", "company", "email", "website")
NOBODY = "The row has no name, no email address and no company."
_COLUMNS = {"annual_revenue": "annual_revenue_minor", "amount": "amount_minor"}
_PHONES = frozenset(("phone", "mobile"))
_TEXTS = (Kind.TEXT, Kind.LONG_TEXT)
_CHECKED = frozenset(("email", "currency"))


@dataclass(slots=True)
class LeadDraft:
    """What a row says of a lead: filled columns only, the keys that follow, its tags, and what could not be read.

    `own` has the kept texts of the rep's own fields by their names.
    """

    row: int
    cells: Sequence[str]
    values: dict[str, object] = field(default_factory=dict)
    tags: tuple[str, ...] = ()
    faults: list[tuple[str, str]] = field(default_factory=list)
    keys: dict[str, object] = field(default_factory=dict)
    own: dict[str, str] = field(default_factory=dict)

    @property
    def who(self) -> str:
        """The person, else the company or the address."""
        texts = (str(self.values.get(name, "")) for name in ("first_name", "last_name", "company", "email"))
        return full_name(*texts)


def lead_columns(mapping: Mapping) -> list[str]:
    """Return the columns of a lead that the mapping can fill, tags left out."""
    fields = {name for name in mapping.fields if name and name != "tags" and custom_parts(name) is None}
    if "name" in fields:
        fields = fields - {"name"} | {"first_name", "last_name"}
    if fields & _COLUMNS.keys():
        fields.add("currency")
    return sorted(_COLUMNS.get(name, name) for name in fields)


def following(values: MappingOf[str, object]) -> dict[str, object]:
    """Return the key columns that follow from the names of a lead."""
    first, last, company, email, site = (str(values.get(name) or "") for name in NAMING)
    return {
        "name_key": name_key(first, last),
        "company_key": company_key(company),
        "email_key": email_key(email),
        "domain": company_domain(email, site),
    }


class LeadReader:
    """Reads rows of one file by one mapping."""

    def __init__(
        self,
        mapping: Mapping,
        readings: MappingOf[str, Reading],
        currency: str,
        region: str,
        own: MappingOf[str, CustomField] = MappingProxyType({}),
    ) -> None:
        """Read by the mapping; `own` has the rep's own fields by what the mapping calls them."""
        self._currency = currency
        self._region = region
        self._readings = readings
        self._plain: list[tuple[int, str, str, CellReader, bool]] = []
        self._late: list[tuple[int, str, str]] = []
        self._own: list[tuple[int, str, CustomField, CellReader]] = []
        for at, (column, name) in enumerate(zip(mapping.columns, mapping.fields, strict=True)):
            if name is None:
                continue
            if name in own:
                reader = cell_reader(import_field(name), readings.get(name, Reading()), currency)
                self._own.append((at, column, own[name], reader))
            elif name in _PHONES or IMPORT_FIELD[name].kind is Kind.MONEY:
                self._late.append((at, column, name))
            else:
                reader = cell_reader(IMPORT_FIELD[name], readings.get(name, Reading()), currency)
                is_line = IMPORT_FIELD[name].kind in _TEXTS and name not in _CHECKED
                self._plain.append((at, name, column, reader, is_line))

    def read(self, row: int, cells: Sequence[str]) -> LeadDraft:
        """Return what the row says; each cell its field cannot take is among the faults."""
        draft = LeadDraft(row, cells)
        values = draft.values
        for at, name, column, reader, is_line in self._plain:
            cell = cells[at]
            if not cell:
                continue
            if is_line and is_plain(cell):
                if text := cell.strip():
                    values[name] = text
            elif not cell.isspace():
                try:
                    values[name] = reader(restored(cell))
                except SalesDeskError as refusal:
                    draft.faults.append((column, str(refusal)))
        for at, column, name in self._late:
            cell = cells[at]
            if cell and not cell.isspace():
                try:
                    self._read_late(name, restored(cell), values)
                except SalesDeskError as refusal:
                    draft.faults.append((column, str(refusal)))
        for at, column, own, reader in self._own:
            cell = cells[at]
            if cell and not cell.isspace():
                try:
                    draft.own[own.name] = kept_text(own, reader(restored(cell)), self._currency)
                except SalesDeskError as refusal:
                    draft.faults.append((column, str(refusal)))
        self._settle(draft)
        return draft

    def _read_late(self, name: str, text: str, values: dict[str, object]) -> None:
        """Read what depends on other cells: numbers on the country, amounts on the currency."""
        if name in _PHONES:
            country = values.get("country")
            values[name] = clean_phone(
                text, region_of(country, self._region) if isinstance(country, str) else self._region
            )
            return
        currency = str(values.get("currency") or self._currency)
        comma = self._readings.get(name, Reading()).decimal_comma
        label = IMPORT_FIELD[name].label.lower()
        money = parse_money(text, currency, decimal_comma=comma, field=label)
        if values.setdefault("currency", money.currency) != money.currency:
            raise BadValue(label, text, f"the other amounts of this row are in {values['currency']}.")
        values[_COLUMNS[name]] = money.amount_minor

    def _settle(self, draft: LeadDraft) -> None:
        values = draft.values
        whole = values.pop("name", None)
        if isinstance(whole, str):
            first, last = split_full_name(whole)
            values.setdefault("first_name", first)
            values.setdefault("last_name", last)
        tags = values.pop("tags", ())
        draft.tags = tags if isinstance(tags, tuple) else ()
        if "high_intent" in values:
            values["high_intent"] = int(bool(values["high_intent"]))
        if not draft.faults and not any(values.get(name) for name in ("first_name", "last_name", "email", "company")):
            draft.faults.append(("", NOBODY))
        draft.keys = following(values)
