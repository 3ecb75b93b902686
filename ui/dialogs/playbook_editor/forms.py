"""The forms of a dimension and of a criterion."""

from __future__ import annotations

from PySide6.QtCore import QCoreApplication
from PySide6.QtWidgets import QWidget

from salesdesk.domain.playbook import CriterionPlan, DimensionPlan
from salesdesk.domain.playbook_edits import CRITERION_FIELDS, DIMENSION_FIELDS
from ui import wording
from ui.dialogs.playbook_editor.part_form import PartForm
from ui.widgets.fields import LineField

translate = QCoreApplication.translate
TYPE_WIDTH = 168
NUMBER_WIDTH = 96


def answer_type_words() -> dict[str, str]:
    """Return what the types of answers are called."""
    return {
        "text": translate("playbook", "Text"),
        "yes_no": translate("playbook", "Yes or no"),
        "choice": translate("playbook", "Choice"),
        "number": translate("playbook", "Number"),
        "money": translate("playbook", "Amount"),
        "date": translate("playbook", "Date"),
        "contact": translate("playbook", "Person"),
    }


def rule_example(answer_type: str) -> str:
    """Return how a rule on a type of answer can be written."""
    examples = {
        "number": translate("playbook", ">= 10000 beds, < 50, between 10 and 49"),
        "money": translate("playbook", ">= 10000, >= 10000 EUR, between 5000 and 20000"),
        "date": translate("playbook", "within 6 months, later than 2 weeks, before 2027-03-31"),
        "yes_no": translate("playbook", "yes"),
        "choice": translate("playbook", "any of Hospital, Clinic"),
        "contact": translate("playbook", "any of CEO, CFO"),
    }
    return examples.get(answer_type, translate("playbook", "any of SAP, Oracle, or none of Excel"))


def stand_words() -> dict[str, str]:
    """Return what a dimension can stand for."""
    return {
        "": translate("playbook", "Itself only"),
        "budget": wording.dimension_word("B"),
        "authority": wording.dimension_word("A"),
        "need": wording.dimension_word("N"),
        "timeline": wording.dimension_word("T"),
    }


class DimensionForm(PartForm):
    """Name, letter, question, and which dimension of BANT it stands for."""

    def __init__(self, parent: QWidget | None = None) -> None:
        """Lay the fields out."""
        super().__init__(parent)
        self.setObjectName("dimension_form")
        self.row(
            self.add_line("name", self.tr("Dimension"), explained="dimension"),
            self.add_line("letter", self.tr("Letter"), 64),
        )
        self.row(self.add_line("question", self.tr("Question it answers")))
        self.row(self.add_choice("stands_for", self.tr("Counts in BANT as"), stand_words(), TYPE_WIDTH))
        self.note(
            self.tr(
                "The four letters on cards and tables are always those of BANT. Say which of them this dimension is, "
                "so that what is known here shows there."
            )
        )
        self.column.addStretch(1)

    def show_dimension(self, dimension: DimensionPlan, *, is_other: bool) -> None:
        """Show a dimension."""
        values = {name: getattr(dimension, name) for name in DIMENSION_FIELDS}
        if dimension.code in stand_words() and not dimension.stands_for:
            values["stands_for"] = dimension.code
        self.show_values(values, is_other=is_other)


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
