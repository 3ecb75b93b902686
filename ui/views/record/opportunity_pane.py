"""The page of one opportunity: stages, deal and plan, next step, evidence and people."""

from __future__ import annotations

from PySide6.QtCore import QPoint, Signal
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from salesdesk.domain.changes import Changes
from salesdesk.domain.errors import SalesDeskError
from salesdesk.domain.evidence import Dimension
from salesdesk.queries import evidence, opportunities, origins, timeline
from salesdesk.queries.opportunities import OpportunityPage as Page
from salesdesk.services.commands import Evidence, ReaffirmEvidence, RecordEvidence, SetOpportunity
from ui import wording
from ui.session import DeskSession
from ui.views.record import opportunity_fields, reading, stepping
from ui.views.record.bant_rows import BantSummary
from ui.views.record.deal import DealSections
from ui.views.record.drop_hint import DropHint
from ui.views.record.evidence_editor import EvidenceEditor, Occasion
from ui.views.record.evidence_words import PLAYBOOK_KINDS
from ui.views.record.header import RecordHeader
from ui.views.record.lead_pane import PADDING, SPOKEN
from ui.views.record.next_steps import NextSteps
from ui.views.record.own_fields import OwnFields
from ui.views.record.rate_line import RateLine
from ui.views.record.source_leads import SourceLeads
from ui.widgets.button import Button, IconButton
from ui.widgets.dialog import Hairline
from ui.widgets.scrolling import ScrollColumn
from ui.widgets.stepper import Stepper

LINK = 200


