"""The file as a whole: filled with a sample, and checked."""

from __future__ import annotations

from argparse import Namespace

from salesdesk.cli.grammar import Verbs, add_verb
from salesdesk.cli.output import desk_of, print_done, print_json
from salesdesk.queries.soundness import problems
from salesdesk.services import commands as do


def register(verbs: Verbs) -> None:
    """Add the verbs on the file."""
    verb = add_verb(verbs, "sample", sample, "fill an empty file with plausible, reproducible data")
    verb.add_argument("--leads", type=int, default=38, metavar="N")
    verb.add_argument("--opportunities", type=int, default=18, metavar="N")
    verb.add_argument("--seed", type=int, default=1, metavar="S")
    add_verb(verbs, "check", check, "say whether the file is sound")


def sample(arguments: Namespace) -> int:
    """Fill an empty file, made where it is not there yet."""
    with desk_of(arguments, create=True) as desk:
        command = do.FillWithSample(arguments.leads, arguments.opportunities, arguments.seed)
        return print_done(arguments, desk.run(command))


def check(arguments: Namespace) -> int:
    """Print whether the file is sound; the exit status is 1 where it is not."""
    with desk_of(arguments) as desk:
        found = desk.read(problems)
    if arguments.as_json:
        print_json({"ok": not found, "problems": found})
    else:
        print("\n".join(found) if found else "The file is sound.")
    return 1 if found else 0
