"""A table of records with all around it: columns to choose, cells to edit, totals, the bulk bar, its other states."""

from __future__ import annotations

from abc import abstractmethod
from collections.abc import Sequence
from typing import Any

from PySide6.QtCore import QPoint, Qt, QTimer, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QApplication, QMenu, QStackedLayout, QVBoxLayout, QWidget
from typing_extensions import override

from salesdesk.domain.filters import Filter
from ui.delegates.table_cells import LookOf, TableCellDelegate, row_height
from ui.models.table import TableModel
from ui.models.table_columns import SortKeys
from ui.views.table.columns import ColumnMemory, ColumnsMenu
from ui.views.table.editing import CellEditing, CellField
from ui.views.table.footer import Line, TableFooter
from ui.views.table.header import TableHeader
from ui.views.table.keys import portable_keys
from ui.views.table.own_cells import OwnCells
from ui.views.table.rows import TableRows
from ui.widgets.bulk_bar import BulkBar
from ui.widgets.button import Button
from ui.widgets.states import EmptyState, ErrorPanel, Placeholder

PADDING = 20
PLACEHOLDER_ROWS = 8
REWORD_MS = 30_000


class CellAnchor(QWidget):
    """An unseen place over a cell that a popover belongs to."""

    def __init__(self, rows: TableRows) -> None:
        """Lie over the rows, where no pointer notices."""
        super().__init__(rows.viewport())
        self.setAttribute(Qt.WidgetAttribute.WA_TransparentForMouseEvents)
        self._rows = rows
        self.hide()

    def put(self, record: int, key: str) -> CellAnchor:
        """Lie over a cell, in sight."""
        table = self._rows.table
        index = table.index(table.row_of(record), table.column_of(key))
        self._rows.scrollTo(index)
        rect = self._rows.visualRect(index)
        # A hidden column has no width: the popover then belongs to the row.
        self.setGeometry(rect if rect.width() else rect.adjusted(60, 0, 200, 0))
        self.show()
        return self


