"""Tables are written whole or not at all, typed, and without live formulas."""

import csv
import errno
import json
import os
import zipfile
from collections.abc import Callable, Iterator
from datetime import UTC, date, datetime
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from python_calamine import CalamineWorkbook

from salesdesk.domain.errors import Cancelled, FileFault
from salesdesk.formats.csv_writer import write_csv, write_texts
from salesdesk.formats.fields import Field, Kind, Value
from salesdesk.formats.formulas import neutralised, restored
from salesdesk.formats.json_writer import write_json
from salesdesk.formats.xlsx_writer import MOST_ROWS, write_xlsx

FIELDS = (
    Field("name", "Name"),
    Field("employees", "Employees", Kind.NUMBER),
    Field("amount", "Amount", Kind.MONEY),
    Field("on", "On", Kind.DATE),
    Field("at", "At", Kind.INSTANT),
    Field("hot", "Hot", Kind.YES_NO),
    Field("tags", "Tags", Kind.TAGS),
)
FULL: tuple[Value, ...] = (
    "=1+1",
    12,
    Decimal("1200.50"),
    date(2026, 11, 3),
    datetime(2026, 11, 3, 12, 0, tzinfo=UTC),
    True,
    ("a", "b"),
)
BLANK: tuple[Value, ...] = ("", None, None, None, None, False, ())
WRITERS = [write_csv, write_xlsx, write_json]
Writer = Callable[..., int]


def test_csv_has_labels_types_as_text_and_no_live_formula(tmp_path: Path) -> None:
    path = tmp_path / "out.csv"
    assert write_csv(path, FIELDS, [FULL, BLANK], 2) == 2
    assert path.read_bytes().startswith(b"\xef\xbb\xbf")
    with path.open(encoding="utf-8-sig", newline="") as stream:
        assert list(csv.reader(stream)) == [
            ["Name", "Employees", "Amount", "On", "At", "Hot", "Tags"],
            ["'=1+1", "12", "1200.50", "2026-11-03", "2026-11-03T12:00:00Z", "yes", "a; b"],
            ["", "", "", "", "", "no", ""],
        ]


def test_xlsx_has_typed_cells_and_texts_that_stay_texts(tmp_path: Path) -> None:
    path = tmp_path / "out.xlsx"
    assert write_xlsx(path, FIELDS, [FULL, BLANK], 2) == 2
    header, full, blank = CalamineWorkbook.from_path(path).get_sheet_by_index(0).to_python()
    assert header == [field.label for field in FIELDS]
    assert full == ["=1+1", 12.0, 1200.5, date(2026, 11, 3), datetime(2026, 11, 3, 12, 0), "yes", "a; b"]
    assert blank[0] == ""
    with zipfile.ZipFile(path) as book:
        sheet = book.read("xl/worksheets/sheet1.xml")
    assert b"<f>" not in sheet
    assert b'state="frozen"' in sheet


def test_xlsx_keeps_what_is_awkward(tmp_path: Path) -> None:
    path = tmp_path / "out.xlsx"
    texts = [
        "https://acme.example",
        "two\nlines",
        " space ",
        "00123",
        "tab\there",
        "é🙂",
        "<&>\"'",
        "{=1}",
        "x" * 40_000,
    ]
    write_xlsx(path, FIELDS[:1], [(text,) for text in texts], len(texts))
    read = [row[0] for row in CalamineWorkbook.from_path(path).get_sheet_by_index(0).to_python()][1:]
    assert read[:-1] == texts[:-1]
    assert len(str(read[-1])) == 32_767


def test_json_is_an_array_of_objects_with_types(tmp_path: Path) -> None:
    path = tmp_path / "out.json"
    assert write_json(path, FIELDS, [FULL, BLANK], 2) == 2
    assert json.loads(path.read_text(encoding="utf-8")) == [
        {
            "name": "=1+1",
            "employees": 12,
            "amount": 1200.5,
            "on": "2026-11-03",
            "at": "2026-11-03T12:00:00Z",
            "hot": True,
            "tags": ["a", "b"],
        },
        {"name": "", "employees": None, "amount": None, "on": None, "at": None, "hot": False, "tags": []},
    ]


@pytest.mark.parametrize("write", WRITERS)
def test_nothing_to_write_still_makes_a_sound_file(tmp_path: Path, write: Writer) -> None:
    path = tmp_path / "out"
    assert write(path, FIELDS, [], 0) == 0
    assert path.stat().st_size > 0
    if write is write_json:
        assert json.loads(path.read_text()) == []


