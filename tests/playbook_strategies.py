"""Playbooks at random, all of them such as can be saved."""

from __future__ import annotations

import string

from hypothesis import strategies as st

from salesdesk.domain.playbook import CriterionPlan, DimensionPlan, PlaybookPlan

WORDS = st.text(string.ascii_letters + "éß ,.„”", min_size=1, max_size=20).map(lambda text: f"x{text}".strip())
LINES = st.lists(WORDS, max_size=3).map(tuple)
FLAGS = st.booleans()
RULES = {
    "number": ("", ">= 10", "< 50 beds", "between 3 and 9"),
    "money": ("", ">= 10000", "<= 50000 USD"),
    "date": ("", "within 6 months", "before 2027-06-30"),
    "text": ("", "any of SAP, Oracle", "none of Excel"),
    "contact": ("", "any of CEO, CFO"),
    "yes_no": ("", "yes", "no"),
}


@st.composite
def criteria(draw: st.DrawFn, code: str) -> CriterionPlan:
    """Return a criterion of that code."""
    form = draw(st.sampled_from([*RULES, "choice"]))
    rule = "" if form == "choice" else draw(st.sampled_from(RULES[form]))
    choices = draw(st.lists(WORDS, min_size=1, max_size=3).map(tuple)) if form == "choice" else ()
    return CriterionPlan(
        *(code, draw(WORDS), form, draw(FLAGS), draw(FLAGS), rule, choices, draw(LINES)),  # type: ignore[arg-type]
        draw(st.integers(0, 100)),
        draw(st.none() | st.integers(1, 400)),
    )


@st.composite
def plans(draw: st.DrawFn, name: str = "House rules", known: tuple[CriterionPlan, ...] = ()) -> PlaybookPlan:
    """Return a playbook; criteria that are known may be in it as they are."""
    codes = draw(st.lists(st.sampled_from([f"c{number}" for number in range(8)]), min_size=1, max_size=6, unique=True))
    kept = {one.code: one for one in known}
    asked = [kept[code] if code in kept and draw(FLAGS) else draw(criteria(code)) for code in codes]
    if not any(one.is_required for one in asked):
        asked.append(CriterionPlan("must", "Must be", "yes_no", is_required=True))
    cut = draw(st.integers(0, len(asked)))
    stands = draw(st.permutations(["", "budget", "need", "timeline"]))
    dimensions = tuple(
        DimensionPlan(code, letter, draw(WORDS), draw(st.just("") | WORDS), tuple(part), stand)
        for code, letter, part, stand in (("one", "O", asked[:cut], stands[0]), ("two", "T", asked[cut:], stands[1]))
    )
    return PlaybookPlan(name, dimensions, draw(st.integers(1, 100)), draw(st.integers(1, 400)), 1)
