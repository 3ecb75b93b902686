"""The grammar: which words are verbs, and which numbers can be meant."""

from __future__ import annotations

import re

import pytest

from salesdesk.cli import VERBS
from salesdesk.cli.parser import build_parser
from tests.cli.conftest import Call


def test_the_verbs_that_the_program_listens_to_are_those_of_the_parser() -> None:
    told = re.findall(r"^    ([a-z]+)\b", build_parser().format_help(), re.MULTILINE)
    assert sorted(told) == sorted(VERBS)


@pytest.mark.parametrize(
    "words",
    [
        ("show", "lead", 10**20),
        ("set", "lead", f"1,{10**20}", "source=x"),
        ("delete", "lead", ","),
        ("move", 3, "Proposal", "--before", 10**20),
        ("hygiene", "rotting", "--limit", -1),
        ("list", "leads", "--limit", 10**20),
    ],
)
def test_a_number_that_no_record_can_have_is_wrong_usage(call: Call, words: tuple[object, ...]) -> None:
    said = call(*words)
    assert (said.status, said.out) == (2, "")
    assert "Traceback" not in said.err
