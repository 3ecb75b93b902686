"""The scoring rules as they are being edited: each edit can be taken back, and every mistake is known."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from PySide6.QtCore import QObject, Signal

from salesdesk.domain.rule_problems import rule_problems
from salesdesk.domain.scoring import Group, Rule

Keyed = tuple[tuple[int, Rule], ...]


class RulesDraft(QObject):
    """Rules in their order, each with a key that it keeps while it is edited.

    Signals: changed: the rules are others.
    """

    changed = Signal()

    def __init__(self, kept: Sequence[Rule], parent: QObject | None = None) -> None:
        """Begin with what is kept."""
        super().__init__(parent)
        self.kept = tuple(kept)
        self._last_key = 0
        self._keyed: Keyed = self._numbered(kept)
        self._past: list[Keyed] = []

    def begin(self, kept: Sequence[Rule], rules: Sequence[Rule] | None = None) -> None:
        """Begin anew with what is kept, or with what was made of it before."""
        self.kept = tuple(kept)
        self._past.clear()
        self._keyed = self._numbered(kept if rules is None else rules)
        self.changed.emit()

    @property
    def rules(self) -> tuple[Rule, ...]:
        """The rules in their order."""
        return tuple(rule for _, rule in self._keyed)

    @property
    def is_changed(self) -> bool:
        """Tell whether there is anything to save."""
        return self.rules != self.kept

    @property
    def can_take_back(self) -> bool:
        """Tell whether there is an edit to take back."""
        return bool(self._past)

    def group(self, group: str) -> dict[int, Rule]:
        """Return the rules of a group by their keys, in order."""
        return {key: rule for key, rule in self._keyed if rule.group == group}

    def problems(self) -> dict[int, dict[str, str]]:
        """Return the mistakes by the key of their rule and their field."""
        found: dict[int, dict[str, str]] = {}
        for problem in rule_problems(self.rules):
            found.setdefault(self._keyed[problem.place][0], {}).setdefault(problem.field, problem.sentence)
        return found

    def change(self, key: int, fields: dict[str, object]) -> None:
        """Change fields of a rule; what they hold may be wrong."""
        self._set(tuple((one, replace(rule, **fields) if one == key else rule) for one, rule in self._keyed))  # type: ignore[arg-type]

    def add(self, group: Group, name: str) -> int:
        """Append a rule to a group under a name that is free, and return its key."""
        names = {rule.name.casefold() for rule in self.rules}
        number = 1
        free = name
        while free.casefold() in names:
            number += 1
            free = f"{name} {number}"
        self._last_key += 1
        points = -5 if group == "negative" else 5
        self._set((*self._keyed, (self._last_key, Rule(group, points, free, "title"))))
        return self._last_key

    def delete(self, key: int) -> None:
        """Take a rule away."""
        self._set(tuple(pair for pair in self._keyed if pair[0] != key))

    def order(self, keys: Sequence[int]) -> None:
        """Put the rules of these keys into this order, in the places they have among the others."""
        known = dict(self._keyed)
        wanted = iter(keys)
        moving = set(keys)
        self._set(
            tuple((key, known[key]) for one, _ in self._keyed for key in [next(wanted) if one in moving else one])
        )

    def replace_all(self, rules: Sequence[Rule]) -> None:
        """Take other rules in place of all of them; one step to take back."""
        if tuple(rules) != self.rules:
            self._set(self._numbered(rules))

    def take_back(self) -> None:
        """Take the last edit back."""
        if self._past:
            self._keyed = self._past.pop()
            self.changed.emit()

    def _numbered(self, rules: Sequence[Rule]) -> Keyed:
        first = self._last_key + 1
        self._last_key += len(rules)
        return tuple(enumerate(rules, first))

    def _set(self, keyed: Keyed) -> None:
        if keyed != self._keyed:
            self._past.append(self._keyed)
            self._keyed = keyed
            self.changed.emit()
