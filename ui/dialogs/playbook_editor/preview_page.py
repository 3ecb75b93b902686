"""What saving a playbook would change, seen before it is saved."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QCoreApplication, Signal
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from salesdesk.domain.playbook import PlaybookPlan
from salesdesk.domain.playbook_differences import Difference
from salesdesk.domain.verdict import VerdictKind
from salesdesk.queries.previews import Preview, VerdictChange, preview
from ui import wording
from ui.dialogs.computing import ComputingPanel
from ui.dialogs.figure_table import FigureTable
from ui.dialogs.lead_lines import LeadLines
from ui.dialogs.playbook_editor.difference_words import difference_text
from ui.models.lead_lines import LeadLine
from ui.session import DeskSession
from ui.widgets.dialog import DialogHeading
from ui.widgets.labels import Label, SectionLabel
from ui.widgets.states import EmptyState

LEFT_WIDTH = 420
MOST_SENTENCES = 6
KINDS: tuple[VerdictKind, ...] = ("qualified", "nurture", "incomplete", "unqualified")
translate = QCoreApplication.translate


def verdict_word(kind: str) -> str:
    """Return what a verdict is called."""
    return {
        "qualified": translate("playbook", "Qualified"),
        "nurture": translate("playbook", "Nurture"),
        "incomplete": translate("playbook", "Incomplete"),
        "unqualified": translate("playbook", "Unqualified"),
    }[kind]


class PreviewPage(QWidget):
    """Changes to the playbook, open leads by verdict, last year’s outcomes, and the leads that change.

    Signals:
        open_requested: int. A lead is to be opened.
        ended: the preview is there, was stopped, or could not be worked out.
    """

    open_requested = Signal(int)
    ended = Signal()

    def __init__(self, session: DeskSession, parent: QWidget | None = None) -> None:
        """Start with nothing to preview."""
        super().__init__(parent)
        self.setObjectName("preview_page")
        self._session = session
        self.found: Preview | None = None
        self.heading = DialogHeading("", self.tr("Nothing is saved yet."))
        self.panel = ComputingPanel(session, self.tr("Judging the open leads"), self.tr("{done} of {total} leads"))
        self.panel.computed.connect(self._show)
        self.panel.stopped.connect(self.ended)
        column = QVBoxLayout(self)
        column.setContentsMargins(24, 20, 24, 12)
        column.setSpacing(16)
        column.addWidget(self.heading)
        column.addWidget(self.panel)
        row = QHBoxLayout()
        row.setSpacing(32)
        row.addWidget(self._make_figures())
        row.addLayout(self._make_changes(), 1)
        column.addLayout(row, 1)

    def _make_figures(self) -> QWidget:
        holder = QWidget()
        holder.setFixedWidth(LEFT_WIDTH)
        self.changes_label = Label("", "small", "muted", wraps=True)
        self.changes_label.setObjectName("playbook_changes")
        self.open_table = FigureTable(
            self.tr("Open leads by verdict"), (self.tr("Verdict"), self.tr("Now"), self.tr("Then"))
        )
        self.past_table = FigureTable(
            self.tr("Leads that ended in the last year"),
            (self.tr("Ended"), self.tr("Leads"), self.tr("Qualified now"), self.tr("Then")),
        )
        self.figures = QWidget()
        figures = QVBoxLayout(self.figures)
        figures.setContentsMargins(0, 0, 0, 0)
        figures.setSpacing(8)
        figures.addWidget(SectionLabel(self.tr("Open leads")))
        figures.addWidget(self.open_table)
        figures.addSpacing(10)
        figures.addWidget(SectionLabel(self.tr("How last year’s leads would have fared")))
        figures.addWidget(self.past_table)
        self.past_none = Label(self.tr("No lead was won, lost or dropped in the last year."), "small", "muted")
        figures.addWidget(self.past_none)
        column = QVBoxLayout(holder)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(6)
        column.addWidget(SectionLabel(self.tr("Changes to the playbook")))
        column.addWidget(self.changes_label)
        column.addSpacing(12)
        column.addWidget(self.figures)
        column.addStretch(1)
        return holder

    def _make_changes(self) -> QVBoxLayout:
        self.count_label = SectionLabel("")
        self.count_label.setObjectName("preview_count")
        self.leads = LeadLines(self.tr("Leads whose verdict changes"))
        self.leads.open_requested.connect(self.open_requested)
        self.none = EmptyState(self.tr("No verdict changes"), self.tr("The open leads are judged the same as before."))
        column = QVBoxLayout()
        column.setSpacing(8)
        column.addWidget(self.count_label)
        column.addWidget(self.leads, 1)
        column.addWidget(self.none, 1)
        return column

    @property
    def is_running(self) -> bool:
        """Tell whether the preview is being worked out."""
        return self.panel.is_running

    def start(self, playbook_id: int, plan: PlaybookPlan, done: Sequence[Difference]) -> None:
        """Work out what saving the plan changes; `done` is what was changed in the playbook."""
        self.found = None
        self.heading.heading.setText(self.tr("What saving “{name}” changes").format(name=plan.name))
        sentences = [difference_text(one) for one in done]
        if len(sentences) > MOST_SENTENCES:
            more = self.tr("and {count} more").format(count=len(sentences) - MOST_SENTENCES + 1)
            sentences = [*sentences[: MOST_SENTENCES - 1], more]
        self.changes_label.setText("\n".join(sentences))
        for part in (self.figures, self.leads, self.none, self.count_label):
            part.hide()
        self.panel.show()
        desk, now = self._session.desk, self._session.now()
        self.panel.compute(lambda report, stop: desk.read(preview, playbook_id, plan, now, report, stop))

    def drop(self) -> None:
        """Forget what is being worked out."""
        self.panel.drop()

    def _show(self, found: object) -> None:
        assert isinstance(found, Preview)
        self.found = found
        self.panel.hide()
        number = wording.number_text
        rows = [
            (verdict_word(kind), number(found.before.get(kind, 0)), number(found.after.get(kind, 0))) for kind in KINDS
        ]
        self.open_table.show_rows(rows, [wording.explained("verdict")] * len(rows))
        names = {"won": self.tr("Won"), "lost": self.tr("Lost"), "dropped": self.tr("Unqualified")}
        self.past_table.show_rows(
            [
                (names[one.outcome], number(one.count), number(one.qualified_before), number(one.qualified_after))
                for one in found.past
            ]
        )
        has_past = any(one.count for one in found.past)
        self.past_table.setVisible(has_past)
        self.past_none.setVisible(not has_past)
        words = self.tr("{count} of {all} open leads change their verdict")
        self.count_label.setText(words.format(count=number(len(found.changes)), all=number(found.open_count)))
        self.leads.show_lines([_line(one) for one in found.changes])
        for part in (self.figures, self.count_label):
            part.show()
        self.leads.setVisible(bool(found.changes))
        self.none.setVisible(not found.changes)
        self.ended.emit()


def _line(change: VerdictChange) -> LeadLine:
    words = translate("playbook", "{before} → {after}")
    said = words.format(before=verdict_word(change.before), after=verdict_word(change.after))
    return LeadLine(change.lead_id, change.name, said)
