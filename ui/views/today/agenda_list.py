"""The agenda: its rows, its keys, and the line of the present time."""

from __future__ import annotations

from PySide6.QtCore import QModelIndex, QPointF, QRectF, Qt, QTimer, Signal
from PySide6.QtGui import QKeyEvent, QMouseEvent, QPainter, QPaintEvent
from PySide6.QtWidgets import QWidget
from typing_extensions import override

from ui import painting, theme, wording
from ui.delegates.agenda_row import SIDE, AgendaDelegate
from ui.models.agenda import ITEM_ROLE, AgendaModel, Item
from ui.models.today import TodayModel
from ui.views.today.rows import RowDelegate, RowList

LINE_MS = 20_000
ENTER = (Qt.Key.Key_Return, Qt.Key.Key_Enter)
DEEDS = {
    Qt.Key.Key_Space: "done",
    Qt.Key.Key_Return: "open",
    Qt.Key.Key_Enter: "open",
    Qt.Key.Key_A: "log",
    Qt.Key.Key_D: "move",
    Qt.Key.Key_T: "task",
    Qt.Key.Key_Delete: "delete",
}


class AgendaList(RowList):
    """What is to be done, overdue first.

    Signals: deed_requested: str. Something is to be done with the current row.
    """

    deed_requested = Signal(str)

    def __init__(self, today: TodayModel, model: AgendaModel, parent: QWidget | None = None) -> None:
        """Show the agenda."""
        self._agenda_delegate = AgendaDelegate(today.session.now)
        super().__init__(model, self._agenda_delegate, parent)
        self._agenda_delegate.setParent(self)
        self.setObjectName("agenda")
        self.setAccessibleName(self.tr("Agenda"))
        self.setVerticalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOn)
        self._today = today
        self._agenda = model
        self._kept: tuple[str, int | str] | None = None
        self._kept_row = 0
        model.modelAboutToBeReset.connect(self._keep)
        model.modelReset.connect(self._restore)
        self.pressed_button.connect(self._on_pressed)
        self._clock = QTimer(self)
        self._clock.setInterval(LINE_MS)
        self._clock.timeout.connect(self.viewport().update)
        self._clock.start()

    @override
    def row_delegate(self) -> RowDelegate:
        """Return the delegate that paints the rows."""
        return self._agenda_delegate

    @override
    def hit(self, index: QModelIndex, rect: QRectF, point: QPointF) -> str:
        """Return what of a row a point is on."""
        item = index.data(ITEM_ROLE)
        return self._agenda_delegate.hit(item, rect, point) if isinstance(item, Item) and item.kind != "more" else ""

    def current(self) -> Item | None:
        """Return the current item."""
        item = self.currentIndex().data(ITEM_ROLE)
        return item if isinstance(item, Item) else None

    def _keep(self) -> None:
        item = self.current()
        self._kept = item.key if item is not None else None
        self._kept_row = max(0, self.currentIndex().row())
        self._kept_top = self.verticalScrollBar().value()

    def _restore(self) -> None:
        if self._kept is None:
            return
        place = self._agenda.place_of(self._kept)
        if place is None:
            rows = [row for row in range(len(self._agenda.items)) if self.can_stand_on(row)]
            place = next((row for row in rows if row >= self._kept_row), rows[-1] if rows else None)
        if place is not None:
            self.setCurrentIndex(self._agenda.index(place))
        self.verticalScrollBar().setValue(self._kept_top)

    def _on_pressed(self, button: str) -> None:
        item = self.current()
        if item is not None and item.kind == "more":
            self._agenda.show_more(item.section)
        elif button:
            self.deed_requested.emit(button)

    @override
    def mouseDoubleClickEvent(self, event: QMouseEvent) -> None:
        """Open the record of the row."""
        index = self.indexAt(event.position().toPoint())
        if index.isValid() and not self.hit(index, QRectF(self.visualRect(index)), event.position()):
            self.deed_requested.emit("open")

    @override
    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Do to the current row what a key says."""
        modifiers = event.modifiers() & ~Qt.KeyboardModifier.KeypadModifier
        item = self.current()
        deed = DEEDS.get(Qt.Key(event.key())) if not modifiers else None
        if item is None or deed is None:
            super().keyPressEvent(event)
        elif not event.isAutoRepeat():
            if item.kind == "more" and (event.key() in ENTER or deed == "done"):
                self._agenda.show_more(item.section)
            elif item.kind != "more":
                self.row_delegate().has_keyboard_focus = True
                self.deed_requested.emit(deed)

    @override
    def paintEvent(self, event: QPaintEvent) -> None:
        """Paint the rows, and the present time between what is over and what is to come."""
        super().paintEvent(event)
        y = self.line_of_now()
        if y is None or not -10 <= y <= self.viewport().height() + 10:
            return
        look = theme.current()
        now = self._today.session.now()
        text = wording.clock_text(now, now)
        font = look.font("caption", painting.DEMI_BOLD)
        width = painting.text_width(text, font)
        right = self.viewport().width() - SIDE
        painter = QPainter(self.viewport())
        painter.fillRect(QRectF(SIDE, y - 1, right - width - 8 - SIDE, 1.5), look.color("accent_text"))
        height = look.line("caption")
        label = QRectF(right - width - 4, y - height / 2, width + 4, height)
        painter.fillRect(label, look.color("window"))
        painting.draw_text(painter, label, text, "accent_text", font, painting.RIGHT)
        painter.end()

    def line_of_now(self) -> float | None:
        """Return how far down the present time is, None where today has nothing with a time of day."""
        now = self._today.session.now()
        today = now.date().isoformat()
        timed = [
            (at, item.row.due_at)
            for at, item in enumerate(self._agenda.items)
            if item.section == today and item.row is not None and item.row.due_at is not None
        ]
        if not timed:
            return None
        later = next((at for at, due in timed if due >= now), None)
        if later is not None:
            return float(self.visualRect(self._agenda.index(later)).top())
        return float(self.visualRect(self._agenda.index(timed[-1][0])).bottom() + 1)
