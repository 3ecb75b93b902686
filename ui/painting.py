"""Pure paint functions shared by delegates and widgets."""

from __future__ import annotations

from collections.abc import Sequence
from functools import cache
from math import erf, sqrt

from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import (
    QColor,
    QFont,
    QFontMetricsF,
    QPainter,
    QPainterPath,
    QPen,
    QPixmap,
    QTextLayout,
    QTextOption,
)

from ui import resources, tokens

NORMAL = QFont.Weight.Normal
MEDIUM = QFont.Weight.Medium
DEMI_BOLD = QFont.Weight.DemiBold
LEFT = Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter
TOP_LEFT = Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignTop
RIGHT = Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter
CENTER = Qt.AlignmentFlag.AlignCenter

PIE_SIZE = 14.0
PIP_SIZE = 16.0
PIP_STEP = 19.0
TAG_HEIGHT = 18.0
KEY_CAP_HEIGHT = 18.0
LIFECYCLE_FRACTIONS = {"new": 0.0, "working": 0.25, "mql": 0.5, "sql": 0.75, "opportunity": 1.0}
LIFECYCLE_ROLES = {
    "new": "subtle",
    "working": "st_qualification",
    "mql": "st_discovery",
    "sql": "st_proposal",
    "opportunity": "success",
}
KEY_SIGNS = {"Left": "←", "Right": "→", "Up": "↑", "Down": "↓", "Return": "Enter", "Escape": "Esc"}
TAG_ROLES = {
    "neutral": ("fill", "muted"),
    "suggested": ("accent_subtle", "accent_text"),
    "confirmed": ("success_subtle", "success"),
    "warning": ("warning_subtle", "warning"),
    "failed": ("danger_subtle", "danger"),
}
PROGRESS_ROLES = {
    "confirmed": "success_fill",
    "failed": "danger_fill",
    "stalled": "warning_fill",
    "unknown": "fill",
}


def font(style: str = "base", weight: QFont.Weight = QFont.Weight.Normal) -> QFont:
    """Return the shared font of a text style in the theme in force."""
    return tokens.current().font(style, weight)


def text_width(text: str, font: QFont) -> float:
    """Return how far a text reaches on one line."""
    return QFontMetricsF(font).horizontalAdvance(text)


def draw_text(
    painter: QPainter,
    rect: QRectF,
    text: str,
    colour: resources.Colour = "text",
    text_font: QFont | None = None,
    alignment: Qt.AlignmentFlag = LEFT,
    elide: Qt.TextElideMode = Qt.TextElideMode.ElideRight,
) -> bool:
    """Draw one line, elided where it does not fit, and tell whether all of it shows."""
    used = text_font or font()
    painter.setFont(used)
    painter.setPen(resources.resolve(colour))
    shown = QFontMetricsF(used).elidedText(text, elide, rect.width() + 0.5)
    painter.drawText(rect, _on_one_line(alignment), shown)
    return shown == text


@cache
def _on_one_line(alignment: Qt.AlignmentFlag) -> int:
    # Put together once: flags of Qt take longer than the text.
    return int(alignment | Qt.TextFlag.TextSingleLine)


def draw_paragraph(
    painter: QPainter,
    rect: QRectF,
    text: str,
    colour: resources.Colour,
    text_font: QFont,
    line_height: int,
    alignment: Qt.AlignmentFlag = LEFT,
) -> None:
    """Draw text wrapped to the width, on lines of the height."""
    layout = _laid_out(text, text_font, rect.width(), line_height, alignment)
    painter.setPen(resources.resolve(colour))
    layout.draw(painter, rect.topLeft())


def paragraph_height(text: str, text_font: QFont, width: float, line_height: int) -> float:
    """Return the height that `draw_paragraph` takes."""
    return float(_laid_out(text, text_font, width, line_height).lineCount() * line_height)


def fitting_lines(text: str, text_font: QFont, width: float, count: int) -> list[str]:
    """Return the text wrapped to so many lines; the last one ends in … where more would follow."""
    layout = _laid_out(text, text_font, width, 1)
    spans = [(layout.lineAt(at).textStart(), layout.lineAt(at).textLength()) for at in range(layout.lineCount())]
    whole = layout.text()
    lines = [whole[start : start + length].strip("\u2028 ") for start, length in spans[:count]]
    if len(spans) > count > 0:
        rest = whole[spans[count - 1][0] :].replace("\u2028", " ")
        lines[-1] = QFontMetricsF(text_font).elidedText(rest, Qt.TextElideMode.ElideRight, width)
    return lines


