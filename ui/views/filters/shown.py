"""What a page shows, as far as a saved view keeps it."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from salesdesk.domain.filters import Filter

if TYPE_CHECKING:
    from salesdesk.queries.views import SavedView


@dataclass(frozen=True, slots=True)
class Shown:
    """Kind of view, layout, filter, order, and of opportunities the pipeline where there are several."""

    kind: str
    layout: str
    filter: Filter
    sort: tuple[str, ...]
    pipeline_id: int | None = None

    def is_view(self, view: SavedView) -> bool:
        """Tell whether a view keeps just this."""
        is_there = self.pipeline_id is None or view.pipeline_id in (None, self.pipeline_id)
        kept = (view.kind, view.layout, view.filter, view.sort)
        return is_there and kept == (self.kind, self.layout, self.filter, self.sort)
