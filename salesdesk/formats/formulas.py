"""Cells that a spreadsheet would run as a formula: neutralised going out, restored coming in."""

from __future__ import annotations

import re

# An apostrophe that stands before such a sign already gets one more, so that restoring is exact.
_RUNS = re.compile(r"^'*[=+\-@\t\r]")
_NEUTRALISED = re.compile(r"^'+[=+\-@\t\r]")


def neutralised(text: str) -> str:
    """Return the text with an apostrophe in front where a spreadsheet would otherwise run it."""
    return "'" + text if _RUNS.match(text) else text


def restored(text: str) -> str:
    """Return the text as it was before `neutralised`."""
    return text[1:] if text[:1] == "'" and _NEUTRALISED.match(text) else text
