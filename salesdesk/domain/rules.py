"""Rules: short texts that a value must satisfy, such as `>= 10000 beds`, `within 6 months` or `any of a, b`.

A rule is read once and asked often. What cannot be read is refused with a sentence that says what can.
"""

from __future__ import annotations

import re
from calendar import monthrange
from dataclasses import dataclass
from datetime import date, timedelta
from decimal import Decimal
from functools import lru_cache
from typing import Literal

from salesdesk.domain.dates import parse_iso_date
from salesdesk.domain.errors import BadValue
from salesdesk.domain.money import CURRENCIES, decimal_amount, parse_money, split_currency
from salesdesk.domain.texts import clean_line

ValueForm = Literal["yes_no", "choice", "number", "money", "date", "text", "contact"]
Operator = Literal[">=", "<=", ">", "<", "="]
LONGEST = 500

_OPERATORS: dict[str, Operator] = {
    ">=": ">=",
    "≥": ">=",
    "at least": ">=",
    "<=": "<=",
    "≤": "<=",
    "at most": "<=",
    ">": ">",
    "more than": ">",
    "<": "<",
    "less than": "<",
    "=": "=",
    "exactly": "=",
}
_COMPARE = re.compile(
    r"^(>=|<=|>|<|=|≥|≤|at least\b|at most\b|more than\b|less than\b|exactly\b)\s*(.+)$", re.IGNORECASE
)
_BETWEEN = re.compile(r"^between\s+(.+?)\s+and\s+(.+)$", re.IGNORECASE)
_NUMBER = re.compile(r"^(-?\d{1,3}(?:[, ]\d{3})+(?:\.\d+)?|-?\d+(?:\.\d+)?)\s*(\D.{0,40})?$")
_SPAN = re.compile(r"^(within|later than)\s+(\d{1,4})\s+(day|week|month|year)s?$", re.IGNORECASE)
_DAY = re.compile(r"^(by|before|after|from|on or before|on or after)\s+(.+)$", re.IGNORECASE)
_LIST = re.compile(r"^(any of|none of|one of)\s+(.+)$", re.IGNORECASE)
_WORDS = re.compile(r"\w+")

_HINTS: dict[str, str] = {
    "number": "write “>= 10000 beds”, “< 50” or “between 10 and 49”.",
    "money": "write “>= 10000”, “>= 10000 EUR” or “between 5000 and 20000”.",
    "date": "write “within 6 months”, “before 2027-03-31” or “after 2027-01-01”.",
    "yes_no": "write “yes” or “no”.",
    "choice": "write “any of Hospital, Clinic” or “none of Nothing fixed”.",
    "text": "write “any of SAP, Oracle” or “none of Excel”.",
    "contact": "write “any of CEO, CFO” or “none of Intern”.",
}


@dataclass(frozen=True, slots=True)
class Compare:
    """A number or amount on one side of a bound; an amount in another currency than the bound’s can’t be judged."""

    operator: Operator
    bound: Decimal
    unit: str = ""

    def holds(self, value: str, said_on: date) -> bool:
        """Tell whether the value is on that side."""
        number, unit = _read_number(value)
        if self.unit in CURRENCIES and unit in CURRENCIES and unit != self.unit:
            return True
        match self.operator:
            case ">=":
                return number >= self.bound
            case "<=":
                return number <= self.bound
            case ">":
                return number > self.bound
            case "<":
                return number < self.bound
            case "=":
                return number == self.bound


@dataclass(frozen=True, slots=True)
class Between:
    """A number or amount from a low bound to a high one, both included."""

    low: Compare
    high: Compare

    def holds(self, value: str, said_on: date) -> bool:
        """Tell whether the value is between the bounds."""
        return self.low.holds(value, said_on) and self.high.holds(value, said_on)


@dataclass(frozen=True, slots=True)
class Within:
    """A day no later than a span after the day it was said; with `is_later` one beyond it."""

    count: int
    unit: str
    is_later: bool = False

    def holds(self, value: str, said_on: date) -> bool:
        """Tell whether the day is inside the span, or beyond it."""
        return (date.fromisoformat(value) > self.last_day(said_on)) is self.is_later

    def last_day(self, start: date) -> date:
        """Return the last day of the span that begins on a day."""
        if self.unit in ("day", "week"):
            days = self.count * (7 if self.unit == "week" else 1)
            return start + timedelta(days=min(days, (date.max - start).days))
        months = start.year * 12 + start.month - 1 + self.count * (12 if self.unit == "year" else 1)
        year, month = months // 12, months % 12 + 1
        if year > date.max.year:
            return date.max
        return date(year, month, min(start.day, monthrange(year, month)[1]))


