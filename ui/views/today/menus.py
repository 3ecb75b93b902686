"""The menus of Today: what can be done with a row, and the days a row can be moved to."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from datetime import date

from PySide6.QtCore import QCoreApplication
from PySide6.QtWidgets import QMenu, QWidget

from salesdesk.queries.agenda import AgendaRow
from salesdesk.queries.board import Stage
from ui import resources, wording
from ui.models.hygiene import HygieneItem
from ui.models.hygiene_words import ACTS, act_word
from ui.views.record.step_editor import next_working_day

translate = QCoreApplication.translate
Entry = tuple[str, str, str, str]


def activity_menu(parent: QWidget, row: AgendaRow) -> QMenu:
    """Return the menu of an activity; the data of an entry is the deed."""
    if row.done_at is not None:
        return _menu(parent, [("done", "undo", translate("today", "Not done"), "Space"), *_opening()])
    return _menu(
        parent,
        [
            ("done", "circle-check", translate("today", "Done"), "Space"),
            ("log", "log-activity", translate("today", "Log…"), "A"),
            ("move", "calendar-clock", translate("today", "Move…"), "D"),
            ("task", "plus", translate("today", "New task…"), "T"),
            *_opening(),
            ("delete", "trash", translate("today", "Delete"), "Del"),
        ],
    )


def awake_menu(parent: QWidget) -> QMenu:
    """Return the menu of a lead that is back from Nurture."""
    return _menu(
        parent,
        [
            ("reopen", "undo", translate("today", "Reopen"), "Space"),
            ("log", "log-activity", translate("today", "Log…"), "A"),
            ("move", "moon", translate("today", "Let it sleep longer…"), "D"),
            *_opening(),
        ],
    )


def hygiene_menu(parent: QWidget, item: HygieneItem) -> QMenu:
    """Return the menu of a record of the hygiene."""
    row = item.row
    assert row is not None
    entries = [("act", "check", act_word(item.category), "Space")]
    if row.kind in ("opportunity", "lead"):
        if ACTS[item.category] != "step":
            entries.append(("step", "plus", translate("today", "Add step…"), "S"))
        entries.append(("log", "log-activity", translate("today", "Log…"), "A"))
    if row.kind == "opportunity":
        entries.append(("move", "columns", translate("today", "Move stage…"), "M"))
    entries.append(("ignore", "clock", translate("today", "Ignore for 7 days"), "X"))
    return _menu(parent, [*entries, *(_opening() if row.opens is not None else [])])


def move_menu(parent: QWidget, today: date, move: Callable[[date], object], choose: Callable[[], object]) -> QMenu:
    """Return the days to move to: 1 tomorrow, 2 in two days, 3 next week, or any other."""
    menu = QMenu(parent)
    menu.setObjectName("move_menu")
    words = (
        (1, translate("today", "&1  Tomorrow")),
        (2, translate("today", "&2  In two days")),
        (7, translate("today", "&3  Next week")),
    )
    for days, text in words:
        day = next_working_day(today, days)
        action = menu.addAction(text + "\t" + wording.day_text(day, today))
        action.triggered.connect(lambda _checked=False, day=day: move(day))
    menu.addSeparator()
    menu.addAction(resources.icon("calendar"), translate("today", "&Type a date…")).triggered.connect(lambda: choose())
    return menu


def stage_menu(
    parent: QWidget, stages: Sequence[Stage], standing: int | None, move: Callable[[Stage], object]
) -> QMenu:
    """Return the open stages an opportunity can be moved to; the one it stands in is ticked."""
    menu = QMenu(parent)
    menu.setObjectName("stage_menu")
    for number, stage in enumerate(stages, 1):
        action = menu.addAction(f"&{number}  {stage.name}" if number < 10 else stage.name)
        action.setCheckable(True)
        action.setChecked(stage.id == standing)
        action.setEnabled(stage.id != standing)
        action.triggered.connect(lambda _checked=False, stage=stage: move(stage))
    return menu


def _opening() -> list[Entry]:
    return [("open", "external-link", translate("today", "Open"), "Enter")]


def _menu(parent: QWidget, entries: Sequence[Entry]) -> QMenu:
    menu = QMenu(parent)
    menu.setObjectName("today_menu")
    for name, icon, text, keys in entries:
        action = menu.addAction(resources.icon(icon), f"{text}\t{keys}")
        action.setData(name)
        if name == "delete":
            action.setProperty("destructive", True)
    return menu
