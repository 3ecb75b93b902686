-- The first schema, as it landed. Never edit: later revisions change it.

CREATE TABLE pipeline (
	id INTEGER NOT NULL PRIMARY KEY AUTOINCREMENT,
	uid TEXT NOT NULL,
	name TEXT DEFAULT '' NOT NULL,
	position INTEGER DEFAULT '0' NOT NULL,
	deleted_at TEXT,
	UNIQUE (uid)
)
 STRICT;

CREATE TABLE lost_reason (
	id INTEGER NOT NULL PRIMARY KEY AUTOINCREMENT,
	uid TEXT NOT NULL,
	name TEXT NOT NULL,
	kind TEXT DEFAULT 'declined' NOT NULL,
	names_competitor INTEGER DEFAULT '0' NOT NULL,
	position INTEGER DEFAULT '0' NOT NULL,
	CONSTRAINT kind_known CHECK (kind IN ('declined', 'disqualified')),
	UNIQUE (uid)
)
 STRICT;

CREATE TABLE exchange_rate (
	id INTEGER NOT NULL PRIMARY KEY AUTOINCREMENT,
	uid TEXT NOT NULL,
	from_currency TEXT NOT NULL,
	to_currency TEXT NOT NULL,
	dated_on TEXT NOT NULL,
	numerator INTEGER DEFAULT '1' NOT NULL,
	denominator INTEGER DEFAULT '1' NOT NULL,
	entered_at TEXT NOT NULL,
	CONSTRAINT rate_above_zero CHECK (numerator > 0 AND denominator > 0),
	UNIQUE (uid)
)
 STRICT;

CREATE UNIQUE INDEX rate_of_a_day ON exchange_rate (from_currency, to_currency, dated_on);

CREATE TABLE account (
	id INTEGER NOT NULL PRIMARY KEY AUTOINCREMENT,
	uid TEXT NOT NULL,
	name TEXT DEFAULT '' NOT NULL,
	domain TEXT DEFAULT '' NOT NULL,
	website TEXT DEFAULT '' NOT NULL,
	phone TEXT DEFAULT '' NOT NULL,
	industry TEXT DEFAULT '' NOT NULL,
	employees INTEGER,
	annual_revenue_minor INTEGER,
	currency TEXT DEFAULT '' NOT NULL,
	street TEXT DEFAULT '' NOT NULL,
	city TEXT DEFAULT '' NOT NULL,
	region TEXT DEFAULT '' NOT NULL,
	postal_code TEXT DEFAULT '' NOT NULL,
	country TEXT DEFAULT '' NOT NULL,
	status TEXT DEFAULT 'prospect' NOT NULL,
	name_key TEXT DEFAULT '' NOT NULL,
	created_at TEXT NOT NULL,
	deleted_at TEXT,
	merged_into_id INTEGER,
	CONSTRAINT status_known CHECK (status IN ('prospect', 'customer', 'past')),
	UNIQUE (uid)
)
 STRICT;

CREATE INDEX account_by_domain ON account (domain) WHERE domain <> '';

CREATE INDEX account_by_name ON account (name_key);

CREATE TABLE import_batch (
	id INTEGER NOT NULL PRIMARY KEY AUTOINCREMENT,
	uid TEXT NOT NULL,
	file_name TEXT DEFAULT '' NOT NULL,
	at TEXT NOT NULL,
	rows INTEGER DEFAULT '0' NOT NULL,
	new INTEGER DEFAULT '0' NOT NULL,
	updated INTEGER DEFAULT '0' NOT NULL,
	duplicates INTEGER DEFAULT '0' NOT NULL,
	rejected INTEGER DEFAULT '0' NOT NULL,
	mapping TEXT DEFAULT '' NOT NULL,
	UNIQUE (uid)
)
 STRICT;

CREATE TABLE playbook (
	id INTEGER NOT NULL PRIMARY KEY AUTOINCREMENT,
	uid TEXT NOT NULL,
	name TEXT DEFAULT '' NOT NULL,
	version INTEGER DEFAULT '1' NOT NULL,
	is_default INTEGER DEFAULT '0' NOT NULL,
	mql_mark INTEGER DEFAULT '60' NOT NULL,
	evidence_days INTEGER DEFAULT '120' NOT NULL,
	reviewed_on TEXT,
	deleted_at TEXT,
	UNIQUE (uid)
)
 STRICT;

