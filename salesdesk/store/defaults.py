"""What a new file holds before the rep adds anything: one pipeline, lost reasons and the BANT playbook."""

from __future__ import annotations

from sqlalchemy import Connection, Table, insert

from salesdesk.domain.playbook import BANT, CriterionPlan, PlaybookPlan
from salesdesk.domain.stages import DEFAULT_LOST_REASONS, DEFAULT_PIPELINE, DEFAULT_STAGES
from salesdesk.store.identity import new_uid
from salesdesk.store.schema import criterion, dimension, lost_reason, pipeline, playbook, stage


def add_defaults(connection: Connection) -> None:
    """Write the default pipeline with its stages, the lost reasons, and the default playbook."""
    pipeline_id = _add(connection, pipeline, name=DEFAULT_PIPELINE)
    for position, plan in enumerate(DEFAULT_STAGES):
        _add(
            connection,
            stage,
            pipeline_id=pipeline_id,
            name=plan.name,
            kind=plan.kind,
            probability=plan.probability,
            rot_limit_days=plan.rot_limit_days,
            hue=plan.hue,
            position=position,
        )
    for position, reason in enumerate(DEFAULT_LOST_REASONS):
        _add(
            connection,
            lost_reason,
            name=reason.name,
            kind=reason.kind,
            names_competitor=int(reason.names_competitor),
            position=position,
        )
    add_playbook(connection, BANT, is_default=True)


def add_playbook(connection: Connection, plan: PlaybookPlan, *, is_default: bool) -> int:
    """Write a playbook with its dimensions and criteria; return its id."""
    playbook_id = _add(
        connection,
        playbook,
        name=plan.name,
        version=plan.version,
        is_default=int(is_default),
        mql_mark=plan.mql_mark,
        evidence_days=plan.evidence_days,
    )
    for position, group in enumerate(plan.dimensions):
        dimension_id = _add(
            connection,
            dimension,
            playbook_id=playbook_id,
            code=group.code,
            letter=group.letter,
            name=group.name,
            question=group.question,
            position=position,
        )
        for place, question in enumerate(group.criteria):
            _add_criterion(connection, dimension_id, place, question)
    return playbook_id


def _add_criterion(connection: Connection, dimension_id: int, position: int, plan: CriterionPlan) -> None:
    _add(
        connection,
        criterion,
        dimension_id=dimension_id,
        code=plan.code,
        prompt=plan.prompt,
        talk_track="\n".join(plan.talk_track),
        answer_type=plan.answer_type,
        rule=plan.rule,
        choices="\n".join(plan.choices),
        weight=plan.weight,
        is_required=int(plan.is_required),
        disqualifies=int(plan.disqualifies),
        position=position,
    )


def _add(connection: Connection, table: Table, **values: object) -> int:
    result = connection.execute(insert(table).values(uid=new_uid(), **values))
    return int(result.inserted_primary_key[0])  # type: ignore[index]
