"""Working through the hygiene: one record after another, each with what sets it right, by keyboard alone."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QAbstractSpinBox, QComboBox, QLineEdit, QSizePolicy, QVBoxLayout, QWidget
from typing_extensions import override

from salesdesk.queries import hygiene_rows
from salesdesk.queries.hygiene import Key
from salesdesk.queries.hygiene_rows import HygieneRow
from ui import wording
from ui.models.hygiene_words import ACTS, category_word, detail_text
from ui.models.today import TodayModel
from ui.views.today.deeds import TodayDeeds
from ui.views.today.step_form import DayForm, StepForm, first_step
from ui.widgets.button import Button
from ui.widgets.dialog import DialogFrame
from ui.widgets.labels import DEMI_BOLD, Label, Tag
from ui.widgets.states import ProgressBar
from ui.widgets.toast import announce

WIDTH, HEIGHT = 560, 470
TEXT_FIELDS = (QLineEdit, QComboBox, QAbstractSpinBox)
Place = tuple[str, Key]


class WorkThrough(DialogFrame):
    """The hygiene as a queue: Skip with Right, Done with Ctrl+Enter, Back with Left, Ignore with X.

    Signals: open_requested: str, int. A record is to be opened; the queue closes.
    """

    open_requested = Signal(str, int)

    def __init__(self, today: TodayModel, deeds: TodayDeeds, parent: QWidget) -> None:
        """Take everything that is to be set right now, category by category."""
        super().__init__(parent, self.tr("Pipeline hygiene"), WIDTH, HEIGHT)
        self.setObjectName("work_through_dialog")
        self._today = today
        self._deeds = deeds
        self._queue: list[Place] = [(one.category, key) for one in today.findings for key in one.keys]
        self._at = -1
        self.done_count = 0
        self.row: HygieneRow | None = None
        self._form: StepForm | DayForm | None = None
        self._make()
        self.go(1)

    def _make(self) -> None:
        self.progress = ProgressBar()
        self.place_label = Label("", "small", "muted")
        self.place_label.setObjectName("work_place")
        self.tag = Tag("", "warning")
        self.name_label = Label("", "title", "text", DEMI_BOLD, wraps=True)
        self.name_label.setObjectName("work_name")
        self.detail_label = Label("", "base", "muted", wraps=True)
        self.detail_label.setObjectName("work_detail")
        self.fault_label = Label("", "base", "danger", wraps=True)
        self._holder = QVBoxLayout()
        self.open_button = Button(self.tr("Open the record"), "link", "row", keys="")
        self.open_button.setObjectName("work_open")
        self.open_button.clicked.connect(self._open)
        self.ignore_button = Button(self.tr("Ignore for 7 days"), "quiet", "dialog", keys="X")
        self.ignore_button.setObjectName("work_ignore")
        self.ignore_button.clicked.connect(self.ignore)
        column = QVBoxLayout(self.body)
        column.setContentsMargins(28, 22, 28, 20)
        column.setSpacing(8)
        column.addWidget(self.progress)
        column.addWidget(self.place_label)
        column.addSpacing(8)
        column.addWidget(self.tag, 0, Qt.AlignmentFlag.AlignLeft)
        column.addWidget(self.name_label)
        column.addWidget(self.detail_label)
        column.addWidget(self.open_button, 0, Qt.AlignmentFlag.AlignLeft)
        column.addSpacing(10)
        column.addLayout(self._holder)
        column.addWidget(self.fault_label)
        column.addStretch(1)
        self.set_foot(self.tr("Done"), self.tr("Skip"))
        self.set_foot_left(self.ignore_button)
        self.secondary_button.set_keys("Right")
        self.secondary_button.clicked.connect(lambda: self.go(1))
        self.primary_button.clicked.connect(self.finish_row)
        self.body.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.body.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Expanding)

    # The queue

    def go(self, step: int) -> None:
        """Show the next record that still has its cause, or the one before."""
        while 0 <= self._at + step < len(self._queue):
            self._at += step
            row = self._read(self._queue[self._at])
            if row is not None:
                self._show(row)
                return
            if step < 0 and self._at == 0:
                step = 1
        if step > 0:
            self._show_end()

    def _read(self, place: Place) -> HygieneRow | None:
        category, key = place
        findings = self._today.findings_of(category)
        if not self._today.is_reading() and (findings is None or key not in findings.keys):
            return None
        rows = self._today.session.read(hygiene_rows.rows, category, [key], self._today.session.now())
        return rows[0] if rows else None

    def _show(self, row: HygieneRow) -> None:
        self.row = row
        self.progress.set_progress(self._at, len(self._queue))
        text = self.tr("{number} of {count}")
        count = wording.number_text(len(self._queue))
        self.place_label.setText(text.format(number=wording.number_text(self._at + 1), count=count))
        self.tag.set_tag(category_word(row.category), "warning")
        self.name_label.setText(row.name)
        about = [row.company, detail_text(row, self._today.session.now())]
        if row.amount_minor is not None:
            about.insert(1, wording.money_text(row.amount_minor, row.currency))
        self.detail_label.setText(" · ".join(part for part in about if part))
        self.fault_label.setText("")
        self.open_button.setVisible(row.opens is not None)
        self.ignore_button.setVisible(ACTS[row.category] != "open")
        self._show_form(row)
        self.primary_button.setText(self._done_text(row))
        self.primary_button.updateGeometry()
        self.body.setFocus(Qt.FocusReason.OtherFocusReason)
        announce(self, f"{category_word(row.category)}: {row.name}. {self.detail_label.text()}")

    def _done_text(self, row: HygieneRow) -> str:
        words = {
            "step": self.tr("Add step"),
            "day": self.tr("Set date"),
            "reaffirm": self.tr("Still holds"),
            "open": self.tr("Ignore for 7 days"),
            "verify": self.tr("Verified"),
        }
        return words[ACTS[row.category]]

    def _show_form(self, row: HygieneRow) -> None:
        if self._form is not None:
            self._holder.removeWidget(self._form)
            self._form.hide()
            self._form.deleteLater()
            self._form = None
        act = ACTS[row.category]
        if act == "step":
            self._form = StepForm(first_step(row, self._today.session.now()), self._today.session.now())
        elif act == "day":
            self._form = DayForm(self._today.session.now())
        if self._form is not None:
            self._holder.addWidget(self._form)

    def _show_end(self) -> None:
        self.row = None
        self.progress.set_progress(1, 1)
        self._at = len(self._queue)
        self.place_label.setText("")
        self.tag.hide()
        self.name_label.setText(self.tr("That was everything"))
        rows = wording.count_of(self.done_count, self.tr("record"), self.tr("records"))
        self.detail_label.setText(self.tr("{records} set right.").format(records=rows))
        self.fault_label.setText("")
        if self._form is not None:
            self._form.hide()
        for widget in (self.open_button, self.ignore_button, self.secondary_button):
            widget.hide()
        self.primary_button.setText(self.tr("Close"))
        self.primary_button.updateGeometry()
        self.primary_button.setFocus(Qt.FocusReason.OtherFocusReason)

    # Deeds

    def finish_row(self) -> None:
        """Set the record right with what stands there, and go on; close at the end."""
        row = self.row
        if row is None:
            self.accept()
            return
        acts: dict[str, Callable[[HygieneRow], bool]] = {
            "step": self._plan,
            "day": self._set_close,
            "reaffirm": self._deeds.reaffirm,
            "open": self._deeds.ignore,
            "verify": self._deeds.verify,
        }
        if acts[ACTS[row.category]](row):
            self.done_count += 1
            self.go(1)

    def ignore(self) -> None:
        """Leave the record alone for a week, and go on."""
        if self.row is not None and self._deeds.ignore(self.row):
            self.go(1)

    def _plan(self, row: HygieneRow) -> bool:
        assert isinstance(self._form, StepForm)
        step = self._form.step()
        return step is not None and self._deeds.plan(row.key, row.name, step)

    def _set_close(self, row: HygieneRow) -> bool:
        assert isinstance(self._form, DayForm)
        day = self._form.day()
        return day is not None and self._deeds.set_close(row, day)

    def _open(self) -> None:
        if self.row is not None and self.row.opens is not None:
            self.accept()
            self.open_requested.emit(*self.row.opens)

    @override
    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Skip, go back, ignore and open, unless something is being typed."""
        key = event.key()
        is_plain = not event.modifiers() & ~Qt.KeyboardModifier.KeypadModifier
        keys: dict[int, Callable[[], object]] = {
            Qt.Key.Key_Right: lambda: self.go(1),
            Qt.Key.Key_Left: lambda: self.go(-1),
            Qt.Key.Key_X: self.ignore,
            Qt.Key.Key_Return: self._open,
            Qt.Key.Key_Enter: self._open,
        }
        if is_plain and key in keys and self.row is not None and not isinstance(self.focusWidget(), TEXT_FIELDS):
            if not event.isAutoRepeat():
                keys[key]()
        else:
            super().keyPressEvent(event)
