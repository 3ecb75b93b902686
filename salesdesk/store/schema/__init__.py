"""The tables of a SalesDesk file. docs/schema.md describes them for people."""

from __future__ import annotations

from sqlalchemy import Table

from salesdesk.store.schema.activities import activity as activity
from salesdesk.store.schema.activities import hygiene_ignore as hygiene_ignore
from salesdesk.store.schema.columns import metadata as metadata
from salesdesk.store.schema.deals import attachment as attachment
from salesdesk.store.schema.deals import committee_member as committee_member
from salesdesk.store.schema.deals import competitor as competitor
from salesdesk.store.schema.deals import opportunity_line as opportunity_line
from salesdesk.store.schema.derived import lead_heard as lead_heard
from salesdesk.store.schema.derived import twin_key as twin_key
from salesdesk.store.schema.desk import draft as draft
from salesdesk.store.schema.desk import journal_entry as journal_entry
from salesdesk.store.schema.desk import journal_row as journal_row
from salesdesk.store.schema.desk import saved_view as saved_view
from salesdesk.store.schema.desk import setting as setting
from salesdesk.store.schema.directory import account as account
from salesdesk.store.schema.directory import contact as contact
from salesdesk.store.schema.leads import import_batch as import_batch
from salesdesk.store.schema.leads import lead as lead
from salesdesk.store.schema.leads import lifecycle_history as lifecycle_history
from salesdesk.store.schema.marks import custom_field as custom_field
from salesdesk.store.schema.marks import custom_value as custom_value
from salesdesk.store.schema.marks import not_duplicate as not_duplicate
from salesdesk.store.schema.marks import tag as tag
from salesdesk.store.schema.marks import tagging as tagging
from salesdesk.store.schema.opportunities import opportunity as opportunity
from salesdesk.store.schema.opportunities import stage_history as stage_history
from salesdesk.store.schema.pipelines import exchange_rate as exchange_rate
from salesdesk.store.schema.pipelines import lost_reason as lost_reason
from salesdesk.store.schema.pipelines import pipeline as pipeline
from salesdesk.store.schema.pipelines import stage as stage
from salesdesk.store.schema.qualification import answer as answer
from salesdesk.store.schema.qualification import criterion as criterion
from salesdesk.store.schema.qualification import dimension as dimension
from salesdesk.store.schema.qualification import playbook as playbook
from salesdesk.store.schema.qualification import score_rule as score_rule

APPLICATION_ID = 0x53444B31  # “SDK1”
SCHEMA_VERSION = 2

UNJOURNALLED = frozenset({"journal_entry", "journal_row", "draft", "lead_heard", "twin_key"})
JOURNALLED: tuple[Table, ...] = tuple(table for table in metadata.tables.values() if table.name not in UNJOURNALLED)
