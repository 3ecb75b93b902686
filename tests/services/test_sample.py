"""The sample desk is sound, reproducible, and linked from both ends."""

from __future__ import annotations

import sqlite3
from datetime import UTC, datetime
from pathlib import Path

import pytest

from salesdesk.bootstrap import open_desk
from salesdesk.domain.errors import SalesDeskError
from salesdesk.queries.soundness import problems
from salesdesk.services.commands import AddLead, FillWithSample
from tests.rows import Rows, all_rows

NOW = datetime(2026, 11, 10, 9, 42, tzinfo=UTC)


def _rows_of(path: Path, leads: int, opportunities: int, seed: int) -> Rows:
    desk = open_desk(path, create=True, clock=lambda: NOW)
    desk.run(FillWithSample(leads, opportunities, seed))
    assert desk.read(problems) == []
    desk.close()
    rows = all_rows(path)
    return {table: rows[table] for table in ("lead", "opportunity", "account", "contact", "activity", "answer")}


def test_the_same_seed_gives_the_same_rows_and_another_gives_others(tmp_path: Path) -> None:
    first = _rows_of(tmp_path / "a.salesdesk", 60, 40, seed=5)
    assert _rows_of(tmp_path / "b.salesdesk", 60, 40, seed=5) == first
    assert _rows_of(tmp_path / "c.salesdesk", 60, 40, seed=6) != first


@pytest.mark.parametrize(("leads", "opportunities"), [(0, 0), (5, 0), (0, 5), (300, 120), (38, 18)])
def test_any_size_is_sound(tmp_path: Path, leads: int, opportunities: int) -> None:
    rows = _rows_of(tmp_path / "a.salesdesk", leads, opportunities, seed=1)
    assert (len(rows["lead"]), len(rows["opportunity"])) == (leads, opportunities)


def test_promoted_leads_and_their_opportunities_name_each_other_and_one_contact(tmp_path: Path) -> None:
    path = tmp_path / "a.salesdesk"
    _rows_of(path, 300, 120, seed=1)
    connection = sqlite3.connect(path)
    pairs = connection.execute(
        "SELECT l.id = o.lead_id, l.account_id = o.account_id, l.contact_id = o.contact_id, c.last_name = l.last_name "
        "FROM lead AS l JOIN opportunity AS o ON o.id = l.opportunity_id JOIN contact AS c ON c.id = o.contact_id"
    ).fetchall()
    connection.close()
    assert len(pairs) > 50
    assert set(pairs) == {(1, 1, 1, 1)}


def test_a_desk_with_records_is_not_filled(tmp_path: Path) -> None:
    desk = open_desk(tmp_path / "a.salesdesk", create=True)
    desk.run(AddLead({"last_name": "Lee"}))
    with pytest.raises(SalesDeskError, match="empty file"):
        desk.run(FillWithSample(5, 5))
    desk.close()
