"""The board worked by mouse, and the same by keyboard alone: one list of deeds, two ways to do each."""

from __future__ import annotations

from abc import ABC, abstractmethod
from collections.abc import Sequence

from PySide6.QtCore import QPoint, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QMenu, QWidget

from tests.journeys.driver import LEFT, PLAIN, Rep, card_place
from ui.dialogs.lost import LostDialog
from ui.dialogs.nurture import NurtureDialog
from ui.dialogs.won import WonDialog
from ui.views.board.adding import QuickAdd
from ui.views.board.board import BoardView
from ui.views.board.column import Column
from ui.views.pipeline import PipelinePage
from ui.widgets.choices import ReasonRow

CONTROL = Qt.KeyboardModifier.ControlModifier
LIMIT = 60


class Hands(ABC):
    """Somebody at the board of a running program."""

    def __init__(self, rep: Rep) -> None:
        """Work in the window of a rep."""
        self.rep = rep

    @property
    def board(self) -> BoardView:
        """The board, once its window has the focus."""
        return self.rep.page(PipelinePage).board

    def card(self, name: str) -> int:
        """Return the number of a card by its name."""
        ids = [one for column in self.board.columns for one in column.list.cards.ids]
        return next(card.id for card in self.board.board.cards(ids) if card.title == name)

    def column_of(self, card: int) -> Column:
        """Return the column a card stands in."""
        return next(column for column in self.board.columns if card in column.list.cards.ids)

    @abstractmethod
    def add(self, stage: int, name: str, amount: str) -> None:
        """Add a card to a stage."""

    @abstractmethod
    def edit(self, name: str, amount: str) -> None:
        """Give a card another amount."""

    @abstractmethod
    def plan(self, name: str, what: str) -> None:
        """Plan a call for the next working day."""

    @abstractmethod
    def snooze(self, name: str) -> None:
        """Snooze rotting of a card for a week."""

    @abstractmethod
    def advance(self, name: str) -> None:
        """Move a card one stage on, at the height where it stands."""

    @abstractmethod
    def lower(self, name: str) -> None:
        """Move a card one place down."""

    @abstractmethod
    def advance_two(self, names: Sequence[str]) -> None:
        """Move two neighbours one stage on together."""

    @abstractmethod
    def win(self, name: str) -> None:
        """Mark a card as won."""

    @abstractmethod
    def lose(self, name: str, reason: int) -> None:
        """Mark a card as lost, for the reason of a number."""

    @abstractmethod
    def nurture(self, name: str, reason: str) -> None:
        """Put a card off for ninety days."""

    @abstractmethod
    def delete(self, name: str) -> None:
        """Delete a card."""

    @abstractmethod
    def undo(self) -> None:
        """Take the latest step back."""


