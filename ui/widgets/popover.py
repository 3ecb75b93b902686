"""A small panel that floats over its window beside what it belongs to."""

from __future__ import annotations

from PySide6.QtCore import QEvent, QObject, QPoint, QPointF, QRectF, Qt, Signal
from PySide6.QtGui import QHideEvent, QKeyEvent, QMouseEvent, QPainter, QPaintEvent, QPen, QPolygonF
from PySide6.QtWidgets import QApplication, QVBoxLayout, QWidget
from typing_extensions import override

from ui import painting, theme

SHADOW = 28
ARROW = 8
GAP = 2
EDGE = 8


class Popover(QWidget):
    """A panel over the window; Escape, a click elsewhere and `close` take it away and give the focus back.

    Signals: `closed` once, with whether it was left by a click elsewhere.
    """

    closed = Signal(bool)

    def __init__(self, anchor: QWidget, width: int) -> None:
        """Belong to a widget; fill `body` and call `open`."""
        super().__init__(anchor.window())
        self._anchor = anchor
        self._before: QWidget | None = None
        self._arrow_x = 0.0
        self._is_above = False
        self._has_arrow = True
        self._was_left = False
        self._has_closed = False
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.body = QWidget(self)
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(SHADOW, SHADOW, SHADOW, SHADOW)
        self._column.addWidget(self.body)
        self.setFixedWidth(width + 2 * SHADOW)

    def open(self, focus: QWidget | None = None) -> None:
        """Show the panel below its widget, or above where there is no room, with the focus in it."""
        self._before = QApplication.focusWidget()
        self.adjustSize()
        self._place()
        self.show()
        self.raise_()
        app = QApplication.instance()
        if app is not None:
            app.installEventFilter(self)
        (focus or self).setFocus(Qt.FocusReason.PopupFocusReason)

    def refit(self) -> None:
        """Take the size of what the body holds now, and stand right again."""
        self.adjustSize()
        self._place()
        self.update()

    def _place(self) -> None:
        window = self.window() if self.parentWidget() is None else self.parentWidget()
        assert window is not None
        anchor = self._anchor.rect()
        corner = self._anchor.mapTo(window, QPoint(0, 0))
        centre = corner.x() + anchor.width() / 2
        width = self.width()
        # Paragraphs are higher in this width than in the one they would choose.
        height = max(self.sizeHint().height(), self.heightForWidth(width))
        below = corner.y() + anchor.height() + GAP + ARROW - SHADOW
        above = corner.y() - GAP - ARROW - height + SHADOW
        self._is_above = below + height - SHADOW > window.height() - EDGE and above + SHADOW >= EDGE
        left = round(centre - width / 2)
        left = max(EDGE - SHADOW, min(left, window.width() - width + SHADOW - EDGE))
        top = above if self._is_above else min(below, max(EDGE - SHADOW, window.height() - height + SHADOW - EDGE))
        self.setGeometry(left, top, width, height)
        panel_top, panel_bottom = top + SHADOW, top + height - SHADOW
        self._has_arrow = panel_top > corner.y() + anchor.height() or panel_bottom < corner.y()
        self._arrow_x = max(SHADOW + 18.0, min(centre - left, width - SHADOW - 18.0))

    @override
    def paintEvent(self, event: QPaintEvent) -> None:
        """Draw shadow, panel and the arrow towards the widget."""
        painter = QPainter(self)
        panel = QRectF(self.rect()).adjusted(SHADOW, SHADOW, -SHADOW, -SHADOW)
        painting.shadow(painter, panel, 10, drop=10, blur=SHADOW)
        painting.panel(painter, panel, "raised", "border_strong", 10)
        if self._has_arrow:
            self._paint_arrow(painter, panel)
        painter.end()

    def _paint_arrow(self, painter: QPainter, panel: QRectF) -> None:
        look = theme.current()
        edge, tip = (panel.bottom(), ARROW) if self._is_above else (panel.top(), -ARROW)
        base = edge - 1 if self._is_above else edge + 1
        points = [
            QPointF(self._arrow_x - ARROW, base),
            QPointF(self._arrow_x, edge + tip),
            QPointF(self._arrow_x + ARROW, base),
        ]
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(look.color("raised"))
        painter.drawPolygon(QPolygonF(points))
        painter.setPen(QPen(look.color("border_strong"), 1))
        painter.drawPolyline(QPolygonF(points))

    @override
    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Close on Escape; no other key reaches the page below."""
        if event.key() == Qt.Key.Key_Escape:
            self.close()
        event.accept()

    @override
    def mousePressEvent(self, event: QMouseEvent) -> None:
        """Keep clicks on the panel from the page below."""
        event.accept()

    @override
    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Close when something else in the window is clicked, or the window changes its size."""
        if event.type() == QEvent.Type.MouseButtonPress and isinstance(watched, QWidget):
            is_inside = watched is self or self.isAncestorOf(watched)
            is_popup = watched.window() is not self.window()
            if not is_inside and not is_popup:
                self._was_left = True
                self.close()
        elif event.type() == QEvent.Type.Resize and watched is self.parent():
            self.close()
        return False

    @override
    def hideEvent(self, event: QHideEvent) -> None:
        """Give the focus back and tell that it is over."""
        super().hideEvent(event)
        app = QApplication.instance()
        if app is not None:
            app.removeEventFilter(self)
        if self._has_closed:
            return
        self._has_closed = True
        before = self._before
        if not self._was_left and before is not None and before.isVisible():
            before.setFocus(Qt.FocusReason.OtherFocusReason)
        self.closed.emit(self._was_left)
