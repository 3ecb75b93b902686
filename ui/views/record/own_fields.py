"""Fields of the rep’s own on the page of a record: shown and edited like its other fields."""

from __future__ import annotations

from datetime import date

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QFontMetricsF
from PySide6.QtWidgets import QVBoxLayout, QWidget

from salesdesk.domain.custom_fields import CustomField, CustomKind
from salesdesk.domain.errors import SalesDeskError
from salesdesk.queries import custom_fields
from salesdesk.services.commands import SetCustomValues
from ui import theme, wording
from ui.models.own_values import value_text, yes_no_words
from ui.session import DeskSession
from ui.views.record import reading
from ui.views.record.form import FieldPlan, RecordForm
from ui.widgets.date_field import date_words

WIDEST_LABEL = 96


class OwnFields(QWidget):
    """A section that is there where fields are, and shows while all fields do or one of them holds something.

    Signals: `escaped` when a field was left by Escape and there was nothing to restore.
    """

    escaped = Signal()

    def __init__(
        self, session: DeskSession, kind: CustomKind, currency: str, title: str, parent: QWidget | None = None
    ) -> None:
        """Start without a record, under a title; amounts are in the currency unless they name another."""
        super().__init__(parent)
        self.setObjectName(f"own_fields_{kind}")
        self._session = session
        self._kind = kind
        self._currency = currency
        self._title = title
        self._record: int | None = None
        self._fields: list[CustomField] = []
        self._has_values = False
        self._shows_all = False
        self.form: RecordForm | None = None
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(0, 12, 0, 0)
        self._column.setSpacing(0)
        self.hide()

    def show_record(self, record: int | None) -> None:
        """Show what a record has in the fields there are now; nothing where there is no record."""
        if record is None:
            self.leave()
            self._record = None
            self._settle()
            return
        known = self._session.read(custom_fields.fields, self._kind)
        if known != self._fields:
            self._rebuild(known)
        self._record = record
        held = self._session.read(custom_fields.texts, self._kind, [record]).get(record, {}) if known else {}
        self._has_values = bool(held)
        if self.form is not None:
            texts = {_key(one): value_text(one.type, held.get(one.id, ""), _day_text) for one in known}
            self.form.show_record(record, texts)
        self._settle()

    def show_all(self, shows_all: bool) -> None:
        """Show the fields also where all of them are blank."""
        self._shows_all = shows_all
        self._settle()

    def leave(self) -> None:
        """Save what is being typed."""
        if self.form is not None:
            self.form.leave()

    def _settle(self) -> None:
        is_typing = self.form is not None and self.form.has_focus()
        is_there = self.form is not None and self._record is not None
        self.setVisible(is_there and (self._shows_all or self._has_values or is_typing))

    def _rebuild(self, known: list[CustomField]) -> None:
        self._fields = known
        if self.form is not None:
            # Losing the focus on its way out, a field would still ask to be saved.
            self.form.blockSignals(True)
            self._column.removeWidget(self.form)
            self.form.hide()
            self.form.deleteLater()
            self.form = None
        if not known:
            return
        plans = [self._plan(one) for one in known]
        half = (len(plans) + 1) // 2
        self.form = RecordForm()
        self.form.add_section("own", [(self._title, plans[:half]), ("", plans[half:])])
        self.form.save_requested.connect(self._save)
        self.form.escaped.connect(self.escaped)
        for one in known:
            edit = self.form.field(_key(one)).edit
            edit.setAccessibleName(one.name)
            edit.setToolTip(one.name)
        self._column.addWidget(self.form)

    def _plan(self, one: CustomField) -> FieldPlan:
        metrics = QFontMetricsF(theme.current().font("small"))
        label = metrics.elidedText(one.name, Qt.TextElideMode.ElideRight, WIDEST_LABEL).replace("&", "&&")
        choices = one.choices
        if one.type == "yes_no":
            choices = tuple(yes_no_words().values())

        def reader(text: str) -> dict[str, object]:
            return {str(one.id): reading.own(text, one, self._currency, self._session.now().date())}

        return FieldPlan(_key(one), label, reader, is_date=one.type == "date", choices=choices)

    def _save(self, key: str, fields: dict[str, object]) -> None:
        if self._record is None or self.form is None:
            return
        values: dict[int | str, object] = {int(name): value for name, value in fields.items()}
        try:
            self._session.run(SetCustomValues(self._kind, self._record, values), self, raises=True)
        except SalesDeskError as refusal:
            self.form.show_problem(key, str(refusal))


def _key(one: CustomField) -> str:
    return f"own_{one.id}"


def _day_text(day: date) -> str:
    return date_words(day, wording.locale())
