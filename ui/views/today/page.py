"""The Today page: the quarter above, the agenda, who waits for a reply, and what to set right."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date

from PySide6.QtCore import QPoint, Qt, QTimer, Signal
from PySide6.QtGui import QHideEvent, QKeyEvent, QPainter, QPaintEvent, QResizeEvent, QShowEvent
from PySide6.QtWidgets import QFrame, QHBoxLayout, QScrollArea, QStackedLayout, QVBoxLayout, QWidget
from typing_extensions import override

from salesdesk.services.commands import PlannedStep
from ui import theme, wording
from ui.models.agenda import AgendaModel, Item
from ui.models.hygiene import HygieneModel
from ui.models.today import TodayModel
from ui.session import DeskSession
from ui.views.record.step_editor import StepEditor, next_working_day
from ui.views.today.agenda_list import AgendaList
from ui.views.today.deeds import TodayDeeds
from ui.views.today.hygiene_panel import HygienePanel
from ui.views.today.menus import activity_menu, awake_menu, move_menu
from ui.views.today.replies import RepliesPanel
from ui.views.today.strip import QuotaStrip
from ui.widgets.button import Button
from ui.widgets.header import PageHeader
from ui.widgets.states import EmptyState, ErrorPanel

RIGHT_WIDTH = 428
PAGE_PADDING = 20
GAP = 20
# What the scroll bar of the agenda takes of the gap beside it.
BAR = 10
# Below this width the right column stands under the agenda’s right edge no more: it shrinks.
NARROW = 940
TABS = {"demo": "meeting", "meeting": "meeting", "call": "call", "email": "email"}


class TodayPage(QWidget):
    """What the rep does today.

    Signals:
        open_requested: str, int. Kind and id of a record to show on its page.
        log_requested: str, int, str, int. Kind and id of a record, the tab of the composer, and the activity it is
            about, 0 where it is about none.
        leads_requested: the leads are wanted.
    """

    open_requested = Signal(str, int)
    log_requested = Signal(str, int, str, int)
    leads_requested = Signal()

    def __init__(self, session: DeskSession, parent: QWidget | None = None) -> None:
        """Show the day."""
        super().__init__(parent)
        self.setObjectName("today_page")
        self.setFocusPolicy(Qt.FocusPolicy.ClickFocus)
        self._session = session
        self.today = TodayModel(session, self)
        self.agenda_model = AgendaModel(self.today, self)
        self.hygiene_model = HygieneModel(self.today, self)
        self.deeds = TodayDeeds(session, self)
        self.header = PageHeader(self.tr("Today"))
        self.log_button = Button(self.tr("Log activity"), icon="log-activity", keys="A")
        self.task_button = Button(self.tr("New task"), "primary", icon="plus", keys="T")
        self.strip = QuotaStrip()
        self.agenda = AgendaList(self.today, self.agenda_model)
        self.replies = RepliesPanel(self.today)
        self.hygiene = HygienePanel(self.today, self.hygiene_model, self.deeds)
        self.empty = EmptyState("")
        self.empty.setObjectName("today_empty")
        self.failure = ErrorPanel(self.tr("The agenda can’t be shown"), "")
        self._lay_out()
        self._connect()
        self.today.load()

    def _lay_out(self) -> None:
        self.log_button.setObjectName("today_log")
        self.task_button.setObjectName("today_task")
        self.header.add_control(self.log_button)
        self.header.add_control(self.task_button)
        framed = QWidget()
        frame = QVBoxLayout(framed)
        frame.setContentsMargins(0, 0, 0, 0)
        frame.addWidget(self.failure)
        frame.addStretch(1)
        holder = QWidget()
        self._pages = QStackedLayout(holder)
        for page in (self.agenda, self.empty, framed):
            self._pages.addWidget(page)
        column = QWidget()
        right = QVBoxLayout(column)
        right.setContentsMargins(0, 0, 0, PAGE_PADDING)
        right.setSpacing(12)
        right.addWidget(self.replies)
        right.addWidget(self.hygiene)
        right.addStretch(1)
        self._right = QScrollArea()
        self._right.setObjectName("today_right")
        self._right.setFrameShape(QFrame.Shape.NoFrame)
        self._right.setWidgetResizable(True)
        self._right.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self._right.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self._right.setWidget(column)
        self._right.viewport().setAutoFillBackground(False)
        column.setAutoFillBackground(False)
        body = QHBoxLayout()
        body.setContentsMargins(0, 16, 0, 0)
        body.setSpacing(GAP - BAR)
        body.addWidget(holder, 1)
        body.addWidget(self._right)
        inner = QVBoxLayout()
        inner.setContentsMargins(PAGE_PADDING, 0, PAGE_PADDING, 0)
        inner.setSpacing(0)
        inner.addWidget(self.strip)
        inner.addLayout(body, 1)
        whole = QVBoxLayout(self)
        whole.setContentsMargins(0, 0, 0, 0)
        whole.setSpacing(0)
        whole.addWidget(self.header)
        whole.addLayout(inner, 1)

    def _connect(self) -> None:
        today = self.today
        today.agenda_changed.connect(self._on_agenda)
        today.rest_changed.connect(self._on_rest)
        today.agenda_failed.connect(self._on_agenda_failed)
        today.rest_failed.connect(self.strip.set_fault)
        today.rest_failed.connect(self.hygiene.set_fault)
        self.failure.retry_requested.connect(today.load)
        self.agenda.deed_requested.connect(self.do)
        self.agenda.menu_requested.connect(self._open_menu)
        self.agenda.selectionModel().currentChanged.connect(lambda *_: self._show_possible())
        self.replies.call_requested.connect(lambda lead: self.log_requested.emit("lead", lead, "call", 0))
        self.replies.open_requested.connect(lambda lead: self.open_requested.emit("lead", lead))
        self.replies.all_requested.connect(self.leads_requested)
        self.hygiene.open_requested.connect(self.open_requested)
        self.hygiene.log_requested.connect(lambda kind, record: self.log_requested.emit(kind, record, "call", 0))
        self.log_button.clicked.connect(lambda: self.do("log"))
        self.task_button.clicked.connect(lambda: self.do("task"))

    # What is shown

    def _on_agenda(self) -> None:
        now = self._session.now()
        today = now.date()
        self.header.set_heading(wording.weekday_date(today, today))
        self.header.set_figures(self._figures())
        self._show_agenda_or_why_none()
        self._show_possible()

    def _figures(self) -> list[str]:
        """Return how much there is to do, and until when nothing is."""
        now = self._session.now()
        late, due = self.today.agenda.late_count, self.today.agenda.due_count(now.date())
        if late:
            text = self.tr("{count} to do, {late} late")
            return [text.format(count=wording.number_text(due), late=wording.number_text(late))]
        if not due:
            # A day without any row says so in their place.
            return [self.tr("Nothing due today")] if self.agenda_model.items else []
        figures = [self.tr("{count} to do").format(count=wording.number_text(due))]
        if self.today.next_at is not None:
            figures.append(self.tr("Clear until {time}").format(time=wording.clock_text(self.today.next_at, now)))
        return figures

    def _show_agenda_or_why_none(self) -> None:
        had_focus = self.agenda.hasFocus()
        if self.agenda_model.items:
            self._pages.setCurrentWidget(self.agenda)
            if had_focus or self.empty.hasFocus():
                self.agenda.setFocus(Qt.FocusReason.OtherFocusReason)
            return
        self.empty.set_words(self.tr("Nothing due today"), self.tr("Plan a next step from a lead or an opportunity."))
        self._pages.setCurrentWidget(self.empty)

    def _on_rest(self) -> None:
        if self.today.standing is not None:
            self.strip.set_standing(self.today.standing)

    def _on_agenda_failed(self, sentence: str) -> None:
        self.failure.set_failure(self.tr("The agenda can’t be shown"), sentence)
        self._pages.setCurrentIndex(2)

    def _show_possible(self) -> None:
        item = self.agenda.current()
        has_record = item is not None and self._subject_of(item) is not None
        self.log_button.setEnabled(has_record)
        self.task_button.setEnabled(has_record)

    # Deeds of the agenda

    def do(self, deed: str) -> None:
        """Do something with the current row of the agenda."""
        item = self.agenda.current()
        if item is None or item.kind not in ("activity", "awake"):
            return
        acts: dict[str, Callable[[Item], object]] = {
            "done": self._tick,
            "reopen": self._tick,
            "open": self._open,
            "log": self._log,
            "move": lambda item: self._open_move_menu(),
            "task": self._add_task,
            "delete": lambda item: self.deeds.delete(item.row) if item.row is not None else None,
        }
        acts[deed](item)

    @staticmethod
    def _subject_of(item: Item) -> tuple[str, int] | None:
        if item.awake is not None:
            return "lead", item.awake.lead_id
        return item.row.opens if item.row is not None else None

    def _tick(self, item: Item) -> None:
        if item.row is not None:
            self.deeds.tick(item.row)
        elif item.awake is not None:
            self.deeds.reopen(item.awake)

    def _open(self, item: Item) -> None:
        subject = self._subject_of(item)
        if subject is not None:
            self.open_requested.emit(*subject)

    def _log(self, item: Item) -> None:
        subject = self._subject_of(item)
        if subject is None:
            return
        tab, activity = "call", 0
        if item.row is not None and item.row.done_at is None:
            tab, activity = TABS.get(item.row.kind, "note"), item.row.id
        self.log_requested.emit(*subject, tab, activity)

    def _add_task(self, item: Item) -> None:
        subject = self._subject_of(item)
        if subject is None:
            return
        name = item.row.name if item.row is not None else item.awake.name if item.awake is not None else ""
        start = PlannedStep("task", "", next_working_day(self._session.now().date(), 1))
        editor = StepEditor(self._anchor(), start, self._session.now(), can_repeat=True)
        editor.step_chosen.connect(lambda step: self.deeds.plan(subject, name, step))
        editor.open(editor.subject_field)

    def _anchor(self) -> QWidget:
        """Return a widget where the current row is, for what opens beside it."""
        anchor = QWidget(self.agenda.viewport())
        rect = self.agenda.current_rect()
        anchor.setGeometry(rect.right() - 120, rect.top(), 120, rect.height())
        anchor.setAttribute(Qt.WidgetAttribute.WA_TransparentForMouseEvents)
        anchor.show()
        QTimer.singleShot(0, anchor, anchor.lower)
        return anchor

    def _open_move_menu(self) -> None:
        item = self.agenda.current()
        if item is None or (item.row is not None and item.row.done_at is not None):
            return
        menu = move_menu(
            self, self._session.now().date(), lambda day: self._move(item, day), lambda: self._choose_day(item)
        )
        rect = self.agenda.current_rect()
        menu.popup(self.agenda.viewport().mapToGlobal(QPoint(rect.right() - 150, rect.bottom())))

    def _move(self, item: Item, day: date) -> None:
        if item.row is not None:
            self.deeds.move(item.row, day)
        elif item.awake is not None:
            self.deeds.sleep(item.awake, day)

    def _choose_day(self, item: Item) -> None:
        now = self._session.now()
        if item.row is not None:
            row = item.row
            step = PlannedStep(row.kind, row.subject, row.due_on, row.due_at)
            editor = StepEditor(self._anchor(), step, now, is_date_only=True)
            editor.step_chosen.connect(lambda chosen: self.deeds.reschedule(row, chosen))
            editor.open(editor.day_field)
        elif item.awake is not None:
            awake = item.awake
            step = PlannedStep("task", "", next_working_day(now.date(), 7))
            editor = StepEditor(self._anchor(), step, now, is_date_only=True)
            editor.step_chosen.connect(lambda chosen: self.deeds.sleep(awake, chosen.due_on))
            editor.open(editor.day_field)

    def _open_menu(self, where: QPoint) -> None:
        item = self.agenda.current()
        if item is None or item.kind not in ("activity", "awake"):
            return
        menu = activity_menu(self, item.row) if item.row is not None else awake_menu(self)
        menu.triggered.connect(lambda action: self.do(str(action.data())))
        menu.popup(where)

    # Focus and keys

    def panes(self) -> list[QWidget]:
        """Return the panes that F6 goes through: agenda, reply timers, hygiene."""
        first = self.agenda if self._pages.currentWidget() is self.agenda else self
        rest = [pane for pane in (self.replies, self.hygiene) if pane.isVisibleTo(self) and pane.can_take_focus()]
        return [first, *rest]

    @override
    def setFocus(self, reason: Qt.FocusReason = Qt.FocusReason.OtherFocusReason) -> None:
        """Hand the focus to the agenda, or to what there is without one."""
        if self._pages.currentWidget() is self.agenda:
            self.agenda.setFocus(reason)
        elif self.hygiene.can_take_focus():
            self.hygiene.setFocus(reason)
        else:
            super().setFocus(reason)

    @override
    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Go back to the agenda with Escape."""
        if event.key() == Qt.Key.Key_Escape:
            self.setFocus(Qt.FocusReason.ShortcutFocusReason)
        else:
            super().keyPressEvent(event)

    @override
    def resizeEvent(self, event: QResizeEvent) -> None:
        """Give the right column its width, and less where the page is narrow."""
        super().resizeEvent(event)
        unit = theme.current().type.unit
        wanted = min(round(RIGHT_WIDTH * unit), self.width() // 2)
        is_narrow = unit <= 1 and self.width() < NARROW
        self._right.setFixedWidth(max(300, round(self.width() * 0.38)) if is_narrow else wanted)

    @override
    def showEvent(self, event: QShowEvent) -> None:
        """Keep up with changes while the page is seen."""
        super().showEvent(event)
        self.today.set_seen(True)

    @override
    def hideEvent(self, event: QHideEvent) -> None:
        """Read nothing that is not seen."""
        super().hideEvent(event)
        self.today.set_seen(False)

    @override
    def paintEvent(self, event: QPaintEvent) -> None:
        """Draw the ground."""
        painter = QPainter(self)
        painter.fillRect(event.rect(), theme.current().color("window"))
        painter.end()
