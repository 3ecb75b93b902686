"""Fields of the rep's own hold typed values, are found and exported like any other, and come back from undo."""

from __future__ import annotations

import json
from datetime import date
from decimal import Decimal
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from salesdesk.domain.custom_fields import TYPES, CustomField, CustomType, kept_text, plain_text, read_value
from salesdesk.domain.errors import BadValue, NotFound, SalesDeskError
from salesdesk.domain.filter_sentences import sentence
from salesdesk.domain.filters import Condition, custom_field
from salesdesk.domain.money import Money
from salesdesk.formats.csv_reader import read_rows
from salesdesk.formats.detection import detect_table
from salesdesk.formats.headers import keep_columns, propose_mapping, with_own_fields
from salesdesk.queries import custom_fields, directory, filter_choices, promotions
from salesdesk.queries.soundness import problems
from salesdesk.services import commands as do
from salesdesk.services.desk import Desk
from salesdesk.services.exporting import export_records
from salesdesk.services.rehearsal import Rules, rehearse
from tests.qualifying import add_lead
from tests.rows import all_rows


def _add(desk: Desk, name: str, type_name: str = "text", *choices: str, kind: str = "lead") -> int:
    new_id = desk.run(do.AddCustomField(kind, name, type_name, choices)).new_id
    assert new_id is not None
    return new_id


def _shown(desk: Desk, lead: int) -> dict[str, object]:
    now = desk.now()
    return next(one for one in desk.read(directory.records, "leads", now.date(), now.tzinfo) if one["id"] == lead)


def _field(type_name: CustomType, *choices: str) -> CustomField:
    return CustomField(1, "", "lead", "Own", type_name, choices)


@pytest.mark.parametrize(
    ("type_name", "given", "kept", "value"),
    [
        ("text", " Two\r\nlines ", "Two\nlines", "Two\nlines"),
        ("number", "1200", "1200", 1200),
        ("number", "-12.50", "-12.5", Decimal("-12.5")),
        ("number", Decimal("1E+3"), "1000", 1000),
        ("number", "-0.0", "0", 0),
        ("money", "48000.50 EUR", "4800050 EUR", Money(4_800_050, "EUR")),
        ("money", "900", "90000 USD", Money(90_000, "USD")),
        ("date", "2026-12-18", "2026-12-18", date(2026, 12, 18)),
        ("date", date(2026, 12, 18), "2026-12-18", date(2026, 12, 18)),
        ("yes_no", True, "yes", True),
        ("yes_no", "Nein", "no", False),
        ("choice", "GOLD", "Gold", "Gold"),
    ],
)
def test_a_value_is_kept_as_one_text_and_read_back_typed(
    type_name: CustomType, given: object, kept: str, value: object
) -> None:
    field = _field(type_name, "Gold", "Silver")
    assert kept_text(field, given, "USD") == kept
    assert read_value(type_name, kept) == value
    assert kept_text(field, plain_text(type_name, kept), "CHF") == kept


@pytest.mark.parametrize(
    ("type_name", "given"),
    [
        *((("number"), text) for text in ("many", "NaN", "inf", "1e40", "1234567890123456", "1e-40")),
        ("money", "-5"),
        ("money", "lots"),
        ("date", "soon"),
        ("yes_no", "maybe"),
        ("choice", "Bronze"),
    ],
)
def test_a_value_of_another_type_is_refused_with_a_sentence(type_name: CustomType, given: str) -> None:
    with pytest.raises(BadValue, match=r"Own.*\.$"):
        kept_text(_field(type_name, "Gold"), given, "USD")


@given(st.sampled_from(TYPES), st.text(max_size=40))
def test_any_text_is_kept_or_refused_and_what_is_kept_stays_as_it_is(type_name: CustomType, text: str) -> None:
    field = _field(type_name, "Gold")
    try:
        kept = kept_text(field, text, "EUR")
    except BadValue:
        return
    if kept:
        assert kept_text(field, plain_text(type_name, kept), "USD") == kept
        read_value(type_name, kept)


