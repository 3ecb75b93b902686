"""Which service function carries out which command."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from salesdesk.services import (
    activities,
    closing,
    commands,
    contacts,
    drafts,
    evidence,
    import_batches,
    leads,
    nurturing,
    opportunities,
    promotion,
    revising,
    sample,
    settings,
    unpromotion,
)
from salesdesk.services.transaction import Outcome, Transaction

HANDLERS: dict[type, Callable[[Transaction, Any], Outcome]] = {
    commands.AddLead: leads.add,
    commands.SetLead: leads.change,
    commands.DeleteLeads: leads.remove,
    commands.SetLifecycle: leads.set_lifecycle,
    commands.NurtureLead: leads.nurture,
    commands.DisqualifyLead: leads.disqualify,
    commands.ReopenLead: leads.reopen,
    commands.LogActivity: activities.log,
    commands.PlanActivity: activities.plan,
    commands.CompleteActivity: activities.complete,
    commands.RescheduleActivity: activities.reschedule,
    commands.DeleteActivity: activities.remove,
    commands.RecordEvidence: evidence.record,
    commands.ReaffirmEvidence: evidence.reaffirm,
    commands.SaveDraft: drafts.save,
    commands.PromoteLead: promotion.promote,
    commands.UnpromoteOpportunity: unpromotion.unpromote,
    commands.SetAccount: contacts.change_account,
    commands.SetContact: contacts.change_contact,
    commands.AddOpportunity: opportunities.add,
    commands.SetOpportunity: opportunities.change,
    commands.MoveOpportunities: opportunities.move,
    commands.WinOpportunity: opportunities.win,
    commands.LoseOpportunity: opportunities.lose,
    commands.ReopenOpportunity: nurturing.reopen,
    commands.DeleteOpportunities: opportunities.remove,
    commands.ImportLeads: import_batches.apply,
    commands.ChangeSettings: settings.change,
    commands.FillWithSample: sample.fill,
    commands.WinOpportunities: closing.win,
    commands.LoseOpportunities: closing.lose,
    commands.NurtureOpportunities: nurturing.nurture,
    commands.ReviseOpportunity: revising.revise,
}
