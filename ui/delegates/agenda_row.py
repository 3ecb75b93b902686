"""Paints the agenda: headings, and activities with their circle, time, kind, words and figure."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime

from PySide6.QtCore import QModelIndex, QObject, QPersistentModelIndex, QPointF, QRectF, QSize, Qt
from PySide6.QtGui import QFont, QPainter, QPen
from PySide6.QtWidgets import QStyle, QStyledItemDelegate, QStyleOptionViewItem
from typing_extensions import override

from salesdesk.queries.agenda import AgendaRow
from ui import painting, resources, theme, wording
from ui.delegates import quick_buttons
from ui.delegates.quick_buttons import Quick
from ui.models.agenda import ITEM_ROLE, PAGE, Item

Index = QModelIndex | QPersistentModelIndex
ROW, HEADING, HEADING_GAP = 34, 28, 10
SIDE = 8
CIRCLE = 16
TIME_WIDTH = 50
GAP = 10


class AgendaDelegate(QStyledItemDelegate):
    """Rows 34 high and headings 28, with 10 above each but the first."""

    def __init__(self, now: Callable[[], datetime], parent: QObject | None = None) -> None:
        """Tell times from what `now` says."""
        super().__init__(parent)
        self._now = now
        self.has_keyboard_focus = False
        self.hovered_button = ""

    def row_height(self) -> int:
        """Return the height of a row, grown with the font."""
        return max(ROW, round(18 + 16 * theme.current().type.unit))

    @override
    def sizeHint(self, option: QStyleOptionViewItem, index: Index) -> QSize:
        """Return the height of a heading or a row."""
        item = index.data(ITEM_ROLE)
        if isinstance(item, Item) and item.kind == "heading":
            height = max(HEADING, theme.current().line() + 10)
            return QSize(100, height + (HEADING_GAP if index.row() else 0))
        return QSize(100, self.row_height())

    def buttons(self, item: Item) -> tuple[Quick, ...]:
        """Return what the row offers when it is current or under the pointer."""
        if item.awake is not None:
            return (
                Quick("reopen", self.tr("Reopen"), "undo"),
                Quick("move", self.tr("Move"), "calendar-clock"),
            )
        if item.row is None or item.row.done_at is not None:
            return ()
        return Quick("log", self.tr("Log"), "check"), Quick("move", self.tr("Move"), "calendar-clock")

    def hit(self, item: Item, rect: QRectF, point: QPointF) -> str:
        """Return what is at a point of a row: “done”, “log”, “move”, “reopen”, or nothing."""
        if item.row is not None and self.circle(rect).adjusted(-6, -9, 6, 9).contains(point):
            return "done"
        right = self._figure_left(item, rect) - GAP
        return quick_buttons.button_at(self.buttons(item), right, rect.center().y(), point)

    @staticmethod
    def circle(rect: QRectF) -> QRectF:
        """Return where the circle stands in a row."""
        return QRectF(rect.left() + SIDE, round(rect.center().y() - CIRCLE / 2), CIRCLE, CIRCLE)

    @override
    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        """Draw a heading or a row."""
        item = index.data(ITEM_ROLE)
        if not isinstance(item, Item):
            return
        rect = QRectF(option.rect)
        if item.kind == "heading":
            self._paint_heading(painter, rect, item)
            return
        is_current = bool(option.state & QStyle.StateFlag.State_HasFocus) and self.has_keyboard_focus
        is_active = is_current or bool(option.state & QStyle.StateFlag.State_MouseOver)
        if is_active:
            painting.fill_round(painter, rect, "hover", 6)
        else:
            self._paint_hairline(painter, rect, index)
        if item.kind == "more":
            text = self.tr("Show {count} more").format(count=min(PAGE, item.count))
            room = rect.adjusted(SIDE + CIRCLE + GAP, 0, 0, 0)
            painting.draw_text(painter, room, text, "accent_text", theme.current().font())
        else:
            self._paint_words(painter, rect, item, is_active)
        if is_current:
            painting.focus_ring_inset(painter, rect, 6)

    def _paint_heading(self, painter: QPainter, rect: QRectF, item: Item) -> None:
        look = theme.current()
        font = look.font("base", painting.DEMI_BOLD)
        height = max(HEADING, look.line() + 10)
        line = QRectF(rect.left() + SIDE, rect.bottom() - height, rect.width() - 2 * SIDE, height)
        painting.draw_text(painter, line, item.heading, "danger" if item.is_late else "text", font)
        line.setLeft(line.left() + painting.text_width(item.heading, font) + 8)
        painting.draw_text(painter, line, wording.number_text(item.count), "muted", look.font())

    def _paint_hairline(self, painter: QPainter, rect: QRectF, index: Index) -> None:
        below = index.model().index(index.row() + 1, 0).data(ITEM_ROLE)
        if isinstance(below, Item) and below.kind != "heading":
            line = QRectF(rect.left() + SIDE + CIRCLE + GAP, rect.bottom() - 0.5, 0, 1)
            line.setRight(rect.right() - SIDE)
            painter.fillRect(line.toRect(), theme.current().color("border"))

    def _paint_words(self, painter: QPainter, rect: QRectF, item: Item, is_active: bool) -> None:
        look, row = theme.current(), item.row
        is_done = row is not None and row.done_at is not None
        left = rect.left() + SIDE + CIRCLE + GAP
        if row is not None:
            _paint_circle(painter, self.circle(rect), is_done)
        if row is not None and not item.is_late:
            small = look.font("small")
            time = wording.clock_text(row.due_at, self._now()) if row.due_at is not None else ""
            width = max(TIME_WIDTH, painting.text_width("00:00 AM" if "M" in time else "00:00", small) + 14)
            painting.draw_text(painter, QRectF(left, rect.top(), width, rect.height()), time, "muted", small)
            left += width
        icon = "moon" if row is None else wording.activity_icon(row.kind)
        resources.paint_icon(painter, QRectF(left, round(rect.center().y() - 8), 16, 16), icon, "subtle")
        left += 16 + GAP
        right = self._paint_figure(painter, rect, item)
        buttons = self.buttons(item) if is_active else ()
        if buttons:
            right = quick_buttons.paint(painter, buttons, right - GAP, rect.center().y(), self.hovered_button)
        subject, about = self.words(item)
        font = look.font()
        if is_done:
            font = QFont(font)
            font.setStrikeOut(True)
        room = QRectF(left, rect.top(), right - GAP - left, rect.height())
        painting.draw_text(painter, room, subject, "muted" if is_done else "text", font)
        room.setLeft(left + painting.text_width(subject, font) + GAP)
        if row is not None and row.recurrence and room.width() > 24:
            mark = QRectF(room.left() - 3, round(rect.center().y() - 6), 12, 12)
            resources.paint_icon(painter, mark, "refresh", "subtle")
            room.setLeft(mark.right() + 7)
        if room.width() > 24:
            painting.draw_text(painter, room, about, "muted", look.font())

    def words(self, item: Item) -> tuple[str, str]:
        """Return what is to be done, and whom it is about."""
        if item.awake is not None:
            about = self.tr("{company}, {reason}") if item.awake.company and item.awake.reason else "{company}{reason}"
            return item.awake.name, about.format(company=item.awake.company, reason=item.awake.reason)
        row = item.row
        assert row is not None
        return row.subject or wording.activity_word(row.kind), ", ".join(
            part for part in (row.name, row.company) if part
        )

    def figure(self, item: Item) -> tuple[str, str]:
        """Return what stands at the right of a row, and its colour."""
        now = self._now()
        if item.awake is not None:
            return wording.day_text(item.awake.wake_on, now.date()), "muted"
        row = item.row
        assert row is not None
        if row.done_at is None and item.is_late:
            return self._late_text(row, now), "danger"
        if row.done_at is not None:
            return "", "muted"
        if row.amount_minor is not None:
            return wording.money_text(row.amount_minor, row.currency), "muted"
        return (self.tr("Score {score}").format(score=row.score), "muted") if row.score is not None else ("", "muted")

    @staticmethod
    def _late_text(row: AgendaRow, now: datetime) -> str:
        if row.due_on == now.date():
            return wording.step_time(row.step, now)
        return wording.day_text(row.due_on, now.date())

    def _figure_font(self, item: Item) -> QFont:
        return theme.current().font("small", painting.MEDIUM if item.is_late else painting.NORMAL)

    def _figure_left(self, item: Item, rect: QRectF) -> float:
        text, _ = self.figure(item)
        return rect.right() - SIDE - painting.text_width(text, self._figure_font(item))

    def _paint_figure(self, painter: QPainter, rect: QRectF, item: Item) -> float:
        text, role = self.figure(item)
        room = rect.adjusted(0, 0, -SIDE, 0)
        painting.draw_text(painter, room, text, role, self._figure_font(item), painting.RIGHT)
        return self._figure_left(item, rect)


def _paint_circle(painter: QPainter, box: QRectF, is_done: bool) -> None:
    look = theme.current()
    painter.save()
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    if is_done:
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(look.color("accent"))
        painter.drawEllipse(box)
        painter.setPen(QPen(look.color("on_accent"), 1.6, c=Qt.PenCapStyle.RoundCap, j=Qt.PenJoinStyle.RoundJoin))
        x, y = box.left(), box.top()
        painter.drawPolyline([QPointF(x + 4.6, y + 8.3), QPointF(x + 7.0, y + 10.6), QPointF(x + 11.4, y + 5.9)])
    else:
        painter.setPen(QPen(look.color("control"), 1.2))
        painter.setBrush(Qt.BrushStyle.NoBrush)
        painter.drawEllipse(box.adjusted(0.6, 0.6, -0.6, -0.6))
    painter.restore()
