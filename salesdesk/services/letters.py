"""Keeping the `bant` letters of leads and opportunities in step with their answers and the playbooks.

Each letter is what the default playbook knows of that dimension of BANT; where it knows nothing, another playbook’s.
"""

from __future__ import annotations

from collections.abc import Sequence

from sqlalchemy import select, update

from salesdesk.domain.evidence import letters
from salesdesk.domain.judging import bant_states
from salesdesk.domain.playbook import AnswerState, PlaybookPlan
from salesdesk.queries import said
from salesdesk.queries.playbooks import plan_of
from salesdesk.queries.said import AnswersByPlaybook, Owner
from salesdesk.services.transaction import Transaction
from salesdesk.store.schema import lead, opportunity, playbook

NOTHING = letters({})


def refresh_lead(tx: Transaction, lead_id: int) -> None:
    """Bring the letters of a lead in step with its answers."""
    _refresh(tx, "lead", lead_id)


def refresh_opportunity(tx: Transaction, opportunity_id: int) -> None:
    """Bring the letters of an opportunity in step with its answers."""
    _refresh(tx, "opportunity", opportunity_id)


def refresh_all(tx: Transaction) -> None:
    """Bring the letters of every record that has answers in step with changed playbooks."""
    plans = _plans(tx)
    owners: tuple[Owner, Owner] = ("lead", "opportunity")
    for owner in owners:
        table = lead if owner == "lead" else opportunity
        stood = dict(tx.connection.execute(select(table.c.id, table.c.bant)).all())
        due = []
        for record, known in said.answers(tx.connection, owner):
            now_read = _letters(tx, plans, known)
            if stood[record] != now_read:
                due.append((now_read, record))
        if due:
            tx.connection.exec_driver_sql(f"UPDATE {owner} SET bant = ? WHERE id = ?", due)


def _refresh(tx: Transaction, owner: Owner, record: int) -> None:
    known = dict(said.answers(tx.connection, owner, (record,)))
    now_read = _letters(tx, _plans(tx), known[record]) if record in known else NOTHING
    table = lead if owner == "lead" else opportunity
    tx.connection.execute(update(table).where(table.c.id == record, table.c.bant != now_read).values(bant=now_read))


def _letters(tx: Transaction, plans: Sequence[tuple[int, PlaybookPlan]], known: AnswersByPlaybook) -> str:
    states: dict[str, AnswerState] = {}
    for playbook_id, plan in plans:
        if playbook_id in known:
            for code, state in bant_states(plan, known[playbook_id], tx.now).items():
                if state != "unknown":
                    states.setdefault(code, state)
    return letters(states)


def _plans(tx: Transaction) -> list[tuple[int, PlaybookPlan]]:
    live = select(playbook.c.id).where(playbook.c.deleted_at.is_(None))
    ids = tx.connection.execute(live.order_by(playbook.c.is_default.desc(), playbook.c.id)).scalars().all()
    return [(record, plan_of(tx.connection, record)) for record in ids]
