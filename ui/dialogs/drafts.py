"""What was changed in an editor and is not saved yet, kept as long as the window is open."""

from __future__ import annotations

from dataclasses import dataclass, field

from salesdesk.domain.playbook import PlaybookPlan
from salesdesk.domain.scoring import Rule


@dataclass
class Drafts:
    """Playbooks by id and scoring rules as they were left; leaving an editor loses nothing."""

    playbooks: dict[int, PlaybookPlan] = field(default_factory=dict)
    rules: tuple[Rule, ...] | None = None
