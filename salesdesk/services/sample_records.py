"""Sample records, put together from curated rows first and from word lists after them.

The same material, seed and moment give the same records, uids included.
"""

from __future__ import annotations

import random
import unicodedata
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import UTC, date, datetime, time, timedelta
from itertools import pairwise
from typing import Any

from salesdesk.domain.keys import company_domain, company_key, email_key, name_key
from salesdesk.domain.money import exponent, plain_amount
from salesdesk.domain.ranking import ranks_between
from salesdesk.domain.scoring import Contacted, Facts, score
from salesdesk.services.sample_deals import DealBuilder
from salesdesk.services.sample_invention import Inventor
from salesdesk.services.sample_material import CsvRow, Material

Row = dict[str, Any]
PATH = ("new", "working", "mql", "sql", "opportunity")
SHOWN_INTEREST = frozenset(("Inbound form", "Webinar", "Content"))
PRIMARY = {"B": "budget_amount", "A": "decision_maker", "N": "need", "T": "decision_by"}
STATES = {"y": "confirmed", "n": "failed"}
LOST = (("Chose another vendor", "declined"), ("No budget", "declined"), ("Bad fit from the start", "disqualified"))
OPEN_SHARE, WON_SHARE = 0.55, 0.25


@dataclass(slots=True)
class Batch:
    """Rows by table, ready to insert, and how many leads and opportunities are among them."""

    rows: dict[str, list[Row]] = field(default_factory=dict)
    count: int = 0

    def add(self, table: str, row: Row) -> int:
        """Take a row up and return its id."""
        self.rows.setdefault(table, []).append(row)
        record: int = row["id"]
        return record


@dataclass(frozen=True, slots=True)
class Happened:
    """An activity that was added: its id, and the rest as the scoring sees it."""

    id: int
    contacted: Contacted


