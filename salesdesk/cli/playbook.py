"""The verb `playbook`: looking at playbooks, handing them on as JSON, choosing the default, changing them."""

from __future__ import annotations

from argparse import Namespace
from dataclasses import asdict, replace
from pathlib import Path

from salesdesk.cli import playbook_editing
from salesdesk.cli.grammar import Verbs, add_group, add_verb
from salesdesk.cli.output import desk_of, print_done, print_json, print_rows
from salesdesk.cli.places import playbook_named
from salesdesk.domain.phrases import counted
from salesdesk.domain.playbook import PlaybookPlan
from salesdesk.formats.playbook_files import read_playbook, write_playbook
from salesdesk.queries.playbooks import plan_of, playbooks
from salesdesk.queries.previews import Preview, preview
from salesdesk.services import commands as do

COLUMNS = ("id", "name", "version", "is_default", "criterion_count", "answer_count", "reviewed_on", "review_due_on")


def register(verbs: Verbs) -> None:
    """Add the verb and its deeds."""
    summary = "look at playbooks, change them, hand them on as JSON, choose the default"
    deeds = add_group(verbs, "playbook", summary, "list|show|export|import|default|set|add|move|order|delete|review")
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
    playbook_editing.register(deeds)


def list_playbooks(arguments: Namespace) -> int:
    """Print every playbook, the default one first."""
    with desk_of(arguments) as desk:
        rows = [asdict(row) for row in desk.read(playbooks, desk.now())]
    return print_rows(arguments, rows, COLUMNS)


def show(arguments: Namespace) -> int:
    """Print the dimensions and criteria of a playbook, the default one where none is named."""
    with desk_of(arguments) as desk:
        row = playbook_named(desk, arguments.playbook)
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
        plan = desk.read(plan_of, playbook_named(desk, arguments.playbook).id)
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
        row = playbook_named(desk, arguments.replace)
        wanted = replace(plan, version=row.version)
        if arguments.dry_run:
            return _say_preview(arguments, desk.read(preview, row.id, wanted, desk.now()))
        return print_done(arguments, desk.run(do.SavePlaybook(row.id, wanted)), with_id=True)


def make_default(arguments: Namespace) -> int:
    """Qualify by another playbook from now on."""
    with desk_of(arguments) as desk:
        return print_done(arguments, desk.run(do.SetDefaultPlaybook(playbook_named(desk, arguments.playbook).id)))


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
