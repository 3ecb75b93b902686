"""Dialogs stand over a scrim and go on with Ctrl+Enter from anywhere in them."""

from collections.abc import Iterator

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QVBoxLayout, QWidget
from pytestqt.qtbot import QtBot

from ui.widgets.dialog import DialogFrame, Scrim
from ui.widgets.fields import LineField, TextField


@pytest.fixture
def dialog(qtbot: QtBot, page: QWidget) -> Iterator[DialogFrame]:
    """Give an open dialog with a line and several lines of text in it."""
    made = DialogFrame(page, "Mark as lost", 528, 452)
    column = QVBoxLayout(made.body)
    column.addWidget(LineField())
    column.addWidget(TextField())
    made.set_foot("Mark as lost", "Keep open", "You can undo this")
    made.show()
    qtbot.waitUntil(made.isActiveWindow)
    yield made
    made.close()
    made.deleteLater()


def line_of(dialog: DialogFrame) -> LineField:
    """Return the line that stands in the dialog."""
    found = dialog.body.findChild(LineField)
    assert found is not None
    return found


def test_its_size_leaves_the_title_strip_to_the_window_system(dialog: DialogFrame) -> None:
    assert (dialog.width(), dialog.height()) == (528, 416)
    assert dialog.windowModality() == Qt.WindowModality.WindowModal


def test_the_scrim_covers_the_window_as_long_as_the_dialog_is_open(page: QWidget, dialog: DialogFrame) -> None:
    scrim = page.findChild(Scrim, "scrim")
    assert scrim is not None
    assert scrim.isVisible()
    assert scrim.geometry() == page.rect()
    page.resize(800, 600)
    assert scrim.geometry() == page.rect()
    dialog.reject()
    assert not scrim.isVisible()


@pytest.mark.parametrize("field", [LineField, TextField])
def test_ctrl_enter_goes_on_from_inside_text(
    qtbot: QtBot, dialog: DialogFrame, field: type[LineField] | type[TextField]
) -> None:
    typed_in = dialog.body.findChild(field)
    assert typed_in is not None
    typed_in.setFocus()
    with qtbot.waitSignal(dialog.primary_button.clicked):
        QTest.keyClick(typed_in, Qt.Key.Key_Return, Qt.KeyboardModifier.ControlModifier)


def test_enter_in_a_field_presses_nothing(dialog: DialogFrame) -> None:
    pressed: list[bool] = []
    dialog.primary_button.clicked.connect(pressed.append)
    dialog.secondary_button.clicked.connect(pressed.append)
    QTest.keyClick(line_of(dialog), Qt.Key.Key_Return)
    assert pressed == []
    assert dialog.isVisible()


def test_ctrl_enter_does_nothing_while_the_way_on_is_closed(dialog: DialogFrame) -> None:
    pressed: list[bool] = []
    dialog.primary_button.clicked.connect(pressed.append)
    dialog.primary_button.setEnabled(False)
    QTest.keyClick(line_of(dialog), Qt.Key.Key_Return, Qt.KeyboardModifier.ControlModifier)
    assert pressed == []


def test_what_is_being_typed_is_taken_over_before_going_on(qtbot: QtBot, dialog: DialogFrame) -> None:
    order: list[str] = []
    line = line_of(dialog)
    line.editingFinished.connect(lambda: order.append("field"))
    dialog.primary_button.clicked.connect(lambda: order.append("button"))
    line.setFocus()
    QTest.keyClicks(line, "Plantline")
    QTest.keyClick(line, Qt.Key.Key_Return, Qt.KeyboardModifier.ControlModifier)
    assert order[0] == "field"
    assert order[-1] == "button"


def test_escape_leaves(qtbot: QtBot, dialog: DialogFrame) -> None:
    with qtbot.waitSignal(dialog.rejected):
        QTest.keyClick(dialog, Qt.Key.Key_Escape)


def test_a_missing_way_out_hides_its_button(dialog: DialogFrame) -> None:
    dialog.set_foot("Continue")
    assert not dialog.secondary_button.isVisible()
    assert dialog.primary_button.isVisible()
