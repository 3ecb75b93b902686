"""Commands on what belongs to an opportunity: its committee, its lines, its competitors and its files."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field


@dataclass(frozen=True, slots=True)
class AddMember:
    """Give a person a say in an opportunity: a contact, or without one a new person by name, title and email."""

    opportunity: int
    role: str
    contact: int | None = None
    person: Mapping[str, object] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class ChangeRole:
    """Give a member of a committee another role."""

    member: int
    role: str


@dataclass(frozen=True, slots=True)
class RemoveMember:
    """Take a person off a committee; the contact stays."""

    member: int


@dataclass(frozen=True, slots=True)
class AddLine:
    """Add a line at the end. The first line of an opportunity takes its amount as price, unless it brings one."""

    opportunity: int
    fields: Mapping[str, object] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class ChangeLine:
    """Change fields of a line; the amount of the opportunity follows."""

    line: int
    fields: Mapping[str, object]


@dataclass(frozen=True, slots=True)
class DeleteLine:
    """Delete a line; the amount follows, and stays as it is where that was the last one."""

    line: int


@dataclass(frozen=True, slots=True)
class ReorderLines:
    """Put the lines of an opportunity in this order; all of them are named."""

    opportunity: int
    lines: tuple[int, ...]


@dataclass(frozen=True, slots=True)
class AddCompetitor:
    """Note who else is in the running."""

    opportunity: int
    name: str
    notes: str = ""


@dataclass(frozen=True, slots=True)
class ChangeCompetitor:
    """Change name or notes of a competitor."""

    competitor: int
    fields: Mapping[str, object]


@dataclass(frozen=True, slots=True)
class RemoveCompetitor:
    """Forget a competitor of an opportunity."""

    competitor: int


@dataclass(frozen=True, slots=True)
class KeptFile:
    """A file whose content lies in the folder beside the desk file already."""

    name: str
    sha256: str
    size_bytes: int


@dataclass(frozen=True, slots=True)
class AttachFiles:
    """Attach files to a lead or an opportunity; their content was kept before, see `services.attaching`."""

    files: tuple[KeptFile, ...]
    lead: int | None = None
    opportunity: int | None = None


@dataclass(frozen=True, slots=True)
class DetachFile:
    """Take a file off its record. The content stays, so that it can come back."""

    attachment: int
