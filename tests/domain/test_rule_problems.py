"""Every mistake in scoring rules is found, each in its own field."""

from dataclasses import replace

from salesdesk.domain.rule_problems import rule_problems
from salesdesk.domain.scoring import MOST_RULES, RULES, Rule

TITLE = Rule("fit", 5, "Any title", "title")


def test_the_shipped_rules_have_no_problems() -> None:
    assert rule_problems(RULES) == []


def test_all_mistakes_are_found_at_once() -> None:
    wrong = (
        replace(TITLE, points="many", test="plenty"),  # type: ignore[arg-type]
        replace(TITLE, name=" ANY  title"),
        replace(TITLE, name="", fact="shoe size"),
        Rule("fit", 5, "Bounced", "bounced", "yes"),
    )
    found = rule_problems(wrong)
    assert [(one.place, one.field) for one in found] == [
        *((0, "points"), (0, "test"), (1, "name"), (2, "name"), (2, "fact"), (3, "test")),
    ]
    assert "the points of “Any title”" in found[0].sentence
    assert "two rules share it" in found[2].sentence


def test_too_many_rules_are_a_mistake_of_all() -> None:
    many = [replace(TITLE, name=f"Title {number}") for number in range(MOST_RULES + 1)]
    assert [(one.place, one.field) for one in rule_problems(many)] == [(MOST_RULES, "")]