CREATE TABLE tag (
	id INTEGER NOT NULL PRIMARY KEY AUTOINCREMENT,
	uid TEXT NOT NULL,
	name TEXT NOT NULL,
	UNIQUE (uid),
	UNIQUE (name)
)
 STRICT;

CREATE TABLE draft (
	id INTEGER NOT NULL PRIMARY KEY AUTOINCREMENT,
	lead_id INTEGER NOT NULL,
	content TEXT DEFAULT '' NOT NULL,
	saved_at TEXT NOT NULL,
	UNIQUE (lead_id)
)
 STRICT;

CREATE TABLE saved_view (
	id INTEGER NOT NULL PRIMARY KEY AUTOINCREMENT,
	uid TEXT NOT NULL,
	name TEXT NOT NULL,
	kind TEXT NOT NULL,
	layout TEXT NOT NULL,
	filter TEXT NOT NULL,
	sort TEXT DEFAULT '[]' NOT NULL,
	columns TEXT DEFAULT '[]' NOT NULL,
	pipeline_id INTEGER,
	position INTEGER DEFAULT '0' NOT NULL,
	created_at TEXT NOT NULL,
	CONSTRAINT kind_known CHECK (kind IN ('pipeline', 'leads')),
	CONSTRAINT layout_known CHECK (layout IN ('board', 'table', 'forecast', 'list')),
	UNIQUE (uid),
	FOREIGN KEY(pipeline_id) REFERENCES pipeline (id)
)
 STRICT;

CREATE TABLE setting (
	id INTEGER NOT NULL PRIMARY KEY AUTOINCREMENT,
	"key" TEXT NOT NULL,
	value TEXT DEFAULT '' NOT NULL,
	UNIQUE ("key")
)
 STRICT;

CREATE TABLE journal_entry (
	id INTEGER NOT NULL PRIMARY KEY AUTOINCREMENT,
	at TEXT NOT NULL,
	label TEXT NOT NULL,
	is_undone INTEGER DEFAULT '0' NOT NULL
)
 STRICT;

CREATE INDEX journal_by_state ON journal_entry (is_undone, id);

CREATE TABLE stage (
	id INTEGER NOT NULL PRIMARY KEY AUTOINCREMENT,
	uid TEXT NOT NULL,
	pipeline_id INTEGER NOT NULL,
	name TEXT DEFAULT '' NOT NULL,
	kind TEXT NOT NULL,
	probability INTEGER DEFAULT '0' NOT NULL,
	rot_limit_days INTEGER,
	hue TEXT DEFAULT '' NOT NULL,
	position INTEGER DEFAULT '0' NOT NULL,
	deleted_at TEXT,
	CONSTRAINT kind_known CHECK (kind IN ('open', 'won', 'lost')),
	CONSTRAINT probability_in_percent CHECK (probability BETWEEN 0 AND 100),
	UNIQUE (uid),
	FOREIGN KEY(pipeline_id) REFERENCES pipeline (id)
)
 STRICT;

CREATE INDEX ix_stage_pipeline_id ON stage (pipeline_id);

CREATE TABLE contact (
	id INTEGER NOT NULL PRIMARY KEY AUTOINCREMENT,
	uid TEXT NOT NULL,
	account_id INTEGER,
	first_name TEXT DEFAULT '' NOT NULL,
	last_name TEXT DEFAULT '' NOT NULL,
	title TEXT DEFAULT '' NOT NULL,
	email TEXT DEFAULT '' NOT NULL,
	phone TEXT DEFAULT '' NOT NULL,
	mobile TEXT DEFAULT '' NOT NULL,
	do_not_contact INTEGER DEFAULT '0' NOT NULL,
	verified_on TEXT,
	name_key TEXT DEFAULT '' NOT NULL,
	email_key TEXT DEFAULT '' NOT NULL,
	created_at TEXT NOT NULL,
	deleted_at TEXT,
	merged_into_id INTEGER,
	UNIQUE (uid),
	FOREIGN KEY(account_id) REFERENCES account (id)
)
 STRICT;

CREATE INDEX ix_contact_account_id ON contact (account_id);

CREATE INDEX contact_by_email ON contact (email_key) WHERE email_key <> '';

