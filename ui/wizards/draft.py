"""Where an unfinished qualification stands, as the JSON text that is kept with the lead."""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

VERSION = 1


@dataclass(frozen=True, slots=True)
class Draft:
    """The step that was shown, those visited, and what each step had not recorded."""

    step: str = ""
    visited: tuple[str, ...] = ()
    kept: Mapping[str, Mapping[str, Any]] = field(default_factory=dict)

    def text(self) -> str:
        """Return the draft as JSON."""
        content = {"version": VERSION, "step": self.step, "visited": self.visited, "kept": self.kept}
        return json.dumps(content, ensure_ascii=False)


def read_draft(text: str) -> Draft:
    """Return the draft of a text; one that cannot be read, or of another version, is an empty one."""
    try:
        content = json.loads(text)
    except ValueError:
        return Draft()
    if not isinstance(content, dict) or content.get("version") != VERSION:
        return Draft()
    visited, kept = content.get("visited"), content.get("kept")
    return Draft(
        str(content.get("step", "")),
        tuple(str(step) for step in visited) if isinstance(visited, list) else (),
        {str(step): values for step, values in kept.items() if isinstance(values, dict)}
        if isinstance(kept, dict)
        else {},
    )
