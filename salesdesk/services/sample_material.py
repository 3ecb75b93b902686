"""What the sample desk is made of: curated records and word lists, read from resources/sample."""

from __future__ import annotations

import csv
import json
from dataclasses import dataclass
from typing import Any

from salesdesk.paths import resources_folder

CsvRow = dict[str, str]


@dataclass(frozen=True, slots=True)
class Material:
    """Curated rows by file, and the words that further records are put together from."""

    leads: list[CsvRow]
    opportunities: list[CsvRow]
    activities: dict[str, list[CsvRow]]
    evidence: dict[str, dict[str, CsvRow]]
    people: dict[str, list[CsvRow]]
    lines: dict[str, list[CsvRow]]
    competitors: dict[str, list[CsvRow]]
    words: dict[str, list[Any]]


def read_material() -> Material:
    """Return the sample material."""
    evidence: dict[str, dict[str, CsvRow]] = {}
    for row in _rows("evidence.csv"):
        evidence.setdefault(row["record"], {})[row["criterion"]] = row
    words = json.loads((resources_folder() / "sample" / "words.json").read_text(encoding="utf-8"))
    return Material(
        _rows("leads.csv"),
        _rows("opportunities.csv"),
        _by_record("activities.csv"),
        evidence,
        _by_record("people.csv"),
        _by_record("lines.csv"),
        _by_record("competitors.csv"),
        words,
    )


def _by_record(name: str) -> dict[str, list[CsvRow]]:
    found: dict[str, list[CsvRow]] = {}
    for row in _rows(name):
        found.setdefault(row["record"], []).append(row)
    return found


def _rows(name: str) -> list[CsvRow]:
    with (resources_folder() / "sample" / name).open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))
