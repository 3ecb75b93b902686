"""One scoring rule in the editor: its name, the fact it looks at, the condition, and its points."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from math import ceil

from PySide6.QtCore import QCoreApplication, QPoint, Qt, Signal
from PySide6.QtWidgets import QWidget
from typing_extensions import override

from salesdesk.domain.scoring import FACTS, Rule
from ui import painting
from ui.widgets.button import IconButton
from ui.widgets.fields import ChoiceField, LineField
from ui.widgets.row_list import GRIP, EditRow, RowsHead

GAP = 6
translate = QCoreApplication.translate
MINUS = "\u2212"


def condition_hint(fact: str) -> str:
    """Return how a condition on a fact can be written, or that it has none."""
    plan = FACTS.get(fact)
    if plan is None or plan.form is None:
        return translate("scoring", "it is there")
    if plan.choices:
        return translate("scoring", "any of {words}").format(words=plan.choices[0])
    return {
        "number": translate("scoring", "between 10 and 49"),
        "choice": translate("scoring", "any of webinar, event"),
    }.get(plan.form, translate("scoring", "any of SAP, Oracle"))


def points_word() -> str:
    """Return the heading over the points."""
    return translate("scoring", "Points")


@dataclass(frozen=True, slots=True)
class Widths:
    """How wide the columns are."""

    fact: int = 160
    test: int = 172
    points: int = 54

    def grown(self, factor: float) -> Widths:
        """Return the widths for larger letters; the points have room for their heading."""
        heading = ceil(painting.text_width(points_word(), painting.font("small", painting.MEDIUM)))
        fact, test, points = (round(width * factor) for width in (self.fact, self.test, self.points))
        return Widths(fact, test, max(points, heading + 2))


def rules_head(widths: Widths) -> RowsHead:
    """Return the headings over the rows."""
    columns = (
        (translate("scoring", "Rule"), 0, translate("scoring", "Rule: what the explanation of a score calls it")),
        (translate("scoring", "Fact"), widths.fact, translate("scoring", "Fact: what on record the rule looks at")),
        (
            translate("scoring", "Condition"),
            widths.test,
            translate("scoring", "Condition: what has to hold; empty where the fact only has to be there"),
        ),
        (points_word(), widths.points, translate("scoring", "Points: from \u2212100 to 100")),
    )
    return RowsHead(columns, GRIP + 4, GAP)


class RuleEdit(EditRow):
    """A rule whose fields are taken over as they are left.

    Signals: change_requested: str, object. A field of the rule and what it is to be.
    """

    change_requested = Signal(str, object)

    def __init__(self, key: int, rule: Rule, widths: Widths, parent: QWidget | None = None) -> None:
        """Show a rule."""
        super().__init__(key, parent)
        self.rule = rule
        self.name_field = LineField()
        self.name_field.setObjectName(f"rule_name_{key}")
        self.fact_field = ChoiceField()
        self.fact_field.setObjectName(f"rule_fact_{key}")
        for code, plan in FACTS.items():
            self.fact_field.add_choice(code, translate("scoring", plan.label))
        self.fact_field.setFixedWidth(widths.fact)
        self.test_field = LineField()
        self.test_field.setObjectName(f"rule_test_{key}")
        self.test_field.setFixedWidth(widths.test)
        self.points_field = LineField()
        self.points_field.setObjectName(f"rule_points_{key}")
        self.points_field.setFixedWidth(widths.points)
        self.points_field.setAlignment(Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter)
        self.menu_button = IconButton("more", self.tr("More"))
        self.menu_button.setObjectName(f"rule_more_{key}")
        self.add_cell(self.name_field, stretch=1, after=GAP)
        self.add_cell(self.fact_field, after=GAP)
        self.add_cell(self.test_field, after=GAP)
        self.add_cell(self.points_field, after=GAP)
        self.add_cell(self.menu_button)
        self.name_field.editingFinished.connect(lambda: self._on_text("name", self.name_field, self.rule.name))
        self.test_field.editingFinished.connect(lambda: self._on_text("test", self.test_field, self.rule.test))
        self.points_field.editingFinished.connect(self._on_points)
        self.fact_field.chosen.connect(lambda fact: self.change_requested.emit("fact", fact))
        self.menu_button.clicked.connect(self._on_menu)
        self.show_rule(rule, {})

    def show_rule(self, rule: Rule, problems: Mapping[str, str]) -> None:
        """Show a rule as it is in the draft, with what is wrong with it; what is being typed stays."""
        self.rule = rule
        for field in (self.name_field, self.test_field, self.points_field):
            if not field.isModified():
                self.restore(field)
        self.fact_field.set_choice(rule.fact)
        plan = FACTS.get(rule.fact)
        has_test = plan is not None and plan.form is not None
        self.test_field.setEnabled(has_test or bool(rule.test))
        self.test_field.setPlaceholderText(condition_hint(rule.fact))
        for name, place in self.fields_by_name().items():
            place.set_error(problems.get(name, ""))
        if "" in problems:
            self.name_field.set_error(problems[""])
        self.name_field.setToolTip(rule.name)
        self.test_field.setToolTip(rule.test)
        for cell, words in (
            (self.name_field, self.tr("Name of “{rule}”")),
            (self.fact_field, self.tr("Fact of “{rule}”")),
            (self.test_field, self.tr("Condition of “{rule}”, empty where the fact only has to be there")),
            (self.points_field, self.tr("Points of “{rule}”")),
            (self.menu_button, self.tr("More for “{rule}”")),
        ):
            cell.setAccessibleName(words.format(rule=rule.name))
        words = self.tr("“{rule}”, {points} points. Alt+Up and Alt+Down move it, Delete deletes it")
        self.grip.setAccessibleName(words.format(rule=rule.name, points=rule.points))
        self.grip.setToolTip(self.tr("Drag to move, or Alt+Up and Alt+Down"))

    def fields_by_name(self) -> dict[str, LineField | ChoiceField]:
        """Return the fields by what the rule calls them."""
        return {
            "name": self.name_field,
            "fact": self.fact_field,
            "test": self.test_field,
            "points": self.points_field,
        }

    @override
    def restore(self, field: LineField) -> None:
        """Write into a field again what the draft holds."""
        points = str(self.rule.points).replace("-", MINUS)
        text = {self.name_field: self.rule.name, self.test_field: self.rule.test, self.points_field: points}[field]
        problem = field.error()
        self.write(field, text)
        field.set_error(problem)

    def _on_text(self, name: str, field: LineField, present: str) -> None:
        field.setModified(False)
        if field.text() != present:
            self.change_requested.emit(name, field.text())

    def _on_points(self) -> None:
        self.points_field.setModified(False)
        text = self.points_field.text().strip().replace(MINUS, "-").removeprefix("+")
        is_whole = text.removeprefix("-").isdecimal() and text.isascii() and len(text) < 19
        wanted: object = int(text) if is_whole else self.points_field.text()
        if wanted != self.rule.points:
            self.change_requested.emit("points", wanted)
        else:
            self.restore(self.points_field)

    def _on_menu(self) -> None:
        self.menu_requested.emit(self.menu_button.mapToGlobal(QPoint(0, self.menu_button.height() + 2)))
