"""Where in a pasted text the fields of a lead stand."""

from __future__ import annotations

import re
from collections.abc import Mapping

_NUMBER = re.compile(r"\+?\(?\d[\d\s().\-/\u00a0]{4,24}\d")
_ADDRESS = re.compile(r"[^\s@]{1,64}@\S{1,255}|(?:https?://|www\.)\S{1,500}", re.IGNORECASE)
_IN_ADDRESSES = frozenset(("email", "website"))
_PHONES = frozenset(("phone", "mobile"))
_TOLD_BY = 7
"""How many digits at the end tell one number from another."""
_LONGEST = 200_000

Span = tuple[int, int]


def spans(text: str, fields: Mapping[str, object]) -> dict[str, Span]:
    """Return by field where its value begins and how long it is; a field whose value is not in the text is left out.

    Where a value occurs more than once the last one counts: signatures stand at the end.
    """
    looked_at = text[:_LONGEST]
    # “Priya” is to be found in the name, not in “priya@…”.
    words = _ADDRESS.sub(lambda address: " " * len(address[0]), looked_at)
    found: dict[str, Span] = {}
    for name, value in fields.items():
        if not isinstance(value, str) or not value:
            continue
        if name in _PHONES:
            span = _number_span(looked_at, value)
        else:
            span = _word_span(looked_at if name in _IN_ADDRESSES else words, value)
        if span is not None:
            found[name] = span
    return found


def spans_in_row(text: str, place: int, rows: int, fields: Mapping[str, object]) -> dict[str, Span]:
    """Return the same for one of several rows, looking in its line alone where every row is one line."""
    lines, start = [], 0
    for line in text.splitlines(keepends=True):
        if line.strip():
            lines.append((start, line))
        start += len(line)
    headers = len(lines) - rows
    if headers not in (0, 1):
        return spans(text, fields)
    start, line = lines[headers + place]
    return {name: (start + at, length) for name, (at, length) in spans(line, fields).items()}


def _word_span(text: str, value: str) -> Span | None:
    found = list(re.finditer(rf"(?<!\w){re.escape(value)}(?!\w)", text, re.IGNORECASE))
    return (found[-1].start(), len(found[-1][0])) if found else None


def _number_span(text: str, value: str) -> Span | None:
    wanted = _digits(value)[-_TOLD_BY:]
    for match in reversed(list(_NUMBER.finditer(text))):
        if len(wanted) == _TOLD_BY and _digits(match[0]).endswith(wanted):
            return match.start(), len(match[0])
    return None


def _digits(text: str) -> str:
    return "".join(sign for sign in text if sign.isdigit())
