"""Stable names of records that outlive the file."""

from __future__ import annotations

from uuid import uuid4


def new_uid() -> str:
    """Return a fresh uid: 32 hexadecimal digits."""
    return uuid4().hex
