"""The rehearsal of an import: every row is read, matched and judged, and nothing is written."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from collections.abc import Mapping as MappingOf
from dataclasses import dataclass, replace
from datetime import UTC, datetime
from functools import lru_cache
from operator import itemgetter
from typing import Any

from sqlalchemy import Connection

from salesdesk.domain.custom_fields import TYPE_NAMES, CustomField
from salesdesk.domain.dates import DateOrder
from salesdesk.domain.errors import BadValue, FileFault
from salesdesk.domain.keys import FREE_MAIL
from salesdesk.domain.scoring import Facts, scorer
from salesdesk.formats.csv_reader import Row, read_rows
from salesdesk.formats.detection import TableFile
from salesdesk.formats.fields import custom_parts
from salesdesk.formats.files import IsCancelled, Report, never, no_report, stop_if
from salesdesk.formats.headers import Mapping
from salesdesk.formats.profiles import settle_readings
from salesdesk.queries import custom_fields, imports
from salesdesk.queries.imports import ImportSettings, KnownLead
from salesdesk.queries.scores import facts_of_leads
from salesdesk.services.custom_fields import checked_name
from salesdesk.services.desk import Desk
from salesdesk.services.importing import BATCH, SCORED, ImportPlan, LeadUpdate, Problem, Reject, RowVerdict, Verdict
from salesdesk.services.lead_rows import NAMING, LeadDraft, LeadReader, following, lead_columns
from salesdesk.store.identity import new_uid
from salesdesk.store.types import instant_text

KEYS = ("uid", "email", "phone", "mobile", "website")
"""The fields that `key` may name."""

_IDENTIFYING = frozenset(("name", "first_name", "last_name", "email", "company"))
_NEVER_CHANGED = frozenset(("uid", "created_at"))
_MONTH_FIRST_REGIONS = frozenset(("US", "PH", "BZ", "FM", "MH", "PW"))
_NUMBERS = frozenset(("employees", "annual_revenue_minor", "amount_minor"))

_KEY_COLUMNS = ("name_key", "company_key", "email_key", "domain")
_FOUND = ("created_at",)
_FACTS = ("title", "email", "industry", "source", "campaign", "country", "region")

Key = tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Rules:
    """How to rehearse: which field finds existing leads and lets the file win, and which date order doubt takes."""

    key: str | None = None
    order: DateOrder | None = None


def rehearse(
    desk: Desk,
    table: TableFile,
    mapping: Mapping,
    rules: Rules = Rules(),
    report: Report = no_report,
    is_cancelled: IsCancelled = never,
    expected_rows: int | None = None,
) -> ImportPlan:
    """Return what importing the file would do, from one snapshot of the desk and without its write lock.

    A row that matches an existing lead fills its blank fields; with a key, it also replaces what differs.
    Progress is in rows where `expected_rows` is given, else in bytes.
    Raises: FileFault, BadValue for a key that is no column, Cancelled.
    """
    if not _IDENTIFYING & set(mapping.fields):
        raise FileFault(
            f"No column of “{table.name}” is a name, an email address or a company. "
            "Match one to a field, then try again."
        )
    if rules.key is not None and (rules.key not in KEYS or mapping.index_of(rules.key) is None):
        raise BadValue("a key", rules.key, f"use one of {', '.join(KEYS)} that a column of the file is matched to.")
    now = desk.now().astimezone(UTC)
    return desk.read(_rehearsed, table, mapping, rules, now, report, is_cancelled, expected_rows)


def _rehearsed(
    connection: Connection,
    table: TableFile,
    mapping: Mapping,
    rules: Rules,
    now: datetime,
    report: Report,
    is_cancelled: IsCancelled,
    expected_rows: int | None,
) -> ImportPlan:
    known = imports.import_settings(connection)
    order = rules.order or (DateOrder.MONTH_FIRST if known.region in _MONTH_FIRST_REGIONS else DateOrder.DAY_FIRST)
    readings = settle_readings(table, mapping, order, is_cancelled)
    own = _own_fields(connection, mapping)
    reader = LeadReader(mapping, readings, known.currency, known.region, own)
    judge = _Judge(connection, mapping, rules.key, known, now)
    judge.own = {field.id: field.name for field in own.values() if field.id}
    for field, reading in readings.items():
        if reading.is_ambiguous:
            reason = f"Dates such as 03/04/2026 fit two orders; they were read {reading.order}."
            judge.problems.append(Problem(table.header_row, mapping.columns[mapping.fields.index(field)], reason))
    for rows in _chunks(read_rows(table, no_report if expected_rows else report, is_cancelled)):
        stop_if(is_cancelled)
        judge.take(rows, reader)
        if expected_rows:
            report(min(judge.count, expected_rows), expected_rows)
    return ImportPlan(
        table,
        mapping,
        imports.stamp(connection),
        judge.new_columns,
        judge.new,
        judge.new_tags,
        judge.updates,
        judge.verdicts,
        judge.problems,
        judge.rejects,
        tuple(own.values()),
        judge.new_own,
    )


def _own_fields(connection: Connection, mapping: Mapping) -> dict[str, CustomField]:
    """Return the rep's own fields that columns are kept as, by what the mapping calls them. Raises: BadValue."""
    found: dict[str, CustomField] = {}
    known = custom_fields.fields(connection, "lead")
    for name in filter(None, mapping.fields):
        parts = custom_parts(name)
        if parts is None:
            continue
        same = next((one for one in known if one.name.casefold() == parts[1].casefold()), None)
        if same is None:
            own = checked_name("lead", parts[1], found.values())
            same = CustomField(0, "", "lead", own, parts[0])
        if same.type != parts[0]:
            raise BadValue(f"“{same.name}”", TYPE_NAMES[parts[0]], f"the field is of the type {TYPE_NAMES[same.type]}.")
        if same.type == "choice" and not same.choices:
            raise BadValue(f"“{same.name}”", "choice", "add that field with its choices first.")
        found[name] = same
    return found