@dataclass(frozen=True, slots=True)
class OnDay:
    """A day before or after a fixed one."""

    day: date
    is_after: bool
    is_included: bool

    def holds(self, value: str, said_on: date) -> bool:
        """Tell whether the day is on that side."""
        found = date.fromisoformat(value)
        return (found == self.day and self.is_included) or (found > self.day if self.is_after else found < self.day)


@dataclass(frozen=True, slots=True)
class AnyOf:
    """One of several words: the whole value, or with `is_inside` words in it. `is_none` turns it round."""

    words: tuple[str, ...]
    is_none: bool = False
    is_inside: bool = False

    def holds(self, value: str, said_on: date) -> bool:
        """Tell whether the value is, or has in it, one of the words."""
        found = _folded(value)
        if self.is_inside:
            is_there = any(f" {word} " in f" {found} " for word in self._wanted)
        else:
            is_there = found in self._wanted
        return is_there is not self.is_none

    @property
    def _wanted(self) -> tuple[str, ...]:
        return _folded_words(self.words)


Rule = Compare | Between | Within | OnDay | AnyOf


@lru_cache(maxsize=1024)
def parse_rule(text: str, form: ValueForm, field: str = "rule") -> Rule | None:
    """Return the rule a text stands for, None where it is empty. Raises: BadValue with what can be written."""
    line = clean_line(text, field)
    if not line:
        return None
    if len(line) > LONGEST:
        raise BadValue(field, line, f"it has {len(line):,} characters, and {LONGEST} fit.")
    found: Rule | None
    match form:
        case "number" | "money":
            found = _bounds(line, form)
        case "date":
            found = _days(line)
        case "yes_no":
            found = AnyOf((line.casefold(),)) if line.casefold() in ("yes", "no") else None
        case _:
            found = _listed(line, is_inside=form != "choice")
    if found is None:
        raise BadValue(field, line, _HINTS[form])
    return found


def is_satisfied(rule: str, form: ValueForm, value: str, said_on: date) -> bool:
    """Tell whether a kept value satisfies a rule; an empty rule or value does, and so does what can’t be compared."""
    if not rule or not value:
        return True
    try:
        found = parse_rule(rule, form)
        return found is None or found.holds(value, said_on)
    except (BadValue, ValueError):
        return True


def _bounds(line: str, form: str) -> Rule | None:
    if found := _COMPARE.match(line):
        return _compare(_OPERATORS[found[1].casefold()], found[2], form)
    if found := _BETWEEN.match(line):
        low, high = _compare(">=", found[1], form), _compare("<=", found[2], form)
        if low is None or high is None or low.bound > high.bound:
            return None
        if low.unit != high.unit and low.unit in CURRENCIES and high.unit in CURRENCIES:
            return None
        unit = high.unit or low.unit
        return Between(Compare(">=", low.bound, unit), Compare("<=", high.bound, unit))
    return None


def _compare(operator: Operator, text: str, form: str) -> Compare | None:
    try:
        if form == "money":
            named = split_currency(text)[1] or ""
            money = parse_money(text, "USD")
            return Compare(operator, decimal_amount(money.amount_minor, money.currency), named)
    except BadValue:
        return None
    found = _NUMBER.match(text)
    if found is None:
        return None
    return Compare(operator, Decimal(found[1].replace(",", "").replace(" ", "")), (found[2] or "").strip())


def _days(line: str) -> Rule | None:
    if found := _SPAN.match(line):
        return Within(int(found[2]), found[3].casefold(), is_later=found[1].casefold() == "later than")
    if found := _DAY.match(line):
        word = found[1].casefold()
        try:
            day = parse_iso_date(found[2])
        except BadValue:
            return None
        return OnDay(day, word in ("after", "from", "on or after"), word not in ("before", "after"))
    return None


def _listed(line: str, *, is_inside: bool) -> Rule | None:
    found = _LIST.match(line)
    if found is None:
        return None
    parted = found[2].split(";" if ";" in found[2] else ",")
    words = tuple(dict.fromkeys(word.strip() for word in parted if _folded(word)))
    return AnyOf(words, found[1].casefold() == "none of", is_inside) if words else None


def _read_number(value: str) -> tuple[Decimal, str]:
    number, _, unit = value.partition(" ")
    return Decimal(number), unit


@lru_cache(maxsize=4096)
def _folded(text: str) -> str:
    return " ".join(_WORDS.findall(text.casefold()))


@lru_cache(maxsize=1024)
def _folded_words(words: tuple[str, ...]) -> tuple[str, ...]:
    return tuple(map(_folded, words))
