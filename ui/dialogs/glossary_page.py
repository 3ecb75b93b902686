"""The entries of the glossary on one page."""

from __future__ import annotations

from PySide6.QtCore import QCoreApplication, Qt
from PySide6.QtGui import QFocusEvent, QPainter, QPaintEvent
from PySide6.QtWidgets import QFrame, QGridLayout, QScrollArea, QVBoxLayout, QWidget
from typing_extensions import override

from salesdesk.domain.glossary import GLOSSARY, Entry
from ui import theme
from ui.widgets.focus import RingHolder
from ui.widgets.labels import DEMI_BOLD, MEDIUM, Label

SIDE = 24
RING_ROOM = 14
NAME_WIDTH = 216
translate = QCoreApplication.translate


class EntryRow(QWidget):
    """A word at the left, what it means at the right, and below that how it is worked out."""

    def __init__(self, entry: Entry, parent: QWidget | None = None) -> None:
        """Show an entry."""
        super().__init__(parent)
        self.entry = entry
        self.setObjectName(f"entry_{entry.key}")
        grid = QGridLayout(self)
        grid.setContentsMargins(0, 7, 0, 8)
        grid.setHorizontalSpacing(16)
        grid.setVerticalSpacing(2)
        grid.setColumnStretch(1, 1)
        name = Label(translate("glossary", entry.name), "base", "text", MEDIUM, wraps=True)
        name.setFixedWidth(round(NAME_WIDTH * theme.current().type.unit))
        grid.addWidget(name, 0, 0, Qt.AlignmentFlag.AlignTop)
        grid.addWidget(Label(translate("glossary", entry.meaning), "base", "text", wraps=True), 0, 1)
        if entry.formula:
            grid.addWidget(Label(translate("glossary", entry.formula), "small", "muted", wraps=True), 1, 1)

    @override
    def paintEvent(self, event: QPaintEvent) -> None:
        """Draw the hairline above."""
        painter = QPainter(self)
        painter.fillRect(0, 0, self.width(), 1, theme.current().color("border"))
        painter.end()


class GlossaryPage(QScrollArea):
    """The entries by section; only those about what is looked for show. One tab stop, scrolled with the arrows."""

    def __init__(self, parent: QWidget | None = None) -> None:
        """Show every entry."""
        super().__init__(parent)
        self.setObjectName("glossary_page")
        self.setAccessibleName(self.tr("Glossary"))
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setWidgetResizable(True)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.viewport().setAutoFillBackground(False)
        self._ring = RingHolder(self, 6)
        self.rows: list[EntryRow] = []
        self._headings: dict[str, QWidget] = {}
        ground = QWidget()
        column = QVBoxLayout(ground)
        column.setContentsMargins(SIDE - RING_ROOM, 0, SIDE - RING_ROOM, 16)
        column.setSpacing(0)
        for section, heading in self._sections().items():
            title = Label(heading, "subhead", "text", DEMI_BOLD)
            title.setContentsMargins(0, 18, 0, 8)
            self._headings[section] = title
            column.addWidget(title)
            for entry in GLOSSARY:
                if entry.section == section:
                    row = EntryRow(entry)
                    self.rows.append(row)
                    column.addWidget(row)
        column.addStretch(1)
        self.setWidget(ground)
        ground.setAutoFillBackground(False)

    @override
    def focusInEvent(self, event: QFocusEvent) -> None:
        """Show the ring for keyboard focus."""
        super().focusInEvent(event)
        self._ring.focus_in(event)

    @override
    def focusOutEvent(self, event: QFocusEvent) -> None:
        """Hide the ring."""
        super().focusOutEvent(event)
        self._ring.focus_out(event)

    def _sections(self) -> dict[str, str]:
        return {
            "people": self.tr("Leads"),
            "qualification": self.tr("Qualification"),
            "pipeline": self.tr("Pipeline"),
            "metric": self.tr("Numbers"),
        }

    def look_for(self, text: str) -> int:
        """Show the entries about a text, and return how many there are."""
        found = {row for row in self.rows if row.entry.is_about(text)}
        for row in self.rows:
            row.setVisible(row in found)
        for section, heading in self._headings.items():
            heading.setVisible(any(row.entry.section == section for row in found))
        self.verticalScrollBar().setValue(0)
        return len(found)
