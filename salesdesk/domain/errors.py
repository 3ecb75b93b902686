"""Refusals: one sentence for the rep, and nothing was written."""

from __future__ import annotations


class SalesDeskError(Exception):
    """A sentence that names what was refused and what to do; nothing was changed."""


class NotFound(SalesDeskError):
    """A record, stage or file that is not there."""

    def __init__(self, kind: str, key: object) -> None:
        super().__init__(f"There is no {kind} {key}. Check the number with “list”, or search for the name.")


class BadValue(SalesDeskError):
    """A value that a field cannot take."""

    def __init__(self, field: str, value: object, hint: str) -> None:
        shown = str(value)
        shown = shown if len(shown) <= 60 else shown[:57] + "…"
        super().__init__(f"“{shown}” cannot be used for {field}: {hint}")
        self.field = field


class TooLarge(BadValue):
    """An amount over what a file keeps."""


class NotQualified(SalesDeskError):
    """A promotion the gate refuses."""


class StageClosed(SalesDeskError):
    """A move that the kind of the stage does not allow that way."""


class UndoConflict(SalesDeskError):
    """An undo or redo that would overwrite a later change."""


class NothingToUndo(SalesDeskError):
    """The journal has no step in that direction."""


class Cancelled(SalesDeskError):
    """Work that was asked to stop; nothing was written."""


class FileFault(SalesDeskError):
    """A file that cannot be read, written or trusted."""
