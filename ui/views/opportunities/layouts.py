"""The ways to look at the same opportunities, each imported when it is first shown."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Protocol

from salesdesk.domain.filters import Filter
from salesdesk.queries.board import StageTotals
from ui.session import DeskSession


class Layout(Protocol):
    """A widget that shows the open opportunities in one way; it reads nothing before its first `load`.

    It has the signals that make sense for it, by these names: open_requested and log_requested (int), win_requested,
    lose_requested and nurture_requested (list), new_requested (int, a stage), leads_requested, stages_requested,
    totals_changed, focus_filters_requested, layout_requested (str), signal_chosen (str), dragging_changed (bool),
    arranged (other columns or another order).
    It may have set_sort(Sort), set_compact(bool) and set_rates(rates by currency, or None), and heeds what it is told.
    One with an order of its own has order() and set_order(names) in place of set_sort, for saved views; one
    with columns has shown_columns() and set_columns(names).
    """

    def load(self) -> None:
        """Read everything anew."""

    def set_filter(self, chosen: Filter) -> None:
        """Show only the opportunities a filter lets through."""

    def set_pipeline(self, pipeline_id: int | None) -> None:
        """Show another pipeline, the first one where none is named."""

    def all_totals(self) -> list[StageTotals]:
        """Return count and sums of the open opportunities that are shown, by currency."""

    def whole_count(self) -> int:
        """Return how many open opportunities there are without the filter."""

    def shown_ids(self) -> list[int]:
        """Return the opportunities that are shown, in their order."""

    def show_record(self, record: int) -> object:
        """Bring an opportunity into sight and make it current."""

    def request_new(self) -> None:
        """Ask for a new opportunity where the focus is."""


Maker = Callable[[DeskSession, str], Layout]


@dataclass(frozen=True, slots=True)
class LayoutPlan:
    """A layout before it is made: what the switch calls it, its icon, and how it is made for a session and currency."""

    name: str
    icon: str
    make: Maker


def make_board(session: DeskSession, currency: str) -> Layout:
    """Return the board."""
    from ui.views.board.board import BoardView

    return BoardView(session, currency)


def make_forecast(session: DeskSession, currency: str) -> Layout:
    """Return the opportunities by close month."""
    from ui.views.forecast.forecast import ForecastView

    return ForecastView(session, currency)


def make_table(session: DeskSession, currency: str) -> Layout:
    """Return the table."""
    from ui.views.table.opportunities import OpportunityTable

    return OpportunityTable(session, currency)
