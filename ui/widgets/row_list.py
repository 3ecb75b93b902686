"""Rows that are edited where they stand and put in another order by their grip, by key or by menu."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from itertools import pairwise

from PySide6.QtCore import QEvent, QObject, QPoint, QPointF, QRect, QRectF, QSize, Qt, Signal
from PySide6.QtGui import QContextMenuEvent, QFocusEvent, QKeyEvent, QMouseEvent, QPainter, QPaintEvent
from PySide6.QtWidgets import QApplication, QComboBox, QFrame, QHBoxLayout, QScrollArea, QVBoxLayout, QWidget
from typing_extensions import override

from ui import painting, theme
from ui.widgets.button import IconButton
from ui.widgets.fields import ErrorLine, LineField
from ui.widgets.focus import shows_focus
from ui.widgets.labels import Label

ROW = 42
GRIP = 20
EDGE = 24
STEPS = {Qt.Key.Key_Up.value: -1, Qt.Key.Key_Down.value: 1}


class Grip(QWidget):
    """What a row is held by: six dots that can be dragged, and that take the focus for the keys of the row.

    Signals: pressed, moved: QPoint, on the screen; released; cancelled.
    """

    pressed = Signal(QPoint)
    moved = Signal(QPoint)
    released = Signal()
    cancelled = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        """Wait for a hand."""
        super().__init__(parent)
        self._has_ring = False
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setCursor(Qt.CursorShape.OpenHandCursor)
        self.setAttribute(Qt.WidgetAttribute.WA_Hover)
        self.setFixedSize(GRIP, 28)

    @override
    def paintEvent(self, event: QPaintEvent) -> None:
        """Draw the dots."""
        look = theme.current()
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(look.color("text" if self.underMouse() or self.hasFocus() else "subtle"))
        centre = QRectF(self.rect()).center()
        for x in (-2.5, 2.5):
            for y in (-5.0, 0.0, 5.0):
                painter.drawEllipse(centre + QPointF(x, y), 1.25, 1.25)
        if self._has_ring and self.hasFocus():
            painting.focus_ring_inset(painter, QRectF(self.rect()), 4)
        painter.end()

    @override
    def mousePressEvent(self, event: QMouseEvent) -> None:
        """Take hold."""
        if event.button() == Qt.MouseButton.LeftButton:
            self.setCursor(Qt.CursorShape.ClosedHandCursor)
            self.pressed.emit(event.globalPosition().toPoint())

    @override
    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        """Carry the row along."""
        if event.buttons() & Qt.MouseButton.LeftButton:
            self.moved.emit(event.globalPosition().toPoint())

    @override
    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        """Let go."""
        self.setCursor(Qt.CursorShape.OpenHandCursor)
        self.released.emit()

    @override
    def focusInEvent(self, event: QFocusEvent) -> None:
        """Show the ring for keyboard focus."""
        self._has_ring = shows_focus(event, self._has_ring)
        super().focusInEvent(event)
        self.update()

    @override
    def focusOutEvent(self, event: QFocusEvent) -> None:
        """Hide the ring."""
        self.cancelled.emit()
        super().focusOutEvent(event)
        self.update()


class EditRow(QWidget):
    """One row: its cells side by side, and below them what is wrong with one of them.

    Signals:
        delete_requested: the row is to go.
        menu_requested: QPoint. The menu of the row is to open there, on the screen.
    """

    delete_requested = Signal()
    menu_requested = Signal(QPoint)

    def __init__(self, key: int, parent: QWidget | None = None) -> None:
        """Start with a grip only; the key says which record the row is."""
        super().__init__(parent)
        self.key = key
        self.cells: list[QWidget] = []
        self._is_lifted = False
        self.grip = Grip()
        self.grip.setObjectName(f"grip_{key}")
        self.error_line = ErrorLine()
        self.error_line.setObjectName(f"error_{key}")
        self._line = QHBoxLayout()
        self._line.setContentsMargins(0, 0, 0, 0)
        self._line.setSpacing(0)
        self._foot = QHBoxLayout()
        self._foot.setContentsMargins(GRIP + 4, 0, 0, 0)
        self._foot.addWidget(self.error_line)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 5, 0, 6)
        column.setSpacing(3)
        column.addLayout(self._line)
        column.addLayout(self._foot)
        self.add_cell(self.grip, after=4)

    def add_cell(self, cell: QWidget, *, stretch: int = 0, after: int = 0) -> None:
        """Append a cell and the gap behind it; its error, where it can have one, shows below the row."""
        self.cells.append(cell)
        self._line.addWidget(cell, stretch)
        if after:
            self._line.addSpacing(after)
        if hasattr(cell, "error_changed"):
            cell.error_changed.connect(lambda _text: self._show_errors())

    def fields(self) -> list[QWidget]:
        """Return the cells that can be wrong."""
        return [cell for cell in self.cells if hasattr(cell, "error")]

    def wrong_field(self) -> QWidget | None:
        """Return the first cell that is wrong."""
        return next((cell for cell in self.fields() if cell.error()), None)  # type: ignore[attr-defined]

    def restore(self, field: LineField) -> None:
        """Write into a field again what the file holds."""

    def set_lifted(self, is_lifted: bool) -> None:
        """Show the row as held in the hand, or put down."""
        self._is_lifted = is_lifted
        self.update()

    def write(self, field: LineField, text: str) -> None:
        """Write into a field what holds, from its beginning on, and without an error."""
        field.set_error("")
        if field.text() != text:
            field.setText(text)
        if not field.hasFocus():
            field.setCursorPosition(0)
        field.setModified(False)

    def _show_errors(self) -> None:
        wrong = self.wrong_field()
        self.error_line.set_text("" if wrong is None else wrong.error())  # type: ignore[attr-defined]

    @override
    def contextMenuEvent(self, event: QContextMenuEvent) -> None:
        """Ask for the menu of the row."""
        self.menu_requested.emit(event.globalPos())

    @override
    def paintEvent(self, event: QPaintEvent) -> None:
        """Draw the ground of a lifted row, and the hairline below every row."""
        look = theme.current()
        painter = QPainter(self)
        if self._is_lifted:
            painting.fill_round(painter, QRectF(self.rect()).adjusted(0, 1, 0, -2), "selection", 6)
        painter.fillRect(0, self.height() - 1, self.width(), 1, look.color("border"))
        painter.end()


class RowsHead(QWidget):
    """The headings over rows: words, the width of the column (0 for the one that takes the rest), what it means."""

    def __init__(
        self, columns: Sequence[tuple[str, int, str]], left: int, gap: int, parent: QWidget | None = None
    ) -> None:
        """Show the headings; the last one ends where its numbers do, before the button of a row."""
        super().__init__(parent)
        row = QHBoxLayout(self)
        row.setContentsMargins(left, 0, 0, 6)
        row.setSpacing(0)
        for words, width, tip in columns:
            label = Label(words, "small", "muted", painting.MEDIUM)
            label.setToolTip(tip)
            if width:
                label.setFixedWidth(width)
            row.addWidget(label, 0 if width else 1)
            row.addSpacing(gap)
        label.setAlignment(Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter)
        row.addSpacing(IconButton("more", "").sizeHint().width())


class DropLine(QWidget):
    """The line where a row in the hand would land."""

    def __init__(self, parent: QWidget) -> None:
        """Start hidden."""
        super().__init__(parent)
        self.setAttribute(Qt.WidgetAttribute.WA_TransparentForMouseEvents)
        self.hide()

    @override
    def paintEvent(self, event: QPaintEvent) -> None:
        """Draw the line with a ring at its end."""
        painter = QPainter(self)
        painting.fill_round(painter, QRectF(8, self.height() / 2 - 1, self.width() - 8, 2), "accent", 1)
        painting.panel(painter, QRectF(0, self.height() / 2 - 4, 8, 8), "raised", "accent", 4, 2)
        painter.end()


class RowList(QScrollArea):
    """Rows by key in an order; Alt+Up, Alt+Down and the grip ask for another one, Up and Down go from row to row.

    Signals: order_requested: list. All keys in the order that is asked for.
    """

    order_requested = Signal(list)

    def __init__(self, name: str, parent: QWidget | None = None) -> None:
        """Start empty; the name is for screen readers."""
        super().__init__(parent)
        self.setAccessibleName(name)
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setWidgetResizable(True)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.viewport().setAutoFillBackground(False)
        self._ground = QWidget()
        self._ground.setAutoFillBackground(False)
        self._column = QVBoxLayout(self._ground)
        self._column.setContentsMargins(0, 0, 0, 0)
        self._column.setSpacing(0)
        self._column.addStretch(1)
        self.setWidget(self._ground)
        self._ground.setAutoFillBackground(False)
        self.drop_line = DropLine(self._ground)
        self.rows: list[EditRow] = []
        self.tab_before: QWidget | None = None
        self.tab_after: QWidget | None = None
        self._held: EditRow | None = None
        self._held_at = QPoint()
        self._target: int | None = None

    def keys(self) -> list[int]:
        """Return the keys of the rows in their order."""
        return [row.key for row in self.rows]

    def row(self, key: int) -> EditRow | None:
        """Return the row of a key, None where there is none."""
        return next((row for row in self.rows if row.key == key), None)

    def show_keys(self, keys: Sequence[int], make: Callable[[int], EditRow]) -> None:
        """Show rows for these keys in this order; those that are there already keep what is typed in them."""
        self._let_go()
        self._drop([row for row in self.rows if row.key not in keys])
        known = {row.key: row for row in self.rows}
        wanted = [known.get(key) or self._made(make(key)) for key in keys]
        if wanted != self.rows:
            self.rows = wanted
            for place, row in enumerate(wanted):
                self._column.insertWidget(place, row)
            stops = [self.tab_before, *(cell for row in wanted for cell in row.cells), self.tab_after]
            _chain([stop for stop in stops if stop is not None])
        self._ground.updateGeometry()

    def _made(self, row: EditRow) -> EditRow:
        row.grip.pressed.connect(lambda at: self._take(row, at))
        row.grip.moved.connect(self._carry)
        row.grip.released.connect(self._put_down)
        row.grip.cancelled.connect(self._let_go)
        for cell in row.cells:
            cell.installEventFilter(self)
        return row

    def _drop(self, gone: Sequence[EditRow]) -> None:
        focused = QApplication.focusWidget()
        for row in gone:
            place = self.rows.index(row)
            self.rows.remove(row)
            if focused is not None and row.isAncestorOf(focused) and self.rows:
                beside = self.rows[min(place, len(self.rows) - 1)]
                at = row.cells.index(focused) if focused in row.cells else 0
                beside.cells[at].setFocus(Qt.FocusReason.TabFocusReason)
            self._column.removeWidget(row)
            row.hide()
            row.deleteLater()

    # By key

    def move_row(self, row: EditRow, step: int) -> None:
        """Ask for the order in which a row stands one place up or down."""
        keys = self.keys()
        place = keys.index(row.key)
        if 0 <= place + step < len(keys):
            keys.insert(place + step, keys.pop(place))
            self.order_requested.emit(keys)
            self.ensureWidgetVisible(row, 0, ROW)

    @override
    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Act on the keys of a row, whichever of its cells has the focus."""
        if event.type() == QEvent.Type.FocusIn and isinstance(watched, QWidget):
            self.ensureWidgetVisible(watched, 0, 12)
        elif event.type() == QEvent.Type.KeyPress and isinstance(event, QKeyEvent) and isinstance(watched, QWidget):
            row = next((one for one in self.rows if watched in one.cells), None)
            if row is not None and self._handle_key(row, watched, event):
                return True
        return super().eventFilter(watched, event)

    def _handle_key(self, row: EditRow, cell: QWidget, event: QKeyEvent) -> bool:
        modifiers = event.modifiers() & ~Qt.KeyboardModifier.KeypadModifier
        step = STEPS.get(int(event.key()))
        if step is not None and not isinstance(cell, QComboBox):
            if modifiers == Qt.KeyboardModifier.AltModifier:
                self.move_row(row, step)
                return True
            if modifiers == Qt.KeyboardModifier.NoModifier:
                self._go(row, cell, step)
                return True
        if event.key() == Qt.Key.Key_Escape:
            return self._escape(row, cell)
        if cell is row.grip and event.key() == Qt.Key.Key_Delete:
            if not event.isAutoRepeat():
                row.delete_requested.emit()
            return True
        return False

    def _go(self, row: EditRow, cell: QWidget, step: int) -> None:
        place = self.rows.index(row) + step
        if 0 <= place < len(self.rows):
            target = self.rows[place].cells[row.cells.index(cell)]
            if not target.isEnabled():
                target = self.rows[place].grip
            target.setFocus(Qt.FocusReason.TabFocusReason)

    def _escape(self, row: EditRow, cell: QWidget) -> bool:
        if self._held is not None:
            self._let_go()
            return True
        if isinstance(cell, LineField) and (cell.isModified() or cell.error()):
            row.restore(cell)
            return True
        return False

    # By the pointer

    def _take(self, row: EditRow, at: QPoint) -> None:
        row.grip.setFocus(Qt.FocusReason.MouseFocusReason)
        self._held, self._held_at, self._target = row, at, None

    def _carry(self, at: QPoint) -> None:
        row = self._held
        if row is None:
            return
        if self._target is None and (at - self._held_at).manhattanLength() < QApplication.startDragDistance():
            return
        row.set_lifted(True)
        y = self._ground.mapFromGlobal(at).y()
        self.ensureVisible(0, y, 0, EDGE)
        self._target = sum(1 for one in self.rows if one.geometry().center().y() < y)
        top = self.rows[self._target].y() if self._target < len(self.rows) else self.rows[-1].geometry().bottom() + 1
        self.drop_line.setGeometry(QRect(0, max(0, top - 5), self._ground.width(), 10))
        self.drop_line.raise_()
        self.drop_line.show()

    def _put_down(self) -> None:
        row, target = self._held, self._target
        self._let_go()
        if row is None or target is None:
            return
        keys = self.keys()
        place = keys.index(row.key)
        keys.insert(target - (1 if target > place else 0), keys.pop(place))
        if keys != self.keys():
            self.order_requested.emit(keys)

    def _let_go(self) -> None:
        if self._held is not None:
            self._held.set_lifted(False)
        self._held = self._target = None
        self.drop_line.hide()

    @override
    def sizeHint(self) -> QSize:
        """Return the room of all rows."""
        return QSize(480, self._ground.sizeHint().height())


def _chain(stops: Sequence[QWidget]) -> None:
    """Put the tab stops into this order."""
    for one, following in pairwise(stops):
        QWidget.setTabOrder(one, following)
