"""A contract that names the wrong module passes in silence: each one here meets a violation and must see it."""

import os
import shutil
import subprocess
import sys
import tomllib
from pathlib import Path
from typing import Any

import pytest

ROOT = Path(__file__).resolve().parents[2]

# (contract, file that gets a line more, the line)
PLANTED = [
    ("core-layers", "salesdesk/domain/planted.py", "import salesdesk.store"),
    ("core-layers", "salesdesk/domain/planted.py", "import salesdesk.paths"),
    ("core-layers", "salesdesk/formats/planted.py", "import salesdesk.store"),
    ("core-layers", "salesdesk/store/planted.py", "import salesdesk.queries"),
    ("core-layers", "salesdesk/queries/planted.py", "import salesdesk.services"),
    ("core-layers", "salesdesk/services/planted.py", "import salesdesk.bootstrap"),
    ("core-layers", "salesdesk/bootstrap.py", "import salesdesk.cli"),
    ("core-layers", "salesdesk/planted.py", ""),
    ("core-without-qt", "salesdesk/services/planted.py", "import PySide6.QtCore"),
    ("core-without-qt", "salesdesk/services/planted.py", "import shiboken6"),
    ("core-without-qt", "salesdesk/services/planted.py", "import ui.app"),
    ("plain-domain", "salesdesk/domain/planted.py", "import sqlalchemy"),
    ("plain-domain", "salesdesk/domain/planted.py", "import sqlite3"),
    ("formats-without-database", "salesdesk/formats/planted.py", "from sqlalchemy import select"),
    ("windows-without-store", "ui/views/planted.py", "import sqlalchemy"),
    ("windows-without-store", "ui/views/planted.py", "import salesdesk.store.planted"),
    ("windows-without-store", "ui/views/planted.py", "import salesdesk.cli"),
    ("ui-layers", "ui/models/planted.py", "import ui.views"),
    ("ui-layers", "ui/delegates/planted.py", "import ui.widgets"),
    ("ui-layers", "ui/views/planted.py", "import ui.dialogs"),
    ("ui-layers", "ui/session.py", "import ui.models"),
    ("ui-layers", "ui/theme.py", "import ui.session"),
    ("ui-layers", "ui/planted.py", ""),
    ("no-cycles", "ui/views/planted.py", "import ui.views.planted_too"),
]
NEEDED = [
    *(
        "salesdesk/__main__.py",
        "salesdesk/bootstrap.py",
        "salesdesk/cli.py",
        "salesdesk/paths.py",
        "salesdesk/store/planted.py",
        "ui/app.py",
    ),
    *("ui/session.py", "ui/theme.py"),
    *(f"salesdesk/{name}/__init__.py" for name in ("domain", "store", "formats", "queries", "services")),
    *(f"ui/{name}/__init__.py" for name in ("models", "delegates", "widgets", "views", "dialogs")),
    *("salesdesk/__init__.py", "ui/__init__.py"),
]


def contracts() -> list[dict[str, Any]]:
    """Return the import contracts as the project states them."""
    settings = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))
    found: list[dict[str, Any]] = settings["tool"]["importlinter"]["contracts"]
    return found


def lint(tree: Path, contract: str) -> subprocess.CompletedProcess[str]:
    """Check one contract on the packages in a folder."""
    script = Path(sys.executable).with_name("lint-imports")
    return subprocess.run(
        [str(script), "--no-cache", "--contract", contract],
        cwd=tree,
        env={**os.environ, "PYTHONPATH": str(tree), "COLUMNS": "200"},
        capture_output=True,
        text=True,
        check=False,
    )


@pytest.fixture
def tree(tmp_path: Path) -> Path:
    """Return a copy of the sources in which every layer exists."""
    for name in ("salesdesk", "ui"):
        if (ROOT / name).exists():
            shutil.copytree(ROOT / name, tmp_path / name, ignore=shutil.ignore_patterns("__pycache__"))
    shutil.copy(ROOT / "pyproject.toml", tmp_path)
    for name in NEEDED:
        if not (tmp_path / name).exists() and not (tmp_path / name.removesuffix(".py")).is_dir():
            (tmp_path / name).parent.mkdir(parents=True, exist_ok=True)
            (tmp_path / name).touch()
    return tmp_path


@pytest.mark.parametrize(("contract", "place", "line"), PLANTED)
def test_a_planted_violation_is_caught(tree: Path, contract: str, place: str, line: str) -> None:
    path = tree / place
    path.write_text((path.read_text(encoding="utf-8") if path.exists() else "") + f"\n{line}\n", encoding="utf-8")
    if "planted_too" in line:
        (tree / "ui/views/planted_too.py").write_text("import ui.views.planted\n", encoding="utf-8")
    imported = line.removeprefix("from ").removeprefix("import ").split()[0] if line else place
    top = ".".join(imported.split(".")[:2])

    done = lint(tree, contract)

    said = done.stdout + done.stderr
    assert done.returncode == 1, said
    if "planted" in place:
        assert "planted" in said
    else:
        assert place.removesuffix(".py").replace("/", ".") in said
        assert top in said


@pytest.mark.parametrize("contract", [contract["id"] for contract in contracts()])
def test_the_copy_without_a_violation_keeps_every_contract(tree: Path, contract: str) -> None:
    done = lint(tree, contract)
    assert done.returncode == 0, done.stdout + done.stderr


def test_every_contract_meets_a_violation() -> None:
    assert {contract["id"] for contract in contracts()} == {contract for contract, _, _ in PLANTED}


def test_every_layer_contract_is_exhaustive() -> None:
    assert all(contract.get("exhaustive") for contract in contracts() if contract["type"] == "layers")
