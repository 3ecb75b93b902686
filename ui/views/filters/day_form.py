"""The form for a condition on a day: fixed days, periods around today, or a number of days."""

from __future__ import annotations

from datetime import date

from PySide6.QtCore import QCoreApplication
from PySide6.QtWidgets import QHBoxLayout, QWidget
from typing_extensions import override

from salesdesk.domain.filters import Condition, operators
from salesdesk.domain.periods import PERIODS
from ui.views.filters.forms import EMPTY, GAP, ConditionForm
from ui.widgets.date_field import DateField
from ui.widgets.fields import ChoiceField, LineField
from ui.widgets.labels import Label

translate = QCoreApplication.translate
FIXED = {"by": 1, "from": 1, "between": 2}
COUNTED = ("next_days", "last_days", "over_days_ago")
DEFAULT_DAYS = "30"


class DayForm(ConditionForm):
    """A comparison, and what it needs: one or two days, a period, or a number of days."""

    def __init__(self, field: str, today: date, parent: QWidget | None = None) -> None:
        """Start at “this quarter” or the like."""
        super().__init__(field, parent)
        self.operator_field = ChoiceField()
        self.operator_field.setObjectName("operator_field")
        self.operator_field.setAccessibleName(translate("filters", "Comparison"))
        for operator in sorted(operators(field), key=_operator_order):
            self.operator_field.add_choice(operator, day_word(operator))
        self.operator_field.chosen.connect(lambda _key: self._show_fields())
        self.period_field = ChoiceField()
        self.period_field.setObjectName("period_field")
        self.period_field.setAccessibleName(translate("filters", "Period"))
        for period in PERIODS:
            self.period_field.add_choice(period, period_word(period))
        self.first_day = self._day_field("first_day", translate("filters", "Day"))
        self.last_day = self._day_field("last_day", translate("filters", "Last day"))
        self.to_label = Label(translate("filters", "to"), "small", "muted")
        self.count_field = LineField()
        self.count_field.setObjectName("count_field")
        self.count_field.setAccessibleName(translate("filters", "Number of days"))
        self.count_field.setText(DEFAULT_DAYS)
        self.count_field.error_changed.connect(self.error_line.set_text)
        self.days_label = Label(translate("filters", "days"), "small", "muted")
        row = QHBoxLayout()
        row.setSpacing(GAP)
        for part in (self.period_field, self.first_day, self.to_label, self.last_day, self.count_field):
            row.addWidget(part, 0 if part is self.to_label else 1)
        row.addWidget(self.days_label)
        self.column.addWidget(self.operator_field)
        self.column.addLayout(row)
        self.finish()
        self._today = today
        self._show_fields()

    def _day_field(self, name: str, words: str) -> DateField:
        field = DateField()
        field.setObjectName(name)
        field.setAccessibleName(words)
        field.error_changed.connect(self.error_line.set_text)
        return field

    def _show_fields(self) -> None:
        operator = str(self.operator_field.choice())
        self.period_field.setVisible(operator == "during")
        self.first_day.setVisible(operator in FIXED)
        self.to_label.setVisible(operator == "between")
        self.last_day.setVisible(operator == "between")
        self.count_field.setVisible(operator in COUNTED)
        self.days_label.setVisible(operator in COUNTED)

    @override
    def load(self, condition: Condition) -> None:
        """Show comparison and values."""
        self.operator_field.set_choice(condition.operator)
        days = [value for value in condition.values if isinstance(value, date)]
        for field, day in zip((self.first_day, self.last_day), days, strict=False):
            field.set_day(day)
        if condition.operator == "during":
            self.period_field.set_choice(condition.values[0])
        if condition.operator in COUNTED:
            self.count_field.setText(str(condition.values[0]))
        self._show_fields()

    @override
    def condition(self) -> Condition | None:
        """Return comparison and values."""
        operator = str(self.operator_field.choice())
        if operator == "during":
            return self.made(operator, (str(self.period_field.choice()),))
        if operator in FIXED:
            return self._fixed(operator)
        if operator in COUNTED:
            text = self.count_field.text().strip()
            if not text.isdecimal():
                self.count_field.set_error(translate("filters", "Write a number of days, such as 30."))
                self.count_field.setFocus()
                return None
            return self.made(operator, (int(text),))
        return self.made(operator, ())

    def _fixed(self, operator: str) -> Condition | None:
        days = []
        for field in (self.first_day, self.last_day)[: FIXED[operator]]:
            day = field.day()
            if day is None:
                if not field.error():
                    field.set_error(translate("filters", "Write a day."))
                field.setFocus()
                return None
            days.append(day)
        return self.made(operator, sorted(days))

    @override
    def first_field(self) -> QWidget | None:
        """Return what is to be filled in."""
        operator = str(self.operator_field.choice())
        if operator in FIXED:
            return self.first_day
        return self.count_field if operator in COUNTED else self.operator_field


def _operator_order(operator: str) -> int:
    order = ("during", "by", "from", "between", "next_days", "last_days", "over_days_ago", "past", EMPTY)
    return order.index(operator)


def day_word(operator: str) -> str:
    """Return what a comparison of days is called."""
    return {
        "by": translate("filters", "On or before"),
        "from": translate("filters", "On or after"),
        "between": translate("filters", "Between"),
        "during": translate("filters", "During"),
        "next_days": translate("filters", "In the next"),
        "last_days": translate("filters", "In the last"),
        "over_days_ago": translate("filters", "Longer ago than"),
        "past": translate("filters", "In the past, still open"),
        EMPTY: translate("filters", "None"),
    }[operator]


def period_word(period: str) -> str:
    """Return what a period is called."""
    return {
        "this_month": translate("filters", "This month"),
        "next_month": translate("filters", "Next month"),
        "last_month": translate("filters", "Last month"),
        "this_quarter": translate("filters", "This quarter"),
        "next_quarter": translate("filters", "Next quarter"),
        "last_quarter": translate("filters", "Last quarter"),
        "this_year": translate("filters", "This year"),
        "next_year": translate("filters", "Next year"),
        "last_year": translate("filters", "Last year"),
    }[period]
