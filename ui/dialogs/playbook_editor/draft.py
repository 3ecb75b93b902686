"""The playbook as it is being edited: each edit can be taken back, and every mistake is known."""

from __future__ import annotations

import re
from collections.abc import Collection
from dataclasses import replace
from itertools import count

from PySide6.QtCore import QObject, Signal

from salesdesk.domain import playbook_edits as edits
from salesdesk.domain.playbook import CriterionPlan, DimensionPlan, PlaybookPlan
from salesdesk.domain.playbook_codes import named_parts
from salesdesk.domain.playbook_differences import Difference, differences
from salesdesk.domain.playbook_problems import Problem, problems

NEW = re.compile(r"new_(dimension|criterion)_\d+")
"""Codes of parts that are named only when they are saved."""


class Draft(QObject):
    """One playbook, as it is kept on the desk and as it is to be.

    Signals: changed: the plan is another one.
    """

    changed = Signal()

    def __init__(self, kept: PlaybookPlan, parent: QObject | None = None) -> None:
        """Begin with what is kept."""
        super().__init__(parent)
        self.kept = kept
        self.plan = kept
        self.problems: list[Problem] = []
        self._past: list[tuple[PlaybookPlan, object]] = []

    def begin(self, kept: PlaybookPlan, plan: PlaybookPlan | None = None) -> None:
        """Begin anew with what is kept, or with what was made of it before."""
        self.kept = kept
        self._past.clear()
        self._set(replace(plan or kept, version=kept.version))

    def follow(self, kept: PlaybookPlan) -> None:
        """Take what is kept now; edits stay, and are edits of that."""
        if self.is_changed:
            self.kept = kept
            self._set(replace(self.plan, version=kept.version))
        else:
            self.begin(kept)

    @property
    def is_changed(self) -> bool:
        """Tell whether there is anything to save."""
        return self.plan != self.kept

    @property
    def can_take_back(self) -> bool:
        """Tell whether there is an edit to take back."""
        return bool(self._past)

    def differences(self) -> list[Difference]:
        """Return what saving would do to the playbook."""
        return differences(self.kept, self.plan)

    def problems_of(self, part: str) -> dict[str, str]:
        """Return the mistakes of a dimension or criterion, of the playbook itself where the code is empty, by field."""
        return {one.field: one.sentence for one in self.problems if one.part == part}

    def edit(self, plan: PlaybookPlan, about: object = None) -> None:
        """Make the plan another one; edits in a row that are about the same are taken back together."""
        if plan == self.plan:
            return
        if about is None or not self._past or self._past[-1][1] != about:
            self._past.append((self.plan, about))
        self._set(plan)

    def rest(self) -> None:
        """Begin another step with the next edit."""
        if self._past:
            self._past[-1] = (self._past[-1][0], None)

    def take_back(self) -> None:
        """Take the last edit back."""
        if self._past:
            self._set(self._past.pop()[0])

    def dimension(self, code: str) -> DimensionPlan | None:
        """Return a dimension by its code."""
        return next((one for one in self.plan.dimensions if one.code == code), None)

    def criterion(self, code: str) -> CriterionPlan | None:
        """Return a criterion by its code."""
        return next((one for one in self.plan.criteria if one.code == code), None)

    def add_dimension(self, name: str) -> str:
        """Append a dimension with a first criterion, and return its code."""
        code = self._new_code("dimension")
        self.edit(edits.with_dimension(self.plan, DimensionPlan(code, "", name, "", ())))
        return code

    def add_criterion(self, dimension: str, prompt: str, before: str | None = None) -> str:
        """Add a criterion to a dimension, and return its code."""
        code = self._new_code("criterion")
        self.edit(edits.with_criterion(self.plan, dimension, CriterionPlan(code, prompt, "text"), before))
        return code

    def ready(self, taken: Collection[str]) -> PlaybookPlan:
        """Return the plan to be saved: new parts get a code after their name that was never taken."""
        return named_parts(self.plan, lambda code: bool(NEW.fullmatch(code)) and code not in taken, taken)

    def _new_code(self, kind: str) -> str:
        used = self._codes()
        return next(code for number in count(1) if (code := f"new_{kind}_{number}") not in used)

    def _codes(self) -> set[str]:
        return {one.code for one in self.plan.dimensions} | {one.code for one in self.plan.criteria}

    def _set(self, plan: PlaybookPlan) -> None:
        self.plan = plan
        self.problems = problems(plan)
        self.changed.emit()
