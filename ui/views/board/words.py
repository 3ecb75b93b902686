"""Sentences about cards and columns: tooltips, toasts, and what a screen reader says."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import date, datetime
from html import escape

from PySide6.QtCore import QCoreApplication

from salesdesk.domain.activities import NextStep, days_overdue, step_state
from salesdesk.domain.stages import is_snoozed, rotting_sentence
from salesdesk.queries.board import Card, Stage, StageTotals
from ui import wording
from ui.delegates.card import Fitted, card_rotting

translate = QCoreApplication.translate


def card_tip(card: Card, stage: Stage, fitted: Fitted, now: datetime) -> list[str]:
    """Return what the card could not show in full, how it stands with rotting, and what BANT lacks; the head first."""
    head = "\n".join(line for line in (card.title, card.account) if line)
    lines = [head, wording.step_text(card.next_step, now)] if fitted.is_elided else []
    return [*lines, rotting_tip(card, stage, now), wording.bant_words(card.bant)]


def rich_tip(parts: Sequence[str], has_head: bool) -> str:
    """Return the parts of a tip as the paragraphs of a tooltip 300 px wide, the head in bold letters."""
    paragraphs = []
    for place, part in enumerate(parts):
        title, *rest = map(escape, part.split("\n"))
        shown = [f"<b>{title}</b>" if has_head and place == 0 else title, *rest]
        paragraphs.append(f'<p style="margin: {6 if place else 0}px 0 0 0">{"<br/>".join(shown)}</p>')
    return f'<table width="300" cellspacing="0" cellpadding="4"><tr><td>{"".join(paragraphs)}</td></tr></table>'


def rotting_tip(card: Card, stage: Stage, now: datetime) -> str:
    """Return why a card is rotting, or why it is not, in one sentence."""
    step = card.next_step if step_state(card.next_step, now) in ("today", "planned") else None
    return rotting_sentence(
        card_rotting(card, stage, now),
        stage.name,
        stage.rot_limit_days,
        next_step=step,
        today=now.date(),
        snoozed_until=card.snoozed_until,
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
    elif is_snoozed(card.snoozed_until, now.date()) and card.snoozed_until is not None:
        day = wording.long_date(card.snoozed_until, now.date())
        parts.append(translate("board", "rotting snoozed until {day}").format(day=day))
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


def called(names: Sequence[str]) -> str:
    """Return the name of the one card in quotes, or how many there are."""
    return translate("board", "“{name}”").format(name=names[0]) if len(names) == 1 else _many(names)


def _many(names: Sequence[str]) -> str:
    return wording.opportunities_text(len(names))


def changed_text(name: str) -> str:
    """Return the toast of a card that was edited in its place."""
    return translate("board", "Changed “{name}”").format(name=name)


def planned_text(names: Sequence[str], step: NextStep, now: datetime) -> str:
    """Return the toast of a next step that was planned."""
    text = translate("board", "Planned for {what}: {step}")
    return text.format(what=called(names), step=step_words(step, now))


def snoozed_text(names: Sequence[str], until: date | None, today: date) -> str:
    """Return the toast of rotting that was put off, or counts again."""
    if until is None:
        return translate("board", "Rotting counts again for {what}").format(what=called(names))
    text = translate("board", "Rotting of {what} snoozed until {day}")
    return text.format(what=called(names), day=wording.day_text(until, today))


def selected_text(count: int) -> str:
    """Return how many cards are selected, “3 selected”."""
    return translate("board", "{count} selected").format(count=wording.number_text(count))
