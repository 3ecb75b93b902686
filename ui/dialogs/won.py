"""The Won sheet: amount, day and contract, filled in, so that one key closes."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QWidget

from salesdesk.domain.errors import SalesDeskError
from salesdesk.services.commands import WinOpportunity
from ui import wording
from ui.dialogs.closing import ClosingDialog, Subject
from ui.session import DeskSession
from ui.widgets.date_field import DateField
from ui.widgets.fields import LabelledField, MoneyField
from ui.widgets.labels import Label


class WonDialog(ClosingDialog):
    """Asks for what is known when an opportunity is won."""

    def __init__(self, session: DeskSession, subject: Subject, parent: QWidget) -> None:
        """Fill in the amount as it stands and today."""
        title = subject.card.title
        super().__init__(
            session, subject, self.tr("Mark as won"), self.tr("Mark {name} as won?").format(name=title), parent
        )
        self.setObjectName("won_dialog")
        card = subject.card
        self.amount_field = MoneyField(card.currency)
        self.amount_field.setObjectName("amount_field")
        self.amount_field.set_amount_minor(card.amount_minor)
        self.closed_field = DateField()
        self.closed_field.setObjectName("closed_field")
        self.closed_field.set_day(session.now().date())
        self.contract_field = DateField()
        self.contract_field.setObjectName("contract_field")
        symbol = wording.symbol_of(card.currency)
        self.column.addSpacing(4)
        self.add_inset(
            LabelledField(self.tr("Final amount, {currency}").format(currency=symbol), self.amount_field),
            LabelledField(self.tr("Closed on"), self.closed_field),
            LabelledField(self.tr("Contract signed, optional"), self.contract_field),
        )
        if card.account:
            text = self.tr("{account} becomes a customer.").format(account=card.account)
            self.column.addSpacing(12)
            self.add_inset(Label(text, "small", "muted"))
        self.add_inset(self.refusal)
        self.set_foot(self.tr("Mark as won"), self.tr("Keep open"), self.tr("You can undo this"))
        self.primary_button.clicked.connect(self.save)
        self.amount_field.setFocus(Qt.FocusReason.OtherFocusReason)
        self.amount_field.selectAll()

    def save(self) -> None:
        """Close the opportunity as won, or point at the field that is wrong."""
        self.refusal.set_text("")
        amount, closed, contract = (
            self.amount_field.amount_minor(),
            self.closed_field.day(),
            self.contract_field.day(),
        )
        if amount is None and not self.amount_field.error():
            self.amount_field.set_error(self.tr("Give the amount it was won at"))
        if closed is None and not self.closed_field.error():
            self.closed_field.set_error(self.tr("Give the day it was won"))
        elif closed is not None and closed > self.session.now().date():
            self.closed_field.set_error(self.tr("Give today or a day before"))
        wrong = [one for one in (self.amount_field, self.closed_field, self.contract_field) if one.error()]
        if wrong:
            wrong[0].setFocus(Qt.FocusReason.ShortcutFocusReason)
            return
        try:
            self.close_with(WinOpportunity(self.subject.card.id, amount, closed, contract))
        except SalesDeskError as refusal:
            self.refusal.set_text(str(refusal))
