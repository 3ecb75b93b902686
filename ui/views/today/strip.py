"""The strip above Today: quota, coverage, first replies, and the end of the quarter."""

from __future__ import annotations

from dataclasses import dataclass

from PySide6.QtCore import QRectF, QSize
from PySide6.QtGui import QPainter, QPainterPath, QPaintEvent
from PySide6.QtWidgets import QSizePolicy, QWidget
from typing_extensions import override

from salesdesk.queries.today import COVERAGE_NEEDED, Standing
from ui import painting, theme, wording
from ui.widgets.states import Panel

HEIGHT = 76
SIDE = 16
BAR = 9
TOP = 10
# Coverage, first replies, end of the quarter; the quota takes the rest.
WIDTHS = (172, 172, 138)
NARROW = 880


@dataclass(frozen=True, slots=True)
class Cell:
    """One figure: what it is, how much, what that is measured against, and a line below."""

    label: str
    figure: str
    beside: str = ""
    below: str = ""
    role: str = "muted"


class QuotaStrip(Panel):
    """How the quarter stands; its last numbers stay until there are new ones."""

    def __init__(self, parent: QWidget | None = None) -> None:
        """Start empty."""
        super().__init__(parent=parent)
        self.setObjectName("quota_strip")
        self.setAccessibleName(self.tr("The quarter"))
        self._standing: Standing | None = None
        self._fault = ""
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        theme.changed.connect(self.updateGeometry)

    def set_standing(self, standing: Standing) -> None:
        """Show how the quarter stands."""
        self._standing, self._fault = standing, ""
        spoken = [*self.quota_lines(), *(self._spoken(cell) for cell in self.cells())]
        self.setAccessibleDescription(". ".join(spoken))
        self.setToolTip("\n".join(spoken))
        self.update()

    def set_fault(self, sentence: str) -> None:
        """Say why there are no new numbers, where there are no old ones."""
        self._fault = sentence
        self.update()

    def quota_lines(self) -> list[str]:
        """Return quota, outlook, won and weighted, each as it is shown."""
        found = self._standing
        if found is None:
            return []
        quarter = self.tr("Q{number}").format(number=(found.first.month - 1) // 3 + 1)
        day = wording.date_text(found.last, found.today)
        won = self.tr("Won {money}").format(money=self._money(found.won.amount_minor))
        weighted = self.tr("Weighted, closing by {day} {money}").format(
            day=day, money=self._money(found.weighted.amount_minor)
        )
        if found.quota_minor is None:
            return [self.tr("{quarter}, no quota set").format(quarter=quarter), self._apart(), won, weighted]
        heading = self.tr("{quarter} quota {money}").format(quarter=quarter, money=self._money(found.quota_minor))
        return [heading, self._outlook(found, found.quota_minor), won, weighted]

    def _outlook(self, found: Standing, quota: int) -> str:
        if found.apart:
            return self._apart()
        gap = quota - found.won.amount_minor - found.weighted.amount_minor
        if found.won.amount_minor >= quota:
            return self.tr("Quota met")
        if gap > 0:
            return self.tr("{money} short of quota if the forecast holds").format(money=self._money(gap))
        return self.tr("{money} over quota if the forecast holds").format(money=self._money(-gap))

    def _apart(self) -> str:
        found = self._standing
        if found is None or not found.apart:
            return ""
        sums = wording.listed_money([(one.amount_minor, one.currency) for one in found.apart], is_rounded=True)
        return self.tr("{sums} has no rate and stands apart").format(sums=sums)

    def cells(self) -> list[Cell]:
        """Return the three figures beside the quota."""
        found = self._standing
        if found is None:
            return []
        needed = self.tr("of {times}.0× needed").format(times=COVERAGE_NEEDED)
        if found.quota_minor is None:
            coverage = Cell(self.tr("Coverage"), wording.NOT_APPLICABLE, "", self.tr("Needs a quota"))
        elif not found.missing_minor:
            coverage = Cell(self.tr("Coverage"), wording.NOT_APPLICABLE, "", self.tr("Quota met"), "success")
        else:
            tenths = found.coverage_tenths or 0
            times = self.tr("{times}×").format(times=wording.locale().toString(tenths / 10, "f", 1))
            short = self.tr("Short {money}").format(money=self._money(found.short_minor))
            enough = self.tr("Enough in the pipeline")
            is_short = found.short_minor > 0
            coverage = Cell(
                self.tr("Coverage"), times, needed, short if is_short else enough, "warning" if is_short else "muted"
            )
        return [coverage, self._replies(found), self._end(found)]

    def _replies(self, found: Standing) -> Cell:
        label, replies = self.tr("First replies this week"), found.replies
        if replies.median is None:
            return Cell(label, wording.NOT_APPLICABLE, "", self.tr("None yet"))
        figure = self.tr("{on_time} of {count}").format(on_time=replies.on_time, count=replies.count)
        below = self.tr("Median {span}").format(span=wording.span_text(replies.median))
        return Cell(label, figure, self.tr("on time"), below)

    def _end(self, found: Standing) -> Cell:
        days = self.tr("day") if found.days_left == 1 else self.tr("days")
        return Cell(
            self.tr("Quarter ends in"),
            wording.number_text(found.days_left),
            days,
            wording.long_date(found.last, found.today),
        )

    @staticmethod
    def _spoken(cell: Cell) -> str:
        return " ".join(part for part in (cell.label, cell.figure, cell.beside, cell.below) if part)

    def _money(self, amount_minor: int) -> str:
        assert self._standing is not None
        return wording.money_text(amount_minor, self._standing.won.currency, is_rounded=True)

    @override
    def sizeHint(self) -> QSize:
        """Return 76, grown with the font."""
        look = theme.current()
        return QSize(600, max(HEIGHT, 2 * TOP + 2 * look.line("small") + look.line("title")))

    @override
    def minimumSizeHint(self) -> QSize:
        """Return the same height for any width."""
        return QSize(0, self.sizeHint().height())

    @override
    def paintEvent(self, event: QPaintEvent) -> None:
        """Paint the quota with its bar, and the figures."""
        super().paintEvent(event)
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        look = theme.current()
        right = float(self.width())
        widths = [round(width * look.type.unit) for width in WIDTHS]
        if self.width() < NARROW:
            # What no longer fits is in the tooltip.
            widths = widths[:1]
        for cell, width in reversed(list(zip(self.cells(), widths, strict=False))):
            right -= width
            painter.fillRect(QRectF(right, 1, 1, self.height() - 2), look.color("border"))
            self._paint_cell(painter, QRectF(right + SIDE, TOP, width - SIDE - 8, self.height() - 2 * TOP), cell)
        room = QRectF(SIDE, TOP, right - 2 * SIDE, self.height() - 2 * TOP)
        if self._standing is not None:
            self._paint_quota(painter, room, self._standing)
        elif self._fault:
            painting.draw_text(painter, room, self._fault, "danger", look.font())
        painter.end()

    def _paint_cell(self, painter: QPainter, room: QRectF, cell: Cell) -> None:
        look = theme.current()
        small, name = look.font("small"), look.font("title", painting.DEMI_BOLD)
        painting.draw_text(
            painter, QRectF(room.left(), room.top(), room.width(), look.line("small")), cell.label, "muted", small
        )
        middle = QRectF(room.left(), room.center().y() - look.line("title") / 2, room.width(), look.line("title"))
        painting.draw_text(painter, middle, cell.figure, "text", name)
        middle.setLeft(middle.left() + painting.text_width(cell.figure, name) + 6)
        painting.draw_text(painter, middle, cell.beside, "muted", look.font("small"))
        below = QRectF(room.left(), room.bottom() - look.line("small"), room.width(), look.line("small"))
        painting.draw_text(painter, below, cell.below, cell.role, small)

    def _paint_quota(self, painter: QPainter, room: QRectF, found: Standing) -> None:
        look = theme.current()
        heading, outlook, *_ = self.quota_lines()
        line = QRectF(room.left(), room.top(), room.width(), look.line("small"))
        bold = look.font("small", painting.DEMI_BOLD)
        painting.draw_text(painter, line, heading, "text", bold)
        rest = line.adjusted(painting.text_width(heading, bold) + 16, 0, 0, 0)
        painting.draw_text(painter, rest, outlook, "muted", look.font("small"), painting.RIGHT)
        bar = QRectF(room.left(), round(room.center().y() - BAR / 2), room.width(), BAR)
        self._paint_bar(painter, bar, found)
        self._paint_legend(
            painter, QRectF(room.left(), room.bottom() - look.line("small"), room.width(), look.line("small")), found
        )

    @staticmethod
    def _paint_bar(painter: QPainter, bar: QRectF, found: Standing) -> None:
        look = theme.current()
        won, weighted = found.won.amount_minor, found.weighted.amount_minor
        whole = max(1, found.quota_minor or 0, won + weighted)
        outline = QPainterPath()
        outline.addRoundedRect(bar, BAR / 2, BAR / 2)
        painter.save()
        painter.setClipPath(outline)
        painter.fillRect(bar, look.color("fill"))
        edge, end = (bar.left() + bar.width() * amount / whole for amount in (won, won + weighted))
        painter.fillRect(QRectF(bar.left(), bar.top(), end - bar.left(), BAR), look.color("chart_open"))
        painter.fillRect(QRectF(bar.left(), bar.top(), edge - bar.left(), BAR), look.color("chart_won"))
        if won and weighted:
            painter.fillRect(QRectF(edge - 0.75, bar.top(), 1.5, BAR), look.color("surface"))
        painter.restore()

    def _paint_legend(self, painter: QPainter, line: QRectF, found: Standing) -> None:
        look = theme.current()
        day = wording.date_text(found.last, found.today)
        entries = (
            ("chart_won", self.tr("Won"), self._money(found.won.amount_minor)),
            (
                "chart_open",
                self.tr("Weighted, closing by {day}").format(day=day),
                self._money(found.weighted.amount_minor),
            ),
        )
        small, bold = look.font("small"), look.font("small", painting.DEMI_BOLD)
        for colour, label, money in entries:
            painting.fill_round(painter, QRectF(line.left(), round(line.center().y() - 4), 8, 8), colour, 2)
            line.setLeft(line.left() + 14)
            painting.draw_text(painter, line, label, "muted", small)
            line.setLeft(line.left() + painting.text_width(label, small) + 6)
            painting.draw_text(painter, line, money, "text", bold)
            line.setLeft(line.left() + painting.text_width(money, bold) + 18)
