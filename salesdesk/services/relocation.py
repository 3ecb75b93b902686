"""Cards that change their stage together because the stage or the pipeline goes, or a pipeline is chosen for them."""

from __future__ import annotations

from collections.abc import Sequence

from sqlalchemy import ColumnElement, RowMapping, bindparam, case, func, insert, literal, select, update

from salesdesk.services import ranks
from salesdesk.services.transaction import Transaction
from salesdesk.store.schema import opportunity, stage_history
from salesdesk.store.types import Instant

CHUNK = 5000
_card = opportunity.c
_BY_HAND = select(case((_card.probability_by_hand == 1, _card.probability))).where(
    _card.id == stage_history.c.opportunity_id
)


def cards_of(tx: Transaction, stage_id: int, *, is_trash: bool) -> list[int]:
    """Return the cards of a stage in their order, either those on the board or those in the trash."""
    query = select(_card.id).where(_card.stage_id == stage_id, _is_in_trash(is_trash)).order_by(_card.rank, _card.id)
    return list(tx.connection.execute(query).scalars())


def card_count(tx: Transaction, stage_ids: Sequence[int], *, is_trash: bool = False) -> int:
    """Return how many cards these stages hold, on the board or in the trash."""
    query = select(func.count()).where(_card.stage_id.in_(stage_ids), _is_in_trash(is_trash))
    return int(tx.connection.execute(query).scalar_one())


def to_stage(tx: Transaction, ids: Sequence[int], target: RowMapping) -> None:
    """Put cards at the end of a stage of the kind they are in, in this order: stage, history, probability and rank.

    Set-wise; a probability set by hand stays.
    """
    given = ranks.at_end(tx, target["id"], len(ids))
    for start in range(0, len(ids), CHUNK):
        chunk = ids[start : start + CHUNK]
        present = (stage_history.c.opportunity_id.in_(chunk), stage_history.c.left_at.is_(None))
        left = {"left_at": tx.now, "probability_by_hand": _BY_HAND.scalar_subquery()}
        tx.connection.execute(update(stage_history).where(*present).values(**left))
        entered = select(_card.id, literal(target["id"]), literal(tx.now, Instant)).where(_card.id.in_(chunk))
        columns = ["opportunity_id", "stage_id", "entered_at"]
        tx.connection.execute(insert(stage_history).from_select(columns, entered.order_by(_card.id)))
        moved = (
            update(opportunity)
            .where(_card.id == bindparam("record"))
            .values(
                pipeline_id=target["pipeline_id"],
                stage_id=target["id"],
                entered_stage_at=tx.now,
                probability=case((_card.probability_by_hand == 1, _card.probability), else_=target["probability"]),
                rank=bindparam("place"),
            )
        )
        places = given[start : start + CHUNK]
        rows = [{"record": record, "place": place} for record, place in zip(chunk, places, strict=True)]
        tx.connection.execute(moved, rows)


def _is_in_trash(is_trash: bool) -> ColumnElement[bool]:
    return _card.deleted_at.is_not(None) if is_trash else _card.deleted_at.is_(None)
