"""The filter row: chips, the popover of a condition, groups, keys, and words for screen readers."""

from __future__ import annotations

from datetime import date
from typing import TypeVar

import pytest
from PySide6.QtCore import QObject, Qt
from PySide6.QtGui import QAction
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QMainWindow, QMenu
from pytestqt.qtbot import QtBot

from salesdesk.domain.filters import EVERYTHING, AllOf, AnyOf, Condition, Filter, Not, custom_field
from salesdesk.services.commands import AddCustomField, AddOpportunity
from salesdesk.services.desk import Desk
from ui.models.filters import FilterDesk, joined, opened
from ui.session import DeskSession
from ui.views.filters.bar import FilterBar
from ui.views.filters.popover import ConditionPage, GroupPage
from ui.widgets.check_list import CheckList
from ui.widgets.date_field import DateField
from ui.widgets.fields import ChoiceField, LineField, MoneyField
from ui.widgets.marks import CheckBox

T = TypeVar("T", bound=QObject)
CLOSE = Condition("expected_close", "by", (date(2027, 2, 8),))
AMOUNT = Condition("amount", "at_least", (1_000_000, "USD"))
ROTTING = Condition("rotting", "is")


class Bench:
    """A filter row in a window, and what it announced."""

    def __init__(self, qtbot: QtBot, session: DeskSession) -> None:
        self.bar = FilterBar(FilterDesk(session, "opportunity"), "USD")
        self.window = QMainWindow()
        self.window.setCentralWidget(self.bar)
        self.window.resize(1200, 700)
        qtbot.addWidget(self.window)
        self.announced: list[Filter] = []
        self.bar.filter_changed.connect(self.announced.append)
        self.window.show()
        self.window.activateWindow()
        qtbot.waitUntil(self.window.isActiveWindow)

    def words(self) -> list[str]:
        """Return what the chips say."""
        return [chip.accessibleName() for chip in self.bar.row.chips]

    def add(self, name: str) -> None:
        """Choose an entry of “Add filter”."""
        menu = self.bar.row.make_add_menu()
        action = menu.findChild(QAction, f"add_{name}")
        assert action is not None
        action.trigger()

    def field(self, kind: type[T], name: str) -> T:
        """Return a field of the popover."""
        assert self.bar.popover is not None
        found = self.bar.popover.page.findChild(kind, name)
        assert found is not None
        return found

    def apply(self) -> None:
        """Press Apply."""
        assert self.bar.popover is not None
        self.bar.popover.page.apply_button.click()

    def press(self, key: Qt.Key) -> None:
        """Press a key where the focus is."""
        focused = QApplication.focusWidget()
        assert focused is not None
        QTest.keyClick(focused, key)


@pytest.fixture
def bench(qtbot: QtBot, session: DeskSession, desk: Desk, british: None) -> Bench:
    """Give the row over a file with two opportunities."""
    for name, source, currency in (("Lumen", "Webinar", "USD"), ("Kestrel", "Referral", "EUR")):
        desk.run(AddOpportunity({"name": name, "source": source, "currency": currency, "amount_minor": 100_000}))
    return Bench(qtbot, session)


@pytest.mark.parametrize(
    "chosen",
    [
        EVERYTHING,
        CLOSE,
        Not(CLOSE),
        AllOf((CLOSE, AMOUNT)),
        AnyOf((CLOSE, AMOUNT)),
        Not(AnyOf((CLOSE, AMOUNT))),
        AllOf((AnyOf((CLOSE, AMOUNT)),)),
        AllOf((AnyOf((CLOSE, AMOUNT)), ROTTING)),
        Not(AllOf((CLOSE, AMOUNT))),
    ],
)
def test_a_filter_taken_apart_and_joined_again_is_the_same(chosen: Filter) -> None:
    assert joined(*opened(chosen)) == chosen


def test_each_part_is_a_chip_and_the_whole_is_a_sentence(bench: Bench) -> None:
    bench.bar.set_filter(AllOf((CLOSE, AMOUNT)))
    assert bench.words() == ["Close date by 8 Feb 2027", "Amount $10,000 or more"]
    assert bench.bar.accessibleDescription() == "Close date by 8 Feb 2027 and amount $10,000 or more"
    assert bench.bar.save_button.isVisible()
    assert bench.announced == []


