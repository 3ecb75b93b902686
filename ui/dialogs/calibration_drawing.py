"""The parts of the calibration chart, painted."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QCoreApplication, QRectF, Qt
from PySide6.QtGui import QPainter, QPen

from salesdesk.queries.calibration import ScoreBand
from ui import painting, theme, wording
from ui.dialogs.score_bands import band_text

BAR = 34.0
BAR_GAP = 6.0
STEPS = (0.1, 0.2, 0.4, 0.6, 0.8)
translate = QCoreApplication.translate


def shares(bands: Sequence[ScoreBand]) -> list[float]:
    """Return every share that is drawn."""
    found = (share for band in bands for share in (band.opportunity_share, band.won_share))
    return [share for share in found if share is not None]


def top_share(bands: Sequence[ScoreBand]) -> float:
    """Return what the upper edge stands for: the next step over the largest share."""
    largest = max(shares(bands), default=0.0)
    return next((step for step in STEPS if largest <= step), 1.0)


def paint_legend(painter: QPainter, left: float) -> None:
    """Say what the colours mean."""
    small = painting.font("small")
    names = (
        ("chart_open", translate("calibration", "Became opportunities")),
        ("chart_won", translate("calibration", "Were won")),
    )
    for role, words in names:
        painting.fill_round(painter, QRectF(left, 6, 10, 10), role, 2)
        width = painting.text_width(words, small) + 2
        painting.draw_text(painter, QRectF(left + 16, 0, width, 22), words, "muted", small)
        left += 16 + width + 20


def paint_lines(painter: QPainter, plot: QRectF, top: float) -> None:
    """Draw the lines of nothing, half and the top, with their shares."""
    look = theme.current()
    caption = look.font("caption", painting.MEDIUM)
    for part in range(3):
        y = round(plot.bottom() - plot.height() * part / 2)
        painter.fillRect(QRectF(plot.left(), y, plot.width(), 1), look.color("border"))
        words = wording.percent_text(round(100 * top * part / 2))
        painting.draw_text(painter, QRectF(0, y - 8, plot.left() - 6, 16), words, "subtle", caption, painting.RIGHT)


def paint_words(painter: QPainter, column: QRectF, bottom: float, band: ScoreBand) -> None:
    """Write the band and how many leads it has below its bars."""
    look = theme.current()
    line = look.line("small")
    name = QRectF(column.left(), bottom + 6, column.width(), line)
    medium = look.font("small", painting.MEDIUM)
    painting.draw_text(painter, name, band_text(band.low, band.high), "text", medium, painting.CENTER)
    one, many = translate("calibration", "1 lead"), translate("calibration", "{count} leads")
    count = one if band.lead_count == 1 else many.format(count=wording.number_text(band.lead_count))
    painting.draw_text(painter, name.translated(0, line), count, "muted", look.font("small"), painting.CENTER)


def paint_bars(painter: QPainter, column: QRectF, plot: QRectF, band: ScoreBand, top: float) -> None:
    """Draw the two bars of a band with their shares above them."""
    look = theme.current()
    line, medium = look.line("small"), look.font("small", painting.MEDIUM)
    width = min(BAR, (column.width() - 24 - BAR_GAP) / 2)
    left = column.center().x() - width - BAR_GAP / 2
    for role, share in (("chart_open", band.opportunity_share or 0.0), ("chart_won", band.won_share or 0.0)):
        height = max(2.0, plot.height() * share / top)
        bar = QRectF(left, plot.bottom() - height, width, height)
        painting.fill_round(painter, bar, role, min(3.0, height / 2))
        value = QRectF(left - 8, bar.top() - line - 1, width + 16, line)
        words = wording.percent_text(round(100 * share))
        painting.draw_text(painter, value, words, "text", medium, painting.CENTER)
        left += width + BAR_GAP


def paint_too_few(painter: QPainter, column: QRectF, bottom: float) -> None:
    """Say in place of the bars that there are too few leads."""
    look = theme.current()
    small, line = look.font("small"), look.line("small")
    room = QRectF(column.left() + 10, bottom - 3 * line - 18, column.width() - 20, 3 * line + 12)
    painter.setPen(QPen(look.color("border_strong"), 1, Qt.PenStyle.DashLine))
    painter.setBrush(Qt.BrushStyle.NoBrush)
    painter.drawRoundedRect(room, 4, 4)
    words = translate("calibration", "Too few to mean anything")
    lines = painting.fitting_lines(words, small, room.width() - 8, 3)
    top = room.center().y() - len(lines) * line / 2
    for place, text in enumerate(lines):
        rect = QRectF(room.left() + 4, top + place * line, room.width() - 8, line)
        painting.draw_text(painter, rect, text, "muted", small, painting.CENTER)
