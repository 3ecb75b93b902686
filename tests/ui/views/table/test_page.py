"""The table in the pipeline page: the same figures, filters and ways out as the board."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QMainWindow
from pytestqt.qtbot import QtBot

from salesdesk.domain.filters import EVERYTHING, AllOf, Condition
from salesdesk.services.commands import MoveOpportunities
from salesdesk.services.desk import Desk
from tests.pipelining import add_card
from ui.session import DeskSession
from ui.views.pipeline import PipelinePage
from ui.views.table.opportunities import OpportunityTable

Key = Qt.Key


@pytest.fixture
def page(qtbot: QtBot, desk: Desk, session: DeskSession, still: None) -> Iterator[PipelinePage]:
    """Give the page over three opportunities, on its table."""
    for name, stage, amount in (("Basalt", 1, 500), ("Castellan", 2, 400), ("Delmar", 3, 300)):
        add_card(desk, name, stage, amount_minor=amount * 100, expected_close=date(2026, 12, stage))
    made = PipelinePage(session)
    window = QMainWindow()
    window.setCentralWidget(made)
    window.resize(1200, 700)
    qtbot.addWidget(window)
    window.show()
    window.activateWindow()
    qtbot.waitUntil(window.isActiveWindow)
    made.setFocus()
    _press(Key.Key_V)
    yield made
    window.close()


def _press(key: Qt.Key) -> None:
    focused = QApplication.focusWidget()
    assert focused is not None
    QTest.keyClick(focused, key)


def table_of(page: PipelinePage) -> OpportunityTable:
    found = page.shown_layout
    assert isinstance(found, OpportunityTable)
    return found


def test_keys_change_the_layout_and_come_back_to_the_rows(page: PipelinePage) -> None:
    table = table_of(page)
    assert table.rows.hasFocus()
    assert table.columns_button.isVisible()
    _press(Key.Key_B)
    assert page.layout_key == "board"
    assert not table.columns_button.isVisible()
    _press(Key.Key_V)
    assert page.layout_key == "table"
    assert table.rows.hasFocus()


def test_the_header_has_the_figures_of_the_rows(page: PipelinePage) -> None:
    assert table_of(page).shown_ids() == page.shown_ids() == [1, 2, 3]
    page.set_filter(Condition("stage", "any_of", (2, 3)))
    assert page.shown_ids() == [2, 3]
    assert sum(total.amount_minor for total in page.shown_layout.all_totals()) == 70_000
    assert page.shown_layout.whole_count() == 3


def test_filters_that_let_nothing_through_are_taken_away_again(page: PipelinePage) -> None:
    page.set_filter(AllOf((Condition("stage", "any_of", (2,)), Condition("text", "has", ("nothing",)))))
    assert page.no_matches.isVisible()
    assert page.no_matches.first_button is not None
    QTest.mouseClick(page.no_matches.first_button, Qt.MouseButton.LeftButton)
    assert page.shown_ids() == [2]
    assert table_of(page).rows.hasFocus()
    page.set_filter(EVERYTHING)
    assert page.shown_ids() == [1, 2, 3]


def test_what_changes_on_the_board_shows_in_the_table(page: PipelinePage, session: DeskSession) -> None:
    table = table_of(page)
    page.set_layout("board")
    session.run(MoveOpportunities((1,), 4))
    page.set_layout("table")
    assert table.model.index(0, table.model.column_of("stage")).data() == "Negotiation"


def test_opening_and_closing_are_passed_on(page: PipelinePage) -> None:
    asked: list[object] = []
    page.open_requested.connect(lambda kind, record: asked.append((kind, record)))
    page.win_requested.connect(asked.append)
    page.log_requested.connect(lambda kind, record: asked.append(("log", kind, record)))
    _press(Key.Key_Down)
    for key in (Key.Key_Return, Key.Key_W, Key.Key_A):
        _press(key)
    assert asked == [("opportunity", 2), [2], ("log", "opportunity", 2)]
