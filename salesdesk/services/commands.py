"""Everything that can be done to a desk, as plain data: the window and the command line build the same commands."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date, datetime
from typing import TYPE_CHECKING, Literal

from salesdesk.services.closing_commands import ClosingCommand as ClosingCommand
from salesdesk.services.closing_commands import LoseOpportunities as LoseOpportunities
from salesdesk.services.closing_commands import NurtureOpportunities as NurtureOpportunities
from salesdesk.services.closing_commands import ReviseOpportunity as ReviseOpportunity
from salesdesk.services.closing_commands import WinOpportunities as WinOpportunities

if TYPE_CHECKING:
    from salesdesk.services.importing import ImportPlan

Fields = Mapping[str, object]
LostKind = Literal["declined", "disqualified"]


@dataclass(frozen=True, slots=True)
class AddLead:
    """Add a lead; `fields` are columns of the lead with typed values, “tags” a sequence of names."""

    fields: Fields


@dataclass(frozen=True, slots=True)
class SetLead:
    """Change fields of one lead."""

    lead: int
    fields: Fields


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
class PlannedStep:
    """An activity to come: kind, what it is, the day, and the instant where a time is set."""

    kind: str
    subject: str
    due_on: date
    due_at: datetime | None = None


@dataclass(frozen=True, slots=True)
class LogActivity:
    """Record something that happened with a lead or an opportunity, and the next step if one was agreed."""

    kind: str
    lead: int | None = None
    opportunity: int | None = None
    account: int | None = None
    contact: int | None = None
    subject: str = ""
    notes: str = ""
    outcome: str = ""
    direction: Literal["outbound", "inbound"] = "outbound"
    duration_min: int | None = None
    at: datetime | None = None
    next_step: PlannedStep | None = None


@dataclass(frozen=True, slots=True)
class PlanActivity:
    """Add a task or another activity to come."""

    step: PlannedStep
    lead: int | None = None
    opportunity: int | None = None
    account: int | None = None
    contact: int | None = None
    notes: str = ""


@dataclass(frozen=True, slots=True)
class CompleteActivity:
    """Tick off a planned activity, or, with `is_done` false, take the tick back."""

    activity: int
    is_done: bool = True


@dataclass(frozen=True, slots=True)
class RescheduleActivity:
    """Move a planned activity to another day, and to an instant where a time is set."""

    activity: int
    due_on: date
    due_at: datetime | None = None


@dataclass(frozen=True, slots=True)
class DeleteActivity:
    """Put an activity in the trash."""

    activity: int


@dataclass(frozen=True, slots=True)
class Evidence:
    """One answer to a criterion; `value` is text as its answer type writes it (ISO date, “48000 EUR”).

    The criterion is named by its code, or by the code of its dimension, which means the first required one.
    What is None stays as it was answered before.
    """

    criterion: str
    state: Literal["unknown", "confirmed", "failed"]
    value: str | None = None
    note: str | None = None
    said_by: str | None = None
    activity: int | None = None


@dataclass(frozen=True, slots=True)
class RecordEvidence:
    """Record answers about a lead or an opportunity; both see the same ones once the lead is promoted."""

    answers: tuple[Evidence, ...]
    lead: int | None = None
    opportunity: int | None = None


@dataclass(frozen=True, slots=True)
class ReaffirmEvidence:
    """Say that aged evidence of one dimension still holds."""

    dimension: str
    lead: int | None = None
    opportunity: int | None = None


@dataclass(frozen=True, slots=True)
class SaveDraft:
    """Keep where a qualification stands (JSON text); an empty text forgets it. No undo step."""

    lead: int
    content: str


@dataclass(frozen=True, slots=True)
class AccountChoice:
    """Link to the account `link`, or create one; `take` names the fields taken over from the lead."""

    link: int | None = None
    take: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class ContactChoice:
    """Link to the contact `link`, or create one; `take` names the fields taken over from the lead."""

    link: int | None = None
    take: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class PromoteLead:
    """Turn a lead into an account, a contact and an opportunity, in one transaction and one undo.

    Fields left None follow the evidence: amount from Budget, close date from Timeline, pain from Need. `attach_to`
    links the lead to an open opportunity instead of making a new one. `account` None takes the surest match, or
    creates one.
    """

    lead: int
    account: AccountChoice | None = None
    contact: ContactChoice | None = None
    name: str | None = None
    amount_minor: int | None = None
    currency: str | None = None
    expected_close: date | None = None
    stage: int | None = None
    next_step: PlannedStep | None = None
    tasks: tuple[PlannedStep, ...] = ()
    attach_to: int | None = None
    override_reason: str = ""
    note: str = ""


@dataclass(frozen=True, slots=True)
class UnpromoteOpportunity:
    """Take a promotion back: the opportunity goes, the lead stands where it stood."""

    opportunity: int


@dataclass(frozen=True, slots=True)
class AddOpportunity:
    """Add an opportunity; needs at least a name. Without a stage it starts in the first open one."""

    fields: Fields


@dataclass(frozen=True, slots=True)
class SetOpportunity:
    """Change fields of one opportunity; a probability set here counts as set by hand."""

    opportunity: int
    fields: Fields


@dataclass(frozen=True, slots=True)
class MoveOpportunities:
    """Put opportunities into an open stage, before the card `before`, after the card `after`, or at its end."""

    opportunities: tuple[int, ...]
    stage: int
    before: int | None = None
    after: int | None = None


@dataclass(frozen=True, slots=True)
class WinOpportunity:
    """Close an opportunity as won; empty values stay as they are, the closing date is today's."""

    opportunity: int
    amount_minor: int | None = None
    closed_on: date | None = None
    contract_on: date | None = None
    stage: int | None = None


