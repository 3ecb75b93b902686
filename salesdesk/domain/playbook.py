"""Playbooks: versioned sets of qualification criteria, grouped by dimension. BANT is the default one.

Source: product.md, section 3. A rule is a short text a criterion's confirmed value must satisfy (`>= 10000`,
`within 6 months`, `any of A, B`; see `rules`); an empty rule is satisfied by any value.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date, timedelta
from typing import Literal

AnswerType = Literal["yes_no", "choice", "number", "money", "date", "text", "contact"]
AnswerState = Literal["unknown", "confirmed", "failed"]


@dataclass(frozen=True, slots=True)
class CriterionPlan:
    """One question of a playbook; `talk_track` holds what is worth asking, a line each.

    Its code stays the same whatever else is changed. Evidence ages after `evidence_days`, else after the playbook’s.
    """

    code: str
    prompt: str
    answer_type: AnswerType
    is_required: bool = False
    disqualifies: bool = False
    rule: str = ""
    choices: tuple[str, ...] = ()
    talk_track: tuple[str, ...] = ()
    weight: int = 1
    evidence_days: int | None = None


@dataclass(frozen=True, slots=True)
class DimensionPlan:
    """A group of criteria; the first required criterion is the one a short answer goes to.

    `stands_for` names the dimension of BANT it is the counterpart of; one of that code stands for itself.
    """

    code: str
    letter: str
    name: str
    question: str
    criteria: tuple[CriterionPlan, ...]
    stands_for: str = ""

    @property
    def stands(self) -> str:
        """The dimension of BANT it counts as, or its own code."""
        return self.stands_for or self.code


@dataclass(frozen=True, slots=True)
class PlaybookPlan:
    """A whole playbook; the mark is a score from 0 to 100, evidence ages after that many days."""

    name: str
    dimensions: tuple[DimensionPlan, ...]
    mql_mark: int = 60
    evidence_days: int = 120
    version: int = field(default=1)

    @property
    def criteria(self) -> tuple[CriterionPlan, ...]:
        """Every criterion in order."""
        return tuple(one for dimension in self.dimensions for one in dimension.criteria)


BANT_CODES = ("budget", "authority", "need", "timeline")
"""The order of the letters in `bant`."""

BANT = PlaybookPlan(
    "BANT",
    (
        DimensionPlan(
            "budget",
            "B",
            "Budget",
            "Is there money for this, how much, and who released it?",
            (
                CriterionPlan(
                    "budget_amount",
                    "Budget",
                    "money",
                    is_required=True,
                    talk_track=(
                        "What have you set aside for this, and for which year?",
                        "What does the way you do it today cost you?",
                        "Which line does the money come from?",
                        "What happens above that amount?",
                    ),
                ),
                CriterionPlan("budget_period", "Period", "choice", choices=("per year", "per month", "one-off")),
                CriterionPlan("budget_origin", "Where the money sits", "text"),
            ),
        ),
        DimensionPlan(
            "authority",
            "A",
            "Authority",
            "Who signs, and who else has a say?",
            (
                CriterionPlan(
                    "decision_maker",
                    "Who decides",
                    "contact",
                    is_required=True,
                    talk_track=(
                        "Who signs a contract of this size?",
                        "Who else has to agree, and who could stop it?",
                        "How did you buy something like this the last time?",
                        "When may we meet the person who decides?",
                    ),
                ),
                CriterionPlan("signing_limit", "Signs up to", "money"),
                CriterionPlan("decision_process", "How they decide", "text"),
            ),
        ),
        DimensionPlan(
            "need",
            "N",
            "Need",
            "What hurts, how much, and what if nothing changes?",
            (
                CriterionPlan(
                    "need",
                    "What they need",
                    "text",
                    is_required=True,
                    talk_track=(
                        "What made you look for this now?",
                        "How do you do it today, and what goes wrong?",
                        "What does that cost, in hours or money?",
                        "What happens if nothing changes?",
                    ),
                ),
                CriterionPlan("need_impact", "What it costs them", "text"),
            ),
        ),
        DimensionPlan(
            "timeline",
            "T",
            "Timeline",
            "When do they need to be live, and what sets that date?",
            (
                CriterionPlan(
                    "decision_by",
                    "Decision by",
                    "date",
                    is_required=True,
                    talk_track=(
                        "What happens if you miss that date?",
                        "Who else has to agree before then?",
                        "What must be in place before you can start?",
                        "Has this slipped before?",
                    ),
                ),
                CriterionPlan("go_live", "Go-live", "date"),
                CriterionPlan(
                    "date_driver",
                    "What sets the date",
                    "choice",
                    choices=(
                        "Current contract ends",
                        "Budget year ends",
                        "A project starts",
                        "A regulation",
                        "Nothing fixed",
                    ),
                ),
                CriterionPlan("contract_ends", "Contract ends", "date"),
            ),
        ),
    ),
)

REVIEW_EVERY_DAYS = 91


def review_due(reviewed_on: date | None, first_used_on: date | None) -> date | None:
    """Return the day a playbook asks for its next review, a quarter after the last; None where nobody uses it."""
    since = reviewed_on or first_used_on
    return None if since is None else since + timedelta(days=REVIEW_EVERY_DAYS)


UNQUALIFIED_REASONS = (
    "Student or researcher",
    "Budget too small",
    "Region not served",
    "No need",
    "Wrong contact",
    "Competitor",
    "Spam",
    "Other",
)
