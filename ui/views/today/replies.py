"""Who waits for a first reply, with the clock of each."""

from __future__ import annotations

from datetime import datetime, timedelta

from PySide6.QtCore import QRectF, QSize, Qt, QTimer, Signal
from PySide6.QtGui import QFocusEvent, QHideEvent, QKeyEvent, QMouseEvent, QPainter, QPaintEvent, QShowEvent
from PySide6.QtWidgets import QHBoxLayout, QSizePolicy, QVBoxLayout, QWidget
from typing_extensions import override

from salesdesk.queries.replies import Waiting
from ui import faces, painting, theme, wording
from ui.models.today import TodayModel
from ui.widgets.button import Button
from ui.widgets.dialog import Hairline
from ui.widgets.focus import shows_focus
from ui.widgets.labels import DEMI_BOLD, Label
from ui.widgets.states import Panel
from ui.widgets.toast import announce

SHOWN = 5
TICK_MS = 1000
BAR = 4
SIDE = 14
ABOVE, BAR_GAP, BELOW = 9, 7, 9
LAST_MINUTE = timedelta(minutes=1)


class ReplyRow(QWidget):
    """One lead that waits, its clock, and Call.

    Signals: call_requested; open_requested; step_requested: int, to a row further on.
    """

    call_requested = Signal()
    open_requested = Signal()
    step_requested = Signal(int)

    def __init__(self, waiting: Waiting, now: datetime, parent: QWidget | None = None) -> None:
        """Show a lead as of now."""
        super().__init__(parent)
        self.waiting = waiting
        self._now = now
        self._shows_ring = False
        self._is_told = False
        self.setObjectName("reply_row")
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        kind = "primary" if waiting.is_high_intent else "standard"
        self.call_button = Button(self.tr("Call"), kind, "row", icon="phone", parent=self)
        self.call_button.setObjectName("reply_call")
        self.call_button.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.call_button.clicked.connect(self.call_requested)
        self.set_now(now)

    def set_now(self, now: datetime) -> None:
        """Show the clock as it stands now; the last minute is said once."""
        self._now = now
        clock = self.waiting.clock(now)
        text = self.tr("{name}, {company}, {clock} left") if clock.left >= timedelta() else "{name}, {company}, {clock}"
        shown = wording.countdown_text(clock.left)
        self.setAccessibleName(text.format(name=self.waiting.name, company=self.waiting.company, clock=shown))
        if not self._is_told and timedelta() <= clock.left < LAST_MINUTE:
            self._is_told = True
            text = self.tr("Less than a minute left to call {name}")
            announce(self, text.format(name=self.waiting.name), assertive=True)
        self.update()

    def line_text(self) -> str:
        """Return the second line: how warm the lead is, its score, where it came from and when."""
        waiting = self.waiting
        kind = self.tr("Hot") if waiting.is_high_intent else wording.lifecycle_word(waiting.lifecycle)
        text = (
            self.tr("{kind}, score {score}. {source}, {when}")
            if waiting.source
            else self.tr("{kind}, score {score}, {when}")
        )
        when = wording.when_text(waiting.interest_at, self._now)
        return text.format(kind=kind, score=waiting.score, source=waiting.source, when=when)

    @override
    def sizeHint(self) -> QSize:
        """Return room for two lines and the bar."""
        look = theme.current()
        return QSize(200, ABOVE + look.line() + look.line("small") + BAR_GAP + BAR + BELOW)

    @override
    def minimumSizeHint(self) -> QSize:
        """Return the same height."""
        return QSize(120, self.sizeHint().height())

    @override
    def resizeEvent(self, event: object) -> None:
        """Put the button at the right, beside both lines."""
        look, hint = theme.current(), self.call_button.sizeHint()
        middle = ABOVE + (look.line() + look.line("small")) // 2
        self.call_button.setGeometry(
            self.width() - SIDE - hint.width(), middle - hint.height() // 2, hint.width(), hint.height()
        )

    @override
    def paintEvent(self, event: QPaintEvent) -> None:
        """Draw name, second line, clock and bar."""
        painter = QPainter(self)
        look = theme.current()
        clock = self.waiting.clock(self._now)
        role = "danger" if clock.is_urgent else "text"
        if self._shows_ring and self.hasFocus():
            painting.focus_ring_inset(painter, QRectF(self.rect()).adjusted(2, 2, -2, -2), 6)
        title = look.font("title", painting.DEMI_BOLD)
        time = wording.countdown_text(clock.left)
        if clock.left < timedelta():
            title = look.font("base", painting.DEMI_BOLD)
        right = self.call_button.x() - 10
        both = QRectF(SIDE, ABOVE, right - SIDE, look.line() + look.line("small"))
        painting.draw_text(painter, both, time, role, title, painting.RIGHT)
        width = right - SIDE - painting.text_width(time, title) - 10
        name = ", ".join(part for part in (self.waiting.name, self.waiting.company) if part)
        painting.draw_text(
            painter, QRectF(SIDE, ABOVE, width, look.line()), name, "text", look.font("base", painting.DEMI_BOLD)
        )
        lower = QRectF(SIDE, ABOVE + look.line(), width, look.line("small"))
        painting.draw_text(painter, lower, self.line_text(), "muted", look.font("small"))
        bar = QRectF(SIDE, lower.bottom() + BAR_GAP, self.width() - 2 * SIDE, BAR)
        left = max(0.0, min(1.0, clock.left / clock.limit))
        faces.progress_bar(painter, bar, left, "danger_fill" if clock.is_urgent else "accent")
        painter.end()

    @override
    def focusInEvent(self, event: QFocusEvent) -> None:
        """Show the ring for keyboard focus."""
        self._shows_ring = shows_focus(event, self._shows_ring) or event.reason() == Qt.FocusReason.OtherFocusReason
        super().focusInEvent(event)
        self.update()

    @override
    def mouseDoubleClickEvent(self, event: QMouseEvent) -> None:
        """Open the lead."""
        self.open_requested.emit()

    @override
    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Call with Enter, and walk with the arrows."""
        key = event.key()
        if event.modifiers() & ~Qt.KeyboardModifier.KeypadModifier:
            super().keyPressEvent(event)
        elif key in (Qt.Key.Key_Return, Qt.Key.Key_Enter, Qt.Key.Key_C, Qt.Key.Key_A) and not event.isAutoRepeat():
            self.call_requested.emit()
        elif key in (Qt.Key.Key_Up, Qt.Key.Key_Down):
            self.step_requested.emit(-1 if key == Qt.Key.Key_Up else 1)
        else:
            super().keyPressEvent(event)


class RepliesPanel(Panel):
    """The most urgent of those that wait; hidden where nobody does.

    Signals:
        call_requested: int. A lead is to be called.
        open_requested: int. A lead is to be opened.
        all_requested: everybody who waits is to be seen.
    """

    call_requested = Signal(int)
    open_requested = Signal(int)
    all_requested = Signal()

    def __init__(self, today: TodayModel, parent: QWidget | None = None) -> None:
        """Follow what Today reads."""
        super().__init__(parent=parent)
        self.setObjectName("replies_panel")
        self.setAccessibleName(self.tr("Waiting for a first reply"))
        self._today = today
        self.rows: list[ReplyRow] = []
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(1, 0, 1, 1)
        self._column.setSpacing(0)
        head = QHBoxLayout()
        head.setContentsMargins(SIDE, 12, SIDE, 11)
        head.addWidget(Label(self.tr("Waiting for a first reply"), "base", "text", DEMI_BOLD))
        head.addStretch(1)
        head.addWidget(Label(self.tr("Hot in 5 min, MQL in 30"), "small", "muted"))
        self._column.addLayout(head)
        self.more_button = Button("", "link", "row")
        self.more_button.setObjectName("replies_more")
        self.more_button.clicked.connect(self.all_requested)
        self._foot = QWidget()
        foot = QHBoxLayout(self._foot)
        foot.setContentsMargins(SIDE, 8, SIDE, 8)
        foot.addWidget(self.more_button)
        foot.addStretch(1)
        self._column.addWidget(self._foot)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        today.replies_changed.connect(self.refresh)
        self._clock = QTimer(self)
        self._clock.setInterval(TICK_MS)
        self._clock.timeout.connect(self._tick)
        self.hide()

    def refresh(self) -> None:
        """Show who waits now."""
        found = self._today.waiting
        shown = found.rows[:SHOWN]
        if [row.waiting for row in self.rows] != list(shown):
            had_focus = any(row.hasFocus() for row in self.rows)
            self._make_rows(shown)
            if had_focus and self.rows:
                self.rows[0].setFocus(Qt.FocusReason.OtherFocusReason)
        self._tick()
        more = found.count - len(shown)
        self.more_button.setText(self.tr("{count} more wait").format(count=wording.number_text(max(0, more))))
        self.more_button.updateGeometry()
        self._foot.setVisible(more > 0)
        self.setVisible(bool(shown))

    def _make_rows(self, shown: tuple[Waiting, ...]) -> None:
        while self._column.count() > 2:
            item = self._column.takeAt(1)
            widget = item.widget() if item is not None else None
            if widget is not None:
                widget.hide()
                widget.deleteLater()
        now = self._today.session.now()
        self.rows = []
        for waiting in shown:
            row = ReplyRow(waiting, now)
            row.call_requested.connect(lambda lead=waiting.lead_id: self.call_requested.emit(lead))
            row.open_requested.connect(lambda lead=waiting.lead_id: self.open_requested.emit(lead))
            row.step_requested.connect(lambda step, row=row: self._go_beside(row, step))
            self._column.insertWidget(self._column.count() - 1, Hairline())
            self._column.insertWidget(self._column.count() - 1, row)
            self.rows.append(row)

    def _go_beside(self, row: ReplyRow, step: int) -> None:
        place = self.rows.index(row) + step
        if 0 <= place < len(self.rows):
            self.rows[place].setFocus(Qt.FocusReason.ShortcutFocusReason)

    def _tick(self) -> None:
        now = self._today.session.now()
        for row in self.rows:
            if not row.visibleRegion().isEmpty():
                row.set_now(now)

    def can_take_focus(self) -> bool:
        """Tell whether anybody waits."""
        return bool(self.rows)

    @override
    def setFocus(self, reason: Qt.FocusReason = Qt.FocusReason.OtherFocusReason) -> None:
        """Hand the focus to the first who waits."""
        if self.rows:
            self.rows[0].setFocus(reason)

    @override
    def showEvent(self, event: QShowEvent) -> None:
        """Let the clocks run."""
        super().showEvent(event)
        self._clock.start()

    @override
    def hideEvent(self, event: QHideEvent) -> None:
        """Stop the clocks: nobody sees them."""
        super().hideEvent(event)
        self._clock.stop()
