"""Any sequence of commands, then undo all: the rows equal the start; redo all: they equal the end."""

from __future__ import annotations

import os
import shutil
import tempfile
from datetime import UTC, date, datetime, timedelta
from functools import cache
from pathlib import Path

import pytest
from hypothesis import settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, initialize, invariant, rule

from salesdesk.bootstrap import open_desk
from salesdesk.domain.errors import NothingToUndo, SalesDeskError
from salesdesk.domain.scoring import RULES
from salesdesk.services import commands as do
from salesdesk.services.desk import Desk
from salesdesk.store import derived
from salesdesk.store.schema import metadata
from tests.rows import Rows, all_rows

# Hundreds of files are made, worked on and opened again: minutes, on a slow disk.
IS_LONG = os.environ.get("HYPOTHESIS_PROFILE") == "long"
pytestmark = pytest.mark.timeout(7200 if IS_LONG else 900)

START = datetime(2026, 11, 10, 9, 42, tzinfo=UTC)
IDS = st.integers(1, 12)
SEVERAL = st.lists(IDS, min_size=1, max_size=3).map(tuple)
STAGES = st.integers(1, 6)
AMOUNTS = st.one_of(st.none(), st.integers(-5, 10**16))
WORDS = st.text(max_size=12)
DAYS = st.dates(date(2026, 11, 1), date(2027, 3, 1))
CRITERIA = st.sampled_from(["budget_amount", "decision_maker", "need", "decision_by", "go_live", "nonsense"])
STEPS = st.builds(do.PlannedStep, st.sampled_from(["call", "task", "demo"]), WORDS, DAYS, st.none())
LINES = st.fixed_dictionaries(
    {}, optional={"quantity_thousandths": st.integers(0, 10**6), "unit_price_minor": AMOUNTS, "description": WORDS}
)
ROLES = st.sampled_from(["decides", "signs", "boss"])

CHANGES = st.fixed_dictionaries({}, optional={"prompt": WORDS, "rule": st.sampled_from(["", ">= 5"]), "weight": IDS})
REPEATED = st.builds(do.PlannedStep, st.just("task"), WORDS, DAYS, st.none(), st.sampled_from(["daily", "monthly"]))

