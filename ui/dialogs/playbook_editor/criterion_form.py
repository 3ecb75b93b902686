"""The form of a criterion of a playbook."""

from __future__ import annotations

from PySide6.QtWidgets import QWidget

from salesdesk.domain.playbook import CriterionPlan
from salesdesk.domain.playbook_edits import CRITERION_FIELDS
from ui import wording
from ui.dialogs.playbook_editor.part_form import PartForm
from ui.dialogs.playbook_editor.part_words import answer_type_words, rule_example
from ui.widgets.fields import LineField

TYPE_WIDTH = 168
NUMBER_WIDTH = 96


class CriterionForm(PartForm):
    """Everything about a criterion."""

    def __init__(self, parent: QWidget | None = None) -> None:
        """Lay the fields out."""
        super().__init__(parent)
        self.setObjectName("criterion_form")
        self.row(self.add_line("prompt", self.tr("Criterion"), explained="criterion"))
        self.row(
            self.add_choice("answer_type", self.tr("Answer"), answer_type_words(), TYPE_WIDTH),
            self.add_line("weight", self.tr("Weight"), NUMBER_WIDTH, is_number=True, explained="weight"),
            self.add_line("evidence_days", self.tr("Ages after, days"), NUMBER_WIDTH, is_number=True, explained="aged"),
        )
        self.row(
            self.add_box("is_required", self.tr("Required"), "required"),
            self.add_box("disqualifies", self.tr("Disqualifies where it fails"), "disqualifies"),
        )
        self.choices = self.add_text("choices", self.tr("Choices, one per line"), 4)
        self.row(self.choices)
        self.row(self.add_line("rule", self.tr("Rule an answer has to satisfy, empty for any")))
        self.row(self.add_text("talk_track", self.tr("Talk track, one question per line"), 5, "talk_track"))
        self.answers_note = self.note()
        self.column.addStretch(1)

    def show_criterion(self, criterion: CriterionPlan, playbook_days: object, answers: int, *, is_other: bool) -> None:
        """Show a criterion to which so many answers were given."""
        self.show_values({name: getattr(criterion, name) for name in CRITERION_FIELDS}, is_other=is_other)
        self.choices.setVisible(criterion.answer_type == "choice")
        rule, days = self.fields["rule"], self.fields["evidence_days"]
        assert isinstance(rule, LineField)
        assert isinstance(days, LineField)
        rule.setPlaceholderText(self.tr("For instance {rule}").format(rule=rule_example(criterion.answer_type)))
        days.setPlaceholderText(str(playbook_days))
        words = self.tr("{count} given to this. Saving a change makes the next version; they keep theirs.")
        given = wording.count_of(answers, self.tr("answer was"), self.tr("answers were"))
        self.answers_note.setText(words.format(count=given) if answers else "")
        self.answers_note.setVisible(answers > 0)
