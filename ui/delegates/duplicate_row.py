"""Two leads that may be one: both names, how sure it is, and why."""

from __future__ import annotations

from PySide6.QtCore import QCoreApplication, QModelIndex, QPersistentModelIndex, QRectF, QSize
from PySide6.QtGui import QPainter
from PySide6.QtWidgets import QStyle, QStyledItemDelegate, QStyleOptionViewItem
from typing_extensions import override

from salesdesk.queries.leads import LeadRow
from ui import painting, theme, wording
from ui.models.duplicate_pairs import PairRow
from ui.models.records import ROW_ROLE

translate = QCoreApplication.translate
INSET = 12
TOP = 9
GAP = 16


def strength_tag(strength: str) -> tuple[str, str]:
    """Return the word for how sure a match is, and the kind of its tag."""
    return {
        "exact": (translate("duplicates", "Sure match"), "confirmed"),
        "likely": (translate("duplicates", "Likely match"), "suggested"),
    }.get(strength, (translate("duplicates", "Possible match"), "neutral"))


class DuplicateRowDelegate(QStyledItemDelegate):
    """Paints both leads side by side, and the reasons below."""

    has_keyboard_focus = False

    @override
    def sizeHint(self, option: QStyleOptionViewItem, index: QModelIndex | QPersistentModelIndex) -> QSize:
        """Return the height of every row, grown with the font."""
        kit = theme.current()
        return QSize(400, 2 * TOP + kit.line() + 2 * kit.line("small") + 6)

    @override
    def paint(
        self, painter: QPainter, option: QStyleOptionViewItem, index: QModelIndex | QPersistentModelIndex
    ) -> None:
        """Draw the row."""
        row = index.data(ROW_ROLE)
        rect = QRectF(option.rect)
        is_selected = bool(option.state & QStyle.StateFlag.State_Selected)
        if is_selected:
            painting.fill_round(painter, rect.adjusted(0, 1, 0, -1), "selection", 6)
        elif option.state & QStyle.StateFlag.State_MouseOver:
            painting.fill_round(painter, rect.adjusted(0, 1, 0, -1), "hover", 6)
        painter.fillRect(
            QRectF(rect.left() + INSET, rect.bottom() - 0.5, rect.width() - 2 * INSET, 1).toRect(),
            theme.current().color("border"),
        )
        if self.has_keyboard_focus and option.state & QStyle.StateFlag.State_HasFocus:
            painting.focus_ring_inset(painter, rect.adjusted(0, 1, 0, -1), 6)
        if isinstance(row, PairRow):
            _paint_pair(painter, rect.adjusted(INSET, TOP, -INSET, -TOP), row)


def _paint_pair(painter: QPainter, rect: QRectF, row: PairRow) -> None:
    kit = theme.current()
    word, kind = strength_tag(row.pair.strength)
    tag_width = painting.tag_width(word)
    painting.tag(painter, rect.right() - tag_width, rect.top(), word, kind)
    half = (rect.width() - tag_width - 2 * GAP) / 2
    for place, lead in enumerate((row.first, row.second)):
        if lead is not None:
            left = rect.left() + place * (half + GAP)
            _paint_lead(painter, QRectF(left, rect.top(), half, rect.height()), lead)
    bottom = QRectF(rect.left(), rect.bottom() - kit.line("small"), rect.width(), kit.line("small"))
    painting.draw_text(painter, bottom, " ".join(row.pair.reasons), "muted", kit.font("small"))


def _paint_lead(painter: QPainter, rect: QRectF, lead: LeadRow) -> None:
    kit = theme.current()
    upper = QRectF(rect.left(), rect.top(), rect.width(), kit.line())
    lower = QRectF(rect.left(), upper.bottom() + 1, rect.width(), kit.line("small"))
    painting.draw_text(painter, upper, lead.name, "text", kit.font("base", painting.DEMI_BOLD))
    parts = dict.fromkeys(part for part in (lead.company, lead.email) if part and part != lead.name)
    line = ", ".join((*parts, wording.lifecycle_word(lead.lifecycle)))
    painting.draw_text(painter, lower, line, "muted", kit.font("small"))
