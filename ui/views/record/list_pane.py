"""The left pane of a record page: title, count, filter, order, and the list."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from PySide6.QtCore import QEvent, QObject, QRectF, Qt, QTimer, Signal
from PySide6.QtGui import QKeyEvent, QPainter, QPaintEvent
from PySide6.QtWidgets import QHBoxLayout, QMenu, QSizePolicy, QStackedLayout, QVBoxLayout, QWidget
from typing_extensions import override

from ui import theme, wording
from ui.delegates.record_row import RecordRowDelegate
from ui.models.records import RecordListModel
from ui.views.record.list_view import RecordListView
from ui.widgets.button import Button, IconButton
from ui.widgets.fields import LineField
from ui.widgets.labels import DEMI_BOLD, ElidedLabel, Label
from ui.widgets.states import EmptyState

WIDTH = 272
WIDEST = 1.4
"""How far the list grows with the letters."""
TYPING_MS = 120


class ListPane(QWidget):
    """A list of records with its head.

    Signals:
        add_requested: the plus was pressed.
        words_changed: str. What the filter field says, a moment after the last key.
    """

    add_requested = Signal()
    words_changed = Signal(str)

    def __init__(
        self, heading: str, model: RecordListModel[Any], delegate: RecordRowDelegate, parent: QWidget | None = None
    ) -> None:
        """Show the records of a model."""
        super().__init__(parent)
        self._put_on_theme()
        theme.changed.connect(self._put_on_theme)
        self._records = model
        self.count_text: Callable[[int], str] = wording.number_text
        self.heading = Label(heading, "title", "text", DEMI_BOLD)
        self.count_label = Label("", "base", "muted")
        self.count_label.setObjectName("list_count")
        self.filter_button = IconButton("filter", self.tr("Filter and sort"))
        self.filter_button.setObjectName("list_filter")
        self.add_button = IconButton("plus", "")
        self.add_button.setObjectName("list_add")
        self.add_button.clicked.connect(self.add_requested)
        self.filter_label = ElidedLabel("", "small", "muted")
        self.sort_button = Button("", "quiet", "row", has_menu=True)
        self.sort_button.setObjectName("list_sort")
        self.words_field = LineField(record_form=True)
        self.words_field.setObjectName("list_words")
        self.words_field.setClearButtonEnabled(True)
        self.words_field.hide()
        self.words_field.installEventFilter(self)
        self.view = RecordListView(model, delegate, self)
        self.view.setObjectName("record_list")
        self.view.setAccessibleName(heading)
        self.empty = EmptyState("")
        self._stack = QStackedLayout()
        self._stack.addWidget(self.view)
        self._stack.addWidget(self.empty)
        self._typing = QTimer(self)
        self._typing.setSingleShot(True)
        self._typing.setInterval(TYPING_MS)
        self._typing.timeout.connect(lambda: self.words_changed.emit(self.words_field.text()))
        self.words_field.textEdited.connect(lambda _text: self._typing.start())
        self._lay_out()
        model.count_changed.connect(self._on_count_changed)

    def _put_on_theme(self) -> None:
        self.setFixedWidth(round(WIDTH * min(WIDEST, theme.current().type.unit)))

    def _lay_out(self) -> None:
        head = QHBoxLayout()
        head.setContentsMargins(16, 0, 8, 0)
        head.setSpacing(4)
        head.addWidget(self.heading)
        head.addSpacing(7)
        head.addWidget(self.count_label)
        head.addStretch(1)
        head.addWidget(self.filter_button)
        head.addWidget(self.add_button)
        self._head = head
        head_holder = QWidget()
        head_holder.setLayout(head)
        head_holder.setFixedHeight(max(52, theme.current().line("title") + 28))
        sort_line = QHBoxLayout()
        sort_line.setContentsMargins(16, 0, 6, 0)
        sort_line.setSpacing(8)
        sort_line.addWidget(self.filter_label, 1)
        sort_line.addWidget(self.words_field, 1)
        sort_line.addWidget(self.sort_button)
        sort_holder = QWidget()
        sort_holder.setLayout(sort_line)
        sort_holder.setFixedHeight(28)
        column = self._column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 1, 0)
        column.setSpacing(0)
        column.addWidget(head_holder)
        column.addWidget(sort_holder)
        column.addSpacing(8)
        column.addLayout(self._stack, 1)
        self.sort_button.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)

    def put_first(self, button: Button) -> None:
        """Put a button before the others of the head."""
        self._head.insertWidget(self._head.indexOf(self.filter_button), button)

    def put_above_list(self, widget: QWidget) -> None:
        """Put a widget between the head and the list."""
        self._column.insertWidget(self._column.indexOf(self._stack), widget)

    def put_in_place(self, widget: QWidget) -> None:
        """Show a widget in place of the list until there are records again."""
        if self._stack.indexOf(widget) < 0:
            self._stack.addWidget(widget)
        self._stack.setCurrentWidget(widget)

    def set_menus(self, filter_menu: QMenu, sort_menu: QMenu) -> None:
        """Open these menus under the two buttons."""
        self.filter_button.setMenu(filter_menu)
        self.sort_button.setMenu(sort_menu)

    def set_filter_words(self, filter_text: str, sort_text: str) -> None:
        """Say what is shown, and in which order."""
        self.filter_label.setText(filter_text)
        self.sort_button.setText(sort_text)
        self.sort_button.updateGeometry()

    def open_words(self) -> None:
        """Put the cursor into the filter field."""
        self.filter_label.hide()
        self.sort_button.hide()
        self.words_field.show()
        self.words_field.setFocus(Qt.FocusReason.ShortcutFocusReason)
        self.words_field.selectAll()

    def close_words(self) -> None:
        """Stop filtering by words, back to the list."""
        had_words = bool(self.words_field.text())
        self.words_field.clear()
        self.words_field.hide()
        self.filter_label.show()
        self.sort_button.show()
        self._typing.stop()
        if had_words:
            self.words_changed.emit("")
        self.view.setFocus(Qt.FocusReason.ShortcutFocusReason)

    def show_empty(self, heading: str, sentence: str) -> EmptyState:
        """Say why the list is empty."""
        self.empty.clear_buttons()
        self.empty.set_words(heading, sentence)
        return self.empty

    def refresh_count(self) -> None:
        """Say anew how many records there are."""
        self.count_label.setText(self.count_text(len(self._records.ids())))

    def _on_count_changed(self, count: int) -> None:
        self.refresh_count()
        self._stack.setCurrentWidget(self.view if count else self.empty)

    @override
    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Go from the filter field into the list with Down and Enter, and out of it with Escape."""
        if watched is self.words_field and event.type() == QEvent.Type.KeyPress and isinstance(event, QKeyEvent):
            if event.key() == Qt.Key.Key_Escape:
                self.close_words()
                return True
            if event.key() in (Qt.Key.Key_Down, Qt.Key.Key_Return, Qt.Key.Key_Enter):
                self._typing.stop()
                self.words_changed.emit(self.words_field.text())
                self.view.setFocus(Qt.FocusReason.ShortcutFocusReason)
                if self.view.current_id() is None:
                    self.view.choose_first()
                return True
        return super().eventFilter(watched, event)

    @override
    def paintEvent(self, event: QPaintEvent) -> None:
        """Draw the line towards the record."""
        painter = QPainter(self)
        line = QRectF(self.width() - 1, 0, 1, self.height())
        painter.fillRect(line, theme.current().color("border"))
        painter.end()
