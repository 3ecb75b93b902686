"""Playbooks: adding and changing them without touching what was answered to their earlier versions."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from typing import Any

from sqlalchemy import RowMapping, delete, select, update

from salesdesk.domain.errors import BadValue, SalesDeskError
from salesdesk.domain.playbook import PlaybookPlan
from salesdesk.domain.playbook_checks import checked_plan
from salesdesk.domain.playbook_edits import with_fields
from salesdesk.queries.playbooks import plan_of
from salesdesk.services import letters, scores
from salesdesk.services.commands import (
    AddPlaybook,
    ChangePlaybook,
    DeletePlaybook,
    ReviewPlaybook,
    SavePlaybook,
    SetDefaultPlaybook,
)
from salesdesk.services.fields import changed
from salesdesk.services.loading import live
from salesdesk.services.transaction import Outcome, Transaction
from salesdesk.store.defaults import add_criterion, add_dimension, add_playbook, criterion_row, dimension_row
from salesdesk.store.schema import answer, criterion, dimension, playbook


def add(tx: Transaction, command: AddPlaybook) -> Outcome:
    """Add a playbook beside the others."""
    plan = replace(checked_plan(command.plan), version=1)
    _refuse_taken(tx, plan.name, None)
    return Outcome(f"Add playbook “{plan.name}”", add_playbook(tx.connection, plan, is_default=False))


def save(tx: Transaction, command: SavePlaybook) -> Outcome:
    """Make a playbook what a plan says."""
    record = live(tx, playbook, command.playbook)
    write(tx, record, command.plan)
    return Outcome(f"Change playbook “{record['name']}”", record["id"])


def change(tx: Transaction, command: ChangePlaybook) -> Outcome:
    """Change a playbook's own fields."""
    record = live(tx, playbook, command.playbook)
    plan = with_fields(plan_of(tx.connection, record["id"]), command.fields)
    write(tx, record, plan)
    if list(command.fields) == ["name"]:
        return Outcome(f"Rename playbook “{record['name']}” to “{checked_plan(plan).name}”", record["id"])
    return Outcome(f"Change playbook “{record['name']}”", record["id"])


def remove(tx: Transaction, command: DeletePlaybook) -> Outcome:
    """Take a playbook away; its answers stay on record."""
    record = live(tx, playbook, command.playbook)
    if record["is_default"]:
        raise SalesDeskError(
            f"“{record['name']}” is the default playbook. Make another one the default, then delete it."
        )
    tx.connection.execute(update(playbook).where(playbook.c.id == record["id"]).values(deleted_at=tx.now))
    letters.refresh_all(tx)
    return Outcome(f"Delete playbook “{record['name']}”")


def make_default(tx: Transaction, command: SetDefaultPlaybook) -> Outcome:
    """Qualify by this playbook from now on; each answer stays with the one it was given to."""
    record = live(tx, playbook, command.playbook)
    former = select(playbook).where(playbook.c.is_default == 1, playbook.c.id != record["id"])
    present = tx.connection.execute(former).mappings().first()
    if present is not None:
        tx.connection.execute(update(playbook).where(playbook.c.id == present["id"]).values(is_default=0))
        tx.connection.execute(update(playbook).where(playbook.c.id == record["id"]).values(is_default=1))
        letters.refresh_all(tx)
        scores.mark_moved(tx, present["mql_mark"], record["mql_mark"])
    return Outcome(f"Make “{record['name']}” the default playbook")


def review(tx: Transaction, command: ReviewPlaybook) -> Outcome:
    """Note that the playbook was reviewed today."""
    record = live(tx, playbook, command.playbook)
    if record["reviewed_on"] != tx.today:
        tx.connection.execute(update(playbook).where(playbook.c.id == record["id"]).values(reviewed_on=tx.today))
    return Outcome(f"Review playbook “{record['name']}”")


def write(tx: Transaction, record: RowMapping, wanted: PlaybookPlan) -> None:
    """Bring a playbook in step with a plan: a criterion with answers is never changed, another row takes its place."""
    plan = checked_plan(replace(wanted, version=record["version"]))
    if plan == plan_of(tx.connection, record["id"]):
        return
    _refuse_taken(tx, plan.name, record["id"])
    writer = _Writer(tx, record)
    writer.write(plan)
    version = record["version"] + writer.is_new_version
    values = changed(
        record,
        {"name": plan.name, "mql_mark": plan.mql_mark, "evidence_days": plan.evidence_days, "version": version},
    )
    if values:
        tx.connection.execute(update(playbook).where(playbook.c.id == record["id"]).values(**values))
    if writer.has_answers:
        letters.refresh_all(tx)
    if record["is_default"]:
        scores.mark_moved(tx, record["mql_mark"], plan.mql_mark)


