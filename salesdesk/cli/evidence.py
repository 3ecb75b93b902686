"""The verbs `answer` and `verdict`: evidence about a lead, and what the playbook says of it."""

from __future__ import annotations

from argparse import Namespace
from datetime import datetime, time

from salesdesk.cli.fields import read_day
from salesdesk.cli.grammar import Verbs, add_verb
from salesdesk.cli.output import desk_of, print_done, print_json
from salesdesk.domain.errors import NotFound
from salesdesk.queries import verdicts
from salesdesk.services import commands as do
from salesdesk.services.desk import Desk


def register(verbs: Verbs) -> None:
    """Add the verbs on evidence."""
    verb = add_verb(verbs, "answer", answer, "record evidence about a lead")
    verb.add_argument("lead", type=int)
    verb.add_argument("dimension", metavar="budget|authority|need|timeline")
    verb.add_argument("--state", required=True, choices=("confirmed", "failed", "unknown"))
    verb.add_argument("--value", default=None, metavar="V")
    verb.add_argument("--note", default=None, metavar="TEXT")
    verb.add_argument("--said-by", default=None, metavar="NAME", help="who said it")
    verb.add_argument("--activity", type=int, default=None, metavar="ID", help="the activity it came from")
    verb.add_argument("--said-on", default="", metavar="DATE", help="the day it was said, today where none is given")
    verb = add_verb(verbs, "verdict", verdict, "say what the playbook thinks of a lead, and why")
    verb.add_argument("lead", type=int)


def answer(arguments: Namespace) -> int:
    """Record evidence about a lead."""
    with desk_of(arguments) as desk:
        origin = arguments.said_by, arguments.activity, _said_at(desk, arguments.said_on)
        evidence = do.Evidence(arguments.dimension, arguments.state, arguments.value, arguments.note, *origin)
        return print_done(arguments, desk.run(do.RecordEvidence((evidence,), lead=arguments.lead)))


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


def _said_at(desk: Desk, text: str) -> datetime | None:
    """Return noon of the day named, nothing for today or where none is."""
    now = desk.now()
    day = read_day(text, "day it was said")
    return None if day in (None, now.date()) else datetime.combine(day, time(12), now.tzinfo)
