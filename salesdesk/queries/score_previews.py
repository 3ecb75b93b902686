"""What other scoring rules would do, before they are saved: how many leads score otherwise, and who becomes an MQL."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from heapq import nlargest

from sqlalchemy import Connection

from salesdesk.domain.leads import full_name
from salesdesk.domain.scoring import Rule, checked_rules, scorer
from salesdesk.formats.files import IsCancelled, Report, never, no_report, stop_if
from salesdesk.queries import scores
from salesdesk.queries.calibration import BAND
from salesdesk.queries.playbooks import DEFAULT

CHUNK = 2000
MOST_NAMED = 200


@dataclass(frozen=True, slots=True)
class ScoreChange:
    """A lead that would score otherwise; `rises` where that makes an MQL of it."""

    lead_id: int
    name: str
    before: int
    after: int
    rises: bool


@dataclass(frozen=True, slots=True)
class Effect:
    """All leads by band of score before and after, how many change, become MQLs, or fall below the mark as MQLs.

    `changes` names those that become MQLs first, then the largest steps, up to `MOST_NAMED`.
    """

    lead_count: int
    mark: int
    before: tuple[int, ...]
    after: tuple[int, ...]
    changed_count: int
    risen_count: int
    fallen_count: int
    changes: tuple[ScoreChange, ...]


def effect(
    connection: Connection, rules: Sequence[Rule], report: Report = no_report, is_cancelled: IsCancelled = never
) -> Effect:
    """Return what scoring by these rules would change. Raises: BadValue, Cancelled."""
    score_of = scorer(checked_rules(rules))
    mark = connection.exec_driver_sql(f"SELECT mql_mark FROM playbook WHERE id = ({DEFAULT})").scalar_one()
    rows = connection.exec_driver_sql("SELECT id, score, lifecycle FROM lead WHERE deleted_at IS NULL ORDER BY id")
    standing = {lead_id: (score, lifecycle) for lead_id, score, lifecycle in rows}
    before: Counter[int] = Counter()
    after: Counter[int] = Counter()
    moved: list[tuple[bool, int, int, int, int]] = []
    fallen = 0
    ids = list(standing)
    for start in range(0, len(ids), CHUNK):
        stop_if(is_cancelled)
        report(start, len(ids))
        for lead_id, facts in scores.facts_of_leads(connection, ids[start : start + CHUNK]).items():
            was, lifecycle = standing[lead_id]
            will = score_of(facts).value
            before[_band(was)] += 1
            after[_band(will)] += 1
            if was != will:
                rises = was < mark <= will and lifecycle in ("new", "working")
                fallen += will < mark <= was and lifecycle == "mql"
                moved.append((rises, abs(will - was), lead_id, was, will))
    report(len(ids), len(ids))
    bands = range(100 // BAND)
    return Effect(
        len(ids),
        mark,
        tuple(before[band] for band in bands),
        tuple(after[band] for band in bands),
        len(moved),
        sum(rises for rises, *_ in moved),
        fallen,
        _named(connection, nlargest(MOST_NAMED, moved)),
    )


def _band(score: int) -> int:
    return min(score, 99) // BAND


def _named(connection: Connection, moved: Sequence[tuple[bool, int, int, int, int]]) -> tuple[ScoreChange, ...]:
    marks = ", ".join("?" * len(moved))
    rows = connection.exec_driver_sql(
        f"SELECT id, first_name, last_name, company, email FROM lead WHERE id IN ({marks})",
        tuple(lead_id for _, _, lead_id, _, _ in moved),
    )
    names = {lead_id: full_name(*rest) for lead_id, *rest in rows}
    return tuple(ScoreChange(lead_id, names[lead_id], was, will, rises) for rises, _, lead_id, was, will in moved)
