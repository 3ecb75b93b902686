"""A playbook as a JSON text, to keep beside others or to hand on: what is written is read back as it was."""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import fields
from typing import Any, cast

from salesdesk.domain.errors import BadValue, FileFault
from salesdesk.domain.playbook import CriterionPlan, DimensionPlan, PlaybookPlan
from salesdesk.domain.playbook_checks import checked_plan

MARK = "salesdesk playbook"
LONGEST_TEXT = 2_000_000

_FORMS: dict[str, tuple[type, str]] = {
    "str": (str, "a text"),
    "AnswerType": (str, "a text"),
    "int": (int, "a whole number"),
    "int | None": (int, "a whole number or null"),
    "bool": (bool, "true or false"),
    "tuple[str, ...]": (list, "a list of texts"),
    "tuple[CriterionPlan, ...]": (list, "a list"),
    "tuple[DimensionPlan, ...]": (list, "a list"),
}
_PARTS: dict[str, type] = {"criteria": CriterionPlan, "dimensions": DimensionPlan}


def to_json(plan: PlaybookPlan) -> str:
    """Return the playbook as indented JSON; fields that have their usual value are left out."""
    return json.dumps({"format": MARK, **_plain(plan)}, ensure_ascii=False, indent=2) + "\n"


def from_json(text: str) -> PlaybookPlan:
    """Return the playbook a text holds. Raises: FileFault with a sentence that names the place."""
    if len(text) > LONGEST_TEXT:
        raise FileFault("This file is too large to be a playbook. Choose one that SalesDesk wrote.")
    try:
        found = json.loads(text, object_pairs_hook=_unrepeated)
    except json.JSONDecodeError as fault:
        raise FileFault(
            f"This is not a playbook: the JSON breaks off at line {fault.lineno}, column {fault.colno} ({fault.msg})."
        ) from None
    except RecursionError:
        raise FileFault("This is not a playbook: it is nested too deeply.") from None
    if not isinstance(found, dict) or found.pop("format", None) != MARK:
        raise FileFault(f'This is not a playbook: it does not begin with "format": "{MARK}".')
    plan = cast(PlaybookPlan, _read(PlaybookPlan, found, ""))
    try:
        return checked_plan(plan)
    except BadValue as fault:
        raise FileFault(f"This playbook can’t be taken: {fault}") from None


def _plain(plan: PlaybookPlan | DimensionPlan | CriterionPlan) -> dict[str, Any]:
    found: dict[str, Any] = {}
    for field in fields(plan):
        value = getattr(plan, field.name)
        if field.name in _PARTS:
            found[field.name] = [_plain(part) for part in value]
        elif value != field.default:
            found[field.name] = list(value) if isinstance(value, tuple) else value
    return found


def _read(kind: type, found: object, place: str) -> object:
    if not isinstance(found, Mapping):
        raise FileFault(f"This playbook can’t be taken: {place or 'the whole'} has to be an object in braces.")
    known = {field.name: field for field in fields(kind)}
    other = next((name for name in found if name not in known), None)
    if other is not None:
        raise FileFault(f"This playbook can’t be taken: {_at(place, str(other))} is no field of a playbook.")
    values: dict[str, Any] = {}
    for name, field in known.items():
        if name in found:
            values[name] = _value(str(field.type), name, found[name], _at(place, name))
        elif field.default is field.default_factory:
            raise FileFault(f"This playbook can’t be taken: {_at(place, name)} is missing.")
    return kind(**values)


def _value(form: str, name: str, value: object, place: str) -> object:
    wanted, said = _FORMS[form]
    if value is None and form.endswith("None"):
        return None
    is_right = isinstance(value, wanted) and (wanted is bool or not isinstance(value, bool))
    if not is_right or (
        form == "tuple[str, ...]" and not all(isinstance(one, str) for one in cast(list[object], value))
    ):
        raise FileFault(f"This playbook can’t be taken: {place} has to be {said}.")
    if name in _PARTS:
        return tuple(_read(_PARTS[name], one, f"{place}[{at}]") for at, one in enumerate(cast(list[object], value), 1))
    return tuple(value) if isinstance(value, list) else value


def _unrepeated(pairs: list[tuple[str, object]]) -> dict[str, object]:
    found = dict(pairs)
    if len(found) < len(pairs):
        names = [name for name, _ in pairs]
        twice = next(name for name in names if names.count(name) > 1)
        raise FileFault(f"This playbook can’t be taken: “{twice}” is written twice in one object.")
    return found


def _at(place: str, name: str) -> str:
    return f"{place}.{name}" if place else name
