"""Fields of the rep's own: adding, changing and deleting them, and setting what records have in them."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import replace
from typing import Any, cast

from sqlalchemy import delete, func, insert, select, update

from salesdesk.domain.custom_fields import (
    KINDS,
    LONGEST_NAME,
    TYPES,
    CustomField,
    CustomKind,
    clean_choices,
    kept_text,
    plain_text,
)
from salesdesk.domain.errors import BadValue, NotFound, SalesDeskError
from salesdesk.domain.phrases import counted
from salesdesk.domain.texts import clean_line
from salesdesk.formats.fields import TAKEN_NAMES
from salesdesk.queries import custom_fields as known_fields
from salesdesk.queries.naming import name_of
from salesdesk.queries.settings import currency
from salesdesk.services.commands import AddCustomField, ChangeCustomField, DeleteCustomField, SetCustomValues
from salesdesk.services.loading import live
from salesdesk.services.transaction import Outcome, Transaction
from salesdesk.store.identity import new_uid
from salesdesk.store.schema import custom_field, custom_value, metadata

MOST_FIELDS = 100
_CHANGEABLE = ("name", "type", "choices", "position")


def add(tx: Transaction, command: AddCustomField) -> Outcome:
    """Add a field behind the others of its kind of record."""
    plan = CustomField(0, new_uid(), _kind(command.kind), command.name, "text")
    present = known_fields.fields(tx.connection, plan.kind)
    if len(present) >= MOST_FIELDS:
        raise SalesDeskError(
            f"There are {MOST_FIELDS} fields of your own for {plural(plan.kind)} already. Delete one first."
        )
    plan = replace(plan, name=checked_name(plan.kind, command.name, present))
    plan = _typed(plan, command.type, command.choices)
    position = max((one.position + 1 for one in present), default=0)
    result = tx.connection.execute(insert(custom_field).values(uid=plan.uid, kind=plan.kind, **_row(plan, position)))
    return Outcome(f"Add field “{plan.name}”", int(result.inserted_primary_key[0]))  # type: ignore[index]


def change(tx: Transaction, command: ChangeCustomField) -> Outcome:
    """Change a field. Raises: BadValue where a value that a record has would not fit any more."""
    field = load(tx, command.field)
    unknown = sorted(command.fields.keys() - set(_CHANGEABLE))
    if unknown:
        raise BadValue("a field", unknown[0], f"change one of {', '.join(_CHANGEABLE)}.")
    present = known_fields.fields(tx.connection, field.kind)
    after = field
    if "name" in command.fields:
        others = [one for one in present if one.id != field.id]
        after = replace(after, name=checked_name(field.kind, str(command.fields["name"]), others))
    if command.fields.keys() & {"type", "choices"}:
        choices = cast(Any, command.fields.get("choices", field.choices))
        after = _typed(after, str(command.fields.get("type", field.type)), choices)
        _convert(tx, field, after)
    if after != field:
        stored = update(custom_field).where(custom_field.c.id == field.id)
        tx.connection.execute(stored.values(**_row(after, field.position)))
    if "position" in command.fields:
        _place(tx, field, present, cast(Any, command.fields["position"]))
    return Outcome(f"Change field “{after.name}”")


def remove(tx: Transaction, command: DeleteCustomField) -> Outcome:
    """Delete a field and its values; undo brings both back."""
    field = load(tx, command.field)
    tx.connection.execute(delete(custom_value).where(custom_value.c.custom_field_id == field.id))
    tx.connection.execute(delete(custom_field).where(custom_field.c.id == field.id))
    return Outcome(f"Delete field “{field.name}”")


def set_values(tx: Transaction, command: SetCustomValues) -> Outcome:
    """Set values of one record."""
    kind = _kind(command.kind)
    live(tx, metadata.tables[kind], command.record)
    names = write(tx, kind, command.record, command.values)
    what = f"{names[0]} of " if len(names) == 1 else ""
    return Outcome(f"Change {what}{name_of(tx.connection, kind, command.record)}")


def write(tx: Transaction, kind: CustomKind, record: int, values: Mapping[Any, object]) -> list[str]:
    """Write values by number or name of their field; return the names of the fields. Raises: BadValue, NotFound."""
    if not values:
        return []
    present = known_fields.fields(tx.connection, kind)
    held = known_fields.texts(tx.connection, kind, [record]).get(record, {})
    own_currency = currency(tx.connection)
    names = []
    for key, value in values.items():
        field = find(present, kind, key)
        put(tx, field, record, held.get(field.id, ""), kept_text(field, value, own_currency))
        names.append(field.name)
    return names


def put(tx: Transaction, field: CustomField, record: int, old: str, new: str) -> None:
    """Write one kept text over another; blank ones have no row."""
    if old == new:
        return
    owner = custom_value.c[f"{field.kind}_id"]
    here = (owner == record, custom_value.c.custom_field_id == field.id)
    if not new:
        tx.connection.execute(delete(custom_value).where(*here))
    elif old:
        tx.connection.execute(update(custom_value).where(*here).values(value=new))
    else:
        values = {"custom_field_id": field.id, f"{field.kind}_id": record, "value": new}
        tx.connection.execute(insert(custom_value).values(**values))


def apart(fields: Mapping[str, object]) -> tuple[dict[str, object], Mapping[Any, object]]:
    """Return the columns of a record, and the values of the rep's own fields."""
    own: Any = fields.get("custom") or {}
    return {name: value for name, value in fields.items() if name != "custom"}, own


