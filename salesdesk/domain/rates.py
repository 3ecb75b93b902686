"""Exchange rates that the rep entered: exact fractions with a date, and amounts converted by them."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from fractions import Fraction

from salesdesk.domain.errors import BadValue
from salesdesk.domain.money import Money, exponent

LARGEST = 10**7
DECIMALS = 10


@dataclass(frozen=True, slots=True)
class Rate:
    """From a day on, one unit of `currency` is worth numerator ÷ denominator units of `into`."""

    currency: str
    into: str
    dated_on: date
    numerator: int
    denominator: int

    def turned(self) -> Rate:
        """Return the rate in the other direction, just as exact."""
        return Rate(self.into, self.currency, self.dated_on, self.denominator, self.numerator)

    def as_decimal(self) -> Decimal:
        """Return the rate as a number to show, to ten significant digits."""
        return Decimal(f"{Decimal(self.numerator) / Decimal(self.denominator):.10g}").normalize()


@dataclass(frozen=True, slots=True)
class Conversion:
    """A sum in one currency, the rates it leans on, and what stands apart because it has no rate."""

    total: Money
    rates: tuple[Rate, ...]
    apart: tuple[Money, ...]


def exact_rate(rate: Decimal) -> tuple[int, int]:
    """Return the rate as numerator and denominator. Raises: BadValue where it is not above zero, or absurd."""
    if not rate.is_finite() or rate <= 0:
        raise BadValue("exchange rate", rate, "give a number above zero, such as 1.0842.")
    if not Decimal(1) / LARGEST <= rate <= LARGEST:
        raise BadValue(
            "exchange rate", rate, f"it is not between one in {LARGEST:,} and {LARGEST:,}. Check the number."
        )
    fraction = Fraction(rate)
    if fraction.denominator > 10**DECIMALS:
        raise BadValue("exchange rate", rate, f"it has more than {DECIMALS} decimals. Round it.")
    return fraction.numerator, fraction.denominator


def convert_minor(amount_minor: int, rate: Rate) -> int:
    """Return an amount of `rate.currency` in minor units of `rate.into`, rounded half up."""
    above: int = amount_minor * rate.numerator * 10 ** exponent(rate.into)
    below: int = rate.denominator * 10 ** exponent(rate.currency)
    return (2 * above + below) // (2 * below)


def total(sums: Iterable[Money], into: str, rates: Mapping[str, Rate]) -> Conversion:
    """Return the sums in one currency as far as there are rates, each sum rounded once; `rates` by currency."""
    amount, used, apart = 0, [], []
    for one in sums:
        rate = rates.get(one.currency)
        if one.currency == into:
            amount += one.amount_minor
        elif rate is not None:
            amount += convert_minor(one.amount_minor, rate)
            used.append(rate)
        else:
            apart.append(one)
    return Conversion(Money(amount, into), tuple(used), tuple(apart))


def newest(rates: Iterable[Rate], into: str, on: date) -> dict[str, Rate]:
    """Return the rate into a currency that holds on a day, by currency: the latest one, in either direction."""
    found: dict[str, Rate] = {}
    for rate in rates:
        if rate.dated_on > on or into not in (rate.currency, rate.into):
            continue
        facing = rate if rate.into == into else rate.turned()
        known = found.get(facing.currency)
        # Of two rates of one day, the one that was entered in this direction counts.
        if known is None or facing.dated_on > known.dated_on or (facing.dated_on == known.dated_on and facing is rate):
            found[facing.currency] = facing
    return found
