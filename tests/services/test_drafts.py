"""A draft is kept without being a step."""

import pytest

from salesdesk.domain.errors import NotFound, NothingToUndo
from salesdesk.queries import drafts
from salesdesk.services.commands import SaveDraft
from salesdesk.services.desk import Desk
from tests.qualifying import add_lead


def test_a_draft_is_kept_replaced_and_forgotten(desk: Desk) -> None:
    lead = add_lead(desk)
    assert desk.read(drafts.of_lead, lead) == ""
    done = desk.run(SaveDraft(lead, '{"step": "budget"}'))
    assert (done.label, done.entry_id) == ("Save draft", None)
    desk.run(SaveDraft(lead, '{"step": "need"}'))
    assert desk.read(drafts.of_lead, lead) == '{"step": "need"}'
    desk.run(SaveDraft(lead, ""))
    assert desk.read(drafts.of_lead, lead) == ""


def test_a_draft_is_no_undo_step_and_stands_in_the_way_of_none(desk: Desk) -> None:
    lead = add_lead(desk)
    desk.run(SaveDraft(lead, "{}"))
    assert desk.undo().label == "Add “Priya Raghavan”"
    with pytest.raises(NothingToUndo):
        desk.undo()
    desk.redo()
    assert desk.read(drafts.of_lead, lead) == "{}"


def test_a_draft_needs_its_lead(desk: Desk) -> None:
    with pytest.raises(NotFound):
        desk.run(SaveDraft(99, "{}"))
