"""A peek at a card: what it is worth, what comes next, how it rots, and what the evidence says, without opening it."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, datetime

from PySide6.QtCore import QRectF, Qt, Signal
from PySide6.QtGui import QKeyEvent, QPainter, QPaintEvent
from PySide6.QtWidgets import QGridLayout, QHBoxLayout, QVBoxLayout, QWidget
from typing_extensions import override

from salesdesk.domain.activities import step_state
from salesdesk.domain.evidence import Dimension
from salesdesk.queries.board import Card, Stage
from ui import painting, theme, wording
from ui.delegates.card import STEP_ROLES, card_rotting
from ui.views.board.words import card_sentence, rotting_tip
from ui.views.record import evidence_words
from ui.widgets.button import Button
from ui.widgets.dialog import Hairline
from ui.widgets.labels import DEMI_BOLD, MEDIUM, ElidedLabel, IconLabel, KeyHints, Label
from ui.widgets.popover import Popover

WIDTH = 384
PIP = 16
NOTE_LENGTH = 160
Key = Qt.Key


class Pip(QWidget):
    """The letter of a dimension as the card shows it."""

    def __init__(self, dimension: Dimension, parent: QWidget | None = None) -> None:
        """Show the state of a dimension."""
        super().__init__(parent)
        self._letter, self._state = dimension.letter, dimension.state
        side = max(PIP, theme.current().line("small"))
        self.setFixedSize(side, side)

    @override
    def paintEvent(self, event: QPaintEvent) -> None:
        """Draw the pip."""
        painter = QPainter(self)
        painting.bant_pip(painter, QRectF(self.rect()), self._letter, self._state)
        painter.end()


class PeekPopover(Popover):
    """One card in full; Up and Down go on to its neighbours, Enter opens it, Space closes.

    Signals: `open_requested`; `step_wanted` with 1 for the card below, -1 for the one above; `reaffirm_requested`
    with the code of a dimension whose evidence still holds.
    """

    open_requested = Signal()
    step_wanted = Signal(int)
    reaffirm_requested = Signal(str)

    def __init__(
        self, anchor: QWidget, card: Card, stage: Stage, dimensions: Sequence[Dimension], now: datetime
    ) -> None:
        """Show a card of a stage with its evidence."""
        super().__init__(anchor, WIDTH)
        self.setObjectName("peek_popover")
        self.setAccessibleName(card_sentence(card, stage, now))
        self.setAccessibleDescription(rotting_tip(card, stage, now))
        column = QVBoxLayout(self.body)
        column.setContentsMargins(16, 14, 16, 12)
        column.setSpacing(0)
        column.addWidget(Label(card.title, "subhead", "text", DEMI_BOLD, wraps=True))
        if card.account:
            column.addWidget(ElidedLabel(card.account, "small", "muted"))
        column.addSpacing(8)
        column.addLayout(self._facts(card, stage, now))
        column.addSpacing(6)
        column.addLayout(self._step(card, now))
        column.addSpacing(6)
        is_over = card_rotting(card, stage, now).days_over > 0
        column.addWidget(Label(rotting_tip(card, stage, now), "small", "warning" if is_over else "muted", wraps=True))
        column.addSpacing(10)
        column.addWidget(Hairline())
        column.addSpacing(10)
        column.addLayout(self._evidence(dimensions, now.date()))
        column.addSpacing(10)
        column.addWidget(Hairline())
        column.addSpacing(10)
        hints = [("Return", self.tr("Open")), ("Up Down", self.tr("Next card")), ("Space", self.tr("Close"))]
        column.addWidget(KeyHints(hints))

    def _facts(self, card: Card, stage: Stage, now: datetime) -> QHBoxLayout:
        row = QHBoxLayout()
        row.setSpacing(10)
        row.addWidget(Label(wording.money_text(card.amount_minor, card.currency), "base", "text", DEMI_BOLD))
        chance = self.tr("{percent} in {stage}").format(
            percent=wording.percent_text(card.probability), stage=stage.name
        )
        row.addWidget(ElidedLabel(chance, "small", "muted"), 1)
        close = card.expected_close
        is_past = close is not None and close < now.date()
        role, weight = ("danger", MEDIUM) if is_past else ("muted", painting.NORMAL)
        said = wording.close_text(close, now.date()) if close is not None else self.tr("No close date")
        row.addWidget(Label(said, "small", role, weight))
        return row

    def _step(self, card: Card, now: datetime) -> QHBoxLayout:
        role = STEP_ROLES[step_state(card.next_step, now)]
        icon = "alert-triangle" if card.next_step is None else wording.activity_icon(card.next_step.kind)
        row = QHBoxLayout()
        row.setSpacing(6)
        row.addWidget(IconLabel(icon, role, 13))
        weight = painting.NORMAL if role == "muted" else MEDIUM
        text = wording.step_text(card.next_step, now)
        if card.next_step is not None and card.next_step.subject not in ("", wording.step_name(card.next_step)):
            text = self.tr("{step}: {subject}").format(step=text, subject=card.next_step.subject)
        row.addWidget(ElidedLabel(text, "small", role, weight), 1)
        return row

    def _evidence(self, dimensions: Sequence[Dimension], today: date) -> QVBoxLayout:
        column = QVBoxLayout()
        column.setSpacing(8)
        head = QHBoxLayout()
        head.addWidget(Label(self.tr("BANT"), "base", "text", DEMI_BOLD))
        head.addStretch(1)
        head.addWidget(Label(evidence_words.progress_text(list(dimensions)), "small", "muted"))
        column.addLayout(head)
        grid = QGridLayout()
        grid.setHorizontalSpacing(8)
        grid.setVerticalSpacing(6)
        grid.setColumnStretch(2, 1)
        for dimension in dimensions:
            self._add_dimension(grid, dimension, today)
        column.addLayout(grid)
        return column

    def _add_dimension(self, grid: QGridLayout, dimension: Dimension, today: date) -> None:
        row = grid.rowCount()
        top = Qt.AlignmentFlag.AlignTop
        grid.addWidget(Pip(dimension), row, 0, top)
        grid.addWidget(Label(dimension.name, "small", "muted"), row, 1, top)
        said = evidence_words.headline(dimension, today)
        words = said or evidence_words.what_to_ask(dimension)
        value = ElidedLabel(words, "small", "text" if said else "muted", MEDIUM if said else painting.NORMAL)
        grid.addWidget(value, row, 2, top)
        grid.addWidget(self._standing(dimension, today), row, 3, top | Qt.AlignmentFlag.AlignRight)
        if dimension.note:
            note = dimension.note if len(dimension.note) <= NOTE_LENGTH else dimension.note[: NOTE_LENGTH - 1] + "…"
            grid.addWidget(Label(note, "small", "muted", wraps=True), row + 1, 2, 1, 2)

    def _standing(self, dimension: Dimension, today: date) -> QWidget:
        """Say that a dimension failed or is unknown, of a confirmed one since when; an aged one can be reaffirmed."""
        if dimension.is_aged:
            link = Button(self.tr("Aged, reaffirm"), "link", "row")
            link.setObjectName(f"reaffirm_{dimension.code}")
            link.setAccessibleName(self.tr("{dimension} has aged. Reaffirm").format(dimension=dimension.name))
            link.clicked.connect(lambda: self._reaffirm(link, dimension.code))
            return link
        if dimension.state == "confirmed":
            return Label(evidence_words.short_origin(dimension.primary, today)[1], "small", "muted")
        role = "danger" if dimension.state == "failed" else "muted"
        return Label(evidence_words.state_word(dimension.state), "small", role)

    def _reaffirm(self, link: Button, dimension: str) -> None:
        self.setFocus(Qt.FocusReason.OtherFocusReason)
        link.setEnabled(False)
        link.setText(self.tr("Reaffirmed"))
        self.reaffirm_requested.emit(dimension)

    @override
    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Close with Space, open with Enter, go on with the arrows."""
        step = {Key.Key_Down.value: 1, Key.Key_Up.value: -1}.get(event.key(), 0)
        if event.key() == Key.Key_Space and not event.isAutoRepeat():
            self.close()
        elif event.key() in (Key.Key_Return, Key.Key_Enter) and not event.isAutoRepeat():
            self.close()
            self.open_requested.emit()
        elif step:
            self.step_wanted.emit(step)
        super().keyPressEvent(event)
