"""What belongs to an opportunity, on its page, by key and mouse: people, lines, competitors, files, rates."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from decimal import Decimal
from pathlib import Path

import pytest
from PySide6.QtCore import QMimeData, QObject, QPointF, Qt, QUrl, Slot
from PySide6.QtGui import QColor, QDesktopServices, QDragEnterEvent, QDropEvent, QGuiApplication, QImage
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QFileDialog, QLineEdit, QWidget
from pytestqt.qtbot import QtBot

from salesdesk.formats import attachments as kept
from salesdesk.queries import deals, opportunities, rates
from salesdesk.queries.deals import Deal
from salesdesk.queries.opportunities import OpportunityPage as Row
from salesdesk.services.commands import AddLine, AddOpportunity, ChangeLine, DeleteLine, PromoteLead, SetOpportunity
from salesdesk.services.desk import Desk
from tests.file_dialog import choose_file
from tests.qualifying import add_lead, confirm
from ui.session import DeskSession
from ui.views.opportunity import OpportunityPage
from ui.views.record.deal import DealSections
from ui.views.record.deal_lines import LineFields
from ui.views.record.file_row import FileRow
from ui.views.record.open_question import OpenQuestion
from ui.views.record.people import PersonRow
from ui.views.record.person_picker import PersonPicker
from ui.views.record.rate_line import RateEditor

KEY = Qt.Key
pytestmark = pytest.mark.usefixtures("british")


@pytest.fixture
def card(desk: Desk) -> int:
    """Give a promoted opportunity of $64,000, with another one beside it."""
    desk.run(AddOpportunity({"name": "Castellan – claims team", "amount_minor": 8_400_000}))
    lead = add_lead(desk)
    confirm(desk, lead)
    new_id = desk.run(PromoteLead(lead, name="Vantage – 14 practices", amount_minor=6_400_000)).new_id
    assert new_id is not None
    return new_id


@pytest.fixture
def page(qtbot: QtBot, session: DeskSession, card: int) -> OpportunityPage:
    """Give the page, seen, with that opportunity chosen."""
    made = OpportunityPage(session)
    qtbot.addWidget(made)
    made.resize(1184, 900)
    made.show()
    made.activateWindow()
    made.show_record(card)
    made.setFocus()
    qtbot.waitUntil(lambda: made.list_pane.view.hasFocus())
    return made


@pytest.fixture
def deal(page: OpportunityPage) -> DealSections:
    return page.opportunity_pane.deal


@pytest.fixture
def offer(tmp_path: Path) -> Path:
    path = tmp_path / "offer.pdf"
    path.write_bytes(b"terms" * 1000)
    return path


def on_disk(desk: Desk, card: int) -> Row:
    found = desk.read(opportunities.opportunity_page, card, desk.now())
    assert found is not None
    return found


def belonging(desk: Desk, card: int) -> Deal:
    return desk.read(deals.deal, card)


def press(key: Qt.Key, modifier: Qt.KeyboardModifier = Qt.KeyboardModifier.NoModifier) -> None:
    focused = QApplication.focusWidget()
    assert focused is not None
    QTest.keyClick(focused, key, modifier)


def write(text: str) -> None:
    focused = QApplication.focusWidget()
    assert focused is not None
    QTest.keyClicks(focused, text)


def retype(field: QLineEdit, text: str) -> None:
    field.setFocus(Qt.FocusReason.TabFocusReason)
    field.selectAll()
    QTest.keyClicks(field, text)
    press(KEY.Key_Return)


def choose(row: PersonRow | LineFields | FileRow, entry: str) -> None:
    """Choose an entry of a row’s menu."""
    menu = row.make_menu()
    next(one for one in menu.actions() if one.text() == entry).trigger()
    menu.deleteLater()


# Lines.


def test_a_first_line_takes_the_amount_and_the_cursor(
    page: OpportunityPage, deal: DealSections, desk: Desk, card: int
) -> None:
    deal.lines.add_button.setFocus(Qt.FocusReason.TabFocusReason)
    press(KEY.Key_Return)
    (row,) = deal.lines.list.ordered()
    assert row.fields["description"].edit.hasFocus()
    assert row.fields["price"].edit.text() == "$64,000"
    amount = page.opportunity_pane.form.field("amount").edit
    assert amount.isReadOnly()
    retype(row.fields["quantity"].edit, "2.5")
    assert on_disk(desk, card).amount_minor == 16_000_000
    assert row.total_label.text() == deal.lines.sum_label.text() == amount.text() == "$160,000"


def test_a_line_is_left_by_tab_and_saves_each_field(deal: DealSections, desk: Desk, card: int) -> None:
    deal.add_line()
    write("Suite")
    for text in ("3", "1,000.50", "12.5"):
        press(KEY.Key_Tab)
        write(text)
    press(KEY.Key_Tab)
    (line,) = belonging(desk, card).lines
    assert (line.description, line.quantity_thousandths, line.unit_price_minor, line.discount_bp) == (
        "Suite",
        3_000,
        100_050,
        1_250,
    )
    assert deal.lines.list.ordered()[0].more_button.hasFocus()


@pytest.mark.parametrize(
    ("key", "typed", "sentence"),
    [
        ("quantity", "0", "Write a number above 0, for example 2.5"),
        ("quantity", "a few", "Write a number above 0, for example 2.5"),
        ("price", "1000000000000000", "The largest amount is $10,000,000,000,000"),
        ("price", "EUR 5", "Amounts of this opportunity are in USD"),
        ("discount", "101%", "Write a percentage from 0 to 100, for example 12.5%"),
        ("description", "x" * 5000, "keep it under 300 characters"),
    ],
)
def test_a_bad_value_of_a_line_keeps_its_text_and_escape_restores(
    deal: DealSections, desk: Desk, card: int, key: str, typed: str, sentence: str
) -> None:
    deal.add_line()
    before = belonging(desk, card)
    (row,) = deal.lines.list.ordered()
    field = row.fields[key]
    shown = field.edit.text()
    field.edit.setFocus(Qt.FocusReason.TabFocusReason)
    field.edit.setText(typed)
    press(KEY.Key_Return)
    assert sentence in field.error_line.text()
    assert field.edit.text() == typed
    press(KEY.Key_Escape)
    assert (field.edit.text(), field.error_line.text()) == (shown, "")
    assert belonging(desk, card) == before


def test_lines_are_moved_and_deleted_from_their_menu_and_focus_stays_near(
    deal: DealSections, session: DeskSession, desk: Desk, card: int
) -> None:
    for name in ("one", "two"):
        session.run(AddLine(card, {"description": name, "unit_price_minor": 100}))
    first, second = deal.lines.list.ordered()
    choose(first, "Move down")
    assert deal.lines.list.ordered() == [second, first]
    assert [line.description for line in belonging(desk, card).lines] == ["two", "one"]
    first.more_button.setFocus(Qt.FocusReason.TabFocusReason)
    choose(first, "Delete line")
    assert deal.lines.list.ordered() == [second]
    assert second.fields["description"].edit.hasFocus()
    session.undo()
    assert len(deal.lines.list.ordered()) == 2


def test_what_another_window_did_is_shown_but_not_over_what_is_typed(
    deal: DealSections, session: DeskSession, desk: Desk, card: int
) -> None:
    line = desk.run(AddLine(card, {"description": "Suite"})).new_id
    assert line is not None
    session.look_outside()
    (row,) = deal.lines.list.ordered()
    edit = row.fields["description"].edit
    edit.setFocus(Qt.FocusReason.OtherFocusReason)
    press(KEY.Key_End)
    QTest.keyClicks(edit, " Pro")
    desk.run(ChangeLine(line, {"description": "Basic", "discount_bp": 1_000}))
    session.look_outside()
    assert edit.text() == "Suite Pro"
    assert row.fields["discount"].edit.text() == "10%"
    desk.run(DeleteLine(line))
    press(KEY.Key_Return)
    assert "is not there any more" in row.fields["description"].error_line.text()
    session.look_outside()
    assert deal.lines.list.ordered() == []
    assert deal.lines.add_button.hasFocus()


# People.


def test_a_role_is_chosen_and_a_person_taken_off(
    deal: DealSections, session: DeskSession, desk: Desk, card: int
) -> None:
    (row,) = deal.people.list.ordered()
    row.role_button.setFocus(Qt.FocusReason.TabFocusReason)
    choose(row, "Signs")
    assert [one.role for one in on_disk(desk, card).committee] == ["signs"]
    assert row.role_button.text() == "Signs"
    choose(row, "Take off this opportunity")
    assert on_disk(desk, card).committee == ()
    assert deal.people.add_button.hasFocus()
    session.undo()
    assert [one.role for one in on_disk(desk, card).committee] == ["signs"]


def test_a_known_contact_or_a_new_person_is_asked_in(
    qtbot: QtBot, page: OpportunityPage, deal: DealSections, desk: Desk, card: int
) -> None:
    deal.people.add_button.click()
    picker = page.findChild(PersonPicker)
    assert picker is not None
    assert picker.person_field.hasFocus()
    known = picker.person_field.currentText()
    picker.role_field.set_choice("champion")
    picker.save_button.click()
    assert known.startswith(on_disk(desk, card).committee[-1].name)
    qtbot.waitUntil(lambda: page.findChild(PersonPicker) is None)
    deal.people.add_button.click()
    picker = page.findChild(PersonPicker)
    assert picker is not None
    assert picker.name_field.hasFocus()
    press(KEY.Key_Return)
    assert "Give the person a name" in picker.refusal.text()
    QTest.keyClicks(picker.name_field, "Ann van der Lee")
    QTest.keyClicks(picker.email_field, "ann@cobalt.example")
    press(KEY.Key_Return)
    last = on_disk(desk, card).committee[-1]
    assert (last.name, last.email, last.role) == ("Ann van der Lee", "ann@cobalt.example", "influences")
    assert [row.name_label.text() for row in deal.people.list.ordered()][-1] == "Ann van der Lee"


# Competitors.


def test_competitors_are_added_changed_and_removed_by_key(
    deal: DealSections, session: DeskSession, desk: Desk, card: int
) -> None:
    rivals = deal.competitors
    rivals.add_button.click()
    assert rivals.new_field.edit.hasFocus()
    QTest.keyClicks(rivals.new_field.edit, "Clinora")
    press(KEY.Key_Return)
    assert not rivals.new_field.edit.isVisible()
    (row,) = rivals.list.ordered()
    retype(row.fields["notes"].edit, "Cheap")
    assert [(one.name, one.notes) for one in belonging(desk, card).competitors] == [("Clinora", "Cheap")]
    rivals.add_button.click()
    QTest.keyClicks(rivals.new_field.edit, "clinora")
    press(KEY.Key_Return)
    assert "noted already" in rivals.new_field.error_line.text()
    press(KEY.Key_Escape)
    press(KEY.Key_Escape)
    assert rivals.add_button.hasFocus()
    row.remove_button.click()
    assert belonging(desk, card).competitors == ()
    session.undo()
    assert len(rivals.list.ordered()) == 1


# Files.


class Opener(QObject):
    """Stands for the program a file opens in."""

    def __init__(self) -> None:
        super().__init__()
        self.opened: list[Path] = []

    @Slot(QUrl)
    def take(self, url: QUrl) -> None:
        self.opened.append(Path(url.toLocalFile()))


@pytest.fixture
def opener() -> Iterator[Opener]:
    made = Opener()
    QDesktopServices.setUrlHandler("file", made, "take")  # type: ignore[arg-type]
    yield made
    QDesktopServices.unsetUrlHandler("file")


def drop(target: QWidget, paths: list[Path]) -> None:
    mime = QMimeData()
    mime.setUrls([QUrl.fromLocalFile(str(path)) for path in paths])
    args = (Qt.DropAction.CopyAction, mime, Qt.MouseButton.LeftButton, Qt.KeyboardModifier.NoModifier)
    QApplication.sendEvent(target, QDragEnterEvent(QPointF(40, 40).toPoint(), *args))
    QApplication.sendEvent(target, QDropEvent(QPointF(40, 40), *args))


def test_files_are_dropped_on_the_page_and_one_undo_takes_them_away(
    qtbot: QtBot, page: OpportunityPage, deal: DealSections, session: DeskSession, offer: Path
) -> None:
    other = offer.with_name("terms.txt")
    other.write_text("x")
    drop(page.opportunity_pane, [offer, other])
    qtbot.waitUntil(lambda: len(deal.attachments.list.rows) == 2)
    assert not page.opportunity_pane.drop_hint.isVisible()
    assert {row.name_label.text() for row in deal.attachments.list.ordered()} == {"offer.pdf", "terms.txt"}
    session.undo()
    assert deal.attachments.list.ordered() == []
    session.redo()
    assert len(deal.attachments.list.ordered()) == 2


def test_a_file_is_chosen_with_the_dialog(qtbot: QtBot, deal: DealSections, offer: Path) -> None:
    deal.attachments.add_button.click()
    qtbot.waitUntil(lambda: isinstance(QApplication.activeWindow(), QFileDialog))
    choose_file(qtbot, offer)
    qtbot.waitUntil(lambda: len(deal.attachments.list.rows) == 1)


def test_files_and_pictures_are_pasted(qtbot: QtBot, page: OpportunityPage, deal: DealSections, offer: Path) -> None:
    mime = QMimeData()
    mime.setUrls([QUrl.fromLocalFile(str(offer))])
    QGuiApplication.clipboard().setMimeData(mime)
    QTest.keyClick(page.opportunity_pane.more_button, KEY.Key_V, Qt.KeyboardModifier.ControlModifier)
    qtbot.waitUntil(lambda: len(deal.attachments.list.rows) == 1)
    picture = QImage(8, 8, QImage.Format.Format_RGB32)
    picture.fill(QColor("red"))
    QGuiApplication.clipboard().setImage(picture)
    QTest.keyClick(page.opportunity_pane.more_button, KEY.Key_V, Qt.KeyboardModifier.ControlModifier)
    qtbot.waitUntil(lambda: len(deal.attachments.list.rows) == 2)
    names = [row.name_label.text() for row in deal.attachments.list.ordered()]
    assert "Pasted picture 2026-11-10 09.42.png" in names
    QGuiApplication.clipboard().clear()


def test_a_file_opens_only_after_asking_as_a_copy_under_its_name(
    qtbot: QtBot, page: OpportunityPage, deal: DealSections, offer: Path, opener: Opener
) -> None:
    deal.attaching.attach([offer])
    qtbot.waitUntil(lambda: len(deal.attachments.list.rows) == 1)
    row = deal.attachments.list.ordered()[0]
    row.open_button.setFocus(Qt.FocusReason.TabFocusReason)
    press(KEY.Key_Return)
    question = page.findChild(OpenQuestion)
    assert question is not None
    press(KEY.Key_Escape)
    assert opener.opened == []
    qtbot.waitUntil(lambda: page.findChild(OpenQuestion) is None)
    press(KEY.Key_Return)
    press(KEY.Key_Return)
    qtbot.waitUntil(lambda: len(opener.opened) == 1)
    assert opener.opened[0].name == "offer.pdf"
    assert opener.opened[0].read_bytes() == offer.read_bytes()
    assert "attachments" not in opener.opened[0].parent.name


def test_a_program_is_kept_closed_by_enter(
    qtbot: QtBot, page: OpportunityPage, deal: DealSections, tmp_path: Path, opener: Opener
) -> None:
    path = tmp_path / "invoice.pdf.exe"
    path.write_bytes(b"MZ")
    deal.attaching.attach([path])
    qtbot.waitUntil(lambda: len(deal.attachments.list.rows) == 1)
    deal.attachments.list.ordered()[0].open_button.click()
    question = page.findChild(OpenQuestion)
    assert question is not None
    assert question.keep_button.hasFocus()
    press(KEY.Key_Return)
    assert opener.opened == []


def test_a_copy_is_saved_elsewhere(qtbot: QtBot, deal: DealSections, offer: Path, tmp_path: Path) -> None:
    deal.attaching.attach([offer])
    qtbot.waitUntil(lambda: len(deal.attachments.list.rows) == 1)
    choose(deal.attachments.list.ordered()[0], "Save a copy…")
    choose_file(qtbot, tmp_path / "copy.pdf")
    qtbot.waitUntil(lambda: (tmp_path / "copy.pdf").is_file())
    assert (tmp_path / "copy.pdf").read_bytes() == offer.read_bytes()


def test_content_that_vanished_is_marked_and_told_in_a_sentence(
    qtbot: QtBot, page: OpportunityPage, deal: DealSections, desk: Desk, card: int, offer: Path, opener: Opener
) -> None:
    deal.attaching.attach([offer])
    qtbot.waitUntil(lambda: len(deal.attachments.list.rows) == 1)
    (file,) = belonging(desk, card).attachments
    kept.place_of(kept.folder_of(desk.path), file.sha256).unlink()
    page.opportunity_pane.show_opportunity(card)
    row = deal.attachments.list.ordered()[0]
    assert row.missing_tag.isVisible()
    row.open_button.click()
    press(KEY.Key_Return)
    qtbot.waitUntil(lambda: "is not in the folder" in deal.attachments.error_line.text())
    assert opener.opened == []


def test_a_folder_is_refused_and_nothing_is_attached(
    qtbot: QtBot, page: OpportunityPage, deal: DealSections, desk: Desk, card: int, tmp_path: Path
) -> None:
    drop(page.opportunity_pane, [tmp_path])
    qtbot.waitUntil(lambda: "is a folder" in deal.attachments.error_line.text())
    assert belonging(desk, card).attachments == ()


def test_a_large_copy_shows_how_far_it_is_and_can_be_stopped(
    qtbot: QtBot, deal: DealSections, desk: Desk, card: int, tmp_path: Path
) -> None:
    large = tmp_path / "recording.mp4"
    with large.open("wb") as file:
        file.truncate(1 << 40)
    deal.attaching.attach([large])
    qtbot.waitUntil(deal.attachments.copy_row.isVisible)
    qtbot.waitUntil(lambda: deal.attachments.copy_row.bar.accessibleDescription() not in ("", "0 of 1"))
    deal.attachments.copy_row.stop_button.click()
    qtbot.waitUntil(lambda: not deal.attachments.copy_row.isVisible())
    assert belonging(desk, card).attachments == ()
    assert [path for path in kept.folder_of(desk.path).rglob("*") if path.is_file()] == []


# Deal.


def test_recurring_revenue_its_months_and_the_currency_are_fields(page: OpportunityPage, desk: Desk, card: int) -> None:
    form = page.opportunity_pane.form
    retype(form.field("recurring").edit, "1,250")
    retype(form.field("months").edit, "12")
    retype(form.field("currency").edit, "eur")
    found = on_disk(desk, card)
    assert (found.mrr_minor, found.term_months, found.currency) == (125_000, 12, "EUR")
    retype(form.field("currency").edit, "dollars")
    assert form.field("currency").error_line.text() == "Write a code of three letters, for example EUR"
    said = [page.activity_pane.model.row_at(place).words for place in range(page.activity_pane.model.rowCount())]
    titles = [words.title for words in said if words is not None]
    assert {"Per month set to $1,250", "Term set to 12 months", "Currency USD to EUR"} <= set(titles)


@pytest.mark.parametrize(
    ("key", "typed", "sentence"),
    [
        ("amount", "1000000000000000", "The largest amount is $10,000,000,000,000"),
        ("expected_close", "1970-01-01", "it is before the year 2000"),
        ("name", "x" * 5000, "keep it under 300 characters"),
        ("months", "99999", "give a number of months up to 1,200"),
    ],
)
def test_what_no_opportunity_can_have_is_told_at_its_field(
    page: OpportunityPage, desk: Desk, card: int, key: str, typed: str, sentence: str
) -> None:
    page.opportunity_pane.toggle_more()
    before = on_disk(desk, card)
    field = page.opportunity_pane.form.field(key)
    field.edit.setFocus(Qt.FocusReason.TabFocusReason)
    field.edit.setText(typed)
    press(KEY.Key_Return)
    assert sentence in field.error_line.text()
    assert field.edit.text() in (typed, "1 Jan 1970")
    assert on_disk(desk, card) == before


def test_an_amount_in_another_currency_is_converted_by_a_rate_entered_here(
    page: OpportunityPage, session: DeskSession, desk: Desk, card: int
) -> None:
    line = page.opportunity_pane.rate_line
    assert not line.isVisible()
    session.run(SetOpportunity(card, {"currency": "EUR"}))
    assert line.words_label.text().startswith("No rate from EUR to USD")
    line.link.click()
    editor = page.findChild(RateEditor)
    assert editor is not None
    QTest.keyClicks(editor.rate_field, "much")
    press(KEY.Key_Return)
    assert editor.rate_field.error() == "Write a number, for example 1.0842"
    editor.rate_field.selectAll()
    QTest.keyClicks(editor.rate_field, "1.25")
    press(KEY.Key_Return)
    assert desk.read(rates.rates_into, "USD", date(2026, 11, 10))["EUR"].as_decimal() == Decimal("1.25")
    assert line.words_label.text() == "$80,000 at 1.25, the rate of 10 Nov"


def test_leaving_the_opportunity_saves_what_is_being_typed(
    page: OpportunityPage, deal: DealSections, desk: Desk, card: int
) -> None:
    deal.add_line()
    edit = deal.lines.list.ordered()[0].fields["description"].edit
    QTest.keyClicks(edit, "Suite")
    page.show_record(next(record for record in page.model.ids() if record != card))
    assert [line.description for line in belonging(desk, card).lines] == ["Suite"]
    assert deal.lines.list.ordered() == []
