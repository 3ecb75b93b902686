"""Content of attachments: whole under its SHA-256, or not there at all."""

from __future__ import annotations

import hashlib
import os
import resource
from collections.abc import Iterator
from pathlib import Path

import pytest

from salesdesk.domain.errors import Cancelled, FileFault
from salesdesk.formats import attachments


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    return attachments.folder_of(tmp_path / "rep.salesdesk")


@pytest.fixture
def source(tmp_path: Path) -> Path:
    path = tmp_path / "offer.pdf"
    path.write_bytes(os.urandom(3 * attachments.PIECE + 17))
    return path


@pytest.fixture
def small_disk(source: Path) -> Iterator[None]:
    """Let no file grow over a mebibyte, as a disk does that is full."""
    before = resource.getrlimit(resource.RLIMIT_FSIZE)
    resource.setrlimit(resource.RLIMIT_FSIZE, (attachments.PIECE, before[1]))
    yield
    resource.setrlimit(resource.RLIMIT_FSIZE, before)


def files_in(folder: Path) -> list[str]:
    return [path.name for path in folder.rglob("*") if path.is_file()]


def test_content_lies_beside_the_desk_file_under_its_hash(folder: Path, source: Path) -> None:
    content = attachments.keep(folder, source)
    assert content.sha256 == hashlib.sha256(source.read_bytes()).hexdigest()
    assert folder.name == "rep attachments"
    place = folder / content.sha256[:2] / content.sha256
    assert place.read_bytes() == source.read_bytes()
    assert attachments.is_whole(folder, content.sha256, content.size_bytes)


def test_the_same_content_is_kept_once_and_a_cut_one_is_mended(folder: Path, source: Path) -> None:
    content = attachments.keep(folder, source)
    place = attachments.place_of(folder, content.sha256)
    place.write_bytes(b"cut")
    assert not attachments.is_whole(folder, content.sha256, content.size_bytes)
    assert attachments.keep(folder, source) == content
    assert files_in(folder) == [content.sha256]
    assert place.read_bytes() == source.read_bytes()


def test_a_copy_that_is_stopped_leaves_nothing(folder: Path, source: Path) -> None:
    seen: list[tuple[int, int]] = []
    with pytest.raises(Cancelled):
        attachments.keep(folder, source, lambda done, total: seen.append((done, total)), lambda: len(seen) == 2)
    assert seen[-1] == (2 * attachments.PIECE, source.stat().st_size)
    assert files_in(folder) == []


@pytest.mark.usefixtures("small_disk")
def test_a_disk_that_takes_no_more_is_a_sentence_and_leaves_nothing(folder: Path, source: Path) -> None:
    with pytest.raises(FileFault, match=r"“offer.pdf” was not attached\. It is larger than this disk takes"):
        attachments.keep(folder, source)
    assert files_in(folder) == []


def test_what_is_no_file_is_refused(folder: Path, tmp_path: Path) -> None:
    os.mkfifo(tmp_path / "pipe")
    for name, sentence in (("pipe", "is not a file"), ("gone.pdf", "There is no file"), (".", "is a folder")):
        with pytest.raises(FileFault, match=sentence):
            attachments.keep(folder, tmp_path / name)


def test_content_goes_out_whole_or_with_a_sentence(folder: Path, source: Path, tmp_path: Path) -> None:
    content = attachments.keep(folder, source)
    target = tmp_path / "copy.pdf"
    attachments.copy_out(folder, content.sha256, "offer.pdf", target)
    assert target.read_bytes() == source.read_bytes()
    place = attachments.place_of(folder, content.sha256)
    place.write_bytes(b"x" * content.size_bytes)
    with pytest.raises(FileFault, match=r"“offer.pdf” is not what was attached"):
        attachments.copy_out(folder, content.sha256, "offer.pdf", target)
    assert target.read_bytes() == source.read_bytes()
    place.unlink()
    with pytest.raises(FileFault, match=r"“offer.pdf” is not in the folder “rep attachments” any more"):
        attachments.copy_out(folder, content.sha256, "offer.pdf", target)
