"""What an amount in another currency is worth in the desk’s, by a dated rate the rep enters here."""

from __future__ import annotations

from datetime import date
from decimal import Decimal, InvalidOperation

from PySide6.QtCore import Qt
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget
from typing_extensions import override

from salesdesk.domain.errors import SalesDeskError
from salesdesk.domain.rates import Rate, convert_minor
from salesdesk.queries import rates
from salesdesk.services.commands import EnterRate
from ui import wording
from ui.session import DeskSession
from ui.views.record.standing import StandingLine
from ui.widgets.button import Button
from ui.widgets.date_field import DateField
from ui.widgets.fields import ErrorLine, LabelledField, LineField
from ui.widgets.labels import DEMI_BOLD, Label
from ui.widgets.popover import Popover

WIDTH = 320


class RateEditor(Popover):
    """Asks what one unit of a currency is worth, and since when."""

    def __init__(self, anchor: QWidget, session: DeskSession, currency: str, into: str, rate: Rate | None) -> None:
        """Start from the rate that holds, or from none."""
        super().__init__(anchor, WIDTH)
        self.setObjectName("rate_editor")
        self._session, self._currency, self._into = session, currency, into
        self.rate_field = LineField()
        self.rate_field.setObjectName("rate_field")
        if rate is not None:
            self.rate_field.setText(rate_text(rate))
        self.day_field = DateField()
        self.day_field.setObjectName("rate_day")
        self.day_field.set_day(session.now().date())
        self.refusal = ErrorLine()
        self.save_button = Button(self.tr("Enter rate"), "primary")
        self.save_button.setObjectName("rate_save")
        self.save_button.clicked.connect(self.save)
        column = QVBoxLayout(self.body)
        column.setContentsMargins(16, 14, 16, 14)
        column.setSpacing(10)
        column.addWidget(Label(self.tr("Exchange rate"), "subhead", "text", DEMI_BOLD))
        asked = self.tr("1 {currency} in {into}").format(currency=currency, into=into)
        column.addWidget(LabelledField(asked, self.rate_field))
        column.addWidget(LabelledField(self.tr("Holds from"), self.day_field))
        column.addWidget(self.refusal)
        foot = QHBoxLayout()
        foot.addStretch(1)
        foot.addWidget(self.save_button)
        column.addLayout(foot)

    def save(self) -> None:
        """Enter the rate and close, or say what is wrong."""
        day = self.day_field.day()
        typed = self.rate_field.text().strip().replace(wording.locale().decimalPoint(), ".").replace(",", ".")
        try:
            rate = Decimal(typed)
        except InvalidOperation:
            self.rate_field.set_error(self.tr("Write a number, for example 1.0842"))
        if day is None and not self.day_field.error():
            self.day_field.set_error(self.tr("Choose a day"))
        if self.rate_field.error() or self.day_field.error():
            self.refit()
            return
        try:
            self._session.run(EnterRate(self._currency, self._into, rate, day), self, raises=True)
        except SalesDeskError as refusal:
            self.refusal.set_text(str(refusal))
            self.refit()
            return
        self.close()

    @override
    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Enter the rate with Enter."""
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self.save()
            event.accept()
        else:
            super().keyPressEvent(event)


class RateLine(StandingLine):
    """Says what an amount is worth in the desk’s currency; hidden where it is in that already."""

    def __init__(self, session: DeskSession, into: str, parent: QWidget | None = None) -> None:
        """Convert into a currency."""
        super().__init__(parent)
        self.setObjectName("rate_line")
        self._session = session
        self._into = into
        self._currency = into
        self._rate: Rate | None = None
        self.link_used.connect(self.ask)

    def show_amount(self, amount_minor: int, currency: str, today: date) -> None:
        """Show an amount of an opportunity."""
        self._currency = currency
        if currency == self._into:
            self.say("", "", "")
            return
        self._rate = self._session.read(rates.rates_into, self._into, today).get(currency)
        if self._rate is None:
            values = {"currency": currency, "into": self._into}
            said = self.tr("No rate from {currency} to {into}: totals keep it apart").format(**values)
            self.say("alert-triangle", said, self.tr("Enter rate"))
            return
        worth = wording.money_text(convert_minor(amount_minor, self._rate), self._into)
        values = {"worth": worth, "rate": rate_text(self._rate), "day": wording.date_text(self._rate.dated_on, today)}
        self.say("refresh", self.tr("{worth} at {rate}, the rate of {day}").format(**values), self.tr("Change rate"))

    def ask(self) -> None:
        """Ask for the rate."""
        editor = RateEditor(self.link, self._session, self._currency, self._into, self._rate)
        editor.open(editor.rate_field)
        editor.rate_field.selectAll()


def rate_text(rate: Rate) -> str:
    """Return a rate as the locale writes numbers."""
    return f"{rate.as_decimal():f}".replace(".", wording.locale().decimalPoint())
