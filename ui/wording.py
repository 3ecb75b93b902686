"""Words shared by screens: dates, money, counts and sentences about core things, in the locale in force."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, datetime, timedelta
from functools import lru_cache

from PySide6.QtCore import QCoreApplication, QDate, QLocale, QTime

from salesdesk.domain.activities import NextStep, days_overdue, step_state
from salesdesk.domain.money import decimal_amount, exponent

translate = QCoreApplication.translate
NEAR_DAYS = 14
NO_BREAK_SPACE = "\u00a0"
NOT_APPLICABLE = "–"
TIP_WIDTH = 72
SYMBOLS = {
    "USD": "$",
    "EUR": "€",
    "GBP": "£",
    "JPY": "¥",
    "AUD": "A$",
    "CAD": "C$",
    "NZD": "NZ$",
    "INR": "₹",
    "KRW": "₩",
}
ACTIVITY_ICONS = {
    "call": "phone",
    "email": "mail",
    "meeting": "users",
    "demo": "monitor",
    "document": "file",
    "note": "note",
    "task": "circle-check",
}


def locale() -> QLocale:
    """Return the locale dates and numbers are written in; without a region, day before month and a 24 hour clock."""
    return _named_locale(locale_name())


def locale_name() -> str:
    """Return the name of that locale."""
    name = QLocale().name()
    return "en_GB" if name == "C" else name


@lru_cache(maxsize=8)
def _named_locale(name: str) -> QLocale:
    return QLocale(name)


@lru_cache(maxsize=8)
def _date_pattern(name: str, with_year: bool) -> str:
    """Return the short date pattern of a locale: its own order of day, month and year, the month as a short word."""
    written = QLocale(name).dateFormat(QLocale.FormatType.LongFormat)
    plain = written.replace("dddd", "")
    if "年" in plain:
        return plain.strip() if with_year else plain.partition("年")[2].strip()
    day = "d." if "d." in plain else "d"
    if plain.startswith("yyyy"):
        return f"yyyy MMM {day}" if with_year else f"MMM {day}"
    if plain.index("M") < plain.index("d"):
        return f"MMM {day}, yyyy" if with_year else f"MMM {day}"
    return f"{day} MMM yyyy" if with_year else f"{day} MMM"


@lru_cache(maxsize=1024)
def _written_date(name: str, ordinal: int, with_year: bool) -> str:
    day = date.fromordinal(ordinal)
    return QLocale(name).toString(QDate(day.year, day.month, day.day), _date_pattern(name, with_year))


def date_text(day: date | None, today: date) -> str:
    """Return “15 Dec”, with the year only when it is not this year."""
    if day is None:
        return NOT_APPLICABLE
    return _written_date(locale_name(), day.toordinal(), day.year != today.year)


def full_date_text(day: date) -> str:
    """Return “15 Dec 2026”, always with the year."""
    return _written_date(locale_name(), day.toordinal(), True)


def day_text(day: date | None, today: date) -> str:
    """Return “today”, “Thu 12 Nov” within 14 days, “15 Dec” this year, “15 Jan 2027” otherwise."""
    if day is None:
        return NOT_APPLICABLE
    if day == today:
        return translate("wording", "today")
    if abs((day - today).days) > NEAR_DAYS:
        return date_text(day, today)
    weekday = locale().dayName(day.isoweekday(), QLocale.FormatType.ShortFormat)
    return translate("wording", "{weekday} {date}").format(weekday=weekday, date=date_text(day, today))


def weekday_date(day: date, today: date) -> str:
    """Return “Thursday 12 November”, with the year only when it is not this year."""
    weekday = locale().dayName(day.isoweekday(), QLocale.FormatType.LongFormat)
    return translate("wording", "{weekday} {date}").format(weekday=weekday, date=long_date(day, today))


def clock_text(moment: datetime, now: datetime) -> str:
    """Return the time of day on the clock of the locale, “16:30”, in the time zone of `now`."""
    local = moment.astimezone(now.tzinfo)
    return locale().toString(QTime(local.hour, local.minute), QLocale.FormatType.ShortFormat)


def recurrence_word(recurrence: str) -> str:
    """Return how a task comes again, “Every week”."""
    words = {
        "": translate("wording", "Once"),
        "daily": translate("wording", "Every day"),
        "weekdays": translate("wording", "Every weekday"),
        "weekly": translate("wording", "Every week"),
        "monthly": translate("wording", "Every month"),
    }
    return words.get(recurrence, recurrence)


def time_text(moment: datetime) -> str:
    """Return the time of day on the clock of the locale, “16:30”."""
    local = moment.astimezone()
    return locale().toString(QTime(local.hour, local.minute), QLocale.FormatType.ShortFormat)


def when_text(moment: datetime, now: datetime) -> str:
    """Return day and time, “today 16:30”, in the time zone of `now`; far away only the day."""
    local = moment.astimezone(now.tzinfo)
    day = day_text(local.date(), now.date())
    if abs((local.date() - now.date()).days) > NEAR_DAYS:
        return day
    clock = locale().toString(QTime(local.hour, local.minute), QLocale.FormatType.ShortFormat)
    return translate("wording", "{day} {time}").format(day=day, time=clock)


def close_text(day: date | None, today: date, *, is_open: bool = True) -> str:
    """Return the close date of an opportunity; “6 Nov, past” when it is over and the opportunity still open."""
    if day is None or day >= today or not is_open:
        return date_text(day, today)
    return translate("wording", "{date}, past").format(date=date_text(day, today))


def past_word() -> str:
    """Return what stands for a close date that is over where there is no room for it."""
    return translate("wording", "Past")


def symbol_of(currency: str) -> str:
    """Return how a currency is marked on screen: its symbol, or its code."""
    return SYMBOLS.get(currency, currency)


@lru_cache(maxsize=2048)
def _written_money(name: str, amount_minor: int, currency: str, decimals: int) -> str:
    symbol = symbol_of(currency)
    text = QLocale(name).toCurrencyString(float(decimal_amount(amount_minor, currency)), symbol, decimals)
    if symbol[-1].isalpha() and text.startswith(symbol):
        text = symbol + NO_BREAK_SPACE + text.removeprefix(symbol).lstrip()
    return text


def money_text(amount_minor: int | None, currency: str, *, is_rounded: bool = False) -> str:
    """Return the amount in full with separators, “$39,900”; decimals only where it has some and is not rounded."""
    if amount_minor is None:
        return NOT_APPLICABLE
    places = exponent(currency)
    is_whole = is_rounded or amount_minor % 10**places == 0
    return _written_money(locale_name(), amount_minor, currency, 0 if is_whole else places)


def narrow_money(amount_minor: int | None, currency: str) -> str:
    """Return “$58.6k” or “$1.2M” for narrow lists; under a thousand in full."""
    if amount_minor is None:
        return NOT_APPLICABLE
    amount = float(decimal_amount(amount_minor, currency))
    for size, letter in ((1e9, "B"), (1e6, "M"), (1e3, "k")):
        # 999,950 would round up to “1,000.0k”.
        if amount >= size * 0.99995:
            number = locale().toString(amount / size, "f", 1).removesuffix(locale().decimalPoint() + "0")
            symbol = symbol_of(currency)
            gap = NO_BREAK_SPACE if symbol[-1].isalpha() else ""
            is_before = locale().toCurrencyString(1.0, "¤", 0).startswith("¤")
            return f"{symbol}{gap}{number}{letter}" if is_before else f"{number}{letter}{NO_BREAK_SPACE}{symbol}"
    return money_text(amount_minor, currency, is_rounded=True)


def money_words(amount_minor: int, currency: str) -> str:
    """Return the amount as it is read aloud, “39,900 dollars”."""
    number = number_text(round(decimal_amount(amount_minor, currency)))
    named = {
        "USD": translate("wording", "{number} dollars"),
        "EUR": translate("wording", "{number} euros"),
        "GBP": translate("wording", "{number} pounds"),
    }
    return named.get(currency, f"{{number}} {currency}").format(number=number)


def number_text(number: int) -> str:
    """Return a whole number with the separators of the locale."""
    return locale().toString(number)


def figure_text(plain: str) -> str:
    """Return a number with a decimal point with the sign that the locale has for it."""
    return plain.replace(".", locale().decimalPoint())


def plain_figure(text: str) -> str:
    """Return a number as the locale writes it with a decimal point, without separators between thousands."""
    spoken = locale()
    return text.replace(spoken.groupSeparator(), "").replace(spoken.decimalPoint(), ".")


def percent_text(percent: int) -> str:
    """Return “50%”."""
    return translate("wording", "{number}%").format(number=percent)


def decimal_text(number: int, places: int) -> str:
    """Return a number kept in tenths, hundredths or thousandths, without decimals that are zero: “2.5”."""
    whole, fraction = divmod(number, 10**places)
    decimals = f"{fraction:0{places}d}".rstrip("0")
    return f"{number_text(whole)}{locale().decimalPoint()}{decimals}" if decimals else number_text(whole)


def discount_text(discount_bp: int) -> str:
    """Return a discount kept in hundredths of a percent, “12.5%”."""
    return translate("wording", "{number}%").format(number=decimal_text(discount_bp, 2))


def size_text(size_bytes: int) -> str:
    """Return the size of a file, “1.4 MB”."""
    return locale().formattedDataSize(size_bytes, 1, QLocale.DataSizeFormat.DataSizeTraditionalFormat)


def months_text(number: int) -> str:
    """Return “1 month” or “12 months”."""
    if number == 1:
        return translate("wording", "1 month")
    return translate("wording", "{number} months").format(number=number_text(number))


def count_of(number: int, one: str, many: str) -> str:
    """Return “1 card” or “4 cards” from two translated nouns."""
    return translate("wording", "{number} {noun}").format(number=number_text(number), noun=one if number == 1 else many)


def opportunities_text(number: int) -> str:
    """Return “4 opportunities”."""
    return count_of(number, translate("wording", "opportunity"), translate("wording", "opportunities"))


def leads_text(number: int) -> str:
    """Return “4 leads”."""
    return count_of(number, translate("wording", "lead"), translate("wording", "leads"))


def days_words(days: int) -> str:
    """Return “1 day” or “22 days”."""
    return count_of(days, translate("wording", "day"), translate("wording", "days"))


def stage_age_text(days: int, days_over: int = 0) -> str:
    """Return the days in stage for a tight place: “<1 d”, “9 d”, “22 d, 8 over”."""
    if days_over > 0:
        text = translate("wording", "{days} d, {over} over")
        return text.format(days=number_text(days), over=number_text(days_over))
    return translate("wording", "<1 d") if days < 1 else translate("wording", "{days} d").format(days=number_text(days))


def activity_word(kind: str) -> str:
    """Return the name of a kind of activity, “Call”."""
    words = {
        "call": translate("wording", "Call"),
        "email": translate("wording", "Email"),
        "meeting": translate("wording", "Meeting"),
        "demo": translate("wording", "Demo"),
        "document": translate("wording", "Document"),
        "note": translate("wording", "Note"),
        "task": translate("wording", "Task"),
    }
    return words.get(kind, kind)


def outcome_word(outcome: str) -> str:
    """Return the name of what came of an activity, “No answer”."""
    words = {
        "connected": translate("wording", "Connected"),
        "no answer": translate("wording", "No answer"),
        "voicemail": translate("wording", "Voicemail"),
        "wrong number": translate("wording", "Wrong number"),
        "sent": translate("wording", "Sent"),
        "replied": translate("wording", "Replied"),
        "bounced": translate("wording", "Bounced"),
        "held": translate("wording", "Held"),
        "no show": translate("wording", "No show"),
        "cancelled": translate("wording", "Cancelled"),
    }
    return words.get(outcome, outcome)


def activity_icon(kind: str) -> str:
    """Return the name of the icon of a kind of activity."""
    return ACTIVITY_ICONS.get(kind, "circle-check")


def step_name(step: NextStep) -> str:
    """Return what is to be done: the kind of activity, or the subject where the kind says little."""
    speaks_for_itself = step.kind in ("call", "email", "meeting", "demo")
    return activity_word(step.kind) if speaks_for_itself or not step.subject else step.subject


def step_time(step: NextStep, now: datetime) -> str:
    """Return when a next step is due, “today 16:30”, “Wed 11 Nov”, or how late it is, “4 d overdue”."""
    if step_state(step, now) == "overdue":
        days = days_overdue(step, now)
        if days or step.due_at is None:
            return translate("wording", "{days} d overdue").format(days=number_text(days))
        return translate("wording", "{span} overdue").format(span=span_text(now - step.due_at))
    if step.due_on == now.date() and step.due_at is not None:
        return when_text(step.due_at, now)
    return day_text(step.due_on, now.date())


def span_text(span: timedelta) -> str:
    """Return a span in its largest unit for a tight place: “12 min”, “3 h”, “4 d”."""
    minutes = max(0, int(span.total_seconds() // 60))
    if minutes < 60:
        return translate("wording", "{minutes} min").format(minutes=minutes)
    if minutes < 24 * 60:
        return translate("wording", "{hours} h").format(hours=minutes // 60)
    return translate("wording", "{days} d").format(days=number_text(minutes // (24 * 60)))


def step_text(step: NextStep | None, now: datetime) -> str:
    """Return a next step in one line: “Call today 16:30”, “Call 4 d overdue”, “No next step”."""
    if step is None:
        return translate("wording", "No next step")
    return step_line(step_name(step), step_time(step, now))


def step_line(activity: str, when: str) -> str:
    """Return what is to be done and when in one line."""
    return translate("wording", "{activity} {when}").format(activity=activity, when=when)


def bant_words(bant: str) -> str:
    """Return what is open or failed, “BANT: authority unknown, timeline failed”, or that all is confirmed."""
    said = [f"{dimension_word(letter).lower()} {word}" for letter, word in _open_dimensions(bant)]
    if not said:
        return translate("wording", "BANT confirmed")
    return translate("wording", "BANT: {states}").format(states=", ".join(said))


def lifecycle_word(stage: str) -> str:
    """Return the name of a lifecycle stage, “MQL”."""
    words = {
        "new": translate("wording", "New"),
        "working": translate("wording", "Working"),
        "mql": translate("wording", "MQL"),
        "sql": translate("wording", "SQL"),
        "opportunity": translate("wording", "Opportunity"),
        "nurture": translate("wording", "Nurture"),
        "unqualified": translate("wording", "Unqualified"),
    }
    return words.get(stage, stage)


def waking_text(wake_on: date, today: date) -> str:
    """Return when a lead in Nurture comes back, “Back on 1 Mar”, or since when it is back."""
    if wake_on <= today:
        return translate("wording", "Back since {date}").format(date=day_text(wake_on, today))
    return translate("wording", "Back on {date}").format(date=date_text(wake_on, today))


def countdown_text(left: timedelta) -> str:
    """Return the time left on a clock, “18:20”, or how late it is, “12 min late”."""
    seconds = int(left.total_seconds())
    if seconds < 0:
        return translate("wording", "{span} late").format(span=span_text(-left))
    if seconds >= 3600:
        return span_text(left)
    return f"{seconds // 60}:{seconds % 60:02d}"


def dimension_word(letter: str) -> str:
    """Return the name of a BANT dimension by its letter."""
    return {
        "B": translate("wording", "Budget"),
        "A": translate("wording", "Authority"),
        "N": translate("wording", "Need"),
        "T": translate("wording", "Timeline"),
    }[letter]


def _open_dimensions(bant: str) -> list[tuple[str, str]]:
    words = {"?": translate("wording", "unknown"), "n": translate("wording", "failed")}
    return [(letter, words[state]) for letter, state in zip("BANT", bant, strict=False) if state in words]


def bant_gap(bant: str) -> str:
    """Return the sentence about dimensions not confirmed, “Timeline still unknown.”, or nothing."""
    templates = {
        "?": translate("wording", "{dimensions} still unknown"),
        "n": translate("wording", "{dimensions} failed"),
    }
    still = []
    for mark, template in templates.items():
        names = [dimension_word(letter) for letter, state in zip("BANT", bant, strict=False) if state == mark]
        if names:
            still.append(template.format(dimensions=listed(names)))
    if not still:
        return ""
    first, *rest = still
    return ", ".join([first, *(part[0].lower() + part[1:] for part in rest)]) + "."


def ask_text(bant: str) -> str:
    """Return what to ask a buyer about, “Ask about authority and timeline”."""
    names = [dimension_word(letter).lower() for letter, state in zip("BANT", bant, strict=False) if state != "y"]
    return translate("wording", "Ask about {dimensions}").format(dimensions=listed(names)) if names else ""


def revive_text() -> str:
    """Return what to do about someone who has gone silent."""
    return translate("wording", "Hear how things stand")


def listed(names: Sequence[str]) -> str:
    """Return “Budget, need and timeline”: all but the first in lower case, an “and” before the last."""
    lowered = [names[0], *(name.lower() for name in names[1:])]
    if len(lowered) == 1:
        return lowered[0]
    text = translate("wording", "{most} and {last}")
    return text.format(most=", ".join(lowered[:-1]), last=lowered[-1])


def listed_money(amounts: Sequence[tuple[int, str]], *, is_rounded: bool = False) -> str:
    """Return amounts of several currencies side by side, “$39,900 + €1,200”, never added to each other."""
    return " + ".join(money_text(amount, currency, is_rounded=is_rounded) for amount, currency in amounts)


def long_date(day: date, today: date) -> str:
    """Return a date as it is read aloud, “15 December”."""
    name = locale_name()
    pattern = _date_pattern(name, day.year != today.year).replace("MMM", "MMMM")
    return QLocale(name).toString(QDate(day.year, day.month, day.day), pattern)


def moved_text(names: Sequence[str], stage: str) -> str:
    """Return the toast of a move, “Moved “Northwind – 240 seats” to Negotiation”."""
    if len(names) == 1:
        return translate("wording", "Moved “{name}” to {stage}").format(name=names[0], stage=stage)
    return translate("wording", "Moved {what} to {stage}").format(what=opportunities_text(len(names)), stage=stage)


def explained(key: str) -> str:
    """Return what the glossary says about a word or number, broken into lines for a tooltip."""
    # Not imported with this module: the first page is seen before anything is explained.
    from textwrap import fill

    from salesdesk.domain.glossary import entry_of

    entry = entry_of(key)
    said = (translate("glossary", part) for part in (entry.name, entry.meaning, entry.formula) if part)
    return "\n".join(fill(part, TIP_WIDTH) for part in said)
