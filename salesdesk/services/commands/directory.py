"""Commands on accounts and contacts."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class SetContact:
    """Change fields of one contact."""

    contact: int
    fields: Mapping[str, object]


@dataclass(frozen=True, slots=True)
class SetAccount:
    """Change fields of one account."""

    account: int
    fields: Mapping[str, object]
