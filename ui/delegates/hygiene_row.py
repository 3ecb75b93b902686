"""Paints the hygiene: categories with count and sum, and records with what is wrong with them."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime

from PySide6.QtCore import QModelIndex, QObject, QPersistentModelIndex, QPointF, QRectF, QSize
from PySide6.QtGui import QFont, QPainter
from PySide6.QtWidgets import QStyle, QStyledItemDelegate, QStyleOptionViewItem
from typing_extensions import override

from ui import painting, resources, theme, wording
from ui.delegates import quick_buttons
from ui.delegates.quick_buttons import Quick
from ui.models.hygiene import ITEM_ROLE, PAGE, HygieneItem
from ui.models.hygiene_words import ACTS, ICONS, act_word, category_word, detail_text

Index = QModelIndex | QPersistentModelIndex
SIDE = 14
INDENT = 37
COUNT_WIDTH = 32


class HygieneDelegate(QStyledItemDelegate):
    """Categories 32 high, records 40."""

    def __init__(self, now: Callable[[], datetime], parent: QObject | None = None) -> None:
        """Count days from what `now` says."""
        super().__init__(parent)
        self._now = now
        self.has_keyboard_focus = False
        self.hovered_button = ""

    @override
    def sizeHint(self, option: QStyleOptionViewItem, index: Index) -> QSize:
        """Return the height of an item, grown with the font."""
        item = index.data(ITEM_ROLE)
        unit = theme.current().type.unit
        is_record = isinstance(item, HygieneItem) and item.row is not None
        return QSize(100, round(8 + 32 * unit) if is_record else round(16 + 16 * unit))

    def buttons(self, item: HygieneItem) -> tuple[Quick, ...]:
        """Return what a record offers when it is current or under the pointer: the obvious, and moving its stage."""
        if item.row is None:
            return ()
        first = Quick("act", act_word(item.category))
        can_move = item.row.kind == "opportunity" and ACTS[item.category] == "step"
        return (first, Quick("move", self.tr("Move"))) if can_move else (first,)

    def hit(self, item: HygieneItem, rect: QRectF, point: QPointF) -> str:
        """Return which button is at a point: “act”, “move”, or nothing."""
        return quick_buttons.button_at(self.buttons(item), rect.right() - SIDE, rect.center().y(), point)

    @override
    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        """Draw a category or a record."""
        item = index.data(ITEM_ROLE)
        if not isinstance(item, HygieneItem):
            return
        rect = QRectF(option.rect)
        is_current = bool(option.state & QStyle.StateFlag.State_HasFocus) and self.has_keyboard_focus
        is_active = is_current or bool(option.state & QStyle.StateFlag.State_MouseOver)
        if is_active:
            painter.fillRect(option.rect, theme.current().color("hover"))
        if item.row is not None:
            self._paint_record(painter, rect, item, is_active)
        elif item.more:
            text = self.tr("Show {count} more").format(count=min(PAGE, item.more))
            painting.draw_text(painter, rect.adjusted(INDENT, 0, -SIDE, 0), text, "accent_text", _small())
        else:
            self._paint_category(painter, rect, item)
        below = index.model().index(index.row() + 1, 0).data(ITEM_ROLE)
        if isinstance(below, HygieneItem) and below.row is None and not below.more:
            painter.fillRect(QRectF(rect.left(), rect.bottom() - 1, rect.width(), 1), theme.current().color("border"))
        if is_current:
            painting.focus_ring_inset(painter, rect.adjusted(1, 0, -1, -1), 6)

    def _paint_category(self, painter: QPainter, rect: QRectF, item: HygieneItem) -> None:
        look = theme.current()
        middle = rect.center().y()
        arrow = QRectF(rect.left() + SIDE, round(middle - 7), 14, 14)
        resources.paint_icon(painter, arrow, "chevron-down" if item.is_open else "chevron-right", "subtle")
        mark = QRectF(rect.left() + INDENT, round(middle - 8), 16, 16)
        resources.paint_icon(painter, mark, ICONS[item.category], "muted")
        bold = look.font("base", painting.DEMI_BOLD)
        inner = rect.adjusted(0, 0, -SIDE, 0)
        count = wording.number_text(item.findings.count)
        painting.draw_text(painter, inner, count, "text", bold, painting.RIGHT)
        sums = wording.listed_money(
            [(one.amount_minor, one.currency) for one in item.findings.amounts], is_rounded=True
        )
        room = inner.adjusted(INDENT + 22, 0, -max(COUNT_WIDTH, painting.text_width(count, bold) + 14), 0)
        name = category_word(item.category)
        width = painting.text_width(name, bold) + 1
        painting.draw_text(painter, room, name, "text", bold)
        room.setLeft(room.left() + width + 10)
        painting.draw_text(painter, room, sums, "muted", _small(), painting.RIGHT)

    def _paint_record(self, painter: QPainter, rect: QRectF, item: HygieneItem, is_active: bool) -> None:
        look, row = theme.current(), item.row
        assert row is not None
        inner = rect.adjusted(INDENT, 0, -SIDE, 0)
        right = inner.right()
        if is_active:
            right = quick_buttons.paint(painter, self.buttons(item), right, rect.center().y(), self.hovered_button)
        else:
            figure = self.figure(item)
            painting.draw_text(painter, inner, figure, "muted", _small(), painting.RIGHT)
            right -= painting.text_width(figure, _small())
        both = look.line() + look.line("small")
        upper = QRectF(inner.left(), rect.center().y() - both / 2, right - 10 - inner.left(), look.line())
        name = row.name if row.kind == "opportunity" or not row.company else f"{row.name}, {row.company}"
        painting.draw_text(painter, upper, name, "text", look.font())
        lower = QRectF(upper.left(), upper.bottom(), upper.width(), look.line("small"))
        painting.draw_text(painter, lower, detail_text(row, self._now()), "muted", _small())

    def figure(self, item: HygieneItem) -> str:
        """Return what stands at the right of a record."""
        row = item.row
        if row is None:
            return ""
        if row.amount_minor is not None:
            return wording.money_text(row.amount_minor, row.currency)
        return self.tr("Score {score}").format(score=row.score) if row.score is not None else ""


def _small() -> QFont:
    return theme.current().font("small")
