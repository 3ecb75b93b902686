"""The verbs `attach` and `detach`: files of an opportunity."""

from __future__ import annotations

from argparse import Namespace
from pathlib import Path

from salesdesk.cli.grammar import Verbs, add_verb, number
from salesdesk.cli.output import desk_of, print_done
from salesdesk.domain.errors import NotFound
from salesdesk.queries import opportunities
from salesdesk.services import attaching
from salesdesk.services import commands as do


def register(verbs: Verbs) -> None:
    """Add the verbs on attached files."""
    verb = add_verb(verbs, "attach", attach, "attach files to an opportunity; they are copied beside the desk file")
    verb.add_argument("opportunity", type=number)
    verb.add_argument("paths", type=Path, nargs="+", metavar="PATH")
    verb = add_verb(verbs, "detach", detach, "take a file off its record, by its number as “show” prints it")
    verb.add_argument("attachment", type=number)


def attach(arguments: Namespace) -> int:
    """Copy files beside the desk file and attach them to an opportunity."""
    with desk_of(arguments) as desk:
        if desk.read(opportunities.opportunity_page, arguments.opportunity, desk.now()) is None:
            raise NotFound("opportunity", arguments.opportunity)
        files = tuple(attaching.keep(desk.path, path) for path in arguments.paths)
        return print_done(arguments, desk.run(do.AttachFiles(files, opportunity=arguments.opportunity)), with_id=True)


def detach(arguments: Namespace) -> int:
    """Take a file off its record."""
    with desk_of(arguments) as desk:
        return print_done(arguments, desk.run(do.DetachFile(arguments.attachment)))
