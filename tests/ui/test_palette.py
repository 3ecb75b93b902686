"""The palette."""

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from salesdesk.queries import board
from salesdesk.services.commands import FillWithSample, LogActivity
from ui.main_window.window import MainWindow
from ui.models.palette import Deed
from ui.session import DeskSession
from ui.views.search_palette import Palette


@pytest.fixture
def filled(session: DeskSession) -> DeskSession:
    """Give the session with sample data in its desk."""
    session.desk.run(FillWithSample(38, 18, seed=1))
    return session


@pytest.fixture
def palette(filled: DeskSession, window: MainWindow) -> Palette:
    """Give the palette, opened by its key."""
    QTest.keyClick(window, Qt.Key.Key_K, Qt.KeyboardModifier.ControlModifier)
    found = window.findChild(Palette)
    assert isinstance(found, Palette)
    return found


def texts(palette: Palette) -> list[str]:
    """Return what the rows say."""
    return [entry.text for entry in palette.model.entries]


def type_in(palette: Palette, text: str) -> None:
    """Type into the field."""
    palette.field.selectAll()
    QTest.keyClicks(palette.field, text)


def press(palette: Palette, key: Qt.Key, modifier: Qt.KeyboardModifier | None = None) -> None:
    """Press a key in the field."""
    QTest.keyClick(palette.field, key, modifier or Qt.KeyboardModifier.NoModifier)


def test_empty_it_offers_the_latest_records_and_the_commands(palette: Palette) -> None:
    assert texts(palette)[0] == "Latest"
    assert sum(entry.hit is not None for entry in palette.model.entries) == 5
    assert "Go to pipeline" in texts(palette)
    assert palette.current is not None
    assert palette.current.deed is not None


def test_its_key_closes_it_again_and_the_focus_returns(palette: Palette, window: MainWindow, qtbot: QtBot) -> None:
    QTest.keyClick(window, Qt.Key.Key_K, Qt.KeyboardModifier.ControlModifier)
    qtbot.waitUntil(lambda: window.findChild(Palette) is None)
    focused = QApplication.focusWidget()
    assert focused is not None
    assert window.page().isAncestorOf(focused)


def test_escape_closes_it(palette: Palette, window: MainWindow, qtbot: QtBot) -> None:
    press(palette, Qt.Key.Key_Escape)
    qtbot.waitUntil(lambda: window.findChild(Palette) is None)


def test_typing_finds_records_and_what_can_be_done_with_the_best(palette: Palette) -> None:
    type_in(palette, "north")
    assert texts(palette)[:2] == ["Records", "Northwind – 240 seats"]
    assert "Mark “Northwind – 240 seats” as won" in texts(palette)
    assert palette.current is not None
    assert palette.current.text == "Northwind – 240 seats"


def test_every_row_that_can_be_chosen_does_something(palette: Palette) -> None:
    for text in ("", "north", ">", "@a", "#a", "zzzzz"):
        type_in(palette, text) if text else palette.field.clear()
        assert palette.model.entries
        assert all(entry.deed is not None or not entry.icon for entry in palette.model.entries)


def test_a_first_sign_narrows_what_is_found(palette: Palette) -> None:
    type_in(palette, "#north")
    assert {entry.hit.kind for entry in palette.model.entries if entry.hit} == {"opportunity"}
    type_in(palette, "@ing")
    assert {entry.hit.kind for entry in palette.model.entries if entry.hit} <= {"lead", "contact"}
    type_in(palette, ">side")
    assert texts(palette) == ["Commands", "Fold sidebar"]


def test_enter_opens_the_record(palette: Palette, window: MainWindow) -> None:
    type_in(palette, "northwind")
    chosen: list[Deed] = []
    palette.chosen.disconnect()
    palette.chosen.connect(chosen.append)
    hit = palette.current.hit if palette.current else None
    press(palette, Qt.Key.Key_Return)
    assert hit is not None
    assert [(deed.verb, deed.kind, deed.record) for deed in chosen] == [("open", "opportunity", hit.id)]


def test_a_command_runs_and_the_palette_is_gone(palette: Palette, window: MainWindow, qtbot: QtBot) -> None:
    was_rail = window.sidebar.is_rail
    type_in(palette, ">fold")
    press(palette, Qt.Key.Key_Return)
    assert window.sidebar.is_rail is not was_rail
    qtbot.waitUntil(lambda: window.findChild(Palette) is None)


def test_an_opportunity_is_moved_by_keys_alone_and_named_in_a_toast(palette: Palette, window: MainWindow) -> None:
    type_in(palette, "north")
    hit = palette.current.hit if palette.current else None
    assert hit is not None
    press(palette, Qt.Key.Key_Tab)
    assert "Mark “Northwind – 240 seats” as lost" in texts(palette)
    type_in(palette, "another stage")
    press(palette, Qt.Key.Key_Return)
    type_in(palette, "disc")
    press(palette, Qt.Key.Key_Return)
    card = window.session.read(board.cards, [hit.id])[0]
    names = {stage.id: stage.name for stage in window.session.read(board.stages)}
    assert names[card.stage_id] == "Discovery"
    assert window.notices.toast.message() == "Moved “Northwind – 240 seats” to Discovery"


def test_backspace_in_an_empty_field_comes_back_from_the_actions(palette: Palette) -> None:
    type_in(palette, "north")
    press(palette, Qt.Key.Key_Tab)
    assert texts(palette)[0] == "Northwind – 240 seats"
    press(palette, Qt.Key.Key_Backspace)
    assert texts(palette)[0] == "Latest"


def test_nothing_found_says_so_and_enter_searches_the_notes(palette: Palette, window: MainWindow) -> None:
    window.session.run(LogActivity("note", lead=1, subject="Zeppelin hangar"))
    type_in(palette, "zeppelinx")
    assert texts(palette) == ["Nothing called “zeppelinx”. Enter searches notes and activities."]
    press(palette, Qt.Key.Key_Return)
    assert texts(palette) == ["No note or activity says “zeppelinx”."]
    type_in(palette, "zeppelin")
    assert texts(palette) == ["Notes and activities", "Zeppelin hangar"]


def test_control_and_enter_search_notes_at_once(palette: Palette, window: MainWindow) -> None:
    window.session.run(LogActivity("note", lead=1, subject="Zeppelin hangar"))
    type_in(palette, "zepp")
    press(palette, Qt.Key.Key_Return, Qt.KeyboardModifier.ControlModifier)
    assert texts(palette) == ["Notes and activities", "Zeppelin hangar"]


def test_captions_are_passed_over_by_the_arrows(palette: Palette) -> None:
    type_in(palette, "north")
    seen = []
    for _ in palette.model.entries:
        assert palette.current is not None
        assert palette.current.deed is not None
        seen.append(palette.current.text)
        press(palette, Qt.Key.Key_Down)
    chosen = [entry.text for entry in palette.model.entries if entry.deed is not None]
    assert list(dict.fromkeys(seen)) == chosen


def test_a_click_beside_it_closes_it(palette: Palette, window: MainWindow, qtbot: QtBot) -> None:
    scrim = window.findChild(type(palette._scrim), "scrim")
    assert scrim is not None
    QTest.mouseClick(scrim, Qt.MouseButton.LeftButton, pos=scrim.rect().bottomLeft())
    qtbot.waitUntil(lambda: window.findChild(Palette) is None)
