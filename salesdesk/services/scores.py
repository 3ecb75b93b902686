"""Keeping the scores of leads in step with their facts and with the rules."""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import fields, replace
from typing import Any

from sqlalchemy import delete, select, update

from salesdesk.domain.scoring import Facts, Rule, checked_rules, score, scorer
from salesdesk.queries import scores
from salesdesk.services import lifecycle
from salesdesk.services.commands import SetScoreRules
from salesdesk.services.fields import changed
from salesdesk.services.transaction import Outcome, Transaction
from salesdesk.store.defaults import add_score_rule, score_rule_row
from salesdesk.store.schema import lead, score_rule
from salesdesk.store.types import instant_text

CHUNK = 5000


def rescore(tx: Transaction, lead_id: int) -> None:
    """Compute the score anew; where it rises past the playbook's mark, a New or Working lead becomes an MQL."""
    record = lifecycle.load(tx, lead_id)
    facts = scores.facts_of(tx.connection, lead_id)
    value = score(facts, scores.rules(tx.connection)).value if facts is not None else 0
    if value == record["score"]:
        return
    tx.connection.execute(update(lead).where(lead.c.id == lead_id).values(score=value))
    mark = lifecycle.mql_mark(tx)
    if record["lifecycle"] in ("new", "working") and record["score"] < mark <= value:
        lifecycle.enter(tx, record, "mql", f"Score passed {mark}")


def set_rules(tx: Transaction, command: SetScoreRules) -> Outcome:
    """Score by other rules from now on: every lead at once, in one undo. Raises: BadValue, Cancelled."""
    rules = checked_rules(command.rules)
    if rules != scores.rules(tx.connection):
        _write(tx, rules)
        rescore_leads(tx, why="the scoring rules were changed")
    return Outcome("Change scoring rules")


def rescore_leads(tx: Transaction, leads: Sequence[int] | None = None, why: str = "") -> None:
    """Compute the scores of these leads anew, of all where none are named; what rises past the mark is an MQL.

    The history of what rises says why, where that is not a fact about the lead.
    """
    for stood in _standing(tx, leads):
        facts = scores.facts_of_leads(tx.connection, stood.keys())
        _write_scores(tx, stood, facts, why)


def revise_leads(tx: Transaction, leads: Sequence[int], values: Mapping[str, Any]) -> None:
    """Give leads the same values, and the scores and stages that follow; what shows high intent now starts its clock.

    Each row is written once: one that is changed twice costs the journal more than all the others.
    """
    known = {one.name.removeprefix("is_"): one.name for one in fields(Facts)}
    given: dict[str, Any] = {known[name]: value for name, value in values.items() if name in known}
    pieces, written = [f"{name} = ?" for name in values], list(values.values())
    if values.get("high_intent"):
        pieces.append("interest_at = coalesce(interest_at, ?)")
        written.append(instant_text(tx.now))
    for stood in _standing(tx, leads):
        facts = scores.facts_of_leads(tx.connection, stood.keys())
        after = {lead_id: replace(one, **given) for lead_id, one in facts.items()}
        others = stood.keys() - _write_scores(tx, stood, after, "", pieces, written)
        differs = " OR ".join(f"{name} IS NOT ?" for name in values)
        tx.connection.exec_driver_sql(
            f"UPDATE lead SET {', '.join(pieces)} WHERE id IN (SELECT value FROM json_each(?)) AND ({differs})",
            (*written, json.dumps(sorted(others)), *values.values()),
        )


def _write_scores(
    tx: Transaction,
    stood: Mapping[int, int],
    facts: Mapping[int, Facts],
    why: str,
    pieces: Sequence[str] = (),
    written: Sequence[object] = (),
) -> set[int]:
    """Write the scores that are others now, with more columns if need be; return which leads were written."""
    score_of = scorer(scores.rules(tx.connection))
    mark = lifecycle.mql_mark(tx)
    values = {lead_id: score_of(one).value for lead_id, one in facts.items()}
    moved = {lead_id: value for lead_id, value in values.items() if value != stood[lead_id]}
    risen = [lead_id for lead_id, value in moved.items() if stood[lead_id] < mark <= value]
    reason = f"Score passed {mark}, {why}" if why else f"Score passed {mark}"
    marked = set(lifecycle.note_mqls(tx, risen, reason)) if risen else set()
    # Score and stage in one statement: a row that is changed twice costs the journal more than all the others.
    for stage, ids in (("lifecycle", moved.keys() - marked), ("'mql'", marked)):
        if ids:
            columns = ", ".join((*pieces, "score = ?", f"lifecycle = {stage}"))
            tx.connection.exec_driver_sql(
                f"UPDATE lead SET {columns} WHERE id = ?",
                [(*written, moved[lead_id], lead_id) for lead_id in sorted(ids)],
            )
    return set(moved)


def mark_moved(tx: Transaction, before: int, after: int) -> None:
    """Make MQLs of the leads between a mark and a lower one; those that stood above it already stay where they are."""
    if after < before:
        between = (lead.c.deleted_at.is_(None), lead.c.score >= after, lead.c.score < before)
        rising = tx.connection.execute(select(lead.c.id).where(*between)).scalars().all()
        lifecycle.mark_mqls(tx, rising, f"The mark went from {before} to {after}")


def _standing(tx: Transaction, leads: Sequence[int] | None) -> Iterator[dict[int, int]]:
    """Yield the scores of leads outside the trash, some thousand at a time, telling progress."""
    present = select(lead.c.id).where(lead.c.deleted_at.is_(None)).order_by(lead.c.id)
    ids = list(tx.connection.execute(present).scalars()) if leads is None else sorted(leads)
    for start in range(0, len(ids), CHUNK):
        tx.report(start, len(ids))
        tx.stop_if_cancelled()
        query = select(lead.c.id, lead.c.score).where(lead.c.id.in_(ids[start : start + CHUNK]))
        yield dict(tx.connection.execute(query.where(lead.c.deleted_at.is_(None))).all())


def _write(tx: Transaction, rules: Sequence[Rule]) -> None:
    """Bring the table in step; a rule that keeps its name keeps its row."""
    present = {row["name"]: row for row in tx.connection.execute(select(score_rule)).mappings()}
    for position, rule in enumerate(rules):
        known = present.pop(rule.name, None)
        if known is None:
            add_score_rule(tx.connection, position, rule)
            continue
        values = changed(known, score_rule_row(rule) | {"position": position})
        if values:
            tx.connection.execute(update(score_rule).where(score_rule.c.id == known["id"]).values(**values))
    gone = [row["id"] for row in present.values()]
    if gone:
        tx.connection.execute(delete(score_rule).where(score_rule.c.id.in_(gone)))
