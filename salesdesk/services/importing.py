"""A rehearsed import of leads: what becomes of each row, and what it reports."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from enum import StrEnum
from pathlib import Path

from salesdesk.domain.custom_fields import CustomField
from salesdesk.formats.csv_writer import write_texts
from salesdesk.formats.detection import TableFile
from salesdesk.formats.formulas import restored
from salesdesk.formats.headers import Mapping as ColumnMapping
from salesdesk.queries.imports import Stamp

BATCH = 1000
SCORED = frozenset(
    ("title", "email", "phone", "employees", "industry", "source", "campaign", "high_intent", "country", "region")
)
"""The columns whose change can change the score."""


class Verdict(StrEnum):
    """What becomes of a row."""

    NEW = "new"
    UPDATED = "updated"
    DUPLICATE = "duplicate"
    REJECTED = "rejected"


@dataclass(frozen=True, slots=True)
class RowVerdict:
    """What becomes of a row that is not new, and why; `lead` is the one it is about, if it is there already."""

    row: int
    verdict: Verdict
    who: str
    reason: str
    lead: int | None = None


@dataclass(frozen=True, slots=True)
class Problem:
    """Something about one cell or row that the rep should know; a blank column stands for the whole row."""

    row: int
    column: str
    reason: str


@dataclass(frozen=True, slots=True)
class LeadUpdate:
    """Values for an existing lead, by column, its score among them, and tags it does not have yet.

    `own` has values of the rep's own fields, by name.
    """

    lead: int
    values: Mapping[str, object]
    tags: tuple[str, ...] = ()
    overwrites: bool = False
    becomes_mql: bool = False
    own: Mapping[str, str] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Reject:
    """A rejected row with its cells as the file has them."""

    row: int
    cells: Sequence[str]
    reason: str


@dataclass(frozen=True, slots=True)
class ImportPlan:
    """A rehearsed import: what each row becomes. Nothing is written until `ImportLeads` is run with it.

    `new` holds one tuple of values per new lead, in the order of `columns`; `new_tags` its tags by uid.
    `own_fields` are the rep's own fields that columns are kept as, id 0 where one is new; `new_own` has values by uid.
    """

    table: TableFile
    mapping: ColumnMapping
    stamp: Stamp
    columns: tuple[str, ...]
    new: Sequence[tuple[object, ...]] = field(repr=False)
    new_tags: Mapping[str, tuple[str, ...]] = field(repr=False)
    updates: Sequence[LeadUpdate] = field(repr=False)
    verdicts: Sequence[RowVerdict] = field(repr=False)
    problems: Sequence[Problem] = field(repr=False)
    rejects: Sequence[Reject] = field(repr=False)
    own_fields: tuple[CustomField, ...] = ()
    new_own: Mapping[str, Mapping[str, str]] = field(default_factory=dict, repr=False)

    @property
    def rejected(self) -> int:
        """How many rows cannot be used."""
        return len(self.rejects)

    @property
    def duplicates(self) -> int:
        """How many rows say nothing that is not there already."""
        return len(self.verdicts) - len(self.updates) - len(self.rejects)

    @property
    def rows(self) -> int:
        """How many rows the file has under its header."""
        return len(self.new) + len(self.verdicts)

    @property
    def is_idle(self) -> bool:
        """Whether running it would change nothing."""
        return not self.new and not self.updates

    def report(self, new: int | None = None, updated: int | None = None) -> dict[str, object]:
        """Return what the command line prints as JSON; what was written counts before what was planned."""
        new = len(self.new) if new is None else new
        updated = len(self.updates) if updated is None else updated
        return {
            "rows": self.rows,
            "new": new,
            "updated": updated,
            "duplicates": self.rows - new - updated - self.rejected,
            "rejected": self.rejected,
            "encoding": self.table.encoding,
            "delimiter": self.table.delimiter,
            "mapping": self.mapping.as_dict(),
            "problems": [
                {"row": problem.row, "column": problem.column, "reason": problem.reason} for problem in self.problems
            ],
        }

    def write_rejects(self, path: Path) -> int:
        """Write the rejected rows with a reason beside each, ready to be mended and imported; return how many."""
        width = len(self.table.columns)
        rows = (
            [*map(restored, [*reject.cells, *[""] * width][:width]), reject.reason, *reject.cells[width:]]
            for reject in self.rejects
        )
        return write_texts(path, [*self.table.columns, "Reason"], rows)
