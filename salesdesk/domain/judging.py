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


class Judge:
    """A playbook made ready to judge many leads."""

    def __init__(self, plan: PlaybookPlan) -> None:
        self._asked = [
            ((one.code, one.answer_type), dimension.stands, one, one.evidence_days or plan.evidence_days)
            for dimension in plan.dimensions
            for one in dimension.criteria
            if one.is_required or one.disqualifies
        ]
        self.without_evidence = settled(
            Mark(stands, one.is_required, one.disqualifies, "unknown", False) for _, stands, one, _ in self._asked
        )

    def verdict_kind(self, evidence: Evidence, now: datetime, woke_on: date | None = None) -> VerdictKind:
        """Return the verdict on one lead; `now` is local."""
        marks = []
        for key, stands, criterion, limit in self._asked:
            said = evidence.get(key)
            state = _state(criterion, said, now)
            has_aged = said is not None and is_aged(state, said.answered_at, limit, now, woke_on)
            marks.append(Mark(stands, criterion.is_required, criterion.disqualifies, state, has_aged))
        return settled(marks)


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


def _state(criterion: CriterionPlan, said: Said | None, now: datetime) -> AnswerState:
    if said is None:
        return "unknown"
    if not criterion.rule:
        return said.state
    said_on = said.answered_at.astimezone(now.tzinfo).date()
    return judged(said.state, criterion.rule, criterion.answer_type, said.value, said_on)
