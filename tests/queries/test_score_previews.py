"""The effect of other scoring rules is what saving them does."""

from __future__ import annotations

import pytest

from salesdesk.domain.errors import BadValue, Cancelled
from salesdesk.domain.scoring import RULES, Rule
from salesdesk.queries.score_previews import ScoreChange, effect
from salesdesk.services import commands as do
from salesdesk.services.desk import Desk
from tests.qualifying import add_lead

TITLES = Rule("fit", 60, "Any title", "title")


def scores_of(desk: Desk) -> dict[int, tuple[int, str]]:
    rows = desk.read(
        lambda connection: connection.exec_driver_sql(
            "SELECT id, score, lifecycle FROM lead WHERE deleted_at IS NULL"
        ).all()
    )
    return {lead: (score, lifecycle) for lead, score, lifecycle in rows}


def test_the_rules_in_force_change_nothing(desk: Desk) -> None:
    desk.run(do.FillWithSample(20, 4, seed=3))
    found = desk.read(effect, RULES)
    assert (found.changed_count, found.risen_count, found.changes) == (0, 0, ())
    assert found.before == found.after
    assert found.lead_count == sum(found.before) == len(scores_of(desk))


def test_who_becomes_an_mql_is_named_first(desk: Desk) -> None:
    titled = add_lead(desk, title="Buyer")
    free = add_lead(desk, first_name="Joel", email="joel@gmail.com")
    found = desk.read(effect, (TITLES,))
    assert found.changes == (ScoreChange(titled, "Priya Raghavan", 0, 60, True),)
    assert (found.before, found.after, found.mark) == ((2, 0, 0, 0, 0), (1, 0, 0, 1, 0), 60)
    desk.run(do.SetScoreRules((TITLES,)))
    assert scores_of(desk) == {titled: (60, "mql"), free: (0, "new")}


def test_the_effect_is_what_saving_does(desk: Desk) -> None:
    desk.run(do.FillWithSample(40, 6, seed=5))
    before = scores_of(desk)
    rules = (*RULES[4:], TITLES)
    found = desk.read(effect, rules)
    desk.run(do.SetScoreRules(rules))
    after = scores_of(desk)
    moved = {lead: (before[lead][0], after[lead][0]) for lead in before if before[lead][0] != after[lead][0]}
    assert {one.lead_id: (one.before, one.after) for one in found.changes} == moved
    risen = {lead for lead in before if before[lead][1] != after[lead][1]}
    assert {one.lead_id for one in found.changes if one.rises} == risen
    assert found.risen_count == len(risen)


def test_it_tells_progress_stops_when_asked_and_refuses_bad_rules(desk: Desk) -> None:
    add_lead(desk)
    told: list[tuple[int, int]] = []
    desk.read(effect, RULES, lambda done, total: told.append((done, total)))
    assert told == [(0, 1), (1, 1)]
    with pytest.raises(Cancelled):
        desk.read(effect, RULES, is_cancelled=lambda: True)
    with pytest.raises(BadValue, match="the points of “None”"):
        desk.read(effect, (Rule("fit", 0, "None", "title"),))
