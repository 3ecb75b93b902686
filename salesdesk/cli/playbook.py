"""The verb `playbook`: looking at playbooks, handing them on as JSON, choosing the default."""

from __future__ import annotations

from argparse import Namespace
from dataclasses import asdict, replace
from pathlib import Path

from salesdesk.cli.grammar import Verbs, add_group, add_verb
from salesdesk.cli.output import desk_of, print_done, print_json, print_rows
from salesdesk.domain.errors import NotFound
from salesdesk.domain.phrases import counted
from salesdesk.domain.playbook import PlaybookPlan
from salesdesk.formats.playbook_files import read_playbook, write_playbook
from salesdesk.queries.playbooks import PlaybookRow, default_id, plan_of, playbooks
from salesdesk.queries.previews import Preview, preview
from salesdesk.services import commands as do
from salesdesk.services.desk import Desk

COLUMNS = ("id", "name", "version", "is_default", "criterion_count", "answer_count", "reviewed_on", "review_due_on")


def register(verbs: Verbs) -> None:
    """Add the verb and its deeds."""
    summary = "look at playbooks, hand them on as JSON, choose the default"
    deeds = add_group(verbs, "playbook", summary, "list|show|export|import|default")
    add_verb(deeds, "list", list_playbooks, "list the playbooks, the default one first")
    verb = add_verb(deeds, "show", show, "print what a playbook asks for")
    verb.add_argument("playbook", nargs="?", metavar="PLAYBOOK", help="name or number; without it, the default one")
    verb = add_verb(deeds, "export", export, "write a playbook to a JSON file")
    verb.add_argument("playbook", nargs="?", metavar="PLAYBOOK", help="name or number; without it, the default one")
    verb.add_argument("--to", type=Path, required=True, metavar="PATH")
    verb = add_verb(deeds, "import", import_playbook, "add a playbook from a JSON file")
    verb.add_argument("path", type=Path, metavar="PATH")
    verb.add_argument("--replace", metavar="PLAYBOOK", help="change this one instead; its answers keep their version")
    verb.add_argument("--dry-run", action="store_true", help="say what would change, write nothing")
    verb = add_verb(deeds, "default", make_default, "qualify by a playbook from now on")
    verb.add_argument("playbook", metavar="PLAYBOOK", help="name or number")


def list_playbooks(arguments: Namespace) -> int:
    """Print every playbook, the default one first."""
    with desk_of(arguments) as desk:
        rows = [asdict(row) for row in desk.read(playbooks, desk.now())]
    return print_rows(arguments, rows, COLUMNS)


def show(arguments: Namespace) -> int:
    """Print the dimensions and criteria of a playbook, the default one where none is named."""
    with desk_of(arguments) as desk:
        row = _named(desk, arguments.playbook)
        plan = desk.read(plan_of, row.id)
    if arguments.as_json:
        print_json(asdict(row) | asdict(plan))
        return 0
    print(
        f"{plan.name}, version {plan.version}: MQL from {plan.mql_mark}, evidence ages after {plan.evidence_days} days"
    )
    for dimension in plan.dimensions:
        print(f"{dimension.letter}  {dimension.name} ({dimension.code}): {dimension.question}")
        for one in dimension.criteria:
            flags = [
                *(["required"] if one.is_required else []),
                *(["disqualifies"] if one.disqualifies else []),
                *([one.rule] if one.rule else []),
            ]
            print(f"   {one.prompt} ({one.code}), {', '.join([one.answer_type, *flags])}")
    return 0


def export(arguments: Namespace) -> int:
    """Write a playbook to a JSON file."""
    with desk_of(arguments) as desk:
        plan = desk.read(plan_of, _named(desk, arguments.playbook).id)
    write_playbook(arguments.to, plan)
    if arguments.as_json:
        print_json({"name": plan.name, "version": plan.version, "path": str(arguments.to)})
    else:
        print(f"Wrote “{plan.name}” to {arguments.to}")
    return 0


def import_playbook(arguments: Namespace) -> int:
    """Add a playbook from a JSON file, or make another one what the file says."""
    plan = read_playbook(arguments.path)
    with desk_of(arguments, create=not arguments.dry_run) as desk:
        if arguments.replace is None:
            if arguments.dry_run:
                return _say_plan(arguments, plan)
            return print_done(arguments, desk.run(do.AddPlaybook(plan)), with_id=True)
        row = _named(desk, arguments.replace)
        wanted = replace(plan, version=row.version)
        if arguments.dry_run:
            return _say_preview(arguments, desk.read(preview, row.id, wanted, desk.now()))
        return print_done(arguments, desk.run(do.SavePlaybook(row.id, wanted)), with_id=True)


def make_default(arguments: Namespace) -> int:
    """Qualify by another playbook from now on."""
    with desk_of(arguments) as desk:
        return print_done(arguments, desk.run(do.SetDefaultPlaybook(_named(desk, arguments.playbook).id)))


def _named(desk: Desk, text: str | None) -> PlaybookRow:
    """Return the playbook of a number or name, the default one where none is given. Raises: NotFound."""
    wanted = str(desk.read(default_id)) if text is None else text.strip()
    for row in desk.read(playbooks, desk.now()):
        if wanted == str(row.id) or wanted.casefold() == row.name.casefold():
            return row
    raise NotFound("playbook", f"“{text}”")


def _say_plan(arguments: Namespace, plan: PlaybookPlan) -> int:
    criteria = len(plan.criteria)
    if arguments.as_json:
        print_json({"name": plan.name, "dimensions": len(plan.dimensions), "criteria": criteria})
    else:
        print(f"“{plan.name}” can be added: {counted(criteria, 'criterion', 'criteria')} (nothing was written)")
    return 0


def _say_preview(arguments: Namespace, found: Preview) -> int:
    if arguments.as_json:
        print_json(asdict(found))
        return 0
    count = len(found.changes)
    print(f"{count} of {counted(found.open_count, 'open lead')} would change verdict (nothing was written)")
    for change in found.changes:
        print(f"  {change.name}: {change.before} to {change.after}")
    for fared in found.past:
        print(f"  {fared.outcome}: {fared.qualified_before} to {fared.qualified_after} of {fared.count} qualified")
    return 0
