"""Whether the score tells anything, drawn: by band of score, how many leads became opportunities and were won."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QEvent, QPoint, QRectF, QSize, Qt, Signal
from PySide6.QtGui import QFocusEvent, QHelpEvent, QKeyEvent, QMouseEvent, QPainter, QPaintEvent
from PySide6.QtWidgets import QSizePolicy, QToolTip, QWidget
from typing_extensions import override

from salesdesk.queries.calibration import ScoreBand
from ui import painting, theme, wording
from ui.dialogs import calibration_drawing as drawing
from ui.dialogs.score_bands import band_text
from ui.widgets.focus import shows_focus
from ui.widgets.toast import announce

LEFT = 38.0
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

    @override
    def sizeHint(self) -> QSize:
        """Return room for five bands."""
        return QSize(540, 320)

    def _plot(self) -> QRectF:
        look = theme.current()
        foot = 2 * look.line("small") + 12
        return QRectF(LEFT, TOP + LEGEND, self.width() - 46, self.height() - TOP - LEGEND - foot)

    def _column(self, place: int) -> QRectF:
        plot = self._plot()
        width = plot.width() / max(1, len(self._bands))
        return QRectF(plot.left() + place * width, TOP, width, self.height() - TOP - 2)

    @override
    def paintEvent(self, event: QPaintEvent) -> None:
        """Draw legend, lines, bars and the words below them."""
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        drawing.paint_legend(painter, LEFT)
        if self._bands:
            plot, top = self._plot(), drawing.top_share(self._bands)
            drawing.paint_lines(painter, plot, top)
            for place, band in enumerate(self._bands):
                column = self._column(place)
                if place == self._place:
                    painting.fill_round(painter, column.adjusted(2, 2, -2, 0), "selection", 6)
                    if self._has_ring and self.hasFocus():
                        painting.focus_ring_inset(painter, column.adjusted(2, 2, -2, 0), 6)
                drawing.paint_words(painter, column, plot.bottom(), band)
                if band.is_enough:
                    drawing.paint_bars(painter, column, plot, band, top)
                else:
                    drawing.paint_too_few(painter, column, plot.bottom())
        painter.end()

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
