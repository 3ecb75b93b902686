"""Is the file sound? SQLite's own checks, and what SalesDesk promises about its rows."""

from __future__ import annotations

from sqlalchemy import Connection
from sqlalchemy.exc import DatabaseError

from salesdesk.domain.lines import line_total_minor
from salesdesk.formats import attachments
from salesdesk.queries import deals
from salesdesk.queries.naming import name_of
from salesdesk.store import derived, search

LISTED = 20

_BROKEN_PROMISES: tuple[tuple[str, str, str], ...] = (
    (
        "opportunity",
        "does not have exactly one open stage interval",
        "SELECT o.id FROM opportunity AS o WHERE 1 <> (SELECT count(*) FROM stage_history AS h "
        "WHERE h.opportunity_id = o.id AND h.left_at IS NULL)",
    ),
    (
        "opportunity",
        "stands in another stage than its history says",
        "SELECT o.id FROM opportunity AS o JOIN stage_history AS h ON h.opportunity_id = o.id AND h.left_at IS NULL "
        "WHERE h.stage_id <> o.stage_id",
    ),
    (
        "opportunity",
        "has stage intervals that end before they start",
        "SELECT DISTINCT opportunity_id FROM stage_history WHERE left_at < entered_at",
    ),
    (
        "opportunity",
        "is closed without a closing time, or open with one",
        "SELECT o.id FROM opportunity AS o JOIN stage AS s ON s.id = o.stage_id "
        "WHERE (s.kind = 'open') <> (o.closed_at IS NULL)",
    ),
    (
        "opportunity",
        "is lost without a reason",
        "SELECT o.id FROM opportunity AS o JOIN stage AS s ON s.id = o.stage_id "
        "WHERE s.kind = 'lost' AND o.lost_reason = ''",
    ),
    (
        "opportunity",
        "shares its rank with another card of its stage",
        "SELECT min(id) FROM opportunity WHERE deleted_at IS NULL GROUP BY stage_id, rank HAVING count(*) > 1",
    ),
    (
        "opportunity",
        "stands in a stage that was deleted, or in one of another pipeline",
        "SELECT o.id FROM opportunity AS o JOIN stage AS s ON s.id = o.stage_id "
        "WHERE s.deleted_at IS NOT NULL OR s.pipeline_id <> o.pipeline_id",
    ),
    (
        "opportunity",
        "has a chance that is neither its stage’s nor set by hand",
        "SELECT o.id FROM opportunity AS o JOIN stage AS s ON s.id = o.stage_id "
        "WHERE o.probability <> s.probability AND (o.probability_by_hand = 0 OR s.kind <> 'open')",
    ),
    (
        "stage",
        "shares its name with another stage of its pipeline",
        "SELECT max(id) FROM stage WHERE deleted_at IS NULL GROUP BY pipeline_id, name HAVING count(*) > 1",
    ),
    (
        "stage",
        "is left of a pipeline that was deleted",
        "SELECT s.id FROM stage AS s JOIN pipeline AS p ON p.id = s.pipeline_id "
        "WHERE s.deleted_at IS NULL AND p.deleted_at IS NOT NULL",
    ),
    (
        "stage",
        "is closed with another chance than 100 % for won and 0 % for lost",
        "SELECT id FROM stage WHERE kind <> 'open' AND probability <> 100 * (kind = 'won')",
    ),
    (
        "pipeline",
        "lacks an open, a won or a lost stage",
        "SELECT p.id FROM pipeline AS p WHERE p.deleted_at IS NULL AND 3 <> (SELECT count(DISTINCT s.kind) "
        "FROM stage AS s WHERE s.pipeline_id = p.id AND s.deleted_at IS NULL)",
    ),
    (
        "lead",
        "stands in another lifecycle stage than its history says",
        "SELECT l.id FROM lead AS l JOIN lifecycle_history AS h ON h.id = "
        "(SELECT max(id) FROM lifecycle_history WHERE lead_id = l.id) WHERE h.to_stage <> l.lifecycle",
    ),
    (
        "lead",
        "is an opportunity without one, or has one without being one",
        "SELECT l.id FROM lead AS l WHERE l.deleted_at IS NULL AND (l.lifecycle = 'opportunity') <> "
        "(l.opportunity_id IS NOT NULL)",
    ),
    (
        "lead",
        "points to an opportunity that is not there",
        "SELECT l.id FROM lead AS l WHERE l.opportunity_id IS NOT NULL "
        "AND NOT EXISTS (SELECT 1 FROM opportunity AS o WHERE o.id = l.opportunity_id)",
    ),
    (
        "playbook",
        "stands beside several default playbooks, or none",
        "SELECT id FROM playbook WHERE deleted_at IS NULL AND "
        "1 <> (SELECT count(*) FROM playbook WHERE is_default = 1 AND deleted_at IS NULL)",
    ),
    (
        "criterion",
        "shares its code with another one of its playbook",
        "SELECT max(c.id) FROM criterion AS c JOIN dimension AS d ON d.id = c.dimension_id "
        "WHERE c.until_version IS NULL GROUP BY d.playbook_id, c.code HAVING count(*) > 1",
    ),
    (
        "answer",
        "is about neither a lead nor an opportunity",
        "SELECT id FROM answer WHERE lead_id IS NULL AND opportunity_id IS NULL",
    ),
    (
        "answer",
        "answers a question that has been answered already",
        "SELECT max(id) FROM answer WHERE lead_id IS NOT NULL GROUP BY lead_id, criterion_id HAVING count(*) > 1",
    ),
)


