"""A new opportunity typed straight into its column."""

from __future__ import annotations

from PySide6.QtCore import QRectF, QSize, Qt, Signal
from PySide6.QtGui import QKeyEvent, QPainter, QPaintEvent
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout
from typing_extensions import override

from salesdesk.domain.errors import BadValue, SalesDeskError
from salesdesk.services.commands import AddOpportunity
from ui import painting, wording
from ui.session import DeskSession
from ui.views.board.column import Adder, Column
from ui.widgets.button import Button, IconButton
from ui.widgets.fields import ErrorLine, LineField, MoneyField

NAME_LENGTH = 300


class QuickAdd(Adder):
    """Name and amount in the shape of a card; Enter adds and stays for the next one, Esc closes.

    Signals:
        added: int. The number of an opportunity that was added.
        details_requested: str, object. All fields are wanted, for this name and amount in minor units or None.
        left: it is over, and the focus belongs to the column.
    """

    added = Signal(int)
    details_requested = Signal(str, object)
    left = Signal()

    def __init__(self, column: Column, session: DeskSession, currency: str) -> None:
        """Add to the stage of a column, in a currency."""
        super().__init__(column)
        self._column = column
        self.setObjectName("quick_add")
        self.setAccessibleName(self.tr("New opportunity in {stage}").format(stage=column.stage.name))
        self._session = session
        self._currency = currency
        self.name_field: LineField = LineField(record_form=True)
        self.name_field.setObjectName("quick_name")
        self.name_field.setMaxLength(NAME_LENGTH)
        self.name_field.setPlaceholderText(self.tr("Account and what they buy"))
        self.name_field.setAccessibleName(self.tr("Name"))
        self.amount_field = MoneyField(currency, record_form=True)
        self.amount_field.setObjectName("quick_amount")
        self.amount_field.setPlaceholderText(self.tr("Amount, {currency}").format(currency=wording.symbol_of(currency)))
        self.amount_field.setAccessibleName(self.tr("Amount, {currency}").format(currency=currency))
        self.error_line = ErrorLine()
        self.error_line.setObjectName("quick_error")
        self._lay_out()
        for field in (self.name_field, self.amount_field):
            field.error_changed.connect(self._show_error)

    def _lay_out(self) -> None:
        add = Button(self.tr("Add"), "primary", keys="Return")
        add.setObjectName("quick_add_button")
        add.clicked.connect(self.save)
        more = Button(self.tr("More fields…"), "link", "row")
        more.setObjectName("quick_more_button")
        more.clicked.connect(self._ask_details)
        close = IconButton("x", self.tr("Close"))
        close.setObjectName("quick_close_button")
        close.clicked.connect(self._leave)
        money = QHBoxLayout()
        money.setSpacing(6)
        money.addWidget(self.amount_field, 1)
        money.addWidget(add)
        foot = QHBoxLayout()
        foot.setContentsMargins(0, 2, 0, 0)
        foot.addWidget(more)
        foot.addStretch(1)
        foot.addWidget(close)
        column = QVBoxLayout(self)
        column.setContentsMargins(10, 10, 10, 6)
        column.setSpacing(6)
        column.addWidget(self.name_field)
        column.addLayout(money)
        column.addWidget(self.error_line)
        column.addLayout(foot)

    def save(self) -> None:
        """Add the opportunity and make room for the next, or say beside the field what is wrong."""
        name, amount = " ".join(self.name_field.text().split()), self.amount_field.amount_minor()
        if not name:
            self.name_field.set_error(self.tr("Give it a name, for instance the account and what they buy"))
        wrong = [field for field in (self.name_field, self.amount_field) if field.error()]
        if wrong:
            wrong[0].setFocus(Qt.FocusReason.OtherFocusReason)
            return
        given = {"name": name, "stage_id": self._column.stage.id, "amount_minor": amount, "currency": self._currency}
        command = AddOpportunity({key: value for key, value in given.items() if value is not None})
        try:
            done = self._session.run(command, self, raises=True)
        except SalesDeskError as refusal:
            is_amount = isinstance(refusal, BadValue) and "amount" in refusal.field
            (self.amount_field if is_amount else self.name_field).set_error(str(refusal))
            return
        if done is None or done.new_id is None:
            return
        self.name_field.clear()
        self.amount_field.clear()
        self._session.notify(self.tr("Added “{name}”").format(name=name), undoable=True)
        self.added.emit(done.new_id)
        self.name_field.setFocus(Qt.FocusReason.OtherFocusReason)

    def _ask_details(self) -> None:
        name, amount = " ".join(self.name_field.text().split()), self.amount_field.amount_minor()
        if not self.amount_field.error():
            self._leave()
            self.details_requested.emit(name, amount)

    def _leave(self) -> None:
        self._column.set_adder(None)
        self.left.emit()

    def _show_error(self, _sentence: str) -> None:
        self.error_line.set_text(self.name_field.error() or self.amount_field.error())
        self.updateGeometry()
        self.resized.emit()

    @override
    def height_for(self, width: int) -> int:
        """Return the height it needs at a width."""
        self.resize(width, self.height())
        layout = self.layout()
        assert layout is not None
        layout.activate()
        self.error_line.resize(width - 20, self.error_line.height())
        return layout.sizeHint().height()

    @override
    def sizeHint(self) -> QSize:
        """Return the size of a card with two fields."""
        layout = self.layout()
        assert layout is not None
        return layout.sizeHint()

    @override
    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Add with Enter, close with Esc; no key reaches the board."""
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter) and not event.isAutoRepeat():
            self.save()
        elif event.key() == Qt.Key.Key_Escape:
            self._leave()
        event.accept()

    @override
    def paintEvent(self, event: QPaintEvent) -> None:
        """Draw the card the fields stand on."""
        painter = QPainter(self)
        painting.panel(painter, QRectF(self.rect()), "surface", "accent", 8)
        painter.end()


def open_adder(column: Column, session: DeskSession, currency: str) -> QuickAdd | None:
    """Open the fields of a new card at the top of a column with the cursor in the name; return them if they are new."""
    standing = column.adder()
    if standing is not None:
        standing.name_field.setFocus(Qt.FocusReason.OtherFocusReason)
        return None
    adder = QuickAdd(column, session, currency)
    column.set_adder(adder)
    adder.name_field.setFocus(Qt.FocusReason.OtherFocusReason)
    return adder
