"""The composer: what just happened, or is to be done, and the step after it."""

from __future__ import annotations

from dataclasses import replace
from datetime import datetime

from PySide6.QtCore import QEvent, QObject, QRectF, QSize, Qt, Signal
from PySide6.QtGui import QAction, QFocusEvent, QKeyEvent, QKeySequence, QPainter, QPaintEvent, QResizeEvent
from PySide6.QtWidgets import (
    QButtonGroup,
    QFrame,
    QHBoxLayout,
    QMenu,
    QPlainTextEdit,
    QPushButton,
    QSizePolicy,
    QVBoxLayout,
    QWidget,
)
from typing_extensions import override

from salesdesk.domain.activities import NextStep
from salesdesk.services.commands import PlanActivity, PlannedStep
from ui import painting, resources, theme, wording
from ui.session import DeskSession
from ui.views.record.drafts import MINUTES, RESULTS, TABS, Draft, command_of
from ui.views.record.evidence_button import EvidenceButton
from ui.views.record.step_editor import StepEditor, next_working_day
from ui.widgets.button import Button
from ui.widgets.dialog import Hairline
from ui.widgets.flow import FlowLayout
from ui.widgets.focus import shows_focus

MOST_LINES = 9
FOOT = 42
CHOICES_SIDE = 10
ENTER_KEYS = (Qt.Key.Key_Return, Qt.Key.Key_Enter)


ICON = 15


class ComposerTab(QPushButton):
    """One kind of activity over the composer."""

    def __init__(self, kind: str, parent: QWidget) -> None:
        """Show icon and name of the kind."""
        super().__init__(wording.activity_word(kind), parent)
        self._icon_name = wording.activity_icon(kind)
        self._keyboard_focus = False
        self.setToolTip(self.text())
        self.setCheckable(True)
        self.setAutoDefault(False)
        self.setAttribute(Qt.WidgetAttribute.WA_Hover)
        self.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Fixed)

    @override
    def sizeHint(self) -> QSize:
        """Return room for icon and name."""
        look = theme.current()
        width = painting.text_width(self.text(), look.font("base", painting.MEDIUM))
        return QSize(round(width + 35), round(18 + 16 * look.type.unit))

    @override
    def minimumSizeHint(self) -> QSize:
        """Return room for the icon alone, which large letters may leave."""
        return QSize(ICON + 8, self.sizeHint().height())

    @override
    def paintEvent(self, event: QPaintEvent) -> None:
        """Draw icon and name, or what of them there is room for, and the line under the tab that is open."""
        look = theme.current()
        painter = QPainter(self)
        rect = QRectF(self.rect())
        is_open = self.isChecked()
        ink = "text" if is_open or self.underMouse() else "muted"
        font = look.font("base", painting.MEDIUM if is_open else painting.NORMAL)
        width = painting.text_width(self.text(), font)
        has_name = rect.width() >= width + 6
        has_icon = not has_name or rect.width() >= width + ICON + 9
        left = rect.center().x() - (has_name * width + has_icon * ICON + (has_name and has_icon) * 6) / 2
        if has_icon:
            box = QRectF(round(left), round(rect.center().y() - 8), ICON, ICON)
            resources.paint_icon(painter, box, self._icon_name, ink)
            left += ICON + 6
        if has_name:
            painting.draw_text(painter, QRectF(left, 0, width + 2, rect.height() - 1), self.text(), ink, font)
        if is_open:
            line = QRectF(rect.left(), rect.bottom() - 2, rect.width(), 2)
            painter.fillRect(line, look.color("accent"))
        if self._keyboard_focus and self.hasFocus():
            painting.focus_ring_inset(painter, rect.adjusted(0, 2, 0, -4), 5)
        painter.end()

    @override
    def focusInEvent(self, event: QFocusEvent) -> None:
        """Note whether the focus came by keyboard."""
        self._keyboard_focus = shows_focus(event, self._keyboard_focus)
        super().focusInEvent(event)


