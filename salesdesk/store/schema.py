"""The tables of a SalesDesk file. docs/schema.md describes them for people.

Only INTEGER and TEXT columns, so that the journal's JSON images restore every value exactly.
No ON DELETE action: services delete what belongs together, and the journal sees each row.
"""

from __future__ import annotations

from sqlalchemy import CheckConstraint, Column, ForeignKey, Index, Integer, MetaData, Table, Text, text

from salesdesk.store.types import Day, Instant

APPLICATION_ID = 0x53444B31  # “SDK1”
SCHEMA_VERSION = 1

metadata = MetaData()


def _table(name: str, *columns: Column[object] | CheckConstraint | Index) -> Table:
    identity: Column[object] = Column("id", Integer, primary_key=True, autoincrement=True)
    return Table(name, metadata, identity, *columns, sqlite_strict=True, sqlite_autoincrement=True)


def _uid() -> Column[object]:
    return Column("uid", Text, nullable=False, unique=True)


def _text(name: str) -> Column[object]:
    return Column(name, Text, nullable=False, server_default="")


def _ref(name: str, target: str, *, nullable: bool = True, index: bool = True) -> Column[object]:
    return Column(name, Integer, ForeignKey(f"{target}.id"), nullable=nullable, index=index)


def _int(name: str, default: int | None = None) -> Column[object]:
    if default is None:
        return Column(name, Integer)
    return Column(name, Integer, nullable=False, server_default=str(default))


def _instant(name: str, *, nullable: bool = True) -> Column[object]:
    return Column(name, Instant, nullable=nullable)


def _one_of(column: str, *values: str) -> CheckConstraint:
    return CheckConstraint(f"{column} IN ({', '.join(repr(value) for value in values)})", name=f"{column}_known")


pipeline = _table("pipeline", _uid(), _text("name"), _int("position", 0), _instant("deleted_at"))

stage = _table(
    "stage",
    _uid(),
    _ref("pipeline_id", "pipeline", nullable=False),
    _text("name"),
    Column("kind", Text, nullable=False),
    _int("probability", 0),
    _int("rot_limit_days"),
    _text("hue"),
    _int("position", 0),
    _instant("deleted_at"),
    _one_of("kind", "open", "won", "lost"),
    CheckConstraint("probability BETWEEN 0 AND 100", name="probability_in_percent"),
)

lost_reason = _table(
    "lost_reason",
    _uid(),
    Column("name", Text, nullable=False),
    Column("kind", Text, nullable=False, server_default="declined"),
    _int("names_competitor", 0),
    _int("position", 0),
    _one_of("kind", "declined", "disqualified"),
)

exchange_rate = _table(
    "exchange_rate",
    _uid(),
    Column("from_currency", Text, nullable=False),
    Column("to_currency", Text, nullable=False),
    Column("dated_on", Day, nullable=False),
    _int("numerator", 1),
    _int("denominator", 1),
    _instant("entered_at", nullable=False),
    CheckConstraint("numerator > 0 AND denominator > 0", name="rate_above_zero"),
    Index("rate_of_a_day", "from_currency", "to_currency", "dated_on", unique=True),
)

account = _table(
    "account",
    _uid(),
    _text("name"),
    _text("domain"),
    _text("website"),
    _text("phone"),
    _text("industry"),
    _int("employees"),
    _int("annual_revenue_minor"),
    _text("currency"),
    _text("street"),
    _text("city"),
    _text("region"),
    _text("postal_code"),
    _text("country"),
    Column("status", Text, nullable=False, server_default="prospect"),
    _text("name_key"),
    _instant("created_at", nullable=False),
    _instant("deleted_at"),
    _int("merged_into_id"),
    _one_of("status", "prospect", "customer", "past"),
    Index("account_by_name", "name_key"),
    Index("account_by_domain", "domain", sqlite_where=text("domain <> ''")),
)

contact = _table(
    "contact",
    _uid(),
    _ref("account_id", "account"),
    _text("first_name"),
    _text("last_name"),
    _text("title"),
    _text("email"),
    _text("phone"),
    _text("mobile"),
    _int("do_not_contact", 0),
    Column("verified_on", Day),
    _text("name_key"),
    _text("email_key"),
    _instant("created_at", nullable=False),
    _instant("deleted_at"),
    _int("merged_into_id"),
    Index("contact_by_email", "email_key", sqlite_where=text("email_key <> ''")),
)

