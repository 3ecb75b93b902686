"""The narrow list of records: one of them is always the one the page shows."""

from __future__ import annotations

from typing import Any

from PySide6.QtCore import QItemSelectionModel, QModelIndex, QPoint, Qt, QTimer, Signal
from PySide6.QtGui import QFocusEvent, QKeyEvent, QMouseEvent, QShowEvent
from PySide6.QtWidgets import QAbstractItemView, QFrame, QHeaderView, QTableView, QWidget
from typing_extensions import override

from ui import theme
from ui.delegates.record_row import RecordRowDelegate
from ui.models.records import ID_ROLE, RecordListModel
from ui.widgets.focus import shows_focus
from ui.widgets.scrolling import OverlayBar

TICK_MS = 1000
MOVING_KEYS = frozenset(
    {
        Qt.Key.Key_Up,
        Qt.Key.Key_Down,
        Qt.Key.Key_PageUp,
        Qt.Key.Key_PageDown,
    }
)
END_KEYS = {Qt.Key.Key_Home.value: False, Qt.Key.Key_End.value: True}


class RecordListView(QTableView):
    """A list whose current row is the selected one, kept by id through every change of the model.

    A table of one column, because a list view lays out every row anew at each change: half a second at 100,000.

    Signals:
        record_chosen: int. Another record is current.
        entered: Enter or a double click on the current record.
    """

    record_chosen = Signal(int)
    entered = Signal()

    def __init__(self, model: RecordListModel[Any], delegate: RecordRowDelegate, parent: QWidget) -> None:
        """Show a model with a delegate."""
        super().__init__(parent)
        self._records = model
        self._row_delegate = delegate
        self._kept: int | None = None
        self._kept_top = 0
        self._gone: int | None = None
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setShowGrid(False)
        palette = self.palette()
        # The delegate paints the selection; the table would add its own behind it.
        palette.setColor(palette.ColorRole.Highlight, Qt.GlobalColor.transparent)
        self.setPalette(palette)
        self.setTabKeyNavigation(False)
        self.horizontalHeader().hide()
        self.horizontalHeader().setSectionResizeMode(QHeaderView.ResizeMode.Stretch)
        rows = self.verticalHeader()
        rows.hide()
        rows.setMinimumSectionSize(1)
        rows.setSectionResizeMode(QHeaderView.ResizeMode.Fixed)
        rows.setDefaultSectionSize(delegate.row_height())
        self.setMouseTracking(True)
        self.setAutoFillBackground(False)
        self.viewport().setAutoFillBackground(False)
        self.setVerticalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setSelectionMode(QAbstractItemView.SelectionMode.SingleSelection)
        self.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        self.setItemDelegate(delegate)
        self.verticalScrollBar().setSingleStep(max(8, delegate.row_height() // 3))
        self.bar = OverlayBar(self)
        # Before the view itself hears of it and chooses a neighbour.
        model.rowsAboutToBeRemoved.connect(self._note_removal)
        model.modelAboutToBeReset.connect(self._keep_place)
        self.setModel(model)
        model.modelReset.connect(self._restore_place)
        model.rowsInserted.connect(self._on_rows_inserted)
        theme.changed.connect(self._put_on_theme)
        self._clock = QTimer(self)
        self._clock.setInterval(TICK_MS)
        self._clock.timeout.connect(self._repaint_clocks)

    def current_id(self) -> int | None:
        """Return the id of the current record."""
        found = self.currentIndex().data(ID_ROLE)
        return found if isinstance(found, int) else None

    def choose(self, record: int) -> bool:
        """Make a record current, and tell whether it is in the list."""
        place = self._records.place_of(record)
        if place is None:
            return False
        self._make_current(place)
        return True

    def choose_beside(self, step: int) -> None:
        """Make the record current that stands so many rows further."""
        count = self._records.rowCount()
        if count:
            self._make_current(max(0, min(count - 1, self.currentIndex().row() + step)))

    def choose_first(self) -> None:
        """Make the first record current."""
        if self._records.rowCount():
            self._make_current(0)

    def choose_end(self, is_last: bool) -> None:
        """Make the first or the last record current."""
        if self._records.rowCount():
            self._make_current(self._records.rowCount() - 1 if is_last else 0)

    def _make_current(self, place: int) -> None:
        index = self._records.index(place)
        self.selectionModel().setCurrentIndex(index, QItemSelectionModel.SelectionFlag.ClearAndSelect)
        self.scrollTo(index)

    @override
    def currentChanged(self, current: QModelIndex, previous: QModelIndex) -> None:  # type: ignore[override]
        """Announce the record that is current now."""
        super().currentChanged(current, previous)
        record = current.data(ID_ROLE) if current.isValid() else None
        if isinstance(record, int):
            for index in (current, previous):
                # The hairline above the selected row belongs to its neighbour.
                self.update(index.siblingAtRow(index.row() - 1))
            self.record_chosen.emit(record)

    def _keep_place(self) -> None:
        self._kept = self.current_id()
        self._kept_top = self.verticalScrollBar().value()

    def _restore_place(self) -> None:
        place = self._records.place_of(self._kept) if self._kept is not None else None
        if place is None:
            return
        index = self._records.index(place)
        self.selectionModel().setCurrentIndex(index, QItemSelectionModel.SelectionFlag.ClearAndSelect)
        self.verticalScrollBar().setValue(self._kept_top)
        if not self.viewport().rect().intersects(self.visualRect(index)):
            self.scrollTo(index)

    def _note_removal(self, _parent: QModelIndex, first: int, last: int) -> None:
        if first <= self.currentIndex().row() <= last:
            self._gone = self.current_id()

    def _on_rows_inserted(self, _parent: QModelIndex, first: int, last: int) -> None:
        """Go back to the record that was current when it left, now that an undo brings it back."""
        if self._gone is not None and self._gone in self._records.ids()[first : last + 1]:
            self.choose(self._gone)
            self._gone = None

    @override
    def keyboardSearch(self, search: str) -> None:
        """Leave letters to the page: they are its single-key commands."""

    def _put_on_theme(self) -> None:
        self.verticalHeader().setDefaultSectionSize(self._row_delegate.row_height())

    @override
    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Move with the arrows, open with Enter, and leave everything else to the page."""
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter) and not event.modifiers():
            self.entered.emit()
        elif event.key() in END_KEYS and not event.modifiers():
            self._row_delegate.has_keyboard_focus = True
            self.choose_end(END_KEYS[event.key()])
        elif event.key() in MOVING_KEYS and not event.modifiers() & ~Qt.KeyboardModifier.KeypadModifier:
            self._row_delegate.has_keyboard_focus = True
            super().keyPressEvent(event)
            self.update(self.currentIndex())
        else:
            event.ignore()

    @override
    def mousePressEvent(self, event: QMouseEvent) -> None:
        """Choose by click, which draws no ring."""
        self._row_delegate.has_keyboard_focus = False
        super().mousePressEvent(event)
        self.update(self.currentIndex())

    @override
    def mouseDoubleClickEvent(self, event: QMouseEvent) -> None:
        """Go into the record."""
        if self.indexAt(event.position().toPoint()).isValid():
            self.entered.emit()

    @override
    def focusInEvent(self, event: QFocusEvent) -> None:
        """Draw the ring for keyboard focus."""
        self._row_delegate.has_keyboard_focus = shows_focus(event, self._row_delegate.has_keyboard_focus)
        super().focusInEvent(event)

    @override
    def showEvent(self, event: QShowEvent) -> None:
        """Let the clocks run while they are seen."""
        super().showEvent(event)
        self._clock.start()

    @override
    def hideEvent(self, event: object) -> None:
        """Stop the clocks."""
        super().hideEvent(event)  # type: ignore[arg-type]
        self._clock.stop()

    def _repaint_clocks(self) -> None:
        """Repaint the visible rows that count down."""
        top = self.indexAt(QPoint(20, 1))
        if not top.isValid():
            return
        bottom = self.indexAt(QPoint(20, self.viewport().height() - 2))
        last = bottom.row() if bottom.isValid() else self._records.rowCount() - 1
        for place in range(top.row(), last + 1):
            if self._row_delegate.is_counting(self._records.row_at(place)):
                self.update(self._records.index(place))
