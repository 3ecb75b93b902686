"""Cells are read as the field takes them, or refused with a sentence."""

from datetime import UTC, datetime

import pytest

from salesdesk.domain.dates import DateOrder
from salesdesk.domain.errors import BadValue
from salesdesk.domain.money import Money
from salesdesk.formats.cells import (
    Reading,
    cell_reader,
    decimal_comma_of,
    read_count,
    read_yes_no,
    split_full_name,
    split_tags,
)
from salesdesk.formats.fields import IMPORT_FIELD


@pytest.mark.parametrize(
    ("text", "count"),
    [
        ("420", 420),
        ("1.200", 1200),
        ("1,200", 1200),
        ("10 001", 10001),
        ("51-200", 51),
        ("201 – 500", 201),
        ("10,001+", 10001),
        ("50.0", 50),
        ("~80", 80),
        ("5001 to 10000", 5001),
    ],
)
def test_a_number_of_employees_is_read(text: str, count: int) -> None:
    assert read_count(text) == count


@pytest.mark.parametrize("text", ["many", "-5", "1.5", "12 people", "9" * 17, "1.2.3", "٣"])
def test_what_is_no_count_is_refused(text: str) -> None:
    with pytest.raises(BadValue):
        read_count(text)


@pytest.mark.parametrize(
    ("text", "first", "last"),
    [
        ("Priya Raghavan", "Priya", "Raghavan"),
        ("Ludwig van Beethoven", "Ludwig", "van Beethoven"),
        ("Beethoven, Ludwig van", "Ludwig", "van Beethoven"),
        ("Anna Maria Lopez", "Anna Maria", "Lopez"),
        ("Martin King Jr.", "Martin", "King Jr."),
        ("María de la Cruz", "María", "de la Cruz"),
        ("Cher", "Cher", ""),
        ("  Ann   Lee ", "Ann", "Lee"),
        ("Jan van", "Jan", "van"),
    ],
)
def test_a_full_name_comes_apart(text: str, first: str, last: str) -> None:
    assert split_full_name(text) == (first, last)


def test_yes_and_no_are_read_in_the_languages_of_the_headers() -> None:
    assert [read_yes_no(word) for word in ("Yes", "ja", "OUI", "1", "x", "sí")] == [True] * 6
    assert [read_yes_no(word) for word in ("no", "Nein", "nee", "0", "false")] == [False] * 5
    with pytest.raises(BadValue):
        read_yes_no("maybe")


def test_tags_are_split_once_each() -> None:
    assert split_tags("a; b;a") == ("a", "b")
    assert split_tags("hot, new") == ("hot", "new")
    assert split_tags("* myContacts ::: * Fair") == ("myContacts", "Fair")


@pytest.mark.parametrize(
    ("texts", "has_comma"),
    [
        (["1,200.50", "3"], False),
        (["1.200,50"], True),
        (["12,5"], True),
        (["1.200", "420"], None),
        (["1.5", "1,5"], None),
        (["1,200,000"], False),
    ],
)
def test_a_column_settles_its_decimal_mark(texts: list[str], has_comma: bool | None) -> None:
    assert decimal_comma_of(texts) is has_comma


def test_each_field_has_its_reader() -> None:
    def read(field: str, text: str, reading: Reading | None = None) -> object:
        return cell_reader(IMPORT_FIELD[field], reading or Reading(), "USD")(text)

    assert read("email", " Ann@Acme.example ") == "ann@acme.example"
    assert read("amount", "€ 5") == Money(500, "EUR")
    assert read("amount", "1.200", Reading(decimal_comma=False)) == Money(120, "USD")
    assert read("created_at", "03/04/2026", Reading(DateOrder.MONTH_FIRST)) == datetime(2026, 3, 4, tzinfo=UTC)
    assert read("title", " Head\nof  IT ") == "Head of IT"
    assert read("notes", "one\r\ntwo ") == "one\ntwo"
    assert read("currency", "eur") == "EUR"
    assert read("high_intent", "ja") is True
    assert read("tags", "a;b") == ("a", "b")
    for field, text in (("email", "ann@"), ("currency", "euros"), ("created_at", "soon"), ("notes", "x" * 5001)):
        with pytest.raises(BadValue):
            read(field, text)
