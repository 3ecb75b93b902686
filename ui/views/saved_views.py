"""The saved views in the sidebar: a row each with how many records it lets through, and what can be done with it."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING

from PySide6.QtCore import QEvent, QObject, QPoint, QSize, Qt, Signal
from PySide6.QtGui import QContextMenuEvent, QKeyEvent, QKeySequence
from PySide6.QtWidgets import QFrame, QHBoxLayout, QMenu, QScrollArea, QSizePolicy, QVBoxLayout, QWidget
from typing_extensions import override

from ui import resources, wording
from ui.widgets.button import IconButton
from ui.widgets.labels import GroupLabel
from ui.widgets.navigation import NavigationRow

if TYPE_CHECKING:
    from salesdesk.queries.views import SavedView

ICONS = {"board": "columns", "table": "table", "forecast": "forecast", "list": "inbox"}
KEYED = 9
ABOVE = 18
ALT, NONE = Qt.KeyboardModifier.AltModifier, Qt.KeyboardModifier.NoModifier


class SavedViewsSection(QWidget):
    """The list of views under its caption.

    Signals:
        chosen: int. A view is to be shown.
        adding_requested: what is shown is to be kept as a view.
        renaming_requested: int. A view is to get another name, asked for beside its row.
        deletion_requested: int. A view is to go.
        order_requested: list. The views are to stand in this order.
    """

    chosen = Signal(int)
    adding_requested = Signal()
    renaming_requested = Signal(int)
    deletion_requested = Signal(int)
    order_requested = Signal(list)

    def __init__(self, parent: QWidget | None = None) -> None:
        """Start without views."""
        super().__init__(parent)
        self.setObjectName("saved_views")
        self.setAccessibleName(self.tr("Saved views"))
        self.rows: dict[int, NavigationRow] = {}
        self._is_rail = False
        self._caption = GroupLabel(self.tr("Saved views"))
        self.add_button = IconButton("plus", self.tr("Save what is shown as a view"), "row")
        self.add_button.setObjectName("add_view_button")
        self.add_button.clicked.connect(self.adding_requested)
        head = self._head = QHBoxLayout()
        head.setContentsMargins(8, 0, 2, 0)
        head.addWidget(self._caption, 1)
        head.addWidget(self.add_button)
        self._ground = QWidget()
        self._list = QVBoxLayout(self._ground)
        self._list.setContentsMargins(0, 0, 0, 0)
        self._list.setSpacing(1)
        self._area = QScrollArea()
        self._area.setFrameShape(QFrame.Shape.NoFrame)
        self._area.setWidgetResizable(True)
        self._area.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self._area.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self._area.viewport().setAutoFillBackground(False)
        self._area.setWidget(self._ground)
        self._ground.setAutoFillBackground(False)
        column = self._column = QVBoxLayout(self)
        column.setContentsMargins(0, ABOVE, 0, 8)
        column.setSpacing(4)
        column.addLayout(head)
        column.addWidget(self._area, 1)
        self.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Maximum)

    def show_views(self, views: Sequence[SavedView]) -> None:
        """Show other views; the focus stays on the one that has it, or at its place."""
        focused = next((place for place, row in enumerate(self.rows.values()) if row.hasFocus()), None)
        before = list(self.rows)
        for row in self.rows.values():
            self._list.removeWidget(row)
            row.hide()
            row.deleteLater()
        counts = {number: row.count() for number, row in self.rows.items()}
        self.rows = {}
        for place, view in enumerate(views, 1):
            row = NavigationRow(view.name, ICONS.get(view.layout, "bookmark"), is_saved_view=True, parent=self._ground)
            row.setObjectName(f"view_{view.id}")
            row.setFocusPolicy(Qt.FocusPolicy.TabFocus)
            row.setAutoDefault(True)
            row.set_count(counts.get(view.id, 0))
            row.set_collapsed(self._is_rail)
            row.clicked.connect(lambda _checked=False, number=view.id: self._on_clicked(number))
            row.installEventFilter(self)
            if place <= KEYED:
                keys = QKeySequence(f"Alt+{place}").toString(QKeySequence.SequenceFormat.NativeText)
                row.setToolTip(f"{view.name} ({keys})")
            self._list.addWidget(row)
            row.show()
            self.rows[view.id] = row
        self._fit()
        if focused is not None:
            left = list(self.rows)
            fallback = left[min(focused, len(left) - 1)] if left else 0
            self.focus_view(before[focused] if before[focused] in self.rows else fallback)

    def focus_view(self, view: int) -> None:
        """Put the focus on the row of a view, or on the way to add one."""
        target: QWidget = self.rows.get(view, self.add_button)
        target.setFocus(Qt.FocusReason.TabFocusReason)

    def set_counts(self, counts: Mapping[int, int]) -> None:
        """Show how many records each view lets through."""
        for number, row in self.rows.items():
            row.set_count(counts.get(number, 0))

    def set_current(self, view: int | None) -> None:
        """Mark the view that is shown, or none."""
        for number, row in self.rows.items():
            row.setChecked(number == view)

    def set_can_add(self, can_add: bool) -> None:
        """Tell whether what is shown can be kept as a view."""
        self.add_button.setEnabled(can_add)

    def set_rail(self, is_rail: bool) -> None:
        """Show only icons, or all of the rows."""
        self._is_rail = is_rail
        self._caption.setVisible(not is_rail)
        self.add_button.setVisible(not is_rail)
        for row in self.rows.values():
            row.set_collapsed(is_rail)
        self._fit()

    def make_menu(self, view: int) -> QMenu:
        """Return what can be done with a view, ready to pop up."""
        order = list(self.rows)
        place = order.index(view)
        menu = QMenu(self)
        menu.setObjectName("view_menu")
        for name, icon, words, keys, is_possible in (
            ("open", "external-link", self.tr("Open"), "Return", True),
            ("rename", "pencil", self.tr("Rename…"), "F2", True),
            ("up", "arrow-up", self.tr("Move up"), "Alt+Up", place > 0),
            ("down", "arrow-down", self.tr("Move down"), "Alt+Down", place < len(order) - 1),
            ("delete", "trash", self.tr("Delete"), "Del", True),
        ):
            if name == "delete":
                menu.addSeparator()
            native = QKeySequence(keys).toString(QKeySequence.SequenceFormat.NativeText)
            action = menu.addAction(resources.icon(icon), f"{words}\t{native}")
            action.setObjectName(name)
            action.setEnabled(is_possible)
            action.setProperty("destructive", name == "delete")
            action.triggered.connect(lambda _checked=False, deed=name: self._do(deed, view))
        return menu

    def _do(self, deed: str, view: int) -> None:
        if deed == "open":
            self.chosen.emit(view)
        elif deed == "rename":
            self.renaming_requested.emit(view)
        elif deed == "delete":
            self.deletion_requested.emit(view)
        else:
            self._move(view, -1 if deed == "up" else 1)

    def _move(self, view: int, step: int) -> None:
        order = list(self.rows)
        place = order.index(view) + step
        if 0 <= place < len(order):
            order.remove(view)
            order.insert(place, view)
            self.order_requested.emit(order)

    def _on_clicked(self, view: int) -> None:
        # A click toggles the row; which one is checked follows what is really shown.
        self.rows[view].setChecked(not self.rows[view].isChecked())
        self.chosen.emit(view)

    def _fit(self) -> None:
        """Take the room of the rows and no more; where there is less they scroll."""
        height = sum(row.sizeHint().height() + 1 for row in self.rows.values())
        self._ground.setMinimumHeight(height)
        self._area.setMaximumHeight(max(1, height))
        self._area.setMinimumHeight(min(height, 60))
        self._area.setVisible(bool(self.rows))
        self.updateGeometry()

    @override
    def sizeHint(self) -> QSize:
        """Return the caption and every row."""
        margins = self._column.contentsMargins()
        height = margins.top() + self._head.sizeHint().height() + margins.bottom()
        if self.rows:
            height += self._column.spacing() + self._area.maximumHeight()
        return QSize(self._column.sizeHint().width(), height)

    @override
    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Act on the keys and the menu of a row."""
        view = next((number for number, row in self.rows.items() if row is watched), None)
        if view is None:
            return False
        if isinstance(event, QContextMenuEvent):
            menu = self.make_menu(view)
            menu.aboutToHide.connect(menu.deleteLater)
            is_by_key = event.reason() != QContextMenuEvent.Reason.Mouse
            row = self.rows[view]
            menu.popup(row.mapToGlobal(QPoint(24, row.height())) if is_by_key else event.globalPos())
            return True
        if event.type() == QEvent.Type.KeyPress and isinstance(event, QKeyEvent):
            deed = self._deed_of(event)
            if deed and not event.isAutoRepeat():
                self._do(deed, view)
            return bool(deed)
        return False

    def _deed_of(self, event: QKeyEvent) -> str:
        modifiers = event.modifiers() & ~Qt.KeyboardModifier.KeypadModifier
        keys = {
            (NONE, Qt.Key.Key_F2): "rename",
            (NONE, Qt.Key.Key_Delete): "delete",
            (ALT, Qt.Key.Key_Up): "up",
            (ALT, Qt.Key.Key_Down): "down",
        }
        return keys.get((modifiers, Qt.Key(event.key())), "")


def deleted_text(name: str) -> str:
    """Return the toast of a view that was deleted."""
    return wording.translate("views", "Deleted view “{name}”").format(name=name)
