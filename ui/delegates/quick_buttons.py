"""Small buttons painted into the row of a list, and which of them a point is on."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from PySide6.QtCore import QPointF, QRectF
from PySide6.QtGui import QPainter

from ui import faces, painting, resources, theme

HEIGHT = 24
PADDING = 9
ICON = 15
GAP = 6


@dataclass(frozen=True, slots=True)
class Quick:
    """One button: what it does, what it says, and its icon."""

    name: str
    text: str
    icon: str = ""


def boxes(buttons: Sequence[Quick], right: float, middle: float) -> list[QRectF]:
    """Return where buttons stand side by side that end at an edge."""
    font = theme.current().font("small", painting.MEDIUM)
    height = max(HEIGHT, round(HEIGHT - 16 + 16 * theme.current().type.unit))
    found: list[QRectF] = []
    for one in reversed(buttons):
        width = round(painting.text_width(one.text, font) + 2 * PADDING + (ICON + 5 if one.icon else 0))
        found.append(QRectF(right - width, round(middle - height / 2), width, height))
        right -= width + GAP
    return found[::-1]


def button_at(buttons: Sequence[Quick], right: float, middle: float, point: QPointF) -> str:
    """Return the name of the button at a point, empty where there is none."""
    places = zip(buttons, boxes(buttons, right, middle), strict=True)
    return next((one.name for one, box in places if box.contains(point)), "")


def paint(painter: QPainter, buttons: Sequence[Quick], right: float, middle: float, hovered: str) -> float:
    """Draw the buttons and return where they begin."""
    font = theme.current().font("small", painting.MEDIUM)
    left = right
    for one, box in zip(buttons, boxes(buttons, right, middle), strict=True):
        faces.button_face(painter, box, "standard", is_hovered=one.name == hovered, radius=5)
        inner = box.adjusted(PADDING, 0, -PADDING + 2, 0)
        if one.icon:
            mark = QRectF(inner.left(), round(box.center().y() - ICON / 2), ICON, ICON)
            resources.paint_icon(painter, mark, one.icon, "muted")
            inner.setLeft(inner.left() + ICON + 5)
        painting.draw_text(painter, inner, one.text, "text", font)
        left = min(left, box.left())
    return left
