"""The Verdict page: what the playbook suggests and why, what is missing, and what the rep decides."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date, timedelta
from typing import TYPE_CHECKING, Any, Literal

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget
from typing_extensions import override

from salesdesk.domain.playbook import UNQUALIFIED_REASONS
from salesdesk.domain.verdict import unsatisfied
from salesdesk.queries import evidence, verdicts
from salesdesk.services.commands import PlannedStep, ReaffirmEvidence
from ui import wording
from ui.widgets.choices import ChoiceCard
from ui.widgets.date_field import DateField
from ui.widgets.fields import ChoiceField, LabelledField, LineField
from ui.wizards.step import Kept, Step
from ui.wizards.verdict_lists import Gaps, Reasons

if TYPE_CHECKING:
    from salesdesk.domain.evidence import Dimension
    from salesdesk.domain.verdict import Verdict
    from ui.session import DeskSession

Choice = Literal["qualified", "nurture", "unqualified"]
CHOICES: tuple[Choice, ...] = ("qualified", "nurture", "unqualified")
NURTURE_DAYS = 90


class VerdictStep(Step):
    """Three cards of which any can be chosen; the suggested one says so."""

    def __init__(self, session: DeskSession, lead_id: int, parent: QWidget | None = None) -> None:
        """Read what the playbook says."""
        super().__init__("verdict", "", "", "", parent)
        self.name = self.tr("Verdict")
        self.title_label.setText(self.name)
        self._session = session
        self._lead_id = lead_id
        self._verdict: Verdict | None = None
        self._dimensions: list[Dimension] = []
        self._has_chosen = False
        self.cards: dict[str, ChoiceCard] = {}
        self._lay_out()
        self.enter()

    def _lay_out(self) -> None:
        self.body.addWidget(self._cards_row())
        self.body.addSpacing(20)
        self.body.addWidget(self._details())
        lists = QHBoxLayout()
        lists.setSpacing(32)
        self.reasons = Reasons()
        self.gaps = Gaps()
        self.gaps.edited.connect(self.edited)
        self.gaps.reaffirmed.connect(self._reaffirm)
        lists.addWidget(self.reasons, 1)
        lists.addWidget(self.gaps, 1)
        self.body.addLayout(lists)
        self.body.addSpacing(20)
        self.note_edit = LineField()
        self.note_edit.setObjectName("verdict_note")
        self.note_edit.setPlaceholderText(self.tr("Anything the next call should start from"))
        self.note_edit.textEdited.connect(self.edited)
        self.body.addWidget(LabelledField(self.tr("Note for the record, optional"), self.note_edit))
        self.body.addStretch(1)
        self.add_page()

    def _cards_row(self) -> QWidget:
        holder = QWidget()
        row = QHBoxLayout(holder)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(10)
        for choice, name, body in (
            ("qualified", self.tr("Qualified"), self.tr("Becomes an SQL and opens an opportunity.")),
            ("nurture", self.tr("Nurture"), self.tr("Comes back on a date you choose.")),
            ("unqualified", self.tr("Unqualified"), self.tr("Closes with a reason, kept for reports.")),
        ):
            card = ChoiceCard(name, body, " ", is_large=True, parent=holder)
            card.setObjectName(f"verdict_{choice}")
            card.clicked.connect(self._on_chosen)
            card.toggled.connect(self._show_details)
            self.cards[choice] = card
            row.addWidget(card, 1)
        return holder

    def _details(self) -> QWidget:
        """Return the fields that the chosen verdict asks for."""
        self.override_edit = LineField()
        self.override_edit.setObjectName("override_reason")
        self.wake_field = DateField()
        self.wake_field.setObjectName("wake_on")
        self.nurture_edit = LineField()
        self.nurture_edit.setObjectName("nurture_reason")
        self.reason_choice = ChoiceField()
        self.reason_choice.setObjectName("unqualified_reason")
        self.reason_choice.setPlaceholderText(self.tr("Choose a reason"))
        for reason in UNQUALIFIED_REASONS:
            self.reason_choice.add_choice(reason, self.tr(reason))
        self.reason_choice.setCurrentIndex(-1)
        self.override_box = LabelledField(self.tr("Why go on without it"), self.override_edit)
        self.wake_box = LabelledField(self.tr("Back in Today on"), self.wake_field)
        self.nurture_box = LabelledField(self.tr("Why it waits"), self.nurture_edit)
        self.reason_box = LabelledField(self.tr("Why it is closed"), self.reason_choice)
        for field in (self.override_edit, self.nurture_edit, self.wake_field):
            field.textEdited.connect(self.edited)
        self.wake_field.date_changed.connect(self.edited)
        self.reason_choice.chosen.connect(self.edited)
        self.details = QWidget()
        column = QVBoxLayout(self.details)
        column.setContentsMargins(0, 0, 0, 20)
        column.addWidget(self.override_box)
        row = QHBoxLayout()
        row.setSpacing(16)
        row.addWidget(self.wake_box, 1, Qt.AlignmentFlag.AlignTop)
        row.addWidget(self.nurture_box, 2, Qt.AlignmentFlag.AlignTop)
        column.addLayout(row)
        column.addWidget(self.reason_box)
        return self.details

    @override
    def enter(self) -> None:
        """Ask the playbook again, and choose what it suggests unless the rep has chosen."""
        now = self._session.now()
        today = now.date()
        self._verdict = self._session.read(verdicts.of_lead, self._lead_id, now)
        self._dimensions = self._session.read(evidence.of_lead, self._lead_id, now)
        self.subtitle_label.setText(self._sentence())
        self.reasons.show_reasons(self._verdict.because)
        self.gaps.show_gaps((*self._verdict.gaps, *self._verdict.hints), today)
        if self.wake_field.day() is None:
            self.wake_field.set_day(today + timedelta(days=NURTURE_DAYS))
        self._show_cards()
        if not self._has_chosen and self._verdict.kind in self.cards:
            self.cards[self._verdict.kind].setChecked(True)
        self._show_details()

    def _reaffirm(self, dimension: str) -> None:
        """Date the evidence anew, and judge again."""
        self._session.run(ReaffirmEvidence(dimension, lead=self._lead_id), self)
        self.enter()
        self.cards[self.choice() or "qualified"].setFocus(Qt.FocusReason.OtherFocusReason)
        self.edited.emit()

    def _sentence(self) -> str:
        assert self._verdict is not None
        if self._verdict.kind == "qualified":
            return self.tr("Everything that decides is confirmed.")
        if self._verdict.kind == "unqualified":
            return self.tr("Something was said that rules this lead out.")
        required = [dimension for dimension in self._dimensions if dimension.is_required]
        count = sum(dimension.is_satisfied for dimension in required)
        if self._verdict.kind == "nurture":
            words = self.tr("{count} of {all} confirmed, and only the timing speaks against it.")
        else:
            words = self.tr("{count} of {all} confirmed. Ask what is missing, or decide with a reason.")
        number = wording.number_text
        return words.format(count=number(count), all=number(len(required)))

    def _show_cards(self) -> None:
        assert self._verdict is not None
        details = {
            "qualified": self._qualified_line(),
            "nurture": self.tr("Fits if the decision slips."),
            "unqualified": self.tr("No closing reason matches what you recorded."),
        }
        if self._verdict.kind == "unqualified":
            details["unqualified"] = self._verdict.because[0] if self._verdict.because else " "
        bodies = {
            "qualified": self.tr("Becomes an SQL and opens an opportunity."),
            "nurture": self.tr("Comes back on a date you choose."),
            "unqualified": self.tr("Closes with a reason, kept for reports."),
        }
        for choice, card in self.cards.items():
            tag = (self.tr("Suggested"), "suggested") if choice == self._verdict.kind else None
            card.set_sentences(bodies[choice], details[choice], tag)

    def _qualified_line(self) -> str:
        open_names = [dimension.name for dimension in unsatisfied(self._dimensions)]
        if not open_names:
            return self.tr("Everything the playbook requires is confirmed.")
        return self.tr("Needs a reason while this is open: {names}.").format(names=", ".join(open_names))

    def _on_chosen(self) -> None:
        self._has_chosen = True
        self.edited.emit()

    def _show_details(self) -> None:
        choice = self.choice()
        self.override_box.setVisible(choice == "qualified" and self.needs_override())
        self.wake_box.setVisible(choice == "nurture")
        self.nurture_box.setVisible(choice == "nurture")
        self.reason_box.setVisible(choice == "unqualified")
        self.details.setVisible(choice in ("nurture", "unqualified") or self.override_box.isVisibleTo(self.details))

    def choice(self) -> str:
        """Return the verdict chosen, empty when none is."""
        return next((choice for choice, card in self.cards.items() if card.isChecked()), "")

    def needs_override(self) -> bool:
        """Tell whether the gate refuses a promotion as the evidence stands."""
        return bool(unsatisfied(self._dimensions))

    def override_reason(self) -> str:
        """Return why the rep goes on although the gate refuses, empty where it does not."""
        return self.override_edit.text().strip() if self.needs_override() else ""

    def wake_on(self) -> date | None:
        """Return the day the lead comes back."""
        return self.wake_field.day()

    def nurture_reason(self) -> str:
        """Return why the lead waits."""
        return self.nurture_edit.text().strip()

    def unqualified_reason(self) -> str:
        """Return why the lead is closed."""
        return str(self.reason_choice.choice() or "")

    def note(self) -> str:
        """Return the note for the record."""
        return self.note_edit.text().strip()

    def tasks(self) -> tuple[PlannedStep, ...]:
        """Return the tasks that stay ticked."""
        return self.gaps.tasks()

    def is_complete(self) -> bool:
        """Tell whether what the verdict asks for is there; the field says what is missing."""
        choice = self.choice()
        wrong: LineField | ChoiceField | None = None
        if choice == "qualified" and self.needs_override() and not self.override_reason():
            wrong = self.override_edit
            wrong.set_error(self.tr("Say why this lead goes on without what is missing"))
        elif choice == "nurture" and self._is_day_wrong():
            wrong = self.wake_field
        elif choice == "nurture" and not self.nurture_reason():
            wrong = self.nurture_edit
            wrong.set_error(self.tr("Say why it waits, such as “No budget before the new year”"))
        elif choice == "unqualified" and not self.unqualified_reason():
            wrong = self.reason_choice
            wrong.set_error(self.tr("Choose the reason it is closed for"))
        if wrong is not None:
            wrong.setFocus(Qt.FocusReason.OtherFocusReason)
        return bool(choice) and wrong is None

    def _is_day_wrong(self) -> bool:
        day = self.wake_on()
        if day is None and not self.wake_field.error():
            self.wake_field.set_error(self.tr("Choose the day it comes back"))
        elif day is not None and day < self._session.now().date():
            self.wake_field.set_error(self.tr("This day is over. Choose today or a day to come"))
        return bool(self.wake_field.error())

    @override
    def summary(self) -> str:
        """Return the verdict chosen, or the one suggested."""
        assert self._verdict is not None
        choice = self.choice()
        if choice and (self._has_chosen or choice != self._verdict.kind):
            return self.cards[choice].text()
        if self._verdict.kind in self.cards:
            return self.tr("Suggested: {verdict}").format(verdict=self.cards[self._verdict.kind].text())
        return self.tr("Not decided")

    @override
    def mark(self) -> str:
        """Return done once a verdict is chosen."""
        return "done" if self.choice() else "unknown"

    def settle(self) -> None:
        """Take the chosen verdict as the rep’s own from now on."""
        self._has_chosen = bool(self.choice())

    @override
    def next_text(self) -> str:
        """Return what going on does."""
        return {
            "qualified": self.tr("Continue as Qualified"),
            "nurture": self.tr("Move to Nurture"),
            "unqualified": self.tr("Close as Unqualified"),
        }.get(self.choice(), self.tr("Choose a verdict"))

    @override
    def is_last(self) -> bool:
        """Tell whether this verdict ends the wizard."""
        return self.choice() in ("nurture", "unqualified")

    @override
    def keep(self) -> Kept:
        """Return what was chosen and typed."""
        kept: Kept = {
            "choice": self.choice() if self._has_chosen else "",
            "override": self.override_edit.text(),
            "wake_on": self.wake_field.text(),
            "nurture": self.nurture_edit.text(),
            "reason": self.unqualified_reason(),
            "note": self.note_edit.text(),
            "unticked": self.gaps.unticked(),
        }
        is_touched = any(value for name, value in kept.items() if name != "wake_on")
        return kept if is_touched else {}

    @override
    def restore(self, kept: Mapping[str, Any]) -> None:
        """Show what was chosen and typed."""
        if kept.get("choice") in self.cards:
            self.cards[str(kept["choice"])].setChecked(True)
            self._has_chosen = True
        self.override_edit.setText(str(kept.get("override", "")))
        self.nurture_edit.setText(str(kept.get("nurture", "")))
        self.note_edit.setText(str(kept.get("note", "")))
        if kept.get("wake_on"):
            self.wake_field.setText(str(kept["wake_on"]))
        if kept.get("reason"):
            self.reason_choice.set_choice(str(kept["reason"]))
        self.gaps.untick(str(task) for task in kept.get("unticked", ()))
        self._show_details()

    @override
    def first_field(self) -> QWidget:
        """Return the card that is chosen, else the first."""
        return self.cards[self.choice() or "qualified"]
