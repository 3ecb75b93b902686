"""Commands that turn a lead into an account, a contact and an opportunity, and back."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from salesdesk.services.commands.activities import PlannedStep


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
    """Take a promotion back: the opportunity goes, its leads stand where they stood.

    With `lead` that one alone leaves; an opportunity that another lead was promoted into stays.
    """

    opportunity: int
    lead: int | None = None