COMMANDS = st.one_of(
    st.builds(do.AddOpportunity, st.fixed_dictionaries({"name": WORDS, "amount_minor": AMOUNTS})),
    st.builds(do.SetOpportunity, IDS, st.fixed_dictionaries({}, optional={"name": WORDS, "amount_minor": AMOUNTS})),
    st.builds(do.SetOpportunity, IDS, st.fixed_dictionaries({"probability": st.integers(0, 100)})),
    st.builds(
        do.MoveOpportunities, st.lists(IDS, min_size=1, max_size=3, unique=True).map(tuple), STAGES, st.none() | IDS
    ),
    st.builds(do.MoveOpportunities, st.tuples(IDS), STAGES, st.none(), st.none() | IDS),
    st.builds(do.WinOpportunity, IDS, st.none() | st.integers(0, 10**9)),
    st.builds(do.LoseOpportunity, IDS, WORDS, st.sampled_from(["declined", "disqualified"]), WORDS),
    st.builds(do.WinOpportunities, st.lists(IDS, min_size=1, max_size=3).map(tuple)),
    st.builds(do.LoseOpportunities, st.lists(IDS, min_size=1, max_size=3).map(tuple), WORDS),
    st.builds(do.NurtureOpportunities, st.lists(IDS, min_size=1, max_size=2).map(tuple), DAYS, WORDS),
    st.builds(
        do.ReviseOpportunity, IDS, st.fixed_dictionaries({}, optional={"amount_minor": AMOUNTS}), st.none() | STEPS
    ),
    st.builds(do.RescheduleOpportunities, st.lists(IDS, min_size=1, max_size=3).map(tuple), st.none() | DAYS),
    st.builds(do.ShiftOpportunities, st.lists(IDS, min_size=1, max_size=3).map(tuple), st.integers(-2, 2)),
    st.builds(do.AddLine, IDS, LINES),
    st.builds(do.ChangeLine, st.integers(1, 20), LINES),
    st.builds(do.DeleteLine, st.integers(1, 20)),
    st.builds(do.AddMember, IDS, ROLES, st.none() | IDS, st.fixed_dictionaries({"last_name": WORDS})),
    st.builds(do.ChangeRole, IDS, ROLES),
    st.builds(do.RemoveMember, IDS),
    st.builds(do.AddCompetitor, IDS, WORDS),
    st.builds(do.RemoveCompetitor, IDS),
    st.builds(do.SetOpportunity, IDS, st.fixed_dictionaries({"currency": st.sampled_from(["JPY", "EUR", "KWD"])})),
    st.builds(
        do.ReviseOpportunities,
        st.lists(IDS, min_size=1, max_size=3).map(tuple),
        st.fixed_dictionaries({}, optional={"expected_close": DAYS, "probability": st.integers(0, 101)}),
    ),
    st.builds(
        do.TagOpportunities,
        st.lists(IDS, min_size=1, max_size=3).map(tuple),
        st.lists(st.sampled_from("aAb"), max_size=2).map(tuple),
        st.lists(st.sampled_from("aBc"), max_size=2).map(tuple),
    ),
    st.builds(do.PlanForOpportunities, st.lists(IDS, min_size=1, max_size=3).map(tuple), STEPS),
    st.builds(do.ReopenOpportunity, IDS),
    st.builds(do.DeleteOpportunities, st.tuples(IDS)),
    st.builds(do.AddLead, st.fixed_dictionaries({"last_name": WORDS, "company": WORDS, "email": WORDS})),
    st.builds(do.SetLead, IDS, st.fixed_dictionaries({}, optional={"title": WORDS, "tags": st.just(("a", "b"))})),
    st.builds(do.DeleteLeads, st.tuples(IDS)),
    st.builds(do.SetLifecycle, IDS, st.sampled_from(["new", "working", "mql", "sql", "opportunity"]), WORDS),
    st.builds(do.NurtureLead, IDS, DAYS, WORDS),
    st.builds(do.DisqualifyLead, IDS, WORDS),
    st.builds(do.ReopenLead, IDS),
    st.builds(do.MoveLeads, SEVERAL, st.sampled_from(["new", "working", "mql", "sql"]), WORDS),
    st.builds(do.NurtureLeads, SEVERAL, DAYS, WORDS, WORDS),
    st.builds(do.DisqualifyLeads, SEVERAL, WORDS),
    st.builds(do.ReopenLeads, SEVERAL),
    st.builds(
        do.ReviseLeads,
        SEVERAL,
        st.fixed_dictionaries({}, optional={"source": WORDS, "high_intent": st.booleans(), "title": WORDS}),
    ),
    st.builds(do.TagLeads, SEVERAL, st.lists(st.sampled_from("aAb"), max_size=2).map(tuple)),
    st.builds(do.PlanForLeads, SEVERAL, STEPS),
    st.builds(
        do.LogActivity,
        st.sampled_from(["call", "email", "note", "meeting"]),
        lead=st.none() | IDS,
        opportunity=st.none() | IDS,
        notes=WORDS,
        next_step=st.none() | STEPS,
    ),
    st.builds(do.PlanActivity, STEPS, lead=IDS),
    st.builds(do.PlanActivity, REPEATED, lead=IDS),
    st.builds(do.IgnoreHygiene, st.sampled_from(["going_dark", "rotting"]), st.none() | IDS, st.none() | IDS),
    st.builds(do.SnoozeReminder, st.integers(1, 40), st.datetimes(timezones=st.just(UTC))),
    st.builds(do.CompleteActivity, st.integers(1, 40), st.booleans()),
    st.builds(do.DeleteActivity, st.integers(1, 40)),
    st.builds(
        do.RecordEvidence,
        st.lists(
            st.builds(do.Evidence, CRITERIA, st.sampled_from(["confirmed", "failed", "unknown"]), WORDS, WORDS),
            min_size=1,
            max_size=3,
        ).map(tuple),
        lead=IDS,
    ),
    st.builds(do.ReaffirmEvidence, st.sampled_from(["budget", "need"]), lead=IDS),
    st.builds(do.PromoteLead, IDS, override_reason=st.sampled_from(["", "They signed already"])),
    st.builds(do.UnpromoteOpportunity, IDS),
    st.builds(do.SaveDraft, IDS, WORDS),
    st.builds(do.RememberNotDuplicates, st.just("lead"), st.lists(IDS, min_size=2, max_size=3).map(tuple)),
    st.builds(
        do.MergeLeads,
        IDS,
        st.lists(IDS, min_size=1, max_size=3).map(tuple),
        st.dictionaries(st.sampled_from(["title", "amount_minor", "lifecycle"]), IDS, max_size=2),
    ),
    st.builds(do.MergeAccounts, IDS, st.tuples(IDS)),
    st.builds(do.MergeContacts, IDS, st.tuples(IDS)),
    st.builds(
        do.AddCustomField,
        st.sampled_from(["lead", "opportunity"]),
        st.sampled_from(["Licences", "Depot"]),
        st.sampled_from(["text", "number", "choice"]),
        st.just(("a", "b")),
    ),
    st.builds(
        do.ChangeCustomField,
        st.integers(1, 4),
        st.fixed_dictionaries(
            {}, optional={"name": WORDS, "type": st.sampled_from(["text", "number"]), "position": st.integers(0, 2)}
        ),
    ),
    st.builds(do.DeleteCustomField, st.integers(1, 4)),
    st.builds(
        do.SetCustomValues,
        st.sampled_from(["lead", "opportunity"]),
        IDS,
        st.dictionaries(st.integers(1, 4), st.sampled_from(["", "1", "2.50", "a", "b"]), min_size=1, max_size=2),
    ),
    st.builds(do.ChangeCriterion, st.just(1), CRITERIA, CHANGES),
    st.builds(do.DeleteCriterion, st.just(1), CRITERIA),
    st.builds(do.AddCriterion, st.just(1), st.just("need"), WORDS, st.sampled_from(["number", "text"]), CHANGES),
    st.builds(do.SetDefaultPlaybook, st.integers(1, 3)),
    st.builds(do.ChangePlaybook, st.just(1), st.fixed_dictionaries({"mql_mark": st.integers(0, 80)})),
    st.builds(do.SetScoreRules, st.sampled_from([RULES[:9], RULES[9:], RULES])),
    st.builds(
        do.ChangeSettings,
        st.sampled_from([{"currency": "EUR"}, {"region": "DE"}, {"currency": "EUR", "region": "DE"}, {}]),
    ),
)