class _Writer:
    """Writes the difference between the rows of a playbook and a plan."""

    def __init__(self, tx: Transaction, record: RowMapping) -> None:
        self._tx = tx
        self._playbook_id: int = record["id"]
        self._version: int = record["version"]
        self._dimensions = self._by_code(select(dimension).where(dimension.c.playbook_id == record["id"]), dimension)
        mine = select(criterion).join(dimension, dimension.c.id == criterion.c.dimension_id)
        self._criteria = self._by_code(mine.where(dimension.c.playbook_id == record["id"]), criterion)
        answered = select(answer.c.criterion_id).distinct().join(criterion, criterion.c.id == answer.c.criterion_id)
        of_this = answered.join(dimension, dimension.c.id == criterion.c.dimension_id)
        query = of_this.where(dimension.c.playbook_id == record["id"])
        self._answered = set(tx.connection.execute(query).scalars())
        self.has_answers = bool(self._answered)
        self.is_new_version = False

    def write(self, plan: PlaybookPlan) -> None:
        """Write dimensions, their criteria, and take away what is no longer asked."""
        planned = {one.code: criterion_row(one) for one in plan.criteria}
        self.is_new_version = any(
            row["id"] in self._answered and (code not in planned or changed(row, planned[code]))
            for code, row in self._criteria.items()
        )
        version = self._version + self.is_new_version
        for position, group in enumerate(plan.dimensions):
            present = self._dimensions.get(group.code)
            if present is None:
                home = add_dimension(self._tx.connection, self._playbook_id, position, group, version)
            else:
                home = present["id"]
                self._change(dimension, present, dimension_row(group) | {"position": position})
            for place, question in enumerate(group.criteria):
                known = self._criteria.get(question.code)
                content = criterion_row(question)
                if known is not None and not (known["id"] in self._answered and changed(known, content)):
                    self._change(criterion, known, content | {"position": place, "dimension_id": home})
                    continue
                if known is not None:
                    self._retire(criterion, known)
                add_criterion(self._tx.connection, home, place, question, version)
        for code in self._criteria.keys() - planned.keys():
            row = self._criteria[code]
            if row["id"] in self._answered:
                self._retire(criterion, row)
            else:
                self._tx.connection.execute(delete(criterion).where(criterion.c.id == row["id"]))
        for code in self._dimensions.keys() - {group.code for group in plan.dimensions}:
            self._take_away(self._dimensions[code])

    def _take_away(self, row: RowMapping) -> None:
        left = select(criterion.c.id).where(criterion.c.dimension_id == row["id"]).limit(1)
        if self._tx.connection.execute(left).first() is None:
            self._tx.connection.execute(delete(dimension).where(dimension.c.id == row["id"]))
        else:
            self._retire(dimension, row)

    def _retire(self, table: Any, row: RowMapping) -> None:
        """Keep a row for what refers to it; it was part of every version before the one that is written."""
        last = self._version if self.is_new_version else self._version - 1
        self._tx.connection.execute(update(table).where(table.c.id == row["id"]).values(until_version=last))

    def _change(self, table: Any, row: RowMapping, wanted: Mapping[str, Any]) -> None:
        values = changed(row, wanted)
        if values:
            self._tx.connection.execute(update(table).where(table.c.id == row["id"]).values(**values))

    def _by_code(self, query: Any, table: Any) -> dict[str, RowMapping]:
        rows = self._tx.connection.execute(query.where(table.c.until_version.is_(None))).mappings()
        return {row["code"]: row for row in rows}


def _refuse_taken(tx: Transaction, name: str, own_id: int | None) -> None:
    others = select(playbook.c.id, playbook.c.name).where(playbook.c.deleted_at.is_(None))
    if any(one.name.casefold() == name.casefold() and one.id != own_id for one in tx.connection.execute(others)):
        raise BadValue("name", name, "there is a playbook of that name. Choose another name.")
