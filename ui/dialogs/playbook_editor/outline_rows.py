"""The lines of the outline of a playbook."""

from __future__ import annotations

from salesdesk.domain.playbook import PlaybookPlan
from ui.delegates.outline_row import OutlineRow


def outline_rows(
    plan: PlaybookPlan, mistakes: dict[str, int], changed: set[str], words: tuple[str, str]
) -> list[OutlineRow]:
    """Return the lines of a plan; `words` say that a criterion is required, and that it disqualifies."""
    rows = [OutlineRow("", 0, plan.name, "", "", mistakes.get("", 0), "" in changed)]
    for dimension in plan.dimensions:
        code = dimension.code
        letter = dimension.letter or dimension.name[:1].upper()
        rows.append(OutlineRow(code, 1, dimension.name, letter, "", mistakes.get(code, 0), code in changed))
        for one in dimension.criteria:
            said = [word for word, holds in zip(words, (one.is_required, one.disqualifies), strict=True) if holds]
            rows.append(
                OutlineRow(one.code, 2, one.prompt, "", ", ".join(said), mistakes.get(one.code, 0), one.code in changed)
            )
    return rows
