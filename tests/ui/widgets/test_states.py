"""Empty, failed and loading: what is said and what can be done."""

from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QWidget
from pytestqt.qtbot import QtBot

from ui import theme
from ui.widgets.button import Button
from ui.widgets.navigation import NavigationRow
from ui.widgets.states import EmptyState, ErrorPanel, Placeholder, ProgressBar


def test_try_again_is_asked_for(qtbot: QtBot, page: QWidget) -> None:
    panel = ErrorPanel("This change wasn’t saved", "The disk is full.", "errno 28", page)
    panel.resize(440, 130)
    panel.show()
    with qtbot.waitSignal(panel.retry_requested):
        QTest.mouseClick(panel.retry_button, Qt.MouseButton.LeftButton)


def test_details_unfold_and_fold(page: QWidget) -> None:
    panel = ErrorPanel("This change wasn’t saved", "The disk is full.", "errno 28", page)
    panel.show()
    assert not panel.details_view.isVisible()
    panel.details_button.click()
    assert panel.details_view.isVisible()
    assert panel.details_view.toPlainText() == "errno 28"
    panel.details_button.click()
    assert not panel.details_view.isVisible()


def test_without_details_nothing_offers_them(page: QWidget) -> None:
    panel = ErrorPanel("This change wasn’t saved", "The disk is full.", parent=page)
    panel.show()
    assert not panel.details_button.isVisible()
    assert panel.accessibleDescription() == "The disk is full."


def test_an_empty_state_offers_its_buttons_until_they_are_cleared(page: QWidget) -> None:
    empty = EmptyState("No leads match these 3 filters", "14 leads match if you remove Created.", page)
    button = empty.add_button(Button("Remove Created"))
    empty.show()
    assert button.isVisible()
    empty.clear_buttons()
    assert not button.isVisible()


def test_a_bar_is_filled_as_far_as_the_work_is_done(page: QWidget) -> None:
    bar = ProgressBar(parent=page)
    bar.resize(100, 6)
    bar.set_progress(1, 4)
    image = bar.grab().toImage()
    assert image.pixelColor(20, 3) == theme.current().color("accent")
    assert image.pixelColor(30, 3) != theme.current().color("accent")
    assert bar.accessibleDescription() == "1 of 4"


def test_a_bar_of_nothing_is_empty(page: QWidget) -> None:
    bar = ProgressBar(parent=page)
    bar.set_progress(0, 0)
    assert bar.fraction() == 0


def test_placeholders_wait_before_they_show(qtbot: QtBot, page: QWidget) -> None:
    waiting = Placeholder(parent=page)
    waiting.start()
    assert not waiting.is_shown()
    qtbot.waitUntil(waiting.is_shown)
    waiting.stop()
    assert not waiting.is_shown()


def test_content_that_comes_soon_leaves_no_placeholder(page: QWidget) -> None:
    waiting = Placeholder(parent=page)
    waiting.start()
    waiting.stop()
    assert waiting._delay.remainingTime() == -1


def test_a_row_tells_its_count_and_hides_it_in_the_rail(page: QWidget) -> None:
    row = NavigationRow("Leads", "inbox", parent=page)
    row.set_count(3)
    assert row.accessibleName() == "Leads, 3"
    row.set_collapsed(True)
    assert row.toolTip() == "Leads"
    assert row.sizeHint().width() == 32
    row.set_collapsed(False)
    assert row.toolTip() == ""


def test_pages_are_30_high_and_saved_views_28(page: QWidget) -> None:
    extra = round(16 * theme.current().type.unit) - 16
    assert NavigationRow("Leads", "inbox", parent=page).sizeHint().height() == 30 + extra
    assert NavigationRow("Hot", "inbox", is_saved_view=True, parent=page).sizeHint().height() == 28 + extra
