"""The quiet notice of a reminder, in the corner of the content."""

from __future__ import annotations

from datetime import datetime

from PySide6.QtCore import QEvent, QObject, QRectF, Signal
from PySide6.QtGui import QPainter, QPaintEvent
from PySide6.QtWidgets import QHBoxLayout, QMenu, QVBoxLayout, QWidget
from typing_extensions import override

from salesdesk.queries.agenda import AgendaRow
from ui import painting, wording
from ui.widgets.button import Button, IconButton
from ui.widgets.labels import DEMI_BOLD, ElidedLabel, IconLabel, Label
from ui.widgets.toast import announce

WIDTH = 360
SHADOW = 20
EDGE = 16
SNOOZES = (10, 60, 24 * 60)


class ReminderNotice(QWidget):
    """One reminder at a time; it takes no focus, and Tab reaches it.

    Signals:
        done_requested: what it reminds of is done.
        snooze_requested: int. It is to come back in so many minutes.
        open_requested: the record is to be shown.
        dismissed: it was seen.
    """

    done_requested = Signal()
    snooze_requested = Signal(int)
    open_requested = Signal()
    dismissed = Signal()

    def __init__(self, content: QWidget) -> None:
        """Stand over the lower right corner of the content."""
        super().__init__(content)
        self.setObjectName("reminder_notice")
        self.setFixedWidth(WIDTH + 2 * SHADOW)
        self.heading = ElidedLabel("", "base", "text", DEMI_BOLD)
        self.about_label = ElidedLabel("", "small", "muted")
        self.when_label = Label("", "small", "accent_text")
        self.close_button = IconButton("x", self.tr("Dismiss"), "row")
        self.close_button.setObjectName("reminder_dismiss")
        self.close_button.clicked.connect(self.dismissed)
        self.done_button = Button(self.tr("Done"), "standard", "row", icon="check")
        self.done_button.setObjectName("reminder_done")
        self.done_button.clicked.connect(self.done_requested)
        self.open_button = Button(self.tr("Open"), "standard", "row")
        self.open_button.setObjectName("reminder_open")
        self.open_button.clicked.connect(self.open_requested)
        self.snooze_button = Button(self.tr("Snooze"), "quiet", "row", has_menu=True)
        self.snooze_button.setObjectName("reminder_snooze")
        self.snooze_button.setMenu(self._make_menu())
        self._lay_out()
        content.installEventFilter(self)
        self.hide()

    def _make_menu(self) -> QMenu:
        menu = QMenu(self)
        words = (self.tr("10 minutes"), self.tr("1 hour"), self.tr("Tomorrow at this time"))
        for minutes, text in zip(SNOOZES, words, strict=True):
            menu.addAction(text).triggered.connect(lambda _checked=False, m=minutes: self.snooze_requested.emit(m))
        return menu

    def _lay_out(self) -> None:
        head = QHBoxLayout()
        head.setSpacing(8)
        self._icon = IconLabel("clock", "accent_text", 16)
        head.addWidget(self._icon)
        head.addWidget(self.heading, 1)
        head.addWidget(self.when_label)
        head.addWidget(self.close_button)
        foot = QHBoxLayout()
        foot.setSpacing(6)
        for button in (self.done_button, self.open_button, self.snooze_button):
            foot.addWidget(button)
        foot.addStretch(1)
        self.count_label = Label("", "small", "muted")
        foot.addWidget(self.count_label)
        column = QVBoxLayout(self)
        column.setContentsMargins(SHADOW + 14, SHADOW + 10, SHADOW + 10, SHADOW + 12)
        column.setSpacing(6)
        column.addLayout(head)
        column.addWidget(self.about_label)
        column.addLayout(foot)

    def show_reminder(self, row: AgendaRow, count: int, now: datetime) -> None:
        """Show one reminder, and how many wait altogether."""
        name = row.subject or wording.activity_word(row.kind)
        self.heading.setText(name)
        about = ", ".join(part for part in (row.name, row.company) if part)
        self.about_label.setText(about)
        when = (
            wording.when_text(row.due_at, now) if row.due_at is not None else wording.day_text(row.due_on, now.date())
        )
        self.when_label.setText(when)
        self._icon.set_icon(wording.activity_icon(row.kind), "accent_text")
        self.open_button.setVisible(row.opens is not None)
        self.count_label.setText(self.tr("{count} reminders").format(count=count) if count > 1 else "")
        said = self.tr("Reminder: {name}, {about}, {when}").format(name=name, about=about, when=when)
        self.setAccessibleName(said)
        self.adjustSize()
        self._place()
        self.show()
        self.raise_()
        announce(self, said)

    def _place(self) -> None:
        content = self.parentWidget()
        if content is not None:
            left = content.width() - self.width() + SHADOW - EDGE
            self.move(left, content.height() - self.height() + SHADOW - EDGE)

    @override
    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Stay in the corner."""
        if event.type() == QEvent.Type.Resize and watched is self.parentWidget():
            self._place()
        return super().eventFilter(watched, event)

    @override
    def paintEvent(self, event: QPaintEvent) -> None:
        """Draw shadow and panel."""
        painter = QPainter(self)
        panel = QRectF(self.rect()).adjusted(SHADOW, SHADOW, -SHADOW, -SHADOW)
        painting.shadow(painter, panel, 8)
        painting.panel(painter, panel, "raised", "border_strong", 8)
        painter.end()
