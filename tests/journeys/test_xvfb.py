"""A real pointer drags a card in the real program, started as a user starts it."""

from __future__ import annotations

import json
import subprocess
import sys
from collections.abc import Callable, Iterator
from functools import partial
from pathlib import Path

import pytest

from salesdesk.bootstrap import open_desk
from salesdesk.queries import board
from salesdesk.services.commands import FillWithSample, MoveOpportunities
from tests.journeys.file import Rows, records, rows, steps
from tests.journeys.screen import ROOT, Running, Screen, virtual_screen, wait

pytestmark = pytest.mark.xvfb

# A window of 1440 × 900: a sidebar of 256 and its edge, then four columns 277 wide with 12 between and 20 around them.
WINDOW_WIDTH, SIDEBAR, PADDING, GAP = 1440, 257, 20, 12
COLUMN = (WINDOW_WIDTH - SIDEBAR - 2 * PADDING - 3 * GAP) / 4
QUALIFICATION, DISCOVERY, PROPOSAL, NEGOTIATION, WON = range(1, 6)
# Within the first card of a column, with small and with large fonts.
FIRST_CARD_Y = 215
DROP_BAR = (SIDEBAR + PADDING, 822, WINDOW_WIDTH - PADDING, 882)
WON_ZONE_BOX = (DROP_BAR[0], DROP_BAR[1], 540, DROP_BAR[3])
# Blue, green, red.
WON_COLOUR = bytes.fromhex("47721c")
WON_ZONE, LOST_ZONE = range(2)
# Near the foot of a column while the drop bar is up, where the column scrolls under a card.
AUTOSCROLL_Y = 740
LONG_COLUMN = 2000
FITTING_ROWS = 6
TOAST = (828, 832, 868, 834)
TOAST_COLOUR = bytes.fromhex("2c2826")

Start = Callable[[], Running]


def column_middle(stage: int) -> int:
    """Return the middle of a column of the board, in the window."""
    return round(SIDEBAR + PADDING + (stage - 1) * (COLUMN + GAP) + COLUMN / 2)


def first_card(stage: int) -> tuple[int, int]:
    """Return a point of the first card of a column, in the window."""
    return column_middle(stage), FIRST_CARD_Y


def zone_middle(place: int) -> tuple[int, int]:
    """Return the middle of a zone of the drop bar, by its place."""
    left, top, right, bottom = DROP_BAR
    return round(left + (right - left) * (place + 0.5) / 4), (top + bottom) // 2


@pytest.fixture(scope="module")
def screen(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Screen]:
    """Give a virtual screen."""
    with virtual_screen(tmp_path_factory.mktemp("screen") / "picture") as made:
        yield made


@pytest.fixture
def file(tmp_path: Path) -> Path:
    """Give a file with the sample data, made by the command line."""
    path = tmp_path / "desk.salesdesk"
    salesdesk("sample", "--leads", "38", "--opportunities", "18", "--seed", "1", "--file", str(path))
    return path


@pytest.fixture
def start(screen: Screen, file: Path, tmp_path: Path) -> Iterator[Start]:
    """Give a way to start the program on that file; it shows its cards once this returns."""
    running: list[Running] = []

    def started() -> Running:
        program = Running(screen, file, tmp_path / "home")
        running.append(program)
        program.focus()
        for stage in range(QUALIFICATION, WON):
            wait(partial(shows_card, program, stage), "cards in every column")
        return program

    yield started
    # A test that broke off in mid-drag leaves no button down for the next.
    screen.do("mouseup", 1)
    for program in running:
        program.clear_away()


def salesdesk(*words: str) -> str:
    """Run the program without a screen and return what it prints."""
    line = [sys.executable, "-m", "salesdesk", *words]
    return subprocess.run(line, cwd=ROOT, check=True, capture_output=True, text=True).stdout


def first_in(file: Path, stage: int) -> tuple[int, str]:
    """Return number and name of the card on top of a column."""
    query = "SELECT id, name FROM opportunity WHERE stage_id = ? AND deleted_at IS NULL ORDER BY rank, id LIMIT 1"
    ((number, name),) = rows(file, query, stage)
    return number, name


def standing(file: Path, card: int) -> tuple[int, int]:
    """Return stage and probability of a card."""
    ((stage, probability),) = rows(file, "SELECT stage_id, probability FROM opportunity WHERE id = ?", card)
    return stage, probability


def everything(file: Path) -> dict[str, Rows]:
    """Return every row of every table, those of the journal and of the search index included."""
    names = rows(file, "SELECT name FROM sqlite_master WHERE type = 'table'")
    return {name: rows(file, f"SELECT * FROM {name}") for (name,) in names}


def shows_toast(program: Running) -> bool:
    """Tell whether a toast is up."""
    return {pixel[:3] for pixel in program.seen(TOAST)} == {TOAST_COLOUR}


def drag(program: Running) -> None:
    """Drag the first card of Discovery to the top of Proposal with the pointer, and let it go."""
    program.carry(first_card(DISCOVERY), first_card(PROPOSAL))
    program.let_go()


