"""Where in a text each field was read."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from salesdesk.formats.capture import capture
from salesdesk.formats.capture_spans import spans, spans_in_row

SIGNATURE = (
    "Priya, thanks for the call.\n\nKind regards\nPriya Raghavan\nVP Operations, Cobalt Freight Systems B.V.\n"
    "T +31 (0)10 555-0142\npriya.raghavan@cobaltfreight.example\n"
)


def said(text: str, fields: dict[str, object]) -> dict[str, str]:
    """Return by field what stands where it was read."""
    return {name: text[start : start + length] for name, (start, length) in spans(text, fields).items()}


def test_every_field_of_a_signature_is_found_where_it_stands() -> None:
    fields = dict(capture(SIGNATURE).leads[0].fields)
    found = said(SIGNATURE, fields)
    assert found["company"] == "Cobalt Freight Systems B.V."
    assert found["phone"] == "+31 (0)10 555-0142"
    assert found["email"] == "priya.raghavan@cobaltfreight.example"


def test_a_name_is_found_in_the_signature_and_neither_in_the_greeting_nor_in_the_address() -> None:
    start, length = spans(SIGNATURE, {"first_name": "Priya"})["first_name"]
    assert SIGNATURE[start : start + length + 9] == "Priya Raghavan"
    assert start > SIGNATURE.index("regards")


@pytest.mark.parametrize("value", ["", "Nowhere", None, 420, ("a",)])
def test_what_is_not_in_the_text_is_left_out(value: object) -> None:
    assert spans(SIGNATURE, {"title": value}) == {}


def test_part_of_a_word_is_not_the_word() -> None:
    assert spans("Annabel Annan", {"first_name": "Ann"}) == {}


def test_a_row_is_looked_for_in_its_own_line() -> None:
    text = "Name\tCompany\nDana Whitlock\tTidewater\n\nDana Whitlock\tTidewater\n"
    fields = {"last_name": "Whitlock"}
    assert spans_in_row(text, 0, 2, fields) == {"last_name": (text.index("Whitlock"), 8)}
    assert spans_in_row(text, 1, 2, fields) == {"last_name": (text.rindex("Whitlock"), 8)}


@given(st.text(max_size=300), st.text(max_size=20))
def test_any_text_gives_places_within_it(text: str, value: str) -> None:
    for start, length in spans(text, {"company": value, "phone": value, "email": value}).values():
        assert 0 <= start < start + length <= len(text)
