"""What a record is called in a sentence."""

from __future__ import annotations

from sqlalchemy import Connection, select

from salesdesk.store.schema import metadata

NAMES = {
    "opportunity": ("name",),
    "account": ("name",),
    "pipeline": ("name",),
    "stage": ("name",),
    "lost_reason": ("name",),
    "competitor": ("name",),
    "opportunity_line": ("description",),
    "attachment": ("name",),
    "custom_field": ("name",),
    "playbook": ("name",),
    "dimension": ("name",),
    "criterion": ("prompt",),
    "score_rule": ("name",),
    "lead": ("first_name", "last_name", "company", "email"),
    "contact": ("first_name", "last_name", "email"),
    "activity": ("subject", "kind"),
}


def name_of(connection: Connection, kind: str, record: int) -> str:
    """Return the record's name in quotes, or its kind and number where it has none or is gone."""
    columns = NAMES.get(kind, ())
    table = metadata.tables[kind]
    found = None
    if columns:
        found = connection.execute(select(*(table.c[name] for name in columns)).where(table.c.id == record)).first()
    if found is None:
        return f"{kind.replace('_', ' ')} {record}"
    person = " ".join(part for part in found[:2] if part) if kind in ("lead", "contact") else ""
    name = person or next((part for part in found if part), "")
    return f"“{name}”" if name else f"{kind} {record}"
