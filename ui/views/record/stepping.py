"""A record’s way as steps: the lifecycle of a lead, the stages of an opportunity."""

from __future__ import annotations

from datetime import datetime

from PySide6.QtCore import QCoreApplication

from salesdesk.domain.leads import PATH
from salesdesk.queries.leads import LeadPage
from salesdesk.queries.opportunities import OpportunityPage, StageStay
from ui import wording
from ui.widgets.stepper import Step, StepState

translate = QCoreApplication.translate
DAY_S = 86400


def lifecycle_steps(page: LeadPage, now: datetime) -> list[Step]:
    """Return the lifecycle of a lead with the days of its steps."""
    standing = page.lifecycle if page.lifecycle in PATH else _last_on_path(page)
    at = PATH.index(standing) if standing in PATH else 0
    entered = {step.to_stage: step.at for step in page.steps}
    entered.setdefault("new", page.created_at)
    steps = []
    for index, stage in enumerate(PATH):
        state = StepState.DONE if index < at else StepState.CURRENT if index == at else StepState.AHEAD
        if page.lifecycle not in PATH and state is StepState.CURRENT:
            state = StepState.DONE
        day = entered.get(stage)
        note = ""
        if day is not None and index <= at:
            note = wording.date_text(day.astimezone(now.tzinfo).date(), now.date())
            if state is StepState.CURRENT:
                note = translate("lead", "Since {date}").format(date=note)
        elif stage == "sql":
            note = translate("lead", "Needs verdict")
        steps.append(Step(stage, wording.lifecycle_word(stage), note, state, _tip(page, stage)))
    return steps


def _last_on_path(page: LeadPage) -> str:
    return next((step.from_stage for step in reversed(page.steps) if step.from_stage in PATH), "new")


def _tip(page: LeadPage, stage: str) -> str:
    last = next((step for step in reversed(page.steps) if step.to_stage == stage), None)
    if last is None or not last.is_override:
        return wording.explained(stage)
    return translate("lead", "{tip}\nReached without its evidence: {reason}").format(
        tip=wording.explained(stage), reason=last.reason
    )


def stage_steps(page: OpportunityPage) -> list[Step]:
    """Return the stages of an opportunity with the days it spent in each; Lost only where it is lost."""
    shown = [stay for stay in page.stays if stay.kind != "lost" or stay.id == page.stage_id]
    if page.stage_kind == "lost":
        shown = [stay for stay in shown if stay.kind != "won"]
    at = next((index for index, stay in enumerate(shown) if stay.id == page.stage_id), 0)
    steps = []
    for index, stay in enumerate(shown):
        state = StepState.DONE if index < at else StepState.CURRENT if index == at else StepState.AHEAD
        steps.append(Step(str(stay.id), stay.name, _stay_note(stay, state, page), state, _stay_tip(stay)))
    return steps


def _stay_note(stay: StageStay, state: StepState, page: OpportunityPage) -> str:
    if state is StepState.AHEAD or stay.spent_s is None:
        return ""
    if stay.kind != "open" and page.closed_at is not None:
        return wording.full_date_text(page.closed_at.astimezone().date())
    days = int(stay.spent_s // DAY_S)
    if state is StepState.CURRENT and stay.rot_limit_days is not None:
        text = translate("opportunity", "{days} d of {limit}")
        return text.format(days=wording.number_text(days), limit=stay.rot_limit_days)
    return wording.stage_age_text(days)


def _stay_tip(stay: StageStay) -> str:
    if stay.kind == "open":
        return translate("opportunity", "{stage}: chance {chance}, stands still after {days} days").format(
            stage=stay.name, chance=wording.percent_text(stay.probability), days=stay.rot_limit_days or 0
        )
    return stay.name
