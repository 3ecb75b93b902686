"""Editing one cell in its place: Enter saves, Tab saves and goes on, Esc discards.

A refusal stays beside the field with what was typed, wherever the focus goes.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from PySide6.QtCore import QEvent, QModelIndex, QObject, QRectF, Qt
from PySide6.QtGui import QFocusEvent, QKeyEvent, QPainter, QPaintEvent
from PySide6.QtWidgets import QApplication, QVBoxLayout, QWidget
from typing_extensions import override

from ui import painting
from ui.views.table.rows import TableRows
from ui.widgets.fields import ChoiceField, ErrorLine, LineField

Key = Qt.Key
LEAST_WIDTH = 148
BUBBLE_WIDTH = 300
BUBBLE_PADDING = 10


@dataclass(frozen=True, slots=True)
class CellField:
    """A field for one cell, and what stands in it: `read` gives None where that is no value, and marks the field."""

    field: LineField | ChoiceField
    read: Callable[[], tuple[object] | None]


MakeField = Callable[[int, str, QWidget], CellField | None]
SaveCell = Callable[[int, str, object], str]


class ErrorBubble(QWidget):
    """The sentence of a refusal, below the field it is about."""

    def __init__(self, parent: QWidget) -> None:
        """Start hidden."""
        super().__init__(parent)
        self.setObjectName("cell_error")
        self.line = ErrorLine()
        # How high the sentence is follows from how wide: the line has to know before it is first laid out.
        self.line.setFixedWidth(BUBBLE_WIDTH - 2 * BUBBLE_PADDING)
        column = QVBoxLayout(self)
        column.setContentsMargins(BUBBLE_PADDING, 8, BUBBLE_PADDING, 8)
        column.addWidget(self.line)
        self.setFixedWidth(BUBBLE_WIDTH)
        self.hide()

    def show_sentence(self, sentence: str, field: QWidget) -> None:
        """Show a sentence beside a field, or nothing."""
        self.line.set_text(sentence)
        self.setVisible(bool(sentence))
        if not sentence:
            return
        self.adjustSize()
        area = self.parentWidget()
        assert area is not None
        below = field.geometry().bottom() + 4
        top = below if below + self.height() < area.height() else field.geometry().top() - 4 - self.height()
        self.move(max(4, min(field.x(), area.width() - self.width() - 4)), top)
        self.raise_()

    @override
    def paintEvent(self, event: QPaintEvent) -> None:
        """Draw the panel."""
        painter = QPainter(self)
        painting.panel(painter, QRectF(self.rect()), "raised", "danger", 6)
        painter.end()


class CellEditing(QObject):
    """At most one open field over the cells of a table."""

    def __init__(self, rows: TableRows, make_field: MakeField, save: SaveCell) -> None:
        """Edit the cells for which `make_field` gives a field; `save` returns why not, or nothing."""
        super().__init__(rows)
        self._rows = rows
        self._make_field = make_field
        self._save = save
        self._record = 0
        self._key = ""
        self.open_field: CellField | None = None
        self.bubble = ErrorBubble(rows.viewport())
        rows.verticalScrollBar().valueChanged.connect(lambda _value: self._place())
        rows.horizontalScrollBar().valueChanged.connect(lambda _value: self._place())
        rows.header.sectionResized.connect(lambda *_: self._place())
        rows.table.loaded.connect(self._place)
        rows.table.columns_changed.connect(self._place)

    def edit(self, record: int, key: str) -> bool:
        """Open the field of a cell; tell whether that went well: one that holds what cannot be saved stays open."""
        if not self.commit():
            self.focus_open_field()
            return False
        made = self._make_field(record, key, self._rows.viewport())
        if made is None:
            return False
        self._record, self._key, self.open_field = record, key, made
        made.field.setObjectName("cell_field")
        made.field.setAccessibleName(self._rows.table.plan(key).title)
        made.field.error_changed.connect(lambda sentence: self.bubble.show_sentence(sentence, made.field))
        made.field.installEventFilter(self)
        self._rows.scrollTo(self._index())
        self._place()
        made.field.show()
        made.field.setFocus(Qt.FocusReason.OtherFocusReason)
        if isinstance(made.field, ChoiceField):
            made.field.chosen.connect(lambda _key: self.commit())
            made.field.showPopup()
        else:
            made.field.selectAll()
        return True

    def focus_open_field(self) -> None:
        """Give the focus back to a field that is still open."""
        if self.open_field is not None:
            self.open_field.field.setFocus(Qt.FocusReason.OtherFocusReason)

    def commit(self) -> bool:
        """Save what stands in the open field; tell whether nothing is left to be corrected."""
        if self.open_field is None:
            return True
        value = self.open_field.read()
        if value is None:
            return False
        refusal = self._save(self._record, self._key, value[0])
        if refusal and self.open_field is not None:
            self.open_field.field.set_error(refusal)
            return False
        self.close()
        return True

    def close(self) -> None:
        """Put the field away as it is."""
        if self.open_field is None:
            return
        field, self.open_field = self.open_field.field, None
        field.removeEventFilter(self)
        had_focus = field.hasFocus()
        field.hide()
        field.deleteLater()
        self.bubble.hide()
        if had_focus:
            self._rows.setFocus(Qt.FocusReason.OtherFocusReason)

    def _index(self) -> QModelIndex:
        table = self._rows.table
        return table.index(table.row_of(self._record), table.column_of(self._key))

    def _place(self) -> None:
        """Keep the field over its cell; a row or a column that is gone takes the field along."""
        if self.open_field is None:
            return
        index = self._index()
        if not index.isValid():
            self.close()
            return
        rect = self._rows.visualRect(index)
        field = self.open_field.field
        width = max(rect.width() - 2, self._rows.scaled(LEAST_WIDTH))
        left = rect.right() - width if self._rows.table.plan(self._key).is_right else rect.left()
        height = min(field.height(), rect.height() - 1)
        field.setFixedHeight(height)
        field.setGeometry(left, rect.top() + (rect.height() - 1 - height) // 2, width, height)
        if self.bubble.isVisible():
            self.bubble.show_sentence(self.bubble.line.text(), field)

    def _go_on(self, step: int) -> None:
        """Save, then open the next cell of the row that can be edited."""
        record, key = self._record, self._key
        if not self.commit():
            return
        table, rows = self._rows.table, self._rows
        keys = [table.columns[section].key for section in rows.header.shown_sections()]
        editable = [one for one in keys if table.plan(one).is_editable or one == key]
        at = editable.index(key) + step
        if 0 <= at < len(editable) and table.row_of(record) >= 0:
            rows.go(table.row_of(record), column=table.column_of(editable[at]))
            rows.edit_requested.emit(record, editable[at])

    @override
    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Save on Enter, Tab and when the focus goes elsewhere; discard on Esc."""
        if self.open_field is None or watched is not self.open_field.field:
            return False
        if event.type() == QEvent.Type.KeyPress and isinstance(event, QKeyEvent):
            return self._on_key(event)
        if event.type() == QEvent.Type.FocusOut and isinstance(event, QFocusEvent):
            self._on_left(event)
        return False

    def _on_key(self, event: QKeyEvent) -> bool:
        if event.key() in (Key.Key_Return, Key.Key_Enter):
            self.commit()
        elif event.key() == Key.Key_Escape:
            self.close()
        elif event.key() in (Key.Key_Tab, Key.Key_Backtab):
            self._go_on(1 if event.key() == Key.Key_Tab else -1)
        else:
            return False
        return True

    def _on_left(self, event: QFocusEvent) -> None:
        is_elsewhere = event.reason() not in (
            Qt.FocusReason.PopupFocusReason,
            Qt.FocusReason.ActiveWindowFocusReason,
        )
        if not is_elsewhere or QApplication.activePopupWidget() is not None or self.open_field is None:
            return
        # What cannot be saved stays in its field with the reason: nothing typed is lost by looking elsewhere.
        self.commit()
