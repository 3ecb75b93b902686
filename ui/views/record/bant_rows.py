"""BANT of an opportunity: a row for each dimension, and the cards with their evidence on request."""

from __future__ import annotations

from datetime import date

from PySide6.QtCore import QRectF, QSize, Qt, Signal
from PySide6.QtGui import QFocusEvent, QKeyEvent, QMouseEvent, QPainter, QPaintEvent, QResizeEvent
from PySide6.QtWidgets import QSizePolicy, QVBoxLayout, QWidget
from typing_extensions import override

from salesdesk.domain.evidence import Dimension
from ui import painting, resources, theme
from ui.views.record import evidence_words
from ui.views.record.bant_cards import STATE_KEYS, BantCards, BantHeader
from ui.widgets.button import Button
from ui.widgets.focus import shows_focus

ROW = 34
PIP = 16
NAME_LEFT = 24
VALUE_LEFT = 118


class BantRow(QWidget):
    """One dimension in one line. C, U and F set its state; Enter and a click open its editor.

    Aged evidence is reaffirmed by its link or with R.

    Signals: `state_chosen` with a state; `edit_requested`; `reaffirm_requested`.
    """

    state_chosen = Signal(str)
    edit_requested = Signal()
    reaffirm_requested = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        """Start without a dimension."""
        super().__init__(parent)
        self._dimension: Dimension | None = None
        self._today = date.min
        self._keyboard_focus = False
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setCursor(Qt.CursorShape.PointingHandCursor)
        self.setAttribute(Qt.WidgetAttribute.WA_Hover)
        self.link = Button(self.tr("Reaffirm"), "link", "row", parent=self)
        self.link.setObjectName("bant_reaffirm")
        self.link.clicked.connect(self.reaffirm_requested)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)

    @property
    def dimension(self) -> Dimension | None:
        """Return what is shown."""
        return self._dimension

    def show_dimension(self, dimension: Dimension, today: date) -> None:
        """Show what is known about a dimension."""
        self._dimension, self._today = dimension, today
        self.setObjectName(f"bant_row_{dimension.code}")
        said = evidence_words.headline(dimension, today)
        self.setAccessibleName(f"{dimension.name}: {evidence_words.state_word(dimension.state)}. {said}".strip())
        self.setToolTip(dimension.note)
        self.link.setVisible(dimension.is_aged)
        self.link.setAccessibleName(self.tr("Reaffirm {dimension}").format(dimension=dimension.name))
        self._place_link()
        self.update()

    def _place_link(self) -> None:
        hint = self.link.sizeHint()
        self.link.setGeometry(self.width() - hint.width(), (self.height() - hint.height()) // 2, *hint.toTuple())

    @override
    def resizeEvent(self, event: QResizeEvent) -> None:
        """Keep the link at the right."""
        super().resizeEvent(event)
        self._place_link()

    @override
    def sizeHint(self) -> QSize:
        """Return a row 34 high, grown with the font."""
        return QSize(360, max(ROW, theme.current().line() + 16))

    @override
    def paintEvent(self, event: QPaintEvent) -> None:
        """Draw the line over the row, and what is known."""
        if self._dimension is None:
            return
        look, dimension = theme.current(), self._dimension
        painter = QPainter(self)
        rect = QRectF(self.rect())
        painter.fillRect(QRectF(0, 0, rect.width(), 1), look.color("border"))
        inner = rect.adjusted(0, 1, 0, 0)
        if self.underMouse():
            painting.fill_round(painter, inner.adjusted(-6, 1, 6, -1), "hover", 6)
        if self._keyboard_focus and self.hasFocus():
            painting.focus_ring_inset(painter, inner, 6)
        pip = QRectF(0, round(inner.center().y() - PIP / 2), PIP, PIP)
        painting.bant_pip(painter, pip, dimension.letter, dimension.state)
        value_left = round(NAME_LEFT + (VALUE_LEFT - NAME_LEFT) * look.type.unit)
        name = QRectF(NAME_LEFT, inner.top(), value_left - NAME_LEFT - 6, inner.height())
        painting.draw_text(painter, name, dimension.name, "muted")
        right = self._paint_origin(painter, inner, dimension)
        said = evidence_words.headline(dimension, self._today)
        font = look.font("base", painting.MEDIUM if said else painting.NORMAL)
        value = QRectF(value_left, inner.top(), right - value_left - 12, inner.height())
        words = said or evidence_words.nothing_known(dimension)
        painting.draw_text(painter, value, words, "text" if said else "muted", font)
        painter.end()

    def _paint_origin(self, painter: QPainter, inner: QRectF, dimension: Dimension) -> float:
        """Draw where the answer came from at the right, and return where that begins."""
        font = theme.current().font("small")
        icon, words = evidence_words.short_origin(dimension.primary, self._today)
        if dimension.state != "confirmed" or dimension.is_aged:
            state = evidence_words.state_word(dimension.state)
            words = self.tr("Aged") if dimension.is_aged else state
            icon = "hourglass" if dimension.is_aged else evidence_words.STATE_ICONS[dimension.state]
        role = "danger" if dimension.state == "failed" else "warning" if dimension.is_aged else "muted"
        if not words:
            return inner.right()
        if dimension.is_aged:
            inner = inner.adjusted(0, 0, -self.link.width() - 12, 0)
        painting.draw_text(painter, inner, words, role, font, painting.RIGHT)
        left = round(inner.right() - painting.text_width(words, font) - 18)
        resources.paint_icon(painter, QRectF(left, round(inner.center().y() - 6.5), 13, 13), icon, role)
        return left

    @override
    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        """Open the editor."""
        if event.button() == Qt.MouseButton.LeftButton and self.rect().contains(event.position().toPoint()):
            self.edit_requested.emit()

    @override
    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Set the state by letter, open the editor with Enter."""
        state = STATE_KEYS.get(event.key())
        if event.modifiers() or event.isAutoRepeat():
            super().keyPressEvent(event)
        elif state is not None:
            self.state_chosen.emit(state)
        elif event.key() == Qt.Key.Key_R and self._dimension is not None and self._dimension.is_aged:
            self.reaffirm_requested.emit()
        elif event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter, Qt.Key.Key_Space):
            self.edit_requested.emit()
        else:
            super().keyPressEvent(event)

    @override
    def focusInEvent(self, event: QFocusEvent) -> None:
        """Note whether the focus came by keyboard."""
        self._keyboard_focus = shows_focus(event, self._keyboard_focus)
        super().focusInEvent(event)
        self.update()

    @override
    def focusOutEvent(self, event: QFocusEvent) -> None:
        """Stop drawing the ring."""
        super().focusOutEvent(event)
        self.update()


class BantSummary(QWidget):
    """The dimensions as rows, or as the cards that show notes and states.

    Signals: `state_chosen` with the code of a dimension and a state; `edit_requested` and `reaffirm_requested` with a
    code.
    """

    state_chosen = Signal(str, str)
    edit_requested = Signal(str)
    reaffirm_requested = Signal(str)

    def __init__(self, parent: QWidget | None = None) -> None:
        """Start folded."""
        super().__init__(parent)
        self.header = BantHeader()
        self.evidence_button = Button(self.tr("Show evidence"), "link", "row")
        self.evidence_button.setObjectName("show_evidence")
        self.evidence_button.clicked.connect(self.toggle)
        self.header.row.addWidget(self.evidence_button)
        self.rows: list[BantRow] = []
        self._rows_holder = QWidget()
        self._rows_column = QVBoxLayout(self._rows_holder)
        self._rows_column.setContentsMargins(0, 0, 0, 0)
        self._rows_column.setSpacing(0)
        self.cards = BantCards()
        self.cards.header.hide()
        self.cards.hide()
        self.cards.state_chosen.connect(self.state_chosen)
        self.cards.edit_requested.connect(self.edit_requested)
        self.cards.reaffirm_requested.connect(self.reaffirm_requested)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(10)
        column.addWidget(self.header)
        column.addWidget(self._rows_holder)
        column.addWidget(self.cards)

    def show_dimensions(self, dimensions: list[Dimension], today: date) -> None:
        """Show what is known."""
        self.header.show_dimensions(dimensions)
        self.cards.show_dimensions(dimensions, today)
        while len(self.rows) < len(dimensions):
            self._add_row()
        for row, dimension in zip(self.rows, dimensions, strict=False):
            row.show_dimension(dimension, today)

    def _add_row(self) -> None:
        row = BantRow()
        row.state_chosen.connect(lambda state: self._announce(row, state))
        row.edit_requested.connect(lambda: self._ask(row, self.edit_requested))
        row.reaffirm_requested.connect(lambda: self._ask(row, self.reaffirm_requested))
        self._rows_column.addWidget(row)
        self.rows.append(row)

    def _announce(self, row: BantRow, state: str) -> None:
        if row.dimension is not None:
            self.state_chosen.emit(row.dimension.code, state)

    def _ask(self, row: BantRow, signal: object) -> None:
        if row.dimension is not None:
            signal.emit(row.dimension.code)  # type: ignore[attr-defined]

    def toggle(self) -> None:
        """Show the evidence, or fold it."""
        is_open = self.cards.isHidden()
        self.cards.setVisible(is_open)
        self._rows_holder.setVisible(not is_open)
        self.evidence_button.setText(self.tr("Hide evidence") if is_open else self.tr("Show evidence"))
        self.evidence_button.updateGeometry()

    def anchor(self, code: str) -> QWidget:
        """Return the widget an editor of a dimension opens at."""
        if self.cards.isVisibleTo(self):
            return self.cards.card(code).state_button
        return next(row for row in self.rows if row.dimension is not None and row.dimension.code == code)

    def focus_row(self, number: int) -> None:
        """Give the focus to a dimension, counted from 1."""
        if self.cards.isVisibleTo(self):
            self.cards.focus_card(number)
        elif 0 < number <= len(self.rows):
            self.rows[number - 1].setFocus(Qt.FocusReason.ShortcutFocusReason)
