"""Tags: names that any number of records share."""

from __future__ import annotations

import json
from collections.abc import Iterable, Sequence

from sqlalchemy import delete, func, insert, select

from salesdesk.domain.errors import BadValue, SalesDeskError
from salesdesk.domain.texts import clean_line
from salesdesk.services.transaction import Transaction
from salesdesk.store.identity import new_uid
from salesdesk.store.schema import tag, tagging

LONGEST = 100


def replace(tx: Transaction, kind: str, record: int, names: Iterable[str]) -> None:
    """Give a lead, opportunity or account exactly these tags; spelling apart from case is one tag."""
    owner = tagging.c[f"{kind}_id"]
    wanted = {_tag_id(tx, name) for name in (clean_line(name, "tags") for name in names) if name}
    present = set(tx.connection.execute(select(tagging.c.tag_id).where(owner == record)).scalars())
    for gone in sorted(present - wanted):
        tx.connection.execute(delete(tagging).where(owner == record, tagging.c.tag_id == gone))
    for new in sorted(wanted - present):
        tx.connection.execute(insert(tagging).values(tag_id=new, **{f"{kind}_id": record}))


def edit(tx: Transaction, kind: str, records: Sequence[int], add: Sequence[str], remove: Sequence[str]) -> None:
    """Put tags on many records and take others off; one named on both sides is put on. Raises: SalesDeskError."""
    if not add and not remove:
        raise SalesDeskError("No tag was named. Choose at least one.")
    take_off(tx, kind, records, [name for name in remove if name not in add])
    put_on(tx, kind, records, add)


def put_on(tx: Transaction, kind: str, records: Sequence[int], names: Iterable[str]) -> None:
    """Give many records of a kind these tags beside those they have. Raises: BadValue where a name is too long."""
    owner, listed = f"{kind}_id", json.dumps(list(records))
    for name in _cleaned(names):
        tag_id = _tag_id(tx, name)
        tx.connection.exec_driver_sql(
            f"INSERT INTO tagging (tag_id, {owner}) SELECT ?, value FROM json_each(?) "
            f"WHERE value NOT IN (SELECT {owner} FROM tagging WHERE tag_id = ? AND {owner} IS NOT NULL)",
            (tag_id, listed, tag_id),
        )


def take_off(tx: Transaction, kind: str, records: Sequence[int], names: Iterable[str]) -> None:
    """Take tags off many records of a kind; a name that no tag has is passed over."""
    listed = json.dumps(list(records))
    for name in _cleaned(names):
        tag_id = _known(tx, name)
        if tag_id is not None:
            tx.connection.exec_driver_sql(
                f"DELETE FROM tagging WHERE tag_id = ? AND {kind}_id IN (SELECT value FROM json_each(?))",
                (tag_id, listed),
            )


def hand_over(tx: Transaction, lead_id: int, opportunity_id: int) -> None:
    """Give an opportunity the tags of its lead beside those it has."""
    having = select(tagging.c.tag_id).where(tagging.c.opportunity_id == opportunity_id)
    wanted = select(tagging.c.tag_id).where(tagging.c.lead_id == lead_id, tagging.c.tag_id.not_in(having))
    for tag_id in tx.connection.execute(wanted.order_by(tagging.c.id)).scalars().all():
        tx.connection.execute(insert(tagging).values(tag_id=tag_id, opportunity_id=opportunity_id))


def _cleaned(names: Iterable[str]) -> list[str]:
    cleaned = [name for name in (clean_line(name, "tags") for name in names) if name]
    for name in cleaned:
        if len(name) > LONGEST:
            raise BadValue("a tag", name, f"keep it under {LONGEST} characters.")
    return list(dict.fromkeys(cleaned))


def _known(tx: Transaction, name: str) -> int | None:
    known = select(tag.c.id).where((tag.c.name == name) | (func.lower(tag.c.name) == name.lower()))
    return tx.connection.execute(known.order_by((tag.c.name == name).desc())).scalar()


def _tag_id(tx: Transaction, name: str) -> int:
    found = _known(tx, name)
    if found is not None:
        return found
    result = tx.connection.execute(insert(tag).values(uid=new_uid(), name=name))
    return int(result.inserted_primary_key[0])  # type: ignore[index]
