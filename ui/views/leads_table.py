"""The leads screen as a table: head, filters, rows, and what stands in their place where nothing matches."""

from __future__ import annotations

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QApplication, QStackedWidget, QVBoxLayout, QWidget
from typing_extensions import override

from salesdesk.domain.filters import EVERYTHING, Filter
from ui import wording
from ui.models.filters import FilterDesk
from ui.session import DeskSession
from ui.views.filters.bar import FilterBar
from ui.views.filters.no_matches import NoMatches
from ui.views.table.leads import LeadTable
from ui.widgets.button import Button
from ui.widgets.header import PageHeader
from ui.widgets.segmented import Segmented


def count_words(count: int, whole: int | None) -> str:
    """Return “38”, or “38 of 231” where a filter draws from more."""
    shown = wording.number_text(count)
    if whole is None or whole == count:
        return shown
    text = wording.translate("leads", "{count} of {whole}")
    return text.format(count=shown, whole=wording.number_text(whole))


class LeadsTableArea(QWidget):
    """Everything of the leads screen while it shows a table.

    Signals:
        layout_chosen: str. The leads are to be shown in another layout.
        filter_chosen: object. The filter as the rep wants it now.
        import_requested, new_requested: leads are to be imported, or one to be added.
        export_requested: what is shown is to be exported.
    """

    layout_chosen = Signal(str)
    filter_chosen = Signal(object)
    import_requested = Signal()
    new_requested = Signal()
    export_requested = Signal()

    def __init__(self, session: DeskSession, desk: FilterDesk, currency: str, parent: QWidget | None = None) -> None:
        """Read nothing before the first `show_filter`."""
        super().__init__(parent)
        self.setObjectName("leads_table_area")
        self._desk = desk
        self._make_header()
        self.filters = FilterBar(desk, currency)
        self.filters.filter_changed.connect(self.filter_chosen)
        self.table = LeadTable(session)
        self.table.layout_requested.connect(self.layout_chosen)
        self.table.totals_changed.connect(self._show_state)
        self.table.new_requested.connect(self.new_requested)
        self.table.import_requested.connect(self.import_requested)
        self.table.focus_filters_requested.connect(self.filters.open_text)
        for control in self.table.bar_controls():
            self.filters.add_control(control)
        self.no_matches = NoMatches(desk)
        self.no_matches.removal_requested.connect(self._remove)
        self.no_matches.clearing_requested.connect(self._clear)
        self._stack = QStackedWidget()
        self._stack.addWidget(self.table)
        self._stack.addWidget(self.no_matches)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addWidget(self.header)
        column.addWidget(self.filters)
        column.addWidget(self._stack, 1)

    def _make_header(self) -> None:
        self.header = PageHeader(self.tr("Leads"))
        self.layout_switch = Segmented(self.tr("Layout"))
        self.layout_switch.add_choice("list", self.tr("List"), "list-panel")
        self.layout_switch.add_choice("table", self.tr("Table"), "table")
        self.layout_switch.set_choice("table")
        self.layout_switch.chosen.connect(self._on_layout)
        self.import_button = Button(self.tr("Import"), icon="upload")
        self.import_button.setObjectName("import_button")
        self.import_button.clicked.connect(self.import_requested)
        self.export_button = Button(self.tr("Export"), icon="download")
        self.export_button.setObjectName("export_button")
        self.export_button.clicked.connect(self.export_requested)
        self.new_button = Button(self.tr("New lead"), "primary", icon="plus", keys="N")
        self.new_button.setObjectName("new_button")
        self.new_button.clicked.connect(self.new_requested)
        self.header.add_control(self.layout_switch)
        self.header.add_control(self.import_button, 12)
        self.header.add_control(self.export_button)
        self.header.add_control(self.new_button)

    def _on_layout(self, key: object) -> None:
        # The switch stays on the table: it is seen again only with the table.
        self.layout_switch.set_choice("table")
        if key != "table":
            self.layout_chosen.emit(str(key))

    def show_filter(self, chosen: Filter) -> None:
        """Show only the leads a filter lets through."""
        if chosen != self.filters.filter:
            self.filters.set_filter(chosen)
        self.table.set_filter(chosen)
        if not self.table.table.is_loaded:
            self.table.load()

    def is_on_rows(self) -> bool:
        """Tell whether the focus is on the rows or on what stands in their place, not on the controls above."""
        focused = QApplication.focusWidget()
        return focused is not None and self._stack.isAncestorOf(focused)

    def _remove(self, place: int) -> None:
        self.filters.remove(place)
        self.setFocus()

    def _clear(self) -> None:
        self.filters.clear()
        self.setFocus()

    def _show_state(self) -> None:
        count, chosen = len(self.table.shown_ids()), self.filters.filter
        whole = self.table.whole_count() if chosen != EVERYTHING else None
        self.header.set_figures([count_words(count, whole)])
        self.export_button.setEnabled(count > 0)
        had_focus = self.is_on_rows()
        if count == 0 and chosen != EVERYTHING:
            self.no_matches.explain(chosen, EVERYTHING)
            self._stack.setCurrentWidget(self.no_matches)
        else:
            self._stack.setCurrentWidget(self.table)
        focused = QApplication.focusWidget()
        if had_focus and (focused is None or not focused.isVisible()):
            self.setFocus()

    @override
    def setFocus(self, reason: Qt.FocusReason = Qt.FocusReason.OtherFocusReason) -> None:
        """Hand the focus to the rows, or to the way on where there are none."""
        if self._stack.currentWidget() is self.table:
            self.table.setFocus(reason)
        elif self.no_matches.first_button is not None:
            self.no_matches.first_button.setFocus(reason)
