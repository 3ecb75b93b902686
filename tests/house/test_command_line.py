"""What the window can do, the command line can do."""

import ast
import re
from collections.abc import Iterator
from pathlib import Path

from salesdesk.cli import VERBS
from salesdesk.cli.editing import NOUNS
from salesdesk.services.handlers import HANDLERS

ROOT = Path(__file__).parents[2]
CLI = ROOT / "salesdesk" / "cli"
WITHOUT_A_VERB = {
    "SaveDraft": "keeps what stands half-typed in the window; it is no step and cannot be undone",
}


def names_in(path: Path) -> Iterator[str]:
    """Yield every name a module uses, as `do.AddLead` or as `AddLead`."""
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        if isinstance(node, ast.Attribute):
            yield node.attr
        elif isinstance(node, ast.Name):
            yield node.id


def test_every_command_has_a_verb_or_a_reason_to_have_none() -> None:
    used = {name for path in CLI.glob("*.py") for name in names_in(path)}
    assert {command.__name__ for command in HANDLERS} - used == set(WITHOUT_A_VERB)


def test_every_verb_and_every_kind_of_record_is_described() -> None:
    text = (ROOT / "docs" / "command-line.md").read_text(encoding="utf-8")
    told = "\n".join(re.findall(r"^```\n(.*?)^```", text, re.MULTILINE | re.DOTALL))
    assert {verb for verb in VERBS if not re.search(rf"\b{verb}\b", told)} == set()
    rows = " ".join(line.split("|")[1] for line in text.splitlines() if line.startswith("| "))
    assert {kind for kind in NOUNS if not re.search(rf"\b{kind}\b", rows)} == set()
