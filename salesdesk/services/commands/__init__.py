"""Everything that can be done to a desk, as plain data: the window and the command line build the same commands."""

from __future__ import annotations

from salesdesk.services.commands.activities import CompleteActivity as CompleteActivity
from salesdesk.services.commands.activities import DeleteActivity as DeleteActivity
from salesdesk.services.commands.activities import LogActivity as LogActivity
from salesdesk.services.commands.activities import PlanActivity as PlanActivity
from salesdesk.services.commands.activities import PlannedStep as PlannedStep
from salesdesk.services.commands.activities import RescheduleActivity as RescheduleActivity
from salesdesk.services.commands.activities import SnoozeReminder as SnoozeReminder
from salesdesk.services.commands.closing import LoseOpportunities as LoseOpportunities
from salesdesk.services.commands.closing import LoseOpportunity as LoseOpportunity
from salesdesk.services.commands.closing import LostKind as LostKind
from salesdesk.services.commands.closing import NurtureOpportunities as NurtureOpportunities
from salesdesk.services.commands.closing import ReopenOpportunity as ReopenOpportunity
from salesdesk.services.commands.closing import WinOpportunities as WinOpportunities
from salesdesk.services.commands.closing import WinOpportunity as WinOpportunity
from salesdesk.services.commands.closing_terms import AddLostReason as AddLostReason
from salesdesk.services.commands.closing_terms import ChangeLostReason as ChangeLostReason
from salesdesk.services.commands.closing_terms import DeleteLostReason as DeleteLostReason
from salesdesk.services.commands.closing_terms import DeleteRate as DeleteRate
from salesdesk.services.commands.closing_terms import EnterRate as EnterRate
from salesdesk.services.commands.closing_terms import ReorderLostReasons as ReorderLostReasons
from salesdesk.services.commands.custom_fields import AddCustomField as AddCustomField
from salesdesk.services.commands.custom_fields import ChangeCustomField as ChangeCustomField
from salesdesk.services.commands.custom_fields import DeleteCustomField as DeleteCustomField
from salesdesk.services.commands.custom_fields import SetCustomValues as SetCustomValues
from salesdesk.services.commands.deals import AddCompetitor as AddCompetitor
from salesdesk.services.commands.deals import AddLine as AddLine
from salesdesk.services.commands.deals import AddMember as AddMember
from salesdesk.services.commands.deals import AttachFiles as AttachFiles
from salesdesk.services.commands.deals import ChangeCompetitor as ChangeCompetitor
from salesdesk.services.commands.deals import ChangeLine as ChangeLine
from salesdesk.services.commands.deals import ChangeRole as ChangeRole
from salesdesk.services.commands.deals import DeleteLine as DeleteLine
from salesdesk.services.commands.deals import DetachFile as DetachFile
from salesdesk.services.commands.deals import KeptFile as KeptFile
from salesdesk.services.commands.deals import RemoveCompetitor as RemoveCompetitor
from salesdesk.services.commands.deals import RemoveMember as RemoveMember
from salesdesk.services.commands.deals import ReorderLines as ReorderLines
from salesdesk.services.commands.desk import ChangeSettings as ChangeSettings
from salesdesk.services.commands.desk import FillWithSample as FillWithSample
from salesdesk.services.commands.desk import ImportLeads as ImportLeads
from salesdesk.services.commands.directory import SetAccount as SetAccount
from salesdesk.services.commands.directory import SetContact as SetContact
from salesdesk.services.commands.duplicates import MergeAccounts as MergeAccounts
from salesdesk.services.commands.duplicates import MergeContacts as MergeContacts
from salesdesk.services.commands.duplicates import MergeLeads as MergeLeads
from salesdesk.services.commands.duplicates import RememberNotDuplicates as RememberNotDuplicates
from salesdesk.services.commands.hygiene import IgnoreHygiene as IgnoreHygiene
from salesdesk.services.commands.leads import AddLead as AddLead
from salesdesk.services.commands.leads import AddLeads as AddLeads
from salesdesk.services.commands.leads import DeleteLeads as DeleteLeads
from salesdesk.services.commands.leads import DisqualifyLead as DisqualifyLead
from salesdesk.services.commands.leads import DisqualifyLeads as DisqualifyLeads
from salesdesk.services.commands.leads import MoveLeads as MoveLeads
from salesdesk.services.commands.leads import NurtureLead as NurtureLead
from salesdesk.services.commands.leads import NurtureLeads as NurtureLeads
from salesdesk.services.commands.leads import PlanForLeads as PlanForLeads
from salesdesk.services.commands.leads import ReopenLead as ReopenLead
from salesdesk.services.commands.leads import ReopenLeads as ReopenLeads
from salesdesk.services.commands.leads import ReviseLead as ReviseLead
from salesdesk.services.commands.leads import ReviseLeads as ReviseLeads
from salesdesk.services.commands.leads import SetLead as SetLead
from salesdesk.services.commands.leads import SetLifecycle as SetLifecycle
from salesdesk.services.commands.leads import TagLeads as TagLeads
from salesdesk.services.commands.opportunities import AddOpportunity as AddOpportunity
from salesdesk.services.commands.opportunities import DeleteOpportunities as DeleteOpportunities
from salesdesk.services.commands.opportunities import MoveOpportunities as MoveOpportunities
from salesdesk.services.commands.opportunities import PlanForOpportunities as PlanForOpportunities
from salesdesk.services.commands.opportunities import RescheduleOpportunities as RescheduleOpportunities
from salesdesk.services.commands.opportunities import ReviseOpportunities as ReviseOpportunities
from salesdesk.services.commands.opportunities import ReviseOpportunity as ReviseOpportunity
from salesdesk.services.commands.opportunities import SetOpportunity as SetOpportunity
from salesdesk.services.commands.opportunities import ShiftOpportunities as ShiftOpportunities
from salesdesk.services.commands.opportunities import SnoozeOpportunities as SnoozeOpportunities
from salesdesk.services.commands.opportunities import TagOpportunities as TagOpportunities
from salesdesk.services.commands.pipelines import AddPipeline as AddPipeline
from salesdesk.services.commands.pipelines import AddStage as AddStage
from salesdesk.services.commands.pipelines import ChangeStage as ChangeStage
from salesdesk.services.commands.pipelines import DeletePipeline as DeletePipeline
from salesdesk.services.commands.pipelines import DeleteStage as DeleteStage
from salesdesk.services.commands.pipelines import MoveToPipeline as MoveToPipeline
from salesdesk.services.commands.pipelines import RenamePipeline as RenamePipeline
from salesdesk.services.commands.pipelines import ReorderStages as ReorderStages
from salesdesk.services.commands.playbook_parts import AddCriterion as AddCriterion
from salesdesk.services.commands.playbook_parts import AddDimension as AddDimension
from salesdesk.services.commands.playbook_parts import ChangeCriterion as ChangeCriterion
from salesdesk.services.commands.playbook_parts import ChangeDimension as ChangeDimension
from salesdesk.services.commands.playbook_parts import DeleteCriterion as DeleteCriterion
from salesdesk.services.commands.playbook_parts import DeleteDimension as DeleteDimension
from salesdesk.services.commands.playbook_parts import MoveCriterion as MoveCriterion
from salesdesk.services.commands.playbook_parts import ReorderDimensions as ReorderDimensions
from salesdesk.services.commands.playbooks import AddPlaybook as AddPlaybook
from salesdesk.services.commands.playbooks import ChangePlaybook as ChangePlaybook
from salesdesk.services.commands.playbooks import DeletePlaybook as DeletePlaybook
from salesdesk.services.commands.playbooks import ReviewPlaybook as ReviewPlaybook
from salesdesk.services.commands.playbooks import SavePlaybook as SavePlaybook
from salesdesk.services.commands.playbooks import SetDefaultPlaybook as SetDefaultPlaybook
from salesdesk.services.commands.playbooks import SetScoreRules as SetScoreRules
from salesdesk.services.commands.promotion import AccountChoice as AccountChoice
from salesdesk.services.commands.promotion import ContactChoice as ContactChoice
from salesdesk.services.commands.promotion import PromoteLead as PromoteLead
from salesdesk.services.commands.promotion import UnpromoteOpportunity as UnpromoteOpportunity
from salesdesk.services.commands.qualification import Evidence as Evidence
from salesdesk.services.commands.qualification import ReaffirmEvidence as ReaffirmEvidence
from salesdesk.services.commands.qualification import RecordEvidence as RecordEvidence
from salesdesk.services.commands.qualification import SaveDraft as SaveDraft
from salesdesk.services.commands.views import DeleteView as DeleteView
from salesdesk.services.commands.views import RenameView as RenameView
from salesdesk.services.commands.views import ReorderViews as ReorderViews
from salesdesk.services.commands.views import SaveView as SaveView
from salesdesk.services.commands.views import UpdateView as UpdateView

