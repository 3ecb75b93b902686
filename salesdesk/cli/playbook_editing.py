"""Deeds of `playbook` that change one: its fields, its dimensions and criteria, and that it was reviewed."""

from __future__ import annotations

from argparse import ArgumentParser, Namespace
from typing import Any

from salesdesk.cli.grammar import Verbs, add_verb
from salesdesk.cli.nouns import known
from salesdesk.cli.output import desk_of, print_done
from salesdesk.cli.places import playbook_named
from salesdesk.domain.errors import BadValue
from salesdesk.domain.playbook_edits import CRITERION_FIELDS, DIMENSION_FIELDS, PLAYBOOK_FIELDS
from salesdesk.formats.cells import read_count, read_yes_no
from salesdesk.services import commands as do

NAMED = "name or number"
COUNTS = ("mql_mark", "evidence_days", "weight")
FLAGS = ("is_required", "disqualifies")
LISTS = ("choices", "talk_track")


def register(deeds: Verbs) -> None:
    """Add the deeds."""
    verb = _of_playbook(deeds, "set", set_fields, "change fields of a playbook, or of a dimension or criterion in it")
    verb.add_argument("fields", nargs="+", metavar="FIELD=VALUE")
    _add_part(verb)
    verb = _of_playbook(deeds, "add", add, "add a dimension (name=…), or with dimension=CODE a criterion (prompt=…)")
    verb.add_argument("fields", nargs="+", metavar="FIELD=VALUE")
    verb = _of_playbook(deeds, "move", move, "move a criterion to a dimension")
    verb.add_argument("criterion", metavar="CRITERION")
    verb.add_argument("dimension", metavar="DIMENSION")
    verb.add_argument("--before", metavar="CRITERION", help="in front of this one, else behind the others")
    verb = _of_playbook(deeds, "order", order, "put the dimensions of a playbook into an order")
    verb.add_argument("dimensions", nargs="+", metavar="DIMENSION", help="all of them, in the new order")
    _add_part(_of_playbook(deeds, "delete", delete, "delete a playbook, or a dimension or criterion of it"))
    _of_playbook(deeds, "review", review, "note that a playbook was reviewed today")


def set_fields(arguments: Namespace) -> int:
    """Change fields of a playbook, of a dimension or of a criterion."""
    with desk_of(arguments) as desk:
        playbook = playbook_named(desk, arguments.playbook).id
        if arguments.dimension is not None:
            fields = _typed("dimension", arguments.fields, DIMENSION_FIELDS)
            return print_done(arguments, desk.run(do.ChangeDimension(playbook, arguments.dimension, fields)))
        if arguments.criterion is not None:
            fields = _typed("criterion", arguments.fields, CRITERION_FIELDS)
            return print_done(arguments, desk.run(do.ChangeCriterion(playbook, arguments.criterion, fields)))
        fields = _typed("playbook", arguments.fields, PLAYBOOK_FIELDS)
        return print_done(arguments, desk.run(do.ChangePlaybook(playbook, fields)))


def add(arguments: Namespace) -> int:
    """Add a dimension, or a criterion to one."""
    with desk_of(arguments) as desk:
        playbook = playbook_named(desk, arguments.playbook).id
        done = desk.run(_addition(playbook, arguments.fields))
        return print_done(arguments, done, code=done.detail)


def move(arguments: Namespace) -> int:
    """Move a criterion."""
    with desk_of(arguments) as desk:
        playbook = playbook_named(desk, arguments.playbook).id
        command = do.MoveCriterion(playbook, arguments.criterion, arguments.dimension, arguments.before)
        return print_done(arguments, desk.run(command))


def order(arguments: Namespace) -> int:
    """Put the dimensions into an order."""
    with desk_of(arguments) as desk:
        playbook = playbook_named(desk, arguments.playbook).id
        return print_done(arguments, desk.run(do.ReorderDimensions(playbook, tuple(arguments.dimensions))))


def delete(arguments: Namespace) -> int:
    """Delete a playbook, a dimension or a criterion; what was answered stays on record."""
    with desk_of(arguments) as desk:
        playbook = playbook_named(desk, arguments.playbook).id
        if arguments.dimension is not None:
            return print_done(arguments, desk.run(do.DeleteDimension(playbook, arguments.dimension)))
        if arguments.criterion is not None:
            return print_done(arguments, desk.run(do.DeleteCriterion(playbook, arguments.criterion)))
        return print_done(arguments, desk.run(do.DeletePlaybook(playbook)))


def review(arguments: Namespace) -> int:
    """Note that a playbook was reviewed."""
    with desk_of(arguments) as desk:
        return print_done(arguments, desk.run(do.ReviewPlaybook(playbook_named(desk, arguments.playbook).id)))


def _of_playbook(deeds: Verbs, name: str, act: Any, summary: str) -> ArgumentParser:
    verb = add_verb(deeds, name, act, summary)
    verb.add_argument("playbook", metavar="PLAYBOOK", help=NAMED)
    return verb


def _add_part(verb: ArgumentParser) -> None:
    part = verb.add_mutually_exclusive_group()
    part.add_argument("--dimension", metavar="CODE", help="of this dimension, by its code as “playbook show” prints it")
    part.add_argument("--criterion", metavar="CODE", help="of this criterion, by its code")


def _addition(playbook: int, words: list[str]) -> do.Command:
    if not any(word.startswith("dimension=") for word in words):
        given = _typed("dimension", words, (*DIMENSION_FIELDS, "before"))
        return do.AddDimension(playbook, **({"name": ""} | given))
    given = _typed("criterion", words, ("dimension", *CRITERION_FIELDS))
    home, prompt, form = given.pop("dimension"), given.pop("prompt", ""), given.pop("answer_type", "text")
    return do.AddCriterion(playbook, home, prompt, form, given)


def _typed(kind: str, words: list[str], names: tuple[str, ...]) -> dict[str, Any]:
    """Return the fields as a plan holds them; lists are written with semicolons. Raises: BadValue."""
    values: dict[str, Any] = dict(known(kind, words, names))
    for name, text in values.items():
        if name in COUNTS:
            values[name] = read_count(text, name.replace("_", " ")) if text.strip() else None
        elif name in FLAGS:
            values[name] = read_yes_no(text, name.replace("_", " "))
        elif name in LISTS:
            values[name] = tuple(part.strip() for part in text.split(";") if part.strip())
    if values.get("evidence_days", 1) is None and kind == "playbook":
        raise BadValue("the days until evidence ages", "", "a playbook needs them.")
    return values
