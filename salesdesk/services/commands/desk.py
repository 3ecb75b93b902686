"""Commands on the file as a whole: imports, sample data, settings."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from salesdesk.services.importing import ImportPlan


@dataclass(frozen=True, slots=True)
class ImportLeads:
    """Write a rehearsed import: new leads and updates, in one transaction and one undo."""

    plan: ImportPlan = field(repr=False)


@dataclass(frozen=True, slots=True)
class FillWithSample:
    """Fill an empty desk with plausible, reproducible records. `today` anchors every date in them."""

    leads: int
    opportunities: int
    seed: int = 1


@dataclass(frozen=True, slots=True)
class ChangeSettings:
    """Change settings kept in the file (currency, region, quota, …)."""

    values: Mapping[str, str]
