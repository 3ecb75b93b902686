"""What the editors change shows at once wherever stages are named, and a kind is a kind under any name."""

from __future__ import annotations

from datetime import datetime, timedelta
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QDialog
from pytestqt.qtbot import QtBot

from salesdesk.bootstrap import open_desk
from salesdesk.domain.stages import rotting
from salesdesk.queries import filter_choices, opportunities
from salesdesk.services.commands import (
    AddPipeline,
    ChangeStage,
    DeleteStage,
    MoveOpportunities,
    MoveToPipeline,
    ReorderStages,
    SetOpportunity,
)
from salesdesk.services.desk import Desk
from tests.pipelining import DISCOVERY, LOST, NEGOTIATION, PROPOSAL, QUALIFICATION, WON, add_card
from tests.ui.conftest import NOW
from tests.ui.views.board.conftest import World
from tests.ui.views.board.conftest import still as still
from tests.ui.views.board.conftest import world as world
from ui.dialogs.lost import LostDialog
from ui.dialogs.new_opportunity import NewOpportunityDialog
from ui.dialogs.opportunity_sheets import OpportunitySheets
from ui.dialogs.rates import RatesDialog
from ui.dialogs.reasons import ReasonsDialog
from ui.dialogs.settings import SettingsDialog
from ui.dialogs.stages import StagesDialog
from ui.dialogs.won import WonDialog
from ui.main_window.window import MainWindow
from ui.models.opportunities import OpportunityListModel
from ui.models.timeline import TimelineModel
from ui.session import DeskSession
from ui.views.search_palette import Palette

EDITORS = {"stages": StagesDialog, "lost_reasons": ReasonsDialog, "rates": RatesDialog}


def heads(world: World) -> list[str]:
    """Return what the columns are called."""
    return [column.header.texts()[0] for column in world.page.board.columns]


def test_the_board_shows_another_name_hue_and_order_at_once(world: World) -> None:
    world.session.run(ChangeStage(PROPOSAL, {"name": "Offer", "hue": "st_negotiation"}))
    assert heads(world)[2] == "Offer 2"
    assert world.column(PROPOSAL).stage.hue == "st_negotiation"
    world.session.run(ReorderStages(1, (PROPOSAL, QUALIFICATION, DISCOVERY, NEGOTIATION, WON, LOST)))
    assert heads(world)[0] == "Offer 2"
    assert world.shown()[PROPOSAL] == ["Castellan", "Oakhurst"]
    world.session.undo()
    world.session.undo()
    assert heads(world) == ["Qualification 2", "Discovery 3", "Proposal 2", "Negotiation 0"]


def test_another_probability_changes_the_sums_but_not_of_cards_set_by_hand(world: World) -> None:
    world.session.run(SetOpportunity(world.ids["Castellan"], {"probability": 10}))
    world.session.run(ChangeStage(PROPOSAL, {"probability": 100}))
    assert world.column(PROPOSAL).header.texts()[2:4] == ["100%", "$67,000 weighted"]


def test_a_shorter_limit_makes_a_card_rot_at_once(qtbot: QtBot, tmp_path: Path, british: None) -> None:
    clock = [NOW - timedelta(days=10)]
    desk = open_desk(tmp_path / "old.salesdesk", create=True, clock=lambda: clock[0])
    card = add_card(desk, stage=PROPOSAL)
    clock[0] = NOW
    session = DeskSession(desk)
    from ui.views.pipeline import PipelinePage

    page = PipelinePage(session)
    qtbot.addWidget(page)
    column = page.board.column_of(PROPOSAL)
    assert column is not None

    def days_over(now: datetime) -> int:
        found = page.board.column_of(PROPOSAL)
        shown = page.board.board.card(card)
        assert found is not None
        assert shown is not None
        limit = found.stage.rot_limit_days
        return rotting(shown.entered_stage_at, None, limit, has_planned_step=False, now=now).days_over

    assert days_over(NOW) == 0
    session.run(ChangeStage(PROPOSAL, {"rot_limit_days": 6}))
    assert days_over(NOW) == 4
    session.run(ChangeStage(PROPOSAL, {"rot_limit_days": None}))
    assert days_over(NOW) == 0
    session.close()


def test_a_deleted_stage_leaves_the_board_and_its_cards_stand_elsewhere(world: World) -> None:
    world.session.run(DeleteStage(PROPOSAL, DISCOVERY))
    assert heads(world) == ["Qualification 2", "Discovery 5", "Negotiation 0"]
    world.session.undo()
    assert heads(world)[2] == "Proposal 2"


def test_the_history_and_the_list_name_stages_as_they_are_now(desk: Desk, session: DeskSession) -> None:
    first, second = add_card(desk, "A", QUALIFICATION), add_card(desk, "B", DISCOVERY)
    desk.run(MoveOpportunities((second,), PROPOSAL))
    model = TimelineModel(session, "opportunity")
    model.show_record(second)
    listed = OpportunityListModel(session)
    listed.reload()
    assert listed.ids() == [second, first]
    session.run(ChangeStage(PROPOSAL, {"name": "Offer"}))
    said = [str(model.data(model.index(row), Qt.ItemDataRole.DisplayRole)) for row in range(model.rowCount())]
    assert any("Offer" in text for text in said)
    session.run(ReorderStages(1, (PROPOSAL, DISCOVERY, NEGOTIATION, QUALIFICATION, WON, LOST)))
    assert listed.ids() == [first, second]
    assert desk.read(filter_choices.names)["stage"][PROPOSAL] == "Offer"


