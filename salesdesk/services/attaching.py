"""Attached files: their content is kept beside the desk file first, without the write lock; then a command names it."""

from __future__ import annotations

import mimetypes
from collections.abc import Sequence
from pathlib import Path

from sqlalchemy import insert, select, update

from salesdesk.domain.attachments import safe_name
from salesdesk.domain.errors import FileFault, SalesDeskError
from salesdesk.formats import attachments as kept
from salesdesk.formats.files import IsCancelled
from salesdesk.queries import deals
from salesdesk.queries.naming import name_of
from salesdesk.services.commands import AttachFiles, DetachFile, KeptFile
from salesdesk.services.loading import live
from salesdesk.services.transaction import Outcome, Report, Transaction, never, no_report
from salesdesk.store.identity import new_uid
from salesdesk.store.schema import attachment, lead, opportunity


def keep(desk_file: Path, source: Path, report: Report = no_report, is_cancelled: IsCancelled = never) -> KeptFile:
    """Copy a file’s content beside the desk file and return what `AttachFiles` takes; usable from any thread.

    Raises: FileFault where the file cannot be read or the disk cannot take it; Cancelled.
    """
    content = kept.keep(kept.folder_of(desk_file), source, report, is_cancelled)
    return KeptFile(safe_name(source.name), content.sha256, content.size_bytes)


def keep_all(
    desk_file: Path, sources: Sequence[Path], report: Report = no_report, is_cancelled: IsCancelled = never
) -> tuple[KeptFile, ...]:
    """Copy the content of several files, as `keep`; the progress is that of all of them together."""
    sizes = [source.stat().st_size if source.is_file() else 0 for source in sources]
    total, before, found = sum(sizes), 0, []
    for source, size in zip(sources, sizes, strict=True):
        reached = before
        found.append(keep(desk_file, source, lambda done, _, start=reached: report(start + done, total), is_cancelled))  # type: ignore[misc]
        before += size
    return tuple(found)


def copy_out(
    desk_file: Path, sha256: str, name: str, target: Path, report: Report = no_report, is_cancelled: IsCancelled = never
) -> None:
    """Write the content of an attached file to a path. Raises: FileFault where it is gone or damaged; Cancelled."""
    kept.copy_out(kept.folder_of(desk_file), sha256, name, target, report, is_cancelled)


def attach(tx: Transaction, command: AttachFiles) -> Outcome:
    """Attach files to a record; the same content under the same name is there once."""
    kind, record, belongs = _target(tx, command)
    present = _present(tx, kind, record)
    fresh = [one for one in dict.fromkeys(command.files) if (safe_name(one.name), one.sha256) not in present]
    if not fresh:
        what = f"“{command.files[0].name}” is" if len(command.files) == 1 else "These files are"
        raise SalesDeskError(
            f"{what} attached already." if command.files else "No file was named. Choose at least one."
        )
    folder = deals.attachments_folder(tx.connection)
    new_ids = []
    for one in fresh:
        if not kept.is_whole(folder, one.sha256, one.size_bytes):
            raise FileFault(f"The content of “{one.name}” is not there any more. Attach the file again.")
        values = {
            "name": safe_name(one.name),
            "sha256": one.sha256,
            "size_bytes": one.size_bytes,
            "media_type": mimetypes.guess_type(one.name)[0] or "",
            "added_at": tx.now,
            **belongs,
        }
        result = tx.connection.execute(insert(attachment).values(uid=new_uid(), **values))
        new_ids.append(int(result.inserted_primary_key[0]))  # type: ignore[index]
    what = f"“{safe_name(fresh[0].name)}”" if len(fresh) == 1 else f"{len(fresh)} files"
    return Outcome(f"Attach {what} to {name_of(tx.connection, kind, record)}", new_ids[0])


def detach(tx: Transaction, command: DetachFile) -> Outcome:
    """Take a file off its record; its content stays for undo."""
    record = live(tx, attachment, command.attachment)
    tx.connection.execute(update(attachment).where(attachment.c.id == record["id"]).values(deleted_at=tx.now))
    return Outcome(f"Remove “{record['name']}”")


def _target(tx: Transaction, command: AttachFiles) -> tuple[str, int, dict[str, int | None]]:
    """Return the record, and what its files belong to: a promoted lead shares them with its opportunity."""
    if command.opportunity is not None and command.lead is None:
        card = live(tx, opportunity, command.opportunity)
        return "opportunity", card["id"], {"opportunity_id": card["id"], "lead_id": card["lead_id"]}
    if command.lead is not None and command.opportunity is None:
        record = live(tx, lead, command.lead)
        return "lead", record["id"], {"lead_id": record["id"], "opportunity_id": record["opportunity_id"]}
    raise SalesDeskError("A file is attached to one lead or to one opportunity. Name one of them.")


def _present(tx: Transaction, kind: str, record: int) -> set[tuple[str, str]]:
    rows = tx.connection.execute(
        select(attachment.c.name, attachment.c.sha256).where(
            attachment.c[f"{kind}_id"] == record, attachment.c.deleted_at.is_(None)
        )
    )
    return {(name, sha256) for name, sha256 in rows}
