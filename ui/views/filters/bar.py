"""The filter row of a page: chips, the way to add one, to save them as a view, and controls at the right."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QHBoxLayout, QSizePolicy, QWidget

from salesdesk.domain.filters import EVERYTHING, AnyOf, Filter
from ui.models.filters import FilterDesk, joined, opened
from ui.views.filters.chip_row import ChipRow
from ui.widgets.button import Button

if TYPE_CHECKING:
    from ui.views.filters.popover import Part, PartPopover


class FilterBar(QWidget):
    """Shows a filter and lets it be changed; knows nothing of what it filters.

    Signals:
        filter_changed: object. The filter as the rep wants it now.
        save_requested: the filter is to be kept as a view.
    """

    filter_changed = Signal(object)
    save_requested = Signal()

    def __init__(
        self, desk: FilterDesk, currency: str, *, can_save: bool = True, parent: QWidget | None = None
    ) -> None:
        """Start with everything let through; the currency is the first that amounts are asked in."""
        super().__init__(parent)
        self.setObjectName("filter_bar")
        self._desk = desk
        self._currency = currency
        self._can_save = can_save
        self._is_saved = False
        self.filter: Filter = EVERYTHING
        self.popover: PartPopover | None = None
        self.row = ChipRow(desk)
        self.row.changed.connect(self._on_row_changed)
        self.row.edit_requested.connect(self._edit)
        self.row.add_requested.connect(self._add)
        self.save_button = Button(self.tr("Save view"), "link")
        self.save_button.setObjectName("save_view_button")
        self.save_button.setToolTip(self.tr("Keep filters, order and layout under a name"))
        self.save_button.clicked.connect(self.save_requested)
        self.save_button.hide()
        self.row.row.addWidget(self.save_button)
        self.row.row.set_least_height(self.save_button.sizeHint().height())
        self._line = QHBoxLayout(self)
        self._line.setContentsMargins(20, 2, 20, 14)
        self._line.setSpacing(6)
        self._line.addWidget(self.row, 1, Qt.AlignmentFlag.AlignTop)
        policy = QSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Preferred)
        policy.setHeightForWidth(True)
        self.setSizePolicy(policy)
        self._describe()

    def set_margins(self, left: int, top: int, right: int, bottom: int) -> None:
        """Leave other room around the chips."""
        self._line.setContentsMargins(left, top, right, bottom)

    def add(self, field: str) -> None:
        """Ask for a part of a field beside the chips."""
        self._add(field)

    def add_control(self, control: QWidget) -> None:
        """Append a control at the right."""
        self._line.addWidget(control, 0, Qt.AlignmentFlag.AlignTop)

    def clear(self) -> None:
        """Let everything through again."""
        self._choose(EVERYTHING)

    def remove(self, place: int) -> None:
        """Take one part out."""
        self.row.remove(place)

    def set_filter(self, chosen: Filter) -> None:
        """Show another filter without announcing it."""
        self.filter = chosen
        self.row.show_parts(*opened(chosen))
        self.row.row.removeWidget(self.save_button)
        self.row.row.addWidget(self.save_button)
        self._show_save()
        self._describe()

    def set_saved(self, is_saved: bool) -> None:
        """Tell whether what is shown is a view already, so that it need not be saved."""
        self._is_saved = is_saved
        self._show_save()

    def _show_save(self) -> None:
        self.save_button.setVisible(self._can_save and not self._is_saved and self.filter != EVERYTHING)

    def sentence(self) -> str:
        """Return the filter in words."""
        return self._desk.sentence(self.filter) if self.filter != EVERYTHING else ""

    def refresh_words(self) -> None:
        """Word the chips anew, since what they name may be called otherwise now."""
        self.set_filter(self.filter)

    def open_text(self) -> None:
        """Open the search for words: that of the filter, or a new one."""
        for place, part in enumerate(self.row.parts):
            if getattr(part, "field", "") == "text":
                self._edit(place)
                return
        self._add("text")

    def _describe(self) -> None:
        said = self.sentence()
        self.setAccessibleName(self.tr("Filters"))
        self.setAccessibleDescription(said)
        self.row.setToolTip(said)

    def _choose(self, chosen: Filter) -> None:
        self.set_filter(chosen)
        self.filter_changed.emit(chosen)

    def _on_row_changed(self) -> None:
        self._choose(joined(self.row.mode, self.row.parts))

    def _currencies(self) -> list[str]:
        used = [str(code) for code, _ in self._desk.choices("currency")]
        return [self._currency, *(code for code in used if code != self._currency)]

    def _edit(self, place: int) -> None:
        def put(part: Filter) -> None:
            parts = self.row.parts
            self._choose(joined(self.row.mode, (*parts[:place], part, *parts[place + 1 :])))
            self.row.focus_place(place)

        self._open(place, self.row.parts[place], put).removed.connect(lambda: self.row.remove(place))

    def _add(self, wanted: Part) -> None:
        def put(part: Filter) -> None:
            self._choose(joined(self.row.mode, (*self.row.parts, part)))
            self.row.focus_place(len(self.row.parts) - 1)

        if isinstance(wanted, str) or wanted == AnyOf(()):
            self._open(len(self.row.parts), wanted, put)
        else:
            put(wanted)

    def _open(self, place: int, part: Part, put: object) -> PartPopover:
        # Not imported with this module: the page is shown before anything is filtered on it.
        from ui.views.filters.popover import PartPopover

        popover = PartPopover(self.row.chip_of(place), self._desk, self._currencies(), part)
        popover.applied.connect(put)
        popover.closed.connect(lambda _was_left: self._forget(popover))
        self.popover = popover
        popover.show_it()
        return popover

    def _forget(self, popover: PartPopover) -> None:
        if self.popover is popover:
            self.popover = None