CREATE TABLE dimension (
	id INTEGER NOT NULL PRIMARY KEY AUTOINCREMENT,
	uid TEXT NOT NULL,
	playbook_id INTEGER NOT NULL,
	code TEXT NOT NULL,
	letter TEXT DEFAULT '' NOT NULL,
	name TEXT DEFAULT '' NOT NULL,
	question TEXT DEFAULT '' NOT NULL,
	stands_for TEXT DEFAULT '' NOT NULL,
	position INTEGER DEFAULT '0' NOT NULL,
	since_version INTEGER DEFAULT '1' NOT NULL,
	until_version INTEGER,
	CONSTRAINT stands_for_known CHECK (stands_for IN ('', 'budget', 'authority', 'need', 'timeline')),
	UNIQUE (uid),
	FOREIGN KEY(playbook_id) REFERENCES playbook (id)
)
 STRICT;

CREATE INDEX ix_dimension_playbook_id ON dimension (playbook_id);

CREATE TABLE journal_row (
	id INTEGER NOT NULL PRIMARY KEY AUTOINCREMENT,
	entry_id INTEGER NOT NULL,
	table_name TEXT NOT NULL,
	row_id INTEGER NOT NULL,
	"before" TEXT,
	"after" TEXT,
	FOREIGN KEY(entry_id) REFERENCES journal_entry (id)
)
 STRICT;

CREATE INDEX journal_of_entry ON journal_row (entry_id, table_name);

CREATE INDEX journal_of_updates ON journal_row (table_name, row_id) WHERE before IS NOT NULL AND after IS NOT NULL;

CREATE TABLE lead (
	id INTEGER NOT NULL PRIMARY KEY AUTOINCREMENT,
	uid TEXT NOT NULL,
	first_name TEXT DEFAULT '' NOT NULL,
	last_name TEXT DEFAULT '' NOT NULL,
	title TEXT DEFAULT '' NOT NULL,
	company TEXT DEFAULT '' NOT NULL,
	email TEXT DEFAULT '' NOT NULL,
	phone TEXT DEFAULT '' NOT NULL,
	mobile TEXT DEFAULT '' NOT NULL,
	website TEXT DEFAULT '' NOT NULL,
	street TEXT DEFAULT '' NOT NULL,
	city TEXT DEFAULT '' NOT NULL,
	region TEXT DEFAULT '' NOT NULL,
	postal_code TEXT DEFAULT '' NOT NULL,
	country TEXT DEFAULT '' NOT NULL,
	language TEXT DEFAULT '' NOT NULL,
	industry TEXT DEFAULT '' NOT NULL,
	employees INTEGER,
	annual_revenue_minor INTEGER,
	source TEXT DEFAULT '' NOT NULL,
	campaign TEXT DEFAULT '' NOT NULL,
	lifecycle TEXT DEFAULT 'new' NOT NULL,
	high_intent INTEGER DEFAULT '0' NOT NULL,
	score INTEGER DEFAULT '0' NOT NULL,
	amount_minor INTEGER,
	currency TEXT DEFAULT '' NOT NULL,
	notes TEXT DEFAULT '' NOT NULL,
	bant TEXT DEFAULT '????' NOT NULL,
	created_at TEXT NOT NULL,
	interest_at TEXT,
	first_reply_at TEXT,
	last_activity_at TEXT,
	wake_on TEXT,
	woke_on TEXT,
	closed_reason TEXT DEFAULT '' NOT NULL,
	import_batch_id INTEGER,
	account_id INTEGER,
	contact_id INTEGER,
	opportunity_id INTEGER,
	email_key TEXT DEFAULT '' NOT NULL,
	name_key TEXT DEFAULT '' NOT NULL,
	company_key TEXT DEFAULT '' NOT NULL,
	domain TEXT DEFAULT '' NOT NULL,
	deleted_at TEXT,
	merged_into_id INTEGER,
	CONSTRAINT lifecycle_known CHECK (lifecycle IN ('new', 'working', 'mql', 'sql', 'opportunity', 'nurture', 'unqualified')),
	UNIQUE (uid),
	FOREIGN KEY(import_batch_id) REFERENCES import_batch (id),
	FOREIGN KEY(account_id) REFERENCES account (id),
	FOREIGN KEY(contact_id) REFERENCES contact (id)
)
 STRICT;

CREATE INDEX lead_merged_away ON lead (merged_into_id) WHERE merged_into_id IS NOT NULL;

CREATE INDEX lead_by_name ON lead (name_key, company_key);

CREATE INDEX ix_lead_account_id ON lead (account_id);

CREATE INDEX ix_lead_import_batch_id ON lead (import_batch_id);

CREATE INDEX lead_by_score ON lead (deleted_at, score, id);

