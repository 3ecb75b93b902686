"""The right pane of a record page: the composer over the timeline."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from PySide6.QtCore import QModelIndex, QRectF, Qt, Signal
from PySide6.QtGui import (
    QContextMenuEvent,
    QFocusEvent,
    QGuiApplication,
    QKeyEvent,
    QPainter,
    QPaintEvent,
    QResizeEvent,
)
from PySide6.QtWidgets import (
    QAbstractItemView,
    QFrame,
    QHBoxLayout,
    QListView,
    QMenu,
    QStackedLayout,
    QVBoxLayout,
    QWidget,
)
from typing_extensions import override

from salesdesk.domain.activities import KINDS
from salesdesk.domain.evidence import Dimension
from salesdesk.queries.timeline import Subject
from salesdesk.services.commands import DeleteActivity
from ui import resources, theme, wording
from ui.delegates.timeline import TimelineDelegate
from ui.models.timeline import ROW_ROLE, TimelineModel, TimelineRow
from ui.session import DeskSession
from ui.views.record.composer import Composer
from ui.views.record.evidence_words import STATE_ICONS
from ui.widgets.button import Button
from ui.widgets.focus import shows_focus
from ui.widgets.labels import DEMI_BOLD, Label
from ui.widgets.scrolling import OverlayBar

SIDE = 14
MOVING_KEYS = (Qt.Key.Key_Up, Qt.Key.Key_Down, Qt.Key.Key_PageUp, Qt.Key.Key_PageDown, Qt.Key.Key_Home, Qt.Key.Key_End)


class TimelineView(QListView):
    """The timeline: one tab stop, arrows go from entry to entry, Delete deletes an activity.

    Signals: `deletion_requested` with the id of an activity; `evidence_requested` with the code of a dimension that it
    told something about, and the id of the activity.
    """

    deletion_requested = Signal(int)
    evidence_requested = Signal(str, int)

    def __init__(self, model: TimelineModel, parent: QWidget) -> None:
        """Show a timeline."""
        super().__init__(parent)
        self.setObjectName("timeline")
        self.setAccessibleName(self.tr("Activity"))
        self._dimensions: Callable[[], Sequence[Dimension]] = tuple
        self._delegate = TimelineDelegate(self)
        self.setItemDelegate(self._delegate)
        self.setModel(model)
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setAutoFillBackground(False)
        self.viewport().setAutoFillBackground(False)
        self.setResizeMode(QListView.ResizeMode.Adjust)
        self.setVerticalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        self.setSelectionMode(QAbstractItemView.SelectionMode.SingleSelection)
        self.bar = OverlayBar(self)
        theme.changed.connect(self._measure_anew)

    def ask_about(self, dimensions: Callable[[], Sequence[Dimension]]) -> None:
        """Offer to record evidence about these dimensions from an activity."""
        self._dimensions = dimensions

    def _measure_anew(self) -> None:
        self._delegate.forget_heights()
        self.scheduleDelayedItemsLayout()

    def _row(self, index: QModelIndex) -> TimelineRow | None:
        found = index.data(ROW_ROLE) if index.isValid() else None
        return found if isinstance(found, TimelineRow) else None

    @override
    def resizeEvent(self, event: QResizeEvent) -> None:
        """Wrap the words to the new width of the pane."""
        if self._delegate.set_width(self.width()):
            self.scheduleDelayedItemsLayout()
        super().resizeEvent(event)

    @override
    def keyboardSearch(self, search: str) -> None:
        """Leave letters to the page."""

    @override
    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Move with the arrows, delete with Delete, and leave the rest to the page."""
        row = self._row(self.currentIndex())
        if event.key() in MOVING_KEYS and not event.modifiers():
            self._delegate.has_keyboard_focus = True
            super().keyPressEvent(event)
            self.viewport().update()
        elif event.key() == Qt.Key.Key_Delete and row is not None and row.activity_id is not None:
            if not event.isAutoRepeat():
                self.deletion_requested.emit(row.activity_id)
        else:
            event.ignore()

    @override
    def focusInEvent(self, event: QFocusEvent) -> None:
        """Draw the ring for keyboard focus; the newest entry takes it where none was chosen."""
        self._delegate.has_keyboard_focus = shows_focus(event, self._delegate.has_keyboard_focus)
        super().focusInEvent(event)

    @override
    def contextMenuEvent(self, event: QContextMenuEvent) -> None:
        """Offer what can be done with the entry."""
        is_key = event.reason() == QContextMenuEvent.Reason.Keyboard
        index = self.currentIndex() if is_key else self.indexAt(event.pos())
        row = self._row(index)
        if row is None or row.words is None:
            return
        words = row.words
        menu = QMenu(self)
        menu.setObjectName("timeline_menu")
        if row.activity_id is not None:
            self._add_evidence(menu, row.activity_id)
        copy = menu.addAction(resources.icon("copy"), self.tr("Copy text"))
        copy.triggered.connect(lambda: QGuiApplication.clipboard().setText(words.body or words.title))
        if row.activity_id is not None:
            menu.addSeparator()
            delete = menu.addAction(resources.icon("trash"), self.tr("Delete activity") + "\tDel")
            delete.setProperty("destructive", True)
            delete.triggered.connect(lambda: self.deletion_requested.emit(row.activity_id))
        where = self.visualRect(index).center() if is_key else event.pos()
        menu.aboutToHide.connect(menu.deleteLater)
        menu.popup(self.viewport().mapToGlobal(where))

    def _add_evidence(self, menu: QMenu, activity: int) -> None:
        """Add “This call confirmed”, with a dimension each."""
        dimensions = self._dimensions()
        if not dimensions:
            return
        told = menu.addMenu(resources.icon("checklist"), self.tr("What this confirmed"))
        told.setObjectName("evidence_menu")
        for dimension in dimensions:
            action = told.addAction(resources.icon(STATE_ICONS[dimension.state]), f"{dimension.name}…")
            action.setObjectName(f"confirmed_{dimension.code}")
            action.triggered.connect(lambda _=False, code=dimension.code: self.evidence_requested.emit(code, activity))
        menu.addSeparator()


