"""The verbs `promote` and `unpromote`."""

from __future__ import annotations

from argparse import Namespace

from salesdesk.cli.fields import read_day, read_id
from salesdesk.cli.grammar import Verbs, add_verb
from salesdesk.cli.output import desk_of, print_done
from salesdesk.cli.places import stage_anywhere
from salesdesk.domain.money import parse_money
from salesdesk.queries.settings import currency
from salesdesk.services import commands as do


def register(verbs: Verbs) -> None:
    """Add the verbs on promotion."""
    verb = add_verb(verbs, "promote", promote, "turn a lead into an account, a contact and an opportunity")
    verb.add_argument("lead", type=int)
    verb.add_argument("--name", metavar="N")
    verb.add_argument("--amount", metavar="A")
    verb.add_argument("--close", metavar="DATE")
    verb.add_argument("--stage", metavar="S")
    verb.add_argument("--account", metavar="ID|new")
    verb.add_argument("--override", default="", metavar="REASON")
    verb = add_verb(verbs, "unpromote", unpromote, "take a promotion back")
    verb.add_argument("opportunity", type=int)
    verb.add_argument("--lead", type=int, default=None, metavar="ID", help="of this lead alone, where several joined")


def promote(arguments: Namespace) -> int:
    """Turn a lead into an opportunity."""
    with desk_of(arguments) as desk:
        money = parse_money(arguments.amount, desk.read(currency)) if arguments.amount else None
        account = None
        if arguments.account:
            link = None if arguments.account == "new" else read_id(arguments.account, "account")
            account = do.AccountChoice(link)
        command = do.PromoteLead(
            arguments.lead,
            account=account,
            name=arguments.name,
            amount_minor=money.amount_minor if money else None,
            currency=money.currency if money else None,
            expected_close=read_day(arguments.close, "close date") if arguments.close else None,
            stage=stage_anywhere(desk, arguments.stage).id if arguments.stage else None,
            override_reason=arguments.override,
        )
        return print_done(arguments, desk.run(command), with_id=True)


def unpromote(arguments: Namespace) -> int:
    """Take a promotion back."""
    with desk_of(arguments) as desk:
        return print_done(arguments, desk.run(do.UnpromoteOpportunity(arguments.opportunity, arguments.lead)))