@pytest.mark.parametrize(("stage", "kind"), [(WON, "won"), (LOST, "lost")])
def test_a_closed_stage_under_another_name_still_closes(
    desk: Desk, session: DeskSession, world: World, stage: int, kind: str
) -> None:
    session.run(ChangeStage(stage, {"name": "Signed"}))
    sheets = OpportunitySheets(session, world.window)
    card = world.ids["Lumen"]
    (sheets.ask_won if kind == "won" else sheets.ask_lost)([card])
    sheet = sheets.sheet
    assert isinstance(sheet, WonDialog | LostDialog)
    if isinstance(sheet, LostDialog):
        sheet.reasons.set_reason("No budget")
    sheet.save()
    found = desk.read(opportunities.opportunity_page, card, desk.now())
    assert found is not None
    assert (found.stage_kind, found.stage_name) == (kind, "Signed")
    assert "Lumen" not in world.shown()[QUALIFICATION]


def test_the_palette_offers_the_stages_of_the_opportunitys_own_pipeline(
    desk: Desk, session: DeskSession, window: MainWindow, qtbot: QtBot
) -> None:
    card = add_card(desk, "Northwind")
    pipeline = desk.run(AddPipeline("Renewals")).new_id
    assert pipeline is not None
    desk.run(ChangeStage(7, {"name": "Notice given"}))
    session.run(MoveToPipeline((card,), pipeline, 8))
    window.open_palette()
    found = window.findChild(Palette)
    assert isinstance(found, Palette)
    QTest.keyClicks(found.field, "northwind")
    hit = next(entry.hit for entry in found.model.entries if entry.hit is not None)
    found.model.show_stages(hit, "")
    assert "Move to Notice given" in [entry.text for entry in found.model.entries]
    dialog = NewOpportunityDialog(session, 8, window)
    assert dialog.stage_field.choice() == 8


@pytest.mark.parametrize("name", EDITORS)
def test_every_editor_opens_from_menu_and_palette(window: MainWindow, name: str, qtbot: QtBot) -> None:
    action = getattr(window.commands, name)
    assert action in window.commands.commands()
    assert action.isEnabled()
    action.trigger()
    dialog: QDialog = window.findChildren(EDITORS[name])[0]
    qtbot.waitUntil(lambda: QApplication.activeWindow() is dialog)
    QTest.keyClick(dialog, Qt.Key.Key_Escape)
    assert not dialog.isVisible()


def test_every_editor_opens_from_the_settings(window: MainWindow) -> None:
    window.openings.open_settings()
    (settings,) = window.findChildren(SettingsDialog)
    for button, kind in (
        (settings.stages_button, StagesDialog),
        (settings.reasons_button, ReasonsDialog),
        (settings.rates_button, RatesDialog),
    ):
        button.click()
        (dialog,) = settings.findChildren(kind)
        assert dialog.isVisible()
        dialog.reject()
    settings.close()


def test_the_pipeline_page_opens_the_editor_of_stages(window: MainWindow, desk: Desk, session: DeskSession) -> None:
    add_card(desk)
    session.look_outside()
    window.commands.go_pipeline.trigger()
    page = window.pages.pipeline
    assert page is not None
    page.stages_requested.emit()
    (dialog,) = window.findChildren(StagesDialog)
    assert dialog.isVisible()
    session.run(ChangeStage(QUALIFICATION, {"name": "First talk"}))
    dialog.reject()
    focused = QApplication.focusWidget()
    assert focused is not None
    assert page.isAncestorOf(focused)


def test_a_change_by_another_program_shows_in_an_open_editor(window: MainWindow, desk: Desk) -> None:
    window.openings.open_stages()
    (dialog,) = window.findChildren(StagesDialog)
    desk.run(ChangeStage(PROPOSAL, {"name": "Offer"}))
    desk.run(AddPipeline("Renewals"))
    dialog.session.look_outside()
    row = dialog.rows.row(PROPOSAL)
    assert row is not None
    assert "Offer" in row.grip.accessibleName()
    assert dialog.pipeline_field.count() == 2
    dialog.reject()


def test_the_editor_opens_on_the_pipeline_that_is_shown(window: MainWindow, desk: Desk, session: DeskSession) -> None:
    add_card(desk)
    session.look_outside()
    window.commands.go_pipeline.trigger()
    page = window.pages.pipeline
    assert page is not None
    done = session.run(AddPipeline("Renewals"))
    assert done is not None
    page.set_pipeline(done.new_id)
    page.stages_requested.emit()
    (dialog,) = window.findChildren(StagesDialog)
    assert "Renewals" in dialog.pipeline_field.currentText()
    dialog.reject()
