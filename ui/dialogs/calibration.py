"""Whether the score tells anything: by band of score, what became of the leads, and which leads they are."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QGuiApplication, QKeySequence, QShortcut
from PySide6.QtWidgets import QHBoxLayout, QStackedWidget, QVBoxLayout, QWidget

from salesdesk.domain.changes import Changes
from salesdesk.queries import calibration
from salesdesk.queries.calibration import ENOUGH, ScoreBand
from ui import wording
from ui.dialogs.band_list import BandList
from ui.dialogs.calibration_chart import CalibrationChart
from ui.dialogs.figure_table import FigureTable
from ui.dialogs.score_bands import band_text
from ui.session import DeskSession
from ui.widgets.dialog import DialogFrame, DialogHeading, Hairline
from ui.widgets.labels import Label
from ui.widgets.segmented import Segmented

SIZE = (1040, 640)
LIST_WIDTH = 340
KINDS = ("lead", "opportunity", "stage", "score_rule")


class CalibrationDialog(DialogFrame):
    """A chart or a table of the bands, and the leads behind the numbers of one.

    Signals: open_requested: int. A lead is to be opened.
    """

    open_requested = Signal(int)

    def __init__(self, session: DeskSession, parent: QWidget) -> None:
        """Show the highest band that has leads."""
        super().__init__(parent, self.tr("Score calibration"), *SIZE)
        self.setObjectName("calibration_dialog")
        self._session = session
        self.bands: Sequence[ScoreBand] = ()
        self._build()
        self.refresh()
        self._choose_first()
        session.changed.connect(self._on_changed)
        self.chart.setFocus(Qt.FocusReason.OtherFocusReason)

    def _build(self) -> None:
        words = self.tr("Leads with a high score should become opportunities, and be won, more often than others.")
        self.layouts = Segmented(self.tr("Show as"))
        self.layouts.setObjectName("calibration_layout")
        self.layouts.add_choice("chart", self.tr("Chart"), "bar-chart")
        self.layouts.add_choice("table", self.tr("Show as table"), "table")
        self.layouts.chosen.connect(self._show_as)
        self.chart = CalibrationChart()
        self.table = FigureTable(
            self.tr("What became of leads by score"),
            (
                *(self.tr("Score"), self.tr("Leads"), self.tr("Opportunities"), self.tr("Rate")),
                *(self.tr("Won"), self.tr("Rate")),
            ),
            76,
        )
        tabled = QWidget()
        column = QVBoxLayout(tabled)
        column.setContentsMargins(0, 0, 0, 0)
        column.addWidget(self.table)
        column.addStretch(1)
        self.stack = QStackedWidget()
        self.stack.addWidget(self.chart)
        self.stack.addWidget(tabled)
        body = QVBoxLayout(self.body)
        body.setContentsMargins(24, 20, 24, 12)
        body.setSpacing(14)
        body.addWidget(DialogHeading(self.tr("Score calibration"), words))
        body.addWidget(self.layouts, 0, Qt.AlignmentFlag.AlignLeft)
        row = QHBoxLayout()
        row.setSpacing(20)
        left = QVBoxLayout()
        left.setSpacing(8)
        left.addWidget(self.stack, 1)
        note = self.tr(
            "A rate is said from {count} leads on; fewer say nothing about a band. The score is that of today."
        )
        left.addWidget(Label(note.format(count=ENOUGH), "small", "muted", wraps=True))
        row.addLayout(left, 1)
        row.addWidget(Hairline(is_vertical=True))
        self.list = BandList(self._session)
        self.list.setFixedWidth(round(LIST_WIDTH * max(1.0, self.width() / SIZE[0])))
        self.list.band_chosen.connect(self.chart.choose)
        self.list.open_requested.connect(self.open_requested)
        self.chart.band_chosen.connect(self.list.choose)
        row.addWidget(self.list)
        body.addLayout(row, 1)
        self.set_foot(self.tr("Close"), keys="Esc", text=self.tr("Ctrl+C copies the table"))
        self.primary_button.clicked.connect(self.accept)
        QShortcut(QKeySequence(QKeySequence.StandardKey.Copy), self).activated.connect(self.copy)

    def refresh(self) -> None:
        """Read the figures anew."""
        self.bands = self._session.read(calibration.score_bands)
        self.chart.show_bands(self.bands)
        self.table.show_rows(self._rows())
        self.list.show_bands(self.bands, self.chart.band().low)

    def _rows(self) -> list[tuple[str, ...]]:
        number = wording.number_text
        return [
            (
                band_text(band.low, band.high),
                number(band.lead_count),
                number(band.opportunity_count),
                self._rate(band.opportunity_share),
                number(band.won_count),
                self._rate(band.won_share),
            )
            for band in self.bands
        ]

    def _rate(self, share: float | None) -> str:
        return self.tr("too few") if share is None else wording.percent_text(round(100 * share))

    def _show_as(self, key: str) -> None:
        self.stack.setCurrentIndex(0 if key == "chart" else 1)

    def _choose_first(self) -> None:
        low = max((band.low for band in self.bands if band.lead_count), default=self.bands[-1].low)
        self.chart.choose(low)
        self.list.choose(low)

    def copy(self) -> None:
        """Copy the table as text with tabs."""
        heads = self.tr("Score\tLeads\tOpportunities\tOpportunity rate\tWon\tWon rate")
        lines = [heads, *("\t".join(row) for row in self._rows())]
        QGuiApplication.clipboard().setText("\n".join(lines))

    def _on_changed(self, changes: Changes, _origin: object) -> None:
        if changes.touches(*KINDS):
            self.refresh()
