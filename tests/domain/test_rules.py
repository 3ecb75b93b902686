"""Rules are read once, hold or not for a kept value, and what can’t be read gets a sentence that says what can."""

from datetime import date

import pytest

from salesdesk.domain.errors import BadValue
from salesdesk.domain.rules import ValueForm, Within, is_satisfied, parse_rule

SAID_ON = date(2026, 8, 31)


@pytest.mark.parametrize(
    ("rule", "form", "holding", "breaking"),
    [
        (">= 10000 beds", "number", ["10000", "10000.5", "12000"], ["9999", "0", "-3"]),
        ("≥ 10,000", "number", ["10000"], ["9999.99"]),
        ("at least 1 200", "number", ["1200"], ["1199"]),
        ("< 50", "number", ["49.9", "-1"], ["50"]),
        ("more than 3", "number", ["3.1"], ["3"]),
        ("= 7", "number", ["7", "7.0"], ["7.1"]),
        ("Between 10 and 49 employees", "number", ["10", "49"], ["9", "50"]),
        (">= 10000", "money", ["10000.00 EUR", "10000 JPY"], ["9999.99 EUR"]),
        (">= 10.000 EUR", "money", ["10000.00 EUR", "1.00 USD"], ["9999.99 EUR"]),
        ("between 5000 and 20000 USD", "money", ["5000.00 USD"], ["4999.99 USD", "20000.01 USD"]),
        ("within 6 months", "date", ["2027-02-28", "2026-01-01"], ["2027-03-01"]),
        ("within 2 weeks", "date", ["2026-09-14"], ["2026-09-15"]),
        ("later than 1 year", "date", ["2027-09-01"], ["2027-08-31"]),
        ("before 2027-03-31", "date", ["2027-03-30"], ["2027-03-31"]),
        ("by 2027-03-31", "date", ["2027-03-31"], ["2027-04-01"]),
        ("after 2027-03-31", "date", ["2027-04-01"], ["2027-03-31"]),
        ("any of Hospital, Clinic", "choice", ["hospital", "Clinic"], ["Hospital group", "School"]),
        ("none of Nothing fixed; A, B", "choice", ["A regulation"], ["nothing fixed", "A, B"]),
        ("any of SAP, Oracle Fusion", "text", ["They run SAP today.", "oracle fusion"], ["Oracle", "Sapphire"]),
        ("none of intern", "contact", ["Ann Lee, CFO"], ["Ann Lee, Intern"]),
        ("yes", "yes_no", ["yes"], ["no"]),
    ],
)
def test_a_rule_holds_for_some_values_and_breaks_for_others(
    rule: str, form: ValueForm, holding: list[str], breaking: list[str]
) -> None:
    assert [value for value in holding if not is_satisfied(rule, form, value, SAID_ON)] == []
    assert [value for value in breaking if is_satisfied(rule, form, value, SAID_ON)] == []


@pytest.mark.parametrize(
    ("rule", "form"),
    [
        ("big", "number"),
        (">=", "number"),
        (">= many", "number"),
        ("between 9 and 3", "number"),
        ("between 5 EUR and 9 USD", "money"),
        (">= 5 EUR USD", "money"),
        ("within months", "date"),
        ("within 6 moons", "date"),
        ("before 31.3.2027", "date"),
        ("any of", "choice"),
        ("any of ,;", "text"),
        (">= 3", "text"),
        ("perhaps", "yes_no"),
    ],
)
def test_what_is_no_rule_is_refused_with_one_that_is(rule: str, form: ValueForm) -> None:
    with pytest.raises(BadValue, match=r"the rule of Beds: write “.+”") as refusal:
        parse_rule(rule, form, "the rule of Beds")
    assert rule[:60] in str(refusal.value)


def test_no_rule_and_no_value_are_satisfied() -> None:
    assert parse_rule("  ", "number") is None
    assert is_satisfied("", "number", "3", SAID_ON)
    assert is_satisfied(">= 3", "number", "", SAID_ON)


def test_a_span_of_months_ends_on_the_last_day_there_is() -> None:
    assert Within(1, "month").last_day(date(2027, 1, 31)) == date(2027, 2, 28)
    assert Within(9999, "year").last_day(SAID_ON) == date.max
    assert Within(9999, "day").last_day(date.max) == date.max
