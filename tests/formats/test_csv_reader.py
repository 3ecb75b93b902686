"""Rows come one at a time, and each bad one says what is wrong with it."""

from pathlib import Path

import pytest

from salesdesk.domain.errors import Cancelled, FileFault
from salesdesk.formats.csv_reader import LONGEST_CELL, UNCLOSED, Row, read_rows
from salesdesk.formats.detection import detect_table


def rows_of(folder: Path, content: str | bytes) -> list[Row]:
    path = folder / "list.csv"
    path.write_bytes(content.encode() if isinstance(content, str) else content)
    return list(read_rows(detect_table(path)))


def test_rows_are_numbered_as_a_spreadsheet_does(tmp_path: Path) -> None:
    rows = rows_of(tmp_path, 'Leads\n\nName,Notes\nAnn,"two\nlines"\n\nBo,x\n')
    assert [(row.number, row.cells) for row in rows] == [(4, ["Ann", "two\nlines"]), (6, ["Bo", "x"])]


def test_short_rows_are_filled_up_and_say_so(tmp_path: Path) -> None:
    (row,) = rows_of(tmp_path, "Name,Email,City\nAnn,ann@acme.example\n")
    assert row.cells == ["Ann", "ann@acme.example", ""]
    assert row.problem is None
    assert row.note is not None
    assert "2 of 3" in row.note


def test_long_rows_are_rejected_unless_the_rest_is_blank(tmp_path: Path) -> None:
    long, trailing = rows_of(tmp_path, "Name,City\nAnn,Bonn,surplus\nBo,Ulm,,\n")
    assert long.problem == "The row has 3 cells and the header 2."
    assert (trailing.problem, trailing.cells) == (None, ["Bo", "Ulm"])


def test_a_row_with_a_nul_byte_is_rejected_alone(tmp_path: Path) -> None:
    bad, good = rows_of(tmp_path, b"Name,City\nA\x00nn,Bonn\nBo,Ulm\n")
    assert bad.problem is not None
    assert "NUL" in bad.problem
    assert good.problem is None


def test_a_line_of_a_megabyte_is_read_and_a_longer_cell_rejected(tmp_path: Path) -> None:
    fits, too_long, after = rows_of(
        tmp_path, f"Name,Notes\nAnn,{'x' * (LONGEST_CELL - 1)}\nBo,{'y' * (LONGEST_CELL + 2)}\nCy,ok\n"
    )
    assert len(fits.cells[1]) == LONGEST_CELL - 1
    assert too_long.problem is not None
    assert after.cells == ["Cy", "ok"]


def test_a_quotation_that_never_closes_is_rejected(tmp_path: Path) -> None:
    good, bad = rows_of(tmp_path, 'Name,City\nAnn,Bonn\nBo,"Ulm\nCy,Ulm\n')
    assert good.problem is None
    assert (bad.number, bad.problem) == (3, UNCLOSED)


def test_a_last_row_of_several_lines_is_fine(tmp_path: Path) -> None:
    rows = rows_of(tmp_path, 'Name,Notes\nAnn,"two\nlines"')
    assert rows == [Row(2, ["Ann", "two\nlines"], None, None)]


def test_old_line_ends_are_read(tmp_path: Path) -> None:
    assert [row.cells for row in rows_of(tmp_path, b"Name,City\rAnn,Bonn\rBo,Ulm\r")] == [
        ["Ann", "Bonn"],
        ["Bo", "Ulm"],
    ]


def test_a_header_alone_has_no_rows(tmp_path: Path) -> None:
    assert rows_of(tmp_path, "Name,Email\n") == []


def test_a_file_that_switches_encoding_is_refused_with_the_row(tmp_path: Path) -> None:
    path = tmp_path / "list.csv"
    lines = [b"Name,City"] + ["Zoë,Köln".encode()] * 40_000 + ["Jörg,Köln".encode("latin-1")]
    path.write_bytes(b"\n".join(lines))
    with pytest.raises(FileFault, match=r"list\.csv.* near row 40,002"):
        list(read_rows(detect_table(path)))


def test_utf16_is_read_through(tmp_path: Path) -> None:
    assert rows_of(tmp_path, "Name;City\nZoë;Köln\n".encode("utf-16"))[0].cells == ["Zoë", "Köln"]


def test_progress_ends_at_the_size_and_a_wish_to_stop_is_heeded(tmp_path: Path) -> None:
    path = tmp_path / "list.csv"
    path.write_text("Name,City\n" + "Ann,Bonn\n" * 5000)
    table = detect_table(path)
    seen: list[tuple[int, int]] = []
    rows = list(read_rows(table, lambda done, total: seen.append((done, total))))
    assert len(rows) == 5000
    assert seen[-1] == (table.size_bytes, table.size_bytes)
    assert [done for done, _ in seen] == sorted(done for done, _ in seen)
    with pytest.raises(Cancelled):
        list(read_rows(table, is_cancelled=lambda: True))
