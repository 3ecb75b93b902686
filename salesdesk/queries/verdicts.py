"""What the playbook says about a lead."""

from __future__ import annotations

from datetime import datetime

from sqlalchemy import Connection

from salesdesk.domain.errors import NotFound
from salesdesk.domain.keys import FREE_MAIL, email_key
from salesdesk.domain.verdict import Standing, Verdict, verdict
from salesdesk.queries import evidence

_SERVICES = {"gmail": "Gmail", "googlemail": "Gmail", "gmx": "GMX", "icloud": "iCloud", "aol": "AOL", "qq": "QQ"}


def of_lead(connection: Connection, lead_id: int, now: datetime) -> Verdict:
    """Return the verdict on a lead; `now` is local. Raises: NotFound."""
    return verdict(evidence.of_lead(connection, lead_id, now), standing(connection, lead_id), now.date())


def standing(connection: Connection, lead_id: int) -> Standing:
    """Return what a verdict looks at beside the evidence. Raises: NotFound."""
    found = connection.exec_driver_sql(
        "SELECT email, score, "
        "coalesce((SELECT mql_mark FROM playbook ORDER BY is_default DESC, id LIMIT 1), 60) "
        "FROM lead WHERE id = ? AND deleted_at IS NULL",
        (lead_id,),
    ).first()
    if found is None:
        raise NotFound("lead", lead_id)
    email, score, mark = found
    domain = email_key(email).rpartition("@")[2]
    service = domain.split(".")[0]
    free_mail = _SERVICES.get(service, service.capitalize()) if domain in FREE_MAIL else ""
    return Standing(score, mark, free_mail)
