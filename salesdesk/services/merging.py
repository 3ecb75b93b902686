"""What merging means for records of any kind: whose values count, what moves over, what is noted of the rest.

Nothing is thrown away: a row that cannot move, because the kept record has its like, stays with the record in the
trash, and a note on the kept one says what it held.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from sqlalchemy import RowMapping, Table, insert, or_, select, update

from salesdesk.domain.custom_fields import plain_text
from salesdesk.domain.errors import BadValue, NotFound, SalesDeskError
from salesdesk.domain.money import Money
from salesdesk.domain.phrases import listed, money_phrase
from salesdesk.domain.texts import LONGEST
from salesdesk.queries.naming import name_of
from salesdesk.services import timeline
from salesdesk.services.transaction import Transaction
from salesdesk.store.schema import custom_field, custom_value, not_duplicate, tagging

MOST_AT_ONCE = 50
_MONEY = ("amount_minor", "annual_revenue_minor")


@dataclass(frozen=True, slots=True)
class Merging:
    """The record that stays, those that go into it, and by field whose value counts."""

    table: Table
    keep: RowMapping
    others: tuple[RowMapping, ...]
    choices: Mapping[str, int]

    @property
    def records(self) -> tuple[RowMapping, ...]:
        """All of them, the kept one first."""
        return (self.keep, *self.others)

    @property
    def owner(self) -> str:
        """The column by which other tables point to such a record."""
        return f"{self.table.name}_id"

    @property
    def other_ids(self) -> list[int]:
        """The ids of those that go."""
        return [one["id"] for one in self.others]


def load(
    tx: Transaction, table: Table, keep: int, others: Sequence[int], choices: Mapping[str, int], fields: Iterable[str]
) -> Merging:
    """Return the records of a merge. Raises: NotFound, BadValue, SalesDeskError where they cannot be merged."""
    wanted = list(dict.fromkeys(others))
    if not wanted:
        raise SalesDeskError(f"A merge takes two {table.name}s at least. Name another one.")
    if keep in wanted:
        raise SalesDeskError(f"{name_of(tx.connection, table.name, keep)} cannot be merged into itself.")
    if len(wanted) > MOST_AT_ONCE:
        raise SalesDeskError(f"At most {MOST_AT_ONCE} {table.name}s are merged at once. Take fewer.")
    found = Merging(table, _load(tx, table, keep), tuple(_load(tx, table, one) for one in wanted), choices)
    known = {*fields, *_custom_names(tx, table.name)}
    for name, source in choices.items():
        if name not in known:
            raise BadValue("a choice", name, f"{table.name}s have no such field.")
        if source not in (keep, *wanted):
            raise BadValue(name, source, f"choose one of the {table.name}s that are merged.")
    return found


def chosen(merging: Merging, field: str) -> Any:
    """Return the value that counts: the chosen one, else the kept record's, else the first that is there."""
    if field in merging.choices:
        return next(one[field] for one in merging.records if one["id"] == merging.choices[field])
    return next((one[field] for one in merging.records if one[field] not in (None, "")), merging.keep[field])


def amounts(merging: Merging, fields: Sequence[str]) -> dict[str, Any]:
    """Return the amounts that count with their one currency. Raises: BadValue where two currencies would meet."""
    named = [merging.choices[name] for name in (*fields, "currency") if name in merging.choices]
    by_id = {one["id"]: one for one in merging.records}
    sources = [by_id[one] for one in named] or [merging.keep]
    filled = [one for one in merging.records if any(one[name] is not None for name in fields)]
    if not named and merging.keep not in filled and filled:
        sources = filled[:1]
    currencies = {one["currency"] for one in sources}
    if len(currencies) > 1:
        raise BadValue(
            "amount", " and ".join(sorted(currencies)), "choose the amounts from one record, in one currency."
        )
    currency = currencies.pop()
    values: dict[str, Any] = {"currency": currency}
    for name in fields:
        if name in merging.choices:
            values[name] = by_id[merging.choices[name]][name]
        else:
            known = (one[name] for one in merging.records if one["currency"] == currency and one[name] is not None)
            values[name] = next(known, None)
    return values


def left_out(merging: Merging, values: Mapping[str, Any], said: Callable[[str, RowMapping], str]) -> list[str]:
    """Return a line for each value of any of the records that the kept one does not have afterwards."""
    lines: list[str] = []
    for field, value in values.items():
        kept = "" if value is None else str(value)
        for one in merging.records:
            is_other_money = field in _MONEY and one["currency"] != values.get("currency")
            if one[field] in (None, "") or (str(one[field]) == kept and not is_other_money):
                continue
            line = (
                f"{field.removesuffix('_minor').removesuffix('_id').replace('_', ' ').capitalize()}: {said(field, one)}"
            )
            if line not in lines:
                lines.append(line)
    return lines


def plainly(field: str, record: RowMapping) -> str:
    """Return a value as a note says it."""
    if field in _MONEY and record["currency"]:
        return money_phrase(Money(record[field], record["currency"]))
    return str(record[field])


def move(tx: Transaction, merging: Merging, *tables: Table) -> None:
    """Let rows that belong to the records that go belong to the kept one."""
    for table in tables:
        owner = table.c[merging.owner]
        moved = update(table).where(owner.in_(merging.other_ids)).values({owner: merging.keep["id"]})
        tx.connection.execute(moved)


def move_tags(tx: Transaction, merging: Merging) -> None:
    """Give the kept record the tags it does not have yet."""
    owner = tagging.c[merging.owner]
    having = set(tx.connection.execute(select(tagging.c.tag_id).where(owner == merging.keep["id"])).scalars())
    rows = tx.connection.execute(
        select(tagging.c.id, tagging.c.tag_id).where(owner.in_(merging.other_ids)).order_by(tagging.c.id)
    ).all()
    for row in rows:
        if row.tag_id not in having:
            having.add(row.tag_id)
            tx.connection.execute(update(tagging).where(tagging.c.id == row.id).values({owner: merging.keep["id"]}))


