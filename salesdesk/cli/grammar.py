"""How a verb is laid out for the parser; each module of the command line registers its own."""

from __future__ import annotations

import argparse
from collections.abc import Callable
from pathlib import Path
from typing import TypeAlias

Verbs: TypeAlias = "argparse._SubParsersAction[argparse.ArgumentParser]"
Act = Callable[[argparse.Namespace], int]
LARGEST = 2**53
"""No record has a larger number, and none is told to a reader of JSON exactly."""


def add_verb(verbs: Verbs, name: str, act: Act, summary: str) -> argparse.ArgumentParser:
    """Return the parser of a new verb, with the options that every verb has; `act` carries it out."""
    verb = verbs.add_parser(name, help=summary, description=summary)
    verb.add_argument("--file", type=Path, help="the SalesDesk file; without it, the rep's own")
    verb.add_argument("--json", action="store_true", dest="as_json", help="print one JSON document")
    verb.set_defaults(act=act)
    return verb


def add_group(verbs: Verbs, name: str, summary: str, deeds: str) -> Verbs:
    """Return where the deeds of a verb that has several are added, as in `playbook export`."""
    group = verbs.add_parser(name, help=summary, description=summary)
    return group.add_subparsers(dest="deed", required=True, metavar=deeds)


def number(text: str) -> int:
    """Return a whole number from 0; raises `ValueError` for one that no file can hold, too."""
    found = int(text)
    if not 0 <= found <= LARGEST:
        raise ValueError(text)
    return found


def numbers(text: str) -> tuple[int, ...]:
    """Return the numbers of “3” or “3,4,5”."""
    return tuple(map(number, text.split(",")))
