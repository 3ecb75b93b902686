"""The button over an evidence note that says which activity it came from."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, datetime
from typing import TYPE_CHECKING

from PySide6.QtCore import Signal
from PySide6.QtGui import QAction
from PySide6.QtWidgets import QMenu, QWidget

from ui import resources, wording
from ui.widgets.button import Button

if TYPE_CHECKING:
    from salesdesk.queries.qualifying import Source


class SourceButton(Button):
    """Names an activity, “Call, 9 Nov”, and opens a menu of the others.

    Signals: `edited` when the rep picked another one.
    """

    edited = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        """Start without activities."""
        super().__init__("", "quiet", "row", has_menu=True, parent=parent)
        self._sources: dict[int, Source] = {}
        self._chosen: int | None = None
        self._today = date.min
        self._menu = QMenu(self)
        self._menu.aboutToShow.connect(self._fill_menu)
        self.setMenu(self._menu)
        self._show()

    def activity(self) -> int | None:
        """Return the id of the activity, nothing when none is named."""
        return self._chosen

    def said_at(self) -> datetime | None:
        """Return when the activity was, nothing when none is named."""
        source = self._sources.get(self._chosen) if self._chosen is not None else None
        return source.at if source is not None else None

    def show_sources(self, sources: Sequence[Source], today: date) -> None:
        """Offer these activities; without any there is nothing to choose."""
        self._sources = {source.id: source for source in sources}
        self._today = today
        self.setVisible(bool(sources))
        self._show()

    def set_activity(self, activity: int | None) -> None:
        """Name an activity; one that is gone is none."""
        self._chosen = activity if activity in self._sources else None
        self._show()

    def _show(self) -> None:
        source = self._sources.get(self._chosen) if self._chosen is not None else None
        self.setText(self._words(source) if source else self.tr("Where it came from"))
        self.set_icon_name(wording.activity_icon(source.kind) if source else "")

    def _words(self, source: Source) -> str:
        words = self.tr("{activity}, {date}")
        day = wording.date_text(source.day, self._today)
        return words.format(activity=wording.activity_word(source.kind), date=day)

    def _fill_menu(self) -> None:
        self._menu.clear()
        for source in self._sources.values():
            text = self._words(source)
            if source.subject:
                text = self.tr("{when}: {subject}").format(when=text, subject=source.subject[:60])
            action = QAction(resources.icon(wording.activity_icon(source.kind)), text, self._menu)
            action.setData(source.id)
            action.triggered.connect(lambda _checked=False, one=source.id: self._choose(one))
            self._menu.addAction(action)

    def _choose(self, activity: int) -> None:
        self.set_activity(activity)
        self.edited.emit()
