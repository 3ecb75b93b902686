"""What the command line prints: one JSON document, or plain columns."""

from __future__ import annotations

import json
import sys
from argparse import Namespace
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from pathlib import Path

from salesdesk.bootstrap import open_desk
from salesdesk.domain.changes import Done
from salesdesk.formats.json_writer import plain_value
from salesdesk.paths import default_file
from salesdesk.services.desk import Desk

WIDEST = 40


@contextmanager
def desk_of(arguments: Namespace, *, create: bool = False) -> Iterator[Desk]:
    """Open the file that was named, or the rep's own, and close it at the end."""
    desk = open_desk(file_of(arguments), create=create)
    if desk.older_copy is not None:
        words = f"“{desk.path.name}” was brought up to date. As it was it lies beside it as “{desk.older_copy.name}”."
        print(words, file=sys.stderr)
    try:
        yield desk
    finally:
        desk.close()


def file_of(arguments: Namespace) -> Path:
    """Return the file that was named, or the rep's own."""
    path: Path | None = arguments.file
    return default_file() if path is None else path


def print_json(value: object) -> None:
    """Print one JSON document."""
    print(json.dumps(value, ensure_ascii=False, default=plain_value))


def print_done(arguments: Namespace, done: Done, *, with_id: bool = False, **more: object) -> int:
    """Print what a command did, in JSON with more where there is more to tell; return the exit status."""
    if arguments.as_json:
        document: dict[str, object] = {"label": done.label, "changed": done.changes.as_lists(), **more}
        if with_id:
            document["id"] = done.new_id
        print_json(document)
    else:
        print(f"{done.label} ({done.new_id})" if with_id and done.new_id else done.label)
    return 0


def print_rows(arguments: Namespace, rows: Sequence[Mapping[str, object]], names: Sequence[str]) -> int:
    """Print rows as JSON, or these fields of them in columns; return the exit status."""
    if arguments.as_json:
        print_json(rows)
    else:
        print_columns(rows, names)
    return 0


def print_columns(rows: Sequence[Mapping[str, object]], names: Sequence[str]) -> None:
    """Print these fields of the rows in aligned columns."""
    lines = [[_shown(name), *(_shown(row.get(name)) for row in rows)] for name in names]
    widths = [min(WIDEST, max(map(len, line))) for line in lines]
    for cells in zip(*lines, strict=True):
        print("  ".join(cell[:width].ljust(width) for cell, width in zip(cells, widths, strict=True)).rstrip())


def print_fields(record: Mapping[str, object]) -> None:
    """Print a record, a field a line; what is empty is left out, lists come below."""
    for name, value in record.items():
        if isinstance(value, list):
            print(f"{name}:")
            for one in value:
                print("  " + ", ".join(f"{key} {_shown(part)}" for key, part in dict(one).items() if _shown(part)))
        elif _shown(value):
            print(f"{name}: {_shown(value)}")


def _shown(value: object) -> str:
    if value is None:
        return ""
    if isinstance(value, str):
        return " ".join(value.split())
    if isinstance(value, tuple):
        return ", ".join(map(str, value))
    if isinstance(value, Mapping):
        return ", ".join(f"{key} {_shown(part)}" for key, part in value.items())
    try:
        return str(plain_value(value))
    except TypeError:
        return str(value)
