"""Icons and other files that come with the program."""

from __future__ import annotations

from functools import cache
from pathlib import Path

from PySide6.QtCore import QByteArray, QPointF, QRectF, QSize, Qt
from PySide6.QtGui import QColor, QGuiApplication, QIcon, QPainter, QPixmap
from PySide6.QtSvg import QSvgRenderer

from ui import tokens

Colour = str | QColor

_pixmaps: dict[tuple[str, int, float, float], QPixmap] = {}


def path(*parts: str) -> Path:
    """Return the path of a file that comes with the program."""
    return tokens.resources_root().joinpath(*parts)


def resolve(colour: Colour) -> QColor:
    """Return the colour itself, or that of a token role in the theme in force."""
    return colour if isinstance(colour, QColor) else tokens.current().color(colour)


@cache
def _drawing(name: str) -> str:
    return path("icons", f"{name}.svg").read_text(encoding="utf-8")


def icon_names() -> tuple[str, ...]:
    """Return the names of all icons, sorted."""
    return tuple(sorted(file.stem for file in path("icons").glob("*.svg")))


def paint_icon(painter: QPainter, rect: QRectF, name: str, colour: Colour = "subtle") -> None:
    """Paint an icon into a square, sharp on the device painted to."""
    ratio = painter.device().devicePixelRatioF()
    # Between two pixels a thin stroke would be smeared over both.
    corner = QPointF(round(rect.left() * ratio) / ratio, round(rect.top() * ratio) / ratio)
    painter.drawPixmap(corner, pixmap(name, colour, rect.width(), ratio))


def pixmap(name: str, colour: Colour = "subtle", size: float = 16, ratio: float = 0) -> QPixmap:
    """Return an icon of a role or colour, kept per size, colour and device pixel ratio.

    A ratio of 0 takes that of the sharpest screen.
    """
    if ratio <= 0:
        app = QGuiApplication.instance()
        ratio = app.devicePixelRatio() if isinstance(app, QGuiApplication) else 1.0
    ink = resolve(colour)
    key = (name, ink.rgba(), size, ratio)
    found = _pixmaps.get(key)
    if found is None:
        found = _pixmaps[key] = _render(name, ink, size, ratio)
    return found


def _render(name: str, ink: QColor, size: float, ratio: float) -> QPixmap:
    drawing = _drawing(name).replace("currentColor", ink.name())
    side = round(size * ratio)
    image = QPixmap(QSize(side, side))
    image.fill(Qt.GlobalColor.transparent)
    painter = QPainter(image)
    painter.setOpacity(ink.alphaF())
    QSvgRenderer(QByteArray(drawing.encode())).render(painter, QRectF(0, 0, side, side))
    painter.end()
    image.setDevicePixelRatio(ratio)
    return image


def icon(name: str, colour: Colour = "muted", size: int = 16) -> QIcon:
    """Return an icon for actions, with a greyed picture for the disabled state."""
    made = QIcon()
    for ratio in (1.0, 2.0):
        made.addPixmap(pixmap(name, colour, size, ratio), QIcon.Mode.Normal)
        made.addPixmap(pixmap(name, "disabled", size, ratio), QIcon.Mode.Disabled)
    return made
