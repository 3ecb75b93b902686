"""The verbs `import` and `export`: files in and out."""

from __future__ import annotations

import sys
import tempfile
from argparse import Namespace
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from salesdesk.bootstrap import open_desk
from salesdesk.cli.grammar import Verbs, add_verb
from salesdesk.cli.output import desk_of, file_of, print_json
from salesdesk.cli.views import view_of
from salesdesk.formats.detection import detect_table
from salesdesk.formats.headers import keep_columns, overrule, propose_mapping, with_own_fields
from salesdesk.queries.custom_fields import fields as own_fields
from salesdesk.queries.view_records import record_ids
from salesdesk.services.commands import ImportLeads
from salesdesk.services.desk import Desk
from salesdesk.services.exporting import export_records
from salesdesk.services.rehearsal import Rules, rehearse


def register(verbs: Verbs) -> None:
    """Add the verbs on files in and out."""
    verb = add_verb(verbs, "import", import_leads, "import leads from a CSV file")
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
    verb = add_verb(verbs, "export", export, "export records")
    verb.add_argument("kind", choices=("leads", "opportunities"))
    verb.add_argument("--to", type=Path, required=True, metavar="PATH")
    verb.add_argument("--format", choices=("csv", "xlsx", "json"))
    verb.add_argument("--view", metavar="VIEW", help="only records of this saved view, in its order; name or number")


def import_leads(arguments: Namespace) -> int:
    """Import leads, or with `--dry-run` say what would happen."""
    table = detect_table(arguments.path, arguments.encoding, arguments.delimiter)
    wishes = [(field, column) for field, _, column in (wish.partition("=") for wish in arguments.map)]
    with _desk_to_import_into(arguments) as desk:
        known = desk.read(own_fields, "lead")
        mapping = overrule(with_own_fields(propose_mapping(table.columns), known), wishes)
        mapping = keep_columns(mapping, arguments.keep, known)
        plan = rehearse(desk, table, mapping, Rules(key=arguments.key))
        report = plan.report()
        if not arguments.dry_run and not plan.is_idle:
            detail = desk.run(ImportLeads(plan)).detail
            if isinstance(detail, dict):
                report = detail
        if arguments.rejects is not None:
            plan.write_rejects(arguments.rejects)
    if arguments.as_json:
        print_json(report)
    else:
        counts = ", ".join(f"{report[name]} {name}" for name in ("new", "updated", "duplicates", "rejected"))
        print(f"{report['rows']} rows: {counts}" + (" (nothing was written)" if arguments.dry_run else ""))
        left = [f"“{column}”" for column, field in mapping.as_dict().items() if field is None]
        if left:
            print(f"Left out: {', '.join(left)}. Keep a column with --keep.", file=sys.stderr)
        for problem in plan.problems:
            where = f", {problem.column}" if problem.column else ""
            print(f"Row {problem.row}{where}: {problem.reason}", file=sys.stderr)
    return 0


def export(arguments: Namespace) -> int:
    """Export every lead or opportunity, or those of a saved view in its order."""
    with desk_of(arguments) as desk:
        ids = None
        if arguments.view is not None:
            ids = desk.read(record_ids, view_of(desk, arguments.kind, arguments.view), desk.now())
        done = export_records(desk, arguments.kind, arguments.to, arguments.format, ids)
    if arguments.as_json:
        print_json({"rows": done.rows, "path": str(done.path), "format": done.format})
    else:
        print(f"Wrote {done.rows} {arguments.kind} to {done.path}")
    return 0


@contextmanager
def _desk_to_import_into(arguments: Namespace) -> Iterator[Desk]:
    """Open the file, making it first; a dry run without a file looks at an empty desk and leaves none behind."""
    if not arguments.dry_run or file_of(arguments).exists():
        with desk_of(arguments, create=True) as desk:
            yield desk
        return
    with tempfile.TemporaryDirectory() as folder:
        desk = open_desk(Path(folder) / "empty.salesdesk", create=True)
        try:
            yield desk
        finally:
            desk.close()