def test_delete_removes_a_chip_and_the_focus_goes_to_the_next(bench: Bench) -> None:
    bench.bar.set_filter(AllOf((CLOSE, AMOUNT, ROTTING)))
    bench.bar.row.focus_place(0)
    bench.press(Qt.Key.Key_Delete)
    assert bench.announced == [AllOf((AMOUNT, ROTTING))]
    assert QApplication.focusWidget() is bench.bar.row.chips[0]
    bench.press(Qt.Key.Key_Delete)
    bench.press(Qt.Key.Key_Delete)
    assert bench.announced[-1] == EVERYTHING
    assert QApplication.focusWidget() is bench.bar.row.add_button
    assert not bench.bar.save_button.isVisible()


def test_the_arrows_move_among_the_chips(bench: Bench) -> None:
    bench.bar.set_filter(AllOf((CLOSE, AMOUNT)))
    bench.bar.row.focus_place(0)
    bench.press(Qt.Key.Key_Right)
    assert QApplication.focusWidget() is bench.bar.row.chips[1]
    bench.press(Qt.Key.Key_Left)
    assert QApplication.focusWidget() is bench.bar.row.chips[0]


def test_the_menu_offers_every_field_of_an_opportunity(bench: Bench) -> None:
    menu = bench.bar.row.make_add_menu()
    names = [action.objectName() for action in menu.actions() if not action.isSeparator()]
    assert names[:3] == ["add_stage", "add_kind", "add_pipeline"]
    assert {"add_amount", "add_source", "add_tag", "add_next_step", "add_rotting", "add_bant", "add_text"} < set(names)
    assert "add_lifecycle" not in names
    assert "add_score" not in names


def test_a_signal_is_added_at_once(bench: Bench) -> None:
    bench.add("rotting")
    assert bench.announced == [ROTTING]
    assert bench.bar.popover is None


def test_ticked_sources_become_a_condition(bench: Bench) -> None:
    bench.add("source")
    sources = bench.field(CheckList, "choice_list")
    assert [sources.item(row).text() for row in range(sources.count())] == ["Referral", "Webinar", "None"]
    bench.press(Qt.Key.Key_Space)
    bench.press(Qt.Key.Key_Return)
    assert bench.announced == [Condition("source", "any_of", ("Referral",))]
    assert bench.bar.popover is None
    assert QApplication.focusWidget() is bench.bar.row.chips[0]


def test_none_stands_alone_among_choices(bench: Bench) -> None:
    bench.add("source")
    sources = bench.field(CheckList, "choice_list")
    sources.setCurrentRow(0)
    sources.toggle(0)
    sources.setCurrentRow(2)
    sources.toggle(2)
    bench.apply()
    assert bench.announced == [Condition("source", "empty")]


def test_nothing_ticked_is_refused_in_the_popover(bench: Bench) -> None:
    bench.add("stage")
    bench.apply()
    assert bench.announced == []
    assert bench.bar.popover is not None
    page = bench.bar.popover.page
    assert isinstance(page, ConditionPage)
    assert page.form.error_line.text() == "Tick at least one."


def test_an_amount_is_asked_in_the_currencies_in_use(bench: Bench) -> None:
    bench.add("amount")
    bench.field(MoneyField, "low_field").setText("ten")
    bench.apply()
    assert bench.announced == []
    assert bench.field(MoneyField, "low_field").error() == "Write it as 48000.00"
    bench.field(MoneyField, "low_field").setText("10,000")
    bench.apply()
    assert bench.announced == [AMOUNT]


