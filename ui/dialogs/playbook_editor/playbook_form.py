"""The form of a playbook itself: its name and limits, when it was reviewed, and what its versions changed."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from salesdesk.domain.playbook import PlaybookPlan
from salesdesk.domain.playbook_differences import differences
from salesdesk.domain.playbook_edits import PLAYBOOK_FIELDS
from ui.dialogs.playbook_editor.difference_words import difference_text
from ui.dialogs.playbook_editor.part_form import PartForm
from ui.widgets.button import Button
from ui.widgets.dialog import Hairline
from ui.widgets.labels import MEDIUM, Label, SectionLabel

NUMBER_WIDTH = 112
MOST_VERSIONS = 20


class VersionLine(QWidget):
    """One version: its number, what it changed, and a way back to it.

    Signals: wanted: int. The playbook is to be as it was in this version.
    """

    wanted = Signal(int)

    def __init__(self, version: int, sentences: Sequence[str], *, is_present: bool) -> None:
        """Show a version; the present one has no way back."""
        super().__init__()
        self.setObjectName(f"version_{version}")
        words = QVBoxLayout()
        words.setSpacing(1)
        name = self.tr("Version {number}, the present one") if is_present else self.tr("Version {number}")
        words.addWidget(Label(name.format(number=version), "base", "text", MEDIUM))
        for sentence in sentences:
            words.addWidget(Label(sentence, "small", "muted", wraps=True))
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 6, 0, 6)
        row.setSpacing(12)
        row.addLayout(words, 1)
        if not is_present:
            button = Button(self.tr("Edit from this"), "standard", "row", icon="undo")
            button.setObjectName(f"version_button_{version}")
            button.setAccessibleName(self.tr("Edit from version {number}").format(number=version))
            button.clicked.connect(lambda: self.wanted.emit(version))
            row.addWidget(button)


class PlaybookForm(PartForm):
    """What holds for the whole playbook.

    Signals: version_wanted: int. The playbook is to be as it was in a version.
    """

    version_wanted = Signal(int)

    def __init__(self, parent: QWidget | None = None) -> None:
        """Lay the fields out."""
        super().__init__(parent)
        self.setObjectName("playbook_form")
        self.row(self.add_line("name", self.tr("Playbook"), explained="playbook"))
        self.row(
            self.add_line("mql_mark", self.tr("MQL from a score of"), NUMBER_WIDTH, is_number=True, explained="mql"),
            self.add_line(
                "evidence_days", self.tr("Answers age after, days"), NUMBER_WIDTH, is_number=True, explained="aged"
            ),
        )
        self.answers_note = self.note()
        self.column.addWidget(Hairline())
        self.column.addWidget(SectionLabel(self.tr("Versions")))
        self._versions = QVBoxLayout()
        self._versions.setSpacing(0)
        self.column.addLayout(self._versions)
        self.column.addStretch(1)
        self._shown: tuple[PlaybookPlan, ...] = ()

    def show_playbook(self, plan: PlaybookPlan, *, is_other: bool) -> None:
        """Show the playbook as it is being edited."""
        self.show_values({name: getattr(plan, name) for name in PLAYBOOK_FIELDS}, is_other=is_other)

    def show_versions(self, plans: Sequence[PlaybookPlan]) -> None:
        """Show what each version changed, the newest first; the plans come oldest first."""
        if tuple(plans) == self._shown:
            return
        self._shown = tuple(plans)
        while (item := self._versions.takeAt(0)) is not None:
            gone = item.widget()
            if gone is not None:
                gone.hide()
                gone.deleteLater()
        for place in range(len(plans) - 1, -1, -1):
            plan = plans[place]
            if place:
                said = [difference_text(one) for one in differences(plans[place - 1], plan)]
            else:
                said = [self.tr("The oldest that is shown") if plan.version > 1 else self.tr("As it began")]
            line = VersionLine(plan.version, said, is_present=place == len(plans) - 1)
            line.wanted.connect(self.version_wanted)
            self._versions.addWidget(line)
