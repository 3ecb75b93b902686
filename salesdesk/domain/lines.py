"""Lines of an opportunity: what a product or plan comes to, and what all of them do."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Protocol

THOUSAND = 1000
WHOLE_BP = 10_000
"""A discount of everything, in hundredths of a percent."""
LARGEST_QUANTITY = 10**9 * THOUSAND


class Line(Protocol):
    """What the total of a line follows from."""

    @property
    def quantity_thousandths(self) -> int:
        """How many, in thousandths."""

    @property
    def unit_price_minor(self) -> int:
        """The price of one, in minor units."""

    @property
    def discount_bp(self) -> int:
        """The discount in hundredths of a percent."""


def line_total_minor(quantity_thousandths: int, unit_price_minor: int, discount_bp: int) -> int:
    """Return quantity × price × (1 − discount), in minor units, rounded half up once."""
    exact = quantity_thousandths * unit_price_minor * (WHOLE_BP - discount_bp)
    unit = THOUSAND * WHOLE_BP
    return (2 * exact + unit) // (2 * unit)


def lines_total_minor(lines: Iterable[Line]) -> int:
    """Return the sum of the lines, each rounded by itself, so that it is the sum of what is shown."""
    return sum(line_total_minor(one.quantity_thousandths, one.unit_price_minor, one.discount_bp) for one in lines)