class RecordTable(QWidget):
    """Rows of a model, from loading to the last state; what the records are, a subclass says.

    Signals:
        open_requested: int. A record is to be opened.
        focus_filters_requested: what is shown is to be narrowed.
        arranged: other columns show, they stand in another order, or the rows do.
    """

    open_requested = Signal(int)
    focus_filters_requested = Signal()
    arranged = Signal()

    def __init__(self, model: TableModel[Any], look_of: LookOf, name: str, parent: QWidget | None = None) -> None:
        """Show a model; its columns are remembered under a name."""
        super().__init__(parent)
        self.table = model
        self.cells = TableCellDelegate(model, look_of, self)
        self.rows = TableRows(model, self.cells)
        self.rows.handle_key = self._on_key
        self.footer = TableFooter(self.rows)
        self.bar = BulkBar()
        self._own_cells = OwnCells(model, self)
        self.editing = CellEditing(self.rows, self._field_of, self._save)
        self.anchor = CellAnchor(self.rows)
        self.memory = ColumnMemory(self.rows, name, model.order)
        self.columns_menu = ColumnsMenu(self.rows, self)
        self.columns_button = Button(self.tr("Columns"), "quiet", icon="sliders")
        self.columns_button.setObjectName("columns_button")
        self.columns_button.setToolTip(self.tr("Choose which columns show"))
        self.columns_button.setMenu(self.columns_menu)
        self._build()
        self._connect()
        self.memory.restore()
        self.placeholder.start()

    @property
    def header(self) -> TableHeader:
        """The head of the table."""
        return self.rows.header

    def _build(self) -> None:
        self._shelf = QWidget()
        column = QVBoxLayout(self._shelf)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        for widget in (self.rows, self.footer, self.bar):
            column.addWidget(widget, 1 if widget is self.rows else 0)
        self.placeholder = Placeholder(PLACEHOLDER_ROWS, row_height())
        self.empty = EmptyState("")
        self.empty.setObjectName("table_empty")
        self.failure = ErrorPanel("", "")
        self._waiting = _framed(self.placeholder)
        self._failed = _framed(self.failure)
        self._pages = QStackedLayout(self)
        for page in (self._waiting, self._shelf, self.empty, self._failed):
            self._pages.addWidget(page)

    def _connect(self) -> None:
        table = self.table
        table.loaded.connect(self._on_loaded)
        table.ticks_changed.connect(self._on_ticks)
        table.failed.connect(self._on_failed)
        self.failure.retry_requested.connect(self.load)
        self.rows.opened.connect(self.open_requested)
        self.rows.edit_requested.connect(self.edit_cell)
        self.rows.menu_requested.connect(self._pop_menu)
        self.header.sort_requested.connect(self.sort_by)
        self.header.menu_requested.connect(self.columns_menu.popup)
        self.columns_menu.column_toggled.connect(self.memory.show_column)
        self.columns_menu.reset_requested.connect(self.memory.reset)
        table.columns_changed.connect(self._on_columns)
        for change in (self.columns_menu.column_toggled, self.columns_menu.reset_requested, self.rows.arranged):
            change.connect(self.arranged)
        self.bar.all_requested.connect(lambda: table.set_ticks(table.ids))
        self.bar.none_requested.connect(lambda: table.set_ticks(()))
        self.bar.left.connect(lambda: self.rows.setFocus(Qt.FocusReason.ShortcutFocusReason))
        reword = QTimer(self)
        reword.setInterval(REWORD_MS)
        reword.timeout.connect(self._on_time_passed)
        reword.start()

    # What a subclass says

    @abstractmethod
    def make_field(self, record: int, key: str, parent: QWidget) -> CellField | None:
        """Return the field that edits a cell, None where it has none."""

    @abstractmethod
    def save_cell(self, record: int, key: str, value: object) -> str:
        """Save what a field holds; return why that is refused, or nothing."""

    @abstractmethod
    def footer_lines(self) -> Sequence[Line]:
        """Return what the table adds up to."""

    @abstractmethod
    def explain_empty(self, empty: EmptyState) -> Button | None:
        """Say why there is no record; return the way on that takes the focus."""

    @abstractmethod
    def failure_heading(self) -> str:
        """Return what cannot be shown."""

    @abstractmethod
    def show_ticks(self, ids: list[int]) -> None:
        """Name in the bulk bar what is ticked."""

    @abstractmethod
    def act_on_key(self, event: QKeyEvent, keys: str) -> bool:
        """Do what keys stand for; tell whether they stand for something."""

    @abstractmethod
    def make_menu(self, ids: list[int]) -> QMenu:
        """Return the menu of some records, ready to pop up."""

    def open_popover(self, record: int, key: str) -> bool:
        """Edit a cell in a popover rather than in a field; tell whether it has one."""
        return False

    # What the page around asks

    def set_filter(self, chosen: Filter) -> None:
        """Show only the records a filter lets through."""
        self.table.set_filter(chosen)

    def load(self) -> None:
        """Read everything anew."""
        self.table.load()

    def bar_controls(self) -> list[QWidget]:
        """Return what stands at the right of the filters."""
        return [self.columns_button]

    def shown_ids(self) -> list[int]:
        """Return the records that are shown, in their order."""
        return list(self.table.ids)

    def show_record(self, record: int) -> bool:
        """Make a record current and bring it into sight; tell whether it is in the table."""
        row = self.table.row_of(record)
        if row >= 0:
            self.rows.go(row)
            self.rows.setFocus(Qt.FocusReason.OtherFocusReason)
        return row >= 0

    def order(self) -> tuple[str, ...]:
        """Return the columns it sorts by, as a saved view keeps them: “-amount” has the highest first."""
        return tuple(f"-{key}" if is_highest else key for key, is_highest in self.table.order)

    def set_order(self, names: Sequence[str]) -> None:
        """Sort as a saved view says, as far as there are such columns."""
        keys = tuple((name.removeprefix("-"), name.startswith("-")) for name in names)
        sortable = {plan.key for plan in self.table.columns if plan.is_sortable}
        found = tuple((key, is_highest) for key, is_highest in keys if key in sortable)
        if found:
            self.sort_by(found)

    def shown_columns(self) -> tuple[str, ...]:
        """Return the columns that show, from left to right, as a saved view keeps them."""
        return self.memory.shown()

    def set_columns(self, names: Sequence[str]) -> None:
        """Show the columns that a saved view names, as far as there are such; without any, leave them as they are."""
        self.memory.show_only(names)

    def sort_by(self, keys: SortKeys) -> None:
        """Sort by columns, remembered from now on; the current record stays in sight."""
        self.table.set_order(keys)
        self.memory.keep()
        if self.rows.current_row() >= 0:
            self.rows.show_row(self.rows.current_row())
        self.arranged.emit()

    def edit_cell(self, record: int, key: str) -> bool:
        """Open what edits a cell; tell whether it can be edited."""
        if not self.table.plan(key).is_editable or self.table.row_of(record) < 0:
            return False
        if self.editing.open_field is not None and not self.editing.commit():
            self.editing.focus_open_field()
            return False
        return self.open_popover(record, key) or self.editing.edit(record, key)

    @override
    def setFocus(self, reason: Qt.FocusReason = Qt.FocusReason.OtherFocusReason) -> None:
        """Hand the focus to the rows, or to the way on where there are none."""
        page = self._pages.currentWidget()
        buttons = page.findChildren(Button) if page is not self._shelf and page is not None else []
        target: QWidget = buttons[0] if buttons else self.rows
        target.setFocus(reason)

    def _field_of(self, record: int, key: str, parent: QWidget) -> CellField | None:
        is_own = self._own_cells.is_own(key)
        return self._own_cells.make_field(record, key, parent) if is_own else self.make_field(record, key, parent)

    def _save(self, record: int, key: str, value: object) -> str:
        is_own = self._own_cells.is_own(key)
        return self._own_cells.save(record, key, value) if is_own else self.save_cell(record, key, value)

    def _on_columns(self) -> None:
        """Lay out the fields of the rep’s own that there are now; what was typed into one that is gone goes with it."""
        self.cells.forget()
        self.memory.restore()
        self.arranged.emit()

    # States

    def has_focus(self) -> bool:
        """Tell whether the focus is in the table or on what stands in its place."""
        focused = QApplication.focusWidget()
        return focused is not None and self.isAncestorOf(focused)

    def _on_loaded(self) -> None:
        self.placeholder.stop()
        self.footer.set_lines(self.footer_lines())
        self.memory.make_room(self.footer.widths())
        self._show_ticks()
        had_focus = self.has_focus()
        if self.table.ids:
            was_elsewhere = self._pages.currentWidget() is not self._shelf
            self._pages.setCurrentWidget(self._shelf)
            self.rows.fit_columns()
            if had_focus and was_elsewhere:
                self.rows.setFocus(Qt.FocusReason.OtherFocusReason)
            return
        self.empty.clear_buttons()
        first = self.explain_empty(self.empty)
        self._pages.setCurrentWidget(self.empty)
        if had_focus and first is not None:
            first.setFocus(Qt.FocusReason.OtherFocusReason)

    def _on_failed(self, sentence: str) -> None:
        self.placeholder.stop()
        had_focus = self.has_focus()
        self.failure.set_failure(self.failure_heading(), sentence)
        self._pages.setCurrentWidget(self._failed)
        if had_focus:
            self.failure.retry_button.setFocus(Qt.FocusReason.OtherFocusReason)

    def _on_ticks(self) -> None:
        self._show_ticks()
        row = self.rows.current_row()
        if row >= 0 and self.bar.isVisible():
            # The bar takes its room from the rows: what was in sight stays in sight.
            QTimer.singleShot(0, self, lambda: self.rows.show_row(min(row, len(self.table.ids) - 1)))

    def _show_ticks(self) -> None:
        self.show_ticks(self.table.ticked_ids())

    def _on_time_passed(self) -> None:
        self.cells.forget()
        self.rows.viewport().update()

    # Keys and menus

    def _on_key(self, event: QKeyEvent) -> bool:
        if event.key() == Qt.Key.Key_Escape and self.editing.open_field is not None:
            self.editing.close()
            return True
        return self.act_on_key(event, portable_keys(event))

    def _pop_menu(self, record: int, screen: QPoint) -> None:
        menu = self.make_menu(self.rows.chosen_ids())
        menu.aboutToHide.connect(menu.deleteLater)
        menu.popup(screen)


def _framed(inner: QWidget) -> QWidget:
    framed = QWidget()
    column = QVBoxLayout(framed)
    column.setContentsMargins(PADDING, 0, PADDING, PADDING)
    column.addWidget(inner)
    column.addStretch(1)
    return framed
