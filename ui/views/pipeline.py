"""The pipeline page: figures, filters, order, export, a new opportunity, and the layouts of the same opportunities."""

from __future__ import annotations

from typing import TYPE_CHECKING, cast

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QActionGroup, QKeyEvent
from PySide6.QtWidgets import QApplication, QMenu, QStackedWidget, QVBoxLayout, QWidget
from typing_extensions import override

from salesdesk.domain.filters import EVERYTHING, Condition, Filter
from salesdesk.queries import settings
from salesdesk.queries.board import Sort, StageTotals
from ui import wording
from ui.models.filters import FilterDesk, joined, opened
from ui.preferences import Preferences
from ui.session import DeskSession
from ui.views.board.words import own_first
from ui.views.filters.bar import FilterBar
from ui.views.opportunities.layouts import Layout, LayoutPlan, make_board, make_forecast
from ui.views.opportunities.no_matches import NoMatches
from ui.widgets.button import Button
from ui.widgets.header import PageHeader
from ui.widgets.segmented import Segmented

if TYPE_CHECKING:
    from ui.views.board.board import BoardView

SORTS: tuple[Sort, ...] = ("rank", "amount", "expected_close", "age", "score", "next_step")
LAYOUT_KEYS = {Qt.Key.Key_B: "board", Qt.Key.Key_V: "table", Qt.Key.Key_F: "forecast"}


def signal_condition(signal: str) -> Condition:
    """Return the filter for cards that stand out in one way."""
    return Condition("rotting", "is") if signal == "rotting" else Condition("next_step", "any_of", (signal,))


