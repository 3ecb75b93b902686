"""Files in and out."""

from __future__ import annotations

import sys
import tempfile
from argparse import Namespace
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from salesdesk.bootstrap import open_desk
from salesdesk.cli.output import desk_of, file_of, print_json
from salesdesk.formats.detection import detect_table
from salesdesk.formats.headers import keep_columns, overrule, propose_mapping, with_own_fields
from salesdesk.queries.custom_fields import fields as own_fields
from salesdesk.services.commands import ImportLeads
from salesdesk.services.desk import Desk
from salesdesk.services.exporting import export_records
from salesdesk.services.rehearsal import Rules, rehearse


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
    """Export every lead or opportunity."""
    with desk_of(arguments) as desk:
        done = export_records(desk, arguments.kind, arguments.to, arguments.format)
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
