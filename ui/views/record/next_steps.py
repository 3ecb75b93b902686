"""What is planned with a record: ticked when done, moved to another day, or planned where nothing is."""

from __future__ import annotations

from datetime import datetime

from PySide6.QtCore import QPointF, QRectF, QSize, Qt, Signal
from PySide6.QtGui import QFocusEvent, QFont, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QHBoxLayout, QMenu, QPushButton, QSizePolicy, QVBoxLayout, QWidget
from typing_extensions import override

from salesdesk.domain.activities import NextStep, StepState, step_state
from salesdesk.queries import timeline
from salesdesk.queries.timeline import Planned, Subject
from salesdesk.services.commands import (
    CompleteActivity,
    DeleteActivity,
    PlanActivity,
    PlannedStep,
    RescheduleActivity,
)
from ui import painting, resources, theme, wording
from ui.session import DeskSession
from ui.views.record.step_editor import StepEditor, next_working_day
from ui.widgets.button import Button
from ui.widgets.dialog import Hairline
from ui.widgets.focus import RingHolder
from ui.widgets.labels import DEMI_BOLD, MEDIUM, ElidedLabel, IconLabel, Label
from ui.widgets.states import Panel

ROW = 42
ROLES: dict[StepState, str] = {"overdue": "danger", "today": "accent_text", "planned": "muted", "none": "warning"}
JUMPS = (1, 2, 7)


class TickButton(QPushButton):
    """An empty circle that is ticked with a click."""

    def __init__(self, name: str, parent: QWidget | None = None) -> None:
        """Say what is ticked."""
        super().__init__(parent)
        self._ring = RingHolder(self, 9)
        self.setFixedSize(18, 18)
        self.setAttribute(Qt.WidgetAttribute.WA_Hover)
        self.setToolTip(self.tr("Done"))
        self.setAccessibleName(self.tr("Done: {step}").format(step=name))

    @override
    def paintEvent(self, event: QPaintEvent) -> None:
        """Draw the circle, with a check under the pointer."""
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        look = theme.current()
        painter.setPen(QPen(look.color("success" if self.underMouse() else "control"), 1.2))
        painter.drawEllipse(QRectF(self.rect()).adjusted(1.5, 1.5, -1.5, -1.5))
        if self.underMouse() or self.isDown():
            painter.setPen(QPen(look.color("success"), 1.6))
            painter.drawPolyline([QPointF(5.5, 9.2), QPointF(8, 11.6), QPointF(12.5, 6.6)])
        painter.end()

    @override
    def focusInEvent(self, event: QFocusEvent) -> None:
        """Show the ring for keyboard focus."""
        super().focusInEvent(event)
        self._ring.focus_in(event)

    @override
    def focusOutEvent(self, event: QFocusEvent) -> None:
        """Hide the ring."""
        super().focusOutEvent(event)
        self._ring.focus_out(event)


class WhenButton(Button):
    """When a step is due, in the colour of its state, with what can be done about it."""

    def __init__(self, text: str, role: str, parent: QWidget | None = None) -> None:
        """Show the words in a colour."""
        super().__init__(text, "quiet", "row", has_menu=True, parent=parent)
        self._role = role

    @override
    def _ink(self) -> tuple[str, str]:
        return self._role, "muted"

    @override
    def sizeHint(self) -> QSize:
        """Return room for the words in the base size."""
        hint = super().sizeHint()
        return QSize(hint.width() + 8, hint.height())

    @override
    def _text_font(self) -> QFont:
        return theme.current().font("base", painting.MEDIUM)


class PlannedRow(QWidget):
    """One planned activity.

    Signals: `done_requested`; `jump_requested` with days from today; `move_requested`; `deletion_requested`.
    """

    done_requested = Signal()
    jump_requested = Signal(int)
    move_requested = Signal()
    deletion_requested = Signal()

    def __init__(self, planned: Planned, now: datetime, parent: QWidget | None = None) -> None:
        """Show a planned activity."""
        super().__init__(parent)
        self.planned = planned
        step = NextStep(planned.kind, planned.subject, planned.due_on, planned.due_at)
        name = planned.subject or wording.activity_word(planned.kind)
        when = wording.step_time(step, now)
        self.tick = TickButton(name)
        self.tick.setObjectName("step_tick")
        self.tick.clicked.connect(self.done_requested)
        self.when_button = WhenButton(when[:1].upper() + when[1:], ROLES[step_state(step, now)])
        self.when_button.setObjectName("step_when")
        self.when_button.setMenu(self._make_menu())
        row = QHBoxLayout(self)
        row.setContentsMargins(12, 0, 4, 0)
        row.setSpacing(10)
        row.addWidget(self.tick)
        row.addWidget(IconLabel(wording.activity_icon(planned.kind), "muted", 15))
        row.addWidget(ElidedLabel(name, "base", "text", MEDIUM), 1)
        row.addWidget(self.when_button)
        self.setFixedHeight(max(ROW, 24 + theme.current().line()))

    def _make_menu(self) -> QMenu:
        menu = QMenu(self)
        words = {1: self.tr("Tomorrow"), 2: self.tr("In two days"), 7: self.tr("Next week")}
        for days in JUMPS:
            action = menu.addAction(words[days])
            action.triggered.connect(lambda _checked=False, ahead=days: self.jump_requested.emit(ahead))
        menu.addAction(resources.icon("calendar"), self.tr("Choose a day…")).triggered.connect(self.move_requested)
        menu.addSeparator()
        delete = menu.addAction(resources.icon("trash"), self.tr("Delete"))
        delete.setProperty("destructive", True)
        delete.triggered.connect(self.deletion_requested)
        return menu


