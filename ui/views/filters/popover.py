"""The popover in which one part of a filter is edited: a condition, or several that belong together."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import QCoreApplication, Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QApplication, QHBoxLayout, QVBoxLayout, QWidget
from typing_extensions import override

from salesdesk.domain.filters import AllOf, AnyOf, Condition, Filter, Not, plan_of
from ui.models.filters import MODES, FilterDesk, joined, opened
from ui.views.filters.chip_row import ChipRow, mode_word
from ui.views.filters.day_form import DayForm
from ui.views.filters.forms import ChoiceForm, ConditionForm, GapForm, RangeForm, SignalForm, TextForm
from ui.widgets.button import Button
from ui.widgets.labels import DEMI_BOLD, ElidedLabel
from ui.widgets.popover import Popover
from ui.widgets.segmented import Segmented

translate = QCoreApplication.translate
WIDTH = 320
PADDING = 14
Part = Filter | str
"""A part that is there, or the field of a condition that is still to be filled in."""


def make_form(desk: FilterDesk, currencies: list[str], field: str) -> ConditionForm:
    """Return the empty form for conditions on a field."""
    match plan_of(field).form:
        case "record" | "choice":
            return ChoiceForm(field, desk.choices(field))
        case "gap":
            return GapForm(field, desk.choices(field))
        case "amount":
            return RangeForm(field, currencies)
        case "number" | "decimal":
            return RangeForm(field)
        case "day":
            return DayForm(field, desk.today())
        case "text":
            return TextForm(field)
    return SignalForm(field)


class PartPage(QWidget):
    """One thing to edit, with the way on and the way out below.

    Signals:
        applied: a part is as the rep wants it.
        removed: the part is to go.
    """

    applied = Signal(object)
    removed = Signal()

    def __init__(self, heading: str, *, is_new: bool) -> None:
        """Start with the heading; a new part cannot be removed."""
        super().__init__()
        self.head = QHBoxLayout()
        self.head.setSpacing(8)
        self.head.addWidget(ElidedLabel(heading, "base", "text", DEMI_BOLD), 1)
        self.column = QVBoxLayout(self)
        self.column.setContentsMargins(PADDING, PADDING - 2, PADDING, PADDING)
        self.column.setSpacing(10)
        self.column.addLayout(self.head)
        self.apply_button = Button(translate("filters", "Apply"), "primary")
        self.apply_button.setObjectName("apply_button")
        self.apply_button.clicked.connect(self.apply)
        self.remove_button = Button(translate("filters", "Remove"), "quiet")
        self.remove_button.setObjectName("remove_button")
        self.remove_button.clicked.connect(self.removed)
        self._is_new = is_new

    def finish(self) -> None:
        """Put the buttons below what is edited."""
        foot = QHBoxLayout()
        foot.addWidget(self.remove_button)
        foot.addStretch(1)
        foot.addWidget(self.apply_button)
        self.column.addLayout(foot)
        # Not before it has its place: a widget without one would show as a window.
        self.remove_button.setVisible(not self._is_new)

    def apply(self) -> None:
        """Announce the part, or show why it is none yet."""

    def first_field(self) -> QWidget | None:
        """Return what takes the cursor first."""
        return self.apply_button


class ConditionPage(PartPage):
    """A condition: whether it is to hold or not, and its form."""

    def __init__(self, heading: str, form: ConditionForm, part: Filter | None) -> None:
        """Edit a condition or its opposite; None starts a new one."""
        super().__init__(heading, is_new=part is None)
        self.form = form
        self.polarity = Segmented(translate("filters", "Whether it is so"))
        self.polarity.setObjectName("polarity")
        self.polarity.add_choice("is", translate("filters", "is"))
        self.polarity.add_choice("is_not", translate("filters", "is not"))
        self.head.addWidget(self.polarity)
        self.column.addWidget(form)
        inner = part.part if isinstance(part, Not) else part
        if isinstance(inner, Condition):
            form.load(inner)
            self.polarity.set_choice("is_not" if isinstance(part, Not) else "is")
        self.finish()

    @override
    def apply(self) -> None:
        """Announce the condition, or let the form say what is missing."""
        condition = self.form.condition()
        if condition is not None:
            self.applied.emit(Not(condition) if self.polarity.choice() == "is_not" else condition)

    @override
    def first_field(self) -> QWidget | None:
        """Return the first field of the form."""
        return self.form.first_field() or self.apply_button


class GroupPage(PartPage):
    """Several parts of which all, any or none are to hold."""

    def __init__(self, desk: FilterDesk, part: Filter, *, is_new: bool) -> None:
        """Edit a group."""
        super().__init__(translate("filters", "Several conditions"), is_new=is_new)
        mode, parts = opened(part)
        self.mode_switch = Segmented(translate("filters", "How they belong together"))
        self.mode_switch.setObjectName("group_mode")
        for one in MODES:
            self.mode_switch.add_choice(one, mode_word(one))
        self.mode_switch.set_choice(mode)
        self.row = ChipRow(desk, has_groups=False)
        self.row.add_button.setText(translate("filters", "Add condition"))
        self.row.show_parts(mode, parts)
        self.column.addWidget(self.mode_switch)
        self.column.addWidget(self.row)
        self.finish()

    @override
    def apply(self) -> None:
        """Announce the group; an empty one goes."""
        mode = next(one for one in MODES if one == self.mode_switch.choice())
        if self.row.parts:
            self.applied.emit(joined(mode, self.row.parts))
        else:
            self.removed.emit()

    @override
    def first_field(self) -> QWidget | None:
        """Return the button that adds a condition."""
        return self.row.add_button


class PartPopover(Popover):
    """Edits one part of a filter beside its chip; a group opens its parts on pages of their own.

    Signals:
        applied: object. The part as it is to be now.
        removed: the part is to go.
    """

    applied = Signal(object)
    removed = Signal()

    def __init__(self, anchor: QWidget, desk: FilterDesk, currencies: list[str], part: Part) -> None:
        """Edit a part; a field, or a group without parts, is a part to come."""
        super().__init__(anchor, WIDTH)
        self.setObjectName("filter_popover")
        self._desk = desk
        self._currencies = currencies
        self._pages: list[PartPage] = []
        column = QVBoxLayout(self.body)
        column.setContentsMargins(0, 0, 0, 0)
        self._column = column
        page = self._page_for(_without_double_negation(part) if not isinstance(part, str) else part)
        page.applied.connect(self._apply)
        page.removed.connect(self._remove)
        self._push(page)

    @property
    def page(self) -> PartPage:
        """The page that shows."""
        return self._pages[-1]

    def _apply(self, part: Filter) -> None:
        self.close()
        self.applied.emit(part)

    def _remove(self) -> None:
        self.close()
        self.removed.emit()

    def _page_for(self, part: Part) -> PartPage:
        if isinstance(part, str):
            return ConditionPage(self._desk.label(part), make_form(self._desk, self._currencies, part), None)
        inner = part.part if isinstance(part, Not) else part
        if isinstance(inner, Condition):
            form = make_form(self._desk, self._currencies, inner.field)
            return ConditionPage(self._desk.label(inner.field), form, part)
        page = GroupPage(self._desk, part, is_new=part == AnyOf(()))
        page.row.edit_requested.connect(lambda place: self._edit_in(page, place))
        page.row.add_requested.connect(lambda wanted: self._add_to(page, wanted))
        page.row.changed.connect(self.refit)
        return page

    def _edit_in(self, group: GroupPage, place: int) -> None:
        def put(part: Filter) -> None:
            parts = group.row.parts
            group.row.show_parts(group.row.mode, (*parts[:place], part, *parts[place + 1 :]))

        self._go_into(group.row.parts[place], put, lambda: group.row.remove(place))

    def _add_to(self, group: GroupPage, wanted: Part) -> None:
        def put(part: Filter) -> None:
            group.row.show_parts(group.row.mode, (*group.row.parts, part))

        if isinstance(wanted, str):
            self._go_into(wanted, put, lambda: None)
        else:
            put(wanted)
            self.refit()

    def _go_into(self, part: Part, put: Callable[[Filter], None], remove: Callable[[], None]) -> None:
        page = self._page_for(part)

        def apply(made: Filter) -> None:
            self._pop()
            put(made)
            self.refit()

        def drop() -> None:
            self._pop()
            remove()

        page.applied.connect(apply)
        page.removed.connect(drop)
        self._push(page)
        self.refit()
        self._focus_page()

    def _push(self, page: PartPage) -> None:
        if self._pages:
            self.page.hide()
        self._pages.append(page)
        self._column.addWidget(page)
        page.show()
        self.setAccessibleName(self.page.apply_button.text())

    def _pop(self) -> None:
        gone = self._pages.pop()
        self._column.removeWidget(gone)
        gone.hide()
        gone.deleteLater()
        self.page.show()
        self.refit()
        self._focus_page()

    def show_it(self) -> None:
        """Open with the cursor in the first field."""
        self.open(self.page.first_field())

    def _focus_page(self) -> None:
        field = self.page.first_field()
        if field is not None:
            field.setFocus(Qt.FocusReason.TabFocusReason)

    @override
    def focusNextPrevChild(self, forward: bool) -> bool:
        """Keep Tab inside, as long as the popover is open."""
        at: QWidget | None = QApplication.focusWidget()
        for _ in range(1000):
            at = (at.nextInFocusChain() if forward else at.previousInFocusChain()) if at is not None else self
            if at is None or at is self:
                continue
            takes_tab = bool(at.focusPolicy() & Qt.FocusPolicy.TabFocus)
            if self.isAncestorOf(at) and at.isVisibleTo(self) and at.isEnabled() and takes_tab:
                reason = Qt.FocusReason.TabFocusReason if forward else Qt.FocusReason.BacktabFocusReason
                at.setFocus(reason)
                return True
        return False

    @override
    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Take Esc as one step out, and Enter as Apply."""
        if event.key() == Qt.Key.Key_Escape and len(self._pages) > 1:
            self._pop()
            event.accept()
        elif event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self.page.apply()
            event.accept()
        else:
            super().keyPressEvent(event)


def _without_double_negation(part: Filter) -> Filter:
    """Return an equal part whose negation stands at its conditions, or at an “any of”, so that a page can show it."""
    match part:
        case Not(Not(inner)):
            return _without_double_negation(inner)
        case Not(AllOf(parts)):
            return AnyOf(tuple(_without_double_negation(Not(one)) for one in parts))
    return part
