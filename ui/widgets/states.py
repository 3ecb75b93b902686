"""What stands where there is nothing, not yet anything, or something failed."""

from __future__ import annotations

from PySide6.QtCore import QRectF, QSize, Qt, QTimer, Signal
from PySide6.QtGui import QPainter, QPaintEvent
from PySide6.QtWidgets import QHBoxLayout, QPlainTextEdit, QSizePolicy, QVBoxLayout, QWidget
from typing_extensions import override

from ui import faces, painting, theme
from ui.widgets.button import Button
from ui.widgets.labels import MEDIUM, IconLabel, Label

LOADING_DELAY_MS = 300


class Panel(QWidget):
    """A surface with a hairline and round corners."""

    def __init__(self, edge: str = "border", fill: str = "surface", parent: QWidget | None = None) -> None:
        """Start empty."""
        super().__init__(parent)
        self._edge = edge
        self._fill = fill

    @override
    def paintEvent(self, event: QPaintEvent) -> None:
        """Draw the panel."""
        painter = QPainter(self)
        painting.panel(painter, QRectF(self.rect()), self._fill, self._edge, 8)
        painter.end()


class EmptyState(QWidget):
    """One line that says why there is nothing, one that says more, and what can be done."""

    def __init__(self, heading: str, sentence: str = "", parent: QWidget | None = None) -> None:
        """Show the lines in the middle."""
        super().__init__(parent)
        self.heading = Label(heading, "base", "text", MEDIUM)
        self.sentence = Label(sentence, "base", "muted", wraps=True)
        self.sentence.setAlignment(Qt.AlignmentFlag.AlignHCenter | Qt.AlignmentFlag.AlignTop)
        self.sentence.setMaximumWidth(440)
        self._buttons = QHBoxLayout()
        self._buttons.setSpacing(8)
        self._buttons.addStretch(1)
        self._buttons.addStretch(1)
        column = QVBoxLayout(self)
        column.setContentsMargins(20, 20, 20, 20)
        column.setSpacing(4)
        column.addStretch(1)
        column.addWidget(self.heading, 0, Qt.AlignmentFlag.AlignHCenter)
        row = QHBoxLayout()
        row.addStretch(1)
        row.addWidget(self.sentence, 10)
        row.addStretch(1)
        column.addLayout(row)
        column.addSpacing(8)
        column.addLayout(self._buttons)
        column.addStretch(1)
        self.sentence.setVisible(bool(sentence))

    def set_words(self, heading: str, sentence: str = "") -> None:
        """Say something else."""
        self.heading.setText(heading)
        self.sentence.setText(sentence)
        self.sentence.setVisible(bool(sentence))

    def add_button(self, button: Button) -> Button:
        """Append a way on."""
        self._buttons.insertWidget(self._buttons.count() - 1, button)
        return button

    def clear_buttons(self) -> None:
        """Take every way on away."""
        for button in self.findChildren(Button):
            self._buttons.removeWidget(button)
            button.hide()
            button.deleteLater()


class ErrorPanel(Panel):
    """What failed, what is safe, and the way to try again.

    Signals: `retry_requested` when Try again is pressed.
    """

    retry_requested = Signal()

    def __init__(self, heading: str, sentence: str, details: str = "", parent: QWidget | None = None) -> None:
        """Show the failure; details stay folded until asked for."""
        super().__init__("danger", parent=parent)
        self.setObjectName("error_panel")
        self.heading = Label(heading, "base", "text", MEDIUM, wraps=True)
        self.sentence = Label(sentence, "base", "muted", wraps=True)
        self.retry_button = Button(self.tr("Try again"), "primary")
        self.retry_button.setObjectName("retry_button")
        self.retry_button.clicked.connect(self.retry_requested)
        self.details_button = Button(self.tr("Show details"), "quiet")
        self.details_button.setObjectName("details_button")
        self.details_button.clicked.connect(self._toggle_details)
        self.details_view = QPlainTextEdit(details)
        self.details_view.setReadOnly(True)
        self.details_view.setMaximumHeight(140)
        self.details_view.hide()
        words = QVBoxLayout()
        words.setSpacing(2)
        words.addWidget(self.heading)
        words.addWidget(self.sentence)
        words.addSpacing(8)
        buttons = QHBoxLayout()
        buttons.setSpacing(8)
        buttons.addWidget(self.retry_button)
        buttons.addWidget(self.details_button)
        buttons.addStretch(1)
        words.addLayout(buttons)
        words.addWidget(self.details_view)
        words.addStretch(1)
        row = QHBoxLayout(self)
        row.setContentsMargins(17, 16, 17, 16)
        row.setSpacing(12)
        row.addWidget(IconLabel("alert-circle", "danger", 18), 0, Qt.AlignmentFlag.AlignTop)
        row.addLayout(words, 1)
        self.set_failure(heading, sentence, details)

    def set_failure(self, heading: str, sentence: str, details: str = "") -> None:
        """Say what failed."""
        self.heading.setText(heading)
        self.sentence.setText(sentence)
        self.details_view.setPlainText(details)
        self.details_button.setVisible(bool(details))
        self.setAccessibleName(heading)
        self.setAccessibleDescription(sentence)

    def _toggle_details(self) -> None:
        is_open = self.details_view.isHidden()
        self.details_view.setVisible(is_open)
        self.details_button.setText(self.tr("Hide details") if is_open else self.tr("Show details"))


