"""Duplicates among all leads: found in the background, settled pair by pair."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QItemSelectionModel, Qt, Signal
from PySide6.QtGui import QFocusEvent, QKeyEvent, QMouseEvent
from PySide6.QtWidgets import QFrame, QHBoxLayout, QListView, QStackedWidget, QWidget
from typing_extensions import override

from salesdesk.domain.errors import NotFound
from salesdesk.services.commands import RememberNotDuplicates
from salesdesk.services.duplicate_scan import Duplicate, scan
from ui import wording
from ui.delegates.duplicate_row import DuplicateRowDelegate
from ui.dialogs.merging.merge import MergeDialog
from ui.dialogs.saving import SavingDialog
from ui.models.duplicate_pairs import DuplicatePairsModel, PairRow, who
from ui.session import DeskSession
from ui.tasks import Task
from ui.widgets.button import Button
from ui.widgets.dialog import DialogHeading
from ui.widgets.focus import shows_focus
from ui.widgets.states import EmptyState, ProgressBar

SIZE = (920, 680)
KINDS = ("lead", "not_duplicate")


class PairsView(QListView):
    """The pairs; letters are left to the dialog.

    Signals: entered: Enter or a double click on a pair.
    """

    entered = Signal()

    def __init__(self, model: DuplicatePairsModel, parent: QWidget | None = None) -> None:
        """Show a model."""
        super().__init__(parent)
        self._rows = DuplicateRowDelegate(self)
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setUniformItemSizes(True)
        self.setMouseTracking(True)
        self.setVerticalScrollMode(QListView.ScrollMode.ScrollPerPixel)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.viewport().setAutoFillBackground(False)
        self.setItemDelegate(self._rows)
        self.setModel(model)

    @override
    def keyboardSearch(self, search: str) -> None:
        """Leave letters to the dialog."""

    @override
    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Move with the arrows, merge with Enter."""
        self._rows.has_keyboard_focus = True
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter) and not event.modifiers():
            self.entered.emit()
        elif event.text() and event.text().isprintable():
            event.ignore()
        else:
            super().keyPressEvent(event)
        self.viewport().update()

    @override
    def mousePressEvent(self, event: QMouseEvent) -> None:
        """Choose by click, which draws no ring."""
        self._rows.has_keyboard_focus = False
        super().mousePressEvent(event)

    @override
    def mouseDoubleClickEvent(self, event: QMouseEvent) -> None:
        """Merge the pair."""
        if self.indexAt(event.position().toPoint()).isValid():
            self.entered.emit()

    @override
    def focusInEvent(self, event: QFocusEvent) -> None:
        """Draw the ring for keyboard focus."""
        self._rows.has_keyboard_focus = shows_focus(event, self._rows.has_keyboard_focus)
        super().focusInEvent(event)


