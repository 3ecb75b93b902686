"""The cells of a table: text, pie and word, next step, pips, days in a pill, tick box (look.md, sections 5 and 6)."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from PySide6.QtCore import QModelIndex, QObject, QPersistentModelIndex, QPointF, QRectF, QSize, QSizeF, Qt
from PySide6.QtGui import QColor, QFont, QFontMetricsF, QPainter, QPixmap
from PySide6.QtWidgets import QStyledItemDelegate, QStyleOptionViewItem
from typing_extensions import override

from ui import faces, painting, resources, theme
from ui.models.table import TableModel
from ui.models.table_columns import TICK

PADDING = 8
TICK_LEFT = 20
MARK = 16
EDGE = 20
ICON = 13
PIE = 14
PILL_PADDING = 5
OFF_ICONS = {"lost": "circle-x", "nurture": "moon", "unqualified": "ban"}
KEPT_LOOKS = 600
KEPT_FITS = 6000
LEFT = int(painting.LEFT | Qt.TextFlag.TextSingleLine)
RIGHT = int(painting.RIGHT | Qt.TextFlag.TextSingleLine)


@dataclass(frozen=True, slots=True)
class Pie:
    """How far a stage is along, in its hue; one off the way shows an icon."""

    fraction: float
    hue: str
    kind: str = "open"


@dataclass(frozen=True, slots=True)
class CellLook:
    """What a cell shows: words in an ink, and before them an icon or a pie, or instead of them pips."""

    text: str = ""
    ink: str = "text"
    weight: QFont.Weight = painting.NORMAL
    icon: str = ""
    pie: Pie | None = None
    pips: str = ""
    is_pill: bool = False
    tip: str = ""


LookOf = Callable[[Any, str], CellLook]


class TableCellDelegate(QStyledItemDelegate):
    """Paints the cells of a table from what `look_of` says about a row and a column; remembers it until told."""

    def __init__(self, model: TableModel[Any], look_of: LookOf, parent: QObject | None = None) -> None:
        """Serve the columns of a model."""
        super().__init__(parent)
        self._model = model
        self._look_of = look_of
        self._looks: dict[int, tuple[object, dict[str, CellLook]]] = {}
        self._metrics: dict[QFont.Weight, tuple[QFont, QFontMetricsF]] = {}
        self._fitted: dict[tuple[str, QFont.Weight, int], str] = {}
        self._pips: dict[tuple[str, float], QPixmap] = {}
        self.hovered_row = -1
        self.last_section = -1
        theme.changed.connect(self.forget)

    def forget(self) -> None:
        """Word every cell anew, since theme or time is another."""
        self._looks.clear()
        self._metrics.clear()
        self._fitted.clear()
        self._pips.clear()

    def forget_row(self, record: int) -> None:
        """Word the cells of one record anew."""
        self._looks.pop(record, None)

    def look(self, place: int, key: str) -> CellLook:
        """Return what the cell of a row shows."""
        row = self._model.row_at(place)
        if row is None:
            return CellLook()
        known = self._looks.get(row.id)
        if known is None or known[0] is not row:
            if len(self._looks) > KEPT_LOOKS:
                self._looks.clear()
            known = self._looks[row.id] = (row, {})
        found = known[1].get(key)
        if found is None:
            found = known[1][key] = self._look_of(row, key)
        return found

    @override
    def sizeHint(self, option: QStyleOptionViewItem, index: QModelIndex | QPersistentModelIndex) -> QSize:
        """Return the height of a row; widths are the header’s."""
        return QSize(60, row_height())

    @override
    def paint(
        self, painter: QPainter, option: QStyleOptionViewItem, index: QModelIndex | QPersistentModelIndex
    ) -> None:
        """Draw ground, hairline and content of a cell."""
        look = theme.current()
        rect = option.rect
        is_ticked = self._model.is_ticked(index.row())
        is_hovered = index.row() == self.hovered_row
        ground = "selection" if is_ticked else "hover" if is_hovered else "window"
        painter.fillRect(rect, look.color(ground))
        painter.fillRect(rect.left(), rect.bottom(), rect.width(), 1, look.color("border"))
        plan = self._model.columns[index.column()]
        if plan.key == TICK:
            box = QRectF(rect.left() + TICK_LEFT, round(rect.center().y() - MARK / 2), MARK, MARK)
            state = Qt.CheckState.Checked if is_ticked else Qt.CheckState.Unchecked
            faces.check_box(painter, box, state, hover=is_hovered)
            return
        shown = self.look(index.row(), plan.key)
        edge = EDGE if index.column() == self.last_section else PADDING
        room = QRectF(rect).adjusted(PADDING, 0, -edge, -1)
        is_tinted = is_ticked or is_hovered
        self._paint_look(painter, room, shown, plan.is_right, is_tinted=is_tinted)

    def _paint_look(self, painter: QPainter, room: QRectF, shown: CellLook, is_right: bool, *, is_tinted: bool) -> None:
        # On a tint, quiet words are muted: subtle ones would be too faint.
        ink = "muted" if is_tinted and shown.ink == "subtle" else shown.ink
        if shown.pips:
            self._paint_pips(painter, room, shown.pips)
            return
        if shown.is_pill:
            self._paint_pill(painter, room, shown.text)
            return
        if shown.pie is not None:
            box = QRectF(room.left(), round(room.center().y() - PIE / 2), PIE, PIE)
            paint_pie(painter, box, shown.pie)
            room = room.adjusted(PIE + 6, 0, 0, 0)
        elif shown.icon:
            box = QRectF(room.left(), round(room.center().y() - ICON / 2), ICON, ICON)
            resources.paint_icon(painter, box, shown.icon, ink)
            room = room.adjusted(ICON + 6, 0, 0, 0)
        font = self._font(shown.weight)[0]
        text = self._elided(shown.text, shown.weight, int(room.width()))
        painter.setFont(font)
        painter.setPen(theme.current().color(ink))
        painter.drawText(room, RIGHT if is_right else LEFT, text)

    def _font(self, weight: QFont.Weight) -> tuple[QFont, QFontMetricsF]:
        found = self._metrics.get(weight)
        if found is None:
            font = theme.current().font("base", weight)
            found = self._metrics[weight] = (font, QFontMetricsF(font))
        return found

    def _elided(self, text: str, weight: QFont.Weight, width: int) -> str:
        """Return a text as it fits a width; measuring is dear, so it is done once."""
        key = (text, weight, width)
        found = self._fitted.get(key)
        if found is None:
            if len(self._fitted) > KEPT_FITS:
                self._fitted.clear()
            metrics = self._font(weight)[1]
            is_wider = metrics.horizontalAdvance(text) > width
            found = metrics.elidedText(text, Qt.TextElideMode.ElideRight, width) if is_wider else text
            self._fitted[key] = found
        return found

    def _paint_pips(self, painter: QPainter, room: QRectF, bant: str) -> None:
        ratio = painter.device().devicePixelRatio()
        found = self._pips.get((bant, ratio))
        if found is None:
            found = self._pips[bant, ratio] = _drawn_pips(bant, ratio)
        left = room.right() - found.width() / ratio
        painter.drawPixmap(QPointF(left, round(room.center().y() - painting.PIP_SIZE / 2) - 1), found)

    def _paint_pill(self, painter: QPainter, room: QRectF, text: str) -> None:
        font = theme.current().font("caption", painting.MEDIUM)
        width = painting.text_width(text, font) + 2 * PILL_PADDING
        height = painting.tag_height()
        pill = QRectF(room.right() - width, round(room.center().y() - height / 2), width, height)
        painting.fill_round(painter, pill, "warning_subtle", 4)
        painting.draw_text(painter, pill.adjusted(PILL_PADDING, 0, 0, 0), text, "warning", font)

    def fits(self, place: int, key: str, width: int) -> bool:
        """Tell whether the words of a cell show in full in a column of a width."""
        shown = self.look(place, key)
        taken = 2 * PADDING + (PIE + 6 if shown.pie is not None else ICON + 6 if shown.icon else 0)
        return self._font(shown.weight)[1].horizontalAdvance(shown.text) + taken <= width


def _drawn_pips(bant: str, ratio: float) -> QPixmap:
    """Return the four pips as a picture, with a pixel of air around them."""
    states = [
        (letter, {"y": "confirmed", "n": "failed"}.get(mark, "unknown"))
        for letter, mark in zip("BANT", bant, strict=True)
    ]
    width = painting.PIP_STEP * 4 - (painting.PIP_STEP - painting.PIP_SIZE)
    picture = QPixmap(QSizeF(width + 1, painting.PIP_SIZE + 2).toSize() * ratio)
    picture.setDevicePixelRatio(ratio)
    picture.fill(Qt.GlobalColor.transparent)
    painter = QPainter(picture)
    painting.bant_pips(painter, picture.width() / ratio, 1, states)
    painter.end()
    return picture


def paint_pie(painter: QPainter, box: QRectF, pie: Pie) -> None:
    """Draw the pie of a stage, a disc for won and an icon for what is off the way."""
    icon = OFF_ICONS.get(pie.kind)
    if icon is not None:
        resources.paint_icon(painter, box, icon, pie.hue)
    else:
        colour: QColor = theme.current().color(pie.hue)
        painting.stage_pie(painter, box, pie.fraction, colour, won=pie.kind == "won")


def row_height() -> int:
    """Return the height of a row, grown with the font."""
    return max(34, round(18 + 16 * theme.current().type.unit))
