"""The leads behind the numbers of a band of score."""

from __future__ import annotations

from collections.abc import Sequence
from typing import cast

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QVBoxLayout, QWidget

from salesdesk.queries import calibration
from salesdesk.queries.calibration import BandLead, Became, ScoreBand
from ui import wording
from ui.dialogs.lead_lines import LeadLines
from ui.dialogs.score_bands import band_text
from ui.models.lead_lines import LeadLine
from ui.session import DeskSession
from ui.widgets.fields import ChoiceField
from ui.widgets.labels import Label
from ui.widgets.segmented import Segmented
from ui.widgets.states import EmptyState

MOST_NAMED = 200


class BandList(QWidget):
    """Chooses a band and how far its leads came, and lists them.

    Signals:
        band_chosen: int. Where the band begins that was chosen here.
        open_requested: int. A lead is to be opened.
    """

    band_chosen = Signal(int)
    open_requested = Signal(int)

    def __init__(self, session: DeskSession, parent: QWidget | None = None) -> None:
        """Start without bands."""
        super().__init__(parent)
        self._session = session
        self._bands: Sequence[ScoreBand] = ()
        self.band_field = ChoiceField()
        self.band_field.setObjectName("band_field")
        self.band_field.setAccessibleName(self.tr("Band of the score"))
        self.band_field.chosen.connect(self._on_band)
        self.became = Segmented(self.tr("Which leads"))
        self.became.setObjectName("band_became")
        self.became.add_choice("lead", self.tr("All"))
        self.became.add_choice("opportunity", self.tr("Opportunities"))
        self.became.add_choice("won", self.tr("Won"))
        self.became.chosen.connect(lambda _key: self._show_leads())
        self.leads = LeadLines(self.tr("Leads of the band"))
        self.leads.open_requested.connect(self.open_requested)
        self.none = EmptyState(self.tr("No leads here"))
        self.more_label = Label("", "small", "muted", wraps=True)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(8)
        for widget in (self.band_field, self.became):
            column.addWidget(widget)
        column.addWidget(self.leads, 1)
        column.addWidget(self.none, 1)
        column.addWidget(self.more_label)

    def show_bands(self, bands: Sequence[ScoreBand], low: int) -> None:
        """Offer these bands, and list the leads of one."""
        self._bands = bands
        self.band_field.clear()
        one, many = self.tr("Score {band}, 1 lead"), self.tr("Score {band}, {count} leads")
        for band in bands:
            words = one if band.lead_count == 1 else many
            count = wording.number_text(band.lead_count)
            self.band_field.add_choice(band.low, words.format(band=band_text(band.low, band.high), count=count))
        self.choose(low)

    def choose(self, low: int) -> None:
        """List the leads of the band that begins at a score."""
        self.band_field.set_choice(low)
        self._show_leads()

    def _on_band(self, low: object) -> None:
        self._show_leads()
        self.band_chosen.emit(low)

    def _show_leads(self) -> None:
        band = next(one for one in self._bands if one.low == self.band_field.choice())
        became = cast(Became, self.became.choice())
        found = self._session.read(calibration.band_leads, band.low, became, MOST_NAMED)
        self.leads.show_lines([self._line(one) for one in found])
        self.leads.setVisible(bool(found))
        self.none.setVisible(not found)
        whole = {"lead": band.lead_count, "opportunity": band.opportunity_count, "won": band.won_count}[became]
        words = self.tr("The {count} with the highest score of {whole}.")
        self.more_label.setText(words.format(count=wording.number_text(len(found)), whole=wording.number_text(whole)))
        self.more_label.setVisible(len(found) < whole)

    def _line(self, one: BandLead) -> LeadLine:
        tags = {
            "lead": ("", "neutral"),
            "opportunity": (self.tr("Opportunity"), "suggested"),
            "won": (self.tr("Won"), "confirmed"),
        }
        company = one.company if one.company != one.name else ""
        return LeadLine(one.id, one.name, wording.number_text(one.score), company, *tags[one.became])
