"""Why the file cannot be opened, in place of a page."""

from __future__ import annotations

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QFileDialog, QHBoxLayout, QVBoxLayout, QWidget

from ui.widgets.button import Button
from ui.widgets.labels import Label
from ui.widgets.states import ErrorPanel

FAULT_WIDTH = 560


class FaultPage(QWidget):
    """Why a file cannot be opened, and what to do.

    Signals:
        retry_requested: open the same file again.
        file_chosen: str. Open this file instead.
    """

    retry_requested = Signal()
    file_chosen = Signal(str)

    def __init__(self, sentence: str, path: str, parent: QWidget | None = None) -> None:
        """Show the sentence: its first part as the heading, the rest below."""
        super().__init__(parent)
        self.setObjectName("fault_page")
        heading, _, advice = sentence.partition(". ")
        self.panel = ErrorPanel(heading.rstrip("."), advice)
        self.panel.setFixedWidth(FAULT_WIDTH)
        self.panel.retry_requested.connect(self.retry_requested)
        self.other_button = Button(self.tr("Open another file…"), "quiet")
        self.other_button.setObjectName("other_file_button")
        self.other_button.clicked.connect(self._choose)
        self.path_label = Label(path, "small", "subtle", wraps=True)
        self.path_label.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
        self.path_label.setFixedWidth(FAULT_WIDTH)
        foot = QHBoxLayout()
        foot.addWidget(self.other_button)
        foot.addStretch(1)
        column = QVBoxLayout(self)
        column.addStretch(2)
        for widget in (self.panel, self.path_label):
            column.addWidget(widget, 0, Qt.AlignmentFlag.AlignHCenter)
        holder = QWidget()
        holder.setFixedWidth(FAULT_WIDTH)
        holder.setLayout(foot)
        foot.setContentsMargins(0, 4, 0, 0)
        column.addWidget(holder, 0, Qt.AlignmentFlag.AlignHCenter)
        column.addStretch(3)
        self.setFocusProxy(self.panel.retry_button)

    def _choose(self) -> None:
        chosen, _ = QFileDialog.getOpenFileName(
            self, self.tr("Open a SalesDesk file"), "", self.tr("SalesDesk files (*.salesdesk);;All files (*)")
        )
        if chosen:
            self.file_chosen.emit(chosen)
