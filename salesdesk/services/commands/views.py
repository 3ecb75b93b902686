"""Commands on saved views: named filters with an order and a layout."""

from __future__ import annotations

from dataclasses import dataclass

from salesdesk.domain.filters import Filter


@dataclass(frozen=True, slots=True)
class SaveView:
    """Keep what is shown under a name: kind “pipeline” or “leads”, layout, filter, order, columns and pipeline."""

    name: str
    kind: str
    layout: str
    filter: Filter
    sort: tuple[str, ...] = ()
    columns: tuple[str, ...] = ()
    pipeline: int | None = None


@dataclass(frozen=True, slots=True)
class UpdateView:
    """Let a view show what is shown now; its name and place stay."""

    view: int
    layout: str
    filter: Filter
    sort: tuple[str, ...] = ()
    columns: tuple[str, ...] = ()
    pipeline: int | None = None


@dataclass(frozen=True, slots=True)
class RenameView:
    """Give a view another name."""

    view: int
    name: str


@dataclass(frozen=True, slots=True)
class DeleteView:
    """Forget a view; what it showed stays as it is."""

    view: int


@dataclass(frozen=True, slots=True)
class ReorderViews:
    """Put all views into this order."""

    views: tuple[int, ...]


ViewCommand = SaveView | UpdateView | RenameView | DeleteView | ReorderViews