import_batch = _table(
    "import_batch",
    _uid(),
    _text("file_name"),
    _instant("at", nullable=False),
    _int("rows", 0),
    _int("new", 0),
    _int("updated", 0),
    _int("duplicates", 0),
    _int("rejected", 0),
    _text("mapping"),
)

lead = _table(
    "lead",
    _uid(),
    _text("first_name"),
    _text("last_name"),
    _text("title"),
    _text("company"),
    _text("email"),
    _text("phone"),
    _text("mobile"),
    _text("website"),
    _text("street"),
    _text("city"),
    _text("region"),
    _text("postal_code"),
    _text("country"),
    _text("language"),
    _text("industry"),
    _int("employees"),
    _int("annual_revenue_minor"),
    _text("source"),
    _text("campaign"),
    Column("lifecycle", Text, nullable=False, server_default="new"),
    _int("high_intent", 0),
    _int("score", 0),
    _int("amount_minor"),
    _text("currency"),
    _text("notes"),
    Column("bant", Text, nullable=False, server_default="????"),
    _instant("created_at", nullable=False),
    _instant("interest_at"),
    _instant("first_reply_at"),
    _instant("last_activity_at"),
    Column("wake_on", Day),
    Column("woke_on", Day),
    _text("closed_reason"),
    _ref("import_batch_id", "import_batch"),
    _ref("account_id", "account"),
    _ref("contact_id", "contact"),
    Column("opportunity_id", Integer, index=True),
    _text("email_key"),
    _text("name_key"),
    _text("company_key"),
    _text("domain"),
    _instant("deleted_at"),
    _int("merged_into_id"),
    _one_of("lifecycle", "new", "working", "mql", "sql", "opportunity", "nurture", "unqualified"),
    Index("lead_by_email", "email_key", sqlite_where=text("email_key <> ''")),
    Index("lead_by_name", "name_key", "company_key"),
    Index("lead_by_score", "deleted_at", "score", "id"),
    Index("lead_by_lifecycle", "lifecycle", "deleted_at", "score"),
    Index("lead_merged_away", "merged_into_id", sqlite_where=text("merged_into_id IS NOT NULL")),
)

opportunity = _table(
    "opportunity",
    _uid(),
    _text("name"),
    _ref("account_id", "account"),
    _ref("contact_id", "contact"),
    _ref("lead_id", "lead"),
    _ref("pipeline_id", "pipeline", nullable=False, index=False),
    _ref("stage_id", "stage", nullable=False, index=False),
    Column("rank", Text, nullable=False),
    _int("amount_minor", 0),
    Column("currency", Text, nullable=False),
    _int("mrr_minor"),
    _int("term_months"),
    _int("probability", 0),
    _int("probability_by_hand", 0),
    Column("expected_close", Day),
    _text("source"),
    _text("pain"),
    _text("product"),
    _int("seats"),
    _text("term"),
    Column("bant", Text, nullable=False, server_default="????"),
    _text("lost_reason"),
    _text("lost_kind"),
    _text("competitor"),
    Column("retry_on", Day),
    Column("contract_on", Day),
    _instant("created_at", nullable=False),
    _instant("entered_stage_at", nullable=False),
    _instant("touched_at"),
    Column("snoozed_until", Day),
    _instant("closed_at"),
    _instant("deleted_at"),
    _one_of("lost_kind", "", "declined", "disqualified"),
    CheckConstraint("probability BETWEEN 0 AND 100", name="probability_in_percent"),
    # Beside the order of the cards, this holds all that filters look at: they never read the rows themselves.
    Index(
        "opportunity_on_board",
        *("deleted_at", "stage_id", "rank", "id", "currency", "amount_minor", "probability", "expected_close"),
        *("source", "bant", "entered_stage_at", "touched_at", "snoozed_until", "created_at", "closed_at"),
        *("pipeline_id", "account_id"),
    ),
    Index("opportunity_totals", "deleted_at", "stage_id", "currency", "amount_minor", "probability"),
)

committee_member = _table(
    "committee_member",
    _uid(),
    _ref("opportunity_id", "opportunity", nullable=False),
    _ref("contact_id", "contact", nullable=False),
    Column("role", Text, nullable=False),
    _one_of("role", "decides", "champion", "influences", "signs", "blocks", "uses"),
)

