"""Every mistake in scoring rules that are being edited, each with its rule and field."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace

from salesdesk.domain.errors import SalesDeskError
from salesdesk.domain.scoring import FACTS, Rule, checked_rule, checked_rules

FIELDS = ("name", "points", "fact", "test")


@dataclass(frozen=True, slots=True)
class RuleProblem:
    """A mistake: the place of its rule, its field, and a sentence."""

    place: int
    field: str
    sentence: str


def rule_problems(rules: Sequence[Rule]) -> list[RuleProblem]:
    """Return every mistake in the order of the rules; one about all of them stands at the last, without a field."""
    found = [
        RuleProblem(place, field, sentence)
        for place, rule in enumerate(rules)
        for field in FIELDS
        if (sentence := _sentence(_alone(rule, field)))
    ]
    seen: dict[str, Rule] = {}
    for place, rule in enumerate(rules):
        name = " ".join(rule.name.split()).casefold()
        if name and name in seen and (sentence := _sentence(_alone(seen[name], "name"), _alone(rule, "name"))):
            found.append(RuleProblem(place, "name", sentence))
        seen.setdefault(name, rule)
    if not found and (sentence := _sentence(*rules)):
        found.append(RuleProblem(len(rules) - 1, "", sentence))
    return sorted(found, key=lambda one: one.place)


def _alone(rule: Rule, field: str) -> Rule:
    """Return a rule that is sound but for one field."""
    short = " ".join(rule.name.split())[:40]
    name = short if short.isprintable() and short else "…"
    fact = rule.fact if field == "test" and rule.fact in FACTS else "title"
    sound = Rule("fit", 1, name, fact)
    return replace(sound, **{field: getattr(rule, field)})


def _sentence(*rules: Rule) -> str:
    try:
        if len(rules) == 1:
            checked_rule(rules[0])
        else:
            checked_rules(rules)
    except SalesDeskError as refusal:
        return str(refusal)
    return ""
