"""The life of a lead from end to end, by mouse and again by keyboard alone, ending in the same rows."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date, datetime, timedelta
from pathlib import Path

import pytest
from PySide6.QtWidgets import QApplication

from salesdesk.bootstrap import open_desk
from salesdesk.paths import default_file
from salesdesk.queries import soundness
from salesdesk.services.commands import AddLead, Evidence, LogActivity, PromoteLead, RecordEvidence
from salesdesk.services.desk import Desk, local_now
from tests.journeys.driver import Rep
from tests.journeys.file import rows, steps, told
from tests.journeys.lead_hands import ByKeys, ByMouse, LeadHands
from ui.views.leads import LeadsPage
from ui.views.opportunity import OpportunityPage

PERSON = "Priya Raghavan"
PRIYA = {
    "first_name": "Priya",
    "last_name": "Raghavan",
    "title": "Director of Operations",
    "company": "Cobalt Freight Systems",
    "email": "priya@cobalt.example",
}
SIGNATURE = """Hi Sam,

could you send me the price list before Friday?

Best regards,
Priya Raghavan
Ops Director | Cobalt Freight Systems B.V.
Waalhaven 12, 3089 JH Rotterdam
T +31 10 555 0142
priya@cobalt.example | www.cobalt.example

This message is confidential. If it is not meant for you, delete it.
"""
SIGNED = {
    "first_name": "Priya",
    "last_name": "Raghavan",
    "title": "Ops Director",
    "company": "Cobalt Freight Systems B.V.",
    "street": "Waalhaven 12",
    "postal_code": "3089 JH",
    "city": "Rotterdam",
    "phone": "+31 10 555 0142",
    "email": "priya@cobalt.example",
    "website": "www.cobalt.example",
}
STEPS = ("lead", "budget", "authority", "need", "timeline", "verdict")
pytestmark = [
    pytest.mark.timeout(240),
    # A menu wants what the offscreen plugin cannot do.
    pytest.mark.qt_log_ignore("This plugin does not support", extend=True),
]


class Clock:
    """The present of the program, moved on by whole days."""

    def __init__(self) -> None:
        self.days = 0

    def __call__(self) -> datetime:
        return local_now() + timedelta(days=self.days)

    def today(self) -> date:
        """Return the day it is."""
        return self().date()


@pytest.fixture
def clock(monkeypatch: pytest.MonkeyPatch) -> Clock:
    """Let every desk that is opened go by a clock that can be moved."""
    made = Clock()
    defaults = open_desk.__kwdefaults__
    assert defaults is not None
    monkeypatch.setitem(defaults, "clock", made)
    return made


def furnish(fill: Callable[[Desk], object]) -> Path:
    """Make the rep’s own file with something in it; return its path."""
    path = default_file()
    path.parent.mkdir(parents=True, exist_ok=True)
    desk = open_desk(path, create=True)
    fill(desk)
    desk.close()
    return path


def both_ways(
    rep: Rep, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, live: Callable[[LeadHands], Path]
) -> tuple[Path, Path]:
    """Live through something by mouse and by keyboard, each from a new file; both must end in the same rows."""
    ends, paths = [], []
    for kind in (ByMouse, ByKeys):
        monkeypatch.setenv("SALESDESK_HOME", str(tmp_path / kind.__name__))
        path = live(kind(rep))
        rep.close()
        desk = open_desk(path)
        assert desk.read(soundness.problems) == []
        desk.close()
        ends.append((told(path), [label for label, undone in steps(path) if not undone]))
        paths.append(path)
    assert ends[0] == ends[1]
    return paths[0], paths[1]


def test_a_lead_from_a_pasted_signature_is_won_in_one_sitting(
    rep: Rep, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, clock: Clock
) -> None:
    decision = clock.today() + timedelta(days=45)

    def live(hands: LeadHands) -> Path:
        path = furnish(lambda desk: desk.run(AddLead({"first_name": "Joel", "company": "Ardent Packaging"})))
        rep.start()
        rep.press("Ctrl+2")
        rep.page(LeadsPage)
        QApplication.clipboard().setText(SIGNATURE)
        dialog = hands.paste()
        read = {name: field.text() for name, field in dialog.form.fields.items() if field.text()}
        assert read == SIGNED
        assert rows(path, "SELECT count(*) FROM lead") == [(1,)]
        hands.correct("title", PRIYA["title"])
        hands.add()
        hands.is_at_lead(PERSON)
        assert rows(path, "SELECT title, company, phone FROM lead WHERE id = 2") == [
            (PRIYA["title"], SIGNED["company"], SIGNED["phone"])
        ]
        hands.log_call("Budget is in the 2027 plan. Daniel signs.")
        hands.answer("need", "Cut dispatch time by a third")
        hands.qualify()
        for step, field, words in (
            ("lead", "", ""),
            ("budget", "answer_budget_amount", "48,000"),
            ("authority", "answer_decision_maker", "Daniel Osei, CFO"),
            ("need", "", ""),
            ("timeline", "answer_decision_by", decision.isoformat()),
            ("verdict", "", ""),
            ("account", "", ""),
        ):
            hands.wizard(step)
            if field:
                hands.fill(field, words)
            hands.go_on()
        hands.wizard("opportunity")
        hands.fill("opportunity_name", "Cobalt – dispatch")
        hands.go_on()
        rep.page(OpportunityPage)
        hands.win()
        return path

    for path in both_ways(rep, tmp_path, monkeypatch, live):
        query = (
            "SELECT o.name, s.kind, o.amount_minor, o.bant FROM opportunity AS o JOIN stage AS s ON s.id = o.stage_id"
        )
        assert rows(path, query) == [("Cobalt – dispatch", "won", 4_800_000, "yyyy")]
        assert rows(path, "SELECT lifecycle FROM lead WHERE last_name = 'Raghavan'") == [("opportunity",)]
        assert rows(path, "SELECT name, status FROM account") == [("Cobalt Freight Systems B.V.", "customer")]
        query = "SELECT lead_id, opportunity_id FROM activity WHERE kind = 'call'"
        assert rows(path, query) == [(2, 1)]


def test_a_cold_sql_sleeps_in_nurture_and_is_requalified_with_its_evidence_reaffirmed(
    rep: Rep, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, clock: Clock
) -> None:
    def fill(desk: Desk) -> None:
        lead = desk.run(AddLead(dict(PRIYA))).new_id
        answers = (
            Evidence("budget", "confirmed", "48000 USD"),
            Evidence("authority", "confirmed", "Daniel Osei, CFO"),
            Evidence("need", "confirmed", "Cut dispatch time by a third"),
            Evidence("timeline", "failed", note="Not before the spring budget"),
        )
        desk.run(LogActivity("call", lead=lead, outcome="connected"))
        desk.run(RecordEvidence(answers, lead=lead))

    def live(hands: LeadHands) -> Path:
        clock.days = 0
        path = furnish(fill)
        assert rows(path, "SELECT lifecycle FROM lead") == [("sql",)]
        rep.start()
        rep.press("Ctrl+2")
        hands.is_at_lead(PERSON)
        hands.qualify()
        for step in STEPS[:-1]:
            hands.wizard(step)
            hands.go_on()
        dialog = hands.wizard("verdict")
        assert dialog.verdict_step.choice() == "nurture"
        hands.fill("nurture_reason", "No budget before spring")
        hands.go_on()
        rep.page(LeadsPage)
        ((wake_on,),) = rows(path, "SELECT wake_on FROM lead WHERE lifecycle = 'nurture'")
        rep.close()
        clock.days = (date.fromisoformat(wake_on) - clock.today()).days + 1
        rep.start()
        hands.open_awake(PERSON)
        page = hands.is_at_lead(PERSON)
        assert page.lead_pane.standing.words_label.text().endswith(": No budget before spring")
        assert page.lead_pane.bant.header.progress_label.text() == "0 of 4 confirmed, 3 aged"
        aged = [one.code for one in page.lead_pane.dimensions if one.is_aged]
        assert aged == ["budget", "authority", "need"]
        for dimension in aged:
            hands.reaffirm(dimension)
        rep.wait(lambda: page.lead_pane.bant.header.progress_label.text() == "3 of 4 confirmed")
        hands.qualify()
        for step in (*STEPS, "account", "opportunity"):
            hands.wizard(step)
            if step == "timeline":
                hands.choose("state_confirmed")
                hands.fill("answer_decision_by", (clock.today() + timedelta(days=30)).isoformat())
            hands.go_on()
        rep.page(OpportunityPage)
        return path

    for path in both_ways(rep, tmp_path, monkeypatch, live):
        query = "SELECT from_stage, to_stage, is_override FROM lifecycle_history ORDER BY id"
        assert rows(path, query) == [
            ("new", "working", 0),
            ("working", "sql", 0),
            ("sql", "nurture", 0),
            ("nurture", "sql", 0),
            ("sql", "opportunity", 0),
        ]
        assert rows(path, "SELECT bant FROM opportunity") == [("yyyy",)]


def test_a_lead_that_joined_an_opportunity_is_taken_back_after_two_edits(
    rep: Rep, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, clock: Clock
) -> None:
    def fill(desk: Desk) -> None:
        joel = desk.run(AddLead({"first_name": "Joel", "last_name": "Ferreira", "company": "Cobalt Freight Systems"}))
        assert joel.new_id is not None
        desk.run(PromoteLead(joel.new_id, name="Depot pilot", amount_minor=900_000, override_reason="Known"))
        lead = desk.run(AddLead(PRIYA | {"tags": ["Freight"]})).new_id
        day = (clock.today() + timedelta(days=45)).isoformat()
        answers = (
            Evidence("budget", "confirmed", "48000 USD"),
            Evidence("authority", "confirmed", "Daniel Osei, CFO"),
            Evidence("need", "confirmed", "Cut dispatch time by a third"),
            Evidence("timeline", "confirmed", day),
        )
        desk.run(RecordEvidence(answers, lead=lead))

    def live(hands: LeadHands) -> Path:
        path = furnish(fill)
        before = told(path)
        rep.start()
        rep.press("Ctrl+2")
        hands.find(PERSON)
        hands.is_at_lead(PERSON)
        hands.qualify()
        for step in STEPS:
            hands.wizard(step)
            hands.go_on()
        hands.wizard("account")
        hands.choose("attach_to_1")
        hands.go_on()
        hands.wizard("opportunity")
        hands.go_on()
        page = rep.page(OpportunityPage)
        rep.wait(lambda: len(page.opportunity_pane.sources.leads) == 2)
        assert rows(path, "SELECT opportunity_id, lifecycle FROM lead ORDER BY id") == [(1, "opportunity")] * 2
        assert rows(path, "SELECT bant, pain FROM opportunity") == [("yyyy", "Cut dispatch time by a third")]
        hands.edit("amount", "12,500")
        hands.edit("product", "Dispatch")
        assert hands.take_back(2) == [
            *("2 fields", "When promoted", "Now"),
            *("Amount", "$9,000", "$12,500"),
            *("Product", "–", "Dispatch"),
        ]
        hands.is_at_lead(PERSON)
        assert_given_back(before, told(path))
        return path

    for path in both_ways(rep, tmp_path, monkeypatch, live):
        query = "SELECT amount_minor, product, pain, bant, deleted_at FROM opportunity"
        assert rows(path, query) == [(1_250_000, "Dispatch", "", "????", None)]


def assert_given_back(before: dict[str, list[dict[str, object]]], after: dict[str, list[dict[str, object]]]) -> None:
    """See that the lead, its evidence and its company are as before; only the two edits and the history are new."""
    for table in ("lead", "answer", "account", "contact", "activity", "committee_member", "tag", "tagging"):
        assert after[table][: len(before[table])] == before[table], table
    (card,), (edited,) = before["opportunity"], after["opportunity"]
    assert {name for name in card if card[name] != edited[name]} == {"amount_minor", "product"}
