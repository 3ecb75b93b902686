"""The bar over the playbook editor: which playbook, what can be done with it as a whole, and when it was reviewed."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from datetime import date

from PySide6.QtCore import QPoint, Signal
from PySide6.QtWidgets import QHBoxLayout, QMenu, QVBoxLayout, QWidget

from salesdesk.queries.playbooks import PlaybookRow
from ui import resources
from ui.dialogs.playbook_editor.review_line import ReviewLine
from ui.widgets.button import Button, IconButton
from ui.widgets.fields import ChoiceField


class PlaybookBar(QWidget):
    """Chooses among the playbooks.

    Signals:
        chosen: object. The id of the playbook that is to show.
        act_requested: str. What is to be done with it: add, default, review, import, replace, export, discard, delete.
    """

    chosen = Signal(object)
    act_requested = Signal(str)

    def __init__(self, growth: float, parent: QWidget | None = None) -> None:
        """Start without playbooks; `growth` is by how much the dialog is larger than it was designed."""
        super().__init__(parent)
        self._row: PlaybookRow | None = None
        self._is_changed = False
        self.field = ChoiceField()
        self.field.setObjectName("playbook_field")
        self.field.setAccessibleName(self.tr("Playbook"))
        self.field.setFixedWidth(round(296 * growth))
        self.field.chosen.connect(self.chosen)
        self.new_button = Button(self.tr("New playbook"), "quiet", icon="plus")
        self.new_button.setObjectName("new_playbook_button")
        self.new_button.clicked.connect(lambda: self.act_requested.emit("add"))
        self.default_button = Button(self.tr("Make default"), "quiet", icon="flag")
        self.default_button.setObjectName("default_button")
        self.default_button.clicked.connect(lambda: self.act_requested.emit("default"))
        self.menu_button = IconButton("more", self.tr("More for this playbook"))
        self.menu_button.setObjectName("playbook_menu_button")
        self.menu_button.clicked.connect(self._open_menu)
        top = QHBoxLayout()
        top.setSpacing(6)
        for widget in (self.field, self.new_button, self.default_button):
            top.addWidget(widget)
        top.addStretch(1)
        top.addWidget(self.menu_button)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(8)
        column.addLayout(top)
        self.review = ReviewLine()
        self.review.marked.connect(lambda: self.act_requested.emit("review"))
        column.addWidget(self.review)

    def show_playbooks(
        self, rows: Sequence[PlaybookRow], shown: PlaybookRow, changed: Collection[int], today: date
    ) -> None:
        """Show these playbooks, one of them chosen; `changed` are those with changes that are not saved."""
        self._row, self._is_changed = shown, shown.id in changed
        self.field.clear()
        for row in rows:
            parts = [
                row.name,
                *([self.tr("default")] if row.is_default else []),
                *([self.tr("not saved")] if row.id in changed else []),
            ]
            self.field.add_choice(row.id, ", ".join(parts))
        self.field.set_choice(shown.id)
        self.default_button.setEnabled(not shown.is_default)
        self.review.show_review(shown, today)

    def menu(self) -> QMenu:
        """Return what can be done with the playbook as a whole."""
        menu = QMenu(self)
        menu.setObjectName("playbook_menu")
        menu.aboutToHide.connect(menu.deleteLater)
        is_default = self._row is not None and self._row.is_default
        entries = (
            ("default", "flag", self.tr("Make default"), not is_default),
            ("review", "check", self.tr("Mark as reviewed today"), True),
            ("discard", "undo", self.tr("Discard what is not saved"), self._is_changed),
            ("export", "download", self.tr("Export to a file…"), True),
            ("import", "upload", self.tr("Add from a file…"), True),
            ("replace", "import-file", self.tr("Change to what a file says…"), True),
            ("delete", "trash", self.tr("Delete playbook"), not is_default),
        )
        for name, icon, words, is_possible in entries:
            if name in ("export", "delete"):
                menu.addSeparator()
            action = menu.addAction(resources.icon(icon), words)
            action.setObjectName(name)
            action.setEnabled(is_possible)
            action.setProperty("destructive", name == "delete")
            action.triggered.connect(lambda _checked=False, name=name: self.act_requested.emit(name))
        return menu

    def _open_menu(self) -> None:
        self.menu().popup(self.menu_button.mapToGlobal(QPoint(0, self.menu_button.height() + 2)))
