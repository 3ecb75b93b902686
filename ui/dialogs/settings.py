"""The settings: what travels with the file, and how this window looks and listens."""

from __future__ import annotations

from typing import cast

from PySide6.QtCore import QLocale, Qt, Signal
from PySide6.QtWidgets import QApplication, QGridLayout, QHBoxLayout, QVBoxLayout, QWidget

from salesdesk.domain.errors import BadValue
from salesdesk.domain.money import CURRENCIES
from salesdesk.queries.imports import import_settings
from salesdesk.queries.settings import dark_days, quota_minor, working_hours
from salesdesk.services.commands import ChangeSettings
from ui import theme, wording
from ui.dialogs.working_hours import WorkingHoursField
from ui.preferences import Preferences
from ui.session import DeskSession
from ui.theme import Mode
from ui.widgets.button import Button
from ui.widgets.content_area import ContentArea
from ui.widgets.dialog import DialogFrame, DialogHeading, Hairline
from ui.widgets.fields import ChoiceField, ErrorLine, LineField, MoneyField
from ui.widgets.labels import DEMI_BOLD, Label
from ui.widgets.marks import CheckBox
from ui.widgets.segmented import Segmented

WIDTH = 560
LONGEST = 720
MARGIN = 24
NAMES_WIDTH = 96
NAMES_GAP = 16
EDITORS_ABREAST = 2
FIRST_CURRENCIES = ("USD", "EUR", "GBP", "CHF", "CAD", "AUD", "SEK", "NOK", "DKK", "PLN", "JPY")


