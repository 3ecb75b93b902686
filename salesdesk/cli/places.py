"""Pipelines, stages and playbooks as the command line names them: by number, or by name."""

from __future__ import annotations

from salesdesk.domain.errors import NotFound, SalesDeskError
from salesdesk.queries import board
from salesdesk.queries.board import Stage
from salesdesk.queries.pipelines import Pipeline, pipelines
from salesdesk.queries.playbooks import PlaybookRow, default_id, playbooks
from salesdesk.services.desk import Desk


def pipeline_named(desk: Desk, text: str | None) -> Pipeline:
    """Return the pipeline of a number or name, the first one where none is given. Raises: NotFound."""
    found = desk.read(pipelines)
    if text is None:
        return found[0]
    for one in found:
        if is_called(text, one.id, one.name):
            return one
    raise NotFound("pipeline", f"“{text}”")


def pipeline_of_stage(desk: Desk, stage_id: int) -> Pipeline:
    """Return the pipeline a stage is in. Raises: NotFound."""
    for pipeline in desk.read(pipelines):
        if any(stage.id == stage_id for stage in desk.read(board.stages, pipeline.id)):
            return pipeline
    raise NotFound("stage", stage_id)


def stage_named(desk: Desk, text: str, pipeline_id: int | None = None) -> Stage:
    """Return the stage of a number or name in a pipeline, in the first one where none is given. Raises: NotFound."""
    found = next((one for one in desk.read(board.stages, pipeline_id) if is_called(text, one.id, one.name)), None)
    if found is None:
        raise NotFound("stage", f"“{text}”")
    return found


def stage_anywhere(desk: Desk, text: str, home_id: int | None = None) -> Stage:
    """Return the stage of a number or name: the one at home, else the only one in another pipeline.

    Raises: NotFound; SalesDeskError where several pipelines have a stage of that name.
    """
    known = {one.id: desk.read(board.stages, one.id) for one in desk.read(pipelines)}
    home = home_id if home_id in known else next(iter(known))
    others = [stage for pipeline, stages in known.items() if pipeline != home for stage in stages]
    at_home = [one for one in known[home] if is_called(text, one.id, one.name)]
    found = at_home or [one for one in others if is_called(text, one.id, one.name)]
    if not found:
        raise NotFound("stage", f"“{text}”")
    if len(found) > 1:
        raise SalesDeskError(f"Several pipelines have a stage called “{text}”. Give its number instead.")
    return found[0]


def playbook_named(desk: Desk, text: str | None) -> PlaybookRow:
    """Return the playbook of a number or name, the default one where none is given. Raises: NotFound."""
    wanted = str(desk.read(default_id)) if text is None else text
    for row in desk.read(playbooks, desk.now()):
        if is_called(wanted, row.id, row.name):
            return row
    raise NotFound("playbook", f"“{text}”")


def is_called(text: str, record: int, name: str) -> bool:
    """Tell whether somebody means this one, by its number or by its name."""
    return text.strip() == str(record) or text.strip().casefold() == name.casefold()
