"""A small table of figures in a dialog: a name at the left, numbers on right edges."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import Qt
from PySide6.QtGui import QPainter, QPaintEvent
from PySide6.QtWidgets import QGridLayout, QWidget
from typing_extensions import override

from ui import theme
from ui.widgets.labels import MEDIUM, NORMAL, Label


class FigureTable(QWidget):
    """Headings over rows; the last cells of each row are numbers."""

    def __init__(self, name: str, headings: Sequence[str], width: int = 88, parent: QWidget | None = None) -> None:
        """Show the headings; columns after the first have the width, or that of their words."""
        super().__init__(parent)
        self.setAccessibleName(name)
        self._grid = QGridLayout(self)
        self._grid.setContentsMargins(0, 0, 0, 0)
        self._grid.setHorizontalSpacing(8)
        self._grid.setVerticalSpacing(0)
        self._grid.setColumnStretch(0, 1)
        self._headings = headings
        self._width = width
        self._cells: list[list[Label]] = []
        self._add(headings, "small", "muted")

    def show_rows(self, rows: Sequence[Sequence[str]], tips: Sequence[str] = ()) -> None:
        """Show these rows, and what their names mean."""
        while len(self._cells) < len(rows) + 1:
            self._add([""] * len(self._headings), "base", "text")
        for place, cells in enumerate(self._cells[1:]):
            is_there = place < len(rows)
            said = []
            for at, cell in enumerate(cells):
                cell.setVisible(is_there)
                cell.setText(rows[place][at] if is_there else "")
                said.append(cell.text())
            if is_there:
                cells[0].setToolTip(tips[place] if place < len(tips) else "")
                heads = zip(self._headings[1:], said[1:], strict=True)
                cells[0].setAccessibleName(f"{said[0]}: " + ", ".join(f"{head} {value}" for head, value in heads))
        self.update()

    def texts(self) -> list[list[str]]:
        """Return what the rows say."""
        return [[cell.text() for cell in cells] for cells in self._cells[1:] if not cells[0].isHidden()]

    def _add(self, texts: Sequence[str], style: str, role: str) -> None:
        row = len(self._cells)
        cells = []
        for column, text in enumerate(texts):
            label = Label(text, style, role if column else "text" if row else "muted", MEDIUM if not column else NORMAL)
            label.setContentsMargins(0, 5, 0, 6)
            if column:
                label.setMinimumWidth(self._width)
                label.setAlignment(Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter)
            self._grid.addWidget(label, row, column)
            cells.append(label)
        self._cells.append(cells)

    @override
    def paintEvent(self, event: QPaintEvent) -> None:
        """Draw a hairline below each row."""
        painter = QPainter(self)
        for place, cells in enumerate(self._cells):
            if not cells[0].isHidden():
                role = "border" if place else "border_strong"
                painter.fillRect(0, cells[0].geometry().bottom(), self.width(), 1, theme.current().color(role))
        painter.end()
