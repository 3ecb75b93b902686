"""Commands that shape the desk: pipelines and their stages, lost reasons, exchange rates."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from decimal import Decimal


@dataclass(frozen=True, slots=True)
class AddPipeline:
    """Add a pipeline with the default stages, or with copies of those of another pipeline."""

    name: str
    copy_of: int | None = None


@dataclass(frozen=True, slots=True)
class RenamePipeline:
    """Give a pipeline another name."""

    pipeline: int
    name: str


@dataclass(frozen=True, slots=True)
class DeletePipeline:
    """Delete a pipeline; while it has opportunities it needs another one that they move to."""

    pipeline: int
    move_cards_to: int | None = None


@dataclass(frozen=True, slots=True)
class MoveToPipeline:
    """Move opportunities to another pipeline: to the open stage given, else to the stage that matches theirs best."""

    opportunities: tuple[int, ...]
    pipeline: int
    stage: int | None = None


@dataclass(frozen=True, slots=True)
class AddStage:
    """Add a stage in front of the stage `before`, else behind the last of its kind; an open one needs a probability."""

    pipeline: int
    name: str
    kind: str = "open"
    probability: int | None = None
    rot_limit_days: int | None = None
    hue: str = ""
    before: int | None = None


@dataclass(frozen=True, slots=True)
class ChangeStage:
    """Change name, kind, probability, rot_limit_days or hue of a stage; its cards follow a new probability."""

    stage: int
    fields: Mapping[str, object]


@dataclass(frozen=True, slots=True)
class ReorderStages:
    """Put all stages of a pipeline into this order."""

    pipeline: int
    stages: tuple[int, ...]


@dataclass(frozen=True, slots=True)
class DeleteStage:
    """Delete a stage; while it has cards it needs another stage of its kind that they move to."""

    stage: int
    move_cards_to: int | None = None


@dataclass(frozen=True, slots=True)
class AddLostReason:
    """Add a reason to the Lost sheet; `kind` is “declined” or “disqualified”."""

    name: str
    kind: str = "declined"
    names_competitor: bool = False


@dataclass(frozen=True, slots=True)
class ChangeLostReason:
    """Change name, kind or names_competitor of a lost reason; what was closed with it keeps its words."""

    reason: int
    fields: Mapping[str, object]


@dataclass(frozen=True, slots=True)
class DeleteLostReason:
    """Take a reason off the Lost sheet; what was closed with it keeps its words."""

    reason: int


@dataclass(frozen=True, slots=True)
class ReorderLostReasons:
    """Put all lost reasons into this order."""

    reasons: tuple[int, ...]


@dataclass(frozen=True, slots=True)
class EnterRate:
    """Say what one unit of a currency is worth in another from a day on, today where none is given."""

    currency: str
    into: str
    rate: Decimal
    dated_on: date | None = None


@dataclass(frozen=True, slots=True)
class DeleteRate:
    """Forget a dated exchange rate."""

    rate: int


PipelineCommand = (
    AddPipeline
    | RenamePipeline
    | DeletePipeline
    | MoveToPipeline
    | AddStage
    | ChangeStage
    | ReorderStages
    | DeleteStage
    | AddLostReason
    | ChangeLostReason
    | DeleteLostReason
    | ReorderLostReasons
    | EnterRate
    | DeleteRate
)
