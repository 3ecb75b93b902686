"""What the page of leads and that of opportunities do alike: list and record, focus, single keys."""

from __future__ import annotations

from abc import abstractmethod
from collections.abc import Callable
from typing import Any

from PySide6.QtCore import QPoint, Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QMenu, QVBoxLayout, QWidget
from typing_extensions import override

from salesdesk.domain.changes import Changes
from ui.models.records import RecordListModel
from ui.session import DeskSession
from ui.views.record.activity_pane import ActivityPane
from ui.views.record.list_pane import ListPane
from ui.views.record.screen import RecordScreen
from ui.widgets.button import Button

COMPOSER_KEYS = {
    Qt.Key.Key_C.value: "call",
    Qt.Key.Key_M.value: "email",
    Qt.Key.Key_O.value: "meeting",
    Qt.Key.Key_G.value: "note",
    Qt.Key.Key_T.value: "task",
    Qt.Key.Key_A.value: "call",
}


class RecordPage(QWidget):
    """A list of records, the one that is chosen in it, and its activity.

    Signals:
        open_requested: str, int. Kind and id of a record to show on its page.
        export_requested: export what is shown.
    """

    open_requested = Signal(str, int)
    export_requested = Signal()

    def __init__(self, session: DeskSession, kind: str, parent: QWidget | None = None) -> None:
        """Listen to the session; a subclass makes the panes and calls `assemble`."""
        super().__init__(parent)
        self._session = session
        self._kind = kind
        self._keys: dict[int, Callable[[], object]] = {}

    def assemble(
        self, model: RecordListModel[Any], list_pane: ListPane, pane: QWidget, activity: ActivityPane, nothing: str
    ) -> None:
        """Put the panes beside each other and connect them; `nothing` is said where no record is chosen."""
        self._records = model
        self.list_pane = list_pane
        self.activity_pane = activity
        self.screen_area = RecordScreen(list_pane, pane, activity, nothing)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.addWidget(self.screen_area)
        view = list_pane.view
        view.record_chosen.connect(self.show_chosen)
        view.entered.connect(self.enter_record)
        view.setContextMenuPolicy(Qt.ContextMenuPolicy.CustomContextMenu)
        view.customContextMenuRequested.connect(self._open_menu_in_list)
        list_pane.words_changed.connect(self.find_words)
        model.count_changed.connect(self._on_count_changed)
        activity.composer.left.connect(self.focus_list)
        activity.composer.saved.connect(self._on_logged)
        self._session.changed.connect(self._on_changed)
        self._keys = self._common_keys() | self.own_keys()

    # What a subclass knows.

    @abstractmethod
    def show_pane(self, record: int) -> str | None:
        """Show a record in the middle and return its name, or None where it is gone."""

    @abstractmethod
    def refresh_pane(self, changes: Changes) -> str:
        """Read the record anew where it changed, and return its name."""

    @abstractmethod
    def find_words(self, words: str) -> None:
        """Narrow the list to records with these words."""

    @abstractmethod
    def widen(self) -> None:
        """Show every record in the list."""

    @abstractmethod
    def say_why_empty(self) -> None:
        """Say in the list why there is nothing in it."""

    @abstractmethod
    def record_menu(self) -> QMenu:
        """Return the menu of the record that is shown, for one use."""

    @abstractmethod
    def own_keys(self) -> dict[int, Callable[[], object]]:
        """Return the single keys of this page."""

    @abstractmethod
    def focus_first_field(self) -> None:
        """Put the cursor into the first field of the record."""

    # Which record.

    @property
    def record_id(self) -> int | None:
        """Return the record whose page is shown."""
        return self.list_pane.view.current_id() if self.screen_area.is_chosen else None

    def show_record(self, record: int) -> None:
        """Show the page of a record, whatever the list was narrowed to."""
        if not self.list_pane.view.choose(record):
            self.widen()
            self.list_pane.view.choose(record)
        self.screen_area.show_record_pane()

    def shown_ids(self) -> list[int]:
        """Return the records of the list in their order."""
        return list(self._records.ids())

    def choose_some(self) -> None:
        """Make the first record current where none is."""
        if self.list_pane.view.current_id() is None:
            self.list_pane.view.choose_first()

    def show_chosen(self, record: int) -> None:
        """Show the record that became current."""
        name = self.show_pane(record)
        self.activity_pane.show_record(None if name is None else record, name or "")
        self.screen_area.show_chosen(name is not None)

    def _on_count_changed(self, count: int) -> None:
        if not count:
            self.screen_area.show_chosen(False)
            self.activity_pane.show_record(None)
            self.say_why_empty()

    def _on_changed(self, changes: Changes, origin: object) -> None:
        self.choose_some()
        record = self.record_id
        if record is not None:
            name = self.refresh_pane(changes)
            if changes.touches(self._kind):
                self.activity_pane.rename(record, name)

    def way_on(self, text: str, act: Callable[[], object]) -> Button:
        """Return a button for an empty list."""
        button = Button(text)
        button.clicked.connect(lambda: act())
        return button

    def _open_menu_in_list(self, point: QPoint) -> None:
        view = self.list_pane.view
        is_on_row = view.indexAt(point).isValid()
        where = point if is_on_row else view.visualRect(view.currentIndex()).center()
        if view.currentIndex().isValid():
            self.record_menu().popup(view.viewport().mapToGlobal(where))

    # Focus and keys.

    @override
    def setFocus(self, reason: Qt.FocusReason = Qt.FocusReason.OtherFocusReason) -> None:
        """Hand the focus to the list."""
        self.list_pane.view.setFocus(reason)

    def panes(self) -> list[QWidget]:
        """Return the panes that F6 goes through."""
        return self.screen_area.panes()

    def focus_list(self) -> None:
        """Go back to the list."""
        self.list_pane.view.setFocus(Qt.FocusReason.ShortcutFocusReason)

    def focus_filter(self) -> None:
        """Put the cursor into the filter field."""
        self.list_pane.open_words()

    def ask_export(self) -> None:
        """Ask to export what the list shows."""
        self.export_requested.emit()

    def compose(self, tab: str, activity: int = 0) -> None:
        """Put the cursor into the composer, on a tab, about a planned activity where one is named."""
        if self.record_id is None:
            return
        self.screen_area.show_activity_pane()
        self.activity_pane.composer.begin(tab, activity or None)

    def enter_record(self) -> None:
        """Put the cursor into the first field of the record."""
        if self.record_id is not None:
            self.screen_area.show_record_pane()
            self.focus_first_field()

    def _on_logged(self, wants_next: bool) -> None:
        if wants_next:
            self.list_pane.view.choose_beside(1)

    def _common_keys(self) -> dict[int, Callable[[], object]]:
        key = Qt.Key
        found: dict[int, Callable[[], object]] = {
            key.Key_J.value: lambda: self.list_pane.view.choose_beside(1),
            key.Key_K.value: lambda: self.list_pane.view.choose_beside(-1),
            key.Key_E.value: self.enter_record,
            key.Key_Slash.value: self.focus_filter,
        }
        for code, tab in COMPOSER_KEYS.items():
            found[code] = lambda tab=tab: self.compose(tab)  # type: ignore[misc]
        return found

    @override
    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Carry out the single-key commands that no field, list or card took."""
        modifiers = event.modifiers() & ~Qt.KeyboardModifier.KeypadModifier
        act = self._keys.get(event.key())
        if event.key() == Qt.Key.Key_Escape and not modifiers:
            self.focus_list()
        elif event.key() == Qt.Key.Key_F and modifiers == Qt.KeyboardModifier.ControlModifier:
            self.focus_filter()
        elif act is not None and self._is_plain(event, modifiers) and not event.isAutoRepeat():
            act()
        else:
            super().keyPressEvent(event)

    def _is_plain(self, event: QKeyEvent, modifiers: Qt.KeyboardModifier) -> bool:
        if event.key() == Qt.Key.Key_Slash:
            # Some keyboards type the slash with Shift.
            modifiers &= ~Qt.KeyboardModifier.ShiftModifier
        return not modifiers
