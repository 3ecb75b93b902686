"""The verbs `tags` and `tag`: which tags there are, and putting them on records."""

from __future__ import annotations

from argparse import Namespace
from typing import get_args

from salesdesk.cli.grammar import Verbs, add_verb, numbers
from salesdesk.cli.output import desk_of, print_done, print_rows
from salesdesk.domain.filters import RecordKind
from salesdesk.queries.filter_choices import used_tags
from salesdesk.services import commands as do

KINDS: tuple[RecordKind, ...] = get_args(RecordKind)


def register(verbs: Verbs) -> None:
    """Add the verbs on tags."""
    verb = add_verb(verbs, "tags", list_tags, "list the tags in use, with how many records have each")
    verb.add_argument("kind", choices=KINDS)
    verb = add_verb(verbs, "tag", tag, "put tags on records and take others off, in one undo")
    verb.add_argument("kind", choices=KINDS)
    verb.add_argument("ids", type=numbers, metavar="ID[,ID…]")
    verb.add_argument("tags", nargs="*", metavar="TAG", help="tags to put on")
    verb.add_argument("--off", action="append", default=[], metavar="TAG", help="a tag to take off")


def list_tags(arguments: Namespace) -> int:
    """Print the tags that leads or opportunities have."""
    with desk_of(arguments) as desk:
        found = desk.read(used_tags, arguments.kind)
    return print_rows(arguments, [{"tag": name, "count": count} for name, count in found.items()], ("tag", "count"))


def tag(arguments: Namespace) -> int:
    """Put tags on leads or opportunities, and take others off."""
    build = do.TagLeads if arguments.kind == "lead" else do.TagOpportunities
    with desk_of(arguments) as desk:
        command: do.Command = build(arguments.ids, tuple(arguments.tags), tuple(arguments.off))
        return print_done(arguments, desk.run(command))
