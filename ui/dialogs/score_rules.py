"""The editor of scoring rules: what they would change is seen before they are saved."""

from __future__ import annotations

from typing import cast

from PySide6.QtCore import QCoreApplication, QPoint, Qt, Signal
from PySide6.QtWidgets import QHBoxLayout, QMenu, QVBoxLayout, QWidget
from shiboken6 import isValid
from typing_extensions import override

from salesdesk.domain.changes import Done
from salesdesk.domain.scoring import RULES, Group
from salesdesk.queries import scores
from salesdesk.services.commands import SetScoreRules
from ui import resources, wording
from ui.dialogs.drafts import Drafts
from ui.dialogs.saving import SavingDialog
from ui.dialogs.score_editor.effect_panel import EffectPanel
from ui.dialogs.score_editor.rule_row import RuleEdit, Widths, rules_head
from ui.dialogs.score_editor.rules_draft import RulesDraft
from ui.session import DeskSession
from ui.widgets.button import Button, IconButton
from ui.widgets.dialog import DialogHeading, Hairline
from ui.widgets.row_list import EditRow, RowList
from ui.widgets.segmented import Segmented

SIZE = (1040, 708)
KINDS = ("score_rule", "lead")
EFFECT_WIDTH = 288
GROUPS: tuple[Group, ...] = ("fit", "engagement", "negative")
translate = QCoreApplication.translate


