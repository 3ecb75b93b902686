"""Which words are verbs is known before the parser is put together, and is what the modules register."""

from __future__ import annotations

import re

from salesdesk.cli import VERBS
from salesdesk.cli.parser import build_parser


def test_the_verbs_that_the_program_listens_to_are_those_of_the_parser() -> None:
    told = re.findall(r"^    ([a-z]+)\b", build_parser().format_help(), re.MULTILINE)
    assert sorted(told) == sorted(VERBS)
