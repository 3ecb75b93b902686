"""Saved views as the sidebar shows them, and how many records each lets through."""

from __future__ import annotations

import json
from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import Connection

from salesdesk.domain.custom_fields import column_field
from salesdesk.domain.errors import BadValue
from salesdesk.domain.filters import Condition, Filter, RecordKind, from_json, narrowed, scoped
from salesdesk.domain.views import RECORD_KINDS
from salesdesk.queries import custom_fields, filtering
from salesdesk.queries.filtering import Wanted


@dataclass(frozen=True, slots=True)
class SavedView:
    """A filter under a name, with its layout, order, columns, and the pipeline where it is a view of one."""

    id: int
    name: str
    kind: str
    layout: str
    filter: Filter
    sort: tuple[str, ...]
    columns: tuple[str, ...]
    pipeline_id: int | None


def views(connection: Connection) -> list[SavedView]:
    """Return the views in their order; one whose filter cannot be read is left out.

    A field of the rep's own that is gone is left out of the order and the columns of a view.
    """
    rows = connection.exec_driver_sql(
        "SELECT id, name, kind, layout, filter, sort, columns, pipeline_id FROM saved_view ORDER BY position, id"
    )
    own = {one.column for one in custom_fields.fields(connection)}
    found = []
    for record, name, kind, layout, written, sort, columns, pipeline_id in rows:
        try:
            chosen = from_json(written, RECORD_KINDS[kind])
        except BadValue:
            continue
        found.append(
            SavedView(record, name, kind, layout, chosen, _present(sort, own), _present(columns, own), pipeline_id),
        )
    return found


def counts(connection: Connection, found: Sequence[SavedView], now: datetime) -> dict[int, int]:
    """Return how many records each view lets through, by its id, in one statement."""
    asked: list[tuple[RecordKind, Wanted | None]] = []
    for view in found:
        kind = RECORD_KINDS[view.kind]
        chosen = scoped(kind, view.filter)
        if view.pipeline_id is not None:
            chosen = narrowed(chosen, Condition("pipeline", "any_of", (view.pipeline_id,)))
        asked.append((kind, Wanted(chosen, now)))
    return dict(zip((view.id for view in found), filtering.counts(connection, asked), strict=True))


def _present(written: str, own: Collection[str]) -> tuple[str, ...]:
    """Return the columns of a list, “-” in front or not, without fields of the rep's own that are not among these."""
    names = [str(one) for one in json.loads(written)]
    return tuple(
        name for name in names if column_field(name.removeprefix("-")) is None or name.removeprefix("-") in own
    )
