"""Whether the score tells anything: by band of score, how many leads became opportunities and were won."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

from sqlalchemy import Connection

from salesdesk.domain.leads import full_name

Became = Literal["lead", "opportunity", "won"]
BAND = 20
ENOUGH = 30
"""Fewer leads than this in a band say nothing about it."""

_OWN = "o.deleted_at IS NULL AND (o.lead_id = l.id OR o.id = l.opportunity_id)"
_OPPORTUNITY = f"EXISTS (SELECT 1 FROM opportunity AS o WHERE {_OWN})"
_WON = f"EXISTS (SELECT 1 FROM opportunity AS o JOIN stage AS s ON s.id = o.stage_id WHERE {_OWN} AND s.kind = 'won')"
_QUERY = f"""
SELECT min(l.score, 99) / :band AS band, count(*), sum({_OPPORTUNITY}), sum({_WON})
FROM lead AS l WHERE l.deleted_at IS NULL GROUP BY band
"""


@dataclass(frozen=True, slots=True)
class ScoreBand:
    """Leads whose score lies from `low` to `high`, and what became of them."""

    low: int
    high: int
    lead_count: int
    opportunity_count: int
    won_count: int

    @property
    def is_enough(self) -> bool:
        """Tell whether there are enough leads in the band to mean anything."""
        return self.lead_count >= ENOUGH

    @property
    def opportunity_share(self) -> float | None:
        """The share that became opportunities, None where there are too few leads."""
        return self.opportunity_count / self.lead_count if self.is_enough else None

    @property
    def won_share(self) -> float | None:
        """The share that was won, None where there are too few leads."""
        return self.won_count / self.lead_count if self.is_enough else None


def score_bands(connection: Connection) -> list[ScoreBand]:
    """Return the five bands of the score, the lowest first."""
    rows = {row[0]: tuple(row[1:]) for row in connection.exec_driver_sql(_QUERY, {"band": BAND})}
    return [
        ScoreBand(low, low + BAND - 1 if low + BAND < 100 else 100, *rows.get(low // BAND, (0, 0, 0)))
        for low in range(0, 100, BAND)
    ]


@dataclass(frozen=True, slots=True)
class BandLead:
    """A lead of a band, and the furthest it came."""

    id: int
    name: str
    company: str
    score: int
    became: Became


def band_leads(connection: Connection, low: int, became: Became, limit: int = 200) -> list[BandLead]:
    """Return leads of the band that begins at `low`: all, those with an opportunity or those won; best score first."""
    wanted = {"lead": "1", "opportunity": _OPPORTUNITY, "won": _WON}[became]
    rows = connection.exec_driver_sql(
        "SELECT l.id, l.first_name, l.last_name, l.company, l.email, l.score, "
        f"CASE WHEN {_WON} THEN 'won' WHEN {_OPPORTUNITY} THEN 'opportunity' ELSE 'lead' END FROM lead AS l "
        f"WHERE l.deleted_at IS NULL AND min(l.score, 99) / :band = :place AND {wanted} "
        "ORDER BY l.score DESC, l.id DESC LIMIT :limit",
        {"band": BAND, "place": low // BAND, "limit": limit},
    )
    return [
        BandLead(lead_id, full_name(first, last, company, email), company, score, found)
        for lead_id, first, last, company, email, score, found in rows
    ]
