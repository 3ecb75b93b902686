"""What filters can be chosen from: stages and pipelines by name, and the sources, tags and currencies in use."""

from __future__ import annotations

import json
from collections.abc import Iterable

from sqlalchemy import Connection

from salesdesk.domain.filters import RecordKind, custom_parts
from salesdesk.queries import custom_fields


def names(connection: Connection) -> dict[str, dict[int, str]]:
    """Return what stages and pipelines are called, by field and id in their order.

    Where there are several pipelines, a stage carries the name of its own.
    """
    rows = connection.exec_driver_sql("SELECT id, name FROM pipeline WHERE deleted_at IS NULL ORDER BY position, id")
    pipelines: dict[int, str] = {record: name for record, name in rows}  # noqa: C416 (rows are no pairs to dict)
    stages = connection.exec_driver_sql(
        "SELECT s.id, s.name, s.pipeline_id FROM stage AS s JOIN pipeline AS p ON p.id = s.pipeline_id "
        "WHERE s.deleted_at IS NULL AND p.deleted_at IS NULL ORDER BY p.position, p.id, s.position, s.id"
    )
    is_alone = len(pipelines) < 2
    found = {stage: name if is_alone else f"{name} ({pipelines[pipeline]})" for stage, name, pipeline in stages}
    own = {one.id: one.name for one in custom_fields.fields(connection)}
    return {"stage": found, "pipeline": pipelines, "custom": own}


def values(connection: Connection, kind: RecordKind, field: str) -> list[str]:
    """Return the sources, tags or currencies that live records have, alphabetically, or the choices of an own field."""
    if field == "tag":
        query = (
            f"SELECT DISTINCT t.name FROM tag AS t JOIN tagging AS g ON g.tag_id = t.id "
            f"JOIN {kind} AS r ON r.id = g.{kind}_id WHERE r.deleted_at IS NULL"
        )
    elif field in ("source", "currency"):
        query = f"SELECT DISTINCT r.{field} FROM {kind} AS r WHERE r.deleted_at IS NULL AND r.{field} <> ''"
    elif own := custom_parts(field):
        known = next((one for one in custom_fields.fields(connection, kind) if one.id == own[1]), None)
        return list(known.choices) if known is not None else []
    else:
        raise ValueError(f"the values of {field} are not read from records")
    return sorted(connection.exec_driver_sql(query).scalars(), key=str.casefold)


def tag_counts(connection: Connection, kind: RecordKind, ids: Iterable[int]) -> dict[str, int]:
    """Return every tag that live records of a kind have, in alphabetical order, with how many of these have it."""
    rows = connection.exec_driver_sql(
        f"SELECT t.name, sum(r.id IN (SELECT value FROM json_each(?))) FROM tag AS t "
        f"JOIN tagging AS g ON g.tag_id = t.id JOIN {kind} AS r ON r.id = g.{kind}_id "
        "WHERE r.deleted_at IS NULL GROUP BY t.id ORDER BY t.name COLLATE NOCASE, t.name",
        (json.dumps(list(ids)),),
    )
    return {name: count for name, count in rows}  # noqa: C416 (rows are no pairs to dict)


def used_tags(connection: Connection, kind: RecordKind) -> dict[str, int]:
    """Return every tag that live records of a kind have, in alphabetical order, with how many have it."""
    rows = connection.exec_driver_sql(
        f"SELECT t.name, count(*) FROM tag AS t JOIN tagging AS g ON g.tag_id = t.id "
        f"JOIN {kind} AS r ON r.id = g.{kind}_id WHERE r.deleted_at IS NULL "
        "GROUP BY t.id ORDER BY t.name COLLATE NOCASE, t.name"
    )
    return {name: count for name, count in rows}  # noqa: C416 (rows are no pairs to dict)
