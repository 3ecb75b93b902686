"""The Account & contact page: link to what is on file, or create it; and what to do with an open opportunity there."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING, Any

from PySide6.QtWidgets import QWidget
from typing_extensions import override

from salesdesk.queries import matches
from salesdesk.services.commands import AccountChoice, ContactChoice
from ui import wording
from ui.widgets.labels import DEMI_BOLD, Label
from ui.wizards.differences import Differences
from ui.wizards.match_cards import MatchCards, MatchOption
from ui.wizards.step import Kept, Step

if TYPE_CHECKING:
    from salesdesk.queries.leads import LeadPage
    from salesdesk.queries.matches import AccountMatch, ContactMatch, OpenOpportunity
    from ui.session import DeskSession


class AccountStep(Step):
    """Cards for the account, then for the contact at it, then for an open opportunity at it."""

    def __init__(self, session: DeskSession, lead: LeadPage, parent: QWidget | None = None) -> None:
        """Look for matches."""
        super().__init__("account", "", "", "", parent)
        self.name = self.tr("Account & contact")
        self.title_label.setText(self.tr("Account and contact"))
        line = self.tr("This company and person may already be on file. Link them so the history stays in one place.")
        self.subtitle_label.setText(line)
        self._session = session
        self._lead = lead
        self._accounts: dict[int, AccountMatch] = {}
        self._contacts: dict[int, ContactMatch] = {}
        self._opportunities: dict[int, OpenOpportunity] = {}
        self._account_choice: int | None = None
        self._has_chosen_account = False
        self._has_chosen_contact = False
        self._is_comparing = False
        self._lay_out()
        self.account_cards.chosen.connect(self._on_account_chosen)
        self.contact_cards.chosen.connect(self._on_contact_chosen)
        self.contact_cards.action_requested.connect(self._on_compare)
        self.opportunity_cards.chosen.connect(self.edited)
        self.account_table.edited.connect(self.edited)
        self.contact_table.edited.connect(self.edited)

    def _lay_out(self) -> None:
        self.account_cards = MatchCards("account_match")
        self.contact_cards = MatchCards("contact_match")
        self.opportunity_cards = MatchCards("attach_to")
        self.account_table = Differences(self._field_name, self.tr("On the account"))
        self.contact_table = Differences(self._field_name, self.tr("On the contact"))
        self.opportunity_label = Label(self.tr("Open opportunity"), "base", "text", DEMI_BOLD)
        for heading, cards, table in (
            (Label(self.tr("Account"), "base", "text", DEMI_BOLD), self.account_cards, self.account_table),
            (Label(self.tr("Contact"), "base", "text", DEMI_BOLD), self.contact_cards, self.contact_table),
            (self.opportunity_label, self.opportunity_cards, None),
        ):
            self.body.addWidget(heading)
            self.body.addSpacing(8)
            self.body.addWidget(cards)
            if table is not None:
                self.body.addSpacing(8)
                self.body.addWidget(table)
                self.body.addSpacing(10)
        self.body.addStretch(1)
        self.add_page()

    @override
    def enter(self) -> None:
        """Look again, and keep what was chosen where it is still there."""
        found = self._session.read(matches.accounts, self._lead.id)
        self._accounts = {match.id: match for match in found}
        surest = next((match.id for match in found if match.strength != "possible"), None)
        wanted = self._account_choice if self._has_chosen_account else surest
        options = [self._account_option(match) for match in found]
        options.append(MatchOption(None, self.tr("Create a new account")))
        self.account_cards.show_options(options, wanted)
        self._show_account()

    def _account_option(self, match: AccountMatch) -> MatchOption:
        heading = self.tr("Link to {name}").format(name=match.name)
        return MatchOption(match.id, heading, f"{match.reason} {match.detail}", self._tag(match.strength))

    def _contact_option(self, match: ContactMatch) -> MatchOption:
        words = self.tr("Link to {name}, {title}") if match.title else self.tr("Link to {name}")
        compare = self.tr("Compare") if match.differences else ""
        heading = words.format(name=match.name, title=match.title)
        return MatchOption(match.id, heading, match.reason, self._tag(match.strength), compare)

    def _tag(self, strength: str) -> tuple[str, str]:
        return {
            "exact": (self.tr("Sure match"), "confirmed"),
            "likely": (self.tr("Likely match"), "suggested"),
        }.get(strength, (self.tr("Possible match"), "neutral"))

    def _show_account(self) -> None:
        """Show what differs at the account chosen, and look for the person and open opportunities there."""
        self._account_choice = self.account_cards.choice()
        match = self._accounts.get(self._account_choice) if self._account_choice is not None else None
        self.account_table.show_differences(match.differences if match is not None else ())
        before = self.contact_cards.choice() if self._has_chosen_contact else None
        found = self._session.read(matches.contacts, self._lead.id, self._account_choice)
        self._contacts = {one.id: one for one in found}
        surest = next((one.id for one in found if one.strength != "possible"), None)
        options = [self._contact_option(one) for one in found]
        create = self.tr("Create {name} as a new contact").format(name=self._lead.name)
        options.append(MatchOption(None, create))
        self.contact_cards.show_options(options, before if self._has_chosen_contact else surest)
        self._show_contact()
        self._show_opportunities()

    def _show_contact(self) -> None:
        choice = self.contact_cards.choice()
        match = self._contacts.get(choice) if choice is not None else None
        self.contact_table.show_differences(match.differences if match is not None and self._is_comparing else ())

    def _show_opportunities(self) -> None:
        before = self.attach_to()
        account = self._account_choice
        found = self._session.read(matches.open_opportunities, account) if account is not None else []
        self._opportunities = {one.id: one for one in found}
        today = self._session.now().date()
        options = [MatchOption(None, self.tr("Go on with a new opportunity"))]
        for one in found:
            words = self.tr("{stage}, {amount}, closes {date}") if one.expected_close else self.tr("{stage}, {amount}")
            sentence = words.format(
                stage=one.stage,
                amount=wording.money_text(one.amount_minor, one.currency),
                date=wording.date_text(one.expected_close, today),
            )
            options.append(MatchOption(one.id, self.tr("Attach to “{name}”").format(name=one.name), sentence))
        self.opportunity_cards.show_options(options, before)
        self.opportunity_label.setVisible(bool(found))
        self.opportunity_cards.setVisible(bool(found))

    def _on_account_chosen(self) -> None:
        self._has_chosen_account = True
        self._show_account()
        self.edited.emit()

    def _on_contact_chosen(self) -> None:
        self._has_chosen_contact = True
        self._show_contact()
        self.edited.emit()

    def _on_compare(self, contact: int) -> None:
        self._is_comparing = not self._is_comparing or self.contact_cards.choice() != contact
        self.contact_cards.choose(contact)
        self._on_contact_chosen()

    def _field_name(self, field: str) -> str:
        return {
            "name": self.tr("Name"),
            "website": self.tr("Website"),
            "phone": self.tr("Phone"),
            "mobile": self.tr("Mobile"),
            "industry": self.tr("Industry"),
            "employees": self.tr("Employees"),
            "annual_revenue_minor": self.tr("Revenue"),
            "street": self.tr("Street"),
            "city": self.tr("City"),
            "region": self.tr("Region"),
            "postal_code": self.tr("Postal code"),
            "country": self.tr("Country"),
            "first_name": self.tr("First name"),
            "last_name": self.tr("Last name"),
            "title": self.tr("Title"),
            "email": self.tr("Email"),
        }.get(field, field)

    def account_choice(self) -> AccountChoice:
        """Return the account to link or create, with the fields taken over."""
        return AccountChoice(self.account_cards.choice(), self.account_table.taken())

    def contact_choice(self) -> ContactChoice:
        """Return the contact to link or create, with the fields taken over."""
        return ContactChoice(self.contact_cards.choice(), self.contact_table.taken())

    def attach_to(self) -> int | None:
        """Return the open opportunity to attach to, None for a new one."""
        return self.opportunity_cards.choice()

    def attached(self) -> OpenOpportunity | None:
        """Return what is shown of the opportunity to attach to."""
        chosen = self.attach_to()
        return self._opportunities.get(chosen) if chosen is not None else None

    @override
    def summary(self) -> str:
        """Return the account linked, or that a new one comes."""
        match = self._accounts.get(self._account_choice) if self._account_choice is not None else None
        return match.name if match is not None else self.tr("New account")

    def matches_line(self) -> str:
        """Return how many matches were found."""
        count = len(self._accounts) + len(self._contacts)
        if not count:
            return self.tr("No match found")
        return self.tr("1 match found") if count == 1 else self.tr("{count} matches found").format(count=count)

    @override
    def next_text(self) -> str:
        """Return whether going on links or creates."""
        is_link = self.account_cards.choice() is not None or self.contact_cards.choice() is not None
        return self.tr("Link and continue") if is_link else self.tr("Create and continue")

    @override
    def keep(self) -> Kept:
        """Return what was chosen."""
        kept: Kept = {}
        if self._has_chosen_account or self.account_table.taken():
            kept |= {"account": self.account_cards.choice(), "take": list(self.account_table.taken())}
        if self._has_chosen_contact or self.contact_table.taken():
            kept |= {"contact": self.contact_cards.choice(), "contact_take": list(self.contact_table.taken())}
        if self.attach_to() is not None:
            kept["attach_to"] = self.attach_to()
        return kept

    @override
    def restore(self, kept: Mapping[str, Any]) -> None:
        """Choose again what was chosen, where it is still there."""
        self.enter()
        if "account" in kept and self.account_cards.choose(kept["account"]):
            self._has_chosen_account = True
            self.account_table.take(kept.get("take", ()))
            self._show_account()
        if "contact" in kept and self.contact_cards.choose(kept["contact"]):
            self._has_chosen_contact = True
            self._is_comparing = bool(kept.get("contact_take"))
            self.contact_table.take(kept.get("contact_take", ()))
            self._show_contact()
        self.opportunity_cards.choose(kept.get("attach_to"))

    @override
    def first_field(self) -> QWidget:
        """Return the card that is chosen."""
        return self.account_cards.cards[self.account_cards.choice()]
