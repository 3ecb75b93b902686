"""Names of attached files: whatever comes in, a plain name comes out that every file system takes."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from salesdesk.domain.attachments import LONGEST_BYTES, is_run_by_opening, safe_name


@pytest.mark.parametrize(
    ("name", "safe"),
    [
        ("offer.pdf", "offer.pdf"),
        ("../../x", "x"),
        ("..\\..\\x.pdf", "x.pdf"),
        ("/etc/passwd", "passwd"),
        ("C:\\secret\\plan.docx", "plan.docx"),
        ("..", "file"),
        ("", "file"),
        ("folder/", "file"),
        ("CON", "_CON"),
        ("con.txt", "_con.txt"),
        ("LPT1 .pdf", "_LPT1 .pdf"),
        ("Console.txt", "Console.txt"),
        ("offer.pdf. . .", "offer.pdf"),
        ("a\x00b\x1f\n.pdf", "ab.pdf"),
        ("annex\u202efdp.exe", "annexfdp.exe"),
        ('what? "now" <3|*:.pdf', "what_ _now_ _3___.pdf"),
        ("cafe\u0301.pdf", "café.pdf"),
    ],
)
def test_a_name_becomes_plain(name: str, safe: str) -> None:
    assert safe_name(name) == safe


def test_a_long_name_keeps_its_ending() -> None:
    made = safe_name("ü" * 400 + ".pdf")
    assert made.endswith("ü.pdf")
    assert len(made.encode()) <= LONGEST_BYTES


@given(st.text(max_size=400))
def test_any_text_becomes_a_name_that_stays_as_it_is(name: str) -> None:
    made = safe_name(name)
    assert safe_name(made) == made
    assert 0 < len(made.encode()) <= LONGEST_BYTES
    assert not set(made) & set('/\\<>:"|?*\x00')
    assert made not in (".", "..")
    assert not made.endswith((".", " "))


def test_programs_are_told_from_documents() -> None:
    assert is_run_by_opening("offer.PDF.exe")
    assert not is_run_by_opening("offer.pdf")
