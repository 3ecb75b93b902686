"""Whatever leads are like and however they are merged: nothing of any of them is lost, and undo gives them back."""

from __future__ import annotations

from datetime import date
from pathlib import Path
from random import Random
from tempfile import mkdtemp
from typing import Any

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from sqlalchemy import insert, select

from salesdesk.bootstrap import open_desk
from salesdesk.formats import attachments
from salesdesk.queries.soundness import problems
from salesdesk.services import commands as do
from salesdesk.services.desk import Desk
from salesdesk.store import schema
from tests.qualifying import MovingClock, add_lead, confirm
from tests.rows import all_rows

TITLES = ("", "CFO", "Head of fleet", "Buyer")
CITIES = ("", "Delft", "Utrecht")
CRITERIA = ("budget", "authority", "need", "timeline")
TEXTS = ("title", "city", "email", "phone", "company", "first_name", "last_name")
OWN_FIELDS = (
    do.AddCustomField("lead", "Fleet", "number"),
    do.AddCustomField("lead", "System", "choice", ("Excel", "SAP")),
    do.AddCustomField("lead", "Visited", "yes_no"),
)
OWN_VALUES = {"Fleet": (12, 340), "System": ("Excel", "SAP"), "Visited": ("yes", "no")}
CHILDREN = (
    *(schema.activity, schema.attachment, schema.lifecycle_history),
    *(schema.tagging, schema.answer, schema.custom_value),
)
Row = dict[str, Any]


@settings(max_examples=12, suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow])
@given(st.randoms(use_true_random=False))
def test_whatever_is_merged_the_kept_lead_has_everything_and_undo_gives_it_back(tmp_path: Path, random: Random) -> None:
    path = Path(mkdtemp(dir=tmp_path)) / "rep.salesdesk"
    desk = open_desk(path, create=True, clock=MovingClock())
    for field in OWN_FIELDS:
        desk.run(field)
    leads = [_lead(desk, random) for _ in range(random.randint(2, 5))]
    start = all_rows(path)
    steps = 0
    while len(leads) > 1:
        chosen = random.sample(leads, random.randint(2, min(3, len(leads))))
        before = {table.name: [row for one in chosen for row in _rows(desk, table, lead_id=one)] for table in CHILDREN}
        before["lead"] = [row for one in chosen for row in _rows(desk, schema.lead, id=one)]
        choosable = (*("title", "city", "amount_minor"), *OWN_VALUES)
        choices = {name: random.choice(chosen) for name in choosable if random.random() < 0.4}
        desk.run(do.MergeLeads(chosen[0], tuple(chosen[1:]), choices))
        steps += 1
        _assert_everything_is_kept(desk, before, chosen[0])
        assert desk.read(problems) == []
        leads = [one for one in leads if one not in chosen[1:]]
    end = all_rows(path)
    for _ in range(steps):
        desk.undo()
    assert all_rows(path) == start
    for _ in range(steps):
        desk.redo()
    assert all_rows(path) == end
    desk.close()


def _lead(desk: Desk, random: Random) -> int:
    """Add a lead that shares some of what it has with the others."""
    pick = random.choice
    fields = {"title": pick(TITLES), "city": pick(CITIES), "notes": pick(("", "Met in May", "Likes tea"))}
    fields |= {"email": pick(("", "priya@cobalt.example", "p@cobalt.example")), "phone": pick(("", "+31105550142"))}
    amount = pick((None, 100_000, 250_000))
    tags = random.sample(("fleet", "q4", "event"), random.randint(0, 2))
    money = {"amount_minor": amount, "currency": pick(("EUR", "USD")) if amount else ""}
    lead = add_lead(desk, **fields, **money, tags=tags, high_intent=pick((0, 1)))
    for code in random.sample(CRITERIA, random.randint(0, 3)):
        value = {"budget": "48000", "timeline": "2026-12-18"}.get(code, pick(("Cut costs", "Daniel Osei, CFO")))
        confirm(desk, lead, do.Evidence(code, pick(("confirmed", "failed")), value))
    own: dict[int | str, object] = {name: pick(values) for name, values in OWN_VALUES.items() if random.random() < 0.6}
    if own:
        desk.run(do.SetCustomValues("lead", lead, own))
    for number in range(random.randint(0, 2)):
        desk.run(do.LogActivity(pick(("call", "email", "note")), lead=lead, subject=f"talk {number}"))
    if random.random() < 0.4:
        desk.run(do.PlanActivity(do.PlannedStep("task", "Send offer", date(2026, 12, 1)), lead=lead))
    if random.random() < 0.4:
        _attach(desk, lead)
    way = random.random()
    if way < 0.2:
        desk.run(do.NurtureLead(lead, date(2027, 1, 4), "No budget yet"))
    elif way < 0.3:
        desk.run(do.DisqualifyLead(lead, "Spam"))
    return lead


