"""A scroll bar over the margin of what it scrolls, and a column under such a bar."""

from __future__ import annotations

from PySide6.QtCore import QEvent, QObject, Qt
from PySide6.QtWidgets import QAbstractScrollArea, QFrame, QScrollArea, QScrollBar, QWidget
from typing_extensions import override


class OverlayBar(QScrollBar):
    """The vertical scroll bar of an area, lying over its margin: what scrolls keeps its width whether it shows or not.

    Nothing is laid out anew, and nothing jumps, between a record that fits and one that does not.
    """

    def __init__(self, area: QAbstractScrollArea) -> None:
        """Stand in for the area's own bar."""
        super().__init__(Qt.Orientation.Vertical, area)
        self._area = area
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.hide()
        area.setVerticalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        own = area.verticalScrollBar()
        own.rangeChanged.connect(self._follow)
        own.valueChanged.connect(self.setValue)
        self.valueChanged.connect(own.setValue)
        area.installEventFilter(self)
        self._place()

    @override
    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Stay at the edge."""
        if event.type() in (QEvent.Type.Resize, QEvent.Type.LayoutDirectionChange):
            self._place()
        return False

    def _place(self) -> None:
        width = self.sizeHint().width()
        left = 0 if self._area.isRightToLeft() else self._area.width() - width
        self.setGeometry(left, 0, width, self._area.height())
        own = self._area.verticalScrollBar()
        self._follow(own.minimum(), own.maximum())

    def _follow(self, least: int, most: int) -> None:
        own = self._area.verticalScrollBar()
        self.setRange(least, most)
        self.setPageStep(own.pageStep())
        self.setSingleStep(own.singleStep())
        self.setValue(own.value())
        self.setVisible(most > least)


class ScrollColumn(QScrollArea):
    """A column of widgets as wide as its area, which scrolls up and down."""

    def __init__(self, column: QWidget) -> None:
        """Show a column on the background of whatever it stands in."""
        super().__init__()
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setWidgetResizable(True)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setWidget(column)
        self.viewport().setAutoFillBackground(False)
        column.setAutoFillBackground(False)
        self.bar = OverlayBar(self)
