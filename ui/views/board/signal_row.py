"""What stands out in a stage: a bar of its next steps by their state, and how many cards are rotting."""

from __future__ import annotations

from PySide6.QtCore import QCoreApplication, QEvent, QPointF, QRectF, QSize, Qt, Signal
from PySide6.QtGui import QHelpEvent, QMouseEvent, QPainter, QPaintEvent
from PySide6.QtWidgets import QAbstractButton, QSizePolicy, QToolTip, QWidget
from typing_extensions import override

from salesdesk.queries.board import StageSignals
from ui import painting, resources, theme, wording

STATES = ("overdue", "today", "planned", "none")
SIGNALS = (*STATES, "rotting")
ROLES = {"overdue": "danger_fill", "today": "accent", "planned": "control", "none": "warning_fill"}
BAR = 4
GAP = 2
NARROWEST = 6
CHIP_ICON = 11
translate = QCoreApplication.translate


def signal_name(signal: str) -> str:
    """Return what a menu calls the cards that stand out in one way."""
    return {
        "overdue": translate("board", "Next step overdue"),
        "today": translate("board", "Next step today"),
        "planned": translate("board", "Next step planned"),
        "none": translate("board", "No next step"),
        "rotting": translate("board", "Rotting"),
    }[signal]


def signal_count(signal: str, count: int) -> str:
    """Return how many cards stand out in one way, “3 overdue”."""
    text = {
        "overdue": translate("board", "{count} overdue"),
        "today": translate("board", "{count} today"),
        "planned": translate("board", "{count} planned"),
        "none": translate("board", "{count} without a next step"),
        "rotting": translate("board", "{count} rotting"),
    }[signal]
    return text.format(count=wording.number_text(count))


def signals_text(signals: StageSignals) -> str:
    """Return all that stands out in a stage, “3 overdue, 1 today, 2 rotting”."""
    counted = ((name, getattr(signals, name)) for name in SIGNALS)
    return ", ".join(signal_count(name, count) for name, count in counted if count)


class ActivityBar(QWidget):
    """A bar in as many parts as there are states of next steps, each as long as its share.

    Signals: `chosen` with the state of the part that was clicked.
    """

    chosen = Signal(str)

    def __init__(self, parent: QWidget) -> None:
        """Start without cards."""
        super().__init__(parent)
        self.setObjectName("activity_bar")
        self._counts: list[tuple[str, int]] = []
        self._under = ""
        self.setMouseTracking(True)

    def set_counts(self, signals: StageSignals) -> None:
        """Show how many cards are in each state."""
        self._counts = [(state, getattr(signals, state)) for state in STATES if getattr(signals, state)]
        said = ", ".join(signal_count(state, count) for state, count in self._counts)
        self.setAccessibleName(translate("board", "Next steps: {counts}").format(counts=said) if said else "")
        self.setCursor(Qt.CursorShape.PointingHandCursor if self._counts else Qt.CursorShape.ArrowCursor)
        self.update()

    def segments(self) -> list[tuple[str, QRectF]]:
        """Return each state with the part of the bar that stands for it."""
        room = self.width() - GAP * (len(self._counts) - 1)
        total = sum(count for _, count in self._counts)
        widths = [max(float(NARROWEST), room * count / total) for _, count in self._counts]
        # What small shares get beyond their due is taken from the largest.
        if widths:
            widths[widths.index(max(widths))] -= sum(widths) - room
        left, found = 0.0, []
        for (state, _), width in zip(self._counts, widths, strict=True):
            found.append((state, QRectF(left, (self.height() - BAR) / 2, width, BAR)))
            left += width + GAP
        return found

    def state_at(self, x: float) -> str:
        """Return the state whose part is at a place of the bar, nothing beside them all."""
        reach = ((state, rect.adjusted(-GAP / 2, 0, GAP / 2, 0)) for state, rect in self.segments())
        return next((state for state, rect in reach if rect.left() <= x <= rect.right()), "")

    def tip_at(self, x: float) -> str:
        """Return what is to be said about the part at a place of the bar."""
        state = self.state_at(x)
        if not state:
            return ""
        count = dict(self._counts)[state]
        total = sum(number for _, number in self._counts)
        text = translate("board", "{name}: {count} of {total}. Click to show only these, click again to show all.")
        return text.format(name=signal_name(state), count=wording.number_text(count), total=wording.number_text(total))

    @override
    def paintEvent(self, event: QPaintEvent) -> None:
        """Paint the parts; one without a next step is hollow, the one under the pointer is higher."""
        painter = QPainter(self)
        for state, rect in self.segments():
            part = rect.adjusted(0, -1, 0, 1) if state == self._under else rect
            if state == "none":
                painting.edge_round(painter, part, ROLES[state], part.height() / 2)
            else:
                painting.fill_round(painter, part, ROLES[state], part.height() / 2)
        painter.end()

    @override
    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        """Raise the part under the pointer."""
        self._raise(self.state_at(event.position().x()))

    @override
    def leaveEvent(self, event: QEvent) -> None:
        """Raise nothing."""
        self._raise("")

    def _raise(self, state: str) -> None:
        if state != self._under:
            self._under = state
            self.update()

    @override
    def mousePressEvent(self, event: QMouseEvent) -> None:
        """Take the click."""
        event.accept()

    @override
    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        """Choose the part that was clicked."""
        state = self.state_at(event.position().x()) if QRectF(self.rect()).contains(event.position()) else ""
        if event.button() == Qt.MouseButton.LeftButton and state:
            self.chosen.emit(state)

    @override
    def event(self, event: QEvent) -> bool:
        """Explain the part under the pointer."""
        if event.type() == QEvent.Type.ToolTip and isinstance(event, QHelpEvent):
            QToolTip.showText(event.globalPos(), self.tip_at(event.pos().x()), self)
            return True
        return super().event(event)