def _laid_out(
    text: str, text_font: QFont, width: float, line_height: int, alignment: Qt.AlignmentFlag = LEFT
) -> QTextLayout:
    # A line break of the text is one of the paragraph, not the end of it.
    layout = QTextLayout(text.replace("\n", "\u2028"), text_font)
    option = QTextOption()
    option.setAlignment(alignment & Qt.AlignmentFlag.AlignHorizontal_Mask)
    option.setWrapMode(QTextOption.WrapMode.WordWrap)
    layout.setTextOption(option)
    layout.beginLayout()
    top = 0.0
    while (line := layout.createLine()).isValid():
        line.setLineWidth(width)
        line.setPosition(QPointF(0, top + (line_height - line.height()) / 2))
        top += line_height
    layout.endLayout()
    return layout


def stage_pie(painter: QPainter, rect: QRectF, fraction: float, colour: QColor, won: bool = False) -> None:
    """Draw a progress pie clockwise from 12 o’clock, or a solid disc with a check when won."""
    painter.save()
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    k = rect.width() / PIE_SIZE
    if won:
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(colour)
        painter.drawEllipse(rect.adjusted(0.35 * k, 0.35 * k, -0.35 * k, -0.35 * k))
        mark = tokens.current().color("surface")
        painter.setPen(round_pen(mark, 1.6 * k))
        x, y = rect.left(), rect.top()
        points = [(4.2, 7.2), (6.2, 9.2), (9.9, 5.2)]
        painter.drawPolyline([QPointF(x + a * k, y + b * k) for a, b in points])
    else:
        painter.setPen(QPen(colour, 1.5 * k))
        painter.setBrush(Qt.BrushStyle.NoBrush)
        painter.drawEllipse(rect.adjusted(1.1 * k, 1.1 * k, -1.1 * k, -1.1 * k))
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(colour)
        inner = rect.adjusted(3.4 * k, 3.4 * k, -3.4 * k, -3.4 * k)
        painter.drawPie(inner, 90 * 16, -int(fraction * 360 * 16))
    painter.restore()


def lifecycle_pie(painter: QPainter, rect: QRectF, step: str) -> None:
    """Draw the pie of a lifecycle step: new, working, mql, sql or opportunity."""
    colour = tokens.current().color(LIFECYCLE_ROLES.get(step, "subtle"))
    fraction = LIFECYCLE_FRACTIONS.get(step, 0.0)
    stage_pie(painter, rect, fraction, colour, won=fraction >= 1.0)


def bant_pip(painter: QPainter, rect: QRectF, letter: str, state: str) -> None:
    """Draw the letter of a dimension as confirmed, unknown or failed."""
    look = tokens.current()
    painter.save()
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    filled = {"confirmed": ("pip", "pip_text"), "failed": ("danger", "surface")}.get(state)
    if filled:
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(look.color(filled[0]))
        painter.drawRoundedRect(rect, 4, 4)
        ink = filled[1]
    else:
        pen = QPen(look.color("border_strong"), 1)
        pen.setDashPattern([3, 2])
        painter.setPen(pen)
        painter.setBrush(Qt.BrushStyle.NoBrush)
        painter.drawRoundedRect(rect.adjusted(0.5, 0.5, -0.5, -0.5), 3.5, 3.5)
        ink = "subtle"
    style = "micro" if rect.width() < 18 else "caption"
    painter.setFont(look.font(style, DEMI_BOLD))
    painter.setPen(look.color(ink))
    painter.drawText(rect, CENTER, letter)
    painter.restore()


def bant_pips(painter: QPainter, right: float, top: float, states: Sequence[tuple[str, str]]) -> float:
    """Draw (letter, state) pips that end at the right edge and return where they begin."""
    left = right - (PIP_STEP * len(states) - (PIP_STEP - PIP_SIZE))
    for index, (letter, state) in enumerate(states):
        bant_pip(
            painter,
            QRectF(left + index * PIP_STEP, top, PIP_SIZE, PIP_SIZE),
            letter,
            state,
        )
    return left


def bant_progress(painter: QPainter, rect: QRectF, states: Sequence[str], gap: float = 3) -> None:
    """Draw one rounded segment per dimension in the colour of its state."""
    width = (rect.width() - gap * (len(states) - 1)) / max(1, len(states))
    for index, state in enumerate(states):
        segment = QRectF(rect.left() + index * (width + gap), rect.top(), width, rect.height())
        fill_round(painter, segment, PROGRESS_ROLES.get(state, "fill"), rect.height() / 2)


