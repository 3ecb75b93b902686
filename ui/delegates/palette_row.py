"""How a row of the palette is painted."""

from __future__ import annotations

from PySide6.QtCore import QModelIndex, QPersistentModelIndex, QRectF, QSize
from PySide6.QtGui import QPainter
from PySide6.QtWidgets import QStyle, QStyledItemDelegate, QStyleOptionViewItem
from typing_extensions import override

from salesdesk.queries import search
from salesdesk.queries.search import Hit
from ui import painting, resources, theme
from ui.models.palette import ENTRY, Entry, PaletteModel

ROW, CAPTION = 38, 32
EDGE = 8
ICON_LEFT, TEXT_LEFT, RIGHT = 18, 45, 18
GAP = 10


class PaletteDelegate(QStyledItemDelegate):
    """Paints captions, records with the match in accent, deeds and commands with their keys."""

    @override
    def sizeHint(self, option: QStyleOptionViewItem, index: QModelIndex | QPersistentModelIndex) -> QSize:
        """Return 38 px for a row and 32 for a caption, grown with the font."""
        entry: Entry = index.data(ENTRY)
        height = CAPTION if entry.deed is None and not entry.icon else ROW
        return QSize(100, max(height, round(height - 16 + 16 * theme.current().type.unit)))

    @override
    def paint(
        self, painter: QPainter, option: QStyleOptionViewItem, index: QModelIndex | QPersistentModelIndex
    ) -> None:
        """Draw the row."""
        entry: Entry = index.data(ENTRY)
        rect = QRectF(option.rect)
        if entry.deed is None and not entry.icon:
            room = rect.adjusted(ICON_LEFT, 8, -RIGHT, 0)
            painting.draw_text(painter, room, entry.text, "muted", painting.font("caption", painting.DEMI_BOLD))
            return
        is_chosen = bool(option.state & QStyle.StateFlag.State_Selected)
        if is_chosen:
            painting.fill_round(painter, rect.adjusted(EDGE, 0, -EDGE, 0), "selection", 6)
        box = QRectF(rect.left() + ICON_LEFT, round(rect.center().y() - 8), 16, 16)
        if entry.hit is not None and entry.hit.kind == "opportunity":
            _paint_stage(painter, box.adjusted(1, 1, -1, -1), entry.hit)
        else:
            resources.paint_icon(painter, box, entry.icon, "muted" if is_chosen else "subtle")
        right = self._paint_right(painter, rect, entry, is_chosen)
        model = index.model()
        wanted = model.wanted if isinstance(model, PaletteModel) else ""
        room = QRectF(rect.left() + TEXT_LEFT, rect.top(), right - rect.left() - TEXT_LEFT, rect.height())
        left = _paint_match(painter, room, entry.text, wanted)
        if entry.detail and room.right() - left > 3 * GAP:
            rest = QRectF(left + GAP, rect.top(), room.right() - left - GAP, rect.height())
            painting.draw_text(painter, rest, entry.detail, "muted", painting.font("small"))

    def _paint_right(self, painter: QPainter, rect: QRectF, entry: Entry, is_chosen: bool) -> float:
        """Paint key and note at the right end, and return where the text has to stop."""
        right = rect.right() - RIGHT
        keys = entry.keys or ("Return" if is_chosen and entry.note else "")
        if keys:
            width, height = painting.key_cap_width(keys), painting.key_cap_height()
            cap = QRectF(right - width, round(rect.center().y() - height / 2), width, height)
            painting.key_cap(painter, cap, keys)
            right -= width + 8
        if entry.note and is_chosen:
            font = painting.font("small")
            width = painting.text_width(entry.note, font) + 1
            room = QRectF(right - width, rect.top(), width, rect.height())
            painting.draw_text(painter, room, entry.note, "muted", font, painting.RIGHT)
            right -= width + 8
        return right


def _paint_stage(painter: QPainter, rect: QRectF, hit: Hit) -> None:
    if hit.stage_kind == "lost":
        resources.paint_icon(painter, rect, "circle-x", "st_lost")
        return
    colour = theme.current().color(hit.hue or "subtle")
    painting.stage_pie(painter, rect, hit.progress, colour, won=hit.stage_kind == "won")


def _paint_match(painter: QPainter, room: QRectF, text: str, wanted: str) -> float:
    """Paint a text with the parts that were typed in accent, and return where it ends."""
    plain, bold = painting.font(), painting.font("base", painting.DEMI_BOLD)
    left = room.left()
    for part, is_match in _parts(text, wanted):
        font = bold if is_match else plain
        rest = QRectF(left, room.top(), room.right() - left, room.height())
        if rest.width() <= 0:
            return left
        if not painting.draw_text(painter, rest, part, "accent_text" if is_match else "text", font):
            return room.right()
        left += painting.text_width(part, font)
    return left


def _parts(text: str, wanted: str) -> list[tuple[str, bool]]:
    """Return the text in pieces, each with whether it answers what was typed."""
    plain = "".join(search.folded(sign)[:1] or sign for sign in text)
    if not wanted or len(plain) != len(text):
        return [(text, False)]
    marks = [False] * len(text)
    for word in {wanted, *wanted.split()}:
        at = _place(plain, word)
        if at >= 0:
            marks[at : at + len(word)] = [True] * len(word)
    pieces: list[tuple[str, bool]] = []
    for sign, is_match in zip(text, marks, strict=True):
        if pieces and pieces[-1][1] == is_match:
            pieces[-1] = (pieces[-1][0] + sign, is_match)
        else:
            pieces.append((sign, is_match))
    return pieces


def _place(plain: str, word: str) -> int:
    """Return where a word is found, at the beginning of another word if it can be."""
    at = plain.find(word)
    while at > 0 and plain[at - 1].isalnum():
        later = plain.find(word, at + 1)
        if later < 0:
            return plain.find(word)
        at = later
    return at
