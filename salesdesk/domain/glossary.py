"""The words of SalesDesk and its numbers, each explained once: for the glossary, and for tooltips where they show."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

Section = Literal["people", "qualification", "pipeline", "metric"]


@dataclass(frozen=True, slots=True)
class Entry:
    """A word or a number: what it is called and means, how it is worked out, and under what else it is looked for."""

    key: str
    section: Section
    name: str
    meaning: str
    formula: str = ""
    also: tuple[str, ...] = ()

    def is_about(self, text: str) -> bool:
        """Tell whether somebody who types this may be looking for the entry; every word has to be somewhere in it."""
        told = " ".join((self.name, *self.also, self.meaning, self.formula)).casefold()
        return all(word in told for word in text.casefold().split())


GLOSSARY: tuple[Entry, ...] = (
    Entry("account", "people", "Account", "A company: prospective, current or past customer.", also=("customer",)),
    Entry("contact", "people", "Contact", "A person at an account."),
    Entry("lead", "people", "Lead", "A person at a company who does not yet meet the standard of an opportunity."),
    Entry(
        *("source", "people", "Source"),
        "The channel a lead came from: inbound form, content, webinar, paid ad, event, outbound, referral, list, "
        "partner or other.",
        also=("channel",),
    ),
    Entry(
        *("lifecycle", "people", "Lifecycle stage"),
        "Where a lead stands: New, Working, MQL, SQL, Opportunity; or off the path: Nurture, Unqualified.",
    ),
    Entry("new", "people", "New", "Nobody has reached out to this lead yet."),
    Entry("working", "people", "Working", "Somebody has reached out: the first call, email or meeting is logged."),
    Entry(
        *("mql", "people", "MQL, marketing qualified lead"),
        "Interest was shown: the score reached the mark of the playbook, 60 unless it was changed, or a rep said so. "
        "A lead is never MQL and SQL at once.",
    ),
    Entry(
        *("sql", "people", "SQL, sales qualified lead"),
        "Vetted: budget, authority and need are confirmed, or a rep moved it on and wrote down why.",
    ),
    Entry(
        *("nurture", "people", "Nurture"),
        "Off the path for now, with a reason and a wake-up date on which the lead is back in Today with its evidence.",
        also=("wake-up",),
    ),
    Entry("unqualified", "people", "Unqualified", "Off the path, with a reason. Reopening takes one step."),
    Entry(
        *("bant", "qualification", "BANT"),
        "Budget, Authority, Need, Timeline: the four things to establish before a lead is an opportunity.",
    ),
    Entry("budget", "qualification", "Budget", "Whether there is money for this, how much, and who released it."),
    Entry("authority", "qualification", "Authority", "Who signs, and who else has a say.", also=("decision maker",)),
    Entry(
        "need", "qualification", "Need", "What hurts, how much, and what happens if nothing changes.", also=("pain",)
    ),
    Entry("timeline", "qualification", "Timeline", "When they need to be live, and what sets that date."),
    Entry(
        *("playbook", "qualification", "Playbook"),
        "A set of qualification criteria, grouped by dimension, with versions. BANT is the default one.",
        also=("MEDDIC", "CHAMP", "SPIN"),
    ),
    Entry("dimension", "qualification", "Dimension", "A group of criteria in a playbook, such as Budget."),
    Entry(
        *("criterion", "qualification", "Criterion"),
        "One question of a playbook, with an answer type and a rule for pass or fail.",
        also=("question", "rule", "criteria"),
    ),
    Entry("required", "qualification", "Required", "Has to be confirmed and fresh before a lead is Qualified."),
    Entry(
        "disqualifies", "qualification", "Disqualifies", "A lead that fails this is Unqualified, whatever else holds."
    ),
    Entry(
        "weight",
        "qualification",
        "Weight",
        "Of several open questions, the one with the largest weight is asked first.",
    ),
    Entry("talk_track", "qualification", "Talk track", "What is worth asking to get an answer, one line each."),
    Entry(
        *("evidence", "qualification", "Evidence"),
        "An answer to a criterion: its value, who said it, when, and the activity it came from.",
        also=("confirmed", "failed", "unknown"),
    ),
    Entry(
        *("aged", "qualification", "Aged evidence"),
        "Evidence older than the limit of the playbook, 120 days unless it was changed. It no longer counts until it "
        "is reaffirmed.",
        also=("reaffirm", "fresh"),
    ),
    Entry(
        *("verdict", "qualification", "Verdict"),
        "Qualified, Nurture or Unqualified, with the reasons; Incomplete while something required is open.",
    ),
    Entry(
        *("score", "qualification", "Score"),
        "0 to 100 points from rules in three groups, fit, engagement and against, each with the fact that earned it.",
        also=("scoring rules", "points"),
    ),
    Entry(
        *("promotion", "qualification", "Promotion"),
        "Turning a lead into an account, a contact and an opportunity, in one step that can be undone.",
        also=("conversion", "convert"),
    ),
    Entry(
        *("opportunity", "pipeline", "Opportunity"),
        "A qualified lead in the pipeline, with an amount and an expected close date.",
        also=("deal",),
    ),
    Entry("pipeline", "pipeline", "Pipeline", "An ordered set of stages that opportunities go through."),
    Entry(
        *("stage", "pipeline", "Stage"),
        "A step of a pipeline. Its kind is open, won or lost; it has a probability and a rotting limit.",
    ),
    Entry(
        "probability", "pipeline", "Probability", "How likely an opportunity in this stage is won.", also=("chance",)
    ),
    Entry(
        "activity", "pipeline", "Activity", "A call, email, meeting, note or task on a record.", also=("call", "task")
    ),
    Entry("next_step", "pipeline", "Next step", "The earliest planned activity that is not done."),
    Entry(
        *("rotting", "pipeline", "Rotting"),
        "An open opportunity without a touch for longer than the limit of its stage. A touch is entering the stage, a "
        "two-way contact or a finished activity; a booked step suspends it.",
    ),
    Entry(
        *("going_dark", "pipeline", "Going dark"),
        "Someone who once answered and has been silent for 14 days.",
        also=("silent",),
    ),
    Entry(
        *("saved_view", "pipeline", "Saved view"),
        "A named filter, sort order and layout that updates itself.",
        also=("filter",),
    ),
    Entry("lead_volume", "metric", "Lead volume", "How many leads came in.", "leads created, by source and period"),
    Entry(
        *("lead_to_mql", "metric", "Lead to MQL"),
        "How many leads showed interest.",
        "leads created in the period that became MQL ÷ leads created in the period",
        ("conversion rate",),
    ),
    Entry(
        *("mql_to_sql", "metric", "MQL to SQL"),
        "How many interested leads were vetted. The target is over 40%.",
        "of the leads that became MQL in the period, the share that became SQL",
        ("conversion rate",),
    ),
    Entry(
        *("sql_to_opportunity", "metric", "SQL to opportunity"),
        "How many vetted leads were promoted. The target is over 70%.",
        "of the leads that became SQL in the period, the share that became opportunities",
        ("conversion rate",),
    ),
    Entry(
        *("first_reply", "metric", "First-reply time"),
        "How fast a lead hears from you: the median, and the share inside its clock of 5 minutes for high intent and "
        "30 minutes for any MQL.",
        "first outbound activity − interest shown",
        ("response time", "clock"),
    ),
    Entry(
        *("lead_velocity", "metric", "Lead velocity rate"),
        "How fast the number of qualified leads grows from month to month.",
        "qualified leads this month ÷ qualified leads last month − 1",
    ),
    Entry(
        *("win_rate", "metric", "Win rate"),
        "How many of the opportunities that ended were won.",
        "won ÷ (won + lost), closed in the period",
    ),
    Entry(
        *("closing_ratio", "metric", "Closing ratio"),
        "How many of the opportunities that began were won since.",
        "won ÷ opportunities created in the period",
        ("cohort",),
    ),
    Entry("average_deal", "metric", "Average deal size", "What a won opportunity brings.", "Σ won amount ÷ won"),
    Entry(
        *("sales_cycle", "metric", "Sales cycle"),
        "How long it takes to win.",
        "median days from opportunity created to won",
    ),
    Entry(
        *("sales_velocity", "metric", "Sales velocity"),
        "How much money the pipeline brings per day.",
        "open opportunities × win rate × average deal ÷ cycle days",
    ),
    Entry(
        *("weighted", "metric", "Weighted pipeline"),
        "What the open opportunities are worth, each counted by its chance.",
        "Σ open amount × probability",
        ("expected value",),
    ),
    Entry(
        *("coverage", "metric", "Pipeline coverage"),
        "How often the open amount covers what is still missing from the quota.",
        "open amount closing in the period ÷ (quota − won in the period)",
        ("quota",),
    ),
    Entry(
        *("forecast", "metric", "Forecast P10, P50, P90"),
        "The simulated total: 9 of 10 runs are above P10, half above P50, 1 of 10 above P90.",
        "simulation of each open opportunity’s chance and close date, from your own history once it is large enough, "
        "else from the probability of the stage",
        ("percentile", "simulation"),
    ),
    Entry("mrr", "metric", "MRR", "Monthly recurring revenue.", "Σ monthly recurring of won", ("recurring",)),
    Entry("arr", "metric", "ARR", "Annual recurring revenue.", "12 × MRR", ("recurring",)),
    Entry(
        *("market_share", "metric", "Market share"),
        "What part of its industry’s revenue is yours.",
        "own revenue ÷ industry total that was entered",
    ),
)

_BY_KEY = {entry.key: entry for entry in GLOSSARY}


def entry_of(key: str) -> Entry:
    """Return what is said about a word or number by its key."""
    return _BY_KEY[key]
