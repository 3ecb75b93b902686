"""The verb `today`: the day as Today shows it."""

from __future__ import annotations

from argparse import Namespace
from typing import Any

from salesdesk.cli.grammar import Verbs, add_verb
from salesdesk.cli.output import desk_of, print_columns, print_json
from salesdesk.domain.money import plain_amount
from salesdesk.queries import agenda, hygiene, replies
from salesdesk.queries.today import Standing, standing
from salesdesk.services.desk import Desk

ROWS = 200


def register(verbs: Verbs) -> None:
    """Add the verb."""
    add_verb(verbs, "today", today, "print what is due, who waits for a reply, and what to set right")


def today(arguments: Namespace) -> int:
    """Print what is due, who waits for a reply, who is back from Nurture, how the quarter stands, and the hygiene."""
    with desk_of(arguments) as desk:
        document = _document(desk)
    if arguments.as_json:
        print_json(document)
        return 0
    for name, heading in (("overdue", "Overdue"), ("today", "Today"), ("awake", "Back from Nurture")):
        if document[name]:
            print(f"{heading}: {document['counts'][name]}")
            columns = ("id", "kind", "subject", "due_on", "about") if name != "awake" else ("id", "name", "wake_on")
            print_columns(document[name], columns)
    print(f"Waiting for a first reply: {document['counts']['waiting']}")
    print_columns(document["waiting"], ("id", "name", "company", "minutes_left"))
    quarter = document["quarter"]
    won, hoped = (plain_amount(quarter[f"{name}_minor"], quarter["currency"]) for name in ("won", "weighted"))
    print(f"Quarter: {won} {quarter['currency']} won, {hoped} weighted")
    print("Hygiene")
    print_columns(document["hygiene"], ("category", "count"))
    return 0


def _document(desk: Desk) -> dict[str, Any]:
    now = desk.now()
    found = desk.read(agenda.agenda, now, 0)
    late = next((one for one in found.sections if one.day is None), None)
    due = next((one for one in found.sections if one.day == now.date()), None)
    waiting = desk.read(replies.waiting, now)
    awake = desk.read(agenda.awake_rows, found.awake_ids[:ROWS])
    stands = desk.read(standing, now)
    median = stands.replies.median
    return {
        "date": now.date(),
        "counts": {
            "overdue": late.open_count if late else 0,
            "today": due.open_count if due else 0,
            "awake": len(found.awake_ids),
            "waiting": waiting.count,
        },
        "overdue": _activities(desk, late),
        "today": _activities(desk, due),
        "awake": [
            {"id": one.lead_id, "name": one.name, "company": one.company, "wake_on": one.wake_on} for one in awake
        ],
        "waiting": [
            {
                "id": one.lead_id,
                "name": one.name,
                "company": one.company,
                "high_intent": one.is_high_intent,
                "minutes_left": int(one.clock(now).left.total_seconds() // 60),
            }
            for one in waiting.rows
        ],
        "quarter": _quarter(stands),
        "replies": {
            "count": stands.replies.count,
            "on_time": stands.replies.on_time,
            "median_s": None if median is None else int(median.total_seconds()),
        },
        "hygiene": [
            {
                "category": one.category,
                "count": one.count,
                "amounts": [{"amount_minor": money.amount_minor, "currency": money.currency} for money in one.amounts],
            }
            for one in desk.read(hygiene.findings, now)
        ],
    }


def _quarter(found: Standing) -> dict[str, Any]:
    return {
        "first": found.first,
        "last": found.last,
        "currency": found.won.currency,
        "quota_minor": found.quota_minor,
        "won_minor": found.won.amount_minor,
        "weighted_minor": found.weighted.amount_minor,
        "open_minor": found.open_amount.amount_minor,
        "coverage": None if found.coverage_tenths is None else found.coverage_tenths / 10,
    }


def _activities(desk: Desk, section: agenda.Section | None) -> list[dict[str, Any]]:
    if section is None:
        return []
    ids = section.ids[:ROWS]
    known = {row.id: row for row in desk.read(agenda.rows, ids)}
    found = []
    for row in (known[one] for one in ids if one in known):
        about = row.opens or ("", None)
        found.append(
            {
                "id": row.id,
                "kind": row.kind,
                "subject": row.subject,
                "due_on": row.due_on,
                "due_at": row.due_at,
                "done_at": row.done_at,
                "recurrence": row.recurrence,
                "about": ", ".join(part for part in (row.name, row.company) if part),
                "of": about[0],
                "of_id": about[1],
            }
        )
    return found
