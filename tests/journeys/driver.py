"""The rep at the window: presses keys, moves the mouse, and goes about the pages as a person would."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import TypeVar

from PySide6.QtCore import QEvent, QPoint, Qt
from PySide6.QtGui import QKeyEvent, QKeySequence, QWindow
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QWidget
from pytestqt.qtbot import QtBot

from salesdesk import paths
from tests.file_dialog import choose_file
from ui.app import Program
from ui.dialogs.export import ExportDialog
from ui.dialogs.importing import MATCH, REVIEW, ImportDialog
from ui.dialogs.lost import LostDialog
from ui.dialogs.new_opportunity import NewOpportunityDialog
from ui.main_window.window import MainWindow
from ui.views.board.board import BoardView
from ui.views.first_run import FirstRunPage
from ui.views.leads import LeadsPage
from ui.views.pipeline import PipelinePage
from ui.wizards.qualify import QualifyDialog

LEFT = Qt.MouseButton.LeftButton
PLAIN = Qt.KeyboardModifier.NoModifier
TIMEOUT_MS = 30_000
STEPS = 8
W = TypeVar("W", bound=QWidget)


class Rep:
    """A person at one running program; everything goes through its windows as from mouse and keyboard."""

    def __init__(self, qtbot: QtBot) -> None:
        """Sit down; the program is not started yet."""
        self._qtbot = qtbot
        self._program: Program | None = None
        self._hand: tuple[QWindow, QPoint] | None = None

    # The program

    def start(self) -> None:
        """Start the program on the rep’s own file and wait until its first page has been painted."""
        app = QApplication.instance()
        assert isinstance(app, QApplication)
        program = Program(app)
        self._program = program
        with self._qtbot.waitSignal(program.window.painted, timeout=TIMEOUT_MS):
            program.show()
        self.wait(program.window.isActiveWindow)

    def close(self) -> None:
        """Close the window, which ends the program; nothing that went wrong may have been reported."""
        self.press("Ctrl+Q")
        assert self._program is not None
        assert not self._program.window.isVisible()
        self.leave()

    def leave(self) -> None:
        """Let go of a program, closing its window where a journey broke off, and see that its log tells of no bug."""
        program, self._program = self._program, None
        if program is None:
            return
        program.window.close()
        program.close()
        log = paths.log_folder() / "salesdesk.log"
        assert not log.exists() or "bug:" not in log.read_text(encoding="utf-8")
        program.window.deleteLater()
        program.deleteLater()

    @property
    def window(self) -> MainWindow:
        """The window of the program."""
        assert self._program is not None
        return self._program.window

    # Hands and eyes

    def wait(self, condition: Callable[[], bool]) -> None:
        """Wait until something is so."""
        self._qtbot.waitUntil(condition, timeout=TIMEOUT_MS)

    def press(self, keys: str) -> None:
        """Press keys, which go to wherever the focus is."""
        QTest.keySequence(self._focused_window(), QKeySequence(keys))

    def write(self, text: str) -> None:
        """Type into the field that has the focus, in place of what is there."""
        field = QApplication.focusWidget()
        assert field is not None
        self.press("Ctrl+A")
        for sign in text:
            if sign.isascii():
                QTest.keyClicks(field, sign)
            else:
                # QTest knows keys of Latin-1 only.
                QApplication.sendEvent(field, QKeyEvent(QEvent.Type.KeyPress, 0, PLAIN, sign))

    def write_into(self, field: QWidget, text: str) -> None:
        """Click into a field and type."""
        self.click(field)
        assert field.hasFocus()
        self.write(text)

    def click(self, widget: QWidget, at: QPoint | None = None) -> None:
        """Click on a widget with the left button."""
        assert widget.isVisible()
        assert widget.isEnabled()
        window, point = self._spot(widget, widget.rect().center() if at is None else at)
        QTest.mouseClick(window, LEFT, PLAIN, point)

    def double_click(self, widget: QWidget, at: QPoint) -> None:
        """Click twice at a point."""
        window, point = self._spot(widget, at)
        QTest.mouseClick(window, LEFT, PLAIN, point)
        QTest.mouseDClick(window, LEFT, PLAIN, point)

    def take(self, widget: QWidget, at: QPoint) -> None:
        """Press the left button and keep it down."""
        self._hand = self._spot(widget, at)
        QTest.mousePress(self._hand[0], LEFT, PLAIN, self._hand[1])

    def move(self, widget: QWidget, at: QPoint) -> None:
        """Move in steps to a point, the button staying down."""
        assert self._hand is not None
        window, start = self._hand
        end = self._spot(widget, at)[1]
        for step in range(1, STEPS + 1):
            QTest.mouseMove(window, start + (end - start) * (step / STEPS))
        self._hand = window, end

    def let_go(self) -> None:
        """Let the left button come up."""
        assert self._hand is not None
        (window, at), self._hand = self._hand, None
        QTest.mouseRelease(window, LEFT, PLAIN, at)

    def dialog(self, kind: type[W]) -> W:
        """Return the dialog of a kind that stands over the window, once it has the focus."""
        found: list[W] = []

        def is_open() -> bool:
            self._focused_window()
            found[:] = [one for one in QApplication.topLevelWidgets() if isinstance(one, kind) and one.isVisible()]
            return len(found) == 1 and found[0].isActiveWindow()

        self.wait(is_open)
        return found[0]

    def child(self, parent: QWidget, name: str) -> QWidget:
        """Return the one visible widget of a name."""
        (found,) = [one for one in parent.findChildren(QWidget, name) if one.isVisible()]
        return found

    def page(self, kind: type[W]) -> W:
        """Return the page that shows, which must be of a kind, once the window has the focus again."""

        def is_shown() -> bool:
            self._focused_window()
            return isinstance(self.window.page(), kind) and self.window.isActiveWindow()

        self.wait(is_shown)
        page = self.window.page()
        assert isinstance(page, kind)
        return page

    def choose_file(self, path: Path) -> None:
        """Write a path into the file dialog that is open and accept it."""
        choose_file(self._qtbot, path)

    def _focused_window(self) -> QWindow:
        """Return the window that has the focus; the one on top takes it, for nothing here manages windows."""
        if QApplication.focusWindow() is None:
            top = QApplication.activeModalWidget() or self.window
            top.activateWindow()
            self.wait(top.isActiveWindow)
        window = QApplication.focusWindow()
        assert window is not None
        return window

    def _spot(self, widget: QWidget, at: QPoint) -> tuple[QWindow, QPoint]:
        window = widget.window()
        handle = window.windowHandle()
        assert handle is not None
        return handle, widget.mapTo(window, at)


# What a rep does


def import_leads(rep: Rep, path: Path, count: int) -> None:
    """Import a list of leads from the first page of an empty desk, to the last step."""
    rep.page(FirstRunPage)
    rep.press("Return")
    dialog = rep.dialog(ImportDialog)
    rep.click(dialog.chooser.zone.browse_button)
    rep.choose_file(path)
    rep.wait(lambda: dialog.step == MATCH)
    rep.press("Ctrl+Return")
    rep.wait(lambda: dialog.step == REVIEW)
    assert dialog.primary_button.text() == f"Import {count} leads"
    rep.click(dialog.primary_button)
    rep.wait(lambda: rep.page(LeadsPage).model.rowCount() == count)


def open_lead(rep: Rep, name: str) -> LeadsPage:
    """Find a lead in the list by its name and go into it."""
    page = rep.page(LeadsPage)
    rep.press("Ctrl+F")
    rep.write(name)
    rep.press("Return")
    rep.wait(lambda: page.lead_pane.page is not None and page.lead_pane.page.name == name)
    return page


def record_evidence(rep: Rep, dimension: str, answer: str) -> None:
    """Click a BANT card, type its answer and save it."""
    page = rep.page(LeadsPage)
    card = page.lead_pane.bant.card(dimension)
    page.lead_pane.scroll_area.ensureWidgetVisible(card)
    rep.click(card, QPoint(30, card.height() // 2))
    rep.child(rep.window, "evidence_editor")
    rep.write(answer)
    rep.press("Ctrl+Return")
    rep.wait(lambda: rep.window.findChild(QWidget, "evidence_editor") is None)


def qualify(rep: Rep) -> str:
    """Go through the wizard to its end as it proposes; return the name of the opportunity it made."""
    rep.press("Q")
    dialog = rep.dialog(QualifyDialog)
    names = []
    for key in ("lead", "budget", "authority", "need", "timeline", "verdict", "account", "opportunity"):
        assert dialog.step.key == key
        names.append(dialog.opportunity_step.opportunity_name())
        rep.press("Ctrl+Return")
    rep.wait(lambda: rep.window.findChild(QualifyDialog) is None)
    return names[-1]


def open_board(rep: Rep) -> BoardView:
    """Show the pipeline."""
    rep.press("Ctrl+3")
    board = rep.page(PipelinePage).board
    rep.wait(lambda: board.columns != [])
    return board


def add_opportunity(rep: Rep, name: str, amount: str) -> None:
    """Add an opportunity to the column that has the focus, in the dialog with all its fields."""
    rep.press("Ctrl+N")
    dialog = rep.dialog(NewOpportunityDialog)
    rep.write(name)
    rep.write_into(dialog.amount_field, amount)
    rep.press("Ctrl+Return")
    rep.page(PipelinePage)


def drag_card(rep: Rep, opportunity: int, stage: int) -> None:
    """Drag a card with the mouse into another column and let it go there."""
    board = rep.page(PipelinePage).board
    column = board.column_of(stage)
    assert column is not None
    target = column.list.viewport()
    rep.take(*card_place(board, opportunity))
    rep.move(target, QPoint(target.width() // 2, 60))
    assert column.is_target()
    rep.let_go()
    rep.wait(lambda: not board.drag.is_on)


def lose(rep: Rep, opportunity: int, reason: int) -> None:
    """Drag a card onto Lost and give the reason by its number."""
    board = rep.page(PipelinePage).board
    rep.take(*card_place(board, opportunity))
    rep.move(board, board.rect().center())
    zone = board.bar.lost_zone
    rep.wait(zone.isVisible)
    rep.move(zone, zone.rect().center())
    rep.let_go()
    rep.dialog(LostDialog)
    rep.press(str(reason))
    rep.press("Ctrl+Return")
    rep.page(PipelinePage)


def card_place(board: BoardView, opportunity: int) -> tuple[QWidget, QPoint]:
    """Return what the pointer presses to take a card, and where."""
    place = board.board.place_of(opportunity)
    assert place is not None
    column = board.column_of(place[0].stage.id)
    assert column is not None
    return column.list.viewport(), column.list.row_rect(place[1]).center()


def export(rep: Rep, path: Path) -> None:
    """Export what is shown as an Excel workbook."""
    rep.press("Ctrl+E")
    dialog = rep.dialog(ExportDialog)
    assert dialog.ending == "xlsx"
    rep.click(dialog.primary_button)
    rep.choose_file(path)
    rep.wait(lambda: dialog.done_label.isVisible() and path.name in dialog.done_label.text())
    rep.press("Escape")
    rep.page(type(rep.window.page()))
