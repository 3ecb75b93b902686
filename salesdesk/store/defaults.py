"""What a new file holds before the rep adds anything: a pipeline, lost reasons, the playbooks and the scoring rules."""

from __future__ import annotations

from typing import Any

from sqlalchemy import Connection, Table, insert

from salesdesk.domain.playbook import CriterionPlan, DimensionPlan, PlaybookPlan
from salesdesk.domain.scoring import RULES, Rule
from salesdesk.domain.shipped_playbooks import SHIPPED
from salesdesk.domain.stages import DEFAULT_LOST_REASONS, DEFAULT_PIPELINE, DEFAULT_STAGES
from salesdesk.store.identity import new_uid
from salesdesk.store.schema import criterion, dimension, lost_reason, pipeline, playbook, score_rule, stage


def add_defaults(connection: Connection) -> None:
    """Write the default pipeline with its stages, the lost reasons, the shipped playbooks and the scoring rules."""
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
    for shipped in SHIPPED:
        add_playbook(connection, shipped, is_default=shipped is SHIPPED[0])
    for position, rule in enumerate(RULES):
        add_score_rule(connection, position, rule)


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
        dimension_id = add_dimension(connection, playbook_id, position, group, plan.version)
        for place, question in enumerate(group.criteria):
            add_criterion(connection, dimension_id, place, question, plan.version)
    return playbook_id


def add_dimension(connection: Connection, playbook_id: int, position: int, plan: DimensionPlan, version: int) -> int:
    """Write a dimension without its criteria, in use from a version on; return its id."""
    return _add(
        connection, dimension, playbook_id=playbook_id, position=position, since_version=version, **dimension_row(plan)
    )


def add_criterion(connection: Connection, dimension_id: int, position: int, plan: CriterionPlan, version: int) -> int:
    """Write a criterion, in use from a version on; return its id."""
    return _add(
        connection,
        criterion,
        dimension_id=dimension_id,
        position=position,
        since_version=version,
        **criterion_row(plan),
    )


def add_score_rule(connection: Connection, position: int, rule: Rule) -> int:
    """Write a scoring rule; return its id."""
    return _add(connection, score_rule, position=position, **score_rule_row(rule))


def dimension_row(plan: DimensionPlan) -> dict[str, Any]:
    """Return what a plan says of a dimension, by column."""
    return {
        "code": plan.code,
        "letter": plan.letter,
        "name": plan.name,
        "question": plan.question,
        "stands_for": plan.stands_for,
    }


def criterion_row(plan: CriterionPlan) -> dict[str, Any]:
    """Return what a plan says of a criterion, by column."""
    return {
        "code": plan.code,
        "prompt": plan.prompt,
        "talk_track": "\n".join(plan.talk_track),
        "answer_type": plan.answer_type,
        "rule": plan.rule,
        "choices": "\n".join(plan.choices),
        "weight": plan.weight,
        "is_required": int(plan.is_required),
        "disqualifies": int(plan.disqualifies),
        "evidence_days": plan.evidence_days,
    }


def score_rule_row(rule: Rule) -> dict[str, Any]:
    """Return a scoring rule by column."""
    return {
        "group_code": rule.group,
        "name": rule.name,
        "fact": rule.fact,
        "test": rule.test,
        "points": rule.points,
    }


def _add(connection: Connection, table: Table, **values: object) -> int:
    result = connection.execute(insert(table).values(uid=new_uid(), **values))
    return int(result.inserted_primary_key[0])  # type: ignore[index]
