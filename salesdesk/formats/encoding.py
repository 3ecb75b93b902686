"""Text encodings: found from the bytes, read strictly."""

from __future__ import annotations

import codecs
import re
from pathlib import Path

from salesdesk.domain.errors import FileFault
from salesdesk.formats.files import reading

_BOMS = (
    (codecs.BOM_UTF8, "utf-8-sig"),
    (codecs.BOM_UTF32_LE, "utf-32"),
    (codecs.BOM_UTF32_BE, "utf-32"),
    (codecs.BOM_UTF16_LE, "utf-16"),
    (codecs.BOM_UTF16_BE, "utf-16"),
)
_CHUNK = 1 << 20
_ODD_BYTES = 64 * 1024
_CANDIDATES = [
    *("cp1252", "cp1250", "cp1251", "cp1253", "cp1254", "cp1255", "cp1256", "cp1257", "koi8_r", "mac_roman", "cp850"),
    *("cp866", "cp932", "cp949", "gb18030", "big5", "euc_jp"),
]
_HIGH_RUN = re.compile(rb"[\x80-\xff]+")
# For texts with single high bytes inside words: Latin alphabets, the likeliest first.
_LATIN = ("cp1252", "cp1250", "mac_roman", "cp850")
_LETTERS = {
    "cp1252": "äöüßéèêëàâáåãæçñíìîïóòôøõúùûÿœÄÖÜÉÈÊÀÂÁÅÆÇÑÍÎÓÔØÚÛŒŠšŽž",
    "cp1250": "áäâăąćčçďđéěëęíîĺľłńňóôöőŕřśšşťţúůüűýźžżßÁÄÂĂĄĆČÇĎĐÉĚËĘÍÎĹĽŁŃŇÓÔÖŐŔŘŚŠŞŤŢÚŮÜŰÝŹŽŻ",
}
_SIGNS = frozenset("€‘’“”„–—…«»·®™©§°´\u00a0ªº¿¡£×")


def find_encoding(path: Path, sample: bytes) -> str:
    """Return the encoding: by byte order mark, as strict UTF-8, else by what the odd bytes look like.

    Raises `FileFault` when nothing fits.
    """
    for mark, name in _BOMS:
        if sample.startswith(mark):
            return name
    if wide := unmarked_utf16(sample):
        return wide
    odd = _bytes_against_utf8(path)
    return "utf-8" if odd is None else _legacy_encoding(path, odd)


def unmarked_utf16(sample: bytes) -> str | None:
    """Return the byte order of UTF-16 without a mark, told by every other byte being zero."""
    head = sample[:4000]
    even, odd = head[0::2].count(0), head[1::2].count(0)
    half = len(head) // 2
    if half < 2 or max(even, odd) * 2 < half or min(even, odd) * 10 > half:
        return None
    return "utf-16-be" if even > odd else "utf-16-le"


def decoded_sample(path: Path, sample: bytes, encoding: str, *, is_whole: bool) -> str:
    """Return the sample as text; a character cut at its end is left out. Raises `FileFault`."""
    decoder = codecs.getincrementaldecoder(encoding)()
    try:
        return decoder.decode(sample, final=is_whole)
    except UnicodeDecodeError as fault:
        row = sample[: fault.start].count(b"\n") + 1
        raise mixed_encoding(path, encoding, row) from fault


def decoded(data: bytes) -> str:
    """Return bytes as text whatever they are: by byte order mark, as UTF-8, else as Western European."""
    marked = next((name for mark, name in _BOMS if data.startswith(mark)), unmarked_utf16(data) or "utf-8")
    try:
        return data.decode(marked)
    except UnicodeDecodeError:
        return data.decode("cp1252", "replace")


def mixed_encoding(path: Path, encoding: str, row: int) -> FileFault:
    """Return the refusal of a file whose text stops being in its encoding at about that row."""
    return FileFault(
        f"“{path.name}” stops being {encoding} text near row {row:,}. "
        "Save it again as UTF-8, or choose the encoding yourself."
    )


def _bytes_against_utf8(path: Path) -> bytes | None:
    """Return the lines around bytes that are not UTF-8; None when all is, or when it was until there."""
    decoder = codecs.getincrementaldecoder("utf-8")()
    with reading(path), path.open("rb") as stream:
        while chunk := stream.read(_CHUNK):
            try:
                has_letters = not decoder.decode(chunk).isascii()
            except UnicodeDecodeError as fault:
                # True UTF-8 letters before the odd byte: one bad row, which the reader names, not another encoding.
                if not fault.object[: fault.start].isascii():
                    return None
                return _lines_with_high_bytes(fault.object + stream.read(_CHUNK))
            if has_letters:
                return None
        try:
            decoder.decode(b"", final=True)
        except UnicodeDecodeError as fault:
            return _lines_with_high_bytes(fault.object)
    return None


def _lines_with_high_bytes(data: bytes) -> bytes:
    lines = [line for line in re.split(rb"[\r\n]+", data) if not line.isascii()]
    return b"\n".join(lines)[:_ODD_BYTES]


def _legacy_encoding(path: Path, odd: bytes) -> str:
    runs = _HIGH_RUN.findall(odd)
    # Whole words of high bytes are another alphabet, whatever a Latin encoding makes of them.
    if sum(map(len, runs)) <= 1.6 * len(runs):
        strangeness = {name: _strangeness(odd, name) for name in _LATIN}
        likeliest = min(_LATIN, key=strangeness.__getitem__)
        if strangeness[likeliest] * 5 <= len(runs):
            return likeliest
    # Imported here because it is slow to import and most files never need it.
    from charset_normalizer import from_bytes

    best = from_bytes(odd, cp_isolation=_CANDIDATES).best()
    if best is None:
        raise FileFault(f"The text encoding of “{path.name}” is not known. Save it as UTF-8, then try again.")
    return best.encoding


def _strangeness(odd: bytes, encoding: str) -> int:
    """Return how many high characters are no letters of the encoding's languages, or stand where none would."""
    try:
        text = odd.decode(encoding)
    except UnicodeDecodeError:
        return len(odd)
    letters = _LETTERS.get(encoding, _LETTERS["cp1252"])
    count = 0
    for before, letter, after in zip(" " + text, text, text[1:] + " ", strict=False):
        if letter.isascii():
            continue
        is_inside = before.isalpha() and before.islower()
        if letter in letters:
            count += is_inside and letter.isupper()
        else:
            count += letter not in _SIGNS or (before.isalpha() and after.isalpha() and letter not in "’´·")
    return count
