"""A desk with a clock that the test moves, and the few steps every test of qualification starts with."""

from __future__ import annotations

from datetime import datetime, timedelta, timezone

from salesdesk.services.commands import AddLead, Evidence, RecordEvidence
from salesdesk.services.desk import Desk

START = datetime(2026, 11, 9, 10, 0, tzinfo=timezone(timedelta(hours=1)))


class MovingClock:
    """A clock that goes on by one minute each time it is read, and by more when told to."""

    def __init__(self, start: datetime = START) -> None:
        self.present = start

    def __call__(self) -> datetime:
        self.present += timedelta(minutes=1)
        return self.present

    def skip(self, days: float) -> None:
        """Let that many days pass."""
        self.present += timedelta(days=days)


def add_lead(desk: Desk, **fields: object) -> int:
    """Add a lead, Priya Raghavan of Cobalt Freight Systems unless told otherwise; return its id."""
    known = {"first_name": "Priya", "last_name": "Raghavan", "company": "Cobalt Freight Systems"}
    new_id = desk.run(AddLead(known | fields)).new_id
    assert new_id is not None
    return new_id


BUDGET = Evidence("budget", "confirmed", "48000")
AUTHORITY = Evidence("authority", "confirmed", "Daniel Osei, CFO")
NEED = Evidence("need", "confirmed", "Cut dispatch time by a third")
TIMELINE = Evidence("timeline", "confirmed", "2026-12-18")


def confirm(desk: Desk, lead: int, *answers: Evidence) -> None:
    """Record answers about a lead; all four dimensions as confirmed where none is given."""
    desk.run(RecordEvidence(answers or (BUDGET, AUTHORITY, NEED, TIMELINE), lead=lead))
