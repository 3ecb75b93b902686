"""The documents name what is there."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from salesdesk.store.schema import metadata

ROOT = Path(__file__).parents[2]


def test_every_table_and_column_is_in_the_description_of_the_file() -> None:
    sections = dict(
        re.findall(
            r"^## (\w+)\n(.*?)(?=^## |\Z)", (ROOT / "docs/schema.md").read_text("utf-8"), re.MULTILINE | re.DOTALL
        )
    )
    for table in metadata.tables.values():
        for column in table.columns:
            if column.name != "id":
                assert f"`{column.name}`" in sections[table.name], f"{table.name}.{column.name}"


@pytest.mark.parametrize("document", ["README.md", "docs/architecture.md"])
def test_every_path_a_document_names_is_there(document: str) -> None:
    text = (ROOT / document).read_text("utf-8")
    for path in re.findall(r"`((?:salesdesk|ui|tests|docs|resources|packaging)/[\w/.]+)`", text):
        assert (ROOT / path).exists(), path
