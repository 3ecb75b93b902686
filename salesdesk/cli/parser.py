"""The grammar of the command line, put together from the verbs of each module."""

from __future__ import annotations

import argparse

from salesdesk.cli import (
    attached,
    calibration,
    day,
    desk_file,
    editing,
    evidence,
    forecast,
    glossary,
    hygiene,
    matching,
    moving,
    own_fields,
    pipelines,
    playbook,
    promotion,
    reading,
    rules,
    settings,
    stepping,
    tags,
    terms,
    transfer,
    views,
)

MODULES = (
    *(reading, views, forecast, day, hygiene, editing, tags, evidence, promotion, moving, attached, pipelines, terms),
    *(matching, own_fields, playbook, rules, calibration, settings, transfer, stepping, desk_file, glossary),
)
"""Every module with verbs, in the order of the help."""


def build_parser() -> argparse.ArgumentParser:
    """Return the parser; `act` of what it returns carries the verb out."""
    parser = argparse.ArgumentParser(
        prog="salesdesk", description="SalesDesk from the command line. Without a verb it opens the window."
    )
    parser.add_argument("--version", action="version", version="SalesDesk 0.1.0")
    verbs = parser.add_subparsers(dest="verb", required=True, metavar="VERB")
    for module in MODULES:
        module.register(verbs)
    return parser
