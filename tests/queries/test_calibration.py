"""By band of score: how many leads became opportunities and were won, and whether that means anything."""

from __future__ import annotations

from salesdesk.queries.calibration import ENOUGH, ScoreBand, band_leads, score_bands
from salesdesk.services import commands as do
from salesdesk.services.desk import Desk
from tests.qualifying import add_lead


def test_an_empty_desk_has_five_bands_that_say_nothing(desk: Desk) -> None:
    found = desk.read(score_bands)
    assert [(band.low, band.high) for band in found] == [(0, 19), (20, 39), (40, 59), (60, 79), (80, 100)]
    assert not any(band.lead_count or band.is_enough for band in found)


def test_leads_count_where_their_score_is_with_what_became_of_them(desk: Desk) -> None:
    leads = [add_lead(desk, first_name=name, title="CEO") for name in ("Priya", "Joel", "Marta", "Erik")]
    add_lead(desk, first_name="Low")
    cards = [desk.run(do.PromoteLead(lead, override_reason="Known")).new_id or 0 for lead in leads[:3]]
    desk.run(do.WinOpportunity(cards[0]))
    desk.run(do.LoseOpportunity(cards[1], "No budget"))
    desk.run(do.DeleteOpportunities((cards[2],)))
    low, mid = desk.read(score_bands)[:2]
    assert (low, mid) == (ScoreBand(0, 19, 1, 0, 0), ScoreBand(20, 39, 4, 2, 1))
    assert (mid.is_enough, mid.opportunity_share) == (False, None)


def test_a_lead_that_joined_an_opportunity_counts_and_one_in_the_trash_does_not(desk: Desk) -> None:
    card = desk.run(do.AddOpportunity({"name": "Cobalt"})).new_id or 0
    desk.run(do.PromoteLead(add_lead(desk), override_reason="Known", attach_to=card))
    desk.run(do.DeleteLeads((add_lead(desk, first_name="Joel"),)))
    assert desk.read(score_bands)[0] == ScoreBand(0, 19, 1, 1, 0)


def test_a_share_is_said_from_enough_leads_on() -> None:
    assert ScoreBand(60, 79, ENOUGH, 15, 6).opportunity_share == 0.5
    assert ScoreBand(60, 79, ENOUGH, 15, 6).won_share == 0.2
    assert ScoreBand(60, 79, ENOUGH - 1, 15, 6).won_share is None


def test_the_leads_behind_a_count_are_named_with_how_far_they_came(desk: Desk) -> None:
    won, stayed, other = (add_lead(desk, first_name=name, title="CEO") for name in ("Priya", "Joel", "Marta"))
    add_lead(desk, first_name="Low")
    for lead in (won, other):
        card = desk.run(do.PromoteLead(lead, override_reason="Known")).new_id or 0
        if lead == won:
            desk.run(do.WinOpportunity(card))
    listed = desk.read(band_leads, 20, "lead")
    assert [(one.id, one.became) for one in listed] == [(other, "opportunity"), (stayed, "lead"), (won, "won")]
    assert [one.id for one in desk.read(band_leads, 20, "opportunity")] == [other, won]
    assert [one.name for one in desk.read(band_leads, 20, "won")] == ["Priya Raghavan"]
    assert len(desk.read(band_leads, 20, "lead", 1)) == 1
