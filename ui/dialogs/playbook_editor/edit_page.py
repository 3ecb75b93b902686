"""Where a playbook is edited: its outline at the left, the part that is chosen at the right."""

from __future__ import annotations

from collections.abc import Mapping

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QFrame, QHBoxLayout, QMenu, QScrollArea, QStackedWidget, QVBoxLayout, QWidget

from salesdesk.domain import playbook_edits as edits
from ui import resources
from ui.dialogs.playbook_editor.criterion_form import CriterionForm
from ui.dialogs.playbook_editor.dimension_form import DimensionForm
from ui.dialogs.playbook_editor.draft import Draft
from ui.dialogs.playbook_editor.moves import moved
from ui.dialogs.playbook_editor.outline import Outline
from ui.dialogs.playbook_editor.outline_rows import outline_rows
from ui.dialogs.playbook_editor.part_form import PartForm
from ui.dialogs.playbook_editor.playbook_form import PlaybookForm
from ui.widgets.button import Button
from ui.widgets.dialog import Hairline
from ui.widgets.fields import LineField

OUTLINE_WIDTH = 320
SIDE = 24


class EditPage(QWidget):
    """Outline and form of a draft.

    Signals: version_wanted: int. The playbook is to be as it was in a version.
    """

    version_wanted = Signal(int)

    def __init__(self, draft: Draft, growth: float, parent: QWidget | None = None) -> None:
        """Show a draft and follow it; `growth` is by how much the dialog is larger than it was designed."""
        super().__init__(parent)
        self._draft = draft
        self._shown: str | None = None
        self._answers: Mapping[str, int] = {}
        self.outline = Outline()
        self.playbook_form = PlaybookForm()
        self.dimension_form = DimensionForm()
        self.criterion_form = CriterionForm()
        self.forms = QStackedWidget()
        for form in (self.playbook_form, self.dimension_form, self.criterion_form):
            self.forms.addWidget(_scrolled(form))
            form.edited.connect(self._on_edited)
            form.left.connect(lambda _name: draft.rest())
        self._lay_out(growth)
        self.outline.part_chosen.connect(self._on_chosen)
        self.outline.edit_requested.connect(self.focus_form)
        self.outline.move_requested.connect(self.move_part)
        self.outline.delete_requested.connect(self.delete_part)
        self.outline.menu_requested.connect(lambda at: self.part_menu().popup(at))
        self.playbook_form.version_wanted.connect(self.version_wanted)
        draft.changed.connect(self.refresh)

    def _lay_out(self, growth: float) -> None:
        self.criterion_button = Button(self.tr("Criterion"), "standard", icon="plus")
        self.criterion_button.setObjectName("add_criterion")
        self.criterion_button.setAccessibleName(self.tr("Add criterion"))
        self.criterion_button.setToolTip(self.tr("Add criterion"))
        self.criterion_button.clicked.connect(self.add_criterion)
        self.dimension_button = Button(self.tr("Dimension"), "standard", icon="plus")
        self.dimension_button.setObjectName("add_dimension")
        self.dimension_button.setAccessibleName(self.tr("Add dimension"))
        self.dimension_button.setToolTip(self.tr("Add dimension"))
        self.dimension_button.clicked.connect(self.add_dimension)
        buttons = QHBoxLayout()
        buttons.setContentsMargins(10, 0, 0, 0)
        buttons.setSpacing(8)
        buttons.addWidget(self.criterion_button)
        buttons.addWidget(self.dimension_button)
        buttons.addStretch(1)
        holder = QWidget()
        holder.setFixedWidth(round(OUTLINE_WIDTH * growth))
        left = QVBoxLayout(holder)
        left.setContentsMargins(SIDE - 10, 8, 10, 12)
        left.setSpacing(8)
        left.addWidget(self.outline, 1)
        left.addLayout(buttons)
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(0)
        row.addWidget(holder)
        row.addWidget(Hairline(is_vertical=True))
        right = QVBoxLayout()
        right.setContentsMargins(0, 10, 0, 0)
        right.addWidget(self.forms)
        row.addLayout(right, 1)

    # What is shown

    def show_answers(self, answers: Mapping[str, int], total: int) -> None:
        """Say how many answers were given, by code of their criterion and in all."""
        self._answers = answers
        words = self.tr("Answers given to this playbook: {count}. They keep the version they were given to.")
        self.playbook_form.answers_note.setText(words.format(count=total))
        self.playbook_form.answers_note.setVisible(total > 0)
        self.refresh()

    def refresh(self) -> None:
        """Show the draft as it is."""
        draft = self._draft
        mistakes: dict[str, int] = {}
        for problem in draft.problems:
            mistakes[problem.part] = mistakes.get(problem.part, 0) + 1
        changed = {one.part for one in draft.differences()}
        words = self.tr("required"), self.tr("disqualifies")
        self.outline.show_rows(outline_rows(draft.plan, mistakes, changed, words))
        self._show_part(is_other=self._shown != self.outline.code())

    def form(self) -> PartForm:
        """Return the form that shows."""
        return (self.playbook_form, self.dimension_form, self.criterion_form)[self.forms.currentIndex()]

    def show_mistakes(self) -> None:
        """Go to the first mistake and show all of its part."""
        self.outline.choose(self._draft.problems[0].part)
        self.form().show_problems(self._draft.problems_of(self.outline.code()), all_at_once=True)
        self.focus_form()

    def focus_form(self) -> None:
        """Put the cursor into the form."""
        field = self.form().first_field()
        field.setFocus(Qt.FocusReason.TabFocusReason)
        if isinstance(field, LineField):
            field.selectAll()

    def _on_chosen(self, code: str) -> None:
        if code != self._shown:
            self._draft.rest()
            self._show_part(is_other=True)

    def _show_part(self, *, is_other: bool) -> None:
        code = self._shown = self.outline.code()
        dimension, criterion = self._draft.dimension(code), self._draft.criterion(code)
        if criterion is not None:
            self.forms.setCurrentIndex(2)
            days = self._draft.plan.evidence_days
            self.criterion_form.show_criterion(criterion, days, self._answers.get(code, 0), is_other=is_other)
        elif dimension is not None:
            self.forms.setCurrentIndex(1)
            self.dimension_form.show_dimension(dimension, is_other=is_other)
        else:
            self.forms.setCurrentIndex(0)
            self.playbook_form.show_playbook(self._draft.plan, is_other=is_other)
        self.form().show_problems(self._draft.problems_of(code))
        self.criterion_button.setEnabled(bool(self._draft.plan.dimensions))

    # Edits

    def _on_edited(self, name: str, value: object) -> None:
        code, plan = self._shown or "", self._draft.plan
        if self._draft.criterion(code) is not None:
            plan = edits.changed_criterion(plan, code, {name: value})
        elif self._draft.dimension(code) is not None:
            plan = edits.changed_dimension(plan, code, {name: value})
        else:
            plan = edits.with_fields(plan, {name: value})
        self._draft.edit(plan, (code, name))

    def add_dimension(self) -> None:
        """Add a dimension and put the cursor into its name."""
        code = self._draft.add_dimension(self.tr("New dimension"))
        self.outline.choose(code)
        self.focus_form()

    def add_criterion(self) -> None:
        """Add a criterion below the one that is chosen, and put the cursor into its words."""
        plan = self._draft.plan
        home, before = plan.dimensions[-1].code, None
        code = self.outline.code()
        if self._draft.dimension(code) is not None:
            home = code
        elif self._draft.criterion(code) is not None:
            found, _ = edits.criterion_of(plan, code)
            codes = [one.code for one in found.criteria]
            home, after = found.code, codes.index(code) + 1
            before = codes[after] if after < len(codes) else None
        self.outline.choose(self._draft.add_criterion(home, self.tr("New criterion"), before))
        self.focus_form()

    def move_part(self, code: str, step: int) -> None:
        """Move a part one place up or down."""
        if code:
            self._draft.edit(moved(self._draft.plan, code, step))

    def delete_part(self, code: str) -> None:
        """Take a part out of the playbook."""
        if self._draft.criterion(code) is not None:
            self._draft.edit(edits.without_criterion(self._draft.plan, code))
        elif self._draft.dimension(code) is not None:
            self._draft.edit(edits.without_dimension(self._draft.plan, code))

    def part_menu(self) -> QMenu:
        """Return the menu of the part that is chosen."""
        code, plan = self.outline.code(), self._draft.plan
        menu = QMenu(self)
        menu.setObjectName("part_menu")
        menu.aboutToHide.connect(menu.deleteLater)
        entries = (
            ("add_criterion", "plus", self.tr("Add criterion"), self.add_criterion, bool(plan.dimensions)),
            ("add_dimension", "plus", self.tr("Add dimension"), self.add_dimension, True),
            ("up", "arrow-up", self.tr("Move up\tAlt+Up"), lambda: self.move_part(code, -1), bool(code)),
            ("down", "arrow-down", self.tr("Move down\tAlt+Down"), lambda: self.move_part(code, 1), bool(code)),
            ("delete", "trash", self.tr("Delete\tDel"), lambda: self.delete_part(code), bool(code)),
        )
        for name, icon, words, act, is_possible in entries:
            if name in ("up", "delete"):
                menu.addSeparator()
            action = menu.addAction(resources.icon(icon), words)
            action.setObjectName(name)
            action.setEnabled(is_possible)
            action.triggered.connect(lambda _checked=False, act=act: act())
            action.setProperty("destructive", name == "delete")
        return menu


def _scrolled(form: PartForm) -> QScrollArea:
    area = QScrollArea()
    area.setFrameShape(QFrame.Shape.NoFrame)
    area.setWidgetResizable(True)
    area.setFocusPolicy(Qt.FocusPolicy.NoFocus)
    area.viewport().setAutoFillBackground(False)
    area.setWidget(form)
    form.setAutoFillBackground(False)
    return area
