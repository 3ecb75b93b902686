"""The verb `fields`: fields of the rep's own."""

from __future__ import annotations

from argparse import Namespace
from typing import Any

from salesdesk.cli.fields import pairs
from salesdesk.cli.grammar import Verbs, add_group, add_verb, number
from salesdesk.cli.output import desk_of, print_columns, print_done, print_json
from salesdesk.domain.custom_fields import KINDS, TYPES
from salesdesk.domain.errors import SalesDeskError
from salesdesk.queries import custom_fields
from salesdesk.services import commands as do


def register(verbs: Verbs) -> None:
    """Add the verb and its deeds."""
    summary = "fields of your own for leads, accounts, contacts and opportunities"
    deeds = add_group(verbs, "fields", summary, "list|add|change|delete|set")
    verb = add_verb(deeds, "list", list_fields, "list the fields")
    verb.add_argument("kind", nargs="?", choices=KINDS)
    verb = add_verb(deeds, "add", add, "add a field")
    verb.add_argument("kind", choices=KINDS)
    verb.add_argument("name")
    verb.add_argument("--type", default="text", choices=TYPES)
    verb.add_argument("--choice", action="append", default=[], metavar="TEXT")
    verb = add_verb(deeds, "change", change, "change a field")
    verb.add_argument("id", type=number)
    verb.add_argument("--name")
    verb.add_argument("--type", choices=TYPES)
    verb.add_argument("--choice", action="append", metavar="TEXT", help="all choices anew, one each time")
    verb.add_argument("--position", type=number, metavar="N", help="its place, counted from 0")
    verb = add_verb(deeds, "delete", delete, "delete a field with all its values")
    verb.add_argument("id", type=number)
    verb = add_verb(deeds, "set", set_values, "set values of one record")
    verb.add_argument("kind", choices=KINDS)
    verb.add_argument("id", type=number)
    verb.add_argument("fields", nargs="+", metavar="FIELD=VALUE")


def list_fields(arguments: Namespace) -> int:
    """Print the fields of one kind of record, or of all."""
    with desk_of(arguments) as desk:
        found = desk.read(custom_fields.fields, arguments.kind)
    rows: list[dict[str, Any]] = [
        {"id": one.id, "kind": one.kind, "name": one.name, "type": one.type, "choices": list(one.choices)}
        for one in found
    ]
    if arguments.as_json:
        print_json(rows)
    else:
        shown = [row | {"choices": ", ".join(row["choices"])} for row in rows]
        print_columns(shown, ("id", "kind", "name", "type", "choices"))
    return 0


def add(arguments: Namespace) -> int:
    """Add a field."""
    command = do.AddCustomField(arguments.kind, arguments.name, arguments.type, tuple(arguments.choice))
    with desk_of(arguments, create=True) as desk:
        return print_done(arguments, desk.run(command), with_id=True)


def change(arguments: Namespace) -> int:
    """Change what was named of a field."""
    given = {"name": arguments.name, "type": arguments.type, "position": arguments.position}
    fields: dict[str, object] = {name: value for name, value in given.items() if value is not None}
    if arguments.choice is not None:
        fields["choices"] = tuple(arguments.choice)
    if not fields:
        raise SalesDeskError("Nothing to change was named. Give --name, --type, --choice or --position.")
    with desk_of(arguments) as desk:
        return print_done(arguments, desk.run(do.ChangeCustomField(arguments.id, fields)))


def delete(arguments: Namespace) -> int:
    """Delete a field."""
    with desk_of(arguments) as desk:
        return print_done(arguments, desk.run(do.DeleteCustomField(arguments.id)))


def set_values(arguments: Namespace) -> int:
    """Set values of one record."""
    values: dict[int | str, object] = dict(pairs(arguments.fields).items())
    with desk_of(arguments) as desk:
        return print_done(arguments, desk.run(do.SetCustomValues(arguments.kind, arguments.id, values)))
