"""Text fields of dialogs and record forms, with an error state that says what to write."""

from __future__ import annotations

from PySide6.QtCore import QMargins, QRectF, QSize, Qt, Signal
from PySide6.QtGui import QFocusEvent, QPainter, QPaintEvent, QWheelEvent
from PySide6.QtWidgets import (
    QComboBox,
    QFrame,
    QLineEdit,
    QPlainTextEdit,
    QStyle,
    QStyledItemDelegate,
    QStyleOptionViewItem,
    QVBoxLayout,
    QWidget,
)
from typing_extensions import override

from salesdesk.domain.errors import BadValue, TooLarge
from salesdesk.domain.money import MAX_MINOR, parse_amount, plain_amount
from ui import painting, resources, theme
from ui.widgets.labels import IconLabel, Label

PADDING = 10
RECORD_PADDING = 9


def _prepare(field: QWidget, record_form: bool) -> None:
    field.setProperty("record_form", record_form)
    field.setAttribute(Qt.WidgetAttribute.WA_Hover)
    # The frame is translucent at its corners: what is behind the field must show.
    field.setAutoFillBackground(False)


def _mark(field: QWidget, problem: str) -> None:
    field.setProperty("has_error", bool(problem))
    field.setAccessibleDescription(problem)
    field.update()


class LineField(QLineEdit):
    """One line of text, 32 high in dialogs and 27 in record forms.

    Signals: `error_changed` with the sentence below the field, empty when all is well.
    """

    error_changed = Signal(str)

    def __init__(self, record_form: bool = False, parent: QWidget | None = None) -> None:
        """Start empty and without an error."""
        super().__init__(parent)
        self._problem = ""
        self._is_record_form = record_form
        self._mark_icon = ""
        self._mark_role = "subtle"
        self._suffix = ""
        _prepare(self, record_form)
        self._put_on_theme()
        theme.changed.connect(self._put_on_theme)
        self.textEdited.connect(self._on_edited)

    def error(self) -> str:
        """Return the sentence of the error, empty when there is none."""
        return self._problem

    def set_error(self, problem: str) -> None:
        """Show the field as wrong, with a sentence that says what to write; empty clears it."""
        if problem != self._problem:
            self._problem = problem
            _mark(self, problem)
            self.error_changed.emit(problem)

    def set_mark(self, icon: str, role: str = "warning", tip: str = "") -> None:
        """Show an icon at the end of the field, such as a warning about its value."""
        self._mark_icon, self._mark_role = icon, role
        self.setToolTip(tip)
        self._put_on_theme()
        self.update()

    def set_suffix(self, text: str) -> None:
        """Show a quiet fact at the end of the field, such as the local time there."""
        self._suffix = text
        self._put_on_theme()
        self.update()

    def _on_edited(self) -> None:
        self.set_error("")

    def _trailing_width(self) -> float:
        if self._suffix:
            return painting.text_width(self._suffix, painting.font("small")) + 8
        return 22 if self._mark_icon else 0

    def _put_on_theme(self) -> None:
        look = theme.current()
        self.setFont(look.font())
        self.setFixedHeight(look.field_height(self._is_record_form))
        side = (RECORD_PADDING if self._is_record_form else PADDING) - 2
        self.setTextMargins(QMargins(side, 0, side + round(self._trailing_width()), 0))

    @override
    def paintEvent(self, event: QPaintEvent) -> None:
        """Draw the field and what stands at its end."""
        super().paintEvent(event)
        if not self._suffix and not self._mark_icon:
            return
        painter = QPainter(self)
        rect = QRectF(self.rect()).adjusted(0, 0, -PADDING, 0)
        if self._suffix:
            painting.draw_text(painter, rect, self._suffix, "subtle", painting.font("small"), painting.RIGHT)
        else:
            box = QRectF(rect.right() - 16, round(rect.center().y() - 8), 16, 16)
            resources.paint_icon(painter, box, self._mark_icon, self._mark_role)
        painter.end()


