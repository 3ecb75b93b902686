"""A score is the sum of its visible rules, each with the fact that earned it."""

from dataclasses import replace
from datetime import UTC, datetime, timedelta

import pytest

from salesdesk.domain.scoring import RULES, Contacted, Facts, score

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
        ("fit", -20, "Free-mail domain", "gmail.com"),
        ("engagement", 25, "Asked for a demo or a call", "webinar"),
        ("engagement", 12, "Attended webinar", "Route costs 2026"),
        ("engagement", 16, "Replied within a week", "1 email, 1 call"),
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
