"""The people with a say in a purchase: their roles are chosen in place, and others are asked in."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QCoreApplication, Signal
from PySide6.QtGui import QActionGroup
from PySide6.QtWidgets import QHBoxLayout, QMenu, QSizePolicy, QVBoxLayout, QWidget

from salesdesk.domain.committee import ROLES
from salesdesk.queries.opportunities import CommitteeMember
from ui import resources
from ui.views.record.sections import SectionHead, SectionRow, SectionRows, open_menu
from ui.widgets.button import Button
from ui.widgets.labels import MEDIUM, ElidedLabel

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


class PersonRow(SectionRow):
    """One person and the role.

    Signals: `role_chosen` with the role; `removal_requested`.
    """

    role_chosen = Signal(str)
    removal_requested = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        """Start without a person."""
        super().__init__(parent)
        self.name_label = ElidedLabel("", "base", "text", MEDIUM)
        self.name_label.setSizePolicy(QSizePolicy.Policy.Maximum, QSizePolicy.Policy.Preferred)
        self.title_label = ElidedLabel("", "base", "muted")
        self.role_button = Button("", "neutral", "state", has_menu=True)
        self.role_button.setObjectName("person_role")
        self.role_button.clicked.connect(lambda: open_menu(self.make_menu(), self.role_button))
        self._role = ""
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 1, 0, 0)
        row.setSpacing(8)
        row.addWidget(self.name_label, 3)
        row.addWidget(self.title_label, 2)
        row.addWidget(self.role_button)
        self.setFocusProxy(self.role_button)

    def show_person(self, person: CommitteeMember) -> None:
        """Show a person."""
        self._role = person.role
        self.name_label.setText(person.name)
        self.title_label.setText(person.title or person.email)
        self.role_button.setText(role_word(person.role))
        values = {"name": person.name, "role": role_word(person.role)}
        self.role_button.setAccessibleName(self.tr("Role of {name}: {role}").format(**values))
        self.role_button.updateGeometry()

    def make_menu(self) -> QMenu:
        """Return what can be done, for one use."""
        menu = QMenu(self)
        menu.setObjectName("role_menu")
        group = QActionGroup(menu)
        for role in ROLES:
            action = menu.addAction(role_word(role))
            action.setCheckable(True)
            action.setChecked(role == self._role)
            group.addAction(action)
            action.triggered.connect(lambda _checked=False, chosen=role: self.role_chosen.emit(chosen))
        menu.addSeparator()
        remove = menu.addAction(resources.icon("x"), self.tr("Take off this opportunity"))
        remove.triggered.connect(self.removal_requested)
        return menu


class People(QWidget):
    """The buying committee, a row each.

    Signals:
        add_requested: somebody is to be asked in.
        role_chosen: int, str. A member and the role.
        removal_requested: int. A member who has no say any more.
    """

    add_requested = Signal()
    role_chosen = Signal(int, str)
    removal_requested = Signal(int)

    def __init__(self, parent: QWidget | None = None) -> None:
        """Start without people."""
        super().__init__(parent)
        self.setObjectName("people")
        head = SectionHead(self.tr("People"), self.tr("Add person"))
        self.count_label, self.add_button = head.count_label, head.add_button
        self.add_button.setObjectName("add_person")
        self.add_button.clicked.connect(self.add_requested)
        self._head = head
        self.list: SectionRows[PersonRow] = SectionRows(self.add_button)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(10)
        column.addWidget(head)
        column.addWidget(self.list)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)

    def show_people(self, people: Sequence[CommitteeMember]) -> None:
        """Show who is known."""
        self._head.show_count(len(people))
        self.list.show_keys([person.id for person in people], self._make_row)
        for person in people:
            self.list.rows[person.id].show_person(person)

    def _make_row(self, member: int) -> PersonRow:
        row = PersonRow()
        row.role_chosen.connect(lambda role: self.role_chosen.emit(member, role))
        row.removal_requested.connect(lambda: self.removal_requested.emit(member))
        return row