class MoneyField(LineField):
    """An amount in one currency, typed as the locale writes numbers, with or without its sign."""

    def __init__(self, currency: str, record_form: bool = False, parent: QWidget | None = None) -> None:
        """Start empty, in a currency by its ISO code."""
        super().__init__(record_form, parent)
        self._currency = currency

    @property
    def currency(self) -> str:
        """Return the ISO code of the currency."""
        return self._currency

    def set_currency(self, currency: str) -> None:
        """Read and write amounts in another currency from now on."""
        self._currency = currency

    def set_amount_minor(self, amount_minor: int | None) -> None:
        """Show an amount in minor units, or nothing."""
        self.set_error("")
        self.setText("" if amount_minor is None else self._written(amount_minor))

    def amount_minor(self) -> int | None:
        """Return the amount in minor units, nothing when empty; a wrong text becomes an error and nothing."""
        text = self.text().strip()
        if not text:
            return None
        comma = self.locale().decimalPoint() == ","
        try:
            return parse_amount(text, self._currency, decimal_comma=comma)
        except TooLarge:
            self.set_error(self.tr("The largest amount is {amount}").format(amount=self._written(MAX_MINOR)))
            return None
        except BadValue:
            example = plain_amount(4_800_000 if self._currency != "JPY" else 48_000, self._currency)
            shown = example.replace(".", self.locale().decimalPoint())
            self.set_error(self.tr("Write it as {example}").format(example=shown))
            return None

    def _written(self, amount_minor: int) -> str:
        plain = plain_amount(amount_minor, self._currency)
        whole, _, cents = plain.partition(".")
        grouped = self.locale().toString(int(whole))
        has_cents = cents.strip("0") != ""
        return f"{grouped}{self.locale().decimalPoint()}{cents}" if has_cents else grouped


class TextField(QPlainTextEdit):
    """Several lines of text; Tab leaves it.

    Signals: `error_changed` with the sentence below the field, empty when all is well.
    """

    error_changed = Signal(str)

    def __init__(self, lines: int = 2, parent: QWidget | None = None) -> None:
        """Start empty, with room for some lines."""
        super().__init__(parent)
        self._problem = ""
        self._lines = lines
        self.setProperty("text_field", True)
        _prepare(self, record_form=False)
        self.setFrameShape(QFrame.Shape.StyledPanel)
        self.setTabChangesFocus(True)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.viewport().setAutoFillBackground(False)
        self.document().setDocumentMargin(0)
        self._put_on_theme()
        theme.changed.connect(self._put_on_theme)
        self.textChanged.connect(self._on_edited)

    def error(self) -> str:
        """Return the sentence of the error, empty when there is none."""
        return self._problem

    def set_error(self, problem: str) -> None:
        """Show the field as wrong, with a sentence that says what to write; empty clears it."""
        if problem != self._problem:
            self._problem = problem
            _mark(self, problem)
            self.error_changed.emit(problem)

    def _on_edited(self) -> None:
        self.set_error("")

    def _put_on_theme(self) -> None:
        look = theme.current()
        self.setFont(look.font())
        self.setViewportMargins(PADDING, 8, PADDING - 2, 6)
        self.setMinimumHeight(self._lines * look.line() + 18)

    @override
    def sizeHint(self) -> QSize:
        """Return room for the lines asked for."""
        return QSize(240, self._lines * theme.current().line() + 18)

    @override
    def focusInEvent(self, event: QFocusEvent) -> None:
        """Draw the edge of focus."""
        super().focusInEvent(event)
        self.update()

    @override
    def focusOutEvent(self, event: QFocusEvent) -> None:
        """Draw the edge at rest."""
        super().focusOutEvent(event)
        self.update()


class ChoiceDelegate(QStyledItemDelegate):
    """Rows of a drop-down list, 28 high."""

    @override
    def sizeHint(self, option: QStyleOptionViewItem, index: object) -> QSize:
        """Return the height of a menu row."""
        height = max(28, round(12 + 16 * theme.current().type.unit))
        return QSize(super().sizeHint(option, index).width() + 24, height)  # type: ignore[arg-type]

    @override
    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: object) -> None:
        """Draw the row with a tint where it is chosen."""
        made = QStyleOptionViewItem(option)
        self.initStyleOption(made, index)  # type: ignore[arg-type]
        rect = QRectF(made.rect)
        if made.state & (QStyle.StateFlag.State_Selected | QStyle.StateFlag.State_MouseOver):
            painting.fill_round(painter, rect.adjusted(4, 0, -4, 0), "selection", 5)
        inner = rect.adjusted(PADDING + 1, 0, -PADDING - 1, 0)
        is_enabled = bool(made.state & QStyle.StateFlag.State_Enabled)
        painting.draw_text(painter, inner, made.text, "text" if is_enabled else "disabled")


