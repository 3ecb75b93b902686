"""Sentences about cards and columns: tooltips, toasts, and what a screen reader says."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import datetime

from PySide6.QtCore import QCoreApplication

from salesdesk.domain.activities import NextStep, days_overdue, step_state
from salesdesk.queries.board import Card, Stage, StageTotals
from ui import wording
from ui.delegates.card import Fitted, card_rotting

translate = QCoreApplication.translate


def card_tip(card: Card, stage: Stage, fitted: Fitted, now: datetime) -> str:
    """Return what the card could not show in full, why it is rotting, and what BANT lacks."""
    lines = []
    if fitted.is_elided:
        lines += [card.title, card.account, wording.step_text(card.next_step, now)]
    still = card_rotting(card, stage, now)
    if still.days_over and stage.rot_limit_days is not None:
        lines.append(rotting_sentence(stage, still.days_still, still.days_over))
    lines.append(wording.bant_words(card.bant))
    return "\n".join(line for line in lines if line)


def rotting_sentence(stage: Stage, days_still: int, days_over: int) -> str:
    """Return why a card has its amber mark."""
    text = translate(
        "board",
        "{days} without a touch in {stage}, {over} over the limit of {limit}. A planned next step takes the mark away.",
    )
    return text.format(
        days=wording.days_words(days_still),
        stage=stage.name,
        over=wording.number_text(days_over),
        limit=wording.number_text(stage.rot_limit_days or 0),
    )


def card_sentence(card: Card, stage: Stage, now: datetime) -> str:
    """Return the accessible text of a card (interaction.md, section 6)."""
    still = card_rotting(card, stage, now)
    parts = [
        card.title,
        card.account,
        wording.money_words(card.amount_minor, card.currency),
        _closing_words(card, now),
        stage.name,
        translate("board", "{days} in stage").format(days=wording.days_words(still.days_in_stage)),
    ]
    if still.days_over > 0:
        parts.append(translate("board", "{days} over the limit").format(days=wording.number_text(still.days_over)))
    parts += [step_words(card.next_step, now), wording.bant_words(card.bant)]
    return ", ".join(part for part in parts if part)


def _closing_words(card: Card, now: datetime) -> str:
    close, today = card.expected_close, now.date()
    if close is None:
        return translate("board", "no close date")
    text = translate("board", "close date {date} is past") if close < today else translate("board", "closes {date}")
    return text.format(date=wording.long_date(close, today))


def step_words(step: NextStep | None, now: datetime) -> str:
    """Return a next step in full words, “call 4 days overdue”."""
    if step is None:
        return translate("board", "no next step")
    is_kind = wording.step_name(step) == wording.activity_word(step.kind)
    activity = wording.step_name(step).lower() if is_kind else wording.step_name(step)
    days = days_overdue(step, now)
    if step_state(step, now) == "overdue" and days:
        text = translate("board", "{activity} {days} overdue")
        return text.format(activity=activity, days=wording.days_words(days))
    return wording.step_line(activity, wording.step_time(step, now))


def column_sentence(stage: Stage, totals: Sequence[StageTotals], whole: int | None = None) -> str:
    """Return the accessible text of a column, “Proposal, 4 cards, 213,700 dollars, 106,850 dollars weighted”.

    With a filter on, `whole` is how many cards there are without it: “4 of 12 cards”.
    """
    count = sum(total.count for total in totals)
    cards = wording.count_of(count, translate("board", "card"), translate("board", "cards"))
    if whole is not None:
        cards = translate("board", "{count} of {cards}").format(
            count=wording.number_text(count),
            cards=wording.count_of(whole, translate("board", "card"), translate("board", "cards")),
        )
    parts = [stage.name, cards]
    for total in totals:
        weighted = wording.money_words(total.weighted_minor, total.currency)
        parts.append(wording.money_words(total.amount_minor, total.currency))
        parts.append(translate("board", "{money} weighted").format(money=weighted))
    return ", ".join(parts)


def own_first(totals: Iterable[StageTotals], currency: str) -> list[StageTotals]:
    """Return totals with the desk’s own currency first, the others by size."""
    return sorted(totals, key=lambda total: (total.currency != currency, -total.amount_minor))


def reordered_text(names: Sequence[str], stage: str) -> str:
    """Return the toast of a move within one stage."""
    if len(names) == 1:
        return translate("board", "Moved “{name}” within {stage}").format(name=names[0], stage=stage)
    what = wording.opportunities_text(len(names))
    return translate("board", "Moved {what} within {stage}").format(what=what, stage=stage)


def deleted_text(names: Sequence[str]) -> str:
    """Return the toast of a deletion, “Deleted “Northwind – 240 seats””."""
    if len(names) == 1:
        return translate("board", "Deleted “{name}”").format(name=names[0])
    return translate("board", "Deleted {what}").format(what=wording.opportunities_text(len(names)))
