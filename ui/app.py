"""Starting the window: the frame first, everything else once it was seen."""

from __future__ import annotations

import sys
from collections.abc import Sequence
from pathlib import Path
from types import SimpleNamespace, TracebackType
from typing import TYPE_CHECKING

from PySide6.QtCore import QEvent, QLockFile, QObject, QTimer, Signal
from PySide6.QtWidgets import QApplication
from typing_extensions import override

from salesdesk import paths
from ui import theme
from ui.main_window.places import SCREENS
from ui.main_window.window import MainWindow
from ui.preferences import Preferences

if TYPE_CHECKING:
    from logging import Handler

    from salesdesk.services.desk import Desk
    from ui.session import DeskSession


def main(argv: Sequence[str]) -> int:
    """Open the window on a file and return the exit status once it is closed."""
    options = read_options(argv[1:])
    app = QApplication.instance() or QApplication(list(argv[:1]))
    assert isinstance(app, QApplication)
    program = Program(app, options.file, options.screen)
    if options.exit_after_paint:
        program.window.painted.connect(app.quit)
    program.show()
    status = app.exec()
    program.close()
    return status


def read_options(words: Sequence[str]) -> SimpleNamespace:
    """Return file, screen and exit_after_paint from the words of the command line; leaves the program on bad ones."""
    options = SimpleNamespace(file=None, screen="", exit_after_paint=False)
    if words:
        # Most starts name nothing, and the parser is slow to import.
        from argparse import ArgumentParser

        parser = ArgumentParser(prog="salesdesk", description="The rep’s own desk.")
        parser.add_argument("file", nargs="?", type=Path, help="the file to open; without one, your own")
        parser.add_argument("--screen", choices=SCREENS, default="", help="the screen to show first")
        parser.add_argument("--exit-after-paint", action="store_true", help="leave once the screen shows its data")
        parser.parse_args(words, options)
    return options


class Program(QObject):
    """One run of the window: shows the frame, then opens the file and fills the window.

    Signals: framed: the first frame of the window has been painted; the session is made right after it.
    """

    framed = Signal()
    session: DeskSession

    def __init__(self, app: QApplication, file: Path | None = None, screen: str = "") -> None:
        """Make the window, not yet shown, for a file or the rep’s own."""
        super().__init__(app)
        self.path = file or paths.default_file()
        self._is_own_file = file is None
        self._lock: QLockFile | None = None
        self._log: Handler | None = None
        app.setApplicationName("SalesDesk")
        app.setDesktopFileName("app.salesdesk.SalesDesk")
        self.preferences = Preferences()
        self._app = app
        self._is_framed = False
        theme.colour(app, self.preferences.theme)
        self.window = MainWindow(self.preferences, screen)
        self.window.installEventFilter(self)

    def show(self) -> None:
        """Show the window; the file is opened as soon as its frame was seen."""
        self.window.show()

    def close(self) -> None:
        """Let go of the file and of the log."""
        if self._is_framed:
            self.session.close()
        self._unlock()
        if self._log is not None:
            end_log(self._log)
            self._log = None

    def open_file(self, path: Path) -> None:
        """Open a file in the background and fill the window, or show why that cannot be."""
        self.path = path
        if not self._lock_file():
            sentence = self.tr(
                "“{file}” is already open in another window of SalesDesk. "
                "Nothing was changed. Use that window, or close it and try again."
            )
            self._on_fault(sentence.format(file=path.name))
            return
        task = self.session.start_task(lambda _report, _stop: _load(path, may_create=self._is_own_file))
        task.succeeded.connect(self._on_loaded)
        task.failed.connect(self._on_fault)

    @override
    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """See the first frame."""
        if watched is self.window and event.type() == QEvent.Type.Paint:
            self.window.removeEventFilter(self)
            QTimer.singleShot(0, self._on_framed)
        return super().eventFilter(watched, event)

    def _on_framed(self) -> None:
        self.framed.emit()
        QTimer.singleShot(0, self._go_on)

    def _go_on(self) -> None:
        from ui.session import DeskSession

        self.session = DeskSession(parent=self)
        self._is_framed = True
        self.open_file(self.path)
        self._log = start_log()
        sys.excepthook = self._report
        theme.apply(self._app, self.preferences.theme)
        self.window.finish(self.session)

    def _on_loaded(self, desk: Desk) -> None:
        self.session.open(desk)
        self.window.start()
        if desk.older_copy is not None:
            sentence = self.tr("Brought up to date. The file as it was is “{file}”")
            self.session.notify(sentence.format(file=desk.older_copy.name))

    def _on_fault(self, sentence: str) -> None:
        self._unlock()
        page = self.window.show_fault(sentence, str(self.path))
        page.retry_requested.connect(lambda: self.open_file(self.path))
        page.file_chosen.connect(self._open_other)

    def _open_other(self, file: str) -> None:
        self._is_own_file = False
        self.open_file(Path(file))

    def _lock_file(self) -> bool:
        self._unlock()
        lock = QLockFile(str(self.path.with_name(f".{self.path.name}.lock")))
        # A lock is stale only when its process is gone, however long it has been held.
        lock.setStaleLockTime(0)
        self._lock = lock
        # A folder that cannot be written to is explained by opening the file itself.
        return lock.tryLock(0) or lock.error() != QLockFile.LockError.LockFailedError

    def _unlock(self) -> None:
        if self._lock is not None:
            self._lock.unlock()
            self._lock = None

    def _report(self, kind: type[BaseException], error: BaseException, trace: TracebackType | None) -> None:
        """Log a bug and show it in a way that can be copied; the window stays open."""
        import logging
        import traceback

        if issubclass(kind, KeyboardInterrupt):
            QApplication.quit()
            return
        text = "".join(traceback.format_exception(kind, error, trace))
        logging.getLogger(__name__).error("bug:\n%s", text)
        from ui.dialogs.report import ReportDialog

        if self.window.findChild(ReportDialog) is None:
            ReportDialog(text, self.window).open()


def _load(path: Path, *, may_create: bool) -> Desk:
    from salesdesk.bootstrap import open_desk
    from salesdesk.queries import overview

    desk = open_desk(path, create=may_create)
    try:
        # The first read is what finds a locked or damaged file.
        desk.read(overview.is_empty)
    except BaseException:
        desk.close()
        raise
    return desk


def start_log() -> Handler | None:
    """Write warnings and bugs to a file in the log folder, where that can be written; return what writes."""
    import logging
    from logging.handlers import RotatingFileHandler

    folder = paths.log_folder()
    try:
        folder.mkdir(parents=True, exist_ok=True)
        handler = RotatingFileHandler(folder / "salesdesk.log", maxBytes=1_000_000, backupCount=2, encoding="utf-8")
    except OSError:
        return None
    handler.setFormatter(logging.Formatter("%(asctime)s %(levelname)s %(name)s: %(message)s"))
    logging.getLogger().addHandler(handler)
    return handler


def end_log(handler: Handler) -> None:
    """Write no more to the log."""
    import logging

    logging.getLogger().removeHandler(handler)
    handler.close()