class RottingChip(QAbstractButton):
    """How many cards of a stage are rotting; a click shows only those."""

    def __init__(self, parent: QWidget) -> None:
        """Start hidden: nothing is rotting."""
        super().__init__(parent)
        self.setObjectName("rotting_chip")
        # The menus of board and page are the way by key: the board is one tab stop.
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.setAttribute(Qt.WidgetAttribute.WA_Hover)
        self.setCursor(Qt.CursorShape.PointingHandCursor)
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)
        self.hide()

    def set_count(self, count: int) -> None:
        """Show how many they are; none shows nothing."""
        self.setText(signal_count("rotting", count))
        self.setAccessibleName(self.text())
        said = translate("board", "Click to show only rotting cards, click again to show all.")
        self.setToolTip(f"{said}\n{wording.explained('rotting')}")
        self.setVisible(count > 0)
        self.updateGeometry()
        self.update()

    @override
    def sizeHint(self) -> QSize:
        """Return room for the hourglass and the words."""
        width = painting.text_width(self.text(), theme.current().font("caption", painting.MEDIUM))
        return QSize(round(width + 25.5), theme.current().line("caption"))

    @override
    def paintEvent(self, event: QPaintEvent) -> None:
        """Paint the pill of the cards, with an edge under the pointer."""
        painter = QPainter(self)
        rect = QRectF(self.rect())
        painting.fill_round(painter, rect, "warning_subtle", 4)
        if self.underMouse():
            painting.edge_round(painter, rect, "warning_fill", 4)
        middle = QPointF(5 + CHIP_ICON / 2, rect.center().y())
        icon = QRectF(round(middle.x() - CHIP_ICON / 2), round(middle.y() - CHIP_ICON / 2), CHIP_ICON, CHIP_ICON)
        resources.paint_icon(painter, icon, "hourglass", "warning")
        room = rect.adjusted(20, 0, 0, 0)
        painting.draw_text(painter, room, self.text(), "warning", theme.current().font("caption", painting.MEDIUM))
        painter.end()
