"""A table of records with the deeds that keys, the menu of a row and the bulk bar share."""

from __future__ import annotations

from abc import abstractmethod
from collections.abc import Callable, Mapping, Sequence
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QMenu, QWidget
from typing_extensions import override

from salesdesk.domain.activities import NextStep
from salesdesk.domain.errors import SalesDeskError
from ui import wording
from ui.delegates.table_cells import LookOf
from ui.models.table import TableModel
from ui.session import DeskSession
from ui.views.table.acts import TableActs
from ui.views.table.deeds import Deeds
from ui.views.table.menu import RowMenu
from ui.views.table.record_table import RecordTable
from ui.views.table.tag_popover import TagPopover
from ui.widgets.button import Button

if TYPE_CHECKING:
    from salesdesk.services.commands import Command, PlannedStep

FILTER_KEYS = ("/", "Ctrl+F")


class DeedTable(RecordTable):
    """Rows with deeds; which there are, and what those do that other tables do not have, a subclass says.

    Signals:
        log_requested: int. An activity is to be logged with a record.
        layout_requested: str. The records are to be shown in another layout.
    """

    log_requested = Signal(int)
    layout_requested = Signal(str)
    deeds: Deeds
    groups: Sequence[Sequence[str]]
    layout_keys: Mapping[str, str]
    first_editable: str
    acts: TableActs

    def __init__(
        self,
        session: DeskSession,
        model: TableModel[Any],
        look_of: LookOf,
        name: str,
        parent: QWidget | None = None,
    ) -> None:
        """Show a model of the open desk of a session; its columns are remembered under a name."""
        super().__init__(model, look_of, name, parent)
        self.session = session

    # What a subclass says

    @abstractmethod
    def own_deeds(self, ids: list[int], one: int, at: QWidget | None) -> Mapping[str, Callable[[], object]]:
        """Return what the deeds of this table alone do to these records, or to the current one."""

    @abstractmethod
    def request_new(self) -> None:
        """Ask for a new record."""

    @abstractmethod
    def row_menus(self, ids: list[int]) -> Mapping[str, Callable[[QWidget], QMenu]]:
        """Return what makes the menus within the menu of these rows, by the names in the groups."""

    @abstractmethod
    def tag_counts(self, ids: list[int]) -> Mapping[str, int]:
        """Return every tag in use with how many of these records have it."""

    # The bulk bar

    def add_bulk_button(self, name: str, text: str, icon: str, kind: str = "standard") -> Button:
        """Append a button to the bulk bar."""
        button = self.bar.add_button(Button(text, kind, icon=icon))
        button.setObjectName(f"bulk_{name}")
        return button

    def add_bulk_deed(self, name: str, text: str = "") -> Button:
        """Append the button of a deed to the bulk bar."""
        kind = "destructive" if name == "delete" else "standard"
        deed = self.deeds.named[name]
        button = self.add_bulk_button(name, text or self.deeds.text(name), deed.icon, kind)
        button.clicked.connect(lambda: self.do(name, self.table.ticked_ids(), button))
        return button

    def say_ticked(self, words: str) -> None:
        """Say in the bulk bar what is ticked, and count on the button that deletes."""
        count, total = len(self.table.ticks), len(self.table.ids)
        delete_button = self.bar.findChild(Button, "bulk_delete")
        if delete_button is not None:
            delete_button.setText(self.tr("Delete {count}").format(count=wording.number_text(count)))
            delete_button.updateGeometry()
        all_words = self.tr("Select all {count}").format(count=wording.number_text(total))
        self.bar.show_count(count, total, words, all_words)

    # Deeds

    @override
    def act_on_key(self, event: QKeyEvent, keys: str) -> bool:
        """Do to the chosen records, or to the table, what a key stands for."""
        is_text_slash = event.text() == "/" and not event.modifiers() & Qt.KeyboardModifier.ControlModifier
        if keys in FILTER_KEYS or is_text_slash:
            self.focus_filters_requested.emit()
        elif keys in self.layout_keys:
            self.layout_requested.emit(self.layout_keys[keys])
        elif keys == "Ctrl+Shift+H":
            self.header.setFocus(Qt.FocusReason.ShortcutFocusReason)
        else:
            deed = self.deeds.of_keys(keys)
            if deed is None:
                return False
            if not event.isAutoRepeat():
                self.do(deed.name, self.rows.chosen_ids())
        return True

    def do(self, name: str, ids: list[int], at: QWidget | None = None) -> None:
        """Do something to these records; what asks for more opens beside a widget, or at the current row."""
        if name == "new":
            self.request_new()
            return
        current = self.rows.current_id()
        if not ids or (self.deeds.named[name].needs == "row" and current is None):
            return
        one = current if current is not None else ids[0]
        acts: dict[str, Callable[[], object]] = {
            "open": lambda: self.open_requested.emit(one),
            "edit": lambda: self._edit(one),
            "log": lambda: self.log_requested.emit(one),
            "task": lambda: self._ask_task(ids, at or self.anchor.put(one, "next_step")),
            "tag": lambda: self._ask_tags(ids, at or self.anchor.put(one, "name")),
            "delete": lambda: self.acts.delete(ids),
            **self.own_deeds(ids, one, at),
        }
        acts[name]()

    @override
    def make_menu(self, ids: list[int]) -> RowMenu:
        """Return the menu of some records."""
        key = self.rows.current_key()
        can_edit = bool(key) and self.table.plan(key).is_editable
        menu = RowMenu(self.deeds, self.groups, len(ids), self.row_menus(ids), can_edit=can_edit, parent=self)
        menu.deed_chosen.connect(lambda name: self.do(name, ids))
        return menu

    def _edit(self, record: int) -> None:
        """Edit the current cell, or the first that can be where that cell has nothing to edit."""
        key = self.rows.current_key()
        if not key or not self.table.plan(key).is_editable:
            key = self.first_editable
            self.rows.setCurrentIndex(self.table.index(self.table.row_of(record), self.table.column_of(key)))
        self.edit_cell(record, key)

    def edit_step(self, anchor: QWidget, found: NextStep | None, command: Callable[[PlannedStep], Command]) -> None:
        """Edit the next step of a record in a popover, or one to come where there is none."""
        from salesdesk.services.commands import PlannedStep
        from ui.views.record.step_editor import StepEditor, next_working_day

        now = self.session.now()
        step = PlannedStep("call", "", next_working_day(now.date(), 1))
        if found is not None:
            step = PlannedStep(found.kind, found.subject, found.due_on, found.due_at)
        editor = StepEditor(anchor, step, now)
        editor.step_chosen.connect(
            lambda chosen: self.session.run(command(chosen), self) if chosen != step or found is None else None
        )
        editor.open(editor.kind_field)

    def _ask_task(self, ids: list[int], anchor: QWidget) -> None:
        from salesdesk.services.commands import PlannedStep
        from ui.views.record.step_editor import StepEditor, next_working_day

        now = self.session.now()
        editor = StepEditor(anchor, PlannedStep("task", "", next_working_day(now.date(), 1)), now)
        editor.step_chosen.connect(lambda step: self.acts.plan(ids, step))
        editor.open(editor.subject_field)

    def _ask_tags(self, ids: list[int], anchor: QWidget) -> None:
        try:
            counts = self.tag_counts(ids)
        except SalesDeskError as refusal:
            self.session.refused.emit(str(refusal))
            return
        popover = TagPopover(anchor, counts, len(ids), lambda on, off: self.acts.tag(ids, on, off))
        popover.open(popover.first_field)