CREATE INDEX ix_lead_contact_id ON lead (contact_id);

CREATE INDEX lead_by_lifecycle ON lead (lifecycle, deleted_at, score);

CREATE INDEX lead_by_email ON lead (email_key) WHERE email_key <> '';

CREATE INDEX ix_lead_opportunity_id ON lead (opportunity_id);

CREATE TABLE criterion (
	id INTEGER NOT NULL PRIMARY KEY AUTOINCREMENT,
	uid TEXT NOT NULL,
	dimension_id INTEGER NOT NULL,
	code TEXT NOT NULL,
	prompt TEXT DEFAULT '' NOT NULL,
	talk_track TEXT DEFAULT '' NOT NULL,
	answer_type TEXT NOT NULL,
	rule TEXT DEFAULT '' NOT NULL,
	choices TEXT DEFAULT '' NOT NULL,
	weight INTEGER DEFAULT '1' NOT NULL,
	is_required INTEGER DEFAULT '0' NOT NULL,
	disqualifies INTEGER DEFAULT '0' NOT NULL,
	evidence_days INTEGER,
	position INTEGER DEFAULT '0' NOT NULL,
	since_version INTEGER DEFAULT '1' NOT NULL,
	until_version INTEGER,
	CONSTRAINT answer_type_known CHECK (answer_type IN ('yes_no', 'choice', 'number', 'money', 'date', 'text', 'contact')),
	UNIQUE (uid),
	FOREIGN KEY(dimension_id) REFERENCES dimension (id)
)
 STRICT;

CREATE INDEX ix_criterion_dimension_id ON criterion (dimension_id);

CREATE TABLE opportunity (
	id INTEGER NOT NULL PRIMARY KEY AUTOINCREMENT,
	uid TEXT NOT NULL,
	name TEXT DEFAULT '' NOT NULL,
	account_id INTEGER,
	contact_id INTEGER,
	lead_id INTEGER,
	pipeline_id INTEGER NOT NULL,
	stage_id INTEGER NOT NULL,
	rank TEXT NOT NULL,
	amount_minor INTEGER DEFAULT '0' NOT NULL,
	currency TEXT NOT NULL,
	mrr_minor INTEGER,
	term_months INTEGER,
	probability INTEGER DEFAULT '0' NOT NULL,
	probability_by_hand INTEGER DEFAULT '0' NOT NULL,
	expected_close TEXT,
	source TEXT DEFAULT '' NOT NULL,
	pain TEXT DEFAULT '' NOT NULL,
	product TEXT DEFAULT '' NOT NULL,
	seats INTEGER,
	term TEXT DEFAULT '' NOT NULL,
	bant TEXT DEFAULT '????' NOT NULL,
	lost_reason TEXT DEFAULT '' NOT NULL,
	lost_kind TEXT DEFAULT '' NOT NULL,
	competitor TEXT DEFAULT '' NOT NULL,
	retry_on TEXT,
	contract_on TEXT,
	created_at TEXT NOT NULL,
	entered_stage_at TEXT NOT NULL,
	touched_at TEXT,
	snoozed_until TEXT,
	closed_at TEXT,
	deleted_at TEXT,
	CONSTRAINT lost_kind_known CHECK (lost_kind IN ('', 'declined', 'disqualified')),
	CONSTRAINT probability_in_percent CHECK (probability BETWEEN 0 AND 100),
	UNIQUE (uid),
	FOREIGN KEY(account_id) REFERENCES account (id),
	FOREIGN KEY(contact_id) REFERENCES contact (id),
	FOREIGN KEY(lead_id) REFERENCES lead (id),
	FOREIGN KEY(pipeline_id) REFERENCES pipeline (id),
	FOREIGN KEY(stage_id) REFERENCES stage (id)
)
 STRICT;

CREATE INDEX opportunity_on_board ON opportunity (deleted_at, stage_id, rank, id, currency, amount_minor, probability, expected_close, source, bant, entered_stage_at, touched_at, snoozed_until, created_at, closed_at, pipeline_id, account_id);

CREATE INDEX ix_opportunity_account_id ON opportunity (account_id);

CREATE INDEX opportunity_totals ON opportunity (deleted_at, stage_id, currency, amount_minor, probability);

CREATE INDEX ix_opportunity_contact_id ON opportunity (contact_id);

CREATE INDEX ix_opportunity_lead_id ON opportunity (lead_id);

