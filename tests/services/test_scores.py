"""Scores follow the facts and the rules: every lead at once when the rules change, in one undo."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import pytest

from salesdesk.domain.errors import BadValue, Cancelled
from salesdesk.domain.scoring import RULES, Rule
from salesdesk.queries import scores
from salesdesk.services import commands as do
from salesdesk.services.desk import Desk
from tests.qualifying import add_lead
from tests.rows import all_rows

DIRECTOR = next(rule for rule in RULES if rule.name == "Director title")


def rows(desk: Desk, query: str) -> list[tuple[Any, ...]]:
    return desk.read(lambda connection: [tuple(row) for row in connection.exec_driver_sql(query)])


def swapped(name: str, **changes: Any) -> tuple[Rule, ...]:
    return tuple(replace(rule, **changes) if rule.name == name else rule for rule in RULES)


def assert_every_score_is_explained(desk: Desk) -> None:
    for lead_id, kept in rows(desk, "SELECT id, score FROM lead WHERE deleted_at IS NULL"):
        found = desk.read(scores.explained, lead_id)
        assert found is not None
        assert found.value == kept == max(0, min(100, sum(line.points for line in found.lines)))


def test_a_new_file_scores_by_the_shipped_rules(desk: Desk) -> None:
    assert desk.read(scores.rules) == RULES


def test_changed_rules_score_every_lead_anew_in_one_undo(desk: Desk) -> None:
    desk.run(do.FillWithSample(60, 20, seed=3))
    before = all_rows(desk.path)
    done = desk.run(do.SetScoreRules(swapped("Director title", points=40)))
    assert done.label == "Change scoring rules"
    assert rows(desk, "SELECT score FROM lead ORDER BY id") != [(row[0],) for row in before["lead"]]
    assert_every_score_is_explained(desk)
    desk.undo()
    assert all_rows(desk.path) == before


def test_a_rule_of_the_rep_is_explained_and_kept_in_step_with_its_fact(desk: Desk) -> None:
    lead = add_lead(desk, industry="Hospital", country="Austria")
    home = Rule("fit", 12, "Home market", "region", "any of Austria, Germany")
    desk.run(do.SetScoreRules((home, Rule("negative", -5, "Not ours", "industry", "any of hospital"))))
    assert rows(desk, "SELECT score FROM lead") == [(7,)]
    desk.run(do.SetLead(lead, {"country": "Chile"}))
    found = desk.read(scores.explained, lead)
    assert found is not None
    assert [(line.group, line.points, line.rule, line.fact) for line in found.lines] == [
        ("negative", -5, "Not ours", "Hospital")
    ]
    assert rows(desk, "SELECT score FROM lead") == [(0,)]


def test_leads_that_pass_the_mark_by_new_rules_are_mqls_without_a_clock(desk: Desk) -> None:
    lead = add_lead(desk, title="Director of Operations")
    desk.run(do.SetScoreRules((replace(DIRECTOR, points=75),)))
    assert rows(desk, "SELECT lifecycle, score, interest_at FROM lead") == [("mql", 75, None)]
    assert rows(desk, "SELECT from_stage, to_stage, reason, is_override FROM lifecycle_history") == [
        ("new", "mql", "Score passed 60, the scoring rules were changed", 0)
    ]
    desk.run(do.SetLifecycle(lead, "working"))
    desk.run(do.SetScoreRules((replace(DIRECTOR, points=80),)))
    assert rows(desk, "SELECT lifecycle, score FROM lead") == [("working", 80)]


def test_a_rule_that_keeps_its_name_keeps_its_row(desk: Desk) -> None:
    before = dict(rows(desk, "SELECT name, id FROM score_rule"))
    desk.run(do.SetScoreRules((*reversed(swapped("Silence", points=-15)), Rule("fit", 5, "Titled", "title"))))
    after = dict(rows(desk, "SELECT name, id FROM score_rule"))
    assert {name: after[name] for name in before} == before
    assert desk.read(scores.rules)[0] == Rule("negative", -15, "Silence", "silence", ">= 3")
    assert desk.run(do.SetScoreRules(desk.read(scores.rules))).entry_id is None


def test_a_bad_rule_and_a_stop_change_nothing(desk: Desk) -> None:
    add_lead(desk, title="Director of Operations")
    before = all_rows(desk.path)
    with pytest.raises(BadValue, match="Silence"):
        desk.run(do.SetScoreRules(swapped("Silence", test="for long")))
    with pytest.raises(Cancelled):
        desk.run(do.SetScoreRules(swapped("Director title", points=40)), is_cancelled=lambda: True)
    assert all_rows(desk.path) == before


def test_sample_leads_are_scored_by_the_rules_of_the_file(desk: Desk) -> None:
    desk.run(do.SetScoreRules((Rule("fit", 11, "Titled", "title"),)))
    desk.run(do.FillWithSample(30, 5, seed=2))
    assert_every_score_is_explained(desk)
