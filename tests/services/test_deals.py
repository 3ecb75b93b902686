"""What belongs to an opportunity: each command, its refusals, and the way back and forth."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest

from salesdesk.domain.errors import FileFault, NotFound, SalesDeskError
from salesdesk.domain.money import MAX_MINOR
from salesdesk.formats import attachments
from salesdesk.queries import deals, opportunities
from salesdesk.queries.opportunities import OpportunityPage
from salesdesk.queries.soundness import problems
from salesdesk.services import attaching
from salesdesk.services import commands as do
from salesdesk.services.desk import Desk
from tests.qualifying import add_lead, confirm
from tests.rows import all_rows


@pytest.fixture
def card(desk: Desk) -> int:
    new_id = desk.run(do.AddOpportunity({"name": "Vantage", "amount_minor": 6_400_000, "currency": "EUR"})).new_id
    assert new_id is not None
    return new_id


def page(desk: Desk, card: int) -> OpportunityPage:
    found = desk.read(opportunities.opportunity_page, card, desk.now())
    assert found is not None
    return found


def added(desk: Desk, command: do.Command) -> int:
    new_id = desk.run(command).new_id
    assert new_id is not None
    return new_id


def file_at(desk: Desk, path: Path, content: bytes = b"terms") -> do.KeptFile:
    path.write_bytes(content)
    return attaching.keep(desk.path, path)


def test_the_first_line_takes_the_amount_and_then_the_amount_follows(desk: Desk, card: int) -> None:
    first = added(desk, do.AddLine(card, {"description": "Suite"}))
    assert page(desk, card).amount_minor == 6_400_000
    added(desk, do.AddLine(card, {"description": "Set-up", "unit_price_minor": 100_000, "discount_bp": 2_500}))
    assert page(desk, card).amount_minor == 6_475_000
    desk.run(do.ChangeLine(first, {"quantity_thousandths": 2_500}))
    assert page(desk, card).amount_minor == 16_075_000
    assert desk.read(problems) == []


def test_the_amount_stays_with_the_last_line_and_can_be_typed_again(desk: Desk, card: int) -> None:
    line = added(desk, do.AddLine(card, {"unit_price_minor": 500_000}))
    for command in (do.SetOpportunity(card, {"amount_minor": 1}), do.WinOpportunity(card, 1)):
        with pytest.raises(SalesDeskError, match="“Vantage” is the sum of its lines"):
            desk.run(command)
    desk.run(do.SetOpportunity(card, {"amount_minor": 500_000, "name": "Vantage 2"}))
    desk.run(do.DeleteLine(line))
    assert page(desk, card).amount_minor == 500_000
    desk.run(do.SetOpportunity(card, {"amount_minor": 1}))
    assert page(desk, card).amount_minor == 1


def test_a_won_amount_that_is_the_sum_is_taken(desk: Desk, card: int) -> None:
    added(desk, do.AddLine(card))
    desk.run(do.WinOpportunity(card, 6_400_000))
    assert page(desk, card).stage_kind == "won"


@pytest.mark.parametrize(
    ("fields", "sentence"),
    [
        ({"quantity_thousandths": 0}, "quantity: give a number above 0"),
        ({"quantity_thousandths": None}, "quantity: give a number above 0"),
        ({"quantity_thousandths": 10**13}, "quantity: give a number above 0"),
        ({"discount_bp": 10_001}, "discount: give a percentage from 0 to 100"),
        ({"unit_price_minor": -1}, "unit price: give an amount"),
        ({"unit_price_minor": MAX_MINOR + 1}, "unit price: give an amount"),
        ({"unit_price_minor": MAX_MINOR, "quantity_thousandths": 2_000}, "come to more than SalesDesk can keep"),
        ({"description": "x" * 5000}, "description: keep it under"),
        ({"position": 3}, "no such field"),
    ],
)
def test_a_line_out_of_bounds_is_refused_and_nothing_is_written(
    desk: Desk, card: int, fields: dict[str, object], sentence: str
) -> None:
    line = added(desk, do.AddLine(card))
    before = all_rows(desk.path)
    for command in (do.AddLine(card, fields), do.ChangeLine(line, fields)):
        with pytest.raises(SalesDeskError, match=sentence):
            desk.run(command)
    assert all_rows(desk.path) == before


def test_lines_are_put_in_order_and_a_stale_order_is_refused(desk: Desk, card: int) -> None:
    first, second = added(desk, do.AddLine(card)), added(desk, do.AddLine(card))
    desk.run(do.ReorderLines(card, (second, first)))
    assert [line.id for line in desk.read(deals.lines, card)] == [second, first]
    desk.run(do.DeleteLine(first))
    with pytest.raises(SalesDeskError, match="have changed meanwhile"):
        desk.run(do.ReorderLines(card, (first, second)))
    with pytest.raises(SalesDeskError, match="is not there any more"):
        desk.run(do.ChangeLine(first, {"description": "stale"}))


def test_a_currency_of_other_decimals_keeps_the_numbers(desk: Desk, card: int) -> None:
    desk.run(do.SetOpportunity(card, {"mrr_minor": 120_050}))
    added(desk, do.AddLine(card, {"unit_price_minor": 100_050, "quantity_thousandths": 3_000}))
    desk.run(do.SetOpportunity(card, {"currency": "JPY"}))
    found = page(desk, card)
    assert (found.amount_minor, found.mrr_minor, found.currency) == (3 * 1001, 1201, "JPY")
    assert desk.read(problems) == []
    desk.undo()
    assert page(desk, card).amount_minor == 300_150


@pytest.mark.parametrize(
    ("fields", "sentence"),
    [
        ({"expected_close": date(1970, 1, 1)}, "close date: it is before the year 2000"),
        ({"amount_minor": 10**17}, "amount: give an amount"),
        ({"name": "x" * 5000}, "name: keep it under 300"),
        ({"term_months": 5000}, "term: give a number of months"),
        ({"mrr_minor": -1}, "mrr: give an amount"),
    ],
)
def test_a_bad_value_names_its_field(desk: Desk, card: int, fields: dict[str, object], sentence: str) -> None:
    before = all_rows(desk.path)
    with pytest.raises(SalesDeskError, match=sentence):
        desk.run(do.SetOpportunity(card, fields))
    assert all_rows(desk.path) == before


def test_a_new_person_is_made_at_the_account_and_a_known_one_is_not_made_twice(desk: Desk) -> None:
    lead = add_lead(desk)
    confirm(desk, lead)
    card = added(desk, do.PromoteLead(lead))
    account = page(desk, card).account_id
    person = {"first_name": "Ann", "last_name": "Lee", "title": "CFO", "email": "ann@cobalt.example"}
    added(desk, do.AddMember(card, "signs", person=person))
    added(desk, do.AddMember(card, "blocks", person={"first_name": "Anne", "email": "ANN@cobalt.example"}))
    members = page(desk, card).committee[-2:]
    assert [(one.name, one.role, one.email) for one in members] == [
        ("Ann Lee", "signs", "ann@cobalt.example"),
        ("Ann Lee", "blocks", "ann@cobalt.example"),
    ]
    assert members[0].contact_id not in [one.id for one in desk.read(deals.askable, card)]
    with desk._database.read() as connection:
        made = connection.exec_driver_sql("SELECT account_id FROM contact WHERE last_name = 'Lee'").scalars().all()
    assert made == [account]


def test_a_role_is_changed_and_a_person_taken_off(desk: Desk, card: int) -> None:
    member = added(desk, do.AddMember(card, "uses", person={"last_name": "Lee"}))
    desk.run(do.ChangeRole(member, "decides"))
    assert [one.role for one in page(desk, card).committee] == ["decides"]
    contact = page(desk, card).committee[0].contact_id
    with pytest.raises(SalesDeskError, match="in that role already"):
        desk.run(do.AddMember(card, "decides", contact))
    desk.run(do.RemoveMember(member))
    assert page(desk, card).committee == ()
    with pytest.raises(SalesDeskError, match="not there any more"):
        desk.run(do.ChangeRole(member, "signs"))


@pytest.mark.parametrize(
    ("role", "person", "sentence"),
    [
        ("boss", {"last_name": "Lee"}, "role: use decides"),
        ("signs", {}, "Give the person a name or an email"),
        ("signs", {"last_name": "x" * 5000}, "last name: keep it under"),
        ("signs", {"last_name": "Lee", "email": "no address"}, "email: write an address"),
        ("signs", {"last_name": "Lee", "age": 40}, "person: use first_name"),
    ],
)
def test_a_person_that_cannot_be_is_refused(
    desk: Desk, card: int, role: str, person: dict[str, object], sentence: str
) -> None:
    with pytest.raises(SalesDeskError, match=sentence):
        desk.run(do.AddMember(card, role, person=person))


def test_competitors_are_noted_once_each(desk: Desk, card: int) -> None:
    rival = added(desk, do.AddCompetitor(card, "Clinora", "Cheap"))
    with pytest.raises(SalesDeskError, match="noted already"):
        desk.run(do.AddCompetitor(card, "CLINORA"))
    with pytest.raises(SalesDeskError, match="give a name"):
        desk.run(do.ChangeCompetitor(rival, {"name": " "}))
    desk.run(do.ChangeCompetitor(rival, {"name": "Clinora Ltd", "notes": "Very cheap"}))
    assert [(one.name, one.notes) for one in desk.read(deals.competitors, card)] == [("Clinora Ltd", "Very cheap")]
    desk.run(do.RemoveCompetitor(rival))
    assert desk.read(deals.competitors, card) == []


def test_a_file_is_attached_taken_off_and_found_again_by_undo_and_redo(desk: Desk, card: int, tmp_path: Path) -> None:
    kept = file_at(desk, tmp_path / "offer.pdf")
    attached = added(desk, do.AttachFiles((kept,), opportunity=card))
    desk.undo()
    assert desk.read(deals.attachments, card) == []
    desk.redo()
    assert [(one.name, one.is_there) for one in desk.read(deals.attachments, card)] == [("offer.pdf", True)]
    desk.run(do.DetachFile(attached))
    assert desk.read(deals.attachments, card) == []
    desk.undo()
    attaching.copy_out(desk.path, kept.sha256, kept.name, tmp_path / "again.pdf")
    assert (tmp_path / "again.pdf").read_bytes() == b"terms"
    assert desk.read(problems) == []


def test_a_name_is_made_safe_whoever_names_it(desk: Desk, card: int, tmp_path: Path) -> None:
    kept = file_at(desk, tmp_path / "offer.pdf")
    for name in ("../../x", "CON"):
        added(desk, do.AttachFiles((do.KeptFile(name, kept.sha256, kept.size_bytes),), opportunity=card))
    assert sorted(one.name for one in desk.read(deals.attachments, card)) == ["_CON", "x"]


def test_a_file_is_there_once_and_needs_its_content(desk: Desk, card: int, tmp_path: Path) -> None:
    kept = file_at(desk, tmp_path / "offer.pdf")
    desk.run(do.AttachFiles((kept, kept), opportunity=card))
    with pytest.raises(SalesDeskError, match=r"“offer\.pdf” is attached already"):
        desk.run(do.AttachFiles((kept,), opportunity=card))
    with pytest.raises(FileFault, match="is not there any more"):
        desk.run(do.AttachFiles((do.KeptFile("other.pdf", "0" * 64, 5),), opportunity=card))
    with pytest.raises(NotFound):
        desk.run(do.AttachFiles((kept,), opportunity=999))


def test_content_that_vanished_is_told_and_found_by_check(desk: Desk, card: int, tmp_path: Path) -> None:
    kept = file_at(desk, tmp_path / "offer.pdf")
    desk.run(do.AttachFiles((kept,), opportunity=card))
    attachments.place_of(attachments.folder_of(desk.path), kept.sha256).unlink()
    assert [one.is_there for one in desk.read(deals.attachments, card)] == [False]
    assert desk.read(problems) == [
        "The content of the attachment “offer.pdf” is not whole in the folder “rep attachments”."
    ]


def test_files_of_a_lead_are_reachable_from_its_opportunity_and_stay_with_it_after(desk: Desk, tmp_path: Path) -> None:
    lead = add_lead(desk)
    confirm(desk, lead)
    desk.run(do.AttachFiles((file_at(desk, tmp_path / "before.pdf"),), lead=lead))
    card = added(desk, do.PromoteLead(lead))
    desk.run(do.AttachFiles((file_at(desk, tmp_path / "after.pdf", b"after"),), opportunity=card))
    assert sorted(one.name for one in desk.read(deals.attachments, card)) == ["after.pdf", "before.pdf"]
    desk.run(do.UnpromoteOpportunity(card))
    with desk._database.read() as connection:
        rows = connection.exec_driver_sql("SELECT name, lead_id, opportunity_id FROM attachment ORDER BY name").all()
    assert rows == [("after.pdf", lead, None), ("before.pdf", lead, None)]
    desk.undo()
    assert len(desk.read(deals.attachments, card)) == 2


def test_every_step_goes_back_and_forth(desk: Desk, card: int, tmp_path: Path) -> None:
    kept = file_at(desk, tmp_path / "offer.pdf")
    start = all_rows(desk.path)
    steps: list[do.Command] = [
        do.AddLine(card, {"description": "Suite"}),
        do.AddLine(card, {"unit_price_minor": 900}),
        do.ChangeLine(1, {"quantity_thousandths": 3_000}),
        do.ReorderLines(card, (2, 1)),
        do.DeleteLine(2),
        do.AddMember(card, "signs", person={"last_name": "Lee"}),
        do.ChangeRole(1, "decides"),
        do.RemoveMember(1),
        do.AddCompetitor(card, "Clinora"),
        do.ChangeCompetitor(1, {"notes": "Cheap"}),
        do.RemoveCompetitor(1),
        do.AttachFiles((kept,), opportunity=card),
        do.DetachFile(1),
    ]
    for step in steps:
        desk.run(step)
    end = all_rows(desk.path)
    for _ in steps:
        desk.undo()
    assert all_rows(desk.path) == start
    for _ in steps:
        desk.redo()
    assert all_rows(desk.path) == end
