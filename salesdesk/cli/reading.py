"""Verbs that only look."""

from __future__ import annotations

from argparse import Namespace
from collections.abc import Sequence
from dataclasses import asdict
from typing import Any

from salesdesk.cli import deals
from salesdesk.cli.output import desk_of, print_columns, print_fields, print_json
from salesdesk.cli.places import pipeline_named
from salesdesk.domain.errors import NotFound
from salesdesk.domain.money import plain_amount
from salesdesk.formats.fields import Field
from salesdesk.queries import board, directory, evidence, scores, verdicts
from salesdesk.queries import history as journal
from salesdesk.queries.exports import lead_fields, lead_records, opportunity_fields, opportunity_records
from salesdesk.queries.settings import currency
from salesdesk.queries.soundness import problems
from salesdesk.services.desk import Desk

COLUMNS = {
    "leads": ("id", "first_name", "last_name", "company", "lifecycle", "score", "email"),
    "opportunities": ("id", "name", "account", "stage", "amount", "currency", "expected_close"),
    "accounts": ("id", "name", "domain", "city", "country", "status"),
    "contacts": ("id", "first_name", "last_name", "title", "account", "email"),
    "activities": ("id", "kind", "subject", "at", "due_on", "done_at", "outcome"),
}


def list_records(arguments: Namespace) -> int:
    """Print records, all of them or those that hold the words."""
    with desk_of(arguments) as desk:
        now = desk.now()
        rows = desk.read(directory.records, arguments.kind, now.date(), now.tzinfo, arguments.search, arguments.limit)
    if arguments.as_json:
        print_json(rows)
    else:
        print_columns(rows, COLUMNS[arguments.kind])
    return 0


def show(arguments: Namespace) -> int:
    """Print one record with its activities and its history."""
    with desk_of(arguments) as desk:
        record = _record(desk, arguments.kind, arguments.id)
        if record is None:
            raise NotFound(arguments.kind, arguments.id)
        if arguments.kind == "opportunity":
            record |= deals.of_opportunity(desk, arguments.id)
        record["activities"] = desk.read(directory.activities_of, arguments.kind, arguments.id)
        record["history"] = desk.read(directory.history_of, arguments.kind, arguments.id)
        if arguments.kind == "lead":
            record["evidence"] = _evidence(desk, arguments.id)
            record["score"] = _score(desk, arguments.id)
    if arguments.as_json:
        print_json(record)
    else:
        print_fields(record)
    return 0


def verdict(arguments: Namespace) -> int:
    """Print what the playbook says of a lead, and why."""
    with desk_of(arguments) as desk:
        found = desk.read(verdicts.of_lead, arguments.lead, desk.now())
    if found is None:
        raise NotFound("lead", arguments.lead)
    document = {"verdict": found.kind, "because": list(found.because), "missing": list(found.missing)}
    if arguments.as_json:
        print_json(document)
    else:
        print(found.kind.capitalize())
        for sentence in (*found.because, *(f"Missing: {one}" for one in found.missing)):
            print(f"  {sentence}")
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


def history(arguments: Namespace) -> int:
    """Print what was done, newest first."""
    with desk_of(arguments) as desk:
        steps = desk.read(journal.steps, arguments.limit)
    rows = [{"id": step.id, "at": step.at, "label": step.label, "undone": step.is_undone} for step in steps]
    if arguments.as_json:
        print_json(rows)
    else:
        print_columns(rows, ("id", "at", "label", "undone"))
    return 0


def check(arguments: Namespace) -> int:
    """Print whether the file is sound; the exit status is 1 where it is not."""
    with desk_of(arguments) as desk:
        found = desk.read(problems)
    if arguments.as_json:
        print_json({"ok": not found, "problems": found})
    else:
        print("\n".join(found) if found else "The file is sound.")
    return 1 if found else 0


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


def _evidence(desk: Desk, lead: int) -> list[dict[str, object]]:
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
        for dimension in desk.read(evidence.of_lead, lead, desk.now())
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
