"""Each screen: what a rep would do to get there. A scene leaves the window as its picture shows it."""

from __future__ import annotations

import csv
from datetime import date, timedelta
from decimal import Decimal
from pathlib import Path

from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication

from salesdesk.services.commands import (
    AddLead,
    AddOpportunity,
    ChangeSettings,
    EnterRate,
    Evidence,
    LoseOpportunity,
    MoveOpportunities,
    PromoteLead,
    RecordEvidence,
    SetOpportunity,
    WinOpportunity,
)
from tests.screens import today_scenes
from tests.screens.board_scenes import BOARD_SCENES
from tests.screens.capture_scenes import CAPTURE_SCENES
from tests.screens.editor_scenes import EDITOR_SCENES
from tests.screens.lead_scenes import LEAD_SCENES
from tests.screens.pipeline_scenes import PIPELINE_SCENES
from tests.screens.stage import NOW, Scene, Stage, in_large_letters
from tests.screens.wizard_scenes import WIZARD_SCENES
from ui.dialogs.import_steps.column_row import ColumnRow
from ui.dialogs.import_steps.progress import ImportProgress
from ui.dialogs.importing import MATCH, ImportDialog
from ui.dialogs.lost import LostDialog
from ui.dialogs.pipeline_editor.destination import DestinationSheet
from ui.dialogs.pipeline_editor.stage_row import StageEdit
from ui.dialogs.rates import RatesDialog
from ui.dialogs.reasons import ReasonsDialog
from ui.dialogs.stages import StagesDialog
from ui.views.forecast.forecast import ForecastView
from ui.views.search_palette import Palette
from ui.views.table.opportunities import OpportunityTable
from ui.wizards.qualify import QualifyDialog

LEAD = "Priya Raghavan"
TIMELINE = (
    Evidence(
        "decision_by",
        "confirmed",
        "2026-12-18",
        "Both dispatch licences end on 28 Feb. They want two weeks of running side by side first.",
    ),
    Evidence("go_live", "confirmed", "2027-02-15"),
    Evidence("date_driver", "confirmed", "Current contract ends"),
    Evidence("contract_ends", "confirmed", "2027-02-28"),
)


def first_run(stage: Stage, folder: Path) -> None:
    """Show an empty desk."""
    stage.settle()


def board(stage: Stage, folder: Path) -> None:
    """Move a card and leave the toast up, with the focus on another card."""
    stage.show("pipeline")
    card = stage.find("opportunity", "Northwind")
    stage.session.run(MoveOpportunities((card,), 3))
    stage.session.run(MoveOpportunities((card,), 4, after=stage.find("opportunity", "Vantage")))
    stage.session.notify("Moved “Northwind – 240 seats” to Negotiation", undoable=True)
    page = stage.window.pages.pipeline
    assert page is not None
    page.board.focus_card(stage.find("opportunity", "Castellan"))


def forecast(stage: Stage, folder: Path) -> None:
    """Show the months, with a quota and what was won towards it."""
    stage.session.run(ChangeSettings({"quota_minor": "48000000"}))
    for name, amount, month, day in (("Delphi – renewals", 9_800_000, 10, 14), ("Marlow – rollout", 6_500_000, 11, 3)):
        fields = {"name": name, "amount_minor": amount, "currency": "USD"}
        added = stage.session.run(AddOpportunity(fields))
        assert added is not None
        assert added.new_id is not None
        stage.session.run(WinOpportunity(added.new_id, closed_on=date(2026, month, day)))
    stage.show("pipeline")
    page = stage.window.pages.pipeline
    assert page is not None
    page.set_layout("forecast")
    view = page.shown_layout
    assert isinstance(view, ForecastView)
    stage.wait(lambda: view.strip.estimate() is not None)
    view.focus_card(stage.find("opportunity", "Castellan"))


def lost_sheet(stage: Stage, folder: Path) -> None:
    """Ask why an opportunity was lost."""
    stage.show("pipeline")
    stage.window.openings.sheets.ask_lost([stage.find("opportunity", "Ironbridge")])
    dialog = stage.dialog(LostDialog)
    QTest.keyClick(dialog, Qt.Key.Key_1)


