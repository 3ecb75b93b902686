"""Line totals: exact, rounded half up once a line."""

from __future__ import annotations

from decimal import ROUND_HALF_UP, Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from salesdesk.domain.lines import LARGEST_QUANTITY, WHOLE_BP, line_total_minor
from salesdesk.domain.money import MAX_MINOR


@pytest.mark.parametrize(
    ("quantity", "price", "discount", "total"),
    [
        (140_000, 42_000, 0, 5_880_000),
        (14_000, 75_000, 2_000, 840_000),
        (500, 1, 0, 1),
        (499, 1, 0, 0),
        (2_500, 1_000, 500, 2_375),
        (1_000, 100, WHOLE_BP, 0),
        (1_000, 0, 0, 0),
    ],
)
def test_a_total_is_rounded_half_up(quantity: int, price: int, discount: int, total: int) -> None:
    assert line_total_minor(quantity, price, discount) == total


@given(st.integers(1, LARGEST_QUANTITY), st.integers(0, MAX_MINOR), st.integers(0, WHOLE_BP))
def test_a_total_is_what_exact_decimals_give(quantity: int, price: int, discount: int) -> None:
    exact = Decimal(quantity) * price * (WHOLE_BP - discount) / Decimal(10**7)
    # The product has fewer than forty digits, more than the twenty-eight that decimals keep by default.
    if quantity * price * (WHOLE_BP - discount) < 10**27:
        assert line_total_minor(quantity, price, discount) == int(exact.quantize(Decimal(1), ROUND_HALF_UP))
