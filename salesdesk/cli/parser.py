"""The grammar of the command line, as docs describe it."""

from __future__ import annotations

import argparse
from pathlib import Path

from salesdesk.cli import day, deals, matching, own_fields, playbooks, reading, shaping, transfer, writing
from salesdesk.domain.custom_fields import KINDS as OWN_KINDS
from salesdesk.domain.custom_fields import TYPES

KINDS = ("leads", "opportunities", "accounts", "contacts", "activities")


def build_parser() -> argparse.ArgumentParser:
    """Return the parser; `act` of what it returns carries the verb out."""
    parser = argparse.ArgumentParser(
        prog="salesdesk", description="SalesDesk from the command line. Without a verb it opens the window."
    )
    parser.add_argument("--version", action="version", version="SalesDesk 0.1.0")
    verbs = parser.add_subparsers(dest="verb", required=True, metavar="VERB")
    _add_reading(verbs)
    _add_writing(verbs)
    _add_shaping(verbs)
    _add_transfer(verbs)
    _add_matching(verbs)
    _add_fields(verbs)
    _add_playbooks(verbs)
    return parser


def _verb(
    verbs: argparse._SubParsersAction[argparse.ArgumentParser], name: str, act: object, summary: str
) -> argparse.ArgumentParser:
    verb = verbs.add_parser(name, help=summary, description=summary)
    verb.add_argument("--file", type=Path, help="the SalesDesk file; without it, the rep's own")
    verb.add_argument("--json", action="store_true", dest="as_json", help="print one JSON document")
    verb.set_defaults(act=act)
    return verb


def _numbers(text: str) -> tuple[int, ...]:
    return tuple(int(part) for part in text.split(","))


def _add_reading(verbs: argparse._SubParsersAction[argparse.ArgumentParser]) -> None:
    verb = _verb(verbs, "list", reading.list_records, "list records")
    verb.add_argument("kind", choices=KINDS)
    verb.add_argument("--search", default="", metavar="TEXT", help="only records with these words")
    verb.add_argument("--limit", type=int, default=None, metavar="N", help="the first N only")
    verb = _verb(verbs, "show", reading.show, "show one record with its history")
    verb.add_argument("kind", choices=("lead", "opportunity", "account", "contact"))
    verb.add_argument("id", type=int)
    verb = _verb(verbs, "verdict", reading.verdict, "say what the playbook thinks of a lead, and why")
    verb.add_argument("lead", type=int)
    verb = _verb(verbs, "board", reading.board_totals, "print the stages with count, amount and weighted amount")
    verb.add_argument("--pipeline", metavar="P", help="number or name; without it, the first")
    _verb(verbs, "today", day.today, "print what is due, who waits for a reply, and what to set right")
    verb = _verb(verbs, "history", reading.history, "list what was done, newest first")
    verb.add_argument("--limit", type=int, default=20, metavar="N")
    _verb(verbs, "check", reading.check, "say whether the file is sound")