class SettingsDialog(DialogFrame):
    """Every choice holds as soon as it is made.

    Signals:
        single_keys_switched: bool. Letters without a modifier are to act, or not.
        playbooks_requested: the editor of playbooks is to open over this.
        score_rules_requested: the editor of scoring rules is to open over this.
    """

    single_keys_switched = Signal(bool)
    playbooks_requested = Signal()
    score_rules_requested = Signal()

    def __init__(self, session: DeskSession, preferences: Preferences, parent: QWidget) -> None:
        """Show what holds now."""
        super().__init__(parent, self.tr("Settings"), WIDTH)
        self.setObjectName("settings_dialog")
        self._session = session
        self._preferences = preferences
        content = QWidget()
        column = QVBoxLayout(content)
        column.setContentsMargins(MARGIN, 20, MARGIN, 20)
        column.setSpacing(14)
        column.addWidget(DialogHeading(self.tr("Settings")))
        column.addLayout(self._file_rows())
        editors = QVBoxLayout()
        editors.setSpacing(8)
        editors.addLayout(self._editor_row())
        editors.addLayout(self._judging_row())
        column.addLayout(editors)
        column.addWidget(Hairline())
        column.addLayout(self._window_rows())
        whole = QVBoxLayout(self.body)
        whole.setContentsMargins(0, 0, 0, 0)
        whole.addWidget(ContentArea(content, WIDTH, LONGEST))
        self.set_foot(self.tr("Close settings"), keys="Esc", text=self.tr("Every choice is saved as you make it."))
        self.primary_button.clicked.connect(self.accept)
        if session.is_open:
            self._show_file_settings()

    def _file_rows(self) -> QGridLayout:
        self.currency_field = ChoiceField()
        self.currency_field.setObjectName("currency_field")
        for code in (*FIRST_CURRENCIES, *sorted(CURRENCIES - set(FIRST_CURRENCIES))):
            symbol = wording.symbol_of(code)
            self.currency_field.add_choice(code, code if symbol == code else f"{code}  {symbol}")
        self.region_field = ChoiceField()
        self.region_field.setObjectName("region_field")
        self.region_field.add_choice("", self.tr("Not set"))
        for code, name in _regions():
            self.region_field.add_choice(code, name)
        self.currency_field.chosen.connect(lambda code: self._change("currency", str(code)))
        self.currency_field.chosen.connect(lambda code: self.quota_field.set_currency(str(code)))
        self.region_field.chosen.connect(lambda code: self._change("region", str(code)))
        grid = _grid()
        self._heading(grid, self.tr("This file"))
        self._row(grid, self.tr("&Currency"), self.currency_field, self.tr("For amounts that name none."))
        self._row(
            grid,
            self.tr("&Region"),
            self.region_field,
            self.tr("Phone numbers and dates in imported files are read as they are written there."),
        )
        self._add_quota(grid)
        self._add_day(grid)
        return grid

    def _add_quota(self, grid: QGridLayout) -> None:
        self.quota_field = MoneyField("USD")
        self.quota_field.setObjectName("quota_field")
        self.quota_field.setFixedWidth(240)
        self.quota_field.editingFinished.connect(self._change_quota)
        self._row(
            grid,
            self.tr("&Quota"),
            self.quota_field,
            self.tr("For a quarter. The forecast tells how likely it is met."),
        )
        self._add_error(grid, self.quota_field)

    def _add_day(self, grid: QGridLayout) -> None:
        """Add what Today goes by."""
        self.hours_field = WorkingHoursField()
        self.hours_field.setObjectName("hours_field")
        self.hours_field.days_field.setFixedWidth(150)
        self.hours_field.changed.connect(self._change_hours)
        self._row(grid, self.tr("&Hours"), self.hours_field, self.tr("First-reply clocks stand still at other times."))
        self._add_error(grid, self.hours_field)
        self.dark_field = LineField()
        self.dark_field.setObjectName("dark_field")
        self.dark_field.setFixedWidth(84)
        self.dark_field.editingFinished.connect(self._change_dark_days)
        note = self.tr("Days without a word after which somebody who once answered is going dark.")
        self._row(grid, self.tr("&Dark after"), self.dark_field, note)
        self._add_error(grid, self.dark_field)

    def _add_error(self, grid: QGridLayout, field: MoneyField | LineField | WorkingHoursField) -> None:
        error = ErrorLine()
        field.error_changed.connect(error.set_text)
        grid.addWidget(error, grid.rowCount(), 1)

    def _editor_row(self) -> QGridLayout:
        self.stages_button = Button(self.tr("Pipelines and stages…"), icon="columns")
        self.stages_button.setObjectName("stages_button")
        self.stages_button.clicked.connect(self._edit_stages)
        self.reasons_button = Button(self.tr("Lost reasons…"), icon="circle-x")
        self.reasons_button.setObjectName("reasons_button")
        self.reasons_button.clicked.connect(self._edit_reasons)
        self.rates_button = Button(self.tr("Exchange rates…"), icon="refresh")
        self.rates_button.setObjectName("rates_button")
        self.rates_button.clicked.connect(self._edit_rates)
        grid = QGridLayout()
        grid.setHorizontalSpacing(8)
        grid.setVerticalSpacing(8)
        grid.setColumnStretch(EDITORS_ABREAST, 1)
        self.own_button = Button(self.tr("Fields of your own…"), icon="list")
        self.own_button.setObjectName("own_fields_button")
        self.own_button.clicked.connect(self._edit_own_fields)
        buttons = (self.stages_button, self.reasons_button, self.rates_button, self.own_button)
        for place, button in enumerate(buttons):
            button.setEnabled(self._session.is_open)
            grid.addWidget(button, place // EDITORS_ABREAST, place % EDITORS_ABREAST, Qt.AlignmentFlag.AlignLeft)
        return grid

    def _judging_row(self) -> QHBoxLayout:
        self.playbooks_button = Button(self.tr("Playbooks…"), icon="checklist")
        self.playbooks_button.setObjectName("playbooks_button")
        self.playbooks_button.clicked.connect(self.playbooks_requested)
        self.score_rules_button = Button(self.tr("Scoring rules…"), icon="trending-up")
        self.score_rules_button.setObjectName("score_rules_button")
        self.score_rules_button.clicked.connect(self.score_rules_requested)
        row = QHBoxLayout()
        row.setSpacing(8)
        for button in (self.playbooks_button, self.score_rules_button):
            button.setEnabled(self._session.is_open)
            row.addWidget(button)
        row.addStretch(1)
        return row

    def _edit_stages(self) -> None:
        from ui.dialogs.stages import StagesDialog

        self._open_editor(StagesDialog(self._session, None, self))

    def _edit_reasons(self) -> None:
        from ui.dialogs.reasons import ReasonsDialog

        self._open_editor(ReasonsDialog(self._session, self))

    def _edit_rates(self) -> None:
        from ui.dialogs.rates import RatesDialog

        self._open_editor(RatesDialog(self._session, self))

    def _edit_own_fields(self) -> None:
        from ui.dialogs.custom_fields.editor import CustomFieldsDialog

        self._open_editor(CustomFieldsDialog(self._session, self))

    def _open_editor(self, dialog: DialogFrame) -> None:
        dialog.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        dialog.open()

    def _window_rows(self) -> QGridLayout:
        self.theme_choice = Segmented(self.tr("Theme"))
        self.theme_choice.setObjectName("theme_choice")
        self.theme_choice.add_choice("system", self.tr("System"), "monitor")
        self.theme_choice.add_choice("light", self.tr("Light"), "sun")
        self.theme_choice.add_choice("dark", self.tr("Dark"), "moon")
        self.theme_choice.set_choice(self._preferences.theme)
        self.theme_choice.chosen.connect(self._choose_theme)
        self.keys_box = CheckBox(self.tr("Single-key shortcuts"))
        self.keys_box.setObjectName("keys_box")
        self.keys_box.setChecked(self._preferences.has_single_keys)
        self.keys_box.toggled.connect(self._choose_keys)
        grid = _grid()
        self._heading(grid, self.tr("This window"))
        self._row(grid, self.tr("Theme"), self.theme_choice, self.tr("The text is as large as the system’s own."))
        self._row(
            grid,
            self.tr("Keyboard"),
            self.keys_box,
            self.tr("Keys like N, E or Q act while a list, a board or a record has the focus."),
        )
        return grid

    def _heading(self, grid: QGridLayout, text: str) -> None:
        grid.addWidget(Label(text, "base", "text", DEMI_BOLD), grid.rowCount(), 0, 1, 2)

    def _row(self, grid: QGridLayout, name: str, field: QWidget, note: str) -> None:
        label = Label(name, "base", "muted")
        label.setBuddy(field)
        if not field.accessibleName():
            field.setAccessibleName(name.replace("&", ""))
        row = grid.rowCount()
        grid.addWidget(label, row, 0, Qt.AlignmentFlag.AlignVCenter)
        if isinstance(field, ChoiceField):
            field.setFixedWidth(240)
        grid.addWidget(field, row, 1, Qt.AlignmentFlag.AlignLeft)
        words = Label(note, "small", "subtle", wraps=True)
        # A grid does not ask its rows for the height of wrapped words.
        words.setMinimumHeight(words.heightForWidth(self.width() - 2 * MARGIN - NAMES_WIDTH - NAMES_GAP))
        grid.addWidget(words, row + 1, 1)

    def _show_file_settings(self) -> None:
        found = self._session.read(import_settings)
        self.currency_field.set_choice(found.currency)
        self.region_field.set_choice(found.region)
        self.quota_field.set_currency(found.currency)
        self.quota_field.set_amount_minor(self._session.read(quota_minor))
        self.hours_field.set_hours(self._session.read(working_hours))
        self.dark_field.setText(str(self._session.read(dark_days)))

    def _change_quota(self) -> None:
        amount = self.quota_field.amount_minor()
        if not self.quota_field.error() and amount != self._session.read(quota_minor):
            self._change("quota_minor", str(amount or ""))

    def _change_hours(self) -> None:
        hours = self.hours_field.text()
        if hours != str(self._session.read(working_hours) or ""):
            self._change("working_hours", hours)

    def _change_dark_days(self) -> None:
        days = self.dark_field.text().strip()
        if days == str(self._session.read(dark_days)):
            return
        try:
            self._session.run(ChangeSettings({"dark_days": days}), self, raises=True)
        except BadValue as refusal:
            self.dark_field.set_error(str(refusal))

    def _change(self, key: str, value: str) -> None:
        if self._session.run(ChangeSettings({key: value}), self) is None:
            self._show_file_settings()

    def _choose_theme(self, mode: str) -> None:
        self._preferences.theme = cast(Mode, mode)
        app = QApplication.instance()
        assert isinstance(app, QApplication)
        theme.apply(app, self._preferences.theme)

    def _choose_keys(self, wanted: bool) -> None:
        self._preferences.has_single_keys = wanted
        self.single_keys_switched.emit(wanted)


def _grid() -> QGridLayout:
    grid = QGridLayout()
    grid.setHorizontalSpacing(NAMES_GAP)
    grid.setVerticalSpacing(6)
    grid.setColumnMinimumWidth(0, NAMES_WIDTH)
    grid.setColumnStretch(1, 1)
    return grid


def _regions() -> list[tuple[str, str]]:
    found = {}
    for locale in QLocale.matchingLocales(
        QLocale.Language.AnyLanguage, QLocale.Script.AnyScript, QLocale.Country.AnyCountry
    ):
        code = QLocale.territoryToCode(locale.territory())
        if len(code) == 2 and code.isalpha():
            found[code] = QLocale.territoryToString(locale.territory())
    return sorted(found.items(), key=lambda pair: pair[1])
