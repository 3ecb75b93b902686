"""Files as versions of the program wrote them still open, say what they said, and can be worked on and undone.

`files/` keeps one for each version of the schema that ever landed; they are never made anew.
"""

from __future__ import annotations

import gzip
from pathlib import Path

import pytest

from salesdesk.bootstrap import open_desk
from salesdesk.queries import agenda, board, history, soundness
from salesdesk.queries.leads import LeadPage, lead_page
from salesdesk.services.commands import SetLead
from salesdesk.services.desk import Desk
from salesdesk.store.creation import create_file
from salesdesk.store.schema import SCHEMA_VERSION
from tests.rows import all_rows, written_schema

FILES = Path(__file__).parent / "files"


@pytest.fixture(params=sorted(FILES.glob("*.salesdesk.gz")), ids=lambda path: path.name)
def stored(request: pytest.FixtureRequest, tmp_path: Path) -> Path:
    """Give a copy of a stored file."""
    path = tmp_path / "rep.salesdesk"
    path.write_bytes(gzip.decompress(request.param.read_bytes()))
    return path


def test_each_version_of_the_schema_has_its_file() -> None:
    assert {path.name for path in FILES.iterdir()} == {f"v{one}.salesdesk.gz" for one in range(1, SCHEMA_VERSION + 1)}


def test_a_stored_file_opens_sound_and_says_what_it_said(stored: Path) -> None:
    desk = open_desk(stored)
    assert desk.read(soundness.problems) == []
    assert [step.label for step in desk.read(history.steps, 100)][:2] == [
        "Change title of “Joel Ferreira”",
        "Disqualify “Marta Kowalczyk”",
    ]
    assert sum(one.count for one in desk.read(board.totals)) == 9
    assert desk.read(agenda.agenda, desk.now()).sections
    assert (_lead(desk, "Priya").lifecycle, _lead(desk, "Joel").lifecycle) == ("opportunity", "nurture")
    desk.close()


def test_a_stored_file_comes_to_the_schema_of_a_new_one(stored: Path, tmp_path: Path) -> None:
    open_desk(stored).close()
    new = tmp_path / "new.salesdesk"
    create_file(new)
    assert written_schema(stored) == written_schema(new)


def test_a_stored_file_is_worked_on_and_its_old_steps_taken_back(stored: Path) -> None:
    desk = open_desk(stored)
    before = all_rows(stored)
    desk.run(SetLead(_lead(desk, "Joel").id, {"title": "Head of Plant IT"}))
    assert _lead(desk, "Joel").title == "Head of Plant IT"
    desk.undo()
    assert all_rows(stored) == before
    assert desk.undo().label == "Disqualify “Marta Kowalczyk”"
    assert desk.read(soundness.problems) == []
    desk.close()


def _lead(desk: Desk, first_name: str) -> LeadPage:
    query = "SELECT id FROM lead WHERE first_name = ? AND deleted_at IS NULL ORDER BY id DESC"
    found = desk.read(lambda connection: connection.exec_driver_sql(query, (first_name,)).scalars().first())
    page = desk.read(lead_page, found or 0)
    assert page is not None
    return page
