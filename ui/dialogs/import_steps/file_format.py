"""How the text of the file is read: shown, and open to be overruled."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import Signal
from PySide6.QtGui import QAction, QActionGroup
from PySide6.QtWidgets import QMenu, QWidget

from ui.widgets.button import Button

ENCODINGS = ("utf-8", "cp1252", "cp1250", "cp1251", "utf-16", "mac_roman")
DELIMITERS = (",", ";", "\t", "|")


class FormatButton(Button):
    """Names encoding and separator, and opens a menu of others.

    Signals: `format_chosen` with the encoding and the separator to read the file by.
    """

    format_chosen = Signal(object, object)

    def __init__(self, parent: QWidget | None = None) -> None:
        """Start before any file."""
        super().__init__("", "quiet", "toolbar", icon="sliders", parent=parent)
        self.setObjectName("format_button")
        self._encoding = ""
        self._delimiter = ""
        self._menu = QMenu(self)
        self.setMenu(self._menu)

    def show_format(self, encoding: str, delimiter: str) -> None:
        """Show how the file is read now."""
        self._encoding, self._delimiter = encoding, delimiter
        words = self.tr("{encoding}, {separator}")
        separator = self._separator_name(delimiter)
        self.setText(words.format(encoding=self._encoding_name(encoding), separator=separator.lower()))
        self.setToolTip(self.tr("How the text of the file is read"))
        self._fill_menu()

    def action(self, name: str) -> QAction:
        """Return the menu item of an encoding or a separator."""
        return next(action for action in self._menu.actions() if action.data() == name)

    def _fill_menu(self) -> None:
        self._menu.clear()
        encodings = list(ENCODINGS)
        if self._encoding not in (*ENCODINGS, "utf-8-sig"):
            encodings.insert(0, self._encoding)
        current = self._encoding.removesuffix("-sig")
        self._add_group([(name, self._encoding_name(name)) for name in encodings], current, self._on_encoding)
        self._menu.addSeparator()
        delimiters = dict.fromkeys((*DELIMITERS, self._delimiter))
        names = [(mark, self._separator_name(mark)) for mark in delimiters]
        self._add_group(names, self._delimiter, self._on_delimiter)

    def _add_group(self, choices: list[tuple[str, str]], current: str, take: Callable[[QAction], None]) -> None:
        group = QActionGroup(self._menu)
        for key, name in choices:
            action = QAction(name, self._menu)
            action.setData(key)
            action.setCheckable(True)
            action.setChecked(key == current)
            group.addAction(action)
            self._menu.addAction(action)
        group.triggered.connect(take)

    def _on_encoding(self, action: QAction) -> None:
        self.format_chosen.emit(str(action.data()), self._delimiter)

    def _on_delimiter(self, action: QAction) -> None:
        self.format_chosen.emit(self._encoding, str(action.data()))

    def _encoding_name(self, encoding: str) -> str:
        return {
            "utf-8": self.tr("UTF-8"),
            "utf-8-sig": self.tr("UTF-8"),
            "cp1252": self.tr("Western (Windows-1252)"),
            "cp1250": self.tr("Central European (Windows-1250)"),
            "cp1251": self.tr("Cyrillic (Windows-1251)"),
            "utf-16": self.tr("UTF-16"),
            "mac_roman": self.tr("Mac Roman"),
        }.get(encoding, encoding.upper())

    def _separator_name(self, delimiter: str) -> str:
        return {
            ",": self.tr("Comma"),
            ";": self.tr("Semicolon"),
            "\t": self.tr("Tab"),
            "|": self.tr("Pipe"),
        }.get(delimiter, delimiter)
