"""Conditions that partial indexes stand on: SQLite uses such an index only where a query says the very same."""

from __future__ import annotations

PLANNED = "done_at IS NULL AND due_on IS NOT NULL AND deleted_at IS NULL"
TICKED = "done_at IS NOT NULL AND due_on IS NOT NULL AND deleted_at IS NULL"
# As `is_two_way` of domain/activities.py says it.
TWO_WAY = (
    "deleted_at IS NULL AND (due_on IS NULL OR done_at IS NOT NULL) AND ("
    "kind = 'call' AND (lower(outcome) = 'connected' OR direction = 'inbound' AND lower(outcome) IN ('', 'voicemail')) "
    "OR kind = 'email' AND (lower(outcome) = 'replied' OR direction = 'inbound' AND lower(outcome) <> 'bounced') "
    "OR kind IN ('meeting', 'demo') AND lower(outcome) NOT IN ('no show', 'cancelled'))"
)
TWO_WAY_COLUMNS = ("kind", "outcome", "direction", "due_on", "done_at", "deleted_at")
# Leads that may go dark, as DARK_LIFECYCLES of domain/hygiene.py says it.
ON_ITS_WAY = "lifecycle IN ('working', 'mql', 'sql') AND deleted_at IS NULL"
WAITING = "interest_at IS NOT NULL AND first_reply_at IS NULL AND deleted_at IS NULL"
ASLEEP = "lifecycle = 'nurture' AND deleted_at IS NULL"
