"""`check` finds what is planted, and nothing in a sound file."""

from __future__ import annotations

import sqlite3
from pathlib import Path

import pytest

from salesdesk.bootstrap import open_desk
from salesdesk.queries.soundness import problems
from salesdesk.services.commands import FillWithSample


@pytest.fixture
def path(tmp_path: Path) -> Path:
    path = tmp_path / "desk.salesdesk"
    desk = open_desk(path, create=True)
    desk.run(FillWithSample(60, 40, seed=2))
    desk.close()
    return path


def _problems(path: Path) -> list[str]:
    desk = open_desk(path)
    try:
        return desk.read(problems)
    finally:
        desk.close()


def test_a_sample_is_sound_and_looking_changes_no_byte(path: Path) -> None:
    before = path.read_bytes()
    assert _problems(path) == []
    assert path.read_bytes() == before


@pytest.mark.parametrize(
    ("statement", "sentence"),
    [
        ("DELETE FROM stage_history WHERE opportunity_id = 3", "exactly one open stage interval"),
        ("UPDATE opportunity SET stage_id = 4 WHERE id = 1", "another stage than its history says"),
        ("UPDATE opportunity SET rank = (SELECT rank FROM opportunity WHERE id = 1) WHERE id = 2", "shares its rank"),
        ("UPDATE opportunity SET closed_at = '2026-01-01T00:00:00.000Z' WHERE id = 1", "open with one"),
        ("UPDATE lead SET lifecycle = 'mql' WHERE id = 2", "another lifecycle stage than its history says"),
        ("UPDATE lead SET company = 'Elsewhere' WHERE id = 2", "search index lead_words is out of step"),
        ("UPDATE lead SET email_key = 'x@y.de' WHERE id < 3", "table twin_key is out of step"),
        ("DELETE FROM lead_heard", "table lead_heard is out of step"),
        ("UPDATE opportunity SET amount_minor = 1 WHERE id = 16", "another amount than its lines come to"),
        (
            "INSERT INTO attachment (uid, opportunity_id, name, sha256, size_bytes, added_at) "
            "VALUES ('u', 1, 'offer.pdf', printf('%064d', 0), 5, '2026-01-01T00:00:00.000Z')",
            "attachment “offer.pdf” is not whole",
        ),
        ("UPDATE playbook SET is_default = 1 WHERE id = 2", "stands beside several default playbooks"),
        ("UPDATE criterion SET code = 'need' WHERE code = 'need_impact'", "shares its code"),
        ("UPDATE activity SET lead_id = 999 WHERE id = 1", "points to a missing lead"),
    ],
)
def test_a_planted_fault_is_named(path: Path, statement: str, sentence: str) -> None:
    connection = sqlite3.connect(path)
    connection.execute(statement)
    connection.commit()
    connection.close()
    assert any(sentence in problem for problem in _problems(path))
