"""Forms for one condition: each reads a condition into its fields and makes one of what stands in them."""

from __future__ import annotations

from collections.abc import Sequence
from typing import cast

from PySide6.QtCore import QCoreApplication
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget
from typing_extensions import override

from salesdesk.domain.errors import SalesDeskError
from salesdesk.domain.filters import LARGEST_FIGURE, Condition, Value, operators, plan_of
from ui import wording
from ui.widgets.check_list import CheckList
from ui.widgets.fields import ChoiceField, ErrorLine, LineField, MoneyField
from ui.widgets.labels import Label
from ui.widgets.marks import CheckBox

translate = QCoreApplication.translate
GAP = 8
EMPTY = "empty"


class ConditionForm(QWidget):
    """The fields of one condition, all in one column with a line for what is wrong below."""

    def __init__(self, field: str, parent: QWidget | None = None) -> None:
        """Start empty."""
        super().__init__(parent)
        self.field = field
        self.column = QVBoxLayout(self)
        self.column.setContentsMargins(0, 0, 0, 0)
        self.column.setSpacing(GAP)
        self.error_line = ErrorLine()

    def finish(self) -> None:
        """Put the line for what is wrong below all fields."""
        self.column.addWidget(self.error_line)

    def load(self, condition: Condition) -> None:
        """Show a condition."""

    def condition(self) -> Condition | None:
        """Return what the fields say; where that is no condition, say why and return None."""
        return Condition(self.field, "is")

    def first_field(self) -> QWidget | None:
        """Return what takes the cursor first."""
        return None

    def made(self, operator: str, values: Sequence[Value]) -> Condition | None:
        """Return the condition, or None with the sentence of why it cannot be."""
        try:
            found = Condition(self.field, operator, tuple(values))
        except SalesDeskError as refusal:
            self.error_line.set_text(str(refusal))
            return None
        self.error_line.set_text("")
        return found


class ChoiceForm(ConditionForm):
    """Things to tick; for fields that can be empty also “None”, which stands alone."""

    def __init__(self, field: str, choices: Sequence[tuple[Value, str]], parent: QWidget | None = None) -> None:
        """Offer the choices."""
        super().__init__(field, parent)
        self._choices = list(choices)
        self.list = CheckList()
        self.list.setObjectName("choice_list")
        self.list.setAccessibleName(plan_of(field).label)
        for value, text in choices:
            self.list.add_row(value, text)
        if plan_of(field).can_be_empty:
            self.list.add_row(EMPTY, translate("filters", "None"))
        self.list.ticks_changed.connect(self._on_ticked)
        self.column.addWidget(self.list)
        self.finish()

    @override
    def load(self, condition: Condition) -> None:
        """Tick what the condition names; what is gone since is offered again."""
        known = [value for value, _ in self._choices]
        for value in condition.values:
            if value not in known and isinstance(value, str):
                self.list.add_row(value, value)
        self.list.set_ticked([EMPTY] if condition.operator == EMPTY else condition.values)

    @override
    def condition(self) -> Condition | None:
        """Return the ticked values, any of which will do."""
        ticked = self.list.ticked()
        if ticked == [EMPTY] and plan_of(self.field).can_be_empty:
            return self.made(EMPTY, ())
        if not ticked and plan_of(self.field).form == "gap":
            return self.made("is", ())
        if not ticked:
            self.error_line.set_text(translate("filters", "Tick at least one."))
            return None
        return self.made("any_of", cast(list[Value], ticked))

    @override
    def first_field(self) -> QWidget | None:
        """Return the list."""
        return self.list

    def _on_ticked(self) -> None:
        self.error_line.set_text("")
        ticked = self.list.ticked()
        if EMPTY in ticked and len(ticked) > 1 and plan_of(self.field).can_be_empty:
            is_empty = self.list.last_toggled() == EMPTY
            self.list.set_ticked([EMPTY] if is_empty else [key for key in ticked if key != EMPTY])


class GapForm(ChoiceForm):
    """The four dimensions; none ticked means a gap in any of them."""

    def __init__(self, field: str, choices: Sequence[tuple[Value, str]], parent: QWidget | None = None) -> None:
        """Offer the dimensions."""
        super().__init__(field, choices, parent)
        said = translate("filters", "With none ticked, a gap in any of them counts from the stage that expects BANT.")
        self.column.insertWidget(0, Label(said, "small", "muted", wraps=True))


class SignalForm(ConditionForm):
    """Something that is so, or is not; nothing to fill in."""

    def __init__(self, field: str, parent: QWidget | None = None) -> None:
        """Say what is meant."""
        super().__init__(field, parent)
        meaning = {
            "rotting": translate("filters", "Without a touch for longer than the limit of the stage."),
            "high_intent": translate("filters", "Marked as high intent, such as a request for a demo."),
            "attachment": translate("filters", "With at least one file attached."),
        }
        self.column.addWidget(Label(meaning.get(field, plan_of(field).label), "small", "muted", wraps=True))
        self.finish()


class TextForm(ConditionForm):
    """Words to find."""

    def __init__(self, field: str, parent: QWidget | None = None) -> None:
        """Start empty."""
        super().__init__(field, parent)
        self.words_field = LineField()
        self.words_field.setObjectName("words_field")
        self.words_field.setAccessibleName(translate("filters", "Words to find"))
        if field == "text":
            self.words_field.setPlaceholderText(translate("filters", "Words in name, account or notes"))
        self.words_field.textEdited.connect(lambda _text: self.error_line.set_text(""))
        self.empty_box = CheckBox(translate("filters", "Nothing in it"))
        self.empty_box.setObjectName("empty_box")
        self.empty_box.toggled.connect(self.words_field.setDisabled)
        self.column.addWidget(self.words_field)
        self.column.addWidget(self.empty_box)
        self.empty_box.setVisible(plan_of(field).can_be_empty)
        self.finish()

    @override
    def load(self, condition: Condition) -> None:
        """Show the words."""
        self.empty_box.setChecked(condition.operator == EMPTY)
        self.words_field.setText("" if condition.operator == EMPTY else str(condition.values[0]))

    @override
    def condition(self) -> Condition | None:
        """Return the words that are to be found."""
        if self.empty_box.isChecked():
            return self.made(EMPTY, ())
        words = " ".join(self.words_field.text().split())
        if not words:
            self.error_line.set_text(translate("filters", "Write what is to be found."))
            return None
        return self.made("has", (words,))

    @override
    def first_field(self) -> QWidget | None:
        """Return the field."""
        return self.words_field


