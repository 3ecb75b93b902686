"""Everything the window can do by menu, key or palette, as one set of actions."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from PySide6.QtCore import QObject
from PySide6.QtGui import QAction, QKeySequence


class Actions(QObject):
    """The actions of one window; the window connects them and enables what its screen can do."""

    def __init__(self, parent: QObject) -> None:
        """Make every action with its words and keys."""
        super().__init__(parent)
        self._all: list[QAction] = []
        self.new = self._add("new", self.tr("New lead"), "Ctrl+N", "plus")
        self.new_opportunity = self._add("new_opportunity", self.tr("New opportunity"), "", "plus")
        self.import_leads = self._add("import_leads", self.tr("Import leads…"), "Ctrl+I", "import-file")
        self.capture = self._add("capture", self.tr("Add from pasted text…"), "Ctrl+Shift+V", "user-plus")
        self.export = self._add("export", self.tr("Export what is shown…"), "Ctrl+E", "download")
        self.close_window = self._add("close_window", self.tr("Close SalesDesk"), "Ctrl+Q", "x")
        self.close_window.setMenuRole(QAction.MenuRole.QuitRole)
        self.undo = self._add("undo", self.tr("Undo"), "Ctrl+Z", "undo")
        self.redo = self._add("redo", self.tr("Redo"), ("Ctrl+Shift+Z", "Ctrl+Y"), "redo")
        self.find = self._add("find", self.tr("Filter what is shown"), "Ctrl+F", "filter")
        self.save_view = self._add("save_view", self.tr("Save view…"), "Ctrl+Shift+S", "bookmark")
        self.stages = self._add("stages", self.tr("Pipelines and stages…"), "", "columns")
        self.lost_reasons = self._add("lost_reasons", self.tr("Lost reasons…"), "", "circle-x")
        self.rates = self._add("rates", self.tr("Exchange rates…"), "", "refresh")
        self.playbooks = self._add("playbooks", self.tr("Playbooks…"), "", "checklist")
        self.score_rules = self._add("score_rules", self.tr("Scoring rules…"), "", "trending-up")
        self.calibration = self._add("calibration", self.tr("Score calibration…"), "", "bar-chart")
        self.custom_fields = self._add("custom_fields", self.tr("Fields of your own…"), "", "list")
        self.duplicates = self._add("duplicates", self.tr("Find duplicates…"), "", "merge")
        self.settings = self._add("settings", self.tr("Settings…"), "Ctrl+,", "settings")
        self.settings.setMenuRole(QAction.MenuRole.PreferencesRole)
        self.sidebar = self._add("sidebar", self.tr("Fold sidebar"), "Ctrl+B", "list-panel")
        self.next_pane = self._add("next_pane", self.tr("Next pane"), "F6", "arrow-right")
        self.previous_pane = self._add("previous_pane", self.tr("Previous pane"), "Shift+F6", "arrow-left")
        self.palette = self._add("palette", self.tr("Search or run a command…"), "Ctrl+K", "search")
        self.go_today = self._add("go_today", self.tr("Go to Today"), "Ctrl+1", "sun")
        self.go_leads = self._add("go_leads", self.tr("Go to leads"), "Ctrl+2", "inbox")
        self.go_pipeline = self._add("go_pipeline", self.tr("Go to pipeline"), "Ctrl+3", "columns")
        self.back = self._add("back", self.tr("Back"), "Alt+Left", "arrow-left")
        self.forward = self._add("forward", self.tr("Forward"), "Alt+Right", "arrow-right")
        self.views = [self._add(f"view_{place}", "", f"Alt+{place}", "bookmark") for place in range(1, 10)]
        self.name_views([])
        self.keys = self._add("keys", self.tr("Keys of this screen"), "F1", "help")
        self.glossary = self._add("glossary", self.tr("Glossary…"), "", "info")

    def __iter__(self) -> Iterator[QAction]:
        """Go through every action."""
        return iter(self._all)

    def commands(self) -> list[QAction]:
        """Return what the palette offers: everything but itself, and the views there are."""
        return [action for action in self._all if action is not self.palette and action.isVisible()]

    def editors(self) -> list[QAction]:
        """Return what opens an editor of the desk itself."""
        return [
            *(self.stages, self.lost_reasons, self.rates, self.playbooks, self.score_rules, self.calibration),
            self.custom_fields,
        ]

    def screens(self) -> list[QAction]:
        """Return the ways to the screens, in their order."""
        return [self.go_today, self.go_leads, self.go_pipeline]

    def menus(self) -> list[tuple[str, list[QAction | None]]]:
        """Return the menu bar: titles with their actions, None for a line."""
        return [
            (
                self.tr("&File"),
                [
                    *(self.new, self.new_opportunity, self.capture, None, self.import_leads, self.export, None),
                    self.close_window,
                ],
            ),
            (
                self.tr("&Edit"),
                [
                    *(self.undo, self.redo, None, self.find, self.save_view, None, self.duplicates, None),
                    *(*self.editors(), None, self.settings),
                ],
            ),
            (self.tr("&View"), [self.sidebar, None, self.next_pane, self.previous_pane]),
            (
                self.tr("&Go"),
                [
                    *(self.palette, None, *self.screens(), None, *self.views, None),
                    *(self.back, self.forward),
                ],
            ),
            (self.tr("&Help"), [self.keys, self.glossary]),
        ]

    def name_undo(self, undo: str | None, redo: str | None) -> None:
        """Say in the Edit menu what would be taken back and done again; None disables."""
        self.undo.setEnabled(undo is not None)
        self.redo.setEnabled(redo is not None)
        self.undo.setText(self.tr("Undo {step}").format(step=_plain(undo)) if undo else self.tr("Undo"))
        self.redo.setText(self.tr("Redo {step}").format(step=_plain(redo)) if redo else self.tr("Redo"))

    def name_views(self, names: Sequence[str]) -> None:
        """Say which saved views there are; only those have an action."""
        for place, action in enumerate(self.views):
            is_there = place < len(names)
            action.setText(_plain(names[place]) if is_there else "")
            action.setVisible(is_there)
            action.setEnabled(is_there)

    def _add(self, name: str, text: str, keys: str | Sequence[str], icon: str) -> QAction:
        action = QAction(text, self.parent())
        action.setObjectName(f"action_{name}")
        action.setShortcuts([QKeySequence(key) for key in ([keys] if isinstance(keys, str) else keys) if key])
        action.setProperty("icon_name", icon)
        self._all.append(action)
        return action


def icon_name(action: QAction) -> str:
    """Return the name of the icon that goes with an action."""
    return str(action.property("icon_name") or "")


def keys_text(action: QAction) -> str:
    """Return the keys of an action as this system writes them."""
    return action.shortcut().toString(QKeySequence.SequenceFormat.NativeText)


def words(action: QAction) -> str:
    """Return what an action says, without marks for the menu."""
    return action.text().replace("&&", "\0").replace("&", "").replace("\0", "&")


def _plain(label: str) -> str:
    return label.replace("&", "&&")
