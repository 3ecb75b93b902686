"""The page of one lead: name, lifecycle, fields and evidence."""

from __future__ import annotations

from PySide6.QtCore import QPoint, QTimer, Signal
from PySide6.QtGui import QHideEvent, QShowEvent
from PySide6.QtWidgets import QVBoxLayout, QWidget
from typing_extensions import override

from salesdesk.domain.changes import Changes
from salesdesk.domain.errors import SalesDeskError
from salesdesk.domain.evidence import Dimension
from salesdesk.domain.reply import WorkingHours
from salesdesk.queries import evidence, leads, scores, settings, timeline
from salesdesk.queries.leads import LeadPage
from salesdesk.services.commands import Evidence, ReaffirmEvidence, RecordEvidence, SetLead
from ui.session import DeskSession
from ui.views.record import lead_fields, stepping
from ui.views.record.bant_cards import BantCards
from ui.views.record.evidence_editor import EvidenceEditor, Occasion
from ui.views.record.evidence_words import PLAYBOOK_KINDS
from ui.views.record.header import RecordHeader
from ui.views.record.lead_standing import standing_of
from ui.views.record.likeness import LikenessWatch
from ui.views.record.next_steps import NextSteps
from ui.views.record.notes import Notes
from ui.views.record.own_fields import OwnFields
from ui.views.record.score_popover import ScoreButton, ScorePopover
from ui.views.record.standing import StandingLine
from ui.widgets.button import Button, IconButton
from ui.widgets.dialog import Hairline
from ui.widgets.duplicate_line import DuplicateLine
from ui.widgets.scrolling import ScrollColumn
from ui.widgets.stepper import Stepper

PADDING = 20
KINDS_AROUND = ("custom_field", *PLAYBOOK_KINDS)
TICK_MS = 1000
SPOKEN = ("call", "email", "meeting", "demo", "note")


