"""Playbooks as the editor and the command line show them, and as plans."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime

from sqlalchemy import Connection

from salesdesk.domain.errors import NotFound
from salesdesk.domain.playbook import CriterionPlan, DimensionPlan, PlaybookPlan, review_due
from salesdesk.store.types import read_instant

DEFAULT = "SELECT id FROM playbook WHERE deleted_at IS NULL ORDER BY is_default DESC, id LIMIT 1"


@dataclass(frozen=True, slots=True)
class PlaybookRow:
    """A playbook with how much was answered to it, and the day its next review is due, None where nobody uses it."""

    id: int
    name: str
    version: int
    is_default: bool
    criterion_count: int
    answer_count: int
    reviewed_on: date | None
    review_due_on: date | None


def playbooks(connection: Connection, now: datetime) -> list[PlaybookRow]:
    """Return the playbooks, the default one first; `now` is local."""
    rows = connection.exec_driver_sql(
        "SELECT p.id, p.name, p.version, p.is_default, "
        "(SELECT count(*) FROM criterion AS c JOIN dimension AS d ON d.id = c.dimension_id "
        " WHERE d.playbook_id = p.id AND c.until_version IS NULL), "
        "count(a.id), p.reviewed_on, min(a.answered_at) FROM playbook AS p "
        "LEFT JOIN dimension AS e ON e.playbook_id = p.id LEFT JOIN criterion AS k ON k.dimension_id = e.id "
        "LEFT JOIN answer AS a ON a.criterion_id = k.id "
        "WHERE p.deleted_at IS NULL GROUP BY p.id ORDER BY p.is_default DESC, p.name, p.id"
    )
    found = []
    for record, name, version, is_default, criteria, answers, reviewed, first in rows:
        reviewed_on = date.fromisoformat(reviewed) if reviewed else None
        due_on = review_due(reviewed_on, read_instant(first).astimezone(now.tzinfo).date() if first else None)
        found.append(PlaybookRow(record, name, version, bool(is_default), criteria, answers, reviewed_on, due_on))
    return found


def default_id(connection: Connection) -> int:
    """Return the playbook that leads are qualified by."""
    return int(connection.exec_driver_sql(DEFAULT).scalar_one())


def plan_of(connection: Connection, playbook_id: int, version: int | None = None) -> PlaybookPlan:
    """Return a playbook as a plan, as it is now or as it was in an earlier version. Raises: NotFound."""
    found = connection.exec_driver_sql(
        "SELECT name, mql_mark, evidence_days, version FROM playbook WHERE id = ? AND deleted_at IS NULL",
        (playbook_id,),
    ).first()
    if found is None:
        raise NotFound("playbook", playbook_id)
    name, mark, days, present = found
    at = present if version is None else version
    if not 1 <= at <= present:
        raise NotFound(f"version of “{name}” with the number", at)
    held = "{0}.since_version <= :at AND coalesce({0}.until_version, :at) >= :at"
    if at == present:
        held = "{0}.until_version IS NULL"
    asked = {"playbook": playbook_id, "at": at}
    criteria: dict[int, list[CriterionPlan]] = {}
    for row in connection.exec_driver_sql(
        "SELECT c.dimension_id, c.code, c.prompt, c.answer_type, c.is_required, c.disqualifies, c.rule, c.choices, "
        "c.talk_track, c.weight, c.evidence_days FROM criterion AS c JOIN dimension AS d ON d.id = c.dimension_id "
        f"WHERE d.playbook_id = :playbook AND {held.format('c')} ORDER BY c.position, c.id",
        asked,
    ):
        criteria.setdefault(row[0], []).append(_criterion(tuple(row[1:])))
    dimensions = connection.exec_driver_sql(
        "SELECT d.id, d.code, d.letter, d.name, d.question, d.stands_for FROM dimension AS d "
        f"WHERE d.playbook_id = :playbook AND {held.format('d')} ORDER BY d.position, d.id",
        asked,
    )
    return PlaybookPlan(
        name,
        tuple(
            DimensionPlan(code, letter, called, question, tuple(criteria.get(record, ())), stands_for)
            for record, code, letter, called, question, stands_for in dimensions
        ),
        mark,
        days,
        at,
    )


def codes_of(connection: Connection, playbook_id: int) -> set[str]:
    """Return every code that a dimension or a criterion of the playbook ever had."""
    rows = connection.exec_driver_sql(
        "SELECT c.code FROM criterion AS c JOIN dimension AS d ON d.id = c.dimension_id WHERE d.playbook_id = ? "
        "UNION SELECT code FROM dimension WHERE playbook_id = ?",
        (playbook_id, playbook_id),
    )
    return set(rows.scalars())


def answer_counts(connection: Connection, playbook_id: int) -> dict[str, int]:
    """Return how many answers were given to each criterion of a playbook in its present version, by code."""
    rows = connection.exec_driver_sql(
        "SELECT c.code, count(a.id) FROM criterion AS c JOIN dimension AS d ON d.id = c.dimension_id "
        "LEFT JOIN answer AS a ON a.criterion_id = c.id "
        "WHERE d.playbook_id = ? AND c.until_version IS NULL GROUP BY c.id",
        (playbook_id,),
    )
    return dict(rows.all())


def _criterion(row: tuple[object, ...]) -> CriterionPlan:
    code, prompt, answer_type, is_required, disqualifies, rule, choices, talk_track, weight, days = row
    return CriterionPlan(
        *(code, prompt, answer_type, bool(is_required), bool(disqualifies), rule),  # type: ignore[arg-type]
        tuple(line for line in str(choices).split("\n") if line),
        tuple(line for line in str(talk_track).split("\n") if line),
        weight,  # type: ignore[arg-type]
        days,  # type: ignore[arg-type]
    )
