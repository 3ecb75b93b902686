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


@dataclass(frozen=True, slots=True)
class ReviseLead:
    """Change fields of one lead and its next step together; a step is added where none is planned."""

    lead: int
    fields: Mapping[str, object]
    step: PlannedStep | None = None


@dataclass(frozen=True, slots=True)
class ReviseLeads:
    """Give several leads the same values, such as a source; those that have them already stay."""

    leads: tuple[int, ...]
    fields: Mapping[str, object]


@dataclass(frozen=True, slots=True)
class TagLeads:
    """Put tags on leads and take others off; a tag is made where there is none of that name."""

    leads: tuple[int, ...]
    add: tuple[str, ...] = ()
    remove: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class PlanForLeads:
    """Add the same task or other activity to come to each of several leads."""

    leads: tuple[int, ...]
    step: PlannedStep


@dataclass(frozen=True, slots=True)
class MoveLeads:
    """Take leads to New, Working, MQL or SQL by hand; SQL without the evidence of one of them needs a reason."""

    leads: tuple[int, ...]
    stage: str
    reason: str = ""


@dataclass(frozen=True, slots=True)
class NurtureLeads:
    """Send leads to Nurture until one date, for one reason."""

    leads: tuple[int, ...]
    wake_on: date
    reason: str
    note: str = ""


@dataclass(frozen=True, slots=True)
class DisqualifyLeads:
    """Close leads as Unqualified for one reason."""

    leads: tuple[int, ...]
    reason: str
    note: str = ""


@dataclass(frozen=True, slots=True)
class ReopenLeads:
    """Take leads out of Nurture or Unqualified, each back to where it stood."""

    leads: tuple[int, ...]
