"""Random opportunities and leads in a file, with what a filter can ask of each, known without reading the file."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import UTC, date, datetime, timedelta, timezone
from pathlib import Path
from random import Random
from typing import Any
from zoneinfo import ZoneInfo

from sqlalchemy import Connection, Table, insert

from salesdesk.domain.activities import NextStep
from salesdesk.domain.custom_fields import TYPES, CustomType
from salesdesk.domain.filter_matching import Facts, Searched
from salesdesk.domain.filters import DIMENSIONS, RecordKind
from salesdesk.domain.leads import LIFECYCLE_NAMES
from salesdesk.store import schema
from salesdesk.store.creation import create_file
from salesdesk.store.database import Database
from salesdesk.store.identity import new_uid

CENTRE = datetime(2026, 11, 9, 9, 0, tzinfo=UTC)
ZONES = (
    UTC,
    timezone(timedelta(hours=13)),
    timezone(timedelta(hours=-11)),
    timezone(timedelta(hours=5, minutes=45)),
    ZoneInfo("America/New_York"),
    ZoneInfo("Asia/Beirut"),
    ZoneInfo("Pacific/Apia"),
)
CURRENCIES = ("USD", "EUR", "JPY")
SOURCES = ("", "webinar", "referral", "paid ad", "O'Neil; DROP TABLE lead")
TAGS = ("fleet", "Ünïted", "q4", 'with "quotes"', "never used")
NAMES = ("Northwind fleet rollout", "Café Müller", "Granite Harbor", "plan 42-b", "northern  lights", "Ærø færge")
AMOUNTS = (0, 1, 999_999, 1_000_000, 1_000_001, 10**15)
CUSTOM_CHOICES = ("Gold", "Silver", "gold plus", "O'Neil; DROP TABLE lead")
_CUSTOM_KINDS: tuple[RecordKind, ...] = ("lead", "opportunity")
CUSTOM_IDS: dict[tuple[RecordKind, CustomType], int] = {
    pair: 1 + at for at, pair in enumerate((kind, one) for kind in _CUSTOM_KINDS for one in TYPES)
}
CUSTOM_TEXTS: dict[CustomType, tuple[str, ...]] = {
    "text": ("Depot North", "depot süd, 9", "Straße 100%", "under_score"),
    "number": ("0", "12.5", "-3", "50", "99.999999", "1000000000"),
    "money": tuple(f"{amount} {code}" for amount in AMOUNTS for code in CURRENCIES),
    "date": ("2026-11-09", "2026-12-31", "2027-01-01", "0001-01-01", "9999-12-31", "2028-02-29"),
    "choice": CUSTOM_CHOICES,
    "yes_no": ("yes", "no"),
}
EDGE_DAYS = (
    date(1, 1, 1),
    date(1900, 1, 1),
    date(2026, 12, 31),
    date(2027, 1, 1),
    date(2028, 2, 29),
    date(9999, 12, 31),
)


@dataclass
class Rows:
    """A file and the facts of its live records; deleted ones are in the file only."""

    path: Path
    opportunities: dict[int, Facts] = field(default_factory=dict)
    leads: dict[int, Facts] = field(default_factory=dict)

    def of(self, kind: RecordKind) -> dict[int, Facts]:
        """Return the facts of one kind of record, by id."""
        return self.opportunities if kind == "opportunity" else self.leads


class _Maker:
    def __init__(self, connection: Connection, seed: int) -> None:
        self.connection = connection
        self.random = Random(seed)
        self.tags = {name: self.add(schema.tag, name=name) for name in TAGS}
        self.accounts = [(self.add(schema.account, name=name, created_at=CENTRE), name) for name in NAMES]
        for (kind, type_name), expected in CUSTOM_IDS.items():
            values = {"kind": kind, "name": f"own {type_name}", "type": type_name}
            assert self.add(schema.custom_field, choices="\n".join(CUSTOM_CHOICES), **values) == expected
        self.stages = [dict(row) for row in connection.exec_driver_sql("SELECT * FROM stage ORDER BY id").mappings()]
        for stage, limit in ((self.stages[1], 0), (self.stages[2], None)):
            stage["rot_limit_days"] = limit
            connection.exec_driver_sql("UPDATE stage SET rot_limit_days = ? WHERE id = ?", (limit, stage["id"]))

    def add(self, table: Table, **values: Any) -> int:
        if "uid" in table.c:
            values["uid"] = new_uid()
        result = self.connection.execute(insert(table).values(**values))
        assert result.inserted_primary_key is not None
        return int(result.inserted_primary_key[0])

    def maybe(self, chance: float, make: Callable[[], Any]) -> Any:
        return make() if self.random.random() < chance else None

    def instant(self) -> datetime:
        """Return an instant near the present, often right at the midnight of some zone."""
        around = CENTRE + timedelta(days=self.random.randint(-400, 40))
        if self.random.random() < 0.5:
            return around + timedelta(milliseconds=self.random.randint(0, 86_400_000))
        midnight = datetime.combine(around.date(), datetime.min.time(), self.random.choice(ZONES)).astimezone(UTC)
        return midnight + timedelta(milliseconds=self.random.choice((-1, 0, 1)))

    def day(self) -> date:
        if self.random.random() < 0.1:
            return self.random.choice(EDGE_DAYS)
        return CENTRE.date() + timedelta(days=self.random.randint(-120, 200))

    def near(self) -> date:
        return CENTRE.date() + timedelta(days=self.random.randint(-3, 4))

    def steps(self, kind: str, record: int) -> NextStep | None:
        """Write activities, some of them done or deleted, and return the earliest that is planned."""
        planned: list[tuple[date, bool, datetime, int, NextStep]] = []
        for number in range(self.random.choice((0, 0, 1, 1, 2, 4))):
            due_on = self.maybe(0.9, self.near)
            due_at = None
            if due_on is not None and self.random.random() < 0.4:
                minutes = self.random.randint(-30, 1470)
                due_at = datetime.combine(due_on, datetime.min.time(), UTC) + timedelta(minutes=minutes)
            done, deleted = self.maybe(0.2, self.instant), self.maybe(0.1, self.instant)
            times = {"at": CENTRE, "created_at": CENTRE, "due_on": due_on, "due_at": due_at}
            values = {**times, "done_at": done, "deleted_at": deleted, f"{kind}_id": record}
            self.add(schema.activity, kind="call", subject=f"step {number}", **values)
            if due_on is not None and done is None and deleted is None:
                step = NextStep("call", f"step {number}", due_on, due_at)
                planned.append((due_on, due_at is None, due_at or CENTRE, number, step))
        return min(planned)[-1] if planned else None

    def tag(self, kind: str, record: int) -> frozenset[str]:
        chosen = self.random.sample(TAGS[:-1], self.random.choice((0, 0, 1, 2)))
        for name in chosen:
            self.add(schema.tagging, tag_id=self.tags[name], **{f"{kind}_id": record})
        return frozenset(chosen)

    def attach(self, kind: str, record: int) -> bool:
        if self.random.random() < 0.8:
            return False
        deleted = self.maybe(0.5, self.instant)
        values = {"name": "a.pdf", "sha256": "0" * 64, "added_at": CENTRE, "deleted_at": deleted}
        self.add(schema.attachment, **values, **{f"{kind}_id": record})
        return deleted is None

    def own(self, kind: RecordKind, record: int) -> dict[int, str]:
        """Write values of the rep's own fields, half of them blank, and return them."""
        held = {
            CUSTOM_IDS[kind, type_name]: self.random.choice(CUSTOM_TEXTS[type_name])
            for type_name in TYPES
            if self.random.random() < 0.5
        }
        for field_id, value in held.items():
            self.add(schema.custom_value, custom_field_id=field_id, value=value, **{f"{kind}_id": record})
        return held

    def bant(self) -> str:
        return "yyyy" if self.random.random() < 0.3 else "".join(self.random.choices("yn?", k=len(DIMENSIONS)))

    def opportunity(self, rows: Rows) -> None:
        stage = self.random.choice(self.stages)
        name, product = self.random.choice(NAMES), self.random.choice(("", "Fleet plan", "Ölpumpe"))
        account = self.maybe(0.8, lambda: self.random.choice(self.accounts))
        shared: dict[str, Any] = {
            "currency": self.random.choice(CURRENCIES),
            "expected_close": self.maybe(0.8, self.day),
        }
        shared |= {
            "snoozed_until": self.maybe(0.4, self.near),
            "source": self.random.choice(SOURCES),
            "bant": self.bant(),
        }
        amount, entered, touched = self.random.choice(AMOUNTS), self.instant(), self.maybe(0.6, self.instant)
        created, closed, deleted = self.instant(), self.maybe(0.4, self.instant), self.maybe(0.1, self.instant)
        record = self.add(
            schema.opportunity,
            name=name,
            product=product,
            account_id=account and account[0],
            pipeline_id=stage["pipeline_id"],
            stage_id=stage["id"],
            rank=f"a{len(rows.opportunities):05d}",
            probability=self.random.choice((0, 1, 33, 50, 75, 100)),
            amount_minor=amount,
            entered_stage_at=entered,
            touched_at=touched,
            created_at=created,
            closed_at=closed,
            deleted_at=deleted,
            **shared,
        )
        own = self.own("opportunity", record)
        searched = [Searched(f"{name}\n{product}", name), *(Searched(text, "") for text in own.values())]
        if account is not None:
            searched.append(Searched(account[1], account[1]))
        facts = Facts(
            stage=stage["id"],
            kind=stage["kind"],
            stage_probability=stage["probability"],
            rot_limit_days=stage["rot_limit_days"],
            pipeline=stage["pipeline_id"],
            amount_minor=amount,
            entered_stage_at=entered,
            touched=touched,
            created=created,
            closed=closed,
            tags=self.tag("opportunity", record),
            next_step=self.steps("opportunity", record),
            has_attachment=self.attach("opportunity", record),
            searched=tuple(searched),
            custom=own,
            **shared,
        )
        if deleted is None:
            rows.opportunities[record] = facts

    def lead(self, rows: Rows) -> None:
        person, company = self.random.choice(NAMES), self.random.choice(NAMES)
        shared: dict[str, Any] = {
            "lifecycle": self.random.choice(tuple(LIFECYCLE_NAMES)),
            "score": self.random.randint(0, 100),
            "wake_on": self.maybe(0.5, self.near),
        }
        shared |= {"currency": self.random.choice(("", *CURRENCIES)), "source": self.random.choice(SOURCES)}
        shared |= {"bant": self.bant(), "amount_minor": self.maybe(0.7, lambda: self.random.choice(AMOUNTS))}
        created, touched, deleted = self.instant(), self.maybe(0.6, self.instant), self.maybe(0.1, self.instant)
        intent, city = self.random.random() < 0.3, self.random.choice(("", "Åre", "Fleetwood"))
        record = self.add(
            schema.lead,
            last_name=person,
            company=company,
            city=city,
            high_intent=int(intent),
            created_at=created,
            last_activity_at=touched,
            deleted_at=deleted,
            **shared,
        )
        own = self.own("lead", record)
        facts = Facts(
            created=created,
            touched=touched,
            is_high_intent=intent,
            tags=self.tag("lead", record),
            next_step=self.steps("lead", record),
            has_attachment=self.attach("lead", record),
            searched=(
                Searched(f"{person}\n{company}\n{city}", f"{person}\n{company}"),
                *(Searched(text, "") for text in own.values()),
            ),
            custom=own,
            **shared,
        )
        if deleted is None:
            rows.leads[record] = facts


def make_rows(path: Path, seed: int, count: int = 300) -> Rows:
    """Write that many opportunities and leads, the same for the same seed."""
    create_file(path)
    database = Database(path)
    rows = Rows(path)
    try:
        with database.write() as connection:
            maker = _Maker(connection, seed)
            for _ in range(count):
                maker.opportunity(rows)
                maker.lead(rows)
    finally:
        database.close()
    return rows
