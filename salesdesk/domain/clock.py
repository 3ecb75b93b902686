"""Times of day as people type them."""

from __future__ import annotations

import re
from datetime import time

_CLOCK = re.compile(r"^(\d{1,2})(?:[:.h]?(\d{2}))?\s*([ap])?\.?m?\.?$", re.IGNORECASE)


def read_clock(text: str) -> time | None:
    """Return the time of day a typed text stands for (“10:00”, “930”, “9 am”), or nothing when it is none."""
    found = _CLOCK.match(text.strip())
    if found is None:
        return None
    hour, minute, half = int(found[1]), int(found[2] or 0), (found[3] or "").lower()
    if half:
        if not 1 <= hour <= 12:
            return None
        hour = hour % 12 + (12 if half == "p" else 0)
    return time(hour, minute) if hour < 24 and minute < 60 else None
