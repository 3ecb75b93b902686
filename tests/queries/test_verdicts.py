"""The verdict and the score of a lead are read from the file with their reasons."""

import pytest

from salesdesk.domain.errors import NotFound
from salesdesk.queries import scores, verdicts
from salesdesk.services.commands import Evidence, LogActivity
from salesdesk.services.desk import Desk
from tests.qualifying import MovingClock, add_lead, confirm


def test_the_verdict_follows_the_evidence_and_its_age(desk: Desk, clock: MovingClock) -> None:
    lead = add_lead(desk, email="priya@gmail.com")
    assert desk.read(verdicts.of_lead, lead, desk.now()).kind == "incomplete"
    confirm(desk, lead)
    found = desk.read(verdicts.of_lead, lead, desk.now())
    assert (found.kind, found.missing) == ("qualified", [])
    assert found.because[0] == "$48,000 is in the budget"
    assert [hint.sentence for hint in found.hints] == ["Work email: only a Gmail address"]
    confirm(desk, lead, Evidence("timeline", "failed", note="Not before 2028"))
    assert desk.read(verdicts.of_lead, lead, desk.now()).kind == "nurture"
    clock.skip(121)
    assert desk.read(verdicts.of_lead, lead, desk.now()).kind == "incomplete"


def test_the_explained_score_is_the_one_that_is_kept(desk: Desk) -> None:
    lead = add_lead(desk, title="CEO", industry="Freight", employees=420, source="webinar")
    desk.run(LogActivity("call", lead=lead, outcome="connected"))
    desk.run(LogActivity("meeting", lead=lead))
    found = desk.read(scores.explained, lead)
    assert found is not None
    query = "SELECT score FROM lead WHERE id = ?"
    kept = desk.read(lambda connection: connection.exec_driver_sql(query, (lead,)).scalar())
    assert found.value == kept == sum(line.points for line in found.lines) == 83


def test_a_lead_that_is_not_there_has_no_verdict_and_no_score(desk: Desk) -> None:
    with pytest.raises(NotFound):
        desk.read(verdicts.of_lead, 99, desk.now())
    assert desk.read(scores.explained, 99) is None
