"""What was done to a playbook, in sentences."""

from __future__ import annotations

from PySide6.QtCore import QCoreApplication

from salesdesk.domain.playbook_differences import Difference
from ui import wording
from ui.dialogs.playbook_editor.part_words import answer_type_words, stand_words

translate = QCoreApplication.translate


def field_word(field: str) -> str:
    """Return what a field of a playbook is called in the middle of a sentence."""
    return {
        "name": translate("playbook", "name"),
        "mql_mark": translate("playbook", "MQL mark"),
        "evidence_days": translate("playbook", "days until answers age"),
        "letter": translate("playbook", "letter"),
        "question": translate("playbook", "question"),
        "stands_for": translate("playbook", "counterpart in BANT"),
        "prompt": translate("playbook", "words"),
        "answer_type": translate("playbook", "type of answer"),
        "rule": translate("playbook", "rule"),
        "choices": translate("playbook", "choices"),
        "talk_track": translate("playbook", "talk track"),
        "weight": translate("playbook", "weight"),
        "is_required": translate("playbook", "required"),
        "disqualifies": translate("playbook", "disqualifies"),
    }[field]


def difference_text(difference: Difference) -> str:
    """Return what happened, “Budget: rule is now “>= 5000”, it was empty”."""
    name = difference.name
    if difference.how == "changed":
        words = translate("playbook", "{name}: {field} {after}, before {before}")
        if difference.field == "talk_track":
            return translate("playbook", "{name}: talk track changed").format(name=name)
        return words.format(
            name=name,
            field=field_word(difference.field),
            after=_value_text(difference.field, difference.after),
            before=_value_text(difference.field, difference.before),
        )
    if difference.how == "moved":
        words = translate("playbook", "{name}: moved from {before} to {after}")
        return words.format(name=name, before=difference.before, after=difference.after)
    words = {
        "added": translate("playbook", "{name}: added"),
        "deleted": translate("playbook", "{name}: deleted"),
        "reordered": translate("playbook", "{name}: in another order"),
    }[difference.how]
    return words.format(name=name)


def _value_text(field: str, value: object) -> str:
    if isinstance(value, bool):
        return translate("playbook", "yes") if value else translate("playbook", "no")
    if isinstance(value, tuple):
        return "“" + ", ".join(str(one) for one in value) + "”" if value else translate("playbook", "none")
    if field == "answer_type":
        return answer_type_words().get(str(value), str(value)).lower()
    if field == "stands_for":
        return stand_words().get(str(value), str(value)).lower()
    if value is None:
        return translate("playbook", "as in the playbook")
    if isinstance(value, int):
        return wording.number_text(value)
    return f"“{value}”" if value else translate("playbook", "empty")