Command = (
    AddLead
    | SetLead
    | DeleteLeads
    | SetLifecycle
    | NurtureLead
    | DisqualifyLead
    | ReopenLead
    | LogActivity
    | PlanActivity
    | CompleteActivity
    | RescheduleActivity
    | SnoozeReminder
    | IgnoreHygiene
    | DeleteActivity
    | RecordEvidence
    | ReaffirmEvidence
    | SaveDraft
    | PromoteLead
    | UnpromoteOpportunity
    | AddOpportunity
    | SetOpportunity
    | ReviseOpportunity
    | ReviseOpportunities
    | TagOpportunities
    | PlanForOpportunities
    | MoveOpportunities
    | WinOpportunity
    | LoseOpportunity
    | WinOpportunities
    | LoseOpportunities
    | NurtureOpportunities
    | SnoozeOpportunities
    | RescheduleOpportunities
    | ShiftOpportunities
    | ReopenOpportunity
    | DeleteOpportunities
    | AddMember
    | ChangeRole
    | RemoveMember
    | AddLine
    | ChangeLine
    | DeleteLine
    | ReorderLines
    | AddCompetitor
    | ChangeCompetitor
    | RemoveCompetitor
    | AttachFiles
    | DetachFile
    | SetContact
    | SetAccount
    | ImportLeads
    | FillWithSample
    | ChangeSettings
    | AddPipeline
    | RenamePipeline
    | DeletePipeline
    | MoveToPipeline
    | AddStage
    | ChangeStage
    | ReorderStages
    | DeleteStage
    | AddLostReason
    | ChangeLostReason
    | DeleteLostReason
    | ReorderLostReasons
    | EnterRate
    | DeleteRate
    | SaveView
    | UpdateView
    | RenameView
    | DeleteView
    | ReorderViews
    | AddLeads
    | RememberNotDuplicates
    | MergeLeads
    | MergeAccounts
    | MergeContacts
    | AddCustomField
    | ChangeCustomField
    | DeleteCustomField
    | SetCustomValues
    | AddPlaybook
    | SavePlaybook
    | ChangePlaybook
    | DeletePlaybook
    | SetDefaultPlaybook
    | ReviewPlaybook
    | AddDimension
    | ChangeDimension
    | DeleteDimension
    | ReorderDimensions
    | AddCriterion
    | ChangeCriterion
    | MoveCriterion
    | DeleteCriterion
    | SetScoreRules
    | ReviseLead
    | ReviseLeads
    | TagLeads
    | PlanForLeads
    | MoveLeads
    | NurtureLeads
    | DisqualifyLeads
    | ReopenLeads
)