def _add_writing(verbs: argparse._SubParsersAction[argparse.ArgumentParser]) -> None:
    verb = _verb(verbs, "sample", writing.sample, "fill an empty file with plausible, reproducible data")
    verb.add_argument("--leads", type=int, default=38, metavar="N")
    verb.add_argument("--opportunities", type=int, default=18, metavar="N")
    verb.add_argument("--seed", type=int, default=1, metavar="S")
    verb = _verb(verbs, "add", writing.add, "add a record")
    verb.add_argument("kind", choices=("lead", "opportunity", "activity", *deals.KINDS, *shaping.KINDS))
    verb.add_argument("fields", nargs="+", metavar="FIELD=VALUE")
    verb = _verb(verbs, "set", writing.change, "change fields of a record, or of several opportunities in one undo")
    verb.add_argument("kind", choices=("lead", "opportunity", "stage", "pipeline", "reason"))
    verb.add_argument("ids", type=_numbers, metavar="ID[,ID…]")
    verb.add_argument("fields", nargs="+", metavar="FIELD=VALUE")
    verb = _verb(verbs, "answer", writing.answer, "record evidence about a lead")
    verb.add_argument("lead", type=int)
    verb.add_argument("dimension", metavar="budget|authority|need|timeline")
    verb.add_argument("--state", required=True, choices=("confirmed", "failed", "unknown"))
    verb.add_argument("--value", default=None, metavar="V")
    verb.add_argument("--note", default=None, metavar="TEXT")
    verb.add_argument("--said-by", default=None, metavar="NAME", help="who said it")
    verb.add_argument("--activity", type=int, default=None, metavar="ID", help="the activity it came from")
    verb.add_argument("--said-on", default="", metavar="DATE", help="the day it was said, today where none is given")
    verb = _verb(verbs, "promote", writing.promote, "turn a lead into an account, a contact and an opportunity")
    verb.add_argument("lead", type=int)
    verb.add_argument("--name", metavar="N")
    verb.add_argument("--amount", metavar="A")
    verb.add_argument("--close", metavar="DATE")
    verb.add_argument("--stage", metavar="S")
    verb.add_argument("--account", metavar="ID|new")
    verb.add_argument("--override", default="", metavar="REASON")
    verb = _verb(verbs, "unpromote", writing.unpromote, "take a promotion back")
    verb.add_argument("opportunity", type=int)
    verb.add_argument("--lead", type=int, default=None, metavar="ID", help="of this lead alone, where several joined")
    verb = _verb(verbs, "move", writing.move, "move opportunities to a stage, Won and Lost included, or to a pipeline")
    verb.add_argument("opportunities", type=_numbers, metavar="ID[,ID…]")
    verb.add_argument("stage", nargs="?", help="number or name")
    verb.add_argument("--pipeline", metavar="P", help="number or name; without a stage, to the one most like its own")
    verb.add_argument("--reason", default="", metavar="TEXT", help="why it was lost")
    verb.add_argument("--kind", default="declined", choices=("declined", "disqualified"))
    verb = _verb(verbs, "attach", deals.attach, "attach files to an opportunity; they are copied beside the desk file")
    verb.add_argument("opportunity", type=int)
    verb.add_argument("paths", type=Path, nargs="+", metavar="PATH")
    verb = _verb(verbs, "detach", deals.detach, "take a file off its record, by its number as “show” prints it")
    verb.add_argument("attachment", type=int)
    for name, act, summary in (
        ("undo", writing.undo, "take the latest steps back"),
        ("redo", writing.redo, "do again what was taken back last"),
    ):
        verb = _verb(verbs, name, act, summary)
        verb.add_argument("--steps", type=int, default=1, metavar="N")


def _add_shaping(verbs: argparse._SubParsersAction[argparse.ArgumentParser]) -> None:
    verb = _verb(verbs, "stages", shaping.list_stages, "list the stages of a pipeline")
    verb.add_argument("--pipeline", metavar="P", help="number or name; without it, the first")
    _verb(verbs, "pipelines", shaping.list_pipelines, "list the pipelines")
    _verb(verbs, "reasons", shaping.list_reasons, "list the lost reasons")
    _verb(verbs, "rates", shaping.list_rates, "list the exchange rates, the latest first")
    verb = _verb(verbs, "delete", shaping.delete, "delete a stage, a pipeline, a lost reason or an exchange rate")
    verb.add_argument("kind", choices=shaping.KINDS)
    verb.add_argument("id", type=int)
    verb.add_argument("--to", metavar="PLACE", help="the stage or pipeline that its opportunities move to")
    verb = _verb(verbs, "order", shaping.order, "put the stages of a pipeline, or the lost reasons, into an order")
    verb.add_argument("kind", choices=("stages", "reasons"))
    verb.add_argument("ids", type=int, nargs="+", metavar="ID", help="all of them, in the new order")


def _add_transfer(verbs: argparse._SubParsersAction[argparse.ArgumentParser]) -> None:
    verb = _verb(verbs, "import", transfer.import_leads, "import leads from a CSV file")
    verb.add_argument("path", type=Path)
    verb.add_argument("--as", dest="kind", choices=("leads",), default="leads")
    verb.add_argument("--map", action="append", default=[], metavar="FIELD=COLUMN", help="match a column yourself")
    verb.add_argument(
        "--keep", action="append", default=[], metavar="COLUMN[=TYPE]", help="keep a column as a field of your own"
    )
    verb.add_argument("--key", metavar="FIELD", help="the field that finds existing leads; the file then wins")
    verb.add_argument("--encoding", metavar="E")
    verb.add_argument("--delimiter", metavar="D")
    verb.add_argument("--dry-run", action="store_true", help="say what would happen, write nothing")
    verb.add_argument("--rejects", type=Path, metavar="OUT.csv", help="write the rejected rows with their reasons")
    verb = _verb(verbs, "export", transfer.export, "export records")
    verb.add_argument("kind", choices=("leads", "opportunities"))
    verb.add_argument("--to", type=Path, required=True, metavar="PATH")
    verb.add_argument("--format", choices=("csv", "xlsx", "json"))


