"""The context menu of the forecast: what a drag or a key does, and every month a card can go to."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from PySide6.QtCore import QCoreApplication, Signal
from PySide6.QtWidgets import QMenu, QWidget

from salesdesk.queries.forecast import Month
from ui import resources
from ui.views.board.deeds import NAMED, deed_text, native_keys
from ui.views.forecast.words import month_name

CARD_GROUPS = (
    ("open", "log"),
    ("move",),
    ("won", "lost", "nurture"),
    ("select", "select_all"),
    ("new",),
    ("delete",),
)
COLUMN_GROUPS = (("new",), ("select_all",))


@dataclass(frozen=True, slots=True)
class Standing:
    """What a menu is opened on: so many cards of a month, and the months they can go to."""

    month: Month
    months: Sequence[Month]
    count: int = 0


class MonthMenu(QMenu):
    """What can be done with the chosen cards, or, without any, with the column.

    Signals:
        deed_chosen: str. The name of a deed.
        month_chosen: date | None. An entry of “Move to”; None takes the close date away.
    """

    deed_chosen = Signal(str)
    month_chosen = Signal(object)

    def __init__(self, standing: Standing, parent: QWidget) -> None:
        """Offer what holds for so many cards that close in a month."""
        super().__init__(parent)
        self.setObjectName("month_menu")
        self._standing = standing
        for group in CARD_GROUPS if standing.count else COLUMN_GROUPS:
            if not self.isEmpty():
                self.addSeparator()
            for name in group:
                if name == "move":
                    self._add_move()
                elif NAMED[name].needs != "card" or standing.count == 1:
                    self._add_deed(name)

    def _add_deed(self, name: str) -> None:
        deed = NAMED[name]
        action = self.addAction(
            resources.icon(deed.icon), f"{forecast_deed_text(name, self._standing.count)}\t{native_keys(deed)}"
        )
        action.setObjectName(name)
        action.setProperty("destructive", name == "delete")
        action.triggered.connect(lambda _checked=False: self.deed_chosen.emit(name))

    def _add_move(self) -> None:
        menu = self.addMenu(resources.icon("calendar"), self.tr("Move to"))
        menu.setObjectName("month_choice")
        months = list(self._standing.months)
        at = months.index(self._standing.month) if self._standing.month in months else -1
        for place, month in enumerate(months):
            keys = ""
            if at >= 0 and abs(place - at) == 1:
                keys = native_keys(NAMED["forward" if place > at else "back"])
            self._add_month(menu, month, keys)
        menu.addSeparator()
        self._add_month(menu, None, "")

    def _add_month(self, menu: QMenu, month: Month, keys: str) -> None:
        action = menu.addAction(f"{month_name(month)}\t{keys}" if keys else month_name(month))
        action.setObjectName(f"month_{month:%Y_%m}" if month is not None else "month_none")
        action.setEnabled(month != self._standing.month)
        action.triggered.connect(lambda _checked=False: self.month_chosen.emit(month))


def forecast_deed_text(name: str, count: int = 1) -> str:
    """Return what a menu calls a deed where columns are months."""
    own = {
        "back": QCoreApplication.translate("forecast", "Move one month earlier"),
        "forward": QCoreApplication.translate("forecast", "Move one month later"),
        "select_all": QCoreApplication.translate("forecast", "Select all in this month"),
    }
    return own.get(name) or deed_text(NAMED[name], count)
