"""What a merge of leads proposes: which lead stays, whose value of each field, and what is kept of all."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

from PySide6.QtCore import QCoreApplication

from salesdesk.domain.leads import PATH
from salesdesk.queries.merges import FIELDS, MONEY, MergeLead
from ui import field_words, wording
from ui.widgets.side_by_side import Compared

translate = QCoreApplication.translate
KEEP = "keep"


def value_text(lead: MergeLead, name: str) -> str:
    """Return a value of a lead as the page of the lead writes it, empty where there is none."""
    if name not in lead.values:
        return lead.own.get(name, "")
    value = lead.values[name]
    if value is None or value == "":
        return ""
    if name in MONEY:
        return wording.money_text(int(value), lead.currency)
    if name == "lifecycle":
        return wording.lifecycle_word(str(value))
    return wording.number_text(value) if isinstance(value, int) else str(value)


@dataclass
class MergeChoice:
    """The leads of a merge, the one that stays, and what the rep chose; everything else is proposed."""

    leads: Sequence[MergeLead]
    keep: int
    taken: dict[str, int] = field(default_factory=dict)

    @staticmethod
    def proposed(leads: Sequence[MergeLead]) -> MergeChoice:
        """Return the choice to begin with: a promoted lead stays, else the one most belongs to, else the oldest."""

        def weight(lead: MergeLead) -> tuple[bool, int, float]:
            filled = sum(value not in (None, "") for value in lead.values.values())
            held = lead.activities + lead.answers + lead.attachments
            return lead.lifecycle == "opportunity", held * 3 + filled, -lead.created_at.timestamp()

        return MergeChoice(leads, max(leads, key=weight).id)

    @property
    def ordered(self) -> list[MergeLead]:
        """The leads, the one that stays first."""
        return sorted(self.leads, key=lambda lead: lead.id != self.keep)

    def names(self) -> list[str]:
        """Return the fields that at least one of the leads has, in their order."""
        own = dict.fromkeys(name for lead in self.leads for name in lead.own)
        return [name for name in (*FIELDS, *own) if any(value_text(lead, name) for lead in self.leads)]

    def differing(self) -> list[str]:
        """Return the fields in which two of the leads have different values: one of them has to be chosen."""
        return [name for name in self.names() if len(self._values(name)) > 1 or self._meets_other_money(name)]

    def taken_over(self) -> list[str]:
        """Return the fields in which the lead that stays has nothing, and gets the one value there is."""
        differing, keep = set(self.differing()), self.ordered[0]
        return [name for name in self.names() if name not in differing and not value_text(keep, name)]

    def side_of(self, name: str) -> int:
        """Return the lead whose value of a field stays."""
        if name in self.taken:
            return self.taken[name]
        if name == "lifecycle":
            return self._furthest()
        if name in MONEY:
            currency = self._currency()
            there = [lead for lead in self.ordered if lead.currency == currency]
            return next((lead.id for lead in there if value_text(lead, name)), there[0].id)
        return next((lead.id for lead in self.ordered if value_text(lead, name)), self.keep)

    def choices(self) -> dict[str, int]:
        """Return by field whose value counts, as `MergeLeads` takes it: all that is shown, so that it holds."""
        return {name: self.side_of(name) for name in self.differing()}

    def rows(self) -> list[Compared]:
        """Return the rows to show: the lead that stays, then each field that differs."""
        who = {str(lead.id): lead.name for lead in self.leads}
        rows = [Compared(KEEP, translate("merging", "Stays"), who, str(self.keep))]
        for name in self.differing():
            values = {str(lead.id): value_text(lead, name) for lead in self.leads}
            rows.append(Compared(name, field_words.field_word(name), values, str(self.side_of(name))))
        return rows

    def _values(self, name: str) -> set[str]:
        return {text for text in (value_text(lead, name) for lead in self.leads) if text}

    def _meets_other_money(self, name: str) -> bool:
        """Tell whether an amount stands beside one in another currency: a lead has one currency."""
        filled = [lead for lead in self.leads if any(value_text(lead, amount) for amount in MONEY)]
        return name in MONEY and len({lead.currency for lead in filled}) > 1

    def _currency(self) -> str:
        chosen = [self.taken[name] for name in MONEY if name in self.taken]
        by_id = {lead.id: lead for lead in self.leads}
        if chosen:
            return by_id[chosen[0]].currency
        filled = [lead for lead in self.ordered if any(value_text(lead, name) for name in MONEY)]
        return (filled or self.ordered)[0].currency

    def _furthest(self) -> int:
        keep = self.ordered[0]
        if keep.lifecycle not in PATH:
            return keep.id
        on_path = [lead for lead in self.ordered if lead.lifecycle in PATH]
        return max(on_path, key=lambda lead: PATH.index(lead.lifecycle)).id


def kept_words(choice: MergeChoice) -> list[str]:
    """Return what is kept of all of the leads, in sentences."""
    leads = choice.leads
    counted = (
        (sum(lead.activities for lead in leads), translate("merging", "activity"), translate("merging", "activities")),
        (sum(lead.attachments for lead in leads), translate("merging", "file"), translate("merging", "files")),
        (max(lead.tags for lead in leads), translate("merging", "tag at least"), translate("merging", "tags at least")),
    )
    held = [wording.count_of(number, one, many) for number, one, many in counted if number]
    words = []
    taken = ", ".join(field_words.field_word(name) for name in choice.taken_over())
    if taken:
        words.append(translate("merging", "What the lead that stays does not have: {fields}.").format(fields=taken))
    if held:
        words.append(translate("merging", "Everything of all of them: {what}.").format(what=", ".join(held)))
    if sum(lead.has_notes for lead in leads) > 1:
        words.append(translate("merging", "The notes of all, one below the other."))
    if any(lead.answers for lead in leads):
        words.append(translate("merging", "For each question of the playbook the latest answer that is not unknown."))
    words.append(translate("merging", "What is not chosen above is written into a note on the lead that stays."))
    return words


def sides(choice: MergeChoice) -> Mapping[str, str]:
    """Return the heading of each lead: since when it is there."""
    words = translate("merging", "Since {date}")
    return {str(lead.id): words.format(date=wording.full_date_text(lead.created_at.date())) for lead in choice.leads}
