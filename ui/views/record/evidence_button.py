"""The button in the composer that says what the activity confirmed or ruled out."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import replace

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QMenu, QWidget

from salesdesk.domain.evidence import Dimension
from salesdesk.services.commands import Evidence
from ui import resources, wording
from ui.views.record import evidence_words
from ui.widgets.button import Button

OFFERED = ("confirmed", "failed")


class EvidenceButton(Button):
    """Names the dimensions that were chosen, “Budget confirmed”, and opens a menu of all.

    Signals: `chosen` with the evidence, a tuple.
    """

    chosen = Signal(object)

    def __init__(self, parent: QWidget | None = None) -> None:
        """Start without dimensions, hidden."""
        super().__init__("", "standard", "row", icon="checklist", has_menu=True, parent=parent)
        self.setObjectName("composer_evidence")
        self._ask: Callable[[], Sequence[Dimension]] | None = None
        self._evidence: tuple[Evidence, ...] = ()
        menu = QMenu(self)
        menu.aboutToShow.connect(self._fill)
        self.setMenu(menu)
        self.hide()

    def ask_about(self, dimensions: Callable[[], Sequence[Dimension]]) -> None:
        """Offer these dimensions."""
        self._ask = dimensions

    def _dimensions(self) -> Sequence[Dimension]:
        return self._ask() if self._ask is not None else ()

    def noted(self, text: str) -> tuple[Evidence, ...]:
        """Return what is chosen and still asked for, with the text as its note where the dimension has none yet."""
        known = {dimension.code: dimension for dimension in self._dimensions()}
        return tuple(
            replace(one, note=text) if text and not known[one.criterion].note else one
            for one in self._evidence
            if one.criterion in known
        )

    def show_evidence(self, evidence: tuple[Evidence, ...], *, is_offered: bool) -> None:
        """Show what is chosen; where nothing can be offered the button is gone."""
        self._evidence = evidence
        self.setVisible(is_offered and self._ask is not None)
        names = {dimension.code: dimension.name for dimension in self._dimensions()} if evidence else {}
        said = [
            self.tr("{dimension} {state}").format(
                dimension=names.get(one.criterion, one.criterion), state=evidence_words.state_word(one.state).lower()
            )
            for one in evidence
        ]
        many = self.tr("{count} answers").format(count=wording.number_text(len(said)))
        self.setText(self.tr("Evidence") if not said else said[0] if len(said) == 1 else many)
        self.setToolTip("\n".join(said) or self.tr("What this confirmed or ruled out"))
        self.setAccessibleDescription(", ".join(said))
        self.updateGeometry()

    def _fill(self) -> None:
        menu = self.menu()
        menu.clear()
        held = {one.criterion: one.state for one in self._evidence}
        for dimension in self._dimensions():
            state = held.get(dimension.code, "unknown")
            part = menu.addMenu(resources.icon(evidence_words.STATE_ICONS[state]), dimension.name)
            part.setObjectName(f"evidence_{dimension.code}")
            for offered in OFFERED:
                action = part.addAction(evidence_words.state_word(offered))
                action.setObjectName(offered)
                action.setCheckable(True)
                action.setChecked(state == offered)
                action.triggered.connect(
                    lambda is_on, code=dimension.code, given=offered: self._choose(code, given if is_on else "")
                )

    def _choose(self, dimension: str, state: str) -> None:
        rest = tuple(one for one in self._evidence if one.criterion != dimension)
        added = (Evidence(dimension, state),) if state else ()  # type: ignore[arg-type]
        order = [one.code for one in self._dimensions()]
        both = sorted((*rest, *added), key=lambda one: order.index(one.criterion) if one.criterion in order else 99)
        self.chosen.emit(tuple(both))
