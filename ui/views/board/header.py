"""The head of a column: its stage, how many cards it has, and what they add up to."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from PySide6.QtCore import QEvent, QRectF, QSize
from PySide6.QtGui import QHelpEvent, QPainter, QPaintEvent
from PySide6.QtWidgets import QSizePolicy, QToolTip, QWidget
from typing_extensions import override

from salesdesk.domain.rates import Rate
from salesdesk.queries.board import Stage, StageTotals, in_one_currency
from ui import painting, theme, wording
from ui.views.board.words import column_sentence, own_first

PADDING = 10
INSET = 21
TEXT_LEFT = 42
PIE = 14
GAP = 8


class ColumnHeader(QWidget):
    """Pie, name, count and sum; below, the chance and the weighted sum, and a line more for each further currency."""

    def __init__(self, stage: Stage, fraction: float, currency: str, parent: QWidget | None = None) -> None:
        """Head a stage; the fraction fills its pie, the currency is that of an empty column."""
        super().__init__(parent)
        self._stage = stage
        self._fraction = fraction
        self._currency = currency
        self._totals: Sequence[StageTotals] = ()
        self._preview: Sequence[StageTotals] | None = None
        self._whole: int | None = None
        self._rates: Mapping[str, Rate] | None = None
        self._lines = 2
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)

    def set_totals(self, totals: Sequence[StageTotals]) -> None:
        """Show what the cards add up to."""
        self._totals = totals
        self.update()

    def set_whole_count(self, count: int | None) -> None:
        """Show how many cards there are without the filter, None where there is none."""
        self._whole = count
        self.update()

    def set_rates(self, rates: Mapping[str, Rate] | None) -> None:
        """Add amounts up in the own currency as far as there are rates; None lets every currency stand apart."""
        self._rates = rates
        self.update()

    def set_preview(self, totals: Sequence[StageTotals] | None) -> None:
        """Show in blue what the totals would become, or no longer."""
        self._preview = totals
        self.update()

    def set_line_count(self, lines: int) -> bool:
        """Take the room of so many lines, so that all cards begin at one height; tell whether that is another."""
        if lines == self._lines:
            return False
        self._lines = lines
        return True

    def shown_totals(self) -> Sequence[StageTotals]:
        """Return what is shown: the totals, or their preview, converted where that is wanted."""
        found = self._converted(self._totals if self._preview is None else self._preview)
        return own_first(found, self._currency) or [StageTotals(self._stage.id, self._currency, 0, 0, 0)]

    def sentence(self, totals: Sequence[StageTotals]) -> str:
        """Return the column as it is read aloud."""
        return column_sentence(self._stage, self._converted(totals), self._whole)

    def _converted(self, totals: Sequence[StageTotals]) -> Sequence[StageTotals]:
        return totals if self._rates is None else in_one_currency(totals, self._currency, self._rates)

    def texts(self) -> list[str]:
        """Return what is written, line by line."""
        totals = self.shown_totals()
        first, *others = totals
        lines = [
            f"{self._stage.name} {self._count_text()}",
            wording.money_text(first.amount_minor, first.currency),
            wording.percent_text(self._stage.probability),
            self._weighted(first),
        ]
        return [*lines, *(self._further(total) for total in others)]

    def _count_text(self) -> str:
        count = wording.number_text(sum(total.count for total in self.shown_totals()))
        if self._whole is None:
            return count
        return self.tr("{count} of {whole}").format(count=count, whole=wording.number_text(self._whole))

    def _short_count(self) -> str:
        """Return the count for a narrow column, where the name of the stage needs the room."""
        count = wording.number_text(sum(total.count for total in self.shown_totals()))
        return count if self._whole is None else f"{count}/{wording.number_text(self._whole)}"

    def _weighted(self, total: StageTotals) -> str:
        money = wording.money_text(total.weighted_minor, total.currency, is_rounded=True)
        return self.tr("{money} weighted").format(money=money)

    def _further(self, total: StageTotals) -> str:
        money = wording.money_text(total.amount_minor, total.currency)
        return self.tr("{money}, {weighted}").format(money=money, weighted=self._weighted(total))

    @override
    def sizeHint(self) -> QSize:
        """Return the height of the lines."""
        look = theme.current()
        return QSize(200, 2 * PADDING + round(20 * look.type.unit) + (self._lines - 1) * look.line("small"))

    @override
    def minimumSizeHint(self) -> QSize:
        """Return the same height for any width."""
        return QSize(0, self.sizeHint().height())

    @override
    def paintEvent(self, event: QPaintEvent) -> None:
        """Paint the lines."""
        look = theme.current()
        painter = QPainter(self)
        _name, money, percent, weighted, *others = self.texts()
        count = self._count_text()
        is_preview = self._preview is not None
        strong = "accent_text" if is_preview else "text"
        quiet = "accent_text" if is_preview else "muted"
        line = QRectF(INSET, PADDING, self.width() - 2 * INSET, round(20 * look.type.unit))
        pie = QRectF(line.left(), round(line.center().y() - PIE / 2), PIE, PIE)
        painting.stage_pie(painter, pie, self._fraction, look.color(self._stage.hue))
        bold = look.font("base", painting.DEMI_BOLD)
        painting.draw_text(painter, line, money, strong, bold, painting.RIGHT)
        room = line.adjusted(TEXT_LEFT - INSET, 0, -painting.text_width(money, bold) - GAP, 0)
        count_width = painting.text_width(count, look.font())
        if painting.text_width(self._stage.name, bold) + 1 + GAP + count_width > room.width():
            count = self._short_count()
            count_width = painting.text_width(count, look.font())
        name_width = min(painting.text_width(self._stage.name, bold) + 1, room.width() - count_width - GAP)
        painting.draw_text(
            painter, QRectF(room.left(), room.top(), name_width, room.height()), self._stage.name, "text", bold
        )
        room.setLeft(room.left() + name_width + GAP - 1)
        painting.draw_text(painter, room, count, quiet, look.font())
        line.moveTop(line.bottom())
        line.setHeight(look.line("small"))
        medium = painting.MEDIUM if is_preview else painting.NORMAL
        beside = line.adjusted(TEXT_LEFT - INSET, 0, 0, 0)
        painting.draw_text(painter, beside, percent, "muted", look.font("small"))
        beside.setLeft(beside.left() + painting.text_width(percent, look.font("small")) + GAP)
        painting.draw_text(painter, beside, weighted, quiet, look.font("small", medium), painting.RIGHT)
        for text in others:
            line.moveTop(line.bottom())
            painting.draw_text(painter, line, text, quiet, look.font("small", medium), painting.RIGHT)
        painter.end()

    @override
    def event(self, event: QEvent) -> bool:
        """Say what is written in full, where the column is narrow."""
        if event.type() == QEvent.Type.ToolTip and isinstance(event, QHelpEvent):
            QToolTip.showText(event.globalPos(), "\n".join([*self.texts(), "", wording.explained("weighted")]), self)
            return True
        return super().event(event)
