"""The verb `calibration`: whether the score tells anything."""

from __future__ import annotations

from argparse import Namespace
from dataclasses import asdict
from typing import get_args

from salesdesk.cli.grammar import Verbs, add_verb
from salesdesk.cli.output import desk_of, print_rows
from salesdesk.queries.calibration import BAND, Became, ScoreBand, band_leads, score_bands

COLUMNS = ("low", "high", "leads", "opportunities", "won", "opportunity_share", "won_share", "is_enough")


def register(verbs: Verbs) -> None:
    """Add the verb."""
    verb = add_verb(verbs, "calibration", calibration, "say by score how many leads became opportunities and were won")
    verb.add_argument(
        "--band", type=int, choices=range(0, 100, BAND), help="name the leads of the band from this score"
    )
    verb.add_argument("--became", choices=get_args(Became), default="lead", help="with --band: those that came so far")


def calibration(arguments: Namespace) -> int:
    """Print the bands of the score, or the leads of one band."""
    with desk_of(arguments) as desk:
        if arguments.band is not None:
            leads = [asdict(one) for one in desk.read(band_leads, arguments.band, arguments.became)]
            return print_rows(arguments, leads, ("id", "name", "company", "score", "became"))
        return print_rows(arguments, [_row(one) for one in desk.read(score_bands)], COLUMNS)


def _row(band: ScoreBand) -> dict[str, object]:
    return {
        "low": band.low,
        "high": band.high,
        "leads": band.lead_count,
        "opportunities": band.opportunity_count,
        "won": band.won_count,
        "opportunity_share": band.opportunity_share,
        "won_share": band.won_share,
        "is_enough": band.is_enough,
    }