def test_a_number_of_a_field_of_the_reps_own_may_be_a_fraction_or_below_zero(bench: Bench, desk: Desk) -> None:
    desk.run(AddCustomField("opportunity", "Margin", "number"))
    name = custom_field("number", 1)
    bench.bar.add(name)
    bench.field(LineField, "low_field").setText("ten")
    bench.apply()
    assert bench.field(LineField, "low_field").error() == "Write a number, such as 12 or 12.5."
    bench.field(LineField, "low_field").setText("1" + "0" * 16)
    bench.apply()
    assert bench.field(LineField, "low_field").error() == "Write a smaller number."
    bench.field(LineField, "low_field").setText("-1,200.5")
    bench.apply()
    assert bench.announced == [Condition(name, "at_least", (-1200.5,))]
    assert bench.words() == ["Margin -1,200.5 or more"]
    bench.bar.row.chips[0].click()
    assert bench.field(LineField, "low_field").text() == "-1200.5"


def test_two_amounts_are_put_in_order(bench: Bench) -> None:
    bench.add("amount")
    operator = bench.field(ChoiceField, "operator_field")
    operator.set_choice("between")
    operator.chosen.emit("between")
    bench.field(MoneyField, "low_field").setText("500")
    bench.field(MoneyField, "high_field").setText("200")
    bench.apply()
    assert bench.announced == [Condition("amount", "between", (20_000, 50_000, "USD"))]


def test_a_chip_opens_with_its_values_and_can_be_turned_round(bench: Bench) -> None:
    bench.bar.set_filter(AllOf((CLOSE, AMOUNT)))
    bench.bar.row.chips[0].click()
    assert bench.field(DateField, "first_day").day() == date(2027, 2, 8)
    assert bench.bar.popover is not None
    page = bench.bar.popover.page
    assert isinstance(page, ConditionPage)
    page.polarity.set_choice("is_not")
    bench.apply()
    assert bench.announced == [AllOf((Not(CLOSE), AMOUNT))]
    assert bench.words()[0] == "Close date not by 8 Feb 2027"


def test_escape_discards_what_was_typed_and_gives_the_focus_back(bench: Bench) -> None:
    bench.bar.set_filter(CLOSE)
    bench.bar.row.focus_place(0)
    bench.press(Qt.Key.Key_Space)
    bench.field(DateField, "first_day").setText("1 Jan 2030")
    bench.press(Qt.Key.Key_Escape)
    assert bench.announced == []
    assert bench.bar.popover is None
    assert QApplication.focusWidget() is bench.bar.row.chips[0]


def test_remove_in_the_popover_removes_the_part(bench: Bench) -> None:
    bench.bar.set_filter(AllOf((CLOSE, AMOUNT)))
    bench.bar.row.chips[1].click()
    assert bench.bar.popover is not None
    bench.bar.popover.page.remove_button.click()
    assert bench.announced == [CLOSE]


def test_words_are_found_by_a_text_condition(bench: Bench) -> None:
    bench.bar.open_text()
    bench.field(LineField, "words_field").setText("  lumen  hart ")
    bench.press(Qt.Key.Key_Return)
    assert bench.announced == [Condition("text", "has", ("lumen hart",))]
    bench.bar.open_text()
    assert bench.field(LineField, "words_field").text() == "lumen hart"


def test_parts_can_be_matched_by_any_or_none(bench: Bench) -> None:
    bench.bar.set_filter(AllOf((CLOSE, AMOUNT)))
    assert not bench.bar.row.mode_button.isVisible()
    menu = bench.bar.row.make_add_menu()
    action = menu.findChild(QAction, "mode_any")
    assert action is not None
    action.trigger()
    assert bench.announced == [AnyOf((CLOSE, AMOUNT))]
    assert bench.bar.row.mode_button.text() == "Any of"
    bench.bar.row.set_mode("none")
    assert bench.announced[-1] == Not(AnyOf((CLOSE, AMOUNT)))
    assert bench.bar.row.mode_button.isVisible()