def _add_matching(verbs: argparse._SubParsersAction[argparse.ArgumentParser]) -> None:
    verb = _verb(verbs, "capture", matching.capture_leads, "read a signature, a vCard, an e-mail or rows as leads")
    verb.add_argument("path", metavar="PATH|-", help="a file, or “-” for standard input")
    verb.add_argument("--add", action="store_true", help="add those that are not there yet")
    verb.add_argument("--despite", action="store_true", help="with --add: add the possible duplicates too")
    verb = _verb(verbs, "duplicates", matching.list_duplicates, "list leads that may be one person, the surest first")
    verb.add_argument("--lead", type=int, metavar="ID", help="only those that may be this lead")
    verb.add_argument("--limit", type=int, default=None, metavar="N", help="the first N only")
    verb.add_argument("--apart", type=int, nargs="+", metavar="ID", help="remember that these are not the same")
    verb = _verb(verbs, "merge", matching.merge, "make several records one that keeps everything")
    verb.add_argument("kind", choices=("lead", "account", "contact"))
    verb.add_argument("keep", type=int, metavar="KEEP")
    verb.add_argument("others", type=int, nargs="+", metavar="OTHER")
    verb.add_argument("--take", action="append", default=[], metavar="FIELD=ID", help="whose value of a field counts")


def _add_fields(verbs: argparse._SubParsersAction[argparse.ArgumentParser]) -> None:
    summary = "fields of your own for leads, accounts, contacts and opportunities"
    actions = verbs.add_parser("fields", help=summary, description=summary).add_subparsers(
        dest="action", required=True, metavar="list|add|change|delete|set"
    )
    verb = _verb(actions, "list", own_fields.list_fields, "list the fields")
    verb.add_argument("kind", nargs="?", choices=OWN_KINDS)
    verb = _verb(actions, "add", own_fields.add, "add a field")
    verb.add_argument("kind", choices=OWN_KINDS)
    verb.add_argument("name")
    verb.add_argument("--type", default="text", choices=TYPES)
    verb.add_argument("--choice", action="append", default=[], metavar="TEXT")
    verb = _verb(actions, "change", own_fields.change, "change a field")
    verb.add_argument("id", type=int)
    verb.add_argument("--name")
    verb.add_argument("--type", choices=TYPES)
    verb.add_argument("--choice", action="append", metavar="TEXT", help="all choices anew, one each time")
    verb.add_argument("--position", type=int, metavar="N", help="its place, counted from 0")
    verb = _verb(actions, "delete", own_fields.delete, "delete a field with all its values")
    verb.add_argument("id", type=int)
    verb = _verb(actions, "set", own_fields.set_values, "set values of one record")
    verb.add_argument("kind", choices=OWN_KINDS)
    verb.add_argument("id", type=int)
    verb.add_argument("fields", nargs="+", metavar="FIELD=VALUE")


def _add_playbooks(verbs: argparse._SubParsersAction[argparse.ArgumentParser]) -> None:
    summary = "look at playbooks, hand them on as JSON, choose the default"
    group = verbs.add_parser("playbook", help=summary, description=summary)
    deeds = group.add_subparsers(dest="deed", required=True, metavar="list|show|export|import|default")
    _verb(deeds, "list", playbooks.list_playbooks, "list the playbooks, the default one first")
    verb = _verb(deeds, "show", playbooks.show, "print what a playbook asks for")
    verb.add_argument("playbook", nargs="?", metavar="PLAYBOOK", help="name or number; without it, the default one")
    verb = _verb(deeds, "export", playbooks.export, "write a playbook to a JSON file")
    verb.add_argument("playbook", nargs="?", metavar="PLAYBOOK", help="name or number; without it, the default one")
    verb.add_argument("--to", type=Path, required=True, metavar="PATH")
    verb = _verb(deeds, "import", playbooks.import_playbook, "add a playbook from a JSON file")
    verb.add_argument("path", type=Path, metavar="PATH")
    verb.add_argument("--replace", metavar="PLAYBOOK", help="change this one instead; its answers keep their version")
    verb.add_argument("--dry-run", action="store_true", help="say what would change, write nothing")
    verb = _verb(deeds, "default", playbooks.make_default, "qualify by a playbook from now on")
    verb.add_argument("playbook", metavar="PLAYBOOK", help="name or number")
