"""The Today page: a full day, the hygiene, the way through it, and a day with nothing in it."""

from __future__ import annotations

from datetime import date
from pathlib import Path

from PySide6.QtCore import Qt
from PySide6.QtTest import QTest

from salesdesk.services.commands import AddLead, AddOpportunity, ChangeSettings, CompleteActivity, WinOpportunity
from tests.screens.stage import Scene, Stage, in_large_letters
from ui.views.today.page import TodayPage
from ui.views.today.work_through import WorkThrough


def _page(stage: Stage) -> TodayPage:
    stage.session.run(ChangeSettings({"quota_minor": "48000000"}))
    fields = {"name": "Delphi – renewals", "amount_minor": 16_300_000, "currency": "USD"}
    added = stage.session.run(AddOpportunity(fields))
    assert added is not None
    assert added.new_id is not None
    stage.session.run(WinOpportunity(added.new_id, closed_on=date(2026, 10, 14)))
    stage.show("today")
    page = stage.window.pages.today
    assert page is not None
    stage.wait(lambda: page.today.findings and not page.today.is_reading())
    return page


def today(stage: Stage, folder: Path) -> None:
    """Show the day with one task done, and the focus on the first row."""
    page = _page(stage)
    done = next(item.row for item in page.agenda_model.items if item.row is not None and item.section == "2026-11-10")
    stage.session.run(CompleteActivity(done.id))
    stage.wait(lambda: not page.today.is_reading())
    page.agenda.go(2)
    QTest.keyClick(page.agenda, Qt.Key.Key_Up)


def hygiene(stage: Stage, folder: Path) -> None:
    """Open one category of the hygiene."""
    page = _page(stage)
    page.hygiene_model.open("rotting")
    page.hygiene.setFocus(Qt.FocusReason.TabFocusReason)
    page.hygiene.list.go(1)


def work_through(stage: Stage, folder: Path) -> None:
    """Work through the hygiene."""
    page = _page(stage)
    QTest.mouseClick(page.hygiene.work_button, Qt.MouseButton.LeftButton)
    dialog = stage.dialog(WorkThrough)
    QTest.keyClick(dialog, Qt.Key.Key_Right)


def today_empty(stage: Stage, folder: Path) -> None:
    """Show a day on which nothing is due."""
    stage.session.run(AddLead({"first_name": "Ann", "last_name": "Lee", "company": "Cobalt Freight Systems"}))
    stage.show("today")


SCENES: dict[str, Scene] = {
    "today": today,
    "hygiene": hygiene,
    "today-200": in_large_letters(hygiene),
    "work-through": work_through,
}
