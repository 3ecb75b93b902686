"""Commands on records that are one, or are said not to be."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field


@dataclass(frozen=True, slots=True)
class RememberNotDuplicates:
    """Note that records of one kind (lead, account or contact) are not the same, however alike they look."""

    kind: str
    records: tuple[int, ...]


@dataclass(frozen=True, slots=True)
class MergeLeads:
    """Make several leads one: `keep` gets everything, the others go to the trash.

    `choices` says by field whose value counts; a field that is not named keeps its value, or is filled where blank.
    """

    keep: int
    others: tuple[int, ...]
    choices: Mapping[str, int] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class MergeAccounts:
    """Make several accounts one, as `MergeLeads` does."""

    keep: int
    others: tuple[int, ...]
    choices: Mapping[str, int] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class MergeContacts:
    """Make several contacts one, as `MergeLeads` does."""

    keep: int
    others: tuple[int, ...]
    choices: Mapping[str, int] = field(default_factory=dict)
