"""Every mistake of a playbook is found, each in its own field; and what differs between two states is named."""

from dataclasses import replace

import pytest
from hypothesis import given

from salesdesk.domain import playbook_edits as edits
from salesdesk.domain.playbook import BANT, CriterionPlan, DimensionPlan, PlaybookPlan
from salesdesk.domain.playbook_checks import checked_plan
from salesdesk.domain.playbook_differences import Difference, differences
from salesdesk.domain.playbook_problems import problems
from salesdesk.domain.shipped_playbooks import SHIPPED
from tests.playbook_strategies import plans


@pytest.mark.parametrize("plan", SHIPPED, ids=lambda plan: plan.name)
def test_a_sound_playbook_has_no_problems(plan: PlaybookPlan) -> None:
    assert problems(plan) == []


def test_all_mistakes_are_found_at_once_in_their_order() -> None:
    plan = edits.with_fields(BANT, {"name": " ", "mql_mark": "many"})
    plan = edits.changed_dimension(plan, "budget", {"letter": "BU", "name": ""})
    plan = edits.changed_criterion(plan, "budget_amount", {"rule": "plenty", "weight": -1})
    plan = edits.changed_criterion(plan, "date_driver", {"choices": (), "rule": "any of Spring"})
    assert [(one.part, one.field) for one in problems(plan)] == [
        *(("", "name"), ("", "mql_mark"), ("budget", "name"), ("budget", "letter")),
        *(("budget_amount", "rule"), ("budget_amount", "weight"), ("date_driver", "choices")),
    ]
    assert "“many” cannot be used for the MQL mark" in problems(plan)[1].sentence
    assert "write “>= 10000”" in problems(plan)[4].sentence


def test_a_rule_that_names_no_choice_is_found_beside_sound_choices() -> None:
    plan = edits.changed_criterion(BANT, "date_driver", {"rule": "any of Spring"})
    assert [(one.part, one.field) for one in problems(plan)] == [("date_driver", "rule")]


def test_what_is_wrong_with_the_whole_is_told_where_no_field_is_wrong() -> None:
    plan = BANT
    for one in BANT.criteria:
        plan = edits.changed_criterion(plan, one.code, {"is_required": False})
    assert [(one.part, one.field) for one in problems(plan)] == [("", "")]
    assert "requires nothing" in problems(plan)[0].sentence


@given(plans())
def test_problems_and_checks_agree(plan: PlaybookPlan) -> None:
    checked_plan(plan)
    assert problems(plan) == []


def test_differences_name_what_was_done() -> None:
    plan = edits.with_fields(BANT, {"mql_mark": 50})
    plan = edits.changed_criterion(plan, "budget_amount", {"rule": ">= 5000"})
    plan = edits.moved_criterion(plan, "budget_origin", "need")
    plan = edits.without_criterion(plan, "go_live")
    plan = edits.with_criterion(plan, "need", CriterionPlan("beds", "Beds", "number"))
    plan = edits.with_dimension(plan, DimensionPlan("fit", "F", "Fit", "", ()), "need")
    assert differences(BANT, plan) == [
        Difference("changed", "", "BANT", "mql_mark", 60, 50),
        Difference("added", "fit", "Fit"),
        Difference("changed", "budget_amount", "Budget", "rule", "", ">= 5000"),
        Difference("moved", "budget_origin", "Where the money sits", "", "Budget", "Need"),
        Difference("added", "beds", "Beds"),
        Difference("deleted", "go_live", "Go-live"),
    ]


def test_another_order_is_a_difference() -> None:
    order = ["need", "budget", "authority", "timeline"]
    plan = edits.ordered_dimensions(BANT, order)
    assert differences(BANT, plan) == [Difference("reordered", "", "BANT")]
    plan = edits.moved_criterion(BANT, "budget_origin", "budget", "budget_amount")
    assert differences(BANT, plan) == [Difference("reordered", "budget", "Budget")]


@given(plans())
def test_only_what_is_the_same_has_no_differences(plan: PlaybookPlan) -> None:
    assert differences(plan, plan) == []
    assert differences(plan, replace(plan, mql_mark=plan.mql_mark % 100 + 1))