@cache
def _template() -> Path:
    """Make one small sample file that every run copies."""
    path = Path(tempfile.mkdtemp(prefix="undo-machine-")) / "start.salesdesk"
    desk = open_desk(path, create=True, clock=lambda: START)
    desk.run(do.FillWithSample(8, 6, seed=1))
    desk.close()
    return path


class Undo(RuleBasedStateMachine):
    """A desk that is worked on at random, with undo, redo and restarts in between."""

    def __init__(self) -> None:
        super().__init__()
        self.folder = Path(tempfile.mkdtemp(prefix="undo-machine-"))
        self.path = self.folder / "desk.salesdesk"
        self.now = START
        self.steps_done = 0
        self.steps_undone = 0

    @initialize()
    def open(self) -> None:
        shutil.copyfile(_template(), self.path)
        self.desk: Desk = open_desk(self.path, clock=lambda: self.now)
        self.desk.undo()
        self.desk.redo()
        self.start: Rows = all_rows(self.path)

    @rule(command=COMMANDS, minutes=st.integers(0, 60 * 24 * 3))
    def run(self, command: do.Command, minutes: int) -> None:
        self.now += timedelta(minutes=minutes)
        before = all_rows(self.path)
        try:
            done = self.desk.run(command)
        except SalesDeskError:
            assert all_rows(self.path) == before
            return
        assert (done.entry_id is not None) == (all_rows(self.path) != before)
        if done.entry_id is not None:
            self.steps_done += 1
            self.steps_undone = 0

    @rule()
    def undo(self) -> None:
        if self.steps_done:
            self.desk.undo()
            self.steps_done -= 1
            self.steps_undone += 1

    @rule()
    def redo(self) -> None:
        if self.steps_undone:
            self.desk.redo()
            self.steps_done += 1
            self.steps_undone -= 1
        else:
            self._expect_nothing_to_redo()

    @rule()
    def restart(self) -> None:
        self.desk.close()
        self.desk = open_desk(self.path, clock=lambda: self.now)

    @invariant()
    def one_open_interval_per_opportunity(self) -> None:
        if hasattr(self, "desk"):
            rows = all_rows(self.path)["stage_history"]
            columns = [column.name for column in metadata.tables["stage_history"].columns]
            records = [dict(zip(columns, row, strict=True)) for row in rows]
            open_ones = [record["opportunity_id"] for record in records if record["left_at"] is None]
            assert len(open_ones) == len(set(open_ones))

    @invariant()
    def what_follows_is_in_step(self) -> None:
        if hasattr(self, "desk"):
            assert self.desk.read(derived.out_of_step) == []

    def teardown(self) -> None:
        try:
            if hasattr(self, "desk"):
                self._undo_all_and_redo_all()
        finally:
            if hasattr(self, "desk"):
                self.desk.close()
            shutil.rmtree(self.folder)

    def _undo_all_and_redo_all(self) -> None:
        end = all_rows(self.path)
        for _ in range(self.steps_done):
            self.desk.undo()
        assert all_rows(self.path) == self.start
        for _ in range(self.steps_done):
            self.desk.redo()
        assert all_rows(self.path) == end
        assert self.desk.read(derived.out_of_step) == []

    def _expect_nothing_to_redo(self) -> None:
        try:
            self.desk.redo()
        except NothingToUndo:
            return
        raise AssertionError("redo did something although nothing was undone")


TestUndo = Undo.TestCase
TestUndo.settings = settings(
    max_examples=2000 if IS_LONG else 300,
    stateful_step_count=14,
    deadline=None,
)
