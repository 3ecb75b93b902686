"""Large desk files, filled set-wise without a journal: activities on top of a sample, and a sample many times over."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from salesdesk.store import derived, search

ACTIVITIES = 2_000_000
JOURNALLED = 20_000
# Spread by a number that has nothing to do with the order of the list: a few leads have hundreds.
_SHARES = """
CREATE TEMP TABLE numbers AS WITH RECURSIVE counted(n) AS (SELECT 0 UNION ALL SELECT n + 1 FROM counted WHERE n < 399)
SELECT n FROM counted;
CREATE TEMP TABLE shares AS
SELECT id AS lead_id, julianday(created_at) AS began, max(1, julianday(:now) - julianday(created_at)) AS lasted,
       CASE WHEN id * 7919 % 1000 < 20 THEN 300 + id % 100 WHEN id * 7919 % 1000 < 120 THEN 50 + id % 10
       WHEN id * 7919 % 1000 < 720 THEN 8 + id % 5 ELSE id % 4 END AS share
FROM lead;
CREATE TEMP TABLE kinds (k INTEGER PRIMARY KEY, kind TEXT, subject TEXT, outcome TEXT);
INSERT INTO kinds VALUES
    (0, 'call', 'Asked how claims are handled today', 'connected'), (1, 'email', 'Sent the case study', 'sent'),
    (2, 'email', 'Asked for a price', 'replied'), (3, 'meeting', 'Went through the offer', 'held'),
    (4, 'call', 'Left word with the front desk', 'voicemail'), (5, 'note', 'Budget is decided in spring', ''),
    (6, 'email', 'Followed up', 'sent');
INSERT INTO activity (uid, kind, direction, subject, notes, at, created_at, outcome, duration_min, lead_id)
SELECT printf('more%028x', row_number() OVER ()), kind, iif(outcome = 'replied', 'inbound', 'outbound'),
       subject || ' ' || n, iif(n % 4, '', 'They want to see it work with their own data first.'), moment, moment,
       outcome, iif(kind IN ('call', 'meeting'), 5 + n % 40, NULL), lead_id
FROM (SELECT lead_id, n, strftime('%Y-%m-%dT%H:%M:%fZ', began + lasted * (n + 0.5) / share) AS moment
      FROM shares CROSS JOIN numbers ON n < share ORDER BY moment LIMIT :wanted)
JOIN kinds ON k = (lead_id + n) % 7
"""
_MARKS = """
INSERT INTO tag (uid, name) VALUES ('t1', 'Spring fair'), ('t2', 'Reference'), ('t3', 'Call in the morning');
INSERT INTO tagging (tag_id, lead_id) SELECT 1 + id % 3, id FROM lead WHERE id % 3 = 0;
INSERT INTO tagging (tag_id, lead_id) SELECT 1 + (id + 1) % 3, id FROM lead WHERE id % 9 = 0;
INSERT INTO custom_field (uid, kind, name, type, position)
VALUES ('f1', 'lead', 'Fleet size', 'number', 0), ('f2', 'lead', 'Region office', 'text', 1);
INSERT INTO custom_value (custom_field_id, lead_id, value) SELECT 1, id, 10 + id % 90 FROM lead WHERE id % 2 = 0;
INSERT INTO custom_value (custom_field_id, lead_id, value)
SELECT 2, id, 'Office ' || id % 50 FROM lead WHERE id % 4 = 0;
INSERT INTO attachment (uid, lead_id, name, sha256, size_bytes, media_type, added_at)
SELECT 'a' || id, id, 'Offer ' || id || '.pdf', printf('%064x', id), 40000 + id, 'application/pdf', created_at
FROM lead WHERE id % 5 = 0;
"""
# Four steps, in each of which the title of many leads was changed: the timeline tells them.
_HISTORY = """
INSERT INTO journal_entry (at, label) SELECT strftime('%Y-%m-%dT%H:%M:%fZ', :now, -value || ' days'), 'Edit leads'
FROM json_each('[40, 30, 20, 10]');
INSERT INTO journal_row (entry_id, table_name, row_id, before, after)
SELECT e.id, 'lead', l.id, json_object('title', 'Assistant'), json_object('title', l.title)
FROM (SELECT id FROM journal_entry ORDER BY id DESC LIMIT 4) AS e
JOIN (SELECT id, title FROM lead WHERE id % 20 = 0) AS l;
"""
# The first name of one, the surname of another, at the company of a third.
_LEADS = """
INSERT INTO lead (uid, first_name, last_name, title, company, email, phone, website, city, country, language, industry,
                  employees, source, campaign, lifecycle, score, currency, bant, created_at, name_key, email_key,
                  company_key, domain)
