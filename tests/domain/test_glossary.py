"""Every word and number is explained once, and found by what people call it."""

import pytest

from salesdesk.domain.glossary import GLOSSARY, entry_of

WORDS = (
    *("account", "contact", "lead", "source", "lifecycle", "mql", "sql", "bant", "playbook", "criterion", "evidence"),
    *("verdict", "promotion", "opportunity", "pipeline", "stage", "activity", "next_step", "rotting", "going_dark"),
    *("saved_view", "score", "weighted", "coverage"),
)


def found(text: str) -> list[str]:
    """Return what somebody who types this sees."""
    return [entry.key for entry in GLOSSARY if entry.is_about(text)]


def test_every_entry_has_its_own_key_and_ends_as_a_sentence() -> None:
    assert len({entry.key for entry in GLOSSARY}) == len(GLOSSARY)
    assert [entry.key for entry in GLOSSARY if not entry.meaning.endswith(".") or entry.formula.endswith(".")] == []


@pytest.mark.parametrize("word", WORDS)
def test_every_word_is_explained(word: str) -> None:
    assert entry_of(word).meaning


def test_every_number_says_how_it_is_worked_out() -> None:
    numbers = [entry for entry in GLOSSARY if entry.section == "metric"]
    assert len(numbers) == 17
    assert all(entry.formula for entry in numbers)


@pytest.mark.parametrize(
    ("text", "key"),
    [("conversion", "promotion"), ("WON closed", "win_rate"), ("quota", "coverage"), ("marketing", "mql")],
)
def test_an_entry_is_found_by_other_words_for_it(text: str, key: str) -> None:
    assert key in found(text)


def test_nothing_is_found_for_nonsense() -> None:
    assert found("northh") == []
    assert len(found("")) == len(GLOSSARY)