class DuplicatesDialog(SavingDialog):
    """Looks through all leads as soon as it opens; each pair is merged or remembered as two, each a step of its own.

    Signals: open_requested: int. A lead that is to be shown.
    """

    open_requested = Signal(int)

    def __init__(self, session: DeskSession, parent: QWidget) -> None:
        """Begin to look."""
        super().__init__(session, self.tr("Duplicates"), SIZE, KINDS, parent)
        self.setObjectName("duplicates_dialog")
        self.model = DuplicatePairsModel(session, self)
        self._task: Task | None = None
        self._current: tuple[tuple[int, int], int] | None = None
        self._build()
        self.search()

    def _build(self) -> None:
        self.heading = DialogHeading(self.tr("Duplicates"), " ")
        self.bar = ProgressBar()
        self.stop_button = Button(self.tr("Stop"), "quiet", icon="x")
        self.stop_button.setObjectName("stop_button")
        self.stop_button.clicked.connect(self.stop)
        self.again_button = Button(self.tr("Look again"), "quiet", icon="refresh")
        self.again_button.setObjectName("again_button")
        self.again_button.clicked.connect(self.search)
        head = QHBoxLayout()
        head.setSpacing(12)
        head.addWidget(self.heading, 1)
        head.addWidget(self.stop_button, 0, Qt.AlignmentFlag.AlignTop)
        head.addWidget(self.again_button, 0, Qt.AlignmentFlag.AlignTop)
        self.view = PairsView(self.model)
        self.view.setObjectName("pairs")
        self.view.setAccessibleName(self.tr("Pairs of leads"))
        self.view.entered.connect(self.merge)
        self.view.selectionModel().currentChanged.connect(self._on_current)
        self.empty_state = EmptyState("")
        self.pages = QStackedWidget()
        self.pages.addWidget(self.view)
        self.pages.addWidget(self.empty_state)
        self.column.addLayout(head)
        self.column.addSpacing(10)
        self.column.addWidget(self.bar)
        self.column.addSpacing(6)
        self.column.addWidget(self.pages, 1)
        self.column.addSpacing(10)
        self.column.addLayout(self._buttons())
        self.column.addWidget(self.refusal)

    def _buttons(self) -> QHBoxLayout:
        self.merge_button = Button(self.tr("Merge…"), "standard", "dialog", icon="merge", keys="M")
        self.merge_button.setObjectName("merge_button")
        self.merge_button.clicked.connect(self.merge)
        self.apart_button = Button(self.tr("Not a duplicate"), "standard", "dialog", icon="users", keys="X")
        self.apart_button.setObjectName("apart_button")
        self.apart_button.clicked.connect(self.keep_apart)
        self.open_buttons = (Button("", "quiet", "dialog"), Button("", "quiet", "dialog"))
        row = QHBoxLayout()
        row.setSpacing(8)
        row.addWidget(self.merge_button)
        row.addWidget(self.apart_button)
        row.addStretch(1)
        for place, button in enumerate(self.open_buttons):
            button.setObjectName(f"open_{place}")
            button.clicked.connect(lambda _checked=False, place=place: self._open(place))
            row.addWidget(button)
        return row

    # Looking

    def search(self) -> None:
        """Look through all leads anew."""
        self.stop()
        desk = self.session.desk
        task = self._task = self.session.start_task(lambda report, stop: scan(desk, report, stop))
        task.progressed.connect(lambda done, total: self._on_progress(task, done, total))
        task.succeeded.connect(lambda found: self._on_found(task, found))
        task.failed.connect(lambda sentence: self._on_failed(task, sentence))
        self._show_state()

    def stop(self) -> None:
        """Look no further; what was found before stays."""
        task, self._task = self._task, None
        if task is not None:
            task.cancel()
        self._show_state()

    @property
    def is_looking(self) -> bool:
        """Tell whether the search is under way."""
        return self._task is not None

    def _on_progress(self, task: Task, done: int, total: int) -> None:
        if task is self._task:
            self.bar.set_progress(done, total)

    def _on_found(self, task: Task, found: Sequence[Duplicate]) -> None:
        if task is not self._task or not self.session.is_open:
            return
        self._task = None
        self._has_looked = True
        self.model.show_found(found)
        self._choose(0)
        self._show_state()
        self.view.setFocus(Qt.FocusReason.OtherFocusReason)

    def _on_failed(self, task: Task, sentence: str) -> None:
        if task is self._task:
            self.stop()
            self.refusal.set_text(sentence)

    _has_looked = False

    def _show_state(self) -> None:
        count = self.model.rowCount()
        self.bar.setVisible(self.is_looking)
        self.stop_button.setVisible(self.is_looking)
        self.again_button.setVisible(not self.is_looking)
        one, many = self.tr("1 pair may be one person."), self.tr("{count} pairs may be one person each.")
        if self.is_looking:
            words = self.tr("Comparing all leads. You can close this at any time.")
        elif count:
            words = (one if count == 1 else many).format(count=wording.number_text(count))
        else:
            words = self.tr("Nothing to settle.") if self._has_looked else self.tr("Stopped.")
        self.heading.set_sentence(words)
        self.pages.setCurrentIndex(0 if count else 1)
        self._show_empty()
        self._show_buttons()

    def _show_empty(self) -> None:
        if self.is_looking:
            self.empty_state.set_words("")
        elif self._has_looked:
            self.empty_state.set_words(
                self.tr("No duplicates left"), self.tr("No two leads look like one person, as far as is known.")
            )
        else:
            self.empty_state.set_words(self.tr("Stopped"), self.tr("“Look again” compares all leads."))

    # One pair

    @property
    def pair(self) -> PairRow | None:
        """The pair that is current."""
        return self.model.row_at(self.view.currentIndex().row())

    def _choose(self, place: int) -> None:
        count = self.model.rowCount()
        if count:
            index = self.model.index(max(0, min(place, count - 1)))
            self.view.selectionModel().setCurrentIndex(index, QItemSelectionModel.SelectionFlag.ClearAndSelect)
            self.view.scrollTo(index)

    def _on_current(self) -> None:
        row = self.pair
        if row is not None:
            self._current = ((row.pair.first, row.pair.second), self.view.currentIndex().row())
        self._show_buttons()

    def _show_buttons(self) -> None:
        row = self.pair
        for button in (self.merge_button, self.apart_button, *self.open_buttons):
            button.setEnabled(row is not None)
            button.setVisible(self.model.rowCount() > 0)
        leads = (row.first, row.second) if row is not None else (None, None)
        first, second = self.tr("Open the first"), self.tr("Open the second")
        for button, words, lead in zip(self.open_buttons, (first, second), leads, strict=True):
            button.setText(words)
            button.setAccessibleName(self.tr("Open {who}").format(who=who(lead)))
            button.setToolTip(who(lead))

    @override
    def refresh(self) -> None:
        """Show which pairs are still open; the one that was current stays, or its place does."""
        kept = self._current
        self.model.refresh()
        if kept is not None:
            pair, place = kept
            found = self.model.place_of(pair)
            self._choose(place if found is None else found)
        self._show_state()

    def merge(self) -> None:
        """Open the comparison of the pair."""
        row = self.pair
        if row is None:
            return
        try:
            dialog = MergeDialog(self.session, (row.pair.first, row.pair.second), self)
        except NotFound:
            self.refresh()
            return
        dialog.accepted.connect(lambda: self._note_merge(dialog))
        dialog.finished.connect(dialog.deleteLater)
        dialog.open()

    def _note_merge(self, dialog: MergeDialog) -> None:
        if dialog.outcome is not None:
            self._note(dialog.outcome)

    def keep_apart(self) -> None:
        """Remember that the two are not one."""
        row = self.pair
        if row is not None:
            self.save(RememberNotDuplicates("lead", (row.pair.first, row.pair.second)))

    def _open(self, place: int) -> None:
        row = self.pair
        if row is not None:
            lead = (row.pair.first, row.pair.second)[place]
            self.accept()
            self.open_requested.emit(lead)

    @override
    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Merge with M, keep apart with X."""
        is_plain = not event.modifiers() & ~Qt.KeyboardModifier.KeypadModifier and not event.isAutoRepeat()
        if is_plain and event.key() == Qt.Key.Key_M:
            self.merge()
        elif is_plain and event.key() == Qt.Key.Key_X:
            self.keep_apart()
        else:
            super().keyPressEvent(event)

    @override
    def done(self, result: int) -> None:
        """Look no further."""
        task, self._task = self._task, None
        if task is not None:
            task.cancel()
        super().done(result)
