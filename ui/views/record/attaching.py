"""Copying files in and out for an opportunity: off the GUI thread, with progress, and each refusal in a sentence."""

from __future__ import annotations

import tempfile
from collections.abc import Callable, Sequence
from pathlib import Path

from PySide6.QtCore import QMimeData, QObject, QStandardPaths, QTemporaryDir, QUrl
from PySide6.QtGui import QDesktopServices, QGuiApplication, QImage

from salesdesk.domain.attachments import safe_name
from salesdesk.domain.errors import SalesDeskError
from salesdesk.queries.deals import AttachmentRow
from salesdesk.services.commands import AttachFiles, DetachFile
from ui.session import DeskSession
from ui.tasks import Task, Work
from ui.views.record.attachments import Attachments
from ui.views.record.open_question import OpenQuestion
from ui.widgets.file_choice import ask_for_file, ask_where_to_save


class Attaching(QObject):
    """What the section of attachments does; one copy is under way at a time."""

    def __init__(self, session: DeskSession, section: Attachments) -> None:
        """Serve a section."""
        super().__init__(section)
        self._session = session
        self._section = section
        self._opportunity: int | None = None
        self._files: dict[int, AttachmentRow] = {}
        self._task: Task | None = None
        self._copies = QTemporaryDir()
        section.add_requested.connect(self.ask_for_file)
        section.open_requested.connect(self.ask_to_open)
        section.save_requested.connect(self.ask_where_to_save)
        section.removal_requested.connect(self.remove)
        section.copy_row.stop_requested.connect(self.stop)

    def show_files(self, opportunity: int, files: Sequence[AttachmentRow]) -> None:
        """Take over what is shown now."""
        if opportunity != self._opportunity:
            self._section.error_line.set_text("")
        self._opportunity = opportunity
        self._files = {file.id: file for file in files}
        self._section.show_files(files, self._session.now())

    # In.

    def ask_for_file(self) -> None:
        """Ask for a file to attach."""
        opportunity = self._opportunity
        if opportunity is not None:
            caption, filters = self.tr("Attach file"), self.tr("All files (*)")
            ask_for_file(self._section, caption, filters, lambda path: self._attach_to(opportunity, [path]))

    def attach(self, paths: Sequence[Path]) -> None:
        """Attach files to the opportunity that is shown."""
        if self._opportunity is not None and paths:
            self._attach_to(self._opportunity, paths)

    def paste(self) -> bool:
        """Attach the files or the picture on the clipboard; tell whether there was any."""
        mime = QGuiApplication.clipboard().mimeData()
        paths = local_files(mime)
        if not paths and mime.hasImage():
            picture = QImage(mime.imageData())
            day = self._session.now().strftime("%Y-%m-%d %H.%M")
            path = Path(self._copies.filePath(self.tr("Pasted picture {day}").format(day=day) + ".png"))
            if not picture.isNull() and picture.save(str(path)):
                paths = [path]
        self.attach(paths)
        return bool(paths)

    def _attach_to(self, opportunity: int, paths: Sequence[Path]) -> None:
        from salesdesk.services import attaching

        desk_file = self._session.desk.path
        words = self.tr("Copying {count} files").format(count=len(paths))
        if len(paths) == 1:
            words = self.tr("Copying {name}").format(name=paths[0].name)
        self._start(
            words,
            lambda report, stop: attaching.keep_all(desk_file, paths, report, stop),
            lambda kept: self._name_files(AttachFiles(kept, opportunity=opportunity)),  # type: ignore[arg-type]
        )

    def _name_files(self, command: AttachFiles) -> None:
        try:
            self._session.run(command, self, raises=True)
        except SalesDeskError as refusal:
            self._fail(str(refusal))
            return
        said = self.tr("Attached {count} files").format(count=len(command.files))
        if len(command.files) == 1:
            said = self.tr("Attached “{name}”").format(name=command.files[0].name)
        self._session.notify(said, True)

    # Out.

    def ask_to_open(self, attachment: int) -> None:
        """Ask whether a file is to be opened; a copy of it is, under its own name."""
        file, row = self._files.get(attachment), self._section.list.rows.get(attachment)
        if file is None or row is None:
            return
        question = OpenQuestion(row.open_button, file.name)
        question.agreed.connect(lambda: self._open(file))
        question.ask()

    def _open(self, file: AttachmentRow) -> None:
        folder = Path(tempfile.mkdtemp(dir=self._copies.path()))
        target = folder / file.name

        def show(_result: object) -> None:
            if not QDesktopServices.openUrl(QUrl.fromLocalFile(str(target))):
                said = self.tr("No program opened “{name}”. Save a copy and open that yourself.")
                self._fail(said.format(name=file.name))

        self._copy_out(file, target, show)

    def ask_where_to_save(self, attachment: int) -> None:
        """Ask where a copy of a file is to go."""
        file = self._files.get(attachment)
        if file is None:
            return
        folder = QStandardPaths.writableLocation(QStandardPaths.StandardLocation.DocumentsLocation)
        ask_where_to_save(
            self._section,
            self.tr("Save a copy"),
            Path(folder) / safe_name(file.name),
            self.tr("All files (*)"),
            lambda path: self._copy_out(file, path, lambda _result: self._tell_saved(file.name, path)),
        )

    def _tell_saved(self, name: str, path: Path) -> None:
        self._session.notify(self.tr("Saved “{name}” in {folder}").format(name=name, folder=path.parent.name), False)

    def _copy_out(self, file: AttachmentRow, target: Path, on_done: Callable[[object], None]) -> None:
        from salesdesk.services import attaching

        desk_file = self._session.desk.path
        self._start(
            self.tr("Copying {name}").format(name=file.name),
            lambda report, stop: attaching.copy_out(desk_file, file.sha256, file.name, target, report, stop),
            on_done,
        )

    def remove(self, attachment: int) -> None:
        """Take a file off the opportunity."""
        file = self._files.get(attachment)
        if file is not None and self._session.run(DetachFile(attachment), self) is not None:
            self._session.notify(self.tr("Removed “{name}”").format(name=file.name), True)

    # One copy at a time.

    def _start(self, words: str, work: Work, on_done: Callable[[object], None]) -> None:
        if self._task is not None:
            self._fail(self.tr("Another file is being copied. Wait for it, or cancel it first."))
            return
        self._section.error_line.set_text("")
        self._section.copy_row.begin(words)
        task = self._task = self._session.start_task(lambda report, stop: work(_in_thousandths(report), stop))
        task.progressed.connect(self._section.copy_row.bar.set_progress)
        for end in (task.succeeded, task.cancelled, task.failed):
            end.connect(self._on_ended)
        task.succeeded.connect(on_done)
        task.failed.connect(self._fail)

    def stop(self) -> None:
        """Stop the copy that is under way; nothing of it stays."""
        if self._task is not None:
            self._task.cancel()

    def _on_ended(self, *_: object) -> None:
        self._task = None
        self._section.copy_row.end()

    def _fail(self, sentence: str) -> None:
        self._section.error_line.set_text(sentence)


def _in_thousandths(report: Callable[[int, int], None]) -> Callable[[int, int], None]:
    """Return a report of bytes that passes thousandths on: a signal holds no number of bytes over two billion."""
    return lambda done, total: report(done * 1000 // max(1, total), 1000)


def local_files(mime: QMimeData) -> list[Path]:
    """Return the files of this computer that are dragged or on the clipboard."""
    return [Path(url.toLocalFile()) for url in mime.urls() if url.isLocalFile()]
