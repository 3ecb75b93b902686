"""The verb `glossary`: the words of SalesDesk and its numbers."""

from __future__ import annotations

from argparse import Namespace
from dataclasses import asdict

from salesdesk.cli.grammar import Verbs, add_verb
from salesdesk.cli.output import print_json
from salesdesk.domain.errors import SalesDeskError
from salesdesk.domain.glossary import GLOSSARY


def register(verbs: Verbs) -> None:
    """Add the verb."""
    verb = add_verb(verbs, "glossary", glossary, "explain the words and numbers of SalesDesk")
    verb.add_argument("words", nargs="*", metavar="TEXT", help="only entries about this")


def glossary(arguments: Namespace) -> int:
    """Print every entry, or those about some words."""
    asked = " ".join(arguments.words)
    found = [entry for entry in GLOSSARY if entry.is_about(asked)]
    if not found:
        raise SalesDeskError(f"No entry of the glossary is about “{asked}”. Leave the words out to see them all.")
    if arguments.as_json:
        print_json([asdict(entry) for entry in found])
        return 0
    for entry in found:
        print(f"{entry.name}: {entry.meaning}")
        if entry.formula:
            print(f"  {entry.formula}")
    return 0