class ComposerText(QPlainTextEdit):
    """The words of an activity; as high as they need, within reason."""

    def __init__(self, parent: QWidget) -> None:
        """Start empty, two lines high."""
        super().__init__(parent)
        self.setObjectName("composer_text")
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setTabChangesFocus(True)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setVerticalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.viewport().setAutoFillBackground(False)
        self.setAutoFillBackground(False)
        self.document().setDocumentMargin(0)
        self.setViewportMargins(12, 10, 10, 6)
        self.document().documentLayout().documentSizeChanged.connect(lambda _size: self._fit())

    def _fit(self) -> None:
        is_long = round(self.document().size().height()) > MOST_LINES
        policy = Qt.ScrollBarPolicy.ScrollBarAsNeeded if is_long else Qt.ScrollBarPolicy.ScrollBarAlwaysOff
        self.setVerticalScrollBarPolicy(policy)
        self.updateGeometry()

    @override
    def sizeHint(self) -> QSize:
        """Return room for the lines there are."""
        lines = max(2, min(MOST_LINES, round(self.document().size().height())))
        return QSize(200, round(lines * max(18, self.fontMetrics().lineSpacing())) + 24)

    @override
    def minimumSizeHint(self) -> QSize:
        """Return the same: the text does not shrink."""
        return self.sizeHint()


