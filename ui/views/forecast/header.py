"""The head of a month: how many cards close in it, what they add up to, and what was won."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

from PySide6.QtCore import QRectF
from PySide6.QtGui import QPainter, QPaintEvent
from PySide6.QtWidgets import QWidget
from typing_extensions import override

from salesdesk.domain.periods import month_of
from salesdesk.queries.board import Stage, StageTotals
from salesdesk.queries.forecast import Month, WonTotals
from ui import painting, resources, theme, wording
from ui.views.board.header import GAP, INSET, PADDING, ColumnHeader
from ui.views.forecast.words import month_name, month_sentence, won_text

ICON = 12


class MonthHeader(ColumnHeader):
    """Name, count and sum; below, whether the month is over, the weighted sum, and what was won in it."""

    def __init__(self, month: Month, currency: str, parent: QWidget | None = None) -> None:
        """Head a month, or what has no date; the currency is that of an empty column."""
        # In the head of a column a month stands where the board has a stage: a name, and no chance of its own.
        super().__init__(Stage(0, month_name(month), "open", 0, None, "", 0), 0.0, currency, parent)
        self._month = month
        self._won: Sequence[WonTotals] = ()
        self._today = date.min

    def set_won(self, won: Sequence[WonTotals], today: date) -> None:
        """Show what was won in the month, as of a day."""
        self._won, self._today = won, today
        self.update()

    def is_past(self) -> bool:
        """Tell whether the month is over."""
        return self._month is not None and self._month < month_of(self._today)

    def is_present(self) -> bool:
        """Tell whether this is the month of today."""
        return self._month == month_of(self._today)

    def note(self) -> str:
        """Return what is to be said about the month itself."""
        if self._month is None:
            return self.tr("Needs a close date")
        if self.is_past():
            return self.tr("Past") if sum(total.count for total in self._totals) else ""
        return self.tr("This month") if self.is_present() else ""

    def won_line(self) -> str:
        """Return what was won, for a month that is over or under way."""
        if not (self.is_past() or self.is_present()):
            return ""
        return won_text(self._won, self._currency, is_present=self.is_present())

    def line_count(self) -> int:
        """Return how many lines the head needs."""
        return 1 + len(self.shown_totals()) + bool(self.won_line())

    @override
    def sentence(self, totals: Sequence[StageTotals]) -> str:
        """Return the column as it is read aloud."""
        return month_sentence(self._month, self._converted(totals), [self.note(), self.won_line()])

    @override
    def texts(self) -> list[str]:
        """Return what is written, line by line: the note about the month third, what was won last."""
        first, *others = self.shown_totals()
        count = sum(total.count for total in self.shown_totals())
        lines = [
            f"{month_name(self._month)} {wording.number_text(count)}",
            wording.money_text(first.amount_minor, first.currency),
            self.note(),
            self._weighted(first),
        ]
        return [line for line in (*lines, *(self._further(total) for total in others), self.won_line()) if line]

    @override
    def paintEvent(self, event: QPaintEvent) -> None:
        """Paint the lines."""
        look = theme.current()
        painter = QPainter(self)
        first, *others = self.shown_totals()
        is_preview = self._preview is not None
        strong, quiet = ("accent_text", "accent_text") if is_preview else ("text", "muted")
        weight = painting.MEDIUM if is_preview else painting.NORMAL
        line = QRectF(INSET, PADDING, self.width() - 2 * INSET, round(20 * look.type.unit))
        self._paint_first(painter, line, strong, quiet)
        line.moveTop(line.bottom())
        line.setHeight(look.line("small"))
        taken = self._paint_note(painter, line)
        small = look.font("small", weight)
        painting.draw_text(painter, line.adjusted(taken, 0, 0, 0), self._weighted(first), quiet, small, painting.RIGHT)
        for total in others:
            line.moveTop(line.bottom())
            painting.draw_text(painter, line, self._further(total), quiet, small, painting.RIGHT)
        if self.won_line():
            line.moveTop(line.bottom())
            role = "success" if self._won else "muted"
            painting.draw_text(painter, line, self.won_line(), role, look.font("small", painting.MEDIUM))
        painter.end()

    def _paint_first(self, painter: QPainter, line: QRectF, strong: str, quiet: str) -> None:
        look = theme.current()
        bold = look.font("base", painting.DEMI_BOLD)
        first = self.shown_totals()[0]
        money = wording.money_text(first.amount_minor, first.currency)
        count = wording.number_text(sum(total.count for total in self.shown_totals()))
        painting.draw_text(painter, line, money, strong, bold, painting.RIGHT)
        room = line.adjusted(0, 0, -painting.text_width(money, bold) - GAP, 0)
        whole = room.width() - painting.text_width(count, look.font()) - GAP
        name = month_name(self._month)
        if painting.text_width(name, bold) > whole:
            name = month_name(self._month, is_short=True)
        width = min(painting.text_width(name, bold) + 1, whole)
        painting.draw_text(painter, QRectF(room.left(), room.top(), width, room.height()), name, "text", bold)
        room.setLeft(room.left() + width + GAP - 1)
        painting.draw_text(painter, room, count, quiet, look.font())

    def _paint_note(self, painter: QPainter, line: QRectF) -> float:
        """Paint the note about the month, and return the room it takes."""
        note = self.note()
        if not note:
            return 0.0
        look = theme.current()
        font = look.font("small", painting.MEDIUM)
        is_past = self.is_past()
        role = "danger" if is_past else "warning" if self._month is None else "accent_text"
        left = line.left()
        if is_past or self._month is None:
            box = QRectF(left, round(line.center().y() - ICON / 2), ICON, ICON)
            resources.paint_icon(painter, box, "clock" if is_past else "alert-triangle", role)
            left += ICON + 5
        painting.draw_text(painter, QRectF(left, line.top(), line.right() - left, line.height()), note, role, font)
        return left - line.left() + painting.text_width(note, font) + GAP
