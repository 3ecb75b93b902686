"""Whatever a lead and the desk around it look like: promoted and taken back, every row that was there is as it was."""

from __future__ import annotations

from datetime import date
from pathlib import Path
from typing import Any

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from salesdesk.bootstrap import open_desk
from salesdesk.queries import promotions, soundness
from salesdesk.services import commands as do
from salesdesk.services.desk import Desk
from tests.qualifying import MovingClock, add_lead
from tests.rows import Rows, all_rows

DAY = date(2026, 12, 18)
NAMES = st.sampled_from(["Cobalt Freight Systems", "Cobalt Freight Systems B.V.", "Zinc Works"])
STATES = st.sampled_from(["confirmed", "failed", "unknown"])
ANSWERS = st.lists(
    st.one_of(
        st.builds(do.Evidence, st.just("budget"), STATES, st.sampled_from(["", "48000", "900 EUR"])),
        st.builds(
            do.Evidence, st.just("authority"), STATES, st.sampled_from(["", "Daniel Osei, CFO", "Joel Ferreira"])
        ),
        st.builds(do.Evidence, st.just("need"), STATES, st.sampled_from(["", "Faster dispatch"])),
        st.builds(do.Evidence, st.just("timeline"), STATES, st.sampled_from(["", "2026-12-18"])),
    ),
    max_size=4,
)
LEAD = st.fixed_dictionaries(
    {"company": NAMES, "tags": st.lists(st.sampled_from(["Freight", "Fair"]), unique=True)},
    optional={
        "email": st.sampled_from(["priya@cobalt.example", "priya@gmail.com"]),
        "website": st.just("cobalt.example"),
        "employees": st.integers(1, 500),
        "phone": st.sampled_from(["+31 10 555 0142", "ask at the desk"]),
        "industry": st.just("Freight"),
    },
)
ACCOUNT = st.fixed_dictionaries(
    {}, optional={"website": st.just("cobalt.example"), "employees": st.integers(1, 500), "phone": st.just("1")}
)
STEP = st.one_of(st.none(), st.builds(do.PlannedStep, st.just("call"), st.just("Demo"), st.just(DAY)))
CHOICES = st.fixed_dictionaries(
    {"next_step": STEP, "note": st.sampled_from(["", "Go ahead"])},
    optional={
        "account": st.builds(do.AccountChoice, st.sampled_from([None, 1]), st.just(("employees",))),
        "contact": st.builds(do.ContactChoice, st.sampled_from([None, 1]), st.just(("title",))),
        "attach_to": st.just(1),
    },
)


@settings(max_examples=20, suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow])
@given(LEAD, ACCOUNT, ANSWERS, ANSWERS, CHOICES)
def test_promoted_and_taken_back_every_row_that_was_there_is_as_it_was(
    tmp_path: Path,
    fields: dict[str, Any],
    known: dict[str, Any],
    told: list[do.Evidence],
    on_file: list[do.Evidence],
    choices: dict[str, Any],
) -> None:
    path = tmp_path / "rep.salesdesk"
    path.unlink(missing_ok=True)
    desk = open_desk(path, create=True, clock=MovingClock())
    lead = _furnish(desk, fields, known, told, on_file)
    before = all_rows(path)
    card = desk.run(do.PromoteLead(lead, override_reason="Known for years", **choices)).new_id
    assert card is not None
    assert desk.read(promotions.before_taking_back, card, desk.now(), lead).changes == ()
    desk.run(do.UnpromoteOpportunity(card, lead))
    _assert_given_back(before, all_rows(path))
    assert desk.read(soundness.problems) == []
    for _ in range(2):
        desk.undo()
    assert all_rows(path) == before
    desk.close()


def _furnish(
    desk: Desk, fields: dict[str, Any], known: dict[str, Any], told: list[do.Evidence], on_file: list[do.Evidence]
) -> int:
    """Put another lead’s opportunity with account, contact and evidence on file, then the lead; return its id."""
    joel = add_lead(desk, first_name="Joel", last_name="Ferreira", tags=["Fair"], source="webinar")
    desk.run(do.PromoteLead(joel, override_reason="Known"))
    if known:
        desk.run(do.SetAccount(1, known))
    if on_file:
        desk.run(do.RecordEvidence(tuple(on_file), opportunity=1))
    lead = add_lead(desk, title="Director", **fields)
    desk.run(do.LogActivity("call", lead=lead, outcome="connected", next_step=do.PlannedStep("call", "Again", DAY)))
    if told:
        desk.run(do.RecordEvidence(tuple(told), lead=lead))
    return lead


def _assert_given_back(before: Rows, after: Rows) -> None:
    """See that old rows are as they were, and that new ones are history, notes, or in the trash with their own."""
    for table, rows in before.items():
        if table not in ("lifecycle_history", "stage_history"):
            assert after[table][: len(rows)] == rows, table
