"""Adding leads from pasted text: the text beside what was read from it, and nothing is saved before it was seen."""

from __future__ import annotations

from functools import partial

from PySide6.QtCore import QCoreApplication, Qt, Signal
from PySide6.QtWidgets import QFrame, QHBoxLayout, QScrollArea, QStackedWidget, QVBoxLayout, QWidget
from typing_extensions import override

from salesdesk.domain.errors import BadValue, NotFound, SalesDeskError
from salesdesk.formats.capture import NOBODY, CaptureKind, capture
from salesdesk.formats.capture_spans import spans, spans_in_row
from salesdesk.queries import duplicates
from salesdesk.queries.duplicates import Candidate
from salesdesk.queries.imports import import_settings
from salesdesk.services.commands import AddLead, AddLeads
from ui import wording
from ui.dialogs.capture.lead_form import LeadForm
from ui.dialogs.capture.pasted_text import MOST, PastedText
from ui.dialogs.capture.proposals import Proposal, look_up, proposals
from ui.dialogs.merging.filling import FillLeadDialog
from ui.models.duplicates import DuplicateSearch
from ui.session import DeskSession
from ui.tasks import Task
from ui.widgets.check_list import CheckList
from ui.widgets.dialog import DialogFrame, DialogHeading
from ui.widgets.duplicate_line import DuplicateLine
from ui.widgets.fields import ErrorLine
from ui.widgets.labels import Label
from ui.widgets.states import EmptyState

SIZE = (1040, 708)
TEXT_WIDTH = 392
translate = QCoreApplication.translate


