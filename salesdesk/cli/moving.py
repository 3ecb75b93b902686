"""The verb `move`: opportunities to a stage, Won and Lost included, or to another pipeline."""

from __future__ import annotations

from argparse import Namespace

from salesdesk.cli.grammar import Verbs, add_verb, numbers
from salesdesk.cli.output import desk_of, print_done
from salesdesk.cli.places import pipeline_named, pipeline_of_stage, stage_anywhere, stage_named
from salesdesk.domain.errors import SalesDeskError
from salesdesk.queries.pipelines import pipeline_of
from salesdesk.services import commands as do
from salesdesk.services.desk import Desk


def register(verbs: Verbs) -> None:
    """Add the verb."""
    verb = add_verb(verbs, "move", move, "move opportunities to a stage, Won and Lost included, or to a pipeline")
    verb.add_argument("opportunities", type=numbers, metavar="ID[,ID…]")
    verb.add_argument("stage", nargs="?", help="number or name")
    verb.add_argument("--pipeline", metavar="P", help="number or name; without a stage, to the one most like its own")
    verb.add_argument("--reason", default="", metavar="TEXT", help="why it was lost")
    verb.add_argument("--kind", default="declined", choices=("declined", "disqualified"))


def move(arguments: Namespace) -> int:
    """Move opportunities to a stage or to another pipeline; Won and Lost are stages too, Lost needs a reason."""
    with desk_of(arguments) as desk:
        return print_done(arguments, desk.run(_move(desk, arguments)))


def _move(desk: Desk, arguments: Namespace) -> do.Command:
    records = arguments.opportunities
    home = desk.read(pipeline_of, records[0])
    if arguments.pipeline is not None:
        pipeline = pipeline_named(desk, arguments.pipeline)
        if arguments.stage is None:
            return do.MoveToPipeline(records, pipeline.id)
        stage = stage_named(desk, arguments.stage, pipeline.id)
    elif arguments.stage is None:
        raise SalesDeskError("Nothing says where it is to go. Name a stage, or a pipeline with --pipeline.")
    else:
        stage = stage_anywhere(desk, arguments.stage, home)
        pipeline = pipeline_of_stage(desk, stage.id)
    if home is not None and pipeline.id != home:
        return do.MoveToPipeline(records, pipeline.id, stage.id)
    is_one = len(records) == 1
    if stage.kind == "won":
        return do.WinOpportunity(records[0], stage=stage.id) if is_one else do.WinOpportunities(records)
    if stage.kind == "lost":
        reason, kind = arguments.reason, arguments.kind
        if is_one:
            return do.LoseOpportunity(records[0], reason, kind, stage=stage.id)
        return do.LoseOpportunities(records, reason, kind)
    return do.MoveOpportunities(records, stage.id)
