"""Sentences about cards and columns: tooltips, and what a screen reader says."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import datetime

from salesdesk.queries.board import Card, Stage, StageTotals
from ui import wording
from ui.delegates.card import Fitted, card_rotting


def card_tip(card: Card, stage: Stage, fitted: Fitted, now: datetime) -> str:
    """Return what the card could not show in full, why it is rotting, and what BANT lacks."""
    lines = []
    if fitted.is_elided:
        lines += [card.title, card.account, wording.step_text(card.next_step, now)]
    still = card_rotting(card, stage, now)
    if still.days_over and stage.rot_limit_days is not None:
        lines.append(wording.rotting_sentence(stage.name, still.days_still, stage.rot_limit_days, still.days_over))
    lines.append(wording.bant_words(card.bant))
    return "\n".join(line for line in lines if line)


def card_sentence(card: Card, stage: Stage, now: datetime) -> str:
    """Return the accessible text of a card."""
    close, today = card.expected_close, now.date()
    still = card_rotting(card, stage, now)
    return wording.card_words(
        title=card.title,
        account=card.account,
        money=wording.money_words(card.amount_minor, card.currency),
        close=wording.long_date(close, today) if close else "",
        is_past=close is not None and close < today,
        stage=stage.name,
        days_in_stage=still.days_in_stage,
        days_over=still.days_over,
        step=wording.step_words(card.next_step, now),
        bant=card.bant,
    )


def column_sentence(stage: Stage, totals: Sequence[StageTotals]) -> str:
    """Return the accessible text of a column."""
    return wording.column_words(
        stage.name,
        sum(total.count for total in totals),
        [wording.money_words(total.amount_minor, total.currency) for total in totals],
        [wording.money_words(total.weighted_minor, total.currency) for total in totals],
    )


def own_first(totals: Iterable[StageTotals], currency: str) -> list[StageTotals]:
    """Return totals with the desk’s own currency first, the others by size."""
    return sorted(totals, key=lambda total: (total.currency != currency, -total.amount_minor))