def tag_height() -> float:
    """Return the height of a tag, grown with the font."""
    return max(TAG_HEIGHT, 2 + tokens.current().line("caption"))


def key_cap_height() -> float:
    """Return the height of a key cap, grown with the font."""
    return max(KEY_CAP_HEIGHT, 2 + tokens.current().line("caption"))


def tag_width(text: str, has_icon: bool = False) -> float:
    """Return the width of a tag."""
    return text_width(text, font("caption", MEDIUM)) + 10 + (15 if has_icon else 0)


def tag(
    painter: QPainter,
    left: float,
    top: float,
    text: str,
    kind: str = "neutral",
    icon: str = "",
    height: float = 0,
) -> QRectF:
    """Draw a tag of a kind of `TAG_ROLES` and return the room it took."""
    ground, ink = TAG_ROLES[kind]
    rect = QRectF(left, top, tag_width(text, bool(icon)), height or tag_height())
    fill_round(painter, rect, ground, 4)
    inner = rect.adjusted(5, 0, -5, 0)
    if icon:
        resources.paint_icon(painter, QRectF(inner.left(), rect.center().y() - 5.5, 11, 11), icon, ink)
        inner.adjust(15, 0, 0, 0)
    draw_text(painter, inner, text, ink, font("caption", MEDIUM))
    return rect


def key_words(keys: str) -> str:
    """Return a key combination with arrows as signs, and Enter for Return."""
    *before, last = keys.rsplit("+", 1)
    return "+".join([*before, KEY_SIGNS.get(last, last)])


def key_cap_width(text: str) -> float:
    """Return the width of a key cap, at least as wide as it is high."""
    return max(key_cap_height(), _key_text_width(text) + 10)


def _key_text_width(text: str) -> float:
    label, has_return = _split_return(text)
    width = text_width(label, font("caption", MEDIUM))
    return width + (11 if has_return else 0)


def _split_return(text: str) -> tuple[str, bool]:
    for name in ("Return", "Enter"):
        if text == name or text.endswith("+" + name):
            return text[: -len(name)], True
    return key_words(text), False


def key_cap(
    painter: QPainter,
    rect: QRectF,
    text: str,
    ink: resources.Colour = "muted",
    edge: resources.Colour = "border_strong",
) -> None:
    """Draw a key cap; a trailing Return key is drawn as its arrow."""
    painter.save()
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    painter.setPen(QPen(resources.resolve(edge), 1))
    painter.setBrush(Qt.BrushStyle.NoBrush)
    painter.drawRoundedRect(rect.adjusted(0.5, 0.5, -0.5, -0.5), 3.5, 3.5)
    label, has_return = _split_return(text)
    left = rect.left() + (rect.width() - _key_text_width(text)) / 2
    draw_text(
        painter,
        QRectF(left, rect.top(), rect.width(), rect.height()),
        label,
        ink,
        font("caption", MEDIUM),
        elide=Qt.TextElideMode.ElideNone,
    )
    if has_return:
        after = left + text_width(label, font("caption", MEDIUM))
        box = QRectF(after, rect.center().y() - 5.5, 11, 11)
        resources.paint_icon(painter, box, "corner-down-left", ink)
    painter.restore()


def fill_round(painter: QPainter, rect: QRectF, colour: resources.Colour, radius: float) -> None:
    """Fill a rounded rectangle without an edge."""
    painter.save()
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    painter.setPen(Qt.PenStyle.NoPen)
    painter.setBrush(resources.resolve(colour))
    painter.drawRoundedRect(rect, radius, radius)
    painter.restore()


def edge_round(
    painter: QPainter,
    rect: QRectF,
    colour: resources.Colour,
    radius: float,
    width: float = 1,
    dashed: bool = False,
) -> None:
    """Draw the edge of a rounded rectangle, wholly inside it."""
    painter.save()
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    pen = QPen(resources.resolve(colour), width)
    if dashed:
        pen.setDashPattern([3, 2])
    painter.setPen(pen)
    painter.setBrush(Qt.BrushStyle.NoBrush)
    half = width / 2
    painter.drawRoundedRect(rect.adjusted(half, half, -half, -half), radius - half, radius - half)
    painter.restore()


