"""The hygiene: categories to open, and records to set right one by one."""

from __future__ import annotations

from PySide6.QtCore import QModelIndex, QPersistentModelIndex, QPointF, QRectF, QSize, Qt, Signal
from PySide6.QtGui import QKeyEvent, QMouseEvent
from PySide6.QtWidgets import QListView, QScrollArea, QSizePolicy, QWidget
from typing_extensions import override

from ui.delegates.hygiene_row import HygieneDelegate
from ui.models.hygiene import ITEM_ROLE, HygieneItem, HygieneModel
from ui.models.today import TodayModel
from ui.views.today.rows import RowDelegate, RowList

DEEDS = {
    Qt.Key.Key_Return: "open",
    Qt.Key.Key_Enter: "open",
    Qt.Key.Key_Space: "act",
    Qt.Key.Key_S: "step",
    Qt.Key.Key_M: "move",
    Qt.Key.Key_X: "ignore",
    Qt.Key.Key_A: "log",
}


class HygieneList(RowList):
    """Everything that is to be set right, as high as it is long.

    Signals: deed_requested: str. Something is to be done with the current record.
    """

    deed_requested = Signal(str)

    def __init__(self, today: TodayModel, model: HygieneModel, parent: QWidget | None = None) -> None:
        """Show the hygiene."""
        self._hygiene_delegate = HygieneDelegate(today.session.now)
        super().__init__(model, self._hygiene_delegate, parent)
        self._hygiene_delegate.setParent(self)
        self.setObjectName("hygiene")
        self.setAccessibleName(self.tr("Pipeline hygiene"))
        self.setVerticalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self._hygiene = model
        self._kept: object = None
        self._kept_row = 0
        model.modelAboutToBeReset.connect(self._keep)
        model.modelReset.connect(self._restore)
        self.pressed_button.connect(self._on_pressed)

    @override
    def row_delegate(self) -> RowDelegate:
        """Return the delegate that paints the rows."""
        return self._hygiene_delegate

    @override
    def hit(self, index: QModelIndex, rect: QRectF, point: QPointF) -> str:
        """Return which button of a record a point is on."""
        item = index.data(ITEM_ROLE)
        return self._hygiene_delegate.hit(item, rect, point) if isinstance(item, HygieneItem) else ""

    def current(self) -> HygieneItem | None:
        """Return the current item."""
        item = self.currentIndex().data(ITEM_ROLE)
        return item if isinstance(item, HygieneItem) else None

    @override
    def sizeHint(self) -> QSize:
        """Return the height of all rows."""
        model = self.model()
        option = self.viewOptions() if hasattr(self, "viewOptions") else None
        heights = [
            self._hygiene_delegate.sizeHint(option, model.index(row, 0)).height()  # type: ignore[arg-type]
            for row in range(model.rowCount())
        ]
        return QSize(200, sum(heights))

    @override
    def minimumSizeHint(self) -> QSize:
        """Return the same: the panel scrolls, not the list."""
        return QSize(120, self.sizeHint().height())

    @override
    def scrollTo(
        self,
        index: QModelIndex | QPersistentModelIndex,
        hint: QListView.ScrollHint = QListView.ScrollHint.EnsureVisible,
    ) -> None:
        """Bring a row into sight in the column that scrolls; the list itself stands still."""
        column = self.parentWidget()
        while column is not None and not isinstance(column, QScrollArea):
            column = column.parentWidget()
        inner = column.widget() if column is not None else None
        if column is not None and inner is not None:
            rect = self.visualRect(index)
            where = self.viewport().mapTo(inner, rect.center())
            column.ensureVisible(where.x(), where.y(), 0, rect.height())

    def _keep(self) -> None:
        item = self.current()
        self._kept = item.key if item is not None else None
        self._kept_row = max(0, self.currentIndex().row())

    def _restore(self) -> None:
        self.updateGeometry()
        if self._kept is None or not self._hygiene.items:
            return
        place = self._hygiene.place_of(self._kept)
        if place is None:
            place = min(self._kept_row, len(self._hygiene.items) - 1)
        self.setCurrentIndex(self._hygiene.index(place))

    def _toggle(self, item: HygieneItem) -> None:
        self._hygiene.open("" if item.is_open else item.category)

    def _on_pressed(self, button: str) -> None:
        item = self.current()
        if item is None:
            return
        if item.more:
            self._hygiene.show_more()
        elif item.row is None:
            self._toggle(item)
        elif button:
            self.deed_requested.emit(button)

    @override
    def mouseDoubleClickEvent(self, event: QMouseEvent) -> None:
        """Open the record of the row; a category takes it as one more click."""
        item = self.current()
        if item is not None and item.row is None:
            self.mousePressEvent(event)
            return
        index = self.indexAt(event.position().toPoint())
        on_button = self.hit(index, QRectF(self.visualRect(index)), event.position()) if index.isValid() else ""
        if item is not None and item.row is not None and not on_button:
            self.deed_requested.emit("open")

    @override
    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Open and close categories, and do to the current record what a key says."""
        modifiers = event.modifiers() & ~Qt.KeyboardModifier.KeypadModifier
        item, key = self.current(), Qt.Key(event.key())
        if item is None or modifiers or event.isAutoRepeat():
            super().keyPressEvent(event)
        elif key in (Qt.Key.Key_Right, Qt.Key.Key_Left):
            self._open_or_close(item, is_open=key == Qt.Key.Key_Right)
        elif key not in DEEDS:
            super().keyPressEvent(event)
        elif item.more:
            self._hygiene.show_more()
        elif item.row is None:
            if key in (Qt.Key.Key_Return, Qt.Key.Key_Enter, Qt.Key.Key_Space):
                self._toggle(item)
        else:
            self.row_delegate().has_keyboard_focus = True
            self.deed_requested.emit(DEEDS[key])

    def _open_or_close(self, item: HygieneItem, *, is_open: bool) -> None:
        self.row_delegate().has_keyboard_focus = True
        if is_open and item.row is None and not item.more:
            if item.is_open:
                self.go_beside(1)
            self._hygiene.open(item.category)
        elif not is_open:
            self._hygiene.open("")
            place = self._hygiene.place_of((item.category, 0))
            if place is not None:
                self.go(place)
