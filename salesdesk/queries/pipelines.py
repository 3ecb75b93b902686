"""Pipelines and their stages as the editor shows them."""

from __future__ import annotations

from dataclasses import dataclass

from sqlalchemy import Connection

from salesdesk.domain.stages import StageKind


@dataclass(frozen=True, slots=True)
class Pipeline:
    """A pipeline, with how many opportunities stand in it and how many of them are open."""

    id: int
    name: str
    position: int
    card_count: int
    open_count: int


@dataclass(frozen=True, slots=True)
class StageRow:
    """A stage with how many opportunities stand in it now, and how many ever did."""

    id: int
    name: str
    kind: StageKind
    probability: int
    rot_limit_days: int | None
    hue: str
    card_count: int
    by_hand_count: int
    ever_count: int


def pipelines(connection: Connection) -> list[Pipeline]:
    """Return the pipelines in their order."""
    rows = connection.exec_driver_sql(
        "SELECT p.id, p.name, p.position, count(o.id), coalesce(sum(s.kind = 'open' AND o.id IS NOT NULL), 0) "
        "FROM pipeline AS p LEFT JOIN stage AS s ON s.pipeline_id = p.id AND s.deleted_at IS NULL "
        "LEFT JOIN opportunity AS o ON o.stage_id = s.id AND o.deleted_at IS NULL "
        "WHERE p.deleted_at IS NULL GROUP BY p.id ORDER BY p.position, p.id"
    )
    return [Pipeline(*row) for row in rows]


def stage_rows(connection: Connection, pipeline_id: int) -> list[StageRow]:
    """Return the stages of a pipeline in their order."""
    rows = connection.exec_driver_sql(
        "SELECT s.id, s.name, s.kind, s.probability, s.rot_limit_days, s.hue, "
        "(SELECT count(*) FROM opportunity AS o WHERE o.deleted_at IS NULL AND o.stage_id = s.id), "
        "(SELECT count(*) FROM opportunity AS o WHERE o.deleted_at IS NULL AND o.stage_id = s.id "
        " AND o.probability_by_hand = 1), "
        "(SELECT count(DISTINCT h.opportunity_id) FROM stage_history AS h WHERE h.stage_id = s.id) "
        "FROM stage AS s WHERE s.deleted_at IS NULL AND s.pipeline_id = ? ORDER BY s.position, s.id",
        (pipeline_id,),
    )
    return [StageRow(*row) for row in rows]


def pipeline_of_stage(connection: Connection, stage_id: int | None) -> int | None:
    """Return the pipeline a stage is in, None where there is no such stage."""
    query = "SELECT pipeline_id FROM stage WHERE id = ? AND deleted_at IS NULL"
    found = connection.exec_driver_sql(query, (stage_id,)).scalar()
    return None if found is None else int(found)


def pipeline_of(connection: Connection, opportunity_id: int) -> int | None:
    """Return the pipeline an opportunity is in, None where there is no such opportunity."""
    found = connection.exec_driver_sql("SELECT pipeline_id FROM opportunity WHERE id = ?", (opportunity_id,)).scalar()
    return None if found is None else int(found)
