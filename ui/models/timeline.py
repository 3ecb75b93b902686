"""The timeline of a record as rows: days, what happened on them, in words; older pages as they are scrolled to."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from PySide6.QtCore import QAbstractListModel, QModelIndex, QObject, QPersistentModelIndex, Qt
from typing_extensions import override

from salesdesk.domain.changes import Changes
from salesdesk.queries import timeline
from salesdesk.queries.timeline import Cursor, Entry, Subject
from ui.models import timeline_words
from ui.models.timeline_words import EntryWords
from ui.session import DeskSession

ROW_ROLE = Qt.ItemDataRole.UserRole + 1
Index = QModelIndex | QPersistentModelIndex


@dataclass(frozen=True, slots=True)
class TimelineRow:
    """A day as a heading (its words are None), or something that happened; `is_first` starts its day."""

    day: str
    words: EntryWords | None = None
    activity_id: int | None = None
    is_first: bool = False


class TimelineModel(QAbstractListModel):
    """What happened with one record, newest first."""

    def __init__(self, session: DeskSession, subject: Subject, parent: QObject | None = None) -> None:
        """Start without a record; `show_record` reads the first page."""
        super().__init__(parent)
        self._session = session
        self._subject: Subject = subject
        self._record: int | None = None
        self._kinds: tuple[str, ...] = ()
        self._rows: list[TimelineRow] = []
        self._days: list[date] = []
        self._count = 0
        self._cursor: Cursor | None = None
        session.changed.connect(self._on_changed)

    @property
    def entry_count(self) -> int:
        """Return how many entries are loaded."""
        return self._count

    @property
    def kinds(self) -> tuple[str, ...]:
        """Return the kinds of activity the timeline is narrowed to, none for everything."""
        return self._kinds

    def show_record(self, record: int | None) -> None:
        """Show another record from its newest entry on."""
        self._record = record
        self._read_anew(timeline.PAGE)

    def set_kinds(self, kinds: Sequence[str]) -> None:
        """Narrow the timeline to some kinds of activity."""
        self._kinds = tuple(kinds)
        self._read_anew(timeline.PAGE)

    def _read_anew(self, limit: int) -> None:
        self.beginResetModel()
        self._rows, self._days, self._count, self._cursor = [], [], 0, None
        if self._record is not None and self._session.is_open:
            page = self._session.read(timeline.timeline, self._subject, self._record, kinds=self._kinds, limit=limit)
            self._rows = self._worded(page.entries)
            self._count = len(page.entries)
            self._cursor = page.next_cursor
        self.endResetModel()

    def _worded(self, entries: Sequence[Entry]) -> list[TimelineRow]:
        now = self._session.now()
        rows = []
        for entry in entries:
            day = entry.at.astimezone(now.tzinfo).date()
            is_first = not self._days or self._days[-1] != day
            if is_first:
                self._days.append(day)
                rows.append(TimelineRow(timeline_words.day_heading(day, now.date())))
            activity_id = entry.id if isinstance(entry, timeline.ActivityEntry) else None
            words = timeline_words.words_of(entry, now)
            rows.append(TimelineRow("", words, activity_id, is_first))
        return rows

    @override
    def canFetchMore(self, parent: Index) -> bool:
        """Tell whether there are older entries."""
        return not parent.isValid() and self._cursor is not None

    @override
    def fetchMore(self, parent: Index) -> None:
        """Read the next older page."""
        if self._cursor is None or self._record is None:
            return
        page = self._session.read(
            timeline.timeline, self._subject, self._record, kinds=self._kinds, before=self._cursor
        )
        rows = self._worded(page.entries)
        self._cursor = page.next_cursor
        self._count += len(page.entries)
        if rows:
            start = len(self._rows)
            self.beginInsertRows(QModelIndex(), start, start + len(rows) - 1)
            self._rows.extend(rows)
            self.endInsertRows()

    @override
    def rowCount(self, parent: Index = QModelIndex()) -> int:  # noqa: B008
        """Return how many rows are loaded."""
        return 0 if parent.isValid() else len(self._rows)

    @override
    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> object:
        """Return the row, or its words."""
        if not index.isValid() or index.row() >= len(self._rows):
            return None
        row = self._rows[index.row()]
        if role == ROW_ROLE:
            return row
        if role in (Qt.ItemDataRole.DisplayRole, Qt.ItemDataRole.AccessibleTextRole):
            return row.words.sentence() if row.words is not None else row.day
        return None

    @override
    def flags(self, index: Index) -> Qt.ItemFlag:
        """Let entries be chosen, and the arrows pass over days."""
        if index.isValid() and self._rows[index.row()].words is None:
            return Qt.ItemFlag.NoItemFlags
        return super().flags(index)

    def row_at(self, place: int) -> TimelineRow:
        """Return the row at a place."""
        return self._rows[place]

    def _on_changed(self, changes: Changes, origin: object) -> None:
        if self._record is None:
            return
        mine = self._record in changes.of(self._subject) or self._subject in changes.wholesale
        # Entries name the stages as they are called now.
        is_renamed = self._subject == "opportunity" and changes.touches("stage")
        if mine or is_renamed or "activity" in changes.wholesale:
            self._read_anew(max(timeline.PAGE, self._count + 2))
