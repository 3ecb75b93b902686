"""Commands on leads and where they stand."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date

from salesdesk.services.commands.activities import PlannedStep


@dataclass(frozen=True, slots=True)
class AddLead:
    """Add a lead; `fields` are columns of the lead with typed values, “tags” a sequence of names.

    “custom” holds values of the rep's own fields, as in `SetCustomValues`. `apart_from` are leads that it is not,
    however alike they look: that is remembered in the same step.
    """

    fields: Mapping[str, object]
    apart_from: tuple[int, ...] = ()


@dataclass(frozen=True, slots=True)
class AddLeads:
    """Add several leads in one step, each with fields as in `AddLead`.

    `apart_from` has by place among them the leads that one is not, as in `AddLead`.
    """

    leads: tuple[Mapping[str, object], ...]
    apart_from: Mapping[int, tuple[int, ...]] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class SetLead:
    """Change fields of one lead."""

    lead: int
    fields: Mapping[str, object]


@dataclass(frozen=True, slots=True)
class DeleteLeads:
    """Put leads in the trash."""

    leads: tuple[int, ...]


@dataclass(frozen=True, slots=True)
class SetLifecycle:
    """Take a lead to New, Working, MQL or SQL by hand; SQL without its evidence needs a reason."""

    lead: int
    stage: str
    reason: str = ""


@dataclass(frozen=True, slots=True)
class NurtureLead:
    """Send a lead to Nurture until a date, with a reason; `tasks` as in `PromoteLead`."""

    lead: int
    wake_on: date
    reason: str
    note: str = ""
    tasks: tuple[PlannedStep, ...] = ()


@dataclass(frozen=True, slots=True)
class DisqualifyLead:
    """Close a lead as Unqualified with a reason."""

    lead: int
    reason: str
    note: str = ""


@dataclass(frozen=True, slots=True)
class ReopenLead:
    """Take a lead out of Nurture or Unqualified, back to where it stood."""

    lead: int
