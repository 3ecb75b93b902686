"""Leads by name with what is said about each, for lists in dialogs."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from PySide6.QtCore import QAbstractListModel, QModelIndex, QPersistentModelIndex, Qt
from PySide6.QtWidgets import QWidget
from typing_extensions import override

LINE = Qt.ItemDataRole.UserRole + 1
Index = QModelIndex | QPersistentModelIndex


@dataclass(frozen=True, slots=True)
class LeadLine:
    """A lead by name, what is said about it at the right, and a tag before that."""

    lead_id: int
    name: str
    said: str
    detail: str = ""
    tag: str = ""
    tag_kind: str = "neutral"


class LeadLineModel(QAbstractListModel):
    """The lines; made ready for as many as there are leads."""

    def __init__(self, parent: QWidget) -> None:
        """Start empty."""
        super().__init__(parent)
        self.lines: Sequence[LeadLine] = ()

    def show_lines(self, lines: Sequence[LeadLine]) -> None:
        """Hold other lines."""
        self.beginResetModel()
        self.lines = lines
        self.endResetModel()

    @override
    def rowCount(self, parent: Index = QModelIndex()) -> int:  # noqa: B008
        """Return how many there are."""
        return 0 if parent.isValid() else len(self.lines)

    @override
    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> object:
        """Return the line, or its words."""
        if not index.isValid():
            return None
        line = self.lines[index.row()]
        if role == LINE:
            return line
        if role == Qt.ItemDataRole.AccessibleTextRole:
            return ", ".join(part for part in (line.name, line.detail, line.tag, line.said) if part)
        if role == Qt.ItemDataRole.ToolTipRole:
            return ", ".join(part for part in (line.name, line.detail) if part)
        return line.name if role == Qt.ItemDataRole.DisplayRole else None