class NextSteps(QWidget):
    """Every planned activity of a record, the earliest first."""

    def __init__(
        self, session: DeskSession, subject: Subject, *, shows_none: bool, parent: QWidget | None = None
    ) -> None:
        """Start without a record; `shows_none` says so where nothing is planned, instead of hiding."""
        super().__init__(parent)
        self.setObjectName("next_steps")
        self._session = session
        self._subject: Subject = subject
        self._shows_none = shows_none
        self._record: int | None = None
        self.rows: list[PlannedRow] = []
        self._panel = Panel()
        self._list = QVBoxLayout(self._panel)
        self._list.setContentsMargins(1, 1, 1, 1)
        self._list.setSpacing(0)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(12)
        if not shows_none:
            column.setContentsMargins(0, 0, 0, 20)
        column.addWidget(Label(self.tr("Next step"), "subhead", "text", DEMI_BOLD))
        column.addWidget(self._panel)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)

    def show_record(self, record: int, *, is_open: bool = True) -> None:
        """Show what is planned with a record; a closed one needs no next step."""
        self._record = record
        found = self._session.read(timeline.planned, self._subject, record)
        now = self._session.now()
        while (item := self._list.takeAt(0)) is not None:
            widget = item.widget()
            if widget is not None:
                widget.hide()
                widget.deleteLater()
        self.rows = [self._make_row(planned, now) for planned in found]
        for index, row in enumerate(self.rows):
            if index:
                self._list.addWidget(Hairline())
            self._list.addWidget(row)
        if not found:
            self._list.addWidget(self._none_row())
        self.setVisible(bool(found) or (self._shows_none and is_open))

    def _make_row(self, planned: Planned, now: datetime) -> PlannedRow:
        row = PlannedRow(planned, now)
        row.done_requested.connect(lambda: self._complete(planned))
        row.jump_requested.connect(lambda days: self._jump(planned, days))
        row.move_requested.connect(lambda: self._move(row))
        row.deletion_requested.connect(lambda: self._delete(planned))
        return row

    def _none_row(self) -> QWidget:
        holder = QWidget()
        holder.setObjectName("no_next_step")
        holder.setFixedHeight(max(ROW, 24 + theme.current().line()))
        row = QHBoxLayout(holder)
        row.setContentsMargins(13, 0, 12, 0)
        row.setSpacing(8)
        row.addWidget(IconLabel("alert-triangle", "warning", 15))
        row.addWidget(Label(self.tr("No next step"), "base", "warning", MEDIUM))
        row.addStretch(1)
        add = Button(self.tr("Add next step"), "link", "row")
        add.setObjectName("add_next_step")
        add.clicked.connect(lambda: self._add(add))
        row.addWidget(add)
        return holder

    def _complete(self, planned: Planned) -> None:
        if self._session.run(CompleteActivity(planned.id), self) is not None:
            name = planned.subject or wording.activity_word(planned.kind)
            self._session.notify(self.tr("Done: {step}").format(step=name), True)

    def _jump(self, planned: Planned, days: int) -> None:
        now = self._session.now()
        day = next_working_day(now.date(), days)
        due_at = None
        if planned.due_at is not None:
            due_at = datetime.combine(day, planned.due_at.astimezone(now.tzinfo).time(), now.tzinfo)
        self._session.run(RescheduleActivity(planned.id, day, due_at), self)

    def _move(self, row: PlannedRow) -> None:
        planned = row.planned
        step = PlannedStep(planned.kind, planned.subject, planned.due_on, planned.due_at)
        editor = StepEditor(row.when_button, step, self._session.now(), is_date_only=True)
        editor.step_chosen.connect(
            lambda chosen: self._session.run(RescheduleActivity(planned.id, chosen.due_on, chosen.due_at), self)
        )
        editor.open(editor.day_field)

    def _delete(self, planned: Planned) -> None:
        if self._session.run(DeleteActivity(planned.id), self) is not None:
            self._session.notify(self.tr("Activity deleted"), True)

    def _add(self, anchor: QWidget) -> None:
        record = self._record
        if record is None:
            return
        start = PlannedStep("call", "", next_working_day(self._session.now().date(), 1))
        editor = StepEditor(anchor, start, self._session.now(), can_repeat=True)
        lead = record if self._subject == "lead" else None
        opportunity = record if self._subject == "opportunity" else None
        editor.step_chosen.connect(
            lambda chosen: self._session.run(PlanActivity(chosen, lead=lead, opportunity=opportunity), self)
        )
        editor.open(editor.kind_field)
