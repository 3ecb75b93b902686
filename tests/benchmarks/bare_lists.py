"""The floor of the board: plain list views over cards in memory, painted by the same painter."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime

from PySide6.QtCore import QAbstractListModel, QModelIndex, QPersistentModelIndex, QRectF, QSize, Qt
from PySide6.QtGui import QPainter
from PySide6.QtWidgets import QHBoxLayout, QListView, QStyledItemDelegate, QStyleOptionViewItem, QWidget
from typing_extensions import override

from salesdesk.queries.board import Card, Stage
from ui.delegates.card import CardPainter

Index = QModelIndex | QPersistentModelIndex
GAP = 8


class _Rows(QAbstractListModel):
    def __init__(self, cards: Sequence[Card], parent: QWidget) -> None:
        super().__init__(parent)
        self.cards = cards

    @override
    def rowCount(self, parent: Index = QModelIndex()) -> int:  # noqa: B008 (Qt's own signature)
        return len(self.cards)

    @override
    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> object:
        return self.cards[index.row()].title if role == Qt.ItemDataRole.DisplayRole else None


class _Cards(QStyledItemDelegate):
    def __init__(self, painter: CardPainter, stage: Stage, now: datetime, parent: QListView) -> None:
        super().__init__(parent)
        self._painter = painter
        self._stage = stage
        self._now = now

    @override
    def sizeHint(self, option: QStyleOptionViewItem, index: Index) -> QSize:
        return QSize(200, self._painter.look.height + GAP)

    @override
    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        rows = index.model()
        assert isinstance(rows, _Rows)
        rect = QRectF(option.rect).adjusted(4, 0, -4, -GAP)
        words = self._painter.fit(rows.cards[index.row()], self._stage, self._now, round(rect.width()))
        self._painter.paint(painter, rect, words)


def bare_board(columns: Sequence[tuple[Stage, Sequence[Card]]], now: datetime, size: tuple[int, int]) -> QWidget:
    """Return a window of list views side by side, as Qt lays them out."""
    window = QWidget()
    window.resize(*size)
    row = QHBoxLayout(window)
    painter = CardPainter()
    for stage, cards in columns:
        view = QListView()
        view.setUniformItemSizes(True)
        view.setVerticalScrollMode(QListView.ScrollMode.ScrollPerPixel)
        view.setModel(_Rows(cards, view))
        view.setItemDelegate(_Cards(painter, stage, now, view))
        row.addWidget(view)
    return window
