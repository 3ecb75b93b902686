"""Saved views: what there can be views of, and in which layouts."""

from __future__ import annotations

from salesdesk.domain.filters import RecordKind

LONGEST_NAME = 60
LAYOUTS: dict[str, tuple[str, ...]] = {"pipeline": ("board", "table", "forecast"), "leads": ("list", "table")}
RECORD_KINDS: dict[str, RecordKind] = {"pipeline": "opportunity", "leads": "lead"}
