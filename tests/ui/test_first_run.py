"""The page of an empty desk."""

from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from salesdesk.queries import overview
from salesdesk.services.commands import AddLead
from ui.dialogs.new_lead import NewLeadDialog
from ui.main_window.window import MainWindow
from ui.views.first_run import FirstRunPage


def first_run(window: MainWindow) -> FirstRunPage:
    """Return the page, which must show."""
    page = window.page()
    assert isinstance(page, FirstRunPage)
    return page


def test_an_empty_desk_offers_three_ways_and_the_first_has_the_focus(window: MainWindow) -> None:
    page = first_run(window)
    assert QApplication.focusWidget() is page.import_choice


def test_the_arrows_walk_through_the_ways(window: MainWindow) -> None:
    page = first_run(window)
    QTest.keyClick(page.import_choice, Qt.Key.Key_Down)
    assert QApplication.focusWidget() is page.sample_choice
    QTest.keyClick(page.sample_choice, Qt.Key.Key_Down)
    assert QApplication.focusWidget() is page.lead_choice
    QTest.keyClick(page.lead_choice, Qt.Key.Key_Up)
    assert QApplication.focusWidget() is page.sample_choice


def test_sample_data_fills_the_desk_and_one_undo_empties_it_again(window: MainWindow, qtbot: QtBot) -> None:
    page = first_run(window)
    with qtbot.waitSignal(window.session.changed, timeout=20_000):
        QTest.keyClick(page.sample_choice, Qt.Key.Key_Return)
        assert not page.import_choice.isEnabled()
    qtbot.waitUntil(lambda: window.page() is window.pages.leads)
    assert not window.session.read(overview.is_empty)
    with qtbot.waitSignal(window.session.changed, timeout=20_000):
        window.undo()
    assert window.page() is page
    qtbot.waitUntil(page.import_choice.isEnabled)


def test_n_begins_the_first_lead_which_then_shows_on_its_page(window: MainWindow) -> None:
    page = first_run(window)
    QTest.keyClick(page.import_choice, Qt.Key.Key_N)
    dialog = QApplication.activeModalWidget()
    assert isinstance(dialog, NewLeadDialog)
    dialog.close()
    assert window.page() is page
    window.session.run(AddLead({"first_name": "Ann", "last_name": "Lee"}))
    assert window.page() is window.pages.leads


def test_the_first_choice_opens_the_import(window: MainWindow) -> None:
    page = first_run(window)
    QTest.mouseClick(page.import_choice, Qt.MouseButton.LeftButton)
    dialog = QApplication.activeModalWidget()
    assert dialog is not None
    assert dialog.objectName() == "import_dialog"
    dialog.close()
