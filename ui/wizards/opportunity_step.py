"""The last page: the opportunity that comes of the lead, filled in from the evidence."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QGridLayout, QVBoxLayout, QWidget
from typing_extensions import override

from salesdesk.queries import board, evidence
from salesdesk.queries.imports import import_settings
from salesdesk.services.commands import PlannedStep
from ui import wording
from ui.widgets.date_field import DateField
from ui.widgets.fields import ChoiceField, LabelledField, LineField, MoneyField
from ui.widgets.labels import Label
from ui.wizards.account_step import AccountStep
from ui.wizards.step import Kept, Step

if TYPE_CHECKING:
    from salesdesk.domain.evidence import Answer
    from salesdesk.queries.leads import LeadPage
    from ui.session import DeskSession

STEP_KINDS = ("call", "email", "meeting", "demo", "task")


class OpportunityStep(Step):
    """Name, amount, close date, stage and next step; or the opportunity that is there already."""

    def __init__(
        self, session: DeskSession, lead: LeadPage, account: AccountStep, parent: QWidget | None = None
    ) -> None:
        """Start with what the evidence says."""
        super().__init__("opportunity", "", "", "", parent)
        self.name = self.tr("Opportunity")
        self.title_label.setText(self.name)
        self._session = session
        self._lead = lead
        self._account = account
        self._filled: dict[str, str] = {}
        self._lay_out()
        self._connect()

    def _lay_out(self) -> None:
        self.new_part = QWidget()
        column = QVBoxLayout(self.new_part)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(14)
        self.name_edit = LineField()
        self.name_edit.setObjectName("opportunity_name")
        self.amount_field = MoneyField(self._session.read(import_settings).currency)
        self.amount_field.setObjectName("opportunity_amount")
        self.close_field = DateField()
        self.close_field.setObjectName("opportunity_close")
        self.stage_choice = ChoiceField()
        self.stage_choice.setObjectName("opportunity_stage")
        for stage in self._session.read(board.stages):
            if stage.kind == "open":
                self.stage_choice.add_choice(stage.id, stage.name)
        column.addWidget(LabelledField(self.tr("Name"), self.name_edit))
        grid = QGridLayout()
        grid.setHorizontalSpacing(16)
        fields: tuple[tuple[str, LineField | ChoiceField], ...] = (
            (self.tr("Amount"), self.amount_field),
            (self.tr("Close date"), self.close_field),
            (self.tr("Stage"), self.stage_choice),
        )
        for at, (label, field) in enumerate(fields):
            grid.addWidget(LabelledField(label, field), 0, at, Qt.AlignmentFlag.AlignTop)
            grid.setColumnStretch(at, 1)
        column.addLayout(grid)
        self.body.addWidget(self.new_part)
        self.body.addSpacing(14)
        self.body.addLayout(self._step_grid())
        self.body.addSpacing(20)
        self.body.addLayout(self._facts_grid())
        self.body.addStretch(1)
        self.add_page()

    def _step_grid(self) -> QGridLayout:
        self.kind_choice = ChoiceField()
        self.kind_choice.setObjectName("step_kind")
        self.kind_choice.add_choice("", self.tr("None yet"))
        for kind in STEP_KINDS:
            self.kind_choice.add_choice(kind, wording.activity_word(kind))
        self.subject_edit = LineField()
        self.subject_edit.setObjectName("step_subject")
        self.due_field = DateField()
        self.due_field.setObjectName("step_due")
        grid = QGridLayout()
        grid.setHorizontalSpacing(16)
        fields: tuple[tuple[str, LineField | ChoiceField], ...] = (
            (self.tr("Next step"), self.kind_choice),
            (self.tr("What"), self.subject_edit),
            (self.tr("On"), self.due_field),
        )
        for at, (label, field) in enumerate(fields):
            grid.addWidget(LabelledField(label, field), 0, at, Qt.AlignmentFlag.AlignTop)
            grid.setColumnStretch(at, 1)
        return grid

    def _facts_grid(self) -> QGridLayout:
        """Return the lines that come from Authority and Need as they are."""
        grid = QGridLayout()
        grid.setHorizontalSpacing(16)
        grid.setVerticalSpacing(8)
        grid.setColumnMinimumWidth(0, 104)
        grid.setColumnStretch(1, 1)
        self.decides_label = Label("", wraps=True)
        self.decides_label.setObjectName("decision_maker")
        self.pain_label = Label("", wraps=True)
        self.pain_label.setObjectName("pain")
        for row, (words, label) in enumerate(
            ((self.tr("Who decides"), self.decides_label), (self.tr("Pain"), self.pain_label))
        ):
            grid.addWidget(Label(words, "base", "muted", wraps=True), row, 0)
            grid.addWidget(label, row, 1)
        return grid

    def _connect(self) -> None:
        for field in (self.name_edit, self.amount_field, self.close_field, self.subject_edit, self.due_field):
            field.textEdited.connect(self.edited)
        for day in (self.close_field, self.due_field):
            day.date_changed.connect(self.edited)
        self.stage_choice.chosen.connect(self.edited)
        self.kind_choice.chosen.connect(self.edited)

    @override
    def enter(self) -> None:
        """Fill in from the evidence what the rep has not changed."""
        now = self._session.now()
        answers = {
            answer.criterion: answer
            for dimension in self._session.read(evidence.of_lead, self._lead.id, now)
            for answer in dimension.answers
        }
        self._fill_name()
        self._fill_amount(answers.get("budget_amount"))
        closing = answers.get("decision_by")
        day = closing.day if closing is not None and closing.state == "confirmed" else None
        if self._is_untouched("close", self.close_field):
            self.close_field.set_day(day)
            self._filled["close"] = self.close_field.text()
        self.decides_label.setText(self._told(answers.get("decision_maker")))
        self.pain_label.setText(self._told(answers.get("need")))
        attached = self._account.attached()
        self.new_part.setVisible(attached is None)
        if attached is None:
            self.subtitle_label.setText(self.tr("Filled in from the evidence. Everything can be changed now or later."))
        else:
            words = self.tr("The lead joins “{name}” in {stage}. Its history, tasks and evidence come along.")
            self.subtitle_label.setText(words.format(name=attached.name, stage=attached.stage))

    def _is_untouched(self, name: str, field: LineField) -> bool:
        return field.text() == self._filled.get(name, "")

    def _fill_name(self) -> None:
        if self._is_untouched("name", self.name_edit):
            self.name_edit.setText(self._lead.company or self._lead.name)
            self._filled["name"] = self.name_edit.text()

    def _fill_amount(self, budget: Answer | None) -> None:
        if not self._is_untouched("amount", self.amount_field):
            return
        money = budget.money if budget is not None and budget.state == "confirmed" else None
        if money is not None:
            self.amount_field.set_currency(money.currency)
        elif self._lead.currency:
            self.amount_field.set_currency(self._lead.currency)
        self.amount_field.set_amount_minor(self._lead.amount_minor if money is None else money.amount_minor)
        self._filled["amount"] = self.amount_field.text()

    def _told(self, answer: Answer | None) -> str:
        said = answer.value if answer is not None and answer.state != "unknown" else ""
        return said or self.tr("Not known yet")

    def is_sound(self) -> bool:
        """Tell whether every field can be read; a field says what to write where it cannot."""
        wrong: LineField | None = None
        if self._account.attach_to() is None:
            if not self.name_edit.text().strip():
                self.name_edit.set_error(self.tr("An opportunity needs a name"))
            self.amount_field.amount_minor()
            self.close_field.day()
            fields = (self.name_edit, self.amount_field, self.close_field)
            wrong = next((field for field in fields if field.error()), None)
        if self.kind_choice.choice() and self.due_field.day() is None and not self.due_field.error():
            self.due_field.set_error(self.tr("Choose a day"))
        wrong = wrong or (self.due_field if self.due_field.error() else None)
        if wrong is not None:
            wrong.setFocus(Qt.FocusReason.OtherFocusReason)
        return wrong is None

    def opportunity_name(self) -> str:
        """Return the name of the opportunity to be."""
        return self.name_edit.text().strip()

    def amount_minor(self) -> int:
        """Return the amount in minor units, 0 where none is given."""
        return self.amount_field.amount_minor() or 0

    def currency(self) -> str:
        """Return the currency of the amount."""
        return self.amount_field.currency

    def expected_close(self) -> date | None:
        """Return the close date."""
        return self.close_field.day()

    def stage(self) -> int | None:
        """Return the stage to start in."""
        found = self.stage_choice.choice()
        return found if isinstance(found, int) else None

    def next_step(self) -> PlannedStep | None:
        """Return the activity to plan, None where none is."""
        kind, day = str(self.kind_choice.choice() or ""), self.due_field.day()
        if not kind or day is None:
            return None
        return PlannedStep(kind, self.subject_edit.text().strip() or wording.activity_word(kind), day)

    @override
    def summary(self) -> str:
        """Return the name of the opportunity."""
        attached = self._account.attached()
        return attached.name if attached is not None else self.opportunity_name()

    @override
    def next_text(self) -> str:
        """Return what the promotion does."""
        if self._account.attach_to() is not None:
            return self.tr("Attach to opportunity")
        return self.tr("Promote to opportunity")

    @override
    def is_last(self) -> bool:
        """Tell that going on from here promotes."""
        return True

    @override
    def keep(self) -> Kept:
        """Return what the rep changed."""
        fields = {"name": self.name_edit, "amount": self.amount_field, "close": self.close_field}
        kept: Kept = {
            name: field.text()
            for name, field in fields.items()
            if self._filled.get(name) is not None and not self._is_untouched(name, field)
        }
        if self.stage_choice.currentIndex() > 0:
            kept["stage"] = self.stage()
        if self.kind_choice.choice() or self.subject_edit.text() or self.due_field.text():
            kept |= {
                "kind": self.kind_choice.choice(),
                "subject": self.subject_edit.text(),
                "due": self.due_field.text(),
            }
        return kept

    @override
    def restore(self, kept: Mapping[str, Any]) -> None:
        """Show what the rep had changed."""
        self.enter()
        fields = {"name": self.name_edit, "amount": self.amount_field, "close": self.close_field}
        for name, field in fields.items():
            if name in kept:
                field.setText(str(kept[name]))
        if self.stage_choice.findData(kept.get("stage")) >= 0:
            self.stage_choice.set_choice(kept["stage"])
        if self.kind_choice.findData(kept.get("kind")) >= 0:
            self.kind_choice.set_choice(kept["kind"])
        self.subject_edit.setText(str(kept.get("subject", "")))
        self.due_field.setText(str(kept.get("due", "")))

    @override
    def first_field(self) -> QWidget:
        """Return the name, or the next step where the opportunity is there already."""
        return self.name_edit if self._account.attach_to() is None else self.kind_choice
