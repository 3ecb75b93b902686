"""The editor of playbooks: what is changed is seen before it is saved."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import replace
from pathlib import Path

from PySide6.QtCore import QCoreApplication, Qt, Signal
from PySide6.QtGui import QCloseEvent, QKeySequence, QShortcut
from PySide6.QtWidgets import QStackedWidget, QVBoxLayout, QWidget
from shiboken6 import isValid
from typing_extensions import override

from salesdesk.domain.changes import Done
from salesdesk.domain.errors import SalesDeskError
from salesdesk.domain.playbook import PlaybookPlan
from salesdesk.domain.shipped_playbooks import SHIPPED
from salesdesk.formats.playbook_files import read_playbook, write_playbook
from salesdesk.queries import playbooks
from salesdesk.queries.playbooks import PlaybookRow
from salesdesk.services.commands import (
    AddPlaybook,
    Command,
    DeletePlaybook,
    ReviewPlaybook,
    SavePlaybook,
    SetDefaultPlaybook,
)
from ui.dialogs.drafts import Drafts
from ui.dialogs.playbook_editor.draft import Draft
from ui.dialogs.playbook_editor.edit_page import EditPage
from ui.dialogs.playbook_editor.playbook_bar import PlaybookBar
from ui.dialogs.playbook_editor.preview_page import PreviewPage
from ui.dialogs.playbook_editor.sheets import NewPlaybookSheet
from ui.dialogs.saving import SavingDialog
from ui.session import DeskSession
from ui.widgets.dialog import DialogHeading, Hairline
from ui.widgets.file_choice import ask_for_file, ask_where_to_save

SIZE = (1040, 708)
KINDS = ("playbook", "dimension", "criterion", "answer")
EDIT, PREVIEW = range(2)
MOST_VERSIONS = 20
translate = QCoreApplication.translate


class PlaybooksDialog(SavingDialog):
    """Edits playbooks as drafts, previews what saving would change, and saves; leaving keeps what is not saved.

    Signals: open_requested: int. A lead is to be opened.
    """

    open_requested = Signal(int)
    _is_built = False

    def __init__(self, session: DeskSession, drafts: Drafts, parent: QWidget) -> None:
        """Show the default playbook, with what was changed in it before."""
        super().__init__(session, translate("playbook", "Playbooks"), SIZE, KINDS, parent)
        self.setObjectName("playbooks_dialog")
        self._drafts = drafts
        self.rows: Sequence[PlaybookRow] = ()
        self._shown = session.read(playbooks.default_id)
        self._ready: PlaybookPlan | None = None
        self._is_saving = False
        self.sheet: QWidget | None = None
        self.quiet_words = self.tr("You see what a change does before it is saved.")
        self.draft = Draft(session.read(playbooks.plan_of, self._shown), self)
        self._build()
        self._is_built = True
        self._begin()
        self._turn_to(EDIT)

    def _build(self) -> None:
        self.bar = PlaybookBar(self.growth())
        self.bar.chosen.connect(self._choose)
        self.bar.act_requested.connect(self._do)
        self.page = EditPage(self.draft, self.growth())
        self.page.version_wanted.connect(self._edit_from)
        self.preview = PreviewPage(self.session)
        self.preview.ended.connect(self._show_buttons)
        self.preview.open_requested.connect(self.open_requested)
        self.draft.changed.connect(self._on_draft)
        top = QVBoxLayout()
        top.setContentsMargins(24, 20, 24, 12)
        top.setSpacing(14)
        words = self.tr("What has to be known before a lead is an opportunity, and what is worth asking.")
        top.addWidget(DialogHeading(self.tr("Playbooks"), words))
        top.addWidget(self.bar)
        holder = QWidget()
        column = QVBoxLayout(holder)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addLayout(top)
        column.addWidget(Hairline())
        column.addWidget(self.page, 1)
        self.stack = QStackedWidget()
        self.stack.addWidget(holder)
        self.stack.addWidget(self.preview)
        self.column.setContentsMargins(0, 0, 0, 0)
        self.column.addWidget(self.stack, 1)
        foot = QVBoxLayout()
        foot.setContentsMargins(24, 0, 24, 6)
        foot.addWidget(self.refusal)
        self.column.addLayout(foot)
        self.saved_label.setText(self.quiet_words)
        self.primary_button.clicked.disconnect(self.accept)
        self.primary_button.clicked.connect(self._go_on)
        self.secondary_button.clicked.connect(self._on_secondary)
        QShortcut(QKeySequence("Alt+Left"), self).activated.connect(lambda: self._turn_to(EDIT))

    # What is shown

    @property
    def row(self) -> PlaybookRow:
        """The playbook that shows."""
        return next((one for one in self.rows if one.id == self._shown), self.rows[0])

    @override
    def refresh(self) -> None:
        """Follow what others changed; what is being edited stays."""
        self.rows = self.session.read(playbooks.playbooks, self.session.now())
        if self._shown not in {one.id for one in self.rows}:
            self._drafts.playbooks.pop(self._shown, None)
            self._shown = self.rows[0].id
            self._begin()
            return
        before = self.draft.kept
        self.draft.follow(self.session.read(playbooks.plan_of, self._shown))
        self._show_facts()
        if self.stack.currentIndex() == PREVIEW and self.draft.kept != before and not self._is_saving:
            self._turn_to(EDIT)
            self.refusal.set_text(self.tr("The playbook was changed elsewhere in the meantime. See anew what changes."))

    def _begin(self) -> None:
        """Show the chosen playbook from its beginning, with what was changed in it before."""
        self.rows = self.session.read(playbooks.playbooks, self.session.now())
        kept = self.session.read(playbooks.plan_of, self._shown)
        self.draft.begin(kept, self._drafts.playbooks.get(self._shown))
        self.page.outline.choose("")
        self._show_facts()

    def _show_facts(self) -> None:
        self._show_bar()
        self.page.show_answers(self.session.read(playbooks.answer_counts, self._shown), self.row.answer_count)
        version = self.row.version
        plans = [
            self.session.read(playbooks.plan_of, self._shown, one)
            for one in range(max(1, version - MOST_VERSIONS + 1), version + 1)
        ]
        self.page.playbook_form.show_versions(plans)

    def _show_bar(self) -> None:
        changed = set(self._drafts.playbooks) - {self._shown}
        if self.draft.is_changed:
            changed.add(self._shown)
        self.bar.show_playbooks(self.rows, self.row, changed, self.session.now().date())

    def _on_draft(self) -> None:
        self.refusal.set_text("")
        self._show_bar()
        self._show_buttons()

    def _turn_to(self, place: int) -> None:
        self.stack.setCurrentIndex(place)
        if place == EDIT:
            self.preview.drop()
            self.page.outline.setFocus(Qt.FocusReason.OtherFocusReason)
        self._show_buttons()

    def _show_buttons(self) -> None:
        is_edit = self.stack.currentIndex() == EDIT
        if is_edit:
            self.set_foot(self.tr("See what changes"), self.tr("Close"))
            self.primary_button.setEnabled(self.draft.is_changed and not self._is_saving)
        else:
            self.set_foot(self.tr("Save playbook"), self.tr("Back"))
            self.primary_button.setEnabled(not self.preview.is_running and not self._is_saving)
        self.secondary_button.setEnabled(not self._is_saving)
        self.undo_button.setEnabled(is_edit and (self.draft.can_take_back or bool(self._steps)))

    # Preview and save

    def _go_on(self) -> None:
        if self.stack.currentIndex() == PREVIEW:
            self._save()
        elif self.draft.problems:
            first = self.draft.problems[0]
            words = self.tr("{count} to be put right before this can be saved.")
            count = len(self.draft.problems)
            mistakes = self.tr("1 mistake has") if count == 1 else self.tr("{count} mistakes have").format(count=count)
            self.page.show_mistakes()
            self.refusal.set_text(words.format(count=mistakes) if first.field else first.sentence)
        elif self.draft.is_changed:
            self._ready = self.draft.ready(self.session.read(playbooks.codes_of, self._shown))
            self.preview.start(self._shown, self._ready, self.draft.differences())
            self._turn_to(PREVIEW)
            self.secondary_button.setFocus(Qt.FocusReason.OtherFocusReason)

    def _on_secondary(self) -> None:
        if self.stack.currentIndex() == PREVIEW:
            self._turn_to(EDIT)
        else:
            self.reject()

    def _save(self) -> None:
        if self._ready is None or self._is_saving:
            return
        self._is_saving = True
        self.refusal.set_text("")
        self.saved_label.setText(self.tr("Saving…"))
        task = self.session.run_task(SavePlaybook(self._shown, self._ready), self, on_done=self._on_saved)
        for end in (task.succeeded, task.failed, task.cancelled):
            end.connect(self._on_save_ended)
        self._show_buttons()

    def _on_saved(self, done: Done) -> None:
        self._drafts.playbooks.pop(self._shown, None)
        if isValid(self):
            self.draft.begin(self.session.read(playbooks.plan_of, self._shown))
            self._note(done)
            self._turn_to(EDIT)
            self._show_facts()

    def _on_save_ended(self, *_: object) -> None:
        self._is_saving = False
        if self.saved_label.text() == self.tr("Saving…"):
            self.saved_label.setText(self.quiet_words)
        self._show_buttons()

    # What is done with a playbook as a whole

    def _choose(self, playbook_id: object) -> None:
        if isinstance(playbook_id, int) and playbook_id != self._shown:
            self._keep()
            self._shown = playbook_id
            self.refusal.set_text("")
            self._begin()

    def _do(self, act: str) -> None:
        acts: dict[str, Callable[[], object]] = {
            "add": self.add_playbook,
            "default": lambda: self.start(SetDefaultPlaybook(self._shown)),
            "review": lambda: self.save(ReviewPlaybook(self._shown)),
            "discard": lambda: self.draft.edit(self.draft.kept),
            "export": self._ask_export,
            "import": lambda: self._ask_file(self._add_from),
            "replace": lambda: self._ask_file(self._replace_from),
            "delete": lambda: self.start(DeletePlaybook(self._shown)),
        }
        acts[act]()

    def add_playbook(self) -> None:
        """Ask for a new playbook, and show it when it is there."""
        before = {one.id for one in self.rows}
        kept = [self.session.read(playbooks.plan_of, one.id) for one in self.rows]
        sources = [*kept, *(plan for plan in SHIPPED if plan.name not in {one.name for one in kept})]
        sheet = NewPlaybookSheet(sources, self._try, self)
        sheet.accepted.connect(lambda: self._choose(next((one.id for one in self.rows if one.id not in before), None)))
        sheet.finished.connect(sheet.deleteLater)
        self.sheet = sheet
        sheet.open()

    def _try(self, command: Command) -> SalesDeskError | None:
        found = self.attempt(command)
        return found if isinstance(found, SalesDeskError) else None

    def _edit_from(self, version: int) -> None:
        plan = self.session.read(playbooks.plan_of, self._shown, version)
        self.draft.edit(replace(plan, name=self.draft.plan.name, version=self.draft.kept.version))

    def _ask_file(self, on_chosen: Callable[[Path], None]) -> None:
        ask_for_file(self, self.tr("Choose a playbook"), self.tr("Playbooks (*.json)"), on_chosen)

    def _read(self, path: Path) -> PlaybookPlan | None:
        self.refusal.set_text("")
        try:
            return read_playbook(path)
        except SalesDeskError as fault:
            self.refusal.set_text(str(fault))
            return None

    def _add_from(self, path: Path) -> None:
        plan = self._read(path)
        if plan is not None:
            done = self.save(AddPlaybook(plan))
            if done is not None:
                self._choose(done.new_id)

    def _replace_from(self, path: Path) -> None:
        plan = self._read(path)
        if plan is not None:
            self.draft.edit(replace(plan, name=self.draft.plan.name, version=self.draft.kept.version))

    def _ask_export(self) -> None:
        proposed = Path.home() / f"{self.draft.kept.name}.json"
        ask_where_to_save(self, self.tr("Export playbook"), proposed, self.tr("Playbooks (*.json)"), self._export)

    def _export(self, path: Path) -> None:
        try:
            write_playbook(path, self.draft.kept)
        except SalesDeskError as fault:
            self.refusal.set_text(str(fault))
        else:
            self._show_steps(self.tr("Wrote “{name}” to {file}").format(name=self.draft.kept.name, file=path.name))

    # Leaving

    @override
    def undo(self) -> None:
        """Take the last edit back; where there is none, the last step that was saved here."""
        if self.stack.currentIndex() != EDIT:
            return
        if self.draft.can_take_back:
            self.draft.take_back()
        else:
            super().undo()

    @override
    def _show_steps(self, text: str = "") -> None:
        super()._show_steps(text)
        if self._is_built:
            self._show_buttons()

    def _keep(self) -> None:
        if self.draft.is_changed:
            self._drafts.playbooks[self._shown] = self.draft.plan
        else:
            self._drafts.playbooks.pop(self._shown, None)

    @override
    def reject(self) -> None:
        """Go back from the preview; from the editor close it."""
        if self.stack.currentIndex() == PREVIEW:
            self._turn_to(EDIT)
        else:
            super().reject()

    @override
    def closeEvent(self, event: QCloseEvent) -> None:
        """Close from the preview as from the editor."""
        self._turn_to(EDIT)
        super().closeEvent(event)

    @override
    def done(self, result: int) -> None:
        """Close, and keep what is not saved until the editor is opened again."""
        self.preview.drop()
        self._keep()
        if self.draft.is_changed:
            words = self.tr("The changes to “{name}” are kept, but not saved yet")
            self.session.notify(words.format(name=self.draft.kept.name))
        super().done(result)
