"""One stage in the editor: grip, hue, name, kind, probability, rotting limit, and what stands in it."""

from __future__ import annotations

from dataclasses import dataclass

from PySide6.QtCore import QCoreApplication, QPoint, Qt, Signal
from PySide6.QtWidgets import QWidget
from typing_extensions import override

from salesdesk.domain.stages import STAGE_KINDS
from salesdesk.queries.pipelines import StageRow
from ui import wording
from ui.dialogs.pipeline_editor.hues import HueButton
from ui.dialogs.saving import ANY, Faulty
from ui.widgets.button import IconButton
from ui.widgets.fields import ChoiceField, LineField
from ui.widgets.labels import Label
from ui.widgets.row_list import GRIP, EditRow, RowsHead

HUE_WIDTH = 28
GAP = 10
translate = QCoreApplication.translate


def kind_word(kind: str) -> str:
    """Return what a kind of stage is called."""
    return {
        "open": translate("stages", "Open"),
        "won": translate("stages", "Won"),
        "lost": translate("stages", "Lost"),
    }[kind]


@dataclass(frozen=True, slots=True)
class Widths:
    """How wide the columns are."""

    kind: int = 104
    chance: int = 84
    limit: int = 84
    count: int = 60

    def grown(self, factor: float) -> Widths:
        """Return the widths for larger letters."""
        return Widths(*(round(width * factor) for width in (self.kind, self.chance, self.limit, self.count)))


def stages_head(widths: Widths) -> RowsHead:
    """Return the headings over the rows."""
    by_hand = translate("stages", "Probability of winning. Cards on which it was set by hand keep theirs")
    columns = (
        (translate("stages", "Stage"), 0, ""),
        (
            translate("stages", "Kind"),
            widths.kind,
            translate("stages", "Kind: what a stage means, whatever it is called"),
        ),
        (translate("stages", "Probability"), widths.chance, by_hand),
        (
            translate("stages", "Rots after"),
            widths.limit,
            translate("stages", "Rots after so many days without a touch; empty for never"),
        ),
        (translate("stages", "Cards"), widths.count, translate("stages", "Cards that stand in it now")),
    )
    return RowsHead(columns, GRIP + 4 + HUE_WIDTH + 6, GAP)


