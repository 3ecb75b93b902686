"""Saved views on the command line: listed, kept, changed, and looked through with `--view`."""

from __future__ import annotations

import json
from argparse import Namespace
from collections.abc import Mapping
from typing import Any

from salesdesk.cli.grammar import Verbs, add_verb
from salesdesk.cli.nouns import Ids, Noun, known, only
from salesdesk.cli.output import desk_of, print_rows
from salesdesk.cli.places import is_called, pipeline_named
from salesdesk.domain.errors import BadValue, NotFound
from salesdesk.domain.filter_sentences import sentence
from salesdesk.domain.filters import EVERYTHING, Filter, from_plain, to_plain
from salesdesk.domain.views import LAYOUTS, RECORD_KINDS
from salesdesk.queries import filter_choices
from salesdesk.queries.view_records import sorts
from salesdesk.queries.views import SavedView, counts, views
from salesdesk.services import commands as do
from salesdesk.services.desk import Desk

SHOWN = ("layout", "filter", "sort", "pipeline")
LISTS = {"leads": "leads", "opportunities": "pipeline"}
"""The kind of view that each list of records can be looked through by."""


def register(verbs: Verbs) -> None:
    """Add the verb that lists views."""
    add_verb(verbs, "views", list_views, "list the saved views with how many records each lets through")


def list_views(arguments: Namespace) -> int:
    """Print the saved views in their order."""
    with desk_of(arguments) as desk:
        found, now = desk.read(views), desk.now()
        count_of, names = desk.read(counts, found, now), desk.read(filter_choices.names)
    rows = [
        {
            "id": one.id,
            "name": one.name,
            "kind": one.kind,
            "layout": one.layout,
            "filter": to_plain(one.filter),
            "says": sentence(one.filter, now.date(), names),
            "sort": list(one.sort),
            "pipeline": None if one.pipeline_id is None else names["pipeline"].get(one.pipeline_id),
            "count": count_of[one.id],
        }
        for one in found
    ]
    return print_rows(arguments, rows, ("id", "name", "kind", "layout", "count", "says"))


def view_of(desk: Desk, kind: str, text: str) -> SavedView:
    """Return the view of a list of records by number or name. Raises: NotFound; BadValue for a view of others."""
    found = next((one for one in desk.read(views) if is_called(text, one.id, one.name)), None)
    if found is None:
        raise NotFound("view", f"“{text}”")
    if LISTS.get(kind) != found.kind:
        raise BadValue(
            "--view", found.name, f"it is a view of {'leads' if found.kind == 'leads' else 'opportunities'}."
        )
    return found


def _addition(desk: Desk, words: list[str]) -> do.Command:
    given = known("view", words, ("name", "kind", *SHOWN))
    kind = given.get("kind", "leads")
    if kind not in LAYOUTS:
        raise BadValue("a view", kind, f"use one of {', '.join(LAYOUTS)}.")
    shown: dict[str, Any] = {"layout": LAYOUTS[kind][0], "filter": EVERYTHING} | _typed(desk, kind, given)
    _refuse_sort(desk, kind, shown)
    return do.SaveView(given.get("name", ""), kind, **shown)


def _change(desk: Desk, ids: Ids, words: list[str]) -> do.Command:
    view = only("view", ids)
    given = known("view", words, ("name", *SHOWN))
    if "name" in given:
        if len(given) > 1:
            raise BadValue("view", "name", "a view is renamed by itself.")
        return do.RenameView(view, given["name"])
    present = next((one for one in desk.read(views) if one.id == view), None)
    if present is None:
        raise NotFound("view", view)
    kept = {"layout": present.layout, "filter": present.filter, "sort": present.sort, "pipeline": present.pipeline_id}
    shown: dict[str, Any] = kept | _typed(desk, present.kind, given)
    _refuse_sort(desk, present.kind, shown)
    return do.UpdateView(view, columns=present.columns, **shown)


def _deletion(desk: Desk, ids: Ids) -> do.Command:
    return do.DeleteView(only("view", ids))


def _order(desk: Desk, ids: Ids) -> do.Command:
    return do.ReorderViews(ids)


def _typed(desk: Desk, kind: str, given: Mapping[str, str]) -> dict[str, Any]:
    values: dict[str, Any] = {}
    if "layout" in given:
        values["layout"] = given["layout"].strip()
    if "filter" in given:
        values["filter"] = _filter(kind, given["filter"])
    if "sort" in given:
        values["sort"] = tuple(name.strip() for name in given["sort"].split(",") if name.strip())
    if "pipeline" in given:
        named = given["pipeline"].strip()
        values["pipeline"] = pipeline_named(desk, named).id if named else None
    return values


def _filter(kind: str, text: str) -> Filter:
    """Return the filter of a JSON text, as `views --json` prints it; an empty one lets everything through."""
    if not text.strip():
        return EVERYTHING
    try:
        plain = json.loads(text)
    except (ValueError, RecursionError):
        raise BadValue("filter", text, "write JSON as “views --json” prints it.") from None
    return from_plain(plain, RECORD_KINDS[kind])


def _refuse_sort(desk: Desk, kind: str, shown: Mapping[str, Any]) -> None:
    """Refuse what the layout cannot be ordered by. Raises: BadValue."""
    possible = desk.read(sorts, kind, shown["layout"])
    for name in shown.get("sort", ()):
        if possible and name.removeprefix("-") not in possible:
            raise BadValue("sort", name, f"use {', '.join(sorted(possible))}, “-” in front for the highest first.")


VIEW = Noun("views", _addition, _change, _deletion, order=_order)
