"""Reminders while the window is open: when they come, and what is done about them."""

from __future__ import annotations

from datetime import datetime, timedelta
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, QTimer, Signal
from PySide6.QtWidgets import QApplication, QSystemTrayIcon, QWidget

from salesdesk.domain.changes import Changes
from salesdesk.domain.dates import iso_instant
from salesdesk.queries import reminders
from salesdesk.queries.agenda import AgendaRow
from salesdesk.services.commands import CompleteActivity, SnoozeReminder
from ui import resources, wording
from ui.preferences import Preferences
from ui.session import DeskSession

if TYPE_CHECKING:
    from ui.views.reminder_notice import ReminderNotice

# A clock that was put to sleep with the machine is looked at again at least this often.
LONGEST_MS = 30_000


class Reminders(QObject):
    """Shows a notice when a planned activity is due, those missed since the last start at once.

    Signals: record_requested: str, int. The record of a reminder is to be shown.
    """

    record_requested = Signal(str, int)

    def __init__(self, session: DeskSession, preferences: Preferences, content: QWidget) -> None:
        """Show notices over the content of a window; `start` looks for the first."""
        super().__init__(content)
        self._session = session
        self._preferences = preferences
        self._content = content
        self._until: datetime | None = None
        self._waiting: list[AgendaRow] = []
        self._notice: ReminderNotice | None = None
        self._tray: QSystemTrayIcon | None = None
        self._is_aside = False
        self._timer = QTimer(self)
        self._timer.setSingleShot(True)
        self._timer.timeout.connect(self.look)
        session.changed.connect(self._on_changed)

    @property
    def notice(self) -> ReminderNotice | None:
        """The notice, None before the first reminder."""
        return self._notice

    def start(self) -> None:
        """Show what was missed since the program last looked, or since this morning at its first start."""
        now = self._session.now()
        kept = self._preferences.reminded_until
        morning = now.replace(hour=0, minute=0, second=0, microsecond=0)
        try:
            self._until = datetime.fromisoformat(kept) if kept else morning
        except ValueError:
            self._until = morning
        self.look()

    def make_room(self, is_dragging: bool) -> None:
        """Keep off the zones at the foot of the board while a card is in the hand."""
        self._is_aside = is_dragging
        if self._notice is not None:
            self._notice.setVisible(bool(self._waiting) and not is_dragging)

    def look(self) -> None:
        """Show what has come due since the last look, and wait for the next."""
        if not self._session.is_open or self._until is None:
            return
        now = self._session.now()
        found = self._session.read(reminders.come_due, self._until, now)
        self._until = max(self._until, now)
        self._preferences.reminded_until = iso_instant(self._until)
        known = {row.id for row in self._waiting}
        self._waiting += [row for row in found if row.id not in known]
        if found:
            self._show()
            self._tell_outside(found)
        self._wait()

    def _wait(self) -> None:
        now = self._session.now()
        coming = self._session.read(reminders.next_moment, now)
        left = LONGEST_MS if coming is None else int((coming - now).total_seconds() * 1000) + 1
        self._timer.start(max(1, min(LONGEST_MS, left)))

    def _on_changed(self, changes: Changes, _origin: object) -> None:
        if self._until is None or not changes.touches("activity"):
            return
        if self._waiting:
            # What was done or moved elsewhere needs no reminder any more.
            now = self._session.now()
            since = min(row.due_at or now for row in self._waiting) - timedelta(days=366)
            still = {row.id for row in self._session.read(reminders.come_due, since, now)}
            self._waiting = [row for row in self._waiting if row.id in still]
            self._show()
        self._wait()

    # The notice

    def _show(self) -> None:
        if self._notice is None:
            if not self._waiting:
                return
            from ui.views.reminder_notice import ReminderNotice

            self._notice = ReminderNotice(self._content)
            self._notice.done_requested.connect(self._finish)
            self._notice.snooze_requested.connect(self._snooze)
            self._notice.open_requested.connect(self._open)
            self._notice.dismissed.connect(self._dismiss)
        if self._waiting:
            self._notice.show_reminder(self._waiting[0], len(self._waiting), self._session.now())
        self._notice.setVisible(bool(self._waiting) and not self._is_aside)

    def _pop(self) -> AgendaRow | None:
        return self._waiting.pop(0) if self._waiting else None

    def _dismiss(self) -> None:
        self._pop()
        self._show()

    def _open(self) -> None:
        row = self._pop()
        self._show()
        if row is not None and row.opens is not None:
            self.record_requested.emit(*row.opens)

    def _finish(self) -> None:
        if self._waiting and self._session.run(CompleteActivity(self._waiting[0].id), self) is not None:
            self._session.notify(self.tr("Done"), True)

    def _snooze(self, minutes: int) -> None:
        if not self._waiting:
            return
        until = self._session.now() + timedelta(minutes=minutes)
        if self._session.run(SnoozeReminder(self._waiting[0].id, until), self) is not None:
            text = self.tr("Reminder again {when}")
            self._session.notify(text.format(when=wording.when_text(until, self._session.now())), True)

    def _tell_outside(self, found: list[AgendaRow]) -> None:
        """Tell the desktop too, where the window is not being looked at and the desktop can be told."""
        if self._content.window().isActiveWindow() or QApplication.platformName() == "offscreen":
            return
        if not (QSystemTrayIcon.isSystemTrayAvailable() and QSystemTrayIcon.supportsMessages()):
            return
        if self._tray is None:
            self._tray = QSystemTrayIcon(resources.icon("clock"), self)
        self._tray.show()
        row = found[0]
        self._tray.showMessage(row.subject or wording.activity_word(row.kind), row.name)
