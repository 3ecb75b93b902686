"""The text that leads are read from, with what was read from it marked."""

from __future__ import annotations

from collections.abc import Mapping

from PySide6.QtCore import QMimeData, QTimer, Signal
from PySide6.QtGui import QTextCursor, QTextFormat
from PySide6.QtWidgets import QTextEdit, QWidget
from typing_extensions import override

from salesdesk.formats.capture_spans import Span
from ui import theme
from ui.widgets.fields import TextField

DELAY_MS = 200
MOST = 100_000
"""How many characters are shown; a longer text is laid out too slowly to be typed in, and belongs into an import."""


class PastedText(TextField):
    """Text that is read anew when the rep has stopped changing it.

    Signals:
        rested: the text is another one, and nobody has typed for a moment.
        overflowed: what was pasted is longer than anybody could look over.
    """

    rested = Signal()
    overflowed = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        """Start empty."""
        super().__init__(8, parent)
        self.setObjectName("pasted_text")
        self._spans: Mapping[str, Span] = {}
        self._field = ""
        self._timer = QTimer(self)
        self._timer.setSingleShot(True)
        self._timer.setInterval(DELAY_MS)
        self._timer.timeout.connect(self.rested)
        self.textChanged.connect(self._timer.start)
        theme.changed.connect(self._mark)

    def show_text(self, text: str) -> None:
        """Show another text; it is read at once by whoever asked for it."""
        self.setPlainText(text)
        self._timer.stop()

    @override
    def insertFromMimeData(self, source: QMimeData) -> None:
        """Take pasted or dropped text, unless it is too long."""
        if len(source.text()) > MOST:
            self.overflowed.emit()
        else:
            super().insertFromMimeData(source)

    def show_spans(self, spans: Mapping[str, Span]) -> None:
        """Mark where the fields of the lead that shows were read."""
        self._spans, self._field = spans, ""
        self._mark()

    def point_at(self, field: str) -> None:
        """Mark more strongly where one field was read, and bring it into view."""
        self._field = field
        self._mark()
        if field in self._spans:
            cursor = self._cursor(self._spans[field])
            cursor.clearSelection()
            self.setTextCursor(cursor)
            self.ensureCursorVisible()

    def _mark(self) -> None:
        look = theme.current()
        marks = []
        for field, span in self._spans.items():
            mark = QTextEdit.ExtraSelection()
            is_pointed_at = field == self._field
            mark.cursor = self._cursor(span)
            chosen = mark.format
            chosen.setBackground(look.color("accent" if is_pointed_at else "accent_subtle"))
            chosen.setForeground(look.color("on_accent" if is_pointed_at else "text"))
            chosen.setProperty(QTextFormat.Property.UserProperty.value, field)
            marks.append(mark)
        self.setExtraSelections(marks)

    def _cursor(self, span: Span) -> QTextCursor:
        text, (start, length) = self.toPlainText(), span
        # Qt counts in units of UTF-16, in which some signs take two.
        first = _units(text[:start])
        cursor = QTextCursor(self.document())
        cursor.setPosition(first)
        cursor.setPosition(first + _units(text[start : start + length]), QTextCursor.MoveMode.KeepAnchor)
        return cursor


def _units(text: str) -> int:
    return len(text.encode("utf-16-le", "surrogatepass")) // 2
