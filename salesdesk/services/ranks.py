"""The order of cards within a stage, as ranks in the file."""

from __future__ import annotations

from collections.abc import Sequence

from sqlalchemy import bindparam, func, select

from salesdesk.domain.errors import SalesDeskError
from salesdesk.domain.ranking import ranks_between
from salesdesk.services.transaction import Transaction
from salesdesk.store.schema import opportunity

_card = opportunity.c
_LAST = select(func.max(_card.rank)).where(_card.deleted_at.is_(None), _card.stage_id == bindparam("stage"))


def at_end(tx: Transaction, stage_id: int, count: int) -> list[str]:
    """Return ranks behind the last card of a stage."""
    return ranks_between(tx.connection.execute(_LAST, {"stage": stage_id}).scalar(), None, count)


def beside(tx: Transaction, stage_id: int, before: int | None, after: int | None, moving: Sequence[int]) -> list[str]:
    """Return a rank for each moving card: in front of the card `before`, else behind `after`, else at the end."""
    anchor = before if before is not None else after
    if anchor is None:
        return at_end(tx, stage_id, len(moving))
    if anchor in moving:
        raise SalesDeskError("A card cannot be placed beside itself.")
    place = tx.connection.execute(
        select(_card.rank).where(_card.id == anchor, _card.stage_id == stage_id, _card.deleted_at.is_(None))
    ).scalar()
    if place is None:
        return at_end(tx, stage_id, len(moving))
    others = (_card.deleted_at.is_(None), _card.stage_id == stage_id, _card.id.not_in(list(moving)), _card.id != anchor)
    if before is not None:
        previous = select(func.max(_card.rank)).where(*others, _card.rank < place)
        return ranks_between(tx.connection.execute(previous).scalar(), place, len(moving))
    following = select(func.min(_card.rank)).where(*others, _card.rank > place)
    return ranks_between(place, tx.connection.execute(following).scalar(), len(moving))
