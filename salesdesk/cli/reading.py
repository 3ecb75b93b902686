"""The verbs `list`, `show` and `board`."""

from __future__ import annotations

from argparse import Namespace
from collections.abc import Sequence
from dataclasses import asdict, replace
from typing import Any

from salesdesk.cli import deals, leads
from salesdesk.cli.grammar import Verbs, add_verb, number
from salesdesk.cli.output import desk_of, print_columns, print_fields, print_json, print_rows
from salesdesk.cli.places import pipeline_named
from salesdesk.cli.views import view_of
from salesdesk.domain.errors import NotFound
from salesdesk.domain.evidence import Dimension
from salesdesk.domain.filters import having_words, narrowed
from salesdesk.domain.money import plain_amount
from salesdesk.formats.fields import Field
from salesdesk.queries import board, directory, evidence, scores
from salesdesk.queries.exports import lead_fields, lead_records, opportunity_fields, opportunity_records
from salesdesk.queries.settings import currency
from salesdesk.queries.view_records import record_ids
from salesdesk.services.desk import Desk

COLUMNS = {
    "leads": ("id", "first_name", "last_name", "company", "lifecycle", "score", "email"),
    "opportunities": ("id", "name", "account", "stage", "amount", "currency", "expected_close"),
    "accounts": ("id", "name", "domain", "city", "country", "status"),
    "contacts": ("id", "first_name", "last_name", "title", "account", "email"),
    "activities": ("id", "kind", "subject", "at", "due_on", "done_at", "outcome"),
}

_BESIDE = {"lead": leads.of_lead, "opportunity": deals.of_opportunity}


def register(verbs: Verbs) -> None:
    """Add the verbs that look at records."""
    verb = add_verb(verbs, "list", list_records, "list records")
    verb.add_argument("kind", choices=tuple(COLUMNS))
    verb.add_argument("--search", default="", metavar="TEXT", help="only records with these words")
    verb.add_argument("--view", metavar="VIEW", help="only records of this saved view, in its order; name or number")
    verb.add_argument("--limit", type=number, default=None, metavar="N", help="the first N only")
    verb = add_verb(verbs, "show", show, "show one record with its history")
    verb.add_argument("kind", choices=("lead", "opportunity", "account", "contact"))
    verb.add_argument("id", type=number)
    verb = add_verb(verbs, "board", board_totals, "print the stages with count, amount and weighted amount")
    verb.add_argument("--pipeline", metavar="P", help="number or name; without it, the first")


def list_records(arguments: Namespace) -> int:
    """Print records, all of them or those that hold the words."""
    with desk_of(arguments) as desk:
        now = desk.now()
        days = now.date(), now.tzinfo
        if arguments.view is not None:
            view = view_of(desk, arguments.kind, arguments.view)
            narrower = replace(view, filter=narrowed(view.filter, having_words(arguments.search)))
            ids = desk.read(record_ids, narrower, now)[: arguments.limit]
            rows = desk.read(directory.records_of, arguments.kind, ids, *days)
        else:
            rows = desk.read(directory.records, arguments.kind, *days, arguments.search, arguments.limit)
    return print_rows(arguments, rows, COLUMNS[arguments.kind])


def show(arguments: Namespace) -> int:
    """Print one record with its activities and its history."""
    with desk_of(arguments) as desk:
        record = _record(desk, arguments.kind, arguments.id)
        if record is None:
            raise NotFound(arguments.kind, arguments.id)
        if arguments.kind in _BESIDE:
            record |= _BESIDE[arguments.kind](desk, arguments.id)
        record["activities"] = desk.read(directory.activities_of, arguments.kind, arguments.id)
        record["history"] = desk.read(directory.history_of, arguments.kind, arguments.id)
        if arguments.kind == "lead":
            record["evidence"] = _evidence(desk.read(evidence.of_lead, arguments.id, desk.now()))
            record["score"] = _score(desk, arguments.id)
        elif arguments.kind == "opportunity":
            record["evidence"] = _evidence(desk.read(evidence.of_opportunity, arguments.id, desk.now()))
    if arguments.as_json:
        print_json(record)
    else:
        print_fields(record)
    return 0


def board_totals(arguments: Namespace) -> int:
    """Print every stage with its count and sums, one row per currency."""
    with desk_of(arguments) as desk:
        stages = desk.read(board.stages, pipeline_named(desk, arguments.pipeline).id)
        totals = desk.read(board.totals)
        file_currency = desk.read(currency)
    rows: list[dict[str, Any]] = []
    for stage in stages:
        sums = [total for total in totals if total.stage_id == stage.id]
        for total in sums or [board.StageTotals(stage.id, file_currency, 0, 0, 0)]:
            head = {"id": stage.id, "name": stage.name, "kind": stage.kind}
            rows.append(head | {name: value for name, value in asdict(total).items() if name != "stage_id"})
    if arguments.as_json:
        print_json({"stages": rows})
        return 0
    for row in rows:
        for name in ("amount", "weighted"):
            row[name] = plain_amount(row[f"{name}_minor"], row["currency"])
    print_columns(rows, ("id", "name", "kind", "count", "amount", "weighted", "currency"))
    return 0


def _record(desk: Desk, kind: str, record: int) -> dict[str, Any] | None:
    now = desk.now()
    if kind == "lead":
        rows = desk.read(lambda connection: list(lead_records(connection, [record])))
        return _first(desk.read(lead_fields), rows)
    if kind == "opportunity":
        rows = desk.read(lambda connection: list(opportunity_records(connection, now.date(), now.tzinfo, [record])))
        return _first(desk.read(opportunity_fields), rows)
    return next(iter(desk.read(directory.by_ids, f"{kind}s", [record])), None)


def _first(fields: Sequence[Field], rows: Sequence[Sequence[object]]) -> dict[str, Any] | None:
    return dict(zip([field.name for field in fields], rows[0], strict=True)) if rows else None


def _evidence(dimensions: Sequence[Dimension]) -> list[dict[str, object]]:
    return [
        {
            "dimension": dimension.code,
            "criterion": answer.criterion,
            "state": answer.state,
            "value": answer.value,
            "note": answer.note,
            "said_by": answer.said_by,
            "answered_at": answer.answered_at,
            "is_aged": answer.is_aged,
        }
        for dimension in dimensions
        for answer in dimension.answers
        if answer.answered_at is not None
    ]


def _score(desk: Desk, lead: int) -> dict[str, object]:
    score = desk.read(scores.explained, lead)
    if score is None:
        raise NotFound("lead", lead)
    return {
        "value": score.value,
        "because": [{"points": line.points, "rule": line.rule, "fact": line.fact} for line in score.lines],
    }