def problems(connection: Connection) -> list[str]:
    """Return a sentence for everything that is wrong with the file; none means that it is sound."""
    found = [
        f"SQLite: {line}" for (line,) in connection.exec_driver_sql("PRAGMA integrity_check").all() if line != "ok"
    ]
    loose = connection.exec_driver_sql("PRAGMA foreign_key_check").all()
    found.extend(f"The {table} {row_id} points to a missing {parent}." for table, row_id, parent, _ in loose)
    found.extend(
        f"The search index {name} is out of step with its records."
        for name in search.index_names()
        if not _is_in_step(connection, name)
    )
    found.extend(
        f"The table {name} is out of step with what it follows from." for name in derived.out_of_step(connection)
    )
    for kind, sentence, query in _BROKEN_PROMISES:
        broken = connection.exec_driver_sql(f"{query} LIMIT {LISTED}").scalars().all()
        found.extend(f"The {kind} {name_of(connection, kind, record)} {sentence}." for record in broken)
    return found + _amounts_apart(connection)[:LISTED] + _vanished(connection)[:LISTED]


def _amounts_apart(connection: Connection) -> list[str]:
    # Not in SQL: the product of three whole numbers may be larger than SQLite multiplies exactly.
    sums: dict[tuple[int, int], int] = {}
    rows = connection.exec_driver_sql(
        "SELECT o.id, o.amount_minor, l.quantity_thousandths, l.unit_price_minor, l.discount_bp "
        "FROM opportunity_line AS l JOIN opportunity AS o ON o.id = l.opportunity_id ORDER BY o.id"
    )
    for record, amount, *line in rows:
        sums[record, amount] = sums.get((record, amount), 0) + line_total_minor(*line)
    return [
        f"The opportunity {name_of(connection, 'opportunity', record)} has another amount than its lines come to."
        for (record, amount), total in sums.items()
        if amount != total
    ]


def _vanished(connection: Connection) -> list[str]:
    folder = deals.attachments_folder(connection)
    rows = connection.exec_driver_sql("SELECT name, sha256, size_bytes FROM attachment WHERE deleted_at IS NULL")
    return [
        f"The content of the attachment “{name}” is not whole in the folder “{folder.name}”."
        for name, sha256, size in rows
        if not attachments.is_whole(folder, sha256, size)
    ]


def _is_in_step(connection: Connection, index: str) -> bool:
    try:
        connection.exec_driver_sql(f"INSERT INTO {index}({index}, rank) VALUES ('integrity-check', 1)")
    except DatabaseError:
        return False
    return True
