"""The screens of the pipeline page: filters, density, currencies, narrow windows, large letters."""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from pathlib import Path

from PySide6.QtCore import Qt

from salesdesk.domain.filters import AllOf, Condition
from salesdesk.services.commands import AddPipeline, EnterRate, SaveView, SetOpportunity
from tests.screens.stage import Scene, Stage, in_large_letters
from ui.views.pipeline import PipelinePage

THIS_QUARTER = Condition("expected_close", "during", ("this_quarter",))


def pipeline_page(stage: Stage) -> PipelinePage:
    """Show the pipeline and return its page once it has settled."""
    stage.show("pipeline")
    page = stage.window.pages.pipeline
    assert page is not None
    return page


def board_filtered(stage: Stage, folder: Path) -> None:
    """Narrow the board, and stand on a chip."""
    page = pipeline_page(stage)
    close = Condition("expected_close", "by", (date(2027, 2, 8),))
    page.set_filter(AllOf((close, Condition("amount", "at_least", (4_000_000, "USD")))))
    page.filters.row.focus_place(1)


def board_empty(stage: Stage, folder: Path) -> None:
    """Narrow the board until nothing is left."""
    page = pipeline_page(stage)
    words = Condition("text", "has", ("halvorsen",))
    large = Condition("amount", "at_least", (20_000_000, "USD"))
    page.set_filter(AllOf((words, large, Condition("next_step", "any_of", ("today",)))))
    page.setFocus(Qt.FocusReason.TabFocusReason)


def board_compact(stage: Stage, folder: Path) -> None:
    """Show lower cards, with the menu that chooses them."""
    page = pipeline_page(stage)
    page.set_compact(True)
    page.board.focus_card(stage.find("opportunity", "Castellan"))
    page.display_button.showMenu()


def board_currencies(stage: Stage, folder: Path) -> None:
    """Convert euros, leave yen apart, and switch between two pipelines."""
    page = pipeline_page(stage)
    name = "A name of sixty characters, as long as names are ever given!"
    stage.session.run(SetOpportunity(stage.find("opportunity", "Granite"), {"currency": "EUR", "name": name}))
    stage.session.run(SetOpportunity(stage.find("opportunity", "Kestrel"), {"currency": "JPY"}))
    stage.session.run(SetOpportunity(stage.find("opportunity", "Basalt"), {"amount_minor": 987_654_321_00}))
    stage.session.run(EnterRate("EUR", "USD", Decimal("1.0842"), date(2026, 11, 3)))
    stage.session.run(AddPipeline("Renewals"))
    page.set_one_currency(True)


def save_views(stage: Stage) -> PipelinePage:
    """Save some views, open the first, and wait for their counts."""
    page = pipeline_page(stage)
    for name, kind, layout, chosen in (
        ("Closing this quarter", "pipeline", "board", THIS_QUARTER),
        ("Rotting", "pipeline", "forecast", Condition("rotting", "is")),
        ("No next step", "pipeline", "board", Condition("next_step", "any_of", ("none",))),
        ("A name of sixty characters, as long as names are ever given!", "pipeline", "board", Condition("bant", "is")),
    ):
        stage.session.run(SaveView(name, kind, layout, chosen, ("rank",)))
    stage.window.saved_views.open(1)
    section = stage.window.sidebar.saved_views
    assert section is not None
    stage.wait(lambda: section.rows[1].count())
    return page


def saved_view(stage: Stage, folder: Path) -> None:
    """Show a saved view among others."""
    save_views(stage)


def save_view(stage: Stage, folder: Path) -> None:
    """Ask for the name of a view that differs from the one that was opened."""
    page = save_views(stage)
    page.set_filter(AllOf((THIS_QUARTER, Condition("amount", "at_least", (3_000_000, "USD")))))
    page.filters.save_button.click()


def board_narrow(stage: Stage, folder: Path) -> None:
    """Show the board in the smallest window, narrowed."""
    stage.window.resize(1024, 680)
    board_filtered(stage, folder)


PIPELINE_SCENES: dict[str, Scene] = {
    "board-filtered": board_filtered,
    "board-empty": board_empty,
    "board-compact": board_compact,
    "board-currencies": board_currencies,
    "saved-view": saved_view,
    "save-view": save_view,
    "board-1024": board_narrow,
    "board-200": in_large_letters(board_filtered),
}