@pytest.mark.parametrize("write", WRITERS)
def test_a_cancelled_export_leaves_the_old_file_and_nothing_beside_it(tmp_path: Path, write: Writer) -> None:
    path = tmp_path / "out"
    path.write_text("old")
    reports: list[int] = []

    def rows() -> Iterator[tuple[Value, ...]]:
        while True:
            yield FULL

    with pytest.raises(Cancelled):
        write(path, FIELDS, rows(), 9999, lambda done, total: reports.append(done), lambda: len(reports) > 1)
    assert path.read_text() == "old"
    assert sorted(entry.name for entry in tmp_path.iterdir()) == ["out"]


@pytest.mark.parametrize("write", WRITERS)
def test_a_full_disk_is_one_sentence_and_leaves_nothing(tmp_path: Path, write: Writer) -> None:
    def rows() -> Iterator[tuple[Value, ...]]:
        yield FULL
        raise OSError(errno.ENOSPC, os.strerror(errno.ENOSPC))

    with pytest.raises(FileFault, match=r"“out” was not written\. The disk is full\."):
        write(tmp_path / "out", FIELDS, rows(), 2)
    assert list(tmp_path.iterdir()) == []


@pytest.mark.parametrize("write", WRITERS)
def test_a_target_that_cannot_be_is_one_sentence(tmp_path: Path, write: Writer) -> None:
    with pytest.raises(FileFault, match="is a folder"):
        write(tmp_path, FIELDS, [], 0)
    with pytest.raises(FileFault, match="is not there"):
        write(tmp_path / "gone" / "out", FIELDS, [], 0)
    (tmp_path / "file").write_text("x")
    with pytest.raises(FileFault, match="is not there"):
        write(tmp_path / "file" / "out", FIELDS, [], 0)


@pytest.mark.skipif(os.name != "posix" or os.geteuid() == 0, reason="root may write everywhere")
def test_a_read_only_folder_is_one_sentence(tmp_path: Path) -> None:
    folder = tmp_path / "sealed"
    folder.mkdir()
    folder.chmod(0o500)
    with pytest.raises(FileFault, match="read-only"):
        write_csv(folder / "out.csv", FIELDS, [], 0)


def test_an_export_through_a_link_replaces_what_it_points_to_and_keeps_its_mode(tmp_path: Path) -> None:
    real = tmp_path / "real.csv"
    real.write_text("old")
    real.chmod(0o640)
    link = tmp_path / "link.csv"
    link.symlink_to(real)
    write_csv(link, FIELDS, [FULL], 1)
    assert link.is_symlink()
    assert "Employees" in real.read_text(encoding="utf-8-sig")
    assert real.stat().st_mode & 0o777 == 0o640


def test_more_rows_than_a_spreadsheet_holds_are_refused_before_writing(tmp_path: Path) -> None:
    with pytest.raises(FileFault, match="CSV"):
        write_xlsx(tmp_path / "out.xlsx", FIELDS, [], MOST_ROWS + 1)
    assert list(tmp_path.iterdir()) == []


@pytest.mark.parametrize("write", WRITERS)
def test_progress_ends_at_the_number_of_rows(tmp_path: Path, write: Writer) -> None:
    seen: list[tuple[int, int]] = []
    write(tmp_path / "out", FIELDS, [FULL] * 1200, 1200, lambda done, total: seen.append((done, total)))
    assert seen == [(500, 1200), (1000, 1200), (1200, 1200)]


def test_texts_are_written_under_their_header(tmp_path: Path) -> None:
    path = tmp_path / "rejects.csv"
    assert write_texts(path, ["Name", "Reason"], [["@Ann", "No address."]]) == 1
    assert path.read_text(encoding="utf-8-sig").splitlines() == ["Name,Reason", "'@Ann,No address."]


@pytest.mark.parametrize("text", ["=1+1", "+49 30", "-5", "@sum", "\tx", "\rx", "'=1", "''=1"])
def test_a_cell_a_spreadsheet_would_run_gets_an_apostrophe(text: str) -> None:
    assert neutralised(text) == "'" + text


@given(st.text(alphabet="'=+-@\t\ra1 ") | st.text())
def test_a_neutralised_cell_reads_back_as_it_was(text: str) -> None:
    assert restored(neutralised(text)) == text


@given(st.text(alphabet="'=+-@\t\ra1 "))
def test_a_neutralised_cell_never_starts_a_formula(text: str) -> None:
    shown: Any = neutralised(text)
    assert shown[:1] not in ("=", "+", "-", "@", "\t", "\r") or shown == ""
