"""Which columns a table shows, in which order, how wide and sorted by what: the menu, and what is remembered of it."""

from __future__ import annotations

import json
from collections.abc import Sequence
from typing import Any

from PySide6.QtCore import QObject, Qt, Signal
from PySide6.QtGui import QAction, QKeyEvent, QMouseEvent
from PySide6.QtWidgets import QMenu, QWidget
from typing_extensions import override

from ui import theme
from ui.models.table_columns import TICK, ColumnPlan, SortKeys
from ui.preferences import Preferences
from ui.views.table.rows import TableRows

WIDEST = 1200
NARROWEST = 40
MOST_ROOM = 220


class ColumnsMenu(QMenu):
    """Every column to tick; stays open while columns are ticked, so that several are chosen in one go.

    Signals:
        column_toggled: str, bool. A column is to show, or not.
        reset_requested: columns and order as they were at first.
    """

    column_toggled = Signal(str, bool)
    reset_requested = Signal()

    def __init__(self, rows: TableRows, parent: QWidget) -> None:
        """Offer the columns of a table."""
        super().__init__(parent)
        self.setObjectName("columns_menu")
        self._rows = rows
        self.fill()
        rows.table.columns_changed.connect(self.fill)
        self.aboutToShow.connect(self.refresh)

    def fill(self) -> None:
        """Offer the columns that there are now, fields of the rep’s own apart."""
        self.clear()
        own = self._rows.table.own.fields
        shipped = [plan for plan in self._rows.table.columns if plan.key != TICK and plan.key not in own]
        for plan in shipped:
            self._add(plan)
        self.addSeparator()
        for plan in self._rows.table.own.plans():
            self._add(plan)
        self.addSeparator()
        self.reset_action = self.addAction(self.tr("Reset columns"))
        self.reset_action.setObjectName("reset_columns")
        self.reset_action.triggered.connect(self.reset_requested)
        self.refresh()

    def _add(self, plan: ColumnPlan) -> None:
        action = self.addAction(plan.title.replace("&", "&&"))
        action.setObjectName(f"column_{plan.key}")
        action.setCheckable(True)
        action.setData(plan.key)
        # The column that opens the record stays: a row without it would be nobody’s.
        action.setEnabled(not plan.is_opening)

    def refresh(self) -> None:
        """Tick what shows."""
        for action in self.actions():
            if action.isCheckable():
                section = self._rows.table.column_of(action.data())
                action.setChecked(not self._rows.isColumnHidden(section))

    @override
    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        """Tick a column and stay open; anything else closes the menu as usual."""
        action = self.actionAt(event.position().toPoint())
        if not self._toggle(action):
            super().mouseReleaseEvent(event)

    @override
    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Tick with Space and stay open, with Enter too."""
        is_choice = event.key() in (Qt.Key.Key_Space, Qt.Key.Key_Return, Qt.Key.Key_Enter)
        if not is_choice or not self._toggle(self.activeAction()):
            super().keyPressEvent(event)

    def _toggle(self, action: QAction | None) -> bool:
        if action is None or not action.isCheckable() or not action.isEnabled():
            return False
        action.setChecked(not action.isChecked())
        self.column_toggled.emit(action.data(), action.isChecked())
        return True


class ColumnMemory(QObject):
    """Lays the columns of a table out as they were left, and keeps what the rep changes."""

    def __init__(self, rows: TableRows, name: str, first_order: SortKeys) -> None:
        """Remember the table called `name`; nothing is laid out yet."""
        super().__init__(rows)
        self._rows = rows
        self._name = name
        self._first_order = first_order
        self._preferences = Preferences()
        self._widths: dict[str, int] = {}
        self._needed: dict[str, int] = {}
        theme.changed.connect(self._apply_widths)
        rows.arranged.connect(self._on_arranged)

    def restore(self) -> None:
        """Lay the columns out as they were left, or as they are at first."""
        kept = _readable(self._preferences.table(self._name))
        known = {plan.key: plan for plan in self._rows.table.columns if plan.key != TICK}
        wanted = [key for key in _texts(kept.get("columns")) if key in known]
        hidden = set(_texts(kept.get("hidden"))) if wanted else set()
        hidden.update(key for key, plan in known.items() if plan.is_hidden and key not in wanted)
        self._show([key for key in known if key not in hidden], [*wanted, *(key for key in known if key not in wanted)])
        widths = kept.get("widths")
        self._widths = {
            key: width
            for key, width in (widths.items() if isinstance(widths, dict) else ())
            if key in known and isinstance(width, int) and NARROWEST <= width <= WIDEST
        }
        self._apply_widths()
        sortable = {key for key, plan in known.items() if plan.is_sortable}
        order = kept.get("order")
        pairs = [one for one in (order if isinstance(order, list) else ()) if isinstance(one, list) and len(one) == 2]
        self._rows.table.set_order(
            tuple((key, bool(is_highest)) for key, is_highest in pairs if key in sortable) or self._first_order
        )

    def reset(self) -> None:
        """Forget what was changed."""
        self._preferences.keep_table(self._name, "")
        self.restore()

    def keep(self) -> None:
        """Keep columns, widths and order as they are now."""
        header, table = self._rows.header, self._rows.table
        columns = [table.columns[header.logicalIndex(place)].key for place in range(header.count())]
        written = {
            "columns": [key for key in columns if key != TICK],
            "hidden": [plan.key for place, plan in enumerate(table.columns) if self._rows.isColumnHidden(place)],
            "widths": self._widths,
            "order": [list(pair) for pair in table.order],
        }
        self._preferences.keep_table(self._name, json.dumps(written))

    def shown(self) -> tuple[str, ...]:
        """Return the columns that show, from left to right."""
        table = self._rows.table
        return tuple(table.columns[section].key for section in self._rows.header.shown_sections() if section)

    def show_column(self, key: str, is_shown: bool) -> None:
        """Show a column, or hide it."""
        self._rows.setColumnHidden(self._section(key), not is_shown)
        self._settle()
        self.keep()

    def show_only(self, keys: Sequence[str]) -> None:
        """Show these columns in this order and hide the others; without any that there is, leave them as they are."""
        known = [plan.key for plan in self._rows.table.columns if plan.key != TICK]
        wanted = [key for key in keys if key in known]
        if wanted and tuple(wanted) != self.shown():
            self._show(wanted, [*wanted, *(key for key in known if key not in wanted)])
            self.keep()

    def make_room(self, needed: dict[str, int]) -> None:
        """Widen columns that the rep has not given a width so that figures of these widths show in full."""
        if needed != self._needed:
            self._needed = needed
            self._apply_widths()

    def _width_of(self, plan: ColumnPlan) -> int:
        """Return how wide a column is unless the rep is just dragging it."""
        if plan.key in self._widths:
            return self._rows.scaled(self._widths[plan.key])
        return max(self._rows.scaled(plan.width), min(self._needed.get(plan.key, 0), self._rows.scaled(MOST_ROOM)))

    def _show(self, shown: Sequence[str], order: list[str]) -> None:
        for plan in self._rows.table.columns:
            if plan.key != TICK:
                is_hidden = plan.key not in shown and not plan.is_opening
                self._rows.setColumnHidden(self._section(plan.key), is_hidden)
        self._arrange(order)
        self._settle()

    def _settle(self) -> None:
        """Let the model read what shows, and the columns fill the width."""
        self._rows.table.show_own(self.shown())
        self._rows.leave_hidden_column()
        self._rows.fit_columns()

    def _section(self, key: str) -> int:
        return self._rows.table.column_of(key)

    def _arrange(self, keys: list[str]) -> None:
        header = self._rows.header
        for place, key in enumerate(keys, 1):
            header.moveSection(header.visualIndex(self._section(key)), place)

    def _apply_widths(self) -> None:
        self._rows.setColumnWidth(0, self._rows.scaled(self._rows.table.columns[0].width))
        for place, plan in enumerate(self._rows.table.columns):
            if place and not plan.is_flexible:
                self._rows.setColumnWidth(place, self._width_of(plan))
        self._rows.fit_columns()

    def _on_arranged(self) -> None:
        unit = theme.current().type.unit
        for place, plan in enumerate(self._rows.table.columns):
            width = self._rows.columnWidth(place)
            is_new = width != self._width_of(plan)
            if place and not plan.is_flexible and is_new and not self._rows.isColumnHidden(place):
                self._widths[plan.key] = max(NARROWEST, min(round(width / unit), WIDEST))
        self._rows.fit_columns()
        self.keep()


def _readable(text: str) -> dict[str, Any]:
    """Return what was kept, or nothing where the text is not what was written."""
    try:
        found = json.loads(text) if text else {}
    except ValueError:
        return {}
    return found if isinstance(found, dict) else {}


def _texts(found: object) -> list[str]:
    return [one for one in found if isinstance(one, str)] if isinstance(found, list) else []
