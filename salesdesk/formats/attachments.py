"""The content of attached files: each once, in the folder beside the desk file, under its SHA-256."""

from __future__ import annotations

import errno
import hashlib
import os
import stat
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from pathlib import Path
from typing import BinaryIO

from salesdesk.domain.errors import FileFault
from salesdesk.formats.files import IsCancelled, Report, never, no_report, reading, replacing, stop_if

PIECE = 1 << 20


@dataclass(frozen=True, slots=True)
class Content:
    """What was kept: its address and its size."""

    sha256: str
    size_bytes: int


def folder_of(desk_file: Path) -> Path:
    """Return the folder that holds the content of a desk file’s attachments."""
    return desk_file.with_name(f"{desk_file.stem} attachments")


def place_of(folder: Path, sha256: str) -> Path:
    """Return where content of that address lies, whether it is there or not."""
    return folder / sha256[:2] / sha256


def is_whole(folder: Path, sha256: str, size_bytes: int) -> bool:
    """Tell whether the content is there in its full size."""
    try:
        found = place_of(folder, sha256).stat()
    except OSError:
        return False
    return stat.S_ISREG(found.st_mode) and found.st_size == size_bytes


def keep(folder: Path, source: Path, report: Report = no_report, is_cancelled: IsCancelled = never) -> Content:
    """Copy a file into the folder and return its address; until it is whole on disk, nothing has its name.

    Raises: FileFault where the file cannot be read or the disk cannot take it; Cancelled.
    """
    with reading(source):
        found = source.stat()
        if stat.S_ISDIR(found.st_mode):
            raise IsADirectoryError(errno.EISDIR, os.strerror(errno.EISDIR))
        if not stat.S_ISREG(found.st_mode):
            raise FileFault(f"“{source.name}” is not a file that can be copied. Choose a file with content.")
        stream = source.open("rb")
    with stream, _writing(source.name):
        folder.mkdir(exist_ok=True)
        handle, name = tempfile.mkstemp(prefix=".", suffix=".part", dir=folder)
        draft = Path(name)
        try:
            with os.fdopen(handle, "wb") as target:
                content = _copied(stream, target, source, found.st_size, report, is_cancelled)
            _settle(draft, folder, content)
        finally:
            with suppress(FileNotFoundError):
                draft.unlink()
    return content


def copy_out(
    folder: Path, sha256: str, name: str, target: Path, report: Report = no_report, is_cancelled: IsCancelled = never
) -> None:
    """Write the content to a path, whole or not at all. Raises: FileFault where it is gone or not what it was."""
    place = place_of(folder, sha256)
    if not place.is_file():
        raise FileFault(
            f"The content of “{name}” is not in the folder “{folder.name}” any more. "
            "Put the folder back beside the desk file, or attach the file again."
        )
    with reading(place):
        size = place.stat().st_size
        stream = place.open("rb")
    with stream, replacing(target) as draft:
        with draft.open("wb") as copy:
            content = _copied(stream, copy, place, size, report, is_cancelled)
        if content.sha256 != sha256:
            raise FileFault(f"The content of “{name}” is not what was attached: the file is damaged. Attach it again.")


def _copied(
    stream: BinaryIO, target: BinaryIO, source: Path, size: int, report: Report, is_cancelled: IsCancelled
) -> Content:
    digest, done = hashlib.sha256(), 0
    while True:
        stop_if(is_cancelled)
        with reading(source):
            piece = stream.read(PIECE)
        if not piece:
            break
        digest.update(piece)
        target.write(piece)
        done += len(piece)
        report(done, max(size, done))
    target.flush()
    os.fsync(target.fileno())
    return Content(digest.hexdigest(), done)


def _settle(draft: Path, folder: Path, content: Content) -> None:
    if is_whole(folder, content.sha256, content.size_bytes):
        return
    place = place_of(folder, content.sha256)
    place.parent.mkdir(exist_ok=True)
    draft.replace(place)
    if os.name == "posix":
        for parent in (place.parent, folder, folder.parent):
            opened = os.open(parent, os.O_RDONLY)
            try:
                os.fsync(opened)
            finally:
                os.close(opened)


@contextmanager
def _writing(name: str) -> Iterator[None]:
    """Turn what the disk says against a copy into a sentence."""
    try:
        yield
    except OSError as fault:
        raise FileFault(_sentence(name, fault)) from fault


def _sentence(name: str, fault: OSError) -> str:
    if fault.errno in (errno.ENOSPC, errno.EDQUOT):
        return f"“{name}” was not attached. The disk is full. Free some space, then try again."
    if fault.errno == errno.EFBIG:
        return f"“{name}” was not attached. It is larger than this disk takes. Keep it elsewhere and note where."
    if isinstance(fault, PermissionError) or fault.errno == errno.EROFS:
        return f"“{name}” was not attached. The folder of the desk file is read-only. Change that, then try again."
    return f"“{name}” was not attached: {fault.strerror or fault}."
