"""Playbooks are checked with sentences that name the place, edited as values, and the same again after JSON."""

import json
from dataclasses import replace
from datetime import date, timedelta

import pytest
from hypothesis import given

from salesdesk.domain import playbook_edits as edits
from salesdesk.domain.errors import BadValue, FileFault, SalesDeskError
from salesdesk.domain.playbook import BANT, BANT_CODES, CriterionPlan, PlaybookPlan, review_due
from salesdesk.domain.playbook_checks import checked_plan, free_code
from salesdesk.domain.playbook_json import from_json, to_json
from salesdesk.domain.shipped_playbooks import SHIPPED
from tests.playbook_strategies import plans


@pytest.mark.parametrize("plan", SHIPPED, ids=lambda plan: plan.name)
def test_what_is_shipped_is_sound_and_comes_back_from_json(plan: PlaybookPlan) -> None:
    assert checked_plan(plan) == plan
    assert from_json(to_json(plan)) == plan


def test_the_shipped_playbooks_say_what_they_stand_for_in_bant() -> None:
    stands = {plan.name: [one.stands for one in plan.dimensions if one.stands in BANT_CODES] for plan in SHIPPED}
    assert stands == {
        "BANT": ["budget", "authority", "need", "timeline"],
        "MEDDIC": ["authority", "timeline", "need"],
        "CHAMP": ["need", "authority", "budget", "timeline"],
        "SPIN": ["need"],
    }


@given(plans())
def test_a_playbook_comes_back_from_json_as_it_was(plan: PlaybookPlan) -> None:
    kept = checked_plan(plan)
    assert checked_plan(kept) == kept
    assert from_json(to_json(kept)) == kept


def _text(**changes: object) -> str:
    found = json.loads(to_json(BANT)) | changes
    return json.dumps({name: value for name, value in found.items() if value is not None})


CRITERION = {"code": "beds", "prompt": "Beds", "answer_type": "number", "is_required": True}
DIMENSION = {"code": "size", "letter": "S", "name": "Size", "question": ""}


@pytest.mark.parametrize(
    ("text", "named"),
    [
        ("", "line 1, column 1"),
        ('{"format": "salesdesk playbook",\n "name": }', "line 2, column 10"),
        ("[" * 100_000, "nested too deeply"),
        ('{"format": "salesdesk playbook", "name": "A", "name": "B"}', "“name” is written twice"),
        ("[]", "does not begin"),
        (_text(format="vcard"), "does not begin"),
        (_text(name=None), "name is missing"),
        (_text(colour="red"), "colour is no field"),
        (_text(mql_mark=True), "mql_mark has to be a whole number"),
        (_text(mql_mark=0), "“0” cannot be used for the MQL mark"),
        (_text(dimensions="all"), "dimensions has to be a list"),
        (_text(dimensions=[3]), "dimensions[1] has to be an object"),
        (_text(dimensions=[DIMENSION]), "dimensions[1].criteria is missing"),
        (_text(dimensions=[DIMENSION | {"criteria": [CRITERION, {}]}]), "dimensions[1].criteria[2].code is missing"),
        (_text(dimensions=[DIMENSION | {"criteria": [CRITERION | {"choices": [1]}]}]), "choices has to be a list of"),
        (_text(dimensions=[DIMENSION | {"criteria": [CRITERION | {"rule": "big"}]}]), "the rule of “Beds”"),
        (_text(dimensions=[DIMENSION | {"criteria": [CRITERION, CRITERION]}]), "two of them share it"),
        (_text(dimensions=[]), "requires nothing"),
    ],
)
def test_bad_json_gets_a_sentence_that_names_the_place(text: str, named: str) -> None:
    with pytest.raises(SalesDeskError) as refusal:
        from_json(text)
    assert named in str(refusal.value)
    assert isinstance(refusal.value, FileFault) or "requires nothing" in named


