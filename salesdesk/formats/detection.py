"""What a file of rows is: its encoding, its delimiter, its header."""

from __future__ import annotations

import codecs
import csv
from collections import Counter
from dataclasses import dataclass
from io import StringIO
from pathlib import Path

from salesdesk.domain.errors import FileFault
from salesdesk.formats.encoding import decoded_sample, find_encoding, unmarked_utf16
from salesdesk.formats.files import reading
from salesdesk.formats.headers import known_headers

DELIMITERS = (",", ";", "\t", "|")
_DELIMITER_NAMES = {"comma": ",", "semicolon": ";", "tab": "\t", "\\t": "\t", "pipe": "|"}
_SAMPLE_BYTES = 256 * 1024
_SAMPLE_ROWS = 500
_HEADER_WITHIN = 15
_LONGEST_CELL = 1 << 20

_SIGNATURES = (
    (b"PK\x03\x04", "is a spreadsheet or an archive, not plain text. Save it as CSV first"),
    (b"\xd0\xcf\x11\xe0", "is an old Office file, not plain text. Save it as CSV first"),
    (b"%PDF", "is a PDF. Export the list as CSV where it comes from"),
    (b"SQLite format 3\x00", "is a database. Open it with SalesDesk, or export its list as CSV"),
    (b"\x1f\x8b", "is compressed. Unpack it first"),
    (b"7z\xbc\xaf", "is compressed. Unpack it first"),
    (b"\x89PNG", "is a picture. Choose a CSV file"),
    (b"\xff\xd8\xff", "is a picture. Choose a CSV file"),
    (b"GIF8", "is a picture. Choose a CSV file"),
    (b"{\\rtf", "is a text document. Save the list as CSV first"),
)
_CONTROLS = bytes(set(range(32)) - {9, 10, 11, 12, 13, 27})


@dataclass(frozen=True, slots=True)
class TableFile:
    """A file of rows and how to read it; `header_row` counts from 1 as a spreadsheet does."""

    path: Path
    encoding: str
    delimiter: str
    header_row: int
    columns: tuple[str, ...]
    size_bytes: int

    @property
    def name(self) -> str:
        """The file's name without its folder."""
        return self.path.name


def detect_table(path: Path, encoding: str | None = None, delimiter: str | None = None) -> TableFile:
    """Return how to read the file; what is given is taken, the rest is detected.

    Raises `FileFault` for anything that is not a table with a header.
    """
    with reading(path):
        if path.is_dir():
            raise IsADirectoryError
        size = path.stat().st_size
        with path.open("rb") as stream:
            sample = stream.read(_SAMPLE_BYTES)
    _refuse_what_is_no_text(path, sample)
    chosen = _named_encoding(encoding) if encoding else find_encoding(path, sample)
    text = decoded_sample(path, sample, chosen, is_whole=len(sample) == size)
    if not text.strip("\ufeff \t\r\n\x00"):
        raise FileFault(f"“{path.name}” is empty. Choose a file with a header and rows.")
    marked = _separator_line(text)
    separator = named_delimiter(delimiter) if delimiter else marked or _find_delimiter(text)
    records = _records(text, separator)
    header_at = _header_index(records)
    if header_at is None:
        raise FileFault(f"“{path.name}” has no usable header. Its first row must name the columns, such as “Email”.")
    columns = _column_names(records[header_at])
    return TableFile(path, chosen, separator, header_at + 1, columns, size)


def named_delimiter(name: str) -> str:
    """Return the delimiter given as a character or by its English name; raises `FileFault`."""
    mark = _DELIMITER_NAMES.get(name.casefold(), name)
    if len(mark) != 1 or mark in "\r\n\"'\x00 " or mark.isalnum():
        raise FileFault(f"“{name}” cannot separate columns. Use comma, semicolon, tab or pipe.")
    return mark


def _named_encoding(name: str) -> str:
    try:
        "a".encode(name)
        return codecs.lookup(name).name
    except (LookupError, UnicodeError, ValueError):
        raise FileFault(f"“{name}” is not a text encoding. Use utf-8, cp1252 or utf-16.") from None


