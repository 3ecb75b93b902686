"""The verb `rules`: what leads are scored by, and what a change would do before it is made."""

from __future__ import annotations

from argparse import ArgumentParser, Namespace
from collections.abc import Mapping, Sequence
from dataclasses import asdict, replace
from typing import Any

from salesdesk.cli.grammar import Verbs, add_group, add_verb
from salesdesk.cli.nouns import known
from salesdesk.cli.output import desk_of, print_columns, print_done, print_json, print_rows
from salesdesk.cli.places import is_called
from salesdesk.domain.errors import BadValue, NotFound, SalesDeskError
from salesdesk.domain.phrases import counted
from salesdesk.domain.scoring import FACTS, Rule
from salesdesk.queries import scores
from salesdesk.queries.calibration import BAND
from salesdesk.queries.score_previews import Effect, effect
from salesdesk.services import commands as do
from salesdesk.services.desk import Desk

FIELDS = ("group", "points", "name", "fact", "test")


def register(verbs: Verbs) -> None:
    """Add the verb and its deeds."""
    summary = "look at the scoring rules and change them, after a preview with --dry-run"
    deeds = add_group(verbs, "rules", summary, "list|facts|add|set|delete|order")
    add_verb(deeds, "list", list_rules, "list the scoring rules in their order")
    add_verb(deeds, "facts", list_facts, "list the facts that a rule can look at")
    verb = _changing(deeds, "add", add, "add a scoring rule, behind the others")
    verb.add_argument("fields", nargs="+", metavar="FIELD=VALUE", help=f"{', '.join(FIELDS)}")
    verb = _changing(deeds, "set", set_fields, "change fields of a scoring rule")
    verb.add_argument("rule", metavar="RULE", help="name or number")
    verb.add_argument("fields", nargs="+", metavar="FIELD=VALUE")
    verb = _changing(deeds, "delete", delete, "delete a scoring rule")
    verb.add_argument("rule", metavar="RULE", help="name or number")
    verb = _changing(deeds, "order", order, "put the scoring rules into an order")
    verb.add_argument("rules", nargs="+", metavar="RULE", help="all of them, by name or number, in the new order")


def list_rules(arguments: Namespace) -> int:
    """Print the scoring rules with their numbers."""
    with desk_of(arguments) as desk:
        found = desk.read(scores.rules)
    rows = [{"number": number, **asdict(rule)} for number, rule in enumerate(found, 1)]
    return print_rows(arguments, rows, ("number", *FIELDS))


def list_facts(arguments: Namespace) -> int:
    """Print the facts, how a test on each is written, and the words it may name."""
    rows = [
        {"fact": name, "label": plan.label, "form": plan.form, "choices": plan.choices} for name, plan in FACTS.items()
    ]
    return print_rows(arguments, rows, ("fact", "label", "form", "choices"))


def add(arguments: Namespace) -> int:
    """Add a rule."""
    given = known("scoring rule", arguments.fields, FIELDS)
    missing = next((name for name in ("group", "points", "name", "fact") if name not in given), None)
    if missing is not None:
        raise BadValue(missing, "", "a scoring rule needs group, points, name and fact.")
    with desk_of(arguments) as desk:
        return _score_by(arguments, desk, (*desk.read(scores.rules), Rule(**_typed(given))))


def set_fields(arguments: Namespace) -> int:
    """Change fields of a rule."""
    given = _typed(known("scoring rule", arguments.fields, FIELDS))
    with desk_of(arguments) as desk:
        present = desk.read(scores.rules)
        chosen = _named(present, arguments.rule)
        return _score_by(arguments, desk, [replace(one, **given) if one is chosen else one for one in present])


def delete(arguments: Namespace) -> int:
    """Delete a rule."""
    with desk_of(arguments) as desk:
        present = desk.read(scores.rules)
        chosen = _named(present, arguments.rule)
        return _score_by(arguments, desk, [one for one in present if one is not chosen])


def order(arguments: Namespace) -> int:
    """Put the rules into an order."""
    with desk_of(arguments) as desk:
        present = desk.read(scores.rules)
        ordered = [_named(present, text) for text in arguments.rules]
        if len(ordered) != len(present) or set(ordered) != set(present):
            raise SalesDeskError("These are not all scoring rules, each once. Name them all, as “rules list” does.")
        return _score_by(arguments, desk, ordered)


def _changing(deeds: Verbs, name: str, act: Any, summary: str) -> ArgumentParser:
    verb = add_verb(deeds, name, act, summary)
    verb.add_argument("--dry-run", action="store_true", help="say how leads would score, write nothing")
    return verb


def _named(rules: Sequence[Rule], text: str) -> Rule:
    """Return the rule of a name or a number. Raises: NotFound."""
    for number, rule in enumerate(rules, 1):
        if is_called(text, number, rule.name):
            return rule
    raise NotFound("scoring rule", f"“{text}”")


def _typed(given: Mapping[str, str]) -> dict[str, Any]:
    values: dict[str, Any] = dict(given)
    if "points" in given:
        try:
            values["points"] = int(given["points"])
        except ValueError:
            raise BadValue("points", given["points"], "give a whole number, plus or minus.") from None
    return values


def _score_by(arguments: Namespace, desk: Desk, rules: Sequence[Rule]) -> int:
    """Score by these rules, or say what that would do."""
    if not arguments.dry_run:
        return print_done(arguments, desk.run(do.SetScoreRules(tuple(rules))))
    return _say_effect(arguments, desk.read(effect, rules))


def _say_effect(arguments: Namespace, found: Effect) -> int:
    if arguments.as_json:
        print_json(asdict(found))
        return 0
    moved = f"{found.changed_count} of {counted(found.lead_count, 'lead')} would score otherwise"
    fell = f"{found.fallen_count} MQLs fall below {found.mark}"
    print(f"{moved}, {found.risen_count} become MQLs, {fell} (nothing was written)")
    rows = [
        {"from": place * BAND, "before": was, "after": will}
        for place, (was, will) in enumerate(zip(found.before, found.after, strict=True))
    ]
    print_columns(rows, ("from", "before", "after"))
    for change in found.changes:
        print(f"  {change.name}: {change.before} to {change.after}{', an MQL now' if change.rises else ''}")
    return 0