def _with(**changes: object) -> PlaybookPlan:
    return edits.changed_criterion(BANT, "date_driver", changes)


@pytest.mark.parametrize(
    ("plan", "named"),
    [
        (replace(BANT, name=" "), "name"),
        (replace(BANT, name="x" * 81), "81 characters"),
        (replace(BANT, evidence_days=0), "days until evidence ages"),
        (edits.changed_dimension(BANT, "need", {"stands_for": "money"}), "what Need stands for"),
        (edits.changed_dimension(BANT, "need", {"letter": "NE"}), "letter of “Need”"),
        (_with(prompt=""), "criterion of Timeline"),
        (_with(weight=101), "weight of “What sets the date”"),
        (_with(choices=()), "choices of “What sets the date”"),
        (_with(rule="any of Weather"), "“Weather”"),
        (_with(answer_type="colour"), "answer type"),
        (_with(evidence_days=-1), "answers of “What sets the date” age"),
    ],
)
def test_a_playbook_that_can_not_be_kept_is_refused_by_name(plan: PlaybookPlan, named: str) -> None:
    with pytest.raises(BadValue) as refusal:
        checked_plan(plan)
    assert named in str(refusal.value)


def test_a_playbook_that_requires_nothing_is_refused() -> None:
    plan = BANT
    for code in ("budget_amount", "decision_maker", "need", "decision_by"):
        plan = edits.changed_criterion(plan, code, {"is_required": False})
    with pytest.raises(SalesDeskError, match="requires nothing"):
        checked_plan(plan)


def test_edits_add_move_order_and_take_away() -> None:
    plan = edits.with_criterion(BANT, "need", CriterionPlan("beds", "Beds", "number"), before="need")
    plan = edits.moved_criterion(plan, "go_live", "need", before="need_impact")
    plan = edits.without_criterion(plan, "contract_ends")
    plan = edits.ordered_dimensions(plan, ("need", "budget", "authority", "timeline"))
    assert [one.code for one in plan.dimensions[0].criteria] == ["beds", "need", "go_live", "need_impact"]
    assert [one.code for one in edits.without_dimension(plan, "need").dimensions] == ["budget", "authority", "timeline"]
    assert edits.moved_criterion(BANT, "need", "need", before="need") == BANT


def test_another_answer_type_takes_the_rule_of_the_former_away() -> None:
    plan = edits.changed_criterion(BANT, "go_live", {"rule": "within 6 months"})
    changed = edits.criterion_of(edits.changed_criterion(plan, "go_live", {"answer_type": "text"}), "go_live")[1]
    assert (changed.answer_type, changed.rule) == ("text", "")


def test_what_is_not_there_is_named_with_what_is() -> None:
    with pytest.raises(BadValue, match=r"“weather”.* has budget, authority, need, timeline"):
        edits.dimension_of(BANT, "weather")
    with pytest.raises(BadValue, match=r"“weather”.* asks for budget_amount"):
        edits.criterion_of(BANT, "weather")
    with pytest.raises(BadValue, match="shoe_size"):
        edits.changed_criterion(BANT, "need", {"shoe_size": 44})
    with pytest.raises(SalesDeskError, match="put in order"):
        edits.ordered_dimensions(BANT, ("need",))


def test_a_code_is_made_of_the_words_and_never_given_twice() -> None:
    assert free_code("How many beds?", ()) == "how_many_beds"
    assert free_code("How many beds?", {"how_many_beds", "how_many_beds_2"}) == "how_many_beds_3"
    assert free_code("日本", ()) == "q"
    assert free_code("3 beds", ()) == "q_3_beds"


def test_a_review_is_due_a_quarter_after_the_last_or_after_the_first_use() -> None:
    day = date(2026, 11, 9)
    assert review_due(None, None) is None
    assert review_due(None, day) == day + timedelta(days=91)
    assert review_due(day, date(2026, 1, 1)) == day + timedelta(days=91)
