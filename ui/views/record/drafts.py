"""What stands in a composer and is not saved yet, kept for each record."""

from __future__ import annotations

from dataclasses import dataclass, replace

from salesdesk.domain.activities import OUTCOMES
from salesdesk.services.commands import Evidence, LogActivity, PlanActivity, PlannedStep

TABS = ("call", "email", "meeting", "note", "task")
MINUTES = (5, 10, 15, 20, 30, 45, 60, 90)
# What a menu offers, and the outcome and direction it stands for.
RESULTS: dict[str, dict[str, tuple[str, str]]] = {
    "call": {**{word: (word, "outbound") for word in OUTCOMES["call"]}, "they called": ("connected", "inbound")},
    "email": {
        "sent": ("sent", "outbound"),
        "received": ("", "inbound"),
        "replied": ("replied", "inbound"),
        "bounced": ("bounced", "outbound"),
    },
    "meeting": {word: (word, "outbound") for word in OUTCOMES["meeting"]},
}


@dataclass(frozen=True, slots=True)
class Draft:
    """One composer: its tab, its text, what was chosen on each tab, and the planned activity it is about."""

    tab: str = "call"
    text: str = ""
    result: str = ""
    minutes: int | None = None
    is_demo: bool = False
    next_step: PlannedStep | None = None
    due: PlannedStep | None = None
    completes: int | None = None
    evidence: tuple[Evidence, ...] = ()

    @property
    def is_empty(self) -> bool:
        """Tell whether nothing would be lost with it."""
        is_chosen = self.next_step is not None or self.minutes is not None or self.result or self.evidence
        return not self.text.strip() and not is_chosen

    @property
    def can_be_saved(self) -> bool:
        """Tell whether it says enough: notes and tasks need words."""
        return self.tab not in ("note", "task") or bool(self.text.strip())

    @property
    def chosen_result(self) -> str:
        """Return the result that holds: the one picked, or the usual one of the tab."""
        known = RESULTS.get(self.tab, {})
        return self.result if self.result in known else next(iter(known), "")

    def on_tab(self, tab: str) -> Draft:
        """Return the draft on another tab; the text stays."""
        return replace(self, tab=tab)


def command_of(draft: Draft, subject: str, record: int, due: PlannedStep) -> LogActivity | PlanActivity:
    """Return the command that saves a draft about a lead or an opportunity; a task is due as given."""
    text = draft.text.strip()
    lead = record if subject == "lead" else None
    opportunity = record if subject == "opportunity" else None
    if draft.tab == "task":
        first, _, rest = text.partition("\n")
        step = PlannedStep("task", first.strip(), due.due_on, due.due_at, due.recurrence)
        return PlanActivity(step, lead=lead, opportunity=opportunity, notes=rest.strip())
    if draft.tab == "note":
        return LogActivity(
            "note",
            lead=lead,
            opportunity=opportunity,
            notes=text,
            completes=draft.completes,
            evidence=draft.evidence,
        )
    outcome, direction = RESULTS[draft.tab][draft.chosen_result]
    return LogActivity(
        "demo" if draft.tab == "meeting" and draft.is_demo else draft.tab,
        lead=lead,
        opportunity=opportunity,
        notes=text,
        outcome=outcome,
        direction="inbound" if direction == "inbound" else "outbound",
        duration_min=draft.minutes if draft.tab in ("call", "meeting") else None,
        next_step=draft.next_step,
        completes=draft.completes,
        evidence=draft.evidence,
    )
