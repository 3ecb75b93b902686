"""Keeping the score of a lead in step with its facts."""

from __future__ import annotations

from sqlalchemy import update

from salesdesk.domain.scoring import score
from salesdesk.queries.scores import facts_of
from salesdesk.services import lifecycle
from salesdesk.services.transaction import Transaction
from salesdesk.store.schema import lead


def rescore(tx: Transaction, lead_id: int) -> None:
    """Compute the score anew; where it rises past the playbook's mark, a New or Working lead becomes an MQL."""
    record = lifecycle.load(tx, lead_id)
    facts = facts_of(tx.connection, lead_id)
    value = score(facts).value if facts is not None else 0
    if value == record["score"]:
        return
    tx.connection.execute(update(lead).where(lead.c.id == lead_id).values(score=value))
    mark = lifecycle.mql_mark(tx)
    if record["lifecycle"] in ("new", "working") and record["score"] < mark <= value:
        lifecycle.enter(tx, record, "mql", f"Score passed {mark}")
