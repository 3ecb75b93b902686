"""Playbooks, their criteria, score rules, and the answers."""

from __future__ import annotations

from sqlalchemy import Column, Index, Text, text

from salesdesk.store.schema.columns import instant, new_table, number, one_of, ref, uid, words
from salesdesk.store.types import Day

playbook = new_table(
    "playbook",
    uid(),
    words("name"),
    number("version", 1),
    number("is_default", 0),
    number("mql_mark", 60),
    number("evidence_days", 120),
    Column("reviewed_on", Day),
    instant("deleted_at"),
)

dimension = new_table(
    "dimension",
    uid(),
    ref("playbook_id", "playbook", nullable=False),
    Column("code", Text, nullable=False),
    words("letter"),
    words("name"),
    words("question"),
    words("stands_for"),
    number("position", 0),
    number("since_version", 1),
    number("until_version"),
    one_of("stands_for", "", "budget", "authority", "need", "timeline"),
)

criterion = new_table(
    "criterion",
    uid(),
    ref("dimension_id", "dimension", nullable=False),
    Column("code", Text, nullable=False),
    words("prompt"),
    words("talk_track"),
    Column("answer_type", Text, nullable=False),
    words("rule"),
    words("choices"),
    number("weight", 1),
    number("is_required", 0),
    number("disqualifies", 0),
    number("evidence_days"),
    number("position", 0),
    number("since_version", 1),
    number("until_version"),
    one_of("answer_type", "yes_no", "choice", "number", "money", "date", "text", "contact"),
)

score_rule = new_table(
    "score_rule",
    uid(),
    Column("group_code", Text, nullable=False),
    Column("name", Text, nullable=False),
    Column("fact", Text, nullable=False),
    words("test"),
    number("points", 0),
    number("position", 0),
    one_of("group_code", "fit", "engagement", "negative"),
)

answer = new_table(
    "answer",
    uid(),
    ref("lead_id", "lead"),
    ref("opportunity_id", "opportunity"),
    ref("criterion_id", "criterion", nullable=False, index=False),
    Column("state", Text, nullable=False),
    words("value"),
    words("note"),
    words("said_by"),
    instant("answered_at", nullable=False),
    ref("activity_id", "activity"),
    one_of("state", "unknown", "confirmed", "failed"),
    Index(
        "answer_by_age",
        *("answered_at", "criterion_id", "lead_id", "opportunity_id"),
        sqlite_where=text("state = 'confirmed'"),
    ),
)