class PipelinePage(QWidget):
    """The open opportunities with their totals, from the open desk of a session.

    Signals:
        open_requested: str, int. Kind and id of a record to show on its page.
        export_requested: export what is shown.
        win_requested, lose_requested, nurture_requested: list. These opportunities are to leave, after a sheet.
        log_requested: str, int. An activity is to be logged with a record.
        new_requested: int. An opportunity is to be added to a stage.
        leads_requested: there is nothing here yet, but leads to qualify.
        stages_requested: the stages of the pipeline are to be edited.
        dragging_changed: bool. A card is in the hand, and the drop bar is up, or no longer.
    """

    open_requested = Signal(str, int)
    export_requested = Signal()
    win_requested = Signal(list)
    lose_requested = Signal(list)
    nurture_requested = Signal(list)
    log_requested = Signal(str, int)
    new_requested = Signal(int)
    leads_requested = Signal()
    stages_requested = Signal()
    dragging_changed = Signal(bool)

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
            "forecast": LayoutPlan(self.tr("Forecast"), "forecast", make_forecast),
        }
        self._made: dict[str, Layout] = {}
        self._given: dict[str, Filter] = {}
        self._key = ""
        self._is_stale = False
        self._build()
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
        self.new_button = Button(self.tr("New opportunity"), "primary", icon="plus", keys="N")
        self.new_button.setObjectName("new_button")
        self.new_button.clicked.connect(self.request_new)
        self.header.add_control(self.layout_switch)
        self.header.add_control(self.export_button, 12)
        self.header.add_control(self.new_button)
        self.filters = FilterBar(self._desk, self._currency, can_save=False)
        self.filters.filter_changed.connect(self._narrow)
        self.sort_button = Button("", "quiet", icon="sort")
        self.sort_button.setObjectName("sort_button")
        self._make_sort_menu()
        self.filters.add_control(self.sort_button)
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
        if self._given[key] != self.filters.filter:
            self._given[key] = self.filters.filter
            layout.set_filter(self.filters.filter)
        self.layout_switch.set_choice(key)
        self.sort_button.setVisible(hasattr(layout, "set_sort"))
        self._show_state()

    def _layout_of(self, key: str) -> Layout:
        found = self._made.get(key)
        if found is None:
            found = self._made[key] = self._layouts[key].make(self._session, self._currency)
            self._given[key] = self.filters.filter
            self._stack.addWidget(cast(QWidget, found))
            self._connect(key, found)
            found.set_filter(self.filters.filter)
            self._give_sort(found)
            found.load()
        return found

    def _connect(self, key: str, layout: Layout) -> None:
        for name, act in (
            ("open_requested", lambda record: self.open_requested.emit("opportunity", record)),
            ("log_requested", lambda record: self.log_requested.emit("opportunity", record)),
            ("win_requested", self.win_requested),
            ("lose_requested", self.lose_requested),
            ("nurture_requested", self.nurture_requested),
            ("new_requested", self.new_requested),
            ("leads_requested", self.leads_requested),
            ("stages_requested", self.stages_requested),
            ("dragging_changed", self.dragging_changed),
            ("totals_changed", lambda: self._on_totals(key)),
            ("layout_requested", self.set_layout),
            ("focus_filters_requested", self.focus_filters),
            ("signal_chosen", self.show_only),
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
            self.no_matches.explain(self.filters.filter, EVERYTHING)
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
        self._given[self._key] = chosen
        self._is_stale = True
        self.shown_layout.set_filter(chosen)
        if self._is_stale:
            self._show_state()

    def _remove_filter(self, place: int) -> None:
        self.filters.remove(place)
        self.setFocus()

    def _clear_filters(self) -> None:
        self.filters.clear()
        self.setFocus()

    # Order

    def _make_sort_menu(self) -> None:
        menu = QMenu(self)
        menu.setObjectName("sort_menu")
        group = QActionGroup(menu)
        for sort in SORTS:
            action = menu.addAction(self._sort_name(sort))
            action.setObjectName(f"sort_{sort}")
            action.setCheckable(True)
            action.setData(sort)
            action.setChecked(sort == "rank")
            group.addAction(action)
        group.triggered.connect(lambda action: self.set_sort(action.data()))
        self.sort_button.setMenu(menu)
        self._name_sort_button("rank")

    def _sort_name(self, sort: Sort) -> str:
        return {
            "rank": self.tr("Manual"),
            "amount": self.tr("Amount"),
            "expected_close": self.tr("Close date"),
            "age": self.tr("Age"),
            "score": self.tr("Score"),
            "next_step": self.tr("Next step"),
        }[sort]

    def _name_sort_button(self, sort: Sort) -> None:
        self.sort_button.setText(self._sort_name(sort))
        self.sort_button.setAccessibleName(self.tr("Sorted by: {name}").format(name=self._sort_name(sort)))
        self.sort_button.setToolTip(self.tr("What the cards of each column are sorted by"))
        self.sort_button.updateGeometry()

    def set_sort(self, sort: Sort) -> None:
        """Order the cards by something else."""
        for action in self.sort_button.menu().actions():
            action.setChecked(action.data() == sort)
        self._name_sort_button(sort)
        self._sort = sort
        for layout in self._made.values():
            self._give_sort(layout)

    def _give_sort(self, layout: Layout) -> None:
        set_sort = getattr(layout, "set_sort", None)
        if set_sort is not None:
            set_sort(self._sort)

    # What the window asks

    def show_record(self, opportunity: int) -> None:
        """Bring an opportunity into sight and make it current."""
        self.shown_layout.show_record(opportunity)

    def shown_ids(self) -> list[int]:
        """Return the opportunities that are shown, in their order."""
        return self.shown_layout.shown_ids()

    def request_new(self) -> None:
        """Ask for a new opportunity where the focus is."""
        self.shown_layout.request_new()

    def _show_figures(self) -> None:
        totals = own_first(self.shown_layout.all_totals(), self._currency)
        totals = totals or [StageTotals(0, self._currency, 0, 0, 0)]
        count = wording.number_text(sum(total.count for total in totals))
        opened_text = self.tr("{count} open").format(count=count)
        if self.filters.filter != EVERYTHING:
            whole = wording.number_text(self.shown_layout.whole_count())
            opened_text = self.tr("{count} of {whole} open").format(count=count, whole=whole)
        amounts = [(total.amount_minor, total.currency) for total in totals]
        weighted = [(total.weighted_minor, total.currency) for total in totals]
        self.header.set_figures(
            [
                opened_text,
                wording.listed_money(amounts),
                self.tr("{money} weighted").format(money=wording.listed_money(weighted, is_rounded=True)),
            ]
        )

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
