"""The real window over a large file, offscreen, in this process."""

from __future__ import annotations

import os
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING

from salesdesk.bootstrap import open_desk

if TYPE_CHECKING:
    from PySide6.QtWidgets import QApplication

    from ui.main_window.window import MainWindow

SIZE = (1440, 900)
PATIENCE_S = 60.0


def application() -> QApplication:
    """Return the application of this process, in the light theme and without motion."""
    os.environ["QT_QPA_PLATFORM"] = "offscreen"
    from PySide6.QtWidgets import QApplication

    from ui import theme

    app = QApplication.instance() or QApplication([])
    assert isinstance(app, QApplication)
    theme.apply(app, "light")
    theme.set_reduced_motion(True)
    return app


@contextmanager
def window_on(path: Path, screen: str) -> Iterator[MainWindow]:
    """Give the window once a screen of the file is painted and nothing is read in the background any more."""
    # What the rep who runs this has chosen stays out of it.
    os.environ["SALESDESK_HOME"] = str(path.parent / "home")
    app = application()
    from ui.main_window.window import MainWindow
    from ui.preferences import Preferences
    from ui.session import DeskSession

    session = DeskSession(open_desk(path))
    window = MainWindow(Preferences(), screen)
    window.resize(*SIZE)
    painted: list[bool] = []
    window.painted.connect(lambda: painted.append(True))
    window.show()
    window.finish(session)
    window.start()
    wait(app, lambda: painted)
    rest(app, 0.5)
    try:
        yield window
    finally:
        window.close()
        session.close()
        window.deleteLater()
        app.processEvents()


def wait(app: QApplication, condition: Callable[[], object]) -> None:
    """Let events run until the condition holds."""
    deadline = time.monotonic() + PATIENCE_S
    while not condition():
        if time.monotonic() > deadline:
            raise RuntimeError("What was waited for did not come.")
        app.processEvents()
        time.sleep(0.001)


def rest(app: QApplication, seconds: float) -> None:
    """Let the window stand for a while, as a rep reads."""
    end = time.monotonic() + seconds
    wait(app, lambda: time.monotonic() > end)