class ActivityPane(QWidget):
    """Composer and timeline of one record.

    Signals: `evidence_requested` with the code of a dimension and the activity that told something about it.
    """

    evidence_requested = Signal(str, int)

    def __init__(self, session: DeskSession, subject: Subject, parent: QWidget | None = None) -> None:
        """Start without a record."""
        super().__init__(parent)
        self._session = session
        self.composer = Composer(session, subject)
        self.model = TimelineModel(session, subject, self)
        self.heading = Label(self.tr("Activity"), "subhead", "text", DEMI_BOLD)
        self.types_button = Button(self.tr("All types"), "quiet", "row", has_menu=True)
        self.types_button.setObjectName("timeline_types")
        self.types_button.setMenu(self._make_types_menu())
        self.view = TimelineView(self.model, self)
        self.view.deletion_requested.connect(self._delete)
        self.view.evidence_requested.connect(self.evidence_requested)
        self.empty_label = Label(self.tr("Nothing logged yet. Log the first call."), "base", "muted", wraps=True)
        self.empty_label.setObjectName("timeline_empty")
        self._lay_out()
        self.model.modelReset.connect(self._show_whether_empty)

    def _make_types_menu(self) -> QMenu:
        menu = QMenu(self)
        menu.addAction(self.tr("All types")).triggered.connect(lambda: self._narrow(""))
        menu.addSeparator()
        for kind in KINDS:
            action = menu.addAction(resources.icon(wording.activity_icon(kind)), wording.activity_word(kind))
            action.triggered.connect(lambda _checked=False, chosen=kind: self._narrow(chosen))
        return menu

    def _lay_out(self) -> None:
        head = QHBoxLayout()
        head.setContentsMargins(SIDE + 2, 0, 6, 0)
        head.addWidget(self.heading)
        head.addStretch(1)
        head.addWidget(self.types_button)
        composer_row = QHBoxLayout()
        composer_row.setContentsMargins(SIDE, SIDE, SIDE, 0)
        composer_row.addWidget(self.composer)
        empty = QWidget()
        empty_column = QVBoxLayout(empty)
        empty_column.setContentsMargins(SIDE + 2, 10, SIDE, 0)
        empty_column.addWidget(self.empty_label)
        empty_column.addStretch(1)
        self._stack = QStackedLayout()
        self._stack.addWidget(self.view)
        self._stack.addWidget(empty)
        column = QVBoxLayout(self)
        column.setContentsMargins(1, 0, 0, 0)
        column.setSpacing(0)
        column.addLayout(composer_row)
        column.addSpacing(15)
        column.addLayout(head)
        column.addLayout(self._stack, 1)

    def ask_about(self, dimensions: Callable[[], Sequence[Dimension]]) -> None:
        """Offer to record evidence about these dimensions, in the composer and from what is logged."""
        self.view.ask_about(dimensions)
        self.composer.evidence_button.ask_about(dimensions)

    def show_record(self, record: int | None, name: str = "") -> None:
        """Show the activity of another record."""
        self.composer.show_record(record, name)
        self.model.show_record(record)
        self.view.scrollToTop()
        # Laid out at once, it is painted together with the rest of the page and not after it.
        self.view.executeDelayedItemsLayout()

    def rename(self, record: int, name: str) -> None:
        """Call the record by its new name."""
        self.composer.show_record(record, name)

    def _narrow(self, kind: str) -> None:
        self.types_button.setText(wording.activity_word(kind) if kind else self.tr("All types"))
        self.types_button.updateGeometry()
        self.model.set_kinds((kind,) if kind else ())

    def _delete(self, activity: int) -> None:
        done = self._session.run(DeleteActivity(activity), self)
        if done is not None:
            self._session.notify(self.tr("Activity deleted"), True)

    def _show_whether_empty(self) -> None:
        has_activity = any(self.model.row_at(place).activity_id is not None for place in range(self.model.rowCount()))
        if self.model.kinds and not has_activity:
            self.empty_label.setText(self.tr("Nothing of this type yet."))
        else:
            self.empty_label.setText(self.tr("Nothing logged yet. Log the first call."))
        self._stack.setCurrentIndex(0 if self.model.rowCount() else 1)

    @override
    def setFocus(self, reason: Qt.FocusReason = Qt.FocusReason.OtherFocusReason) -> None:
        """Hand the focus to the composer; as its proxy the text would catch every Tab that leaves the pane."""
        self.composer.text_edit.setFocus(reason)

    def focus_composer(self) -> None:
        """Put the cursor into the composer."""
        self.composer.text_edit.setFocus(Qt.FocusReason.ShortcutFocusReason)

    @override
    def paintEvent(self, event: QPaintEvent) -> None:
        """Draw the line towards the record."""
        painter = QPainter(self)
        painter.fillRect(QRectF(0, 0, 1, self.height()), theme.current().color("border"))
        painter.end()
