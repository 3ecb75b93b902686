"""What the window remembers about itself, outside the rep’s file."""

from __future__ import annotations

from typing import cast

from PySide6.QtCore import QByteArray, QSettings

from salesdesk import paths
from ui.theme import MODES, Mode

FILE_NAME = "window.ini"


class Preferences:
    """Theme, keys, size and place of the window, kept in an INI file in the configuration folder."""

    def __init__(self) -> None:
        """Read the file, or start with the defaults where there is none."""
        self._settings = QSettings(str(paths.config_folder() / FILE_NAME), QSettings.Format.IniFormat)

    @property
    def theme(self) -> Mode:
        """Which theme the rep chose."""
        found = self._text("look/theme", "system")
        return found if found in MODES else "system"

    @theme.setter
    def theme(self, mode: Mode) -> None:
        self._settings.setValue("look/theme", mode)

    @property
    def has_single_keys(self) -> bool:
        """Whether a letter without a modifier does something in lists and boards."""
        return bool(self._settings.value("keys/single", True, type=bool))

    @has_single_keys.setter
    def has_single_keys(self, wanted: bool) -> None:
        self._settings.setValue("keys/single", wanted)

    @property
    def is_rail(self) -> bool:
        """Whether the rep folded the sidebar to its icons."""
        return bool(self._settings.value("window/rail", False, type=bool))

    @is_rail.setter
    def is_rail(self, folded: bool) -> None:
        self._settings.setValue("window/rail", folded)

    @property
    def screen(self) -> str:
        """The screen the rep looked at last, empty before the first."""
        return self._text("window/screen", "")

    @screen.setter
    def screen(self, name: str) -> None:
        self._settings.setValue("window/screen", name)

    @property
    def reminded_until(self) -> str:
        """Up to which instant reminders have been shown, in ISO form; empty before the first."""
        return self._text("reminders/until", "")

    @reminded_until.setter
    def reminded_until(self, instant: str) -> None:
        self._settings.setValue("reminders/until", instant)

    @property
    def pipeline_layout(self) -> str:
        """In which layout the rep looked at the pipeline last."""
        return self._text("pipeline/layout", "board")

    @pipeline_layout.setter
    def pipeline_layout(self, name: str) -> None:
        self._settings.setValue("pipeline/layout", name)

    @property
    def leads_layout(self) -> str:
        """In which layout the rep looked at leads last."""
        return self._text("leads/layout", "list")

    @leads_layout.setter
    def leads_layout(self, name: str) -> None:
        self._settings.setValue("leads/layout", name)

    @property
    def is_compact(self) -> bool:
        """Whether cards and rows are lower than usual."""
        return bool(self._settings.value("look/compact", False, type=bool))

    @is_compact.setter
    def is_compact(self, wanted: bool) -> None:
        self._settings.setValue("look/compact", wanted)

    @property
    def has_one_currency(self) -> bool:
        """Whether totals are added up in the desk’s currency as far as there are rates."""
        return bool(self._settings.value("pipeline/one_currency", False, type=bool))

    @has_one_currency.setter
    def has_one_currency(self, wanted: bool) -> None:
        self._settings.setValue("pipeline/one_currency", wanted)

    @property
    def pipeline(self) -> int:
        """The pipeline the rep looked at last, zero for the first one."""
        return cast(int, self._settings.value("pipeline/shown", 0, type=int))

    @pipeline.setter
    def pipeline(self, number: int) -> None:
        self._settings.setValue("pipeline/shown", number)

    @property
    def export_folder(self) -> str:
        """The folder of the last export, empty before the first."""
        return self._text("files/export_folder", "")

    @export_folder.setter
    def export_folder(self, folder: str) -> None:
        self._settings.setValue("files/export_folder", folder)

    @property
    def review_told_on(self) -> str:
        """The day the rep was last told that a playbook is due for its review, as an ISO date, empty before that."""
        return self._text("playbook/review_told_on", "")

    @review_told_on.setter
    def review_told_on(self, day: str) -> None:
        self._settings.setValue("playbook/review_told_on", day)

    def window_state(self, name: str) -> QByteArray:
        """Return the kept size or division called `name`, empty before it was first kept."""
        return cast(QByteArray, self._settings.value(f"window/{name}", QByteArray(), type=QByteArray))

    def keep_window_state(self, name: str, state: QByteArray) -> None:
        """Keep a size or division of the window."""
        self._settings.setValue(f"window/{name}", state)

    def table(self, name: str) -> str:
        """Return the kept columns and order of the table called `name`, empty before they were first kept."""
        return self._text(f"tables/{name}", "")

    def keep_table(self, name: str, written: str) -> None:
        """Keep the columns and order of a table."""
        self._settings.setValue(f"tables/{name}", written)

    def save(self) -> None:
        """Write the file now."""
        self._settings.sync()

    def _text(self, key: str, default: str) -> str:
        return str(self._settings.value(key, default, type=str))
