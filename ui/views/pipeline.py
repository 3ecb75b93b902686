"""The pipeline page: figures, filters, order, export, a new opportunity, and the layouts of the same opportunities."""

from __future__ import annotations

from typing import TYPE_CHECKING, cast

from PySide6.QtCore import QCoreApplication, QMetaMethod, Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QApplication, QStackedWidget, QVBoxLayout, QWidget
from typing_extensions import override

from salesdesk.domain.changes import Changes
from salesdesk.domain.filters import EVERYTHING, Condition, Filter
from salesdesk.domain.rates import Rate
from salesdesk.queries import settings
from salesdesk.queries.board import Sort, StageTotals, in_one_currency
from ui import wording
from ui.models.filters import FilterDesk, joined, opened
from ui.preferences import Preferences
from ui.session import DeskSession
from ui.views.board.signal_row import SIGNALS
from ui.views.board.words import own_first
from ui.views.filters.bar import FilterBar
from ui.views.filters.no_matches import NoMatches
from ui.views.filters.shown import Shown
from ui.views.opportunities.display import Display, DisplayMenu
from ui.views.opportunities.layouts import Layout, LayoutPlan, make_board, make_forecast, make_table
from ui.views.opportunities.order import SORTS, SortButton
from ui.views.opportunities.switcher import PipelineSwitcher
from ui.widgets.button import Button
from ui.widgets.header import PageHeader
from ui.widgets.segmented import Segmented

if TYPE_CHECKING:
    from salesdesk.queries.views import SavedView
    from ui.views.board.board import BoardView

translate = QCoreApplication.translate
LAYOUT_KEYS = {Qt.Key.Key_B: "board", Qt.Key.Key_V: "table", Qt.Key.Key_F: "forecast"}


def signal_condition(signal: str) -> Condition:
    """Return the filter for cards that stand out in one way."""
    return Condition("rotting", "is") if signal == "rotting" else Condition("next_step", "any_of", (signal,))


def rate_text(rate: Rate) -> str:
    """Return a rate with its day, “1 EUR = 1.0842 USD, 3 Nov 2026”."""
    text = translate("pipeline", "1 {currency} = {number} {into}, {day}")
    return text.format(
        currency=rate.currency, number=rate.as_decimal(), into=rate.into, day=wording.full_date_text(rate.dated_on)
    )


