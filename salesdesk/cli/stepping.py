"""The verbs `undo`, `redo` and `history`: the steps that were taken, back and forth."""

from __future__ import annotations

from argparse import Namespace

from salesdesk.cli.grammar import Verbs, add_verb, number
from salesdesk.cli.output import desk_of, print_done, print_rows
from salesdesk.domain.errors import BadValue, NothingToUndo
from salesdesk.queries import history as journal
from salesdesk.services.desk import Desk


def register(verbs: Verbs) -> None:
    """Add the verbs on steps."""
    verb = add_verb(verbs, "undo", undo, "take the latest steps back")
    verb.add_argument("--steps", type=number, default=1, metavar="N")
    verb = add_verb(verbs, "redo", redo, "do again what was taken back last")
    verb.add_argument("--steps", type=number, default=1, metavar="N")
    verb = add_verb(verbs, "history", history, "list what was done, newest first")
    verb.add_argument("--limit", type=number, default=20, metavar="N")


def undo(arguments: Namespace) -> int:
    """Take the latest steps back."""
    with desk_of(arguments) as desk:
        _refuse_too_many(desk, arguments.steps, is_redo=False)
        return print_done(arguments, [desk.undo() for _ in range(arguments.steps)][-1])


def redo(arguments: Namespace) -> int:
    """Do again what was taken back."""
    with desk_of(arguments) as desk:
        _refuse_too_many(desk, arguments.steps, is_redo=True)
        return print_done(arguments, [desk.redo() for _ in range(arguments.steps)][-1])


def history(arguments: Namespace) -> int:
    """Print what was done, newest first."""
    with desk_of(arguments) as desk:
        steps = desk.read(journal.steps, arguments.limit)
    rows = [{"id": step.id, "at": step.at, "label": step.label, "undone": step.is_undone} for step in steps]
    return print_rows(arguments, rows, ("id", "at", "label", "undone"))


def _refuse_too_many(desk: Desk, steps: int, *, is_redo: bool) -> None:
    verb = "redo" if is_redo else "undo"
    if steps < 1:
        raise BadValue("steps", steps, "give a number from 1.")
    known = desk.read(journal.step_count, is_redo=is_redo)
    if known == 0:
        raise NothingToUndo(f"There is nothing to {verb}.")
    if steps > known:
        raise BadValue("steps", steps, f"there {'is' if known == 1 else 'are'} {known} to {verb}.")
