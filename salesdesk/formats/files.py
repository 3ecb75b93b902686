"""Files as such: faults in sentences, and targets that are written whole or not at all."""

from __future__ import annotations

import errno
import os
import tempfile
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import TypeVar

from salesdesk.domain.errors import Cancelled, FileFault

Report = Callable[[int, int], None]
IsCancelled = Callable[[], bool]
Row = TypeVar("Row")

CHECK_EVERY = 500
"""How many rows pass between two looks at `is_cancelled` and two reports."""


def no_report(done: int, total: int) -> None:
    """Take a report of progress and drop it."""


def never() -> bool:
    """Tell that nobody asked to stop."""
    return False


def stop_if(is_cancelled: IsCancelled) -> None:
    """Raise `Cancelled` when the rep asked to stop."""
    if is_cancelled():
        raise Cancelled("Stopped. Nothing was written.")


def watched(
    rows: Iterable[Row], total: int, report: Report, is_cancelled: IsCancelled, take: Callable[[Row], object]
) -> int:
    """Hand each row to `take`, report progress and heed a wish to stop; return how many there were."""
    count = 0
    stop_if(is_cancelled)
    for row in rows:
        take(row)
        count += 1
        if count % CHECK_EVERY == 0:
            stop_if(is_cancelled)
            report(count, max(total, count))
    report(count, count)
    return count


@contextmanager
def reading(path: Path) -> Iterator[None]:
    """Turn faults of the file system while reading `path` into a `FileFault`."""
    try:
        yield
    except OSError as fault:
        raise FileFault(_read_sentence(path, fault)) from fault


@contextmanager
def replacing(path: Path) -> Iterator[Path]:
    """Yield a new file beside `path` that takes its place when the block ends well.

    Otherwise the old file stands as it was and nothing is left beside it. Raises `FileFault`.
    """
    target = Path(os.path.realpath(path))
    draft: Path | None = None
    try:
        if target.is_dir():
            raise IsADirectoryError(errno.EISDIR, os.strerror(errno.EISDIR))
        handle, name = tempfile.mkstemp(prefix=f".{target.name[:60]}.", suffix=".part", dir=target.parent)
        draft = Path(name)
        os.close(handle)
        yield draft
        _settle(draft, target)
        draft = None
    except OSError as fault:
        raise FileFault(_write_sentence(path, fault)) from fault
    finally:
        if draft is not None:
            with suppress(OSError):
                draft.unlink()


def _settle(draft: Path, target: Path) -> None:
    with draft.open("rb") as handle:
        os.fsync(handle.fileno())
    draft.chmod(_mode_for(target))
    draft.replace(target)
    if os.name == "posix":
        folder = os.open(target.parent, os.O_RDONLY)
        try:
            os.fsync(folder)
        finally:
            os.close(folder)


def _mode_for(target: Path) -> int:
    if target.exists():
        return target.stat().st_mode & 0o777
    mask = os.umask(0)
    os.umask(mask)
    return 0o666 & ~mask


def _read_sentence(path: Path, fault: OSError) -> str:
    name = path.name or str(path)
    if isinstance(fault, FileNotFoundError):
        return f"There is no file “{path}”. Check the name and the folder."
    if isinstance(fault, IsADirectoryError):
        return f"“{name}” is a folder. Choose a file in it."
    if isinstance(fault, PermissionError):
        return f"“{name}” may not be read. Change its permissions, then try again."
    return f"“{name}” could not be read: {fault.strerror or fault}."


def _write_sentence(path: Path, fault: OSError) -> str:
    name = path.name or str(path)
    if isinstance(fault, IsADirectoryError):
        return f"“{name}” is a folder. Give the file a name."
    if isinstance(fault, FileNotFoundError | NotADirectoryError):
        return f"The folder “{path.parent}” is not there. Create it or choose another."
    if isinstance(fault, PermissionError) or fault.errno == errno.EROFS:
        return f"“{path.parent}” is read-only. Choose another folder for “{name}”."
    if fault.errno in (errno.ENOSPC, errno.EDQUOT):
        return f"“{name}” was not written. The disk is full. Free some space, then try again."
    return f"“{name}” was not written: {fault.strerror or fault}."
