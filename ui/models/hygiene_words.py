"""The words of the hygiene: its categories, what is wrong with a record, and the one thing to do about it."""

from __future__ import annotations

from datetime import datetime
from typing import Literal

from PySide6.QtCore import QCoreApplication

from salesdesk.queries.hygiene_rows import HygieneRow
from ui import wording

translate = QCoreApplication.translate

Act = Literal["step", "day", "reaffirm", "open", "verify"]
"""What a row is set right with: a next step, another close date, evidence that still holds, its page, a look."""
ACTS: dict[str, Act] = {
    "rotting": "step",
    "going_dark": "step",
    "no_next_step": "step",
    "close_date_past": "day",
    "bant_gaps": "step",
    "aged_evidence": "reaffirm",
    "duplicates": "open",
    "unverified": "verify",
}
ICONS = {
    "rotting": "hourglass",
    "going_dark": "moon",
    "no_next_step": "alert-triangle",
    "close_date_past": "calendar-x",
    "bant_gaps": "checklist",
    "aged_evidence": "clock",
    "duplicates": "copy",
    "unverified": "user",
}


def category_word(category: str) -> str:
    """Return the name of a category, “Going dark”."""
    words = {
        "rotting": translate("hygiene", "Rotting"),
        "going_dark": translate("hygiene", "Going dark"),
        "no_next_step": translate("hygiene", "No next step"),
        "close_date_past": translate("hygiene", "Close date past"),
        "bant_gaps": translate("hygiene", "BANT gaps"),
        "aged_evidence": translate("hygiene", "Aged evidence"),
        "duplicates": translate("hygiene", "Possible duplicates"),
        "unverified": translate("hygiene", "Contacts to verify"),
    }
    return words[category]


def act_word(category: str) -> str:
    """Return what the button of a row says."""
    words: dict[Act, str] = {
        "step": translate("hygiene", "Add step"),
        "day": translate("hygiene", "New date"),
        "reaffirm": translate("hygiene", "Still holds"),
        "open": translate("hygiene", "Compare"),
        "verify": translate("hygiene", "Verified"),
    }
    return words[ACTS[category]]


def detail_text(row: HygieneRow, now: datetime) -> str:
    """Return what is wrong with a record in one line: “22 d in Proposal, 8 over”."""
    today = now.date()
    if row.category == "rotting":
        text = translate("hygiene", "{days} d in {stage}, {over} over")
        return text.format(days=row.days_in_stage, stage=row.stage, over=row.days_over)
    if row.category == "going_dark":
        text = translate("hygiene", "Silent for {days} d, {where}")
        return text.format(days=row.silent_days or 0, where=row.stage or wording.lifecycle_word(row.lifecycle))
    if row.category == "no_next_step":
        text = translate("hygiene", "{days} d in {stage}, nothing planned")
        return text.format(days=row.days_in_stage, stage=row.stage)
    if row.category == "close_date_past":
        return translate("hygiene", "{stage}, was to close {day}").format(
            stage=row.stage, day=wording.day_text(row.expected_close, today)
        )
    if row.category == "bant_gaps":
        gap = wording.bant_gap(row.bant).rstrip(".")
        return translate("hygiene", "{stage}. {gap}").format(stage=row.stage, gap=gap)
    if row.category == "aged_evidence":
        named = [translate("hygiene", "{name} {days} d old").format(name=name, days=days) for _, name, days in row.aged]
        return ", ".join(named)
    if row.category == "duplicates":
        return _alike_text(row)
    since = row.verified_on or row.known_since
    if row.verified_on is not None:
        return translate("hygiene", "Verified {day}").format(day=wording.date_text(since, today))
    return translate("hygiene", "Never verified, added {day}").format(day=wording.date_text(since, today))


def _alike_text(row: HygieneRow) -> str:
    if row.has_same_email:
        text = translate("hygiene", "Same address as {others}")
    else:
        text = translate("hygiene", "Same name and company as {others}")
    others = wording.count_of(row.alike, translate("hygiene", "other lead"), translate("hygiene", "other leads"))
    return text.format(others=others)
