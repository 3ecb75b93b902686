"""What other scoring rules would do, worked out while they are edited."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QTimer, Signal
from PySide6.QtWidgets import QVBoxLayout, QWidget

from salesdesk.domain.scoring import Rule
from salesdesk.queries.score_previews import Effect, ScoreChange, effect
from ui import wording
from ui.dialogs.computing import ComputingPanel
from ui.dialogs.figure_table import FigureTable
from ui.dialogs.lead_lines import LeadLines
from ui.dialogs.score_bands import band_texts
from ui.models.lead_lines import LeadLine
from ui.session import DeskSession
from ui.widgets.labels import Label, SectionLabel

SETTLE_MS = 300


class EffectPanel(QWidget):
    """How many leads score otherwise, by band, and which; follows the edits a moment later.

    Signals:
        open_requested: int. A lead is to be opened.
        changed: the effect is being worked out, is there, or could not be worked out.
    """

    open_requested = Signal(int)
    changed = Signal()

    def __init__(self, session: DeskSession, parent: QWidget | None = None) -> None:
        """Start with nothing worked out."""
        super().__init__(parent)
        self.setObjectName("effect_panel")
        self._session = session
        self._rules: tuple[Rule, ...] = ()
        self.found: Effect | None = None
        self._timer = QTimer(self)
        self._timer.setSingleShot(True)
        self._timer.setInterval(SETTLE_MS)
        self._timer.timeout.connect(self._compute)
        self.panel = ComputingPanel(session, self.tr("Scoring the leads"), self.tr("{done} of {total}"))
        self.panel.computed.connect(self._show)
        self.panel.stopped.connect(self.changed)
        self.sentence = Label("", "base", "muted", wraps=True)
        self.sentence.setObjectName("effect_sentence")
        self.table = FigureTable(self.tr("Leads by score"), (self.tr("Score"), self.tr("Now"), self.tr("Then")), 72)
        self.leads = LeadLines(self.tr("Leads that score otherwise"))
        self.leads.open_requested.connect(self.open_requested)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(8)
        column.addWidget(SectionLabel(self.tr("What this changes")))
        column.addWidget(self.panel)
        column.addWidget(self.sentence)
        column.addWidget(self.table)
        column.addSpacing(4)
        column.addWidget(self.leads, 1)
        column.addStretch(0)
        self.panel.hide()

    @property
    def is_pending(self) -> bool:
        """Tell whether the effect of the present rules is still to come."""
        return self._timer.isActive() or self.panel.is_running

    def follow(self, rules: Sequence[Rule]) -> None:
        """Work out the effect of these rules in a moment."""
        self._rules = tuple(rules)
        self.panel.drop()
        self._timer.start()
        self.changed.emit()

    def hold(self, sentence: str) -> None:
        """Work nothing out, and say why."""
        self.drop()
        self.found = None
        self.panel.hide()
        self.table.hide()
        self.leads.show_lines(())
        self.sentence.setText(sentence)
        self.changed.emit()

    def drop(self) -> None:
        """Forget what is being worked out."""
        self._timer.stop()
        self.panel.drop()

    def _compute(self) -> None:
        if not self._session.is_open:
            return
        desk, rules = self._session.desk, self._rules
        self.panel.show()
        self.panel.compute(lambda report, stop: desk.read(effect, rules, report, stop))
        self.changed.emit()

    def _show(self, found: object) -> None:
        assert isinstance(found, Effect)
        self.found = found
        self.panel.hide()
        number = wording.number_text
        rows = [
            (band, number(before), number(after))
            for band, before, after in zip(band_texts(), found.before, found.after, strict=True)
        ]
        self.table.show()
        self.table.show_rows(rows)
        self.sentence.setText(self._said(found))
        self.leads.show_lines([self._line(one) for one in found.changes])
        self.changed.emit()

    def _said(self, found: Effect) -> str:
        if not found.changed_count:
            return self.tr("Every lead keeps its score.")
        number = wording.number_text
        parts = [
            self.tr("{count} of {all} leads score otherwise.").format(
                count=number(found.changed_count), all=number(found.lead_count)
            )
        ]
        if found.risen_count:
            words = self.tr("{count} reach {mark} and become MQL.")
            parts.append(words.format(count=number(found.risen_count), mark=found.mark))
        if found.fallen_count:
            words = self.tr("{count} fall below {mark} and stay MQL.")
            parts.append(words.format(count=number(found.fallen_count), mark=found.mark))
        if len(found.changes) < found.changed_count:
            parts.append(self.tr("The {count} largest steps:").format(count=number(len(found.changes))))
        return " ".join(parts)

    def _line(self, one: ScoreChange) -> LeadLine:
        said = self.tr("{before} → {after}").format(before=one.before, after=one.after)
        return LeadLine(one.lead_id, one.name, said, "", self.tr("MQL") if one.rises else "", "suggested")