CREATE TABLE lifecycle_history (
	id INTEGER NOT NULL PRIMARY KEY AUTOINCREMENT,
	lead_id INTEGER NOT NULL,
	from_stage TEXT DEFAULT '' NOT NULL,
	to_stage TEXT NOT NULL,
	at TEXT NOT NULL,
	reason TEXT DEFAULT '' NOT NULL,
	is_override INTEGER DEFAULT '0' NOT NULL,
	FOREIGN KEY(lead_id) REFERENCES lead (id)
)
 STRICT;

CREATE INDEX ix_lifecycle_history_lead_id ON lifecycle_history (lead_id);

CREATE TABLE committee_member (
	id INTEGER NOT NULL PRIMARY KEY AUTOINCREMENT,
	uid TEXT NOT NULL,
	opportunity_id INTEGER NOT NULL,
	contact_id INTEGER NOT NULL,
	role TEXT NOT NULL,
	CONSTRAINT role_known CHECK (role IN ('decides', 'champion', 'influences', 'signs', 'blocks', 'uses')),
	UNIQUE (uid),
	FOREIGN KEY(opportunity_id) REFERENCES opportunity (id),
	FOREIGN KEY(contact_id) REFERENCES contact (id)
)
 STRICT;

CREATE INDEX ix_committee_member_opportunity_id ON committee_member (opportunity_id);

CREATE INDEX ix_committee_member_contact_id ON committee_member (contact_id);

CREATE TABLE opportunity_line (
	id INTEGER NOT NULL PRIMARY KEY AUTOINCREMENT,
	uid TEXT NOT NULL,
	opportunity_id INTEGER NOT NULL,
	description TEXT DEFAULT '' NOT NULL,
	quantity_thousandths INTEGER DEFAULT '1000' NOT NULL,
	unit_price_minor INTEGER DEFAULT '0' NOT NULL,
	discount_bp INTEGER DEFAULT '0' NOT NULL,
	position INTEGER DEFAULT '0' NOT NULL,
	CONSTRAINT line_in_bounds CHECK (quantity_thousandths > 0 AND unit_price_minor >= 0),
	CONSTRAINT discount_in_basis_points CHECK (discount_bp BETWEEN 0 AND 10000),
	UNIQUE (uid),
	FOREIGN KEY(opportunity_id) REFERENCES opportunity (id)
)
 STRICT;

CREATE INDEX ix_opportunity_line_opportunity_id ON opportunity_line (opportunity_id);

CREATE TABLE competitor (
	id INTEGER NOT NULL PRIMARY KEY AUTOINCREMENT,
	uid TEXT NOT NULL,
	opportunity_id INTEGER NOT NULL,
	name TEXT NOT NULL,
	notes TEXT DEFAULT '' NOT NULL,
	UNIQUE (uid),
	FOREIGN KEY(opportunity_id) REFERENCES opportunity (id)
)
 STRICT;

CREATE INDEX ix_competitor_opportunity_id ON competitor (opportunity_id);

CREATE TABLE attachment (
	id INTEGER NOT NULL PRIMARY KEY AUTOINCREMENT,
	uid TEXT NOT NULL,
	lead_id INTEGER,
	opportunity_id INTEGER,
	account_id INTEGER,
	contact_id INTEGER,
	name TEXT NOT NULL,
	sha256 TEXT NOT NULL,
	size_bytes INTEGER DEFAULT '0' NOT NULL,
	media_type TEXT DEFAULT '' NOT NULL,
	added_at TEXT NOT NULL,
	deleted_at TEXT,
	CONSTRAINT content_named CHECK (size_bytes >= 0 AND length(sha256) = 64),
	UNIQUE (uid),
	FOREIGN KEY(lead_id) REFERENCES lead (id),
	FOREIGN KEY(opportunity_id) REFERENCES opportunity (id),
	FOREIGN KEY(account_id) REFERENCES account (id),
	FOREIGN KEY(contact_id) REFERENCES contact (id)
)
 STRICT;

CREATE INDEX ix_attachment_account_id ON attachment (account_id);

CREATE INDEX ix_attachment_contact_id ON attachment (contact_id);

CREATE INDEX ix_attachment_lead_id ON attachment (lead_id);

CREATE INDEX ix_attachment_opportunity_id ON attachment (opportunity_id);

