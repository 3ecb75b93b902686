"""The list of leads with its head: the way to the table, and the chips that narrow the list."""

from __future__ import annotations

from PySide6.QtWidgets import QWidget

from salesdesk.domain.filters import EVERYTHING, Filter
from ui.delegates.record_row import RecordRowDelegate
from ui.models.filters import FilterDesk
from ui.models.leads import LeadListModel
from ui.views.filters.bar import FilterBar
from ui.views.filters.no_matches import NoMatches
from ui.views.record.lead_menus import is_named
from ui.views.record.list_pane import ListPane
from ui.widgets.button import IconButton


class LeadListPane(ListPane):
    """A list of leads that says by which filters it is narrowed."""

    def __init__(
        self,
        model: LeadListModel,
        delegate: RecordRowDelegate,
        desk: FilterDesk,
        currency: str,
        parent: QWidget | None = None,
    ) -> None:
        """Show the leads of a model; a desk words the filters."""
        super().__init__("", model, delegate, parent)
        self.heading.setText(self.tr("Leads"))
        self.add_button.setToolTip(self.tr("New lead"))
        self.add_button.setAccessibleName(self.tr("New lead"))
        self.words_field.setPlaceholderText(self.tr("Find a lead"))
        self.table_button = IconButton("table", self.tr("Show as table (V)"))
        self.table_button.setObjectName("list_table")
        self.put_first(self.table_button)
        self.filters = FilterBar(desk, currency)
        self.filters.set_margins(16, 0, 8, 8)
        self.filters.hide()
        self.put_above_list(self.filters)
        self.no_matches = NoMatches(desk)
        self.no_matches.removal_requested.connect(self.filters.remove)
        self.no_matches.clearing_requested.connect(self.filters.clear)

    def show_filter(self, chosen: Filter) -> None:
        """Show the chips of a filter, where the menu of stages does not name it."""
        if self.filters.filter != chosen:
            self.filters.set_filter(chosen)
        self.filters.setVisible(chosen != EVERYTHING and not is_named(chosen))