def test_a_group_is_built_and_edited_inside_one_popover(bench: Bench) -> None:
    bench.bar.set_filter(ROTTING)
    bench.add("group")
    assert bench.bar.popover is not None
    group = bench.bar.popover.page
    assert isinstance(group, GroupPage)
    group.mode_switch.set_choice("any")
    menu: QMenu = group.row.make_add_menu()
    action = menu.findChild(QAction, "add_text")
    assert action is not None
    action.trigger()
    bench.field(LineField, "words_field").setText("fleet")
    bench.apply()
    attachment = menu.findChild(QAction, "add_attachment")
    assert attachment is not None
    attachment.trigger()
    assert [chip.accessibleName() for chip in group.row.chips] == ["Text “fleet”", "Attachments "]
    bench.apply()
    words = Condition("text", "has", ("fleet",))
    assert bench.announced == [AllOf((ROTTING, AnyOf((words, Condition("attachment", "is")))))]
    bench.bar.row.chips[1].click()
    assert bench.bar.popover is not None
    opened_group = bench.bar.popover.page
    assert isinstance(opened_group, GroupPage)
    opened_group.row.chips[0].click()
    bench.press(Qt.Key.Key_Escape)
    assert bench.bar.popover.page is opened_group


def test_tab_stays_inside_the_popover(bench: Bench) -> None:
    bench.bar.set_filter(CLOSE)
    bench.bar.row.chips[0].click()
    popover = bench.bar.popover
    assert popover is not None
    for _ in range(12):
        bench.press(Qt.Key.Key_Tab)
        focused = QApplication.focusWidget()
        assert focused is not None
        assert popover.isAncestorOf(focused)


def test_enter_on_a_chip_opens_it(bench: Bench) -> None:
    bench.bar.set_filter(CLOSE)
    bench.bar.row.focus_place(0)
    bench.press(Qt.Key.Key_Return)
    assert bench.bar.popover is not None


@pytest.fixture
def own_fields(desk: Desk) -> None:
    """Have fields of the rep's own for opportunities, of every form a filter has for them."""
    for name, type_name, choices in (
        *(("Tier & size", "choice", ("Gold", "Silver")), ("Fleet", "number", ()), ("Spend", "money", ())),
        *(("Ends", "date", ()), ("Pilot", "yes_no", ()), ("Remark", "text", ())),
    ):
        desk.run(AddCustomField("opportunity", name, type_name, choices))


@pytest.mark.usefixtures("own_fields")
def test_fields_of_the_reps_own_are_filtered_by_under_their_names(bench: Bench) -> None:
    menu = bench.bar.row.make_add_menu()
    assert [one.text() for one in menu.actions() if one.objectName().startswith("add_custom")] == [
        *("Tier && size", "Fleet", "Spend", "Ends", "Pilot", "Remark"),
    ]
    bench.add("custom:choice:1")
    bench.field(CheckList, "choice_list").toggle(1)
    bench.apply()
    assert bench.announced[-1] == Condition("custom:choice:1", "any_of", ("Silver",))
    assert bench.words()[-1].startswith("Tier & size")
    bench.add("custom:yes_no:5")
    ticks = bench.field(CheckList, "choice_list")
    assert [ticks.item(row).text() for row in range(ticks.count())] == ["Yes", "No", "None"]


@pytest.mark.usefixtures("own_fields")
@pytest.mark.parametrize("type_name", ["number:2", "money:3", "date:4"])
def test_every_form_of_an_own_field_opens(bench: Bench, type_name: str) -> None:
    bench.add(f"custom:{type_name}")
    field = bench.field(ChoiceField, "operator_field")
    field.setCurrentIndex(field.findData("empty"))
    field.activated.emit(field.currentIndex())
    bench.apply()
    assert bench.announced[-1] == Condition(f"custom:{type_name}", "empty")


@pytest.mark.usefixtures("own_fields")
def test_a_text_of_the_reps_own_can_be_asked_for_words_or_for_nothing_in_it(bench: Bench) -> None:
    bench.add("custom:text:6")
    bench.field(LineField, "words_field").setText("two depots")
    bench.apply()
    assert bench.announced[-1] == Condition("custom:text:6", "has", ("two depots",))
    bench.bar.row.chips[-1].click()
    bench.field(CheckBox, "empty_box").click()
    assert not bench.field(LineField, "words_field").isEnabled()
    bench.apply()
    assert bench.announced[-1] == Condition("custom:text:6", "empty")
    bench.bar.row.chips[-1].click()
    assert bench.field(CheckBox, "empty_box").isChecked()
