"""The glossary: every word and every number of SalesDesk on one page, with a field to find one."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QVBoxLayout, QWidget

from ui.dialogs.glossary_page import RING_ROOM, SIDE, GlossaryPage
from ui.widgets.dialog import DialogFrame, DialogHeading
from ui.widgets.fields import LineField
from ui.widgets.states import EmptyState

WIDTH, HEIGHT = 760, 708


class GlossaryDialog(DialogFrame):
    """A page to look words up in."""

    def __init__(self, parent: QWidget) -> None:
        """Show everything, the cursor in the search."""
        super().__init__(parent, self.tr("Glossary"), WIDTH, HEIGHT)
        self.setObjectName("glossary_dialog")
        self.find_field = LineField()
        self.find_field.setObjectName("glossary_find")
        self.find_field.setPlaceholderText(self.tr("Find a word or a number"))
        self.find_field.setAccessibleName(self.tr("Find a word or a number"))
        self.find_field.set_mark("search", "subtle")
        self.find_field.textChanged.connect(self._look)
        self.page = GlossaryPage()
        self.nothing = EmptyState(self.tr("Nothing found"))
        self.nothing.hide()
        top = QVBoxLayout()
        top.setContentsMargins(SIDE, 20, SIDE, 0)
        top.setSpacing(14)
        words = self.tr("What the words mean, and how each number is worked out. They are also in the tooltips.")
        top.addWidget(DialogHeading(self.tr("Glossary"), words))
        top.addWidget(self.find_field)
        column = QVBoxLayout(self.body)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(4)
        column.addLayout(top)
        below = QVBoxLayout()
        below.setContentsMargins(RING_ROOM, 0, RING_ROOM, 6)
        below.addWidget(self.page, 1)
        below.addWidget(self.nothing, 1)
        column.addLayout(below, 1)
        self.set_foot(self.tr("Close"), keys="Esc")
        self.primary_button.clicked.connect(self.accept)
        self.find_field.setFocus(Qt.FocusReason.OtherFocusReason)

    def _look(self, text: str) -> None:
        count = self.page.look_for(text)
        self.page.setVisible(count > 0)
        self.nothing.setVisible(count == 0)
        self.nothing.set_words(
            self.tr("Nothing called “{text}”").format(text=text.strip()),
            self.tr("Try another word, or empty the field to see everything."),
        )
