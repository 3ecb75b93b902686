"""Settings of the file take only what they can mean."""

from __future__ import annotations

import pytest

from salesdesk.domain.errors import SalesDeskError
from salesdesk.queries.settings import quota_minor
from salesdesk.services.commands import ChangeSettings
from salesdesk.services.desk import Desk


@pytest.mark.parametrize("quota", ["-1", "48000.00", "much", "9" * 30])
def test_a_quota_that_is_no_amount_is_refused(desk: Desk, quota: str) -> None:
    with pytest.raises(SalesDeskError, match="cannot be used for quota"):
        desk.run(ChangeSettings({"quota_minor": quota}))


def test_a_quota_is_set_and_taken_away(desk: Desk) -> None:
    assert desk.read(quota_minor) is None
    desk.run(ChangeSettings({"quota_minor": "48000000"}))
    assert desk.read(quota_minor) == 48_000_000
    desk.run(ChangeSettings({"quota_minor": ""}))
    assert desk.read(quota_minor) is None