CREATE TABLE activity (
	id INTEGER NOT NULL PRIMARY KEY AUTOINCREMENT,
	uid TEXT NOT NULL,
	kind TEXT NOT NULL,
	direction TEXT DEFAULT 'outbound' NOT NULL,
	subject TEXT DEFAULT '' NOT NULL,
	notes TEXT DEFAULT '' NOT NULL,
	at TEXT NOT NULL,
	due_on TEXT,
	due_at TEXT,
	done_at TEXT,
	outcome TEXT DEFAULT '' NOT NULL,
	duration_min INTEGER,
	recurrence TEXT DEFAULT '' NOT NULL,
	recurs_on INTEGER,
	remind_at TEXT,
	lead_id INTEGER,
	opportunity_id INTEGER,
	account_id INTEGER,
	contact_id INTEGER,
	created_at TEXT NOT NULL,
	deleted_at TEXT,
	CONSTRAINT kind_known CHECK (kind IN ('call', 'email', 'meeting', 'demo', 'document', 'note', 'task')),
	CONSTRAINT direction_known CHECK (direction IN ('outbound', 'inbound')),
	CONSTRAINT recurrence_known CHECK (recurrence IN ('', 'daily', 'weekdays', 'weekly', 'monthly')),
	CONSTRAINT recurs_on_in_month CHECK (recurs_on BETWEEN 1 AND 31),
	UNIQUE (uid),
	FOREIGN KEY(lead_id) REFERENCES lead (id),
	FOREIGN KEY(opportunity_id) REFERENCES opportunity (id),
	FOREIGN KEY(account_id) REFERENCES account (id),
	FOREIGN KEY(contact_id) REFERENCES contact (id)
)
 STRICT;

CREATE INDEX activity_of_opportunity ON activity (opportunity_id, at);

CREATE INDEX activity_next_of_opportunity ON activity (opportunity_id, due_on, due_at) WHERE done_at IS NULL AND due_on IS NOT NULL AND deleted_at IS NULL;

CREATE INDEX activity_next_of_lead ON activity (lead_id, due_on, due_at) WHERE done_at IS NULL AND due_on IS NOT NULL AND deleted_at IS NULL;

CREATE INDEX ix_activity_contact_id ON activity (contact_id);

CREATE INDEX ix_activity_account_id ON activity (account_id);

CREATE INDEX activity_of_lead ON activity (lead_id, at);

CREATE TABLE stage_history (
	id INTEGER NOT NULL PRIMARY KEY AUTOINCREMENT,
	opportunity_id INTEGER NOT NULL,
	stage_id INTEGER NOT NULL,
	entered_at TEXT NOT NULL,
	left_at TEXT,
	probability_by_hand INTEGER,
	FOREIGN KEY(opportunity_id) REFERENCES opportunity (id),
	FOREIGN KEY(stage_id) REFERENCES stage (id)
)
 STRICT;

CREATE INDEX ix_stage_history_opportunity_id ON stage_history (opportunity_id);

CREATE TABLE tagging (
	id INTEGER NOT NULL PRIMARY KEY AUTOINCREMENT,
	tag_id INTEGER NOT NULL,
	lead_id INTEGER,
	opportunity_id INTEGER,
	account_id INTEGER,
	FOREIGN KEY(tag_id) REFERENCES tag (id),
	FOREIGN KEY(lead_id) REFERENCES lead (id),
	FOREIGN KEY(opportunity_id) REFERENCES opportunity (id),
	FOREIGN KEY(account_id) REFERENCES account (id)
)
 STRICT;

CREATE INDEX ix_tagging_lead_id ON tagging (lead_id);

CREATE INDEX ix_tagging_account_id ON tagging (account_id);

CREATE INDEX ix_tagging_tag_id ON tagging (tag_id);

CREATE INDEX ix_tagging_opportunity_id ON tagging (opportunity_id);

CREATE TABLE score_rule (
	id INTEGER NOT NULL PRIMARY KEY AUTOINCREMENT,
	uid TEXT NOT NULL,
	group_code TEXT NOT NULL,
	name TEXT NOT NULL,
	fact TEXT NOT NULL,
	test TEXT DEFAULT '' NOT NULL,
	points INTEGER DEFAULT '0' NOT NULL,
	position INTEGER DEFAULT '0' NOT NULL,
	CONSTRAINT group_code_known CHECK (group_code IN ('fit', 'engagement', 'negative')),
	UNIQUE (uid)
)
 STRICT;

