"""Records made up from word lists, in the shape of the curated rows."""

from __future__ import annotations

import random
from collections.abc import Iterator, Mapping
from typing import Any

from salesdesk.services.sample_material import CsvRow

SOURCES = ("Inbound form", "Content", "Webinar", "Paid ad", "Event", "Outbound", "Referral", "List", "Partner")
LIFECYCLES = ("new",) * 9 + ("working",) * 6 + ("mql",) * 3 + ("sql",) * 2 + ("nurture",) * 2 + ("unqualified",) * 3
NEEDS = (
    "Cut planning time by half",
    "One system for all sites",
    "Fewer returns",
    "Replace spreadsheets",
    "Audit trail",
)


class Inventor:
    """Makes up rows; the same words and the same state of the random numbers give the same rows."""

    def __init__(self, words: Mapping[str, list[Any]], numbers: random.Random) -> None:
        self._words = words
        self._random = numbers

    def lead(self, number: int, *, is_promoted: bool) -> CsvRow:
        """Return a lead."""
        words, pick = self._words, self._random.choice
        lifecycle = "opportunity" if is_promoted else pick(LIFECYCLES)
        city, country = pick(words["places"])
        created_ago = self._random.randrange(1, 400)
        is_touched = lifecycle != "new"
        start, end = pick(words["company_starts"]), pick(words["company_ends"])
        return {
            "first_name": pick(words["first_names"]),
            "last_name": pick(words["last_names"]),
            "title": pick(words["titles"]),
            "company": f"{start} {pick(words['company_starts'])} {end} {pick(words['legal_forms'])}".strip(),
            "city": city,
            "country": country,
            "industry": pick(words["industries"]),
            "employees": str(self._random.randrange(1, 200) ** 2 // 10 + 5),
            "email_host": "gmail.com" if self._random.random() < 0.07 else "",
            "phone": f"+{self._random.randrange(30, 50)} 555 {number % 10_000:04d}",
            "source": pick(SOURCES),
            "campaign": "",
            "lifecycle": lifecycle,
            "created_ago": str(created_ago),
            "last_kind": pick(("call", "email", "meeting")) if is_touched else "",
            "last_ago": str(self._random.randrange(0, min(created_ago, 60))) if is_touched else "",
            "bant": "".join(self._random.choices("y?n", (2, 7, 1), k=4)) if is_touched else "????",
            "high_intent": "0",
            "language": "",
            **self.step(),
        }

    def deal(self, number: int, source: CsvRow | None) -> CsvRow:
        """Return an opportunity, from a lead where there is one."""
        person = source or self.lead(number, is_promoted=False)
        days = min(int(self._random.expovariate(1 / 11)), 400)
        return person | {
            "name": f"{person['company'].split()[0]} – {self._random.choice(self._words['deals'])}",
            "account": person["company"],
            "amount": str(self._random.randrange(6, 240) * 500),
            "close_in": str(self._random.randrange(-6, 120)),
            "days_in_stage": str(days),
            "last_ago": str(min(int(person["last_ago"] or 3), days)),
            **self.step(),
        }

    def step(self) -> dict[str, str]:
        """Return a planned activity, or for some none."""
        kind = self._random.choice(("call", "call", "email", "meeting", ""))
        return {
            "step_kind": kind,
            "step": self._random.choice(self._words[f"{kind}_subjects"]) if kind else "",
            "step_in": str(self._random.randrange(-3, 30)),
            "step_time": self._random.choice((self.clock(8, 18), "")),
        }

    def past(self, last_kind: str) -> Iterator[tuple[float, str, str, str]]:
        """Yield what happened: how far between creation and the last contact (0 to 1), kind, outcome and note."""
        if not last_kind:
            return
        for _ in range(self._random.choice((0, 0, 1, 2))):
            yield self._random.random(), self._random.choice(("call", "email")), "", self.note()
        outcome = {"call": "connected", "email": "", "meeting": "held", "demo": "held"}[last_kind]
        yield 1.0, last_kind, outcome, self.note()

    def note(self) -> str:
        """Return what was said."""
        return str(self._random.choice(self._words["notes"]))

    def person(self) -> str:
        """Return a name."""
        return f"{self._random.choice(self._words['first_names'])} {self._random.choice(self._words['last_names'])}"

    def need(self) -> str:
        """Return what somebody needs."""
        return self._random.choice(NEEDS)

    def clock(self, first_hour: int, last_hour: int) -> str:
        """Return a time of day at a quarter of an hour."""
        return f"{self._random.randrange(first_hour, last_hour):02d}:{self._random.choice(('00', '15', '30', '45'))}"
