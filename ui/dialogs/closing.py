"""What the sheets that close opportunities have in common: which ones, their standing, and a refusal in place."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from PySide6.QtCore import QCoreApplication, Qt
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from salesdesk.domain.errors import NotFound, SalesDeskError
from salesdesk.queries import board, pipelines
from salesdesk.queries.board import Card, Stage
from ui import wording
from ui.session import DeskSession
from ui.widgets.dialog import DialogFrame
from ui.widgets.fields import ErrorLine
from ui.widgets.labels import DEMI_BOLD, Label

if TYPE_CHECKING:
    from salesdesk.services.commands import Command

WIDTH = 528
MARGIN = 24
ROW_PADDING = 10
LISTED = 3
translate = QCoreApplication.translate


@dataclass(frozen=True, slots=True)
class Subject:
    """An opportunity that is about to be closed, and the stage it stands in."""

    card: Card
    stage: Stage


def subjects_of(session: DeskSession, opportunities: Sequence[int]) -> list[Subject]:
    """Return opportunities with their stages, in the order given. Raises: NotFound where one is gone."""
    cards = {card.id: card for card in session.read(board.cards, opportunities)}
    found = []
    for record in opportunities:
        if record not in cards:
            raise NotFound("opportunity", record)
        stages = session.read(board.stages, session.read(pipelines.pipeline_of, record))
        found.append(Subject(cards[record], next(one for one in stages if one.id == cards[record].stage_id)))
    return found


def called(subjects: Sequence[Subject]) -> str:
    """Return the name of the one opportunity, or how many there are."""
    return subjects[0].card.title if len(subjects) == 1 else wording.opportunities_text(len(subjects))


class ClosingDialog(DialogFrame):
    """A sheet that closes opportunities together; whatever way out is taken, nothing was saved before the way on."""

    def __init__(
        self, session: DeskSession, subjects: Sequence[Subject], caption: str, question: str, parent: QWidget
    ) -> None:
        """Ask about opportunities under what they amount to and where they stand."""
        super().__init__(parent, caption, WIDTH)
        self.session = session
        self.subjects = list(subjects)
        self.heading = Label(question, "title", "text", DEMI_BOLD, wraps=True)
        self.standing = Label(self._standing(), "base", "muted", wraps=True)
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

    @property
    def subject(self) -> Subject:
        """The first of the opportunities."""
        return self.subjects[0]

    def ids(self) -> tuple[int, ...]:
        """Return which opportunities are closed."""
        return tuple(subject.card.id for subject in self.subjects)

    def _standing(self) -> str:
        if len(self.subjects) > 1:
            return self._listing()
        card, stage = self.subject.card, self.subject.stage.name
        now = self.session.now()
        days = max(0, (now.date() - card.entered_stage_at.astimezone(now.tzinfo).date()).days)
        money = wording.money_text(card.amount_minor, card.currency)
        if days < 1:
            return self.tr("{money} in {stage} since today").format(money=money, stage=stage)
        span = wording.days_words(days)
        return self.tr("{money} in {stage} for {days}").format(money=money, stage=stage, days=span)

    def _listing(self) -> str:
        """Return what they are worth together and what the first of them are called."""
        sums: dict[str, int] = {}
        for subject in self.subjects:
            sums[subject.card.currency] = sums.get(subject.card.currency, 0) + subject.card.amount_minor
        money = wording.listed_money([(amount, currency) for currency, amount in sums.items()])
        names = [subject.card.title for subject in self.subjects]
        if len(names) > LISTED:
            more = self.tr("{count} more").format(count=wording.number_text(len(names) - LISTED + 1))
            names = [*names[: LISTED - 1], more]
        return self.tr("{money} together: {names}").format(money=money, names=", ".join(names))

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

    def close_with(self, command: Command, toast: Callable[[Sequence[Subject]], str]) -> bool:
        """Run the command and leave with a toast, or stay and show why it was refused; tell which."""
        try:
            done = self.session.run(command, self, raises=True)
        except SalesDeskError as refusal:
            self.refusal.set_text(str(refusal))
            return False
        if done is None:
            return False
        self.session.notify(toast(self.subjects), undoable=True)
        self.accept()
        return True


def won_text(subjects: Sequence[Subject]) -> str:
    """Return the toast of a win."""
    if len(subjects) > 1:
        return translate("closing", "Marked {what} as won").format(what=called(subjects))
    return translate("closing", "Marked “{name}” as won").format(name=called(subjects))


def lost_text(subjects: Sequence[Subject]) -> str:
    """Return the toast of a loss."""
    if len(subjects) > 1:
        return translate("closing", "Marked {what} as lost").format(what=called(subjects))
    return translate("closing", "Marked “{name}” as lost").format(name=called(subjects))


def nurtured_text(subjects: Sequence[Subject], day: str) -> str:
    """Return the toast of opportunities that were put off."""
    if len(subjects) > 1:
        return translate("closing", "Sent {what} to Nurture until {day}").format(what=called(subjects), day=day)
    return translate("closing", "Sent “{name}” to Nurture until {day}").format(name=called(subjects), day=day)