CREATE TABLE answer (
	id INTEGER NOT NULL PRIMARY KEY AUTOINCREMENT,
	uid TEXT NOT NULL,
	lead_id INTEGER,
	opportunity_id INTEGER,
	criterion_id INTEGER NOT NULL,
	state TEXT NOT NULL,
	value TEXT DEFAULT '' NOT NULL,
	note TEXT DEFAULT '' NOT NULL,
	said_by TEXT DEFAULT '' NOT NULL,
	answered_at TEXT NOT NULL,
	activity_id INTEGER,
	CONSTRAINT state_known CHECK (state IN ('unknown', 'confirmed', 'failed')),
	UNIQUE (uid),
	FOREIGN KEY(lead_id) REFERENCES lead (id),
	FOREIGN KEY(opportunity_id) REFERENCES opportunity (id),
	FOREIGN KEY(criterion_id) REFERENCES criterion (id),
	FOREIGN KEY(activity_id) REFERENCES activity (id)
)
 STRICT;

CREATE INDEX ix_answer_opportunity_id ON answer (opportunity_id);

CREATE INDEX ix_answer_activity_id ON answer (activity_id);

CREATE INDEX ix_answer_lead_id ON answer (lead_id);

CREATE TABLE custom_field (
	id INTEGER NOT NULL PRIMARY KEY AUTOINCREMENT,
	uid TEXT NOT NULL,
	kind TEXT NOT NULL,
	name TEXT NOT NULL,
	type TEXT NOT NULL,
	choices TEXT DEFAULT '' NOT NULL,
	position INTEGER DEFAULT '0' NOT NULL,
	CONSTRAINT kind_known CHECK (kind IN ('lead', 'account', 'contact', 'opportunity')),
	CONSTRAINT type_known CHECK (type IN ('text', 'number', 'money', 'date', 'choice', 'yes_no')),
	UNIQUE (uid)
)
 STRICT;

CREATE TABLE custom_value (
	id INTEGER NOT NULL PRIMARY KEY AUTOINCREMENT,
	custom_field_id INTEGER NOT NULL,
	lead_id INTEGER,
	opportunity_id INTEGER,
	account_id INTEGER,
	contact_id INTEGER,
	value TEXT NOT NULL,
	FOREIGN KEY(custom_field_id) REFERENCES custom_field (id),
	FOREIGN KEY(lead_id) REFERENCES lead (id),
	FOREIGN KEY(opportunity_id) REFERENCES opportunity (id),
	FOREIGN KEY(account_id) REFERENCES account (id),
	FOREIGN KEY(contact_id) REFERENCES contact (id)
)
 STRICT;

CREATE UNIQUE INDEX custom_value_of_account ON custom_value (account_id, custom_field_id);

CREATE UNIQUE INDEX custom_value_of_contact ON custom_value (contact_id, custom_field_id);

CREATE UNIQUE INDEX custom_value_of_lead ON custom_value (lead_id, custom_field_id);

CREATE UNIQUE INDEX custom_value_of_opportunity ON custom_value (opportunity_id, custom_field_id);

CREATE INDEX ix_custom_value_custom_field_id ON custom_value (custom_field_id);

CREATE TABLE not_duplicate (
	id INTEGER NOT NULL PRIMARY KEY AUTOINCREMENT,
	first_uid TEXT NOT NULL,
	second_uid TEXT NOT NULL,
	at TEXT NOT NULL,
	CONSTRAINT pair_in_order CHECK (first_uid < second_uid)
)
 STRICT;

CREATE UNIQUE INDEX not_duplicate_pair ON not_duplicate (first_uid, second_uid);

CREATE VIRTUAL TABLE lead_words USING fts5(first_name, last_name, company, title, email, phone, city, notes, content='lead', content_rowid='id', tokenize='unicode61 remove_diacritics 2', prefix='2 3');

CREATE VIRTUAL TABLE account_words USING fts5(name, domain, city, phone, content='account', content_rowid='id', tokenize='unicode61 remove_diacritics 2', prefix='2 3');

CREATE VIRTUAL TABLE contact_words USING fts5(first_name, last_name, title, email, phone, content='contact', content_rowid='id', tokenize='unicode61 remove_diacritics 2', prefix='2 3');

CREATE VIRTUAL TABLE opportunity_words USING fts5(name, product, content='opportunity', content_rowid='id', tokenize='unicode61 remove_diacritics 2', prefix='2 3');

CREATE VIRTUAL TABLE activity_words USING fts5(subject, notes, content='activity', content_rowid='id', tokenize='unicode61 remove_diacritics 2', prefix='2 3');

