"""What can be done from Today: each deed is one command and one step to take back."""

from __future__ import annotations

from datetime import date

from PySide6.QtCore import QObject

from salesdesk.domain.hygiene import IGNORED_DAYS
from salesdesk.domain.recurrence import same_clock
from salesdesk.queries.agenda import AgendaRow, AwakeRow
from salesdesk.queries.board import Stage
from salesdesk.queries.hygiene_rows import HygieneRow
from salesdesk.services.commands import (
    CompleteActivity,
    DeleteActivity,
    IgnoreHygiene,
    MoveOpportunities,
    NurtureLead,
    PlanActivity,
    PlannedStep,
    ReaffirmEvidence,
    ReopenLead,
    RescheduleActivity,
    SetContact,
    SetOpportunity,
)
from ui import wording
from ui.session import DeskSession

Subject = tuple[str, int]


class TodayDeeds(QObject):
    """Gives commands to the session and says in a toast what was done."""

    def __init__(self, session: DeskSession, parent: QObject | None = None) -> None:
        """Work on the desk of a session."""
        super().__init__(parent)
        self._session = session

    def tick(self, row: AgendaRow) -> bool:
        """Tick an activity off, or take the tick back."""
        is_done = row.done_at is None
        if self._session.run(CompleteActivity(row.id, is_done), self) is None:
            return False
        name = row.subject or wording.activity_word(row.kind)
        text = self.tr("Done: {step}") if is_done else self.tr("Open again: {step}")
        self._session.notify(text.format(step=name), True)
        return True

    def move(self, row: AgendaRow, day: date) -> bool:
        """Move an activity to another day, at the same time of day."""
        due_at = same_clock(row.due_at, day, self._session.now()) if row.due_at is not None else None
        return self.reschedule(row, PlannedStep(row.kind, row.subject, day, due_at))

    def reschedule(self, row: AgendaRow, step: PlannedStep) -> bool:
        """Move an activity to a day and a time."""
        if self._session.run(RescheduleActivity(row.id, step.due_on, step.due_at), self) is None:
            return False
        text = self.tr("Moved “{step}” to {day}")
        day = wording.day_text(step.due_on, self._session.now().date())
        self._session.notify(text.format(step=row.subject or wording.activity_word(row.kind), day=day), True)
        return True

    def delete(self, row: AgendaRow) -> None:
        """Put an activity in the trash."""
        if self._session.run(DeleteActivity(row.id), self) is not None:
            self._session.notify(self.tr("Activity deleted"), True)

    def reopen(self, row: AwakeRow) -> None:
        """Take a lead out of Nurture."""
        if self._session.run(ReopenLead(row.lead_id), self) is not None:
            self._session.notify(self.tr("Reopened “{name}”").format(name=row.name), True)

    def sleep(self, row: AwakeRow, day: date) -> bool:
        """Let a lead stay in Nurture until another day."""
        reason = row.reason or self.tr("Not yet")
        if self._session.run(NurtureLead(row.lead_id, day, reason), self) is None:
            return False
        text = self.tr("“{name}” sleeps until {day}")
        shown = wording.day_text(day, self._session.now().date())
        self._session.notify(text.format(name=row.name, day=shown), True)
        return True

    def plan(self, subject: Subject, name: str, step: PlannedStep) -> bool:
        """Plan a step with a record."""
        if self._session.run(planned_with(subject, step), self) is None:
            return False
        self._session.notify(self.tr("Planned a step for “{name}”").format(name=name), True)
        return True

    def move_stage(self, row: HygieneRow, stage: Stage) -> None:
        """Move an opportunity to another stage."""
        if self._session.run(MoveOpportunities((row.id,), stage.id), self) is not None:
            self._session.notify(wording.moved_text([row.name], stage.name), True)

    def ignore(self, row: HygieneRow) -> bool:
        """Leave a record out of its category for a week."""
        lead, opportunity, contact = (
            row.id if row.kind == kind else None for kind in ("lead", "opportunity", "contact")
        )
        if self._session.run(IgnoreHygiene(row.category, lead, opportunity, contact), self) is None:
            return False
        text = self.tr("“{name}” is left alone for {days} days")
        self._session.notify(text.format(name=row.name, days=IGNORED_DAYS), True)
        return True

    def set_close(self, row: HygieneRow, day: date) -> bool:
        """Give an opportunity another close date."""
        if self._session.run(SetOpportunity(row.id, {"expected_close": day}), self) is None:
            return False
        text = self.tr("“{name}” closes {day}")
        self._session.notify(text.format(name=row.name, day=wording.day_text(day, self._session.now().date())), True)
        return True

    def verify(self, row: HygieneRow) -> bool:
        """Say that what is known of a contact still holds."""
        day = self._session.now().date()
        if self._session.run(SetContact(row.id, {"verified_on": day}), self) is None:
            return False
        self._session.notify(self.tr("Verified “{name}”").format(name=row.name), True)
        return True

    def reaffirm(self, row: HygieneRow) -> bool:
        """Say that the oldest evidence of a record still holds."""
        if not row.aged:
            return False
        code, dimension, _ = row.aged[0]
        if self._session.run(ReaffirmEvidence(code, *_lead_or_opportunity(row.key)), self) is None:
            return False
        text = self.tr("{dimension} of “{name}” still holds")
        self._session.notify(text.format(dimension=dimension, name=row.name), True)
        return True


def planned_with(subject: Subject, step: PlannedStep) -> PlanActivity:
    """Return the command that plans a step with a record of any kind."""
    kind, record = subject
    lead, opportunity, account, contact = (
        record if kind == one else None for one in ("lead", "opportunity", "account", "contact")
    )
    return PlanActivity(step, lead, opportunity, account, contact)


def _lead_or_opportunity(subject: Subject) -> tuple[int | None, int | None]:
    kind, record = subject
    return (record, None) if kind == "lead" else (None, record)
