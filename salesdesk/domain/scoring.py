"""The score of a lead, 0 to 100: a sum of rules, each with the fact that earned its points.

Every fact is on record (fields and activities); none depends on the clock, so a score stays true until a fact or a rule
changes. Rules are data: points for a fact that satisfies a test, written as the rules of a playbook are.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime
from decimal import Decimal
from functools import lru_cache
from typing import Literal, get_args

from salesdesk.domain.activities import is_outbound, is_two_way
from salesdesk.domain.errors import BadValue
from salesdesk.domain.keys import FREE_MAIL, email_key
from salesdesk.domain.rules import AnyOf, ValueForm, parse_rule
from salesdesk.domain.rules import Rule as Test
from salesdesk.domain.texts import clean_line

Group = Literal["fit", "engagement", "negative"]


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
    country: str = ""
    region: str = ""


@dataclass(frozen=True, slots=True)
class Rule:
    """Points for a fact that satisfies a test; an empty test asks only that the fact is there."""

    group: Group
    points: int
    name: str
    fact: str
    test: str = ""


@dataclass(frozen=True, slots=True)
class FactPlan:
    """Something rules can look at: what it is called, how a test on it is written, None where it has none.

    `read` gives its value, empty where the fact is not there, and how it reads.
    """

    label: str
    form: ValueForm | None
    read: Callable[[Facts], tuple[str, str]]
    choices: tuple[str, ...] = ()


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


LONGEST_NAME = 80
MOST_RULES = 100
MOST_POINTS = 100

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


def _title_rank(facts: Facts) -> tuple[str, str]:
    return (_rank_of(facts.title) if facts.title else ""), facts.title


def _title(facts: Facts) -> tuple[str, str]:
    return facts.title, facts.title


def _employees(facts: Facts) -> tuple[str, str]:
    return ("", "") if facts.employees is None else (str(facts.employees), f"{facts.employees:,}")


def _industry(facts: Facts) -> tuple[str, str]:
    return facts.industry, facts.industry


def _region(facts: Facts) -> tuple[str, str]:
    there = [part for part in (facts.region, facts.country) if part]
    return "; ".join(there), ", ".join(there)


def _source(facts: Facts) -> tuple[str, str]:
    return facts.source.strip(), facts.campaign or facts.source


def _campaign(facts: Facts) -> tuple[str, str]:
    return facts.campaign, facts.campaign


def _high_intent(facts: Facts) -> tuple[str, str]:
    return ("yes", facts.source or "Marked by hand") if facts.is_high_intent else ("", "")


def _free_mail(facts: Facts) -> tuple[str, str]:
    domain = email_key(facts.email).rpartition("@")[2]
    return (domain, domain) if domain in FREE_MAIL else ("", "")


def _bounced(facts: Facts) -> tuple[str, str]:
    """Return the address that bounced, unless it has been answered since."""
    mails = [one for one in facts.activities if one.kind == "email"]
    is_bounced = bool(mails) and mails[-1].outcome.strip().casefold() == "bounced"
    return ("yes", facts.email or "email") if is_bounced else ("", "")


def _reply(facts: Facts) -> tuple[str, str]:
    """Return how many days the first reply took, from the first time we reached out."""
    replies = [one for one in facts.activities if one.kind in ("call", "email") and _is_answer(one)]
    if not replies:
        return "", ""
    asked = next((one.at for one in facts.activities if is_outbound(one.kind, one.direction)), replies[0].at)
    took = Decimal((replies[0].at - asked).total_seconds()) / 86400
    return f"{max(took, Decimal(0)):f}", _counted(replies, ("email", "call"))


def _meetings(facts: Facts) -> tuple[str, str]:
    met = [one for one in facts.activities if one.kind in ("meeting", "demo") and _is_answer(one)]
    return (str(len(met)), _counted(met, ("meeting", "demo"))) if met else ("", "")


def _silence(facts: Facts) -> tuple[str, str]:
    since = 0
    for one in facts.activities:
        if _is_answer(one):
            since = 0
        elif is_outbound(one.kind, one.direction):
            since += 1
    return (str(since), f"{since} since the last reply") if since else ("", "")


def _is_answer(one: Contacted) -> bool:
    return is_two_way(one.kind, one.direction, one.outcome)


def _counted(activities: Iterable[Contacted], kinds: tuple[str, ...]) -> str:
    found = [one.kind for one in activities]
    counts = [(found.count(kind), kind) for kind in kinds]
    return ", ".join(f"{count} {kind}{'s' if count > 1 else ''}" for count, kind in counts if count)


FACTS: dict[str, FactPlan] = {
    "title_rank": FactPlan("Rank of the title", "choice", _title_rank, ("executive", "director", "manager", "student")),
    "title": FactPlan("Title", "text", _title),
    "employees": FactPlan("Employees", "number", _employees),
    "industry": FactPlan("Industry", "text", _industry),
    "region": FactPlan("Region or country", "text", _region),
    "source": FactPlan("Source", "choice", _source),
    "campaign": FactPlan("Campaign", "text", _campaign),
    "high_intent": FactPlan("High intent", None, _high_intent),
    "reply": FactPlan("Days until the first reply", "number", _reply),
    "meetings": FactPlan("Meetings and demos held", "number", _meetings),
    "silence": FactPlan("Tries since the last reply", "number", _silence),
    "free_mail": FactPlan("Free-mail domain", None, _free_mail),
    "bounced": FactPlan("Bounced address", None, _bounced),
}

RULES: tuple[Rule, ...] = (
    Rule("fit", 20, "Executive title", "title_rank", "any of executive"),
    Rule("fit", 15, "Director title", "title_rank", "any of director"),
    Rule("fit", 8, "Manager title", "title_rank", "any of manager"),
    Rule("fit", 3, "10–49 employees", "employees", "between 10 and 49"),
    Rule("fit", 6, "50–199 employees", "employees", "between 50 and 199"),
    Rule("fit", 10, "200–1,000 employees", "employees", "between 200 and 1000"),
    Rule("fit", 6, "More than 1,000 employees", "employees", "> 1000"),
    Rule("fit", 10, "Industry known", "industry"),
    Rule("engagement", 25, "Asked for a demo or a call", "high_intent"),
    Rule("engagement", 15, "Wrote to us", "source", "any of inbound form, inbound"),
    Rule("engagement", 12, "Attended webinar", "source", "any of webinar"),
    Rule("engagement", 12, "Was referred", "source", "any of referral, partner"),
    Rule("engagement", 8, "Met at an event", "source", "any of event"),
    Rule("engagement", 6, "Read our content", "source", "any of content"),
    Rule("engagement", 16, "Replied within a week", "reply", "<= 7 days"),
    Rule("engagement", 8, "Replied later", "reply", "> 7 days"),
    Rule("engagement", 15, "Met us", "meetings"),
    Rule("negative", -20, "Free-mail domain", "free_mail"),
    Rule("negative", -30, "Bounced address", "bounced"),
    Rule("negative", -40, "Student or trainee", "title_rank", "any of student"),
    Rule("negative", -10, "Silence", "silence", ">= 3"),
)
"""What a new file scores by."""


def score(facts: Facts, rules: Sequence[Rule] = RULES) -> Score:
    """Return the score with every rule that applied, in the order of the rules."""
    return scorer(rules)(facts)


def scorer(rules: Sequence[Rule]) -> Callable[[Facts], Score]:
    """Return what scores many leads by the same rules."""
    ready = _ready(tuple(rules))

    def scored(facts: Facts) -> Score:
        seen: dict[str, tuple[str, str]] = {}
        lines = []
        for rule, test in ready:
            if rule.fact not in seen:
                seen[rule.fact] = FACTS[rule.fact].read(facts)
            value, reading = seen[rule.fact]
            if value and (test is None or test.holds(value, date.min)):
                lines.append(Line(rule.group, rule.points, rule.name, reading))
        return Score(max(0, min(100, sum(line.points for line in lines))), tuple(lines))

    return scored


def checked_rules(rules: Sequence[Rule]) -> tuple[Rule, ...]:
    """Return the rules as they are kept. Raises: BadValue that names the rule."""
    if len(rules) > MOST_RULES:
        raise BadValue("the scoring rules", len(rules), f"there may be {MOST_RULES} of them.")
    kept = tuple(checked_rule(rule) for rule in rules)
    names = [rule.name.casefold() for rule in kept]
    twice = next((rule.name for rule in kept if names.count(rule.name.casefold()) > 1), None)
    if twice is not None:
        raise BadValue("name", twice, "two rules share it. Give each one a name of its own.")
    return kept


def checked_rule(rule: Rule) -> Rule:
    """Return a rule as it is kept. Raises: BadValue."""
    name = clean_line(rule.name, "name")
    if not name or len(name) > LONGEST_NAME:
        raise BadValue("name", name, f"a scoring rule needs a name of up to {LONGEST_NAME} characters.")
    if rule.group not in get_args(Group):
        raise BadValue(f"the group of “{name}”", rule.group, "use fit, engagement or negative.")
    plan = FACTS.get(rule.fact)
    if plan is None:
        raise BadValue(f"the fact of “{name}”", rule.fact, f"use one of {', '.join(FACTS)}.")
    if type(rule.points) is not int or not 0 < abs(rule.points) <= MOST_POINTS:
        raise BadValue(
            f"the points of “{name}”", rule.points, f"give a whole number up to {MOST_POINTS}, plus or minus."
        )
    test = clean_line(rule.test, f"the condition of “{name}”")
    if plan.form is None and test:
        raise BadValue(f"the condition of “{name}”", test, "this fact is there or not. Leave the condition empty.")
    found = parse_rule(test, plan.form, f"the condition of “{name}”") if plan.form is not None else None
    if isinstance(found, AnyOf) and plan.choices and not {word.casefold() for word in found.words} <= set(plan.choices):
        raise BadValue(f"the condition of “{name}”", test, f"use one of {', '.join(plan.choices)}.")
    return replace(rule, name=name, test=test)


@lru_cache(maxsize=8)
def _ready(rules: tuple[Rule, ...]) -> tuple[tuple[Rule, Test | None], ...]:
    forms = [FACTS[rule.fact].form for rule in rules]
    return tuple(
        (rule, None if form is None else parse_rule(rule.test, form)) for rule, form in zip(rules, forms, strict=True)
    )
