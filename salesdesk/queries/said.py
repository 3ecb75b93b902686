"""The newest answers about many leads or opportunities, for judging them all at once."""

from __future__ import annotations

import json
from collections.abc import Collection, Iterator
from itertools import groupby
from typing import Literal

from sqlalchemy import Connection

from salesdesk.domain.judging import Said
from salesdesk.store.types import read_instant

Owner = Literal["lead", "opportunity"]
AnswersByPlaybook = dict[int, dict[tuple[str, str], Said]]


def answers(
    connection: Connection, owner: Owner, ids: Collection[int] | None = None, playbook_id: int | None = None
) -> Iterator[tuple[int, AnswersByPlaybook]]:
    """Yield each record that has answers, or each of those named, with its answers by playbook, all or the one named.

    Of several answers to one question the newest counts, of equally new ones that to its newest version.
    """
    named = "" if ids is None else f"a.{owner}_id IN (SELECT value FROM json_each(:ids)) AND "
    asked = "" if playbook_id is None else "d.playbook_id = :playbook AND "
    rows = connection.exec_driver_sql(
        f"SELECT a.{owner}_id, d.playbook_id, c.code, c.answer_type, a.state, a.value, a.answered_at "
        "FROM answer AS a JOIN criterion AS c ON c.id = a.criterion_id JOIN dimension AS d ON d.id = c.dimension_id "
        f"WHERE {named}{asked}a.{owner}_id IS NOT NULL ORDER BY a.{owner}_id, a.answered_at, c.since_version, a.id",
        {"ids": json.dumps(list(ids or ())), "playbook": playbook_id},
    )
    for record, group in groupby(rows, key=lambda row: int(row[0])):
        found: AnswersByPlaybook = {}
        for _, playbook, code, answer_type, state, value, answered_at in group:
            said = Said(state, value, read_instant(answered_at))
            found.setdefault(playbook, {})[code, answer_type] = said
        yield record, found