class CaptureDialog(DialogFrame):
    """Reads leads from text as it is typed or pasted, and adds those that are ticked in one step.

    Signals: open_requested: int. A lead that was added, was merged into, or is to be shown instead.
    """

    open_requested = Signal(int)

    def __init__(self, session: DeskSession, text: str, parent: QWidget, problem: str = "") -> None:
        """Read a text; an empty one waits for the rep to paste or type."""
        super().__init__(parent, self.tr("Add from pasted text"), *SIZE)
        self.setObjectName("capture_dialog")
        self._session = session
        self._settings = session.read(import_settings)
        self.proposals: list[Proposal] = []
        self._place = 0
        self._lookup: Task | None = None
        self._is_unlooked = False
        self._kind: CaptureKind = "nothing"
        self._build()
        self._search = DuplicateSearch(session, self)
        self._search.found.connect(self._on_found_again)
        self._connect()
        is_too_long = len(text) > MOST
        self.text_field.show_text("" if is_too_long else text)
        self.read()
        if problem or is_too_long:
            self.empty_state.set_words(problem or too_long_words())
        (self.form.fields["first_name"] if self.proposals else self.text_field).setFocus(
            Qt.FocusReason.OtherFocusReason
        )

    def _build(self) -> None:
        self.text_field = PastedText()
        self.text_field.setAccessibleName(self.tr("Pasted text"))
        self.text_field.setPlaceholderText(
            self.tr("Paste a signature, an email, a vCard or rows of a spreadsheet here.")
        )
        self.kind_label = Label("", "small", "muted", wraps=True)
        self.kind_label.setObjectName("capture_kind")
        self.list = CheckList()
        self.list.setObjectName("capture_list")
        self.list.setAccessibleName(self.tr("Leads that were read"))
        self.form = LeadForm()
        self.duplicate_line = DuplicateLine(gap=12)
        self.faults = ErrorLine()
        self.faults.setObjectName("capture_faults")
        self.refusal = ErrorLine()
        self.refusal.setObjectName("refusal")
        self.empty_state = EmptyState("")
        column = QVBoxLayout(self.body)
        column.setContentsMargins(24, 20, 24, 12)
        column.setSpacing(0)
        sentence = self.tr("Look over what was read. Nothing is saved before you add it.")
        column.addWidget(DialogHeading(self.tr("Add from pasted text"), sentence))
        column.addSpacing(14)
        row = QHBoxLayout()
        row.setSpacing(20)
        row.addLayout(self._text_side())
        row.addWidget(self._lead_side(), 1)
        column.addLayout(row, 1)
        column.addWidget(self.refusal)
        self.set_foot(self.tr("Add lead"), self.tr("Cancel"), self.tr("You can undo this"))

    def _text_side(self) -> QVBoxLayout:
        left = QVBoxLayout()
        left.setSpacing(8)
        self.text_field.setFixedWidth(round(TEXT_WIDTH * max(1.0, self.width() / SIZE[0])))
        left.addWidget(self.text_field, 1)
        left.addWidget(self.kind_label)
        left.addWidget(self.list)
        return left

    def _lead_side(self) -> QStackedWidget:
        content = QWidget()
        inside = QVBoxLayout(content)
        inside.setContentsMargins(4, 0, 4, 4)
        inside.setSpacing(0)
        inside.addWidget(self.duplicate_line)
        inside.addWidget(self.form)
        inside.addSpacing(8)
        inside.addWidget(self.faults)
        inside.addStretch(1)
        area = QScrollArea()
        area.setFrameShape(QFrame.Shape.NoFrame)
        area.setWidgetResizable(True)
        area.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        area.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        area.viewport().setAutoFillBackground(False)
        area.setWidget(content)
        content.setAutoFillBackground(False)
        self.pages = QStackedWidget()
        self.pages.addWidget(area)
        self.pages.addWidget(self.empty_state)
        return self.pages

    def _connect(self) -> None:
        self.text_field.rested.connect(self.read)
        self.text_field.overflowed.connect(lambda: self.refusal.set_text(too_long_words()))
        self.list.currentRowChanged.connect(self._go_to)
        self.list.ticks_changed.connect(self._show_buttons)
        self.form.edited.connect(self._on_edited)
        self.form.pointed.connect(self.text_field.point_at)
        self.duplicate_line.open_requested.connect(self._leave_for)
        self.duplicate_line.merge_requested.connect(self._merge)
        self.duplicate_line.apart_requested.connect(self._keep_apart)
        self.primary_button.clicked.connect(self.add)
        self.secondary_button.clicked.connect(self.reject)

    # Reading

    def read(self) -> None:
        """Read the text anew; what was changed of the leads read before is gone with them."""
        text = self.text_field.toPlainText()
        found = capture(text, self._settings.region, self._settings.currency)
        self.proposals = proposals(found)
        self._place, self._kind = 0, found.kind
        self.refusal.set_text("")
        self._say_kind(found.kind, found.faults if self.proposals else ())
        if not self.proposals:
            problem = found.faults[0] if found.faults and found.faults[0] != NOBODY else ""
            heading = self.tr("No lead in this text") if text.strip() else self.tr("Nothing pasted yet")
            sentence = self.tr("A lead has a name, an email address or a company. Add one of them to the text.")
            self.empty_state.set_words(heading, problem or (sentence if text.strip() else ""))
        self._fill_list()
        self._show_proposal()
        self._look_up_all()

    def _say_kind(self, kind: CaptureKind, faults: tuple[str, ...]) -> None:
        count = wording.number_text(len(self.proposals))
        words = {
            "vcard": self.tr("Read as a vCard."),
            "rows": self.tr("Read as rows of a table. Leads in it: {count}.").format(count=count),
            "text": self.tr("Read as a signature or an email. What was read is marked."),
            "nothing": "",
        }[kind]
        if kind == "vcard" and len(self.proposals) > 1:
            words = self.tr("Read as vCards. Leads in them: {count}.").format(count=count)
        said = " ".join((words, *faults)).strip()
        self.kind_label.setText(said)
        self.kind_label.setVisible(bool(said))

    def _fill_list(self) -> None:
        self.list.blockSignals(True)
        self.list.clear()
        for place, one in enumerate(self.proposals):
            self.list.add_row(place, self._row_text(place), is_ticked=one.is_new)
        if self.proposals:
            self.list.setCurrentRow(self._place)
        self.list.setVisible(len(self.proposals) > 1)
        self.list.blockSignals(False)

    def _row_text(self, place: int) -> str:
        one = self.proposals[place]
        company = str(one.fields.get("company", ""))
        who = ", ".join(dict.fromkeys(part for part in (one.who, company) if part))
        if one.merged_into is not None:
            return self.tr("Merged: {who}").format(who=who)
        if one.alike:
            return self.tr("May be on file: {who}").format(who=who)
        if one.twin is not None:
            return self.tr("Twice in this text: {who}").format(who=who)
        return who

    def _show_proposal(self) -> None:
        self.pages.setCurrentIndex(0 if self.proposals else 1)
        if not self.proposals:
            self.text_field.show_spans({})
            self._show_buttons()
            return
        one = self.proposals[self._place]
        text = self.text_field.toPlainText()
        is_row = self._kind == "rows"
        found = spans_in_row(text, self._place, len(self.proposals), one.fields) if is_row else spans(text, one.fields)
        self.text_field.show_spans(found)
        lines = {name: _line_at(text, start) for name, (start, _) in found.items()}
        self.form.show_fields(one.fields, lines)
        self.faults.set_text(" ".join(one.faults))
        self.duplicate_line.show_candidates(one.alike if one.merged_into is None else ())
        self._show_buttons()

    def _go_to(self, place: int) -> None:
        if 0 <= place < len(self.proposals) and place != self._place:
            self._place = place
            self._show_proposal()

    # Duplicates, before anything is saved

    def _look_up_all(self) -> None:
        self._search.stop()
        if self._lookup is not None:
            self._lookup.cancel()
        self._is_unlooked = False
        self._lookup = None
        if self.proposals:
            work = partial(look_up, self._session.desk, [dict(one.fields) for one in self.proposals])
            task = self._lookup = self._session.start_task(work)
            task.progressed.connect(lambda done, total: self._on_progress(task, done, total))
            task.succeeded.connect(lambda found: self._on_looked_up(task, found))
            task.failed.connect(lambda sentence: self._on_lookup_failed(task, sentence))
        self._show_buttons()

    @property
    def is_looking(self) -> bool:
        """Tell whether duplicates are being looked for, so that nothing can be added yet."""
        return self._lookup is not None

    def _on_progress(self, task: Task, done: int, total: int) -> None:
        if task is self._lookup:
            words = self.tr("Looking for duplicates, {done} of {total}")
            number = wording.number_text
            self.foot_label.setText(words.format(done=number(done), total=number(total)))

    def _on_looked_up(self, task: Task, found: tuple[list[list[Candidate]], dict[int, int]]) -> None:
        if task is not self._lookup or not self._session.is_open:
            return
        self._lookup = None
        alike, twins = found
        for place, one in enumerate(self.proposals):
            one.candidates, one.twin = alike[place], twins.get(place)
            self.list.item(place).setText(self._row_text(place))
        self.list.set_ticked([place for place in self.chosen() if self.proposals[place].is_new])
        self.duplicate_line.show_candidates(self.proposals[self._place].alike)
        self._show_buttons()

    def _on_lookup_failed(self, task: Task, sentence: str) -> None:
        if task is self._lookup:
            self._lookup = None
            self.refusal.set_text(sentence)
            self._show_buttons()

    def _on_edited(self) -> None:
        self.refusal.set_text("")
        one = self.proposals[self._place]
        one.fields = self.form.values()
        self._is_unlooked = True
        self._search.look_for(one.fields)
        self._name_row()
        self._show_buttons()

    def _on_found_again(self, found: list[Candidate]) -> None:
        """Take the leads on file that the one that shows may be, as it was changed."""
        self._is_unlooked = False
        one = self.proposals[self._place]
        one.candidates = found
        self.duplicate_line.show_candidates(one.alike)
        self._name_row()
        self._show_buttons()

    def _keep_apart(self, other: int) -> None:
        one = self.proposals[self._place]
        one.apart.append(other)
        self.duplicate_line.show_candidates(one.alike)
        self._tick(self._place, is_ticked=one.is_new)

    def _merge(self, other: int) -> None:
        one = self.proposals[self._place]
        try:
            sheet = FillLeadDialog(self._session, other, one.fields, self)
        except NotFound:
            self._look_up_all()
            return
        sheet.accepted.connect(lambda: self._on_merged(one, other))
        sheet.finished.connect(sheet.deleteLater)
        sheet.open()

    def _on_merged(self, one: Proposal, other: int) -> None:
        if len(self.proposals) == 1:
            self._leave_for(other)
            return
        one.merged_into = other
        self.duplicate_line.show_candidates(())
        self._tick(self.proposals.index(one), is_ticked=False)

    def _tick(self, place: int, *, is_ticked: bool) -> None:
        ticked = {one for one in self.list.ticked() if one != place} | ({place} if is_ticked else set())
        self.list.set_ticked(ticked)
        self._name_row()
        self._show_buttons()

    def _name_row(self) -> None:
        self.list.item(self._place).setText(self._row_text(self._place))

    # Adding

    def chosen(self) -> list[int]:
        """Return the places of the leads that are to be added."""
        if len(self.proposals) == 1:
            return [0]
        return [place for place in self.list.ticked() if isinstance(place, int)]

    def _show_buttons(self) -> None:
        chosen = self.chosen() if self.proposals else []
        alike = any(self.proposals[place].alike for place in chosen)
        one = self.tr("Add anyway") if alike and len(self.proposals) == 1 else self.tr("Add 1 lead")
        if len(self.proposals) < 2 and not alike:
            one = self.tr("Add lead")
        many = self.tr("Add {count} leads").format(count=wording.number_text(len(chosen)))
        looking = self.tr("Looking for duplicates") if self.is_looking else self.tr("You can undo this")
        self.set_foot(one if len(chosen) < 2 else many, self.tr("Cancel"), looking)
        self.primary_button.setEnabled(bool(chosen) and not self.is_looking)

    def add(self) -> None:
        """Add what is ticked and leave, or say what is wrong."""
        self.refusal.set_text("")
        chosen = self.chosen()
        if not chosen or self.is_looking or self._sees_more():
            return
        leads = tuple(self.proposals[place].fields for place in chosen)
        apart = {at: tuple(self.proposals[place].apart) for at, place in enumerate(chosen)}
        command = AddLead(leads[0], apart[0]) if len(leads) == 1 else AddLeads(leads, apart)
        try:
            done = self._session.run(command, self, raises=True)
        except SalesDeskError as refusal:
            self._show_refusal(refusal)
            return
        if done is None or done.new_id is None:
            return
        count = wording.number_text(len(leads))
        added = self.tr("Added “{name}”").format(name=self.proposals[chosen[0]].who)
        words = added if len(leads) == 1 else self.tr("Added {count} leads").format(count=count)
        self._session.notify(words, True)
        self._leave_for(done.new_id)

    def _sees_more(self) -> bool:
        """Look again where the last change was not looked up yet; tell whether that found a lead nobody has seen."""
        if not self._is_unlooked:
            return False
        self._search.stop()
        one = self.proposals[self._place]
        seen = {other.id for other in one.alike}
        self._on_found_again(self._session.read(duplicates.candidates, one.fields))
        return any(other.id not in seen for other in one.alike)

    def _show_refusal(self, refusal: SalesDeskError) -> None:
        field = self.form.fields.get(refusal.field) if isinstance(refusal, BadValue) else None
        if field is not None and len(self.chosen()) == 1:
            field.set_error(str(refusal))
            field.setFocus(Qt.FocusReason.OtherFocusReason)
        else:
            self.refusal.set_text(str(refusal))

    def _leave_for(self, lead: int) -> None:
        self.accept()
        self.open_requested.emit(lead)

    @override
    def done(self, result: int) -> None:
        """Look no further."""
        self._search.stop()
        if self._lookup is not None:
            self._lookup.cancel()
            self._lookup = None
        super().done(result)


def too_long_words() -> str:
    """Return what is said of a text that is longer than anybody could look over."""
    words = translate("capture", "This is longer than {count} characters. Import it as a file instead.")
    return words.format(count=wording.number_text(MOST))


def _line_at(text: str, start: int) -> str:
    first, last = text.rfind("\n", 0, start) + 1, text.find("\n", start)
    return text[first : last if last >= 0 else None].strip()[:120]
