"""The verb `move`: opportunities to a stage, off the board and back, or to another pipeline."""

from __future__ import annotations

from argparse import Namespace
from datetime import date

from salesdesk.cli.fields import read_day
from salesdesk.cli.grammar import Verbs, add_verb, number, numbers
from salesdesk.cli.nouns import only
from salesdesk.cli.output import desk_of, print_done
from salesdesk.cli.places import pipeline_named, pipeline_of_stage, stage_anywhere, stage_named
from salesdesk.domain.errors import BadValue, NotFound, SalesDeskError
from salesdesk.domain.money import parse_money
from salesdesk.queries import opportunities
from salesdesk.queries.board import Stage
from salesdesk.queries.pipelines import pipeline_of
from salesdesk.services import commands as do
from salesdesk.services.desk import Desk

WHERE = ("before", "after")
WON = ("amount", "closed_on", "contract_on")
LOST = ("reason", "kind", "competitor", "retry_on")
NURTURE = ("until", "reason", "note")
DETAILS = tuple(dict.fromkeys((*WHERE, *WON, *LOST, *NURTURE)))


def register(verbs: Verbs) -> None:
    """Add the verb."""
    summary = "move opportunities to a stage, Won and Lost included, to Nurture, back to open, or to a pipeline"
    verb = add_verb(verbs, "move", move, summary)
    verb.add_argument("opportunities", type=numbers, metavar="ID[,ID…]")
    verb.add_argument("stage", nargs="?", help="number or name, “nurture”, or “open” to reopen what is won or lost")
    verb.add_argument("--pipeline", metavar="P", help="number or name; without a stage, to the one most like its own")
    verb.add_argument("--before", type=number, metavar="ID", help="in front of this one in its stage")
    verb.add_argument("--after", type=number, metavar="ID", help="behind this one in its stage")
    verb.add_argument("--reason", metavar="TEXT", help="why it was lost, or why it waits")
    verb.add_argument("--kind", choices=("declined", "disqualified"), help="of Lost: who said no; declined by default")
    verb.add_argument("--competitor", metavar="NAME", help="of Lost: who won it")
    verb.add_argument("--retry-on", metavar="DATE", help="of Lost: when to try again")
    verb.add_argument("--amount", metavar="A", help="of Won: the final amount")
    verb.add_argument("--closed-on", metavar="DATE", help="of Won: the day, today where none is given")
    verb.add_argument("--contract-on", metavar="DATE", help="of Won: the day of the contract")
    verb.add_argument("--until", metavar="DATE", help="of Nurture: the day it comes back")
    verb.add_argument("--note", metavar="TEXT", help="of Nurture: a note that is kept with it")


def move(arguments: Namespace) -> int:
    """Move opportunities; Won and Lost are stages too, Lost needs a reason, Nurture a day and a reason."""
    with desk_of(arguments) as desk:
        return print_done(arguments, desk.run(_move(desk, arguments)))


def _move(desk: Desk, arguments: Namespace) -> do.Command:
    records: tuple[int, ...] = arguments.opportunities
    home = desk.read(pipeline_of, records[0])
    word = (arguments.stage or "").strip().casefold()
    if arguments.pipeline is None and word in ("nurture", "open") and not _is_stage(desk, word, home):
        return _nurture(records, arguments) if word == "nurture" else _reopen(records, arguments)
    if arguments.pipeline is not None:
        pipeline = pipeline_named(desk, arguments.pipeline)
        if arguments.stage is None:
            _refuse_all_but(arguments, (), "a move to a pipeline")
            return do.MoveToPipeline(records, pipeline.id)
        stage = stage_named(desk, arguments.stage, pipeline.id)
    elif arguments.stage is None:
        raise SalesDeskError("Nothing says where it is to go. Name a stage, or a pipeline with --pipeline.")
    else:
        stage = stage_anywhere(desk, arguments.stage, home)
        pipeline = pipeline_of_stage(desk, stage.id)
    if home is not None and pipeline.id != home:
        _refuse_all_but(arguments, (), "a move to another pipeline")
        return do.MoveToPipeline(records, pipeline.id, stage.id)
    if stage.kind == "open":
        _refuse_all_but(arguments, WHERE, stage.name)
        for name in WHERE:
            _refuse_elsewhere(desk, f"--{name}", vars(arguments)[name], stage)
        return do.MoveOpportunities(records, stage.id, arguments.before, arguments.after)
    return _win(desk, records, stage, arguments) if stage.kind == "won" else _lose(records, stage, arguments)