def panel(
    painter: QPainter,
    rect: QRectF,
    fill: resources.Colour = "surface",
    edge: resources.Colour = "border",
    radius: float = 8,
    edge_width: float = 1,
) -> None:
    """Draw a card or panel: a filled round rectangle with a hairline inside its bounds."""
    painter.save()
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    half = edge_width / 2
    painter.setPen(QPen(resources.resolve(edge), edge_width))
    painter.setBrush(resources.resolve(fill))
    painter.drawRoundedRect(rect.adjusted(half, half, -half, -half), radius - half, radius - half)
    painter.restore()


def lower_edge(painter: QPainter, rect: QRectF, radius: float = 8) -> None:
    """Darken the lower edge of a card in light, where it stands in for a shadow."""
    look = tokens.current()
    if look.is_dark:
        return
    painter.save()
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    painter.setPen(QPen(look.color("border_strong"), 1))
    y = rect.bottom() - 0.5
    painter.drawLine(QPointF(rect.left() + radius - 1, y), QPointF(rect.right() - radius + 1, y))
    painter.restore()


def focus_ring(painter: QPainter, rect: QRectF, radius: float) -> None:
    """Draw the ring around a free-standing thing: 2 px, with a gap of 2 px outside it."""
    edge_round(painter, rect.adjusted(-4, -4, 4, 4), "focus", radius + 4, 2)


def focus_ring_inset(painter: QPainter, rect: QRectF, radius: float = 6) -> None:
    """Draw the ring of a row or nav item, inside it."""
    edge_round(painter, rect, "focus", radius, 2)


_shadows: dict[tuple[int, int, float, float, float, int, float], QPixmap] = {}


def shadow(painter: QPainter, rect: QRectF, radius: float = 8, drop: float = 6, blur: float = 20) -> None:
    """Draw the soft shadow of a floating thing around and below its rectangle."""
    colour = tokens.current().color("shadow")
    ratio = painter.device().devicePixelRatioF()
    width, height = round(rect.width()), round(rect.height())
    key = (width, height, radius, drop, blur, colour.rgba(), ratio)
    found = _shadows.get(key)
    if found is None:
        if len(_shadows) > 32:
            _shadows.clear()
        found = _shadows[key] = _soft_rect(width, height, radius, blur, colour, ratio)
    painter.drawPixmap(QPointF(rect.left() - blur, rect.top() - blur + drop), found)


def drag_shadow(painter: QPainter, rect: QRectF, radius: float = 8) -> None:
    """Draw the two shadows of a card in the hand."""
    shadow(painter, rect, radius, drop=10, blur=28)
    shadow(painter, rect, radius, drop=2, blur=6)


def _soft_rect(width: int, height: int, radius: float, blur: float, colour: QColor, ratio: float) -> QPixmap:
    """Return a rounded rectangle whose edge fades like a Gaussian of half the blur."""
    made = QPixmap(
        round((width + 2 * blur) * ratio),
        round((height + 2 * blur) * ratio),
    )
    made.setDevicePixelRatio(ratio)
    made.fill(Qt.GlobalColor.transparent)
    painter = QPainter(made)
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    painter.setPen(Qt.PenStyle.NoPen)
    body = QRectF(blur, blur, width, height)
    sigma = blur / 2
    reached = 0.0
    layers = max(8, round(2 * blur))
    for index in range(layers):
        out = blur - (index + 0.5) * 2 * blur / layers
        wanted = colour.alphaF() * (1 - erf(out / (sigma * sqrt(2)))) / 2
        layer = (wanted - reached) / (1 - reached)
        reached = wanted
        ink = QColor(colour)
        ink.setAlphaF(max(0.0, layer))
        painter.setBrush(ink)
        corner = max(1.0, radius + out + sigma * 0.6)
        painter.drawRoundedRect(body.adjusted(-out, -out, out, out), corner, corner)
    painter.end()
    return made


def round_pen(colour: QColor, width: float) -> QPen:
    """Return a pen with round caps and joins."""
    return QPen(
        colour,
        width,
        Qt.PenStyle.SolidLine,
        Qt.PenCapStyle.RoundCap,
        Qt.PenJoinStyle.RoundJoin,
    )


def round_path(rect: QRectF, radius: float) -> QPainterPath:
    """Return the outline of a rounded rectangle, to clip with."""
    outline = QPainterPath()
    outline.addRoundedRect(rect, radius, radius)
    return outline
