"""How the cells of the opportunities’ table look: ink, weight, icon, pie and pill by what they say."""

from __future__ import annotations

from dataclasses import replace

from salesdesk.domain.activities import StepState, step_state
from salesdesk.domain.stages import rotting_sentence
from salesdesk.queries.board import Card
from salesdesk.queries.opportunity_table import OpportunityLine
from ui import painting, wording
from ui.delegates.table_cells import CellLook, LookOf, Pie
from ui.models.opportunity_table import OpportunityTableModel

STRONG = frozenset({"name", "amount"})
STEP_INKS: dict[StepState, str] = {
    "overdue": "danger",
    "today": "accent_text",
    "planned": "muted",
    "none": "warning",
}
STEP_ICONS: dict[StepState, str] = {
    "overdue": "alert-circle",
    "today": "clock",
    "planned": "calendar",
    "none": "alert-triangle",
}


def opportunity_look(table: OpportunityTableModel) -> LookOf:
    """Return what a cell of a table of opportunities shows, by its row and its column."""

    def look_of(line: OpportunityLine, key: str) -> CellLook:
        plain = CellLook(table.cell_text(line, key), "muted")
        if key in STRONG:
            return replace(plain, ink="text", weight=painting.DEMI_BOLD)
        special = {
            "stage": _stage_look,
            "expected_close": _close_look,
            "next_step": _step_look,
            "in_stage": _age_look,
            "bant": _bant_look,
        }.get(key)
        return special(table, line.card, plain) if special is not None else plain

    return look_of


def _stage_look(table: OpportunityTableModel, card: Card, plain: CellLook) -> CellLook:
    stage = table.stage_of(card)
    if stage is None:
        return plain
    return replace(plain, ink="text", pie=Pie(table.fraction(stage), stage.hue, stage.kind))


def _close_look(table: OpportunityTableModel, card: Card, plain: CellLook) -> CellLook:
    today = table.session.now().date()
    if card.expected_close is None or card.expected_close >= today or not table.is_open(card):
        return plain
    return replace(plain, ink="danger", weight=painting.MEDIUM, tip=wording.close_text(card.expected_close, today))


def _step_look(table: OpportunityTableModel, card: Card, plain: CellLook) -> CellLook:
    if not table.is_open(card) and card.next_step is None:
        return plain
    state = step_state(card.next_step, table.session.now())
    icon = "alert-triangle" if card.next_step is None else wording.activity_icon(card.next_step.kind)
    weight = painting.NORMAL if state == "planned" else painting.MEDIUM
    tip = card.next_step.subject if card.next_step is not None else ""
    return replace(plain, ink=STEP_INKS[state], weight=weight, icon=icon, tip="" if tip in plain.text else tip)


def _age_look(table: OpportunityTableModel, card: Card, plain: CellLook) -> CellLook:
    stage, still = table.stage_of(card), table.standing(card)
    if stage is None or stage.kind != "open":
        return plain
    now = table.session.now()
    is_to_come = step_state(card.next_step, now) in ("today", "planned")
    tip = rotting_sentence(
        still,
        stage.name,
        stage.rot_limit_days,
        next_step=card.next_step if is_to_come else None,
        today=now.date(),
        snoozed_until=card.snoozed_until,
    )
    return replace(plain, is_pill=still.days_over > 0, tip=tip)


def _bant_look(table: OpportunityTableModel, card: Card, plain: CellLook) -> CellLook:
    return replace(plain, text="", pips=card.bant, tip=plain.text)