def test_a_value_stands_beside_the_fields_of_the_lead_and_is_found(desk: Desk) -> None:
    lead, other = add_lead(desk), add_lead(desk, last_name="Other")
    seats = _add(desk, "Seats", "number")
    _add(desk, "Depot", "text")
    done = desk.run(do.SetCustomValues("lead", lead, {seats: "120", "depot": "Rotterdam Süd"}))
    assert done.changes.of("lead") == {lead}
    assert {name: _shown(desk, lead)[name] for name in ("Seats", "Depot")} == {"Seats": 120, "Depot": "Rotterdam Süd"}
    assert _shown(desk, other)["Seats"] is None
    now = desk.now()
    found = desk.read(directory.records, "leads", now.date(), now.tzinfo, "rotterdam sud")
    assert [one["id"] for one in found] == [lead]
    assert desk.run(do.SetCustomValues("lead", lead, {seats: ""})).label == "Change Seats of “Priya Raghavan”"
    assert _shown(desk, lead)["Seats"] is None
    assert desk.read(problems) == []


def test_setting_a_lead_sets_its_own_fields_in_the_same_step(desk: Desk) -> None:
    _add(desk, "Seats", "number")
    lead = add_lead(desk, custom={"Seats": 4})
    before = all_rows(desk.path)
    desk.run(do.SetLead(lead, {"title": "CFO", "custom": {"Seats": "5"}}))
    assert (_shown(desk, lead)["title"], _shown(desk, lead)["Seats"]) == ("CFO", 5)
    desk.undo()
    assert all_rows(desk.path) == before
    with pytest.raises(NotFound, match="Wheels"):
        desk.run(do.SetLead(lead, {"title": "CFO", "custom": {"Wheels": 4}}))
    assert all_rows(desk.path) == before


@pytest.mark.parametrize("kind", ["account", "contact"])
def test_accounts_and_contacts_have_fields_of_their_own(desk: Desk, kind: str) -> None:
    desk.run(do.PromoteLead(add_lead(desk), override_reason="Signed"))
    _add(desk, "Tier", "choice", "Gold", "Silver", kind=kind)
    desk.run(do.SetCustomValues(kind, 1, {"Tier": "gold"}))
    (record,) = desk.read(directory.by_ids, f"{kind}s", [1])
    assert record["Tier"] == "Gold"


@pytest.mark.parametrize(
    "command",
    [
        do.AddCustomField("lead", ""),
        do.AddCustomField("lead", "Email"),
        do.AddCustomField("lead", "first_name"),
        do.AddCustomField("lead", "SEATS"),
        do.AddCustomField("lead", "a=b"),
        do.AddCustomField("lead", "x" * 61),
        do.AddCustomField("lead", "Tier", "choice"),
        do.AddCustomField("lead", "Tier", "picture"),
        do.AddCustomField("activity", "Tier"),
        do.ChangeCustomField(1, {"name": "Company"}),
        do.ChangeCustomField(1, {"kind": "account"}),
        do.ChangeCustomField(1, {"position": -1}),
        do.ChangeCustomField(99, {"name": "Chairs"}),
        do.DeleteCustomField(99),
        do.SetCustomValues("lead", 99, {"Seats": 1}),
        do.SetCustomValues("lead", 1, {"Seats": "many"}),
        do.SetCustomValues("account", 1, {"Seats": 1}),
    ],
)
def test_what_makes_no_sense_is_refused_with_a_sentence(desk: Desk, command: do.Command) -> None:
    add_lead(desk)
    _add(desk, "Seats", "number")
    before = all_rows(desk.path)
    with pytest.raises(SalesDeskError, match=r"\.$"):
        desk.run(command)
    assert all_rows(desk.path) == before


def test_two_kinds_of_record_may_have_a_field_of_one_name(desk: Desk) -> None:
    _add(desk, "Tier")
    _add(desk, "Tier", kind="account")
    _add(desk, "Language", kind="opportunity")
    assert [one.name for one in desk.read(custom_fields.fields)] == ["Tier", "Tier", "Language"]


