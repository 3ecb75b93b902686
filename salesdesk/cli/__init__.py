"""SalesDesk without a screen: the same commands, for scripts, backups and checking from outside."""

from __future__ import annotations

import os
import sys

VERBS = frozenset(
    (
        *("sample", "import", "export", "list", "show", "add", "set", "answer", "verdict", "promote", "unpromote"),
        *("move", "board", "undo", "redo", "history", "check", "today", "attach", "detach"),
        *("capture", "duplicates", "merge", "fields", "playbook"),
        *("stages", "pipelines", "reasons", "rates", "delete", "order", "tags", "tag"),
        *("hygiene", "rules", "calibration", "settings", "glossary", "views", "forecast"),
    )
)


def run(argv: list[str]) -> int:
    """Carry out one verb; return 0 for done, 1 for refused with one sentence on standard error, 2 for wrong usage."""
    from salesdesk.cli.parser import build_parser
    from salesdesk.domain.errors import SalesDeskError

    arguments = build_parser().parse_args(argv)
    for stream in (sys.stdout, sys.stderr):
        reconfigure = getattr(stream, "reconfigure", None)
        if reconfigure is not None:
            reconfigure(encoding="utf-8", errors="backslashreplace")
    try:
        status: int = arguments.act(arguments)
        sys.stdout.flush()
    except SalesDeskError as refusal:
        print(refusal, file=sys.stderr)
        return 1
    except BrokenPipeError:
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        return 1
    return status
