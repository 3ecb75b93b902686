"""Fields: they read amounts, say what is wrong, and leave the wheel to the page."""

import pytest
from PySide6.QtCore import QLocale, QPoint, QPointF, Qt
from PySide6.QtGui import QWheelEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QWidget
from pytestqt.qtbot import QtBot

from ui import theme
from ui.widgets.fields import ChoiceField, LabelledField, LineField, MoneyField, TextField


def add(page: QWidget, widget: QWidget) -> None:
    """Append a widget to the page’s column."""
    column = page.layout()
    assert column is not None
    column.addWidget(widget)


@pytest.mark.parametrize(
    ("text", "locale", "amount_minor"),
    [
        ("48,000", "en_US", 4_800_000),
        ("48000.50", "en_US", 4_800_050),
        ("$48,000", "en_US", 4_800_000),
        ("48.000,50", "de_DE", 4_800_050),
        ("", "en_US", None),
    ],
)
def test_amounts_are_read_as_the_locale_writes_them(
    page: QWidget, text: str, locale: str, amount_minor: int | None
) -> None:
    field = MoneyField("USD", parent=page)
    field.setLocale(QLocale(locale))
    field.setText(text)
    assert field.amount_minor() == amount_minor
    assert field.error() == ""


def test_a_wrong_amount_says_how_to_write_it(page: QWidget) -> None:
    field = MoneyField("USD", parent=page)
    field.setLocale(QLocale("en_US"))
    field.setText("48.000.0")
    assert field.amount_minor() is None
    assert field.error() == "Write it as 48000.00"


def test_an_amount_shows_cents_only_when_it_has_some(page: QWidget) -> None:
    field = MoneyField("EUR", parent=page)
    field.setLocale(QLocale("en_US"))
    field.set_amount_minor(4_800_000)
    assert field.text() == "48,000"
    field.set_amount_minor(4_800_005)
    assert field.text() == "48,000.05"
    assert field.amount_minor() == 4_800_005
    field.set_amount_minor(None)
    assert field.text() == ""


def test_a_field_is_32_high_in_dialogs_and_27_in_record_forms(page: QWidget) -> None:
    unit = theme.current().type.unit
    assert LineField(parent=page).height() == max(32, round(16 + 16 * unit))
    assert LineField(record_form=True, parent=page).height() == max(27, round(11 + 16 * unit))


def test_the_error_line_shows_below_and_is_read_out(page: QWidget) -> None:
    labelled = LabelledField("Budget", LineField())
    add(page, labelled)
    labelled.show()
    assert not labelled.error_line.isVisible()
    labelled.field.set_error("Write it as 48000.00")
    assert labelled.error_line.isVisible()
    assert labelled.error_line.text() == "Write it as 48000.00"
    assert labelled.field.accessibleDescription() == "Write it as 48000.00"
    labelled.field.set_error("")
    assert not labelled.error_line.isVisible()


def test_the_label_is_the_buddy_and_the_accessible_name(page: QWidget) -> None:
    labelled = LabelledField("Decision by", LineField())
    assert labelled.label.buddy() is labelled.field
    assert labelled.field.accessibleName() == "Decision by"


def test_a_wrong_field_has_an_edge_of_danger(page: QWidget) -> None:
    field = LineField(parent=page)
    field.resize(150, field.height())
    field.show()
    field.set_error("No")
    edge = field.grab().toImage().pixelColor(75, 0)
    assert edge == theme.current().color("danger")


def test_a_focused_field_has_an_edge_of_2_px(page: QWidget) -> None:
    field = LineField(parent=page)
    field.resize(150, field.height())
    field.show()
    field.setFocus()
    image = field.grab().toImage()
    focus = theme.current().color("focus")
    assert image.pixelColor(75, 0) == focus
    assert image.pixelColor(75, 1) == focus
    assert image.pixelColor(75, 2) != focus


def test_tab_leaves_a_field_of_several_lines(page: QWidget) -> None:
    text, line = TextField(parent=page), LineField(parent=page)
    add(page, text)
    add(page, line)
    text.show()
    line.show()
    text.setFocus()
    QTest.keyClick(text, Qt.Key.Key_Tab)
    assert line.hasFocus()
    assert text.toPlainText() == ""


def wheel(widget: QWidget) -> None:
    """Turn the wheel over a widget by one notch."""
    middle = QPointF(widget.rect().center())
    turn = QWheelEvent(
        middle,
        QPointF(widget.mapToGlobal(middle)),
        QPoint(0, 0),
        QPoint(0, -120),
        Qt.MouseButton.NoButton,
        Qt.KeyboardModifier.NoModifier,
        Qt.ScrollPhase.NoScrollPhase,
        False,
    )
    QApplication.sendEvent(widget, turn)


def test_the_wheel_changes_a_choice_only_with_the_focus_on_it(page: QWidget) -> None:
    field = ChoiceField(parent=page)
    for key in ("first", "second", "third"):
        field.add_choice(key, key.title())
    field.show()
    wheel(field)
    assert field.choice() == "first"
    field.setFocus()
    wheel(field)
    assert field.choice() == "second"


def test_a_choice_made_by_key_is_announced_and_one_set_by_code_is_not(qtbot: QtBot, page: QWidget) -> None:
    field = ChoiceField(parent=page)
    for key in ("first", "second"):
        field.add_choice(key, key.title())
    field.show()
    field.setFocus()
    announced: list[object] = []
    field.chosen.connect(announced.append)
    field.set_choice("first")
    assert announced == []
    QTest.keyClick(field, Qt.Key.Key_Down)
    assert announced == ["second"]


def test_an_unknown_choice_clears_the_field(page: QWidget) -> None:
    field = ChoiceField(parent=page)
    field.add_choice("first", "First")
    field.set_choice("other")
    assert field.choice() is None
