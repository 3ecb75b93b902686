"""What the window can do, the command line can do."""

import ast
from collections.abc import Iterator
from pathlib import Path

from salesdesk.services.handlers import HANDLERS

CLI = Path(__file__).parents[2] / "salesdesk" / "cli"
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