class ScoreRulesDialog(SavingDialog):
    """Edits the rules as a draft with its effect beside it; leaving keeps what is not saved.

    Signals:
        open_requested: int. A lead is to be opened.
        calibration_requested: the page that shows whether the score tells anything is to open.
    """

    open_requested = Signal(int)
    calibration_requested = Signal()
    _is_built = False

    def __init__(self, session: DeskSession, drafts: Drafts, parent: QWidget) -> None:
        """Show the rules, with what was changed in them before."""
        super().__init__(session, translate("scoring", "Scoring rules"), SIZE, KINDS, parent)
        self.setObjectName("score_rules_dialog")
        self._drafts = drafts
        self._is_saving = False
        self._widths = Widths().grown(self.growth())
        self.quiet_words = self.tr("You see what a change does before it is saved.")
        self.saved_label.setText(self.quiet_words)
        self.draft = RulesDraft(session.read(scores.rules), self)
        self._build()
        self._is_built = True
        self.draft.changed.connect(self._on_draft)
        self.draft.begin(self.draft.kept, drafts.rules)
        first = self.rows.rows[0].cells[1] if self.rows.rows else self.add_button
        first.setFocus(Qt.FocusReason.OtherFocusReason)

    def _build(self) -> None:
        words = self.tr(
            "Points for facts on record, 0 to 100 in all. A lead is scored anew when a fact or a rule changes."
        )
        self.column.addWidget(DialogHeading(self.tr("Scoring rules"), words))
        self.column.addSpacing(14)
        self.column.addLayout(self._make_bar())
        self.column.addSpacing(14)
        row = QHBoxLayout()
        row.setSpacing(20)
        row.addLayout(self._make_rules(), 1)
        row.addWidget(Hairline(is_vertical=True))
        self.effect = EffectPanel(self.session)
        self.effect.setFixedWidth(round(EFFECT_WIDTH * self.growth()))
        self.effect.open_requested.connect(self.open_requested)
        self.effect.changed.connect(self._show_buttons)
        row.addWidget(self.effect)
        self.column.addLayout(row, 1)
        self.column.addSpacing(4)
        self.column.addWidget(self.refusal)
        self.primary_button.clicked.disconnect(self.accept)
        self.primary_button.clicked.connect(self._save)
        self.secondary_button.clicked.connect(self.reject)
        self.rows.tab_before, self.rows.tab_after = self.menu_button, self.add_button

    def _make_bar(self) -> QHBoxLayout:
        self.groups = Segmented(self.tr("Group"))
        self.groups.setObjectName("score_groups")
        for group, words in self._group_words().items():
            self.groups.add_choice(group, words)
        self.groups.chosen.connect(lambda _group: self._show_rows())
        self.calibration_button = Button(self.tr("Score calibration…"), "quiet", icon="bar-chart")
        self.calibration_button.setObjectName("calibration_button")
        self.calibration_button.clicked.connect(self.calibration_requested)
        self.menu_button = IconButton("more", self.tr("More for the scoring rules"))
        self.menu_button.setObjectName("rules_menu_button")
        self.menu_button.clicked.connect(self._open_menu)
        row = QHBoxLayout()
        row.setSpacing(6)
        row.addWidget(self.groups)
        row.addStretch(1)
        row.addWidget(self.calibration_button)
        row.addWidget(self.menu_button)
        return row

    def _make_rules(self) -> QVBoxLayout:
        self.rows = RowList(self.tr("Scoring rules"))
        self.rows.setObjectName("rule_rows")
        self.rows.order_requested.connect(self.draft.order)
        self.add_button = Button(self.tr("Add rule"), "standard", icon="plus")
        self.add_button.setObjectName("add_rule_button")
        self.add_button.clicked.connect(self.add_rule)
        column = QVBoxLayout()
        column.setSpacing(0)
        column.addWidget(rules_head(self._widths))
        column.addWidget(self.rows, 1)
        column.addSpacing(10)
        column.addWidget(self.add_button, 0, Qt.AlignmentFlag.AlignLeft)
        return column

    def _group_words(self) -> dict[str, str]:
        return {"fit": self.tr("Fit"), "engagement": self.tr("Engagement"), "negative": self.tr("Against")}

    # What is shown

    @property
    def group(self) -> Group:
        """The group that shows."""
        return cast(Group, self.groups.choice())

    @override
    def refresh(self) -> None:
        """Follow what others changed; what is being edited stays."""
        kept = self.session.read(scores.rules)
        if kept == self.draft.kept:
            self._follow_effect()
        elif self.draft.is_changed:
            self.draft.kept = kept
            self._on_draft()
        else:
            self.draft.begin(kept)

    def _on_draft(self) -> None:
        self.refusal.set_text("")
        words = self._group_words()
        for group in GROUPS:
            count = wording.number_text(len(self.draft.group(group)))
            segment = self.groups.segment(group)
            segment.setText(self.tr("{group} {count}").format(group=words[group], count=count))
            segment.updateGeometry()
        self._show_rows()
        self._follow_effect()
        self._show_buttons()

    def _show_rows(self) -> None:
        rules = self.draft.group(self.group)
        problems = self.draft.problems()
        self.rows.show_keys(list(rules), lambda key: self._make_row(key))
        for row in self.rows.rows:
            assert isinstance(row, RuleEdit)
            row.show_rule(rules[row.key], problems.get(row.key, {}))

    def _make_row(self, key: int) -> EditRow:
        row = RuleEdit(key, self.draft.group(self.group)[key], self._widths)
        row.change_requested.connect(lambda name, value: self._change(key, name, value))
        row.delete_requested.connect(lambda: self.draft.delete(key))
        row.menu_requested.connect(lambda at: self.rule_menu(key).popup(at))
        return row

    def _follow_effect(self) -> None:
        problems = self.draft.problems()
        if problems:
            count = sum(len(one) for one in problems.values())
            one, many = (
                self.tr("1 mistake has to be put right first."),
                self.tr("{count} mistakes have to be put right first."),
            )
            self.effect.hold(one if count == 1 else many.format(count=count))
        else:
            self.effect.follow(self.draft.rules)

    def _show_buttons(self) -> None:
        self.set_foot(self.tr("Save rules"), self.tr("Close"))
        can_save = self.draft.is_changed and not self._is_saving and not self.draft.problems()
        self.primary_button.setEnabled(can_save and not self.effect.is_pending)
        self.undo_button.setEnabled(self.draft.can_take_back or bool(self._steps))

    # Edits

    def _change(self, key: int, name: str, value: object) -> None:
        fields = {name: value}
        if name == "fact":
            fields["test"] = ""
        self.draft.change(key, fields)

    def add_rule(self) -> None:
        """Add a rule to the group that shows, and put the cursor into its name."""
        row = self.rows.row(self.draft.add(self.group, self.tr("New rule")))
        assert isinstance(row, RuleEdit)
        row.name_field.setFocus(Qt.FocusReason.TabFocusReason)
        row.name_field.selectAll()

    def rule_menu(self, key: int) -> QMenu:
        """Return the menu of a rule."""
        menu = QMenu(self)
        menu.setObjectName("rule_menu")
        menu.aboutToHide.connect(menu.deleteLater)
        row = self.rows.row(key)
        assert row is not None
        place, last = self.rows.keys().index(key), len(self.rows.rows) - 1
        for name, icon, words, step in (
            ("up", "arrow-up", self.tr("Move up\tAlt+Up"), -1),
            ("down", "arrow-down", self.tr("Move down\tAlt+Down"), 1),
        ):
            action = menu.addAction(resources.icon(icon), words)
            action.setObjectName(name)
            action.setEnabled(0 <= place + step <= last)
            action.triggered.connect(lambda _checked=False, step=step: self.rows.move_row(row, step))
        menu.addSeparator()
        for group, words in self._group_words().items():
            if group != self.group:
                action = menu.addAction(resources.icon("arrow-right"), self.tr("Move to {group}").format(group=words))
                action.setObjectName(f"to_{group}")
                action.triggered.connect(lambda _checked=False, group=group: self.draft.change(key, {"group": group}))
        menu.addSeparator()
        delete = menu.addAction(resources.icon("trash"), self.tr("Delete\tDel"))
        delete.setObjectName("delete")
        delete.setProperty("destructive", True)
        delete.triggered.connect(lambda: self.draft.delete(key))
        return menu

    def menu(self) -> QMenu:
        """Return what can be done with all rules."""
        menu = QMenu(self)
        menu.setObjectName("rules_menu")
        menu.aboutToHide.connect(menu.deleteLater)
        discard = menu.addAction(resources.icon("undo"), self.tr("Discard what is not saved"))
        discard.setObjectName("discard")
        discard.setEnabled(self.draft.is_changed)
        discard.triggered.connect(lambda: self.draft.replace_all(self.draft.kept))
        shipped = menu.addAction(resources.icon("refresh"), self.tr("Take the rules of a new file"))
        shipped.setObjectName("shipped")
        shipped.setEnabled(self.draft.rules != RULES)
        shipped.triggered.connect(lambda: self.draft.replace_all(RULES))
        return menu

    def _open_menu(self) -> None:
        self.menu().popup(self.menu_button.mapToGlobal(QPoint(0, self.menu_button.height() + 2)))

    # Saving and leaving

    def _save(self) -> None:
        self._is_saving = True
        self.saved_label.setText(self.tr("Saving…"))
        task = self.session.run_task(SetScoreRules(self.draft.rules), self, on_done=self._on_saved)
        for end in (task.succeeded, task.failed, task.cancelled):
            end.connect(self._on_save_ended)
        self._show_buttons()

    def _on_saved(self, done: Done) -> None:
        self._drafts.rules = None
        if isValid(self):
            self._note(done)
            self.draft.begin(self.session.read(scores.rules))

    def _on_save_ended(self, *_: object) -> None:
        self._is_saving = False
        if self.saved_label.text() == self.tr("Saving…"):
            self.saved_label.setText(self.quiet_words)
        self._show_buttons()

    @override
    def undo(self) -> None:
        """Take the last edit back; where there is none, the last step that was saved here."""
        if self.draft.can_take_back:
            self.draft.take_back()
        else:
            super().undo()

    @override
    def _show_steps(self, text: str = "") -> None:
        super()._show_steps(text)
        if self._is_built:
            self._show_buttons()

    @override
    def done(self, result: int) -> None:
        """Close, and keep what is not saved until the editor is opened again."""
        self.effect.drop()
        self._drafts.rules = self.draft.rules if self.draft.is_changed else None
        if self.draft.is_changed:
            self.session.notify(self.tr("The changes to the scoring rules are kept, but not saved yet"))
        super().done(result)
