"""Exchange rates: what one unit of a currency is worth in another, from a day on."""

from __future__ import annotations

from collections.abc import Sequence
from decimal import Decimal, InvalidOperation

from PySide6.QtCore import QCoreApplication, QLocale, QPoint, Qt
from PySide6.QtWidgets import QHBoxLayout, QMenu, QVBoxLayout, QWidget
from typing_extensions import override

from salesdesk.domain.money import CURRENCIES
from salesdesk.queries import rates, settings
from salesdesk.queries.rates import RateRow
from salesdesk.services.commands import DeleteRate, EnterRate
from ui import resources, wording
from ui.delegates.rate_row import RateLook
from ui.dialogs.rate_list import RateList, RatesHead
from ui.dialogs.saving import Faulty, SavingDialog
from ui.session import DeskSession
from ui.widgets.button import Button
from ui.widgets.date_field import DateField
from ui.widgets.dialog import DialogHeading
from ui.widgets.fields import ChoiceField, LabelledField, LineField
from ui.widgets.labels import Label
from ui.widgets.states import EmptyState

SIZE = (720, 620)
KINDS = ("exchange_rate", "setting")
FIRST_CURRENCIES = ("USD", "EUR", "GBP", "CHF", "CAD", "AUD", "SEK", "NOK", "DKK", "PLN", "JPY")
translate = QCoreApplication.translate


def read_rate(text: str, locale: QLocale) -> Decimal | None:
    """Return the number of a text as the locale writes it, nothing where it is none.

    A mark that could be read in two ways is not guessed at: a rate a thousand times too large is worse than none.
    """
    point = locale.decimalPoint()
    written = text.strip().replace(" ", "").replace("\u00a0", "").replace("\u202f", "")
    other = "," if point == "." else "."
    if other in written or written.count(point) > 1:
        return None
    try:
        found = Decimal(written.replace(point, "."))
    except InvalidOperation:
        return None
    return found if found.is_finite() else None


def rate_text(rate: Decimal, locale: QLocale) -> str:
    """Return a rate with the decimal mark of the locale, all its digits shown."""
    return f"{rate:f}".replace(".", locale.decimalPoint())


