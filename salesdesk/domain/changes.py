"""What a command changed: the announcement every view listens to."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field


@dataclass(frozen=True, slots=True)
class Changes:
    """Ids by kind of record (“lead”, “opportunity”, “account”, “contact”, “activity”, “stage”, “setting”, …).

    A kind in `wholesale` changed in too many records to name them: whoever shows that kind reads anew.
    """

    ids: Mapping[str, frozenset[int]] = field(default_factory=dict)
    wholesale: frozenset[str] = frozenset()

    def of(self, kind: str) -> frozenset[int]:
        """Return the ids of that kind, empty where none is named."""
        return self.ids.get(kind, frozenset())

    def touches(self, *kinds: str) -> bool:
        """Tell whether any record of these kinds changed."""
        return any(kind in self.wholesale or self.ids.get(kind) for kind in kinds)

    def as_lists(self) -> dict[str, list[int]]:
        """Return sorted ids by kind, for JSON."""
        return {kind: sorted(ids) for kind, ids in sorted(self.ids.items()) if ids}


def gather(pairs: Iterable[tuple[str, int]]) -> dict[str, frozenset[int]]:
    """Group kind–id pairs into ids by kind."""
    found: dict[str, set[int]] = {}
    for kind, record in pairs:
        found.setdefault(kind, set()).add(record)
    return {kind: frozenset(ids) for kind, ids in found.items()}


@dataclass(frozen=True, slots=True)
class Done:
    """A command that is on disk: what to call it, what it changed, and the new record if it made one."""

    label: str
    changes: Changes
    new_id: int | None = None
    entry_id: int | None = None
    detail: object = None
