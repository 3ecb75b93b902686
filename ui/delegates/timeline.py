"""The rows of a timeline: days, activities with a circled icon, events without, joined by a line."""

from __future__ import annotations

from PySide6.QtCore import QModelIndex, QObject, QPersistentModelIndex, QRectF, QSize
from PySide6.QtGui import QPainter
from PySide6.QtWidgets import QStyle, QStyledItemDelegate, QStyleOptionViewItem
from typing_extensions import override

from ui import painting, resources, theme
from ui.models.timeline import ROW_ROLE, TimelineRow
from ui.models.timeline_words import EntryWords

SIDE = 14
DOT = 24
TEXT_LEFT = SIDE + DOT + 10
TAG_GAP = 6
TIME_GAP = 10


class TimelineDelegate(QStyledItemDelegate):
    """Paints rows as high as their words need in the width of the pane."""

    def __init__(self, parent: QObject | None = None) -> None:
        """Start for a pane of the usual width."""
        super().__init__(parent)
        self._width = 364
        self._heights: dict[EntryWords, int] = {}
        self.has_keyboard_focus = False

    def set_width(self, width: int) -> bool:
        """Lay the rows out for another width of the pane, and tell whether it is another one."""
        if width == self._width:
            return False
        self._width = width
        self._heights.clear()
        return True

    def forget_heights(self) -> None:
        """Measure anew, for instance in another font."""
        self._heights.clear()

    @override
    def sizeHint(self, option: QStyleOptionViewItem, index: QModelIndex | QPersistentModelIndex) -> QSize:
        """Return the height the words need."""
        row = index.data(ROW_ROLE)
        if not isinstance(row, TimelineRow) or row.words is None:
            return QSize(100, 14 + theme.current().line("caption"))
        found = self._heights.get(row.words)
        if found is None:
            found = self._heights[row.words] = self._measure(row.words)
        return QSize(100, found)

    def _measure(self, words: EntryWords) -> int:
        look = theme.current()
        if words.is_event:
            text_height = painting.paragraph_height(words.title, look.font("small"), self._event_width(words), _line())
            return round(text_height + 13)
        height = 8.0 + look.line()
        if words.body:
            height += 1 + painting.paragraph_height(words.body, look.font("small"), self._text_width(), _line())
        if words.tags:
            height += 5 + len(self._tag_lines(words)) * (painting.tag_height() + 4) - 4
        return round(height + 16)

    def _text_width(self) -> float:
        return self._width - SIDE - TEXT_LEFT

    def _event_width(self, words: EntryWords) -> float:
        return self._text_width() - painting.text_width(words.time, theme.current().font("small")) - TIME_GAP

    def _tag_lines(self, words: EntryWords) -> list[list[tuple[str, str]]]:
        lines: list[list[tuple[str, str]]] = [[]]
        taken = 0.0
        for text, kind in words.tags:
            width = painting.tag_width(text)
            if lines[-1] and taken + width > self._text_width():
                lines.append([])
                taken = 0.0
            lines[-1].append((text, kind))
            taken += width + TAG_GAP
        return lines

    @override
    def paint(
        self, painter: QPainter, option: QStyleOptionViewItem, index: QModelIndex | QPersistentModelIndex
    ) -> None:
        """Draw the row."""
        row = index.data(ROW_ROLE)
        if not isinstance(row, TimelineRow):
            return
        rect = QRectF(option.rect)
        rect.setWidth(self._width)
        look = theme.current()
        if row.words is None:
            line = QRectF(TEXT_LEFT, rect.top() + 6, self._text_width(), look.line("caption"))
            painting.draw_text(painter, line, row.day, "subtle", look.font("caption", painting.DEMI_BOLD))
            return
        if self.has_keyboard_focus and option.state & QStyle.StateFlag.State_HasFocus:
            painting.focus_ring_inset(painter, rect.adjusted(6, 0, -6, -2), 6)
        if row.words.is_event:
            self._paint_event(painter, rect, row)
        else:
            self._paint_activity(painter, rect, row)

    def _paint_line(self, painter: QPainter, rect: QRectF, mark: QRectF, row: TimelineRow) -> None:
        colour = theme.current().color("border")
        x = SIDE + DOT // 2
        if not row.is_first:
            painter.fillRect(QRectF(x, rect.top(), 1, mark.top() - rect.top()).toRect(), colour)
        painter.fillRect(QRectF(x, mark.bottom(), 1, rect.bottom() - mark.bottom()).toRect(), colour)

    def _paint_event(self, painter: QPainter, rect: QRectF, row: TimelineRow) -> None:
        words, look = row.words, theme.current()
        assert words is not None
        middle = rect.top() + 2 + look.line("small") / 2
        box = QRectF(SIDE + DOT / 2 - 7, round(middle - 7), 14, 14)
        self._paint_line(painter, rect, box.adjusted(0, -4, 0, 5), row)
        resources.paint_icon(painter, box, words.icon, "muted")
        room = QRectF(TEXT_LEFT, rect.top() + 2, self._event_width(words), rect.height())
        painting.draw_paragraph(painter, room, words.title, "muted", look.font("small"), _line())
        self._paint_time(painter, rect.top() + 2, look.line("small"), words)

    def _paint_activity(self, painter: QPainter, rect: QRectF, row: TimelineRow) -> None:
        words, look = row.words, theme.current()
        assert words is not None
        top = rect.top() + 8
        middle = top + look.line() / 2
        dot = QRectF(SIDE, round(middle - DOT / 2), DOT, DOT)
        self._paint_line(painter, rect, dot, row)
        painting.panel(painter, dot, "surface", "border_strong", DOT / 2)
        resources.paint_icon(painter, dot.adjusted(5, 5, -5, -5), words.icon, "muted")
        time_width = painting.text_width(words.time, look.font("small"))
        room = QRectF(TEXT_LEFT, top, self._text_width() - time_width - TIME_GAP, look.line())
        painting.draw_text(painter, room, words.title, "text", look.font("base", painting.MEDIUM))
        self._paint_time(painter, top, look.line(), words)
        top += look.line()
        if words.body:
            top += 1
            height = painting.paragraph_height(words.body, look.font("small"), self._text_width(), _line())
            room = QRectF(TEXT_LEFT, top, self._text_width(), height)
            painting.draw_paragraph(painter, room, words.body, "muted", look.font("small"), _line())
            top += height
        if words.tags:
            self._paint_tags(painter, top + 5, words)

    def _paint_time(self, painter: QPainter, top: float, line: int, words: EntryWords) -> None:
        room = QRectF(TEXT_LEFT, top, self._text_width(), line)
        painting.draw_text(painter, room, words.time, "subtle", theme.current().font("small"), painting.RIGHT)

    def _paint_tags(self, painter: QPainter, top: float, words: EntryWords) -> None:
        for line in self._tag_lines(words):
            left = float(TEXT_LEFT)
            for text, kind in line:
                drawn = painting.tag(painter, left, round(top), text, kind)
                left = drawn.right() + TAG_GAP
            top += painting.tag_height() + 4


def _line() -> int:
    return theme.current().line("small") + 1
