"""The question before an attached file is opened: it may come from anywhere."""

from __future__ import annotations

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from salesdesk.domain.attachments import is_run_by_opening
from ui.views.record.file_name import FileName
from ui.widgets.button import Button
from ui.widgets.labels import DEMI_BOLD, Label
from ui.widgets.popover import Popover

WIDTH = 340
SIDE = 16


class OpenQuestion(Popover):
    """Asks whether a copy of a file is to be opened in another program.

    Signals: `agreed` once, when it is.
    """

    agreed = Signal()

    def __init__(self, anchor: QWidget, name: str) -> None:
        """Ask about a file."""
        super().__init__(anchor, WIDTH)
        self.setObjectName("open_question")
        self._is_program = is_run_by_opening(name)
        if self._is_program:
            sentence = self.tr("Opening this file can run it as a program. Open it only if you know who made it.")
        else:
            sentence = self.tr("A copy opens in the program your computer uses for such files.")
        self.open_button = Button(self.tr("Open a copy"), "destructive" if self._is_program else "primary")
        self.open_button.setObjectName("agree_to_open")
        self.open_button.clicked.connect(self._agree)
        self.keep_button = Button(self.tr("Keep closed"), "standard")
        self.keep_button.setObjectName("keep_closed")
        self.keep_button.clicked.connect(self.close)
        column = QVBoxLayout(self.body)
        column.setContentsMargins(SIDE, 14, SIDE, 14)
        column.setSpacing(8)
        words = Label(sentence, "base", "danger" if self._is_program else "muted", wraps=True)
        words.setFixedSize(WIDTH - 2 * SIDE, words.heightForWidth(WIDTH - 2 * SIDE))
        self.name_label = FileName(name)
        self.name_label.setFixedWidth(WIDTH - 2 * SIDE)
        column.addWidget(Label(self.tr("Open this file?"), "subhead", "text", DEMI_BOLD))
        column.addWidget(self.name_label)
        column.addWidget(words)
        foot = QHBoxLayout()
        foot.setSpacing(8)
        foot.addStretch(1)
        foot.addWidget(self.keep_button)
        foot.addWidget(self.open_button)
        column.addSpacing(4)
        column.addLayout(foot)

    def ask(self) -> None:
        """Open with the focus on the answer that is safe."""
        self.open(self.keep_button if self._is_program else self.open_button)

    def _agree(self) -> None:
        self.close()
        self.agreed.emit()
