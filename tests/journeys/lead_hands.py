"""A lead worked by mouse, and the same by keyboard alone: one list of deeds, two ways to do each."""

from __future__ import annotations

from abc import ABC, abstractmethod

from PySide6.QtCore import QModelIndex, QPoint, Qt
from PySide6.QtGui import QAction
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QMenu, QScrollArea, QWidget

from tests.journeys.driver import LEFT, PLAIN, Rep
from ui.dialogs.capture.dialog import CaptureDialog
from ui.dialogs.new_lead import NewLeadDialog
from ui.dialogs.unpromote import UnpromoteDialog
from ui.dialogs.won import WonDialog
from ui.models.agenda import ITEM_ROLE
from ui.views.leads import LeadsPage
from ui.views.opportunity import OpportunityPage
from ui.views.search_palette import Palette
from ui.views.today.agenda_list import AgendaList
from ui.views.today.page import TodayPage
from ui.widgets.labels import Label
from ui.wizards.qualify import QualifyDialog
from ui.wizards.step import Step

LIMIT = 80
MOST_CARDS = 6


class LeadHands(ABC):
    """Somebody at the leads of a running program."""

    def __init__(self, rep: Rep) -> None:
        """Work in the window of a rep."""
        self.rep = rep

    def child(self, name: str) -> QWidget:
        """Return the one visible widget of a name in the window or in the dialog over it."""
        top = QApplication.activeModalWidget() or self.rep.window
        return self.rep.child(top, name)

    def wizard(self, step: str) -> QualifyDialog:
        """Return the wizard, which must stand at a step."""
        dialog = self.rep.dialog(QualifyDialog)
        assert dialog.step.key == step, dialog.refusal.text()
        return dialog

    def find(self, name: str) -> None:
        """Go to a record by the palette, as one does with a hand on the keys anyway."""
        self.rep.press("Ctrl+K")
        self.rep.wait(lambda: self.rep.window.findChild(Palette) is not None)
        palette = self.rep.window.findChild(Palette)
        assert palette is not None
        self.rep.wait(palette.field.hasFocus)
        self.rep.write(name)
        self.rep.wait(lambda: name in str(palette.view.currentIndex().data()))
        self.rep.press("Return")

    def is_at_lead(self, name: str) -> LeadsPage:
        """Return the page of a lead once it shows."""
        page = self.rep.page(LeadsPage)
        self.rep.wait(lambda: page.lead_pane.page is not None and page.lead_pane.page.name == name)
        return page

    def awake(self, name: str) -> tuple[AgendaList, QModelIndex]:
        """Return the row of Today that says a lead is back from Nurture."""
        agenda = self.rep.page(TodayPage).agenda
        found: list[QModelIndex] = []

        def is_there() -> bool:
            rows = [agenda.model().index(row, 0) for row in range(agenda.model().rowCount())]
            found[:] = [row for row in rows if (lead := row.data(ITEM_ROLE).awake) is not None and lead.name == name]
            return len(found) == 1

        self.rep.wait(is_there)
        return agenda, found[0]

    @abstractmethod
    def open_awake(self, name: str) -> None:
        """Open a lead that is back from Nurture from its row in Today."""

    @abstractmethod
    def paste(self) -> CaptureDialog:
        """Have a lead read from what was copied; return the dialog once it shows who was read."""

    @abstractmethod
    def correct(self, field: str, words: str) -> None:
        """Write something else into a field of the lead that was read."""

    @abstractmethod
    def add(self) -> None:
        """Add the lead that was read."""

    def read(self) -> CaptureDialog:
        """Return the dialog that shows whom a text was read as, once nothing more is looked up."""
        dialog = self.rep.dialog(CaptureDialog)
        self.rep.wait(lambda: not dialog.is_looking)
        return dialog

    @abstractmethod
    def log_call(self, words: str) -> None:
        """Log a call with the lead that is shown."""

    @abstractmethod
    def answer(self, dimension: str, words: str) -> None:
        """Record an answer on the card of a dimension."""

    @abstractmethod
    def reaffirm(self, dimension: str) -> None:
        """Say that aged evidence on a card still holds."""

    @abstractmethod
    def qualify(self) -> None:
        """Open the wizard."""

    @abstractmethod
    def fill(self, name: str, words: str) -> None:
        """Write into a field of the step that is shown."""

    @abstractmethod
    def choose(self, name: str) -> None:
        """Choose a card of the step that is shown."""

    @abstractmethod
    def go_on(self) -> None:
        """Go on to the next step, or end the wizard."""

    @abstractmethod
    def edit(self, key: str, words: str) -> None:
        """Change a field of the opportunity that is shown."""

    @abstractmethod
    def win(self) -> None:
        """Mark the opportunity that is shown as won."""

    @abstractmethod
    def take_back(self, lead: int) -> list[str]:
        """Take the promotion of one lead of the opportunity that is shown back; return the changes its sheet told."""

    def changes(self) -> list[str]:
        """Return what the sheet that is open says has changed since the promotion."""
        table = self.rep.child(self.rep.dialog(UnpromoteDialog), "change_table")
        return [label.text() for label in table.findChildren(Label)]


