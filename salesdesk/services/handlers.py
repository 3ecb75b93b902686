"""Which service function carries out which command."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from salesdesk.services import commands, opportunities, sample, settings
from salesdesk.services.transaction import Outcome, Transaction

HANDLERS: dict[type, Callable[[Transaction, Any], Outcome]] = {
    commands.AddOpportunity: opportunities.add,
    commands.SetOpportunity: opportunities.change,
    commands.MoveOpportunities: opportunities.move,
    commands.WinOpportunity: opportunities.win,
    commands.LoseOpportunity: opportunities.lose,
    commands.ReopenOpportunity: opportunities.reopen,
    commands.DeleteOpportunities: opportunities.remove,
    commands.ChangeSettings: settings.change,
    commands.FillWithSample: sample.fill,
}