opportunity_line = _table(
    "opportunity_line",
    _uid(),
    _ref("opportunity_id", "opportunity", nullable=False),
    _text("description"),
    _int("quantity_thousandths", 1000),
    _int("unit_price_minor", 0),
    _int("discount_bp", 0),
    _int("position", 0),
    CheckConstraint("quantity_thousandths > 0 AND unit_price_minor >= 0", name="line_in_bounds"),
    CheckConstraint("discount_bp BETWEEN 0 AND 10000", name="discount_in_basis_points"),
)

competitor = _table(
    "competitor",
    _uid(),
    _ref("opportunity_id", "opportunity", nullable=False),
    Column("name", Text, nullable=False),
    _text("notes"),
)

attachment = _table(
    "attachment",
    _uid(),
    _ref("lead_id", "lead"),
    _ref("opportunity_id", "opportunity"),
    _ref("account_id", "account"),
    _ref("contact_id", "contact"),
    Column("name", Text, nullable=False),
    Column("sha256", Text, nullable=False),
    _int("size_bytes", 0),
    _text("media_type"),
    _instant("added_at", nullable=False),
    _instant("deleted_at"),
    CheckConstraint("size_bytes >= 0 AND length(sha256) = 64", name="content_named"),
)

activity = _table(
    "activity",
    _uid(),
    Column("kind", Text, nullable=False),
    Column("direction", Text, nullable=False, server_default="outbound"),
    _text("subject"),
    _text("notes"),
    _instant("at", nullable=False),
    Column("due_on", Day),
    _instant("due_at"),
    _instant("done_at"),
    _text("outcome"),
    _int("duration_min"),
    _ref("lead_id", "lead", index=False),
    _ref("opportunity_id", "opportunity", index=False),
    _ref("account_id", "account"),
    _ref("contact_id", "contact"),
    _instant("created_at", nullable=False),
    _instant("deleted_at"),
    _one_of("kind", "call", "email", "meeting", "demo", "document", "note", "task"),
    _one_of("direction", "outbound", "inbound"),
    Index("activity_of_lead", "lead_id", "at"),
    Index("activity_of_opportunity", "opportunity_id", "at"),
    Index(
        "activity_next_of_lead",
        "lead_id",
        "due_on",
        "due_at",
        sqlite_where=text("done_at IS NULL AND due_on IS NOT NULL AND deleted_at IS NULL"),
    ),
    Index(
        "activity_next_of_opportunity",
        "opportunity_id",
        "due_on",
        "due_at",
        sqlite_where=text("done_at IS NULL AND due_on IS NOT NULL AND deleted_at IS NULL"),
    ),
)

lifecycle_history = _table(
    "lifecycle_history",
    _ref("lead_id", "lead", nullable=False),
    _text("from_stage"),
    Column("to_stage", Text, nullable=False),
    _instant("at", nullable=False),
    _text("reason"),
    _int("is_override", 0),
)

stage_history = _table(
    "stage_history",
    _ref("opportunity_id", "opportunity", nullable=False),
    _ref("stage_id", "stage", nullable=False, index=False),
    _instant("entered_at", nullable=False),
    _instant("left_at"),
    _int("probability_by_hand"),
)

playbook = _table(
    "playbook",
    _uid(),
    _text("name"),
    _int("version", 1),
    _int("is_default", 0),
    _int("mql_mark", 60),
    _int("evidence_days", 120),
    Column("reviewed_on", Day),
    _instant("deleted_at"),
)

dimension = _table(
    "dimension",
    _uid(),
    _ref("playbook_id", "playbook", nullable=False),
    Column("code", Text, nullable=False),
    _text("letter"),
    _text("name"),
    _text("question"),
    _text("stands_for"),
    _int("position", 0),
    _int("since_version", 1),
    _int("until_version"),
    _one_of("stands_for", "", "budget", "authority", "need", "timeline"),
)

criterion = _table(
    "criterion",
    _uid(),
    _ref("dimension_id", "dimension", nullable=False),
    Column("code", Text, nullable=False),
    _text("prompt"),
    _text("talk_track"),
    Column("answer_type", Text, nullable=False),
    _text("rule"),
    _text("choices"),
    _int("weight", 1),
    _int("is_required", 0),
    _int("disqualifies", 0),
    _int("evidence_days"),
    _int("position", 0),
    _int("since_version", 1),
    _int("until_version"),
    _one_of("answer_type", "yes_no", "choice", "number", "money", "date", "text", "contact"),
)