@dataclass(frozen=True, slots=True)
class LoseOpportunity:
    """Close an opportunity as lost, with a reason and whether the buyer declined or we disqualified."""

    opportunity: int
    reason: str
    kind: LostKind = "declined"
    competitor: str = ""
    retry_on: date | None = None
    stage: int | None = None


@dataclass(frozen=True, slots=True)
class ReopenOpportunity:
    """Take a closed opportunity back to the last open stage it stood in."""

    opportunity: int


@dataclass(frozen=True, slots=True)
class DeleteOpportunities:
    """Put opportunities in the trash."""

    opportunities: tuple[int, ...]


@dataclass(frozen=True, slots=True)
class SetContact:
    """Change fields of one contact."""

    contact: int
    fields: Fields


@dataclass(frozen=True, slots=True)
class SetAccount:
    """Change fields of one account."""

    account: int
    fields: Fields


@dataclass(frozen=True, slots=True)
class ImportLeads:
    """Write a rehearsed import: new leads and updates, in one transaction and one undo."""

    plan: ImportPlan = field(repr=False)


@dataclass(frozen=True, slots=True)
class FillWithSample:
    """Fill an empty desk with plausible, reproducible records. `today` anchors every date in them."""

    leads: int
    opportunities: int
    seed: int = 1


@dataclass(frozen=True, slots=True)
class ChangeSettings:
    """Change settings kept in the file (currency, region, quota, …)."""

    values: Mapping[str, str]


Command = (
    AddLead
    | SetLead
    | DeleteLeads
    | SetLifecycle
    | NurtureLead
    | DisqualifyLead
    | ReopenLead
    | LogActivity
    | PlanActivity
    | CompleteActivity
    | RescheduleActivity
    | DeleteActivity
    | RecordEvidence
    | ReaffirmEvidence
    | SaveDraft
    | PromoteLead
    | UnpromoteOpportunity
    | AddOpportunity
    | SetOpportunity
    | MoveOpportunities
    | WinOpportunity
    | LoseOpportunity
    | ReopenOpportunity
    | DeleteOpportunities
    | SetContact
    | SetAccount
    | ImportLeads
    | FillWithSample
    | ChangeSettings
    | ClosingCommand
)
