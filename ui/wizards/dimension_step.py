"""One dimension of the playbook: its question, how it stands, the answers, and where they came from."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from datetime import date, datetime
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import Qt
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import QGridLayout, QHBoxLayout, QWidget
from typing_extensions import override

from salesdesk.queries import evidence, qualifying
from salesdesk.queries.imports import import_settings
from salesdesk.services.commands import Evidence, ReaffirmEvidence, RecordEvidence
from ui import theme, wording
from ui.widgets.button import Button
from ui.widgets.choices import ChoiceCard
from ui.widgets.dialog import Hairline
from ui.widgets.fields import ErrorLine, LineField, TextField
from ui.widgets.labels import Label
from ui.wizards.answer_fields import WIDE_TYPES, AnswerField, answer_field
from ui.wizards.evidence_source import SourceButton
from ui.wizards.note_bar import NoteBar
from ui.wizards.step import SIDE, TOP, Kept, PageArea, Step
from ui.wizards.talk_track import TalkTrack

if TYPE_CHECKING:
    from salesdesk.domain.evidence import Answer, Dimension
    from ui.session import DeskSession

TALK_WIDTH = 199
PERSON_WIDTH = 132
MOST_SIGNS = 200
STACKED_FROM = 1.25
STATES = ("confirmed", "unknown", "failed")
ICONS = {
    "confirmed": ("circle-check", "success"),
    "unknown": ("circle-dashed", "muted"),
    "failed": ("circle-x", "danger"),
}
KEYS = {"confirmed": "Alt+C", "unknown": "Alt+U", "failed": "Alt+F"}


class StateCards(QWidget):
    """Confirmed, Unknown and Failed side by side."""

    def __init__(self, parent: QWidget | None = None) -> None:
        """Start with Unknown."""
        super().__init__(parent)
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(8)
        names = {"confirmed": self.tr("Confirmed"), "unknown": self.tr("Unknown"), "failed": self.tr("Failed")}
        self.cards: dict[str, ChoiceCard] = {}
        for state in STATES:
            icon, role = ICONS[state]
            card = ChoiceCard(names[state], icon=icon, icon_role=role, parent=self)
            card.setObjectName(f"state_{state}")
            card.setToolTip(QKeySequence(KEYS[state]).toString(QKeySequence.SequenceFormat.NativeText))
            card.setFixedHeight(max(36, 18 + theme.current().line()))
            row.addWidget(card, 1)
            self.cards[state] = card
        self.cards["unknown"].setChecked(True)

    def state(self) -> str:
        """Return the state chosen."""
        return next(state for state, card in self.cards.items() if card.isChecked())

    def set_state(self, state: str) -> None:
        """Choose a state."""
        self.cards[state].setChecked(True)


class DimensionStep(Step):
    """The page of one dimension; leaving it records what changed, in one undo step."""

    def __init__(self, session: DeskSession, lead_id: int, dimension: Dimension, parent: QWidget | None = None) -> None:
        """Show a dimension as it is recorded."""
        super().__init__(dimension.code, dimension.name, dimension.name, dimension.question, parent)
        self._session = session
        self._lead_id = lead_id
        self._recorded = dimension
        self._today = session.now().date()
        # Side by side there is no room for a large font.
        self._is_stacked = theme.current().type.unit > STACKED_FROM
        self._is_state_chosen = False
        self._shown: Kept = {}
        self.cards = StateCards()
        self.fields: dict[str, AnswerField] = {}
        self.note_edit = TextField(2)
        self.note_edit.setObjectName("evidence_note")
        self.note_edit.setFixedHeight(self.note_edit.sizeHint().height())
        self.note_edit.setAccessibleName(self.tr("Evidence"))
        self.note_error = ErrorLine()
        self.note_edit.error_changed.connect(self.note_error.set_text)
        self.person_field = LineField(record_form=True)
        self.person_field.setObjectName("evidence_person")
        self.person_field.setAccessibleName(self.tr("Said by"))
        self.person_field.setPlaceholderText(self.tr("Said by"))
        self.person_field.setMaxLength(MOST_SIGNS)
        self.person_field.setFixedWidth(round(PERSON_WIDTH * theme.current().type.unit))
        self.source_button = SourceButton()
        self.source_button.setObjectName("evidence_source")
        self.aged_bar = NoteBar()
        self.still_true_button = Button(self.tr("Still true"), "link", "row")
        self.still_true_button.setObjectName("still_true_button")
        self.still_true_button.clicked.connect(self._reaffirm)
        self._lay_out()
        self._connect()
        self._show_recorded()

    def _lay_out(self) -> None:
        self.body.addWidget(self.cards)
        self.body.addSpacing(16)
        self.body.addWidget(self.aged_bar)
        self.body.addLayout(self._fields_grid())
        self.body.addSpacing(14)
        self.body.addLayout(self._note_head())
        self.body.addSpacing(4)
        self.body.addWidget(self.note_edit)
        self.body.addWidget(self.note_error)
        self.add_extras()
        self.aged_bar.add_button(self.still_true_button)
        talk = TalkTrack([line for answer in self._recorded.answers for line in answer.talk_track])
        if self._is_stacked:
            self.body.addSpacing(20)
            self.body.addWidget(talk)
        self.body.addStretch(1)
        left = QWidget()
        left.setLayout(self.body)
        self.body.setContentsMargins(SIDE, TOP, SIDE, TOP)
        page = QHBoxLayout(self)
        page.setContentsMargins(0, 0, 0, 0)
        page.setSpacing(0)
        page.addWidget(PageArea(left), 1)
        if not self._is_stacked:
            talk.setFixedWidth(TALK_WIDTH)
            right = QHBoxLayout()
            right.setContentsMargins(0, TOP, SIDE, TOP)
            right.setSpacing(TOP)
            right.addWidget(Hairline(is_vertical=True))
            right.addWidget(talk)
            page.addLayout(right)

    def add_extras(self) -> None:
        """Add what only one of the dimensions shows, below the note."""

    def _fields_grid(self) -> QGridLayout:
        grid = QGridLayout()
        grid.setContentsMargins(0, 0, 0, 0)
        grid.setHorizontalSpacing(16)
        grid.setVerticalSpacing(14)
        grid.setColumnStretch(0, 1)
        grid.setColumnStretch(1, 1)
        currency = self._session.read(import_settings).currency
        at = 0
        for answer in self._recorded.answers:
            field = answer_field(answer.criterion, answer.prompt, answer.answer_type, answer.choices, currency)
            self.fields[answer.criterion] = field
            span = 2 if self._is_stacked or answer.answer_type in WIDE_TYPES else 1
            at += at % 2 if span == 2 else 0
            grid.addWidget(field, at // 2, at % 2, 1, span, Qt.AlignmentFlag.AlignTop)
            at += span
        return grid

    def _note_head(self) -> QHBoxLayout:
        row = QHBoxLayout()
        label = Label(self.tr("Evidence"), "small", "muted")
        label.setBuddy(self.note_edit)
        row.addWidget(label)
        row.addStretch(1)
        row.addWidget(self.person_field)
        row.addWidget(self.source_button)
        return row

    def _connect(self) -> None:
        for state, card in self.cards.cards.items():
            card.clicked.connect(self._on_state_chosen)
            QShortcut(QKeySequence(KEYS[state]), self).activated.connect(lambda one=state: self._choose_state(one))
        for field in self.fields.values():
            field.edited.connect(self._on_edited)
        self.note_edit.textChanged.connect(self.edited)
        self.person_field.textEdited.connect(lambda _text: self.edited.emit())
        self.source_button.edited.connect(self.edited)

    def _choose_state(self, state: str) -> None:
        self.cards.set_state(state)
        self.cards.cards[state].setFocus(Qt.FocusReason.ShortcutFocusReason)
        self._on_state_chosen()

    def _on_state_chosen(self) -> None:
        self._is_state_chosen = True
        if self.state() == "failed" and not self.note_edit.toPlainText().strip():
            self.note_edit.setPlaceholderText(self.tr("Say in one line what failed"))
        else:
            self.note_edit.setPlaceholderText("")
            self.note_edit.set_error("")
        self.edited.emit()

    def _on_edited(self) -> None:
        primary = self.fields[self._recorded.primary.criterion]
        if not self._is_state_chosen and self.state() == "unknown" and primary.typed():
            # An answer that is typed in is one that was given; the card moves where the rep sees it.
            self.cards.set_state("confirmed")
        self.show_extras()
        self.edited.emit()

    def show_extras(self) -> None:
        """Bring what `add_extras` added in step with the fields."""

    def state(self) -> str:
        """Return the state chosen on the page."""
        return self.cards.state()

    @property
    def recorded(self) -> Dimension:
        """The dimension as it is recorded."""
        return self._recorded

    def _show_recorded(self) -> None:
        self.cards.set_state(self._recorded.state)
        for answer in self._recorded.answers:
            self.fields[answer.criterion].set_value(answer.value)
        self.note_edit.setPlainText(self._recorded.note)
        self.person_field.setText(self._recorded.primary.said_by)
        now = self._session.now()
        sources = self._session.read(qualifying.sources_of, self._lead_id, now)
        self.source_button.show_sources(sources, now.date())
        self.source_button.set_activity(self._recorded.primary.activity_id)
        self._is_state_chosen = self._recorded.state != "unknown"
        self._shown = self._typed()
        self._show_age()
        self.show_extras()

    def _show_age(self) -> None:
        answered_at = self._recorded.primary.answered_at
        if not self._recorded.is_aged or answered_at is None:
            self.aged_bar.set_text("")
            return
        now = self._session.now()
        day = wording.date_text(answered_at.astimezone(now.tzinfo).date(), now.date())
        self.aged_bar.set_text(self.tr("Confirmed on {date}, too long ago to count.").format(date=day))

    def _reaffirm(self) -> None:
        self._session.run(ReaffirmEvidence(self._recorded.code, lead=self._lead_id), self)
        self._read_again()
        self.edited.emit()

    @override
    def enter(self) -> None:
        """Note which day it is."""
        self._today = self._session.now().date()

    @property
    def today(self) -> date:
        """The day on which the step was opened."""
        return self._today

    def _read_again(self) -> None:
        found = self._session.read(evidence.of_lead, self._lead_id, self._session.now())
        # A playbook may have lost the dimension meanwhile; what was recorded is still what the page is about.
        self._recorded = next((one for one in found if one.code == self.key), self._recorded)
        self._show_age()

    @override
    def summary(self) -> str:
        """Return the line that sums the dimension up, or that it is unknown."""
        if self._recorded.headline:
            return self._recorded.headline
        if self._recorded.state == "failed":
            return self._recorded.note.partition("\n")[0] or self.tr("Failed")
        return self.tr("Confirmed") if self._recorded.state == "confirmed" else self.tr("Unknown")

    @override
    def mark(self) -> str:
        """Return how the dimension stands; aged evidence counts as unknown."""
        if self._recorded.state == "confirmed":
            return "done" if self._recorded.is_satisfied else "unknown"
        return self._recorded.state

    def changes(self) -> tuple[Evidence, ...]:
        """Return the answers that differ from what is recorded."""
        found = []
        for answer in self._recorded.answers:
            value = self.fields[answer.criterion].value()
            decides = answer.is_required or answer is self._recorded.primary
            state = self.state() if decides else "confirmed" if value else "unknown"
            is_first = answer is self._recorded.primary
            note = self.note_edit.toPlainText().strip() if is_first else answer.note
            person = self.person_field.text().strip() if is_first else answer.said_by
            activity = self.source_button.activity() if is_first else answer.activity_id
            recorded = (answer.state, answer.value, answer.note, answer.said_by, answer.activity_id)
            if (state, value, note, person, activity) != recorded:
                one = Evidence(answer.criterion, state, value, activity=activity)  # type: ignore[arg-type]
                told = replace(one, note=note, said_by=person, said_at=self._said_at(answer))
                found.append(told if is_first else one)
        return tuple(found)

    def _said_at(self, answer: Answer) -> datetime | None:
        """Return when the activity was that the rep has just named; nothing for an answer of this moment."""
        at = self.source_button.said_at()
        is_past = at is not None and at <= self._session.now()
        return at if is_past and self.source_button.activity() != answer.activity_id else None

    @override
    def leave(self) -> bool:
        """Record what changed; stay where an answer cannot be read or a failure has no evidence."""
        wrong = [field for field in self.fields.values() if not field.is_sound()]
        if wrong:
            wrong[0].field.setFocus(Qt.FocusReason.OtherFocusReason)
            return False
        if self.state() == "failed" and not self.note_edit.toPlainText().strip():
            self.note_edit.set_error(self.tr("Say in one line what failed"))
            self.note_edit.setFocus(Qt.FocusReason.OtherFocusReason)
            return False
        changes = self.changes()
        if changes:
            self._session.run(RecordEvidence(changes, lead=self._lead_id), self, raises=True)
            self._read_again()
        self._shown = self._typed()
        return True

    @override
    def keep(self) -> Kept:
        """Return what is typed and not recorded, sound or not."""
        typed = self._typed()
        return {} if typed == self._shown else typed

    def _typed(self) -> Kept:
        return {
            "state": self.state(),
            "typed": {code: field.typed() for code, field in self.fields.items()},
            "note": self.note_edit.toPlainText(),
            "person": self.person_field.text(),
            "activity": self.source_button.activity(),
        }

    @override
    def restore(self, kept: Mapping[str, Any]) -> None:
        """Show what was typed."""
        if kept.get("state") in STATES:
            self.cards.set_state(str(kept["state"]))
            self._is_state_chosen = True
        typed = kept.get("typed")
        if isinstance(typed, dict):
            for code, text in typed.items():
                if code in self.fields:
                    self.fields[code].set_typed(str(text))
        self.note_edit.setPlainText(str(kept.get("note", "")))
        if isinstance(kept.get("person"), str):
            self.person_field.setText(kept["person"])
        if isinstance(kept.get("activity"), int):
            self.source_button.set_activity(kept["activity"])
        self.show_extras()

    @override
    def first_field(self) -> QWidget:
        """Return the field of the answer that decides."""
        return self.fields[self._recorded.primary.criterion].field
