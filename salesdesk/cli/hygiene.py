"""The verb `hygiene`: what is to be set right, by category, and leaving a record out of one for some days."""

from __future__ import annotations

from argparse import Namespace
from dataclasses import asdict

from salesdesk.cli.fields import pairs, read_day, read_id
from salesdesk.cli.grammar import Verbs, add_verb, number
from salesdesk.cli.output import desk_of, print_done, print_rows
from salesdesk.domain.errors import BadValue, SalesDeskError
from salesdesk.domain.hygiene import CATEGORIES
from salesdesk.queries import hygiene as queue
from salesdesk.queries import hygiene_rows
from salesdesk.services import commands as do

SUBJECTS = ("lead", "opportunity", "contact")


def register(verbs: Verbs) -> None:
    """Add the verb."""
    verb = add_verb(verbs, "hygiene", hygiene, "list what is to be set right, or leave a record out for some days")
    verb.add_argument("category", nargs="?", choices=CATEGORIES, help="without it, the count of each")
    verb.add_argument("--limit", type=number, default=200, metavar="N", help="the first N only, the worst first")
    verb.add_argument("--ignore", metavar="KIND=ID", help="leave this record out of the category, as in lead=7")
    verb.add_argument(
        "--until", default="", metavar="DATE", help="with --ignore: the day it is back, in a week if none"
    )


def hygiene(arguments: Namespace) -> int:
    """Print the counts of all categories, or the records of one; or leave a record out of it."""
    with desk_of(arguments) as desk:
        if arguments.ignore is not None:
            return print_done(arguments, desk.run(_command(arguments)))
        if arguments.until:
            raise BadValue("--until", arguments.until, "it goes with --ignore alone.")
        now = desk.now()
        found = desk.read(queue.findings, now)
        if arguments.category is None:
            counts = [{"category": one.category, "count": one.count} for one in found]
            return print_rows(arguments, counts, ("category", "count"))
        keys = next(one.keys for one in found if one.category == arguments.category)[: arguments.limit]
        rows = [asdict(row) for row in desk.read(hygiene_rows.rows, arguments.category, keys, now)]
    return print_rows(arguments, rows, ("kind", "id", "name", "company"))


def _command(arguments: Namespace) -> do.Command:
    if arguments.category is None:
        raise SalesDeskError(f"Nothing says what to leave it out of. Name a category: {', '.join(CATEGORIES)}.")
    ((kind, text),) = pairs([arguments.ignore]).items()
    if kind not in SUBJECTS:
        raise BadValue("--ignore", arguments.ignore, f"name a record as {', '.join(f'{one}=ID' for one in SUBJECTS)}.")
    until = read_day(arguments.until, "day to ignore until")
    return do.IgnoreHygiene(arguments.category, until=until, **{kind: read_id(text, kind)})
