"""A small panel that asks for a name."""

from __future__ import annotations

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from ui.widgets.button import Button
from ui.widgets.fields import ErrorLine, LineField
from ui.widgets.labels import DEMI_BOLD, Label
from ui.widgets.popover import Popover

WIDTH = 348
PADDING = 14


class NamePopover(Popover):
    """Asks for a name beside what it is for; it closes once whoever asked takes the name.

    Signals:
        named: str. The rep wants this name; answer with `close`, or with `refuse`.
        other_requested: the other way was taken, where one is offered.
    """

    named = Signal(str)
    other_requested = Signal()

    def __init__(self, anchor: QWidget, heading: str, deed: str, *, name: str = "", other: str = "") -> None:
        """Start from a name; `deed` is what the button does, `other` another way on, where there is one."""
        super().__init__(anchor, WIDTH)
        self.setObjectName("name_popover")
        self.setAccessibleName(heading)
        self.name_field = LineField()
        self.name_field.setObjectName("name_field")
        self.name_field.setAccessibleName(self.tr("Name"))
        self.name_field.setPlaceholderText(self.tr("Name"))
        self.name_field.setText(name)
        self.name_field.selectAll()
        self.name_field.returnPressed.connect(self.name_it)
        error_line = ErrorLine()
        self.name_field.error_changed.connect(error_line.set_text)
        self.save_button = Button(deed, "primary")
        self.save_button.setObjectName("name_button")
        self.save_button.clicked.connect(self.name_it)
        foot = QHBoxLayout()
        foot.setSpacing(8)
        self.other_button = Button(other, "quiet")
        self.other_button.setObjectName("other_button")
        self.other_button.clicked.connect(self.other_requested)
        foot.addWidget(self.other_button)
        foot.addStretch(1)
        foot.addWidget(self.save_button)
        column = QVBoxLayout(self.body)
        column.setContentsMargins(PADDING, PADDING - 2, PADDING, PADDING)
        column.setSpacing(10)
        column.addWidget(Label(heading, "base", "text", DEMI_BOLD))
        column.addWidget(self.name_field)
        column.addWidget(error_line)
        column.addLayout(foot)
        self.other_button.setVisible(bool(other))

    def show_it(self) -> None:
        """Open with the cursor in the field."""
        self.open(self.name_field)

    def name_it(self) -> None:
        """Announce the name, or ask for one where there is none."""
        if self.name_field.text().strip():
            self.named.emit(self.name_field.text())
        else:
            self.refuse(self.tr("Write a name."))

    def refuse(self, sentence: str) -> None:
        """Say below the field why the name cannot be taken."""
        self.name_field.set_error(sentence)
        self.name_field.setFocus()
        self.refit()