class ChoiceField(QComboBox):
    """One of a few choices, each with a key as its data.

    Signals: `chosen` with the key the user picked; `error_changed` as in `LineField`.
    """

    chosen = Signal(object)
    error_changed = Signal(str)

    def __init__(self, record_form: bool = False, parent: QWidget | None = None) -> None:
        """Start without choices."""
        super().__init__(parent)
        self._problem = ""
        self._is_record_form = record_form
        _prepare(self, record_form)
        self.setItemDelegate(ChoiceDelegate(self))
        self.setMaxVisibleItems(12)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self._put_on_theme()
        theme.changed.connect(self._put_on_theme)
        self.activated.connect(self._on_activated)

    def add_choice(self, key: object, text: str) -> None:
        """Append a choice."""
        self.addItem(text, key)

    def choice(self) -> object:
        """Return the key of the choice that holds, nothing when none does."""
        return self.currentData()

    def set_choice(self, key: object) -> None:
        """Make a choice hold without announcing it; an unknown key clears the field."""
        self.setCurrentIndex(self.findData(key))

    def set_dashed(self, dashed: bool) -> None:
        """Show the field as deliberately left out."""
        self.setProperty("dashed", dashed)
        self.update()

    def error(self) -> str:
        """Return the sentence of the error, empty when there is none."""
        return self._problem

    def set_error(self, problem: str) -> None:
        """Show the field as wrong; empty clears it."""
        if problem != self._problem:
            self._problem = problem
            _mark(self, problem)
            self.error_changed.emit(problem)

    def _on_activated(self, index: int) -> None:
        self.set_error("")
        self.chosen.emit(self.itemData(index))

    def _put_on_theme(self) -> None:
        look = theme.current()
        self.setFont(look.font())
        self.setFixedHeight(look.field_height(self._is_record_form))

    @override
    def wheelEvent(self, event: QWheelEvent) -> None:
        """Leave the wheel to the page, so that scrolling past changes nothing."""
        if self.hasFocus():
            super().wheelEvent(event)
        else:
            event.ignore()


class ErrorLine(QWidget):
    """The line below a field that says what is wrong with it; takes no room when nothing is."""

    def __init__(self, parent: QWidget | None = None) -> None:
        """Start hidden."""
        super().__init__(parent)
        self._icon = IconLabel("alert-circle", "danger", 14, self)
        self._words = Label("", "small", "danger", wraps=True, parent=self)
        self._words.move(19, 0)
        self.hide()

    def text(self) -> str:
        """Return the sentence."""
        return self._words.text()

    def set_text(self, problem: str) -> None:
        """Show a sentence, or nothing."""
        self._words.setText(problem)
        self.setVisible(bool(problem))
        self.updateGeometry()

    @override
    def sizeHint(self) -> QSize:
        """Return the room of the sentence."""
        width = max(40, self.width() - 19) if self.width() > 60 else 240
        return QSize(240, max(theme.current().line("small"), self._words.heightForWidth(width)) + 2)

    @override
    def minimumSizeHint(self) -> QSize:
        """Return the height of the sentence: where room is short it is not what goes first."""
        return QSize(40, self.sizeHint().height())

    @override
    def resizeEvent(self, event: object) -> None:
        """Wrap the sentence to the new width."""
        width = max(40, self.width() - 19)
        height = self._words.heightForWidth(width)
        self._words.setGeometry(19, 0, width, max(height, theme.current().line("small")))
        self._icon.move(0, 2)


class LabelledField(QWidget):
    """A field of a dialog under its label, with its error line below."""

    def __init__(self, label: str, field: LineField | TextField | ChoiceField, parent: QWidget | None = None) -> None:
        """Put the label over the field and make them buddies."""
        super().__init__(parent)
        self.label = Label(label, "small", "muted")
        self.label.setBuddy(field)
        self.field = field
        if not field.accessibleName():
            field.setAccessibleName(label.replace("&", ""))
        self.error_line = ErrorLine()
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(5)
        column.addWidget(self.label)
        column.addWidget(field)
        column.addWidget(self.error_line)
        field.error_changed.connect(self.error_line.set_text)
        self.setFocusProxy(field)
