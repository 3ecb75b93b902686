"""The people with a say in a purchase."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QCoreApplication
from PySide6.QtWidgets import QHBoxLayout, QSizePolicy, QVBoxLayout, QWidget

from salesdesk.queries.opportunities import CommitteeMember
from ui import theme, wording
from ui.widgets.dialog import Hairline
from ui.widgets.labels import DEMI_BOLD, MEDIUM, ElidedLabel, Label, Tag

ROW = 33
translate = QCoreApplication.translate


def role_word(role: str) -> str:
    """Return what a role in a purchase is called."""
    words = {
        "decides": translate("people", "Decides"),
        "champion": translate("people", "Champion"),
        "influences": translate("people", "Influences"),
        "signs": translate("people", "Signs"),
        "blocks": translate("people", "Blocks"),
        "uses": translate("people", "Uses"),
    }
    return words.get(role, role)


class People(QWidget):
    """The buying committee, a row each."""

    def __init__(self, parent: QWidget | None = None) -> None:
        """Start without people."""
        super().__init__(parent)
        self.setObjectName("people")
        self.count_label = Label("", "base", "muted")
        head = QHBoxLayout()
        head.setSpacing(12)
        head.addWidget(Label(self.tr("People"), "subhead", "text", DEMI_BOLD))
        head.addWidget(self.count_label)
        head.addStretch(1)
        self._rows = QVBoxLayout()
        self._rows.setSpacing(0)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(10)
        column.addLayout(head)
        column.addLayout(self._rows)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)

    def show_people(self, people: Sequence[CommitteeMember]) -> None:
        """Show who is known, or hide where nobody is."""
        while (item := self._rows.takeAt(0)) is not None:
            widget = item.widget()
            if widget is not None:
                widget.hide()
                widget.deleteLater()
        self.count_label.setText(wording.number_text(len(people)))
        for person in people:
            self._rows.addWidget(Hairline())
            self._rows.addWidget(_row(person))
        self.setVisible(bool(people))


def _row(person: CommitteeMember) -> QWidget:
    holder = QWidget()
    holder.setFixedHeight(max(ROW, theme.current().line() + 15))
    row = QHBoxLayout(holder)
    row.setContentsMargins(0, 0, 0, 0)
    row.setSpacing(8)
    row.addWidget(Label(person.name, "base", "text", MEDIUM))
    row.addWidget(ElidedLabel(person.title, "base", "muted"), 1)
    row.addWidget(Tag(role_word(person.role)))
    return holder
