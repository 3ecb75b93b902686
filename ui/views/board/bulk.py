"""The bar below the board while several cards are selected: all that can be done to them together."""

from __future__ import annotations

from PySide6.QtCore import QPoint
from PySide6.QtWidgets import QMenu, QSizePolicy

from ui import wording
from ui.views.board.acts import Acts
from ui.views.board.cards import CardList
from ui.views.board.deeds import NAMED, deed_text, native_keys
from ui.views.board.navigation import Navigator
from ui.views.board.words import selected_text
from ui.widgets.bulk_bar import BulkBar
from ui.widgets.button import Button
from ui.widgets.toast import announce

DEEDS = ("won", "lost", "nurture")


class CardsBar(BulkBar):
    """Acts on all selected cards at once, each time in one step."""

    def __init__(self, acts: Acts, navigator: Navigator) -> None:
        """Start hidden; what is done goes the way of keys and menus."""
        super().__init__()
        self.setObjectName("cards_bar")
        # A bar wider than the window would push the sidebar aside.
        self.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Fixed)
        self._acts = acts
        self._navigator = navigator
        self._count = 0
        self.move_button = self.add_button(Button(self.tr("Move to"), icon="arrow-right", has_menu=True))
        self.move_button.setObjectName("bulk_move")
        self.move_button.clicked.connect(lambda: self._pop_up(self.move_button, has_all=False))
        for name in DEEDS:
            self._add(name)
        self.more_button = self.add_button(Button(self.tr("More"), icon="more", has_menu=True))
        self.more_button.setObjectName("bulk_more")
        self.more_button.clicked.connect(lambda: self._pop_up(self.more_button, has_all=True))
        self.add_line()
        self.delete_button = self._add("delete", "destructive")
        self.all_requested.connect(self._select_all)
        self.none_requested.connect(navigator.clear_selected)

    def _add(self, name: str, kind: str = "standard") -> Button:
        deed = NAMED[name]
        short = {"won": self.tr("Won"), "lost": self.tr("Lost"), "nurture": self.tr("Nurture")}
        button = self.add_button(Button(short.get(name, deed_text(deed)), kind, icon=deed.icon))
        button.setObjectName(f"bulk_{name}")
        button.setToolTip(self.tr("{deed}, {key}").format(deed=deed_text(deed), key=native_keys(deed)))
        button.clicked.connect(lambda: self._do(name))
        return button

    def follow(self) -> None:
        """Show for how many cards the bar acts; one alone needs no bar."""
        cards, selected = self._cards(), self._navigator.selected_ids()
        count, total = len(selected), len(cards.cards.ids) if cards is not None else 0
        shown = count if count > 1 else 0
        all_words = self.tr("Select all {count}").format(count=wording.number_text(total))
        self.show_count(shown, total, selected_text(count), all_words)
        self.delete_button.setText(deed_text(NAMED["delete"], count))
        self.delete_button.updateGeometry()
        if shown and count != self._count:
            announce(self, selected_text(count))
        self._count = shown

    def _cards(self) -> CardList | None:
        stop = self._navigator.tab_stop()
        return stop.list if stop is not None else None

    def _do(self, name: str) -> None:
        cards = self._cards()
        if cards is not None:
            self._acts.do(NAMED[name], cards, self._navigator.selected_ids())

    def _select_all(self) -> None:
        cards = self._cards()
        if cards is not None:
            self._navigator.select_all(cards)

    def _pop_up(self, button: Button, *, has_all: bool) -> None:
        """Open the menu of places, or of all that can be done, above a button."""
        cards, selected = self._cards(), self._navigator.selected_ids()
        if cards is None or not selected:
            return
        make = self._acts.make_menu if has_all else self._acts.make_move_menu
        menu: QMenu = make(cards, selected)
        menu.aboutToHide.connect(menu.deleteLater)
        menu.popup(button.mapToGlobal(QPoint(0, -menu.sizeHint().height() - 2)))
