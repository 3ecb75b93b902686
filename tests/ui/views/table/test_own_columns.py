"""Fields of the rep’s own are columns: shown when asked for, ordered, edited by type, and gone with the field."""

from __future__ import annotations

from collections.abc import Callable
from contextlib import AbstractContextManager
from datetime import date

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QAbstractItemModelTester

from salesdesk.queries import custom_fields
from salesdesk.services.commands import AddCustomField, ChangeCustomField, DeleteCustomField, SetCustomValues
from tests.pipelining import add_card
from tests.rows import all_rows
from tests.ui.views.table.conftest import KEY, World
from ui.views.table.opportunities import OpportunityTable
from ui.widgets.date_field import DateField
from ui.widgets.fields import ChoiceField

# The offscreen plugin warns of every popup.
pytestmark = pytest.mark.qt_log_ignore("This plugin does not support", extend=True)
Counter = Callable[[], AbstractContextManager[list[str]]]


def add(world: World, name: str, type_name: str = "text", *choices: str) -> str:
    """Add a field of opportunities and return what its column is called."""
    done = world.session.run(AddCustomField("opportunity", name, type_name, choices))
    assert done is not None
    return f"own:{done.new_id}"


def show(world: World, key: str) -> None:
    """Tick a column in the menu."""
    world.table.columns_menu.column_toggled.emit(key, True)


def cell(world: World, record: int, key: str) -> object:
    """Return what a cell says."""
    model = world.table.model
    return model.index(model.row_of(record), model.column_of(key)).data()


def held(world: World, record: int) -> dict[int, str]:
    """Return what the file keeps of a record."""
    return world.desk.read(custom_fields.texts, "opportunity", [record]).get(record, {})


def titles(world: World) -> list[str]:
    """Return the titles of the columns that show."""
    model = world.table.model
    return [model.plan(key).title for key in world.table.shown_columns()]


def test_a_new_field_is_in_the_menu_and_hidden_until_it_is_ticked(world: World) -> None:
    shown = world.table.shown_columns()
    key = add(world, "R&D")
    assert world.table.shown_columns() == shown
    texts = [action.text() for action in world.table.columns_menu.actions()]
    assert "R&&D" in texts
    show(world, key)
    assert world.table.shown_columns() == (*shown, key)
    assert cell(world, world.ids[0], key) == "–"
    world.session.run(SetCustomValues("opportunity", world.ids[0], {"R&D": "Mainz"}))
    assert cell(world, world.ids[0], key) == "Mainz"


def test_a_column_stays_where_it_was_put_as_wide_as_it_was_made(world: World) -> None:
    key = add(world, "Depot")
    show(world, key)
    header, model = world.table.header, world.table.model
    header.move_section(model.column_of(key), -1)
    world.table.rows.setColumnWidth(model.column_of(key), 222)
    header.arranged.emit()
    shown = world.table.shown_columns()
    again = OpportunityTable(world.session)
    again.load()
    assert again.shown_columns() == shown
    assert shown[-1] != key
    assert again.rows.columnWidth(again.model.column_of(key)) == 222
    again.deleteLater()


@pytest.mark.parametrize(
    ("type_name", "said", "is_right"),
    [("number", "1,200", True), ("money", "€48,000", True), ("date", "15 Jan 2027", True), ("yes_no", "Yes", False)],
)
def test_a_cell_says_its_value_as_other_columns_do(world: World, type_name: str, said: str, is_right: bool) -> None:
    key = add(world, "Own", type_name)
    values = {"number": 1200, "money": "48000 EUR", "date": date(2027, 1, 15), "yes_no": True}
    world.session.run(SetCustomValues("opportunity", world.ids[0], {"Own": values[type_name]}))
    show(world, key)
    assert cell(world, world.ids[0], key) == said
    assert world.table.model.plan(key).is_right is is_right


@pytest.mark.parametrize(
    ("type_name", "typed", "kept"),
    [
        ("text", "  by hand ", "by hand"),
        ("number", "1,200.5", "1200.5"),
        ("money", "48000 EUR", "4800000 EUR"),
        ("date", "15 Jan 2027", "2027-01-15"),
    ],
)
def test_f2_edits_a_cell_by_the_type_of_its_field_as_one_step(
    world: World, type_name: str, typed: str, kept: str
) -> None:
    key, card = add(world, "Own", type_name), world.ids[1]
    show(world, key)
    before = all_rows(world.desk.path)
    world.go(card, key)
    world.press(KEY.Key_F2)
    assert isinstance(world.field(), DateField) is (type_name == "date")
    world.write(typed)
    world.press(KEY.Key_Return)
    assert list(held(world, card).values()) == [kept]
    world.press(KEY.Key_F2)
    world.press(KEY.Key_Return)
    assert world.session.undo_label() == "Change Own of “Castellan – claims team”", "nothing typed is no step"
    world.session.undo()
    assert all_rows(world.desk.path) == before


