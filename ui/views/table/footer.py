"""What a table adds up to, written below the columns it belongs to."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from math import ceil

from PySide6.QtCore import QRectF, QSize
from PySide6.QtGui import QPainter, QPaintEvent
from PySide6.QtWidgets import QSizePolicy, QWidget
from typing_extensions import override

from ui import painting, theme
from ui.delegates.table_cells import EDGE, PADDING
from ui.models.table_columns import TICK
from ui.views.table.rows import TableRows

HEIGHT = 40
Line = Mapping[str, str]
"""Words by column; those under “tick” begin the line and may reach beyond their column."""


class TableFooter(QWidget):
    """One line for each currency, in strong ink, aligned with the columns above wherever they go."""

    def __init__(self, rows: TableRows, parent: QWidget | None = None) -> None:
        """Stand below rows."""
        super().__init__(parent)
        self.setObjectName("table_footer")
        self._rows = rows
        self._lines: Sequence[Line] = ()
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        header = rows.header
        for moved in (header.sectionResized, header.sectionMoved):
            moved.connect(lambda *_: self.update())
        rows.horizontalScrollBar().valueChanged.connect(lambda _value: self.update())

    def set_lines(self, lines: Sequence[Line]) -> None:
        """Write other totals."""
        self._lines = lines
        self.setAccessibleName(self.tr("Totals"))
        self.setAccessibleDescription("; ".join(", ".join(line.values()) for line in lines))
        self.updateGeometry()
        self.update()

    def texts(self) -> list[list[str]]:
        """Return what is written, line by line."""
        return [list(line.values()) for line in self._lines]

    def widths(self) -> dict[str, int]:
        """Return how wide each column has to be for its totals to show in full."""
        font = theme.current().font("base", painting.DEMI_BOLD)
        found: dict[str, int] = {}
        for line in self._lines:
            for key, text in line.items():
                if key != TICK:
                    found[key] = max(found.get(key, 0), ceil(painting.text_width(text, font)) + 2 * PADDING + 2)
        return found

    @override
    def sizeHint(self) -> QSize:
        """Return room for the lines."""
        line = theme.current().line()
        return QSize(200, max(HEIGHT, 22 + line * max(1, len(self._lines))))

    @override
    def paintEvent(self, event: QPaintEvent) -> None:
        """Write the totals."""
        look = theme.current()
        painter = QPainter(self)
        painter.fillRect(0, 0, self.width(), 1, look.color("border_strong"))
        height = look.line()
        top = (self.height() + 1 - height * max(1, len(self._lines))) / 2
        for line in self._lines:
            for key, text in line.items():
                self._paint_cell(painter, QRectF(0, top, 0, height), key, text)
            top += height
        painter.end()

    def _paint_cell(self, painter: QPainter, line: QRectF, key: str, text: str) -> None:
        header, table = self._rows.header, self._rows.table
        font = theme.current().font("base", painting.DEMI_BOLD)
        if key == TICK:
            left = header.sectionViewportPosition(1) if header.count() > 1 else 0
            room = QRectF(max(left, 0) + PADDING, line.top(), self.width(), line.height())
            painting.draw_text(painter, room, text, "text", font)
            return
        section = table.column_of(key)
        if header.isSectionHidden(section):
            return
        edge = EDGE if section == header.shown_sections()[-1] else PADDING
        left = header.sectionViewportPosition(section)
        room = QRectF(left - 40, line.top(), header.sectionSize(section) + 40 - edge, line.height())
        painting.draw_text(painter, room, text, "text", font, painting.RIGHT)
