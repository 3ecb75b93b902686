"""`salesdesk VERB …` works without a screen; `salesdesk [FILE]` opens the window."""

from __future__ import annotations

import importlib
import sys


def main(argv: list[str] | None = None) -> int:
    """Run a verb of the command line, or else the window; return the exit status."""
    arguments = sys.argv[1:] if argv is None else argv
    from salesdesk.cli import VERBS, run  # the window starts without it

    if arguments and (arguments[0] in VERBS or arguments[0] in ("-h", "--help", "--version")):
        return run(arguments)
    # Named as text: the core knows no window, and works where none is installed.
    return int(importlib.import_module("ui.app").main([sys.argv[0], *arguments]))


if __name__ == "__main__":
    sys.exit(main())
