"""Labels of the range keep out of each other's way, whatever the amounts."""

from __future__ import annotations

from fractions import Fraction

from hypothesis import given
from hypothesis import strategies as st

from ui.views.forecast.strip import LABEL_GAP, spread
from ui.views.forecast.words import chance_text

WIDTHS = st.lists(st.floats(20, 120), min_size=3, max_size=3)


@given(st.lists(st.floats(0, 1000), min_size=3, max_size=3).map(sorted), WIDTHS)
def test_labels_stand_in_order_apart_and_within_bounds(middles: list[float], widths: list[float]) -> None:
    lefts = spread(middles, widths, 0, 1000)
    assert lefts[0] >= -0.01
    assert lefts[2] + widths[2] <= 1000.01
    for at in (0, 1):
        assert lefts[at] + widths[at] + LABEL_GAP <= lefts[at + 1] + 0.01


def test_labels_with_room_stand_in_the_middle() -> None:
    assert spread([200, 400, 600], [40, 60, 80], 0, 1000) == [180, 370, 560]


def test_a_chance_is_never_rounded_to_certainty(british: None) -> None:
    assert chance_text(Fraction(46, 100)) == "46% chance of reaching quota"
    assert chance_text(Fraction(1, 1000)) == "Under 1% chance of reaching quota"
    assert chance_text(Fraction(999, 1000)) == "Over 99% chance of reaching quota"
    assert chance_text(Fraction(1)) == "100% chance of reaching quota"
    assert chance_text(Fraction(0)) == "0% chance of reaching quota"