SELECT printf('more%028x', times.value * :have + a.id), a.first_name, b.last_name, c.title, c.company,
       lower(a.first_name || '.' || b.last_name) || '@' || c.domain, b.phone, c.website, c.city, c.country, c.language,
       c.industry, c.employees, b.source, b.campaign, iif(a.lifecycle = 'opportunity', 'mql', a.lifecycle), a.score,
       a.currency, a.bant, a.created_at, lower(a.first_name || ' ' || b.last_name),
       lower(a.first_name || '.' || b.last_name) || '@' || c.domain, c.company_key, c.domain
FROM json_each('[1, 2, 3, 4, 5, 6, 7, 8, 9]') AS times CROSS JOIN lead AS a
JOIN lead AS b ON b.id = 1 + (a.id * 7919 + times.value * 1013) % :have
JOIN lead AS c ON c.id = 1 + (a.id * 104729 + times.value * 3571) % :have
WHERE a.id <= :have
"""


def add_activities(path: Path) -> None:
    """Give the leads of a sample two million activities, tags, own fields, files and changes of their fields."""
    with _unwatched(path, "activity", "custom_value") as connection:
        now = connection.execute("SELECT max(created_at) FROM lead").fetchone()[0]
        have = connection.execute("SELECT count(*) FROM activity").fetchone()[0]
        for statement in f"{_SHARES};{_MARKS};{_HISTORY}".split(";"):
            connection.execute(statement, {"now": now, "wanted": ACTIVITIES - have})


def multiply_leads(path: Path) -> None:
    """Give a sample ten times as many leads, without anything else of them."""
    with _unwatched(path, "lead") as connection:
        connection.execute(_LEADS, {"have": connection.execute("SELECT max(id) FROM lead").fetchone()[0]})


@contextmanager
def _unwatched(path: Path, *tables: str) -> Iterator[sqlite3.Connection]:
    """Give a connection that writes without triggers, and make the indexes of what it fills once, at the end."""
    connection = sqlite3.connect(path, isolation_level=None)
    for pragma in ("journal_mode = OFF", "cache_size = -262144", "synchronous = OFF", "temp_store = MEMORY"):
        connection.execute(f"PRAGMA {pragma}")
    connection.execute("BEGIN")
    marks = ", ".join("?" for _ in tables)
    made = connection.execute(
        f"SELECT name, sql FROM sqlite_schema WHERE type = 'index' AND sql IS NOT NULL AND tbl_name IN ({marks})",
        tables,
    ).fetchall()
    for name, _ in made:
        connection.execute(f"DROP INDEX {name}")
    yield connection
    for _, statement in made:
        connection.execute(statement)
    for name in search.index_names():
        if name.rpartition("_")[0] in tables:
            connection.execute(f"INSERT INTO {name} ({name}) VALUES ('rebuild')")
    connection.execute("DELETE FROM lead_heard")
    connection.execute(f"INSERT INTO lead_heard (lead_id, at) {derived._HEARD} GROUP BY lead_id")
    connection.execute("DELETE FROM twin_key")
    for twin in derived._TWINS:
        connection.execute(f"INSERT INTO twin_key ({', '.join(twin.columns)}) {twin.true()}")
    connection.execute("COMMIT")
    connection.close()
