"""How the cells of the leads’ table look: ink, weight, icon and pie by what they say."""

from __future__ import annotations

from dataclasses import replace

from salesdesk.domain.activities import step_state
from salesdesk.queries.lead_table import LeadLine
from ui import painting
from ui.delegates.opportunity_cells import STEP_ICONS, STEP_INKS
from ui.delegates.table_cells import OFF_ICONS, CellLook, LookOf, Pie
from ui.models.lead_table import OPEN_STAGES, LeadTableModel

STRONG_SCORE = 40


def lead_look(table: LeadTableModel) -> LookOf:
    """Return what a cell of a table of leads shows, by its row and its column."""

    def look_of(line: LeadLine, key: str) -> CellLook:
        plain = CellLook(table.cell_text(line, key), "muted")
        if key == "name":
            return replace(plain, ink="text", weight=painting.DEMI_BOLD)
        if key == "score" and line.score >= STRONG_SCORE:
            return replace(plain, ink="text", weight=painting.DEMI_BOLD)
        if key == "company":
            return replace(plain, ink="text")
        if key == "lifecycle":
            ink = "muted" if line.lifecycle in OFF_ICONS else "text"
            return replace(plain, ink=ink, pie=lifecycle_pie(line.lifecycle))
        return _step_look(table, line, plain) if key == "next_step" else plain

    return look_of


def lifecycle_pie(stage: str) -> Pie:
    """Return the pie of a stage, the icon of one off the path."""
    if stage in OFF_ICONS:
        return Pie(0, "subtle", stage)
    fraction = painting.LIFECYCLE_FRACTIONS.get(stage, 0.0)
    hue = painting.LIFECYCLE_ROLES.get(stage, "subtle")
    return Pie(fraction, hue, "won" if fraction >= 1 else "open")


def _step_look(table: LeadTableModel, line: LeadLine, plain: CellLook) -> CellLook:
    now = table.session.now()
    clock = table.clock(line)
    if clock is not None:
        return replace(plain, ink="danger" if clock.is_urgent else "accent_text", weight=painting.MEDIUM, icon="timer")
    if line.lifecycle == "nurture" and line.wake_on is not None:
        is_back = line.wake_on <= now.date()
        return replace(plain, ink="accent_text", weight=painting.MEDIUM, icon="sun") if is_back else plain
    step = line.next_step
    if step is None and line.lifecycle not in OPEN_STAGES:
        return plain
    state = step_state(step, now)
    weight = painting.NORMAL if state == "planned" else painting.MEDIUM
    tip = step.subject if step is not None else ""
    return replace(
        plain, ink=STEP_INKS[state], weight=weight, icon=STEP_ICONS[state], tip="" if tip in plain.text else tip
    )
