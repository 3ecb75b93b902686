"""Opening a desk: check the header, make or migrate the file, assemble."""

from __future__ import annotations

from pathlib import Path

from salesdesk.domain.errors import FileFault
from salesdesk.services.desk import Clock, Desk, local_now
from salesdesk.store.database import Database
from salesdesk.store.header import check_header
from salesdesk.store.schema import SCHEMA_VERSION


def open_desk(path: Path, *, create: bool = False, is_read_only: bool = False, clock: Clock = local_now) -> Desk:
    """Return the desk of a file, making it first where `create` allows.

    Raises: FileFault where the file is absent, foreign, damaged, newer, locked, or cannot be written to; it is then as
    it was, byte by byte. A file of an older version is brought up to date; a copy of it as it was stays beside it.
    """
    if create and not path.exists():
        # Not imported with this module: most starts open a file that is there.
        from salesdesk.store.creation import create_file

        create_file(path)
    copy = None
    if check_header(path) < SCHEMA_VERSION:
        if is_read_only:
            raise FileFault(
                f"“{path.name}” was written by an older SalesDesk. Open it once for writing, then try again."
            )
        # As rare, and the slowest import of all.
        from salesdesk.store.upgrading import bring_up_to_date

        copy = bring_up_to_date(path)
    return Desk(Database(path, is_read_only=is_read_only), clock, copy)
