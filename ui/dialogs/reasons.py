"""The editor of lost reasons: what the Lost sheet offers, in which order, and what it asks besides."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from PySide6.QtCore import QCoreApplication, QPoint, Qt, Signal
from PySide6.QtWidgets import QHBoxLayout, QMenu, QWidget
from typing_extensions import override

from salesdesk.domain.stages import LOST_KINDS
from salesdesk.queries import reasons
from salesdesk.queries.reasons import LostReason
from salesdesk.services.commands import AddLostReason, ChangeLostReason, DeleteLostReason, ReorderLostReasons
from ui import resources, wording
from ui.dialogs.saving import ANY, Faulty, SavingDialog
from ui.session import DeskSession
from ui.widgets.button import Button, IconButton
from ui.widgets.dialog import DialogHeading
from ui.widgets.fields import ChoiceField, ErrorLine, LineField
from ui.widgets.labels import Label
from ui.widgets.marks import CheckBox
from ui.widgets.row_list import GRIP, EditRow, RowList, RowsHead

SIZE = (760, 600)
KINDS = ("lost_reason", "opportunity")
GAP = 10
translate = QCoreApplication.translate


def kind_word(kind: str) -> str:
    """Return whose decision a reason mostly is."""
    return {
        "declined": translate("reasons", "The buyer declined"),
        "disqualified": translate("reasons", "We disqualified it"),
    }[kind]


@dataclass(frozen=True, slots=True)
class Widths:
    """How wide the columns are."""

    kind: int = 176
    asks: int = 92
    count: int = 52

    def grown(self, factor: float) -> Widths:
        """Return the widths for larger letters."""
        return Widths(*(round(width * factor) for width in (self.kind, self.asks, self.count)))


def reasons_head(widths: Widths) -> RowsHead:
    """Return the headings over the rows."""
    mostly = translate("reasons", "Mostly: what the Lost sheet proposes; it can be chosen otherwise there")
    asks = translate("reasons", "Asks vendor: whether the Lost sheet asks which one they chose")
    columns = (
        (translate("reasons", "Reason"), 0, ""),
        (translate("reasons", "Mostly"), widths.kind, mostly),
        (translate("reasons", "Asks vendor"), widths.asks, asks),
        (
            translate("reasons", "Used"),
            widths.count,
            translate("reasons", "Used: how many opportunities were lost for it"),
        ),
    )
    return RowsHead(columns, GRIP + 4, GAP)


class ReasonEdit(EditRow):
    """A lost reason whose fields are saved as they are left.

    Signals: change_requested: str, object. A field of the reason and what it is to be.
    """

    change_requested = Signal(str, object)

    def __init__(self, reason: LostReason, widths: Widths, parent: QWidget | None = None) -> None:
        """Show a reason."""
        super().__init__(reason.id, parent)
        self.reason = reason
        self.name_field = LineField()
        self.name_field.setObjectName(f"reason_name_{reason.id}")
        self.kind_field = ChoiceField()
        self.kind_field.setObjectName(f"reason_kind_{reason.id}")
        for kind in LOST_KINDS:
            self.kind_field.add_choice(kind, kind_word(kind))
        self.kind_field.setFixedWidth(widths.kind)
        self.asks_box = CheckBox()
        self.asks_box.setObjectName(f"reason_asks_{reason.id}")
        self.asks_box.setFixedWidth(widths.asks)
        self.count_label = Label("", "base", "muted")
        self.count_label.setFixedWidth(widths.count)
        self.count_label.setAlignment(Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter)
        self.menu_button = IconButton("more", self.tr("More"))
        self.menu_button.setObjectName(f"reason_more_{reason.id}")
        self.add_cell(self.name_field, stretch=1, after=GAP)
        self.add_cell(self.kind_field, after=GAP)
        self.add_cell(self.asks_box, after=GAP)
        self._line.addWidget(self.count_label)
        self._line.addSpacing(GAP)
        self.add_cell(self.menu_button)
        self.name_field.editingFinished.connect(self._on_name)
        self.kind_field.chosen.connect(lambda kind: self.change_requested.emit("kind", kind))
        self.asks_box.clicked.connect(lambda asks: self.change_requested.emit("names_competitor", asks))
        self.menu_button.clicked.connect(self._on_menu)
        self.show_reason(reason)

    def show_reason(self, reason: LostReason) -> None:
        """Show a reason as it is on the desk now; what is being typed stays."""
        self.reason = reason
        if not self.name_field.isModified():
            self.restore(self.name_field)
        self.kind_field.set_choice(reason.kind)
        self.asks_box.setChecked(reason.names_competitor)
        self.count_label.setText(wording.number_text(reason.used_count))
        used = self.tr("{what} lost for it").format(what=wording.opportunities_text(reason.used_count))
        self.count_label.setToolTip(used)
        for cell, words in (
            (self.name_field, self.tr("Words of “{reason}”")),
            (self.kind_field, self.tr("Whose decision “{reason}” mostly is")),
            (self.asks_box, self.tr("“{reason}” asks which vendor they chose")),
            (self.menu_button, self.tr("More for “{reason}”")),
        ):
            cell.setAccessibleName(words.format(reason=reason.name))
        words = self.tr("“{reason}”, {used}. Alt+Up and Alt+Down move it, Delete deletes it")
        self.grip.setAccessibleName(words.format(reason=reason.name, used=used))
        self.grip.setToolTip(self.tr("Drag to move, or Alt+Up and Alt+Down"))

    def places(self) -> dict[str, Faulty]:
        """Return which field each refusal is about."""
        return {"lost reason": self.name_field, "name": self.name_field, ANY: self.name_field}

    @override
    def restore(self, field: LineField) -> None:
        """Write into the field again what the file holds."""
        self.write(field, self.reason.name)

    def _on_name(self) -> None:
        if self.name_field.text() != self.reason.name:
            self.change_requested.emit("name", self.name_field.text())

    def _on_menu(self) -> None:
        self.menu_requested.emit(self.menu_button.mapToGlobal(QPoint(0, self.menu_button.height() + 2)))


class ReasonsDialog(SavingDialog):
    """Shapes what the Lost sheet offers; opportunities that were lost keep the words they were lost with."""

    def __init__(self, session: DeskSession, parent: QWidget) -> None:
        """Show the reasons in their order."""
        super().__init__(session, translate("reasons", "Lost reasons"), SIZE, KINDS, parent)
        self.setObjectName("reasons_dialog")
        self.reasons: Sequence[LostReason] = ()
        self._widths = Widths().grown(self.growth())
        words = self.tr("What the Lost sheet offers. Opportunities that were lost keep the words they were lost with.")
        self.column.addWidget(DialogHeading(self.tr("Lost reasons"), words))
        self.column.addSpacing(16)
        self.column.addWidget(reasons_head(self._widths))
        self.rows = RowList(self.tr("Lost reasons"))
        self.rows.setObjectName("reason_rows")
        self.rows.order_requested.connect(lambda keys: self.save(ReorderLostReasons(tuple(keys))))
        self.column.addWidget(self.rows, 1)
        self.column.addSpacing(12)
        self.column.addLayout(self._add_line())
        self.column.addSpacing(4)
        self.column.addWidget(self.new_error)
        self.column.addWidget(self.refusal)
        self.rows.tab_after = self.new_field
        self.refresh()
        self.rows.rows[0].cells[0].setFocus(Qt.FocusReason.OtherFocusReason)

    def _add_line(self) -> QHBoxLayout:
        self.new_field = LineField()
        self.new_field.setObjectName("new_reason_field")
        self.new_field.setPlaceholderText(self.tr("Another reason, for instance “Merged with a competitor”"))
        self.new_field.setAccessibleName(self.tr("Words of a new reason"))
        self.new_field.returnPressed.connect(self._add)
        self.new_error = ErrorLine()
        self.new_error.setObjectName("new_reason_error")
        self.new_field.error_changed.connect(self.new_error.set_text)
        self.add_button = Button(self.tr("Add reason"), "standard", "dialog", icon="plus")
        self.add_button.setObjectName("add_reason_button")
        self.add_button.clicked.connect(self._add)
        row = QHBoxLayout()
        row.setSpacing(8)
        row.addWidget(self.new_field, 1)
        row.addWidget(self.add_button)
        return row

    @override
    def refresh(self) -> None:
        """Read the reasons anew; what is being typed stays."""
        self.reasons = self.session.read(reasons.lost_reasons)
        known = {reason.id: reason for reason in self.reasons}
        self.rows.show_keys(list(known), lambda key: self._make_row(known[key]))
        for row in self.rows.rows:
            assert isinstance(row, ReasonEdit)
            row.show_reason(known[row.key])

    def _make_row(self, reason: LostReason) -> EditRow:
        row = ReasonEdit(reason, self._widths)
        row.change_requested.connect(lambda name, value: self._change(row, {name: value}))
        row.delete_requested.connect(lambda: self._delete(row))
        row.menu_requested.connect(lambda at: self.reason_menu(row).popup(at))
        return row

    @override
    def wrong_field(self) -> QWidget | None:
        """Return the first field whose text is not saved."""
        found = (row.wrong_field() for row in self.rows.rows)
        return next((field for field in found if field is not None), None) or self.unused(self.new_field)

    def _change(self, row: ReasonEdit, fields: Mapping[str, object]) -> None:
        if self.save(ChangeLostReason(row.key, fields), row.places()) is not None and "name" in fields:
            row.restore(row.name_field)

    def _add(self) -> None:
        done = self.save(AddLostReason(self.new_field.text()), {"lost reason": self.new_field, "name": self.new_field})
        self.new_field.setFocus(Qt.FocusReason.OtherFocusReason)
        if done is None or done.new_id is None:
            return
        self.new_field.clear()
        row = self.rows.row(done.new_id)
        if row is not None:
            self.rows.ensureWidgetVisible(row, 0, 0)

    def _delete(self, row: ReasonEdit) -> None:
        self.save(DeleteLostReason(row.key), row.places())

    def reason_menu(self, row: ReasonEdit) -> QMenu:
        """Return the menu of a reason."""
        menu = QMenu(self)
        menu.setObjectName("reason_row_menu")
        menu.aboutToHide.connect(menu.deleteLater)
        place = self.rows.keys().index(row.key)
        up = menu.addAction(resources.icon("arrow-up"), self.tr("Move up\tAlt+Up"))
        up.setObjectName("up")
        up.setEnabled(place > 0)
        up.triggered.connect(lambda: self.rows.move_row(row, -1))
        down = menu.addAction(resources.icon("arrow-down"), self.tr("Move down\tAlt+Down"))
        down.setObjectName("down")
        down.setEnabled(place < len(self.reasons) - 1)
        down.triggered.connect(lambda: self.rows.move_row(row, 1))
        menu.addSeparator()
        delete = menu.addAction(resources.icon("trash"), self.tr("Delete\tDel"))
        delete.setObjectName("delete")
        delete.setProperty("destructive", True)
        delete.triggered.connect(lambda: self._delete(row))
        return menu