class OpportunityPane(QWidget):
    """The record of the opportunity that is chosen in the list.

    Signals:
        win_requested, lose_requested, reopen_requested: int. The opportunity to close, or to open again.
        lead_requested: int. A lead it came from, to be shown.
        return_requested: int. The lead whose promotion is to be taken back.
        step_requested: int. The stage asked for.
        menu_requested: QPoint. Where the menu of the record opens, in global coordinates.
        left: Escape, where no field had anything to restore.
    """

    win_requested = Signal(int)
    lose_requested = Signal(int)
    reopen_requested = Signal(int)
    lead_requested = Signal(int)
    return_requested = Signal(int)
    step_requested = Signal(int)
    menu_requested = Signal(QPoint)
    left = Signal()

    def __init__(self, session: DeskSession, currency: str, parent: QWidget | None = None) -> None:
        """Start without an opportunity; amounts without a currency are in the desk’s."""
        super().__init__(parent)
        self._session = session
        self._currency = currency
        self.page: Page | None = None
        self.dimensions: list[Dimension] = []
        self._make_header()
        self.stepper = Stepper(self.tr("Stage"))
        self.stepper.setObjectName("stage_stepper")
        self.stepper.step_requested.connect(lambda key: self.step_requested.emit(int(key)))
        self.form = opportunity_fields.make_form(self._read_money, self._read_day, self._read_recurring)
        self.form.save_requested.connect(self._save)
        self.form.escaped.connect(self.left)
        self.own = OwnFields(session, "opportunity", currency, self.tr("Your own fields"))
        self.account_own = OwnFields(session, "account", currency, self.tr("Your own fields of the account"))
        self.contact_own = OwnFields(session, "contact", currency, self.tr("Your own fields of the contact"))
        self._owns = (self.own, self.account_own, self.contact_own)
        for own in self._owns:
            own.escaped.connect(self.left)
        self.next_steps = NextSteps(session, "opportunity", shows_none=True)
        self.bant = BantSummary()
        self.bant.state_chosen.connect(self.set_state)
        self.bant.edit_requested.connect(self.edit_evidence)
        self.bant.reaffirm_requested.connect(self._reaffirm)
        self.rate_line = RateLine(session, currency)
        self.sources = SourceLeads()
        self.sources.lead_requested.connect(self.lead_requested)
        self.sources.return_requested.connect(self.return_requested)
        self.deal = DealSections(session)
        self.deal.escaped.connect(self.left)
        self._lay_out()
        self.drop_hint = DropHint(self)
        self.drop_hint.dropped.connect(self.deal.attaching.attach)

    def _make_header(self) -> None:
        self.header = RecordHeader()
        self.won_button = Button(self.tr("Won"), "standard", icon="trophy", keys="W")
        self.won_button.setObjectName("won_button")
        self.won_button.clicked.connect(self.win)
        self.lost_button = Button(self.tr("Lost"), "standard", icon="circle-x", keys="L")
        self.lost_button.setObjectName("lost_button")
        self.lost_button.clicked.connect(self.lose)
        self.reopen_button = Button(self.tr("Reopen"), "standard", icon="undo")
        self.reopen_button.setObjectName("reopen_button")
        self.reopen_button.clicked.connect(self.reopen)
        self.more_button = IconButton("more", self.tr("More"))
        self.more_button.setObjectName("record_more")
        self.more_button.clicked.connect(self._open_menu)
        for button in (self.won_button, self.lost_button, self.reopen_button, self.more_button):
            self.header.add_button(button)
        self.lead_button = Button("", "link", "row")
        self.lead_button.setObjectName("lead_link")
        self.lead_button.clicked.connect(self.show_lead)
        self.header.add_link(self.lead_button)

    def _lay_out(self) -> None:
        self.body = QWidget()
        column = QVBoxLayout(self.body)
        column.setContentsMargins(PADDING, 14, PADDING, PADDING)
        column.setSpacing(0)
        column.addWidget(self.header)
        column.addSpacing(16)
        column.addWidget(self.stepper)
        column.addSpacing(20)
        column.addWidget(self.form)
        for own in self._owns:
            column.addWidget(own)
        column.addSpacing(4)
        column.addWidget(self.rate_line)
        column.addSpacing(9)
        column.addWidget(Hairline())
        column.addSpacing(17)
        column.addWidget(self.next_steps)
        column.addSpacing(20)
        column.addWidget(self.bant)
        column.addSpacing(18)
        column.addWidget(self.sources)
        column.addWidget(self.deal)
        column.addStretch(1)
        self.scroll_area = ScrollColumn(self.body)
        outer = QHBoxLayout(self)
        outer.setContentsMargins(0, 0, 0, 0)
        outer.addWidget(self.scroll_area)
        self.setFocusProxy(self.more_button)

    # Reading what is typed needs the opportunity’s own currency.

    @property
    def currency(self) -> str:
        """Return the currency of the opportunity that is shown."""
        return self.page.currency if self.page is not None else self._currency

    def _read_money(self, text: str) -> dict[str, object]:
        found = reading.money(text, self.currency)
        return found if found["amount_minor"] is not None else {"amount_minor": 0}

    def _read_recurring(self, text: str) -> dict[str, object]:
        return {"mrr_minor": reading.money_in(text, self.currency)}

    def _read_day(self, text: str) -> dict[str, object]:
        return reading.day(text, "expected_close", self._session.now().date())

    # Showing.

    def show_opportunity(self, opportunity: int) -> bool:
        """Show an opportunity, and tell whether it is there."""
        now = self._session.now()
        page = self._session.read(opportunities.opportunity_page, opportunity, now)
        if page is None:
            return False
        is_other = self.page is None or self.page.id != opportunity
        if is_other:
            self.leave()
        self.page = page
        self.dimensions = self._session.read(evidence.of_opportunity, opportunity, now)
        is_open = page.stage_kind == "open"
        self.header.show_names(page.name, self._line(page))
        self.lead_button.setVisible(page.lead_id is not None and bool(page.lead_name))
        self.lead_button.set_cut_text(self.tr("From lead {name}").format(name=page.lead_name), LINK)
        self.won_button.setVisible(is_open)
        self.lost_button.setVisible(is_open)
        self.reopen_button.setVisible(not is_open)
        self.stepper.set_steps(stepping.stage_steps(page))
        self.form.show_record(opportunity, opportunity_fields.texts_of(page))
        self.own.show_record(opportunity)
        self.account_own.show_record(page.account_id)
        self.contact_own.show_record(page.contact_id)
        self.next_steps.show_record(opportunity, is_open=is_open)
        self.bant.show_dimensions(self.dimensions, now.date())
        self.sources.show_leads(self._session.read(origins.source_leads, opportunity), now)
        self.rate_line.show_amount(page.amount_minor, page.currency, now.date())
        self.deal.show_page(page)
        self._name_sum()
        self.drop_hint.watch(self.body)
        if is_other:
            self.scroll_area.verticalScrollBar().setValue(0)
        return True

    def _name_sum(self) -> None:
        """Let the amount be read only while it is the sum of lines."""
        edit, count = self.form.field("amount").edit, len(self.deal.deal.lines)
        edit.setReadOnly(bool(count))
        edit.set_suffix(wording.count_of(count, self.tr("line"), self.tr("lines")) if count else "")
        edit.setToolTip(self.tr("The amount is the sum of the lines. Change a line instead.") if count else "")

    def _line(self, page: Page) -> str:
        if page.stage_kind != "lost" or not page.lost_reason:
            return page.account_name
        values = {"account": page.account_name, "reason": page.lost_reason}
        if not page.account_name:
            return self.tr("Lost: {reason}").format(**values)
        return self.tr("{account}. Lost: {reason}").format(**values)

    def refresh_after(self, changes: Changes) -> None:
        """Read the opportunity anew where it was changed."""
        if self.page is None:
            return
        mine = self.page.id in changes.of("opportunity")
        leads = {self.page.lead_id, *(lead.id for lead in self.sources.leads)}
        around = not changes.of("lead").isdisjoint(leads) or self.page.account_id in changes.of("account")
        told = changes.touches("stage", "contact", "exchange_rate", "custom_field", *PLAYBOOK_KINDS)
        if mine or around or changes.wholesale or told:
            self.show_opportunity(self.page.id)

    # What can be done.

    def win(self) -> None:
        """Ask to mark the opportunity as won."""
        if self.page is not None and self.page.stage_kind == "open":
            self.leave()
            self.win_requested.emit(self.page.id)

    def lose(self) -> None:
        """Ask to mark the opportunity as lost."""
        if self.page is not None and self.page.stage_kind == "open":
            self.leave()
            self.lose_requested.emit(self.page.id)

    def leave(self) -> None:
        """Save what is being typed."""
        self.form.leave()
        for own in self._owns:
            own.leave()
        self.deal.leave()

    def reopen(self) -> None:
        """Ask to open the opportunity again."""
        if self.page is not None:
            self.reopen_requested.emit(self.page.id)

    def show_lead(self) -> None:
        """Ask for the lead the opportunity came from."""
        if self.page is not None and self.page.lead_id is not None:
            self.lead_requested.emit(self.page.lead_id)

    def toggle_more(self) -> None:
        """Show all fields, or only the usual ones again."""
        section = self.form.section(opportunity_fields.MORE)
        section.setVisible(section.isHidden())
        for own in self._owns:
            own.show_all(not section.isHidden())

    def _open_menu(self) -> None:
        self.menu_requested.emit(self.more_button.mapToGlobal(QPoint(0, self.more_button.height() + 4)))

    def _save(self, key: str, fields: dict[str, object]) -> None:
        if self.page is None:
            return
        try:
            self._session.run(SetOpportunity(self.page.id, fields), self, raises=True)
        except SalesDeskError as refusal:
            self.form.show_problem(key, str(refusal))

    def set_state(self, dimension: str, state: str) -> None:
        """Set a dimension to confirmed, unknown or failed; value and note stay."""
        if self.page is not None:
            answer = Evidence(dimension, state)  # type: ignore[arg-type]
            self._session.run(RecordEvidence((answer,), opportunity=self.page.id), self)

    def edit_evidence(self, dimension: str, activity: int | None = None) -> None:
        """Open the editor of a dimension at its row or card, from an activity that told something if one is named."""
        if self.page is None:
            return
        opportunity = self.page.id
        recent = self._session.read(timeline.timeline, "opportunity", opportunity, kinds=SPOKEN, limit=8)
        entry = (
            self._session.read(timeline.activity, "opportunity", opportunity, activity)
            if activity is not None
            else None
        )
        anchor = self.bant.anchor(dimension)
        self.scroll_area.ensureWidgetVisible(anchor)
        editor = EvidenceEditor(
            anchor,
            next(one for one in self.dimensions if one.code == dimension),
            currency=self.currency,
            now=self._session.now(),
            activities=[entry for entry in recent.entries if isinstance(entry, timeline.ActivityEntry)],
            save=lambda answers: self._record(opportunity, answers),
            occasion=Occasion(entry, self.page.contact_name) if entry is not None else None,
        )
        editor.open_on_value()

    def _record(self, opportunity: int, answers: tuple[Evidence, ...]) -> SalesDeskError | None:
        try:
            self._session.run(RecordEvidence(answers, opportunity=opportunity), self, raises=True)
        except SalesDeskError as refusal:
            return refusal
        return None

    def _reaffirm(self, dimension: str) -> None:
        if self.page is not None:
            self._session.run(ReaffirmEvidence(dimension, opportunity=self.page.id), self)
