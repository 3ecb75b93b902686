"""What a page shows, as far as a saved view keeps it."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from salesdesk.domain.filters import Filter

if TYPE_CHECKING:
    from salesdesk.queries.views import SavedView


@dataclass(frozen=True, slots=True)
class Shown:
    """Kind of view, layout, filter and order, the pipeline where there are several, and the columns of a table."""

    kind: str
    layout: str
    filter: Filter
    sort: tuple[str, ...]
    pipeline_id: int | None = None
    columns: tuple[str, ...] = ()

    @property
    def kept(self) -> tuple[str, Filter, tuple[str, ...], tuple[str, ...], int | None]:
        """What the commands on views take, in their order."""
        return self.layout, self.filter, self.sort, self.columns, self.pipeline_id

    def is_view(self, view: SavedView) -> bool:
        """Tell whether a view keeps just this."""
        is_there = self.pipeline_id is None or view.pipeline_id in (None, self.pipeline_id)
        has_columns = view.columns in ((), self.columns)
        kept = (view.kind, view.layout, view.filter, view.sort)
        return is_there and has_columns and kept == (self.kind, self.layout, self.filter, self.sort)
