"""What is typed into a search, as the indexes are asked for it, and how well a name answers."""

from __future__ import annotations

import re
import unicodedata

_WORD = re.compile(r"\w+")
# What follows the first letter of a word in Latin script: digits, and every letter that carries no accent.
_SECOND = "".join(
    sign
    for sign in map(chr, range(0x30, 0x180))
    if sign.isalnum() and sign == sign.lower() == unicodedata.normalize("NFKD", sign)
)


def folded(text: str) -> str:
    """Return the text as it is compared: small letters without diacritics, words one space apart."""
    if text.isascii():
        return " ".join(text.lower().split())
    plain = unicodedata.normalize("NFKD", text.casefold())
    return " ".join("".join(sign for sign in plain if not unicodedata.combining(sign)).split())


def rank(name: str, wanted: str) -> int:
    """Return how well a name answers: 0 begins with it, 1 a word of it does, 2 initials, 3 it is elsewhere."""
    plain = folded(name)
    if plain.startswith(wanted):
        return 0
    if f" {wanted}" in plain:
        return 1
    words, parts = _WORD.findall(plain), _WORD.findall(wanted)
    if parts and all(any(word.startswith(part) for word in words) for part in parts):
        return 1
    return 2 if "".join(word[0] for word in words).startswith(wanted) else 3


def match(wanted: str) -> str:
    """Return the search for words that begin with each of the typed ones, empty where there is none.

    The indexes hold beginnings of two and three letters. One letter is asked for as all beginnings of two that Latin
    script has: for one alone, SQLite would first gather every record that has it.
    """
    return " AND ".join(map(beginning, _WORD.findall(wanted)))


def beginning(word: str) -> str:
    """Return the search for words that begin with a typed one."""
    if len(word) > 1 or not word.isascii():
        return f'"{word}"*'
    return "(" + " OR ".join((f'"{word}"', *(f'"{word}{sign}"*' for sign in _SECOND))) + ")"
