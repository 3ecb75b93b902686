"""Leads as a table, by key and mouse: what is shown, edited, and done to several in one undo."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import timedelta
from typing import TypeVar

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtTest import QAbstractItemModelTester, QTest
from PySide6.QtWidgets import QApplication, QMainWindow, QPushButton, QWidget
from pytestqt.qtbot import QtBot

from salesdesk.domain.filters import AllOf, Condition
from salesdesk.services.commands import (
    AddLead,
    DeleteLeads,
    DisqualifyLead,
    LogActivity,
    NurtureLead,
    PlanActivity,
    PlannedStep,
    SetLead,
    SetLifecycle,
)
from salesdesk.services.desk import Desk
from tests.pipelining import row
from tests.rows import all_rows
from ui.preferences import Preferences
from ui.session import DeskSession
from ui.views.leads import LeadsPage
from ui.views.record.step_editor import StepEditor
from ui.views.table.lead_deeds import DEEDS
from ui.views.table.leads import LeadTable
from ui.views.table.tag_popover import TagPopover
from ui.widgets.fields import ChoiceField, LineField
from ui.widgets.name_popover import NamePopover

Key = Qt.Key
NONE, SHIFT, CONTROL = (
    Qt.KeyboardModifier.NoModifier,
    Qt.KeyboardModifier.ShiftModifier,
    Qt.KeyboardModifier.ControlModifier,
)
PEOPLE: tuple[tuple[str, str, dict[str, object]], ...] = (
    ("Ann", "Acorn", {"title": "Director of Operations", "employees": 420, "source": "webinar"}),
    ("Bea", "Birch", {"title": "Head of Service", "source": "Fairs & shows"}),
    ("Cy", "Cedar", {"email": "cy@cedar.example"}),
    ("Dan", "Dogwood", {}),
)
W = TypeVar("W", bound=QWidget)
# The offscreen plugin warns of every popup.
pytestmark = pytest.mark.qt_log_ignore("This plugin does not support", extend=True)


@dataclass
class World:
    """The page on its table, what it asked for, and what the file says."""

    desk: Desk
    session: DeskSession
    window: QMainWindow
    page: LeadsPage
    ids: list[int]
    asked: list[tuple[str, object]] = field(default_factory=list)
    toasts: list[str] = field(default_factory=list)

    @property
    def table(self) -> LeadTable:
        """The table of the page."""
        return self.page.table_area.table

    def press(self, key: Qt.Key, keys: Qt.KeyboardModifier = NONE) -> None:
        """Press a key where the focus is."""
        focused = QApplication.focusWidget()
        assert focused is not None
        QTest.keyClick(focused, key, keys)

    def go(self, lead: int, key: str) -> None:
        """Make a cell current."""
        model = self.table.model
        self.table.rows.go(model.row_of(lead), column=model.column_of(key))
        self.table.rows.setFocus(Qt.FocusReason.ShortcutFocusReason)

    def cell(self, lead: int, key: str) -> str:
        """Return what a cell says."""
        model = self.table.model
        return str(model.index(model.row_of(lead), model.column_of(key)).data())

    def tick(self, *places: int) -> list[int]:
        """Tick some of the leads."""
        chosen = [self.ids[place] for place in places]
        self.table.model.set_ticks(chosen)
        return chosen

    def stored(self, lead: int, column: str) -> object:
        """Return a value as the file has it."""
        return row(self.desk, "lead", lead)[column]

    def child(self, kind: type[W], name: str) -> W:
        """Return a widget of the window by its name."""
        found = [one for one in self.window.findChildren(kind, name) if not one.isHidden()]
        assert found, name
        return found[-1]

    def click(self, name: str) -> None:
        """Click a button of the bulk bar."""
        QTest.mouseClick(self.child(QPushButton, name), Qt.MouseButton.LeftButton)


@pytest.fixture
def world(qtbot: QtBot, desk: Desk, session: DeskSession, still: None) -> World:
    """Give the page of four leads as a table, by name."""
    ids = []
    for first, last, fields in PEOPLE:
        new_id = desk.run(AddLead({"first_name": first, "last_name": last, "company": f"{last} Ltd"} | fields)).new_id
        assert new_id is not None
        ids.append(new_id)
    preferences = Preferences()
    preferences.leads_layout = "table"
    page = LeadsPage(session, preferences)
    window = QMainWindow()
    window.setCentralWidget(page)
    window.resize(1300, 700)
    qtbot.addWidget(window)
    made = World(desk, session, window, page, ids)
    for name in ("qualify_requested", "new_requested", "nurture_requested", "disqualify_requested", "import_requested"):
        said = name.removesuffix("_requested")
        getattr(page, name).connect(lambda *what, said=said: made.asked.append((said, what[0] if what else None)))
    for name in ("open_requested", "log_requested", "override_requested"):
        said = name.removesuffix("_requested")
        getattr(page, name).connect(lambda *what, said=said: made.asked.append((said, what)))
    page.some_export_requested.connect(lambda chosen: made.asked.append(("export", chosen)))
    session.notified.connect(lambda text, _undoable: made.toasts.append(text))
    QAbstractItemModelTester(made.table.model, QAbstractItemModelTester.FailureReportingMode.Fatal, page)
    made.table.sort_by((("name", False),))
    window.show()
    window.activateWindow()
    qtbot.waitUntil(window.isActiveWindow)
    page.setFocus(Qt.FocusReason.TabFocusReason)
    return made


# What is shown


def test_rows_show_where_each_lead_stands_and_what_comes_next(world: World) -> None:
    now = world.session.now()
    ann, bea, cy, dan = world.ids
    world.session.run(LogActivity("call", lead=ann, at=now - timedelta(days=3), outcome="voicemail"))
    world.session.run(PlanActivity(PlannedStep("call", "", now.date() - timedelta(days=4)), lead=ann))
    world.session.run(NurtureLead(bea, now.date() + timedelta(days=30), "Later"))
    world.session.run(SetLead(dan, {"high_intent": True}))
    world.page.widen()
    assert world.cell(ann, "last_activity").startswith("Voicemail ")
    assert world.cell(ann, "next_step") == "Call, 4 d overdue"
    assert world.cell(ann, "lifecycle") == "Working"
    assert world.cell(bea, "next_step").startswith("Back on ")
    assert world.cell(cy, "last_activity") == "None yet"
    assert world.cell(cy, "next_step") == "No next step"
    assert world.cell(cy, "created") == "Today"
    assert world.cell(dan, "next_step").startswith("First reply, ")


def test_looks_tell_late_and_missing_by_icon_and_ink(world: World) -> None:
    ann, bea, cy, dan = world.ids
    now = world.session.now()
    world.session.run(PlanActivity(PlannedStep("call", "", now.date() - timedelta(days=4)), lead=ann))
    world.session.run(SetLead(dan, {"high_intent": True}))
    world.session.run(NurtureLead(bea, now.date(), "Later"))
    world.page.widen()
    looks = {lead: world.table.cells.look(world.table.model.row_of(lead), "next_step") for lead in (ann, bea, cy, dan)}
    assert [(looks[one].icon, looks[one].ink) for one in (ann, bea, cy)] == [
        ("alert-circle", "danger"),
        ("sun", "accent_text"),
        ("alert-triangle", "warning"),
    ]
    assert looks[dan].icon == "timer"
    pie = world.table.cells.look(world.table.model.row_of(bea), "lifecycle").pie
    assert pie is not None
    assert pie.kind == "nurture"


def test_a_clock_that_runs_is_worded_anew_each_second(world: World, qtbot: QtBot) -> None:
    dan = world.ids[3]
    world.session.run(SetLead(dan, {"high_intent": True}))
    place = world.table.model.row_of(dan)
    before = world.table.cells.look(place, "next_step")
    assert world.table.cells.look(place, "next_step") is before
    qtbot.waitUntil(lambda: world.table.cells.look(place, "next_step") is not before, timeout=4000)


def test_the_head_counts_what_a_filter_lets_through(world: World) -> None:
    assert world.page.table_area.header.figures() == ["4"]
    world.page.set_filter(Condition("source", "any_of", ("webinar",)))
    assert world.page.table_area.header.figures() == ["1 of 4"]
    assert world.page.shown_ids() == [world.ids[0]]


def test_filters_that_let_nothing_through_are_taken_away_again(world: World) -> None:
    area = world.page.table_area
    world.page.set_filter(AllOf((Condition("source", "any_of", ("webinar",)), Condition("text", "has", ("nothing",)))))
    assert area.no_matches.isVisible()
    assert area.no_matches.heading.text() == "No leads match these 2 filters"
    assert not area.export_button.isEnabled()
    assert area.no_matches.first_button is not None
    assert area.no_matches.sentence.text() == "1 lead would match if you remove Text."
    QTest.mouseClick(area.no_matches.first_button, Qt.MouseButton.LeftButton)
    assert world.page.shown_ids() == [world.ids[0]]
    assert world.table.rows.hasFocus()


def test_without_any_lead_the_table_offers_the_ways_to_get_some(world: World) -> None:
    world.session.run(DisqualifyLead(world.ids[0], "Spam"))
    world.session.run(DeleteLeads(tuple(world.ids[1:])))
    assert world.table.empty.heading.text() == "No open leads"
    world.child(QPushButton, "empty_all_button").click()
    assert world.page.shown_ids() == [world.ids[0]]
    world.session.run(DeleteLeads((world.ids[0],)))
    world.page.table_area.filters.clear()
    assert world.table.empty.heading.text() == "No leads yet"
    world.child(QPushButton, "empty_import_button").click()
    world.child(QPushButton, "empty_new_button").click()
    assert [what for what, _ in world.asked] == ["import", "new"]


# Layouts


def test_the_same_lead_is_current_in_list_and_table(world: World) -> None:
    world.go(world.ids[2], "name")
    world.press(Key.Key_L)
    assert world.page.layout_key == "list"
    assert world.page.record_id == world.ids[2]
    assert world.page.list_pane.view.hasFocus()
    world.press(Key.Key_Down)
    below = world.page.record_id
    world.press(Key.Key_V)
    assert world.page.layout_key == "table"
    assert world.table.rows.current_id() == below
    assert world.table.rows.hasFocus()
    assert Preferences().leads_layout == "table"


def test_the_switch_shows_the_list(world: World) -> None:
    switch = world.page.table_area.layout_switch
    QTest.mouseClick(switch.findChildren(QPushButton)[0], Qt.MouseButton.LeftButton)
    assert world.page.layout_key == "list"
    table_button = world.page.findChild(QPushButton, "list_table")
    assert table_button is not None
    table_button.click()
    assert world.page.layout_key == "table"
    assert switch.choice() == "table"


def test_words_found_in_the_list_are_a_filter_of_the_table(world: World) -> None:
    world.press(Key.Key_L)
    world.page.find_words("cedar")
    assert world.page.list_pane.count_label.text() == "1 of 4"
    world.page.set_layout("table")
    assert world.page.chosen_filter == Condition("text", "has", ("cedar",))
    assert world.page.shown_ids() == [world.ids[2]]


def test_a_lead_opened_from_the_table_leads_back_to_it(world: World) -> None:
    world.go(world.ids[1], "name")
    world.press(Key.Key_Return)
    assert world.asked == [("open", ("lead", world.ids[1]))]
    world.page.show_record(world.ids[1])
    world.page.setFocus()
    assert world.page.layout_key == "list"
    assert Preferences().leads_layout == "table"
    world.press(Key.Key_Escape)
    assert world.page.layout_key == "table"
    assert world.table.rows.current_id() == world.ids[1]


# Keys


def test_keys_do_to_the_current_or_the_ticked_leads_what_they_stand_for(world: World) -> None:
    world.go(world.ids[1], "name")
    for key in (Key.Key_Q, Key.Key_A, Key.Key_N, Key.Key_P):
        world.press(key)
    assert world.asked == [
        ("qualify", world.ids[1]),
        ("log", ("lead", world.ids[1])),
        ("new", None),
        ("nurture", [world.ids[1]]),
    ]
    world.press(Key.Key_Space)
    world.press(Key.Key_Down, SHIFT)
    before = all_rows(world.desk.path)
    world.press(Key.Key_Delete)
    assert world.toasts == ["Deleted 2 leads"]
    assert world.page.shown_ids() == [world.ids[0], world.ids[3]]
    world.session.undo()
    assert all_rows(world.desk.path) == before


def test_slash_asks_for_words_beside_the_chips(world: World) -> None:
    world.press(Key.Key_Slash)
    popover = world.page.table_area.filters.popover
    assert popover is not None
    assert popover.isVisible()


def test_letters_of_the_record_do_nothing_in_the_table(world: World) -> None:
    world.press(Key.Key_J)
    world.press(Key.Key_C)
    world.press(Key.Key_1)
    assert world.table.rows.hasFocus()
    assert world.asked == []


def test_every_deed_is_in_the_menu_of_a_row(world: World) -> None:
    world.go(world.ids[1], "title")
    inside = {"nurture", "unqualified", "reopen"}
    one = {action.objectName() for action in world.table.make_menu([world.ids[1]]).actions() if action.objectName()}
    assert one == set(DEEDS.named) - inside
    menu = world.table.make_menu(world.ids[:2])
    rows = {deed.name for deed in DEEDS.named.values() if deed.needs == "row"}
    assert {action.objectName() for action in menu.actions() if action.objectName()} == set(DEEDS.named) - inside - rows
    assert [action.text() for action in menu.actions() if action.menu() is not None] == ["Set lifecycle", "Set source"]


# Cells


def test_a_cell_is_typed_over_and_undone(world: World) -> None:
    world.go(world.ids[1], "title")
    world.press(Key.Key_F2)
    opened = world.table.editing.open_field
    assert opened is not None
    assert isinstance(opened.field, LineField)
    QTest.keyClicks(opened.field, "Head of Plant")
    QTest.keyClick(opened.field, Key.Key_Tab)
    assert world.stored(world.ids[1], "title") == "Head of Plant"
    opened = world.table.editing.open_field
    assert opened is not None
    assert isinstance(opened.field, LineField)
    assert opened.field.text() == "Birch Ltd"
    QTest.keyClick(opened.field, Key.Key_Escape)
    world.session.undo()
    assert world.stored(world.ids[1], "title") == "Head of Service"


@pytest.mark.parametrize(
    ("key", "typed", "said"),
    [("employees", "many", "whole number"), ("email", "nobody", "write an address")],
)
def test_a_value_that_cannot_be_kept_stays_with_the_reason(world: World, key: str, typed: str, said: str) -> None:
    world.table.memory.show_column(key, True)
    assert world.table.edit_cell(world.ids[0], key)
    opened = world.table.editing.open_field
    assert opened is not None
    assert isinstance(opened.field, LineField)
    opened.field.setText(typed)
    QTest.keyClick(opened.field, Key.Key_Return)
    assert world.table.editing.open_field is opened
    assert said in opened.field.error()
    opened.field.setText("")
    QTest.keyClick(opened.field, Key.Key_Return)
    assert world.table.editing.open_field is None


def test_the_lifecycle_of_a_cell_is_chosen_and_asks_where_it_has_to(world: World) -> None:
    lead = world.ids[1]
    for stage, asked in (("working", None), ("sql", "override"), ("nurture", "nurture"), ("unqualified", "disqualify")):
        assert world.table.edit_cell(lead, "lifecycle")
        opened = world.table.editing.open_field
        assert opened is not None
        assert isinstance(opened.field, ChoiceField)
        opened.field.set_choice(stage)
        assert world.table.editing.commit()
        assert (world.asked[-1][0] if world.asked else None) == asked
    assert world.stored(lead, "lifecycle") == "working"
    said = world.asked[0][1]
    assert isinstance(said, tuple)
    assert said[0] == [lead]
    assert "not confirmed" in said[1]


def test_the_next_step_is_planned_and_moved_in_a_popover(world: World) -> None:
    lead = world.ids[1]
    assert world.table.edit_cell(lead, "next_step")
    editor = world.child(StepEditor, "step_editor")
    editor.subject_field.setText("Send the offer")
    QTest.keyClick(editor.subject_field, Key.Key_Return, CONTROL)
    assert world.cell(lead, "next_step") != "No next step"
    before = all_rows(world.desk.path)
    assert world.table.edit_cell(lead, "next_step")
    editor = world.child(StepEditor, "step_editor")
    assert editor.subject_field.text() == "Send the offer"
    editor.kind_field.set_choice("meeting")
    QTest.keyClick(editor.subject_field, Key.Key_Return, CONTROL)
    assert world.cell(lead, "next_step").startswith("Meeting, ")
    world.session.undo()
    assert all_rows(world.desk.path) == before


# The bulk bar


def test_the_bar_counts_and_takes_its_own_room(world: World) -> None:
    bar = world.table.bar
    assert not bar.isVisible()
    world.tick(0, 1, 2)
    assert bar.isVisible()
    assert bar.count_label.text() == "3 selected"
    assert world.table.delete_button.text() == "Delete 3"
    assert bar.all_button.text() == "Select all 4"
    rows = world.table.rows
    assert rows.mapTo(world.table, QPoint(0, rows.height())).y() <= bar.y()


def test_in_a_narrow_window_the_count_stays_whole_and_select_all_goes(world: World, qtbot: QtBot) -> None:
    bar = world.table.bar
    world.tick(0, 1, 2)
    assert bar.all_button.isVisible()
    world.window.resize(bar.all_button.x() - bar.count_label.x(), 700)
    qtbot.waitUntil(lambda: not bar.all_button.isVisible())
    world.window.resize(1300, 700)
    qtbot.waitUntil(lambda: bar.all_button.isVisible())
    assert bar.count_label.width() >= bar.count_label.sizeHint().width()


def test_the_bar_sets_the_lifecycle_of_all_in_one_undo(world: World) -> None:
    chosen = world.tick(0, 1)
    before = all_rows(world.desk.path)
    menu = world.table.stage_menu
    menu.aboutToShow.emit()
    found = {action.objectName(): action for action in menu.actions() if action.objectName()}
    assert list(found) == ["stage_new", "stage_working", "stage_mql", "stage_sql", "nurture", "unqualified"]
    assert not found["stage_new"].isEnabled()
    found["stage_mql"].trigger()
    assert [world.stored(one, "lifecycle") for one in chosen] == ["mql", "mql"]
    assert world.toasts == ["Moved 2 leads to MQL"]
    assert world.table.model.ticked_ids() == chosen, "what was ticked stays so"
    world.session.undo()
    assert all_rows(world.desk.path) == before
    found["stage_sql"].trigger()
    found["unqualified"].trigger()
    assert [what for what, _ in world.asked] == ["override", "disqualify"]


def test_the_bar_reopens_those_that_left_the_path(world: World) -> None:
    for lead in world.ids[:2]:
        world.session.run(SetLifecycle(lead, "mql"))
        world.session.run(DisqualifyLead(lead, "Spam"))
    world.page.widen()
    chosen = world.tick(0, 1)
    world.table.stage_menu.aboutToShow.emit()
    next(one for one in world.table.stage_menu.actions() if one.objectName() == "reopen").trigger()
    assert [world.stored(one, "lifecycle") for one in chosen] == ["mql", "mql"]
    assert world.toasts == ["Reopened 2 leads"]


def test_the_bar_gives_all_one_source(world: World) -> None:
    chosen = world.tick(0, 2)
    menu = world.table.source_menu
    menu.aboutToShow.emit()
    names = [action.text() for action in menu.actions()]
    assert names[:2] == ["Fairs && shows", "webinar"], "those in use come first"
    menu.actions()[0].trigger()
    assert [world.stored(one, "source") for one in chosen] == ["Fairs & shows"] * 2
    assert world.toasts == ["Set the source of 2 leads to Fairs & shows"]
    next(one for one in menu.actions() if one.objectName() == "other_source").trigger()
    popover = world.child(NamePopover, "name_popover")
    QTest.keyClicks(popover.name_field, "Podcast")
    QTest.keyClick(popover.name_field, Key.Key_Return)
    assert [world.stored(one, "source") for one in chosen] == ["Podcast"] * 2


def test_the_bar_tags_plans_and_exports(world: World) -> None:
    chosen = world.tick(1, 3)
    world.click("bulk_tag")
    tags = world.child(TagPopover, "tag_popover")
    QTest.keyClicks(tags.new_field, "fleet")
    QTest.keyClick(tags.new_field, Key.Key_Return, CONTROL)
    world.table.memory.show_column("tags", True)
    assert [world.cell(one, "tags") for one in chosen] == ["fleet", "fleet"]
    world.click("bulk_task")
    editor = world.child(StepEditor, "step_editor")
    QTest.keyClicks(editor.subject_field, "Call back")
    QTest.keyClick(editor.subject_field, Key.Key_Return, CONTROL)
    assert all(world.cell(one, "next_step").startswith("Call back, ") for one in chosen)
    world.click("bulk_export")
    assert world.asked == [("export", chosen)]
    assert world.toasts == ["Changed the tags of 2 leads", "Planned “Call back” for 2 leads"]


# Views


def test_a_view_keeps_layout_filter_and_order(world: World) -> None:
    high = Condition("score", "at_least", (10,))
    world.page.set_filter(high)
    world.table.sort_by((("score", True), ("name", False)))
    shown = world.page.shown()
    assert (shown.kind, shown.layout, shown.filter, shown.sort) == ("leads", "table", high, ("-score", "name"))
    world.page.set_layout("list")
    world.page.set_order("newest")
    listed = world.page.shown()
    assert (listed.layout, listed.filter, listed.sort) == ("list", high, ("newest",))
    assert world.page.filters is world.page.list_filters
    assert world.page.list_filters.isVisible()


def test_ticked_leads_are_asked_to_be_merged_by_key_and_from_the_bar(world: World) -> None:
    asked: list[list[int]] = []
    world.page.merge_requested.connect(asked.append)
    world.press(Key.Key_A, Qt.KeyboardModifier.ControlModifier)
    ids = world.table.model.ticked_ids()
    assert len(ids) > 1
    world.press(Key.Key_M)
    button = world.table.bar.findChild(QPushButton, "bulk_merge")
    assert button is not None
    button.click()
    assert asked == [ids, ids]
