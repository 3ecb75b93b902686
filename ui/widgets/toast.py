"""The one message at the foot of the window, with a way to take the step back."""

from __future__ import annotations

from PySide6.QtCore import (
    QEasingCurve,
    QEvent,
    QObject,
    QPoint,
    QPropertyAnimation,
    QRectF,
    QSize,
    Qt,
    QTimer,
    Signal,
)
from PySide6.QtGui import (
    QAccessible,
    QAccessibleAnnouncementEvent,
    QColor,
    QEnterEvent,
    QFocusEvent,
    QKeyEvent,
    QKeySequence,
    QPainter,
    QPaintEvent,
    QShortcut,
)
from PySide6.QtWidgets import QFrame, QGraphicsDropShadowEffect, QPushButton, QSizePolicy, QWidget
from typing_extensions import override

from ui import painting, resources, theme, tokens
from ui.widgets.focus import shows_focus

HEIGHT = 40
GAP_BELOW = 32
GAP_OVER_DROP_BAR = 104
RISE = 8
ICON = 15


def announce(widget: QWidget, text: str, assertive: bool = False) -> None:
    """Tell screen readers what just happened."""
    event = QAccessibleAnnouncementEvent(widget, text)
    if assertive:
        event.setPoliteness(QAccessible.AnnouncementPoliteness.Assertive)
    QAccessible.updateAccessibility(event)


class ToastAction(QPushButton):
    """The word in a toast that does something, with its key beside it."""

    focus_changed = Signal()

    def __init__(self, parent: QWidget) -> None:
        """Start without a word."""
        super().__init__(parent)
        self._keys = ""
        self._keyboard_focus = False
        self.setAutoDefault(False)
        self.setCursor(Qt.CursorShape.PointingHandCursor)
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)

    def set_action(self, text: str, keys: str) -> None:
        """Show a word and the key that does the same."""
        self._keys = keys
        self.setText(text)
        self.resize(self.sizeHint())

    @override
    def sizeHint(self) -> QSize:
        """Return room for word and key."""
        look = theme.current()
        width = painting.text_width(self.text(), look.font("base", painting.DEMI_BOLD)) + 12
        if self._keys:
            width += painting.text_width(self._keys, look.font("caption")) + 11
        return QSize(round(width + 0.49), look.line() + 8)

    @override
    def paintEvent(self, event: QPaintEvent) -> None:
        """Draw word, key and ring."""
        look = theme.current()
        painter = QPainter(self)
        rect = QRectF(self.rect()).adjusted(6, 0, -4, 0)
        bold = look.font("base", painting.DEMI_BOLD)
        painting.draw_text(painter, rect, self.text(), "toast_action", bold)
        rect.setLeft(rect.left() + painting.text_width(self.text(), bold) + 11)
        quiet = QColor(look.color("toast_text"))
        quiet.setAlphaF(0.72)
        painting.draw_text(painter, rect, self._keys, quiet, look.font("caption"))
        if self._keyboard_focus and self.hasFocus():
            painting.edge_round(painter, QRectF(self.rect()), "toast_action", 5, 2)
        painter.end()

    @override
    def focusInEvent(self, event: QFocusEvent) -> None:
        """Hold the toast while the focus is here."""
        self._keyboard_focus = shows_focus(event, self._keyboard_focus)
        super().focusInEvent(event)
        self.focus_changed.emit()

    @override
    def focusOutEvent(self, event: QFocusEvent) -> None:
        """Let the toast go on."""
        super().focusOutEvent(event)
        self.focus_changed.emit()


