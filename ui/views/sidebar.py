"""The rail at the left: search, the screens, and whether everything is saved."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QRectF, QSize, Qt, QTimer, Signal
from PySide6.QtGui import QFocusEvent, QKeyEvent, QKeySequence, QPainter, QPaintEvent
from PySide6.QtWidgets import QAbstractButton, QHBoxLayout, QSizePolicy, QVBoxLayout, QWidget
from typing_extensions import override

from ui import painting, resources, theme
from ui.widgets.focus import shows_focus
from ui.widgets.navigation import NavigationRow

if TYPE_CHECKING:
    from ui.views.saved_views import SavedViewsSection

WIDTH = 256
NARROWEST, WIDEST = 216, 400
RAIL_WIDTH = 56
PADDING = 12
SAVING_AFTER_MS = 500
ICON = 16


class SearchButton(QAbstractButton):
    """The field at the top that opens the palette."""

    def __init__(self, parent: QWidget) -> None:
        """Show what it does and its keys."""
        super().__init__(parent)
        self.setObjectName("search_button")
        self.setAccessibleName(self.tr("Search or run a command"))
        self.setAttribute(Qt.WidgetAttribute.WA_Hover)
        self.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self._keys = QKeySequence("Ctrl+K").toString(QKeySequence.SequenceFormat.NativeText)
        self._shows_ring = False
        self._is_rail = False

    def set_rail(self, is_rail: bool) -> None:
        """Show only the icon, or all of the field."""
        self._is_rail = is_rail
        self.setToolTip(self.accessibleName() if is_rail else "")
        self.update()

    @override
    def sizeHint(self) -> QSize:
        """Return the height of a field."""
        return QSize(RAIL_WIDTH - 2 * PADDING, theme.current().field_height())

    @override
    def paintEvent(self, event: QPaintEvent) -> None:
        """Draw a field with the icon, the words and the keys."""
        painter = QPainter(self)
        rect = QRectF(self.rect())
        painting.panel(painter, rect, "surface", "control" if self.underMouse() else "border_strong", 6)
        if self._shows_ring and self.hasFocus():
            painting.focus_ring_inset(painter, rect, 6)
        left = (rect.width() - ICON) / 2 if self._is_rail else 10
        box = QRectF(round(left), round((rect.height() - ICON) / 2), ICON, ICON)
        resources.paint_icon(painter, box, "search", "subtle")
        if not self._is_rail:
            width, height = painting.key_cap_width(self._keys), painting.key_cap_height()
            cap = QRectF(rect.right() - 7 - width, rect.center().y() - height / 2, width, height)
            painting.key_cap(painter, cap, self._keys)
            room = QRectF(32, 0, cap.left() - 34, rect.height())
            painting.draw_text(painter, room, self.accessibleName(), "muted", painting.font("small"))
        painter.end()

    @override
    def focusInEvent(self, event: QFocusEvent) -> None:
        """Note whether the focus came by keyboard."""
        self._shows_ring = shows_focus(event, self._shows_ring)
        super().focusInEvent(event)

    @override
    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Press on Enter too."""
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self.click()
        else:
            super().keyPressEvent(event)


class SavedLine(QWidget):
    """Whether everything is on disk: “Saved on this computer”, “Saving…” or “Not saved”."""

    def __init__(self, parent: QWidget) -> None:
        """Start as saved."""
        super().__init__(parent)
        self.setObjectName("saved_line")
        self._slow = QTimer(self)
        self._slow.setSingleShot(True)
        self._slow.setInterval(SAVING_AFTER_MS)
        self._slow.timeout.connect(lambda: self._show(self.tr("Saving…"), "muted"))
        self._words = ""
        self._ink = "muted"
        self.set_saved()

    @property
    def words(self) -> str:
        """Return what the line says."""
        return self._words

    def set_saved(self) -> None:
        """Say that everything is on disk."""
        self._slow.stop()
        self._show(self.tr("Saved on this computer"), "subtle")

    def set_saving(self, is_saving: bool) -> None:
        """Say so once a write has taken half a second."""
        if is_saving:
            self._slow.start()
        else:
            self._slow.stop()
            if self._ink == "muted":
                self.set_saved()

    def set_unsaved(self, sentence: str) -> None:
        """Say that a change did not reach the disk; the sentence is in the tooltip."""
        self._slow.stop()
        self._show(self.tr("Not saved"), "danger", sentence)

    def _show(self, words: str, ink: str, tip: str = "") -> None:
        self._words, self._ink = words, ink
        self.setAccessibleName(words)
        self.setToolTip(tip or words)
        self.update()

    @override
    def sizeHint(self) -> QSize:
        """Return a row of 28 px."""
        return QSize(40, 28)

    @override
    def paintEvent(self, event: QPaintEvent) -> None:
        """Draw the disk and the words."""
        painter = QPainter(self)
        box = QRectF(8, round((self.height() - ICON) / 2), ICON, ICON)
        icon = "alert-circle" if self._ink == "danger" else "hard-drive"
        resources.paint_icon(painter, box, icon, self._ink)
        room = QRectF(33, 0, self.width() - 33, self.height())
        painting.draw_text(painter, room, self._words, self._ink, theme.current().font("small"))


