"""Looking for duplicates among all leads without holding anybody up."""

from __future__ import annotations

import gc
import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass

from salesdesk.domain.duplicates import Entry, Match, block_count, compare, pairs_to_compare
from salesdesk.domain.errors import Cancelled
from salesdesk.domain.matching import Strength
from salesdesk.queries import duplicates
from salesdesk.queries.duplicates import Pair
from salesdesk.services.desk import Desk
from salesdesk.services.transaction import Report, never, no_report

CHECK_EVERY = 500
SHARDS = 512
SWITCH_S = 0.005
"""How long a thread goes on before another gets its turn, as Python has it."""


@dataclass(frozen=True, slots=True)
class Duplicate:
    """Two leads that may be one, the lesser id first, how certain that is and why."""

    first: int
    second: int
    certainty: int
    strength: Strength
    reasons: tuple[str, ...]


def scan(desk: Desk, report: Report = no_report, is_cancelled: Callable[[], bool] = never) -> tuple[Duplicate, ...]:
    """Return the pairs among all leads that may be one person, the surest first.

    Leads are read in pages and compared with no transaction open: nobody waits. Raises: Cancelled.
    """
    with _beside_others():
        return _scan(desk, report, is_cancelled)


def _scan(desk: Desk, report: Report, is_cancelled: Callable[[], bool]) -> tuple[Duplicate, ...]:
    total = desk.read(duplicates.lead_total)
    entries: list[Entry] = []
    while page := desk.read(duplicates.entries_after, entries[-1].id if entries else 0):
        _stop_if(is_cancelled)
        entries += page
        report(min(len(entries), total), 2 * total)
    found = _compared(entries, report, is_cancelled)
    for pair in desk.read(duplicates.told_apart):
        found.pop(pair, None)
    report(2 * total, 2 * total)
    ordered = sorted(found.items(), key=lambda one: (-one[1].certainty, one[0]))
    return tuple(Duplicate(*pair, match.certainty, match.strength, match.reasons) for pair, match in ordered)


def _compared(entries: list[Entry], report: Report, is_cancelled: Callable[[], bool]) -> dict[Pair, Match]:
    blocks = block_count(entries)
    # Many small sets: one of millions would hold up every other thread each time it grows, and when it goes.
    looked_at: list[set[int]] = [set() for _ in range(SHARDS)]
    found: dict[Pair, Match] = {}
    for number, block in enumerate(pairs_to_compare(entries)):
        if number % CHECK_EVERY == 0:
            _stop_if(is_cancelled)
            report(len(entries) + len(entries) * number // blocks, 2 * len(entries))
        for one, other in block:
            first, second = (one.id, other.id) if one.id < other.id else (other.id, one.id)
            key = first << 32 | second
            shard = looked_at[first % SHARDS]
            if key in shard:
                continue
            shard.add(key)
            match = compare(one, other)
            if match is not None:
                found[first, second] = match
    while looked_at:
        looked_at.pop()
    return found


@contextmanager
def _beside_others() -> Iterator[None]:
    """Let the other threads of the process, a window’s above all, go on as if they were alone.

    They get their turn five times as often, and the collection of cycles, which stops them all for as long as it looks
    at the hundreds of thousands of objects here, waits until the end: nothing here makes a cycle.
    """
    sys.setswitchinterval(SWITCH_S / 5)
    gc.disable()
    try:
        yield
    finally:
        gc.enable()
        sys.setswitchinterval(SWITCH_S)


def _stop_if(is_cancelled: Callable[[], bool]) -> None:
    if is_cancelled():
        raise Cancelled("Stopped. Nothing was changed.")
