"""What a table asks of the desk: each act is one command and one undo, and says so in a toast."""

from __future__ import annotations

from abc import abstractmethod
from collections.abc import Sequence
from typing import TYPE_CHECKING

from PySide6.QtCore import QCoreApplication
from PySide6.QtWidgets import QWidget

from salesdesk.domain.errors import SalesDeskError
from ui import wording
from ui.session import DeskSession

if TYPE_CHECKING:
    from salesdesk.services.commands import Command, PlannedStep

translate = QCoreApplication.translate
# Beyond so many, what is to be done takes long enough to be done off the GUI thread.
AT_ONCE = 500


class TableActs:
    """Runs commands for some records in the name of a widget; a refusal is announced where it is not returned."""

    def __init__(self, session: DeskSession, source: QWidget) -> None:
        """Act on the desk of a session."""
        self._session = session
        self._source = source

    # What a subclass knows

    @abstractmethod
    def tagging(self, ids: tuple[int, ...], on: tuple[str, ...], off: tuple[str, ...]) -> Command:
        """Return the command that puts tags on records and takes others off."""

    @abstractmethod
    def planning(self, ids: tuple[int, ...], step: PlannedStep) -> Command:
        """Return the command that adds the same activity to come to records."""

    @abstractmethod
    def deletion(self, ids: tuple[int, ...]) -> Command:
        """Return the command that puts records in the trash."""

    @abstractmethod
    def name_of(self, record: int) -> str:
        """Return what a record is called."""

    @abstractmethod
    def count_text(self, count: int) -> str:
        """Return so many records in words."""

    # What is done to records of every kind

    def tag(self, ids: Sequence[int], on: Sequence[str], off: Sequence[str]) -> str:
        """Put tags on records and take others off; return why that is refused, or nothing."""
        said = translate("table", "Changed the tags of {what}").format(what=self.what(ids))
        return self.keep_and_tell(self.tagging(tuple(ids), tuple(on), tuple(off)), len(ids), said)

    def plan(self, ids: Sequence[int], step: PlannedStep) -> None:
        """Add the same activity to come to records."""
        said = translate("table", "Planned “{step}” for {what}")
        named = step.subject or wording.activity_word(step.kind)
        self.run(self.planning(tuple(ids), step), len(ids), said.format(step=named, what=self.what(ids)))

    def delete(self, ids: Sequence[int]) -> None:
        """Put records in the trash."""
        said = translate("table", "Deleted {what}").format(what=self.what(ids))
        self.run(self.deletion(tuple(ids)), len(ids), said)

    def keep(self, command: Command) -> str:
        """Carry out what a cell asks; return why that is refused, or nothing."""
        try:
            self._session.run(command, self._source, raises=True)
        except SalesDeskError as refusal:
            return str(refusal)
        return ""

    def keep_and_tell(self, command: Command, count: int, said: str) -> str:
        """Carry a command out and say so; return why that is refused, or nothing."""
        if count > AT_ONCE:
            self.run(command, count, said)
            return ""
        refusal = self.keep(command)
        if not refusal:
            self._tell(said)
        return refusal

    def run(self, command: Command, count: int, said: str) -> None:
        """Carry a command for so many records out, off the GUI thread where they are many, and say so."""
        if count > AT_ONCE:
            self._session.run_task(command, self._source, on_done=lambda _done: self._tell(said))
        elif self._session.run(command, self._source) is not None:
            self._tell(said)

    def what(self, ids: Sequence[int]) -> str:
        """Return the name of the one record in quotes, or how many there are."""
        name = self.name_of(ids[0]) if len(ids) == 1 else ""
        return f"“{name}”" if name else self.count_text(len(ids))

    def _tell(self, said: str) -> None:
        self._session.notify(said, undoable=True)
