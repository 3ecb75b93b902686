"""The menu bar: native on macOS, elsewhere hidden until Alt calls it."""

from __future__ import annotations

import sys

from PySide6.QtCore import QEvent, QObject, Qt, QTimer
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QMainWindow, QMenu, QMenuBar
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
        self._is_called = False
        for words, entries in actions.menus():
            menu = QMenu(words, self)
            menu.aboutToHide.connect(lambda: QTimer.singleShot(0, self._fold_if_idle))
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
        """Show the bar with its first menu chosen, or hide it."""
        if self.isVisible():
            self.hide()
            return
        self.show()
        self.setFocus(Qt.FocusReason.MenuBarFocusReason)
        self.setActiveAction(self.actions()[0])

    def _put_on_theme(self) -> None:
        for action in self._icons:
            action.setIcon(resources.icon(icon_name(action)))

    def _fold_if_idle(self) -> None:
        if not IS_ALWAYS_SHOWN and self.activeAction() is None:
            self.hide()

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
        """Hide on Esc once no menu is open."""
        super().keyPressEvent(event)
        if event.key() == Qt.Key.Key_Escape:
            self._fold_if_idle()