class LeadPane(QWidget):
    """The record of the lead that is chosen in the list.

    Signals:
        qualify_requested: int. The lead to qualify.
        step_requested: str. The lifecycle stage asked for.
        menu_requested: QPoint. Where the menu of the record opens, in global coordinates.
        way_back_requested: reopen the lead, or show the opportunity it became.
        rules_requested: the scoring rules are to be edited.
        duplicate_requested: int. A lead that this one looks like, to be shown.
        merge_requested: list. This lead and one that it looks like, to be made one.
        left: Escape, where no field had anything to restore.
    """

    qualify_requested = Signal(int)
    step_requested = Signal(str)
    menu_requested = Signal(QPoint)
    way_back_requested = Signal()
    rules_requested = Signal()
    duplicate_requested = Signal(int)
    merge_requested = Signal(list)
    left = Signal()

    def __init__(self, session: DeskSession, currency: str, parent: QWidget | None = None) -> None:
        """Start without a lead; amounts without a currency are in the desk’s."""
        super().__init__(parent)
        self._session = session
        self._currency = currency
        self.page: LeadPage | None = None
        self.dimensions: list[Dimension] = []
        self._hours: WorkingHours | None = None
        self._clock = QTimer(self)
        self._clock.setInterval(TICK_MS)
        self._clock.timeout.connect(self._show_clock)
        self._make_header()
        self.stepper = Stepper(self.tr("Lifecycle"))
        self.stepper.setObjectName("lifecycle_stepper")
        self.stepper.step_requested.connect(self.step_requested)
        self.standing = StandingLine()
        self.standing.link_used.connect(self.way_back_requested)
        self.alike = LikenessWatch(session, DuplicateLine(gap=12), self)
        self.alike.line.open_requested.connect(self.duplicate_requested)
        self.alike.line.merge_requested.connect(lambda other: self.merge_requested.emit([self.lead_id, other]))
        self.form = lead_fields.make_form(currency)
        self.form.save_requested.connect(self._save)
        self.form.escaped.connect(self.left)
        self.own = OwnFields(session, "lead", currency, self.tr("Your own fields"))
        self.own.escaped.connect(self.left)
        self.notes = Notes()
        self.notes.edit.save_requested.connect(self._save_notes)
        self.next_steps = NextSteps(session, "lead", shows_none=False)
        self.bant = BantCards()
        self.bant.state_chosen.connect(self.set_state)
        self.bant.edit_requested.connect(self.edit_evidence)
        self.bant.reaffirm_requested.connect(self._reaffirm)
        self._lay_out()

    def _make_header(self) -> None:
        self.header = RecordHeader()
        self.score_button = ScoreButton()
        self.score_button.clicked.connect(self.explain_score)
        self.qualify_button = Button(self.tr("Qualify"), "primary", icon="checklist", keys="Q")
        self.qualify_button.setObjectName("qualify_button")
        self.qualify_button.clicked.connect(self.qualify)
        self.more_button = IconButton("more", self.tr("More"))
        self.more_button.setObjectName("record_more")
        self.more_button.clicked.connect(self._open_menu)
        for button in (self.score_button, self.qualify_button, self.more_button):
            self.header.add_button(button)

    def _lay_out(self) -> None:
        self.body = QWidget()
        column = QVBoxLayout(self.body)
        column.setContentsMargins(PADDING, 14, PADDING, PADDING)
        column.setSpacing(0)
        column.addWidget(self.header)
        column.addSpacing(16)
        column.addWidget(self.stepper)
        column.addSpacing(10)
        column.addWidget(self.standing)
        column.addSpacing(10)
        column.addWidget(self.alike.line)
        column.addWidget(self.form)
        column.addWidget(self.own)
        column.addWidget(self.notes)
        column.addSpacing(11)
        column.addWidget(Hairline())
        column.addSpacing(18)
        column.addWidget(self.next_steps)
        column.addWidget(self.bant)
        column.addStretch(1)
        self.scroll_area = ScrollColumn(self.body)
        outer = QVBoxLayout(self)
        outer.setContentsMargins(0, 0, 0, 0)
        outer.addWidget(self.scroll_area)
        self.setFocusProxy(self.score_button)

    @property
    def lead_id(self) -> int | None:
        """Return the lead that is shown."""
        return self.page.id if self.page is not None else None

    def show_lead(self, lead_id: int) -> bool:
        """Show a lead, and tell whether it is there."""
        now = self._session.now()
        page = self._session.read(leads.lead_page, lead_id)
        if page is None:
            return False
        is_other = self.lead_id != lead_id
        if is_other:
            self.leave()
        self.page = page
        self._hours = self._session.read(settings.working_hours)
        self.dimensions = self._session.read(evidence.of_lead, lead_id, now)
        parts = [part for part in (page.title, page.company) if part]
        self.header.show_names(page.name, ", ".join(parts))
        self.score_button.show_score(page.score)
        self.stepper.set_steps(stepping.lifecycle_steps(page, now))
        self._show_standing(page)
        self.form.show_record(lead_id, lead_fields.texts_of(page, self._currency, now, self._hours))
        lead_fields.mark_email(self.form, page)
        lead_fields.mark_phones(self.form, page)
        self.own.show_record(lead_id)
        self.notes.edit.show_text(page.notes, is_other=is_other)
        self._show_notes()
        self.next_steps.show_record(lead_id)
        self.bant.show_dimensions(self.dimensions, now.date())
        self.qualify_button.setVisible(page.lifecycle != "opportunity")
        self.alike.show_lead(page)
        if is_other:
            self.scroll_area.verticalScrollBar().setValue(0)
        return True

    def _show_standing(self, page: LeadPage) -> None:
        said = standing_of(page, self.dimensions, self._session.now())
        self.standing.say(said.icon, said.words, said.link, said.ink)

    def _show_clock(self) -> None:
        """Say anew how much time is left for a first reply, as long as that runs."""
        page, now = self.page, self._session.now()
        if page is not None and lead_fields.running_clock(page, now, self._hours) is not None:
            self.form.show_fact("first_reply", lead_fields.first_reply(page, now, self._hours))

    @override
    def showEvent(self, event: QShowEvent) -> None:
        """Let the clock run while it is seen."""
        super().showEvent(event)
        self._clock.start()

    @override
    def hideEvent(self, event: QHideEvent) -> None:
        """Stop the clock."""
        super().hideEvent(event)
        self._clock.stop()

    def refresh_after(self, changes: Changes) -> None:
        """Read the lead anew where it was changed."""
        if self.page is None:
            return
        self.alike.follow(changes)
        if self.page.id in changes.of("lead") or changes.wholesale or changes.touches("setting", *KINDS_AROUND):
            self.show_lead(self.page.id)

    def qualify(self) -> None:
        """Ask for the qualification of the lead."""
        if self.page is not None and self.page.lifecycle != "opportunity":
            self.leave()
            self.qualify_requested.emit(self.page.id)

    def toggle_more(self) -> None:
        """Show all fields, or only the usual ones again."""
        section = self.form.section(lead_fields.MORE)
        section.setVisible(section.isHidden())
        self.own.show_all(not section.isHidden())
        self._show_notes()

    def leave(self) -> None:
        """Save what is being typed."""
        self.form.leave()
        self.own.leave()
        self.notes.edit.finish()

    def _show_notes(self) -> None:
        is_whole = not self.form.section(lead_fields.MORE).isHidden()
        has_notes = self.page is not None and bool(self.page.notes)
        self.notes.setVisible(is_whole or has_notes or self.notes.edit.hasFocus())

    def _save_notes(self, text: str) -> None:
        if self.page is not None:
            self._session.run(SetLead(self.page.id, {"notes": text}), self)

    def _open_menu(self) -> None:
        self.menu_requested.emit(self.more_button.mapToGlobal(QPoint(0, self.more_button.height() + 4)))

    def _save(self, key: str, fields: dict[str, object]) -> None:
        if self.page is None:
            return
        try:
            self._session.run(SetLead(self.page.id, fields), self, raises=True)
        except SalesDeskError as refusal:
            self.form.show_problem(key, str(refusal))

    def set_state(self, dimension: str, state: str) -> None:
        """Set a dimension to confirmed, unknown or failed; value and note stay."""
        if self.page is not None:
            answer = Evidence(dimension, state)  # type: ignore[arg-type]
            self._session.run(RecordEvidence((answer,), lead=self.page.id), self)

    def edit_evidence(self, dimension: str, activity: int | None = None) -> None:
        """Open the editor of a dimension on its card, from an activity that told something about it if one is named."""
        if self.page is None:
            return
        lead_id = self.page.id
        recent = self._session.read(timeline.timeline, "lead", lead_id, kinds=SPOKEN, limit=8)
        entry = self._session.read(timeline.activity, "lead", lead_id, activity) if activity is not None else None
        anchor = self.bant.card(dimension).state_button
        self.scroll_area.ensureWidgetVisible(anchor)
        editor = EvidenceEditor(
            anchor,
            next(one for one in self.dimensions if one.code == dimension),
            currency=self.page.currency or self._currency,
            now=self._session.now(),
            activities=[entry for entry in recent.entries if isinstance(entry, timeline.ActivityEntry)],
            save=lambda answers: self._record(lead_id, answers),
            occasion=Occasion(entry, self.page.name) if entry is not None else None,
        )
        editor.open_on_value()

    def _record(self, lead_id: int, answers: tuple[Evidence, ...]) -> SalesDeskError | None:
        try:
            self._session.run(RecordEvidence(answers, lead=lead_id), self, raises=True)
        except SalesDeskError as refusal:
            return refusal
        return None

    def explain_score(self) -> None:
        """Open the explanation of the score."""
        if self.page is None:
            return
        score = self._session.read(scores.explained, self.page.id)
        if score is not None:
            popover = ScorePopover(self.score_button, score, self.page.mql_mark)
            popover.rules_requested.connect(self.rules_requested)
            popover.closed.connect(lambda _left: self.score_button.set_open(False))
            self.score_button.set_open(True)
            popover.open()

    def _reaffirm(self, dimension: str) -> None:
        if self.page is not None:
            self._session.run(ReaffirmEvidence(dimension, lead=self.page.id), self)
