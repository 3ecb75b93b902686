"""The glossary from the command line."""

from __future__ import annotations

from salesdesk.domain.glossary import GLOSSARY
from tests.cli.conftest import Call


def test_every_word_is_explained_or_those_that_are_asked_for(call: Call) -> None:
    assert len(call("glossary", "--json").json) == len(GLOSSARY)
    assert call("glossary", "going", "dark", "--json").json[0]["key"] == "going_dark"
    assert "MQL" in call("glossary", "mql").out


def test_a_word_that_nobody_explains_is_refused(call: Call) -> None:
    said = call("glossary", "unicorns")
    assert (said.status, said.out) == (1, "")
    assert "“unicorns”" in said.err