def move_custom_values(tx: Transaction, merging: Merging) -> list[str]:
    """Give the kept record the custom values it lacks or that were chosen; return lines of what it does not get."""
    owner = custom_value.c[merging.owner]
    ids = [one["id"] for one in merging.records]
    query = (
        select(custom_value, custom_field.c.name, custom_field.c.type)
        .join(custom_field, custom_field.c.id == custom_value.c.custom_field_id)
        .where(owner.in_(ids))
        .order_by(custom_field.c.position, custom_field.c.id)
    )
    by_field: dict[int, dict[int, RowMapping]] = {}
    for row in tx.connection.execute(query).mappings():
        by_field.setdefault(row["custom_field_id"], {})[row[merging.owner]] = row
    lines: list[str] = []
    for held in by_field.values():
        name = next(iter(held.values()))["name"]
        source = merging.choices.get(name, next(one for one in ids if one in held))
        value = held[source]["value"] if source in held else None
        _give(tx, merging, held, source, value)
        lost = (plain_text(row["type"], row["value"]) for row in held.values() if row["value"] != value)
        lines += dict.fromkeys(f"{name}: {text}" for text in lost)
    return lines


def _give(tx: Transaction, merging: Merging, held: Mapping[int, RowMapping], source: int, value: str | None) -> None:
    keep = merging.keep["id"]
    if keep not in held and value is not None:
        moved = update(custom_value).where(custom_value.c.id == held[source]["id"])
        tx.connection.execute(moved.values({merging.owner: keep}))
    elif keep in held and value is None:
        # The blank one was chosen: what the kept record held goes to it, where it can still be seen.
        moved = update(custom_value).where(custom_value.c.id == held[keep]["id"])
        tx.connection.execute(moved.values({merging.owner: source}))
    elif keep in held and held[keep]["value"] != value:
        changed = update(custom_value).where(custom_value.c.id == held[keep]["id"])
        tx.connection.execute(changed.values(value=value))


def put_away(tx: Transaction, merging: Merging) -> None:
    """Put the others in the trash with a pointer to the kept one; who pointed to them, or is not them, follows."""
    column = merging.table.c
    pointing = update(merging.table).where(column.merged_into_id.in_(merging.other_ids))
    tx.connection.execute(pointing.values(merged_into_id=merging.keep["id"]))
    gone = update(merging.table).where(column.id.in_(merging.other_ids))
    tx.connection.execute(gone.values(deleted_at=tx.now, merged_into_id=merging.keep["id"]))
    _keep_apart(tx, merging)


def note(tx: Transaction, merging: Merging, lines: Sequence[str], **targets: int | None) -> None:
    """Write on the kept record what was merged into it and which of the values it did not get."""
    names = listed([name_of(tx.connection, merging.table.name, one["id"]) for one in merging.others])
    subject = f"Merged with {names}" if len(merging.others) < 4 else f"Merged with {len(merging.others)} others"
    targets = {merging.owner: merging.keep["id"], **targets}
    pages = _pages(lines) or [""]
    for page in pages:
        timeline.add(tx, kind="note", subject=subject[:LONGEST], notes=page, **targets)


def label(tx: Transaction, merging: Merging) -> str:
    """Return what the step is called."""
    kept = name_of(tx.connection, merging.table.name, merging.keep["id"])
    if len(merging.others) == 1:
        return f"Merge {name_of(tx.connection, merging.table.name, merging.others[0]['id'])} into {kept}"
    return f"Merge {len(merging.others)} {merging.table.name}s into {kept}"


def _pages(lines: Sequence[str]) -> list[str]:
    """Return the lines in as few texts as they fit into; one that is too long itself goes on in the next."""
    pages: list[str] = []
    for line in lines:
        for start in range(0, max(1, len(line)), LONGEST):
            piece = line[start : start + LONGEST]
            if pages and len(pages[-1]) + 1 + len(piece) <= LONGEST:
                pages[-1] += f"\n{piece}"
            else:
                pages.append(piece)
    return pages


def _load(tx: Transaction, table: Table, record: int) -> RowMapping:
    found = tx.connection.execute(select(table).where(table.c.id == record)).mappings().first()
    if found is None or (found["deleted_at"] is not None and found["merged_into_id"] is None):
        raise NotFound(table.name, record)
    if found["deleted_at"] is not None:
        into = name_of(tx.connection, table.name, found["merged_into_id"])
        called = name_of(tx.connection, table.name, record)
        raise SalesDeskError(
            f"{called} ({record}) was merged into {into} ({found['merged_into_id']}) already. Use that one."
        )
    return found


def _custom_names(tx: Transaction, kind: str) -> list[str]:
    return list(tx.connection.execute(select(custom_field.c.name).where(custom_field.c.kind == kind)).scalars())


def _keep_apart(tx: Transaction, merging: Merging) -> None:
    """Let the kept record be told apart from everybody that the others were told apart from."""
    own, others = merging.keep["uid"], {one["uid"] for one in merging.others}
    pair = not_duplicate.c
    rows = tx.connection.execute(
        select(pair.first_uid, pair.second_uid).where(
            or_(pair.first_uid.in_([own, *others]), pair.second_uid.in_([own, *others]))
        )
    ).all()
    known = {one for row in rows if own in row for one in row}
    strangers = {one for row in rows for one in row} - known - others - {own}
    for stranger in sorted(strangers):
        first, second = sorted((own, stranger))
        tx.connection.execute(insert(not_duplicate).values(first_uid=first, second_uid=second, at=tx.now))
