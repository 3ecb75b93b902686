"""The bar below the board while several cards are selected: all that can be done to them together."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QMenu, QWidget

from ui import wording
from ui.views.board.deeds import NAMED, deed_text, native_keys
from ui.views.board.words import selected_text
from ui.widgets.bulk_bar import BulkBar
from ui.widgets.button import Button
from ui.widgets.toast import announce

DEEDS = ("won", "lost", "nurture")
LATER = ("step", "snooze")


class CardsBar(BulkBar):
    """Acts on all selected cards at once, each time in one step.

    Signals: `deed_chosen` with the name of a deed.
    """

    deed_chosen = Signal(str)

    def __init__(self, make_move_menu: Callable[[], QMenu | None], parent: QWidget | None = None) -> None:
        """Start hidden; the menu of stages is made when it is asked for."""
        super().__init__(parent)
        self.setObjectName("cards_bar")
        self._make_move_menu = make_move_menu
        self._count = 0
        self.move_button = self.add_button(Button(self.tr("Move to"), icon="arrow-right", has_menu=True))
        self.move_button.setObjectName("bulk_move")
        self.move_button.clicked.connect(self._open_move_menu)
        for name in DEEDS:
            self._add(name)
        self.add_line()
        for name in LATER:
            self._add(name)
        self.add_line()
        self.delete_button = self._add("delete", "destructive")

    def _add(self, name: str, kind: str = "standard") -> Button:
        deed = NAMED[name]
        button = self.add_button(Button(deed_text(deed), kind, icon=deed.icon))
        button.setObjectName(f"bulk_{name}")
        button.setToolTip(native_keys(deed))
        button.clicked.connect(lambda: self.deed_chosen.emit(name))
        return button

    def show_selected(self, count: int, total: int) -> None:
        """Act on so many cards of so many in the stage; one alone needs no bar."""
        shown = count if count > 1 else 0
        words = selected_text(count)
        self.show_count(shown, total, words, self.tr("Select all {count}").format(count=wording.number_text(total)))
        self.delete_button.setText(deed_text(NAMED["delete"], count))
        self.delete_button.updateGeometry()
        if shown and count != self._count:
            announce(self, words)
        self._count = shown

    def _open_move_menu(self) -> None:
        menu = self._make_move_menu()
        if menu is not None:
            menu.aboutToHide.connect(menu.deleteLater)
            menu.popup(self.move_button.mapToGlobal(self.move_button.rect().bottomLeft()))
