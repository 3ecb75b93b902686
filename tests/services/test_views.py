"""Saved views keep what is shown under a name, and count what they let through."""

from __future__ import annotations

from collections.abc import Callable
from contextlib import AbstractContextManager
from datetime import date, datetime
from pathlib import Path

import pytest

from salesdesk.domain.errors import BadValue, NotFound, SalesDeskError
from salesdesk.domain.filters import EVERYTHING, AllOf, AnyOf, Condition, Filter, Not
from salesdesk.queries import views
from salesdesk.services import commands as do
from salesdesk.services.desk import Desk
from tests.pipelining import DISCOVERY, add_card
from tests.rows import all_rows

Counter = Callable[[], AbstractContextManager[list[str]]]
LARGE = Condition("amount", "at_least", (5_000_000, "USD"))
CLOSING = Condition("expected_close", "between", (date(2026, 10, 1), date(2026, 12, 31)))


def save(desk: Desk, name: str = "Closing this quarter", chosen: Filter = LARGE, **shown: object) -> int:
    """Save a view of the pipeline and return its number."""
    found = desk.run(do.SaveView(name, "pipeline", str(shown.pop("layout", "board")), chosen, **shown)).new_id  # type: ignore[arg-type]
    assert found is not None
    return found


def names(desk: Desk) -> list[str]:
    """Return the names of the views in their order."""
    return [view.name for view in desk.read(views.views)]


@pytest.mark.parametrize(
    "chosen", [EVERYTHING, LARGE, AllOf((CLOSING, Not(AnyOf((LARGE, Condition("text", "has", ("“ü”",)))))))]
)
def test_a_view_comes_back_as_it_was_saved(desk: Desk, chosen: Filter) -> None:
    number = save(desk, chosen=chosen, layout="table", sort=("amount", "-created"), columns=("name",), pipeline=1)
    (view,) = desk.read(views.views)
    assert view == views.SavedView(
        number, "Closing this quarter", "pipeline", "table", chosen, ("amount", "-created"), ("name",), 1
    )


def test_views_are_renamed_updated_ordered_and_forgotten(desk: Desk) -> None:
    first, second, third = (save(desk, name) for name in ("a", "b", "c"))
    desk.run(do.RenameView(second, "  B  again "))
    desk.run(do.UpdateView(first, "forecast", CLOSING, ("age",)))
    desk.run(do.ReorderViews((third, first, second)))
    assert names(desk) == ["c", "a", "B again"]
    updated = desk.read(views.views)[1]
    assert (updated.layout, updated.filter, updated.sort) == ("forecast", CLOSING, ("age",))
    desk.run(do.DeleteView(third))
    assert names(desk) == ["a", "B again"]


def test_each_change_of_a_view_is_one_step_that_can_be_undone(desk: Desk) -> None:
    number, other = save(desk, "a"), save(desk, "b")
    before = all_rows(Path(desk.path))
    for command in (
        do.SaveView("c", "leads", "list", EVERYTHING),
        do.UpdateView(number, "table", CLOSING),
        do.RenameView(number, "other"),
        do.ReorderViews((other, number)),
        do.DeleteView(number),
    ):
        desk.run(command)
        assert all_rows(Path(desk.path)) != before
        desk.undo()
        assert all_rows(Path(desk.path)) == before


@pytest.mark.parametrize(
    ("command", "words"),
    [
        (do.SaveView("  ", "pipeline", "board", LARGE), "needs a name"),
        (do.SaveView("x" * 61, "pipeline", "board", LARGE), "61 characters, and 60 fit"),
        (do.SaveView("CLOSING this quarter", "pipeline", "board", LARGE), "there is a view of that name"),
        (do.SaveView("x", "accounts", "board", LARGE), "use one of pipeline, leads"),
        (do.SaveView("x", "pipeline", "list", LARGE), "use one of board, table, forecast"),
        (do.SaveView("x", "leads", "list", Condition("rotting", "is")), "no such field"),
        (do.UpdateView(1, "calendar", LARGE), "use one of board"),
        (do.RenameView(1, ""), "needs a name"),
        (do.ReorderViews((1, 2)), "Look again"),
    ],
)
def test_what_cannot_be_a_view_is_refused_in_a_sentence(desk: Desk, command: do.Command, words: str) -> None:
    save(desk)
    before = all_rows(Path(desk.path))
    with pytest.raises(SalesDeskError, match=words):
        desk.run(command)
    assert all_rows(Path(desk.path)) == before


def test_a_view_of_a_pipeline_that_is_gone_is_refused(desk: Desk) -> None:
    with pytest.raises(NotFound):
        save(desk, pipeline=99)


def test_a_view_may_keep_its_own_name(desk: Desk) -> None:
    number = save(desk)
    desk.run(do.RenameView(number, "closing THIS quarter"))
    assert names(desk) == ["closing THIS quarter"]


def test_counts_are_those_of_open_records_in_the_pipeline_of_the_view(desk: Desk, count_queries: Counter) -> None:
    other = desk.run(do.AddPipeline("Renewals")).new_id
    assert other is not None
    add_card(desk, "large")
    add_card(desk, "large too", DISCOVERY)
    moved = add_card(desk, "large elsewhere")
    lost = add_card(desk, "large and lost")
    add_card(desk, "small", amount_minor=100)
    desk.run(do.MoveToPipeline((moved,), other))
    desk.run(do.LoseOpportunity(lost, "No budget"))
    desk.run(do.AddLead({"last_name": "Lindqvist", "source": "Webinar"}))
    for name, pipeline in (("here", 1), ("there", other), ("anywhere", None)):
        save(desk, name, pipeline=pipeline)
    webinar = Condition("source", "any_of", ("Webinar",))
    desk.run(do.SaveView("leads", "leads", "list", webinar))
    found = desk.read(views.views)
    with count_queries() as statements:
        counted = desk.read(views.counts, found, datetime.now().astimezone())
    assert [counted[view.id] for view in found] == [2, 1, 3, 1]
    assert len(statements) == 1


def test_without_views_nothing_is_asked(desk: Desk, count_queries: Counter) -> None:
    with count_queries() as statements:
        assert desk.read(views.counts, [], datetime.now().astimezone()) == {}
    assert statements == []


def test_a_filter_that_cannot_be_read_hides_its_view_and_no_other(desk: Desk) -> None:
    save(desk, "kept")
    number = save(desk, "broken")
    with desk._database.write() as connection:
        connection.exec_driver_sql("UPDATE saved_view SET filter = '{}' WHERE id = ?", (number,))
    assert names(desk) == ["kept"]
    with pytest.raises(BadValue):
        save(desk, "Broken")
