"""The line that says when a playbook was reviewed, and asks for a review each quarter."""

from __future__ import annotations

from datetime import date

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QHBoxLayout, QWidget

from salesdesk.queries.playbooks import PlaybookRow
from ui import wording
from ui.widgets.button import Button
from ui.widgets.labels import ElidedLabel, IconLabel


class ReviewLine(QWidget):
    """Quiet until a review is due.

    Signals: marked: the playbook was reviewed.
    """

    marked = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        """Start without a playbook."""
        super().__init__(parent)
        self._icon = IconLabel("clock", "muted", 14)
        self.label = ElidedLabel("", "small", "muted")
        self.label.setObjectName("review_label")
        self.button = Button(self.tr("Mark as reviewed"), "link", "row")
        self.button.setObjectName("review_button")
        policy = self.button.sizePolicy()
        policy.setRetainSizeWhenHidden(True)
        self.button.setSizePolicy(policy)
        self.button.clicked.connect(self.marked)
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(7)
        row.addWidget(self._icon)
        row.addWidget(self.label, 1)
        row.addWidget(self.button)

    def show_review(self, row: PlaybookRow, today: date) -> None:
        """Say when a playbook was reviewed, and when it asks for its next review."""
        due = row.review_due_on
        is_due = due is not None and due <= today
        last = wording.date_text(row.reviewed_on, today)
        if due is None:
            words = self.tr("Not reviewed yet. It asks for a review each quarter once answers were given to it.")
        elif is_due and row.reviewed_on is None:
            words = self.tr("It was never reviewed. A review was due on {due}: does it still ask the right questions?")
        elif is_due:
            words = self.tr("Reviewed on {last}. A review was due on {due}: does it still ask the right questions?")
        elif row.reviewed_on is None:
            words = self.tr("Not reviewed yet. The first review is due on {due}.")
        else:
            words = self.tr("Reviewed on {last}. The next review is due on {due}.")
        self.label.setText(words.format(last=last, due=wording.date_text(due, today)))
        self.label.set_role("warning" if is_due else "muted")
        self._icon.set_icon("alert-triangle" if is_due else "clock", "warning" if is_due else "muted")
        self.button.setVisible(row.reviewed_on != today)
