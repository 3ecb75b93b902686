"""Exporting: the records asked for, streamed from one snapshot into one file."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Literal, get_args

from sqlalchemy import Connection

from salesdesk.domain.errors import BadValue, FileFault
from salesdesk.formats.csv_writer import write_csv
from salesdesk.formats.files import IsCancelled, Report, never, no_report
from salesdesk.formats.json_writer import write_json
from salesdesk.formats.xlsx_writer import write_xlsx
from salesdesk.queries.exports import (
    export_count,
    lead_fields,
    lead_records,
    opportunity_fields,
    opportunity_records,
)
from salesdesk.services.desk import Desk
from salesdesk.store.schema import lead, opportunity

Kind = Literal["leads", "opportunities"]
Format = Literal["csv", "xlsx", "json"]
FORMATS: tuple[Format, ...] = get_args(Format)
_WRITERS: dict[Format, Callable[..., int]] = {"csv": write_csv, "xlsx": write_xlsx, "json": write_json}


@dataclass(frozen=True, slots=True)
class Exported:
    """A file that was written."""

    rows: int
    path: Path
    format: Format


def export_records(
    desk: Desk,
    kind: Kind,
    path: Path,
    format_name: str | None = None,
    ids: Sequence[int] | None = None,
    report: Report = no_report,
    is_cancelled: IsCancelled = never,
) -> Exported:
    """Write the records with these ids in their order, or all, whole or not at all.

    The format follows the ending of the path where none is named. Raises: BadValue, FileFault, Cancelled.
    """
    chosen = format_of(path, format_name)
    _refuse_own_file(desk, path)
    now = desk.now()

    def written(connection: Connection) -> int:
        if kind == "leads":
            fields, table, records = lead_fields(connection), lead, lead_records(connection, ids)
        else:
            fields, table = opportunity_fields(connection), opportunity
            records = opportunity_records(connection, now.date(), now.tzinfo, ids)
        total = export_count(connection, table) if ids is None else len(ids)
        return _WRITERS[chosen](path, fields, records, total, report, is_cancelled)

    return Exported(desk.read(written), path, chosen)


def format_of(path: Path, name: str | None = None) -> Format:
    """Return the format that is named, or else the one the ending of the path stands for; raises `BadValue`."""
    wanted = (name or path.suffix.removeprefix(".")).lower()
    for known in FORMATS:
        if wanted == known:
            return known
    raise BadValue("a format", wanted or path.name, f"use one of {', '.join(FORMATS)}.")


def _refuse_own_file(desk: Desk, path: Path) -> None:
    own = desk.path.resolve()
    if path.resolve() in (own, own.with_name(own.name + "-wal"), own.with_name(own.name + "-shm")):
        raise FileFault(f"“{path.name}” is the file that is open. Choose another name for the export.")
