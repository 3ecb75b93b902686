"""The qualification of a lead: steps in any order, a draft that is kept, and a verdict or a promotion at the end."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, QTimer, Signal
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import QHBoxLayout, QStackedWidget, QVBoxLayout, QWidget
from typing_extensions import override

from salesdesk.domain.errors import NotFound, SalesDeskError
from salesdesk.queries import drafts, evidence, leads
from salesdesk.services.commands import DisqualifyLead, NurtureLead, PromoteLead, SaveDraft
from ui.widgets.button import Button
from ui.widgets.dialog import DialogFrame
from ui.wizards.account_step import AccountStep
from ui.wizards.dimension_step import DimensionStep
from ui.wizards.draft import Draft, read_draft
from ui.wizards.lead_step import LeadStep
from ui.wizards.note_bar import NoteBar
from ui.wizards.opportunity_step import OpportunityStep
from ui.wizards.step import SIDE, Step
from ui.wizards.step_rail import RailArea, StepRail
from ui.wizards.timeline_step import TimelineStep
from ui.wizards.verdict_step import VerdictStep

if TYPE_CHECKING:
    from salesdesk.domain.changes import Done
    from salesdesk.services.commands import Command
    from ui.session import DeskSession

WIDTH = 960
HEIGHT = 636
PAUSE_MS = 600
NUMBER_KEYS = "1234567890"
FOLLOWING_VERDICT = ("account", "opportunity")


class QualifyDialog(DialogFrame):
    """The wizard. Leaving a step records its evidence; closing keeps everything else as a draft.

    Signals: `promoted` with the id of the opportunity; `decided` with “nurture” or “unqualified”.
    """

    promoted = Signal(int)
    decided = Signal(str)

    def __init__(self, session: DeskSession, lead_id: int, parent: QWidget) -> None:
        """Open where the lead’s draft stands. Raises: NotFound."""
        lead = session.read(leads.lead_page, lead_id)
        if lead is None:
            raise NotFound("lead", lead_id)
        super().__init__(parent, "", WIDTH, HEIGHT)
        self.setWindowTitle(self.tr("Qualify {name}").format(name=lead.name))
        self.setObjectName("qualify_dialog")
        self._session = session
        self._lead_id = lead_id
        self._saved_text = ""
        self._has_ended = False
        self._could_not_save = False
        self._visited: set[str] = set()
        self._make_steps(lead)
        self._lay_out()
        self._connect()
        self._reopen()

    def _make_steps(self, lead: leads.LeadPage) -> None:
        session, lead_id = self._session, self._lead_id
        self.lead_step = LeadStep(session, lead)
        dimensions = session.read(evidence.of_lead, lead_id, session.now())
        asked = [
            (TimelineStep if dimension.code == "timeline" else DimensionStep)(session, lead_id, dimension)
            for dimension in dimensions
        ]
        self.verdict_step = VerdictStep(session, lead_id)
        self.account_step = AccountStep(session, lead)
        self.opportunity_step = OpportunityStep(session, lead, self.account_step)
        self._steps: dict[str, Step] = {
            step.key: step
            for step in (self.lead_step, *asked, self.verdict_step, self.account_step, self.opportunity_step)
        }

    def _lay_out(self) -> None:
        self.rail = StepRail([(step.key, step.name) for step in self._steps.values()])
        self.rail_area = RailArea(self.rail)
        self.pages = QStackedWidget()
        for step in self._steps.values():
            self.pages.addWidget(step)
        self.refusal = NoteBar("danger")
        self.refusal.setObjectName("refusal")
        right = QVBoxLayout()
        right.setContentsMargins(0, 0, 0, 0)
        right.setSpacing(0)
        right.addWidget(self.pages, 1)
        holder = QVBoxLayout()
        holder.setContentsMargins(SIDE, 0, SIDE, 12)
        holder.addWidget(self.refusal)
        right.addLayout(holder)
        row = QHBoxLayout(self.body)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(0)
        row.addWidget(self.rail_area)
        row.addLayout(right, 1)
        self.close_button = Button(self.tr("Save and close"), "quiet", "dialog")
        self.close_button.setObjectName("save_and_close")
        self.set_foot_left(self.close_button, 6)

    def _connect(self) -> None:
        self.rail.chosen.connect(self.go_to)
        self.close_button.clicked.connect(self.reject)
        self.primary_button.clicked.connect(self._go_on)
        self.secondary_button.clicked.connect(self._go_back)
        self._pause = QTimer(self)
        self._pause.setSingleShot(True)
        self._pause.setInterval(PAUSE_MS)
        self._pause.timeout.connect(self._save_draft)
        for step in self._steps.values():
            step.edited.connect(self._on_edited)
        for keys, act in (("Alt+Left", self._go_back), ("Ctrl+S", self.reject)):
            QShortcut(QKeySequence(keys), self).activated.connect(act)
        for number, key in zip(NUMBER_KEYS, self._steps, strict=False):
            shortcut = QShortcut(QKeySequence(f"Alt+{number}"), self)
            shortcut.activated.connect(lambda one=key: self.go_to(one))

    def _reopen(self) -> None:
        """Show the step of the draft with what was not recorded, or the first one."""
        text = self._session.read(drafts.of_lead, self._lead_id)
        self._saved_text = text
        draft = read_draft(text)
        self._visited = {key for key in draft.visited if key in self._steps}
        for key in self._visited.intersection(FOLLOWING_VERDICT):
            self._steps[key].enter()
        for key, kept in draft.kept.items():
            if key in self._steps:
                self._steps[key].restore(kept)
        self._show(draft.step if draft.step in self._steps else next(iter(self._steps)))

    @property
    def step(self) -> Step:
        """The step that is shown."""
        shown = self.pages.currentWidget()
        assert isinstance(shown, Step)
        return shown

    def go_to(self, key: str) -> bool:
        """Record the step shown and show another; False where the step shown cannot be left as it is."""
        if key == self.step.key:
            return True
        if not self._is_open(key) or not self._leave():
            return False
        try:
            self._show(key)
        except SalesDeskError as refusal:
            self._refuse(refusal)
            return False
        self._save_draft()
        return True

    def _is_open(self, key: str) -> bool:
        """Tell whether a step can be gone to: what follows the verdict only once it is Qualified."""
        return key not in FOLLOWING_VERDICT or self.verdict_step.choice() == "qualified"

    def _leave(self) -> bool:
        try:
            can_leave = self.step.leave()
        except SalesDeskError as refusal:
            self._refuse(refusal)
            return False
        self.refusal.set_text("")
        return can_leave

    def _refuse(self, refusal: SalesDeskError) -> None:
        self.refusal.set_text(str(refusal))

    def _show(self, key: str) -> None:
        step = self._steps[key]
        step.enter()
        self._visited.add(key)
        self.pages.setCurrentWidget(step)
        self._show_state()
        self.rail_area.ensureWidgetVisible(self.rail.row(key))
        step.first_field().setFocus(Qt.FocusReason.OtherFocusReason)

    def _on_edited(self) -> None:
        """Show what changed, and keep it at the next pause: even a power cut loses nothing that was typed."""
        if not self._has_ended:
            self._show_state()
            self._pause.start()

    def _show_state(self) -> None:
        """Bring rail and foot in step with what the pages hold."""
        for key, step in self._steps.items():
            row = self.rail.row(key)
            is_open = self._is_open(key)
            row.setEnabled(is_open)
            is_current = step is self.step
            is_known = is_open and (key in self._visited or self._is_recorded(step))
            mark = step.mark() if is_known else "open"
            line = self._current_line(step) if is_current else step.summary() if is_known else ""
            row.show_state(mark, line, self._words(mark), is_current=is_current)
            if not is_open:
                row.setToolTip(self.tr("Choose Qualified under Verdict first"))
        keys = list(self._steps)
        has_way_back = keys.index(self.step.key) > 0
        self.set_foot(self.step.next_text(), self.tr("Back") if has_way_back else "")
        self.primary_button.setEnabled(not self._has_ended and self._can_go_on())

    def _is_recorded(self, step: Step) -> bool:
        return isinstance(step, DimensionStep) and step.recorded.state != "unknown"

    def _current_line(self, step: Step) -> str:
        if step is self.verdict_step:
            return step.summary()
        return self.account_step.matches_line() if step is self.account_step else self.tr("In progress")

    def _words(self, mark: str) -> str:
        return {
            "done": self.tr("done"),
            "failed": self.tr("failed"),
            "unknown": self.tr("unknown"),
        }.get(mark, self.tr("not visited"))

    def _can_go_on(self) -> bool:
        return self.step is not self.verdict_step or bool(self.verdict_step.choice())

    def _go_back(self) -> None:
        keys = list(self._steps)
        at = keys.index(self.step.key)
        if at > 0:
            self.go_to(keys[at - 1])

    def _go_on(self) -> None:
        if self._has_ended:
            return
        if self.step is self.verdict_step:
            if not self.verdict_step.is_complete():
                return
            self.verdict_step.settle()
        if self.step.is_last():
            self._end()
            return
        keys = list(self._steps)
        self.go_to(keys[keys.index(self.step.key) + 1])

    def _end(self) -> None:
        choice = self.verdict_step.choice()
        if choice == "nurture":
            self._decide(self._nurture(), choice, self.tr("Moved “{name}” to Nurture"))
        elif choice == "unqualified":
            self._decide(self._disqualify(), choice, self.tr("Closed “{name}” as Unqualified"))
        elif not self.verdict_step.is_complete():
            self._show(self.verdict_step.key)
            self.verdict_step.is_complete()
        elif self.opportunity_step.is_sound():
            done = self._run(self._promotion())
            if done is not None and done.new_id is not None:
                self._close_with(self.tr("Promoted “{name}” to an opportunity"))
                self.promoted.emit(done.new_id)

    def _nurture(self) -> NurtureLead:
        step = self.verdict_step
        wake_on = step.wake_on()
        assert wake_on is not None
        return NurtureLead(self._lead_id, wake_on, step.nurture_reason(), step.note(), step.tasks())

    def _disqualify(self) -> DisqualifyLead:
        return DisqualifyLead(self._lead_id, self.verdict_step.unqualified_reason(), self.verdict_step.note())

    def _promotion(self) -> PromoteLead:
        page, verdict = self.opportunity_step, self.verdict_step
        attach_to = self.account_step.attach_to()
        shared = {
            "account": self.account_step.account_choice(),
            "contact": self.account_step.contact_choice(),
            "next_step": page.next_step(),
            "tasks": verdict.tasks(),
            "override_reason": verdict.override_reason(),
            "note": verdict.note(),
        }
        if attach_to is not None:
            return PromoteLead(self._lead_id, attach_to=attach_to, **shared)  # type: ignore[arg-type]
        return PromoteLead(
            self._lead_id,
            name=page.opportunity_name(),
            amount_minor=page.amount_minor(),
            currency=page.currency(),
            expected_close=page.expected_close(),
            stage=page.stage(),
            **shared,  # type: ignore[arg-type]
        )

    def _decide(self, command: Command, choice: str, toast: str) -> None:
        if self._run(command) is not None:
            self._close_with(toast)
            self.decided.emit(choice)

    def _run(self, command: Command) -> Done | None:
        """Carry out the last command; a refusal stays in the dialog with its sentence."""
        try:
            done = self._session.run(command, self, raises=True)
        except SalesDeskError as refusal:
            self._refuse(refusal)
            return None
        self._has_ended = True
        return done

    def _close_with(self, toast: str) -> None:
        self._session.run(SaveDraft(self._lead_id, ""), self)
        self._session.notify(toast.format(name=self.lead_step.lead.name), undoable=True)
        self.accept()

    def _save_draft(self) -> bool:
        """Keep where the qualification stands; False, with the sentence shown, where that fails."""
        kept = {key: values for key, step in self._steps.items() if (values := step.keep())}
        is_begun = bool(kept) or len(self._visited) > 1
        visited = tuple(key for key in self._steps if key in self._visited)
        text = Draft(self.step.key, visited, kept).text() if is_begun else ""
        if text == self._saved_text:
            return True
        try:
            self._session.run(SaveDraft(self._lead_id, text), self, raises=True)
        except SalesDeskError as refusal:
            self._refuse(refusal)
            return False
        self._saved_text = text
        return True

    @override
    def reject(self) -> None:
        """Save and close, without a question; where saving fails, say so and close on the next try."""
        if not self._has_ended and not self._could_not_save and not self._save_draft():
            self._could_not_save = True
            return
        super().reject()

    @override
    def done(self, result: int) -> None:
        """Close; fields that lose the focus by that have nothing to say any more."""
        self._has_ended = True
        self._pause.stop()
        super().done(result)
