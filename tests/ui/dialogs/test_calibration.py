"""The calibration of the score: a chart walked through by keys, the same as a table, and the leads behind it."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtGui import QGuiApplication
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QWidget
from pytestqt.qtbot import QtBot

from salesdesk.queries.calibration import ENOUGH
from salesdesk.services import commands as do
from salesdesk.services.desk import Desk
from tests.qualifying import add_lead
from ui.dialogs.calibration import CalibrationDialog
from ui.dialogs.calibration_drawing import shares
from ui.session import DeskSession

pytestmark = pytest.mark.usefixtures("british")


@pytest.fixture
def host(qtbot: QtBot) -> Iterator[QWidget]:
    """Give an active window to open over."""
    window = QWidget()
    qtbot.addWidget(window)
    window.resize(1200, 900)
    window.show()
    yield window
    window.close()


def opened(qtbot: QtBot, session: DeskSession, host: QWidget) -> CalibrationDialog:
    """Return the page, open."""
    dialog = CalibrationDialog(session, host)
    dialog.open()
    qtbot.waitUntil(dialog.isActiveWindow)
    return dialog


def fill(desk: Desk) -> list[int]:
    """Add as many executives as mean something, some of them promoted and won, and one lead without a score."""
    add_lead(desk, first_name="Low")
    leads = [add_lead(desk, first_name=f"Lead {number}", title="CEO") for number in range(ENOUGH)]
    for lead in leads[:6]:
        card = desk.run(do.PromoteLead(lead, override_reason="Known")).new_id or 0
        if lead in leads[:3]:
            desk.run(do.WinOpportunity(card))
    return leads


def test_an_empty_desk_says_that_nothing_means_anything(qtbot: QtBot, session: DeskSession, host: QWidget) -> None:
    dialog = opened(qtbot, session, host)
    assert shares(dialog.bands) == []
    assert [row[3] for row in dialog.table.texts()] == ["too few"] * 5
    assert dialog.list.none.isVisible()
    assert dialog.chart.accessibleDescription().count("Too few to mean anything.") == 5


def test_bands_are_walked_through_by_keys_and_their_leads_opened(
    qtbot: QtBot, session: DeskSession, desk: Desk, host: QWidget
) -> None:
    leads = fill(desk)
    dialog = opened(qtbot, session, host)
    assert QApplication.focusWidget() is dialog.chart
    assert dialog.chart.band().low == 20
    assert shares(dialog.bands) == [0.2, 0.1]
    assert len(dialog.list.leads.lines.lines) == ENOUGH
    dialog.list.became.segment("won").click()
    assert {line.lead_id for line in dialog.list.leads.lines.lines} == set(leads[:3])
    assert {line.tag for line in dialog.list.leads.lines.lines} == {"Won"}
    QTest.keyClick(dialog.list.leads, Qt.Key.Key_Down)
    with qtbot.waitSignal(dialog.open_requested) as asked:
        QTest.keyClick(dialog.list.leads, Qt.Key.Key_Return)
    assert asked.args[0] in leads[:3]
    QTest.keyClick(dialog.chart, Qt.Key.Key_Left)
    assert dialog.chart.band().low == 0
    assert dialog.list.band_field.choice() == 0
    assert dialog.list.none.isVisible()
    QTest.keyClick(dialog.chart, Qt.Key.Key_End)
    assert dialog.chart.band().low == 80
    QTest.keyClick(dialog.chart, Qt.Key.Key_Right)
    assert dialog.chart.band().low == 80


def test_a_click_chooses_a_band_and_so_does_the_field(
    qtbot: QtBot, session: DeskSession, desk: Desk, host: QWidget
) -> None:
    fill(desk)
    dialog = opened(qtbot, session, host)
    QTest.mouseClick(
        dialog.chart, Qt.MouseButton.LeftButton, pos=QPoint(dialog.chart.width() - 30, dialog.chart.height() // 2)
    )
    assert dialog.list.band_field.choice() == 80
    dialog.list.band_field.setFocus(Qt.FocusReason.TabFocusReason)
    QTest.keyClick(dialog.list.band_field, Qt.Key.Key_Home)
    assert dialog.chart.band().low == 0
    assert [line.name for line in dialog.list.leads.lines.lines] == ["Low Raghavan"]


def test_the_table_says_the_same_and_is_copied(qtbot: QtBot, session: DeskSession, desk: Desk, host: QWidget) -> None:
    fill(desk)
    dialog = opened(qtbot, session, host)
    dialog.layouts.segment("table").click()
    assert dialog.table.isVisible()
    assert not dialog.chart.isVisible()
    assert dialog.table.texts()[:2] == [
        ["0–19", "1", "0", "too few", "0", "too few"],
        ["20–39", "30", "6", "20%", "3", "10%"],
    ]
    QTest.keyClick(dialog, Qt.Key.Key_C, Qt.KeyboardModifier.ControlModifier)
    assert QGuiApplication.clipboard().text().splitlines()[2] == "20–39\t30\t6\t20%\t3\t10%"


def test_what_changes_shows_at_once(qtbot: QtBot, session: DeskSession, desk: Desk, host: QWidget) -> None:
    dialog = opened(qtbot, session, host)
    session.run(do.AddLead({"first_name": "Priya", "title": "CEO"}))
    assert dialog.table.texts()[1][1] == "1"
