"""The leads that were read from a text, with what the rep changed of each and decided about it."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field

from salesdesk.domain.errors import Cancelled
from salesdesk.domain.leads import full_name
from salesdesk.formats.capture import Captured
from salesdesk.queries import duplicates
from salesdesk.queries.duplicates import Candidate
from salesdesk.services.desk import Desk

Report = Callable[[int, int], None]


@dataclass
class Proposal:
    """One lead that was read: its fields as they stand now, and the leads on file that it may be."""

    fields: dict[str, object]
    faults: tuple[str, ...] = ()
    candidates: Sequence[Candidate] = ()
    twin: int | None = None
    apart: list[int] = field(default_factory=list)
    merged_into: int | None = None

    @property
    def who(self) -> str:
        """The person, else the company or the address."""
        return full_name(*(str(self.fields.get(name, "")) for name in ("first_name", "last_name", "company", "email")))

    @property
    def alike(self) -> list[Candidate]:
        """The leads on file that it may be, without those it was said not to be."""
        return [one for one in self.candidates if one.id not in self.apart]

    @property
    def is_new(self) -> bool:
        """Tell whether nothing speaks against adding it."""
        return not self.alike and self.twin is None and self.merged_into is None


def proposals(found: Captured) -> list[Proposal]:
    """Return the leads that were read."""
    return [Proposal(dict(one.fields), one.faults) for one in found.leads]


def look_up(
    desk: Desk, several: Sequence[Mapping[str, object]], report: Report, is_cancelled: Callable[[], bool]
) -> tuple[list[list[Candidate]], dict[int, int]]:
    """Return for each of some leads those on file that it may be, and which of them are twice among themselves."""
    found = []
    for place, fields in enumerate(several):
        if is_cancelled():
            raise Cancelled("Stopped. Nothing was changed.")
        found.append(desk.read(duplicates.candidates, fields))
        report(place + 1, len(several))
    return found, desk.read(duplicates.among, several)