class RangeForm(ConditionForm):
    """At least, at most, between, or none: for amounts in a currency and for plain numbers."""

    def __init__(self, field: str, currencies: Sequence[str] = (), parent: QWidget | None = None) -> None:
        """Start at “at least”; without currencies the values are plain numbers."""
        super().__init__(field, parent)
        self._is_money = bool(currencies)
        self._is_decimal = plan_of(field).form == "decimal"
        self.operator_field = ChoiceField()
        self.operator_field.setObjectName("operator_field")
        self.operator_field.setAccessibleName(translate("filters", "Comparison"))
        for operator in operators(field):
            self.operator_field.add_choice(operator, _range_word(operator))
        self.operator_field.chosen.connect(lambda _key: self._show_fields())
        self.low_field = self._number_field("low_field", currencies)
        self.high_field = self._number_field("high_field", currencies)
        self.low_field.setAccessibleName(translate("filters", "Value"))
        self.high_field.setAccessibleName(translate("filters", "Up to"))
        self.and_label = Label(translate("filters", "to"), "small", "muted")
        self.currency_field = ChoiceField()
        self.currency_field.setObjectName("currency_field")
        self.currency_field.setAccessibleName(translate("filters", "Currency"))
        for code in currencies:
            self.currency_field.add_choice(code, code)
        self.currency_field.chosen.connect(self._on_currency)
        row = QHBoxLayout()
        row.setSpacing(GAP)
        row.addWidget(self.low_field, 1)
        row.addWidget(self.and_label)
        row.addWidget(self.high_field, 1)
        row.addWidget(self.currency_field)
        self.column.addWidget(self.operator_field)
        self.column.addLayout(row)
        self.finish()
        self._show_fields()

    def _number_field(self, name: str, currencies: Sequence[str]) -> LineField:
        field = MoneyField(currencies[0]) if currencies else LineField()
        field.setObjectName(name)
        field.error_changed.connect(self.error_line.set_text)
        field.textEdited.connect(lambda _text: self.error_line.set_text(""))
        return field

    def _on_currency(self, code: object) -> None:
        for field in (self.low_field, self.high_field):
            if isinstance(field, MoneyField):
                field.set_currency(str(code))

    def _show_fields(self) -> None:
        operator = self.operator_field.choice()
        self.low_field.setVisible(operator != EMPTY)
        self.and_label.setVisible(operator == "between")
        self.high_field.setVisible(operator == "between")
        self.currency_field.setVisible(self.currency_field.count() > 1 and operator != EMPTY)

    @override
    def load(self, condition: Condition) -> None:
        """Show comparison and values."""
        self.operator_field.set_choice(condition.operator)
        values = list(condition.values)
        if self._is_money and values:
            code = str(values.pop())
            if self.currency_field.findData(code) < 0:
                self.currency_field.add_choice(code, code)
            self.currency_field.set_choice(code)
            self._on_currency(code)
        for field, value in zip((self.low_field, self.high_field), values, strict=False):
            if isinstance(field, MoneyField):
                field.set_amount_minor(cast(int, value))
            else:
                field.setText(wording.figure_text(str(value)))
        self._show_fields()

    @override
    def condition(self) -> Condition | None:
        """Return comparison and values."""
        operator = str(self.operator_field.choice())
        if operator == EMPTY:
            return self.made(EMPTY, ())
        fields = [self.low_field, self.high_field] if operator == "between" else [self.low_field]
        values: list[Value] = []
        for field in fields:
            value = self._value(field)
            if value is None:
                field.setFocus()
                return None
            values.append(value)
        values.sort(key=lambda value: cast(float, value))
        return self.made(operator, [*values, str(self.currency_field.choice())] if self._is_money else values)

    def _value(self, field: LineField) -> float | None:
        text = field.text().strip()
        if not text:
            field.set_error(translate("filters", "Write a number."))
            return None
        if isinstance(field, MoneyField):
            return field.amount_minor()
        if self._is_decimal:
            return self._decimal(field, text)
        if text.isdecimal():
            return int(text)
        field.set_error(translate("filters", "Write a whole number, such as 60."))
        return None

    def _decimal(self, field: LineField, text: str) -> float | None:
        try:
            value = float(wording.plain_figure(text))
        except ValueError:
            words = translate("filters", "Write a number, such as 12 or {example}.")
            field.set_error(words.format(example=wording.figure_text("12.5")))
            return None
        if not abs(value) <= LARGEST_FIGURE:
            field.set_error(translate("filters", "Write a smaller number."))
            return None
        return int(value) if value.is_integer() else value

    @override
    def first_field(self) -> QWidget | None:
        """Return the value, or the comparison where there is none to write."""
        return self.operator_field if self.operator_field.choice() == EMPTY else self.low_field


def _range_word(operator: str) -> str:
    return {
        "at_least": translate("filters", "At least"),
        "at_most": translate("filters", "At most"),
        "between": translate("filters", "Between"),
        EMPTY: translate("filters", "None"),
    }[operator]