class RatesDialog(SavingDialog):
    """Enters and deletes rates; the newest one of a currency counts in totals."""

    def __init__(self, session: DeskSession, parent: QWidget) -> None:
        """Show the rates, the latest first."""
        super().__init__(session, translate("rates", "Exchange rates"), SIZE, KINDS, parent)
        self.setObjectName("rates_dialog")
        self.rates: Sequence[RateRow] = ()
        self.own_currency = session.read(settings.currency)
        words = self.tr(
            "Amounts in other currencies are added up at these rates only. Without a rate they stand apart."
        )
        self.column.addWidget(DialogHeading(self.tr("Exchange rates"), words))
        self.column.addSpacing(14)
        self._make_fields()
        self.column.addLayout(self._form())
        self.meaning = Label("", "small", "muted", wraps=True)
        self.meaning.setObjectName("meaning")
        self.column.addSpacing(6)
        self.column.addWidget(self.meaning)
        self.column.addWidget(self.refusal)
        self.column.addSpacing(14)
        self.head = RatesHead()
        self.column.addWidget(self.head)
        self.list = RateList(self.tr("Exchange rates"))
        self.list.delete_requested.connect(self.delete)
        self.list.menu_requested.connect(self._open_menu)
        self.empty = EmptyState(
            self.tr("No rates yet"), self.tr("Amounts in other currencies than {currency} stand apart in every total.")
        )
        self.column.addWidget(self.list, 1)
        self.column.addWidget(self.empty, 1)
        self.column.addSpacing(8)
        self.column.addLayout(self._list_foot())
        self.refresh()
        self._start_over()

    def _make_fields(self) -> None:
        self.currency_field = _currency_field("rate_currency")
        self.into_field = _currency_field("rate_into")
        self.rate_field = LineField()
        self.rate_field.setObjectName("rate_field")
        self.rate_field.returnPressed.connect(self.enter)
        self.day_field = DateField()
        self.day_field.setObjectName("rate_day")
        self.enter_button = Button(self.tr("Enter rate"), "standard", "dialog", icon="plus")
        self.enter_button.setObjectName("enter_rate_button")
        self.enter_button.clicked.connect(self.enter)
        self.rate_field.textChanged.connect(self._show_meaning)
        for field in (self.currency_field, self.into_field):
            field.chosen.connect(self._show_meaning)

    def _form(self) -> QHBoxLayout:
        row = QHBoxLayout()
        row.setSpacing(10)
        places = (
            (self.tr("One unit of"), self.currency_field, 104),
            (self.tr("Is worth"), self.rate_field, 120),
            (self.tr("Of"), self.into_field, 104),
            (self.tr("From this day on"), self.day_field, 0),
        )
        for words, field, width in places:
            if width:
                field.setFixedWidth(round(width * self.growth()))
            row.addWidget(LabelledField(words, field), 0 if width else 1, Qt.AlignmentFlag.AlignTop)
        column = QVBoxLayout()
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(5)
        column.addWidget(Label(" ", "small", "muted"))
        column.addWidget(self.enter_button)
        column.addStretch(1)
        row.addLayout(column)
        return row

    def _list_foot(self) -> QHBoxLayout:
        self.delete_button = Button(self.tr("Delete rate"), "destructive", icon="trash")
        self.delete_button.setObjectName("delete_rate_button")
        self.delete_button.clicked.connect(self.delete)
        row = QHBoxLayout()
        row.addWidget(self.delete_button)
        row.addStretch(1)
        return row

    @override
    def refresh(self) -> None:
        """Read the rates anew."""
        today = self.session.now().date()
        self.own_currency = self.session.read(settings.currency)
        self.rates = self.session.read(rates.rates)
        holding = self.session.read(rates.rates_into, self.own_currency, today).values()
        in_use = {rate for one in holding for rate in (one, one.turned())}
        locale = wording.locale()
        self.list.show_rates(
            [
                RateLook(
                    row.id,
                    self.tr("1 {currency}").format(currency=row.rate.currency),
                    self.tr("{number} {currency}").format(
                        number=rate_text(row.rate.as_decimal(), locale), currency=row.rate.into
                    ),
                    wording.full_date_text(row.rate.dated_on),
                    row.rate in in_use,
                )
                for row in self.rates
            ]
        )
        words = self.tr("Amounts in other currencies than {currency} stand apart in every total.")
        self.empty.sentence.setText(words.format(currency=self.own_currency))
        for widget in (self.list, self.head, self.delete_button):
            widget.setVisible(bool(self.rates))
        self.empty.setVisible(not self.rates)

    @override
    def wrong_field(self) -> QWidget | None:
        """Return the field of a rate that was typed and not entered."""
        return self.unused(self.rate_field)

    def enter(self) -> None:
        """Save the rate, or say beside the field what is wrong with it."""
        rate, day = read_rate(self.rate_field.text(), wording.locale()), self.day_field.day()
        if rate is None:
            example = rate_text(Decimal("1.0842"), wording.locale())
            self.rate_field.set_error(self.tr("Write it as {example}").format(example=example))
            self.rate_field.setFocus(Qt.FocusReason.ShortcutFocusReason)
            return
        if self.day_field.error():
            self.day_field.setFocus(Qt.FocusReason.ShortcutFocusReason)
            return
        command = EnterRate(str(self.currency_field.choice()), str(self.into_field.choice()), rate, day)
        places: dict[str, Faulty] = {
            "date of the rate": self.day_field,
            "currency": self.currency_field,
            "exchange rate": self.rate_field,
        }
        done = self.save(command, places)
        if done is None or done.new_id is None:
            return
        self.rate_field.clear()
        self.rate_field.setFocus(Qt.FocusReason.OtherFocusReason)
        self.list.choose(done.new_id)

    def delete(self) -> None:
        """Delete the rate that is chosen in the list."""
        chosen = self.list.chosen()
        if chosen is not None:
            self.save(DeleteRate(chosen))

    def rate_menu(self) -> QMenu:
        """Return the menu of the chosen rate."""
        menu = QMenu(self)
        menu.setObjectName("rate_menu")
        menu.aboutToHide.connect(menu.deleteLater)
        delete = menu.addAction(resources.icon("trash"), self.tr("Delete\tDel"))
        delete.setObjectName("delete")
        delete.setProperty("destructive", True)
        delete.triggered.connect(self.delete)
        return menu

    def _open_menu(self, at: QPoint) -> None:
        self.rate_menu().popup(at)

    def _start_over(self) -> None:
        self.into_field.set_choice(self.own_currency)
        self.currency_field.set_choice("EUR" if self.own_currency != "EUR" else "USD")
        self.day_field.set_day(self.session.now().date())
        self.day_field.setCursorPosition(0)
        self._show_meaning()
        self.rate_field.setFocus(Qt.FocusReason.OtherFocusReason)

    def _show_meaning(self) -> None:
        """Say the rate in both directions, so that one entered the wrong way round is seen."""
        currency, into = str(self.currency_field.choice()), str(self.into_field.choice())
        locale = wording.locale()
        rate = read_rate(self.rate_field.text(), locale)
        if rate is None or not Decimal("1e-7") <= rate <= Decimal("1e7") or currency == into:
            self.meaning.setText(self.tr("Totals go by the newest rate of each currency, in either direction."))
            return
        words = self.tr("1 {currency} is worth {rate} {into}, so 1 {into} is worth {back} {currency}.")
        self.meaning.setText(
            words.format(
                currency=currency,
                into=into,
                rate=rate_text(rate, locale),
                back=rate_text(Decimal(f"{1 / rate:.5g}"), locale),
            )
        )


def _currency_field(name: str) -> ChoiceField:
    field = ChoiceField()
    field.setObjectName(name)
    for code in (*FIRST_CURRENCIES, *sorted(CURRENCIES - set(FIRST_CURRENCIES))):
        field.add_choice(code, code)
    return field