def test_a_field_is_renamed_moved_and_takes_another_type_where_its_values_fit(desk: Desk) -> None:
    lead = add_lead(desk)
    first, second = _add(desk, "Seats"), _add(desk, "Depot")
    desk.run(do.SetCustomValues("lead", lead, {first: "120.0", second: "North"}))
    desk.run(do.ChangeCustomField(first, {"name": "Chairs", "type": "number", "position": 1}))
    assert [(one.name, one.type) for one in desk.read(custom_fields.fields, "lead")] == [
        ("Depot", "text"),
        ("Chairs", "number"),
    ]
    assert _shown(desk, lead)["Chairs"] == 120
    with pytest.raises(SalesDeskError, match=r"1 lead has that value\. Change it there first\."):
        desk.run(do.ChangeCustomField(second, {"type": "number"}))


def test_a_choice_that_is_in_use_is_not_taken_away(desk: Desk) -> None:
    lead = add_lead(desk)
    tier = _add(desk, "Tier", "choice", "Gold", "Silver")
    desk.run(do.SetCustomValues("lead", lead, {tier: "Silver"}))
    with pytest.raises(SalesDeskError, match="Silver"):
        desk.run(do.ChangeCustomField(tier, {"choices": ("Gold",)}))
    desk.run(do.ChangeCustomField(tier, {"choices": ("Gold", "SILVER", "Bronze")}))
    assert _shown(desk, lead)["Tier"] == "SILVER"


def test_deleting_a_field_takes_its_values_along_and_undo_brings_both_back(desk: Desk) -> None:
    lead = add_lead(desk)
    seats = _add(desk, "Seats", "number")
    desk.run(do.SetCustomValues("lead", lead, {seats: 4}))
    before = all_rows(desk.path)
    desk.run(do.DeleteCustomField(seats))
    assert "Seats" not in _shown(desk, lead)
    desk.undo()
    assert all_rows(desk.path) == before
    assert _shown(desk, lead)["Seats"] == 4


def test_promotion_carries_a_value_over_where_the_opportunity_has_such_a_field(desk: Desk) -> None:
    _add(desk, "Licences", "number")
    _add(desk, "Depot", "text")
    _add(desk, "Tier", "choice", "Gold", "Silver")
    _add(desk, "licences", "number", kind="opportunity")
    _add(desk, "Depot", "number", kind="opportunity")
    _add(desk, "Tier", "choice", "Silver", kind="opportunity")
    lead = add_lead(desk, custom={"Licences": 120, "Depot": "North", "Tier": "Gold"})
    desk.run(do.PromoteLead(lead, override_reason="Signed"))
    now = desk.now()
    (card,) = desk.read(directory.records, "opportunities", now.date(), now.tzinfo)
    assert (card["licences"], card["Depot"], card["Tier"]) == (120, None, None)
    assert _shown(desk, lead)["Licences"] == 120


def test_promotion_carries_values_to_account_and_contact_and_unpromotion_takes_them_back(desk: Desk) -> None:
    for kind in ("lead", "account", "contact"):
        _add(desk, "Region code", kind=kind)
        _add(desk, "Budget line", "money", kind=kind)
    desk.run(do.PromoteLead(add_lead(desk), override_reason="Signed"))
    desk.run(do.SetContact(1, {"title": "CEO", "custom": {"Region code": "EMEA"}}))
    lead = add_lead(desk, custom={"Region code": "North", "Budget line": "48000 EUR"})
    before = all_rows(desk.path)
    card = desk.run(do.PromoteLead(lead, override_reason="Signed")).new_id
    assert card is not None
    held = {kind: desk.read(custom_fields.texts, kind, [1])[1].values() for kind in ("account", "contact")}
    assert {kind: list(texts) for kind, texts in held.items()} == {
        "account": ["North", "4800000 EUR"],
        "contact": ["EMEA", "4800000 EUR"],
    }
    happens = desk.read(promotions.before_taking_back, card, desk.now()).will_happen
    assert sum("loses Budget line, 48000.00 EUR: it came from the lead." in one for one in happens) == 2
    desk.run(do.UnpromoteOpportunity(card))
    after = all_rows(desk.path)
    for table in ("custom_value", "account", "contact"):
        assert after[table] == before[table], table


