"""The popover in which somebody is given a say in an opportunity: a contact of the account, or a new person."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from PySide6.QtCore import Qt
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget
from typing_extensions import override

from salesdesk.domain.committee import ROLES
from salesdesk.domain.errors import SalesDeskError
from salesdesk.queries.deals import KnownPerson
from ui.views.record.people import role_word
from ui.widgets.button import Button
from ui.widgets.fields import ChoiceField, ErrorLine, LabelledField, LineField
from ui.widgets.labels import DEMI_BOLD, Label
from ui.widgets.popover import Popover

WIDTH = 340

# Takes a contact or nothing, what is known of a new person, and a role; returns the refusal, if there is one.
Save = Callable[[int | None, dict[str, object], str], SalesDeskError | None]


class PersonPicker(Popover):
    """Who, and in which role."""

    def __init__(self, anchor: QWidget, known: Sequence[KnownPerson], save: Save) -> None:
        """Offer the contacts that are known, and fields for a new one."""
        super().__init__(anchor, WIDTH)
        self.setObjectName("person_picker")
        self._save = save
        self.person_field = ChoiceField()
        self.person_field.setObjectName("person_choice")
        for person in known:
            said = self.tr("{name}, {title}").format(name=person.name, title=person.title)
            self.person_field.add_choice(person.id, said if person.title else person.name)
        self.person_field.add_choice(None, self.tr("New person"))
        self.person_field.setCurrentIndex(0)
        self.person_field.currentIndexChanged.connect(self._on_person)
        self.name_field, self.title_field, self.email_field = LineField(), LineField(), LineField()
        for field, name in ((self.name_field, "name"), (self.title_field, "title"), (self.email_field, "email")):
            field.setObjectName(f"person_{name}")
        self.role_field = ChoiceField()
        self.role_field.setObjectName("person_role_choice")
        for role in ROLES:
            self.role_field.add_choice(role, role_word(role))
        self.role_field.set_choice("influences")
        self.refusal = ErrorLine()
        self.save_button = Button(self.tr("Add person"), "primary")
        self.save_button.setObjectName("person_save")
        self.save_button.clicked.connect(self.save)
        self._lay_out(bool(known))
        self._new_part.setVisible(not known)

    def _lay_out(self, has_choice: bool) -> None:
        self._new_part = QWidget()
        part = QVBoxLayout(self._new_part)
        part.setContentsMargins(0, 0, 0, 0)
        part.setSpacing(10)
        part.addWidget(LabelledField(self.tr("Name"), self.name_field))
        part.addWidget(LabelledField(self.tr("Title, optional"), self.title_field))
        part.addWidget(LabelledField(self.tr("Email, optional"), self.email_field))
        column = QVBoxLayout(self.body)
        column.setContentsMargins(16, 14, 16, 14)
        column.setSpacing(10)
        column.addWidget(Label(self.tr("Add person"), "subhead", "text", DEMI_BOLD))
        person = LabelledField(self.tr("Person"), self.person_field)
        column.addWidget(person)
        person.setVisible(has_choice)
        column.addWidget(self._new_part)
        column.addWidget(LabelledField(self.tr("Role"), self.role_field))
        column.addWidget(self.refusal)
        foot = QHBoxLayout()
        foot.addStretch(1)
        foot.addWidget(self.save_button)
        column.addLayout(foot)

    def open_on_person(self) -> None:
        """Open with the focus where the person is chosen or named."""
        self.open(self.name_field if self.person_field.choice() is None else self.person_field)

    def _on_person(self) -> None:
        self._new_part.setVisible(self.person_field.choice() is None)
        self.refusal.set_text("")
        self.refit()

    def save(self) -> None:
        """Add the person and close, or say what is wrong."""
        contact = self.person_field.choice()
        first, _, last = " ".join(self.name_field.text().split()).rpartition(" ")
        person: dict[str, object] = {
            "first_name": first,
            "last_name": last,
            "title": self.title_field.text(),
            "email": self.email_field.text(),
        }
        chosen = contact if isinstance(contact, int) else None
        refused = self._save(chosen, {} if chosen is not None else person, str(self.role_field.choice()))
        if refused is None:
            self.close()
            return
        self.refusal.set_text(str(refused))
        self.refit()

    @override
    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Add the person with Enter."""
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self.save()
            event.accept()
        else:
            super().keyPressEvent(event)