def test_a_pointer_drags_a_card_to_proposal_and_ctrl_z_takes_it_back(start: Start, file: Path) -> None:
    card, name = first_in(file, DISCOVERY)
    before = records(file)
    program = start()
    drag(program)
    wait(lambda: standing(file, card) == (PROPOSAL, 50), "the move in the file")
    history = "SELECT stage_id, left_at IS NULL FROM stage_history WHERE opportunity_id = ? ORDER BY id DESC LIMIT 2"
    assert rows(file, history, card) == [(PROPOSAL, 1), (DISCOVERY, 0)]
    assert steps(file)[-1] == (f"Move “{name}” to Proposal", False)
    touched = "SELECT DISTINCT table_name FROM journal_row WHERE entry_id = (SELECT max(id) FROM journal_entry)"
    assert set(rows(file, touched)) == {("opportunity",), ("stage_history",)}
    changed = {table for table, found in records(file).items() if found != before[table]}
    assert changed == {"opportunity", "stage_history"}
    program.press("ctrl+z")
    wait(lambda: steps(file)[-1] == (f"Move “{name}” to Proposal", True), "the undo in the file")
    assert records(file) == before
    program.close()


def shows_card(program: Running, stage: int) -> bool:
    """Tell whether there is a card on top of a column."""
    return len(set(card_pixels(program, stage))) > 20


def shows_drop_bar(program: Running) -> bool:
    """Tell whether the bar of a drag is up, by the colour that its first zone alone has."""
    return WON_COLOUR in {pixel[:3] for pixel in program.seen(WON_ZONE_BOX)}


def test_esc_in_mid_drag_leaves_every_row_as_it_was(start: Start, file: Path) -> None:
    card, _ = first_in(file, DISCOVERY)
    program = start()
    before = everything(file)
    program.carry(first_card(DISCOVERY), first_card(PROPOSAL))
    wait(lambda: shows_drop_bar(program), "the bar of a drag")
    program.press("Escape")
    wait(lambda: not shows_drop_bar(program), "the end of the drag")
    program.let_go()
    program.close()
    assert everything(file) == before
    assert standing(file, card) == (DISCOVERY, 25)


def test_a_kill_right_after_a_drop_loses_nothing_that_was_shown(start: Start, file: Path) -> None:
    card, name = first_in(file, DISCOVERY)
    program = start()
    drag(program)
    wait(lambda: shows_toast(program), "the toast of the move")
    program.kill()
    assert standing(file, card) == (PROPOSAL, 50)
    assert json.loads(salesdesk("check", "--json", "--file", str(file)))["ok"]
    again = start()
    again.press("ctrl+z")
    wait(lambda: steps(file)[-1] == (f"Move “{name}” to Proposal", True), "the undo after the new start")
    assert standing(file, card) == (DISCOVERY, 25)
    again.close()


def card_pixels(program: Running, stage: int) -> list[bytes]:
    """Return how the first card of a column looks, without its edge."""
    x, y = first_card(stage)
    return program.seen((x - 110, y - 40, x + 110, y + 20))


def test_a_drop_on_lost_and_esc_puts_the_card_back_in_its_place(start: Start, file: Path) -> None:
    program = start()
    before, looks = everything(file), card_pixels(program, DISCOVERY)
    program.carry(first_card(DISCOVERY), zone_middle(LOST_ZONE))
    wait(lambda: card_pixels(program, DISCOVERY) != looks, "the space the card left")
    program.let_go()
    program.focus_on("Mark as lost")
    program.press("Escape")
    wait(lambda: program.windows("Mark as lost") == [], "the end of the sheet")
    wait(lambda: card_pixels(program, DISCOVERY) == looks, "the card in its place")
    program.focus()
    program.close()
    assert everything(file) == before


def test_a_drop_on_won_is_confirmed_and_taken_back(start: Start, file: Path) -> None:
    card, name = first_in(file, DISCOVERY)
    before = records(file)
    program = start()
    program.carry(first_card(DISCOVERY), zone_middle(WON_ZONE))
    program.let_go()
    program.focus_on("Mark as won")
    program.press("ctrl+Return")
    wait(lambda: standing(file, card) == (WON, 100), "the win in the file")
    assert name in steps(file)[-1][0]
    program.focus()
    program.press("ctrl+z")
    wait(lambda: standing(file, card) == (DISCOVERY, 25), "the undo in the file")
    assert records(file) == before
    program.close()


def test_a_card_held_at_the_foot_of_a_column_of_two_thousand_scrolls_it_and_lands_there(
    start: Start, file: Path
) -> None:
    refill(file, PROPOSAL, LONG_COLUMN)
    card, _ = first_in(file, DISCOVERY)
    program = start()
    x = column_middle(PROPOSAL)
    views: set[int] = set()

    def has_scrolled_far() -> bool:
        views.add(hash(tuple(program.seen((x - 110, 300, x + 110, 700)))))
        return len(views) > 60

    program.carry(first_card(DISCOVERY), (x, AUTOSCROLL_Y))
    wait(has_scrolled_far, "the column under the card")
    program.let_go()
    wait(lambda: standing(file, card) == (PROPOSAL, 50), "the move in the file")
    query = "SELECT id FROM opportunity WHERE stage_id = ? AND deleted_at IS NULL ORDER BY rank, id"
    order = [number for (number,) in rows(file, query, PROPOSAL)]
    assert len(order) > LONG_COLUMN
    assert FITTING_ROWS < order.index(card) < len(order) - 1
    program.press("ctrl+z")
    wait(lambda: standing(file, card) == (DISCOVERY, 25), "the undo in the file")
    program.close()


def refill(file: Path, stage: int, count: int) -> None:
    """Make the file anew, with many cards in a stage and some in the others."""
    for part in file.parent.glob(f"{file.name}*"):
        part.unlink()
    desk = open_desk(file, create=True)
    desk.run(FillWithSample(10, 2 * count, seed=2))
    open_stages = range(QUALIFICATION, WON)
    ids = {one: found[20:] for one, found in desk.read(board.card_ids, open_stages).items() if one != stage}
    desk.run(MoveOpportunities(tuple(one for found in ids.values() for one in found), stage))
    desk.close()