def test_a_merge_notes_an_amount_as_it_is_written(desk: Desk) -> None:
    _add(desk, "Spend", "money")
    keep, other = add_lead(desk, custom={"Spend": "900 EUR"}), add_lead(desk, custom={"Spend": "48000 EUR"})
    desk.run(do.MergeLeads(keep, (other,)))
    assert desk.read(directory.activities_of, "lead", keep)[0]["notes"] == "Spend: 48000.00 EUR"


def test_merging_keeps_custom_values_of_both(desk: Desk) -> None:
    for name in ("Seats", "Depot", "Tier"):
        _add(desk, name)
    keep = add_lead(desk, custom={"Seats": "4", "Tier": "Gold"})
    other = add_lead(desk, custom={"Seats": "5", "Depot": "North", "Tier": "Silver"})
    before = all_rows(desk.path)
    desk.run(do.MergeLeads(keep, (other,), {"Tier": other}))
    shown = _shown(desk, keep)
    assert (shown["Seats"], shown["Depot"], shown["Tier"]) == ("4", "North", "Silver")
    (note,) = desk.read(directory.activities_of, "lead", keep)
    assert note["notes"] == "Seats: 5\nTier: Gold"
    desk.undo()
    assert all_rows(desk.path) == before


def test_choosing_the_blank_value_of_a_merge_empties_the_field(desk: Desk) -> None:
    _add(desk, "Seats")
    keep, other = add_lead(desk, custom={"Seats": "4"}), add_lead(desk)
    desk.run(do.MergeLeads(keep, (other,), {"Seats": other}))
    assert _shown(desk, keep)["Seats"] is None
    assert "Seats: 4" in desk.read(directory.activities_of, "lead", keep)[0]["notes"]


def test_a_filter_says_the_name_of_the_field(desk: Desk) -> None:
    tier = _add(desk, "Tier", "choice", "Gold", "Silver")
    names = desk.read(filter_choices.names)
    condition = Condition(custom_field("choice", tier), "any_of", ("Gold",))
    assert sentence(condition, date(2026, 11, 9), names) == "Tier “Gold”"
    assert sentence(condition, date(2026, 11, 9)) == "A deleted field “Gold”"
    assert desk.read(filter_choices.values, "lead", condition.field) == ["Gold", "Silver"]


@pytest.mark.parametrize(
    "name", ["custom:", "custom:text:", "custom:text:0", "custom:text:x", "custom:tag:1", "custom"]
)
def test_a_condition_on_something_else_is_refused(name: str) -> None:
    with pytest.raises(BadValue):
        Condition(name, "empty")


FILE = """Last name,Company,Seats,Signed on,Deal size,Fleet,Tier,Remark
Raghavan,Cobalt,"1.234,5",31.12.2026,"48.000,00 EUR",ja,gold,Two depots
Ferreira,Zinc,"12",01.02.2027,,nein,,
"""
KEEP = ("Seats=number", "Signed on=date", "Deal size=money", "Fleet=yes_no", "Remark")


def _import(desk: Desk, path: Path, keep: tuple[str, ...] = (), key: str | None = None) -> dict[str, object]:
    table = detect_table(path)
    known = desk.read(custom_fields.fields, "lead")
    mapping = keep_columns(with_own_fields(propose_mapping(table.columns), known), keep, known)
    plan = rehearse(desk, table, mapping, Rules(key=key))
    if not plan.is_idle:
        desk.run(do.ImportLeads(plan))
    return plan.report()


