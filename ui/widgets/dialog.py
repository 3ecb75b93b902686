"""The frame of our dialogs: window-modal, over a scrim, with a foot that holds the way on and the way out."""

from __future__ import annotations

from PySide6.QtCore import QEvent, QObject, Qt
from PySide6.QtGui import QColor, QHideEvent, QKeySequence, QPainter, QPaintEvent, QPalette, QShortcut, QShowEvent
from PySide6.QtWidgets import QDialog, QFrame, QHBoxLayout, QVBoxLayout, QWidget
from typing_extensions import override

from ui import theme
from ui.widgets.button import Button
from ui.widgets.labels import DEMI_BOLD, Label

FOOT_HEIGHT = 56
TITLE_STRIP = 36
SCREEN_MARGIN = 80


class Hairline(QFrame):
    """A line of 1 px."""

    def __init__(self, is_vertical: bool = False, role: str = "border", parent: QWidget | None = None) -> None:
        """Lie flat, or stand."""
        super().__init__(parent)
        self._role = role
        if is_vertical:
            self.setFixedWidth(1)
        else:
            self.setFixedHeight(1)

    @override
    def paintEvent(self, event: QPaintEvent) -> None:
        """Draw the line."""
        painter = QPainter(self)
        painter.fillRect(self.rect(), theme.current().color(self._role))
        painter.end()


class Ground(QWidget):
    """A plain area in the colour of a role."""

    def __init__(self, role: str, parent: QWidget | None = None) -> None:
        """Fill with the colour."""
        super().__init__(parent)
        self._role = role
        self.setAttribute(Qt.WidgetAttribute.WA_OpaquePaintEvent)

    @override
    def paintEvent(self, event: QPaintEvent) -> None:
        """Fill the area."""
        painter = QPainter(self)
        painter.fillRect(event.rect(), theme.current().color(self._role))
        painter.end()


class Scrim(QWidget):
    """The shade over a window while a dialog is open; stays over all of it."""

    def __init__(self, window: QWidget) -> None:
        """Lie over the window."""
        super().__init__(window)
        self.setObjectName("scrim")
        self.setGeometry(window.rect())
        window.installEventFilter(self)
        self.show()
        self.raise_()

    @override
    def paintEvent(self, event: QPaintEvent) -> None:
        """Darken what is below."""
        painter = QPainter(self)
        painter.fillRect(event.rect(), theme.current().color("scrim"))
        painter.end()

    @override
    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Follow the size of the window."""
        if event.type() == QEvent.Type.Resize and watched is self.parent() and isinstance(watched, QWidget):
            self.setGeometry(watched.rect())
        return super().eventFilter(watched, event)


def _grown(length: int, room: int) -> int:
    """Return a length grown with the font, as far as the screen has room for more."""
    return max(length, min(round(length * theme.current().type.unit), room - SCREEN_MARGIN))


class DialogFrame(QDialog):
    """A dialog with a body to fill and a foot: words or a button left, the way out and the way on right.

    The size a subclass names counts a title strip of 36 px, which the window system draws.
    Ctrl+Enter presses the primary button from anywhere in the dialog, Esc rejects.
    """

    def __init__(self, parent: QWidget, caption: str, width: int, height: int = 0) -> None:
        """Stand over the window of the parent; without a height it fits its content."""
        super().__init__(parent.window())
        self.setWindowTitle(caption)
        self.setWindowModality(Qt.WindowModality.WindowModal)
        self.setAutoFillBackground(True)
        self._scrim: Scrim | None = None
        self.body = QWidget()
        self.body.setObjectName("dialog_body")
        self._foot = QWidget()
        self._foot.setFixedHeight(max(FOOT_HEIGHT, 40 + round(16 * theme.current().type.unit)))
        self._foot_row = QHBoxLayout(self._foot)
        self._foot_row.setContentsMargins(24, 0, 24, 0)
        self._foot_row.setSpacing(8)
        self.foot_label = Label("", "small", "muted")
        self._left: QWidget = self.foot_label
        self._foot_row.addWidget(self.foot_label)
        self._foot_row.addStretch(1)
        self.secondary_button = Button("", "standard", "dialog")
        self.secondary_button.setObjectName("secondary_button")
        self.primary_button = Button("", "primary", "dialog")
        self.primary_button.setObjectName("primary_button")
        self._foot_row.addWidget(self.secondary_button)
        self._foot_row.addWidget(self.primary_button)
        self.foot_line = Hairline()
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addWidget(self.body, 1)
        column.addWidget(self.foot_line)
        column.addWidget(self._foot)
        room = self.screen().availableSize()
        if height:
            self.resize(_grown(width, room.width()), _grown(height - TITLE_STRIP, room.height()))
        else:
            self.setFixedWidth(_grown(width, room.width()))
        for keys in ("Ctrl+Return", "Ctrl+Enter"):
            QShortcut(QKeySequence(keys), self).activated.connect(self._press_primary)
        self._put_on_theme()
        theme.changed.connect(self._put_on_theme)

    def set_foot(self, primary: str, secondary: str = "", text: str = "", keys: str = "Ctrl+Return") -> None:
        """Name the two buttons and the words at the left; an empty name hides its button."""
        self.primary_button.setText(primary)
        self.primary_button.set_keys(
            QKeySequence(keys).toString(QKeySequence.SequenceFormat.NativeText) if keys else ""
        )
        self.primary_button.setVisible(bool(primary))
        self.secondary_button.setText(secondary)
        self.secondary_button.setVisible(bool(secondary))
        self.foot_label.setText(text)

    def set_foot_left(self, widget: QWidget, margin: int = 10) -> None:
        """Put a button in place of the words at the left, its text in line with the margin."""
        self._foot_row.replaceWidget(self._left, widget)
        self._left.hide()
        self._left = widget
        self._foot_row.setContentsMargins(margin, 0, 20, 0)

    def _press_primary(self) -> None:
        if self.primary_button.isEnabled():
            # What is being typed is taken over first, as if the field had been left.
            self.primary_button.setFocus(Qt.FocusReason.OtherFocusReason)
            self.primary_button.click()

    def _put_on_theme(self) -> None:
        palette = QPalette(self.palette())
        ground = QColor(theme.current().color("raised"))
        palette.setColor(QPalette.ColorRole.Window, ground)
        self.setPalette(palette)

    @override
    def showEvent(self, event: QShowEvent) -> None:
        """Shade the window below."""
        super().showEvent(event)
        below = self.parentWidget()
        if self._scrim is None and below is not None:
            self._scrim = Scrim(below)

    @override
    def hideEvent(self, event: QHideEvent) -> None:
        """Take the shade away."""
        super().hideEvent(event)
        if self._scrim is not None:
            self._scrim.hide()
            self._scrim.deleteLater()
            self._scrim = None


class DialogHeading(QWidget):
    """The title of a dialog page and the sentence below it."""

    def __init__(self, heading: str, sentence: str = "", parent: QWidget | None = None) -> None:
        """Show both."""
        super().__init__(parent)
        self.heading = Label(heading, "title", "text", DEMI_BOLD, wraps=True)
        self.sentence = Label(sentence, "base", "muted", wraps=True)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(2)
        column.addWidget(self.heading)
        column.addWidget(self.sentence)
        self.sentence.setVisible(bool(sentence))

    def set_sentence(self, sentence: str) -> None:
        """Show another sentence, or none."""
        self.sentence.setText(sentence)
        self.sentence.setVisible(bool(sentence))
