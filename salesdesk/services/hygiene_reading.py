"""The hygiene of a whole desk, its parts read side by side."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime

from salesdesk.domain.hygiene import CATEGORIES
from salesdesk.queries import hygiene
from salesdesk.queries.hygiene import Findings
from salesdesk.services.desk import Desk


def findings(desk: Desk, now: datetime) -> tuple[Findings, ...]:
    """Return every category as of a local moment; each part has a connection and a thread of its own.

    SQLite works without holding the others up, so that this takes about as long as the longest part where there are
    as many cores. A change in between may be seen by one part and not by another: whoever shows this reads again then.
    """
    # Not imported with this module: the window shows its first page before it reads this.
    from concurrent.futures import ThreadPoolExecutor

    with ThreadPoolExecutor(len(hygiene.PARTS)) as threads:
        parts = list(threads.map(lambda part: desk.read(hygiene.findings, now, *part), hygiene.PARTS))
    return tuple(_joined(parts))


def _joined(parts: list[list[Findings]]) -> Iterator[Findings]:
    """Yield each category once, with what the parts found of it, in their order."""
    for category in CATEGORIES:
        found = [one for part in parts for one in part if one.category == category]
        keys = tuple(key for one in found for key in one.keys)
        yield Findings(category, keys, next((one.amounts for one in found if one.amounts), ()))
