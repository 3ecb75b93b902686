"""Taking a promotion back: what has changed since, field by field, and what will happen to each thing."""

from __future__ import annotations

from datetime import datetime

from PySide6.QtWidgets import QGridLayout, QHBoxLayout, QVBoxLayout, QWidget

from salesdesk.domain.errors import SalesDeskError
from salesdesk.queries.promotions import TakingBack
from salesdesk.queries.since_promotion import Added
from salesdesk.queries.timeline import FieldChange
from salesdesk.services.commands import UnpromoteOpportunity
from ui import field_words, theme, wording
from ui.models.timeline_words import value_text
from ui.session import DeskSession
from ui.widgets.content_area import ContentArea
from ui.widgets.dialog import DialogFrame, DialogHeading, Hairline
from ui.widgets.fields import ErrorLine
from ui.widgets.labels import MEDIUM, ElidedLabel, IconLabel, Label, SectionLabel, Tag
from ui.widgets.states import Panel

WIDTH = 600
LONGEST = 560
NAME_WIDTH = 116
KIND_ICONS = {"file": "file", "evidence": "checklist", "line": "list", "competitor": "flag", "person": "user"}


class UnpromoteDialog(DialogFrame):
    """Shows what a promotion taken back would undo; nothing is changed before the way on."""

    def __init__(
        self,
        session: DeskSession,
        opportunity: int,
        name: str,
        preview: TakingBack,
        parent: QWidget,
        lead: int | None = None,
    ) -> None:
        """Show what is known about taking back the promotion of an opportunity, or of one of its leads."""
        super().__init__(parent, self.tr("Take the promotion back"), WIDTH)
        self.setObjectName("unpromote_dialog")
        self._session = session
        self._opportunity = opportunity
        self._lead = lead
        self._name = name
        self._now = session.now()
        self.refusal = ErrorLine()
        self.refusal.setObjectName("refusal")
        column = QVBoxLayout(self.body)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addWidget(ContentArea(self._content(preview), WIDTH, LONGEST))
        self.set_foot(self.tr("Take promotion back"), self.tr("Keep opportunity"), self.tr("You can undo this"))
        self.primary_button.clicked.connect(self.save)
        self.secondary_button.clicked.connect(self.reject)

    def _content(self, preview: TakingBack) -> QWidget:
        content = QWidget()
        column = QVBoxLayout(content)
        column.setContentsMargins(24, 20, 24, 18)
        column.setSpacing(6)
        heading = self.tr("Take the promotion of “{name}” back?").format(name=self._name)
        column.addWidget(DialogHeading(heading, self._sentence(preview)))
        column.addSpacing(10)
        column.addWidget(SectionLabel(self.tr("Changed since")))
        if preview.changes:
            column.addWidget(ChangeTable(preview.changes, self._now))
        for one in preview.added:
            column.addLayout(self._added_row(one))
        if not preview.changes and not preview.added:
            column.addWidget(Label(self.tr("Nothing has changed since."), "base", "muted"))
        column.addSpacing(10)
        column.addWidget(SectionLabel(self.tr("What happens")))
        for sentence in preview.will_happen:
            column.addWidget(Label(sentence, "base", "muted", wraps=True))
        column.addWidget(self.refusal)
        return content

    def _sentence(self, preview: TakingBack) -> str:
        if not preview.leads:
            return ""
        today = self._now.date()
        days = [one.promoted_at.astimezone(self._now.tzinfo).date() for one in preview.leads]
        names = ", ".join(one.name for one in preview.leads)
        words = self.tr("{names} came here by promotion on {date}.")
        return words.format(names=names, date=wording.date_text(min(days), today))

    def _added_row(self, one: Added) -> QHBoxLayout:
        row = QHBoxLayout()
        row.setSpacing(8)
        row.addWidget(IconLabel(KIND_ICONS.get(one.kind) or wording.activity_icon(one.kind), "muted", 15))
        row.addWidget(ElidedLabel(self._added_words(one), "base", "text"), 1)
        fates = {
            "lead": (self.tr("Stays with the lead"), "confirmed"),
            "opportunity": (self.tr("Stays here"), "neutral"),
            "trash": (self.tr("Goes to the trash"), "warning"),
        }
        row.addWidget(Tag(*fates[one.fate]))
        return row

    def _added_words(self, one: Added) -> str:
        kinds = {
            "file": self.tr("File"),
            "evidence": self.tr("Evidence"),
            "line": self.tr("Line"),
            "competitor": self.tr("Competitor"),
            "person": self.tr("Person"),
        }
        words = kinds.get(one.kind) or wording.activity_word(one.kind)
        if one.name:
            words = self.tr("{kind}: {name}").format(kind=words, name=one.name)
        if one.at is None:
            return words
        day = wording.date_text(one.at.astimezone(self._now.tzinfo).date(), self._now.date())
        return self.tr("{what}, {date}").format(what=words, date=day)

    def save(self) -> None:
        """Take the promotion back and leave, or say why it was refused."""
        try:
            done = self._session.run(UnpromoteOpportunity(self._opportunity, self._lead), self, raises=True)
        except SalesDeskError as refusal:
            self.refusal.set_text(str(refusal))
            return
        if done is not None:
            self._session.notify(self.tr("Took the promotion of “{name}” back").format(name=self._name), True)
            self.accept()


class ChangeTable(Panel):
    """A row for each field: what it was when the lead was promoted, and what it is now."""

    def __init__(self, changes: tuple[FieldChange, ...], now: datetime, parent: QWidget | None = None) -> None:
        """Show the changes."""
        super().__init__(parent=parent)
        self.setObjectName("change_table")
        grid = QGridLayout(self)
        grid.setContentsMargins(1, 1, 1, 1)
        grid.setSpacing(0)
        grid.setColumnStretch(1, 1)
        grid.setColumnStretch(2, 1)
        heads = (wording.count_of(len(changes), self.tr("field"), self.tr("fields")), self.tr("When promoted"))
        for column, words in enumerate((*heads, self.tr("Now"))):
            grid.addWidget(self._cell(Label(words, "small", "muted"), column), 0, column)
        for at, change in enumerate(changes):
            grid.addWidget(Hairline(), 1 + 2 * at, 0, 1, 3)
            before = value_text(change.field, change.before, change.currency_before, now.date()) or "–"
            after = value_text(change.field, change.after, change.currency, now.date()) or "–"
            cells = (
                ElidedLabel(field_words.field_word(change.field), "base", "muted"),
                ElidedLabel(before, "base", "muted"),
                ElidedLabel(after, "base", "text", MEDIUM),
            )
            for column, label in enumerate(cells):
                grid.addWidget(self._cell(label, column), 2 + 2 * at, column)

    def _cell(self, label: Label, column: int) -> QWidget:
        holder = QWidget()
        holder.setMinimumHeight(max(30, theme.current().row_height() - 4) - 1)
        row = QHBoxLayout(holder)
        row.setContentsMargins(12 if column == 0 else 8, 0, 12, 0)
        row.addWidget(label, 1)
        if column == 0:
            holder.setFixedWidth(round(NAME_WIDTH * theme.current().type.unit))
        return holder
