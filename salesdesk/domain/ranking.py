"""Ranks: short texts that sort cards within a stage, with room between any two.

A rank is a fraction between 0 and 1 in base 62, digits only, never ending in “0”, so that between two different ranks
there is always another. Ranks compare as plain texts (ASCII order).
"""

from __future__ import annotations

DIGITS = "0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz"
BASE = len(DIGITS)


def rank_between(low: str | None, high: str | None) -> str:
    """Return a rank after `low` and before `high`; None stands for the start or the end of the stage."""
    if low is not None and high is not None and low >= high:
        raise ValueError(f"no rank fits between {low!r} and {high!r}")
    below = low or ""
    ceiling = high
    prefix = ""
    position = 0
    while True:
        digit_low = DIGITS.index(below[position]) if position < len(below) else 0
        digit_high = DIGITS.index(ceiling[position]) if ceiling is not None and position < len(ceiling) else BASE
        if digit_high - digit_low > 1:
            step = _step(digit_low, digit_high, low, high)
            return prefix + DIGITS[step]
        prefix += DIGITS[digit_low]
        if digit_high != digit_low:
            ceiling = None
        position += 1


def _step(digit_low: int, digit_high: int, low: str | None, high: str | None) -> int:
    """Pick a digit between two: near the neighbour where the other side is open, so that ranks stay short."""
    if high is None and low is not None:
        return min(digit_low + 1 + (digit_high - digit_low) // 16, digit_high - 1)
    if low is None and high is not None:
        return max(digit_high - 1 - (digit_high - digit_low) // 16, digit_low + 1)
    return (digit_low + digit_high) // 2


def ranks_between(low: str | None, high: str | None, count: int) -> list[str]:
    """Return that many ranks in rising order between two ranks, spread evenly so that they stay short."""
    if count <= 0:
        return []
    middle = rank_between(low, high)
    left = (count - 1) // 2
    return [*ranks_between(low, middle, left), middle, *ranks_between(middle, high, count - 1 - left)]
