"""The quarter above the months: what is won, what may still come, the quota, and how sure that is."""

from __future__ import annotations

from dataclasses import dataclass

from PySide6.QtCore import QLineF, QPointF, QRectF, QSize, Qt
from PySide6.QtGui import QPainter, QPainterPath, QPaintEvent, QPen
from PySide6.QtWidgets import QSizePolicy, QWidget
from typing_extensions import override

from salesdesk.domain.money import Money
from ui import painting, theme, wording
from ui.models.forecast import Estimate
from ui.views.forecast.words import apart_text, chance_text, closing_label, outlook_lines, quarter_name
from ui.widgets.states import Panel

INSET = 19
TOP = 15
GROUP_GAP = 18
BAR = 16
RADIUS = 4
TICK_OVER = 9
KNOB = 4.5
LABEL_GAP = 14
# How far the scale goes on beyond the largest amount it shows.
ROOM = 1.1


@dataclass(frozen=True, slots=True)
class Words:
    """A label, and the figure it is about; either may be empty."""

    label: str
    figure: str = ""
    role: str = "muted"


class QuarterStrip(Panel):
    """The forecast of the present quarter; empty until the first estimate."""

    def __init__(self, parent: QWidget | None = None) -> None:
        """Start empty."""
        super().__init__(parent=parent)
        self.setObjectName("quarter_strip")
        self.setAccessibleName(self.tr("Forecast of the quarter"))
        self._estimate: Estimate | None = None
        self._fault = ""
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        theme.changed.connect(self.updateGeometry)

    def set_estimate(self, estimate: Estimate) -> None:
        """Show an estimate."""
        self._estimate, self._fault = estimate, ""
        lines = outlook_lines(estimate)
        self.setToolTip("\n".join(lines))
        self.setAccessibleDescription(" ".join(lines))
        self.update()

    def set_fault(self, sentence: str) -> None:
        """Say why there is no estimate."""
        self._estimate, self._fault = None, sentence
        self.setToolTip(sentence)
        self.setAccessibleDescription(sentence)
        self.update()

    def estimate(self) -> Estimate | None:
        """Return what is shown."""
        return self._estimate

    def groups(self) -> list[Words]:
        """Return what the first line says, from left to right."""
        if self._estimate is None:
            return [Words(self._fault, role="danger")] if self._fault else []
        outlook, found = self._estimate.outlook, self._estimate.forecast
        groups = [
            Words("", quarter_name(outlook.first)),
            Words(self.tr("Won"), _money(outlook.won.total)),
            Words(closing_label(outlook), _money(outlook.weighted.total)),
        ]
        if outlook.quota_minor is not None:
            groups.append(Words(chance_text(found.chance_of(outlook.quota_minor))))
        if outlook.is_filtered:
            groups.append(Words(self.tr("Only what the filters let through")))
        apart = apart_text(outlook)
        if apart:
            groups.append(Words(apart, role="warning"))
        return groups

    @override
    def sizeHint(self) -> QSize:
        """Return the height of the lines."""
        look = theme.current()
        return QSize(600, round(self._whisker_top()) + 9 + look.line("small") + 10)

    @override
    def minimumSizeHint(self) -> QSize:
        """Return the same height for any width."""
        return QSize(0, self.sizeHint().height())

    def _bar_top(self) -> float:
        look = theme.current()
        return TOP + look.line() + 10 + look.line("small") + 2

    def _whisker_top(self) -> float:
        return self._bar_top() + BAR + 15

    @override
    def paintEvent(self, event: QPaintEvent) -> None:
        """Paint the words, the bar, the quota, and the range of the simulation."""
        super().paintEvent(event)
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        self._paint_groups(painter)
        if self._estimate is not None:
            bar = QRectF(INSET, self._bar_top(), self.width() - 2 * INSET, BAR)
            scale = bar.width() / self._whole(self._estimate)
            self._paint_bar(painter, bar, scale, self._estimate)
            self._paint_quota(painter, bar, scale, self._estimate)
            self._paint_range(painter, bar, scale, self._estimate)
        painter.end()

    @staticmethod
    def _whole(estimate: Estimate) -> float:
        """Return the amount that the whole bar stands for."""
        outlook = estimate.outlook
        both = outlook.won.total.amount_minor + outlook.weighted.total.amount_minor
        return ROOM * max(1, both, outlook.quota_minor or 0, estimate.forecast.percentile(90))

    def _paint_groups(self, painter: QPainter) -> None:
        look = theme.current()
        line = QRectF(INSET, TOP, self.width() - 2 * INSET, look.line())
        bold, small, strong = (
            look.font("base", painting.DEMI_BOLD),
            look.font("small"),
            look.font("small", painting.DEMI_BOLD),
        )
        for place, words in enumerate(self.groups()):
            figure_font = strong if words.label else bold
            gap = 5 if words.label and words.figure else 0
            label_width = painting.text_width(words.label, small) + 1
            width = label_width + gap + painting.text_width(words.figure, figure_font) + 1
            if place and width > line.width() + 1:
                # What no longer fits is in the tooltip.
                break
            painting.draw_text(painter, line, words.label, words.role, small)
            rest = line.adjusted(label_width + gap if words.label else 0, 0, 0, 0)
            if words.figure and rest.width() > 0:
                painting.draw_text(painter, rest, words.figure, "text", figure_font)
            line.setLeft(line.left() + width + GROUP_GAP)

    def _paint_bar(self, painter: QPainter, bar: QRectF, scale: float, estimate: Estimate) -> None:
        look = theme.current()
        outline = QPainterPath()
        outline.addRoundedRect(bar, RADIUS, RADIUS)
        painter.save()
        painter.setClipPath(outline)
        painter.fillRect(bar, look.color("fill"))
        won = estimate.outlook.won.total.amount_minor * scale
        weighted = estimate.outlook.weighted.total.amount_minor * scale
        painter.fillRect(QRectF(bar.left() + won, bar.top(), weighted, BAR), look.color("chart_open"))
        painter.fillRect(QRectF(bar.left(), bar.top(), won, BAR), look.color("chart_won"))
        if won and weighted:
            painter.fillRect(QRectF(bar.left() + won - 0.75, bar.top(), 1.5, BAR), look.color("surface"))
        painter.restore()

    def _paint_quota(self, painter: QPainter, bar: QRectF, scale: float, estimate: Estimate) -> None:
        quota = estimate.outlook.quota_minor
        if quota is None:
            return
        look = theme.current()
        x = round(bar.left() + quota * scale)
        painter.fillRect(QRectF(x - 1, bar.top() - TICK_OVER, 2, BAR + 2 * TICK_OVER), look.color("text"))
        font = look.font("small", painting.DEMI_BOLD)
        text = self.tr("Quota {money}").format(money=_money(Money(quota, estimate.outlook.won.total.currency)))
        width = painting.text_width(text, font) + 1
        height = look.line("small")
        left = x + 8 if x + 8 + width <= bar.right() else x - 8 - width
        painting.draw_text(painter, QRectF(left, bar.top() - 2 - height, width, height), text, "text", font)

    def _paint_range(self, painter: QPainter, bar: QRectF, scale: float, estimate: Estimate) -> None:
        look = theme.current()
        y = round(self._whisker_top()) + 0.5
        amounts = [estimate.forecast.percentile(percent) for percent in (10, 50, 90)]
        places = [bar.left() + amount * scale for amount in amounts]
        painter.setPen(QPen(look.color("muted"), 1.25))
        painter.drawLine(QLineF(places[0], y, places[2], y))
        for x in (places[0], places[2]):
            painter.drawLine(QLineF(x, y - 4, x, y + 4))
        painter.setPen(QPen(look.color("text"), 1.5))
        painter.setBrush(look.color("surface"))
        painter.drawEllipse(QPointF(places[1], y), KNOB, KNOB)
        painter.setBrush(Qt.BrushStyle.NoBrush)
        currency = estimate.outlook.won.total.currency
        labels = [
            (f"P{percent}", _money(Money(amount, currency)))
            for percent, amount in zip((10, 50, 90), amounts, strict=True)
        ]
        label_font, figure_font = look.font("small"), look.font("small", painting.DEMI_BOLD)
        widths = [
            painting.text_width(label, label_font) + 4 + painting.text_width(figure, figure_font) + 1
            for label, figure in labels
        ]
        for left, (label, figure) in zip(spread(places, widths, bar.left(), bar.right()), labels, strict=True):
            room = QRectF(left, y + 8, bar.width(), look.line("small"))
            painting.draw_text(painter, room, label, "muted", label_font)
            room.setLeft(left + painting.text_width(label, label_font) + 4)
            painting.draw_text(painter, room, figure, "text", figure_font)


def spread(middles: list[float], widths: list[float], low: float, high: float) -> list[float]:
    """Return where labels begin so that each stands near its middle, none on another, and all within bounds."""
    lefts = [middle - width / 2 for middle, width in zip(middles, widths, strict=True)]
    lefts[0] = min(lefts[0], lefts[1] - LABEL_GAP - widths[0])
    lefts[0] = max(low, lefts[0])
    for at in range(1, len(lefts)):
        lefts[at] = max(lefts[at], lefts[at - 1] + widths[at - 1] + LABEL_GAP)
    end = high
    for at in reversed(range(len(lefts))):
        lefts[at] = min(lefts[at], end - widths[at])
        end = lefts[at] - LABEL_GAP
    return lefts


def _money(money: Money) -> str:
    return wording.money_text(money.amount_minor, money.currency, is_rounded=True)
