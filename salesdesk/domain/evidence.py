"""Evidence: the answers to a playbook's criteria, what they come to, and when they are too old to count."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from decimal import Decimal, InvalidOperation

from salesdesk.domain.dates import parse_iso_date
from salesdesk.domain.errors import BadValue
from salesdesk.domain.money import Money, parse_money
from salesdesk.domain.phrases import day_phrase, money_phrase
from salesdesk.domain.playbook import BANT_CODES, AnswerState, AnswerType
from salesdesk.domain.rules import is_satisfied
from salesdesk.domain.texts import clean_line, clean_text

_YES = frozenset({"yes", "y", "true", "1"})
_NO = frozenset({"no", "n", "false", "0"})
_LETTERS: dict[str, str] = {"confirmed": "y", "failed": "n", "unknown": "?"}


@dataclass(frozen=True, slots=True)
class Answer:
    """A criterion and what is known about it; `id` is None where nothing was ever answered.

    `activity_kind` and `activity_day` say where it came from, in the rep's local calendar. The state is what the rule
    makes of it: a confirmed value that breaks the rule has failed. `asked` is the prompt as it was put, where the
    playbook has changed it since.
    """

    id: int | None
    criterion: str
    prompt: str
    answer_type: AnswerType
    choices: tuple[str, ...] = ()
    talk_track: tuple[str, ...] = ()
    is_required: bool = False
    disqualifies: bool = False
    state: AnswerState = "unknown"
    value: str = ""
    note: str = ""
    said_by: str = ""
    answered_at: datetime | None = None
    is_aged: bool = False
    activity_id: int | None = None
    activity_kind: str = ""
    activity_day: date | None = None
    rule: str = ""
    breaks_rule: bool = False
    weight: int = 1
    asked: str = ""

    @property
    def money(self) -> Money | None:
        """The value of a money answer, or None where it has none."""
        if self.answer_type != "money" or not self.value:
            return None
        return parse_money(self.value, "USD")

    @property
    def day(self) -> date | None:
        """The value of a date answer, or None where it has none."""
        return date.fromisoformat(self.value) if self.answer_type == "date" and self.value else None


@dataclass(frozen=True, slots=True)
class Dimension:
    """One dimension of the playbook, its answers, and one line that sums it up, empty where nothing is known."""

    code: str
    letter: str
    name: str
    question: str
    answers: tuple[Answer, ...]
    headline: str
    stands_for: str = ""

    @property
    def stands(self) -> str:
        """The dimension of BANT it counts as, or its own code."""
        return self.stands_for or self.code

    @property
    def primary(self) -> Answer:
        """The answer that stands for the dimension: to its first required criterion, else to its first."""
        return primary_of(self.answers)

    @property
    def state(self) -> AnswerState:
        """Failed where one deciding criterion failed, confirmed where all are confirmed, else unknown."""
        return combined(answer.state for answer in _deciding(self.answers))

    @property
    def is_required(self) -> bool:
        """Whether the playbook requires anything of it."""
        return any(answer.is_required for answer in self.answers)

    @property
    def is_aged(self) -> bool:
        """Whether it is confirmed by evidence that is too old to count."""
        return self.state == "confirmed" and any(answer.is_aged for answer in _deciding(self.answers))

    @property
    def is_satisfied(self) -> bool:
        """Whether it is confirmed by fresh evidence."""
        return self.state == "confirmed" and not self.is_aged

    @property
    def note(self) -> str:
        """The note beside the answer that stands for the dimension."""
        return self.primary.note

    @property
    def letter_state(self) -> str:
        """The state as one letter of a `bant` column."""
        return _LETTERS[self.state]

    def answer(self, criterion: str) -> Answer | None:
        """Return the answer to a criterion, or None where the dimension has no such one."""
        return next((answer for answer in self.answers if answer.criterion == criterion), None)


def primary_of(answers: Sequence[Answer]) -> Answer:
    """Return the answer to the first required criterion, else the first."""
    return next((answer for answer in answers if answer.is_required), answers[0])


def is_aged(
    state: AnswerState, answered_at: datetime, limit_days: int, now: datetime, woke_on: date | None = None
) -> bool:
    """Tell whether a confirmed answer is too old to count: past its limit, or from before the lead woke up again."""
    if state != "confirmed":
        return False
    slept = woke_on is not None and answered_at.astimezone(now.tzinfo).date() < woke_on
    return slept or now - answered_at > timedelta(days=limit_days)


def judged(state: AnswerState, rule: str, answer_type: AnswerType, value: str, said_on: date) -> AnswerState:
    """Return what a rule makes of an answer: what breaks it has failed, whatever was ticked.

    A span such as “within 6 months” counts from the day of the answer, so that reaffirming judges it anew.
    """
    if state == "confirmed" and not is_satisfied(rule, answer_type, value, said_on):
        return "failed"
    return state


def combined(states: Iterable[AnswerState]) -> AnswerState:
    """Return failed where one has failed, confirmed where all are confirmed, else unknown."""
    found = set(states)
    if "failed" in found:
        return "failed"
    return "confirmed" if found == {"confirmed"} else "unknown"


def letters(states: Mapping[str, AnswerState]) -> str:
    """Return the letters of a `bant` column, given what is known of its dimensions."""
    return "".join(_LETTERS[states.get(code, "unknown")] for code in BANT_CODES)


def bant_of(dimensions: Sequence[Dimension]) -> str:
    """Return the letters of a `bant` column as one playbook’s dimensions have them."""
    found: dict[str, list[AnswerState]] = {}
    for dimension in dimensions:
        found.setdefault(dimension.stands, []).append(dimension.state)
    return letters({code: combined(states) for code, states in found.items()})


def headline_of(answers: Sequence[Answer], today: date) -> str:
    """Return the one line that sums a dimension up."""
    by_code = {answer.criterion: answer for answer in answers}
    first = primary_of(answers)
    reading = reading_of(first, today)
    period = by_code.get("budget_period")
    if first.criterion == "budget_amount" and reading and period is not None and period.value:
        return f"{reading}, {period.value}" if period.value == "one-off" else f"{reading} {period.value}"
    if first.answer_type == "date" and reading:
        return f"{first.prompt} {reading}"
    if not reading:
        other = next((answer for answer in answers if answer.value), None)
        return f"{other.prompt}: {reading_of(other, today)}" if other is not None else ""
    return reading


def reading_of(answer: Answer, today: date) -> str:
    """Return how the value reads in a sentence: “$48,000”, “18 Dec”, “Yes”, the text itself."""
    if not answer.value:
        return ""
    if answer.money is not None:
        return money_phrase(answer.money)
    if answer.day is not None:
        return day_phrase(answer.day, today)
    return answer.value.capitalize() if answer.answer_type == "yes_no" else answer.value


def kept_value(answer_type: AnswerType, text: str, choices: Sequence[str], currency: str, prompt: str) -> str:
    """Return a typed value as it is kept: money as “48000.00 USD”, dates ISO, numbers plain. Raises: BadValue."""
    value = clean_text(text, prompt) if answer_type == "text" else clean_line(text, prompt)
    if not value:
        return ""
    if answer_type == "money":
        return str(parse_money(value, currency, field=prompt))
    if answer_type == "date":
        return parse_iso_date(value, field=prompt).isoformat()
    if answer_type == "number":
        return _number(value, prompt)
    if answer_type == "yes_no":
        return _yes_no(value, prompt)
    if answer_type == "choice" and choices:
        return _choice(value, choices, prompt)
    return value


def _number(value: str, prompt: str) -> str:
    try:
        number = Decimal(value)
    except InvalidOperation:
        raise BadValue(prompt, value, "write a number such as 1200 or 12.5.") from None
    if not number.is_finite() or abs(number.adjusted()) > 18:
        raise BadValue(prompt, value, "it is larger than SalesDesk can keep.")
    return f"{number:f}"


def _yes_no(value: str, prompt: str) -> str:
    folded = value.casefold()
    if folded not in _YES | _NO:
        raise BadValue(prompt, value, "answer yes or no.")
    return "yes" if folded in _YES else "no"


def _choice(value: str, choices: Sequence[str], prompt: str) -> str:
    found = next((choice for choice in choices if choice.casefold() == value.casefold()), None)
    if found is None:
        raise BadValue(prompt, value, f"use one of: {', '.join(choices)}.")
    return found


def _deciding(answers: Sequence[Answer]) -> list[Answer]:
    return [answer for answer in answers if answer.is_required] or [primary_of(answers)]
