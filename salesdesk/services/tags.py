"""Tags: names that any number of records share."""

from __future__ import annotations

from collections.abc import Iterable

from sqlalchemy import delete, func, insert, select

from salesdesk.domain.texts import clean_line
from salesdesk.services.transaction import Transaction
from salesdesk.store.identity import new_uid
from salesdesk.store.schema import tag, tagging


def replace(tx: Transaction, kind: str, record: int, names: Iterable[str]) -> None:
    """Give a lead, opportunity or account exactly these tags; spelling apart from case is one tag."""
    owner = tagging.c[f"{kind}_id"]
    wanted = {_tag_id(tx, name) for name in (clean_line(name, "tags") for name in names) if name}
    present = set(tx.connection.execute(select(tagging.c.tag_id).where(owner == record)).scalars())
    for gone in sorted(present - wanted):
        tx.connection.execute(delete(tagging).where(owner == record, tagging.c.tag_id == gone))
    for new in sorted(wanted - present):
        tx.connection.execute(insert(tagging).values(tag_id=new, **{f"{kind}_id": record}))


def hand_over(tx: Transaction, lead_id: int, opportunity_id: int) -> None:
    """Give an opportunity the tags of its lead beside those it has."""
    having = select(tagging.c.tag_id).where(tagging.c.opportunity_id == opportunity_id)
    wanted = select(tagging.c.tag_id).where(tagging.c.lead_id == lead_id, tagging.c.tag_id.not_in(having))
    for tag_id in tx.connection.execute(wanted.order_by(tagging.c.id)).scalars().all():
        tx.connection.execute(insert(tagging).values(tag_id=tag_id, opportunity_id=opportunity_id))


def _tag_id(tx: Transaction, name: str) -> int:
    known = select(tag.c.id).where((tag.c.name == name) | (func.lower(tag.c.name) == name.lower()))
    found = tx.connection.execute(known.order_by((tag.c.name == name).desc())).scalar()
    if found is not None:
        return int(found)
    result = tx.connection.execute(insert(tag).values(uid=new_uid(), name=name))
    return int(result.inserted_primary_key[0])  # type: ignore[index]
