"""Fields for the answers to a playbook’s criteria, one kind for each answer type."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

from PySide6.QtCore import QCoreApplication, Signal
from PySide6.QtWidgets import QWidget

from salesdesk.domain.errors import BadValue
from salesdesk.domain.money import Money, parse_money
from ui.widgets.date_field import DateField, read_date
from ui.widgets.fields import ChoiceField, LabelledField, LineField, MoneyField

WIDE_TYPES = frozenset({"text"})


class AnswerField(LabelledField):
    """One labelled field whose answer is text as its answer type writes it.

    Signals: `edited` when the rep changed the answer.
    """

    edited = Signal()

    def __init__(self, code: str, prompt: str, editor: LineField | ChoiceField, parent: QWidget | None = None) -> None:
        """Put the editor under the criterion’s prompt."""
        super().__init__(prompt, editor, parent)
        self.code = code
        editor.setObjectName(f"answer_{code}")
        if isinstance(editor, ChoiceField):
            editor.chosen.connect(lambda _key: self.edited.emit())
        else:
            editor.textEdited.connect(lambda _text: self.edited.emit())

    def value(self) -> str:
        """Return the answer, empty where there is none or what is typed cannot be read."""
        raise NotImplementedError

    def set_value(self, value: str) -> None:
        """Show an answer as it was recorded."""
        raise NotImplementedError

    def is_sound(self) -> bool:
        """Tell whether what is typed can be read; the field says what to write where it cannot."""
        self.value()
        return not self.field.error()

    def peek(self) -> str:
        """Return the answer as `value` does, without marking what cannot be read yet."""
        return self.value()

    def typed(self) -> str:
        """Return what is typed, sound or not."""
        return self.value()

    def set_typed(self, text: str) -> None:
        """Show again what was typed."""
        self.set_value(text)


class TextAnswer(AnswerField):
    """A line of text: also a number, and the name of a contact."""

    def __init__(self, code: str, prompt: str, parent: QWidget | None = None) -> None:
        """Start empty."""
        self.editor = LineField()
        super().__init__(code, prompt, self.editor, parent)

    def value(self) -> str:
        """Return the text without space around it."""
        return self.editor.text().strip()

    def set_value(self, value: str) -> None:
        """Show a text."""
        self.editor.set_error("")
        self.editor.setText(value)


class MoneyAnswer(AnswerField):
    """An amount, recorded as a plain decimal with its currency."""

    def __init__(self, code: str, prompt: str, currency: str, parent: QWidget | None = None) -> None:
        """Start empty, in the currency of the desk."""
        self.editor = MoneyField(currency)
        super().__init__(code, prompt, self.editor, parent)

    def value(self) -> str:
        """Return the amount as a decimal without grouping, and its currency."""
        amount = self.editor.amount_minor()
        return "" if amount is None else str(Money(amount, self.editor.currency))

    def set_value(self, value: str) -> None:
        """Show a recorded amount; what is no amount is shown as it is."""
        try:
            money = parse_money(value, self.editor.currency, decimal_comma=False) if value else None
        except BadValue:
            self.editor.setText(value)
            return
        if money is not None:
            self.editor.set_currency(money.currency)
        self.editor.set_amount_minor(None if money is None else money.amount_minor)

    def typed(self) -> str:
        """Return what is typed."""
        return self.editor.text()

    def set_typed(self, text: str) -> None:
        """Show again what was typed."""
        self.editor.setText(text)


class DateAnswer(AnswerField):
    """A day, recorded as ISO."""

    def __init__(self, code: str, prompt: str, parent: QWidget | None = None) -> None:
        """Start empty."""
        self.editor = DateField()
        super().__init__(code, prompt, self.editor, parent)
        self.editor.date_changed.connect(lambda _day: self.edited.emit())

    def value(self) -> str:
        """Return the day as ISO."""
        day = self.editor.day()
        return "" if day is None else day.isoformat()

    def peek(self) -> str:
        """Return the day as ISO where what is typed so far is one."""
        day = read_date(self.editor.text(), self.editor.locale(), date.today())
        return "" if day is None else day.isoformat()

    def set_value(self, value: str) -> None:
        """Show a recorded day; what is no date is shown as it is."""
        try:
            self.editor.set_day(date.fromisoformat(value) if value else None)
        except ValueError:
            self.editor.setText(value)

    def typed(self) -> str:
        """Return what is typed."""
        return self.editor.text()

    def set_typed(self, text: str) -> None:
        """Show again what was typed."""
        self.editor.setText(text)


class ChoiceAnswer(AnswerField):
    """One of the playbook’s choices, or none."""

    def __init__(
        self, code: str, prompt: str, choices: Sequence[tuple[str, str]], parent: QWidget | None = None
    ) -> None:
        """Offer (value, text) pairs, after an empty one."""
        self.editor = ChoiceField()
        self.editor.add_choice("", QCoreApplication.translate("ChoiceAnswer", "Not said"))
        for value, text in choices:
            self.editor.add_choice(value, text)
        self.editor.setCurrentIndex(0)
        super().__init__(code, prompt, self.editor, parent)

    def value(self) -> str:
        """Return the value chosen."""
        return str(self.editor.choice() or "")

    def set_value(self, value: str) -> None:
        """Choose a value; one that the playbook no longer has stays choosable."""
        if self.editor.findData(value) < 0:
            self.editor.add_choice(value, value)
        self.editor.set_choice(value)


def answer_field(
    code: str, prompt: str, answer_type: str, choices: Sequence[str], currency: str, parent: QWidget | None = None
) -> AnswerField:
    """Return the field for a criterion of that answer type."""
    if answer_type == "money":
        return MoneyAnswer(code, prompt, currency, parent)
    if answer_type == "date":
        return DateAnswer(code, prompt, parent)
    if answer_type == "choice":
        return ChoiceAnswer(code, prompt, [(choice, choice) for choice in choices], parent)
    if answer_type == "yes_no":
        translate = QCoreApplication.translate
        pairs = [("yes", translate("ChoiceAnswer", "Yes")), ("no", translate("ChoiceAnswer", "No"))]
        return ChoiceAnswer(code, prompt, pairs, parent)
    return TextAnswer(code, prompt, parent)
