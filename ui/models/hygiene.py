"""The hygiene as a list: categories with their counts and sums, and under an open one its records."""

from __future__ import annotations

from dataclasses import dataclass

from PySide6.QtCore import QAbstractListModel, QModelIndex, QObject, QPersistentModelIndex, Qt
from typing_extensions import override

from salesdesk.queries import hygiene_rows
from salesdesk.queries.hygiene import Findings, Key
from salesdesk.queries.hygiene_rows import HygieneRow
from ui import wording
from ui.models.hygiene_words import category_word, detail_text
from ui.models.today import TodayModel

Index = QModelIndex | QPersistentModelIndex
ITEM_ROLE = Qt.ItemDataRole.UserRole + 1
PAGE = 20


@dataclass(frozen=True, slots=True)
class HygieneItem:
    """One line of the list: a category, a record under it, or the way to more records."""

    findings: Findings
    row: HygieneRow | None = None
    more: int = 0
    is_open: bool = False

    @property
    def category(self) -> str:
        """The category the item is or belongs to."""
        return self.findings.category

    @property
    def key(self) -> tuple[str, Key | int]:
        """What the item is known by from one reading to the next."""
        return self.category, self.row.key if self.row is not None else -1 if self.more else 0


class HygieneModel(QAbstractListModel):
    """The categories that have anything, and the records of the open one; at most one is open, at first the first."""

    def __init__(self, today: TodayModel, parent: QObject | None = None) -> None:
        """Follow what Today reads."""
        super().__init__(parent)
        self._today = today
        self._open: str | None = None
        self._shown = PAGE
        self.items: list[HygieneItem] = []
        today.rest_changed.connect(self.refresh)

    @property
    def open_category(self) -> str:
        """The category that is open, empty where none is."""
        return self._open or ""

    def count(self) -> int:
        """Return how many rows there are in all categories."""
        return sum(one.count for one in self._today.findings)

    def open(self, category: str) -> None:
        """Show the records of a category, or of none."""
        if category != self._open:
            self._open, self._shown = category, PAGE
            self.refresh()

    def show_more(self) -> None:
        """Show twenty more records of the open category."""
        self._shown += PAGE
        self.refresh()

    def place_of(self, key: object) -> int | None:
        """Return where an item stands, None where it is gone."""
        return next((at for at, item in enumerate(self.items) if item.key == key), None)

    def refresh(self) -> None:
        """Make the items anew."""
        found: list[HygieneItem] = []
        now = self._today.session.now()
        present = [one for one in self._today.findings if one.count]
        if self._open is None and present:
            self._open = present[0].category
        for findings in present:
            is_open = findings.category == self._open
            found.append(HygieneItem(findings, is_open=is_open))
            if is_open:
                keys = findings.keys[: self._shown]
                rows = self._today.session.read(hygiene_rows.rows, findings.category, keys, now)
                found += [HygieneItem(findings, row) for row in rows]
                if findings.count > len(keys):
                    found.append(HygieneItem(findings, more=findings.count - len(keys)))
        self.beginResetModel()
        self.items = found
        self.endResetModel()

    @override
    def rowCount(self, parent: Index = QModelIndex()) -> int:  # noqa: B008 (Qt's own signature)
        """Return how many items there are."""
        return 0 if parent.isValid() else len(self.items)

    @override
    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> object:
        """Return an item, or how it is read aloud."""
        if not index.isValid() or not 0 <= index.row() < len(self.items):
            return None
        item = self.items[index.row()]
        if role == ITEM_ROLE:
            return item
        if role in (Qt.ItemDataRole.DisplayRole, Qt.ItemDataRole.AccessibleTextRole):
            return self._spoken(item)
        if role == Qt.ItemDataRole.ToolTipRole and item.row is not None:
            return self._spoken(item)
        return None

    def _spoken(self, item: HygieneItem) -> str:
        if item.more:
            return self.tr("Show {count} more").format(count=min(PAGE, item.more))
        if item.row is not None:
            now = self._today.session.now()
            parts = [item.row.name, item.row.company, detail_text(item.row, now)]
            if item.row.amount_minor is not None:
                parts.append(wording.money_words(item.row.amount_minor, item.row.currency))
            return ", ".join(part for part in parts if part)
        text = self.tr("{category}, {count}, open") if item.is_open else self.tr("{category}, {count}, closed")
        return text.format(category=category_word(item.category), count=item.findings.count)
