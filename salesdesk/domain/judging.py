"""Judging many leads by a playbook: the verdict alone, without its reasons, fast enough for every lead at once."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime

from salesdesk.domain.evidence import combined, is_aged, judged
from salesdesk.domain.playbook import BANT_CODES, AnswerState, CriterionPlan, DimensionPlan, PlaybookPlan
from salesdesk.domain.verdict import Mark, VerdictKind, settled


@dataclass(frozen=True, slots=True)
class Said:
    """An answer as it was recorded."""

    state: AnswerState
    value: str
    answered_at: datetime


Evidence = Mapping[tuple[str, str], Said]
"""The newest answers about one record by code and answer type of their criterion."""


def verdict_kind(plan: PlaybookPlan, evidence: Evidence, now: datetime, woke_on: date | None = None) -> VerdictKind:
    """Return the verdict of a playbook on one lead; `now` is local."""
    return settled(
        _mark(plan, dimension, criterion, evidence, now, woke_on)
        for dimension in plan.dimensions
        for criterion in dimension.criteria
        if criterion.is_required or criterion.disqualifies
    )


def state_of(dimension: DimensionPlan, evidence: Evidence, now: datetime) -> AnswerState:
    """Return what is known of a dimension, however old."""
    deciding = [one for one in dimension.criteria if one.is_required] or list(dimension.criteria[:1])
    return combined(_state(one, evidence.get((one.code, one.answer_type)), now) for one in deciding)


def bant_states(plan: PlaybookPlan, evidence: Evidence, now: datetime) -> dict[str, AnswerState]:
    """Return what a playbook knows of the dimensions of BANT; those without a counterpart are left out."""
    found: dict[str, list[AnswerState]] = {}
    for dimension in plan.dimensions:
        if dimension.stands in BANT_CODES and dimension.criteria:
            found.setdefault(dimension.stands, []).append(state_of(dimension, evidence, now))
    return {code: combined(states) for code, states in found.items()}


def _mark(
    plan: PlaybookPlan,
    dimension: DimensionPlan,
    criterion: CriterionPlan,
    evidence: Evidence,
    now: datetime,
    woke_on: date | None,
) -> Mark:
    said = evidence.get((criterion.code, criterion.answer_type))
    state = _state(criterion, said, now)
    limit = criterion.evidence_days or plan.evidence_days
    has_aged = said is not None and is_aged(state, said.answered_at, limit, now, woke_on)
    return Mark(dimension.stands, criterion.is_required, criterion.disqualifies, state, has_aged)


def _state(criterion: CriterionPlan, said: Said | None, now: datetime) -> AnswerState:
    if said is None:
        return "unknown"
    if not criterion.rule:
        return said.state
    said_on = said.answered_at.astimezone(now.tzinfo).date()
    return judged(said.state, criterion.rule, criterion.answer_type, said.value, said_on)
