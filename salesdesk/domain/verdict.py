"""The verdict on a lead: what the playbook makes of the evidence, why, and what to ask next.

Source: product.md, section 3. Unqualified if a disqualifying criterion failed; Qualified if every required criterion is
confirmed and fresh; Nurture if timing alone fails; otherwise Incomplete.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Literal, NamedTuple

from salesdesk.domain.evidence import Answer, Dimension, primary_of, reading_of
from salesdesk.domain.phrases import day_phrase
from salesdesk.domain.playbook import AnswerState

VerdictKind = Literal["qualified", "nurture", "unqualified", "incomplete"]
GapState = Literal["unknown", "failed", "aged", "weak"]
TIMING = "timeline"


@dataclass(frozen=True, slots=True)
class Gap:
    """Something that is missing: the dimension it belongs to, why, one sentence, and a task that would close it.

    `weak` marks what is worth mending but holds nothing up. `task` is empty where none suggests itself.
    """

    dimension: str
    state: GapState
    sentence: str
    task: str = ""


@dataclass(frozen=True, slots=True)
class Verdict:
    """What the playbook suggests, the reasons for it, and the gaps; `hints` hold nothing up."""

    kind: VerdictKind
    because: tuple[str, ...]
    gaps: tuple[Gap, ...]
    hints: tuple[Gap, ...] = ()

    @property
    def missing(self) -> list[str]:
        """What to ask next, a sentence each."""
        return [gap.sentence for gap in self.gaps]


class Mark(NamedTuple):
    """What of a criterion and its answer decides on the verdict."""

    stands: str
    is_required: bool
    disqualifies: bool
    state: AnswerState
    is_aged: bool


@dataclass(frozen=True, slots=True)
class Standing:
    """What a verdict looks at beside the evidence."""

    score: int
    mql_mark: int
    free_mail: str = ""
    """The free-mail service of the lead’s address, empty where it is a work address."""


def verdict(dimensions: Sequence[Dimension], standing: Standing, today: date) -> Verdict:
    """Return what the playbook makes of the evidence."""
    asked = [(dimension, answer) for dimension in dimensions for answer in dimension.answers]
    disqualifying = [(one, answer) for one, answer in asked if answer.disqualifies and answer.state == "failed"]
    due = [(one, answer) for one, answer in asked if answer.is_required and not _is_fresh(answer)]
    gaps = tuple(_gap(one, answer, today) for one, answer in sorted(due, key=lambda pair: -pair[1].weight))
    hints = tuple(_hints(standing))
    if disqualifying:
        because = tuple(f"{one.name}: {_why(answer, today) or 'failed'}" for one, answer in disqualifying)
        return Verdict("unqualified", because, gaps, hints)
    kind = settled(
        Mark(one.stands, answer.is_required, answer.disqualifies, answer.state, answer.is_aged) for one, answer in asked
    )
    reasons = tuple(_reasons(dimensions, standing, today))
    if kind == "nurture":
        reasons = (*(f"{gap.sentence}, and timing alone fails" for gap in gaps), *reasons)
    return Verdict(kind, reasons, gaps, hints)


def settled(marks: Iterable[Mark]) -> VerdictKind:
    """Return the verdict that the answers to all criteria come to."""
    due = []
    is_out = False
    for mark in marks:
        is_out = is_out or (mark.disqualifies and mark.state == "failed")
        if mark.is_required and (mark.state != "confirmed" or mark.is_aged):
            due.append(mark)
    if is_out:
        return "unqualified"
    if not due:
        return "qualified"
    return "nurture" if all(mark.stands == TIMING and mark.state == "failed" for mark in due) else "incomplete"


def unsatisfied(dimensions: Iterable[Dimension]) -> list[Dimension]:
    """Return what is required and not confirmed by fresh evidence: what the promotion gate stands on."""
    return [dimension for dimension in dimensions if dimension.is_required and not dimension.is_satisfied]


def _is_fresh(answer: Answer) -> bool:
    return answer.state == "confirmed" and not answer.is_aged


def _gap(dimension: Dimension, answer: Answer, today: date) -> Gap:
    if answer.state == "failed":
        return Gap(dimension.code, "failed", f"{dimension.name}: {_why(answer, today) or 'failed'}", _way(answer))
    if answer.is_aged and answer.answered_at is not None:
        since = day_phrase(answer.answered_at.date(), today)
        return Gap(dimension.code, "aged", f"{dimension.name}: confirmed on {since}, ask whether it still holds")
    ask = answer.talk_track[0] if answer.talk_track else dimension.question
    is_primary = answer.criterion == primary_of(dimension.answers).criterion
    subject = dimension.name if is_primary else f"{dimension.name}, {answer.prompt}"
    return Gap(dimension.code, "unknown", f"{subject}: {ask}", f"Ask about {dimension.name.lower()}")


def _said(answer: Answer, today: date) -> str:
    return answer.note.split("\n")[0].rstrip(".") or reading_of(answer, today)


def _why(answer: Answer, today: date) -> str:
    if answer.breaks_rule:
        return f"{reading_of(answer, today)}, and the playbook asks for {answer.rule}"
    return _said(answer, today)


def _way(answer: Answer) -> str:
    """Return the task that would mend a failed answer: meeting the person who decides."""
    if answer.answer_type == "contact" and answer.value:
        return f"Intro call with {answer.value.split(',')[0].strip()}"
    return ""


def _hints(standing: Standing) -> Iterable[Gap]:
    if standing.free_mail:
        yield Gap("", "weak", f"Work email: only a {standing.free_mail} address", "Ask for a work email")


def _reasons(dimensions: Sequence[Dimension], standing: Standing, today: date) -> Iterable[str]:
    for dimension in dimensions:
        if dimension.is_satisfied:
            yield _reason(dimension, today)
    if standing.score >= standing.mql_mark:
        how = "above" if standing.score > standing.mql_mark else "at"
        yield f"Score {standing.score}, {how} the MQL mark of {standing.mql_mark}"


def _reason(dimension: Dimension, today: date) -> str:
    answer = dimension.primary
    reading = reading_of(answer, today)
    if not reading:
        return f"{dimension.name} is confirmed"
    if answer.criterion == "budget_amount":
        return f"{dimension.headline} is in the budget"
    if answer.criterion == "decision_maker":
        name, _, title = reading.partition(",")
        return f"{name.strip()}, {title.strip()}, decides" if title.strip() else f"{name.strip()} decides"
    if answer.criterion == "need":
        impact = dimension.answer("need_impact")
        has_number = impact is not None and any(sign.isdigit() for sign in impact.value)
        return f"The need has a number: {impact.value}" if impact and has_number else f"The need is known: {reading}"
    if answer.criterion == "decision_by":
        ends = dimension.answer("contract_ends")
        is_before = ends is not None and ends.day is not None and answer.day is not None and answer.day < ends.day
        return f"Decision by {reading}" + (", before their contract ends" if is_before else "")
    return f"{dimension.name}: {dimension.headline}"
