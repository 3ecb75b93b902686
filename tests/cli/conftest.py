"""A desk with sample data, and the command line as a script calls it."""

from __future__ import annotations

import json
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest

from salesdesk.__main__ import main


@dataclass(frozen=True, slots=True)
class Said:
    """What one call printed and how it ended."""

    status: int
    out: str
    err: str

    @property
    def json(self) -> Any:
        """Standard output as the one JSON document it has to be."""
        return json.loads(self.out)


Call = Callable[..., Said]


@pytest.fixture
def path(tmp_path: Path) -> Path:
    return tmp_path / "desk.salesdesk"


@pytest.fixture
def call(path: Path, capsys: pytest.CaptureFixture[str]) -> Call:
    """Give a function that runs a verb on the test's own file."""

    def run(*words: object, file: Path | None = None) -> Said:
        capsys.readouterr()
        try:
            status = main([*map(str, words), "--file", str(file or path)])
        except SystemExit as exit_:
            status = int(exit_.code or 0)
        printed = capsys.readouterr()
        return Said(status, printed.out, printed.err)

    return run


@pytest.fixture
def desk(call: Call, path: Path) -> Path:
    """Give the path of a file with the sample in it."""
    assert call("sample").status == 0
    return path
