"""A quiet line that names a lead on file that this one looks like, and why, with what can be done about it."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from PySide6.QtCore import QRectF, Qt, Signal, SignalInstance
from PySide6.QtGui import QPainter, QPaintEvent
from PySide6.QtWidgets import QHBoxLayout, QSizePolicy, QVBoxLayout, QWidget
from typing_extensions import override

from ui import painting, theme, wording
from ui.widgets.button import Button
from ui.widgets.labels import MEDIUM, ElidedLabel, IconLabel

if TYPE_CHECKING:
    from salesdesk.queries.duplicates import Candidate


class DuplicateLine(QWidget):
    """Shows the surest of the leads it may be; without any it takes no room.

    Signals: open_requested, merge_requested, apart_requested: int. The lead on file that is meant.
    """

    open_requested = Signal(int)
    merge_requested = Signal(int)
    apart_requested = Signal(int)

    def __init__(self, gap: int = 0, parent: QWidget | None = None) -> None:
        """Start hidden; the gap is what is left free below the line while it shows."""
        super().__init__(parent)
        self._gap = gap
        self.setObjectName("duplicate_line")
        self.candidates: Sequence[Candidate] = ()
        self.words_label = ElidedLabel("", "base", "text", MEDIUM)
        self.reasons_label = ElidedLabel("", "small", "muted")
        self.open_button = self._link(self.tr("Open"), "duplicate_open", self.open_requested)
        self.merge_button = self._link(self.tr("Merge"), "duplicate_merge", self.merge_requested)
        self.apart_button = self._link(self.tr("Not a duplicate"), "duplicate_apart", self.apart_requested)
        lower = QHBoxLayout()
        lower.setSpacing(12)
        lower.addWidget(self.reasons_label, 1)
        for button in (self.open_button, self.merge_button, self.apart_button):
            lower.addWidget(button)
        words = QVBoxLayout()
        words.setSpacing(0)
        words.addWidget(self.words_label)
        words.addLayout(lower)
        row = QHBoxLayout(self)
        row.setContentsMargins(12, 7, 12, 5 + gap)
        row.setSpacing(10)
        row.addWidget(IconLabel("users", "warning", 16), 0, Qt.AlignmentFlag.AlignTop)
        row.addLayout(words, 1)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self.hide()

    def _link(self, text: str, name: str, signal: SignalInstance) -> Button:
        button = Button(text, "link", "row")
        button.setObjectName(name)
        button.clicked.connect(lambda: self._ask(signal))
        return button

    def _ask(self, signal: SignalInstance) -> None:
        if self.candidates:
            signal.emit(self.candidates[0].id)

    @property
    def shown(self) -> Candidate | None:
        """The lead on file that is named."""
        return self.candidates[0] if self.candidates else None

    def show_candidates(self, candidates: Sequence[Candidate]) -> None:
        """Name the first of these leads."""
        self.candidates = tuple(candidates)
        self.setVisible(bool(candidates))
        if not candidates:
            return
        first = candidates[0]
        who = ", ".join(dict.fromkeys(part for part in (first.name, first.company) if part))
        self.words_label.setText(self._words(who))
        self.reasons_label.setText(" ".join(first.reasons))
        self.setAccessibleName(f"{self.words_label.text()}. {self.reasons_label.text()}")
        for button, words in (
            (self.open_button, self.tr("Open {who}")),
            (self.merge_button, self.tr("Merge with {who}")),
            (self.apart_button, self.tr("{who} is not a duplicate")),
        ):
            button.setAccessibleName(words.format(who=who))

    def _words(self, who: str) -> str:
        more = len(self.candidates) - 1
        if not more:
            return self.tr("Looks like {who}").format(who=who)
        one, many = self.tr("Looks like {who}, and like 1 more"), self.tr("Looks like {who}, and like {count} more")
        return (one if more == 1 else many).format(who=who, count=wording.number_text(more))

    @override
    def paintEvent(self, event: QPaintEvent) -> None:
        """Draw the ground."""
        painter = QPainter(self)
        ground = "well" if not theme.current().is_dark else "fill"
        painting.fill_round(painter, QRectF(self.rect()).adjusted(0, 0, 0, -self._gap), ground, 8)
        painter.end()
