"""The Won sheet: amount, day and contract, filled in, so that one key closes."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QWidget

from salesdesk.services.commands import Command, WinOpportunities, WinOpportunity
from ui import wording
from ui.dialogs.closing import ClosingDialog, Subject, called, won_text
from ui.session import DeskSession
from ui.widgets.date_field import DateField
from ui.widgets.fields import LabelledField, MoneyField
from ui.widgets.labels import Label


class WonDialog(ClosingDialog):
    """Asks for what is known when opportunities are won; several are won at the amounts they have."""

    def __init__(self, session: DeskSession, subjects: Sequence[Subject], parent: QWidget) -> None:
        """Fill in the amount as it stands and today."""
        question = self.tr("Mark {what} as won?").format(what=called(subjects))
        super().__init__(session, subjects, self.tr("Mark as won"), question, parent)
        self.setObjectName("won_dialog")
        self._make_fields()
        fields = [
            LabelledField(self.tr("Closed on"), self.closed_field),
            LabelledField(self.tr("Contract signed, optional"), self.contract_field),
        ]
        if self._is_one:
            symbol = wording.symbol_of(self.subject.card.currency)
            fields.insert(
                0, LabelledField(self.tr("Final amount, {currency}").format(currency=symbol), self.amount_field)
            )
        self.column.addSpacing(4)
        self.add_inset(*fields)
        self._add_customers()
        self.add_inset(self.refusal)
        self.set_foot(self.tr("Mark as won"), self.tr("Keep open"), self.tr("You can undo this"))
        self.primary_button.clicked.connect(self.save)
        first = self.amount_field if self._is_one else self.closed_field
        first.setFocus(Qt.FocusReason.OtherFocusReason)
        first.selectAll()

    @property
    def _is_one(self) -> bool:
        return len(self.subjects) == 1

    def _make_fields(self) -> None:
        card = self.subject.card
        self.amount_field = MoneyField(card.currency)
        self.amount_field.setObjectName("amount_field")
        self.amount_field.set_amount_minor(card.amount_minor)
        self.closed_field = DateField()
        self.closed_field.setObjectName("closed_field")
        self.closed_field.set_day(self.session.now().date())
        self.contract_field = DateField()
        self.contract_field.setObjectName("contract_field")

    def _add_customers(self) -> None:
        accounts = list(dict.fromkeys(one.card.account for one in self.subjects if one.card.account))
        if not accounts:
            return
        text = self.tr("{account} becomes a customer.").format(account=accounts[0])
        if len(accounts) > 1:
            text = self.tr("{count} accounts become customers.").format(count=wording.number_text(len(accounts)))
        self.column.addSpacing(12)
        self.add_inset(Label(text, "small", "muted", wraps=True))

    def save(self) -> None:
        """Close the opportunities as won, or point at the field that is wrong."""
        self.refusal.set_text("")
        amount, closed, contract = (
            self.amount_field.amount_minor(),
            self.closed_field.day(),
            self.contract_field.day(),
        )
        if self._is_one and amount is None and not self.amount_field.error():
            self.amount_field.set_error(self.tr("Give the amount it was won at"))
        if closed is None and not self.closed_field.error():
            self.closed_field.set_error(self.tr("Give the day it was won"))
        elif closed is not None and closed > self.session.now().date():
            self.closed_field.set_error(self.tr("Give today or a day before"))
        wrong = [one for one in (self.amount_field, self.closed_field, self.contract_field) if one.error()]
        if wrong:
            wrong[0].setFocus(Qt.FocusReason.ShortcutFocusReason)
            return
        command: Command = WinOpportunities(self.ids(), closed, contract)
        if self._is_one:
            command = WinOpportunity(self.subject.card.id, amount, closed, contract)
        self.close_with(command, won_text)
