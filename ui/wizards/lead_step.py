"""The first page: is this the right person at the right company?"""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QGridLayout, QWidget
from typing_extensions import override

from salesdesk.domain.errors import BadValue
from salesdesk.queries import leads
from salesdesk.services.commands import SetLead
from ui.widgets.fields import LabelledField, LineField
from ui.wizards.step import Kept, Step

if TYPE_CHECKING:
    from salesdesk.queries.leads import LeadPage
    from ui.session import DeskSession


class LeadStep(Step):
    """Name, title, company and how to reach them; what is corrected here is corrected on the lead."""

    def __init__(self, session: DeskSession, lead: LeadPage, parent: QWidget | None = None) -> None:
        """Show a lead."""
        super().__init__("lead", "", "", "", parent)
        self.name = self.tr("Confirm lead")
        self.title_label.setText(self.name)
        self.subtitle_label.setText(self.tr("Is this the right person at the right company? Correct what is wrong."))
        self._session = session
        self._lead = lead
        self._left_at: dict[str, str] = {}
        self.fields: dict[str, LineField] = {}
        grid = QGridLayout()
        grid.setHorizontalSpacing(16)
        grid.setVerticalSpacing(14)
        for at, (name, label) in enumerate(self._labels().items()):
            field = LineField()
            field.setObjectName(f"lead_{name}")
            field.setMaxLength(300)
            field.setText(str(getattr(lead, name)))
            field.textEdited.connect(self.edited)
            self.fields[name] = field
            grid.addWidget(LabelledField(label, field), at // 2, at % 2, Qt.AlignmentFlag.AlignTop)
        self.body.addLayout(grid)
        self.body.addStretch(1)
        self.add_page()

    def _labels(self) -> dict[str, str]:
        return {
            "first_name": self.tr("First name"),
            "last_name": self.tr("Last name"),
            "title": self.tr("Title"),
            "company": self.tr("Company"),
            "email": self.tr("Email"),
            "phone": self.tr("Phone"),
            "website": self.tr("Website"),
            "industry": self.tr("Industry"),
        }

    @property
    def lead(self) -> LeadPage:
        """The lead as it is recorded."""
        return self._lead

    def changes(self) -> dict[str, str]:
        """Return the fields that differ from what is recorded."""
        return {
            name: text
            for name, field in self.fields.items()
            if (text := field.text().strip()) != str(getattr(self._lead, name))
        }

    @override
    def summary(self) -> str:
        """Return the company, or the person where there is none."""
        return self._lead.company or self._lead.name

    @override
    def leave(self) -> bool:
        """Correct the lead; where a value is refused the others are saved, and its field says why it is not.

        The step stays once for that; going on again leaves the value to the draft.
        """
        refused = self._save(self.changes())
        is_new = any(self.fields[name].text() != self._left_at.get(name) for name in refused)
        self._left_at = {name: self.fields[name].text() for name in refused}
        if is_new:
            self.fields[next(iter(refused))].setFocus(Qt.FocusReason.OtherFocusReason)
        return not is_new

    def _save(self, changes: dict[str, str]) -> list[str]:
        """Save what can be saved, in one step, and return the fields that were refused."""
        refused: list[str] = []
        while changes:
            try:
                self._session.run(SetLead(self._lead.id, changes), self, raises=True)
                break
            except BadValue as refusal:
                name = refusal.field.replace(" ", "_")
                if name not in changes:
                    raise
                self.fields[name].set_error(str(refusal))
                refused.append(name)
                changes = {one: text for one, text in changes.items() if one != name}
        found = self._session.read(leads.lead_page, self._lead.id)
        if found is not None:
            self._lead = found
        return refused

    @override
    def keep(self) -> Kept:
        """Return what is typed and not recorded."""
        return dict(self.changes())

    @override
    def restore(self, kept: Mapping[str, Any]) -> None:
        """Show what was typed."""
        for name, text in kept.items():
            if name in self.fields:
                self.fields[name].setText(str(text))

    @override
    def first_field(self) -> QWidget:
        """Return the first name."""
        return self.fields["first_name"]
