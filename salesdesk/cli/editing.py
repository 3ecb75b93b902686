"""The verbs `add`, `set`, `delete` and `order`, for every noun that takes them."""

from __future__ import annotations

from argparse import Namespace
from collections.abc import Mapping

from salesdesk.cli import activities, deals, directory, leads, opportunities, pipelines, terms, views
from salesdesk.cli.grammar import Verbs, add_verb, number, numbers
from salesdesk.cli.nouns import Noun
from salesdesk.cli.output import desk_of, print_done
from salesdesk.domain.errors import BadValue

NOUNS: Mapping[str, Noun] = {
    "lead": leads.LEAD,
    "opportunity": opportunities.OPPORTUNITY,
    "account": directory.ACCOUNT,
    "contact": directory.CONTACT,
    "activity": activities.ACTIVITY,
    "line": deals.LINE,
    "competitor": deals.COMPETITOR,
    "member": deals.MEMBER,
    "stage": pipelines.STAGE,
    "pipeline": pipelines.PIPELINE,
    "reason": terms.REASON,
    "rate": terms.RATE,
    "view": views.VIEW,
}
_ADD = {name: noun.add for name, noun in NOUNS.items() if noun.add is not None}
_CHANGE = {name: noun.change for name, noun in NOUNS.items() if noun.change is not None}
_DELETE = {name: noun.delete for name, noun in NOUNS.items() if noun.delete is not None}
_ORDER = {noun.plural: noun.order for noun in NOUNS.values() if noun.order is not None}


def register(verbs: Verbs) -> None:
    """Add the verbs that edit records."""
    verb = add_verb(verbs, "add", add, "add a record, a part of an opportunity, or a part of the desk such as a stage")
    verb.add_argument("kind", choices=tuple(_ADD))
    verb.add_argument("fields", nargs="+", metavar="FIELD=VALUE")
    verb = add_verb(verbs, "set", change, "change fields of a record, or of several in one undo")
    verb.add_argument("kind", choices=tuple(_CHANGE))
    verb.add_argument("ids", type=numbers, metavar="ID[,ID…]")
    verb.add_argument("fields", nargs="+", metavar="FIELD=VALUE")
    verb = add_verb(verbs, "delete", delete, "delete a record")
    verb.add_argument("kind", choices=tuple(_DELETE))
    verb.add_argument("ids", type=numbers, metavar="ID[,ID…]")
    verb.add_argument("--to", metavar="PLACE", help="the stage or pipeline that its opportunities move to")
    verb = add_verb(verbs, "order", order, "put records into an order")
    verb.add_argument("kind", choices=tuple(_ORDER))
    verb.add_argument("ids", type=number, nargs="+", metavar="ID", help="all of them, in the new order")


def add(arguments: Namespace) -> int:
    """Add a record."""
    with desk_of(arguments, create=True) as desk:
        return print_done(arguments, desk.run(_ADD[arguments.kind](desk, arguments.fields)), with_id=True)


def change(arguments: Namespace) -> int:
    """Change fields of one record or of several."""
    with desk_of(arguments) as desk:
        return print_done(arguments, desk.run(_CHANGE[arguments.kind](desk, arguments.ids, arguments.fields)))


def delete(arguments: Namespace) -> int:
    """Delete a record; what stands in it moves to the place that is named."""
    with desk_of(arguments) as desk:
        if arguments.to is None:
            return print_done(arguments, desk.run(_DELETE[arguments.kind](desk, arguments.ids)))
        delete_into = NOUNS[arguments.kind].delete_into
        if delete_into is None:
            hint = "only what stands in a stage or a pipeline moves elsewhere. Leave it out."
            raise BadValue("--to", arguments.to, hint)
        return print_done(arguments, desk.run(delete_into(desk, arguments.ids, arguments.to)))


def order(arguments: Namespace) -> int:
    """Put records into an order."""
    with desk_of(arguments) as desk:
        return print_done(arguments, desk.run(_ORDER[arguments.kind](desk, tuple(arguments.ids))))