def table(stage: Stage, folder: Path) -> None:
    """Show the opportunities as a table, with the focus on one of them."""
    shown = _table(stage)
    shown.show_record(stage.find("opportunity", "Northwind"))


def table_bulk(stage: Stage, folder: Path) -> None:
    """Tick three opportunities; the bar below acts on them."""
    shown = _table(stage)
    for name in ("Ironbridge", "Brightwater", "Halvorsen"):
        row = shown.table.row_of(stage.find("opportunity", name))
        shown.rows.go(row)
        QTest.keyClick(shown.rows, Qt.Key.Key_Space)


def table_edit(stage: Stage, folder: Path) -> None:
    """Type an amount that is too large into a cell."""
    shown = _table(stage)
    shown.show_record(stage.find("opportunity", "Oakhurst"))
    shown.edit_cell(stage.find("opportunity", "Oakhurst"), "amount")
    field = shown.editing.open_field
    assert field is not None
    field.field.setText("1000000000000000")  # type: ignore[union-attr]
    QTest.keyClick(field.field, Qt.Key.Key_Return)


def _table(stage: Stage) -> OpportunityTable:
    stage.show("pipeline")
    page = stage.window.pages.pipeline
    assert page is not None
    page.set_layout("table")
    stage.settle()
    assert isinstance(page.shown_layout, OpportunityTable)
    return page.shown_layout


def search(stage: Stage, folder: Path) -> None:
    """Type into the palette."""
    stage.show("pipeline")
    stage.window.open_palette()
    palette = stage.window.findChild(Palette)
    assert palette is not None
    QTest.keyClicks(palette.field, "north")


def leads(stage: Stage, folder: Path) -> None:
    """Show the list with its first lead."""
    stage.show("leads")


def lead(stage: Stage, folder: Path) -> None:
    """Show one lead while a call is being logged."""
    stage.show("leads", "lead", LEAD)
    stage.window.pages.log_activity()
    focused = QApplication.focusWidget()
    if focused is not None:
        QTest.keyClicks(focused, "Wants a side-by-side with their dispatch sheets before Thursday.")


def opportunity(stage: Stage, folder: Path) -> None:
    """Show one opportunity."""
    stage.show("pipeline", "opportunity", "Vantage")


def opportunity_deal(stage: Stage, folder: Path) -> None:
    """Show what belongs to an opportunity in another currency, with files attached."""
    card = stage.find("opportunity", "Vantage")
    stage.session.run(SetOpportunity(card, {"currency": "EUR", "mrr_minor": 125_000}))
    stage.session.run(EnterRate("EUR", "USD", Decimal("1.0842"), date(2026, 11, 3)))
    stage.show("pipeline", "opportunity", "Vantage")
    page = stage.window.pages.opportunity
    assert page is not None
    offer, terms = (
        folder / "Offer 2026-117.pdf",
        folder / "Terms with the changes to clause 7, second round, as agreed.docx",
    )
    for path, size in ((offer, 184_320), (terms, 2_411_724)):
        path.write_bytes(b"." * size)
    deal = page.opportunity_pane.deal
    deal.attaching.attach([offer, terms])
    stage.wait(lambda: len(deal.deal.attachments) == 2)
    stage.settle()
    area = page.opportunity_pane.scroll_area
    area.ensureWidgetVisible(deal.attachments, 0, 20)


def opportunity_200(stage: Stage, folder: Path) -> None:
    """Show the same on a screen of twice the points."""
    opportunity_deal(stage, folder)
    stage.scale = 2


def opportunity_1024(stage: Stage, folder: Path) -> None:
    """Show the same in the smallest window."""
    stage.window.resize(1024, 680)
    opportunity_deal(stage, folder)