class ByMouse(LeadHands):
    """Clicks and menus; the keyboard only for what is written."""

    def _see(self, widget: QWidget) -> QWidget:
        """Scroll until a widget shows."""
        above = widget.parentWidget()
        while above is not None:
            if isinstance(above, QScrollArea):
                above.ensureWidgetVisible(widget)
            above = above.parentWidget()
        return widget

    def open_awake(self, name: str) -> None:
        self.rep.click(self.rep.window.sidebar.rows["today"])
        agenda, row = self.awake(name)
        agenda.scrollTo(row)
        self.rep.double_click(agenda.viewport(), agenda.visualRect(row).center())

    def paste(self) -> CaptureDialog:
        self.rep.click(self.rep.page(LeadsPage).list_pane.add_button)
        self.rep.click(self.rep.dialog(NewLeadDialog).paste_button)
        return self.read()

    def correct(self, field: str, words: str) -> None:
        self.rep.write_into(self.read().form.fields[field], words)

    def add(self) -> None:
        dialog = self.read()
        self.rep.wait(dialog.primary_button.isEnabled)
        self.rep.click(dialog.primary_button)

    def log_call(self, words: str) -> None:
        composer = self.rep.page(LeadsPage).activity_pane.composer
        self.rep.write_into(composer.text_edit.viewport(), words)
        self.rep.click(composer.log_button)

    def answer(self, dimension: str, words: str) -> None:
        card = self.rep.page(LeadsPage).lead_pane.bant.card(dimension)
        self.rep.click(self._see(card), QPoint(30, card.height() // 2))
        self.child("evidence_editor")
        self.rep.write(words)
        self.rep.click(self.child("evidence_save"))

    def reaffirm(self, dimension: str) -> None:
        self.rep.click(self._see(self.rep.page(LeadsPage).lead_pane.bant.card(dimension).link))

    def qualify(self) -> None:
        self.rep.click(self._see(self.rep.page(LeadsPage).lead_pane.qualify_button))

    def fill(self, name: str, words: str) -> None:
        self.rep.write_into(self._see(self.child(name)), words)

    def choose(self, name: str) -> None:
        self.rep.click(self._see(self.child(name)), QPoint(20, 14))

    def go_on(self) -> None:
        self.rep.click(self.rep.dialog(QualifyDialog).primary_button)

    def edit(self, key: str, words: str) -> None:
        pane = self.rep.page(OpportunityPage).opportunity_pane
        self.rep.write_into(self._see(pane.form.field(key).edit), words)
        self.rep.click(self.rep.page(OpportunityPage).activity_pane.composer.tabs["call"])

    def win(self) -> None:
        self.rep.click(self._see(self.rep.page(OpportunityPage).opportunity_pane.won_button))
        self.rep.click(self.rep.dialog(WonDialog).primary_button)
        self.rep.page(OpportunityPage)

    def take_back(self, lead: int) -> list[str]:
        row = self.rep.page(OpportunityPage).opportunity_pane.sources.list.rows[lead]
        self.rep.click(self._see(row.more_button))
        menu = QApplication.activePopupWidget()
        assert isinstance(menu, QMenu)
        action = next(one for one in menu.actions() if one.objectName() == "take_back")
        QTest.mouseClick(menu, LEFT, PLAIN, menu.actionGeometry(action).center())
        told = self.changes()
        self.rep.click(self.rep.dialog(UnpromoteDialog).primary_button)
        return told


class ByKeys(LeadHands):
    """Keys and nothing else."""

    def _tab_to(self, wanted: QWidget) -> None:
        """Press Tab until a widget has the focus."""
        for _ in range(LIMIT):
            if wanted.hasFocus():
                return
            self.rep.press("Tab")
        raise AssertionError(f"Tab never reached {wanted.objectName()}")

    def _go_to_list(self) -> None:
        self._step_out(self.rep.page(LeadsPage).list_pane.view)

    def _step_out(self, view: QWidget) -> None:
        """Press Esc until the list has the focus."""
        for _ in range(3):
            if view.hasFocus():
                return
            self.rep.press("Escape")
        self.rep.wait(view.hasFocus)

    def open_awake(self, name: str) -> None:
        self.rep.press("Ctrl+1")
        agenda, row = self.awake(name)
        self.rep.wait(agenda.hasFocus)
        for _ in range(LIMIT):
            if agenda.currentIndex() == row:
                break
            self.rep.press("Down")
        self.rep.press("Return")

    def paste(self) -> CaptureDialog:
        self.rep.press("Ctrl+Shift+V")
        return self.read()

    def correct(self, field: str, words: str) -> None:
        self._tab_to(self.read().form.fields[field])
        self.rep.write(words)

    def add(self) -> None:
        self.rep.wait(self.read().primary_button.isEnabled)
        self.rep.press("Ctrl+Return")

    def log_call(self, words: str) -> None:
        self._go_to_list()
        self.rep.press("C")
        self.rep.write(words)
        self.rep.press("Ctrl+Return")

    def answer(self, dimension: str, words: str) -> None:
        self._go_to_list()
        bant = self.rep.page(LeadsPage).lead_pane.bant
        number = 1 + [card.dimension.code for card in bant.cards if card.dimension is not None].index(dimension)
        self.rep.press(str(number))
        self.rep.press("Return")
        self.child("evidence_editor")
        self.rep.write(words)
        self.rep.press("Ctrl+Return")

    def reaffirm(self, dimension: str) -> None:
        self._go_to_list()
        bant = self.rep.page(LeadsPage).lead_pane.bant
        number = 1 + [card.dimension.code for card in bant.cards if card.dimension is not None].index(dimension)
        self.rep.press(str(number))
        self.rep.press("R")

    def qualify(self) -> None:
        self._go_to_list()
        self.rep.press("Q")

    def fill(self, name: str, words: str) -> None:
        self._tab_to(self.child(name))
        self.rep.write(words)

    def choose(self, name: str) -> None:
        card = self.child(name)
        group = card.parentWidget()
        assert group is not None
        step = self.rep.dialog(QualifyDialog).step
        assert isinstance(step, Step)
        for _ in range(LIMIT):
            focused = QApplication.focusWidget()
            if focused is not None and focused.parentWidget() is group:
                break
            self.rep.press("Tab")
        for arrow in ("Right", "Left"):
            for _ in range(MOST_CARDS):
                if card.hasFocus():
                    # A card may have the focus without being the one that is chosen.
                    self.rep.press("Space")
                    return
                self.rep.press(arrow)
        raise AssertionError(f"the arrows never reached {name}")

    def go_on(self) -> None:
        self.rep.press("Ctrl+Return")

    def edit(self, key: str, words: str) -> None:
        page = self.rep.page(OpportunityPage)
        self._step_out(page.list_pane.view)
        self.rep.press("E")
        self._tab_to(page.opportunity_pane.form.field(key).edit)
        self.rep.write(words)
        self.rep.press("Return")

    def win(self) -> None:
        self._step_out(self.rep.page(OpportunityPage).list_pane.view)
        self.rep.press("W")
        self.rep.dialog(WonDialog)
        self.rep.press("Ctrl+Return")
        self.rep.page(OpportunityPage)

    def take_back(self, lead: int) -> list[str]:
        row = self.rep.page(OpportunityPage).opportunity_pane.sources.list.rows[lead]
        self._tab_to(row.more_button)
        self.rep.press("Space")
        menu = QApplication.activePopupWidget()
        assert isinstance(menu, QMenu)
        for _ in range(LIMIT):
            active: QAction | None = menu.activeAction()
            if active is not None and active.objectName() == "take_back":
                break
            QTest.keyClick(menu, Qt.Key.Key_Down)
        QTest.keyClick(menu, Qt.Key.Key_Return)
        told = self.changes()
        self.rep.press("Ctrl+Return")
        return told
