"""The verbs `promote` and `unpromote`."""

from __future__ import annotations

from argparse import Namespace
from dataclasses import asdict
from typing import Any

from salesdesk.cli.fields import read_day, read_id
from salesdesk.cli.grammar import Verbs, add_verb, number
from salesdesk.cli.output import desk_of, print_columns, print_done, print_json
from salesdesk.cli.places import stage_anywhere
from salesdesk.cli.steps import take_next_step
from salesdesk.domain.errors import BadValue
from salesdesk.domain.money import parse_money
from salesdesk.domain.verdict import unsatisfied
from salesdesk.queries import evidence, matches
from salesdesk.queries.matches import AccountMatch, ContactMatch
from salesdesk.queries.promotions import TakingBack, before_taking_back
from salesdesk.queries.settings import currency
from salesdesk.services import commands as do
from salesdesk.services.desk import Desk

OF_NEW = ("name", "amount", "close", "stage")
"""What only a new opportunity takes from the command line."""
MATCH = ("id", "name", "strength", "reason")
_COLUMNS = {"annual_revenue": "annual_revenue_minor"}


def register(verbs: Verbs) -> None:
    """Add the verbs on promotion."""
    verb = add_verb(verbs, "promote", promote, "turn a lead into an account, a contact and an opportunity")
    verb.add_argument("lead", type=number)
    verb.add_argument("--name", metavar="N")
    verb.add_argument("--amount", metavar="A")
    verb.add_argument("--close", metavar="DATE")
    verb.add_argument("--stage", metavar="S")
    verb.add_argument("--account", metavar="ID|new", help="without it, the surest match, or a new one")
    verb.add_argument("--contact", metavar="ID|new", help="without it, the surest match, or a new one")
    verb.add_argument(
        "--take", action="append", default=[], metavar="KIND.FIELD", help="the lead's value counts, as account.website"
    )
    verb.add_argument("--attach-to", type=number, metavar="ID", help="join this open opportunity instead of a new one")
    verb.add_argument("--next-step", metavar="TEXT")
    verb.add_argument("--next-step-on", metavar="DATE")
    verb.add_argument("--note", default="", metavar="TEXT")
    verb.add_argument("--override", default="", metavar="REASON")
    verb.add_argument("--dry-run", action="store_true", help="say what is lacking and what matches, write nothing")
    verb = add_verb(verbs, "unpromote", unpromote, "take a promotion back")
    verb.add_argument("opportunity", type=number)
    verb.add_argument(
        "--lead", type=number, default=None, metavar="ID", help="of this lead alone, where several joined"
    )
    verb.add_argument("--dry-run", action="store_true", help="say what changed since and what would happen")


def promote(arguments: Namespace) -> int:
    """Turn a lead into an opportunity, or say what that would meet."""
    with desk_of(arguments) as desk:
        if arguments.dry_run:
            return _print_ahead(arguments, desk)
        return print_done(arguments, desk.run(_command(desk, arguments)), with_id=True)


def unpromote(arguments: Namespace) -> int:
    """Take a promotion back, or say what that would undo."""
    with desk_of(arguments) as desk:
        if arguments.dry_run:
            found = desk.read(before_taking_back, arguments.opportunity, desk.now(), arguments.lead)
            return _print_back(arguments, found)
        return print_done(arguments, desk.run(do.UnpromoteOpportunity(arguments.opportunity, arguments.lead)))


def _command(desk: Desk, arguments: Namespace) -> do.PromoteLead:
    aside = next((name for name in OF_NEW if vars(arguments)[name] is not None), None)
    if arguments.attach_to is not None and aside is not None:
        raise BadValue(f"--{aside}", vars(arguments)[aside], "it does not go with --attach-to.")
    money = parse_money(arguments.amount, desk.read(currency)) if arguments.amount else None
    account, contact = (_choice(kind, vars(arguments)[kind], arguments.take) for kind in ("account", "contact"))
    named = {"next_step": arguments.next_step, "next_step_on": arguments.next_step_on}
    return do.PromoteLead(
        arguments.lead,
        account=None if account is None else do.AccountChoice(*account),
        contact=None if contact is None else do.ContactChoice(*contact),
        name=arguments.name,
        amount_minor=money.amount_minor if money else None,
        currency=money.currency if money else None,
        expected_close=read_day(arguments.close, "close date") if arguments.close else None,
        stage=stage_anywhere(desk, arguments.stage).id if arguments.stage else None,
        next_step=take_next_step({name: text for name, text in named.items() if text is not None}),
        attach_to=arguments.attach_to,
        override_reason=arguments.override,
        note=arguments.note,
    )


def _choice(kind: str, text: str | None, taken: list[str]) -> tuple[int | None, tuple[str, ...]] | None:
    """Return the record to link and the fields it takes over, None where nothing was chosen. Raises: BadValue."""
    strange = next((one for one in taken if one.partition(".")[0] not in ("account", "contact")), None)
    if strange is not None:
        raise BadValue("--take", strange, "name a field as account.website or contact.title.")
    take = tuple(one.partition(".")[2] for one in taken if one.startswith(f"{kind}."))
    link = None if text in (None, "", "new") else read_id(str(text), kind)
    if take and link is None:
        raise BadValue("--take", f"{kind}.{take[0]}", f"say which {kind} takes it over, with --{kind} ID.")
    return (link, tuple(_COLUMNS.get(name, name) for name in take)) if text else None


def _print_ahead(arguments: Namespace, desk: Desk) -> int:
    """Print what the gate lacks, and the records that a lead may belong to."""
    now = desk.now()
    lacking = [one.name for one in unsatisfied(desk.read(evidence.of_lead, arguments.lead, now))]
    accounts = desk.read(matches.accounts, arguments.lead)
    at_account = accounts[0].id if accounts else None
    contacts = desk.read(matches.contacts, arguments.lead, at_account)
    joined = [] if at_account is None else desk.read(matches.open_opportunities, at_account)
    document: dict[str, Any] = {
        "lacking": lacking,
        "accounts": [_match(one) for one in accounts],
        "contacts": [_match(one) for one in contacts],
        "opportunities": [asdict(one) for one in joined],
    }
    if arguments.as_json:
        print_json(document)
    else:
        print(f"Lacking: {', '.join(lacking) or 'nothing'}")
        for name, columns in (("accounts", MATCH), ("contacts", MATCH), ("opportunities", ("id", "name", "stage"))):
            print(name.capitalize())
            print_columns(document[name], columns)
    return 0


def _match(one: AccountMatch | ContactMatch) -> dict[str, object]:
    return {"id": one.id, "name": one.name, "strength": one.strength, "reason": one.reason} | {
        "differences": [asdict(found) for found in one.differences]
    }


def _print_back(arguments: Namespace, found: TakingBack) -> int:
    """Print what changed since a promotion, what was added, and what taking it back does."""
    if arguments.as_json:
        print_json(
            {
                "leads": [{"id": one.id, "name": one.name, "returns_to": one.returns_to} for one in found.leads],
                "changes": [asdict(one) for one in found.changes],
                "added": [asdict(one) for one in found.added],
                "will_happen": list(found.will_happen),
            }
        )
        return 0
    for change in found.changes:
        print(f"Changed since: {change.field} from {change.before} to {change.after}")
    for one in found.added:
        print(f"Added since: {one.kind} {one.name}, goes to {one.fate}")
    print("\n".join(found.will_happen))
    return 0