class SampleBuilder:
    """Makes rows for every table of a lead's and an opportunity's life."""

    def __init__(
        self,
        material: Material,
        seed: int,
        now: datetime,
        next_ids: dict[str, int],
        stages: Sequence[Mapping[str, Any]],
        criteria: Mapping[str, tuple[str, int]],
        currency: str,
    ) -> None:
        self._material = material
        self._random = random.Random(seed)
        self._now = now
        self._next_ids = next_ids
        self._stages = stages
        self._criteria = criteria
        self._currency = currency
        self._inventor = Inventor(material.words, self._random)
        self._deals = DealBuilder(material, seed, self._id, self._minor)
        self._ranks: dict[int, Iterator[str]] = {}
        self._first_ids = dict(next_ids)
        self._promoted: list[CsvRow] = []

    def batches(self, leads: int, opportunities: int, size: int) -> Iterator[Batch]:
        """Yield all rows in batches of about `size` records; opportunities beyond the curated ones come from leads."""
        places = [self._place(index) for index in range(opportunities)]
        for stage in self._stages:
            count = sum(1 for place in places if place["id"] == stage["id"])
            self._ranks[stage["id"]] = iter(ranks_between(None, None, count))
        curated = len(self._material.leads)
        promoted = max(0, min(opportunities - len(self._material.opportunities), (leads - curated) // 2))
        batch = Batch()
        for index in range(leads):
            batch.count += 1
            if index < curated:
                self._lead(batch, self._material.leads[index])
            else:
                self._lead(batch, self._inventor.lead(index, is_promoted=index - curated < promoted))
            if batch.count >= size:
                yield batch
                batch = Batch()
        for index, place in enumerate(places):
            batch.count += 1
            beyond = index - len(self._material.opportunities)
            source = self._promoted[beyond] if 0 <= beyond < promoted else None
            lead_id = self._first_ids["lead"] + curated + beyond if source else None
            given = self._material.opportunities[index : index + 1]
            row = given[0] if given else self._inventor.deal(index, source)
            self._opportunity(batch, row, place, lead_id)
            if batch.count >= size:
                yield batch
                batch = Batch()
        yield batch

    def _lead(self, batch: Batch, row: CsvRow) -> None:
        created = self._created(row)
        name = f"{row['first_name']} {row['last_name']}"
        record = self._id("lead")
        refs = self._refs_of_lead(record, row)
        past = self._past(batch, row, name, refs, created)
        instants = [one.contacted.at for one in past]
        outbound = [one.contacted.at for one in past if one.contacted.direction == "outbound"]
        lifecycle = row["lifecycle"]
        domain = row["email_host"] or _host(row["company"])
        email = f"{_ascii(row['first_name'])}.{_ascii(row['last_name'])}@{domain}".lower()
        website = _host(row["company"])
        values: Row = {
            "id": record,
            "uid": self._uid(),
            "first_name": row["first_name"],
            "last_name": row["last_name"],
            "title": row["title"],
            "company": row["company"],
            "email": email,
            "phone": row["phone"],
            "website": website,
            "city": row["city"],
            "country": row["country"],
            "language": row["language"],
            "industry": row["industry"],
            "employees": int(row["employees"]),
            "source": row["source"],
            "campaign": row["campaign"],
            "lifecycle": lifecycle,
            "high_intent": int(row["high_intent"]),
            "currency": self._currency,
            "bant": row["bant"],
            "created_at": created,
            "interest_at": created if row["source"] in SHOWN_INTEREST else None,
            "first_reply_at": min(outbound, default=None),
            "last_activity_at": max(instants, default=None),
            "wake_on": self._now.date() + timedelta(days=40) if lifecycle == "nurture" else None,
            "closed_reason": {"unqualified": "No need", "nurture": "Timing"}.get(lifecycle, ""),
            **{column: refs[column] for column in ("account_id", "contact_id", "opportunity_id")},
            "name_key": name_key(row["first_name"], row["last_name"]),
            "email_key": email_key(email),
            "company_key": company_key(row["company"]),
            "domain": company_domain(email, website),
        }
        named = {
            name: values[name] for name in ("title", "email", "phone", "employees", "industry", "source", "campaign")
        }
        facts = Facts(
            **named, is_high_intent=bool(values["high_intent"]), activities=tuple(one.contacted for one in past)
        )
        values["score"] = score(facts).value
        batch.add("lead", values)
        self._lifecycle(batch, record, lifecycle, created, max(instants, default=created))
        evidence_refs = {"lead_id": record, "opportunity_id": refs["opportunity_id"]}
        self._evidence(batch, row["bant"], name, evidence_refs, past, created)
        if lifecycle not in ("nurture", "unqualified", "opportunity"):
            self._step(batch, row, refs)

    def _created(self, row: CsvRow) -> datetime:
        if row["created_ago"] != "0":
            return self._ago(int(row["created_ago"]), "14:02")
        # Whoever came in today is still inside the clock of a first reply.
        minutes = 3 if row["high_intent"] == "1" else 12
        return self._now.astimezone(UTC) - timedelta(minutes=minutes)

    def _refs_of_lead(self, record: int, row: CsvRow) -> Mapping[str, int | None]:
        """Return the references of a lead's rows: a promoted lead knows its opportunity before that is made."""
        tables = ("account", "contact", "opportunity")
        if row["lifecycle"] != "opportunity":
            return {"lead_id": record, **{f"{table}_id": None for table in tables}}
        place = len(self._material.opportunities) + len(self._promoted)
        self._promoted.append(row)
        refs = {"lead_id": record, **{f"{table}_id": self._first_ids[table] + place for table in tables}}
        # The curated opportunities, which come first, bring more than one contact.
        refs["contact_id"] += sum(map(len, self._material.people.values()))
        return refs

    def _opportunity(self, batch: Batch, row: CsvRow, place: Mapping[str, Any], lead_id: int | None) -> None:
        entered = self._ago(int(row["days_in_stage"]), "11:20" if row["days_in_stage"] != "0" else "08:40")
        created = entered - timedelta(days=0 if place["position"] == 0 else 9 + 12 * int(place["position"]))
        account_id = self._account(batch, row, place["kind"], created)
        contact_id = self._contact(batch, row, account_id, created)
        is_open = place["kind"] == "open"
        closing = self._now.date() + timedelta(days=int(row["close_in"]))
        lost_reason, lost_kind = self._random.choice(LOST) if place["kind"] == "lost" else ("", "")
        record = self._id("opportunity")
        refs = {"lead_id": lead_id, "opportunity_id": record, "account_id": account_id, "contact_id": contact_id}
        past = self._past(batch, row, row["name"], refs, created) if lead_id is None else []
        batch.add(
            "opportunity",
            {
                "id": record,
                "uid": self._uid(),
                "name": row["name"],
                "account_id": account_id,
                "contact_id": contact_id,
                "lead_id": lead_id,
                "pipeline_id": place["pipeline_id"],
                "stage_id": place["id"],
                "rank": next(self._ranks[place["id"]]),
                "amount_minor": self._minor(int(row["amount"])),
                "currency": self._currency,
                "probability": place["probability"],
                "expected_close": closing if is_open else entered.date(),
                "source": row["source"],
                "product": row.get("product", ""),
                "seats": int(row["seats"]) if row.get("seats") else None,
                "term": row.get("term", ""),
                "term_months": _months(row.get("term", "")),
                "bant": row["bant"],
                "lost_reason": lost_reason,
                "lost_kind": lost_kind,
                "created_at": created,
                "entered_stage_at": entered,
                "touched_at": max((one.contacted.at for one in past if one.contacted.at <= entered), default=None),
                "closed_at": None if is_open else entered,
            },
        )
        self._intervals(batch, record, place, created, entered)
        if lead_id is None:
            self._evidence(batch, row["bant"], row["name"], {"lead_id": None, "opportunity_id": record}, past, created)
        self._committee(batch, row, record, account_id, contact_id, created)
        for table, belonging in self._deals.rows(row["name"], record):
            batch.add(table, belonging)
        if is_open:
            self._step(batch, row, refs)

    def _committee(
        self, batch: Batch, row: CsvRow, record: int, account_id: int, contact_id: int, created: datetime
    ) -> None:
        members = [(contact_id, "decides")]
        for person in self._material.people.get(row["name"], []):
            known = self._contact(batch, person | {"account": row["account"]}, account_id, created)
            members.append((known, person["role"]))
        for person_id, role in members:
            keys = {"id": self._id("committee_member"), "uid": self._uid(), "opportunity_id": record}
            batch.add("committee_member", {**keys, "contact_id": person_id, "role": role})

    def _account(self, batch: Batch, row: CsvRow, kind: str, created: datetime) -> int:
        host = _host(row["account"])
        return batch.add(
            "account",
            {
                "id": self._id("account"),
                "uid": self._uid(),
                "name": row["account"],
                "domain": host,
                "website": host,
                "industry": row["industry"],
                "city": row["city"],
                "country": row["country"],
                "status": "customer" if kind == "won" else "prospect",
                "name_key": company_key(row["account"]),
                "created_at": created,
            },
        )

    def _contact(self, batch: Batch, row: CsvRow, account_id: int, created: datetime) -> int:
        email = f"{_ascii(row['first_name'])}.{_ascii(row['last_name'])}@{_host(row['account'])}".lower()
        return batch.add(
            "contact",
            {
                "id": self._id("contact"),
                "uid": self._uid(),
                "account_id": account_id,
                "first_name": row["first_name"],
                "last_name": row["last_name"],
                "title": row["title"],
                "email": email,
                "name_key": name_key(row["first_name"], row["last_name"]),
                "email_key": email_key(email),
                "created_at": created,
            },
        )

    def _past(
        self, batch: Batch, row: CsvRow, name: str, refs: Mapping[str, int | None], created: datetime
    ) -> list[Happened]:
        """Add what has already happened, and return it."""
        told = self._material.activities.get(name)
        if told is not None:
            found = [(self._ago(int(one["ago"]), one["time"]), one) for one in told]
        else:
            found = [
                (at, {"kind": kind, "direction": "outbound", "outcome": outcome, "notes": notes, "duration_min": ""})
                for at, kind, outcome, notes in self._invented_past(row, created)
            ]
        past = []
        for at, one in found:
            minutes = int(one["duration_min"]) if one["duration_min"] else None
            texts = {name: one[name] for name in ("kind", "direction", "outcome", "notes")}
            number = self._activity(batch, refs, at, at, **texts, duration_min=minutes)
            past.append(Happened(number, Contacted(one["kind"], one["direction"], one["outcome"], at)))
        return past

    def _invented_past(self, row: CsvRow, created: datetime) -> Iterator[tuple[datetime, str, str, str]]:
        last_kind = row.get("last_kind", "")
        last = max(created, self._ago(int(row["last_ago"]), self._inventor.clock(9, 17))) if last_kind else created
        for share, kind, outcome, note in self._inventor.past(last_kind):
            yield created + (last - created) * share, kind, outcome, note

    def _step(self, batch: Batch, row: CsvRow, refs: Mapping[str, int | None]) -> None:
        """Add the planned activity of a curated or invented row, where it has one."""
        if not row.get("step_kind"):
            return
        due_on = self._now.date() + timedelta(days=int(row["step_in"]))
        due_at = _moment(due_on, row["step_time"], self._now) if row["step_time"] else None
        at = min(self._now, datetime.combine(due_on, time(9), self._now.tzinfo)) - timedelta(days=1)
        self._activity(batch, refs, at, None, kind=row["step_kind"], subject=row["step"], due_on=due_on, due_at=due_at)

    def _activity(
        self, batch: Batch, refs: Mapping[str, int | None], at: datetime, done_at: datetime | None, **values: Any
    ) -> int:
        row: Row = {
            "id": self._id("activity"),
            "uid": self._uid(),
            "direction": "outbound",
            "subject": "",
            "notes": "",
            "outcome": "",
            "duration_min": None,
            "due_on": None,
            "due_at": None,
            "lead_id": None,
            "opportunity_id": None,
            "account_id": None,
            "contact_id": None,
            "at": at,
            "done_at": done_at,
            "created_at": at,
        }
        return batch.add("activity", row | dict(refs) | values)

    def _evidence(
        self,
        batch: Batch,
        bant: str,
        name: str,
        refs: Mapping[str, int | None],
        past: Sequence[Happened],
        created: datetime,
    ) -> None:
        told = self._material.evidence.get(name, {})
        states = {PRIMARY[letter]: STATES[mark] for letter, mark in zip("BANT", bant, strict=True) if mark != "?"}
        for code in dict.fromkeys((*states, *told)):
            row = told.get(code)
            origin = past[int(row["activity"]) - 1] if row else past[-1] if past else None
            at = origin.contacted.at if origin else created
            values = {
                "state": states.get(code, "confirmed"),
                "value": self._told_value(row) if row else self._invented_value(code),
                "note": row["note"] if row else "",
                "answered_at": max(at, self._now - timedelta(days=90)),
                "activity_id": origin.id if origin else None,
            }
            keys = {"id": self._id("answer"), "uid": self._uid(), "criterion_id": self._criteria[code][1]}
            batch.add("answer", {**keys, **values, **refs})

    def _told_value(self, row: CsvRow) -> str:
        if row["value_in_days"]:
            return (self._now.date() + timedelta(days=int(row["value_in_days"]))).isoformat()
        return self._money_text(int(row["value"])) if row["criterion"] == "budget_amount" else row["value"]

    def _invented_value(self, code: str) -> str:
        return {
            "budget_amount": self._money_text(self._random.randrange(8, 160) * 500),
            "decision_maker": self._inventor.person(),
            "need": self._inventor.need(),
            "decision_by": (self._now.date() + timedelta(days=self._random.randrange(10, 120))).isoformat(),
        }[code]

    def _minor(self, amount: int) -> int:
        return amount * int(10 ** exponent(self._currency))

    def _money_text(self, amount: int) -> str:
        return f"{plain_amount(self._minor(amount), self._currency)} {self._currency}"

    def _lifecycle(self, batch: Batch, lead_id: int, lifecycle: str, created: datetime, last: datetime) -> None:
        way = PATH[: PATH.index(lifecycle) + 1] if lifecycle in PATH else ("new", "working", lifecycle)
        for number, (before, after) in enumerate(pairwise(way), start=1):
            at = created + (max(last, created) - created) * number / len(way[1:])
            batch.add(
                "lifecycle_history",
                {
                    "id": self._id("lifecycle_history"),
                    "lead_id": lead_id,
                    "from_stage": before,
                    "to_stage": after,
                    "at": at,
                    "reason": "Timing" if after == "nurture" else "No need" if after == "unqualified" else "",
                },
            )

    def _intervals(
        self, batch: Batch, record: int, place: Mapping[str, Any], created: datetime, entered: datetime
    ) -> None:
        opened = [stage for stage in self._stages if stage["kind"] == "open"]
        way = [stage for stage in opened if stage["position"] < place["position"]]
        edges = [created + (entered - created) * number / max(1, len(way)) for number in range(len(way) + 1)]
        for stage, (start, end) in zip(way, pairwise(edges), strict=False):
            self._interval(batch, record, stage["id"], start, end)
        self._interval(batch, record, place["id"], entered, None)

    def _interval(self, batch: Batch, record: int, stage_id: int, start: datetime, end: datetime | None) -> None:
        row = {"opportunity_id": record, "stage_id": stage_id, "entered_at": start, "left_at": end}
        batch.add("stage_history", {"id": self._id("stage_history"), **row})

    def _place(self, index: int) -> Mapping[str, Any]:
        """Return the stage an opportunity stands in."""
        if index < len(self._material.opportunities):
            name = self._material.opportunities[index]["stage"]
            return next((stage for stage in self._stages if stage["name"] == name), self._stages[0])
        draw = self._random.random()
        kind = "open" if draw < OPEN_SHARE else "won" if draw < OPEN_SHARE + WON_SHARE else "lost"
        return self._random.choice([stage for stage in self._stages if stage["kind"] == kind])

    def _id(self, table: str) -> int:
        record = self._next_ids[table]
        self._next_ids[table] = record + 1
        return record

    def _uid(self) -> str:
        return f"{self._random.getrandbits(128):032x}"

    def _ago(self, days: int, clock: str) -> datetime:
        return min(_moment(self._now.date() - timedelta(days=days), clock, self._now), self._now.astimezone(UTC))


def _moment(day: date, clock: str, now: datetime) -> datetime:
    return datetime.combine(day, time.fromisoformat(clock), now.tzinfo).astimezone(UTC)


def _months(term: str) -> int | None:
    number, _, unit = term.partition(" ")
    return int(number) if unit.startswith("months") else None


def _host(company: str) -> str:
    word = "".join(_ascii(part) for part in company.split()[:2]).lower()
    return f"{word or 'company'}.example"


def _ascii(text: str) -> str:
    folded = unicodedata.normalize("NFKD", text)
    return "".join(letter for letter in folded if letter.isascii() and letter.isalnum())
