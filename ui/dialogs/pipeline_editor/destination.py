"""The sheet that asks where opportunities go: to another stage, or to another pipeline."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass

from PySide6.QtCore import Qt
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QApplication, QVBoxLayout, QWidget
from typing_extensions import override

from salesdesk.domain.errors import SalesDeskError
from salesdesk.services.commands import Command
from ui.widgets.choices import ReasonList, ScrollingReasons
from ui.widgets.dialog import DialogFrame
from ui.widgets.fields import ErrorLine, LineField
from ui.widgets.labels import DEMI_BOLD, Label

WIDTH = 528
MARGIN = 24
ROW_PADDING = 10

Act = Callable[[Command], SalesDeskError | None]


@dataclass(frozen=True, slots=True)
class Destination:
    """Somewhere that opportunities can go, as it is offered, and the command that takes them there."""

    key: str
    text: str
    command: Command


@dataclass(frozen=True, slots=True)
class Question:
    """The words of the sheet."""

    caption: str
    heading: str
    sentence: str
    primary: str
    secondary: str


class DestinationSheet(DialogFrame):
    """Offers destinations, none chosen; a refusal shows in the sheet, which then stays."""

    def __init__(
        self,
        question: Question,
        destinations: Sequence[Destination],
        act: Act,
        parent: QWidget,
    ) -> None:
        """Ask; `act` carries the command of the choice out and returns its refusal, or nothing."""
        super().__init__(parent, question.caption, WIDTH)
        self.setObjectName("destination_sheet")
        self._act = act
        self.refusal = ErrorLine()
        self.refusal.setObjectName("destination_refusal")
        self._commands = {one.key: one.command for one in destinations}
        column = QVBoxLayout(self.body)
        column.setContentsMargins(MARGIN - ROW_PADDING, 20, MARGIN - ROW_PADDING, 18)
        column.setSpacing(0)
        words = QVBoxLayout()
        words.setContentsMargins(ROW_PADDING, 0, ROW_PADDING, 12)
        words.setSpacing(2)
        words.addWidget(Label(question.heading, "title", "text", DEMI_BOLD, wraps=True))
        words.addWidget(Label(question.sentence, "base", "muted", wraps=True))
        column.addLayout(words)
        self.choices = ReasonList(question.heading)
        self.choices.setObjectName("destinations")
        self.choices.set_reasons([(one.key, one.text) for one in destinations])
        self.choices.chosen.connect(lambda _key: self.refusal.set_text(""))
        column.addWidget(ScrollingReasons(self.choices))
        foot = QVBoxLayout()
        foot.setContentsMargins(ROW_PADDING, 6, ROW_PADDING, 0)
        foot.addWidget(self.refusal)
        column.addLayout(foot)
        self.set_foot(question.primary, question.secondary, self.tr("You can undo this"))
        self.primary_button.clicked.connect(self.confirm)
        self.secondary_button.clicked.connect(self.reject)
        if len(destinations) == 1:
            self.choices.set_reason(destinations[0].key)
        self.choices.setFocus(Qt.FocusReason.OtherFocusReason)

    def confirm(self) -> None:
        """Do it, or say what is missing or why not."""
        key = self.choices.reason()
        if not key:
            self.refusal.set_text(self.tr("Choose where they go: its number picks it"))
            self.choices.setFocus(Qt.FocusReason.ShortcutFocusReason)
            return
        refusal = self._act(self._commands[key])
        if refusal is None:
            self.accept()
        else:
            self.refusal.set_text(str(refusal))

    @override
    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Let the numbers choose wherever the focus is."""
        is_number = Qt.Key.Key_1.value <= event.key() <= Qt.Key.Key_9.value
        if is_number and not isinstance(self.focusWidget(), LineField):
            QApplication.sendEvent(self.choices, event)
        else:
            super().keyPressEvent(event)
