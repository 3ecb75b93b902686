"""Cards of which one is chosen: link to a record that may be the same, or create a new one."""

from __future__ import annotations

from dataclasses import dataclass

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QVBoxLayout, QWidget

from ui.widgets.choices import ChoiceCard


@dataclass(frozen=True, slots=True)
class MatchOption:
    """One card; `record` is None for a new one."""

    record: int | None
    heading: str
    sentence: str = ""
    tag: tuple[str, str] | None = None
    action: str = ""


class MatchCards(QWidget):
    """Cards one below the other.

    Signals: `chosen` with the record of a card the rep chose; `action_requested` with the record whose link was used.
    """

    chosen = Signal(object)
    action_requested = Signal(object)

    def __init__(self, name: str, parent: QWidget | None = None) -> None:
        """Start without cards; the name is for screen readers and object names."""
        super().__init__(parent)
        self.setObjectName(name)
        self.cards: dict[int | None, ChoiceCard] = {}
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(0, 0, 0, 0)
        self._column.setSpacing(6)

    def show_options(self, options: list[MatchOption], chosen: int | None) -> None:
        """Show these cards, one of them chosen."""
        for card in self.cards.values():
            self._column.removeWidget(card)
            card.hide()
            # Two sets of radio buttons under one parent would exclude each other until the old ones are gone.
            card.setParent(None)
            card.deleteLater()
        self.cards = {}
        for option in options:
            card = ChoiceCard(option.heading, option.sentence, tag=option.tag, action=option.action, parent=self)
            card.setObjectName(f"{self.objectName()}_{option.record or 'new'}")
            card.clicked.connect(lambda _checked=False, record=option.record: self.chosen.emit(record))
            card.action_requested.connect(lambda record=option.record: self.action_requested.emit(record))
            self.cards[option.record] = card
            self._column.addWidget(card)
        self.cards[chosen if chosen in self.cards else None].setChecked(True)

    def choice(self) -> int | None:
        """Return the record of the card chosen, None for a new one."""
        return next((record for record, card in self.cards.items() if card.isChecked()), None)

    def choose(self, record: int | None) -> bool:
        """Choose a card without announcing it; False where there is none for the record."""
        if record not in self.cards:
            return False
        self.cards[record].setChecked(True)
        return True
