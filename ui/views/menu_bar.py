"""The menu bar: native on macOS, elsewhere hidden until Alt calls it."""

from __future__ import annotations

import sys

from PySide6.QtCore import QEvent, QObject, Qt, QTimer
from PySide6.QtGui import QFocusEvent, QKeyEvent
from PySide6.QtWidgets import QApplication, QMainWindow, QMenu, QMenuBar, QWidget
from shiboken6 import isValid
from typing_extensions import override

from ui import resources, theme
from ui.actions import Actions, icon_name

IS_ALWAYS_SHOWN = sys.platform == "darwin"


class MenuBar(QMenuBar):
    """The menus of a window. Pressing Alt alone shows the bar, and again hides it."""

    def __init__(self, window: QMainWindow, actions: Actions) -> None:
        """Fill the menus; every action also works by its keys while the bar is hidden."""
        super().__init__(window)
        self.setObjectName("menu_bar")
        self._window = window
        self._is_alt_alone = False
        self._focus_before: QWidget | None = None
        for words, entries in actions.menus():
            menu = QMenu(words, self)
            menu.aboutToHide.connect(lambda: QTimer.singleShot(0, self, self._fold_if_idle))
            for action in entries:
                if action is None:
                    menu.addSeparator()
                else:
                    menu.addAction(action)
            self.addMenu(menu)
        window.addActions(list(actions))
        self._icons = actions
        self._put_on_theme()
        theme.changed.connect(self._put_on_theme)
        if not IS_ALWAYS_SHOWN:
            window.installEventFilter(self)
            self.hide()

    def toggle(self) -> None:
        """Show the bar and take the keys, or hide it and give them back."""
        if self.isVisible():
            self._fold()
            return
        self._focus_before = QApplication.focusWidget()
        self.show()
        self.setFocus(Qt.FocusReason.MenuBarFocusReason)

    def _fold(self) -> None:
        if IS_ALWAYS_SHOWN:
            return
        had_focus = self.hasFocus()
        self.hide()
        if had_focus and self._focus_before is not None and isValid(self._focus_before):
            self._focus_before.setFocus(Qt.FocusReason.MenuBarFocusReason)

    def _put_on_theme(self) -> None:
        for action in self._icons:
            action.setIcon(resources.icon(icon_name(action)))

    def _fold_if_idle(self) -> None:
        if self.activeAction() is None and not self.hasFocus():
            self._fold()

    @override
    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """See whether Alt is pressed and let go with nothing in between."""
        kind = event.type()
        if kind == QEvent.Type.ShortcutOverride and isinstance(event, QKeyEvent):
            self._is_alt_alone = event.key() == Qt.Key.Key_Alt
        elif kind == QEvent.Type.KeyPress and isinstance(event, QKeyEvent):
            self._is_alt_alone = event.key() == Qt.Key.Key_Alt and not event.isAutoRepeat()
        elif kind == QEvent.Type.WindowDeactivate:
            self._is_alt_alone = False
        elif kind == QEvent.Type.KeyRelease and isinstance(event, QKeyEvent):
            is_call = self._is_alt_alone and event.key() == Qt.Key.Key_Alt
            self._is_alt_alone = False
            if is_call:
                self.toggle()
        return super().eventFilter(watched, event)

    @override
    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Fold on Esc once no menu is open."""
        super().keyPressEvent(event)
        if event.key() == Qt.Key.Key_Escape:
            self._fold()

    @override
    def focusOutEvent(self, event: QFocusEvent) -> None:
        """Fold when the keys go elsewhere than into a menu."""
        super().focusOutEvent(event)
        QTimer.singleShot(0, self, self._fold_if_idle)
