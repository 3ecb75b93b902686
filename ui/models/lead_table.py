"""Leads as the rows of a table, and what stands in their cells."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from datetime import datetime

from PySide6.QtCore import QCoreApplication, QObject
from typing_extensions import override

from salesdesk.domain.changes import Changes
from salesdesk.domain.reply import ReplyClock, reply_clock
from salesdesk.queries import lead_table, settings
from salesdesk.queries.filtering import Wanted
from salesdesk.queries.lead_table import LeadLine
from ui import wording
from ui.models.table import TableModel
from ui.models.table_columns import ColumnPlan, SortKeys
from ui.session import DeskSession

translate = QCoreApplication.translate
KINDS = ("lead", "setting")
FIRST_ORDER: SortKeys = (("score", True),)
OPEN_STAGES = frozenset({"new", "working", "mql", "sql"})


def column_plans() -> tuple[ColumnPlan, ...]:
    """Return the columns from left to right; those that show only when asked for come last."""
    figure = {"is_right": True, "is_highest_first": True}
    hidden = {"is_hidden": True, "is_editable": True}
    return (
        ColumnPlan("name", translate("lead_table", "Name"), 142, is_opening=True),
        ColumnPlan("title", translate("lead_table", "Title"), 140, is_flexible=True, is_editable=True),
        ColumnPlan("company", translate("lead_table", "Company"), 180, is_editable=True),
        ColumnPlan("score", translate("lead_table", "Score"), 74, **figure),
        ColumnPlan("lifecycle", translate("lead_table", "Lifecycle"), 108, is_editable=True, is_highest_first=True),
        ColumnPlan("source", translate("lead_table", "Source"), 104, is_editable=True),
        ColumnPlan("last_activity", translate("lead_table", "Last activity"), 116, is_highest_first=True),
        ColumnPlan("next_step", translate("lead_table", "Next step"), 176, is_editable=True),
        ColumnPlan("created", translate("lead_table", "Created"), 84, **figure),
        ColumnPlan("email", translate("lead_table", "Email"), 200, **hidden),
        ColumnPlan("phone", translate("lead_table", "Phone"), 130, **hidden),
        ColumnPlan("city", translate("lead_table", "City"), 120, **hidden),
        ColumnPlan("country", translate("lead_table", "Country"), 110, **hidden),
        ColumnPlan("employees", translate("lead_table", "Employees"), 96, **hidden, **figure),
        ColumnPlan("tags", translate("lead_table", "Tags"), 150, **hidden, is_sortable=False),
        ColumnPlan("industry", translate("lead_table", "Industry"), 140, **hidden),
    )


class LeadTableModel(TableModel[LeadLine]):
    """The leads that a filter lets through, open ones unless it says otherwise."""

    def __init__(self, session: DeskSession, parent: QObject | None = None) -> None:
        """Start empty; `load` reads."""
        super().__init__(session, column_plans(), KINDS, parent)
        self.order = FIRST_ORDER
        self.whole_count = 0
        self._hours = session.read(settings.working_hours)
        session.changed.connect(self._follow_hours)

    def _follow_hours(self, changes: Changes, _origin: object) -> None:
        """Let the reply clocks run in the working hours that hold now."""
        if changes.touches("setting"):
            self._hours = self.session.read(settings.working_hours)

    @override
    def read_ids(self) -> list[int]:
        """Return the ids in order; how many leads they are drawn from is read with them."""
        opened = self.session.read(lead_table.opened, self.order, Wanted(self.filter, self.session.now()))
        self.whole_count = opened.whole_count
        return opened.ids

    @override
    def read_rows(self, ids: Iterable[int]) -> list[LeadLine]:
        """Return the rows of some leads, with the fields of the rep's own that show."""
        return self.session.read(lead_table.lines, ids, self.own.shown)

    @override
    def row_text(self, row: LeadLine) -> str:
        """Return the row as one sentence."""
        text = translate("lead_table", "{name}, {title}, {company}, score {score}, {lifecycle}, {next_step}")
        keys = ("name", "title", "company", "score", "lifecycle", "next_step")
        return text.format(**{key: self.cell_text(row, key) for key in keys})

    def clock(self, row: LeadLine) -> ReplyClock | None:
        """Return the first-reply clock of a lead, None where none runs."""
        return reply_clock(
            *(row.interest_at, row.first_reply_at, row.lifecycle),
            is_high_intent=row.is_high_intent,
            now=self.session.now(),
            hours=self._hours,
        )

    @override
    def cell_text(self, row: LeadLine, key: str) -> str:
        """Return what stands in a cell, as words."""
        if key in self.own.fields:
            return self.own.text(row.own, key)
        now = self.session.now()
        texts: dict[str, Callable[[], str]] = {
            "name": lambda: row.name,
            "score": lambda: wording.number_text(row.score),
            "lifecycle": lambda: wording.lifecycle_word(row.lifecycle),
            "last_activity": lambda: self._last(row, now),
            "next_step": lambda: self._next(row, now),
            "created": lambda: self._day(row.created_at, now),
            "employees": lambda: self._employees(row),
            "tags": lambda: ", ".join(row.tags) or wording.NOT_APPLICABLE,
        }
        return texts[key]() if key in texts else getattr(row, key) or wording.NOT_APPLICABLE

    def _last(self, row: LeadLine, now: datetime) -> str:
        if row.last_at is None:
            return translate("lead_table", "None yet")
        is_voicemail = row.last_outcome == "voicemail"
        word = wording.outcome_word("voicemail") if is_voicemail else wording.activity_word(row.last_kind)
        day = wording.date_text(row.last_at.astimezone(now.tzinfo).date(), now.date())
        return wording.step_line(word, day)

    def _next(self, row: LeadLine, now: datetime) -> str:
        clock = self.clock(row)
        if clock is not None:
            text = translate("lead_table", "First reply, {time}")
            return text.format(time=wording.countdown_text(clock.left))
        if row.lifecycle == "nurture" and row.wake_on is not None:
            return wording.waking_text(row.wake_on, now.date())
        if row.next_step is not None:
            text = translate("lead_table", "{activity}, {time}")
            return text.format(activity=wording.step_name(row.next_step), time=wording.step_time(row.next_step, now))
        if row.lifecycle in OPEN_STAGES:
            return wording.step_text(None, now)
        return wording.NOT_APPLICABLE

    def _day(self, moment: datetime, now: datetime) -> str:
        day = moment.astimezone(now.tzinfo).date()
        return translate("lead_table", "Today") if day == now.date() else wording.date_text(day, now.date())

    def _employees(self, row: LeadLine) -> str:
        return wording.NOT_APPLICABLE if row.employees is None else wording.number_text(row.employees)
