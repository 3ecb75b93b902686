"""Playbooks as files of JSON."""

from __future__ import annotations

from pathlib import Path

from salesdesk.domain.errors import FileFault
from salesdesk.domain.playbook import PlaybookPlan
from salesdesk.domain.playbook_json import LONGEST_TEXT, from_json, to_json
from salesdesk.formats.files import reading, replacing


def read_playbook(path: Path) -> PlaybookPlan:
    """Return the playbook of a file. Raises: FileFault with a sentence that names the place."""
    with reading(path), path.open("rb") as file:
        # One character more than fits is enough to be refused.
        content = file.read(4 * LONGEST_TEXT + 4)
    try:
        text = content.decode("utf-8-sig")
    except UnicodeDecodeError:
        raise FileFault(f"“{path.name}” is not a playbook: it is not text in UTF-8.") from None
    return from_json(text)


def write_playbook(path: Path, plan: PlaybookPlan) -> None:
    """Write a playbook to a file, whole or not at all. Raises: FileFault."""
    with replacing(path) as draft:
        draft.write_text(to_json(plan), encoding="utf-8")
