"""A score is the sum of its visible rules, each with the fact that earned it."""

from dataclasses import replace
from datetime import UTC, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from salesdesk.domain.errors import BadValue
from salesdesk.domain.scoring import FACTS, RULES, Contacted, Facts, Rule, Score, checked_rules, score

START = datetime(2026, 11, 3, 14, tzinfo=UTC)
PRIYA = Facts(
    title="Director of Operations",
    email="priyarag@gmail.com",
    employees=420,
    industry="Freight",
    source="webinar",
    campaign="Route costs 2026",
    is_high_intent=True,
    activities=(
        Contacted("call", "outbound", "no answer", START),
        Contacted("email", "inbound", "", START + timedelta(days=3)),
        Contacted("call", "outbound", "connected", START + timedelta(days=6)),
    ),
)


def lines(facts: Facts) -> dict[str, tuple[int, str]]:
    return {line.rule: (line.points, line.fact) for line in score(facts).lines}


def test_the_score_of_a_known_lead_is_explained_line_by_line() -> None:
    found = score(PRIYA)
    assert [(line.group, line.points, line.rule, line.fact) for line in found.lines] == [
        ("fit", 15, "Director title", "Director of Operations"),
        ("fit", 10, "200–1,000 employees", "420"),
        ("fit", 10, "Industry known", "Freight"),
        ("engagement", 25, "Asked for a demo or a call", "webinar"),
        ("engagement", 12, "Attended webinar", "Route costs 2026"),
        ("engagement", 16, "Replied within a week", "1 email, 1 call"),
        ("negative", -20, "Free-mail domain", "gmail.com"),
    ]
    assert found.value == 68


def test_an_empty_lead_scores_nothing() -> None:
    assert score(Facts()) == score(Facts(title=" "[:0]))
    assert (score(Facts()).value, score(Facts()).lines) == (0, ())


@pytest.mark.parametrize(
    ("title", "rule"),
    [
        ("CEO", "Executive title"),
        ("Vice President, Sales", "Executive title"),
        ("Head of Logistics", "Director title"),
        ("IT Manager", "Manager title"),
        ("PhD candidate", "Student or trainee"),
        ("Student assistant to the director", "Student or trainee"),
    ],
)
def test_a_title_earns_one_rule(title: str, rule: str) -> None:
    assert list(lines(Facts(title=title))) == [rule]


@pytest.mark.parametrize("count", [9, 10, 49, 50, 199, 200, 1000, 1001, 80_000])
def test_a_head_count_earns_at_most_one_rule(count: int) -> None:
    assert len(lines(Facts(employees=count))) == (count >= 10)


def test_the_value_stays_between_nothing_and_a_hundred() -> None:
    assert score(Facts(title="Student", email="x@gmail.com")).value == 0
    best = replace(
        PRIYA, email="", title="CEO", activities=(*PRIYA.activities, Contacted("demo", "outbound", "", START))
    )
    best = replace(best, activities=(*best.activities, Contacted("meeting", "outbound", "held", START)))
    assert sum(line.points for line in score(best).lines) > 100
    assert score(best).value == 100


def test_a_late_reply_earns_less_than_a_prompt_one() -> None:
    asked = Contacted("call", "outbound", "voicemail", START)
    late = Facts(activities=(asked, Contacted("email", "inbound", "", START + timedelta(days=8))))
    assert lines(late) == {"Replied later": (8, "1 email")}


def test_silence_counts_from_the_last_reply() -> None:
    reply = Contacted("email", "inbound", "", START)
    tries = tuple(Contacted("call", "outbound", "no answer", START + timedelta(days=day)) for day in (1, 2, 3))
    assert "Silence" not in lines(Facts(activities=(reply, *tries[:2])))
    assert lines(Facts(activities=(reply, *tries)))["Silence"] == (-10, "3 since the last reply")
    answered = Contacted("call", "outbound", "connected", START + timedelta(days=4))
    assert "Silence" not in lines(Facts(activities=(reply, *tries, answered)))


def test_a_bounced_address_counts_until_a_mail_gets_through() -> None:
    bounced = Contacted("email", "outbound", "bounced", START)
    facts = Facts(email="a@acme.example", activities=(bounced,))
    assert lines(facts)["Bounced address"] == (-30, "a@acme.example")
    mended = replace(facts, activities=(bounced, Contacted("email", "outbound", "sent", START + timedelta(days=1))))
    assert "Bounced address" not in lines(mended)


def test_a_meeting_that_nobody_came_to_earns_nothing() -> None:
    assert "Met us" not in lines(Facts(activities=(Contacted("meeting", "outbound", "no show", START),)))


def test_every_rule_has_a_name_of_its_own() -> None:
    assert len({rule.name for rule in RULES}) == len(RULES)


