"""The bar of lifecycle steps or stages over a record."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from enum import StrEnum

from PySide6.QtCore import QEvent, QRectF, QSize, Qt, Signal
from PySide6.QtGui import QFocusEvent, QHelpEvent, QKeyEvent, QMouseEvent, QPainter, QPaintEvent
from PySide6.QtWidgets import QSizePolicy, QToolTip, QWidget
from typing_extensions import override

from ui import painting, resources, theme
from ui.widgets.focus import RingHolder

BAR = 4
GAP = 4
TEXT_TOP = BAR + 7
CHECK = 14


class StepState(StrEnum):
    """Where a step stands."""

    DONE = "done"
    CURRENT = "current"
    AHEAD = "ahead"


@dataclass(frozen=True, slots=True)
class Step:
    """One step: its key, its word, a line below it, and where it stands."""

    key: str
    label: str
    note: str = ""
    state: StepState = StepState.AHEAD
    tip: str = ""


BAR_ROLES = {
    StepState.DONE: "accent_border",
    StepState.CURRENT: "accent",
    StepState.AHEAD: "fill",
}
TEXT_ROLES = {
    StepState.DONE: "text",
    StepState.CURRENT: "accent_text",
    StepState.AHEAD: "subtle",
}


class Stepper(QWidget):
    """Steps side by side; asks to go to one, and never goes by itself.

    Signals: `step_requested` with the key of a step that was clicked or reached with Left or Right.
    """

    step_requested = Signal(str)

    def __init__(self, name: str, parent: QWidget | None = None) -> None:
        """Start without steps; the name is for screen readers."""
        super().__init__(parent)
        self._name = name
        self._steps: tuple[Step, ...] = ()
        self._ring = RingHolder(self, 4)
        self.setAccessibleName(name)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self.setMouseTracking(True)

    def steps(self) -> tuple[Step, ...]:
        """Return the steps shown."""
        return self._steps

    def set_steps(self, steps: Sequence[Step]) -> None:
        """Show other steps or other states of them."""
        self._steps = tuple(steps)
        at = self._current_index()
        if at is None:
            self.setAccessibleDescription("")
        else:
            words = self.tr("{label}, step {at} of {count}. {note}")
            step = self._steps[at]
            self.setAccessibleDescription(
                words.format(label=step.label, at=at + 1, count=len(self._steps), note=step.note).strip()
            )
        self.updateGeometry()
        self.update()

    def _current_index(self) -> int | None:
        states = [step.state for step in self._steps]
        return states.index(StepState.CURRENT) if StepState.CURRENT in states else None

    def step_rect(self, index: int) -> QRectF:
        """Return the room of a step, bar and text."""
        count = max(1, len(self._steps))
        width = (self.width() - GAP * (count - 1)) / count
        at = index
        if self.layoutDirection() == Qt.LayoutDirection.RightToLeft:
            at = count - 1 - index
        return QRectF(at * (width + GAP), 0, width, self.height())

    def _index_at(self, x: float) -> int | None:
        for index in range(len(self._steps)):
            rect = self.step_rect(index)
            if rect.left() <= x <= rect.right():
                return index
        return None

    @override
    def sizeHint(self) -> QSize:
        """Return bar, label and note in height."""
        look = theme.current()
        return QSize(480, TEXT_TOP + look.line() + look.line("small"))

    @override
    def minimumSizeHint(self) -> QSize:
        """Return the height, and enough width to tell the steps apart."""
        return QSize(48 * max(1, len(self._steps)), self.sizeHint().height())

    @override
    def paintEvent(self, event: QPaintEvent) -> None:
        """Draw each step."""
        painter = QPainter(self)
        hovered = self._index_at(self.mapFromGlobal(self.cursor().pos()).x()) if self.underMouse() else None
        for index, step in enumerate(self._steps):
            self._paint_step(painter, self.step_rect(index), step, index == hovered)
        painter.end()

    def _paint_step(self, painter: QPainter, rect: QRectF, step: Step, is_hovered: bool) -> None:
        look = theme.current()
        bar = QRectF(rect.left(), 0, rect.width(), BAR)
        role = BAR_ROLES[step.state]
        if is_hovered and step.state is StepState.AHEAD:
            role = "border_strong"
        painting.fill_round(painter, bar, role, BAR / 2)
        line = QRectF(rect.left(), TEXT_TOP, rect.width(), look.line())
        note = QRectF(rect.left(), line.bottom(), rect.width(), look.line("small"))
        is_mirrored = self.layoutDirection() == Qt.LayoutDirection.RightToLeft
        side = painting.RIGHT if is_mirrored else painting.LEFT
        if step.state is StepState.DONE:
            left = line.right() - CHECK if is_mirrored else line.left()
            box = QRectF(left, round(line.center().y() - CHECK / 2), CHECK, CHECK)
            resources.paint_icon(painter, box, "check", "text")
            line.adjust(0 if is_mirrored else CHECK + 5, 0, -(CHECK + 5) if is_mirrored else 0, 0)
        is_current = step.state is StepState.CURRENT
        font = look.font("base", painting.DEMI_BOLD if is_current else painting.MEDIUM)
        if step.state is StepState.AHEAD:
            font = look.font("base", painting.MEDIUM)
        painting.draw_text(painter, line, step.label, TEXT_ROLES[step.state], font, side)
        painting.draw_text(painter, note, step.note, "subtle", look.font("small"), side)

    @override
    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        """Ask for the step that was clicked."""
        index = self._index_at(event.position().x())
        if event.button() == Qt.MouseButton.LeftButton and index is not None:
            self._request(index)

    @override
    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        """Show which step a click would ask for."""
        index = self._index_at(event.position().x())
        is_other = index is not None and self._steps[index].state is not StepState.CURRENT
        shape = Qt.CursorShape.PointingHandCursor if is_other else Qt.CursorShape.ArrowCursor
        self.setCursor(shape)
        self.update()

    @override
    def leaveEvent(self, event: QEvent) -> None:
        """Stop showing where a click would go."""
        super().leaveEvent(event)
        self.update()

    @override
    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Ask for the previous or next step with Left and Right."""
        at = self._current_index()
        steps = {Qt.Key.Key_Left.value: -1, Qt.Key.Key_Right.value: 1}
        step = steps.get(event.key(), 0)
        if at is None or not step or event.isAutoRepeat() or event.modifiers():
            super().keyPressEvent(event)
        elif 0 <= at + step < len(self._steps):
            self._request(at + step)

    def _request(self, index: int) -> None:
        if self._steps[index].state is not StepState.CURRENT:
            self.step_requested.emit(self._steps[index].key)

    @override
    def event(self, event: QEvent) -> bool:
        """Show what the step under the pointer means."""
        if event.type() == QEvent.Type.ToolTip and isinstance(event, QHelpEvent):
            index = self._index_at(event.pos().x())
            if index is not None and self._steps[index].tip:
                QToolTip.showText(event.globalPos(), self._steps[index].tip, self)
                return True
        return super().event(event)

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
