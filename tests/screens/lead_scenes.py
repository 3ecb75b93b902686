"""The screens of leads: table, bulk bar, filters, score, and a lead that is back from Nurture."""

from __future__ import annotations

from datetime import timedelta
from pathlib import Path

from PySide6.QtCore import Qt
from PySide6.QtTest import QTest

from salesdesk.domain.filters import AllOf, Condition, Not
from salesdesk.services.commands import DisqualifyLead, NurtureLead, SaveView, SetLead, SetLifecycle
from tests.screens.stage import Scene, Stage, in_large_letters
from ui.views.leads import LeadsPage
from ui.views.table.leads import LeadTable

LEAD = "Priya Raghavan"
OFF = Condition("lifecycle", "any_of", ("nurture", "unqualified"))
NARROW = AllOf(
    (
        Not(OFF),
        Condition("created", "last_days", (60,)),
        Condition("source", "any_of", ("Webinar", "Website form", "Referral", "Trade show", "Outbound")),
    )
)


def leads_page(stage: Stage) -> LeadsPage:
    """Show the leads and return their page once it has settled."""
    stage.show("leads")
    page = stage.window.pages.leads
    assert page is not None
    return page


def leads_table(stage: Stage) -> LeadTable:
    """Show the leads as a table and return it."""
    page = leads_page(stage)
    page.set_layout("table")
    return page.table_area.table


def table(stage: Stage, folder: Path) -> None:
    """Show the leads as a table, narrowed, with the focus on one of them."""
    for number, name in enumerate(("Directors and above", "Hot inbound")):
        score = Condition("score", "at_least", (40 + 20 * number,))
        stage.session.run(SaveView(name, "leads", "table", score, ("-score",)))
    shown = leads_table(stage)
    leads_page(stage).set_filter(NARROW)
    shown.show_record(stage.find("lead", LEAD))
    shown.rows.show_ring(True)


def table_bulk(stage: Stage, folder: Path) -> None:
    """Tick three leads; the bar below acts on them."""
    shown = leads_table(stage)
    for name in (LEAD, "Grace Muriuki", "Laura Bianchi"):
        shown.rows.go(shown.table.row_of(stage.find("lead", name)))
        QTest.keyClick(shown.rows, Qt.Key.Key_Space)


def table_stages(stage: Stage, folder: Path) -> None:
    """Open the menu that sets the lifecycle of several."""
    table_bulk(stage, folder)
    shown = leads_page(stage).table_area.table
    shown.stage_button.showMenu()


def table_long(stage: Stage, folder: Path) -> None:
    """Show a name of sixty characters, leads off the path, and every column."""
    name = "A name of sixty characters, as long as names are ever given!"
    shown = leads_table(stage)
    stage.session.run(SetLead(stage.find("lead", LEAD), {"last_name": name, "company": name, "employees": 999_999_999}))
    today = stage.session.now().date()
    stage.session.run(NurtureLead(stage.find("lead", "Grace"), today, "No budget before the new year"))
    stage.session.run(NurtureLead(stage.find("lead", "Laura"), today + timedelta(days=60), "Reorganising"))
    stage.session.run(DisqualifyLead(stage.find("lead", "Hana"), "Spam"))
    leads_page(stage).widen()
    for key in ("employees", "country", "tags"):
        shown.memory.show_column(key, True)
    shown.show_record(stage.find("lead", "Grace"))
    shown.sort_by((("company", False),))


def table_narrow(stage: Stage, folder: Path) -> None:
    """Show the table in the smallest window, narrowed, with three leads ticked."""
    stage.window.resize(1024, 680)
    table_bulk(stage, folder)
    leads_page(stage).set_filter(NARROW)


def table_edit(stage: Stage, folder: Path) -> None:
    """Type a number of employees that is none into a cell."""
    shown = leads_table(stage)
    shown.memory.show_column("employees", True)
    lead = stage.find("lead", "Daniel Okonkwo")
    shown.show_record(lead)
    stage.settle()
    shown.edit_cell(lead, "employees")
    opened = shown.editing.open_field
    assert opened is not None
    QTest.keyClicks(opened.field, "some")
    QTest.keyClick(opened.field, Qt.Key.Key_Return)


def table_empty(stage: Stage, folder: Path) -> None:
    """Narrow the table until nothing is left."""
    leads_table(stage)
    page = leads_page(stage)
    page.set_filter(AllOf((Condition("text", "has", ("halvorsen",)), Condition("score", "at_least", (90,)))))
    page.setFocus(Qt.FocusReason.TabFocusReason)


def list_filtered(stage: Stage, folder: Path) -> None:
    """Narrow the list."""
    leads_page(stage).set_filter(NARROW)


def score(stage: Stage, folder: Path) -> None:
    """Explain a score."""
    stage.show("leads", "lead", LEAD)
    leads_page(stage).lead_pane.explain_score()


def nurture(stage: Stage, folder: Path) -> None:
    """Show a lead whose Nurture is over, with its evidence aged."""
    lead = stage.find("lead", LEAD)
    stage.session.run(NurtureLead(lead, stage.session.now().date(), "No budget before the new year"))
    stage.show("leads", "lead", LEAD)


def override(stage: Stage, folder: Path) -> None:
    """Show a lead that became an SQL without its evidence."""
    lead = stage.find("lead", "Laura Bianchi")
    stage.session.run(SetLifecycle(lead, "sql", "The CFO said so on stage"))
    stage.show("leads", "lead", "Laura Bianchi")


def clock(stage: Stage, folder: Path) -> None:
    """Show a lead that waits for a first reply."""
    stage.show("leads", "lead", "Joel Ferreira")


LEAD_SCENES: dict[str, Scene] = {
    "leads-table": table,
    "leads-table-bulk": table_bulk,
    "leads-table-stages": table_stages,
    "leads-table-long": table_long,
    "leads-table-empty": table_empty,
    "leads-table-1024": table_narrow,
    "leads-table-200": in_large_letters(table),
    "leads-table-edit": table_edit,
    "leads-filtered": list_filtered,
    "lead-score": score,
    "lead-nurture": nurture,
    "lead-override": override,
    "lead-clock": clock,
}