def wizard(key: str) -> Scene:
    """Return the scene of one step of the qualification."""

    def scene(stage: Stage, folder: Path) -> None:
        number = stage.find("lead", LEAD)
        if key in ("verdict", "account", "opportunity"):
            authority = Evidence("decision_maker", "confirmed", "Daniel Osei, CFO")
            stage.session.run(RecordEvidence((authority,), lead=number))
        if key == "account":
            _known_account(stage)
        if key != "budget":
            stage.session.run(RecordEvidence(TIMELINE, lead=number))
        stage.show("leads", "lead", LEAD)
        stage.window.openings.open_qualify(number)
        dialog = stage.dialog(QualifyDialog)
        assert isinstance(dialog, QualifyDialog)
        for step in ("verdict", "account", key) if key in ("account", "opportunity") else (key,):
            if not dialog.go_to(step):
                raise AssertionError(f"the step {step} is closed")
            stage.settle()

    return scene


def import_match(stage: Stage, folder: Path) -> None:
    """Match the columns of a list."""
    stage.show("leads")
    path = folder / "route-costs-2026.csv"
    write_list(path, 412)
    dialog = ImportDialog(stage.session, stage.window, path)
    dialog.open()
    stage.wait(lambda: dialog.step == MATCH)
    stage.wait(lambda: all(row.samples.text() for row in dialog.findChildren(ColumnRow)))


def import_progress(stage: Stage, folder: Path) -> None:
    """Import a list that is long enough to be seen under way."""
    stage.show("leads")
    path = folder / "route-costs-2026.csv"
    write_list(path, 40_000)
    dialog = ImportDialog(stage.session, stage.window, path)
    dialog.open()
    stage.wait(lambda: dialog.step == MATCH)
    QTest.keyClick(dialog, Qt.Key.Key_Return, Qt.KeyboardModifier.ControlModifier)
    stage.wait(lambda: dialog.plan is not None)
    begun: list[ImportProgress] = []
    dialog.started.connect(begun.append)
    QTest.keyClick(dialog, Qt.Key.Key_Return, Qt.KeyboardModifier.ControlModifier)
    stage.wait(lambda: begun and (begun[0].count_label.text()[:1] not in ("", "0") or not begun[0].is_running))


def stage_editor(stage: Stage, folder: Path) -> None:
    """Open the editor of stages, with a probability that cannot be."""
    stage.show("pipeline")
    stage.window.openings.open_stages()
    dialog = stage.dialog(StagesDialog)
    assert isinstance(dialog, StagesDialog)
    row = dialog.rows.rows[2]
    assert isinstance(row, StageEdit)
    row.chance_field.setFocus(Qt.FocusReason.TabFocusReason)
    row.chance_field.selectAll()
    QTest.keyClicks(row.chance_field, "140")
    QTest.keyClick(row.chance_field, Qt.Key.Key_Return)


def stage_delete(stage: Stage, folder: Path) -> None:
    """Delete a stage that has cards."""
    stage.show("pipeline")
    stage.window.openings.open_stages()
    dialog = stage.dialog(StagesDialog)
    assert isinstance(dialog, StagesDialog)
    grip = dialog.rows.rows[2].grip
    grip.setFocus(Qt.FocusReason.TabFocusReason)
    QTest.keyClick(grip, Qt.Key.Key_Delete)
    sheet = dialog.sheet
    assert isinstance(sheet, DestinationSheet)
    QTest.keyClick(sheet, Qt.Key.Key_2)


def reasons_editor(stage: Stage, folder: Path) -> None:
    """Open the editor of lost reasons, with one that is there twice."""
    stage.show("pipeline")
    for record, reason in ((1, "No budget"), (2, "No budget"), (3, "Went silent")):
        stage.session.run(LoseOpportunity(record, reason))
    stage.window.openings.open_reasons()
    dialog = stage.dialog(ReasonsDialog)
    assert isinstance(dialog, ReasonsDialog)
    dialog.new_field.setFocus(Qt.FocusReason.TabFocusReason)
    QTest.keyClicks(dialog.new_field, "no budget")
    QTest.keyClick(dialog.new_field, Qt.Key.Key_Return)


def rates_editor(stage: Stage, folder: Path) -> None:
    """Open the exchange rates, while another one is typed."""
    stage.show("pipeline")
    today = NOW.date()
    for currency, rate, days in (
        *(("EUR", "1.0842", 0), ("GBP", "1.2731", 1), ("EUR", "1.0797", 12), ("JPY", "0.006512", 12)),
        ("CHF", "1.1320", 40),
    ):
        stage.session.run(EnterRate(currency, "USD", Decimal(rate), today - timedelta(days=days)))
    stage.window.openings.open_rates()
    dialog = stage.dialog(RatesDialog)
    assert isinstance(dialog, RatesDialog)
    dialog.rate_field.setFocus(Qt.FocusReason.TabFocusReason)
    QTest.keyClicks(dialog.rate_field, "1.0911")


