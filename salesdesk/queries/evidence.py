"""The evidence about a lead or an opportunity, by dimension of the default playbook."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date, datetime
from itertools import groupby
from typing import Any

from sqlalchemy import Connection, Row

from salesdesk.domain.evidence import Answer, Dimension, headline_of, is_aged
from salesdesk.store.types import read_instant

_QUERY = """
SELECT d.code, d.letter, d.name, d.question, p.evidence_days,
       c.code, c.prompt, c.answer_type, c.choices, c.talk_track, c.is_required, c.disqualifies,
       a.id, a.state, a.value, a.note, a.said_by, a.answered_at, a.activity_id, y.kind, y.at
FROM dimension AS d
JOIN playbook AS p ON p.id = d.playbook_id
JOIN criterion AS c ON c.dimension_id = d.id
LEFT JOIN answer AS a ON a.criterion_id = c.id AND a.{owner} = ?
LEFT JOIN activity AS y ON y.id = a.activity_id AND y.deleted_at IS NULL
WHERE p.id = (SELECT id FROM playbook ORDER BY is_default DESC, id LIMIT 1)
ORDER BY d.position, d.id, c.position, c.id
"""


def of_lead(connection: Connection, lead_id: int, now: datetime) -> list[Dimension]:
    """Return every dimension with the answers about a lead; `now` is local and decides what has aged."""
    return _dimensions(connection.exec_driver_sql(_QUERY.format(owner="lead_id"), (lead_id,)), now)


def of_opportunity(connection: Connection, opportunity_id: int, now: datetime) -> list[Dimension]:
    """Return every dimension with the answers about an opportunity; `now` is local and decides what has aged."""
    return _dimensions(connection.exec_driver_sql(_QUERY.format(owner="opportunity_id"), (opportunity_id,)), now)


def _dimensions(rows: Iterable[Row[Any]], now: datetime) -> list[Dimension]:
    found = []
    for (code, letter, name, question), group in groupby(rows, key=lambda row: tuple(row[:4])):
        answers = tuple(_answer(tuple(row[4:]), now) for row in group)
        found.append(Dimension(code, letter, name, question, answers, headline_of(answers, now.date())))
    return found


def _answer(row: tuple[Any, ...], now: datetime) -> Answer:
    days, code, prompt, answer_type, choices, talk_track, is_required, disqualifies, *known = row
    record, state, value, note, said_by, answered_text, activity_id, kind, happened = known
    question = (code, prompt, answer_type, _lines(choices), _lines(talk_track), bool(is_required), bool(disqualifies))
    if record is None:
        return Answer(None, *question)
    answered_at = read_instant(answered_text)
    return Answer(
        record,
        *question,
        state,
        value,
        note,
        said_by,
        answered_at,
        is_aged(state, answered_at, days, now),
        activity_id if kind else None,
        kind or "",
        _local_day(happened, now) if happened else None,
    )


def _local_day(text: str, now: datetime) -> date:
    return read_instant(text).astimezone(now.tzinfo).date()


def _lines(text: str) -> tuple[str, ...]:
    return tuple(line for line in text.split("\n") if line)
