"""Qualification, promotion and the way back, each as a rep would come to it."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta
from pathlib import Path

from salesdesk.services.commands import (
    AddLead,
    AddOpportunity,
    Evidence,
    LogActivity,
    MoveOpportunities,
    PlannedStep,
    PromoteLead,
    RecordEvidence,
    SetDefaultPlaybook,
    SetOpportunity,
)
from tests.screens.stage import NOW, Scene, Stage, in_large_letters
from ui.dialogs.unpromote import UnpromoteDialog
from ui.wizards.qualify import QualifyDialog
from ui.wizards.step import PageArea

LEAD = "Priya Raghavan"
LONG_NAME = "Konstantina Papadopoulou-Featherstonehaugh von Wittgenstein"
KNOWN = (
    Evidence("budget_amount", "confirmed", "48000 USD"),
    Evidence("decision_maker", "confirmed", "Daniel Osei, CFO"),
    Evidence("need", "confirmed", "Cut dispatch time by a third"),
    Evidence("decision_by", "confirmed", "2026-12-18"),
)
METRICS = (
    Evidence("metrics", "confirmed", "Cut dispatch time by a third"),
    Evidence("economic_buyer", "failed", None, "Daniel Osei signs, and was not in the call"),
)


def _open_wizard(stage: Stage, lead: int, *steps: str) -> QualifyDialog:
    stage.window.openings.open_qualify(lead)
    dialog = stage.dialog(QualifyDialog)
    assert isinstance(dialog, QualifyDialog)
    for step in steps:
        if not dialog.go_to(step):
            raise AssertionError(f"the step {step} is closed")
        stage.settle()
    return dialog


def _promoted(stage: Stage, fields: dict[str, object], name: str, amount_minor: int) -> int:
    """Have an opportunity that came of a lead; return its number."""
    lead = stage.session.run(AddLead(fields))
    assert lead is not None
    assert lead.new_id is not None
    step = PlannedStep("demo", "Show the dispatch board", date(2026, 11, 16))
    command = PromoteLead(lead.new_id, name=name, amount_minor=amount_minor, override_reason="Known", next_step=step)
    card = stage.session.run(command)
    assert card is not None
    assert card.new_id is not None
    return card.new_id


def promotion_match(stage: Stage, folder: Path) -> None:
    """Promote a lead whose company, person and a running opportunity are on file."""
    number = stage.find("lead", LEAD)
    stage.session.run(RecordEvidence(KNOWN, lead=number))
    fields: dict[str, object] = {
        "first_name": "P.",
        "last_name": "Raghavan",
        "title": "Operations Manager",
        "company": "Cobalt Freight Systems B.V.",
        "website": "cobaltfreight.example",
        "city": "Rotterdam",
        "phone": "+31 10 555 0100",
        "employees": 380,
    }
    _promoted(stage, fields, "Cobalt – depot pilot", 123_456_700)
    stage.show("leads", "lead", LEAD)
    dialog = _open_wizard(stage, number, "verdict", "account")
    step = dialog.account_step
    area = step.findChild(PageArea)
    assert area is not None
    area.ensureWidgetVisible(step.opportunity_cards, 0, 20)


def unpromote(stage: Stage, folder: Path) -> None:
    """Ask to take a promotion back after two edits and a meeting."""
    fields: dict[str, object] = {"first_name": LONG_NAME.split()[0], "last_name": " ".join(LONG_NAME.split()[1:])}
    fields |= {"company": "Cobalt Freight Systems", "email": "k@cobaltfreight.example", "source": "webinar"}
    card = _promoted(stage, fields, "Cobalt – 240 trucks across eleven depots and two customers", 4_800_000)
    stage.session.run(MoveOpportunities((card,), 3))
    stage.session.run(SetOpportunity(card, {"amount_minor": 123_456_700, "expected_close": date(2027, 1, 29)}))
    stage.session.run(LogActivity("meeting", opportunity=card, notes="Walked through the contract", duration_min=45))
    stage.session.run(RecordEvidence((Evidence("need", "confirmed", "Fewer empty miles"),), opportunity=card))
    stage.show("pipeline", "opportunity", "Cobalt – 240")
    stage.window.openings.lead_sheets.ask_unpromote(card)
    assert isinstance(stage.dialog(UnpromoteDialog), UnpromoteDialog)


def source_leads(stage: Stage, folder: Path) -> None:
    """Show an opportunity that one lead made and another joined."""
    fields: dict[str, object] = {"first_name": "Joel", "last_name": "Ferreira", "company": "Ardent Packaging"}
    card = _promoted(stage, fields | {"source": "referral"}, "Ardent – line 4", 5_200_000)
    joined = stage.find("lead", LEAD)
    stage.session.run(PromoteLead(joined, attach_to=card, override_reason="Same purchase"))
    stage.show("pipeline", "opportunity", "Ardent – line 4")
    from ui.views.opportunity import OpportunityPage

    page = stage.window.page()
    assert isinstance(page, OpportunityPage)
    pane = page.opportunity_pane
    pane.scroll_area.ensureWidgetVisible(pane.sources, 0, 60)


def evidence_from_timeline(stage: Stage, folder: Path) -> None:
    """Record from a call what it confirmed, while another one is being logged."""
    from ui.views.leads import LeadsPage

    stage.show("leads", "lead", LEAD)
    page = stage.window.page()
    assert isinstance(page, LeadsPage)
    pane = page.activity_pane
    pane.composer.open_tab("meeting")
    pane.composer.text_edit.setPlainText("They signed off on the pilot.")
    told = (Evidence("budget", "confirmed"), Evidence("timeline", "failed"))
    pane.composer.evidence_button.chosen.emit(told)
    rows = [pane.model.row_at(place) for place in range(pane.model.rowCount())]
    call = next(row.activity_id for row in rows if row.words is not None and row.words.title.startswith("Call, conn"))
    assert call is not None
    pane.evidence_requested.emit("authority", call)


def aged(stage: Stage, folder: Path) -> None:
    """Show an opportunity of which two answers have aged."""
    card = stage.find("opportunity", "Castellan")
    long_ago = NOW - timedelta(days=200)
    answers = tuple(replace(one, said_at=long_ago) for one in KNOWN[1:3])
    stage.session.run(RecordEvidence(answers, opportunity=card))
    stage.show("pipeline", "opportunity", "Castellan")


def wizard_meddic(stage: Stage, folder: Path) -> None:
    """Qualify by MEDDIC: six dimensions between the lead and the verdict."""
    stage.session.run(SetDefaultPlaybook(2))
    number = stage.find("lead", LEAD)
    stage.session.run(RecordEvidence(METRICS, lead=number))
    stage.session.run(AddOpportunity({"name": "Other"}))
    stage.show("leads", "lead", LEAD)
    _open_wizard(stage, number, "verdict", "champion")


WIZARD_SCENES: dict[str, Scene] = {
    "promotion-match": promotion_match,
    "unpromote": unpromote,
    "source-leads": source_leads,
    "wizard-meddic": wizard_meddic,
    "wizard-meddic-200": in_large_letters(wizard_meddic),
    "evidence-from-timeline": evidence_from_timeline,
    "evidence-aged": aged,
}
