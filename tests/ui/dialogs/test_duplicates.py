"""Duplicates among all leads, by key and mouse: found, settled, taken back."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QAbstractItemModelTester, QTest
from PySide6.QtWidgets import QWidget
from pytestqt.qtbot import QtBot

from salesdesk.queries import duplicates
from salesdesk.queries.leads import lead_page
from salesdesk.services.commands import DeleteLeads, SetLead
from salesdesk.services.desk import Desk
from tests.qualifying import add_lead
from ui.dialogs.duplicates import DuplicatesDialog
from ui.dialogs.merging.merge import MergeDialog
from ui.session import DeskSession

CONTROL = Qt.KeyboardModifier.ControlModifier


@pytest.fixture
def host(qtbot: QtBot) -> Iterator[QWidget]:
    """Give an active window to open over."""
    window = QWidget()
    qtbot.addWidget(window)
    window.resize(1200, 900)
    window.show()
    qtbot.waitUntil(window.isActiveWindow)
    yield window
    window.close()


@pytest.fixture
def leads(desk: Desk) -> list[int]:
    """Give two surely equal leads, then two that are nearly, and a stranger."""
    return [
        add_lead(desk, email="priya@cobalt.example"),
        add_lead(desk, email="priya@cobalt.example", title="Buyer"),
        add_lead(desk, first_name="Joel", last_name="Ferreira", company="Ardent"),
        add_lead(desk, first_name="Joel", last_name="Fereira", company="Ardent"),
        add_lead(desk, first_name="Hana", last_name="Sato", company="Kitamura"),
    ]


@pytest.fixture
def dialog(qtbot: QtBot, session: DeskSession, host: QWidget, leads: list[int]) -> DuplicatesDialog:
    """Give the dialog with its search at an end."""
    return search(qtbot, session, host)


def search(qtbot: QtBot, session: DeskSession, host: QWidget) -> DuplicatesDialog:
    made = DuplicatesDialog(session, host)
    QAbstractItemModelTester(made.model, QAbstractItemModelTester.FailureReportingMode.Fatal, made)
    made.open()
    qtbot.waitUntil(lambda: made.isActiveWindow() and not made.is_looking)
    return made


def pairs(dialog: DuplicatesDialog) -> list[tuple[int, int]]:
    rows = (dialog.model.row_at(place) for place in range(dialog.model.rowCount()))
    return [(row.pair.first, row.pair.second) for row in rows if row is not None]


def test_pairs_come_the_surest_first_with_their_reasons(dialog: DuplicatesDialog) -> None:
    assert pairs(dialog) == [(1, 2), (3, 4)]
    text = dialog.model.index(0).data()
    assert text.startswith("Priya Raghavan, Cobalt Freight Systems and Priya Raghavan")
    assert "Same email address." in text
    assert dialog.heading.sentence.text() == "2 pairs may be one person each."
    assert dialog.view.hasFocus()


def test_a_pair_is_kept_apart_by_key_and_undo_brings_it_back(dialog: DuplicatesDialog, desk: Desk) -> None:
    QTest.keyClick(dialog.view, Qt.Key.Key_X)
    assert pairs(dialog) == [(3, 4)]
    assert dialog.view.currentIndex().row() == 0
    assert desk.read(duplicates.told_apart) == {(1, 2)}
    QTest.keyClick(dialog, Qt.Key.Key_Z, CONTROL)
    assert pairs(dialog) == [(1, 2), (3, 4)]
    assert desk.read(duplicates.told_apart) == set()


def test_a_pair_is_merged_by_key_and_undo_brings_it_back(qtbot: QtBot, dialog: DuplicatesDialog, desk: Desk) -> None:
    QTest.keyClick(dialog.view, Qt.Key.Key_Down)
    QTest.keyClick(dialog.view, Qt.Key.Key_M)
    merge = dialog.findChild(MergeDialog)
    assert merge is not None
    qtbot.waitUntil(merge.isActiveWindow)
    QTest.keyClick(merge, Qt.Key.Key_Return, CONTROL)
    assert pairs(dialog) == [(1, 2)]
    assert desk.read(lead_page, 4) is None or desk.read(lead_page, 3) is None
    QTest.mouseClick(dialog.undo_button, Qt.MouseButton.LeftButton)
    assert pairs(dialog) == [(1, 2), (3, 4)]


def test_one_of_a_pair_is_opened(qtbot: QtBot, dialog: DuplicatesDialog) -> None:
    with qtbot.waitSignal(dialog.open_requested) as asked:
        QTest.mouseClick(dialog.open_buttons[1], Qt.MouseButton.LeftButton)
    assert asked.args == [2]
    assert not dialog.isVisible()


def test_a_lead_deleted_elsewhere_takes_its_pair_along(
    dialog: DuplicatesDialog, session: DeskSession, desk: Desk
) -> None:
    session.run(DeleteLeads((1,)))
    assert pairs(dialog) == [(3, 4)]
    desk.run(DeleteLeads((4,)))
    QTest.keyClick(dialog.view, Qt.Key.Key_M)
    assert dialog.findChild(MergeDialog) is None
    assert dialog.model.rowCount() == 0
    assert dialog.empty_state.heading.text() == "No duplicates left"
    assert not dialog.merge_button.isVisible()


def test_look_again_finds_what_has_changed(qtbot: QtBot, dialog: DuplicatesDialog, session: DeskSession) -> None:
    session.run(SetLead(5, {"email": "priya@cobalt.example", "first_name": "Priya", "last_name": "Raghavan"}))
    QTest.mouseClick(dialog.again_button, Qt.MouseButton.LeftButton)
    qtbot.waitUntil(lambda: not dialog.is_looking)
    assert pairs(dialog) == [(1, 2), (1, 5), (2, 5), (3, 4)]


def test_stopping_leaves_the_way_to_look_again(
    qtbot: QtBot, session: DeskSession, host: QWidget, leads: list[int]
) -> None:
    made = DuplicatesDialog(session, host)
    made.open()
    QTest.mouseClick(made.stop_button, Qt.MouseButton.LeftButton)
    assert not made.is_looking
    assert made.empty_state.heading.text() == "Stopped"
    QTest.mouseClick(made.again_button, Qt.MouseButton.LeftButton)
    qtbot.waitUntil(lambda: not made.is_looking)
    assert pairs(made) == [(1, 2), (3, 4)]


def test_a_desk_without_leads_has_no_duplicates(qtbot: QtBot, session: DeskSession, host: QWidget) -> None:
    made = search(qtbot, session, host)
    assert made.empty_state.heading.text() == "No duplicates left"
    QTest.keyClick(made, Qt.Key.Key_M)
    QTest.keyClick(made, Qt.Key.Key_X)
    assert made.isVisible()


def test_closing_while_it_looks_is_quiet(qtbot: QtBot, session: DeskSession, host: QWidget, leads: list[int]) -> None:
    made = DuplicatesDialog(session, host)
    made.open()
    QTest.keyClick(made, Qt.Key.Key_Escape)
    assert not made.isVisible()
    with qtbot.waitSignal(session.changed):
        session.run(SetLead(1, {"title": "Chief"}))