class Sidebar(QWidget):
    """Search, navigation and state of saving; folds to a rail of icons.

    Signals:
        search_requested: the rep wants the palette.
        screen_requested: str. The rep wants another screen.
        settings_requested: the rep wants the settings.
    """

    search_requested = Signal()
    screen_requested = Signal(str)
    settings_requested = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        """Show the screens there are."""
        super().__init__(parent)
        self.setObjectName("sidebar")
        self.setAccessibleName(self.tr("Sidebar"))
        self.search_button = SearchButton(self)
        self.search_button.clicked.connect(self.search_requested)
        self.rows: dict[str, NavigationRow] = {}
        self.saved_views: SavedViewsSection | None = None
        self._is_rail = False
        column = self._column = QVBoxLayout(self)
        column.setContentsMargins(PADDING, PADDING, PADDING, PADDING)
        column.setSpacing(1)
        column.addWidget(self.search_button)
        column.addSpacing(11)
        for screen, text, icon in (
            ("today", self.tr("Today"), "sun"),
            ("leads", self.tr("Leads"), "inbox"),
            ("pipeline", self.tr("Pipeline"), "columns"),
        ):
            self._add_row(column, screen, text, icon)
        column.addStretch(1)
        self.saved_line = SavedLine(self)
        self._foot = QHBoxLayout()
        self._foot.setSpacing(0)
        self._foot.addWidget(self.saved_line, 1)
        column.addLayout(self._foot)
        self._fold(False)

    def finish(self) -> None:
        """Add what the first frame does without."""
        from ui.views.saved_views import SavedViewsSection
        from ui.widgets.button import IconButton

        self.saved_views = SavedViewsSection(self)
        self.saved_views.set_rail(self._is_rail)
        # Behind the screens, before the stretch.
        self._column.insertWidget(2 + len(self.rows), self.saved_views, 1000)
        settings_button = IconButton("settings", self.tr("Settings"), parent=self)
        settings_button.setObjectName("settings_button")
        settings_button.clicked.connect(self.settings_requested)
        self._foot.addWidget(settings_button)

    def set_screen(self, screen: str) -> None:
        """Mark the row of the screen that shows."""
        for name, row in self.rows.items():
            row.setChecked(name == screen)

    @property
    def is_rail(self) -> bool:
        """Tell whether only icons show."""
        return self._is_rail

    def set_rail(self, is_rail: bool) -> None:
        """Fold to icons, or unfold."""
        if is_rail != self._is_rail:
            self._fold(is_rail)

    def _fold(self, is_rail: bool) -> None:
        self._is_rail = is_rail
        self.setMinimumWidth(RAIL_WIDTH if is_rail else NARROWEST)
        self.setMaximumWidth(RAIL_WIDTH if is_rail else WIDEST)
        self.saved_line.setVisible(not is_rail)
        self.search_button.set_rail(is_rail)
        if self.saved_views is not None:
            self.saved_views.set_rail(is_rail)
        for row in self.rows.values():
            row.set_collapsed(is_rail)

    def _add_row(self, column: QVBoxLayout, screen: str, text: str, icon: str) -> None:
        row = NavigationRow(text, icon, parent=self)
        row.setObjectName(f"nav_{screen}")
        row.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        row.setAutoDefault(True)
        row.clicked.connect(lambda: self._on_row(screen))
        self.rows[screen] = row
        column.addWidget(row)

    def _on_row(self, screen: str) -> None:
        # A click toggles the row; which one is checked follows the screen that really shows.
        self.rows[screen].setChecked(not self.rows[screen].isChecked())
        self.screen_requested.emit(screen)

    @override
    def paintEvent(self, event: QPaintEvent) -> None:
        """Draw the ground."""
        painter = QPainter(self)
        painter.fillRect(self.rect(), theme.current().color("sidebar"))
        painter.end()
