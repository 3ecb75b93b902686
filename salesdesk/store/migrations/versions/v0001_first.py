"""The first schema."""

from __future__ import annotations

from pathlib import Path

from alembic import op

from salesdesk.store.schema import APPLICATION_ID

revision = "0001"
down_revision = None


def upgrade() -> None:
    """Create every table, index and search index of version 1, from SQL that stays as it landed."""
    script = Path(__file__).with_name("0001_first.sql").read_text(encoding="utf-8")
    connection = op.get_bind()
    for statement in script.split(";\n"):
        lines = [line for line in statement.splitlines() if not line.startswith("--")]
        if "".join(lines).strip():
            connection.exec_driver_sql("\n".join(lines))
    connection.exec_driver_sql(f"PRAGMA application_id = {APPLICATION_ID}")
    connection.exec_driver_sql("PRAGMA user_version = 1")
