"""The agenda as a list: headings, activities, leads that are awake, and ways to more of them."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta
from typing import Literal

from PySide6.QtCore import QAbstractListModel, QModelIndex, QObject, QPersistentModelIndex, Qt
from typing_extensions import override

from salesdesk.domain.activities import step_state
from salesdesk.queries import agenda
from salesdesk.queries.agenda import AgendaRow, AwakeRow, Section
from ui import wording
from ui.models.today import TodayModel

Index = QModelIndex | QPersistentModelIndex
ITEM_ROLE = Qt.ItemDataRole.UserRole + 1
PAGE = 50
# What does not fit into a row is in its tooltip.
SPOKEN_ROLES = (Qt.ItemDataRole.DisplayRole, Qt.ItemDataRole.AccessibleTextRole, Qt.ItemDataRole.ToolTipRole)
Kind = Literal["heading", "activity", "awake", "more"]


@dataclass(frozen=True, slots=True)
class Item:
    """One line of the list. `section` is “overdue”, “awake”, or the ISO date of a day."""

    kind: Kind
    section: str
    heading: str = ""
    count: int = 0
    row: AgendaRow | None = None
    awake: AwakeRow | None = None

    @property
    def is_late(self) -> bool:
        """Tell whether it stands under Overdue."""
        return self.section == "overdue"

    @property
    def key(self) -> tuple[str, int | str]:
        """What the item is known by from one reading to the next."""
        if self.row is not None:
            return "activity", self.row.id
        if self.awake is not None:
            return "awake", self.awake.lead_id
        return self.kind, self.section


class AgendaModel(QAbstractListModel):
    """The items of the agenda; each section shows fifty rows until more are asked for."""

    def __init__(self, today: TodayModel, parent: QObject | None = None) -> None:
        """Follow what Today reads."""
        super().__init__(parent)
        self._today = today
        self._shown: dict[str, int] = {}
        self.items: list[Item] = []
        today.agenda_changed.connect(self.refresh)

    def refresh(self) -> None:
        """Make the items anew; whoever shows them keeps the current one by its key."""
        found = self._make_items()
        if [one.key for one in found] == [one.key for one in self.items]:
            self.items = found
            if found:
                self.dataChanged.emit(self.index(0), self.index(len(found) - 1))
            return
        self.beginResetModel()
        self.items = found
        self.endResetModel()

    def show_more(self, section: str) -> None:
        """Show fifty more rows of a section."""
        self._shown[section] = self._shown.get(section, PAGE) + PAGE
        self.refresh()

    def place_of(self, key: tuple[str, int | str]) -> int | None:
        """Return where an item stands, None where it is gone."""
        return next((at for at, item in enumerate(self.items) if item.key == key), None)

    def _make_items(self) -> list[Item]:
        today = self._today.today
        late = [one for one in self._today.agenda.sections if one.day is None]
        coming = [one for one in self._today.agenda.sections if one.day is not None]
        shown = {id(one): one.ids[: self._shown.get(_key(one), PAGE)] for one in (*late, *coming)}
        wanted = [record for ids in shown.values() for record in ids]
        rows = {row.id: row for row in self._today.session.read(agenda.rows, wanted)}
        items: list[Item] = []
        for section in late:
            items += self._items_of(section, shown[id(section)], rows, today)
        items += self._awake_items()
        for section in coming:
            items += self._items_of(section, shown[id(section)], rows, today)
        return items

    def _items_of(self, section: Section, ids: tuple[int, ...], rows: dict[int, AgendaRow], today: date) -> list[Item]:
        key = _key(section)
        items = [Item("heading", key, self._heading(section, today), section.open_count)]
        items += [Item("activity", key, row=rows[one]) for one in ids if one in rows]
        if len(section.ids) > len(ids):
            items.append(Item("more", key, count=len(section.ids) - len(ids)))
        return items

    def _awake_items(self) -> list[Item]:
        ids = self._today.agenda.awake_ids
        if not ids:
            return []
        shown = ids[: self._shown.get("awake", PAGE)]
        rows = {row.lead_id: row for row in self._today.session.read(agenda.awake_rows, shown)}
        items = [Item("heading", "awake", self.tr("Back from Nurture"), len(ids))]
        items += [Item("awake", "awake", awake=rows[one]) for one in shown if one in rows]
        if len(ids) > len(shown):
            items.append(Item("more", "awake", count=len(ids) - len(shown)))
        return items

    def _heading(self, section: Section, today: date) -> str:
        if section.day is None:
            return self.tr("Overdue")
        if section.day == today:
            return self.tr("Today")
        if section.day == today + timedelta(days=1):
            return self.tr("Tomorrow")
        return wording.weekday_date(section.day, today)

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
        if role in SPOKEN_ROLES and not (role == Qt.ItemDataRole.ToolTipRole and item.kind == "heading"):
            return self.spoken(item)
        return None

    @override
    def flags(self, index: Index) -> Qt.ItemFlag:
        """Let everything but headings be current."""
        if not index.isValid():
            return Qt.ItemFlag.NoItemFlags
        if self.items[index.row()].kind == "heading":
            return Qt.ItemFlag.ItemNeverHasChildren
        return Qt.ItemFlag.ItemIsEnabled | Qt.ItemFlag.ItemIsSelectable | Qt.ItemFlag.ItemNeverHasChildren

    def spoken(self, item: Item) -> str:
        """Return an item as it is read aloud."""
        if item.kind == "heading":
            return self.tr("{heading}, {count}").format(heading=item.heading, count=item.count)
        if item.kind == "more":
            return self.tr("Show {count} more").format(count=min(PAGE, item.count))
        if item.awake is not None:
            text = self.tr("{name}, {company}, back from Nurture since {day}")
            day = wording.day_text(item.awake.wake_on, self._today.today)
            return text.format(name=item.awake.name, company=item.awake.company, day=day)
        row = item.row
        assert row is not None
        now = self._today.session.now()
        if row.done_at is not None:
            when = self.tr("done")
        elif step_state(row.step, now) == "planned" and row.due_at is not None:
            when = wording.when_text(row.due_at, now)
        else:
            when = wording.step_time(row.step, now)
        repeats = wording.recurrence_word(row.recurrence).lower() if row.recurrence else ""
        parts = (wording.activity_word(row.kind), row.subject, row.name, row.company, when, repeats)
        return ", ".join(part for part in parts if part)


def _key(section: Section) -> str:
    return section.day.isoformat() if section.day is not None else "overdue"
