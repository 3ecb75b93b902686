"""Whether the score tells anything, drawn: by band of score, how many leads became opportunities and were won."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QEvent, QPoint, QRectF, QSize, Qt, Signal
from PySide6.QtGui import QFocusEvent, QHelpEvent, QKeyEvent, QMouseEvent, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QSizePolicy, QToolTip, QWidget
from typing_extensions import override

from salesdesk.queries.calibration import ScoreBand
from ui import painting, theme, wording
from ui.dialogs.score_editor.effect_panel import band_text
from ui.widgets.focus import shows_focus
from ui.widgets.toast import announce

BAR = 34.0
BAR_GAP = 6.0
TOP = 26.0
LEGEND = 28.0


class CalibrationChart(QWidget):
    """Two bars a band; Left and Right go from band to band, a click chooses one.

    Signals: band_chosen: int. Where the chosen band begins.
    """

    band_chosen = Signal(int)

    def __init__(self, parent: QWidget | None = None) -> None:
        """Start without figures."""
        super().__init__(parent)
        self.setObjectName("calibration_chart")
        self.setAccessibleName(self.tr("Opportunities and won leads by score"))
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Expanding)
        self._bands: Sequence[ScoreBand] = ()
        self._place = 0
        self._has_ring = False

    def show_bands(self, bands: Sequence[ScoreBand]) -> None:
        """Show other figures; the chosen band stays chosen."""
        self._bands = bands
        self.setAccessibleDescription(" ".join(self.sentence(band) for band in bands))
        self.update()

    def band(self) -> ScoreBand:
        """Return the chosen band."""
        return self._bands[self._place]

    def choose(self, low: int) -> None:
        """Choose the band that begins at a score, without telling."""
        self._place = next((place for place, band in enumerate(self._bands) if band.low == low), self._place)
        self.update()

    def sentence(self, band: ScoreBand) -> str:
        """Return a band as it is read aloud."""
        words = self.tr("Score {band}: {leads} leads, {opportunities} became opportunities, {won} were won.")
        said = words.format(
            band=band_text(band.low, band.high),
            leads=wording.number_text(band.lead_count),
            opportunities=wording.number_text(band.opportunity_count),
            won=wording.number_text(band.won_count),
        )
        return said if band.is_enough else self.tr("{sentence} Too few to mean anything.").format(sentence=said)

    def shares(self) -> list[float]:
        """Return every share that is drawn."""
        found = (share for band in self._bands for share in (band.opportunity_share, band.won_share))
        return [share for share in found if share is not None]

    def _top_share(self) -> float:
        """Return what the upper edge stands for: the next step over the largest share."""
        largest = max(self.shares(), default=0.0)
        return next((step for step in (0.1, 0.2, 0.4, 0.6, 0.8) if largest <= step), 1.0)

    @override
    def sizeHint(self) -> QSize:
        """Return room for five bands."""
        return QSize(540, 320)

    def _plot(self) -> QRectF:
        look = theme.current()
        foot = 2 * look.line("small") + 12
        return QRectF(38, TOP + LEGEND, self.width() - 46, self.height() - TOP - LEGEND - foot)

    def _column(self, place: int) -> QRectF:
        plot = self._plot()
        width = plot.width() / max(1, len(self._bands))
        return QRectF(plot.left() + place * width, TOP, width, self.height() - TOP - 2)

    @override
    def paintEvent(self, event: QPaintEvent) -> None:
        """Draw legend, lines, bars and the words below them."""
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        self._paint_legend(painter)
        if self._bands:
            self._paint_lines(painter)
            for place in range(len(self._bands)):
                self._paint_band(painter, place)
        painter.end()

    def _paint_legend(self, painter: QPainter) -> None:
        small = painting.font("small")
        left = 38.0
        for role, words in (("chart_open", self.tr("Became opportunities")), ("chart_won", self.tr("Were won"))):
            painting.fill_round(painter, QRectF(left, 6, 10, 10), role, 2)
            width = painting.text_width(words, small) + 2
            painting.draw_text(painter, QRectF(left + 16, 0, width, 22), words, "muted", small)
            left += 16 + width + 20

    def _paint_lines(self, painter: QPainter) -> None:
        look, plot, top = theme.current(), self._plot(), self._top_share()
        caption = look.font("caption", painting.MEDIUM)
        for part in range(3):
            y = round(plot.bottom() - plot.height() * part / 2)
            painter.fillRect(QRectF(plot.left(), y, plot.width(), 1), look.color("border"))
            words = wording.percent_text(round(100 * top * part / 2))
            painting.draw_text(painter, QRectF(0, y - 8, 32, 16), words, "subtle", caption, painting.RIGHT)

    def _paint_band(self, painter: QPainter, place: int) -> None:
        look, plot, band = theme.current(), self._plot(), self._bands[place]
        column = self._column(place)
        if place == self._place:
            painting.fill_round(painter, column.adjusted(2, 2, -2, 0), "selection", 6)
            if self._has_ring and self.hasFocus():
                painting.focus_ring_inset(painter, column.adjusted(2, 2, -2, 0), 6)
        small = look.font("small")
        quiet = "muted"
        line = look.line("small")
        name = QRectF(column.left(), plot.bottom() + 6, column.width(), line)
        painting.draw_text(
            painter, name, band_text(band.low, band.high), "text", look.font("small", painting.MEDIUM), painting.CENTER
        )
        one, many = self.tr("1 lead"), self.tr("{count} leads")
        count = one if band.lead_count == 1 else many.format(count=wording.number_text(band.lead_count))
        painting.draw_text(painter, name.translated(0, line), count, quiet, small, painting.CENTER)
        if not band.is_enough:
            self._paint_too_few(painter, column)
            return
        bars = (("chart_open", band.opportunity_share), ("chart_won", band.won_share))
        width = min(BAR, (column.width() - 24 - BAR_GAP) / 2)
        left = column.center().x() - width - BAR_GAP / 2
        for role, share in bars:
            height = plot.height() * (share or 0.0) / self._top_share()
            bar = QRectF(left, plot.bottom() - max(2.0, height), width, max(2.0, height))
            painting.fill_round(painter, bar, role, min(3.0, bar.height() / 2))
            value = QRectF(left - 8, bar.top() - line - 1, width + 16, line)
            words = wording.percent_text(round(100 * (share or 0.0)))
            painting.draw_text(painter, value, words, "text", look.font("small", painting.MEDIUM), painting.CENTER)
            left += width + BAR_GAP

    def _paint_too_few(self, painter: QPainter, column: QRectF) -> None:
        look, plot = theme.current(), self._plot()
        small, line = look.font("small"), look.line("small")
        room = QRectF(column.left() + 10, plot.bottom() - 3 * line - 18, column.width() - 20, 3 * line + 12)
        pen = QPen(look.color("border_strong"), 1, Qt.PenStyle.DashLine)
        painter.setPen(pen)
        painter.setBrush(Qt.BrushStyle.NoBrush)
        painter.drawRoundedRect(room, 4, 4)
        words = self.tr("Too few to mean anything")
        lines = painting.fitting_lines(words, small, room.width() - 8, 3)
        top = room.center().y() - len(lines) * line / 2
        for place, text in enumerate(lines):
            rect = QRectF(room.left() + 4, top + place * line, room.width() - 8, line)
            painting.draw_text(painter, rect, text, "muted", small, painting.CENTER)

    def _go(self, place: int) -> None:
        place = max(0, min(len(self._bands) - 1, place))
        if place != self._place and self._bands:
            self._place = place
            self.update()
            announce(self, self.sentence(self.band()))
            self.band_chosen.emit(self.band().low)

    def _place_at(self, at: QPoint) -> int | None:
        places = range(len(self._bands))
        return next((place for place in places if self._column(place).contains(at.toPointF())), None)

    @override
    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Go from band to band."""
        wanted = {
            Qt.Key.Key_Left.value: self._place - 1,
            Qt.Key.Key_Right.value: self._place + 1,
            Qt.Key.Key_Home.value: 0,
            Qt.Key.Key_End.value: len(self._bands) - 1,
        }.get(event.key())
        if wanted is None:
            super().keyPressEvent(event)
        else:
            self._has_ring = True
            self._go(wanted)

    @override
    def mousePressEvent(self, event: QMouseEvent) -> None:
        """Choose the band under the pointer."""
        self._has_ring = False
        place = self._place_at(event.position().toPoint())
        if place is not None:
            self._go(place)

    @override
    def event(self, event: QEvent) -> bool:
        """Say the numbers of the band under the pointer."""
        if event.type() == QEvent.Type.ToolTip and isinstance(event, QHelpEvent):
            place = self._place_at(event.pos())
            QToolTip.showText(event.globalPos(), "" if place is None else self.sentence(self._bands[place]), self)
            return True
        return super().event(event)

    @override
    def focusInEvent(self, event: QFocusEvent) -> None:
        """Show the ring for keyboard focus."""
        self._has_ring = shows_focus(event, self._has_ring)
        super().focusInEvent(event)
        self.update()

    @override
    def focusOutEvent(self, event: QFocusEvent) -> None:
        """Hide the ring."""
        super().focusOutEvent(event)
        self.update()
