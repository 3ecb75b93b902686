"""What the entries of a timeline say, in the rep’s locale."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime

from PySide6.QtCore import QCoreApplication, QDate, QTime

from salesdesk.queries.timeline import (
    ActivityEntry,
    ChangeEntry,
    Entry,
    EvidenceEntry,
    FieldChange,
    LifecycleEntry,
    OriginEntry,
    StageEntry,
)
from ui import field_words, wording

translate = QCoreApplication.translate


@dataclass(frozen=True, slots=True)
class EntryWords:
    """One entry: an icon, a title with its time, sentences and tags (word, kind) below. An event has no circle."""

    icon: str
    title: str
    time: str
    body: str = ""
    tags: tuple[tuple[str, str], ...] = ()
    is_event: bool = False

    def sentence(self) -> str:
        """Return the entry as it is read aloud."""
        said = [self.title, self.time, self.body, *(word for word, _ in self.tags)]
        return ". ".join(part.rstrip(".") for part in said if part)


def day_heading(day: date, today: date) -> str:
    """Return “Monday 9 November”, with the year where it is not this one."""
    locale = wording.locale()
    weekday = locale.dayName(day.isoweekday())
    written = locale.toString(QDate(day.year, day.month, day.day), _day_pattern(day.year != today.year))
    return translate("timeline", "{weekday} {date}").format(weekday=weekday, date=written)


def _day_pattern(with_year: bool) -> str:
    long = wording.locale().dateFormat(wording.locale().FormatType.LongFormat)
    is_month_first = 0 <= long.find("MMMM") < max(0, long.replace("dddd", "    ").find("d"))
    if is_month_first:
        return "MMMM d, yyyy" if with_year else "MMMM d"
    return "d MMMM yyyy" if with_year else "d MMMM"


def clock_text(moment: datetime, now: datetime) -> str:
    """Return the time of day in the zone of `now`, on the clock of the locale."""
    local = moment.astimezone(now.tzinfo)
    return wording.locale().toString(QTime(local.hour, local.minute), wording.locale().FormatType.ShortFormat)


def words_of(entry: Entry, now: datetime) -> EntryWords:
    """Return what an entry says."""
    time = clock_text(entry.at, now)
    if isinstance(entry, ActivityEntry):
        return _activity(entry, time, now)
    if isinstance(entry, LifecycleEntry):
        return EntryWords("trending-up", _lifecycle(entry), time, is_event=True)
    if isinstance(entry, StageEntry):
        return EntryWords("columns", _stage(entry), time, is_event=True)
    if isinstance(entry, EvidenceEntry):
        return EntryWords("checklist", _mark(entry.dimension, entry.state), time, is_event=True)
    if isinstance(entry, ChangeEntry):
        said = ", ".join(change_text(change, now.date()) for change in entry.changes)
        return EntryWords("pencil", said, time, is_event=True)
    return _origin(entry, time)


def _origin(entry: OriginEntry, time: str) -> EntryWords:
    if entry.file_name:
        said = translate("timeline", "Imported from {file}").format(file=entry.file_name)
        return EntryWords("import-file", said, time, is_event=True)
    return EntryWords("plus", translate("timeline", "Added by hand"), time, is_event=True)


def _activity(entry: ActivityEntry, time: str, now: datetime) -> EntryWords:
    speaks_for_itself = entry.kind in ("call", "email", "meeting", "demo")
    title = wording.activity_word(entry.kind)
    body = entry.notes
    if entry.subject and speaks_for_itself:
        body = f"{entry.subject}\n{entry.notes}".strip()
    elif entry.subject:
        title = entry.subject
    parts = [title, *_outcome(entry)]
    if entry.duration_min:
        parts.append(translate("timeline", "{minutes} min").format(minutes=wording.number_text(entry.duration_min)))
    tags = [(_mark(mark.dimension, mark.state), mark.state) for mark in entry.marks]
    tags += [(change_text(change, now.date()), "neutral") for change in entry.changes]
    icon = (
        "phone-missed" if entry.kind == "call" and entry.outcome == "no answer" else wording.activity_icon(entry.kind)
    )
    return EntryWords(icon, ", ".join(parts), time, body, tuple(tags))


def _outcome(entry: ActivityEntry) -> list[str]:
    if entry.outcome == "replied" and entry.answered_after is not None:
        said = translate("timeline", "replied after {span}")
        return [said.format(span=wording.span_text(entry.answered_after))]
    if entry.direction == "inbound" and entry.outcome in ("", "sent"):
        return [translate("timeline", "received")]
    # A meeting that is logged was held; only the others need a word.
    return [wording.outcome_word(entry.outcome).lower()] if entry.outcome not in ("", "held") else []


def _mark(dimension: str, state: str) -> str:
    if state == "confirmed":
        return translate("timeline", "{dimension} confirmed").format(dimension=dimension)
    if state == "failed":
        return translate("timeline", "{dimension} failed").format(dimension=dimension)
    return translate("timeline", "{dimension} unknown").format(dimension=dimension)


def _lifecycle(entry: LifecycleEntry) -> str:
    values = {
        "before": wording.lifecycle_word(entry.from_stage),
        "after": wording.lifecycle_word(entry.to_stage),
        "reason": entry.reason[:1].lower() + entry.reason[1:],
    }
    if entry.is_override:
        return translate("timeline", "{before} to {after} without its evidence, {reason}").format(**values)
    if entry.reason:
        return translate("timeline", "{before} to {after}, {reason}").format(**values)
    return translate("timeline", "{before} to {after}").format(**values)


def _stage(entry: StageEntry) -> str:
    if entry.from_name:
        return translate("timeline", "{before} to {after}").format(before=entry.from_name, after=entry.to_name)
    return translate("timeline", "Started in {stage}").format(stage=entry.to_name)


def change_text(change: FieldChange, today: date) -> str:
    """Return “Amount $64,000 to $67,200”, “Phone set to …” or “Close date cleared”."""
    values = {
        "field": field_words.field_word(change.field),
        "before": value_text(change.field, change.before, change.currency_before, today),
        "after": value_text(change.field, change.after, change.currency, today),
    }
    if not values["before"]:
        return translate("timeline", "{field} set to {after}").format(**values)
    if not values["after"]:
        return translate("timeline", "{field} cleared").format(**values)
    return translate("timeline", "{field} {before} to {after}").format(**values)


def value_text(field: str, value: str | int | None, currency: str, today: date) -> str:
    """Return how the value of a field reads, empty where it has none."""
    if value is None or value == "":
        return ""
    if field.endswith("_minor"):
        return wording.money_text(int(value), currency)
    if field == "expected_close":
        return wording.date_text(date.fromisoformat(str(value)), today)
    if field == "probability":
        return wording.percent_text(int(value))
    if field == "term_months":
        return wording.months_text(int(value))
    return str(value)
