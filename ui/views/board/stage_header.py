"""The head of a stage: what its cards add up to, and below, what stands out among them."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QSize, Signal
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QWidget
from typing_extensions import override

from salesdesk.queries.board import Stage, StageSignals, StageTotals
from ui import theme
from ui.views.board.header import GAP, INSET, PADDING, ColumnHeader
from ui.views.board.signal_row import ActivityBar, RottingChip, signals_text

ABOVE = 4
LIFT = 2


class StageHeader(ColumnHeader):
    """The lines of a column, then the bar of next steps and the chip of rotting cards.

    Signals: `signal_chosen` with what was clicked: a state of next steps, or “rotting”.
    """

    signal_chosen = Signal(str)

    def __init__(self, stage: Stage, fraction: float, currency: str, parent: QWidget | None = None) -> None:
        """Head a stage; nothing stands out until `set_signals`."""
        super().__init__(stage, fraction, currency, parent)
        self._signals = StageSignals(stage.id, 0, 0, 0, 0, 0)
        self.activity_bar = ActivityBar(self)
        self.activity_bar.chosen.connect(self.signal_chosen)
        self.rotting_chip = RottingChip(self)
        self.rotting_chip.clicked.connect(lambda: self.signal_chosen.emit("rotting"))

    def set_signals(self, signals: StageSignals) -> None:
        """Show what stands out."""
        self._signals = signals
        self.activity_bar.set_counts(signals)
        self.rotting_chip.set_count(signals.rotting)
        self._lay_out()

    @override
    def sentence(self, totals: Sequence[StageTotals]) -> str:
        """Return the column as it is read aloud, with what stands out."""
        said = signals_text(self._signals)
        return ", ".join(part for part in (super().sentence(totals), said) if part)

    @override
    def sizeHint(self) -> QSize:
        """Return the height of the lines and of the row below them."""
        hint = super().sizeHint()
        return QSize(hint.width(), hint.height() + self._row_height() + ABOVE - LIFT)

    def _row_height(self) -> int:
        return theme.current().line("caption")

    def _lay_out(self) -> None:
        height = self._row_height()
        top = self.height() - PADDING + LIFT - height
        right = self.width() - INSET
        if not self.rotting_chip.isHidden():
            width = self.rotting_chip.sizeHint().width()
            self.rotting_chip.setGeometry(right - width, top, width, height)
            right -= width + GAP
        self.activity_bar.setGeometry(INSET, top, max(0, right - INSET), height)

    @override
    def resizeEvent(self, event: QResizeEvent) -> None:
        """Put bar and chip in their places."""
        super().resizeEvent(event)
        self._lay_out()