class ProgressBar(QWidget):
    """A flat bar, 6 high for imports and 4 for timers."""

    def __init__(self, height: int = 6, role: str = "accent", parent: QWidget | None = None) -> None:
        """Start at nothing of one."""
        super().__init__(parent)
        self._done = 0
        self._total = 1
        self._role = role
        self.setFixedHeight(height)
        self.setMinimumWidth(40)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)

    def fraction(self) -> float:
        """Return how much is done, from 0 to 1."""
        return min(1.0, max(0.0, self._done / self._total)) if self._total > 0 else 0.0

    def set_progress(self, done: int, total: int) -> None:
        """Show how much is done."""
        self._done, self._total = done, total
        self.setAccessibleDescription(self.tr("{done} of {total}").format(done=done, total=total))
        self.update()

    def set_role(self, role: str) -> None:
        """Fill with another colour."""
        self._role = role
        self.update()

    @override
    def sizeHint(self) -> QSize:
        """Return a short bar."""
        return QSize(160, self.height())

    @override
    def paintEvent(self, event: QPaintEvent) -> None:
        """Draw track and fill; the end of the fill is straight."""
        painter = QPainter(self)
        faces.progress_bar(painter, QRectF(self.rect()), self.fraction(), self._role)
        painter.end()


class Placeholder(QWidget):
    """Still rows in place of content that is being read, seen only after 300 ms."""

    def __init__(self, rows: int = 3, row_height: int = 30, parent: QWidget | None = None) -> None:
        """Stand for some rows."""
        super().__init__(parent)
        self._rows = rows
        self._row_height = row_height
        self._is_shown = False
        self._delay = QTimer(self)
        self._delay.setSingleShot(True)
        self._delay.setInterval(LOADING_DELAY_MS)
        self._delay.timeout.connect(self.show_now)
        self.setAccessibleName(self.tr("Loading"))

    def start(self) -> None:
        """Begin to wait; the rows appear if nothing came in the meantime."""
        self._is_shown = False
        self._delay.start()
        self.update()

    def stop(self) -> None:
        """Show nothing."""
        self._delay.stop()
        self._is_shown = False
        self.update()

    def is_shown(self) -> bool:
        """Tell whether the rows are seen."""
        return self._is_shown

    def show_now(self) -> None:
        """Show the rows at once."""
        self._delay.stop()
        self._is_shown = True
        self.update()

    @override
    def sizeHint(self) -> QSize:
        """Return room for the rows."""
        return QSize(240, self._rows * self._row_height)

    @override
    def paintEvent(self, event: QPaintEvent) -> None:
        """Draw the rows."""
        if not self._is_shown:
            return
        painter = QPainter(self)
        width = self.width()
        role = "fill" if theme.current().is_dark else "border"
        for row in range(self._rows):
            top = row * self._row_height + (self._row_height - 10) // 2
            lead = (0.33, 0.26, 0.39, 0.3)[row % 4] * width
            tail = (0.15, 0.18, 0.13, 0.16)[row % 4] * width
            painting.fill_round(painter, QRectF(0, top, 14, 10), role, 5)
            painting.fill_round(painter, QRectF(28, top, lead, 10), role, 5)
            painting.fill_round(painter, QRectF(width - tail, top, tail, 10), role, 5)
        painter.end()