class _Judge:
    """Decides row by row, against the rows before it and the leads of the snapshot, a batch of rows at a time."""

    def __init__(
        self, connection: Connection, mapping: Mapping, key: str | None, known: ImportSettings, now: datetime
    ) -> None:
        self._connection = connection
        self._key = key
        self._is_first = not imports.has_leads(connection)
        self._mql_mark = known.mql_mark
        self._score_of = scorer(known.rules)
        self._asks_where = any(rule.fact == "region" for rule in known.rules)
        self._now = now
        self._now_text = instant_text(now)
        self._compared = tuple(
            dict.fromkeys((*lead_columns(mapping), *NAMING, "currency", "interest_at", "score", "lifecycle"))
        )
        self._has_tags = "tags" in mapping.fields
        self.new_columns = tuple(dict.fromkeys(("uid", *self._compared, *_FOUND, *_KEY_COLUMNS)))
        self._in_order: Callable[[dict[str, object]], tuple[object, ...]] = itemgetter(*self.new_columns)
        self._blank: dict[str, object] = {
            **dict.fromkeys((*self.new_columns, *_FACTS), ""),
            **dict.fromkeys((*_NUMBERS, "interest_at")),
            "high_intent": 0,
            "currency": known.currency,
            "lifecycle": "new",
        }
        self._scores: dict[Facts, int] = {}
        self._seen: dict[Key, int] = {}
        self._claimed: dict[int, int] = {}
        self._stood: dict[int, tuple[int, str]] = {}
        self.count = 0
        self.new: list[tuple[object, ...]] = []
        self.new_tags: dict[str, tuple[str, ...]] = {}
        self.own: dict[int, str] = {}
        self.new_own: dict[str, dict[str, str]] = {}
        self.updates: list[LeadUpdate] = []
        self.verdicts: list[RowVerdict] = []
        self.problems: list[Problem] = []
        self.rejects: list[Reject] = []

    def take(self, rows: Sequence[Row], reader: LeadReader) -> None:
        """Judge the next rows of the file."""
        drafts: list[LeadDraft] = []
        for row in rows:
            if row.problem is not None:
                self._reject(LeadDraft(row.number, row.cells, faults=[("", row.problem)]))
                continue
            if row.note is not None:
                self.problems.append(Problem(row.number, "", row.note))
            draft = reader.read(row.number, row.cells)
            if draft.faults:
                self._reject(draft)
            else:
                drafts.append(draft)
        keyed = [(draft, self._keys_of(draft)) for draft in drafts]
        known = self._known([keys for _, keys in keyed])
        tags = self._known_tags(known.values())
        held = self._known_own(known.values())
        first = len(self.updates)
        for draft, keys in keyed:
            self._judge(draft, keys, known, tags, held)
        self._rescore(first)
        self.count += len(rows)

    def _keys_of(self, draft: LeadDraft) -> list[Key]:
        """Return the keys of a row, the surest first."""
        if self._key is not None:
            text = str(draft.values.get(self._key, "")).lower()
            return [(self._key, text)] if text else []
        keys: list[Key] = []
        if uid := draft.values.get("uid"):
            keys.append(("uid", str(uid)))
        if email := draft.keys["email_key"]:
            keys.append(("email", str(email)))
        if draft.keys["name_key"] and draft.keys["company_key"]:
            keys.append(("name", str(draft.keys["name_key"]), str(draft.keys["company_key"])))
        return keys

    def _known(self, keys: Sequence[Sequence[Key]]) -> dict[Key, KnownLead]:
        """Return the leads of the desk under every key of theirs that a row of this batch has."""
        wanted: dict[str, set[Key]] = {}
        for row_keys in keys:
            for key in row_keys:
                wanted.setdefault(key[0], set()).add(key)
        found: dict[Key, KnownLead] = {}
        if self._key is not None:
            texts = {key[1] for key in wanted.get(self._key, ())}
            for text, lead in imports.leads_with(self._connection, self._compared, self._key, texts):
                if found.setdefault((self._key, text), lead) is not lead:
                    found[("several", text)] = lead
            return found
        if self._is_first:
            return found
        leads = imports.known_leads(
            self._connection,
            self._compared,
            uids={key[1] for key in wanted.get("uid", ())},
            emails={key[1] for key in wanted.get("email", ())},
            names={(key[1], key[2]) for key in wanted.get("name", ())},
        )
        for lead in leads:
            found[("uid", lead.uid)] = lead
            if not lead.is_deleted:
                found.setdefault(("email", lead.email_key), lead)
                found.setdefault(("name", lead.name_key, lead.company_key), lead)
        return found

    def _known_tags(self, leads: Iterable[KnownLead]) -> dict[int, frozenset[str]]:
        ids = {lead.id for lead in leads}
        return imports.tags_of_leads(self._connection, ids) if self._has_tags and ids else {}

    def _known_own(self, leads: Iterable[KnownLead]) -> dict[int, dict[str, str]]:
        """Return what these leads have in the rep's own fields that the file has a column for, by name."""
        ids = {lead.id for lead in leads} if self.own else set()
        texts = custom_fields.texts(self._connection, "lead", ids) if ids else {}
        return {
            record: {self.own[field]: text for field, text in held.items() if field in self.own}
            for record, held in texts.items()
        }

    def _judge(
        self,
        draft: LeadDraft,
        keys: list[Key],
        known: dict[Key, KnownLead],
        tags: dict[int, frozenset[str]],
        held: dict[int, dict[str, str]],
    ) -> None:
        if self._key is not None and keys and ("several", keys[0][1]) in known:
            draft.faults.append(("", f"More than one lead has this {self._key}."))
            self._reject(draft)
            return
        earlier = next((self._seen[key] for key in keys if key in self._seen), None)
        match = next(((key, known[key]) for key in keys if key in known), None)
        if earlier is None and match is not None:
            earlier = self._claimed.get(match[1].id)
        for key in keys:
            self._seen.setdefault(key, draft.row)
        if earlier is not None:
            self._duplicate(draft, f"The same as row {earlier:,} of the file.", None)
        elif match is None:
            self._add(draft)
        elif match[1].is_deleted:
            self._duplicate(draft, "This lead is in the trash.", match[1].id)
        else:
            self._claimed[match[1].id] = draft.row
            self._match(draft, *match, tags.get(match[1].id, frozenset()), held.get(match[1].id, {}))

    def _add(self, draft: LeadDraft) -> None:
        values = {**self._blank, **draft.values, **draft.keys}
        uid = values["uid"] = values["uid"] or new_uid()
        created = draft.values.get("created_at")
        values["created_at"] = _stored(created) if isinstance(created, datetime) else self._now_text
        values["score"] = value = self._score(values)
        if value >= self._mql_mark:
            values["lifecycle"] = "mql"
        if values["high_intent"] or value >= self._mql_mark:
            values["interest_at"] = self._now_text
        self.new.append(self._in_order(values))
        if draft.tags:
            self.new_tags[str(uid)] = draft.tags
        if draft.own:
            self.new_own[str(uid)] = draft.own

    def _score(self, values: MappingOf[str, Any]) -> int:
        facts = _facts(values, asks_where=self._asks_where)
        if facts not in self._scores:
            self._scores[facts] = self._score_of(facts).value
        return self._scores[facts]

    def _match(self, draft: LeadDraft, key: Key, lead: KnownLead, tags: frozenset[str], held: dict[str, str]) -> None:
        old: dict[str, Any] = dict(zip(self._compared, lead.values, strict=True))
        changed = _differences(draft.values, old, overwrites=self._key is not None)
        new_tags = tuple(name for name in draft.tags if name not in tags)
        overwrites = self._key is not None
        own = {
            name: text for name, text in draft.own.items() if name not in held or (overwrites and held[name] != text)
        }
        if not changed and not new_tags and not own:
            self._duplicate(draft, f"Already there, by {_KEY_NAMES.get(key[0], key[0])}.", lead.id)
            return
        if "high_intent" in changed and old["interest_at"] is None:
            changed["interest_at"] = self._now
        if any(name in changed for name in NAMING):
            changed |= {
                name: value
                for name, value in following({**old, **changed}).items()
                if name not in old or old[name] != value
            }
        self._stood[lead.id] = (old["score"], old["lifecycle"])
        self.updates.append(LeadUpdate(lead.id, changed, new_tags, overwrites=overwrites, own=own))
        filled = ", ".join(
            [*(name.removesuffix("_minor").replace("_", " ") for name in changed if name in draft.values), *own]
        )
        self._note(draft, Verdict.UPDATED, f"Adds {filled or 'tags'}.", lead.id)

    def _rescore(self, first: int) -> None:
        """Give each update from that one on the score its lead comes to with it."""
        due = {at: change for at, change in enumerate(self.updates[first:], first) if change.values.keys() & SCORED}
        if not due:
            return
        facts = facts_of_leads(self._connection, [change.lead for change in due.values()])
        for at, change in due.items():
            said: dict[str, Any] = {name: change.values[name] for name in SCORED & change.values.keys()}
            if "high_intent" in said:
                said["is_high_intent"] = bool(said.pop("high_intent"))
            value = self._score_of(replace(facts[change.lead], **said)).value
            before, lifecycle = self._stood[change.lead]
            if value != before:
                rises = lifecycle in ("new", "working") and before < self._mql_mark <= value
                self.updates[at] = replace(change, values={**change.values, "score": value}, becomes_mql=rises)

    def _duplicate(self, draft: LeadDraft, reason: str, lead: int | None) -> None:
        self._note(draft, Verdict.DUPLICATE, reason, lead)

    def _reject(self, draft: LeadDraft) -> None:
        self.problems.extend(Problem(draft.row, column, reason) for column, reason in draft.faults)
        reason = " ".join(f"{column}: {reason}" if column else reason for column, reason in draft.faults)
        self.rejects.append(Reject(draft.row, draft.cells, reason))
        self._note(draft, Verdict.REJECTED, reason, None)

    def _note(self, draft: LeadDraft, verdict: Verdict, reason: str, lead: int | None) -> None:
        self.verdicts.append(RowVerdict(draft.row, verdict, draft.who, reason, lead))


