"""The editor of one BANT dimension: its answers by their types, a note, who said it, and where it came from."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import date, datetime, time

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget
from typing_extensions import override

from salesdesk.domain.errors import BadValue, SalesDeskError
from salesdesk.domain.evidence import Answer, Dimension
from salesdesk.domain.money import plain_amount
from salesdesk.queries.timeline import ActivityEntry
from salesdesk.services.commands import Evidence
from ui import wording
from ui.views.record import evidence_words, reading
from ui.widgets.button import Button
from ui.widgets.date_field import DateField
from ui.widgets.fields import ChoiceField, LabelledField, LineField, TextField
from ui.widgets.labels import DEMI_BOLD, Label
from ui.widgets.popover import Popover
from ui.widgets.segmented import Segmented

WIDTH = 372
ENTER_KEYS = (Qt.Key.Key_Return, Qt.Key.Key_Enter)


@dataclass(frozen=True, slots=True)
class Occasion:
    """The activity an editor was opened from, and who is likely to have said it."""

    activity: ActivityEntry
    person: str = ""


class AnswerField:
    """The field of one criterion: shows its value and gives it back as it is kept."""

    def __init__(self, answer: Answer, currency: str, now: datetime) -> None:
        """Show the value of an answer."""
        self.answer = answer
        self._currency = answer.money.currency if answer.money is not None else currency
        self._today = now.date()
        self.widget = self._make()
        self.widget.setObjectName(f"answer_{answer.criterion}")
        self._start = self.value()

    def _make(self) -> LineField | ChoiceField:
        answer = self.answer
        if answer.answer_type == "date":
            day_field = DateField()
            day_field.set_day(answer.day)
            return day_field
        if answer.answer_type in ("choice", "yes_no"):
            choices = [("yes", evidence_words.yes_word()), ("no", evidence_words.no_word())]
            if answer.answer_type == "choice":
                choices = [(choice, choice) for choice in answer.choices]
            choice_field = ChoiceField()
            for key, text in [("", "–"), *choices]:
                choice_field.add_choice(key, text)
            choice_field.set_choice(answer.value)
            return choice_field
        field = LineField()
        money = answer.money
        field.setText(wording.money_text(money.amount_minor, money.currency) if money is not None else answer.value)
        return field

    @property
    def is_changed(self) -> bool:
        """Tell whether another value stands there than at the start."""
        return self.value() != self._start

    def value(self) -> str:
        """Return the value as it is kept, empty where there is none or it is wrong; an error then shows."""
        widget = self.widget
        if isinstance(widget, DateField):
            day = widget.day()
            return day.isoformat() if day is not None else ""
        if isinstance(widget, ChoiceField):
            return str(widget.choice() or "")
        text = widget.text().strip()
        if self.answer.answer_type != "money" or not text:
            return text
        try:
            found = reading.money(text, self._currency)
        except SalesDeskError as refusal:
            widget.set_error(str(refusal))
            return ""
        currency = str(found["currency"])
        amount = found["amount_minor"]
        return f"{plain_amount(amount, currency)} {currency}" if isinstance(amount, int) else ""


class EvidenceEditor(Popover):
    """What is known about one dimension, to be changed in place.

    `save` carries out the command and returns nothing, or the refusal. Signals: `saved`.
    """

    saved = Signal()

    def __init__(
        self,
        anchor: QWidget,
        dimension: Dimension,
        *,
        currency: str,
        now: datetime,
        activities: list[ActivityEntry],
        save: Callable[[tuple[Evidence, ...]], SalesDeskError | None],
        occasion: Occasion | None = None,
    ) -> None:
        """Start from what is known; `activities` are those it may have come from, newest first.

        With an `occasion` it starts from what that activity confirmed.
        """
        super().__init__(anchor, WIDTH)
        self.setObjectName("evidence_editor")
        self._dimension = dimension
        self._save = save
        self._now = now
        self.fields = [AnswerField(answer, currency, now) for answer in dimension.answers]
        self._activities = {one.id: one for one in activities}
        if occasion is not None:
            self._activities = {occasion.activity.id: occasion.activity} | self._activities
        self._make_rest()
        self._make_day()
        self._lay_out()
        if occasion is not None:
            self._start_from(occasion)

    def _make_rest(self) -> None:
        primary = self._dimension.primary
        self.states = Segmented(self.tr("State"))
        self.states.setObjectName("evidence_states")
        for state in evidence_words.STATES:
            self.states.add_choice(state, evidence_words.state_word(state))
        self.states.set_choice(self._dimension.state)
        self.note_field = TextField(3)
        self.note_field.setObjectName("evidence_note")
        self.note_field.setPlainText(primary.note)
        self.person_field = LineField()
        self.person_field.setObjectName("evidence_person")
        self.person_field.setText(primary.said_by)
        self.origin_field = ChoiceField()
        self.origin_field.setObjectName("evidence_origin")
        self.origin_field.add_choice(None, self.tr("No activity"))
        for activity in self._activities.values():
            values = {
                "activity": wording.activity_word(activity.kind),
                "when": wording.when_text(activity.at, self._now),
            }
            self.origin_field.add_choice(activity.id, self.tr("{activity}, {when}").format(**values))
        self.origin_field.set_choice(self._likely_origin())
        self.origin_field.chosen.connect(self._on_origin)
        self.save_button = Button(self.tr("Save evidence"), "primary", keys="Ctrl+Return")
        self.save_button.setObjectName("evidence_save")
        self.save_button.clicked.connect(self.save)
        self.cancel_button = Button(self.tr("Keep as it was"), "quiet")
        self.cancel_button.clicked.connect(self.close)
        first = self._primary_field().widget
        if isinstance(first, LineField):
            first.textEdited.connect(self._on_value_typed)
        self.states.chosen.connect(lambda _state: self._date_anew())
        for field in self.fields:
            if isinstance(field.widget, LineField):
                field.widget.textEdited.connect(lambda _text: self._date_anew())
            else:
                field.widget.chosen.connect(lambda _choice: self._date_anew())

    def _make_day(self) -> None:
        """Make the field of the day it was said: that of the answer there is, else today."""
        answered_at = self._dimension.primary.answered_at
        self._known_day = self._local(answered_at) if answered_at is not None else None
        self.day_field = DateField()
        self.day_field.setObjectName("evidence_day")
        self.day_field.set_day(min(self._known_day or self._today, self._today))
        self._is_dated_by_hand = False
        for signal in (self.day_field.textEdited, self.day_field.date_changed):
            signal.connect(self._on_dated)

    def _start_from(self, occasion: Occasion) -> None:
        self.states.set_choice("confirmed")
        self.origin_field.set_choice(occasion.activity.id)
        if not self.person_field.text():
            self.person_field.setText(occasion.person)
        self._on_origin(occasion.activity.id)

    @property
    def _today(self) -> date:
        return self._now.date()

    def _local(self, moment: datetime) -> date:
        return moment.astimezone(self._now.tzinfo).date()

    def _on_dated(self, *_given: object) -> None:
        self._is_dated_by_hand = True

    def _on_origin(self, chosen: object) -> None:
        """Take the day of the activity over, which is when it was said."""
        activity = self._activity(chosen)
        day = self._local(activity.at) if activity is not None else self._today
        # A clock that was set back leaves activities of days to come.
        self.day_field.set_day(min(day, self._today))

    def _activity(self, chosen: object) -> ActivityEntry | None:
        return self._activities.get(chosen) if isinstance(chosen, int) else None

    def _date_anew(self) -> None:
        """Let another answer be one of today, or of its activity, unless the rep has given its day."""
        if not self._is_dated_by_hand and self.day_field.day() == self._known_day:
            origin = self.origin_field.choice()
            self._on_origin(origin if origin != self._dimension.primary.activity_id else None)

    def _likely_origin(self) -> int | None:
        primary = self._dimension.primary
        if primary.activity_id is not None or primary.value:
            return primary.activity_id
        newest = next(iter(self._activities.values()), None)
        return newest.id if newest is not None and self._local(newest.at) == self._today else None

    def _primary_field(self) -> AnswerField:
        code = self._dimension.primary.criterion
        return next(field for field in self.fields if field.answer.criterion == code)

    def _lay_out(self) -> None:
        column = QVBoxLayout(self.body)
        column.setContentsMargins(16, 14, 16, 14)
        column.setSpacing(10)
        column.addWidget(Label(self._dimension.name, "subhead", "text", DEMI_BOLD))
        column.addWidget(Label(self._dimension.question, "small", "muted", wraps=True))
        column.addWidget(self.states)
        first = self._primary_field()
        column.addWidget(LabelledField(first.answer.prompt, first.widget))
        others = [field for field in self.fields if field is not first]
        for start in range(0, len(others), 2):
            row = QHBoxLayout()
            row.setSpacing(8)
            for field in others[start : start + 2]:
                row.addWidget(LabelledField(field.answer.prompt, field.widget), 1)
            column.addLayout(row)
        column.addWidget(LabelledField(self.tr("Note"), self.note_field))
        row = QHBoxLayout()
        row.setSpacing(8)
        row.addWidget(LabelledField(self.tr("Said by"), self.person_field), 1)
        row.addWidget(LabelledField(self.tr("Said on"), self.day_field), 1)
        column.addLayout(row)
        column.addWidget(LabelledField(self.tr("From"), self.origin_field))
        foot = QHBoxLayout()
        foot.addStretch(1)
        foot.setSpacing(8)
        foot.addWidget(self.cancel_button)
        foot.addWidget(self.save_button)
        column.addLayout(foot)

    def open_on_value(self) -> None:
        """Show the editor with the cursor in the answer."""
        self.open(self._primary_field().widget)

    def _on_value_typed(self, text: str) -> None:
        if text.strip() and self.states.choice() == "unknown":
            self.states.set_choice("confirmed")

    def answers(self) -> tuple[Evidence, ...]:
        """Return the answer that stands for the dimension, and the others that were changed."""
        first = self._primary_field()
        state = self.states.choice()
        found = [
            Evidence(
                first.answer.criterion,
                state,  # type: ignore[arg-type]
                first.value(),
                self.note_field.toPlainText(),
                self.person_field.text(),
                self.origin_field.choice(),  # type: ignore[arg-type]
            )
        ]
        for field in self.fields:
            if field is not first and field.is_changed:
                value = field.value()
                found.append(Evidence(field.answer.criterion, "confirmed" if value else "unknown", value))
        said_at = self.said_at()
        return tuple(replace(one, said_at=said_at) for one in found)

    def said_at(self) -> datetime | None:
        """Return when it was said, None for just now or where the answer keeps the moment it has."""
        day = self.day_field.day()
        if day is None or day == self._today:
            return None
        if day == self._known_day:
            return self._dimension.primary.answered_at
        activity = self._activity(self.origin_field.choice())
        if activity is not None and self._local(activity.at) == day:
            return activity.at
        return datetime.combine(day, time(12), self._now.tzinfo)

    def save(self) -> None:
        """Save and close, or show which answer is wrong and keep what was typed."""
        answers = self.answers()
        day = self.day_field.day()
        if day is None and not self.day_field.error():
            self.day_field.set_error(self.tr("Choose a day"))
        elif day is not None and day > self._today:
            self.day_field.set_error(self.tr("This day is still to come"))
        fields = [*(field.widget for field in self.fields), self.day_field]
        wrong = next((field for field in fields if field.error()), None)
        if wrong is None:
            refusal = self._save(answers)
            if refusal is None:
                self.close()
                self.saved.emit()
                return
            wrong = self._field_of(refusal).widget
            wrong.set_error(str(refusal))
        wrong.setFocus(Qt.FocusReason.OtherFocusReason)

    def _field_of(self, refusal: SalesDeskError) -> AnswerField:
        named = refusal.field if isinstance(refusal, BadValue) else ""
        return next((field for field in self.fields if field.answer.prompt == named), self._primary_field())

    @override
    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Save with Enter from a line, with Ctrl+Enter from anywhere."""
        if event.key() in ENTER_KEYS:
            self.save()
            event.accept()
        else:
            super().keyPressEvent(event)
