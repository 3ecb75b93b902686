"""Files of rows are recognised, or refused with one sentence that names the file."""

import os
from pathlib import Path

import pytest

from salesdesk.domain.errors import FileFault
from salesdesk.formats.detection import detect_table

ROWS = "First name,Last name,E-mail\nZoë,Müller,zoe@acme.example\nJosé,Núñez,jose@acme.example\n"


def saved(folder: Path, content: str | bytes, encoding: str = "utf-8") -> Path:
    path = folder / "list.csv"
    path.write_bytes(content.encode(encoding) if isinstance(content, str) else content)
    return path


@pytest.mark.parametrize(
    ("written_in", "found"),
    [
        ("utf-8", "utf-8"),
        ("utf-8-sig", "utf-8-sig"),
        ("utf-16", "utf-16"),
        ("utf-16-le", "utf-16-le"),
        ("utf-16-be", "utf-16-be"),
        ("latin-1", "cp1252"),
        ("cp1252", "cp1252"),
    ],
)
def test_the_encoding_is_found(tmp_path: Path, written_in: str, found: str) -> None:
    table = detect_table(saved(tmp_path, ROWS, written_in))
    assert table.encoding == found
    assert table.columns == ("First name", "Last name", "E-mail")


@pytest.mark.parametrize(
    ("encoding", "first", "rows"),
    [
        ("cp1250", "Jméno", "Petr Dvořák,Škoda Plzeň\nŁukasz Wójcik,Żabka Łódź\nGyőző Kovács,Szűcs Kft\n"),
        ("cp1251", "Имя", "Иван Петров,Московский завод\nОльга Смирнова,Северсталь\n"),
        ("cp1253", "Όνομα", "Γιώργος Παπαδόπουλος,Αθήνα\nΜαρία Νικολάου,Θεσσαλονίκη\n"),
        ("cp932", "名前", "山田太郎,東京電機株式会社\n鈴木一郎,大阪商事\n"),
        ("mac_roman", "Prénom", "Zoë Müller,Köln\nJosé Núñez,Málaga\n"),
        ("cp850", "Prénom", "Zoë Müller,Köln\nJosé Núñez,Málaga\n"),
    ],
)
def test_legacy_encodings_are_told_by_their_words(tmp_path: Path, encoding: str, first: str, rows: str) -> None:
    table = detect_table(saved(tmp_path, f"{first},Company\n{rows}", encoding))
    assert table.columns[0] == first


def test_an_odd_byte_far_into_the_file_still_settles_the_encoding(tmp_path: Path) -> None:
    lines = "Name,Email\n" + "Ann Lee,ann@acme.example\n" * 60_000 + "Zoë,zoe@acme.example\n"
    assert detect_table(saved(tmp_path, lines, "latin-1")).encoding == "cp1252"


@pytest.mark.parametrize("mark", [",", ";", "\t", "|"])
def test_the_delimiter_is_found(tmp_path: Path, mark: str) -> None:
    table = detect_table(saved(tmp_path, ROWS.replace(",", mark)))
    assert table.delimiter == mark
    assert len(table.columns) == 3


def test_commas_inside_cells_do_not_mislead(tmp_path: Path) -> None:
    rows = "Firma;Umsatz;Ort\nMüller, Söhne;1,5;Köln\nWeber, Klein;2,75;Bonn\n"
    assert detect_table(saved(tmp_path, rows)).delimiter == ";"


def test_a_separator_line_of_excel_is_heeded_and_skipped(tmp_path: Path) -> None:
    table = detect_table(saved(tmp_path, "sep=;\r\nName;Email\r\nAnn;ann@acme.example\r\n"))
    assert (table.delimiter, table.header_row, table.columns) == (";", 2, ("Name", "Email"))


def test_title_lines_above_the_header_are_skipped(tmp_path: Path) -> None:
    table = detect_table(saved(tmp_path, "Leads, exported 3 Nov 2026\n\n" + ROWS))
    assert (table.header_row, table.columns[2]) == (3, "E-mail")


def test_one_column_is_a_table(tmp_path: Path) -> None:
    table = detect_table(saved(tmp_path, "Email\nann@acme.example\nbo@acme.example\n"))
    assert table.columns == ("Email",)


def test_a_header_alone_is_a_table(tmp_path: Path) -> None:
    assert detect_table(saved(tmp_path, "Name,Email")).columns == ("Name", "Email")


def test_columns_with_the_same_or_no_name_are_told_apart(tmp_path: Path) -> None:
    table = detect_table(saved(tmp_path, "Name,Phone,phone,\nAnn,1,2,3\n"))
    assert table.columns == ("Name", "Phone", "phone (2)", "Column D")


def test_what_is_given_overrules_what_is_detected(tmp_path: Path) -> None:
    path = saved(tmp_path, ROWS, "cp1252")
    table = detect_table(path, encoding="latin-1", delimiter="semicolon")
    assert (table.encoding, table.delimiter, len(table.columns)) == ("iso8859-1", ";", 1)


@pytest.mark.parametrize(
    "content",
    [
        b"",
        b"\xef\xbb\xbf",
        b" \n\r\n",
        b"PK\x03\x04 and more",
        b"%PDF-1.7",
        b"SQLite format 3\x00",
        b"\x89PNG\r\n",
        bytes(range(256)) * 20,
        b"\x00" * 50,
        b"ann@acme.example,12\nbo@acme.example,13\n",
        b"1,2,3\n4,5,6\n",
        b"<!DOCTYPE html><html><body>a,b</body></html>",
        b'[{"first_name": "Ann"}]',
        b",,,\n,,,\n",
    ],
)
def test_what_is_no_table_is_refused_and_left_alone(tmp_path: Path, content: bytes) -> None:
    path = saved(tmp_path, content)
    with pytest.raises(FileFault, match=r"list\.csv") as refusal:
        detect_table(path)
    assert str(refusal.value).endswith(".")
    assert path.read_bytes() == content


def test_a_file_that_is_not_there_and_a_folder_are_refused(tmp_path: Path) -> None:
    with pytest.raises(FileFault, match="There is no file"):
        detect_table(tmp_path / "gone.csv")
    with pytest.raises(FileFault, match="is a folder"):
        detect_table(tmp_path)


@pytest.mark.skipif(os.name != "posix" or os.geteuid() == 0, reason="root may read everything")
def test_a_file_that_may_not_be_read_is_refused(tmp_path: Path) -> None:
    path = saved(tmp_path, ROWS)
    path.chmod(0)
    with pytest.raises(FileFault, match="permissions"):
        detect_table(path)


def test_unknown_encodings_and_delimiters_are_refused(tmp_path: Path) -> None:
    path = saved(tmp_path, ROWS)
    with pytest.raises(FileFault, match="klingon"):
        detect_table(path, encoding="klingon")
    with pytest.raises(FileFault, match="hex"):
        detect_table(path, encoding="hex")
    with pytest.raises(FileFault, match="ab"):
        detect_table(path, delimiter="ab")


def test_a_wrong_encoding_given_by_hand_is_refused_with_the_row(tmp_path: Path) -> None:
    with pytest.raises(FileFault, match="near row 2"):
        detect_table(saved(tmp_path, ROWS, "latin-1"), encoding="utf-8")
