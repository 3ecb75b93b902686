"""What a service function is handed: the open transaction, the clock, and how to report and stop."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, datetime

from sqlalchemy import Connection

from salesdesk.domain.errors import Cancelled

Report = Callable[[int, int], None]


def no_report(done: int, total: int) -> None:
    """Take a progress report and tell nobody."""


def never() -> bool:
    """Answer “is it cancelled?” with no."""
    return False


@dataclass(frozen=True, slots=True)
class Transaction:
    """One write transaction. `now` is the instant in UTC; `today` is the rep's local calendar date."""

    connection: Connection
    now: datetime
    today: date
    report: Report = no_report
    is_cancelled: Callable[[], bool] = never

    def stop_if_cancelled(self) -> None:
        """Raise `Cancelled`, which rolls everything back, when the rep asked to stop."""
        if self.is_cancelled():
            raise Cancelled("Stopped. Nothing was changed.")


@dataclass(frozen=True, slots=True)
class Outcome:
    """What a service function did: its name in the Edit menu, and the id of the record it made."""

    label: str
    new_id: int | None = None
    detail: object = None
