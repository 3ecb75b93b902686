"""A new opportunity: a name, and whatever else is known."""

from __future__ import annotations

from PySide6.QtCore import QStringListModel, Qt
from PySide6.QtWidgets import QCompleter, QGridLayout, QVBoxLayout, QWidget

from salesdesk.domain.errors import SalesDeskError
from salesdesk.queries import board, pipelines, search, settings
from salesdesk.services.commands import AddOpportunity
from ui.session import DeskSession
from ui.widgets.date_field import DateField
from ui.widgets.dialog import DialogFrame, DialogHeading
from ui.widgets.fields import ChoiceField, ErrorLine, LabelledField, LineField, MoneyField

WIDTH = 528
NAME_LENGTH = 300


class NewOpportunityDialog(DialogFrame):
    """Adds one opportunity; `new_id` is its number once it is accepted."""

    def __init__(self, session: DeskSession, stage_id: int | None, parent: QWidget) -> None:
        """Offer to add it to a stage."""
        super().__init__(parent, self.tr("New opportunity"), WIDTH)
        self.setObjectName("new_opportunity_dialog")
        self.new_id: int | None = None
        self._session = session
        self._accounts: dict[str, int] = {}
        self._make_fields(stage_id)
        column = QVBoxLayout(self.body)
        column.setContentsMargins(24, 20, 24, 18)
        column.setSpacing(0)
        column.addWidget(DialogHeading(self.tr("New opportunity")))
        column.addSpacing(14)
        column.addLayout(self._lay_out())
        column.addWidget(self.refusal)
        self.set_foot(self.tr("Add opportunity"), self.tr("Discard"), self.tr("You can undo this"))
        self.primary_button.clicked.connect(self.save)
        self.secondary_button.clicked.connect(self.reject)
        self.name_field.setFocus(Qt.FocusReason.OtherFocusReason)

    def _make_fields(self, stage_id: int | None) -> None:
        self.name_field = LineField()
        self.name_field.setObjectName("name_field")
        self.name_field.setMaxLength(NAME_LENGTH)
        self.account_field = LineField()
        self.account_field.setObjectName("account_field")
        self._names = QStringListModel(self)
        completer = QCompleter(self._names, self)
        completer.setCompletionMode(QCompleter.CompletionMode.UnfilteredPopupCompletion)
        self.account_field.setCompleter(completer)
        self.account_field.textEdited.connect(self._offer_accounts)
        self.stage_field = ChoiceField()
        self.stage_field.setObjectName("stage_field")
        pipeline = self._session.read(pipelines.pipeline_of_stage, stage_id)
        for stage in self._session.read(board.stages, pipeline):
            if stage.kind == "open":
                self.stage_field.add_choice(stage.id, stage.name)
        if stage_id is not None:
            self.stage_field.set_choice(stage_id)
        self._currency = self._session.read(settings.currency)
        self.amount_field = MoneyField(self._currency)
        self.amount_field.setObjectName("amount_field")
        self.close_field = DateField()
        self.close_field.setObjectName("close_field")
        self.refusal = ErrorLine()
        self.refusal.setObjectName("refusal")

    def fill_in(self, name: str, amount_minor: int | None) -> None:
        """Start from a name and an amount, with the cursor in the first field that is left to fill."""
        self.name_field.setText(name)
        self.amount_field.set_amount_minor(amount_minor)
        if name:
            self.account_field.setFocus(Qt.FocusReason.OtherFocusReason)

    def _lay_out(self) -> QGridLayout:
        grid = QGridLayout()
        grid.setHorizontalSpacing(14)
        grid.setVerticalSpacing(12)
        places = (
            (self.tr("Name"), self.name_field, 0, 0, 2),
            (self.tr("Account, optional"), self.account_field, 1, 0, 1),
            (self.tr("Stage"), self.stage_field, 1, 1, 1),
            (self.tr("Amount, {currency}").format(currency=self._currency), self.amount_field, 2, 0, 1),
            (self.tr("Expected close, optional"), self.close_field, 2, 1, 1),
        )
        for label, field, row, place, span in places:
            grid.addWidget(LabelledField(label, field), row, place, 1, span, Qt.AlignmentFlag.AlignTop)
        return grid

    def _offer_accounts(self, text: str) -> None:
        found = self._session.read(search.records, text, ("account",)) if text.strip() else []
        self._accounts = {hit.name.casefold(): hit.id for hit in reversed(found)}
        self._names.setStringList(list(dict.fromkeys(hit.name for hit in found)))

    def _account(self) -> int | None:
        """Return the account that is named; an unknown name becomes an error."""
        name = " ".join(self.account_field.text().split())
        if not name:
            return None
        self._offer_accounts(name)
        found = self._accounts.get(name.casefold())
        if found is None:
            text = self.tr("There is no account called “{name}”. Pick one as you type, or leave this empty")
            self.account_field.set_error(text.format(name=name))
        return found

    def save(self) -> None:
        """Add the opportunity, or point at the field that is wrong."""
        self.refusal.set_text("")
        name, account = " ".join(self.name_field.text().split()), self._account()
        amount, close = self.amount_field.amount_minor(), self.close_field.day()
        if not name:
            self.name_field.set_error(self.tr("Give it a name, for instance the account and what they buy"))
        fields = (self.name_field, self.account_field, self.amount_field, self.close_field)
        wrong = [field for field in fields if field.error()]
        if wrong:
            wrong[0].setFocus(Qt.FocusReason.ShortcutFocusReason)
            return
        given = {
            "name": name,
            "account_id": account,
            "stage_id": self.stage_field.choice(),
            "amount_minor": amount,
            "currency": self._currency,
            "expected_close": close,
        }
        command = AddOpportunity({key: value for key, value in given.items() if value is not None})
        try:
            done = self._session.run(command, self, raises=True)
        except SalesDeskError as refusal:
            self.refusal.set_text(str(refusal))
            return
        if done is not None:
            self.new_id = done.new_id
            self._session.notify(self.tr("Added “{name}”").format(name=name), undoable=True)
            self.accept()
