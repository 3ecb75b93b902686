"""What a changed playbook would do, before it is saved: which open leads change their verdict, and how last year’s
won, lost and dropped ones would have fared."""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from datetime import date, datetime, timedelta
from typing import Literal

from sqlalchemy import Connection

from salesdesk.domain.judging import Evidence, Judge
from salesdesk.domain.leads import full_name
from salesdesk.domain.playbook import PlaybookPlan
from salesdesk.domain.playbook_checks import checked_plan
from salesdesk.domain.verdict import VerdictKind
from salesdesk.formats.files import CHECK_EVERY, IsCancelled, Report, never, no_report, stop_if
from salesdesk.queries import said
from salesdesk.queries.evidence import WOKE_ON
from salesdesk.queries.playbooks import plan_of
from salesdesk.queries.said import Owner
from salesdesk.store.types import instant_text, read_instant

PastOutcome = Literal["won", "lost", "dropped"]
YEAR = timedelta(days=365)
OUTCOMES: tuple[PastOutcome, ...] = ("won", "lost", "dropped")
_OPEN = "l.deleted_at IS NULL AND l.lifecycle IN ('new', 'working', 'mql', 'sql')"


@dataclass(frozen=True, slots=True)
class VerdictChange:
    """An open lead that would get another verdict."""

    lead_id: int
    name: str
    before: VerdictKind
    after: VerdictKind


@dataclass(frozen=True, slots=True)
class Fared:
    """Of the leads that ended in one way last year, how many were Qualified then by either playbook."""

    outcome: PastOutcome
    count: int
    qualified_before: int
    qualified_after: int


@dataclass(frozen=True, slots=True)
class Preview:
    """Open leads by verdict before and after, those whose verdict changes, and last year’s outcomes."""

    open_count: int
    before: Mapping[VerdictKind, int]
    after: Mapping[VerdictKind, int]
    changes: tuple[VerdictChange, ...]
    past: tuple[Fared, ...]


def preview(
    connection: Connection,
    playbook_id: int,
    plan: PlaybookPlan,
    now: datetime,
    report: Report = no_report,
    is_cancelled: IsCancelled = never,
) -> Preview:
    """Return what saving the plan would change; `now` is local.

    Raises: BadValue where the plan can’t be saved, Cancelled.
    """
    present = plan_of(connection, playbook_id)
    wanted = checked_plan(replace(plan, version=present.version))
    judges = Judge(present), Judge(wanted)
    before: Counter[VerdictKind] = Counter()
    after: Counter[VerdictKind] = Counter()
    moved: dict[int, tuple[VerdictKind, VerdictKind]] = {}
    for lead_id, evidence, woke_on in _open_leads(connection, playbook_id, now, report, is_cancelled):
        was, will = (judge.verdict_kind(evidence, now, woke_on) for judge in judges)
        before[was] += 1
        after[will] += 1
        if was != will:
            moved[lead_id] = (was, will)
    total = connection.exec_driver_sql(f"SELECT count(*) FROM lead AS l WHERE {_OPEN}").scalar_one()
    for counts, judge in zip((before, after), judges, strict=True):
        counts[judge.without_evidence] += total - counts.total()
    stop_if(is_cancelled)
    names = _names(connection, moved)
    changes = tuple(VerdictChange(lead_id, names[lead_id], *kinds) for lead_id, kinds in moved.items())
    return Preview(total, dict(before), dict(after), changes, _past(connection, playbook_id, judges, now))


def _open_leads(
    connection: Connection, playbook_id: int, now: datetime, report: Report, is_cancelled: IsCancelled
) -> Iterator[tuple[int, Evidence, date | None]]:
    """Yield the open leads that have answers to the playbook, telling progress."""
    rows = connection.exec_driver_sql(
        f"SELECT l.id, {WOKE_ON.format('l')} FROM lead AS l "
        f"WHERE {_OPEN} AND l.id IN (SELECT lead_id FROM answer WHERE lead_id IS NOT NULL)",
        {"today": now.date().isoformat()},
    )
    woke: dict[int, str | None] = dict(rows.all())
    answered = said.answers(connection, "lead", playbook_id=playbook_id)
    done = 0
    for place, (lead_id, known) in enumerate(answered):
        if place % CHECK_EVERY == 0:
            stop_if(is_cancelled)
            report(done, len(woke))
        if lead_id in woke:
            done += 1
            day = woke[lead_id]
            yield lead_id, known[playbook_id], date.fromisoformat(day) if day else None


def _past(connection: Connection, playbook_id: int, judges: tuple[Judge, Judge], now: datetime) -> tuple[Fared, ...]:
    counts = dict.fromkeys(OUTCOMES, (0, 0, 0))
    since = instant_text(now - YEAR)
    ways: tuple[tuple[Owner, str], ...] = (("opportunity", _CLOSED), ("lead", _DROPPED))
    for owner, query in ways:
        ended = {record: (outcome, closed) for record, outcome, closed in connection.exec_driver_sql(query, (since,))}
        evidence = dict(said.answers(connection, owner, ended.keys(), playbook_id))
        for record, (outcome, closed) in ended.items():
            known = evidence[record][playbook_id] if record in evidence else {}
            then = read_instant(closed).astimezone(now.tzinfo)
            was, will = (judge.verdict_kind(known, then) == "qualified" for judge in judges)
            total, old, new = counts[outcome]
            counts[outcome] = (total + 1, old + was, new + will)
    return tuple(Fared(outcome, *counts[outcome]) for outcome in OUTCOMES)


_CLOSED = (
    "SELECT o.id, s.kind, o.closed_at FROM opportunity AS o JOIN stage AS s ON s.id = o.stage_id "
    "WHERE s.kind IN ('won', 'lost') AND o.closed_at >= ? AND o.deleted_at IS NULL"
)
_DROPPED = (
    "SELECT l.id, 'dropped', max(h.at) FROM lead AS l JOIN lifecycle_history AS h ON h.lead_id = l.id "
    "WHERE l.lifecycle = 'unqualified' AND h.to_stage = 'unqualified' AND l.deleted_at IS NULL "
    "GROUP BY l.id HAVING max(h.at) >= ?"
)


def _names(connection: Connection, leads: Mapping[int, object]) -> dict[int, str]:
    rows = connection.exec_driver_sql(
        "SELECT id, first_name, last_name, company, email FROM lead WHERE id IN (SELECT value FROM json_each(?))",
        (json.dumps(list(leads)),),
    )
    return {lead_id: full_name(*rest) for lead_id, *rest in rows}
