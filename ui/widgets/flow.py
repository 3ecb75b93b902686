"""Widgets side by side that go on in the next line where the width ends."""

from __future__ import annotations

from PySide6.QtCore import QPoint, QRect, QSize, Qt
from PySide6.QtWidgets import QLayout, QLayoutItem, QWidget
from typing_extensions import override


class FlowLayout(QLayout):
    """Lays widgets out like words, each line as high as its highest."""

    def __init__(self, parent: QWidget | None = None, gap: int = 6) -> None:
        """Start empty; the gap is between neighbours and between lines."""
        super().__init__(parent)
        self._items: list[QLayoutItem] = []
        self._gap = gap
        self._least_height = 0
        self.setContentsMargins(0, 0, 0, 0)

    def set_least_height(self, height: int) -> None:
        """Give each line at least this height; what is lower stands in its middle."""
        self._least_height = height
        self.invalidate()

    @override
    def addItem(self, item: QLayoutItem) -> None:
        """Append."""
        self._items.append(item)

    @override
    def count(self) -> int:
        """Return how many there are."""
        return len(self._items)

    @override
    def itemAt(self, index: int) -> QLayoutItem | None:
        """Return one, None beyond the last."""
        return self._items[index] if 0 <= index < len(self._items) else None

    @override
    def takeAt(self, index: int) -> QLayoutItem | None:
        """Take one out."""
        return self._items.pop(index) if 0 <= index < len(self._items) else None

    @override
    def expandingDirections(self) -> Qt.Orientation:
        """Want no more room than needed."""
        return Qt.Orientation(0)

    @override
    def hasHeightForWidth(self) -> bool:
        """Tell that lines break."""
        return True

    @override
    def heightForWidth(self, width: int) -> int:
        """Return the height of all lines."""
        return self._lay_out(QRect(0, 0, width, 0), is_trial=True)

    @override
    def setGeometry(self, rect: QRect) -> None:
        """Put everything in its place."""
        super().setGeometry(rect)
        self._lay_out(rect, is_trial=False)

    @override
    def sizeHint(self) -> QSize:
        """Return all of it on one line."""
        hints = [item.sizeHint() for item in self._shown()]
        width = sum(hint.width() for hint in hints) + self._gap * max(0, len(hints) - 1)
        return QSize(width, max((hint.height() for hint in hints), default=self._least_height))

    @override
    def minimumSize(self) -> QSize:
        """Return the widest and the highest."""
        found = QSize()
        for item in self._shown():
            found = found.expandedTo(item.minimumSize())
        return found

    def _shown(self) -> list[QLayoutItem]:
        return [item for item in self._items if not item.isEmpty()]

    def _lines(self, width: int) -> list[list[tuple[QLayoutItem, QSize]]]:
        """Return what stands in each line, with its size."""
        lines: list[list[tuple[QLayoutItem, QSize]]] = []
        left = 0
        for item in self._shown():
            hint = item.sizeHint()
            size = QSize(min(hint.width(), max(1, width)), hint.height())
            if not lines or left + size.width() > width:
                lines.append([])
                left = 0
            lines[-1].append((item, size))
            left += size.width() + self._gap
        return lines

    def _lay_out(self, rect: QRect, *, is_trial: bool) -> int:
        top = rect.top()
        lines = self._lines(rect.width())
        for line in lines:
            height = max(self._least_height, *(size.height() for _, size in line))
            left = rect.left()
            for item, size in line:
                if not is_trial:
                    item.setGeometry(QRect(QPoint(left, top + (height - size.height()) // 2), size))
                left += size.width() + self._gap
            top += height + self._gap
        return max(self._least_height, top - rect.top() - self._gap)
