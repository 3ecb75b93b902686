"""What the BANT panel says about a dimension, in the rep’s locale."""

from __future__ import annotations

from datetime import date

from PySide6.QtCore import QCoreApplication

from salesdesk.domain.evidence import Answer, Dimension
from ui import wording

translate = QCoreApplication.translate

PLAYBOOK_KINDS = ("playbook", "dimension", "criterion")
"""What changes when the rep edits a playbook."""

STATES = ("confirmed", "unknown", "failed")
STATE_ICONS = {"confirmed": "circle-check", "unknown": "circle-dashed", "failed": "circle-x"}
STATE_KINDS = {"confirmed": "confirmed", "unknown": "neutral", "failed": "failed"}


def state_word(state: str) -> str:
    """Return the name of a state."""
    words = {
        "confirmed": translate("bant", "Confirmed"),
        "unknown": translate("bant", "Unknown"),
        "failed": translate("bant", "Failed"),
    }
    return words[state]


def reading(answer: Answer, today: date) -> str:
    """Return how the value of an answer reads."""
    if answer.money is not None:
        return wording.money_text(answer.money.amount_minor, answer.money.currency)
    if answer.day is not None:
        return wording.date_text(answer.day, today)
    if answer.answer_type == "yes_no" and answer.value:
        return yes_word() if answer.value == "yes" else no_word()
    return answer.value


def yes_word() -> str:
    """Return the word for yes."""
    return translate("bant", "Yes")


def no_word() -> str:
    """Return the word for no."""
    return translate("bant", "No")


def headline(dimension: Dimension, today: date) -> str:
    """Return the one line that sums a dimension up, empty where nothing is known."""
    first = dimension.primary
    value = reading(first, today)
    period = dimension.answer("budget_period")
    if value and first.criterion == "budget_amount" and period is not None and period.value:
        if period.value == "one-off":
            return translate("bant", "{value}, one-off").format(value=value)
        return translate("bant", "{value} {period}").format(value=value, period=period.value)
    if value and first.answer_type == "date":
        return translate("bant", "{prompt} {value}").format(prompt=first.prompt, value=value)
    if value:
        return value
    other = next((answer for answer in dimension.answers if answer.value), None)
    if other is None:
        return ""
    return translate("bant", "{prompt}: {value}").format(prompt=other.prompt, value=reading(other, today))


def nothing_known(dimension: Dimension) -> str:
    """Return what stands for a headline where there is none."""
    words = {
        "money": translate("bant", "No amount yet"),
        "date": translate("bant", "No date yet"),
        "contact": translate("bant", "Nobody named yet"),
    }
    return words.get(dimension.primary.answer_type, translate("bant", "Nothing known yet"))


def what_to_ask(dimension: Dimension) -> str:
    """Return what to ask next about a dimension of which nothing is known."""
    words = {
        "money": translate("bant", "Ask what is set aside"),
        "date": translate("bant", "Ask for a go-live date"),
        "contact": translate("bant", "Ask who signs"),
        "text": translate("bant", "Ask what hurts today"),
    }
    return words.get(dimension.primary.answer_type, dimension.question)


def add_word(dimension: Dimension) -> str:
    """Return what the link says that opens the editor."""
    words = {
        "money": translate("bant", "Add amount"),
        "date": translate("bant", "Add date"),
        "contact": translate("bant", "Add name"),
    }
    return words.get(dimension.primary.answer_type, translate("bant", "Add answer"))


def origin(answer: Answer, today: date, answered_on: date | None) -> tuple[str, str]:
    """Return icon and words of where an answer came from, empty where nothing was answered."""
    if answer.activity_kind and answer.activity_day is not None:
        values = {
            "activity": wording.activity_word(answer.activity_kind),
            "date": wording.date_text(answer.activity_day, today),
        }
        return wording.activity_icon(answer.activity_kind), translate("bant", "{activity}, {date}").format(**values)
    if answer.said_by and answered_on is not None:
        values = {"person": answer.said_by, "date": wording.date_text(answered_on, today)}
        return "user", translate("bant", "{person}, {date}").format(**values)
    if answered_on is not None:
        return "pencil", translate("bant", "By hand, {date}").format(date=wording.date_text(answered_on, today))
    return "", ""


def short_origin(answer: Answer, today: date) -> tuple[str, str]:
    """Return icon and day of where an answer came from, for a tight place."""
    if answer.activity_kind and answer.activity_day is not None:
        return wording.activity_icon(answer.activity_kind), wording.date_text(answer.activity_day, today)
    if answer.answered_at is not None:
        return "pencil", wording.date_text(answer.answered_at.astimezone().date(), today)
    return "", ""


def progress_text(dimensions: list[Dimension]) -> str:
    """Return “2 of 4 confirmed”, and how much of it has aged."""
    confirmed = sum(dimension.is_satisfied for dimension in dimensions)
    aged = sum(dimension.is_aged for dimension in dimensions)
    text = (
        translate("bant", "{confirmed} of {count} confirmed, {aged} aged")
        if aged
        else translate("bant", "{confirmed} of {count} confirmed")
    )
    return text.format(confirmed=confirmed, count=len(dimensions), aged=aged)


def missing_text(dimensions: list[Dimension]) -> str:
    """Return “Timeline is missing”, “Budget and need are missing”, or nothing."""
    missing = [dimension.name for dimension in dimensions if dimension.state == "unknown"]
    if not missing:
        return ""
    if len(missing) == 1:
        return translate("bant", "{name} is missing").format(name=missing[0])
    return translate("bant", "{names} are missing").format(names=wording.listed(missing))
