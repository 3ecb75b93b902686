"""The Timeline page: the dimension, its dates on a line, and whether the decision comes sooner than wins usually do."""

from __future__ import annotations

from datetime import date

from typing_extensions import override

from salesdesk.queries import qualifying
from ui import wording
from ui.wizards.date_line import DateLine, DateMark
from ui.wizards.dimension_step import DimensionStep
from ui.wizards.note_bar import NoteBar


class TimelineStep(DimensionStep):
    """Draws the dates as they are typed."""

    @override
    def add_extras(self) -> None:
        """Add the line of dates and the note."""
        self.line = DateLine()
        self.line.setObjectName("date_line")
        self.note_bar = NoteBar()
        self.note_bar.setObjectName("decision_note")
        self._usual_days = self._session.read(qualifying.usual_win_days)
        self.body.addSpacing(20)
        self.body.addWidget(self.line)
        self.body.addSpacing(14)
        self.body.addWidget(self.note_bar)

    @override
    def show_extras(self) -> None:
        """Draw the dates that can be read, and say when the decision is near."""
        today = self.today
        marks = [DateMark(today, self.tr("Today"), is_reached=True)]
        for code, what in (
            ("decision_by", self.tr("decision")),
            ("go_live", self.tr("go-live")),
            ("contract_ends", self.tr("contract ends")),
        ):
            day = self._day_of(code)
            if day is not None and day >= today:
                # The fields above show the year; here it would only take the room of a label.
                text = wording.date_text(day, day)
                marks.append(DateMark(day, text, what, is_reached=code == "decision_by"))
        self.line.show_marks(marks)
        self.line.setVisible(len(marks) > 1)
        self.note_bar.set_text(self._note_about(today))

    def _day_of(self, code: str) -> date | None:
        field = self.fields.get(code)
        text = field.peek() if field is not None else ""
        return date.fromisoformat(text) if text else None

    def _note_about(self, today: date) -> str:
        decision = self._day_of("decision_by")
        if decision is None:
            return ""
        days = (decision - today).days
        if days < 0:
            return self.tr("The decision was due {days} ago.").format(days=wording.days_words(-days))
        if self._usual_days is None or days >= self._usual_days:
            return ""
        words = self.tr("{days} to a decision. Your wins usually take {usual}.")
        return words.format(days=wording.days_words(days), usual=wording.days_words(self._usual_days))
