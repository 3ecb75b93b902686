"""The palette: search over everything, and every command."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QEvent, QObject, QRectF, Qt, Signal
from PySide6.QtGui import QAction, QKeyEvent, QMouseEvent, QPainter, QPaintEvent, QPalette
from PySide6.QtWidgets import QApplication, QFrame, QHBoxLayout, QLineEdit, QListView, QVBoxLayout, QWidget
from typing_extensions import override

from salesdesk.queries.search import Hit
from ui import painting, theme
from ui.delegates.palette_row import CAPTION, ROW, PaletteDelegate
from ui.models.palette import ENTRY, Entry, PaletteModel
from ui.session import DeskSession
from ui.widgets.dialog import Hairline, Scrim
from ui.widgets.labels import IconLabel, KeyCap, KeyHints

WIDTH, TOP = 640, 112
INPUT, FOOT = 52, 37
ROWS_SHOWN = 9
ROOM = ROWS_SHOWN * ROW + 3 * CAPTION


class Palette(QFrame):
    """A field over the window, and below it whatever answers what is typed there.

    Signals: chosen: Deed. What the rep wants done; the palette has closed by then.
    """

    chosen = Signal(object)

    def __init__(self, session: DeskSession, commands: Sequence[QAction], window: QWidget) -> None:
        """Lie over a window, with the focus in the field."""
        super().__init__(window)
        self._window = window
        self._scrim = Scrim(window)
        self.setObjectName("palette")
        self.setAccessibleName(self.tr("Search or run a command"))
        self._focus_before = QApplication.focusWidget()
        self._hit: Hit | None = None
        self._mode = "search"
        self.model = PaletteModel(session, commands, self)
        self._make_field()
        self._make_list()
        hints = [
            ("↑ ↓", self.tr("Move")),
            ("Tab", self.tr("Actions for this record")),
            (">", self.tr("Commands only")),
            ("@", self.tr("People")),
        ]
        foot = KeyHints(hints)
        foot.setFixedHeight(max(FOOT, painting.font("small").pixelSize() + 25))
        foot.setContentsMargins(18, 0, 18, 0)
        head = QHBoxLayout()
        head.setContentsMargins(18, 0, 18, 0)
        head.setSpacing(11)
        head.addWidget(IconLabel("search", "subtle", 18))
        head.addWidget(self.field, 1)
        head.addWidget(KeyCap("Esc"))
        column = QVBoxLayout(self)
        column.setContentsMargins(1, 1, 1, 1)
        column.setSpacing(0)
        column.addLayout(head)
        column.addWidget(Hairline())
        column.addWidget(self.view)
        column.addWidget(Hairline())
        column.addWidget(foot)
        window.installEventFilter(self)
        self._refresh()

    def _make_field(self) -> None:
        look = theme.current()
        self.field = QLineEdit()
        self.field.setObjectName("palette_field")
        self.field.setProperty("frameless", True)
        self.field.setFrame(False)
        self.field.setFont(look.font("subhead"))
        self.field.setFixedHeight(max(INPUT - 2, look.line("subhead") + 30))
        self.field.setAccessibleName(self.tr("Search or run a command"))
        self.field.setPlaceholderText(self.tr("Search or run a command"))
        palette = self.field.palette()
        palette.setColor(QPalette.ColorRole.Base, look.color("raised"))
        self.field.setPalette(palette)
        self.field.textChanged.connect(self._refresh)
        self.field.installEventFilter(self)

    def _make_list(self) -> None:
        self.view = QListView()
        self.view.setObjectName("palette_list")
        self.view.setModel(self.model)
        self.view.setItemDelegate(PaletteDelegate(self.view))
        self.view.setFrameShape(QFrame.Shape.NoFrame)
        self.view.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.view.setEditTriggers(QListView.EditTrigger.NoEditTriggers)
        self.view.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.view.setVerticalScrollMode(QListView.ScrollMode.ScrollPerPixel)
        self.view.setMouseTracking(True)
        self.view.viewport().setAutoFillBackground(False)
        self.view.entered.connect(self.view.setCurrentIndex)
        self.view.clicked.connect(lambda _index: self.run())

    def open(self) -> None:
        """Appear and take the keys."""
        self._place()
        self.show()
        self.raise_()
        self.field.setFocus(Qt.FocusReason.PopupFocusReason)

    def leave(self) -> None:
        """Go away and give the focus back."""
        self._window.removeEventFilter(self)
        self._scrim.hide()
        self._scrim.deleteLater()
        self.hide()
        self.setParent(None)
        self.deleteLater()
        if self._focus_before is not None and self._focus_before.isVisible():
            self._focus_before.setFocus(Qt.FocusReason.PopupFocusReason)

    @property
    def current(self) -> Entry | None:
        """The row that Enter would run."""
        entry = self.view.currentIndex().data(ENTRY)
        return entry if isinstance(entry, Entry) else None

    def run(self) -> None:
        """Do what the current row says."""
        entry = self.current
        deed = entry.deed if entry is not None else None
        if deed is None:
            return
        if deed.verb == "notes":
            self._turn("notes", deed.text)
        elif deed.verb == "stages" and deed.hit is not None:
            self._hit = deed.hit
            self._turn("stages")
        else:
            self.leave()
            self.chosen.emit(deed)

    def _turn(self, mode: str, text: str = "") -> None:
        self._mode = mode
        hint = self.tr("Search or run a command")
        if self._hit is not None and mode in ("deeds", "stages"):
            hint = self.tr("Actions for “{name}”").format(name=self._hit.name)
        self.field.setPlaceholderText(hint)
        if self.field.text() == text:
            self._refresh()
        else:
            self.field.setText(text)

    def _refresh(self) -> None:
        typed = self.field.text()
        if self._mode == "deeds" and self._hit is not None:
            self.model.show_deeds(self._hit, typed)
        elif self._mode == "stages" and self._hit is not None:
            self.model.show_stages(self._hit, typed)
        elif self._mode == "notes":
            self.model.show_notes(typed)
        else:
            self.model.show(typed)
        self._choose(0, 1)
        self._place()
        self.view.scrollToTop()

    def _choose(self, start: int, step: int) -> None:
        """Go to the first row from there on that can be chosen."""
        row = start
        while 0 <= row < self.model.rowCount():
            if self.model.entries[row].deed is not None:
                self.view.setCurrentIndex(self.model.index(row))
                above = row - 1
                if above >= 0 and self.model.entries[above].deed is None:
                    self.view.scrollTo(self.model.index(above))
                return
            row += step

    def _place(self) -> None:
        window = self._window
        heights = [self.view.sizeHintForRow(row) for row in range(self.model.rowCount())]
        wanted = sum(heights) + 10
        room = min(ROOM, window.height() - TOP - INPUT - FOOT - 24)
        self.view.setFixedHeight(max(ROW + 10, min(wanted, room)))
        width = min(WIDTH, window.width() - 32)
        self.setFixedWidth(width)
        self.adjustSize()
        self.move((window.width() - width) // 2, TOP)

    @override
    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Take the keys of the list from the field, and follow the window."""
        if watched is self.field and isinstance(event, QKeyEvent) and event.type() == QEvent.Type.KeyPress:
            return self._take_key(event)
        if watched is self._window:
            if event.type() == QEvent.Type.Resize:
                self._place()
            elif isinstance(event, QMouseEvent) and event.type() == QEvent.Type.MouseButtonPress:
                self.leave()
                return True
        return super().eventFilter(watched, event)

    def _take_key(self, event: QKeyEvent) -> bool:
        key, row = event.key(), self.view.currentIndex().row()
        if key in (Qt.Key.Key_Down, Qt.Key.Key_Up):
            step = 1 if key == Qt.Key.Key_Down else -1
            self._choose(row + step, step)
        elif key in (Qt.Key.Key_PageDown, Qt.Key.Key_PageUp):
            step = 1 if key == Qt.Key.Key_PageDown else -1
            self._choose(max(0, min(self.model.rowCount() - 1, row + step * ROWS_SHOWN)), -step)
        elif key in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            if event.modifiers() & Qt.KeyboardModifier.ControlModifier:
                self._turn("notes", self.field.text().lstrip(">@#").strip())
            else:
                self.run()
        elif key == Qt.Key.Key_Escape:
            self.leave()
        elif key in (Qt.Key.Key_Tab, Qt.Key.Key_Backtab):
            self._show_deeds()
        elif key == Qt.Key.Key_Backspace and not self.field.text() and self._mode != "search":
            self._hit = None
            self._turn("search")
        else:
            return False
        return True

    def _show_deeds(self) -> None:
        entry = self.current
        hit = entry.hit if entry is not None else None
        if hit is not None and self._mode == "search":
            self._hit = hit
            self._turn("deeds")

    @override
    def mousePressEvent(self, event: QMouseEvent) -> None:
        """Keep a click beside the rows from reaching the window, where it would close the palette."""
        event.accept()

    @override
    def paintEvent(self, event: QPaintEvent) -> None:
        """Draw the panel."""
        painter = QPainter(self)
        painting.panel(painter, QRectF(self.rect()), "raised", "border_strong", 12)
        painter.end()