class StageEdit(EditRow):
    """A stage whose fields are saved as they are left.

    Signals: change_requested: str, object. A field of the stage and what it is to be.
    """

    change_requested = Signal(str, object)

    def __init__(self, stage: StageRow, fraction: float, widths: Widths, parent: QWidget | None = None) -> None:
        """Show a stage; the fraction fills its pie."""
        super().__init__(stage.id, parent)
        self.stage = stage
        self.hue_button = HueButton()
        self.hue_button.setObjectName(f"hue_{stage.id}")
        self.name_field = LineField()
        self.name_field.setObjectName(f"name_{stage.id}")
        self.kind_field = ChoiceField()
        self.kind_field.setObjectName(f"kind_{stage.id}")
        for kind in STAGE_KINDS:
            self.kind_field.add_choice(kind, kind_word(kind))
        self.chance_field = LineField()
        self.chance_field.setObjectName(f"chance_{stage.id}")
        self.chance_field.set_suffix("%")
        self.limit_field = LineField()
        self.limit_field.setObjectName(f"limit_{stage.id}")
        self.limit_field.setPlaceholderText(self.tr("Never"))
        self.count_label = Label("", "base", "muted")
        self.count_label.setAlignment(Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter)
        self.menu_button = IconButton("more", self.tr("More"))
        self.menu_button.setObjectName(f"more_{stage.id}")
        self._lay_out(widths)
        self.hue_button.chosen.connect(lambda hue: self.change_requested.emit("hue", hue))
        self.kind_field.chosen.connect(lambda kind: self.change_requested.emit("kind", kind))
        self.name_field.editingFinished.connect(self._on_name)
        self.chance_field.editingFinished.connect(self._on_chance)
        self.limit_field.editingFinished.connect(self._on_limit)
        self.menu_button.clicked.connect(self._on_menu)
        self.show_stage(stage, fraction)

    def _lay_out(self, widths: Widths) -> None:
        for field, width in (
            (self.kind_field, widths.kind),
            (self.chance_field, widths.chance),
            (self.limit_field, widths.limit),
            (self.count_label, widths.count),
        ):
            field.setFixedWidth(width)
        self.add_cell(self.hue_button, after=6)
        self.add_cell(self.name_field, stretch=1, after=GAP)
        self.add_cell(self.kind_field, after=GAP)
        self.add_cell(self.chance_field, after=GAP)
        self.add_cell(self.limit_field, after=GAP)
        self._line.addWidget(self.count_label)
        self._line.addSpacing(GAP)
        self.add_cell(self.menu_button)

    def show_stage(self, stage: StageRow, fraction: float) -> None:
        """Show a stage as it is on the desk now; what is being typed stays."""
        self.stage = stage
        self.hue_button.show_hue(stage.hue, fraction, stage.kind, stage.name)
        for field in (self.name_field, self.chance_field, self.limit_field):
            if not field.isModified():
                self.restore(field)
        self.kind_field.set_error("")
        self.kind_field.set_choice(stage.kind)
        is_open = stage.kind == "open"
        self.chance_field.setEnabled(is_open)
        self.limit_field.setEnabled(is_open)
        self.limit_field.set_suffix(self.tr("d") if stage.rot_limit_days is not None else "")
        self.count_label.setText(wording.number_text(stage.card_count))
        counts = self.tr("{now} in it now, {ever} ever were").format(
            now=wording.opportunities_text(stage.card_count), ever=wording.number_text(stage.ever_count)
        )
        self.count_label.setToolTip(counts)
        self._name_cells(stage.name, counts)

    def _name_cells(self, name: str, counts: str) -> None:
        names = (
            (self.name_field, self.tr("Name of “{stage}”")),
            (self.kind_field, self.tr("Kind of “{stage}”")),
            (self.chance_field, self.tr("Probability of “{stage}”, in percent")),
            (self.limit_field, self.tr("Days after which “{stage}” rots, empty for never")),
            (self.menu_button, self.tr("More for “{stage}”")),
        )
        for cell, words in names:
            cell.setAccessibleName(words.format(stage=name))
        words = self.tr("“{stage}”, {counts}. Alt+Up and Alt+Down move it, Delete deletes it")
        self.grip.setAccessibleName(words.format(stage=name, counts=counts))
        self.grip.setToolTip(self.tr("Drag to move, or Alt+Up and Alt+Down"))

    def places(self) -> dict[str, Faulty]:
        """Return which field each refusal is about."""
        return {
            "name": self.name_field,
            "kind": self.kind_field,
            "probability": self.chance_field,
            "rotting limit": self.limit_field,
            "rot limit days": self.limit_field,
            ANY: self.kind_field,
        }

    def settle(self, name: str) -> None:
        """Show a field as it was saved."""
        fields = {"name": self.name_field, "probability": self.chance_field, "rot_limit_days": self.limit_field}
        if name in fields:
            self.restore(fields[name])

    @override
    def restore(self, field: LineField) -> None:
        """Write into a field again what the file holds."""
        limit = self.stage.rot_limit_days
        text = {
            self.name_field: self.stage.name,
            self.chance_field: str(self.stage.probability),
            self.limit_field: "" if limit is None else str(limit),
        }[field]
        self.write(field, text)

    def _on_name(self) -> None:
        if self.name_field.text() != self.stage.name:
            self.change_requested.emit("name", self.name_field.text())

    def _on_chance(self) -> None:
        self._take_number(self.chance_field, "probability", self.stage.probability, self.tr("Write it as 50"))

    def _on_limit(self) -> None:
        if self.limit_field.text().strip():
            hint = self.tr("Write it as 14, or leave it empty for never")
            self._take_number(self.limit_field, "rot_limit_days", self.stage.rot_limit_days, hint)
        elif self.stage.rot_limit_days is not None:
            self.change_requested.emit("rot_limit_days", None)

    def _take_number(self, field: LineField, name: str, present: int | None, hint: str) -> None:
        text = field.text().strip().removesuffix("%").removesuffix(self.tr("d")).strip()
        if not (text.isascii() and text.isdigit()):
            field.set_error(hint)
        elif int(text[:18]) != present:
            self.change_requested.emit(name, int(text[:18]))
        else:
            self.restore(field)

    def _on_menu(self) -> None:
        self.menu_requested.emit(self.menu_button.mapToGlobal(QPoint(0, self.menu_button.height() + 2)))