def _refuse_what_is_no_text(path: Path, sample: bytes) -> None:
    if not sample:
        raise FileFault(f"“{path.name}” is empty. Choose a file with a header and rows.")
    for signature, sentence in _SIGNATURES:
        if sample.startswith(signature):
            raise FileFault(f"“{path.name}” {sentence}.")
    head = sample[:200].lstrip(b"\xef\xbb\xbf \t\r\n").lower()
    if head.startswith((b"<!doctype", b"<html", b"<?xml", b"<svg")):
        raise FileFault(f"“{path.name}” is a web page or XML, not a table. Export the list as CSV.")
    if head.startswith((b"{", b"[{", b"[\n", b"[\r\n")):
        raise FileFault(f"“{path.name}” is JSON, not a table. Export the list as CSV.")
    if sample.startswith((codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)) or unmarked_utf16(sample):
        return
    odd = len(sample) - len(sample.translate(None, _CONTROLS))
    first_line = sample.lstrip().split(b"\n", 1)[0]
    if odd * 10 > len(sample) or b"\x00" in first_line:
        raise FileFault(f"“{path.name}” is not a text file. Choose a CSV file.")


def _separator_line(text: str) -> str | None:
    """Return the delimiter of a leading “sep=;” line, which Excel writes."""
    line = text.lstrip("\ufeff").split("\n", 1)[0].strip("\r\"' ")
    return line[4] if len(line) == 5 and line.lower().startswith("sep=") else None


def _find_delimiter(text: str) -> str:
    """Return the candidate that parses the sample into rows of the most consistent width."""
    best, best_score = ",", (0, 0.0, 0)
    for candidate in DELIMITERS:
        records = _records(text, candidate)
        width, share = _usual_width(records)
        known = max((known_headers(record) for record in records[:_HEADER_WITHIN]), default=0)
        score = (known, share if width > 1 else 0.0, width)
        if score > best_score:
            best, best_score = candidate, score
    return best


def _records(text: str, delimiter: str) -> list[list[str]]:
    csv.field_size_limit(_LONGEST_CELL)
    rows = csv.reader(StringIO(text.lstrip("\ufeff"), newline=""), delimiter=delimiter)
    found: list[list[str]] = []
    while len(found) < _SAMPLE_ROWS:
        try:
            found.append(next(rows))
        except StopIteration:
            break
        except csv.Error:
            found.append([])
    return found


def _usual_width(records: list[list[str]]) -> tuple[int, float]:
    widths = Counter(len(record) for record in records if any(record))
    if not widths:
        return 0, 0.0
    width, count = max(widths.items(), key=lambda item: (item[1], item[0]))
    return width, count / widths.total()


def _header_index(records: list[list[str]]) -> int | None:
    """Return which record is the header: the one naming most known fields, or else the first full one."""
    width = _usual_width(records)[0]
    near = [(at, record) for at, record in enumerate(records[:_HEADER_WITHIN]) if any(map(str.strip, record))]
    if not near:
        return None
    at, record = max(near, key=lambda pair: (known_headers(pair[1]), -pair[0]))
    if known_headers(record) < min(2, width):
        full = [(at, record) for at, record in near if sum(map(bool, record)) * 2 > width and not _is_mark(record)]
        if not full:
            return None
        at, record = full[0]
    return at if _names_columns(record) else None


def _is_mark(record: list[str]) -> bool:
    return record[0].lower().startswith("sep=")


def _names_columns(record: list[str]) -> bool:
    """Tell whether the cells read as names rather than as values."""
    cells = [cell.strip() for cell in record if cell.strip()]
    values = [cell for cell in cells if _is_value(cell)]
    return bool(cells) and len(values) * 2 <= len(cells) and max(map(len, cells)) <= 200


def _is_value(cell: str) -> bool:
    return "@" in cell[1:] or not any(letter.isalpha() for letter in cell) or "\x00" in cell


def _column_names(record: list[str]) -> tuple[str, ...]:
    """Return one distinct name per column; blank ones are named by their letter."""
    names: list[str] = []
    seen: Counter[str] = Counter()
    for at, cell in enumerate(record):
        name = " ".join(cell.split()) or f"Column {_letter(at)}"
        seen[name.casefold()] += 1
        count = seen[name.casefold()]
        names.append(name if count == 1 else f"{name} ({count})")
    return tuple(names)


def _letter(at: int) -> str:
    letters = ""
    at += 1
    while at:
        at, rest = divmod(at - 1, 26)
        letters = chr(65 + rest) + letters
    return letters