SCENES: dict[str, Scene] = {
    **today_scenes.SCENES,
    "leads": leads,
    "lead": lead,
    "lead-200": in_large_letters(lead),
    "wizard-budget": wizard("budget"),
    "wizard-timeline": wizard("timeline"),
    "wizard-verdict": wizard("verdict"),
    "wizard-account": wizard("account"),
    "wizard-opportunity": wizard("opportunity"),
    **WIZARD_SCENES,
    "board": board,
    **BOARD_SCENES,
    "forecast": forecast,
    **LEAD_SCENES,
    **PIPELINE_SCENES,
    "table": table,
    "table-bulk": table_bulk,
    "table-edit": table_edit,
    "opportunity": opportunity,
    "opportunity-deal": opportunity_deal,
    "opportunity-200": opportunity_200,
    "opportunity-large": in_large_letters(opportunity),
    "opportunity-1024": opportunity_1024,
    "lost-sheet": lost_sheet,
    "import-match": import_match,
    "import-progress": import_progress,
    "search": search,
    "stage-editor": stage_editor,
    "stage-delete": stage_delete,
    "reasons-editor": reasons_editor,
    "rates-editor": rates_editor,
    **EDITOR_SCENES,
    **CAPTURE_SCENES,
}
EMPTY_SCENES: dict[str, Scene] = {"first-run": first_run, "today-empty": today_scenes.today_empty}


def write_list(path: Path, rows: int) -> None:
    """Write a list as a trade fair would send it."""
    firsts = ("Priya", "Sofia", "Luis", "Hana", "Omar", "Greta", "Noah", "Mei")
    lasts = ("Raghavan", "Brandt", "Ortega", "Sato", "Haddad", "Lind", "Clarke", "Zhou")
    companies = ("Cobalt Freight Systems", "Quillon Software", "Sierra Verde Haulage", "Kitamura Precision")
    header = ("Full Name", "Job title", "Company", "E-mail (work)", "Tel.", "Employees", "Reg. date", "Attended")
    with path.open("w", encoding="utf-8", newline="") as file:
        writer = csv.writer(file)
        writer.writerow((*header, "utm_content"))
        for number in range(rows):
            first, last = firsts[number % 8], lasts[(number // 8) % 8]
            company = companies[number % 4] if number < 8 else f"{lasts[number % 7]} {companies[number % 4]} {number}"
            mail = f"{first[0]}.{last}@{company.split()[0]}{number}.example".lower()
            writer.writerow(
                (
                    f"{first} {last}{'' if number < 64 else f' {number}'}",
                    "" if number % 29 == 28 else "Director of Operations" if number % 2 else "VP Customer Success",
                    company,
                    "not an address" if number % 46 == 45 else mail,
                    "+31 10 555 0142" if number % 4 else "",
                    ("420", "1.200", "85")[number % 3],
                    f"{NOW.day - number % 9:02d}.11.2026",
                    ("yes", "no")[number % 2],
                    ("hero-b", "hero-a", "footer")[number % 3],
                )
            )


def _known_account(stage: Stage) -> None:
    """Have the company on file already: a person there, and an opportunity that was lost."""
    known = stage.session.run(
        AddLead(
            {
                "first_name": "P.",
                "last_name": "Raghavan",
                "title": "Operations Manager",
                "company": "Cobalt Freight Systems B.V.",
                "website": "cobaltfreight.example",
                "city": "Rotterdam",
                "phone": "+31 10 555 0100",
                "employees": 380,
            }
        )
    )
    assert known is not None
    assert known.new_id is not None
    promoted = stage.session.run(PromoteLead(known.new_id, override_reason="Asked for an offer"))
    assert promoted is not None
    assert promoted.new_id is not None
    stage.session.run(LoseOpportunity(promoted.new_id, "Chose another vendor"))
