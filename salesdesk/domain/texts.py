"""What a text must be before it is kept: composed letters, no control signs, no longer than its limit."""

from __future__ import annotations

import re
import unicodedata

from salesdesk.domain.errors import BadValue

LONGEST = 5000

_UNKEPT = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f\ud800-\udfff\ufffe\uffff]")


def clean_line(value: object, field: str) -> str:
    """Return the value as one trimmed line. Raises: BadValue where it is too long."""
    return _limited(" ".join(_composed(value).split()), field)


def clean_text(value: object, field: str) -> str:
    """Return the value as trimmed text that keeps its line breaks. Raises: BadValue where it is too long."""
    return _limited(_composed(value).replace("\r\n", "\n").replace("\r", "\n").strip(), field)


def _composed(value: object) -> str:
    text = "" if value is None else str(value)
    if text.isascii() and text.isprintable():
        return text
    return unicodedata.normalize("NFC", _UNKEPT.sub("", text))


def _limited(text: str, field: str) -> str:
    if len(text) > LONGEST:
        raise BadValue(
            field, text, f"it has {len(text):,} characters, and {LONGEST:,} fit. Shorten it or move it to a note."
        )
    return text