score_rule = _table(
    "score_rule",
    _uid(),
    Column("group_code", Text, nullable=False),
    Column("name", Text, nullable=False),
    Column("fact", Text, nullable=False),
    _text("test"),
    _int("points", 0),
    _int("position", 0),
    _one_of("group_code", "fit", "engagement", "negative"),
)

answer = _table(
    "answer",
    _uid(),
    _ref("lead_id", "lead"),
    _ref("opportunity_id", "opportunity"),
    _ref("criterion_id", "criterion", nullable=False, index=False),
    Column("state", Text, nullable=False),
    _text("value"),
    _text("note"),
    _text("said_by"),
    _instant("answered_at", nullable=False),
    _ref("activity_id", "activity"),
    _one_of("state", "unknown", "confirmed", "failed"),
)

tag = _table("tag", _uid(), Column("name", Text, nullable=False, unique=True))

tagging = _table(
    "tagging",
    _ref("tag_id", "tag", nullable=False),
    _ref("lead_id", "lead"),
    _ref("opportunity_id", "opportunity"),
    _ref("account_id", "account"),
)

custom_field = _table(
    "custom_field",
    _uid(),
    Column("kind", Text, nullable=False),
    Column("name", Text, nullable=False),
    Column("type", Text, nullable=False),
    _text("choices"),
    _int("position", 0),
    _one_of("kind", "lead", "account", "contact", "opportunity"),
    _one_of("type", "text", "number", "money", "date", "choice", "yes_no"),
)

custom_value = _table(
    "custom_value",
    _ref("custom_field_id", "custom_field", nullable=False),
    *(_ref(f"{kind}_id", kind, index=False) for kind in ("lead", "opportunity", "account", "contact")),
    Column("value", Text, nullable=False),
    *(
        Index(f"custom_value_of_{kind}", f"{kind}_id", "custom_field_id", unique=True)
        for kind in ("lead", "opportunity", "account", "contact")
    ),
)

not_duplicate = _table(
    "not_duplicate",
    Column("first_uid", Text, nullable=False),
    Column("second_uid", Text, nullable=False),
    _instant("at", nullable=False),
    CheckConstraint("first_uid < second_uid", name="pair_in_order"),
    Index("not_duplicate_pair", "first_uid", "second_uid", unique=True),
)

draft = _table(
    "draft",
    # No foreign key: a draft is not journalled and must not stand in the way of an undo that takes its lead.
    Column("lead_id", Integer, nullable=False, unique=True),
    _text("content"),
    _instant("saved_at", nullable=False),
)

saved_view = _table(
    "saved_view",
    _uid(),
    Column("name", Text, nullable=False),
    Column("kind", Text, nullable=False),
    Column("layout", Text, nullable=False),
    Column("filter", Text, nullable=False),
    Column("sort", Text, nullable=False, server_default="[]"),
    Column("columns", Text, nullable=False, server_default="[]"),
    _ref("pipeline_id", "pipeline", index=False),
    _int("position", 0),
    _instant("created_at", nullable=False),
    _one_of("kind", "pipeline", "leads"),
    _one_of("layout", "board", "table", "forecast", "list"),
)

setting = _table("setting", Column("key", Text, nullable=False, unique=True), _text("value"))

journal_entry = _table(
    "journal_entry",
    _instant("at", nullable=False),
    Column("label", Text, nullable=False),
    _int("is_undone", 0),
    Index("journal_by_state", "is_undone", "id"),
)

journal_row = _table(
    "journal_row",
    Column("entry_id", Integer, ForeignKey("journal_entry.id"), nullable=False),
    Column("table_name", Text, nullable=False),
    Column("row_id", Integer, nullable=False),
    Column("before", Text),
    Column("after", Text),
    Index("journal_of_entry", "entry_id", "table_name"),
    Index(
        "journal_of_updates",
        "table_name",
        "row_id",
        sqlite_where=text("before IS NOT NULL AND after IS NOT NULL"),
    ),
)

UNJOURNALLED = frozenset({"journal_entry", "journal_row", "draft"})
JOURNALLED: tuple[Table, ...] = tuple(table for table in metadata.tables.values() if table.name not in UNJOURNALLED)