class PipelinePage(QWidget):
    """The open opportunities with their totals, from the open desk of a session.

    Signals:
        open_requested: str, int. Kind and id of a record to show on its page.
        export_requested: export what is shown.
        win_requested, lose_requested, nurture_requested: list. These opportunities are to leave, after a sheet.
        log_requested: str, int. An activity is to be logged with a record.
        new_requested: int. An opportunity is to be added to a stage.
        details_requested: int, str, object. The same, with a name and an amount in minor units or None.
        leads_requested: there is nothing here yet, but leads to qualify.
        stages_requested: the stages of the pipeline are to be edited.
        dragging_changed: bool. A card is in the hand, and the drop bar is up, or no longer.
        shown_changed: layout, filter, order, columns or pipeline are others: see `shown`.
        save_requested: what is shown is to be kept as a view.
    """

    open_requested = Signal(str, int)
    export_requested = Signal()
    win_requested = Signal(list)
    lose_requested = Signal(list)
    nurture_requested = Signal(list)
    log_requested = Signal(str, int)
    new_requested = Signal(int)
    details_requested = Signal(int, str, object)
    leads_requested = Signal()
    stages_requested = Signal()
    dragging_changed = Signal(bool)
    shown_changed = Signal()
    save_requested = Signal()

    def __init__(
        self, session: DeskSession, preferences: Preferences | None = None, parent: QWidget | None = None
    ) -> None:
        """Show the opportunities in the layout the rep used last."""
        super().__init__(parent)
        self.setObjectName("pipeline_page")
        self._session = session
        self._preferences = preferences or Preferences()
        self._currency = session.read(settings.currency)
        self._desk = FilterDesk(session, "opportunity")
        self._sort: Sort = "rank"
        self._layouts: dict[str, LayoutPlan] = {
            "board": LayoutPlan(self.tr("Board"), "columns", make_board),
            "table": LayoutPlan(self.tr("Table"), "table", make_table),
            "forecast": LayoutPlan(self.tr("Forecast"), "forecast", make_forecast),
        }
        self._made: dict[str, Layout] = {}
        self._given: dict[str, tuple[int | None, Filter]] = {}
        self._controls: dict[str, list[QWidget]] = {}
        self._rates: dict[str, Rate] | None = None
        self._key = ""
        self._is_stale = False
        self.opened_view: int | None = None
        self._build()
        self._switcher = PipelineSwitcher(session, self.header, self._preferences.pipeline, self)
        self._switcher.chosen.connect(self._show_pipeline)
        self._switcher.stages_requested.connect(self.stages_requested)
        self._switcher.can_edit_stages = self._can_edit_stages
        if self._preferences.has_one_currency:
            self._read_rates()
        session.changed.connect(self._on_changed)
        wanted = self._preferences.pipeline_layout
        self._show(wanted if wanted in self._layouts else "board")

    def _build(self) -> None:
        self.header = PageHeader(self.tr("Pipeline"))
        self.layout_switch = Segmented(self.tr("Layout"))
        for key, plan in self._layouts.items():
            self.layout_switch.add_choice(key, plan.name, plan.icon)
        self.layout_switch.chosen.connect(self.set_layout)
        self.export_button = Button(self.tr("Export"), icon="download")
        self.export_button.setObjectName("export_button")
        self.export_button.clicked.connect(self.export_requested)
        self.new_button = Button(self.tr("New opportunity"), "primary", icon="plus")
        self.new_button.setObjectName("new_button")
        self.new_button.clicked.connect(self.request_new)
        self.header.add_control(self.layout_switch)
        self.header.add_control(self.export_button, 12)
        self.header.add_control(self.new_button)
        self.filters = FilterBar(self._desk, self._currency)
        self.filters.save_requested.connect(self.save_requested)
        self.filters.filter_changed.connect(self._narrow)
        self._add_bar_controls()
        self.no_matches = NoMatches(self._desk)
        self.no_matches.removal_requested.connect(self._remove_filter)
        self.no_matches.clearing_requested.connect(self._clear_filters)
        self._stack = QStackedWidget()
        self._stack.addWidget(self.no_matches)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addWidget(self.header)
        column.addWidget(self.filters)
        column.addWidget(self._stack, 1)

    def _add_bar_controls(self) -> None:
        self.sort_button = SortButton()
        self.sort_button.sort_chosen.connect(self.set_sort)
        self.display_button = Button(self.tr("Display"), "quiet", icon="sliders")
        menu = self.display_menu = DisplayMenu(self)
        menu.aboutToShow.connect(self.fill_display_menu)
        menu.compact_chosen.connect(self.set_compact)
        menu.signal_chosen.connect(self.show_only)
        menu.one_currency_chosen.connect(self.set_one_currency)
        menu.stages_requested.connect(self.stages_requested)
        menu.pipeline_requested.connect(lambda: self._switcher.ask_new(self.display_button))
        self.display_button.setObjectName("display_button")
        self.display_button.setMenu(menu)
        self.filters.add_control(self.sort_button)
        self.filters.add_control(self.display_button)

    # Layouts

    @property
    def board(self) -> BoardView:
        """The layout as columns of cards, made now if it was not."""
        return cast("BoardView", self._layout_of("board"))

    @property
    def layout_key(self) -> str:
        """Which layout shows."""
        return self._key

    @property
    def shown_layout(self) -> Layout:
        """The layout that shows."""
        return self._made[self._key]

    def set_layout(self, key: str) -> None:
        """Show the opportunities in another layout, with the focus in it."""
        if key not in self._layouts:
            return
        self._show(key)
        self._preferences.pipeline_layout = key
        self.setFocus()

    def _show(self, key: str) -> None:
        self._key = key
        layout = self._layout_of(key)
        pipeline_id, chosen = self._wanted()
        if self._given[key] != (pipeline_id, chosen):
            self._given[key] = pipeline_id, chosen
            layout.set_pipeline(pipeline_id)
            layout.set_filter(chosen)
        self.layout_switch.set_choice(key)
        self.sort_button.setVisible(hasattr(layout, "set_sort"))
        for owner, controls in self._controls.items():
            for control in controls:
                control.setVisible(owner == key)
        self._show_state()
        self.shown_changed.emit()

    def _wanted(self) -> tuple[int | None, Filter]:
        return self._switcher.pipeline_id, self.filters.filter

    def _layout_of(self, key: str) -> Layout:
        found = self._made.get(key)
        if found is None:
            found = self._made[key] = self._layouts[key].make(self._session, self._currency)
            self._given[key] = self._wanted()
            self._stack.addWidget(cast(QWidget, found))
            self._connect(key, found)
            self._controls[key] = getattr(found, "bar_controls", list)()
            for control in self._controls[key]:
                self.filters.add_control(control)
            found.set_pipeline(self._switcher.pipeline_id)
            found.set_filter(self.filters.filter)
            self._give(found, "set_sort", self._sort)
            self._give(found, "set_compact", self._preferences.is_compact)
            if self._rates is not None:
                self._give(found, "set_rates", self._rates)
            found.load()
        return found

    def _give(self, layout: Layout, name: str, value: object) -> None:
        """Tell a layout what it is to heed, where it can."""
        heed = getattr(layout, name, None)
        if heed is not None:
            heed(value)

    def _connect(self, key: str, layout: Layout) -> None:
        for name, act in (
            ("open_requested", lambda record: self.open_requested.emit("opportunity", record)),
            ("log_requested", lambda record: self.log_requested.emit("opportunity", record)),
            ("win_requested", self.win_requested),
            ("lose_requested", self.lose_requested),
            ("nurture_requested", self.nurture_requested),
            ("new_requested", self.new_requested),
            ("details_requested", self.details_requested),
            ("leads_requested", self.leads_requested),
            ("stages_requested", self.stages_requested),
            ("dragging_changed", self.dragging_changed),
            ("totals_changed", lambda: self._on_totals(key)),
            ("layout_requested", self.set_layout),
            ("focus_filters_requested", self.focus_filters),
            ("signal_chosen", self.show_only),
            ("arranged", self.shown_changed),
        ):
            signal = getattr(layout, name, None)
            if signal is not None:
                signal.connect(act)

    def _on_totals(self, key: str) -> None:
        if key == self._key:
            self._show_state()

    def _show_state(self) -> None:
        if self._key not in self._made:
            return
        self._is_stale = False
        self._show_figures()
        layout = self.shown_layout
        had_focus = self._has_focus()
        if self.filters.filter != EVERYTHING and not layout.shown_ids():
            self.no_matches.explain(self.filters.filter, self._within())
            self._stack.setCurrentWidget(self.no_matches)
        else:
            self._stack.setCurrentWidget(cast(QWidget, layout))
        is_elsewhere = not self._has_focus() or self._stack.currentWidget() is self.no_matches
        if had_focus and is_elsewhere:
            self.setFocus()

    def _has_focus(self) -> bool:
        """Tell whether the focus is on what is shown, rather than on the controls above."""
        focused = QApplication.focusWidget()
        return focused is not None and self._stack.isAncestorOf(focused) and focused.isVisible()

    # Filters

    def set_filter(self, chosen: Filter) -> None:
        """Narrow what is shown to what a filter lets through."""
        self.filters.set_filter(chosen)
        self._narrow(chosen)

    def show_only(self, signal: str) -> None:
        """Narrow what is shown to rotting cards, or to next steps in a state; asked again, no longer."""
        part = signal_condition(signal)
        mode, parts = opened(self.filters.filter)
        kept = parts if mode == "all" else (self.filters.filter,)
        others = [one for one in kept if getattr(one, "field", "") != part.field]
        self.set_filter(joined("all", others if part in kept else [*others, part]))

    def focus_filters(self) -> None:
        """Open the search for words."""
        self.filters.open_text()

    def _narrow(self, chosen: Filter) -> None:
        self._given[self._key] = self._wanted()
        self._is_stale = True
        self.shown_layout.set_filter(chosen)
        if self._is_stale:
            self._show_state()
        self.shown_changed.emit()

    def _remove_filter(self, place: int) -> None:
        self.filters.remove(place)
        self.setFocus()

    def _clear_filters(self) -> None:
        self.filters.clear()
        self.setFocus()

    # Pipelines

    @property
    def pipeline_id(self) -> int | None:
        """Which pipeline is shown."""
        return self._switcher.pipeline_id

    def set_pipeline(self, pipeline_id: int | None) -> None:
        """Show another pipeline, the first one where that is gone."""
        self._switcher.show_pipeline(pipeline_id)

    def _show_pipeline(self) -> None:
        self._preferences.pipeline = self._switcher.pipeline_id or 0
        self._show(self._key)

    def _within(self) -> Filter:
        """Return the filter that holds in any case: the pipeline, where there are several."""
        shown = self._switcher.pipeline_id
        if shown is None or not self._switcher.has_several():
            return EVERYTHING
        return Condition("pipeline", "any_of", (shown,))

    # Order and display

    def set_sort(self, sort: Sort) -> None:
        """Order the cards by something else."""
        self.sort_button.set_sort(sort)
        self._sort = sort
        for layout in self._made.values():
            self._give(layout, "set_sort", sort)
        self.shown_changed.emit()

    def set_compact(self, is_compact: bool) -> None:
        """Show lower cards and rows, or the usual ones."""
        self._preferences.is_compact = is_compact
        for layout in self._made.values():
            self._give(layout, "set_compact", is_compact)

    def set_one_currency(self, is_wanted: bool) -> None:
        """Add totals up in the desk’s currency as far as there are rates, or let each currency stand apart."""
        self._preferences.has_one_currency = is_wanted
        self._rates = None
        if is_wanted:
            self._read_rates()
        for layout in self._made.values():
            self._give(layout, "set_rates", self._rates)
        self._show_figures()

    def _read_rates(self) -> None:
        from salesdesk.queries import rates

        self._rates = self._session.read(rates.rates_into, self._currency, self._session.now().date())

    def fill_display_menu(self) -> None:
        """Offer in the display menu what there is to choose now."""
        kept = opened(self.filters.filter)[1] if opened(self.filters.filter)[0] == "all" else ()
        currencies = {total.currency for total in self.shown_layout.all_totals()}
        self.display_menu.fill(
            Display(
                self._preferences.is_compact,
                [signal for signal in SIGNALS if signal_condition(signal) in kept],
                self._rates is not None,
                self._currency,
                self._rates is not None or len(currencies | {self._currency}) > 1,
                self._can_edit_stages(),
            )
        )

    def _can_edit_stages(self) -> bool:
        """Tell whether anyone would heed the wish to edit the stages."""
        return self.isSignalConnected(QMetaMethod.fromSignal(self.stages_requested))

    def _on_changed(self, changes: Changes, _origin: object) -> None:
        if self._rates is not None and changes.touches("exchange_rate"):
            self.set_one_currency(True)
        if self.filters.filter != EVERYTHING and changes.touches("stage", "pipeline"):
            self.filters.refresh_words()

    # Views

    def shown(self) -> Shown:
        """Return what is shown, as far as a view keeps it."""
        order = getattr(self.shown_layout, "order", None)
        sort = tuple(order()) if order is not None else (self._sort,)
        pipeline_id = self._switcher.pipeline_id if self._switcher.has_several() else None
        columns: tuple[str, ...] = getattr(self.shown_layout, "shown_columns", tuple)()
        return Shown("pipeline", self._key, self.filters.filter, sort, pipeline_id, columns)

    def show_view(self, view: SavedView) -> None:
        """Show what a view keeps."""
        if view.pipeline_id is not None:
            self.set_pipeline(view.pipeline_id)
        self.filters.set_filter(view.filter)
        key = view.layout if view.layout in self._layouts else "board"
        if view.sort and view.sort[0] in SORTS and not hasattr(self._layout_of(key), "order"):
            self.set_sort(view.sort[0])
        self._show(key)
        self._give(self.shown_layout, "set_columns", view.columns)
        self._give(self.shown_layout, "set_order", view.sort)
        self._preferences.pipeline_layout = key
        self.opened_view = view.id
        self.shown_changed.emit()

    def set_saved(self, is_saved: bool) -> None:
        """Tell whether what is shown is a view already."""
        self.filters.set_saved(is_saved)

    # What the window asks

    def show_record(self, opportunity: int) -> None:
        """Bring an opportunity into sight and make it current, in whichever pipeline it is."""
        if self._switcher.has_several() and opportunity not in self.shown_ids():
            from salesdesk.queries import pipelines

            self.set_pipeline(self._session.read(pipelines.pipeline_of, opportunity))
        self.shown_layout.show_record(opportunity)

    def shown_ids(self) -> list[int]:
        """Return the opportunities that are shown, in their order."""
        return self.shown_layout.shown_ids()

    def request_new(self) -> None:
        """Ask for a new opportunity where the focus is."""
        self.shown_layout.request_new()

    def _show_figures(self) -> None:
        totals = self.shown_layout.all_totals()
        if self._rates is not None:
            totals = in_one_currency(totals, self._currency, self._rates)
        totals = own_first(totals, self._currency) or [StageTotals(0, self._currency, 0, 0, 0)]
        count = wording.number_text(sum(total.count for total in totals))
        opened_text = self.tr("{count} open").format(count=count)
        if self.filters.filter != EVERYTHING:
            whole = wording.number_text(self.shown_layout.whole_count())
            opened_text = self.tr("{count} of {whole} open").format(count=count, whole=whole)
        amounts = [(total.amount_minor, total.currency) for total in totals]
        weighted = [(total.weighted_minor, total.currency) for total in totals]
        figures = [opened_text, wording.listed_money(amounts)]
        without_rate = sorted({total.currency for total in totals} - {self._currency})
        if self._rates is not None and without_rate:
            figures.append(self.tr("no rate for {currencies}").format(currencies=", ".join(without_rate)))
        figures.append(self.tr("{money} weighted").format(money=wording.listed_money(weighted, is_rounded=True)))
        said = [part for part in (self._rates_text(), wording.explained("weighted")) if part]
        self.header.set_figures(figures, "\n".join(said))

    def _rates_text(self) -> str:
        """Return by which rates amounts are converted, a line each."""
        used = {total.currency for total in self.shown_layout.all_totals()}
        return "\n".join(rate_text(rate) for code, rate in sorted((self._rates or {}).items()) if code in used)

    @override
    def setFocus(self, reason: Qt.FocusReason = Qt.FocusReason.OtherFocusReason) -> None:
        """Hand the focus to what is shown."""
        if self._stack.currentWidget() is not self.no_matches:
            cast(QWidget, self.shown_layout).setFocus(reason)
        elif self.no_matches.first_button is not None:
            self.no_matches.first_button.setFocus(reason)

    @override
    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Change the layout, or search for words, while the focus is on what is shown."""
        is_plain = not event.modifiers() & ~Qt.KeyboardModifier.KeypadModifier
        layout = LAYOUT_KEYS.get(Qt.Key(event.key())) if is_plain else None
        if self._has_focus() and not event.isAutoRepeat() and (layout in self._layouts or event.text() == "/"):
            if layout is not None:
                self.set_layout(layout)
            else:
                self.focus_filters()
            event.accept()
        else:
            super().keyPressEvent(event)
