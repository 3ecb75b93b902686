"""The sheets that add a pipeline and give one another name."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QCoreApplication, Qt
from PySide6.QtWidgets import QVBoxLayout, QWidget
from typing_extensions import override

from salesdesk.domain.errors import BadValue
from salesdesk.queries.pipelines import Pipeline
from salesdesk.services.commands import AddPipeline, Command, RenamePipeline
from ui.dialogs.pipeline_editor.destination import Act
from ui.widgets.dialog import DialogFrame, DialogHeading
from ui.widgets.fields import ChoiceField, ErrorLine, LabelledField, LineField

WIDTH = 480
translate = QCoreApplication.translate


class NameSheet(DialogFrame):
    """Asks what a pipeline is called; a refusal shows at the name, and the sheet stays."""

    def __init__(self, caption: str, heading: str, primary: str, act: Act, parent: QWidget) -> None:
        """Ask under a heading; `act` carries a command out and returns its refusal, or nothing."""
        super().__init__(parent, caption, WIDTH)
        self._act = act
        self.name_field = LineField()
        self.name_field.setObjectName("pipeline_name")
        self.refusal = ErrorLine()
        self.column = QVBoxLayout(self.body)
        self.column.setContentsMargins(24, 20, 24, 18)
        self.column.setSpacing(12)
        self.column.addWidget(DialogHeading(heading))
        self.column.addWidget(LabelledField(self.tr("Name"), self.name_field))
        self.set_foot(primary, self.tr("Discard"), self.tr("You can undo this"))
        self.primary_button.clicked.connect(self.save)
        self.secondary_button.clicked.connect(self.reject)
        self.name_field.setFocus(Qt.FocusReason.OtherFocusReason)

    def command(self) -> Command:
        """Return what the name is to do."""
        raise NotImplementedError

    def save(self) -> None:
        """Carry it out, or say why not."""
        refusal = self._act(self.command())
        if refusal is None:
            self.accept()
        elif isinstance(refusal, BadValue) and refusal.field == "name":
            self.name_field.set_error(str(refusal))
            self.name_field.setFocus(Qt.FocusReason.ShortcutFocusReason)
        else:
            self.refusal.set_text(str(refusal))


class NewPipelineSheet(NameSheet):
    """Asks for a new pipeline: its name, and where its stages come from."""

    def __init__(self, pipelines: Sequence[Pipeline], act: Act, parent: QWidget) -> None:
        """Offer the stages of a new file, or copies of those of a pipeline."""
        caption = translate("pipelines", "New pipeline")
        super().__init__(caption, caption, translate("pipelines", "Add pipeline"), act, parent)
        self.setObjectName("new_pipeline_sheet")
        self.stages_field = ChoiceField()
        self.stages_field.setObjectName("pipeline_stages")
        self.stages_field.add_choice(None, self.tr("The six stages of a new file"))
        for one in pipelines:
            self.stages_field.add_choice(one.id, self.tr("The same as in “{name}”").format(name=one.name))
        self.column.addWidget(LabelledField(self.tr("Stages"), self.stages_field))
        self.column.addWidget(self.refusal)

    @override
    def command(self) -> Command:
        """Return the command that adds it."""
        source = self.stages_field.choice()
        return AddPipeline(self.name_field.text(), source if isinstance(source, int) else None)


class RenamePipelineSheet(NameSheet):
    """Asks what a pipeline is to be called."""

    def __init__(self, pipeline: Pipeline, act: Act, parent: QWidget) -> None:
        """Start with the name it has."""
        caption = translate("pipelines", "Rename pipeline")
        heading = translate("pipelines", "Rename “{name}”").format(name=pipeline.name)
        super().__init__(caption, heading, caption, act, parent)
        self.setObjectName("rename_pipeline_sheet")
        self._pipeline = pipeline
        self.column.addWidget(self.refusal)
        self.name_field.setText(pipeline.name)
        self.name_field.selectAll()

    @override
    def command(self) -> Command:
        """Return the command that renames it."""
        return RenamePipeline(self._pipeline.id, self.name_field.text())