class Toast(QFrame):
    """A message over a host widget, centred above its foot; a new one replaces it.

    It stays eight seconds, longer while the pointer or the focus is on it. Alt+U goes to its action.
    Signals: `action_requested` when Undo, or what stands there, is pressed; `closed` when it went away.
    """

    action_requested = Signal()
    closed = Signal()

    def __init__(self, host: QWidget) -> None:
        """Stand ready over a host, hidden."""
        super().__init__(host)
        self._host = host
        self._message = ""
        self._is_leaving = False
        self._gap_below = GAP_BELOW
        self._left_ms = 0
        self.action = ToastAction(self)
        self.action.setObjectName("toast_action")
        self.action.clicked.connect(self._on_action)
        self.action.focus_changed.connect(self._hold_or_go_on)
        self._hold = QTimer(self)
        self._hold.setSingleShot(True)
        self._hold.setTimerType(Qt.TimerType.PreciseTimer)
        self._hold.timeout.connect(self.close_gently)
        self._motion = QPropertyAnimation(self, b"pos", self)
        self._motion.setEasingCurve(QEasingCurve.Type.OutCubic)
        self._motion.finished.connect(self._on_motion_finished)
        self._reach = QShortcut(QKeySequence("Alt+U"), host)
        self._reach.setContext(Qt.ShortcutContext.WindowShortcut)
        self._reach.setEnabled(False)
        self._reach.activated.connect(lambda: self.action.setFocus(Qt.FocusReason.ShortcutFocusReason))
        shade = QGraphicsDropShadowEffect(self)
        shade.setBlurRadius(20)
        shade.setOffset(0, 6)
        self._shade = shade
        self.setGraphicsEffect(shade)
        host.installEventFilter(self)
        self.hide()

    def message(self) -> str:
        """Return the message on show, empty when there is none."""
        return self._message if self.isVisible() and not self._is_leaving else ""

    def remaining_ms(self) -> int:
        """Return how long the toast still stays, counted from when it is let go."""
        return max(0, self._hold.remainingTime()) if self._hold.isActive() else self._left_ms

    def is_held(self) -> bool:
        """Tell whether the pointer or the focus keeps the toast."""
        return self.isVisible() and not self._hold.isActive()

    def show_message(self, text: str, action: str = "", keys: str = "") -> None:
        """Show a message, with an action and its key if it has one, and announce it."""
        self._message = text
        self._is_leaving = False
        self._motion.stop()
        self.action.set_action(action, keys)
        self.action.setVisible(bool(action))
        self._reach.setEnabled(bool(action))
        self._shade.setColor(theme.current().color("shadow"))
        self.setAccessibleName(text)
        self.resize(self.sizeHint())
        was_visible = self.isVisible()
        self._place()
        self.show()
        self.raise_()
        if not was_visible:
            self._rise()
        self._left_ms = int(tokens.load_tokens()["motion_ms"]["toast_hold"])
        self._hold.stop()
        self._hold_or_go_on()
        self.update()
        announce(self, text)

    def set_over_drop_bar(self, is_over: bool) -> None:
        """Make room for the drop bar of the board while a card is dragged."""
        self._gap_below = GAP_OVER_DROP_BAR if is_over else GAP_BELOW
        self._motion.stop()
        self._place()

    def close_gently(self) -> None:
        """Let the toast sink away."""
        if not self.isVisible() or self._is_leaving:
            return
        self._hold.stop()
        self._reach.setEnabled(False)
        self._is_leaving = True
        self._animate(self.pos(), self.pos() + QPoint(0, RISE), theme.duration("toast_out"))

    def _rise(self) -> None:
        place = self.pos()
        self._animate(place + QPoint(0, RISE), place, theme.duration("toast_in"))

    def _animate(self, start: QPoint, end: QPoint, duration_ms: int) -> None:
        self._motion.stop()
        self._motion.setStartValue(start)
        self._motion.setEndValue(end)
        self._motion.setDuration(duration_ms)
        if duration_ms:
            self._motion.start()
        else:
            self.move(end)
            self._on_motion_finished()

    def _on_motion_finished(self) -> None:
        if self._is_leaving:
            self._is_leaving = False
            self.hide()
            self.closed.emit()

    def _on_action(self) -> None:
        self.close_gently()
        self.action_requested.emit()

    def _hold_or_go_on(self) -> None:
        if not self.isVisible() or self._is_leaving:
            return
        if self.underMouse() or self.action.hasFocus():
            if self._hold.isActive():
                self._left_ms = self._hold.remainingTime()
                self._hold.stop()
        elif not self._hold.isActive():
            self._hold.start(self._left_ms)

    def _place(self) -> None:
        host = self._host
        left = (host.width() - self.width()) // 2
        self.move(max(0, left), host.height() - self._gap_below - self.height())

    @override
    def sizeHint(self) -> QSize:
        """Return room for mark, message and action, not wider than the host."""
        width = 37 + painting.text_width(self._message, painting.font()) + 13
        if self.action.text():
            width += 12 + self.action.sizeHint().width()
        limit = max(200, self._host.width() - 48)
        height = max(HEIGHT, theme.current().line() + 22)
        return QSize(min(limit, round(width + 0.49)), height)

    @override
    def resizeEvent(self, event: object) -> None:
        """Keep the action at the right."""
        hint = self.action.sizeHint()
        self.action.setGeometry(
            self.width() - hint.width() - 9, (self.height() - hint.height()) // 2, hint.width(), hint.height()
        )

    @override
    def paintEvent(self, event: QPaintEvent) -> None:
        """Draw the message."""
        look = theme.current()
        painter = QPainter(self)
        rect = QRectF(self.rect())
        painting.fill_round(painter, rect, "toast", 8)
        quiet = QColor(look.color("toast_text"))
        quiet.setAlphaF(0.8)
        mark = QRectF(12, round(rect.center().y() - ICON / 2), ICON, ICON)
        resources.paint_icon(painter, mark, "check", quiet)
        right = rect.right() - 13
        if self.action.text():
            right = self.action.x() - 3.0
            quiet.setAlphaF(0.25)
            painter.setPen(quiet)
            x = int(right)
            painter.drawLine(x, int(rect.center().y()) - 8, x, int(rect.center().y()) + 8)
            right -= 13
        room = QRectF(37, 0, right - 37, rect.height())
        painting.draw_text(painter, room, self._message, "toast_text")
        painter.end()

    @override
    def enterEvent(self, event: QEnterEvent) -> None:
        """Hold the toast under the pointer."""
        super().enterEvent(event)
        self._hold_or_go_on()

    @override
    def leaveEvent(self, event: QEvent) -> None:
        """Let the toast go on."""
        super().leaveEvent(event)
        self._hold_or_go_on()

    @override
    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Close on Esc."""
        if event.key() == Qt.Key.Key_Escape:
            self.close_gently()
        else:
            super().keyPressEvent(event)

    @override
    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Stay at the foot of the host when it is resized."""
        if event.type() == QEvent.Type.Resize and self.isVisible():
            self._motion.stop()
            self.resize(self.sizeHint())
            self._place()
            if self._is_leaving:
                self._on_motion_finished()
        return super().eventFilter(watched, event)