def _win(desk: Desk, records: tuple[int, ...], stage: Stage, arguments: Namespace) -> do.Command:
    _refuse_all_but(arguments, WON, stage.name)
    closed_on, contract_on = _day(arguments.closed_on, "closing date"), _day(arguments.contract_on, "contract date")
    first, *others = records
    if not others:
        amount = None if arguments.amount is None else _amount(desk, first, arguments.amount)
        return do.WinOpportunity(first, amount, closed_on, contract_on, stage.id)
    if arguments.amount is not None:
        raise BadValue("several opportunities", "--amount", "each keeps the amount it has.")
    return do.WinOpportunities(records, closed_on, contract_on)


def _lose(records: tuple[int, ...], stage: Stage, arguments: Namespace) -> do.Command:
    _refuse_all_but(arguments, LOST, stage.name)
    kind: do.LostKind = arguments.kind or "declined"
    reason, competitor = arguments.reason or "", arguments.competitor or ""
    retry_on = _day(arguments.retry_on, "day to try again")
    first, *others = records
    if others:
        return do.LoseOpportunities(records, reason, kind, competitor, retry_on)
    return do.LoseOpportunity(first, reason, kind, competitor, retry_on, stage.id)


def _nurture(records: tuple[int, ...], arguments: Namespace) -> do.Command:
    _refuse_all_but(arguments, NURTURE, "Nurture")
    until = _day(arguments.until, "wake-up date")
    if until is None:
        raise BadValue("wake-up date", "", "say when it comes back, with --until DATE.")
    return do.NurtureOpportunities(records, until, arguments.reason or "", arguments.note or "")


def _reopen(records: tuple[int, ...], arguments: Namespace) -> do.Command:
    _refuse_all_but(arguments, (), "reopening")
    return do.ReopenOpportunity(only("opportunity", records))


def _refuse_all_but(arguments: Namespace, known: tuple[str, ...], where: str) -> None:
    """Refuse an option that would be left aside. Raises: BadValue."""
    given = vars(arguments)
    other = next((name for name in DETAILS if given[name] is not None and name not in known), None)
    if other is not None:
        raise BadValue(f"--{other.replace('_', '-')}", given[other], f"it does not go with {where}.")


def _refuse_elsewhere(desk: Desk, option: str, beside: int | None, stage: Stage) -> None:
    """Refuse a place beside what does not stand in the stage. Raises: BadValue."""
    page = None if beside is None else desk.read(opportunities.opportunity_page, beside, desk.now())
    if beside is not None and (page is None or page.stage_id != stage.id):
        raise BadValue(option, beside, f"no opportunity of that number stands in {stage.name}.")


def _amount(desk: Desk, opportunity: int, text: str) -> int:
    page = desk.read(opportunities.opportunity_page, opportunity, desk.now())
    if page is None:
        raise NotFound("opportunity", opportunity)
    money = parse_money(text, page.currency)
    if money.currency != page.currency:
        raise BadValue("amount", text, f"the opportunity is in {page.currency}. Change its currency first.")
    return money.amount_minor


def _day(text: str | None, field: str) -> date | None:
    return None if text is None else read_day(text, field)


def _is_stage(desk: Desk, word: str, home: int | None) -> bool:
    try:
        stage_anywhere(desk, word, home)
    except NotFound:
        return False
    return True
