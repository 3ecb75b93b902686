"""A week at the board by mouse, and the same week by keyboard alone, end in the same rows."""

from __future__ import annotations

from pathlib import Path

import pytest

from salesdesk.bootstrap import open_desk
from salesdesk.paths import default_file
from salesdesk.services.commands import AddOpportunity
from tests.journeys import driver
from tests.journeys.driver import Rep, card_place
from tests.journeys.file import records, rows, steps, told
from tests.journeys.hands import ByKeys, ByMouse, Hands
from ui.dialogs.lost import LostDialog
from ui.dialogs.nurture import NurtureDialog
from ui.dialogs.won import WonDialog
from ui.views.pipeline import PipelinePage

QUALIFICATION, DISCOVERY, PROPOSAL, NEGOTIATION, WON, LOST = range(1, 7)
NO_BUDGET = 2
CARDS = (
    ("Lumen", QUALIFICATION),
    ("Brightwater", QUALIFICATION),
    ("Granite", DISCOVERY),
    ("Halvorsen", DISCOVERY),
    ("Kestrel", DISCOVERY),
    ("Castellan", PROPOSAL),
    ("Oakhurst", PROPOSAL),
    ("Vantage", NEGOTIATION),
    ("Juniper", NEGOTIATION),
)
pytestmark = [
    pytest.mark.timeout(240),
    # A menu wants what the offscreen plugin cannot do.
    pytest.mark.qt_log_ignore("This plugin does not support", extend=True),
]


def fill() -> Path:
    """Make the rep’s own file with the cards; return its path."""
    path = default_file()
    path.parent.mkdir(parents=True, exist_ok=True)
    desk = open_desk(path, create=True)
    for number, (name, stage) in enumerate(CARDS, 1):
        desk.run(AddOpportunity({"name": name, "stage_id": stage, "amount_minor": number * 1_000_000}))
    desk.close()
    return path


def work_a_week(hands: Hands) -> None:
    """Do what a rep does on a board from Monday to Friday."""
    hands.add(QUALIFICATION, "Cobalt – dispatch", "48,000.50")
    hands.add(NEGOTIATION, "Solano – crews", "9,500")
    hands.plan("Lumen", "Ask who signs")
    hands.edit("Halvorsen", "118,250")
    hands.advance("Granite")
    hands.lower("Castellan")
    hands.snooze("Kestrel")
    hands.advance_two(["Halvorsen", "Kestrel"])
    hands.win("Vantage")
    hands.lose("Juniper", NO_BUDGET)
    hands.nurture("Oakhurst", "Waits for the new budget")
    hands.delete("Brightwater")
    hands.undo()
    hands.delete("Lumen")


def test_a_week_by_mouse_and_a_week_by_keyboard_end_in_the_same_rows(
    rep: Rep, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    weeks = []
    for kind in (ByMouse, ByKeys):
        monkeypatch.setenv("SALESDESK_HOME", str(tmp_path / kind.__name__))
        path = fill()
        rep.start()
        driver.open_board(rep)
        work_a_week(kind(rep))
        rep.close()
        weeks.append((told(path), [one for one in steps(path) if not one[1]]))
    (by_mouse, mouse_steps), (by_keys, key_steps) = weeks
    assert by_mouse["order"] == by_keys["order"]
    assert by_mouse == by_keys
    assert mouse_steps == key_steps
    stages = {row["name"]: row["stage_id"] for row in by_mouse["opportunity"]}
    assert (stages["Vantage"], stages["Juniper"], stages["Oakhurst"]) == (WON, LOST, LOST)
    assert (stages["Granite"], stages["Halvorsen"], stages["Kestrel"]) == (PROPOSAL, PROPOSAL, PROPOSAL)


@pytest.mark.parametrize(
    "point", ["pressed", "picked up", 0, 1, 2, 3, "won", "lost", "nurture", "delete", "autoscroll"]
)
def test_esc_at_any_point_of_a_drag_leaves_every_row_as_it_was(rep: Rep, point: str | int) -> None:
    path = fill()
    rep.start()
    board = driver.open_board(rep)
    before, labels = records(path), steps(path)
    card = next(one for column in board.columns for one in column.list.cards.ids if one == 4)
    shown = [list(column.list.cards.ids) for column in board.columns]
    viewport, at = card_place(board, card)
    rep.take(viewport, at)
    if point != "pressed":
        rep.move(board, board.rect().center())
        assert board.drag.is_on
    if isinstance(point, int):
        target = board.columns[point].list.viewport()
        rep.move(target, target.rect().center())
    elif point in ("won", "lost", "nurture", "delete"):
        zone = getattr(board.bar, f"{point}_zone")
        rep.move(zone, zone.rect().center())
    elif point == "autoscroll":
        target = board.columns[1].list.viewport()
        rep.move(target, target.rect().center() * 2 - target.rect().topLeft() - target.rect().topLeft())
    rep.press("Escape")
    rep.let_go()
    assert not board.drag.is_on
    assert not board.bar.isVisible()
    assert [list(column.list.cards.ids) for column in board.columns] == shown
    assert (records(path), steps(path)) == (before, labels)
    assert board.current_id() == card
    assert board.columns[1].list.hasFocus()
    rep.close()
    assert records(path) == before


@pytest.mark.parametrize(("zone", "kind"), [("won", WonDialog), ("lost", LostDialog), ("nurture", NurtureDialog)])
def test_esc_in_a_sheet_leaves_every_row_and_the_card_in_its_place(
    rep: Rep, zone: str, kind: type[WonDialog | LostDialog | NurtureDialog]
) -> None:
    path = fill()
    rep.start()
    board = driver.open_board(rep)
    before, labels = records(path), steps(path)
    shown = [list(column.list.cards.ids) for column in board.columns]
    rep.take(*card_place(board, 4))
    rep.move(board, board.rect().center())
    target = getattr(board.bar, f"{zone}_zone")
    rep.move(target, target.rect().center())
    rep.let_go()
    rep.dialog(kind)
    rep.press("Escape")
    board = rep.page(PipelinePage).board
    assert [list(column.list.cards.ids) for column in board.columns] == shown
    assert board.current_id() == 4
    rep.wait(board.columns[1].list.hasFocus)
    assert (records(path), steps(path)) == (before, labels)


def test_a_loss_taken_back_puts_the_card_where_it_stood_with_the_focus_on_it(rep: Rep) -> None:
    path = fill()
    rep.start()
    driver.open_board(rep)
    before = records(path)
    hands = ByKeys(rep)
    hands.lose("Oakhurst", NO_BUDGET)
    assert rows(path, "SELECT stage_id FROM opportunity WHERE name = 'Oakhurst'") == [(LOST,)]
    hands.undo()
    assert hands.board.current_id() == hands.card("Oakhurst")
    assert records(path) == before
