"""Closing several opportunities in one transaction and one undo."""

from __future__ import annotations

from collections.abc import Sequence

from salesdesk.domain.errors import SalesDeskError
from salesdesk.queries.naming import name_of
from salesdesk.services import opportunities
from salesdesk.services.commands import LoseOpportunities, LoseOpportunity, LostKind, WinOpportunities, WinOpportunity
from salesdesk.services.transaction import Outcome, Transaction


def win(tx: Transaction, command: WinOpportunities) -> Outcome:
    """Close each as won; one that is won already refuses all."""
    for one in chosen(command.opportunities):
        opportunities.win(tx, WinOpportunity(one, None, command.closed_on, command.contract_on))
    return Outcome(f"Win {what(tx, command.opportunities)}")


def lose(tx: Transaction, command: LoseOpportunities) -> Outcome:
    """Close each as lost for the same reason; one that is lost already refuses all."""
    kind: LostKind = "disqualified" if command.kind == "disqualified" else "declined"
    for one in chosen(command.opportunities):
        opportunities.lose(tx, LoseOpportunity(one, command.reason, kind, command.competitor, command.retry_on))
    return Outcome(f"Lose {what(tx, command.opportunities)}")


def chosen(ids: Sequence[int]) -> list[int]:
    """Return each once, in their order. Raises: SalesDeskError where there are none."""
    if not ids:
        raise SalesDeskError("No opportunity was named. Select at least one, then close it.")
    return list(dict.fromkeys(ids))


def what(tx: Transaction, ids: Sequence[int]) -> str:
    """Return what a step in the Edit menu calls these opportunities."""
    found = chosen(ids)
    return name_of(tx.connection, "opportunity", found[0]) if len(found) == 1 else f"{len(found):,} opportunities"
