"""An older file is brought up to date whole or not at all, and stays beside it as it was."""

from __future__ import annotations

import resource
import sqlite3
import subprocess
import sys
from contextlib import closing
from pathlib import Path

import pytest

from salesdesk.bootstrap import open_desk
from salesdesk.domain.errors import FileFault
from salesdesk.queries import soundness
from salesdesk.store import migrations, upgrading
from salesdesk.store.header import check_header
from salesdesk.store.schema import SCHEMA_VERSION
from tests.rows import all_rows, first_version, written_schema

KILLED = """
import os, sys
from pathlib import Path
from salesdesk.store import migrations
from salesdesk.store.upgrading import bring_up_to_date

upgrade = migrations.upgrade
migrations.upgrade = lambda connection: (upgrade(connection), os.kill(os.getpid(), 9))
bring_up_to_date(Path(sys.argv[1]))
"""


@pytest.fixture
def old(tmp_path: Path) -> Path:
    """Give a file of the first version."""
    return first_version(tmp_path / "rep.salesdesk")


def test_the_file_as_it_was_stays_beside_it(old: Path) -> None:
    schema, rows = written_schema(old), all_rows(old)
    desk = open_desk(old)
    desk.close()
    copy = old.with_name(f"rep (before version {SCHEMA_VERSION}).salesdesk")
    assert desk.older_copy == copy
    assert {path.name for path in old.parent.iterdir()} == {old.name, copy.name}
    assert (check_header(copy), check_header(old)) == (1, SCHEMA_VERSION)
    assert written_schema(copy) == schema
    assert all_rows(copy) == rows == all_rows(old)


def test_a_file_that_is_up_to_date_is_not_copied(old: Path) -> None:
    open_desk(old).close()
    upgrading.copy_of(old).unlink()
    desk = open_desk(old)
    desk.close()
    assert desk.older_copy is None
    assert not upgrading.copy_of(old).exists()


def test_a_migration_that_fails_leaves_the_file_as_it_was(old: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    rows, schema = all_rows(old), written_schema(old)
    upgrade = migrations.upgrade

    def fail_at_the_end(connection: object) -> None:
        upgrade(connection)  # type: ignore[arg-type]
        raise RuntimeError("planted")

    monkeypatch.setattr(migrations, "upgrade", fail_at_the_end)
    with pytest.raises(RuntimeError, match="planted"):
        open_desk(old)
    assert (check_header(old), written_schema(old), all_rows(old)) == (1, schema, rows)


def test_killed_in_the_middle_it_opens_next_time(old: Path) -> None:
    assert subprocess.run([sys.executable, "-c", KILLED, str(old)], check=False).returncode == -9
    desk = open_desk(old)
    assert desk.read(soundness.problems) == []
    desk.close()
    assert check_header(old) == SCHEMA_VERSION


def test_an_older_program_that_has_it_open_is_not_written_under(old: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(upgrading, "BUSY_TIMEOUT_MS", 50)
    with closing(sqlite3.connect(old)) as other:
        other.execute("PRAGMA journal_mode = WAL")
        other.execute("SELECT count(*) FROM lead").fetchone()
        with pytest.raises(FileFault, match=r"“rep\.salesdesk” is in use by another program"):
            open_desk(old)
        assert check_header(old) == 1
    open_desk(old).close()


def test_without_room_for_the_copy_nothing_is_changed(old: Path) -> None:
    before = old.read_bytes()
    limits = resource.getrlimit(resource.RLIMIT_FSIZE)
    resource.setrlimit(resource.RLIMIT_FSIZE, (len(before) // 2, limits[1]))
    try:
        with pytest.raises(FileFault):
            open_desk(old)
    finally:
        resource.setrlimit(resource.RLIMIT_FSIZE, limits)
    assert (check_header(old), [path.name for path in old.parent.iterdir()]) == (1, [old.name])
    assert len(old.read_bytes()) == len(before)


def test_reading_alone_does_not_change_an_older_file(old: Path) -> None:
    before = old.read_bytes()
    with pytest.raises(FileFault, match="written by an older SalesDesk"):
        open_desk(old, is_read_only=True)
    assert old.read_bytes() == before


def test_who_comes_second_leaves_file_and_copy_as_the_first_left_them(old: Path) -> None:
    open_desk(old).close()
    copy = upgrading.copy_of(old).read_bytes()
    assert upgrading.bring_up_to_date(old) == upgrading.copy_of(old)
    assert upgrading.copy_of(old).read_bytes() == copy


def test_nobody_reads_while_it_is_brought_up_to_date(old: Path) -> None:
    with (
        closing(upgrading._only_connection(old)),
        closing(sqlite3.connect(old, timeout=0)) as other,
        pytest.raises(sqlite3.OperationalError, match="locked"),
    ):
        other.execute("SELECT count(*) FROM lead")
