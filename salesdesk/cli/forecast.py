"""The verb `forecast`: the open opportunities by close month, and what the quarter may come to."""

from __future__ import annotations

from argparse import Namespace
from dataclasses import asdict
from typing import Any

from salesdesk.cli.grammar import Verbs, add_verb
from salesdesk.cli.output import desk_of, print_columns, print_json
from salesdesk.cli.places import pipeline_named
from salesdesk.domain.forecast import simulate
from salesdesk.domain.money import plain_amount
from salesdesk.queries import forecast as months
from salesdesk.queries.forecast import Outlook

PERCENTILES = (10, 50, 90)


def register(verbs: Verbs) -> None:
    """Add the verb."""
    verb = add_verb(verbs, "forecast", forecast, "print open opportunities by close month, and the quarter's forecast")
    verb.add_argument("--pipeline", metavar="P", help="number or name; without it, the first")


def forecast(arguments: Namespace) -> int:
    """Print count and sums of each close month, and the quarter against its quota."""
    with desk_of(arguments) as desk:
        pipeline, now = pipeline_named(desk, arguments.pipeline).id, desk.now()
        found = desk.read(months.month_board, now, pipeline)
        quarter = _quarter(desk.read(months.outlook, now, pipeline))
    rows = [asdict(one) for one in found.totals]
    if arguments.as_json:
        print_json({"months": rows, "won": [asdict(one) for one in found.won], "quarter": quarter})
        return 0
    for row in rows:
        row["month"] = f"{row['month']:%Y-%m}" if row["month"] else "no date"
        for name in ("amount", "weighted"):
            row[name] = plain_amount(row[f"{name}_minor"], row["currency"])
    print_columns(rows, ("month", "count", "amount", "weighted", "currency"))
    print(f"Quarter from {quarter['first']} to {quarter['last']}, in {quarter['currency']}")
    for name in ("won", "weighted", *(f"p{percent}" for percent in PERCENTILES), "quota"):
        minor = quarter[f"{name}_minor"]
        print(f"  {name}: {'' if minor is None else plain_amount(minor, quarter['currency'])}".rstrip())
    return 0


def _quarter(found: Outlook) -> dict[str, Any]:
    """Return the sums and percentiles of the quarter; what has no exchange rate stands apart."""
    won = found.won.total
    drawn = simulate(
        found.prospects, won_minor=won.amount_minor, today=found.today, last=found.last, history=found.history
    )
    quota = found.quota_minor
    return {
        "first": found.first,
        "last": found.last,
        "currency": won.currency,
        "quota_minor": quota,
        "won_minor": won.amount_minor,
        "weighted_minor": found.weighted.total.amount_minor,
        **{f"p{percent}_minor": drawn.percentile(percent) for percent in PERCENTILES},
        "quota_chance": None if quota is None else round(float(drawn.chance_of(quota)), 4),
        "apart": [asdict(one) for one in dict.fromkeys((*found.won.apart, *found.weighted.apart))],
    }