def _attach(desk: Desk, lead: int) -> None:
    source = desk.path.with_name("a.pdf")
    source.write_text(f"Offer to {lead}", encoding="utf-8")
    kept = attachments.keep(attachments.folder_of(desk.path), source)
    values = {"uid": f"a{lead}", "name": "a.pdf", "added_at": desk.now()}
    values |= {"sha256": kept.sha256, "size_bytes": kept.size_bytes}
    with desk._database.write() as connection:
        connection.execute(insert(schema.attachment).values(lead_id=lead, **values))


def _rows(desk: Desk, table: Any, **having: object) -> list[Row]:
    query = select(table).where(*(table.c[name] == value for name, value in having.items())).order_by(table.c.id)
    return desk.read(lambda connection: [dict(row) for row in connection.execute(query).mappings()])


def _assert_everything_is_kept(desk: Desk, before: dict[str, list[Row]], keep: int) -> None:
    """See that whatever any of the leads had is the kept lead’s, or is said in a note of its timeline."""
    (lead,) = _rows(desk, schema.lead, id=keep)
    said = "\n".join(row["notes"] for row in _rows(desk, schema.activity, lead_id=keep, kind="note"))
    for one in before["lead"]:
        _assert_fields_are_kept(one, lead, said)
        if one["id"] != keep:
            (gone,) = _rows(desk, schema.lead, id=one["id"])
            assert gone["deleted_at"] is not None
            assert gone["merged_into_id"] == keep
    for table in (schema.activity, schema.attachment, schema.lifecycle_history):
        after = {row["id"] for row in _rows(desk, table, lead_id=keep)}
        assert {row["id"] for row in before[table.name]} <= after
    tags = {row["tag_id"] for row in _rows(desk, schema.tagging, lead_id=keep)}
    assert {row["tag_id"] for row in before["tagging"]} <= tags
    answers = {row["criterion_id"]: row for row in _rows(desk, schema.answer, lead_id=keep)}
    for row in before["answer"]:
        own = answers[row["criterion_id"]]
        assert (own["state"], own["value"]) == (row["state"], row["value"]) or f"{row['state']}, {row['value']}" in said
    values = {row["custom_field_id"]: row["value"] for row in _rows(desk, schema.custom_value, lead_id=keep)}
    names = {row["id"]: row["name"] for row in _rows(desk, schema.custom_field)}
    for row in before["custom_value"]:
        is_said = f"{names[row['custom_field_id']]}: {row['value']}".casefold() in said.casefold()
        assert values.get(row["custom_field_id"]) == row["value"] or is_said


def _assert_fields_are_kept(one: Row, lead: Row, said: str) -> None:
    for name in TEXTS:
        assert not one[name] or one[name] == lead[name] or one[name] in said, name
    assert all(line in lead["notes"] or line in said for line in one["notes"].split("\n\n"))
    if one["amount_minor"]:
        is_kept = (one["amount_minor"], one["currency"]) == (lead["amount_minor"], lead["currency"])
        assert is_kept or f"{one['amount_minor'] // 100:,}" in said
    assert lead["created_at"] <= one["created_at"]
    assert lead["high_intent"] >= one["high_intent"]
