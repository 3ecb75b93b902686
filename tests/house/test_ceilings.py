"""Modules and functions stay small, and none has a name that says nothing."""

import ast
from collections.abc import Iterator
from pathlib import Path
from statistics import median

import pytest

ROOT = Path(__file__).resolve().parents[2]
MODULE_LINES = 500
FUNCTION_LINES = 60
MEDIAN_LINES = 120
EMPTY_NAMES = {"util", "utils", "helper", "helpers", "base", "common", "misc", "manager", "managers"}


def python_files(*folders: str) -> list[Path]:
    """Return every module below these folders of the project."""
    return sorted(path for folder in folders for path in (ROOT / folder).rglob("*.py"))


def line_count(path: Path) -> int:
    """Return how many lines a file has."""
    return len(path.read_text(encoding="utf-8").splitlines())


def functions(path: Path) -> Iterator[tuple[str, int]]:
    """Yield the name and the length of each function in a module."""
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef):
            yield node.name, (node.end_lineno or node.lineno) - node.lineno + 1


def test_no_module_is_longer_than_the_ceiling() -> None:
    lengths = {path.relative_to(ROOT).as_posix(): line_count(path) for path in python_files("salesdesk", "ui", "tools")}
    assert lengths
    assert {name: lines for name, lines in lengths.items() if lines > MODULE_LINES} == {}


def test_no_function_is_longer_than_the_ceiling() -> None:
    too_long = {
        f"{path.relative_to(ROOT).as_posix()}:{name}": lines
        for path in python_files("salesdesk", "ui", "tools")
        for name, lines in functions(path)
        if lines > FUNCTION_LINES
    }
    assert too_long == {}


def test_half_of_all_modules_are_short() -> None:
    lengths = [line_count(path) for path in python_files("salesdesk", "ui")]
    assert median(lengths) < MEDIAN_LINES


@pytest.mark.parametrize("folder", ["salesdesk", "ui", "tests", "tools"])
def test_every_module_is_named_after_something(folder: str) -> None:
    names = {part for path in python_files(folder) for part in path.relative_to(ROOT).with_suffix("").parts}
    assert names & EMPTY_NAMES == set()


def test_packaging_is_a_folder_of_files() -> None:
    assert (ROOT / "packaging").is_dir()
    assert not (ROOT / "packaging" / "__init__.py").exists(), "it would hide the package of the same name"
