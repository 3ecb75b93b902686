"""The editor of fields of the rep’s own: for each kind of record its fields, their types, choices and order."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import cast

from PySide6.QtCore import QCoreApplication, Qt
from PySide6.QtWidgets import QHBoxLayout, QMenu, QWidget
from typing_extensions import override

from salesdesk.domain.custom_fields import TYPES, CustomField, CustomKind
from salesdesk.queries import custom_fields
from salesdesk.services.commands import AddCustomField, ChangeCustomField, DeleteCustomField
from ui import resources
from ui.dialogs.custom_fields.deleting import DeleteFieldSheet
from ui.dialogs.custom_fields.row import (
    GAP,
    FieldEdit,
    Widths,
    fields_head,
    no_choices_words,
    split_choices,
    type_word,
)
from ui.dialogs.saving import Faulty, SavingDialog
from ui.session import DeskSession
from ui.widgets.button import Button
from ui.widgets.dialog import DialogHeading
from ui.widgets.fields import ChoiceField, ErrorLine, LineField
from ui.widgets.labels import Label
from ui.widgets.row_list import EditRow, RowList
from ui.widgets.segmented import Segmented

SIZE = (860, 620)
KINDS = ("custom_field", "custom_value", "lead", "account", "contact", "opportunity")
translate = QCoreApplication.translate


class CustomFieldsDialog(SavingDialog):
    """Adds, changes, orders and deletes fields; every change is a step of its own."""

    def __init__(self, session: DeskSession, parent: QWidget) -> None:
        """Show the fields of leads."""
        super().__init__(session, translate("own_fields", "Fields of your own"), SIZE, KINDS, parent)
        self.setObjectName("custom_fields_dialog")
        self.kind: CustomKind = "lead"
        self.sheet: DeleteFieldSheet | None = None
        self._widths = Widths().grown(self.growth())
        self._build()
        self.refresh()
        self.new_field.setFocus(Qt.FocusReason.OtherFocusReason)

    def _build(self) -> None:
        words = self.tr(
            "They show on the page of a record. A promotion carries a lead’s values over to fields of the same name."
        )
        self.column.addWidget(DialogHeading(self.tr("Fields of your own"), words))
        self.column.addSpacing(14)
        self.kind_choice = Segmented(self.tr("Kind of record"))
        self.kind_choice.setObjectName("own_kind")
        for kind, text in (
            *(("lead", self.tr("Leads")), ("account", self.tr("Accounts"))),
            *(("contact", self.tr("Contacts")), ("opportunity", self.tr("Opportunities"))),
        ):
            self.kind_choice.add_choice(kind, text)
        self.kind_choice.set_choice("lead")
        self.kind_choice.chosen.connect(self._show_kind)
        bar = QHBoxLayout()
        bar.addWidget(self.kind_choice)
        bar.addStretch(1)
        self.column.addLayout(bar)
        self.column.addSpacing(14)
        self.column.addWidget(fields_head(self._widths))
        self.rows = RowList(self.tr("Fields of your own"))
        self.rows.setObjectName("own_rows")
        self.rows.order_requested.connect(self._reorder)
        self.column.addWidget(self.rows, 1)
        self.nothing = Label(self.tr("No fields yet. Name the first one below."), "base", "muted")
        self.column.addWidget(self.nothing)
        self.column.addSpacing(12)
        self.column.addLayout(self._add_line())
        self.column.addSpacing(4)
        self.column.addWidget(self.new_error)
        self.column.addWidget(self.refusal)
        self.rows.tab_before, self.rows.tab_after = self.kind_choice, self.new_field

    def _add_line(self) -> QHBoxLayout:
        self.new_field = LineField()
        self.new_field.setObjectName("new_own_name")
        self.new_field.setPlaceholderText(self.tr("Name of a new field, for instance “Contract ends”"))
        self.new_field.setAccessibleName(self.tr("Name of a new field"))
        self.new_field.returnPressed.connect(self._add)
        self.new_type = ChoiceField()
        self.new_type.setObjectName("new_own_type")
        self.new_type.setAccessibleName(self.tr("Type of the new field"))
        for type_name in TYPES:
            self.new_type.add_choice(type_name, type_word(type_name))
        self.new_type.setFixedWidth(self._widths.type)
        self.new_type.chosen.connect(self._show_new_choices)
        self.new_choices = LineField()
        self.new_choices.setObjectName("new_own_choices")
        self.new_choices.setAccessibleName(self.tr("Choices of the new field, separated by semicolons"))
        self.new_choices.setPlaceholderText(self.tr("Small; Medium; Large"))
        self.new_choices.setFixedWidth(self._widths.choices)
        self.new_choices.returnPressed.connect(self._add)
        self.new_choices.hide()
        self.new_error = ErrorLine()
        self.new_error.setObjectName("new_own_error")
        for field in (self.new_field, self.new_choices):
            field.error_changed.connect(self.new_error.set_text)
        self.add_button = Button(self.tr("Add field"), "standard", "dialog", icon="plus")
        self.add_button.setObjectName("add_own_button")
        self.add_button.clicked.connect(self._add)
        row = QHBoxLayout()
        row.setSpacing(GAP)
        row.addWidget(self.new_field, 1)
        for widget in (self.new_type, self.new_choices, self.add_button):
            row.addWidget(widget)
        return row

    def _show_new_choices(self, type_name: object) -> None:
        self.new_choices.setVisible(type_name == "choice")
        self.new_choices.set_error("")

    def _show_kind(self, kind: object) -> None:
        self.commit()
        self.kind = cast(CustomKind, kind)
        self.refusal.set_text("")
        self.refresh()

    @override
    def refresh(self) -> None:
        """Read the fields anew; what is being typed stays."""
        known = {one.id: one for one in self.session.read(custom_fields.fields, self.kind)}
        used = self.session.read(custom_fields.used)
        self.rows.show_keys(list(known), lambda key: self._make_row(known[key]))
        for row in self.rows.rows:
            assert isinstance(row, FieldEdit)
            row.show_field(known[row.key], used.get(row.key, 0))
        self.rows.setVisible(bool(known))
        self.nothing.setVisible(not known)

    def _make_row(self, field: CustomField) -> EditRow:
        row = FieldEdit(field, self._widths)
        row.change_requested.connect(lambda fields: self._change(row, fields))
        row.delete_requested.connect(lambda: self._delete(row))
        row.menu_requested.connect(lambda at: self.field_menu(row).popup(at))
        return row

    @override
    def wrong_field(self) -> QWidget | None:
        """Return the first field whose text is not saved."""
        found = (row.wrong_field() for row in self.rows.rows)
        return next((field for field in found if field is not None), None) or self.unused(self.new_field)

    def _change(self, row: FieldEdit, fields: Mapping[str, object]) -> None:
        if self.save(ChangeCustomField(row.key, fields), self._places(row, fields)) is not None:
            row.restore(row.name_field if "name" in fields else row.choices_field)

    def _places(self, row: FieldEdit, fields: Mapping[str, object]) -> dict[str, Faulty]:
        # A value that does not fit is named by the field itself, not by “type” or “choices”.
        places = row.places()
        places[row.field.name] = places["name of the field"] if "name" in fields else places["*"]
        return places

    def _reorder(self, keys: Sequence[int]) -> None:
        """Find the one field that was moved, and put it where it is wanted."""
        before = self.rows.keys()
        moved = next(
            (key for key in keys if [one for one in before if one != key] == [one for one in keys if one != key]), None
        )
        if moved is not None:
            self.save(ChangeCustomField(moved, {"position": list(keys).index(moved)}))

    def _add(self) -> None:
        type_name = str(self.new_type.choice())
        choices = split_choices(self.new_choices.text()) if type_name == "choice" else ()
        if type_name == "choice" and not choices and self.new_field.text().strip():
            self.new_choices.set_error(no_choices_words())
            self.new_choices.setFocus(Qt.FocusReason.OtherFocusReason)
            return
        command = AddCustomField(self.kind, self.new_field.text(), type_name, choices)
        done = self.save(command, {"name of the field": self.new_field, "choices": self.new_choices})
        wrong = self.new_choices if self.new_choices.error() else self.new_field
        wrong.setFocus(Qt.FocusReason.OtherFocusReason)
        if done is None or done.new_id is None:
            return
        self.new_field.clear()
        self.new_choices.clear()
        row = self.rows.row(done.new_id)
        if row is not None:
            self.rows.ensureWidgetVisible(row, 0, 0)

    def _delete(self, row: FieldEdit) -> None:
        if not row.used:
            self.save(DeleteCustomField(row.key))
            return
        self.sheet = DeleteFieldSheet(row.field, row.used, self)
        self.sheet.accepted.connect(lambda: self.save(DeleteCustomField(row.key)))
        self.sheet.finished.connect(self.sheet.deleteLater)
        self.sheet.open()

    def field_menu(self, row: FieldEdit) -> QMenu:
        """Return the menu of a field."""
        menu = QMenu(self)
        menu.setObjectName("own_row_menu")
        menu.aboutToHide.connect(menu.deleteLater)
        place = self.rows.keys().index(row.key)
        up = menu.addAction(resources.icon("arrow-up"), self.tr("Move up\tAlt+Up"))
        up.setObjectName("up")
        up.setEnabled(place > 0)
        up.triggered.connect(lambda: self.rows.move_row(row, -1))
        down = menu.addAction(resources.icon("arrow-down"), self.tr("Move down\tAlt+Down"))
        down.setObjectName("down")
        down.setEnabled(place < len(self.rows.rows) - 1)
        down.triggered.connect(lambda: self.rows.move_row(row, 1))
        menu.addSeparator()
        delete = menu.addAction(
            resources.icon("trash"), self.tr("Delete…\tDel") if row.used else self.tr("Delete\tDel")
        )
        delete.setObjectName("delete")
        delete.setProperty("destructive", True)
        delete.triggered.connect(lambda: self._delete(row))
        return menu
