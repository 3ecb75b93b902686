"""The parts of a filter as chips in a row that breaks, with the way to add one more."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import pairwise

from PySide6.QtCore import QCoreApplication, QEvent, QObject, QPoint, Qt, Signal
from PySide6.QtGui import QActionGroup, QKeyEvent
from PySide6.QtWidgets import QMenu, QSizePolicy, QWidget
from typing_extensions import override

from salesdesk.domain.filters import AnyOf, Condition, Filter, plan_of
from ui.models.filters import MODES, FilterDesk, Mode
from ui.widgets.button import Button
from ui.widgets.chips import AddChip
from ui.widgets.filter_chip import FilterChip
from ui.widgets.flow import FlowLayout

translate = QCoreApplication.translate


class ChipRow(QWidget):
    """Chips for the parts of a filter; a word before them says how they belong together where that is not “all”.

    Signals:
        changed: the rep removed a part, or chose how the parts belong together.
        edit_requested: int. A part is to be edited, beside its chip.
        add_requested: Condition or group. A part is to be added; a condition without values is to be filled in first.
    """

    changed = Signal()
    edit_requested = Signal(int)
    add_requested = Signal(object)

    def __init__(self, desk: FilterDesk, *, has_groups: bool = True, parent: QWidget | None = None) -> None:
        """Start without parts."""
        super().__init__(parent)
        self._desk = desk
        self._has_groups = has_groups
        self.mode: Mode = "all"
        self.parts: tuple[Filter, ...] = ()
        self.chips: list[FilterChip] = []
        self.row = FlowLayout(self)
        policy = QSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Preferred)
        policy.setHeightForWidth(True)
        self.setSizePolicy(policy)
        self.mode_button = Button("", "quiet", "row", has_menu=True)
        self.mode_button.setObjectName("mode_button")
        self.mode_button.clicked.connect(self._open_mode_menu)
        self.row.addWidget(self.mode_button)
        self.add_button = AddChip(translate("filters", "Add filter"))
        self.add_button.setObjectName("add_filter")
        self.add_button.setToolTip(translate("filters", "Show only records with a certain value"))
        self.add_button.clicked.connect(self.open_add_menu)
        self.row.addWidget(self.add_button)
        self.mode_button.hide()

    def show_parts(self, mode: Mode, parts: Sequence[Filter]) -> None:
        """Show other parts; the focus stays at its place in the row."""
        place = self._focused_place()
        self.mode, self.parts = mode, tuple(parts)
        for chip in self.chips:
            self.row.removeWidget(chip)
            chip.hide()
            chip.deleteLater()
        self.row.removeWidget(self.add_button)
        self.chips = []
        for number, said in enumerate(self._desk.chips(self.parts)):
            chip = FilterChip(said.label, said.value, self)
            chip.setObjectName(f"filter_chip_{number}")
            chip.clicked.connect(lambda _checked=False, place=number: self.edit_requested.emit(place))
            chip.removal_requested.connect(lambda place=number: self.remove(place))
            chip.installEventFilter(self)
            self.row.addWidget(chip)
            chip.show()
            self.chips.append(chip)
        self.row.addWidget(self.add_button)
        self._show_mode()
        self._chain()
        if place is not None:
            self.focus_place(min(place, len(self.chips)))

    def remove(self, place: int) -> None:
        """Take a part out; the focus goes to the one that follows."""
        self.parts = self.parts[:place] + self.parts[place + 1 :]
        self.show_parts(self.mode, self.parts)
        self.changed.emit()

    def set_mode(self, mode: Mode) -> None:
        """Let the parts belong together in another way."""
        if mode != self.mode:
            self.mode = mode
            self._show_mode()
            self.changed.emit()

    def chip_of(self, place: int) -> QWidget:
        """Return the chip of a part, or the button behind them all."""
        return self.chips[place] if place < len(self.chips) else self.add_button

    def focus_place(self, place: int) -> None:
        """Put the focus on a chip, or on the button behind them all."""
        self.chip_of(place).setFocus(Qt.FocusReason.TabFocusReason)

    def make_add_menu(self) -> QMenu:
        """Return the menu of what can be added, ready to pop up."""
        menu = QMenu(self)
        menu.setObjectName("add_filter_menu")
        for field in self._desk.fields():
            action = menu.addAction(self._desk.label(field).replace("&", "&&"))
            action.setObjectName(f"add_{field}")
            action.triggered.connect(lambda _checked=False, name=field: self._add(name))
        if self._has_groups:
            menu.addSeparator()
            group = menu.addAction(translate("filters", "Any of several…"))
            group.setObjectName("add_group")
            group.triggered.connect(lambda _checked=False: self.add_requested.emit(AnyOf(())))
            if len(self.parts) > 1:
                self._fill_mode_menu(menu.addMenu(translate("filters", "Match")))
        return menu

    def open_add_menu(self) -> None:
        """Pop the menu up below the button."""
        menu = self.make_add_menu()
        menu.aboutToHide.connect(menu.deleteLater)
        menu.popup(self.add_button.mapToGlobal(QPoint(0, self.add_button.height() + 4)))

    def _add(self, field: str) -> None:
        # A signal has nothing to fill in; everything else is named first and filled in beside the button.
        is_whole = plan_of(field).form == "signal"
        self.add_requested.emit(Condition(field, "is") if is_whole else field)

    def _open_mode_menu(self) -> None:
        menu = QMenu(self)
        menu.setObjectName("mode_menu")
        self._fill_mode_menu(menu)
        menu.aboutToHide.connect(menu.deleteLater)
        menu.popup(self.mode_button.mapToGlobal(QPoint(0, self.mode_button.height() + 4)))

    def _fill_mode_menu(self, menu: QMenu) -> None:
        group = QActionGroup(menu)
        for mode in MODES:
            action = menu.addAction(_mode_sentence(mode))
            action.setObjectName(f"mode_{mode}")
            action.setCheckable(True)
            action.setChecked(mode == self.mode)
            group.addAction(action)
            action.triggered.connect(lambda _checked=False, chosen=mode: self.set_mode(chosen))

    def _show_mode(self) -> None:
        self.mode_button.setText(mode_word(self.mode))
        self.mode_button.setAccessibleName(_mode_sentence(self.mode))
        self.mode_button.setVisible(self._has_groups and self.mode != "all" and len(self.parts) > 0)
        self.mode_button.updateGeometry()

    def _chain(self) -> None:
        order: list[QWidget] = [self.mode_button, *self.chips, self.add_button]
        for before, after in pairwise(order):
            QWidget.setTabOrder(before, after)

    def _focused_place(self) -> int | None:
        return next((place for place, chip in enumerate(self.chips) if chip.hasFocus()), None)

    @override
    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Move among the chips with the arrows."""
        if event.type() == QEvent.Type.KeyPress and isinstance(event, QKeyEvent) and not event.modifiers():
            step = {Qt.Key.Key_Left: -1, Qt.Key.Key_Right: 1}.get(Qt.Key(event.key()))
            place = self._focused_place()
            if step is not None and place is not None:
                self.focus_place(max(0, place + step))
                return True
        return super().eventFilter(watched, event)


def mode_word(mode: Mode) -> str:
    """Return how parts belong together, as a word before them."""
    return {
        "all": translate("filters", "All of"),
        "any": translate("filters", "Any of"),
        "none": translate("filters", "None of"),
    }[mode]


def _mode_sentence(mode: Mode) -> str:
    return {
        "all": translate("filters", "All of these"),
        "any": translate("filters", "Any of these"),
        "none": translate("filters", "None of these"),
    }[mode]
