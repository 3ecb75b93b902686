"""What answers, rules and dimensions of a playbook are called."""

from __future__ import annotations

from PySide6.QtCore import QCoreApplication

from ui import wording

translate = QCoreApplication.translate


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
