"""The panel of the hygiene: its head, its list, and what each row is set right with."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import QPoint, Qt, QTimer, Signal
from PySide6.QtWidgets import QHBoxLayout, QSizePolicy, QVBoxLayout, QWidget
from typing_extensions import override

from salesdesk.queries import hygiene_rows
from salesdesk.queries.hygiene_rows import HygieneRow
from salesdesk.services.commands import PlannedStep
from ui import wording
from ui.models.hygiene import HygieneModel
from ui.models.hygiene_words import ACTS
from ui.models.today import TodayModel
from ui.views.record.step_editor import StepEditor, next_working_day
from ui.views.today.deeds import TodayDeeds
from ui.views.today.hygiene_list import HygieneList
from ui.views.today.menus import hygiene_menu, stage_menu
from ui.views.today.step_form import first_step
from ui.widgets.button import Button
from ui.widgets.dialog import Hairline
from ui.widgets.labels import DEMI_BOLD, Label
from ui.widgets.states import Panel

SIDE = 14


class HygienePanel(Panel):
    """Everything in the pipeline that is to be set right.

    Signals:
        open_requested, log_requested: str, int. A record is to be opened, or an activity logged with it.
        work_requested: everything is to be worked through.
    """

    open_requested = Signal(str, int)
    log_requested = Signal(str, int)
    work_requested = Signal()

    def __init__(
        self, today: TodayModel, model: HygieneModel, deeds: TodayDeeds, parent: QWidget | None = None
    ) -> None:
        """Show what a model holds."""
        super().__init__(parent=parent)
        self.setObjectName("hygiene_panel")
        self._today = today
        self._model = model
        self._deeds = deeds
        self.list = HygieneList(today, model)
        self.count_label = Label("", "base", "muted")
        self.words_label = Label("", "base", "muted", wraps=True)
        self.words_label.setObjectName("hygiene_words")
        self._words = QWidget()
        words = QHBoxLayout(self._words)
        words.setContentsMargins(SIDE, 11, SIDE, 11)
        words.addWidget(self.words_label)
        self.work_button = Button(self.tr("Work through all"), "link", "row")
        self.work_button.setObjectName("work_through")
        self.work_button.clicked.connect(self.work_through)
        head = QHBoxLayout()
        head.setContentsMargins(SIDE, 9, SIDE, 8)
        head.setSpacing(8)
        head.addWidget(Label(self.tr("Pipeline hygiene"), "base", "text", DEMI_BOLD))
        head.addWidget(self.count_label)
        head.addStretch(1)
        head.addWidget(self.work_button)
        column = QVBoxLayout(self)
        column.setContentsMargins(1, 0, 1, 1)
        column.setSpacing(0)
        column.addLayout(head)
        column.addWidget(Hairline())
        column.addWidget(self._words)
        column.addWidget(self.list)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self.list.deed_requested.connect(self.do)
        self.list.menu_requested.connect(self._open_menu)
        model.modelReset.connect(self._on_rows)
        today.rest_changed.connect(self._on_rows)
        self.words_label.setText(self.tr("Looking through the pipeline…"))
        self._show_words(True)
        self.work_button.hide()

    def can_take_focus(self) -> bool:
        """Tell whether there is a row to stand on."""
        return bool(self._model.items)

    @override
    def setFocus(self, reason: Qt.FocusReason = Qt.FocusReason.OtherFocusReason) -> None:
        """Hand the focus to the list."""
        self.list.setFocus(reason)

    def set_fault(self, sentence: str) -> None:
        """Say why the hygiene could not be read; what was shown stays."""
        self.words_label.setText(sentence)
        self.words_label.set_role("danger")
        self._show_words(True)

    def _show_words(self, is_shown: bool) -> None:
        self._words.setVisible(is_shown)

    def _on_rows(self) -> None:
        if self._today.is_reading() and not self._today.findings:
            return
        count = self._model.count()
        self.count_label.setText(wording.number_text(count) if count else "")
        self.work_button.setVisible(count > 0)
        self.words_label.set_role("muted")
        self.words_label.setText(self.tr("Nothing to fix"))
        self._show_words(not count)
        self.list.setVisible(count > 0)
        self.list.updateGeometry()

    # Deeds

    def do(self, deed: str) -> None:
        """Do something with the current record."""
        item = self.list.current()
        if item is None or item.row is None:
            return
        row = item.row
        acts: dict[str, Callable[[HygieneRow], object]] = {
            "act": self._act,
            "open": self._open,
            "step": self._add_step,
            "move": self._open_stages,
            "ignore": self._deeds.ignore,
            "log": self._log,
        }
        acts[deed](row)

    def _act(self, row: HygieneRow) -> None:
        acts: dict[str, Callable[[HygieneRow], object]] = {
            "step": self._add_step,
            "day": self._choose_close,
            "reaffirm": self._deeds.reaffirm,
            "open": self._open,
            "verify": self._deeds.verify,
        }
        acts[ACTS[row.category]](row)

    def _open(self, row: HygieneRow) -> None:
        if row.opens is not None:
            self.open_requested.emit(*row.opens)

    def _log(self, row: HygieneRow) -> None:
        if row.opens is not None:
            self.log_requested.emit(*row.opens)

    def _add_step(self, row: HygieneRow) -> None:
        if row.kind == "contact":
            return
        now = self._today.session.now()
        editor = StepEditor(self._anchor(), first_step(row, now), now, can_repeat=True)
        editor.step_chosen.connect(lambda step: self._deeds.plan(row.key, row.name, step))
        editor.open(editor.subject_field)

    def _choose_close(self, row: HygieneRow) -> None:
        now = self._today.session.now()
        step = PlannedStep("task", "", next_working_day(now.date(), 14))
        editor = StepEditor(self._anchor(), step, now, is_date_only=True)
        editor.step_chosen.connect(lambda chosen: self._deeds.set_close(row, chosen.due_on))
        editor.open(editor.day_field)

    def _open_stages(self, row: HygieneRow) -> None:
        if row.stage_id is None:
            return
        stages = self._today.session.read(hygiene_rows.stages_beside, row.stage_id)
        menu = stage_menu(self, stages, row.stage_id, lambda stage: self._deeds.move_stage(row, stage))
        rect = self.list.current_rect()
        menu.popup(self.list.viewport().mapToGlobal(QPoint(rect.right() - 150, rect.bottom())))

    def _anchor(self) -> QWidget:
        anchor = QWidget(self.list.viewport())
        rect = self.list.current_rect()
        anchor.setGeometry(rect.right() - 140, rect.top(), 70, rect.height())
        anchor.setAttribute(Qt.WidgetAttribute.WA_TransparentForMouseEvents)
        anchor.show()
        QTimer.singleShot(0, anchor, anchor.lower)
        return anchor

    def _open_menu(self, where: QPoint) -> None:
        item = self.list.current()
        if item is None or item.row is None:
            return
        menu = hygiene_menu(self, item)
        menu.triggered.connect(lambda action: self.do(str(action.data())))
        menu.popup(where)

    def work_through(self) -> None:
        """Go through everything, one record after another."""
        from ui.views.today.work_through import WorkThrough

        dialog = WorkThrough(self._today, self._deeds, self.window())
        dialog.open_requested.connect(self.open_requested)
        dialog.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        dialog.finished.connect(lambda _result: self.list.setFocus(Qt.FocusReason.OtherFocusReason))
        dialog.open()
