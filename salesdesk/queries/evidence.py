"""The evidence about a lead or an opportunity, by dimension of the default playbook."""

from __future__ import annotations

from datetime import date, datetime
from itertools import groupby
from typing import Any

from sqlalchemy import Connection

from salesdesk.domain.evidence import Answer, Dimension, headline_of, is_aged, judged
from salesdesk.store.types import read_instant

_QUERY = """
SELECT d.code, d.letter, d.name, d.question, d.stands_for, coalesce(c.evidence_days, p.evidence_days), {woke_on},
       c.code, c.prompt, c.answer_type, c.choices, c.talk_track, c.is_required, c.disqualifies, c.rule, c.weight,
       a.id, k.prompt, a.state, a.value, a.note, a.said_by, a.answered_at, a.activity_id, y.kind, y.at
FROM dimension AS d
JOIN playbook AS p ON p.id = d.playbook_id
JOIN criterion AS c ON c.dimension_id = d.id AND c.until_version IS NULL
LEFT JOIN answer AS a ON a.id = (
    SELECT x.id FROM answer AS x
    JOIN criterion AS q ON q.id = x.criterion_id
    JOIN dimension AS e ON e.id = q.dimension_id
    WHERE x.{owner} = :record AND e.playbook_id = p.id AND q.code = c.code AND q.answer_type = c.answer_type
    ORDER BY x.answered_at DESC, q.since_version DESC, x.id DESC LIMIT 1
)
LEFT JOIN criterion AS k ON k.id = a.criterion_id
LEFT JOIN activity AS y ON y.id = a.activity_id AND y.deleted_at IS NULL
WHERE d.until_version IS NULL AND p.id = (SELECT id FROM playbook ORDER BY is_default DESC, id LIMIT 1)
ORDER BY d.position, d.id, c.position, c.id
"""
WOKE_ON = "CASE WHEN {0}.lifecycle = 'nurture' AND {0}.wake_on <= :today THEN {0}.wake_on ELSE {0}.woke_on END"
"""The day a lead’s Nurture came to its end; evidence from before it is aged."""

_OF_LEAD = f"(SELECT {WOKE_ON.format('l')} FROM lead AS l WHERE l.id = :record)"
_OF_OPPORTUNITY = (
    "(SELECT l.woke_on FROM opportunity AS o JOIN lead AS l ON l.id = o.lead_id WHERE o.id = :record "
    "AND l.opportunity_id = o.id)"
)


def of_lead(connection: Connection, lead_id: int, now: datetime) -> list[Dimension]:
    """Return every dimension with the answers about a lead; `now` is local and decides what has aged."""
    return _read(connection, _QUERY.format(owner="lead_id", woke_on=_OF_LEAD), lead_id, now)


def of_opportunity(connection: Connection, opportunity_id: int, now: datetime) -> list[Dimension]:
    """Return every dimension with the answers about an opportunity; `now` is local and decides what has aged."""
    return _read(connection, _QUERY.format(owner="opportunity_id", woke_on=_OF_OPPORTUNITY), opportunity_id, now)


def _read(connection: Connection, query: str, record: int, now: datetime) -> list[Dimension]:
    rows = connection.exec_driver_sql(query, {"record": record, "today": now.date().isoformat()})
    found = []
    for (code, letter, name, question, stands_for), group in groupby(rows, key=lambda row: tuple(row[:5])):
        answers = tuple(_answer(tuple(row[5:]), now) for row in group)
        headline = headline_of(answers, now.date())
        found.append(Dimension(code, letter, name, question, answers, headline, stands_for))
    return found


def _answer(row: tuple[Any, ...], now: datetime) -> Answer:
    days, woke, code, prompt, answer_type, choices, talk_track, is_required, disqualifies, rule, weight, *known = row
    record, asked, state, value, note, said_by, answered_text, activity_id, kind, happened = known
    question = (code, prompt, answer_type, _lines(choices), _lines(talk_track), bool(is_required), bool(disqualifies))
    if record is None:
        return Answer(None, *question, rule=rule, weight=weight)
    answered_at = read_instant(answered_text)
    counts_as = judged(state, rule, answer_type, value, answered_at.astimezone(now.tzinfo).date())
    return Answer(
        record,
        *question,
        counts_as,
        value,
        note,
        said_by,
        answered_at,
        is_aged(counts_as, answered_at, days, now, date.fromisoformat(woke) if woke else None),
        activity_id if kind else None,
        kind or "",
        _local_day(happened, now) if happened else None,
        rule,
        counts_as != state,
        weight,
        asked if asked != prompt else "",
    )


def _local_day(text: str, now: datetime) -> date:
    return read_instant(text).astimezone(now.tzinfo).date()


def _lines(text: str) -> tuple[str, ...]:
    return tuple(line for line in text.split("\n") if line)
