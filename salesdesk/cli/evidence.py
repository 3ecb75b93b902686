"""The verbs `answer` and `verdict`: evidence about a lead, and what the playbook says of it."""

from __future__ import annotations

from argparse import Namespace
from datetime import datetime, time

from salesdesk.cli.fields import read_day
from salesdesk.cli.grammar import Verbs, add_verb, number
from salesdesk.cli.output import desk_of, print_done, print_json
from salesdesk.domain.errors import BadValue, NotFound
from salesdesk.queries import verdicts
from salesdesk.services import commands as do
from salesdesk.services.desk import Desk

DETAILS = ("value", "note", "said_by", "activity", "said_on")


def register(verbs: Verbs) -> None:
    """Add the verbs on evidence."""
    verb = add_verb(verbs, "answer", answer, "record evidence about a lead or an opportunity, or reaffirm it")
    verb.add_argument("record", type=number, metavar="LEAD")
    verb.add_argument("dimension", metavar="DIMENSION", help="budget, authority, need, timeline, or any criterion")
    verb.add_argument("--opportunity", action="store_true", help="the number is that of an opportunity")
    deed = verb.add_mutually_exclusive_group(required=True)
    deed.add_argument("--state", choices=("confirmed", "failed", "unknown"))
    deed.add_argument("--reaffirm", action="store_true", help="aged evidence of the dimension still holds")
    verb.add_argument("--value", metavar="V")
    verb.add_argument("--note", metavar="TEXT")
    verb.add_argument("--said-by", metavar="NAME", help="who said it")
    verb.add_argument("--activity", type=number, metavar="ID", help="the activity it came from")
    verb.add_argument("--said-on", metavar="DATE", help="the day it was said, today where none is given")
    verb = add_verb(verbs, "verdict", verdict, "say what the playbook thinks of a lead, and why")
    verb.add_argument("lead", type=number)


def answer(arguments: Namespace) -> int:
    """Record evidence, or say that aged evidence still holds."""
    about = {"opportunity" if arguments.opportunity else "lead": arguments.record}
    with desk_of(arguments) as desk:
        if arguments.reaffirm:
            _refuse_details(arguments)
            return print_done(arguments, desk.run(do.ReaffirmEvidence(arguments.dimension, **about)))
        origin = arguments.said_by, arguments.activity, _said_at(desk, arguments.said_on or "")
        evidence = do.Evidence(arguments.dimension, arguments.state, arguments.value, arguments.note, *origin)
        return print_done(arguments, desk.run(do.RecordEvidence((evidence,), **about)))


def verdict(arguments: Namespace) -> int:
    """Print what the playbook says of a lead, and why."""
    with desk_of(arguments) as desk:
        found = desk.read(verdicts.of_lead, arguments.lead, desk.now())
    if found is None:
        raise NotFound("lead", arguments.lead)
    document = {"verdict": found.kind, "because": list(found.because), "missing": list(found.missing)}
    if arguments.as_json:
        print_json(document)
    else:
        print(found.kind.capitalize())
        for sentence in (*found.because, *(f"Missing: {one}" for one in found.missing)):
            print(f"  {sentence}")
    return 0


def _refuse_details(arguments: Namespace) -> None:
    """Refuse what reaffirming would leave aside. Raises: BadValue."""
    given = vars(arguments)
    other = next((name for name in DETAILS if given[name] is not None), None)
    if other is not None:
        raise BadValue(f"--{other.replace('_', '-')}", given[other], "reaffirming keeps what was answered.")


def _said_at(desk: Desk, text: str) -> datetime | None:
    """Return noon of the day named, nothing for today or where none is."""
    now = desk.now()
    day = read_day(text, "day it was said")
    return None if day in (None, now.date()) else datetime.combine(day, time(12), now.tzinfo)
