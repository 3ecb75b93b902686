"""The score of a lead, 0 to 100: a sum of rules, each with the fact that earned its points.

Every fact is on record (fields and activities); none depends on the clock, so a score stays true until a fact changes.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import datetime, timedelta
from functools import lru_cache
from typing import Literal

from salesdesk.domain.activities import is_outbound, is_two_way
from salesdesk.domain.keys import FREE_MAIL, email_key

Group = Literal["fit", "engagement"]


@dataclass(frozen=True, slots=True)
class Contacted:
    """One activity that happened, as far as scoring looks at it."""

    kind: str
    direction: str
    outcome: str
    at: datetime


@dataclass(frozen=True, slots=True)
class Facts:
    """What the rules look at; activities in the order they happened."""

    title: str = ""
    email: str = ""
    phone: str = ""
    employees: int | None = None
    industry: str = ""
    source: str = ""
    campaign: str = ""
    is_high_intent: bool = False
    activities: tuple[Contacted, ...] = ()


@dataclass(frozen=True, slots=True)
class Rule:
    """Points for a fact; `fact` returns how the fact reads, or an empty text where it does not hold."""

    group: Group
    points: int
    name: str
    fact: Callable[[Facts], str]


@dataclass(frozen=True, slots=True)
class Line:
    """One rule that applied."""

    group: Group
    points: int
    rule: str
    fact: str


@dataclass(frozen=True, slots=True)
class Score:
    """The value and the lines whose points add up to it, before it is kept between 0 and 100."""

    value: int
    lines: tuple[Line, ...]


REPLY_WINDOW = timedelta(days=7)
UNANSWERED = 3

_EXECUTIVE = re.compile(
    r"\b(c[efimort]o|chief|president|owner|founder|co-?founder|partner|managing director|geschäftsführer\w*|directeur "
    r"général|vp|svp|evp|vice president)\b"
)
_DIRECTOR = re.compile(r"\b(director|head|directeur|directrice|leiter\w*|direktor\w*|directora?)\b")
_MANAGER = re.compile(r"\b(manager|lead|supervisor|principal|teamleiter\w*|responsable)\b")
_STUDENT = re.compile(r"\b(student\w*|studying|intern|trainee|phd candidate|undergraduate|praktikant\w*|stagiaire)\b")


@lru_cache(maxsize=4096)
def _rank_of(title: str) -> str:
    folded = title.casefold()
    if _STUDENT.search(folded):
        return "student"
    if _EXECUTIVE.search(folded):
        return "executive"
    if _DIRECTOR.search(folded):
        return "director"
    return "manager" if _MANAGER.search(folded) else ""


def _title(rank: str) -> Callable[[Facts], str]:
    return lambda facts: facts.title if facts.title and _rank_of(facts.title) == rank else ""


def _employees(low: int, high: int | None) -> Callable[[Facts], str]:
    def fact(facts: Facts) -> str:
        count = facts.employees
        fits = count is not None and count >= low and (high is None or count <= high)
        return f"{count:,}" if fits else ""

    return fact


def _source(*names: str) -> Callable[[Facts], str]:
    return lambda facts: (facts.campaign or facts.source) if facts.source.strip().casefold() in names else ""


def _replies(facts: Facts) -> list[Contacted]:
    return [one for one in facts.activities if one.kind in ("call", "email") and _is_answer(one)]


def _is_answer(one: Contacted) -> bool:
    return is_two_way(one.kind, one.direction, one.outcome)


def _reply(*, is_prompt: bool) -> Callable[[Facts], str]:
    def fact(facts: Facts) -> str:
        replies = _replies(facts)
        if not replies:
            return ""
        asked = next((one.at for one in facts.activities if is_outbound(one.kind, one.direction)), replies[0].at)
        within = replies[0].at - asked <= REPLY_WINDOW
        return _counted(replies, ("email", "call")) if within is is_prompt else ""

    return fact


def _met(facts: Facts) -> str:
    return _counted([one for one in facts.activities if _is_answer(one)], ("meeting", "demo"))


def _counted(activities: Iterable[Contacted], kinds: tuple[str, ...]) -> str:
    found = [one.kind for one in activities]
    counts = [(found.count(kind), kind) for kind in kinds]
    return ", ".join(f"{count} {kind}{'s' if count > 1 else ''}" for count, kind in counts if count)


def _bounced(facts: Facts) -> str:
    """Return the address that bounced, unless it has been answered since."""
    mails = [one for one in facts.activities if one.kind == "email"]
    is_bounced = bool(mails) and mails[-1].outcome.strip().casefold() == "bounced"
    return facts.email or "e-mail" if is_bounced else ""


def _silence(facts: Facts) -> str:
    since = 0
    for one in facts.activities:
        if _is_answer(one):
            since = 0
        elif is_outbound(one.kind, one.direction):
            since += 1
    return f"{since} since the last reply" if since >= UNANSWERED else ""


def _industry(facts: Facts) -> str:
    return facts.industry


def _high_intent(facts: Facts) -> str:
    return (facts.source or "Marked by hand") if facts.is_high_intent else ""


def _free_mail(facts: Facts) -> str:
    domain = email_key(facts.email).rpartition("@")[2]
    return domain if domain in FREE_MAIL else ""


RULES: tuple[Rule, ...] = (
    Rule("fit", 20, "Executive title", _title("executive")),
    Rule("fit", 15, "Director title", _title("director")),
    Rule("fit", 8, "Manager title", _title("manager")),
    Rule("fit", 3, "10–49 employees", _employees(10, 49)),
    Rule("fit", 6, "50–199 employees", _employees(50, 199)),
    Rule("fit", 10, "200–1,000 employees", _employees(200, 1000)),
    Rule("fit", 6, "More than 1,000 employees", _employees(1001, None)),
    Rule("fit", 10, "Industry known", _industry),
    Rule("fit", -20, "Free-mail domain", _free_mail),
    Rule("fit", -30, "Bounced address", _bounced),
    Rule("fit", -40, "Student or trainee", _title("student")),
    Rule("engagement", 25, "Asked for a demo or a call", _high_intent),
    Rule("engagement", 15, "Wrote to us", _source("inbound form", "inbound")),
    Rule("engagement", 12, "Attended webinar", _source("webinar")),
    Rule("engagement", 12, "Was referred", _source("referral", "partner")),
    Rule("engagement", 8, "Met at an event", _source("event")),
    Rule("engagement", 6, "Read our content", _source("content")),
    Rule("engagement", 16, "Replied within a week", _reply(is_prompt=True)),
    Rule("engagement", 8, "Replied later", _reply(is_prompt=False)),
    Rule("engagement", 15, "Met us", _met),
    Rule("engagement", -10, "Silence", _silence),
)


def score(facts: Facts) -> Score:
    """Return the score with every rule that applied, in the order of the rules."""
    lines = tuple(Line(rule.group, rule.points, rule.name, reading) for rule in RULES if (reading := rule.fact(facts)))
    return Score(max(0, min(100, sum(line.points for line in lines))), lines)