TESTS = {
    "title_rank": ("any of executive", "none of student"),
    "title": ("", "any of director, ceo"),
    "employees": ("", ">= 50", "between 10 and 49"),
    "industry": ("", "any of Freight"),
    "region": ("", "any of Netherlands, DE"),
    "source": ("", "any of webinar, event"),
    "campaign": ("",),
    "high_intent": ("",),
    "reply": ("", "<= 7 days", "> 7 days"),
    "meetings": ("", ">= 2"),
    "silence": ("", ">= 3"),
    "free_mail": ("",),
    "bounced": ("",),
}
KINDS = st.sampled_from(["call", "email", "meeting", "demo", "note"])
OUTCOMES = st.sampled_from(["", "connected", "no answer", "replied", "bounced", "held", "no show"])
EVENTS = st.builds(
    Contacted,
    KINDS,
    st.sampled_from(["inbound", "outbound"]),
    OUTCOMES,
    st.integers(0, 40).map(lambda days: START + timedelta(days=days)),
)
FACTS_AT_RANDOM = st.builds(
    Facts,
    title=st.sampled_from(["", "CEO", "Head of IT", "Student", "Clerk"]),
    email=st.sampled_from(["", "a@gmail.com", "a@acme.example"]),
    employees=st.none() | st.integers(0, 5000),
    industry=st.sampled_from(["", "Freight", "Steel"]),
    source=st.sampled_from(["", "Webinar", "event", "list"]),
    is_high_intent=st.booleans(),
    activities=st.lists(EVENTS, max_size=6).map(lambda found: tuple(sorted(found, key=lambda one: one.at))),
    country=st.sampled_from(["", "Netherlands", "DE"]),
)


@st.composite
def rules_at_random(draw: st.DrawFn) -> tuple[Rule, ...]:
    found = []
    for number in range(draw(st.integers(0, 12))):
        fact = draw(st.sampled_from(sorted(TESTS)))
        points = draw(st.integers(-60, 60).filter(bool))
        group = draw(st.sampled_from(["fit", "engagement", "negative"]))
        found.append(Rule(group, points, f"Rule {number}", fact, draw(st.sampled_from(TESTS[fact]))))  # type: ignore[arg-type]
    return tuple(found)


@given(FACTS_AT_RANDOM, rules_at_random())
def test_a_score_is_the_sum_of_its_explanation_kept_between_nothing_and_a_hundred(
    facts: Facts, rules: tuple[Rule, ...]
) -> None:
    assert checked_rules(rules) == rules
    found = score(facts, rules)
    assert found.value == max(0, min(100, sum(line.points for line in found.lines)))
    assert all(line.fact for line in found.lines)
    by_name = {rule.name: rule for rule in rules}
    assert [line.rule for line in found.lines] == [rule.name for rule in rules if rule.name in lines_of(found)]
    assert all(line.points == by_name[line.rule].points for line in found.lines)


def lines_of(found: Score) -> set[str]:
    return {line.rule for line in found.lines}


def test_every_fact_can_be_tested_and_the_shipped_rules_are_sound() -> None:
    assert TESTS.keys() == FACTS.keys()
    assert checked_rules(RULES) == RULES


def test_a_rule_on_the_place_looks_at_region_and_country() -> None:
    rules = (Rule("fit", 5, "Home market", "region", "any of Bavaria, Austria"),)
    assert score(Facts(country="Austria"), rules).value == 5
    assert score(Facts(region="Bavaria", country="Germany"), rules).lines[0].fact == "Bavaria, Germany"
    assert score(Facts(country="Germany"), rules).value == 0


@pytest.mark.parametrize(
    ("rule", "named"),
    [
        (Rule("fit", 5, " ", "title"), "name"),
        (Rule("luck", 5, "A", "title"), "group of “A”"),  # type: ignore[arg-type]
        (Rule("fit", 0, "A", "title"), "points of “A”"),
        (Rule("fit", 101, "A", "title"), "points of “A”"),
        (Rule("fit", 5, "A", "shoe size"), "fact of “A”"),
        (Rule("fit", 5, "A", "employees", "many"), "condition of “A”"),
        (Rule("fit", 5, "A", "title_rank", "any of pope"), "condition of “A”"),
        (Rule("fit", 5, "A", "free_mail", "any of gmail.com"), "condition of “A”"),
        (Rule("fit", 5, "industry KNOWN", "industry"), "industry KNOWN"),
    ],
)
def test_a_rule_that_can_not_be_kept_is_refused_by_name(rule: Rule, named: str) -> None:
    with pytest.raises(BadValue) as refusal:
        checked_rules((*RULES, rule))
    assert named.casefold() in str(refusal.value).casefold()
