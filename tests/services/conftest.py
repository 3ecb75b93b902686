"""A desk of its own for every test, with a clock that the test moves."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from salesdesk.bootstrap import open_desk
from salesdesk.services.desk import Desk
from tests.qualifying import MovingClock


@pytest.fixture
def clock() -> MovingClock:
    return MovingClock()


@pytest.fixture
def desk(tmp_path: Path, clock: MovingClock) -> Iterator[Desk]:
    desk = open_desk(tmp_path / "rep.salesdesk", create=True, clock=clock)
    yield desk
    desk.close()
