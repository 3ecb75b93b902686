"""A card is painted as the design draws it, in each of its states."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
from PySide6.QtCore import QLocale, QRectF
from PySide6.QtGui import QImage, QPainter
from PySide6.QtWidgets import QApplication

from salesdesk.domain.activities import NextStep
from salesdesk.queries.board import Card, Stage
from ui import theme
from ui.delegates.card import CardPainter, CardState

NOW = datetime(2026, 11, 10, 9, 42, tzinfo=ZoneInfo("UTC"))
TODAY = NOW.date()
STAGE = Stage(3, "Proposal", "open", 50, 14, "st_proposal", 2)
WIDTH = 259


def card(**other: object) -> Card:
    """Return a card that is on its way and has nothing to complain about."""
    given: dict[str, object] = {
        "id": 1,
        "title": "Castellan – claims team",
        "account": "Castellan Insurance",
        "stage_id": 3,
        "amount_minor": 8_400_000,
        "currency": "USD",
        "probability": 50,
        "expected_close": date(2026, 11, 27),
        "next_step": NextStep("call", "", date(2026, 11, 13)),
        "bant": "yyyy",
        "entered_stage_at": NOW - timedelta(days=5),
        "touched_at": None,
    }
    return Card(**{**given, **other})  # type: ignore[arg-type]


@pytest.fixture(params=["light", "dark"])
def painter(request: pytest.FixtureRequest, qapp: QApplication) -> Iterator[CardPainter]:
    """Give a painter in each theme, in British English."""
    before = QLocale()
    QLocale.setDefault(QLocale("en_GB"))
    theme.apply(qapp, request.param)
    yield CardPainter()
    theme.apply(qapp, "light")
    QLocale.setDefault(before)


def paint(painter: CardPainter, shown: Card, state: CardState | None = None) -> QImage:
    """Return a picture of a card with 8 px of column around it."""
    height = painter.look.height
    image = QImage(WIDTH + 16, height + 16, QImage.Format.Format_RGB32)
    image.fill(theme.current().color("well"))
    canvas = QPainter(image)
    words = painter.fit(shown, STAGE, NOW, WIDTH)
    painter.paint(canvas, QRectF(8, 8, WIDTH, height), words, state or CardState())
    canvas.end()
    return image


def has(image: QImage, role: str) -> bool:
    """Tell whether a picture has a pixel of exactly this colour."""
    wanted = theme.current().color(role).rgb()
    return any(image.pixel(x, y) == wanted for x in range(image.width()) for y in range(image.height()))


def test_a_healthy_card_has_no_warning_colour(painter: CardPainter) -> None:
    image = paint(painter, card())
    for role in ("danger", "warning", "accent_text", "warning_subtle"):
        assert not has(image, role), role
    assert image.pixel(8 + 60, 8 + 6) == theme.current().color("surface").rgb()
    assert image.pixel(8 + 60, 8) == theme.current().color("border").rgb()


def test_the_height_is_that_of_the_design_with_its_font(painter: CardPainter) -> None:
    unit = theme.current().type.unit
    assert painter.look.height == pytest.approx(36 + 68 * unit, abs=2)


@pytest.mark.parametrize(
    ("other", "role"),
    [
        ({"next_step": NextStep("call", "", date(2026, 11, 6))}, "danger"),
        ({"next_step": NextStep("call", "", TODAY)}, "accent_text"),
        ({"next_step": None}, "warning"),
        ({"expected_close": date(2026, 11, 6)}, "danger"),
        ({"bant": "yyyn"}, "danger"),
        ({"next_step": None, "entered_stage_at": NOW - timedelta(days=22)}, "warning_subtle"),
    ],
)
def test_what_is_wrong_has_its_colour(painter: CardPainter, other: dict[str, object], role: str) -> None:
    assert has(paint(painter, card(**other)), role)


def test_a_rotting_card_counts_days_and_days_over(painter: CardPainter) -> None:
    rotting = card(next_step=None, entered_stage_at=NOW - timedelta(days=22))
    words = painter.fit(rotting, STAGE, NOW, WIDTH)
    assert (words.age, words.is_rotting, words.step) == ("22 d, 8 over", True, "No next step")


def test_a_planned_step_suspends_rotting(painter: CardPainter) -> None:
    words = painter.fit(card(entered_stage_at=NOW - timedelta(days=22)), STAGE, NOW, WIDTH)
    assert (words.age, words.is_rotting) == ("22 d", False)


def test_a_long_activity_gives_way_to_its_time(painter: CardPainter) -> None:
    step = NextStep("task", "Send the revised proposal with the new discount table", TODAY)
    words = painter.fit(card(next_step=step), STAGE, NOW, WIDTH)
    assert words.step.endswith("… today")
    assert words.is_elided


def test_where_there_is_no_room_the_icon_speaks_for_the_kind(painter: CardPainter) -> None:
    meeting = card(next_step=NextStep("meeting", "", date(2026, 11, 13)))
    assert painter.fit(meeting, STAGE, NOW, 320).step == "Meeting Fri 13 Nov"
    narrow = painter.fit(meeting, STAGE, NOW, 190)
    assert narrow.step == "Fri 13 Nov"
    assert narrow.is_elided


def test_the_states_have_their_edges(painter: CardPainter) -> None:
    edge = (8 + 60, 8)
    look = theme.current()
    hovered = paint(painter, card(), CardState(is_hovered=True))
    assert hovered.pixel(*edge) == look.color("accent_border").rgb()
    selected = paint(painter, card(), CardState(is_selected=True))
    assert selected.pixel(*edge) == look.color("accent").rgb()
    assert selected.pixel(8 + 60, 8 + 6) == look.color("selection").rgb()
    ringed = paint(painter, card(), CardState(has_ring=True))
    assert ringed.pixel(8 + 60, 8 - 3) == look.color("focus").rgb()
    assert paint(painter, card()).pixel(8 + 60, 8 - 3) == look.color("well").rgb()


def test_a_ghost_is_the_dashed_space_the_card_left(painter: CardPainter) -> None:
    image = paint(painter, card(), CardState(is_ghost=True))
    assert image.pixel(8 + 60, 8 + 6) == theme.current().color("well").rgb()
    top = [image.pixel(x, 8) for x in range(30, 100)]
    assert theme.current().color("well").rgb() in top
    assert len(set(top)) > 1
    assert not has(image, "text")


def test_the_card_in_the_hand_brings_its_shadow_and_its_count(painter: CardPainter) -> None:
    words = painter.fit(card(), STAGE, NOW, WIDTH)
    picture, corner = painter.lifted(words, WIDTH, 1, 1.0)
    alone = picture.toImage().convertToFormat(QImage.Format.Format_ARGB32)
    below = alone.pixelColor(int(corner.x()) + 100, int(corner.y()) + painter.look.height + 8)
    assert 0 < below.alpha() < 255
    assert alone.pixelColor(int(corner.x()) + 60, int(corner.y()) + 6).alpha() == 255
    several = painter.lifted(words, WIDTH, 3, 1.0)[0].toImage().convertToFormat(QImage.Format.Format_ARGB32)
    assert several != alone


def test_the_words_are_fitted_once_until_something_changes(painter: CardPainter) -> None:
    shown = card()
    first = painter.fit(shown, STAGE, NOW, WIDTH)
    assert painter.fit(shown, STAGE, NOW, WIDTH) is first
    assert painter.fit(shown, STAGE, NOW, WIDTH - 40) is not first
    painter.forget()
    assert painter.fit(shown, STAGE, NOW + timedelta(days=1), WIDTH).age == "6 d"
