"""What the sheets of Won and Lost have in common: the opportunity, its standing, and a refusal in place."""

from __future__ import annotations

from dataclasses import dataclass

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from salesdesk.domain.errors import NotFound
from salesdesk.queries import board
from salesdesk.queries.board import Card, Stage
from salesdesk.services.commands import LoseOpportunity, WinOpportunity
from ui import wording
from ui.session import DeskSession
from ui.widgets.dialog import DialogFrame
from ui.widgets.fields import ErrorLine
from ui.widgets.labels import DEMI_BOLD, Label

WIDTH = 528
MARGIN = 24
ROW_PADDING = 10


@dataclass(frozen=True, slots=True)
class Subject:
    """An opportunity that is about to be closed, and the stage it stands in."""

    card: Card
    stage: Stage


def subject_of(session: DeskSession, opportunity: int) -> Subject:
    """Return an opportunity with its stage. Raises: NotFound where it is gone."""
    cards = session.read(board.cards, [opportunity])
    if not cards:
        raise NotFound("opportunity", opportunity)
    stages = session.read(board.stages)
    return Subject(cards[0], next(stage for stage in stages if stage.id == cards[0].stage_id))


class ClosingDialog(DialogFrame):
    """A sheet that closes one opportunity; whatever way out is taken, nothing was saved before the way on."""

    def __init__(self, session: DeskSession, subject: Subject, caption: str, question: str, parent: QWidget) -> None:
        """Ask about an opportunity under its amount, stage and days in it."""
        super().__init__(parent, caption, WIDTH)
        self.session = session
        self.subject = subject
        card = subject.card
        now = session.now()
        days = max(0, (now.date() - card.entered_stage_at.astimezone(now.tzinfo).date()).days)
        money = wording.money_text(card.amount_minor, card.currency)
        self.heading = Label(question, "title", "text", DEMI_BOLD, wraps=True)
        self.standing = Label(self._standing(money, days), "base", "muted")
        self.refusal = ErrorLine()
        self.refusal.setObjectName("refusal")
        self.column = QVBoxLayout(self.body)
        self.column.setContentsMargins(MARGIN - ROW_PADDING, 20, MARGIN - ROW_PADDING, 18)
        self.column.setSpacing(0)
        self.add_inset(self.heading)
        self.column.addSpacing(2)
        self.add_inset(self.standing)
        self.column.addSpacing(12)
        self.secondary_button.clicked.connect(self.reject)

    def _standing(self, money: str, days: int) -> str:
        stage = self.subject.stage.name
        if days < 1:
            return self.tr("{money} in {stage} since today").format(money=money, stage=stage)
        span = wording.days_words(days)
        return self.tr("{money} in {stage} for {days}").format(money=money, stage=stage, days=span)

    def add_inset(self, *widgets: QWidget, spacing: int = 14, is_spread: bool = True, shift: int = 0) -> None:
        """Append widgets side by side, in line with the heading; rows of choices reach 10 px further."""
        row = QHBoxLayout()
        row.setContentsMargins(ROW_PADDING - shift, 0, ROW_PADDING, 0)
        row.setSpacing(spacing)
        for widget in widgets:
            row.addWidget(widget, int(is_spread), Qt.AlignmentFlag.AlignTop)
        if not is_spread:
            row.addStretch(1)
        self.column.addLayout(row)

    def close_with(self, command: WinOpportunity | LoseOpportunity) -> None:
        """Run the command and leave, or stay and show why it was refused.

        Raises: SalesDeskError where the command was refused.
        """
        if self.session.run(command, self, raises=True) is not None:
            is_won = isinstance(command, WinOpportunity)
            text = self.tr("Marked “{name}” as won") if is_won else self.tr("Marked “{name}” as lost")
            self.session.notify(text.format(name=self.subject.card.title), undoable=True)
            self.accept()