def test_a_choice_and_a_yes_are_chosen_and_taken_away_again(world: World) -> None:
    card = world.ids[0]
    for key, wanted, kept in (
        (add(world, "Size", "choice", "Small", "Large"), "Large", "Large"),
        (add(world, "Pilot", "yes_no"), "yes", "yes"),
    ):
        show(world, key)
        for value, expected in ((wanted, [kept]), ("", [])):
            world.table.edit_cell(card, key)
            opened = world.table.editing.open_field
            assert opened is not None
            assert isinstance(opened.field, ChoiceField)
            opened.field.hidePopup()
            opened.field.set_choice(value)
            world.table.editing.commit()
            assert list(held(world, card).values()) == expected


@pytest.mark.parametrize(
    ("type_name", "typed"),
    [("number", "many"), ("money", "lots"), ("date", "31 Feb 2027"), ("number", "1234567890123456789")],
)
def test_what_a_field_cannot_hold_is_said_below_the_cell_and_stays(world: World, type_name: str, typed: str) -> None:
    key, card = add(world, "Own", type_name), world.ids[0]
    show(world, key)
    world.go(card, key)
    world.press(KEY.Key_F2)
    world.write(typed)
    world.press(KEY.Key_Return)
    assert world.field().text() == typed
    assert world.table.editing.bubble.line.text()
    assert held(world, card) == {}
    world.press(KEY.Key_Escape)
    assert world.table.editing.open_field is None


def test_a_column_that_shows_follows_its_field(world: World) -> None:
    key = add(world, "Fleet")
    world.session.run(SetCustomValues("opportunity", world.ids[0], {"Fleet": "1200"}))
    show(world, key)
    field = next(iter(world.table.model.own.shown))
    world.session.run(ChangeCustomField(field, {"name": "Places"}))
    assert titles(world)[-1] == "Places"
    assert cell(world, world.ids[0], key) == "1200"
    world.session.run(ChangeCustomField(field, {"type": "number"}))
    assert cell(world, world.ids[0], key) == "1,200"
    assert world.table.model.plan(key).is_right


def test_a_column_goes_with_its_field_while_it_is_sorted_by_focused_and_edited(world: World) -> None:
    model = world.table.model
    QAbstractItemModelTester(model, QAbstractItemModelTester.FailureReportingMode.Fatal, model)
    key, other = add(world, "Fleet", "number"), add(world, "Depot")
    for one in (key, other):
        show(world, one)
    world.table.sort_by(((key, True), (other, False)))
    world.table.header.choose(model.column_of(other))
    world.go(world.ids[2], key)
    world.press(KEY.Key_F2)
    world.write("12")
    world.session.run(DeleteCustomField(int(key.removeprefix("own:"))))
    assert world.table.editing.open_field is None
    assert model.order == ((other, False),)
    assert titles(world)[-1] == "Depot"
    world.session.run(DeleteCustomField(int(other.removeprefix("own:"))))
    assert model.order, "it sorts as it does at first"
    assert world.table.rows.current_id() == world.ids[2]
    assert world.table.rows.current_key() in world.table.shown_columns()
    world.press(KEY.Key_F2)
    world.press(KEY.Key_Escape)
    world.session.undo()
    world.session.undo()
    assert titles(world)[-2:] == ["Fleet", "Depot"], "undo brings the columns back as they stood"
    assert world.refusals == []


def test_a_value_that_sorts_moves_its_row(world: World) -> None:
    key = add(world, "Fleet", "number")
    show(world, key)
    world.table.sort_by(((key, True),))
    world.session.run(SetCustomValues("opportunity", world.ids[3], {"Fleet": 9}))
    world.session.run(SetCustomValues("opportunity", world.ids[1], {"Fleet": 10}))
    assert world.table.model.ids[:2] == [world.ids[1], world.ids[3]]


def test_only_shown_fields_are_read_with_one_statement_a_page(world: World, count_queries: Counter) -> None:
    for number in range(200):
        add_card(world.desk, f"Card {number}", 1)
    first, second = add(world, "First"), add(world, "Second")
    model = world.table.model

    def statements_of_a_page() -> int:
        model.load()
        with count_queries() as statements:
            model.row_at(100)
            model.row_at(101)
        return len(statements)

    without = statements_of_a_page()
    show(world, first)
    show(world, second)
    assert statements_of_a_page() == without + 1
    world.table.columns_menu.column_toggled.emit(first, False)
    world.table.columns_menu.column_toggled.emit(second, False)
    assert statements_of_a_page() == without


def test_a_long_name_is_told_by_its_title(world: World) -> None:
    name = "The name of the person who signs for the depot in Rotterdam"
    key = add(world, name)
    show(world, key)
    model = world.table.model
    tip = model.headerData(model.column_of(key), Qt.Orientation.Horizontal, Qt.ItemDataRole.ToolTipRole)
    assert tip == name
