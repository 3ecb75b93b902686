"""What opens over the window: palette, settings, import, export, qualification, sheets."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Qt, Signal
from PySide6.QtGui import QAction
from PySide6.QtWidgets import QDialog, QWidget

from salesdesk.domain.errors import NotFound
from ui.preferences import Preferences
from ui.session import DeskSession

if TYPE_CHECKING:
    from ui.dialogs.capturing import Capturing
    from ui.dialogs.drafts import Drafts
    from ui.dialogs.export import Shown
    from ui.dialogs.lead_sheets import LeadSheets
    from ui.dialogs.opportunity_sheets import OpportunitySheets
    from ui.models.palette import Deed


class Openings(QObject):
    """Opens dialogs over a window, each imported when it is first asked for.

    Signals:
        record_requested: str, int. Show a record on its page.
        activity_requested: str, int. Show a record with the cursor in its composer.
        added: str, int. Kind and id of a record that was added.
        single_keys_switched: bool. Letters without a modifier are to act, or not.
        closed: the sheets over the window are gone; the page takes the focus again.
    """

    record_requested = Signal(str, int)
    activity_requested = Signal(str, int)
    added = Signal(str, int)
    single_keys_switched = Signal(bool)
    closed = Signal()

    def __init__(self, session: DeskSession, preferences: Preferences, window: QWidget) -> None:
        """Open over a window."""
        super().__init__(window)
        self._window = window
        self._session = session
        self._preferences = preferences
        self._sheets: OpportunitySheets | None = None
        self._lead_sheets: LeadSheets | None = None
        self._drafts: Drafts | None = None
        self._capturing: Capturing | None = None

    @property
    def sheets(self) -> OpportunitySheets:
        """What asks before an opportunity is won, lost or added."""
        if self._sheets is None:
            from ui.dialogs.opportunity_sheets import OpportunitySheets

            self._sheets = OpportunitySheets(self._session, self._window)
            self._sheets.added.connect(lambda record: self.added.emit("opportunity", record))
            self._sheets.closed.connect(self.closed)
        return self._sheets

    @property
    def lead_sheets(self) -> LeadSheets:
        """What asks before a lead is added, leaves its path, or is taken back from its promotion."""
        if self._lead_sheets is None:
            from ui.dialogs.lead_sheets import LeadSheets

            self._lead_sheets = LeadSheets(self._session, self._window)
            self._lead_sheets.added.connect(lambda record: self.added.emit("lead", record))
            self._lead_sheets.returned.connect(lambda record: self.record_requested.emit("lead", record))
            self._lead_sheets.open_requested.connect(lambda record: self.record_requested.emit("lead", record))
            self._lead_sheets.paste_requested.connect(lambda: self.capturing.paste())
            self._lead_sheets.closed.connect(self.closed)
        return self._lead_sheets

    @property
    def capturing(self) -> Capturing:
        """What takes pasted and dropped text, and puts leads together that are one."""
        if self._capturing is None:
            from ui.dialogs.capturing import Capturing

            self._capturing = Capturing(self._session, self._window)
            self._capturing.open_requested.connect(lambda record: self.record_requested.emit("lead", record))
            self._capturing.import_requested.connect(self.open_import)
            self._capturing.closed.connect(self.closed)
        return self._capturing

    def open_palette(self, commands: Sequence[QAction]) -> None:
        """Open the palette, or close it where it is open."""
        from ui.views.search_palette import Palette

        found = self._window.findChild(Palette)
        if found is not None:
            found.leave()
        elif self._session.is_open:
            palette = Palette(self._session, commands, self._window)
            palette.chosen.connect(self._do)
            palette.open()

    def open_settings(self) -> None:
        """Open the settings."""
        from ui.dialogs.settings import SettingsDialog

        dialog = SettingsDialog(self._session, self._preferences, self._window)
        dialog.single_keys_switched.connect(self.single_keys_switched)
        dialog.playbooks_requested.connect(lambda: self.open_playbooks(dialog))
        dialog.score_rules_requested.connect(lambda: self.open_score_rules(dialog))
        self._open(dialog)

    def open_stages(self, pipeline_id: int | None = None) -> None:
        """Open the editor of stages, on a pipeline where one is named."""
        from ui.dialogs.stages import StagesDialog

        self._open_editor(StagesDialog(self._session, pipeline_id, self._window))

    def open_reasons(self) -> None:
        """Open the editor of lost reasons."""
        from ui.dialogs.reasons import ReasonsDialog

        self._open_editor(ReasonsDialog(self._session, self._window))

    def open_rates(self) -> None:
        """Open the exchange rates."""
        from ui.dialogs.rates import RatesDialog

        self._open_editor(RatesDialog(self._session, self._window))

    @property
    def drafts(self) -> Drafts:
        """What was changed in the editors of playbooks and scoring rules and is not saved."""
        if self._drafts is None:
            from ui.dialogs.drafts import Drafts

            self._drafts = Drafts()
        return self._drafts

    def open_playbooks(self, over: QWidget | None = None) -> None:
        """Open the editor of playbooks, over a dialog where one is named."""
        from ui.dialogs.playbooks import PlaybooksDialog

        dialog = PlaybooksDialog(self._session, self.drafts, over or self._window)
        dialog.open_requested.connect(lambda record: self._leave_for_lead(record, dialog))
        self._open_editor(dialog)

    def open_score_rules(self, over: QWidget | None = None) -> None:
        """Open the editor of scoring rules, over a dialog where one is named."""
        from ui.dialogs.score_rules import ScoreRulesDialog

        dialog = ScoreRulesDialog(self._session, self.drafts, over or self._window)
        dialog.open_requested.connect(lambda record: self._leave_for_lead(record, dialog))
        dialog.calibration_requested.connect(lambda: self.open_calibration(dialog))
        self._open_editor(dialog)

    def open_calibration(self, over: QWidget | None = None) -> None:
        """Open the page that shows whether the score tells anything, over a dialog where one is named."""
        from ui.dialogs.calibration import CalibrationDialog

        dialog = CalibrationDialog(self._session, over or self._window)
        dialog.open_requested.connect(lambda record: self._leave_for_lead(record, dialog))
        self._open_editor(dialog)

    def open_glossary(self) -> None:
        """Open the glossary."""
        from ui.dialogs.glossary import GlossaryDialog

        self._open(GlossaryDialog(self._window))

    def open_custom_fields(self) -> None:
        """Open the editor of fields of the rep’s own."""
        from ui.dialogs.custom_fields.editor import CustomFieldsDialog

        self._open_editor(CustomFieldsDialog(self._session, self._window))

    def open_import(self, path: Path | None = None) -> None:
        """Open the import of leads, with a file where one is given."""
        from ui.dialogs.importing import ImportDialog

        self._open(ImportDialog(self._session, self._window, path))

    def open_qualify(self, lead_id: int) -> None:
        """Open the qualification of a lead."""
        from ui.wizards.qualify import QualifyDialog

        try:
            dialog = QualifyDialog(self._session, lead_id, self._window)
        except NotFound as refusal:
            self._session.refused.emit(str(refusal))
            return
        dialog.promoted.connect(lambda record: self.record_requested.emit("opportunity", record))
        self._open(dialog)

    def open_export(self, shown: Shown) -> None:
        """Open the export of what is shown."""
        from ui.dialogs.export import ExportDialog

        self._open(ExportDialog(self._session, shown, self._preferences, self._window))

    def open_keys(self, page: str, commands: Sequence[QAction]) -> None:
        """Open the list of keys of a page."""
        from ui.dialogs.keys import KeysDialog
        from ui.views.board.deeds import key_list

        self._open(KeysDialog(page, commands, self._window, key_list()))

    def _leave_for_lead(self, record: int, dialog: QDialog) -> None:
        """Close a dialog and those it stands over, and show a lead."""
        above: QWidget | None = dialog
        while isinstance(above, QDialog):
            below = above.parentWidget()
            above.done(QDialog.DialogCode.Accepted)
            above = below
        self.record_requested.emit("lead", record)

    def _open_editor(self, dialog: QDialog) -> None:
        # What had the focus may be gone: the board makes its columns anew when the stages change.
        dialog.finished.connect(lambda _result: self.closed.emit())
        self._open(dialog)

    def _open(self, dialog: QDialog) -> None:
        dialog.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        dialog.open()

    def _do(self, deed: Deed) -> None:
        if deed.verb == "command" and deed.action is not None:
            deed.action.trigger()
        elif deed.verb == "move":
            self._move(deed)
        elif deed.verb == "won":
            self.sheets.ask_won([deed.record])
        elif deed.verb == "lost":
            self.sheets.ask_lost([deed.record])
        elif deed.verb == "qualify":
            self.open_qualify(deed.record)
        elif deed.verb == "log":
            self.activity_requested.emit(deed.kind, deed.record)
        else:
            self.record_requested.emit(deed.kind, deed.record)

    def _move(self, deed: Deed) -> None:
        from salesdesk.services.commands import MoveOpportunities
        from ui import wording

        if self._session.run(MoveOpportunities((deed.record,), deed.stage)) is not None:
            self._session.notify(wording.moved_text([deed.name], deed.stage_name), undoable=True)
