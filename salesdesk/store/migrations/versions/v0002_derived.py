"""When each lead was last heard of, and which keys stand twice, are kept in tables of their own."""

from __future__ import annotations

from alembic import op

revision = "0002"
down_revision = "0001"

# As it landed, whatever becomes of the conditions in the program.
_STATEMENTS = (
    "CREATE TABLE lead_heard (lead_id INTEGER NOT NULL, at TEXT NOT NULL, PRIMARY KEY (lead_id), "
    "FOREIGN KEY(lead_id) REFERENCES lead (id)) STRICT",
    "CREATE INDEX lead_heard_by_age ON lead_heard (at, lead_id)",
    "CREATE TABLE twin_key (email_key TEXT DEFAULT '' NOT NULL, name_key TEXT DEFAULT '' NOT NULL, "
    "company_key TEXT DEFAULT '' NOT NULL, PRIMARY KEY (email_key, name_key, company_key)) WITHOUT ROWID, STRICT",
    "INSERT INTO lead_heard (lead_id, at) SELECT lead_id, max(at) FROM activity "
    "WHERE deleted_at IS NULL AND (due_on IS NULL OR done_at IS NOT NULL) AND (kind = 'call' AND "
    "(lower(outcome) = 'connected' OR direction = 'inbound' AND lower(outcome) IN ('', 'voicemail')) "
    "OR kind = 'email' AND (lower(outcome) = 'replied' OR direction = 'inbound' AND lower(outcome) <> 'bounced') "
    "OR kind IN ('meeting', 'demo') AND lower(outcome) NOT IN ('no show', 'cancelled')) AND lead_id IN "
    "(SELECT id FROM lead WHERE lifecycle IN ('working', 'mql', 'sql') AND deleted_at IS NULL) GROUP BY lead_id",
    "INSERT INTO twin_key (email_key) SELECT email_key FROM lead WHERE email_key <> '' "
    "GROUP BY email_key HAVING count(*) > 1",
    "INSERT INTO twin_key (name_key, company_key) SELECT name_key, company_key FROM lead "
    "WHERE name_key <> '' AND company_key <> '' GROUP BY name_key, company_key HAVING count(*) > 1",
    "PRAGMA user_version = 2",
)


def upgrade() -> None:
    """Make the two tables and fill them from what is there."""
    connection = op.get_bind()
    for statement in _STATEMENTS:
        connection.exec_driver_sql(statement)