CREATE VIRTUAL TABLE custom_value_words USING fts5(value, content='custom_value', content_rowid='id', tokenize='unicode61 remove_diacritics 2', prefix='2 3');

CREATE VIRTUAL TABLE lead_middle USING fts5(first_name, last_name, company, email, content='lead', content_rowid='id', tokenize='trigram');

CREATE VIRTUAL TABLE account_middle USING fts5(name, domain, content='account', content_rowid='id', tokenize='trigram');

CREATE VIRTUAL TABLE contact_middle USING fts5(first_name, last_name, email, content='contact', content_rowid='id', tokenize='trigram');

CREATE VIRTUAL TABLE opportunity_middle USING fts5(name, content='opportunity', content_rowid='id', tokenize='trigram');

CREATE TABLE hygiene_ignore (
	id INTEGER NOT NULL PRIMARY KEY AUTOINCREMENT,
	uid TEXT NOT NULL,
	category TEXT NOT NULL,
	lead_id INTEGER,
	opportunity_id INTEGER,
	contact_id INTEGER,
	until TEXT NOT NULL,
	CONSTRAINT category_known CHECK (category IN ('rotting', 'going_dark', 'no_next_step', 'close_date_past', 'bant_gaps', 'aged_evidence', 'duplicates', 'unverified')),
	UNIQUE (uid),
	FOREIGN KEY(lead_id) REFERENCES lead (id),
	FOREIGN KEY(opportunity_id) REFERENCES opportunity (id),
	FOREIGN KEY(contact_id) REFERENCES contact (id)
)
 STRICT;

CREATE INDEX ix_hygiene_ignore_lead_id ON hygiene_ignore (lead_id);

CREATE INDEX ix_hygiene_ignore_contact_id ON hygiene_ignore (contact_id);

CREATE INDEX ix_hygiene_ignore_opportunity_id ON hygiene_ignore (opportunity_id);

CREATE INDEX activity_two_way_of_lead ON activity (lead_id, at, kind, outcome, direction, due_on, done_at, deleted_at) WHERE deleted_at IS NULL AND (due_on IS NULL OR done_at IS NOT NULL) AND (kind = 'call' AND (lower(outcome) = 'connected' OR direction = 'inbound' AND lower(outcome) IN ('', 'voicemail')) OR kind = 'email' AND (lower(outcome) = 'replied' OR direction = 'inbound' AND lower(outcome) <> 'bounced') OR kind IN ('meeting', 'demo') AND lower(outcome) NOT IN ('no show', 'cancelled'));

CREATE INDEX activity_two_way_of_opportunity ON activity (opportunity_id, at, kind, outcome, direction, due_on, done_at, deleted_at) WHERE deleted_at IS NULL AND (due_on IS NULL OR done_at IS NOT NULL) AND (kind = 'call' AND (lower(outcome) = 'connected' OR direction = 'inbound' AND lower(outcome) IN ('', 'voicemail')) OR kind = 'email' AND (lower(outcome) = 'replied' OR direction = 'inbound' AND lower(outcome) <> 'bounced') OR kind IN ('meeting', 'demo') AND lower(outcome) NOT IN ('no show', 'cancelled'));

CREATE INDEX activity_ticked ON activity (done_at, due_on, due_at, id, lead_id, opportunity_id, account_id, contact_id, deleted_at) WHERE done_at IS NOT NULL AND due_on IS NOT NULL AND deleted_at IS NULL;

CREATE INDEX activity_due ON activity (due_on, due_at, id, remind_at, lead_id, opportunity_id, account_id, contact_id, done_at, deleted_at) WHERE done_at IS NULL AND due_on IS NOT NULL AND deleted_at IS NULL;

CREATE INDEX lead_asleep ON lead (wake_on) WHERE lifecycle = 'nurture' AND deleted_at IS NULL;

CREATE INDEX lead_waiting ON lead (lifecycle, high_intent, interest_at, id, first_reply_at, deleted_at) WHERE interest_at IS NOT NULL AND first_reply_at IS NULL AND deleted_at IS NULL;

CREATE INDEX lead_replied ON lead (first_reply_at, interest_at, high_intent, deleted_at) WHERE interest_at IS NOT NULL AND deleted_at IS NULL;

CREATE INDEX contact_by_verification ON contact (verified_on, created_at) WHERE deleted_at IS NULL;

CREATE INDEX answer_by_age ON answer (answered_at, criterion_id, lead_id, opportunity_id) WHERE state = 'confirmed';
