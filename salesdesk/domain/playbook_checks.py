"""What a playbook has to be before it is kept: every field is read, and a refusal names the place."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import replace
from typing import get_args

from salesdesk.domain.errors import BadValue, SalesDeskError
from salesdesk.domain.playbook import BANT_CODES, AnswerType, CriterionPlan, DimensionPlan, PlaybookPlan
from salesdesk.domain.rules import AnyOf, parse_rule
from salesdesk.domain.texts import clean_line

LONGEST_NAME = 80
LONGEST_PROMPT = 200
LONGEST_LINE = 500
MOST_LINES = 50
MOST_DIMENSIONS = 12
MOST_CRITERIA = 60
MOST_DAYS = 3650
MOST_WEIGHT = 100
CODE = re.compile(r"[a-z][a-z0-9_]{0,59}")


def checked_plan(plan: PlaybookPlan) -> PlaybookPlan:
    """Return the plan as it is kept. Raises: BadValue that names the field and where it is."""
    name = checked_name(plan.name)
    if len(plan.dimensions) > MOST_DIMENSIONS:
        raise BadValue("the dimensions", len(plan.dimensions), f"a playbook has up to {MOST_DIMENSIONS}.")
    if len(plan.criteria) > MOST_CRITERIA:
        raise BadValue("the criteria", len(plan.criteria), f"a playbook has up to {MOST_CRITERIA}.")
    dimensions = tuple(checked_dimension(one) for one in plan.dimensions)
    _refuse_twice("dimension", (one.code for one in dimensions))
    _refuse_twice("criterion", (criterion.code for one in dimensions for criterion in one.criteria))
    found = replace(
        plan,
        name=name,
        dimensions=dimensions,
        mql_mark=_whole("the MQL mark", plan.mql_mark, 1, 100),
        evidence_days=_whole("the days until evidence ages", plan.evidence_days, 1, MOST_DAYS),
        version=_whole("the version", plan.version, 1, 10**6),
    )
    if not any(one.is_required for one in found.criteria):
        raise SalesDeskError(
            f"“{name}” requires nothing, so every lead would be Qualified at once. Require at least one criterion."
        )
    return found


def checked_name(text: str) -> str:
    """Return the name of a playbook as it is kept. Raises: BadValue."""
    return _line("name", text, LONGEST_NAME, "a playbook needs a name.")


def free_code(text: str, taken: Iterable[str]) -> str:
    """Return a code made from a name or prompt that is not taken yet."""
    words = "_".join(re.findall(r"[a-z0-9]+", text.casefold()))[:50].strip("_")
    stem = words if CODE.fullmatch(words) else f"q_{words}".strip("_")
    used = set(taken)
    numbered = (f"{stem}_{number}" for number in range(2, len(used) + 3))
    return next(code for code in (stem, *numbered) if code not in used)


def checked_dimension(plan: DimensionPlan) -> DimensionPlan:
    """Return a dimension as it is kept. Raises: BadValue."""
    name = _line("name of a dimension", plan.name, LONGEST_NAME, "a dimension needs a name.")
    where = f"of “{name}”"
    letter = clean_line(plan.letter, f"letter {where}") or name[0].upper()
    if len(letter) > 1:
        raise BadValue(f"the letter {where}", letter, "give one letter.")
    if plan.stands_for not in ("", *BANT_CODES):
        raise BadValue(f"what {name} stands for", plan.stands_for, f"use {', '.join(BANT_CODES)}, or leave it empty.")
    return DimensionPlan(
        _code(f"the code {where}", plan.code),
        letter,
        name,
        _line(f"the question {where}", plan.question, LONGEST_LINE),
        tuple(checked_criterion(one, name) for one in plan.criteria),
        "" if plan.stands_for == plan.code else plan.stands_for,
    )


def checked_criterion(plan: CriterionPlan, dimension: str) -> CriterionPlan:
    """Return a criterion of a dimension as it is kept. Raises: BadValue."""
    prompt = _line(
        f"the prompt of a criterion of {dimension}", plan.prompt, LONGEST_PROMPT, "a criterion needs a prompt."
    )
    where = f"of “{prompt}”"
    if plan.answer_type not in get_args(AnswerType):
        raise BadValue(f"the answer type {where}", plan.answer_type, f"use {', '.join(get_args(AnswerType))}.")
    choices = _lines(f"the choices {where}", plan.choices) if plan.answer_type == "choice" else ()
    if plan.answer_type == "choice" and not choices:
        raise BadValue(f"the choices {where}", "", "give at least one.")
    rule = clean_line(plan.rule, f"the rule {where}")
    found = parse_rule(rule, plan.answer_type, f"the rule {where}")
    if isinstance(found, AnyOf) and choices:
        known = {choice.casefold() for choice in choices}
        other = next((word for word in found.words if word.casefold() not in known), None)
        if other is not None:
            raise BadValue(f"the rule {where}", other, f"it is none of the choices. Use {', '.join(choices)}.")
    days = plan.evidence_days
    return replace(
        plan,
        code=_code(f"the code {where}", plan.code),
        prompt=prompt,
        is_required=bool(plan.is_required),
        disqualifies=bool(plan.disqualifies),
        rule=rule,
        choices=choices,
        talk_track=_lines(f"the talk track {where}", plan.talk_track),
        weight=_whole(f"the weight {where}", plan.weight, 0, MOST_WEIGHT),
        evidence_days=None if days is None else _whole(f"the days until answers {where} age", days, 1, MOST_DAYS),
    )


def _line(field: str, text: object, longest: int, needed: str = "") -> str:
    line = clean_line(text, field)
    if needed and not line:
        raise BadValue(field, "", needed)
    if len(line) > longest:
        raise BadValue(field, line, f"it has {len(line):,} characters, and {longest} fit.")
    return line


def _lines(field: str, texts: Sequence[str]) -> tuple[str, ...]:
    lines = tuple(line for text in texts if (line := _line(field, text, LONGEST_LINE)))
    if len(lines) > MOST_LINES:
        raise BadValue(field, len(lines), f"there may be {MOST_LINES} lines.")
    return lines


def _code(field: str, text: str) -> str:
    if not CODE.fullmatch(text):
        raise BadValue(field, text, "write it in small letters, digits and “_”, a letter first.")
    return text


def _whole(field: str, value: object, low: int, high: int) -> int:
    if not isinstance(value, int) or isinstance(value, bool) or not low <= value <= high:
        raise BadValue(field, value, f"give a whole number from {low} to {high:,}.")
    return value


def _refuse_twice(kind: str, codes: Iterable[str]) -> None:
    seen: set[str] = set()
    for code in codes:
        if code in seen:
            raise BadValue(f"the code of a {kind}", code, f"two of them share it. Give each {kind} a code of its own.")
        seen.add(code)
