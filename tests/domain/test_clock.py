"""A time of day is read as it is typed, and what is none is none."""

from __future__ import annotations

from datetime import time

import pytest

from salesdesk.domain.clock import read_clock


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("10:00", time(10)),
        ("9", time(9)),
        ("930", time(9, 30)),
        ("9 am", time(9)),
        ("12 am", time(0)),
        ("2:30 pm", time(14, 30)),
        ("24:00", None),
        ("13 pm", None),
        ("soon", None),
    ],
)
def test_times_are_read_as_people_write_them(text: str, expected: time | None) -> None:
    assert read_clock(text) == expected
