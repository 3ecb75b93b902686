"""Faces of controls: check marks, fields, buttons and bars, for the style, widgets and delegates."""

from __future__ import annotations

from PySide6.QtCore import QPointF, QRectF, QSize, Qt
from PySide6.QtGui import QIcon, QPainter, QPen

from ui import resources, tokens
from ui.painting import edge_round, fill_round, panel, round_path, round_pen


def check_box(painter: QPainter, rect: QRectF, state: Qt.CheckState, enabled: bool = True, hover: bool = False) -> None:
    """Draw a 16 px check box that is clear, checked or partly checked."""
    look = tokens.current()
    painter.save()
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    if state == Qt.CheckState.Unchecked:
        edge = "text" if hover else "control"
        panel(painter, rect, "surface" if enabled else "well", edge if enabled else "border", 4)
    else:
        ground = ("accent_hover" if hover else "accent") if enabled else "disabled"
        fill_round(painter, rect, ground, 4)
        x, y = rect.left(), rect.top()
        if state == Qt.CheckState.Checked:
            painter.setPen(round_pen(look.color("on_accent"), 1.2))
            points = [(4.3, 8.2), (6.9, 10.8), (11.8, 5.4)]
            painter.drawPolyline([QPointF(x + a, y + b) for a, b in points])
        else:
            painter.fillRect(QRectF(x + 4, y + 7, 8, 2), look.color("on_accent"))
    painter.restore()


def radio(painter: QPainter, rect: QRectF, checked: bool, enabled: bool = True, hover: bool = False) -> None:
    """Draw a 16 px radio mark."""
    look = tokens.current()
    painter.save()
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    if checked:
        fill_round(painter, rect, "accent" if enabled else "disabled", 8)
        fill_round(painter, rect.adjusted(5, 5, -5, -5), "on_accent", 3)
    else:
        edge = ("text" if hover else "control") if enabled else "border"
        painter.setPen(QPen(look.color(edge), 1))
        painter.setBrush(look.color("surface" if enabled else "well"))
        painter.drawEllipse(rect.adjusted(0.5, 0.5, -0.5, -0.5))
    painter.restore()


def progress_bar(painter: QPainter, rect: QRectF, fraction: float, role: str = "accent") -> None:
    """Draw a round track filled from the left, straight where the fill ends."""
    painter.save()
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    radius = rect.height() / 2
    fill_round(painter, rect, "fill" if tokens.current().is_dark else "border", radius)
    if fraction > 0:
        painter.setClipPath(round_path(rect, radius))
        done = QRectF(rect.left(), rect.top(), rect.width() * fraction, rect.height())
        painter.fillRect(done, tokens.current().color(role))
    painter.restore()


def field(
    painter: QPainter,
    rect: QRectF,
    *,
    is_enabled: bool = True,
    has_focus: bool = False,
    has_error: bool = False,
    is_hovered: bool = False,
    is_record_form: bool = False,
    is_dashed: bool = False,
) -> None:
    """Draw the ground and edge of a text field in its state."""
    look = tokens.current()
    radius = 5 if is_record_form else 6
    ground = "well" if look.is_dark and not is_record_form else "surface"
    if not is_enabled:
        panel(painter, rect, "hover", "border", radius)
        return
    if has_error or has_focus:
        panel(painter, rect, ground, "danger" if has_error else "focus", radius, 2)
        return
    edge = "border" if is_record_form else "control"
    if is_hovered:
        edge = "border_strong" if is_record_form else "text"
    if is_dashed:
        fill_round(painter, rect, ground, radius)
        edge_round(painter, rect, edge, radius, dashed=True)
    else:
        panel(painter, rect, ground, edge, radius)


def button_face(
    painter: QPainter,
    rect: QRectF,
    kind: str,
    *,
    is_enabled: bool = True,
    is_hovered: bool = False,
    is_down: bool = False,
    radius: float = 6,
) -> None:
    """Draw the ground and edge of a button of a kind: primary, standard, quiet, destructive."""
    if not is_enabled:
        if kind != "quiet":
            edge_round(painter, rect, "border", radius)
    elif kind == "primary":
        fill_round(painter, rect, "accent_hover" if is_hovered or is_down else "accent", radius)
    elif kind == "quiet":
        if is_hovered or is_down:
            fill_round(painter, rect, "fill" if is_down else "hover", radius)
    else:
        ground = "fill" if is_down else "hover" if is_hovered else "surface"
        panel(painter, rect, ground, "border_strong", radius)


def tinted(painter: QPainter, rect: QRectF, icon: QIcon, colour: resources.Colour) -> None:
    """Draw a one-colour icon in another colour, so that a picture outlives its theme."""
    ratio = painter.device().devicePixelRatioF()
    side = round(rect.width())
    picture = icon.pixmap(QSize(side, side), ratio)
    inked = QPainter(picture)
    inked.setCompositionMode(QPainter.CompositionMode.CompositionMode_SourceIn)
    inked.fillRect(picture.rect(), resources.resolve(colour))
    inked.end()
    painter.drawPixmap(rect.topLeft(), picture)
