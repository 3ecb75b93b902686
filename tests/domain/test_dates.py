"""Dates of a column are read in one order, and doubt is said."""

from datetime import UTC, date, datetime, timedelta, timezone

import pytest

from salesdesk.domain.dates import (
    DateOrder,
    iso_instant,
    parse_date,
    parse_instant,
    parse_iso_date,
    read_date_column,
)
from salesdesk.domain.errors import BadValue

DAY, MONTH, YEAR = DateOrder.DAY_FIRST, DateOrder.MONTH_FIRST, DateOrder.YEAR_FIRST


@pytest.mark.parametrize(
    ("text", "order", "expected"),
    [
        ("2026-11-03", DAY, date(2026, 11, 3)),
        ("2026/11/03", MONTH, date(2026, 11, 3)),
        ("20261103", YEAR, date(2026, 11, 3)),
        ("03.11.2026", DAY, date(2026, 11, 3)),
        ("3/11/26", DAY, date(2026, 11, 3)),
        ("11/03/2026", MONTH, date(2026, 11, 3)),
        ("3 Nov 2026", YEAR, date(2026, 11, 3)),
        ("3. März 2026", YEAR, date(2026, 3, 3)),
        ("November 3, 2026", YEAR, date(2026, 11, 3)),
        ("11/03/2026 2:30 PM", MONTH, date(2026, 11, 3)),
    ],
)
def test_a_date_is_read_in_its_order(text: str, order: DateOrder, expected: date) -> None:
    assert parse_date(text, order) == expected


@pytest.mark.parametrize("text", ["", "soon", "31.02.2026", "2026-13-01", "1/2-2026", "12345678901"])
def test_what_is_no_date_is_refused_with_a_sentence(text: str) -> None:
    with pytest.raises(BadValue, match="2026-11-03"):
        parse_date(text, DAY)


def test_iso_alone_is_read_strictly() -> None:
    assert parse_iso_date("2026-11-03") == date(2026, 11, 3)
    with pytest.raises(BadValue):
        parse_iso_date("03.11.2026")


def test_one_date_past_the_twelfth_settles_the_whole_column() -> None:
    day = read_date_column(["03/04/2026", "13/04/2026"], hint=MONTH)
    month = read_date_column(["03/04/2026", "04/13/2026"], hint=DAY)
    assert (day.order, day.is_ambiguous) == (DAY, False)
    assert (month.order, month.is_ambiguous) == (MONTH, False)


def test_a_column_that_fits_two_orders_takes_the_hint_and_says_so() -> None:
    reading = read_date_column(["03/04/2026", "05/06/2026", ""], hint=MONTH)
    assert (reading.order, reading.is_ambiguous) == (MONTH, True)
    assert (reading.read, reading.unread) == (2, 0)


def test_dates_with_dots_are_day_first() -> None:
    reading = read_date_column(["03.11.2026", "02.11.2026"], hint=MONTH)
    assert (reading.order, reading.is_ambiguous) == (DAY, False)


def test_dates_that_cannot_be_read_are_counted() -> None:
    reading = read_date_column(["2026-11-03", "soon", "2026-01-01"])
    assert (reading.order, reading.read, reading.unread) == (YEAR, 2, 1)


def test_the_same_day_and_month_leave_no_doubt() -> None:
    assert not read_date_column(["03/03/2026"]).is_ambiguous


def test_an_instant_is_kept_in_utc() -> None:
    expected = datetime(2026, 11, 3, 13, 30, tzinfo=UTC)
    assert parse_instant("2026-11-03T14:30:00+01:00") == expected
    assert parse_instant("03.11.2026 14:30", DAY, zone=timezone(timedelta(hours=1))) == expected
    assert parse_instant("11/3/2026 1:30 PM", MONTH, zone=UTC) == expected
    assert parse_instant("2026-11-03T13:30:00Z") == expected


def test_an_instant_survives_its_iso_text() -> None:
    moment = datetime(2026, 11, 3, 13, 30, 5, 250, tzinfo=UTC)
    assert parse_instant(iso_instant(moment)) == moment
    assert iso_instant(datetime(2026, 11, 3, tzinfo=UTC)) == "2026-11-03T00:00:00Z"


@pytest.mark.parametrize("text", ["2026-11-03 25:00", "2026-11-03 13:30 PM", "10:00", "0001-01-01T00:00+05:00"])
def test_what_is_no_instant_is_refused(text: str) -> None:
    with pytest.raises(BadValue):
        parse_instant(text)
