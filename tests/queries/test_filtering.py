"""The SQL of a filter and the plain predicate let the same records through."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime
from decimal import ROUND_HALF_UP, Decimal

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from salesdesk.domain.errors import BadValue
from salesdesk.domain.filter_matching import matches
from salesdesk.domain.filters import EVERYTHING, AllOf, AnyOf, Condition, Filter, Not, RecordKind, scoped, without
from salesdesk.queries import board, filtering
from salesdesk.queries.filtering import Wanted
from salesdesk.store.database import Database
from tests.filter_rows import CENTRE, Rows, make_rows
from tests.filter_strategies import filters, moments

SEEDS = (1, 2)


@dataclass
class Filled:
    """A file with random rows, open for reading."""

    rows: Rows
    database: Database

    def found(self, kind: RecordKind, chosen: Filter, now: datetime) -> set[int]:
        alias = filtering.ALIASES[kind]
        with self.database.read() as connection:
            condition = filtering.where(connection, kind, Wanted(chosen, now))
            statement = f"SELECT {alias}.id FROM {kind} AS {alias} WHERE {condition.sql}"
            return set(connection.exec_driver_sql(statement, condition.values).scalars())

    def expected(self, kind: RecordKind, chosen: Filter, now: datetime) -> set[int]:
        return {record for record, facts in self.rows.of(kind).items() if matches(chosen, facts, now)}


@pytest.fixture(scope="module")
def filled(tmp_path_factory: pytest.TempPathFactory) -> Iterator[list[Filled]]:
    folder = tmp_path_factory.mktemp("filters")
    found = []
    for seed in SEEDS:
        rows = make_rows(folder / f"{seed}.salesdesk", seed)
        found.append(Filled(rows, Database(rows.path, is_read_only=True)))
    yield found
    for one in found:
        one.database.close()


@given(seed=st.integers(0, len(SEEDS) - 1), chosen=filters("opportunity"), now=moments())
@example(0, Not(Condition("expected_close", "past")), CENTRE)
@example(0, Not(AnyOf((Condition("text", "has", ("cafe",)), Condition("rotting", "is")))), CENTRE)
@settings(max_examples=400)
def test_opportunities_are_those_of_the_plain_predicate(
    filled: list[Filled], seed: int, chosen: Filter, now: datetime
) -> None:
    one = filled[seed]
    assert one.found("opportunity", chosen, now) == one.expected("opportunity", chosen, now)


@given(seed=st.integers(0, len(SEEDS) - 1), chosen=filters("opportunity"), now=moments())
@settings(max_examples=80)
def test_what_stands_out_in_a_stage_is_counted_over_every_card_that_matches(
    filled: list[Filled], seed: int, chosen: Filter, now: datetime
) -> None:
    one = filled[seed]
    with one.database.read() as connection:
        found = board.signals(connection, [1, 2, 3, 4], now, Wanted(chosen, now))
    signals = {state: Condition("next_step", "any_of", (state,)) for state in ("overdue", "today", "planned", "none")}
    signals["rotting"] = Condition("rotting", "is")
    expected: dict[int, dict[str, int]] = {}
    for facts in one.rows.opportunities.values():
        if facts.stage in (1, 2, 3, 4) and matches(chosen, facts, now):
            counts = expected.setdefault(facts.stage, dict.fromkeys(signals, 0))
            for name, part in signals.items():
                counts[name] += matches(part, facts, now)
    assert {stage: {name: getattr(row, name) for name in signals} for stage, row in found.items()} == expected


@given(seed=st.integers(0, len(SEEDS) - 1), chosen=filters("opportunity"), now=moments())
@settings(max_examples=120)
def test_the_board_adds_up_every_card_that_matches_and_no_other(
    filled: list[Filled], seed: int, chosen: Filter, now: datetime
) -> None:
    one = filled[seed]
    with one.database.read() as connection:
        found = board.open_board(connection, "rank", None, Wanted(chosen, now))
        raw = connection.exec_driver_sql("SELECT id, stage_id, currency, amount_minor, probability FROM opportunity")
        rows = {row.id: row for row in raw}
    expected: dict[tuple[int, str], list[int]] = {}
    whole: Counter[int] = Counter()
    for record, facts in one.rows.opportunities.items():
        if facts.kind != "open":
            continue
        row = rows[record]
        whole[row.stage_id] += 1
        if matches(chosen, facts, now):
            sums = expected.setdefault((row.stage_id, row.currency), [0, 0, 0])
            weighted = (Decimal(row.amount_minor) * row.probability / 100).quantize(Decimal(1), ROUND_HALF_UP)
            for place, amount in enumerate((1, row.amount_minor, int(weighted))):
                sums[place] += amount
    assert {
        (total.stage_id, total.currency): [total.count, total.amount_minor, total.weighted_minor]
        for total in found.totals
    } == expected
    assert found.whole_counts == whole
    assert sum(map(len, found.card_ids.values())) == sum(sums[0] for sums in expected.values())


@given(seed=st.integers(0, len(SEEDS) - 1), chosen=filters("lead"), now=moments())
@settings(max_examples=300)
def test_leads_are_those_of_the_plain_predicate(filled: list[Filled], seed: int, chosen: Filter, now: datetime) -> None:
    one = filled[seed]
    assert one.found("lead", chosen, now) == one.expected("lead", chosen, now)


@given(chosen=filters("opportunity"), now=moments())
@settings(max_examples=60)
def test_the_best_part_to_remove_is_the_one_that_hides_most(
    filled: list[Filled], chosen: Filter, now: datetime
) -> None:
    one = filled[0]
    with one.database.read() as connection:
        removal = filtering.best_to_remove(connection, "opportunity", Wanted(chosen, now))
    parts = chosen.parts if isinstance(chosen, AllOf) else (chosen,)
    left = [
        len(one.expected("opportunity", scoped("opportunity", without(chosen, place)), now))
        for place in range(len(parts))
    ]
    if removal is None:
        assert max(left, default=0) == 0
    else:
        assert removal.count == max(left) == left[removal.place]
        assert removal.part == parts[removal.place]


@pytest.mark.parametrize(
    ("kind", "chosen"),
    [
        ("opportunity", Condition("stage", "any_of", (3,))),
        ("opportunity", Condition("next_step", "any_of", ("overdue",))),
        ("opportunity", Condition("next_step", "any_of", ("today", "planned"))),
        ("opportunity", Condition("next_step", "any_of", ("none",))),
        ("opportunity", Condition("rotting", "is")),
        ("opportunity", Condition("bant", "is")),
        ("opportunity", Condition("amount", "at_least", (1_000_000, "EUR"))),
        ("opportunity", Condition("expected_close", "past")),
        ("opportunity", Condition("expected_close", "empty")),
        ("opportunity", Condition("closed", "during", ("this_year",))),
        ("opportunity", Condition("tag", "any_of", ('with "quotes"',))),
        ("opportunity", Condition("text", "has", ("fleet",))),
        ("opportunity", Condition("attachment", "is")),
        ("lead", Condition("lifecycle", "any_of", ("mql", "sql"))),
        ("lead", Condition("source", "any_of", ("O'Neil; DROP TABLE lead",))),
        ("lead", Condition("high_intent", "is")),
        ("lead", Condition("amount", "empty")),
        ("lead", Condition("touched", "over_days_ago", (14,))),
    ],
)
def test_the_rows_hold_records_on_both_sides_of_each_condition(
    filled: list[Filled], kind: RecordKind, chosen: Filter
) -> None:
    for one in filled:
        assert 0 < len(one.found(kind, chosen, CENTRE)) < len(one.rows.of(kind))


def test_no_value_of_a_filter_is_written_into_the_statement(filled: list[Filled]) -> None:
    chosen = AllOf((Condition("source", "any_of", ("O'Neil; DROP TABLE lead",)), Condition("tag", "any_of", ("q'4",))))
    with filled[0].database.read() as connection:
        condition = filtering.where(connection, "lead", Wanted(chosen, CENTRE))
    assert "DROP" not in condition.sql
    assert "q'4" not in condition.sql


def test_counts_of_many_filters_come_in_one_statement(filled: list[Filled]) -> None:
    one = filled[0]
    asked: list[tuple[RecordKind, Wanted | None]] = [
        ("opportunity", None),
        ("lead", Wanted(EVERYTHING, CENTRE)),
        ("lead", Wanted(AnyOf(()), CENTRE)),
    ]
    with one.database.read() as connection:
        assert filtering.counts(connection, asked) == [len(one.rows.opportunities), len(one.rows.leads), 0]
        assert filtering.counts(connection, []) == []


def test_a_filter_for_leads_is_refused_for_opportunities(filled: list[Filled]) -> None:
    with pytest.raises(BadValue, match="Score"):
        filled[0].found("opportunity", Condition("score", "at_least", (60,)), CENTRE)