def carry(tx: Transaction, lead_id: int, kind: CustomKind, record: int) -> None:
    """Give another record what a lead has, where both have a field of that name and type and it has none."""
    by_name = {(one.name.casefold(), one.type): one for one in known_fields.fields(tx.connection, kind)}
    ours = known_fields.texts(tx.connection, "lead", [lead_id]).get(lead_id, {})
    theirs = known_fields.texts(tx.connection, kind, [record]).get(record, {})
    for field in known_fields.fields(tx.connection, "lead"):
        target = by_name.get((field.name.casefold(), field.type))
        if target is None or field.id not in ours or target.id in theirs:
            continue
        is_listed = target.type != "choice" or ours[field.id] in target.choices
        if is_listed:
            put(tx, target, record, "", ours[field.id])


def find(present: list[CustomField], kind: str, key: int | str) -> CustomField:
    """Return the field of that number or name. Raises: NotFound."""
    for one in present:
        if key == one.id or (isinstance(key, str) and key.casefold() == one.name.casefold()):
            return one
    raise NotFound(f"{kind} field", f"“{key}”" if isinstance(key, str) else key)


def load(tx: Transaction, field_id: int) -> CustomField:
    """Return a field by its number. Raises: NotFound."""
    found = next((one for one in known_fields.fields(tx.connection) if one.id == field_id), None)
    if found is None:
        raise NotFound("field", field_id)
    return found


def checked_name(kind: CustomKind, given: str, others: Iterable[CustomField]) -> str:
    """Return the name for a field of its kind of record beside those others. Raises: BadValue."""
    name = clean_line(given, "name of the field")
    if not name or len(name) > LONGEST_NAME or "=" in name:
        raise BadValue("name of the field", name, f"write from 1 to {LONGEST_NAME} characters without “=”.")
    if name.casefold() in TAKEN_NAMES[kind] or any(one.name.casefold() == name.casefold() for one in others):
        raise BadValue("name of the field", name, f"{plural(kind)} have a field of that name already.")
    return name


def plural(kind: CustomKind) -> str:
    """Return what several records of a kind are called."""
    return "opportunities" if kind == "opportunity" else f"{kind}s"


def _kind(kind: str) -> CustomKind:
    if kind not in KINDS:
        raise BadValue("kind of record", kind, f"use {', '.join(KINDS[:-1])} or {KINDS[-1]}.")
    return kind


def _typed(field: CustomField, type_name: str, choices: tuple[str, ...]) -> CustomField:
    if type_name not in TYPES:
        raise BadValue("type of the field", type_name, f"use {', '.join(TYPES[:-1])} or {TYPES[-1]}.")
    kept = clean_choices(choices, field.name) if type_name == "choice" else ()
    return replace(field, type=type_name, choices=kept)


def _row(field: CustomField, position: int) -> dict[str, object]:
    return {"name": field.name, "type": field.type, "choices": "\n".join(field.choices), "position": position}


def _convert(tx: Transaction, before: CustomField, after: CustomField) -> None:
    """Rewrite the values as the field reads them from now on, each text that occurs at once."""
    column = custom_value.c
    here = column.custom_field_id == before.id
    own_currency = currency(tx.connection)
    in_use = select(column.value, func.count()).where(here).group_by(column.value).order_by(column.value)
    for text, count in tx.connection.execute(in_use).all():
        try:
            new = kept_text(after, plain_text(before.type, text), own_currency)
        except BadValue as refusal:
            records = counted(count, f"{before.kind} has", f"{plural(before.kind)} have")
            raise SalesDeskError(f"{refusal} {records} that value. Change it there first.") from None
        if new != text:
            tx.connection.execute(update(custom_value).where(here, column.value == text).values(value=new))


def _place(tx: Transaction, field: CustomField, present: list[CustomField], position: object) -> None:
    if isinstance(position, bool) or not isinstance(position, int) or position < 0:
        raise BadValue("position", position, "give a whole number, 0 or more.")
    ordered = [one for one in present if one.id != field.id]
    ordered.insert(position, field)
    for place, one in enumerate(ordered):
        if one.position != place:
            stored = update(custom_field).where(custom_field.c.id == one.id)
            tx.connection.execute(stored.values(position=place))
