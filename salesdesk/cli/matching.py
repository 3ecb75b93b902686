"""Verbs on records that may be one, and on text that may be a lead."""

from __future__ import annotations

import sys
from argparse import Namespace
from pathlib import Path
from typing import Any

from salesdesk.cli.fields import pairs, read_id
from salesdesk.cli.grammar import Verbs, add_verb, number
from salesdesk.cli.output import desk_of, print_done, print_json
from salesdesk.domain.errors import SalesDeskError
from salesdesk.formats.capture import capture
from salesdesk.formats.encoding import decoded
from salesdesk.formats.files import reading
from salesdesk.queries import duplicates, imports
from salesdesk.queries.duplicates import Candidate
from salesdesk.queries.naming import name_of
from salesdesk.services import commands as do
from salesdesk.services.desk import Desk
from salesdesk.services.duplicate_scan import scan

_MERGES: dict[str, type[do.MergeLeads] | type[do.MergeAccounts] | type[do.MergeContacts]] = {
    "lead": do.MergeLeads,
    "account": do.MergeAccounts,
    "contact": do.MergeContacts,
}


def register(verbs: Verbs) -> None:
    """Add the verbs on likeness."""
    verb = add_verb(verbs, "capture", capture_leads, "read a signature, a vCard, an email or rows as leads")
    verb.add_argument("path", metavar="PATH|-", help="a file, or “-” for standard input")
    verb.add_argument("--add", action="store_true", help="add those that are not there yet")
    verb.add_argument("--despite", action="store_true", help="with --add: add the possible duplicates too")
    verb = add_verb(verbs, "duplicates", list_duplicates, "list leads that may be one person, the surest first")
    verb.add_argument("--lead", type=number, metavar="ID", help="only those that may be this lead")
    verb.add_argument("--limit", type=number, default=None, metavar="N", help="the first N only")
    verb.add_argument("--apart", type=number, nargs="+", metavar="ID", help="remember that these are not the same")
    verb = add_verb(verbs, "merge", merge, "make several records one that keeps everything")
    verb.add_argument("kind", choices=("lead", "account", "contact"))
    verb.add_argument("keep", type=number, metavar="KEEP")
    verb.add_argument("others", type=number, nargs="+", metavar="OTHER")
    verb.add_argument("--take", action="append", default=[], metavar="FIELD=ID", help="whose value of a field counts")


def capture_leads(arguments: Namespace) -> int:
    """Print the leads in a text with the leads they may be already; with `--add`, add those that are new."""
    text = _text(arguments.path)
    with desk_of(arguments, create=arguments.add) as desk:
        known = desk.read(imports.import_settings)
        found = capture(text, known.region, known.currency)
        rows: list[dict[str, Any]] = []
        for lead in found.leads:
            alike = desk.read(duplicates.candidates, lead.fields)
            rows.append({"fields": dict(lead.fields), "duplicates": list(map(_candidate, alike)), "id": None})
        if arguments.add:
            _add(desk, [row for row in rows if arguments.despite or not row["duplicates"]])
    problems = [*found.faults, *(fault for lead in found.leads for fault in lead.faults)]
    if arguments.as_json:
        print_json({"kind": found.kind, "leads": rows, "problems": problems})
    else:
        for row in rows:
            _print_proposal(row)
        for problem in problems:
            print(problem, file=sys.stderr)
    return 0 if found.leads else 1


def list_duplicates(arguments: Namespace) -> int:
    """Print pairs of leads that may be one person, or remember that some are not."""
    with desk_of(arguments) as desk:
        if arguments.apart:
            return print_done(arguments, desk.run(do.RememberNotDuplicates("lead", tuple(arguments.apart))))
        if arguments.lead is not None:
            rows = list(map(_candidate, desk.read(duplicates.of_lead, arguments.lead)))[: arguments.limit]
        else:
            rows = [
                {
                    "leads": [
                        {"id": one, "name": desk.read(name_of, "lead", one).strip("“”")}
                        for one in (pair.first, pair.second)
                    ],
                    "certainty": pair.certainty,
                    "reasons": list(pair.reasons),
                }
                for pair in scan(desk)[: arguments.limit]
            ]
    if arguments.as_json:
        print_json(rows)
        return 0
    for row in rows:
        who = " = ".join(f"{one['name']} ({one['id']})" for one in row.get("leads", [row]))
        print(f"{row['certainty']}  {who}: {' '.join(row['reasons'])}")
    return 0


def merge(arguments: Namespace) -> int:
    """Merge records into the one that is named first."""
    choices = {name: read_id(text, name) for name, text in pairs(arguments.take).items()}
    named = {"amount": "amount_minor", "annual_revenue": "annual_revenue_minor"}
    command = _MERGES[arguments.kind](
        arguments.keep, tuple(arguments.others), {named.get(name, name): one for name, one in choices.items()}
    )
    with desk_of(arguments) as desk:
        return print_done(arguments, desk.run(command))


def _text(path: str) -> str:
    if path == "-":
        return decoded(sys.stdin.buffer.read())
    with reading(Path(path)):
        return decoded(Path(path).read_bytes())


def _add(desk: Desk, rows: list[dict[str, Any]]) -> None:
    if not rows:
        raise SalesDeskError("Every one of these may be there already. Add them with --despite, or merge later.")
    done = desk.run(do.AddLeads(tuple(row["fields"] for row in rows)))
    if isinstance(done.detail, tuple):
        for row, new_id in zip(rows, done.detail, strict=True):
            row["id"] = new_id


def _candidate(one: Candidate) -> dict[str, Any]:
    return {
        "id": one.id,
        "name": one.name,
        "company": one.company,
        "email": one.email,
        "lifecycle": one.lifecycle,
        "certainty": one.certainty,
        "reasons": list(one.reasons),
    }


def _print_proposal(row: dict[str, Any]) -> None:
    print(f"Added as {row['id']}:" if row["id"] else "A lead:")
    for name, value in row["fields"].items():
        print(f"  {name}: {', '.join(value) if isinstance(value, tuple) else value}")
    for one in row["duplicates"]:
        print(f"  May be {one['name']} ({one['id']}), {one['certainty']}: {' '.join(one['reasons'])}")
