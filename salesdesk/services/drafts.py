"""Drafts: where an unfinished qualification stands. Outside the journal, because they are no step of their own."""

from __future__ import annotations

from sqlalchemy import delete
from sqlalchemy.dialects.sqlite import insert

from salesdesk.services import lifecycle
from salesdesk.services.commands import SaveDraft
from salesdesk.services.transaction import Outcome, Transaction
from salesdesk.store.schema import draft


def save(tx: Transaction, command: SaveDraft) -> Outcome:
    """Keep the draft of a lead, or forget it where the content is empty."""
    record = lifecycle.load(tx, command.lead)
    if not command.content:
        tx.connection.execute(delete(draft).where(draft.c.lead_id == record["id"]))
        return Outcome("Save draft")
    kept = {"content": command.content, "saved_at": tx.now}
    writing = insert(draft).values(lead_id=record["id"], **kept)
    tx.connection.execute(writing.on_conflict_do_update(index_elements=[draft.c.lead_id], set_=kept))
    return Outcome("Save draft")
