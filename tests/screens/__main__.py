"""`make screens`: paint every screen over sample data, light and dark, into build/screens."""

from __future__ import annotations

import json
import os
import sys
import tempfile
from pathlib import Path

os.environ["TZ"] = "UTC"

FOLDER = Path("build/screens")
SCREEN = {
    "name": "laptop",
    "x": 0,
    "y": 0,
    "width": 1440,
    "height": 900,
    "dpr": 1,
    "logicalDpi": 96,
    "logicalBaseDpi": 96,
}


def main(wanted: list[str]) -> int:
    """Paint the screens that are named, or all of them; return 1 where one could not be reached."""
    with tempfile.TemporaryDirectory(prefix="salesdesk-screens-") as home:
        os.environ["SALESDESK_HOME"] = home
        # The offscreen plugin’s own screen is 800 wide: menus and dialogs would stand and end where no rep sees them.
        screens = Path(home) / "screens.json"
        screens.write_text(json.dumps({"screens": [SCREEN]}), encoding="utf-8")
        os.environ["QT_QPA_PLATFORM"] = f"offscreen:configfile={screens}"
        from PySide6.QtCore import qInstallMessageHandler
        from PySide6.QtWidgets import QApplication

        from tests.screens.scenes import EMPTY_SCENES, SCENES
        from tests.screens.stage import close_stage, open_stage

        # The offscreen plugin says what it cannot do, which is nothing that a picture needs.
        qInstallMessageHandler(lambda _kind, _context, text: None if "plugin does not support" in text else print(text))
        app = QApplication([])
        app.setQuitOnLastWindowClosed(False)
        FOLDER.mkdir(parents=True, exist_ok=True)
        failed = []
        for mode in ("light", "dark"):
            for name, scene in (EMPTY_SCENES | SCENES).items():
                if wanted and name not in wanted:
                    continue
                with tempfile.TemporaryDirectory(dir=home) as folder:
                    stage = open_stage(Path(folder), mode, with_sample=name in SCENES)
                    try:
                        scene(stage, Path(folder))
                        stage.picture().save(str(FOLDER / f"{name}-{mode}.png"))
                        print(FOLDER / f"{name}-{mode}.png", flush=True)
                    except Exception as fault:  # one broken scene must not hide the others
                        failed.append(f"{name}-{mode}")
                        print(f"{name}-{mode} could not be painted: {fault!r}", file=sys.stderr)
                    close_stage(stage)
    return 1 if failed else 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
