"""Commands that shape the desk: pipelines and their stages, lost reasons, exchange rates."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass


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