class ByMouse(Hands):
    """Clicks, drags and menus; the keyboard only for what is written."""

    def _menu(self, name: str, entry: str) -> None:
        """Right-click a card and click an entry of its menu."""
        viewport, at = card_place(self.board, self.card(name))
        window, point = viewport.window().windowHandle(), viewport.mapTo(viewport.window(), at)
        assert window is not None
        QTest.mouseClick(window, Qt.MouseButton.RightButton, PLAIN, point)
        self._choose(entry)

    def _choose(self, entry: str) -> None:
        menu = QApplication.activePopupWidget()
        assert isinstance(menu, QMenu)
        action = next(one for one in menu.actions() if one.objectName() == entry)
        QTest.mouseClick(menu, LEFT, PLAIN, menu.actionGeometry(action).center())
        self.rep.wait(lambda: QApplication.activePopupWidget() is None)

    def _child(self, name: str) -> QWidget:
        return self.rep.child(self.rep.window, name)

    def _drop(self, name: str, target: QWidget, at: QPoint) -> None:
        board = self.board
        self.rep.take(*card_place(board, self.card(name)))
        # The bar appears once the card is in the hand.
        self.rep.move(board, board.rect().center())
        self.rep.wait(target.isVisible)
        self.rep.move(target, at)
        self.rep.let_go()
        self.rep.wait(lambda: not board.drag.is_on)

    def _drop_on(self, name: str, zone: QWidget) -> None:
        self._drop(name, zone, zone.rect().center())

    def add(self, stage: int, name: str, amount: str) -> None:
        column = self.board.column_of(stage)
        assert column is not None
        assert column.foot is not None
        self.rep.click(column.foot)
        adder = column.adder()
        assert isinstance(adder, QuickAdd)
        self.rep.write_into(adder.name_field, name)
        self.rep.write_into(adder.amount_field, amount)
        self.rep.click(self._child("quick_add_button"))
        self.rep.click(self._child("quick_close_button"))

    def edit(self, name: str, amount: str) -> None:
        self._menu(name, "edit")
        self.rep.write_into(self._child("edit_amount"), amount)
        self.rep.click(self._child("edit_save"))

    def plan(self, name: str, what: str) -> None:
        self._menu(name, "step")
        self.rep.write_into(self._child("step_subject"), what)
        self.rep.click(self._child("step_save"))

    def snooze(self, name: str) -> None:
        self._menu(name, "snooze")
        self.rep.click(self._child("snooze_7"))

    def advance(self, name: str) -> None:
        card = self.card(name)
        source = self.column_of(card)
        target = self.board.columns[self.board.columns.index(source) + 1]
        self._drop(name, target.list.viewport(), source.list.row_rect(source.list.cards.row_of(card)).center())

    def lower(self, name: str) -> None:
        card = self.card(name)
        cards = self.column_of(card).list
        below = cards.row_rect(cards.cards.row_of(card) + 1)
        self._drop(name, cards.viewport(), below.center() + QPoint(0, below.height() * 3 // 4))

    def advance_two(self, names: Sequence[str]) -> None:
        for name in names:
            viewport, at = card_place(self.board, self.card(name))
            window = viewport.window().windowHandle()
            assert window is not None
            QTest.mouseClick(window, LEFT, CONTROL, viewport.mapTo(viewport.window(), at))
        source = self.column_of(self.card(names[0]))
        target = self.board.columns[self.board.columns.index(source) + 1]
        self.rep.click(self._child("bulk_move"))
        self._choose(f"stage_{target.stage.id}")
        self.rep.click(self._child("select_none_button"))

    def win(self, name: str) -> None:
        self._drop_on(name, self.board.bar.won_zone)
        self.rep.click(self.rep.dialog(WonDialog).primary_button)
        self.rep.page(PipelinePage)

    def lose(self, name: str, reason: int) -> None:
        self._drop_on(name, self.board.bar.lost_zone)
        dialog = self.rep.dialog(LostDialog)
        self.rep.click(dialog.reasons.findChildren(ReasonRow)[reason - 1])
        self.rep.click(dialog.primary_button)
        self.rep.page(PipelinePage)

    def nurture(self, name: str, reason: str) -> None:
        self._drop_on(name, self.board.bar.nurture_zone)
        dialog = self.rep.dialog(NurtureDialog)
        self.rep.write_into(dialog.reason_field, reason)
        self.rep.click(dialog.primary_button)
        self.rep.page(PipelinePage)

    def delete(self, name: str) -> None:
        self._drop_on(name, self.board.bar.delete_zone)

    def undo(self) -> None:
        self.rep.click(self._child("toast_action"))


class ByKeys(Hands):
    """Keys and nothing else."""

    def _go(self, name: str) -> None:
        """Go to a card with the arrows."""
        card = self.card(name)
        column = self.column_of(card)
        self.rep.press("Ctrl+Home")
        for _ in range(self.board.columns.index(column)):
            self.rep.press("Right")
        self.rep.press("Home")
        for _ in range(column.list.cards.row_of(card)):
            self.rep.press("Down")
        assert self.board.current_id() == card

    def _tab_to(self, name: str) -> None:
        """Press Tab until a field of a name has the focus."""
        for _ in range(LIMIT):
            focused = QApplication.focusWidget()
            if focused is not None and focused.objectName() == name:
                return
            self.rep.press("Tab")
        raise AssertionError(f"Tab never reached {name}")

    def add(self, stage: int, name: str, amount: str) -> None:
        self.rep.press("Ctrl+Home")
        for _ in range([column.stage.id for column in self.board.columns].index(stage)):
            self.rep.press("Right")
        self.rep.press("N")
        self.rep.write(name)
        self.rep.press("Tab")
        self.rep.write(amount)
        self.rep.press("Return")
        self.rep.press("Escape")

    def edit(self, name: str, amount: str) -> None:
        self._go(name)
        self.rep.press("E")
        self.rep.write(amount)
        self.rep.press("Return")

    def plan(self, name: str, what: str) -> None:
        self._go(name)
        self.rep.press("T")
        self._tab_to("step_subject")
        self.rep.write(what)
        self.rep.press("Return")

    def snooze(self, name: str) -> None:
        self._go(name)
        self.rep.press("S")
        self.rep.press("Return")

    def advance(self, name: str) -> None:
        self._go(name)
        self.rep.press("Ctrl+Shift+Right")

    def lower(self, name: str) -> None:
        self._go(name)
        self.rep.press("Ctrl+Shift+Down")

    def advance_two(self, names: Sequence[str]) -> None:
        self._go(names[0])
        self.rep.press("Shift+Down")
        self.rep.press("Ctrl+Shift+Right")
        self.rep.press("Escape")

    def win(self, name: str) -> None:
        self._go(name)
        self.rep.press("W")
        self.rep.dialog(WonDialog)
        self.rep.press("Ctrl+Return")
        self.rep.page(PipelinePage)

    def lose(self, name: str, reason: int) -> None:
        self._go(name)
        self.rep.press("L")
        self.rep.dialog(LostDialog)
        self.rep.press(str(reason))
        self.rep.press("Ctrl+Return")
        self.rep.page(PipelinePage)

    def nurture(self, name: str, reason: str) -> None:
        self._go(name)
        self.rep.press("P")
        self.rep.dialog(NurtureDialog)
        self._tab_to("nurture_reason")
        self.rep.write(reason)
        self.rep.press("Ctrl+Return")
        self.rep.page(PipelinePage)

    def delete(self, name: str) -> None:
        self._go(name)
        self.rep.press("Del")

    def undo(self) -> None:
        self.rep.press("Ctrl+Z")
