"""What can be done on the board can be done by key, from a menu and by mouse without dragging."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from PySide6.QtCore import QEvent, QPoint, Qt
from PySide6.QtGui import QAccessible, QAction, QContextMenuEvent, QKeyEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QMenu, QWidget

from salesdesk.queries import pipelines
from salesdesk.services.commands import AddPipeline
from tests.ui.views.board.conftest import World
from ui.views.board.deeds import DEEDS, deed_of, deed_text, key_list
from ui.views.board.menu import CardMenu

SHIFT = Qt.KeyboardModifier.ShiftModifier
# A menu wants what the offscreen plugin cannot do.
pops_up = pytest.mark.qt_log_ignore("This plugin does not support", extend=True)


def actions_of(menu: QMenu) -> Iterator[QAction]:
    """Yield every entry of a menu and of the menus in it."""
    for action in menu.actions():
        if action.isSeparator():
            continue
        yield action
        sub = next((one for one in menu.findChildren(QMenu) if one.menuAction() is action), None)
        if sub is not None:
            yield from actions_of(sub)


def open_menu(world: World, name: str) -> CardMenu:
    """Right-click a card and return the menu that opens."""
    target, at = world.viewport(name), world.point(name)
    event = QContextMenuEvent(QContextMenuEvent.Reason.Mouse, target.mapFromGlobal(at), at)
    QApplication.sendEvent(target, event)
    menu = QApplication.activePopupWidget()
    assert isinstance(menu, CardMenu)
    return menu


def key_event(keys: str, is_repeat: bool = False) -> QKeyEvent:
    """Return the press of keys in portable writing."""
    *held, key = keys.split("+")
    modifiers = Qt.KeyboardModifier.NoModifier
    for name in held:
        modifiers |= {"Ctrl": Qt.KeyboardModifier.ControlModifier, "Shift": SHIFT}[name]
    code = {"/": Qt.Key.Key_Slash, "Del": Qt.Key.Key_Delete}.get(key) or Qt.Key[f"Key_{key}"]
    return QKeyEvent(QEvent.Type.KeyPress, code, modifiers, "", is_repeat)


@pops_up
def test_every_deed_is_reached_by_key_and_from_the_menu_of_a_card(world: World) -> None:
    everything = {deed.name for deed in DEEDS}
    by_key = {found.name for deed in DEEDS if deed.keys and (found := deed_of(key_event(deed.keys))) is not None}
    # The stages are edited from menus and settings; no letter is spent on that.
    assert by_key == everything - {"stages"}
    # A right click is the way of the mouse; from the middle of the board both neighbours are there.
    menu = open_menu(world, "Halvorsen")
    assert {str(action.property("deed")) for action in actions_of(menu) if action.property("deed")} == everything
    assert all(action.text() for action in actions_of(menu))
    menu.close()


def test_the_menu_and_the_list_of_keys_name_the_same_deeds() -> None:
    named = dict(key_list())
    for deed in DEEDS:
        assert deed_text(deed)
        if deed.keys:
            assert named[deed.keys] == deed_text(deed).rstrip("…")


@pops_up
def test_the_menu_of_a_column_opens_from_its_head_and_has_what_needs_no_card(world: World) -> None:
    header = world.column(3).header
    middle = header.rect().center()
    event = QContextMenuEvent(QContextMenuEvent.Reason.Mouse, middle, header.mapToGlobal(middle))
    QApplication.sendEvent(header, event)
    menu = QApplication.activePopupWidget()
    assert isinstance(menu, CardMenu)
    found = {str(action.property("deed")) for action in actions_of(menu) if action.property("deed")}
    assert found == {deed.name for deed in DEEDS if deed.needs in ("column", "board")}
    menu.close()


@pops_up
def test_the_menu_asks_the_page_for_what_the_board_cannot_do(world: World) -> None:
    asked: list[object] = []
    board = world.page.board
    for signal in (board.layout_requested, board.signal_chosen):
        signal.disconnect()
        signal.connect(asked.append)
    for plain in (board.focus_filters_requested, board.stages_requested):
        plain.disconnect()
    board.focus_filters_requested.connect(lambda: asked.append("filters"))
    board.stages_requested.connect(lambda: asked.append("stages"))
    menu = open_menu(world, "Halvorsen")
    for name in ("table", "forecast", "filter", "stages", "only_overdue", "only_rotting"):
        next(action for action in actions_of(menu) if action.objectName() == name).trigger()
    menu.close()
    assert asked == ["table", "forecast", "filters", "stages", "overdue", "rotting"]


def test_layout_and_filter_keys_ask_the_page(world: World) -> None:
    asked: list[str] = []
    board = world.page.board
    board.layout_requested.disconnect()
    board.layout_requested.connect(asked.append)
    board.focus_filters_requested.disconnect()
    board.focus_filters_requested.connect(lambda: asked.append("filters"))
    world.page.board.focus_card(world.ids["Halvorsen"])
    for keys in ("V", "F", "B", "/", "Ctrl+F"):
        QApplication.sendEvent(world.column(2).list, key_event(keys))
    assert asked == ["table", "forecast", "board", "filters", "filters"]


@pytest.mark.parametrize("deed", [deed for deed in DEEDS if deed.keys], ids=lambda deed: deed.name)
def test_a_held_key_does_nothing(world: World, deed: object) -> None:
    keys = getattr(deed, "keys", "")
    world.page.board.focus_card(world.ids["Halvorsen"])
    before = world.stored()
    QApplication.sendEvent(world.column(2).list, key_event(keys, is_repeat=True))
    assert world.stored() == before
    assert world.asked == []
    assert world.page.board.acts.asking.popover is None
    assert world.page.board.acts.asking.editor is None
    assert world.column(2).adder() is None


@pops_up
def test_a_card_moves_to_another_pipeline_from_the_menu_in_one_undo(world: World) -> None:
    world.session.run(AddPipeline("Renewals"))
    board = world.page.board
    board.focus_card(world.ids["Granite"])
    QTest.keyClick(world.column(2).list, Qt.Key.Key_Down, SHIFT)
    menu = open_menu(world, "Halvorsen")
    other = next(one for one in menu.findChildren(QMenu) if one.title() == "Renewals")
    assert [action.text() for action in other.actions() if action.text()] == [
        "Stage that matches best",
        "Qualification",
        "Discovery",
        "Proposal",
        "Negotiation",
    ]
    next(action for action in other.actions() if action.text() == "Proposal").trigger()
    menu.close()
    assert world.toasts == ["Moved 2 opportunities to Renewals"]
    assert world.shown()[2] == ["Kestrel"]
    moved = [world.desk.read(pipelines.pipeline_of, world.ids[name]) for name in ("Granite", "Halvorsen", "Kestrel")]
    assert moved == [2, 2, 1]
    world.session.undo()
    assert world.shown()[2] == ["Granite", "Halvorsen", "Kestrel"]


def test_every_widget_that_takes_the_focus_and_every_card_has_a_name(world: World) -> None:
    board = world.page.board
    board.add_in_place(3)
    board.focus_card(world.ids["Granite"])
    QTest.keyClick(world.column(2).list, Qt.Key.Key_Down, SHIFT)
    assert board.bulk.isVisible()
    nameless = []
    for widget in board.findChildren(QWidget):
        takes_focus = widget.focusPolicy() != Qt.FocusPolicy.NoFocus or widget.objectName().startswith("add_")
        if widget.isVisible() and takes_focus and not named(widget):
            nameless.append(widget.objectName() or type(widget).__name__)
    assert nameless == []
    for column in board.columns:
        found = QAccessible.queryAccessibleInterface(column.list)
        assert found.text(QAccessible.Text.Name).startswith(column.stage.name)
        for row in range(found.childCount()):
            card = column.list.cards.card(row)
            assert card is not None
            said = found.child(row).text(QAccessible.Text.Name)
            assert said.startswith(card.title)
            assert "BANT" in said
            assert column.stage.name in found.child(row).text(QAccessible.Text.Description)


def named(widget: QWidget) -> str:
    """Return what a screen reader says about a widget; what lies inside a list or field is said by that."""
    found = QAccessible.queryAccessibleInterface(widget)
    if found.text(QAccessible.Text.Name):
        return found.text(QAccessible.Text.Name)
    parent = widget.parentWidget()
    is_inside = widget.objectName() in ("qt_scrollarea_viewport", "qt_scrollarea_hcontainer")
    return named(parent) if is_inside and parent is not None else ""


def test_the_button_below_the_cards_adds_like_its_key(world: World) -> None:
    foot = world.column(3).foot
    assert foot is not None
    last = world.point("Oakhurst").y()
    assert foot.mapToGlobal(QPoint(0, 0)).y() > last
    QTest.mouseClick(foot, Qt.MouseButton.LeftButton)
    adder = world.column(3).adder()
    assert adder is not None
    assert adder.name_field.hasFocus()
