"""What a rep types into a search field, as a condition over the full-text indexes."""

from __future__ import annotations

import re

from salesdesk.domain.custom_fields import KINDS
from salesdesk.store.search import MIDDLE

MIDDLE_LENGTH = 3


def matching(kind: str, column: str, text: str) -> tuple[str, list[str]]:
    """Return a condition, with its values, that holds for records with every typed word.

    A word matches the beginning of a word, diacritics folded; from three letters on also the middle of a name. Text
    without a letter or digit matches nothing.
    """
    condition, prefixes = beginning(kind, column, text)
    parts = [part for part in text.replace('"', " ").split() if len(part) >= MIDDLE_LENGTH]
    if not prefixes or not parts or len(parts) < len(text.split()) or kind not in MIDDLE:
        return condition, prefixes
    middles = " ".join(f'"{part}"' for part in parts)
    middle = f"{column} IN (SELECT rowid FROM {kind}_middle WHERE {kind}_middle MATCH ?)"
    return f"({condition} OR {middle})", [*prefixes, middles]


def beginning(kind: str, column: str, text: str) -> tuple[str, list[str]]:
    """Return a condition, with its values, that holds where every typed word begins a word of the record.

    What stands in one of the rep's own fields is as good as the record's own texts.
    """
    words = re.findall(r"\w+", text)
    if not words:
        return "0", []
    prefixes = " ".join(f'"{word}"*' for word in words)
    found = f"{column} IN (SELECT rowid FROM {kind}_words WHERE {kind}_words MATCH ?)"
    if kind not in KINDS:
        return found, [prefixes]
    own = (
        f"{column} IN (SELECT {kind}_id FROM custom_value WHERE {kind}_id IS NOT NULL AND id IN "
        "(SELECT rowid FROM custom_value_words WHERE custom_value_words MATCH ?))"
    )
    return f"({found} OR {own})", [prefixes, prefixes]
