"""What the page of a lead says about where it stands, where that needs more than its steps."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime

from PySide6.QtCore import QCoreApplication

from salesdesk.domain.evidence import Dimension
from salesdesk.queries.leads import LeadPage
from ui import wording

translate = QCoreApplication.translate


@dataclass(frozen=True, slots=True)
class Standing:
    """A line: icon, words and link, each empty where there is none, and the ink."""

    icon: str = ""
    words: str = ""
    link: str = ""
    ink: str = "muted"


def standing_of(page: LeadPage, dimensions: Iterable[Dimension], now: datetime) -> Standing:
    """Return why a lead is off its path, since when it is back, what it became, or why it went on without evidence."""
    if page.lifecycle == "nurture":
        return _nurture(page, now)
    if page.lifecycle == "unqualified":
        said = translate("lead", "Unqualified: {reason}").format(reason=page.closed_reason)
        return Standing("ban", said, translate("lead", "Reopen"))
    reason = override_reason(page)
    if page.opportunity_id is not None and page.opportunity_name:
        said = translate("lead", "Promoted to {name}")
        if reason:
            said = translate("lead", "Promoted to {name} without its evidence: {reason}")
        words = said.format(name=page.opportunity_name, reason=reason)
        return Standing("columns", words, translate("lead", "Show opportunity"))
    if reason:
        said = translate("lead", "SQL without its evidence: {reason}").format(reason=reason)
        return Standing("alert-triangle", said, ink="warning")
    if page.woke_on is not None and any(dimension.is_aged for dimension in dimensions):
        day = wording.day_text(page.woke_on, now.date())
        said = translate("lead", "Back from Nurture since {date}: does its evidence still hold?")
        return Standing("sun", said.format(date=day))
    return Standing()


def _nurture(page: LeadPage, now: datetime) -> Standing:
    today, link = now.date(), translate("lead", "Reopen")
    if page.wake_on is not None and page.wake_on <= today:
        said = translate("lead", "{back}: {reason}")
        words = said.format(back=wording.waking_text(page.wake_on, today), reason=page.closed_reason)
        return Standing("sun", words, link, "accent_text")
    until = wording.date_text(page.wake_on, today)
    said = translate("lead", "In Nurture until {date}: {reason}")
    return Standing("moon", said.format(date=until, reason=page.closed_reason), link)


def override_reason(page: LeadPage) -> str:
    """Return why the lead came to the stage it stands in without the evidence for it, empty where it did not."""
    last = next((step for step in reversed(page.steps) if step.to_stage == page.lifecycle), None)
    return last.reason if last is not None and last.is_override else ""