def test_columns_of_a_file_are_kept_as_fields_of_the_reps_own(desk: Desk, tmp_path: Path) -> None:
    path = tmp_path / "leads.csv"
    path.write_text(FILE, encoding="utf-8")
    before = all_rows(desk.path)
    _add(desk, "Tier", "choice", "Gold", "Silver")
    report = _import(desk, path, KEEP)
    assert (report["new"], report["rejected"]) == (2, 0)
    lead = _shown(desk, 1)
    assert (lead["Seats"], lead["Signed on"], lead["Deal size"]) == (
        Decimal("1234.5"),
        date(2026, 12, 31),
        "48000.00 EUR",
    )
    assert (lead["Fleet"], lead["Tier"], lead["Remark"]) == (True, "Gold", "Two depots")
    assert (_shown(desk, 2)["Fleet"], _shown(desk, 2)["Tier"]) == (False, None)
    assert desk.read(problems) == []
    desk.undo()
    desk.undo()
    assert all_rows(desk.path) == before


@pytest.mark.parametrize("ending", ["csv", "json", "xlsx"])
def test_an_export_has_the_fields_as_columns(desk: Desk, tmp_path: Path, ending: str) -> None:
    _add(desk, "Seats", "number")
    _add(desk, "Deal size", "money")
    add_lead(desk, custom={"Seats": "12.5", "Deal size": "9 EUR"})
    path = tmp_path / f"out.{ending}"
    assert export_records(desk, "leads", path).rows == 1
    if ending == "json":
        (record,) = json.loads(path.read_text("utf-8"))
        assert (record["Seats"], record["Deal size"]) == (12.5, "9.00 EUR")
    elif ending == "csv":
        table = detect_table(path)
        (row,) = read_rows(table)
        cells = dict(zip(table.columns, row.cells, strict=True))
        assert (cells["Seats"], cells["Deal size"]) == ("12.5", "9.00 EUR")


def test_an_export_that_is_imported_again_changes_nothing(desk: Desk, tmp_path: Path) -> None:
    path = tmp_path / "leads.csv"
    path.write_text(FILE, encoding="utf-8")
    _add(desk, "Tier", "choice", "Gold", "Silver")
    _import(desk, path, KEEP)
    out = tmp_path / "out.csv"
    export_records(desk, "leads", out)
    for key in (None, "uid"):
        report = _import(desk, out, key=key)
        assert (report["new"], report["updated"], report["duplicates"], report["rejected"]) == (0, 0, 2, 0)


def test_an_import_fills_blank_own_fields_and_with_a_key_replaces_them(desk: Desk, tmp_path: Path) -> None:
    _add(desk, "Seats", "number")
    lead = add_lead(desk, email="p@cobalt.example", custom={"Seats": 4})
    path = tmp_path / "leads.csv"
    path.write_text("Email,Seats,Remark\np@cobalt.example,5,New here\n", encoding="utf-8")
    assert _import(desk, path, ("Remark",))["updated"] == 1
    assert (_shown(desk, lead)["Seats"], _shown(desk, lead)["Remark"]) == (4, "New here")
    assert _import(desk, path, ("Remark",), key="email")["updated"] == 1
    assert _shown(desk, lead)["Seats"] == 5
    desk.undo()
    desk.undo()
    assert _shown(desk, lead).get("Remark") is None


def test_a_cell_that_its_field_cannot_take_rejects_the_row(desk: Desk, tmp_path: Path) -> None:
    _add(desk, "Tier", "choice", "Gold")
    path = tmp_path / "leads.csv"
    path.write_text("Email,Tier\np@cobalt.example,Bronze\n", encoding="utf-8")
    report = _import(desk, path)
    assert report["rejected"] == 1
    assert "use one of Gold" in str(report["problems"])


@pytest.mark.parametrize("keep", ["Seats=text", "Wheels", "Email=number"])
def test_a_column_is_not_kept_as_what_it_cannot_be(desk: Desk, tmp_path: Path, keep: str) -> None:
    _add(desk, "Seats", "number")
    path = tmp_path / "leads.csv"
    path.write_text("Email,Last name,Seats\np@cobalt.example,Lee,5\n", encoding="utf-8")
    with pytest.raises(SalesDeskError, match=r"\.$"):
        _import(desk, path, (keep,))
