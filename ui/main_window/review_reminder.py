"""The quarterly review of the playbook that leads are qualified by, told when the window opens."""

from __future__ import annotations

from datetime import timedelta

from PySide6.QtCore import QObject

from ui.preferences import Preferences
from ui.session import DeskSession

TOLD_EVERY = timedelta(days=7)


class ReviewReminder(QObject):
    """Reminds at most once a week."""

    def __init__(self, session: DeskSession, preferences: Preferences, parent: QObject) -> None:
        """Remind of what is due on a desk."""
        super().__init__(parent)
        self._session = session
        self._preferences = preferences

    def look(self) -> None:
        """See in the background whether the default playbook is due, and say so in a toast."""
        from salesdesk.queries import playbooks

        now = self._session.now()
        if self._preferences.review_told_on > (now.date() - TOLD_EVERY).isoformat():
            return
        desk = self._session.desk
        task = self._session.start_task(lambda _report, _stop: desk.read(playbooks.playbooks, now))
        task.succeeded.connect(self._tell)

    def _tell(self, rows: object) -> None:
        assert isinstance(rows, list)
        today = self._session.now().date()
        due = [row for row in rows if row.is_default and row.review_due_on is not None and row.review_due_on <= today]
        for row in due:
            self._preferences.review_told_on = today.isoformat()
            words = self.tr("The quarterly review of “{name}” is due: see Edit, Playbooks")
            self._session.notify(words.format(name=row.name))
