"""The rows of a table: current row, ticks, the keys that move, tick and extend."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from PySide6.QtCore import QEvent, QItemSelectionModel, QModelIndex, QPoint, QRectF, Qt, Signal
from PySide6.QtGui import (
    QContextMenuEvent,
    QFocusEvent,
    QHelpEvent,
    QKeyEvent,
    QMouseEvent,
    QPainter,
    QPaintEvent,
    QResizeEvent,
)
from PySide6.QtWidgets import QAbstractItemView, QFrame, QTableView, QToolTip, QWidget
from typing_extensions import override

from ui import painting, theme
from ui.delegates.table_cells import TableCellDelegate, row_height
from ui.models.table import TableModel
from ui.models.table_columns import TICK
from ui.views.table.header import TableHeader
from ui.widgets.focus import shows_focus

Key = Qt.Key
SHIFT = Qt.KeyboardModifier.ShiftModifier
CONTROL = Qt.KeyboardModifier.ControlModifier
NO_MODIFIER = Qt.KeyboardModifier.NoModifier
NO_UPDATE = QItemSelectionModel.SelectionFlag.NoUpdate


class TableRows(QTableView):
    """Rows of one height over a `TableModel`; the current row has the ring, ticked rows have the tint.

    Signals:
        opened: int. A record is to be opened.
        edit_requested: int, str. A cell is to be edited: its record and its column.
        menu_requested: int, QPoint. A menu is wanted for a record, at a point of the screen.
        current_changed: another row is current.
        arranged: columns were moved, hidden or resized.
    """

    opened = Signal(int)
    edit_requested = Signal(int, str)
    menu_requested = Signal(int, QPoint)
    current_changed = Signal()
    arranged = Signal()

    def __init__(self, table: TableModel[Any], delegate: TableCellDelegate, parent: QWidget | None = None) -> None:
        """Show the records of a model."""
        super().__init__(parent)
        self.table = table
        self.handle_key: Callable[[QKeyEvent], bool] = lambda _event: False
        self.cells = delegate
        self._has_ring = False
        self._shows_cell = False
        self._anchor = 0
        self._current_id: int | None = None
        self._column = 0
        self._gone: int | None = None
        self._gone_row = 0
        self._is_following = False
        self.header = TableHeader(table, self)
        self.setHorizontalHeader(self.header)
        self._build()
        # Before the view itself hears of it: it makes another row current at once.
        table.modelAboutToBeReset.connect(self._before_change)
        table.rowsAboutToBeRemoved.connect(lambda *_: self._before_change())
        self.setModel(table)
        self.setItemDelegate(delegate)
        self.header.left.connect(lambda: self.setFocus(Qt.FocusReason.ShortcutFocusReason))
        self.header.sectionMoved.connect(lambda *_: self._on_arranged())
        self.header.sectionResized.connect(lambda *_: self._fit_soon())
        self.header.arranged.connect(self.arranged)
        table.loaded.connect(self._after_change)
        table.ticks_changed.connect(self.header.viewport().update)
        self.selectionModel().currentChanged.connect(self._on_current)
        theme.changed.connect(self._put_on_theme)
        self._put_on_theme()

    def _build(self) -> None:
        self.setObjectName("table_rows")
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setShowGrid(False)
        self.setWordWrap(False)
        self.setTabKeyNavigation(False)
        self.setSelectionMode(QAbstractItemView.SelectionMode.NoSelection)
        # By rows, so that a click on a title makes no cell of its column current.
        self.setSelectionBehavior(QAbstractItemView.SelectionBehavior.SelectRows)
        self.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        self.setHorizontalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.setVerticalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAsNeeded)
        self.setCornerButtonEnabled(False)
        self.setCornerWidget(QWidget())
        self.verticalHeader().hide()
        self.viewport().setMouseTracking(True)
        # Opaque, so that scrolling moves what is painted already and paints only what comes into sight.
        self.viewport().setAttribute(Qt.WidgetAttribute.WA_OpaquePaintEvent)

    def _put_on_theme(self) -> None:
        head = self.verticalHeader()
        head.setMinimumSectionSize(row_height())
        head.setSectionResizeMode(head.ResizeMode.Fixed)
        head.setDefaultSectionSize(row_height())
        self.verticalScrollBar().setSingleStep(row_height())
        self.viewport().update()

    # What is current

    def current_row(self) -> int:
        """Return the current row, -1 where there is none."""
        return self.currentIndex().row()

    def current_id(self) -> int | None:
        """Return the current record."""
        row = self.current_row()
        return self.table.ids[row] if 0 <= row < len(self.table.ids) else None

    def current_key(self) -> str:
        """Return the column that F2 edits."""
        index = self.currentIndex()
        return self.table.columns[index.column()].key if index.isValid() else ""

    def chosen_ids(self) -> list[int]:
        """Return what an action is for: the ticked records where the current one is among them, else that one."""
        current, ticked = self.current_id(), self.table.ticks
        if current is not None and current not in ticked:
            return [current]
        return self.table.ticked_ids()

    def go(self, row: int, *, column: int | None = None, has_ring: bool = True) -> None:
        """Make a row current and bring it into sight."""
        if not self.table.ids:
            return
        row = max(0, min(row, len(self.table.ids) - 1))
        at = column if column is not None else self.currentIndex().column()
        if at < 0 or self.isColumnHidden(at):
            at = self.header.shown_sections()[1]
        self.selectionModel().setCurrentIndex(self.table.index(row, at), NO_UPDATE)
        self.show_row(row)
        self.show_ring(has_ring)

    def show_record(self, record: int, *, has_ring: bool = False) -> bool:
        """Make a record current; tell whether it is in the table."""
        row = self.table.row_of(record)
        if row >= 0:
            self.go(row, has_ring=has_ring)
        return row >= 0

    def show_row(self, row: int) -> None:
        """Scroll up or down as little as it takes; never sideways."""
        bar, height = self.verticalScrollBar(), row_height()
        top = row * height
        if top < bar.value():
            bar.setValue(top)
        elif top + height > bar.value() + self.viewport().height():
            bar.setValue(top + height - self.viewport().height())

    def show_ring(self, is_shown: bool) -> None:
        """Draw the ring from now on, or leave it out: only those who move by key see it."""
        self._has_ring = is_shown
        if not is_shown:
            self._shows_cell = False
        self.viewport().update()

    def has_ring(self) -> bool:
        """Tell whether the ring is drawn."""
        return self._has_ring and self.hasFocus()

    def _on_current(self, now: QModelIndex, _before: QModelIndex) -> None:
        if self._is_following:
            return
        self._current_id = self.table.ids[now.row()] if now.isValid() else None
        self._column = max(0, now.column())
        self._gone = None
        self.viewport().update()
        self.current_changed.emit()

    def _before_change(self) -> None:
        """Remember what is current before rows come and go."""
        if not self._is_following:
            self._is_following = True
            self._gone_row = max(0, self.current_row())

    def _after_change(self) -> None:
        """Keep the same record current wherever it went; one that left and came back is current again."""
        self.cells.forget()
        self._is_following = False
        wanted = next((one for one in (self._gone, self._current_id) if one is not None and self._has(one)), None)
        if wanted is not None:
            self._gone = None
            row = self.table.row_of(wanted)
        elif self._current_id is not None and self.table.ids:
            self._gone, row = self._current_id, min(self._gone_row, len(self.table.ids) - 1)
        else:
            self.viewport().update()
            return
        gone, has_ring = self._gone, self._has_ring
        was_in_sight = row != self.current_row()
        self.selectionModel().setCurrentIndex(self.table.index(row, self._shown_column()), NO_UPDATE)
        self._gone = gone
        if was_in_sight and self.isVisible():
            self.show_row(row)
        self.show_ring(has_ring)

    def _has(self, record: int) -> bool:
        return self.table.row_of(record) >= 0

    # Columns

    def leave_hidden_column(self) -> None:
        """Let the keys be for a column that shows, where theirs was hidden or its field is gone."""
        index = self.currentIndex()
        if index.isValid() and self.isColumnHidden(index.column()):
            self._column = index.column()
            self.selectionModel().setCurrentIndex(self.table.index(index.row(), self._shown_column()), NO_UPDATE)

    def _shown_column(self) -> int:
        shown = self.header.shown_sections()
        return self._column if self._column in shown else shown[1]

    def fit_columns(self) -> None:
        """Give the flexible column what the others leave over."""
        flexible = next((at for at, plan in enumerate(self.table.columns) if plan.is_flexible), None)
        if flexible is None or self.isColumnHidden(flexible):
            return
        taken = sum(self.columnWidth(at) for at in self.header.shown_sections() if at != flexible)
        least = self.scaled(self.table.columns[flexible].width)
        width = max(least, self.viewport().width() - taken)
        if width != self.columnWidth(flexible):
            self.setColumnWidth(flexible, width)
        shown = self.header.shown_sections()
        self.cells.last_section = shown[-1] if shown else -1

    def scaled(self, width: int) -> int:
        """Return a width grown with the font."""
        return round(width * theme.current().type.unit)

    def _fit_soon(self) -> None:
        if self.header.cursor().shape() != Qt.CursorShape.SplitHCursor:
            return
        self.fit_columns()

    def _on_arranged(self) -> None:
        self.fit_columns()
        self.viewport().update()

    @override
    def resizeEvent(self, event: QResizeEvent) -> None:
        """Fit the flexible column to the width."""
        super().resizeEvent(event)
        self.fit_columns()

    # Painting

    @override
    def paintEvent(self, event: QPaintEvent) -> None:
        """Paint the ground and the cells, then the ring around the current row."""
        ground = QPainter(self.viewport())
        ground.fillRect(event.rect(), theme.current().color("window"))
        ground.end()
        super().paintEvent(event)
        if not self.has_ring() or self.current_row() < 0:
            return
        painter = QPainter(self.viewport())
        top = self.rowViewportPosition(self.current_row())
        row = QRectF(0, top - 1, self.viewport().width(), row_height() + 1)
        painting.edge_round(painter, row, "focus", 0, 2)
        if self._shows_cell:
            cell = QRectF(self.visualRect(self.currentIndex())).adjusted(2, 4, -2, -5)
            painting.edge_round(painter, cell, "accent_border", 4)
        painter.end()

    def _set_hover(self, row: int) -> None:
        if row != self.cells.hovered_row:
            self.cells.hovered_row = row
            self.viewport().update()

    # Pointer

    @override
    def mousePressEvent(self, event: QMouseEvent) -> None:
        """Make the row current; tick with Ctrl, with Shift up to here, or on the box itself."""
        if event.button() != Qt.MouseButton.LeftButton:
            return
        self.show_ring(False)
        index = self.indexAt(event.position().toPoint())
        if not index.isValid():
            return
        before = self.current_row()
        self.selectionModel().setCurrentIndex(index, NO_UPDATE)
        modifiers = event.modifiers()
        if modifiers & SHIFT:
            self._tick_span(self._anchor if before >= 0 else index.row(), index.row())
        elif modifiers & CONTROL or self.table.columns[index.column()].key == TICK:
            self.table.toggle(index.row())
            self._anchor = index.row()
        else:
            self._anchor = index.row()

    @override
    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        """Light the row under the pointer up."""
        self._set_hover(self.rowAt(event.position().toPoint().y()))

    @override
    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        """Do nothing more: the press did it all."""

    @override
    def mouseDoubleClickEvent(self, event: QMouseEvent) -> None:
        """Edit the cell where it can be, else open the record; a box is ticked twice."""
        index = self.indexAt(event.position().toPoint())
        if event.button() != Qt.MouseButton.LeftButton or not index.isValid():
            return
        plan, record = self.table.columns[index.column()], self.table.ids[index.row()]
        if plan.key == TICK:
            self.table.toggle(index.row())
        elif plan.is_editable and not plan.is_opening:
            self.edit_requested.emit(record, plan.key)
        else:
            self.opened.emit(record)

    @override
    def contextMenuEvent(self, event: QContextMenuEvent) -> None:
        """Ask for a menu: at the pointer, or at the current row when it was asked for by key."""
        if event.reason() == QContextMenuEvent.Reason.Mouse:
            index = self.indexAt(event.pos())
            if index.isValid():
                self.selectionModel().setCurrentIndex(index, NO_UPDATE)
                self.menu_requested.emit(self.table.ids[index.row()], event.globalPos())
        elif self.current_id() is not None:
            rect = self.visualRect(self.currentIndex())
            at = QPoint(max(60, rect.left()), rect.bottom())
            self.menu_requested.emit(self.current_id(), self.viewport().mapToGlobal(at))
        event.accept()

    @override
    def viewportEvent(self, event: QEvent) -> bool:
        """Say what a narrow cell could not, and let the light go with the pointer."""
        if event.type() == QEvent.Type.Leave:
            self._set_hover(-1)
        elif event.type() == QEvent.Type.ToolTip and isinstance(event, QHelpEvent):
            index = self.indexAt(event.pos())
            QToolTip.showText(event.globalPos(), self.tip_at(index), self.viewport(), self.visualRect(index))
            return True
        return super().viewportEvent(event)

    def tip_at(self, index: QModelIndex) -> str:
        """Return what is to be said about a cell, nothing where it says it itself."""
        if not index.isValid() or self.table.columns[index.column()].key == TICK:
            return ""
        key = self.table.columns[index.column()].key
        shown = self.cells.look(index.row(), key)
        is_cut = not self.cells.fits(index.row(), key, self.columnWidth(index.column()))
        return "\n".join(said for said in (shown.text if is_cut else "", shown.tip) if said)

    # Keys

    @override
    def keyboardSearch(self, search: str) -> None:
        """Search nothing: single letters are commands here."""

    @override
    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Move and tick; then let the page act; what nobody knows goes on to the window."""
        if self._move(event) or self._tick(event) or self.handle_key(event):
            event.accept()
        else:
            event.ignore()

    def _move(self, event: QKeyEvent) -> bool:
        if event.modifiers() & ~Qt.KeyboardModifier.KeypadModifier != NO_MODIFIER:
            return False
        row, last = self.current_row(), len(self.table.ids) - 1
        page = max(1, self.viewport().height() // row_height() - 1)
        rows = {
            Key.Key_Up: row - 1,
            Key.Key_Down: row + 1,
            Key.Key_Home: 0,
            Key.Key_End: last,
            Key.Key_PageUp: row - page,
            Key.Key_PageDown: row + page,
        }
        if event.key() in rows:
            self.go(rows[Key(event.key())])
            self._anchor = self.current_row()
            return True
        if event.key() in (Key.Key_Left, Key.Key_Right):
            self._go_sideways(-1 if event.key() == Key.Key_Left else 1)
            return True
        return False

    def _go_sideways(self, step: int) -> None:
        shown = self.header.shown_sections()
        at = self.currentIndex().column()
        place = shown.index(at) if at in shown else 0
        self.go(self.current_row(), column=shown[max(0, min(place + step, len(shown) - 1))])
        self._shows_cell = True
        self.horizontalScrollBar()
        self.scrollTo(self.currentIndex())

    def _tick(self, event: QKeyEvent) -> bool:
        modifiers = event.modifiers() & ~Qt.KeyboardModifier.KeypadModifier
        key, row = event.key(), self.current_row()
        if key == Key.Key_A and modifiers == CONTROL:
            self.table.set_ticks(self.table.ids)
        elif key == Key.Key_Escape and modifiers == NO_MODIFIER and self.table.ticks:
            self.table.set_ticks(())
        elif row < 0:
            return False
        elif key == Key.Key_Space and modifiers in (NO_MODIFIER, CONTROL):
            self.table.toggle(row)
            self._anchor = row
            self.show_ring(True)
        elif key in (Key.Key_Up, Key.Key_Down) and modifiers == SHIFT:
            target = max(0, min(row + (1 if key == Key.Key_Down else -1), len(self.table.ids) - 1))
            self.go(target)
            self._tick_span(self._anchor, target)
        else:
            return False
        return True

    def _tick_span(self, first: int, last: int) -> None:
        low, high = sorted((first, last))
        self.table.set_ticks(self.table.ids[low : high + 1])

    @override
    def focusInEvent(self, event: QFocusEvent) -> None:
        """Show the ring for keyboard focus; without a current row the first becomes it."""
        self._has_ring = shows_focus(event, self._has_ring)
        super().focusInEvent(event)
        if self.current_row() < 0 and self.table.ids and event.reason() != Qt.FocusReason.MouseFocusReason:
            self.go(0, has_ring=self._has_ring)
        self.viewport().update()
