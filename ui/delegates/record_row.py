"""A record in a narrow list: name and figure, company and where it stands."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime

from PySide6.QtCore import QModelIndex, QObject, QPersistentModelIndex, QRectF, QSize
from PySide6.QtGui import QFont, QPainter
from PySide6.QtWidgets import QStyle, QStyledItemDelegate, QStyleOptionViewItem
from typing_extensions import override

from salesdesk.domain.reply import WorkingHours, reply_clock
from salesdesk.queries.leads import LeadRow
from salesdesk.queries.opportunities import OpportunityRow
from ui import painting, resources, theme, wording
from ui.models.records import ROW_ROLE

SIDE = 8
INSET = 10
TOP = 8
MARK = 14
MARK_GAP = 6
STRONG_SCORE = 70

# Draws the mark before the last words of the second line into a square.
Mark = Callable[[QPainter, QRectF], None]


@dataclass(frozen=True, slots=True)
class RowLook:
    """What a row says: heading and figure above, line and mark with its words below."""

    heading: str
    figure: str
    figure_role: str
    figure_weight: QFont.Weight
    line: str
    mark: Mark
    words: str
    words_role: str = "muted"
    words_weight: QFont.Weight = painting.NORMAL
    is_counting: bool = False


def lead_look(row: LeadRow, now: datetime, hours: WorkingHours | None = None) -> RowLook:
    """Return the look of a lead: score, and lifecycle stage or the reply clock, which runs in working hours."""
    is_strong = row.score >= STRONG_SCORE
    figure = (wording.number_text(row.score), "text" if is_strong else "muted")
    weight = painting.DEMI_BOLD if is_strong else painting.NORMAL
    clock = reply_clock(
        *(row.interest_at, row.first_reply_at, row.lifecycle), is_high_intent=row.is_high_intent, now=now, hours=hours
    )
    if clock is not None:
        role = "danger" if clock.is_urgent else "accent_text"
        words = wording.countdown_text(clock.left)
        mark = _icon_mark("timer", role)
        return RowLook(row.name, *figure, weight, row.company, mark, words, role, painting.MEDIUM, not clock.is_paused)
    if row.lifecycle == "nurture" and row.wake_on is not None and row.wake_on <= now.date():
        words, mark = wording.waking_text(row.wake_on, now.date()), _icon_mark("sun", "accent_text")
        return RowLook(row.name, *figure, weight, row.company, mark, words, "accent_text", painting.MEDIUM)
    mark = _lifecycle_mark(row.lifecycle)
    return RowLook(row.name, *figure, weight, row.company, mark, wording.lifecycle_word(row.lifecycle))


def opportunity_look(row: OpportunityRow, now: datetime) -> RowLook:
    """Return the look of an opportunity: amount, stage and close date."""
    is_open = row.stage_kind == "open"
    is_past = is_open and row.expected_close is not None and row.expected_close < now.date()
    if row.closed_at is not None and not is_open:
        words = wording.date_text(row.closed_at.astimezone(now.tzinfo).date(), now.date())
    elif is_past:
        words = wording.past_word()
    else:
        words = wording.date_text(row.expected_close, now.date())
    return RowLook(
        row.name,
        wording.narrow_money(row.amount_minor, row.currency),
        "text",
        painting.MEDIUM,
        row.account,
        _stage_mark(row),
        words,
        "danger" if is_past else "muted",
        painting.MEDIUM if is_past else painting.NORMAL,
    )


def _icon_mark(name: str, role: str) -> Mark:
    return lambda painter, rect: resources.paint_icon(painter, rect, name, role)


def _lifecycle_mark(stage: str) -> Mark:
    icon = {"nurture": "moon", "unqualified": "ban"}.get(stage)
    if icon is not None:
        return _icon_mark(icon, "subtle")
    return lambda painter, rect: painting.lifecycle_pie(painter, rect, stage)


def _stage_mark(row: OpportunityRow) -> Mark:
    if row.stage_kind == "lost":
        return _icon_mark("circle-x", "st_lost")
    hue = row.stage_hue or "subtle"
    is_won = row.stage_kind == "won"
    return lambda painter, rect: painting.stage_pie(
        painter, rect, row.stage_fraction, theme.current().color(hue), won=is_won
    )


class RecordRowDelegate(QStyledItemDelegate):
    """Paints rows 52 high, with a hairline between those that are not selected."""

    def __init__(
        self,
        look_of: Callable[..., RowLook],
        now: Callable[[], datetime],
        parent: QObject | None = None,
    ) -> None:
        """Ask `look_of` what a row says at the time `now` tells."""
        super().__init__(parent)
        self._look_of = look_of
        self._now = now
        self.has_keyboard_focus = False

    def is_counting(self, row: object) -> bool:
        """Tell whether a row shows a clock that runs."""
        return row is not None and self._look_of(row, self._now()).is_counting

    def row_height(self) -> int:
        """Return the height of every row, grown with the font."""
        return round(18 + 34 * theme.current().type.unit)

    @override
    def sizeHint(self, option: QStyleOptionViewItem, index: QModelIndex | QPersistentModelIndex) -> QSize:
        """Return the height of every row."""
        return QSize(200, self.row_height())

    @override
    def paint(
        self, painter: QPainter, option: QStyleOptionViewItem, index: QModelIndex | QPersistentModelIndex
    ) -> None:
        """Draw the row."""
        row = index.data(ROW_ROLE)
        rect = QRectF(option.rect).adjusted(SIDE, 0, -SIDE, 0)
        state = option.state
        is_selected = bool(state & QStyle.StateFlag.State_Selected)
        if is_selected:
            painting.fill_round(painter, rect, "selection", 6)
        elif state & QStyle.StateFlag.State_MouseOver:
            painting.fill_round(painter, rect, "hover", 6)
        else:
            self._paint_hairline(painter, rect, option, index)
        if self.has_keyboard_focus and state & QStyle.StateFlag.State_HasFocus:
            painting.focus_ring_inset(painter, rect, 6)
        if row is not None:
            paint_look(painter, rect.adjusted(INSET, 0, -INSET, 0), self._look_of(row, self._now()))

    def _paint_hairline(
        self,
        painter: QPainter,
        rect: QRectF,
        option: QStyleOptionViewItem,
        index: QModelIndex | QPersistentModelIndex,
    ) -> None:
        view = option.widget
        below = index.model().index(index.row() + 1, 0)
        selection = view.selectionModel() if hasattr(view, "selectionModel") else None
        if not below.isValid() or (selection is not None and selection.isSelected(below)):
            return
        line = QRectF(rect.left() + INSET, rect.bottom() - 0.5, rect.width() - 2 * INSET, 1)
        painter.fillRect(line.toRect(), theme.current().color("border"))


def paint_look(painter: QPainter, rect: QRectF, look: RowLook) -> None:
    """Draw both lines of a row between the edges of the rectangle."""
    kit = theme.current()
    upper = QRectF(rect.left(), rect.top() + TOP, rect.width(), kit.line())
    lower = QRectF(rect.left(), upper.bottom() + 2, rect.width(), kit.line("small"))
    figure_font = kit.font("base", look.figure_weight)
    figure_width = painting.text_width(look.figure, figure_font)
    painting.draw_text(painter, upper, look.figure, look.figure_role, figure_font, painting.RIGHT)
    room = upper.adjusted(0, 0, -figure_width - 10, 0)
    painting.draw_text(painter, room, look.heading, "text", kit.font("base", painting.DEMI_BOLD))
    words_font = kit.font("small", look.words_weight)
    words_width = painting.text_width(look.words, words_font)
    painting.draw_text(painter, lower, look.words, look.words_role, words_font, painting.RIGHT)
    box = QRectF(round(lower.right() - words_width - MARK_GAP - MARK), round(lower.center().y() - MARK / 2), MARK, MARK)
    look.mark(painter, box)
    room = lower.adjusted(0, 0, -(words_width + MARK_GAP + MARK + 10), 0)
    painting.draw_text(painter, room, look.line, "muted", kit.font("small"))
