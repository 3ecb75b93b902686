"""The head of a table: titles that sort, can be moved and hidden, and the box that ticks all."""

from __future__ import annotations

from typing import Any

from PySide6.QtCore import QPoint, QRect, QRectF, QSize, Qt, Signal
from PySide6.QtGui import QContextMenuEvent, QFocusEvent, QKeyEvent, QMouseEvent, QPainter
from PySide6.QtWidgets import QApplication, QHeaderView, QWidget
from typing_extensions import override

from ui import faces, painting, resources, theme
from ui.delegates.table_cells import EDGE, MARK, PADDING, TICK_LEFT
from ui.models.table import TableModel
from ui.models.table_columns import TICK, SortKeys

HEIGHT = 32
ARROW = 12
GRIP = 4
Key = Qt.Key


class TableHeader(QHeaderView):
    """One tab stop for Ctrl+Shift+H: Left and Right choose a title, Enter sorts, Alt+Left and Right move it.

    Signals:
        sort_requested: object. The order the rep wants.
        left: Esc; the focus belongs to the rows again.
        menu_requested: QPoint. The menu of the columns is wanted, at a point of the screen.
        arranged: columns were moved or resized by the rep.
    """

    sort_requested = Signal(object)
    left = Signal()
    menu_requested = Signal(QPoint)
    arranged = Signal()

    def __init__(self, table: TableModel[Any], parent: QWidget | None = None) -> None:
        """Head a table."""
        super().__init__(Qt.Orientation.Horizontal, parent)
        self._table = table
        self._chosen = 0
        self._press = QPoint()
        self._is_resizing = False
        self.setObjectName("table_header")
        self.setAccessibleName(self.tr("Columns"))
        self.setFocusPolicy(Qt.FocusPolicy.ClickFocus)
        self.setSectionsMovable(True)
        self.setFirstSectionMovable(False)
        self.setSectionsClickable(True)
        self.setHighlightSections(False)
        self.setMinimumSectionSize(40)
        self.setDefaultAlignment(Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter)
        self.viewport().setMouseTracking(True)
        theme.changed.connect(self.updateGeometry)
        self.sectionCountChanged.connect(lambda _before, count: self.choose(min(self._chosen, max(0, count - 1))))

    @override
    def sizeHint(self) -> QSize:
        """Return the height of the head, grown with the font."""
        return QSize(super().sizeHint().width(), max(HEIGHT, round(16 + 16 * theme.current().type.unit)))

    def shown_sections(self) -> list[int]:
        """Return the columns that show, from left to right."""
        order = (self.logicalIndex(place) for place in range(self.count()))
        return [section for section in order if not self.isSectionHidden(section)]

    def chosen(self) -> int:
        """Return the column the keys are for."""
        return self._chosen

    def choose(self, section: int) -> None:
        """Let the keys be for another column."""
        self._chosen = section
        self.viewport().update()

    def sorted_by(self, section: int, *, is_added: bool = False) -> SortKeys:
        """Return the order after a click on a title: by it, the other way round, or by it after the others."""
        plan = self._table.columns[section]
        found = dict(self._table.order)
        is_highest_first = not found[plan.key] if plan.key in found else plan.is_highest_first
        if not is_added:
            return ((plan.key, is_highest_first),)
        return tuple({**found, plan.key: is_highest_first}.items())

    def _activate(self, section: int, *, is_added: bool) -> None:
        plan = self._table.columns[section]
        if plan.key == TICK:
            self._table.toggle_all()
        elif plan.is_sortable:
            self.sort_requested.emit(self.sorted_by(section, is_added=is_added))

    # Painting

    @override
    def paintSection(self, painter: QPainter, rect: QRect, logicalIndex: int) -> None:
        """Draw the title with its arrow, or the box that ticks all."""
        if not rect.isValid():
            return
        look = theme.current()
        painter.fillRect(rect, look.color("window"))
        line = look.color("border")
        painter.fillRect(rect.left(), rect.top(), rect.width(), 1, line)
        painter.fillRect(rect.left(), rect.bottom(), rect.width(), 1, line)
        plan = self._table.columns[logicalIndex]
        if plan.key == TICK:
            box = QRectF(rect.left() + TICK_LEFT, round(rect.center().y() - MARK / 2), MARK, MARK)
            faces.check_box(painter, box, self._table.tick_state())
        else:
            is_last = logicalIndex == (self.shown_sections() or [-1])[-1]
            room = QRectF(rect).adjusted(PADDING, 0, -(EDGE if is_last else PADDING), 0)
            self._paint_title(painter, room, plan.title, plan.key, plan.is_right)
        if self.hasFocus() and logicalIndex == self._chosen:
            painting.focus_ring_inset(painter, QRectF(rect).adjusted(1, 1, -1, -2), 4)

    def _paint_title(self, painter: QPainter, room: QRectF, title: str, key: str, is_right: bool) -> None:
        look = theme.current()
        keys = [name for name, _ in self._table.order]
        is_sorted = key in keys
        font = look.font("small", painting.DEMI_BOLD if is_sorted else painting.NORMAL)
        ink = "text" if is_sorted else "muted"
        if not is_sorted:
            painting.draw_text(painter, room, title, ink, font, painting.RIGHT if is_right else painting.LEFT)
            return
        arrow = "arrow-down" if dict(self._table.order)[key] else "arrow-up"
        width = min(painting.text_width(title, font), room.width() - ARROW - 4)
        left = room.right() - width - ARROW - 4 if is_right else room.left()
        box = QRectF(left, round(room.center().y() - ARROW / 2), ARROW, ARROW)
        words = QRectF(left + ARROW + 4, room.top(), width + 1, room.height())
        if not is_right:
            words.moveLeft(left)
            box.moveLeft(words.right() + 3)
        resources.paint_icon(painter, box, arrow, ink)
        painting.draw_text(painter, words, title, ink, font)
        if len(keys) > 1:
            number = str(keys.index(key) + 1)
            beside = QRectF(box.right() if not is_right else box.left() - 8, room.top(), 8, room.height())
            painting.draw_text(painter, beside, number, "muted", look.font("caption"), painting.CENTER)

    # Pointer

    @override
    def mousePressEvent(self, event: QMouseEvent) -> None:
        """Note where a click may end."""
        self._press = event.position().toPoint()
        self._is_resizing = self.cursor().shape() == Qt.CursorShape.SplitHCursor
        super().mousePressEvent(event)

    @override
    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        """Sort by the title that was clicked; Shift adds it to the order. A drag moves or resizes instead."""
        super().mouseReleaseEvent(event)
        at = event.position().toPoint()
        is_click = (at - self._press).manhattanLength() < QApplication.startDragDistance()
        section = self.logicalIndexAt(at)
        if event.button() == Qt.MouseButton.LeftButton and is_click and not self._is_resizing and section >= 0:
            is_added = bool(event.modifiers() & Qt.KeyboardModifier.ShiftModifier)
            self._activate(section, is_added=is_added)
        elif not is_click:
            self.arranged.emit()
        self._is_resizing = False

    @override
    def contextMenuEvent(self, event: QContextMenuEvent) -> None:
        """Ask for the menu of the columns."""
        self.menu_requested.emit(event.globalPos())
        event.accept()

    # Keys

    @override
    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Choose a title, sort by it, move it, or go back to the rows."""
        key, modifiers = event.key(), event.modifiers() & ~Qt.KeyboardModifier.KeypadModifier
        step = {Key.Key_Left: -1, Key.Key_Right: 1}.get(Key(key))
        if key in (Key.Key_Escape, Key.Key_Down, Key.Key_Tab, Key.Key_Backtab):
            self.left.emit()
        elif step is not None and modifiers == Qt.KeyboardModifier.AltModifier:
            self.move_section(self._chosen, step)
        elif step is not None:
            self._go(step)
        elif key in (Key.Key_Return, Key.Key_Enter, Key.Key_Space):
            self._activate(self._chosen, is_added=bool(modifiers & Qt.KeyboardModifier.ShiftModifier))
        else:
            event.ignore()
            return
        self.viewport().update()

    def _go(self, step: int) -> None:
        shown = self.shown_sections()
        at = shown.index(self._chosen) if self._chosen in shown else 0
        self.choose(shown[max(0, min(at + step, len(shown) - 1))])

    def move_section(self, section: int, step: int) -> None:
        """Move a column past its neighbour; the box stays first."""
        shown = self.shown_sections()
        if section not in shown:
            return
        target = shown.index(section) + step
        if section != 0 and 0 < target < len(shown):
            self.moveSection(self.visualIndex(section), self.visualIndex(shown[target]))
            self.arranged.emit()

    @override
    def focusInEvent(self, event: QFocusEvent) -> None:
        """Start at the column that sorts, or the first title."""
        super().focusInEvent(event)
        shown = self.shown_sections()
        keys = [key for key, _ in self._table.order]
        if keys and self._chosen == 0:
            self._chosen = self._table.column_of(keys[0])
        if self._chosen not in shown and shown:
            self._chosen = shown[0]
        self.viewport().update()

    @override
    def focusOutEvent(self, event: QFocusEvent) -> None:
        """Take the ring away."""
        super().focusOutEvent(event)
        self.viewport().update()
