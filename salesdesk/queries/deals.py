"""What belongs to an opportunity beside its own fields: lines, competitors, attachments, and who could be asked in."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

from sqlalchemy import Connection

from salesdesk.domain.lines import line_total_minor
from salesdesk.formats import attachments as kept
from salesdesk.store.types import read_instant


@dataclass(frozen=True, slots=True)
class LineRow:
    """A product or plan that is part of the amount."""

    id: int
    description: str
    quantity_thousandths: int
    unit_price_minor: int
    discount_bp: int

    @property
    def total_minor(self) -> int:
        """What the line comes to."""
        return line_total_minor(self.quantity_thousandths, self.unit_price_minor, self.discount_bp)


@dataclass(frozen=True, slots=True)
class CompetitorRow:
    """Who else is in the running."""

    id: int
    name: str
    notes: str


@dataclass(frozen=True, slots=True)
class AttachmentRow:
    """An attached file; `is_there` tells whether its content lies where it should, in its full size."""

    id: int
    name: str
    sha256: str
    size_bytes: int
    added_at: datetime
    is_there: bool


@dataclass(frozen=True, slots=True)
class KnownPerson:
    """A contact who could be asked in."""

    id: int
    name: str
    title: str
    email: str


@dataclass(frozen=True, slots=True)
class Deal:
    """All that belongs to one opportunity."""

    lines: tuple[LineRow, ...]
    competitors: tuple[CompetitorRow, ...]
    attachments: tuple[AttachmentRow, ...]


def deal(connection: Connection, opportunity_id: int) -> Deal:
    """Return what belongs to an opportunity, empty where it is gone."""
    return Deal(
        tuple(lines(connection, opportunity_id)),
        tuple(competitors(connection, opportunity_id)),
        tuple(attachments(connection, opportunity_id)),
    )


def lines(connection: Connection, opportunity_id: int) -> list[LineRow]:
    """Return the lines in their order."""
    rows = connection.exec_driver_sql(
        "SELECT id, description, quantity_thousandths, unit_price_minor, discount_bp FROM opportunity_line "
        "WHERE opportunity_id = ? ORDER BY position, id",
        (opportunity_id,),
    )
    return [LineRow(*row) for row in rows]


def opportunity_of_line(connection: Connection, line: int) -> int | None:
    """Return the opportunity that a line belongs to, None where the line is gone."""
    found = connection.exec_driver_sql("SELECT opportunity_id FROM opportunity_line WHERE id = ?", (line,)).scalar()
    return None if found is None else int(found)


def competitors(connection: Connection, opportunity_id: int) -> list[CompetitorRow]:
    """Return the competitors, in the order they were noted."""
    rows = connection.exec_driver_sql(
        "SELECT id, name, notes FROM competitor WHERE opportunity_id = ? ORDER BY id", (opportunity_id,)
    )
    return [CompetitorRow(*row) for row in rows]


def attachments(connection: Connection, opportunity_id: int) -> list[AttachmentRow]:
    """Return the attached files, the latest first."""
    folder = attachments_folder(connection)
    rows = connection.exec_driver_sql(
        "SELECT id, name, sha256, size_bytes, added_at FROM attachment "
        "WHERE opportunity_id = ? AND deleted_at IS NULL ORDER BY added_at DESC, id DESC",
        (opportunity_id,),
    )
    return [
        AttachmentRow(record, name, sha256, size, read_instant(added), kept.is_whole(folder, sha256, size))
        for record, name, sha256, size, added in rows
    ]


def attachments_folder(connection: Connection) -> Path:
    """Return the folder beside the desk file that holds the content of its attachments."""
    rows = connection.exec_driver_sql("PRAGMA database_list").all()
    return kept.folder_of(next(Path(path) for _, name, path in rows if name == "main"))


def askable(connection: Connection, opportunity_id: int) -> list[KnownPerson]:
    """Return the contacts of the opportunity’s account, and its own contact, who are not on its committee yet."""
    rows = connection.exec_driver_sql(
        "SELECT c.id, trim(c.first_name || ' ' || c.last_name), c.title, c.email FROM contact AS c "
        "JOIN opportunity AS o ON o.id = ? AND (c.account_id = o.account_id OR c.id = o.contact_id) "
        "WHERE c.deleted_at IS NULL AND NOT EXISTS "
        "(SELECT 1 FROM committee_member AS m WHERE m.opportunity_id = o.id AND m.contact_id = c.id) "
        "ORDER BY c.last_name COLLATE NOCASE, c.first_name COLLATE NOCASE, c.id",
        (opportunity_id,),
    )
    return [KnownPerson(record, name or email, title, email) for record, name, title, email in rows]
