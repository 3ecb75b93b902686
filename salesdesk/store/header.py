"""The first hundred bytes of a file: is it ours, and of which version? Read without opening it as a database."""

from __future__ import annotations

import os
from pathlib import Path

from salesdesk.domain.errors import FileFault
from salesdesk.store.schema import APPLICATION_ID, SCHEMA_VERSION

SQLITE_MAGIC = b"SQLite format 3\x00"


def check_header(path: Path) -> int:
    """Return the file's schema version.

    Raises: FileFault where the file is absent, foreign, damaged, or of a newer SalesDesk.
    """
    name = f"“{path.name}”"
    if path.is_dir():
        raise FileFault(f"{name} is a folder. Name a SalesDesk file inside it.")
    try:
        size = path.stat().st_size
        with path.open("rb") as file:
            head = file.read(100)
    except FileNotFoundError:
        raise FileFault(f"There is no file {name}. Check the name, or make it with “salesdesk sample”.") from None
    except OSError as fault:
        raise FileFault(f"{name} can’t be read: {os.strerror(fault.errno or 0)}. Check its permissions.") from fault
    if not head.startswith(SQLITE_MAGIC):
        raise FileFault(f"{name} is not a SalesDesk file. Nothing was changed. Choose another file, or import it.")
    if len(head) < 100 or size < _page_size(head) * 2:
        raise FileFault(f"{name} is damaged: it ends too early. Nothing was changed. Restore a backup.")
    if int.from_bytes(head[68:72], "big") != APPLICATION_ID:
        raise FileFault(f"{name} is a database of another program, not a SalesDesk file. Nothing was changed.")
    version = int.from_bytes(head[60:64], "big")
    if version > SCHEMA_VERSION:
        raise FileFault(f"{name} was written by a newer SalesDesk. Nothing was changed. Update SalesDesk to open it.")
    return version


def _page_size(head: bytes) -> int:
    size = int.from_bytes(head[16:18], "big")
    return 65536 if size == 1 else size
