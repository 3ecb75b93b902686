"""What stands in place of the records where the filters let none through."""

from __future__ import annotations

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QWidget

from salesdesk.domain.filters import Filter
from salesdesk.queries.filtering import Removal
from ui import wording
from ui.models.filters import FilterDesk, opened
from ui.widgets.button import Button
from ui.widgets.states import EmptyState


class NoMatches(EmptyState):
    """Names the filter that hides most, and takes it or all of them away.

    Signals:
        removal_requested: int. This part of the filter is to go.
        clearing_requested: every filter is to go.
    """

    removal_requested = Signal(int)
    clearing_requested = Signal()

    def __init__(self, desk: FilterDesk, parent: QWidget | None = None) -> None:
        """Start without words."""
        super().__init__("", parent=parent)
        self.setObjectName("no_matches")
        self._desk = desk
        self.first_button: Button | None = None

    def explain(self, chosen: Filter, within: Filter) -> None:
        """Say what would match without the part that hides most; `within` holds in any case."""
        count = len(opened(chosen)[1])
        heading = self._heading(count).format(count=wording.number_text(count))
        best = self._desk.best_to_remove(chosen, within)
        self.clear_buttons()
        has_removal = best is not None and best.part != chosen
        remove_button = self._add_removal(best) if best is not None and has_removal else None
        clear_button = self.add_button(Button(self.tr("Clear filters"), "quiet" if has_removal else "standard"))
        clear_button.setObjectName("clear_filters_button")
        clear_button.clicked.connect(self.clearing_requested)
        self.first_button = remove_button or clear_button
        sentence = self._sentence(best, count, has_removal)
        self.set_words(heading, sentence)
        self.setAccessibleName(heading)
        self.setAccessibleDescription(sentence)

    def _heading(self, count: int) -> str:
        if self._desk.kind == "lead":
            many, one = self.tr("No leads match these {count} filters"), self.tr("No leads match this filter")
        else:
            many = self.tr("No opportunities match these {count} filters")
            one = self.tr("No opportunities match this filter")
        return many if count > 1 else one

    def _add_removal(self, best: Removal) -> Button:
        name = self._desk.chips([best.part])[0].label
        button = self.add_button(Button(self.tr("Remove {filter}").format(filter=name)))
        button.setObjectName("remove_filter_button")
        button.clicked.connect(lambda: self.removal_requested.emit(best.place))
        return button

    def _sentence(self, best: Removal | None, count: int, has_removal: bool) -> str:
        if best is None:
            return ""
        is_lead = self._desk.kind == "lead"
        what = wording.leads_text(best.count) if is_lead else wording.opportunities_text(best.count)
        if has_removal:
            name = self._desk.chips([best.part])[0].label
            return self.tr("{what} would match if you remove {filter}.").format(what=what, filter=name)
        if count > 1:
            return self.tr("{what} would match without them.").format(what=what)
        return self.tr("{what} would match without it.").format(what=what)
