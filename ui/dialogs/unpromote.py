"""Taking a promotion back: what has changed since, and what will happen."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtWidgets import QVBoxLayout, QWidget

from salesdesk.domain.errors import SalesDeskError
from salesdesk.queries.promotions import TakingBack
from salesdesk.services.commands import UnpromoteOpportunity
from ui.session import DeskSession
from ui.widgets.dialog import DialogFrame, DialogHeading
from ui.widgets.fields import ErrorLine
from ui.widgets.labels import Label, SectionLabel

WIDTH = 528


class UnpromoteDialog(DialogFrame):
    """Shows what a promotion taken back would undo; nothing is changed before the way on."""

    def __init__(self, session: DeskSession, opportunity: int, name: str, preview: TakingBack, parent: QWidget) -> None:
        """Show what is known about taking back the promotion of an opportunity."""
        super().__init__(parent, self.tr("Take the promotion back"), WIDTH)
        self.setObjectName("unpromote_dialog")
        self._session = session
        self._opportunity = opportunity
        self._name = name
        self.refusal = ErrorLine()
        self.refusal.setObjectName("refusal")
        column = QVBoxLayout(self.body)
        column.setContentsMargins(24, 20, 24, 18)
        column.setSpacing(4)
        column.addWidget(DialogHeading(self.tr("Take the promotion of {name} back?").format(name=name)))
        self._add_list(column, self.tr("Changed since"), preview.changed_since, self.tr("Nothing has changed since."))
        self._add_list(column, self.tr("What happens"), preview.will_happen, "")
        column.addWidget(self.refusal)
        self.set_foot(self.tr("Take promotion back"), self.tr("Keep opportunity"), self.tr("You can undo this"))
        self.primary_button.clicked.connect(self.save)
        self.secondary_button.clicked.connect(self.reject)

    def _add_list(self, column: QVBoxLayout, heading: str, sentences: Sequence[str], otherwise: str) -> None:
        column.addSpacing(10)
        column.addWidget(SectionLabel(heading))
        for sentence in sentences or ([otherwise] if otherwise else []):
            column.addWidget(Label(sentence, "base", "muted", wraps=True))

    def save(self) -> None:
        """Take the promotion back and leave, or say why it was refused."""
        try:
            done = self._session.run(UnpromoteOpportunity(self._opportunity), self, raises=True)
        except SalesDeskError as refusal:
            self.refusal.set_text(str(refusal))
            return
        if done is not None:
            self._session.notify(self.tr("Took the promotion of “{name}” back").format(name=self._name), True)
            self.accept()
