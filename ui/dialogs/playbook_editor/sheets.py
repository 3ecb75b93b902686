"""The sheet that adds a playbook."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import replace

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QVBoxLayout, QWidget

from salesdesk.domain.errors import BadValue, SalesDeskError
from salesdesk.domain.playbook import PlaybookPlan
from salesdesk.services.commands import AddPlaybook, Command
from ui.widgets.dialog import DialogFrame, DialogHeading
from ui.widgets.fields import ChoiceField, ErrorLine, LabelledField, LineField

WIDTH = 480


class NewPlaybookSheet(DialogFrame):
    """Asks for a name, and which playbook the new one begins as; a refusal shows at the name, and the sheet stays."""

    def __init__(
        self, sources: Sequence[PlaybookPlan], act: Callable[[Command], SalesDeskError | None], parent: QWidget
    ) -> None:
        """Offer copies of these; `act` carries a command out and returns its refusal, or nothing."""
        super().__init__(parent, self.tr("New playbook"), WIDTH)
        self.setObjectName("new_playbook_sheet")
        self._act = act
        self._sources = sources
        self.name_field = LineField()
        self.name_field.setObjectName("new_playbook_name")
        self.source_field = ChoiceField()
        self.source_field.setObjectName("new_playbook_source")
        for place, plan in enumerate(sources):
            self.source_field.add_choice(place, self.tr("A copy of “{name}”").format(name=plan.name))
        self.refusal = ErrorLine()
        column = QVBoxLayout(self.body)
        column.setContentsMargins(24, 20, 24, 18)
        column.setSpacing(12)
        column.addWidget(DialogHeading(self.tr("New playbook")))
        column.addWidget(LabelledField(self.tr("Name"), self.name_field))
        column.addWidget(LabelledField(self.tr("Begins as"), self.source_field))
        column.addWidget(self.refusal)
        self.set_foot(self.tr("Add playbook"), self.tr("Discard"), self.tr("You can undo this"))
        self.primary_button.clicked.connect(self.save)
        self.secondary_button.clicked.connect(self.reject)
        self.name_field.setFocus(Qt.FocusReason.OtherFocusReason)

    def save(self) -> None:
        """Add it, or say why not."""
        place = self.source_field.choice()
        plan = self._sources[place if isinstance(place, int) else 0]
        refusal = self._act(AddPlaybook(replace(plan, name=self.name_field.text())))
        if refusal is None:
            self.accept()
        elif isinstance(refusal, BadValue) and refusal.field == "name":
            self.name_field.set_error(str(refusal))
            self.name_field.setFocus(Qt.FocusReason.ShortcutFocusReason)
        else:
            self.refusal.set_text(str(refusal))
