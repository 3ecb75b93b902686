"""Where the rep is, was, and came back from."""

from __future__ import annotations

from dataclasses import dataclass

SCREENS = ("today", "leads", "pipeline")
KEPT = 100


@dataclass(frozen=True, slots=True)
class Place:
    """Somewhere the rep can be: a page, or one record on it."""

    page: str
    record: int | None = None

    @property
    def screen(self) -> str:
        """The screen of the sidebar that the place belongs to."""
        return "pipeline" if self.page == "opportunity" else self.page


class Places:
    """The places visited, with one of them the present."""

    def __init__(self, start: Place) -> None:
        """Begin at a place."""
        self.here = start
        self._back: list[Place] = []
        self._forward: list[Place] = []

    @property
    def has_back(self) -> bool:
        """Tell whether there is a place before this one."""
        return bool(self._back)

    @property
    def has_forward(self) -> bool:
        """Tell whether `back` was used since the last visit."""
        return bool(self._forward)

    def visit(self, place: Place) -> None:
        """Go to a place; the ones gone back from are forgotten."""
        if place != self.here:
            self._back = [*self._back, self.here][-KEPT:]
            self._forward.clear()
        self.here = place

    def replace(self, place: Place) -> None:
        """Be at another place, as if this one had never been visited."""
        self.here = place

    def back(self) -> Place:
        """Go to the place before this one, where there is one."""
        if self._back:
            self._forward.append(self.here)
            self.here = self._back.pop()
        return self.here

    def forward(self) -> Place:
        """Go to where `back` came from, where it was used."""
        if self._forward:
            self._back.append(self.here)
            self.here = self._forward.pop()
        return self.here