class Composer(QWidget):
    """Call, email, meeting, note or task about one record; what is typed waits while other records are looked at.

    Signals: `saved` with whether the next record was asked for; `left` on Escape.
    """

    saved = Signal(bool)
    left = Signal()

    def __init__(self, session: DeskSession, subject: str, parent: QWidget | None = None) -> None:
        """Write about records of a kind: lead or opportunity."""
        super().__init__(parent)
        self.setObjectName("composer")
        self._session = session
        self._subject = subject
        self._record: int | None = None
        self._name = ""
        self._drafts: dict[int, Draft] = {}
        self._draft = Draft()
        self._make_tabs()
        self.text_edit = ComposerText(self)
        self.text_edit.installEventFilter(self)
        self.text_edit.textChanged.connect(self._on_text)
        self._make_choices()
        self._make_foot()
        self._lay_out()
        self._put_on_theme()
        theme.changed.connect(self._put_on_theme)
        self._show_draft()

    def _make_tabs(self) -> None:
        self.tabs: dict[str, ComposerTab] = {}
        self._group = QButtonGroup(self)
        self._tab_row = QHBoxLayout()
        self._tab_row.setContentsMargins(6, 0, 6, 0)
        self._tab_row.setSpacing(0)
        for kind in TABS:
            tab = ComposerTab(kind, self)
            tab.setObjectName(f"composer_{kind}")
            tab.clicked.connect(lambda _checked=False, chosen=kind: self.open_tab(chosen))
            self.tabs[kind] = tab
            self._group.addButton(tab)
            self._tab_row.addWidget(tab)

    def _make_choices(self) -> None:
        self.result_button = Button("", "standard", "row", has_menu=True)
        self.result_button.setObjectName("composer_result")
        self.minutes_button = Button("", "standard", "row", has_menu=True)
        self.minutes_button.setObjectName("composer_minutes")
        self.form_button = Button("", "standard", "row", has_menu=True)
        self.form_button.setObjectName("composer_form")
        self.due_button = Button("", "standard", "row", icon="calendar", has_menu=True)
        self.due_button.setObjectName("composer_due")
        self.due_button.clicked.connect(self._edit_due)
        self._result_menu = QMenu(self)
        self.result_button.setMenu(self._result_menu)
        minutes_menu = QMenu(self)
        for minutes in (None, *MINUTES):
            action = minutes_menu.addAction(self._minutes_text(minutes))
            action.triggered.connect(lambda _checked=False, chosen=minutes: self._change(minutes=chosen))
        self.minutes_button.setMenu(minutes_menu)
        form_menu = QMenu(self)
        for is_demo, kind in ((False, "meeting"), (True, "demo")):
            action = form_menu.addAction(wording.activity_word(kind))
            action.triggered.connect(lambda _checked=False, chosen=is_demo: self._change(is_demo=chosen))
        self.form_button.setMenu(form_menu)
        self.evidence_button = EvidenceButton(self)
        self.evidence_button.chosen.connect(lambda evidence: self._change(evidence=evidence))
        self._choices = QWidget()
        column = QVBoxLayout(self._choices)
        column.setContentsMargins(CHOICES_SIDE, 2, CHOICES_SIDE, 9)
        self._choice_lines = QWidget()
        column.addWidget(self._choice_lines)
        row = FlowLayout(self._choice_lines, 8)
        for button in (self.form_button, self.result_button, self.minutes_button, self.due_button):
            row.addWidget(button)
        row.addWidget(self.evidence_button)

    def _make_foot(self) -> None:
        self.next_button = Button("", "quiet", "row", has_menu=True)
        self.next_button.setObjectName("composer_next")
        self.next_button.clicked.connect(self._edit_next)
        keys = QKeySequence("Ctrl+Return").toString(QKeySequence.SequenceFormat.NativeText)
        self.log_button = Button("", "primary", "row", keys=keys)
        self.log_button.setObjectName("composer_log")
        self.log_button.clicked.connect(lambda: self.save())
        self._foot = QWidget()
        self._foot.setFixedHeight(max(FOOT, 18 + self.log_button.sizeHint().height()))
        row = QHBoxLayout(self._foot)
        row.setContentsMargins(6, 0, 10, 0)
        row.setSpacing(8)
        row.addWidget(self.next_button)
        row.addStretch(1)
        row.addWidget(self.log_button)

    def _lay_out(self) -> None:
        column = QVBoxLayout(self)
        column.setContentsMargins(1, 1, 1, 1)
        column.setSpacing(0)
        column.addLayout(self._tab_row)
        column.addWidget(Hairline())
        column.addWidget(self.text_edit)
        column.addWidget(self._choices)
        column.addWidget(Hairline())
        column.addWidget(self._foot)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Maximum)

    def _put_on_theme(self) -> None:
        self.text_edit.setFont(theme.current().font())

    # The draft.

    @property
    def draft(self) -> Draft:
        """Return what stands in the composer."""
        return self._draft

    def show_record(self, record: int | None, name: str = "") -> None:
        """Write about another record; what was typed about this one waits."""
        self._name = name
        if record == self._record:
            return
        if self._record is not None:
            self._drafts.pop(self._record, None)
            if not self._draft.is_empty:
                self._drafts[self._record] = self._draft
        self._record = record
        waiting = self._drafts.get(record) if record is not None else None
        self._draft = waiting or Draft(tab=self._draft.tab)
        self._show_draft()

    def open_tab(self, tab: str, focus: bool = True) -> None:
        """Open a tab; the text stays."""
        self._draft = self._draft.on_tab(tab)
        self._show_draft()
        if focus:
            self.text_edit.setFocus(Qt.FocusReason.ShortcutFocusReason)

    def begin(self, tab: str, activity: int | None = None) -> None:
        """Write about what came of a planned activity, after which the next step is asked for, or of none."""
        self._draft = replace(self._draft, completes=activity)
        self.open_tab(tab)

    def _change(self, **values: object) -> None:
        self._draft = replace(self._draft, **values)  # type: ignore[arg-type]
        self._show_draft()

    def _on_text(self) -> None:
        self._draft = replace(self._draft, text=self.text_edit.toPlainText())
        self._show_possible()

    def _show_draft(self) -> None:
        draft = self._draft
        self.tabs[draft.tab].setChecked(True)
        if self.text_edit.toPlainText() != draft.text:
            self.text_edit.blockSignals(True)
            self.text_edit.setPlainText(draft.text)
            self.text_edit.blockSignals(False)
        self.text_edit.setPlaceholderText(self._placeholder(draft.tab))
        self.text_edit.setAccessibleName(self._placeholder(draft.tab))
        self.form_button.setVisible(draft.tab == "meeting")
        self.form_button.setText(wording.activity_word("demo" if draft.is_demo else "meeting"))
        self.result_button.setVisible(draft.tab in RESULTS)
        self._fill_results()
        self.minutes_button.setVisible(draft.tab in ("call", "meeting"))
        self.minutes_button.setText(self._minutes_text(draft.minutes))
        self.due_button.setVisible(draft.tab == "task")
        self.due_button.setText(self._when(self._due()))
        self.evidence_button.show_evidence(draft.evidence, is_offered=draft.tab != "task")
        self._choices.setVisible(draft.tab != "note" or not self.evidence_button.isHidden())
        self.next_button.setVisible(draft.tab in RESULTS)
        self.next_button.setText(self._next_text())
        self.log_button.setText(self._log_text(draft.tab))
        for button in (self.form_button, self.result_button, self.minutes_button, self.due_button, self.next_button):
            button.updateGeometry()
        self.log_button.updateGeometry()
        self._fit_choices()
        self._show_possible()

    def _fit_choices(self) -> None:
        """Give the choices as many lines as they need in this width."""
        row = self._choice_lines.layout()
        assert row is not None
        row.invalidate()
        self._choice_lines.setFixedHeight(row.heightForWidth(self.width() - 2 * CHOICES_SIDE - 2))

    @override
    def resizeEvent(self, event: QResizeEvent) -> None:
        """Break the line of choices anew."""
        super().resizeEvent(event)
        self._fit_choices()

    def _fill_results(self) -> None:
        if self._draft.tab not in RESULTS:
            return
        self._result_menu.clear()
        for result in RESULTS[self._draft.tab]:
            action: QAction = self._result_menu.addAction(self._result_text(result))
            action.triggered.connect(lambda _checked=False, chosen=result: self._change(result=chosen))
        self.result_button.setText(self._result_text(self._draft.chosen_result))

    def _show_possible(self) -> None:
        can_save = self._record is not None and self._draft.can_be_saved
        self.log_button.setEnabled(can_save)

    # Words.

    def _placeholder(self, tab: str) -> str:
        words = {
            "call": self.tr("What was said?"),
            "email": self.tr("What was it about?"),
            "meeting": self.tr("What came out of it?"),
            "note": self.tr("What should you remember?"),
            "task": self.tr("What is to be done?"),
        }
        return words[tab]

    def _log_text(self, tab: str) -> str:
        words = {
            "call": self.tr("Log call"),
            "email": self.tr("Log email"),
            "meeting": self.tr("Log demo") if self._draft.is_demo else self.tr("Log meeting"),
            "note": self.tr("Save note"),
            "task": self.tr("Add task"),
        }
        return words[tab]

    def _result_text(self, result: str) -> str:
        words = {"they called": self.tr("They called"), "received": self.tr("Received")}
        return words.get(result) or wording.outcome_word(result)

    def _minutes_text(self, minutes: int | None) -> str:
        return self.tr("Duration") if minutes is None else self.tr("{minutes} min").format(minutes=minutes)

    def _next_text(self) -> str:
        step = self._draft.next_step
        if step is None:
            return self.tr("Add next step")
        values = {"step": wording.step_name(_as_next(step)), "when": self._when(step)}
        return self.tr("Next  {step}, {when}").format(**values)

    def _when(self, step: PlannedStep) -> str:
        if step.recurrence:
            text = self.tr("{when}, {repeats}")
            plain = replace(step, recurrence="")
            return text.format(when=self._when(plain), repeats=wording.recurrence_word(step.recurrence).lower())
        now = self._session.now() if self._session.is_open else datetime.now().astimezone()
        if step.due_at is not None:
            return wording.when_text(step.due_at, now)
        return wording.day_text(step.due_on, now.date())

    # Choosing and saving.

    def _due(self) -> PlannedStep:
        if self._draft.due is not None:
            return self._draft.due
        return PlannedStep("task", "", next_working_day(self._now().date(), 1))

    def _now(self) -> datetime:
        return self._session.now() if self._session.is_open else datetime.now().astimezone()

    def _edit_next(self) -> None:
        step = self._draft.next_step
        start = step or PlannedStep("call", "", next_working_day(self._now().date(), 2))
        editor = StepEditor(self.next_button, start, self._now(), can_clear=step is not None)
        editor.step_chosen.connect(lambda chosen: self._change(next_step=chosen))
        editor.open(editor.kind_field)

    def _ask_next(self, record: int) -> None:
        start = PlannedStep("call", "", next_working_day(self._now().date(), 2))
        editor = StepEditor(self.next_button, start, self._now(), can_clear=True, can_repeat=True)
        lead, opportunity = (record, None) if self._subject == "lead" else (None, record)

        def plan(chosen: PlannedStep | None) -> None:
            if chosen is not None:
                self._session.run(PlanActivity(chosen, lead=lead, opportunity=opportunity), self)

        editor.step_chosen.connect(plan)
        editor.open(editor.kind_field)

    def _edit_due(self) -> None:
        editor = StepEditor(self.due_button, self._due(), self._now(), is_date_only=True, can_repeat=True)
        editor.step_chosen.connect(lambda chosen: self._change(due=chosen))
        editor.open(editor.day_field)

    def save(self, wants_next: bool = False) -> bool:
        """Save what stands there as one step, and tell whether it is on disk."""
        draft, record = self._draft, self._record
        if record is None or not draft.can_be_saved:
            return False
        told = replace(draft, evidence=self.evidence_button.noted(draft.text.strip()))
        done = self._session.run(command_of(told, self._subject, record, self._due()), self)
        if done is None:
            return False
        self._drafts.pop(record, None)
        self._draft = Draft(tab=draft.tab)
        self._show_draft()
        self._session.notify(self._toast(draft), True)
        self.saved.emit(wants_next)
        if draft.completes is not None and draft.next_step is None and not wants_next:
            self._ask_next(record)
        return True

    def _toast(self, draft: Draft) -> str:
        words = {
            "call": self.tr("Logged call with “{name}”"),
            "email": self.tr("Logged email with “{name}”"),
            "meeting": self.tr("Logged meeting with “{name}”"),
            "note": self.tr("Saved note on “{name}”"),
            "task": self.tr("Added task for “{name}”"),
        }
        return words[draft.tab].format(name=self._name)

    @override
    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Save with Ctrl+Enter, with Shift go on to the next record; keep single keys from the page."""
        if not self._take_key(event):
            super().keyPressEvent(event)

    @override
    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Save and leave from within the text."""
        if watched is self.text_edit and isinstance(event, QKeyEvent) and event.type() == QEvent.Type.KeyPress:
            return self._take_key(event)
        return super().eventFilter(watched, event)

    def _take_key(self, event: QKeyEvent) -> bool:
        modifiers = event.modifiers() & ~Qt.KeyboardModifier.KeypadModifier
        control = Qt.KeyboardModifier.ControlModifier
        if event.key() in ENTER_KEYS and modifiers in (control, control | Qt.KeyboardModifier.ShiftModifier):
            if not event.isAutoRepeat():
                self.save(wants_next=modifiers != control)
            return True
        if event.key() == Qt.Key.Key_Escape:
            self.left.emit()
            return True
        return False

    @override
    def paintEvent(self, event: QPaintEvent) -> None:
        """Draw the panel."""
        painter = QPainter(self)
        painting.panel(painter, QRectF(self.rect()), "surface", "border_strong", 8)
        painter.end()


def _as_next(step: PlannedStep) -> NextStep:
    return NextStep(step.kind, step.subject, step.due_on, step.due_at)
