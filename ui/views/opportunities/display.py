"""The menu of how opportunities are shown: density, what stands out, one currency, and the pipeline itself."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass

from PySide6.QtCore import Signal
from PySide6.QtGui import QAction, QActionGroup
from PySide6.QtWidgets import QMenu, QWidget

from ui import resources
from ui.views.board.signal_row import SIGNALS, signal_name


@dataclass(frozen=True, slots=True)
class Display:
    """How the page shows opportunities at the moment; `signals` are those it shows alone."""

    is_compact: bool
    signals: Collection[str]
    has_one_currency: bool
    currency: str
    has_several_currencies: bool
    can_edit_stages: bool


class DisplayMenu(QMenu):
    """Made anew for what holds at the moment.

    Signals:
        compact_chosen: bool. Lower cards and rows are wanted, or the usual ones.
        signal_chosen: str. Only cards that stand out in one way are wanted, or all again.
        one_currency_chosen: bool. Totals are to be converted, or to stand apart by currency.
        stages_requested: the stages are to be edited.
        pipeline_requested: a pipeline is to be added.
    """

    compact_chosen = Signal(bool)
    signal_chosen = Signal(str)
    one_currency_chosen = Signal(bool)
    stages_requested = Signal()
    pipeline_requested = Signal()

    def __init__(self, parent: QWidget) -> None:
        """Start empty until `fill`."""
        super().__init__(parent)
        self.setObjectName("display_menu")

    def fill(self, display: Display) -> None:
        """Offer what there is to choose."""
        self.clear()
        self._add_density(display.is_compact)
        self.addSeparator()
        self._add_signals(display.signals)
        if display.has_several_currencies:
            self.addSeparator()
            words = self.tr("Show totals in {currency} at dated rates").format(currency=display.currency)
            convert = self._checkable("one_currency", words, is_checked=display.has_one_currency)
            convert.triggered.connect(self.one_currency_chosen)
        self.addSeparator()
        if display.can_edit_stages:
            stages = self.addAction(resources.icon("pencil"), self.tr("Edit stages…"))
            stages.setObjectName("edit_stages")
            stages.triggered.connect(lambda: self.stages_requested.emit())
        pipeline = self.addAction(resources.icon("plus"), self.tr("New pipeline…"))
        pipeline.setObjectName("new_pipeline")
        pipeline.triggered.connect(lambda: self.pipeline_requested.emit())

    def _checkable(self, name: str, words: str, *, is_checked: bool, menu: QMenu | None = None) -> QAction:
        action = (menu or self).addAction(words)
        action.setObjectName(name)
        action.setCheckable(True)
        action.setChecked(is_checked)
        return action

    def _add_density(self, is_compact: bool) -> None:
        group = QActionGroup(self)
        for name, words, wanted in (
            ("comfortable", self.tr("Comfortable"), False),
            ("compact", self.tr("Compact"), True),
        ):
            action = self._checkable(name, words, is_checked=is_compact == wanted)
            action.triggered.connect(lambda _checked=False, wanted=wanted: self.compact_chosen.emit(wanted))
            group.addAction(action)

    def _add_signals(self, shown: Collection[str]) -> None:
        menu = self.addMenu(self.tr("Show only"))
        menu.setObjectName("show_only_menu")
        for signal in SIGNALS:
            action = self._checkable(f"only_{signal}", signal_name(signal), is_checked=signal in shown, menu=menu)
            action.triggered.connect(lambda _checked=False, chosen=signal: self.signal_chosen.emit(chosen))
