"""Sentences of the forecast: months, columns, toasts, and the quarter as it is read aloud."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from fractions import Fraction

from PySide6.QtCore import QCoreApplication, QLocale

from salesdesk.domain.forecast import LEAST_CLOSED, RUNS
from salesdesk.domain.money import Money
from salesdesk.domain.rates import Rate
from salesdesk.queries.board import StageTotals
from salesdesk.queries.forecast import Month, Outlook, WonTotals
from ui import wording
from ui.models.forecast import Estimate

translate = QCoreApplication.translate


def month_name(month: Month, *, is_short: bool = False) -> str:
    """Return “November 2026”, “Nov 2026” where there is little room, or “No date”."""
    if month is None:
        return translate("forecast", "No date")
    length = QLocale.FormatType.ShortFormat if is_short else QLocale.FormatType.LongFormat
    name = wording.locale().standaloneMonthName(month.month, length)
    return translate("forecast", "{month} {year}").format(month=name, year=month.year)


def quarter_name(first: date) -> str:
    """Return “Q4 2026”."""
    text = translate("forecast", "Q{number} {year}")
    return text.format(number=(first.month - 1) // 3 + 1, year=first.year)


def won_text(won: Sequence[WonTotals], currency: str, *, is_present: bool) -> str:
    """Return “Won $65,000”, with “so far” in the present month."""
    amounts = [(one.amount_minor, one.currency) for one in won] or [(0, currency)]
    money = wording.listed_money(sorted(amounts, key=lambda one: one[1] != currency))
    text = translate("forecast", "Won {money} so far") if is_present else translate("forecast", "Won {money}")
    return text.format(money=money)


def month_sentence(month: Month, totals: Sequence[StageTotals], notes: Sequence[str]) -> str:
    """Return a column as it is read aloud, “December 2026, 7 cards, 365,700 dollars, 130,070 dollars weighted”."""
    count = sum(total.count for total in totals)
    cards = wording.count_of(count, translate("forecast", "card"), translate("forecast", "cards"))
    parts = [month_name(month), *notes, cards]
    for total in totals:
        weighted = wording.money_words(total.weighted_minor, total.currency)
        parts.append(wording.money_words(total.amount_minor, total.currency))
        parts.append(translate("forecast", "{money} weighted").format(money=weighted))
    return ", ".join(part for part in parts if part)


def put_text(names: Sequence[str], month: Month) -> str:
    """Return the toast of cards that were put into a month, or lost their close date."""
    if month is not None:
        return wording.moved_text(names, month_name(month))
    if len(names) == 1:
        return translate("forecast", "Removed the close date of “{name}”").format(name=names[0])
    what = wording.opportunities_text(len(names))
    return translate("forecast", "Removed the close date of {what}").format(what=what)


def shifted_text(count: int, direction: int) -> str:
    """Return the toast of cards of several months that each moved by one."""
    later = translate("forecast", "Moved {what} one month later")
    earlier = translate("forecast", "Moved {what} one month earlier")
    return (later if direction > 0 else earlier).format(what=wording.opportunities_text(count))


def closing_label(outlook: Outlook) -> str:
    """Return “Weighted, closing by 31 Dec”."""
    day = wording.date_text(outlook.last, outlook.today)
    return translate("forecast", "Weighted, closing by {day}").format(day=day)


def chance_text(chance: Fraction) -> str:
    """Return “46% chance of reaching quota”; what is almost certain or almost hopeless is said so."""
    percent = round(chance * 100)
    if chance and percent == 0:
        return translate("forecast", "Under 1% chance of reaching quota")
    if chance != 1 and percent == 100:
        return translate("forecast", "Over 99% chance of reaching quota")
    return translate("forecast", "{percent} chance of reaching quota").format(percent=wording.percent_text(percent))


def apart_text(outlook: Outlook) -> str:
    """Return what has no rate and is therefore in no figure, or nothing."""
    sums: dict[str, int] = {}
    for money in (*outlook.won.apart, *outlook.weighted.apart):
        sums[money.currency] = sums.get(money.currency, 0) + money.amount_minor
    if not any(sums.values()):
        return ""
    listed = wording.listed_money([(amount, code) for code, amount in sums.items()], is_rounded=True)
    return translate("forecast", "{money} apart, no rate").format(money=listed)


def outlook_lines(estimate: Estimate) -> list[str]:
    """Return what the strip shows and what it stands on, a sentence a line."""
    outlook, found = estimate.outlook, estimate.forecast
    currency = outlook.won.total.currency

    def money(amount: int) -> str:
        return wording.money_text(amount, currency, is_rounded=True)

    lines = [
        translate("forecast", "{quarter}: won {won}, {weighted} weighted and closing by {day}.").format(
            quarter=quarter_name(outlook.first),
            won=_sum_text(outlook.won.total),
            weighted=_sum_text(outlook.weighted.total),
            day=wording.date_text(outlook.last, outlook.today),
        ),
        translate(
            "forecast", "P10 {low}, P50 {middle}, P90 {high}: nine of ten runs end above P10, one above P90."
        ).format(low=money(found.percentile(10)), middle=money(found.percentile(50)), high=money(found.percentile(90))),
    ]
    if outlook.quota_minor is not None:
        chance = chance_text(found.chance_of(outlook.quota_minor))
        lines.append(
            translate("forecast", "{chance} of {quota}.").format(chance=chance, quota=money(outlook.quota_minor))
        )
    lines.append(basis_text(outlook))
    lines += [rate_text(rate, outlook.today) for rate in dict.fromkeys((*outlook.won.rates, *outlook.weighted.rates))]
    apart = apart_text(outlook)
    return [*lines, *([f"{apart}."] if apart else [])]


def basis_text(outlook: Outlook) -> str:
    """Return what the chances and dates of the simulation come from."""
    history = outlook.history
    own = any(history.chance_of(stage) is not None for stage in history.won_of_closed)
    runs = wording.number_text(RUNS)
    if own or history.knows_slips():
        text = translate(
            "forecast",
            "{runs} simulated runs, from your own history where {least} or more were closed, else from the stages.",
        )
    else:
        text = translate(
            "forecast",
            "{runs} simulated runs, from the chance of each stage: your own history counts from {least} closed on.",
        )
    return text.format(runs=runs, least=LEAST_CLOSED)


def rate_text(rate: Rate, today: date) -> str:
    """Return “1 EUR = 1.0842 USD, 3 Nov”."""
    text = translate("forecast", "Converted at 1 {currency} = {rate} {into}, entered for {day}.")
    day = wording.date_text(rate.dated_on, today)
    return text.format(currency=rate.currency, rate=f"{rate.as_decimal():f}", into=rate.into, day=day)


def _sum_text(money: Money) -> str:
    return wording.money_text(money.amount_minor, money.currency, is_rounded=True)
