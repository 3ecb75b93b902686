"""The first-reply clock: how long a lead that showed interest may wait for the first outbound activity.

Source: product.md, section 2. Five minutes for a lead marked high intent, thirty for any MQL.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta

HIGH_INTENT_LIMIT = timedelta(minutes=5)
LIMIT = timedelta(minutes=30)


@dataclass(frozen=True, slots=True)
class ReplyClock:
    """A clock that runs: its limit and what is left of it, below zero when the reply is late."""

    limit: timedelta
    left: timedelta

    @property
    def is_urgent(self) -> bool:
        """Tell whether half of the time or more is gone."""
        return self.left * 2 < self.limit


def reply_clock(
    interest_at: datetime | None,
    first_reply_at: datetime | None,
    lifecycle: str,
    *,
    is_high_intent: bool,
    now: datetime,
) -> ReplyClock | None:
    """Return the clock of a lead, or None where none runs: no interest shown, answered already, or closed."""
    if interest_at is None or first_reply_at is not None:
        return None
    if is_high_intent and lifecycle in ("new", "working", "mql"):
        limit = HIGH_INTENT_LIMIT
    elif lifecycle == "mql":
        limit = LIMIT
    else:
        return None
    return ReplyClock(limit, interest_at + limit - now)
