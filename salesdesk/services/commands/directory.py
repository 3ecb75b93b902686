"""Commands on accounts and contacts."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class SetContact:
    """Change fields of one contact; “custom” maps the rep's own fields to their values."""

    contact: int
    fields: Mapping[str, object]


@dataclass(frozen=True, slots=True)
class SetAccount:
    """Change fields of one account; “custom” maps the rep's own fields to their values."""

    account: int
    fields: Mapping[str, object]