_stored = lru_cache(maxsize=8192)(instant_text)


def _facts(values: MappingOf[str, Any], *, asks_where: bool) -> Facts:
    """Return what scoring knows of a lead nobody has written to yet; of its address only a free-mail domain counts.

    Rows that look alike to the rules are scored once, so the place is left out where no rule asks for it.
    """
    domain = values["email"].rpartition("@")[2]
    return Facts(
        title=values["title"],
        email=f"@{domain}" if domain in FREE_MAIL else "",
        employees=values["employees"],
        industry=values["industry"],
        source=values["source"],
        campaign=values["campaign"],
        is_high_intent=bool(values["high_intent"]),
        country=values["country"] if asks_where else "",
        region=values["region"] if asks_where else "",
    )


_KEY_NAMES = {"name": "name and company", "uid": "UID"}


def _differences(new: dict[str, object], old: dict[str, object], *, overwrites: bool) -> dict[str, object]:
    """Return what the row adds to a lead: values for its blank fields, or for all that differ."""
    changed: dict[str, object] = {}
    for name, value in new.items():
        if name in _NEVER_CHANGED or name == "currency" or value in ("", 0):
            continue
        is_blank = old[name] in (None, "") or (name == "high_intent" and not old[name])
        if is_blank or (overwrites and old[name] != value):
            changed[name] = value
    amounts = changed.keys() & {"amount_minor", "annual_revenue_minor"}
    if amounts and old["currency"] != new.get("currency"):
        # An amount without its currency would be another amount; both change or neither does.
        keeps_other_amount = any(old.get(name) is not None and name not in changed for name in _NUMBERS - {"employees"})
        if old["currency"] and keeps_other_amount:
            for name in amounts:
                del changed[name]
        else:
            changed["currency"] = new["currency"]
    return changed


def _chunks(rows: Iterable[Row]) -> Iterable[list[Row]]:
    chunk: list[Row] = []
    for row in rows:
        chunk.append(row)
        if len(chunk) == BATCH:
            yield chunk
            chunk = []
    if chunk:
        yield chunk
