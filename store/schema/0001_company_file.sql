-- The company file. Money is in minor units; quantities, prices, discounts and
-- durations in ten-thousandths; dates are YYYY-MM-DD ('' for none); instants
-- are UTC milliseconds (NULL for never). Tax rates are decimal text, exact.

CREATE TABLE file (
  one          INTEGER PRIMARY KEY CHECK (one = 1),
  id           TEXT NOT NULL,
  sync_counter INTEGER NOT NULL DEFAULT 0,
  created_at   INTEGER NOT NULL
) STRICT;

CREATE TABLE settings (
  one  INTEGER PRIMARY KEY CHECK (one = 1),
  data TEXT NOT NULL
) STRICT;

CREATE TABLE file_settings (
  key   TEXT PRIMARY KEY,
  value TEXT NOT NULL
) STRICT, WITHOUT ROWID;

CREATE TABLE sequences (
  kind    TEXT PRIMARY KEY CHECK (kind IN ('invoice', 'quote')),
  prefix  TEXT NOT NULL,
  next    INTEGER NOT NULL,
  padding INTEGER NOT NULL
) STRICT, WITHOUT ROWID;

-- Numbers met in Xero, which the sequences step over.
CREATE TABLE seen_numbers (
  kind        TEXT NOT NULL,
  number_fold TEXT NOT NULL,
  PRIMARY KEY (kind, number_fold)
) STRICT, WITHOUT ROWID;

CREATE TABLE documents (
  key    INTEGER PRIMARY KEY,
  id     TEXT NOT NULL UNIQUE,
  kind   TEXT NOT NULL CHECK (kind IN ('invoice', 'quote')),
  rev    INTEGER NOT NULL,
  hash   BLOB NOT NULL,

  number      TEXT NOT NULL,
  number_fold TEXT NOT NULL,
  number_sort TEXT NOT NULL,
  -- The number this document holds against others: NULL when it holds none
  -- (deleted here, or voided or deleted in Xero, where a number may return).
  number_held TEXT,

  contact_id  TEXT NOT NULL,
  client      TEXT NOT NULL,
  client_fold TEXT NOT NULL,
  date        TEXT NOT NULL,
  due         TEXT NOT NULL,
  reference   TEXT NOT NULL,
  currency    TEXT NOT NULL,
  tax_mode    TEXT NOT NULL,
  title       TEXT NOT NULL,
  mark        TEXT NOT NULL,
  source_id   TEXT NOT NULL,
  tags        TEXT NOT NULL,

  -- Derived in the same transaction as whatever changed. status is without
  -- Overdue and Expired, which depend on the day of asking.
  sub_total   INTEGER NOT NULL,
  total_tax   INTEGER NOT NULL,
  total       INTEGER NOT NULL,
  outstanding INTEGER NOT NULL DEFAULT 0,
  line_count  INTEGER NOT NULL,
  status      TEXT NOT NULL DEFAULT 'draft',
  state       TEXT NOT NULL DEFAULT 'not-synced',

  archived   INTEGER NOT NULL DEFAULT 0,
  deleted_at INTEGER,
  created_at INTEGER NOT NULL,
  updated_at INTEGER NOT NULL
) STRICT;

CREATE UNIQUE INDEX documents_number_held ON documents (kind, number_held) WHERE number_held IS NOT NULL;
CREATE INDEX documents_number ON documents (kind, number_fold);
CREATE INDEX documents_contact ON documents (contact_id, kind);
CREATE INDEX documents_deleted ON documents (kind, deleted_at) WHERE deleted_at IS NOT NULL;
-- Covers what lists filter and sort by, so that they never touch the rows.
CREATE INDEX documents_list ON documents
  (kind, archived, date, due, status, state, total, client_fold, number_sort, contact_id)
  WHERE deleted_at IS NULL;

-- In the order in which the segments of a list are counted.
CREATE INDEX documents_counts ON documents (kind, archived, status, state, due) WHERE deleted_at IS NULL;

-- The parts of a document that no list shows.
CREATE TABLE document_texts (
  document_key     INTEGER PRIMARY KEY REFERENCES documents (key) ON DELETE CASCADE,
  client_person    TEXT NOT NULL,
  client_email     TEXT NOT NULL,
  client_phone     TEXT NOT NULL,
  client_address   TEXT NOT NULL,
  client_tax_number TEXT NOT NULL,
  company          TEXT NOT NULL,
  summary          TEXT NOT NULL,
  client_notes     TEXT NOT NULL,
  terms            TEXT NOT NULL,
  internal_notes   TEXT NOT NULL,
  shipping_address TEXT NOT NULL
) STRICT;

CREATE TABLE sections (
  document_key INTEGER NOT NULL REFERENCES documents (key) ON DELETE CASCADE,
  position     INTEGER NOT NULL,
  id           TEXT NOT NULL,
  name         TEXT NOT NULL,
  folded       INTEGER NOT NULL,
  print        TEXT NOT NULL,
  PRIMARY KEY (document_key, position)
) STRICT, WITHOUT ROWID;

CREATE TABLE lines (
  document_key    INTEGER NOT NULL,
  section         INTEGER NOT NULL,
  position        INTEGER NOT NULL,
  id              TEXT NOT NULL,
  description     TEXT NOT NULL,
  enhanced        TEXT NOT NULL,
  quantity        INTEGER,
  unit_price      INTEGER,
  duration        INTEGER NOT NULL,
  duration_unit   TEXT NOT NULL,
  discount        INTEGER NOT NULL,
  tax_code        TEXT NOT NULL,
  tax_name        TEXT NOT NULL,
  tax_rate        TEXT NOT NULL,
  tax_chosen      INTEGER NOT NULL,
  account         TEXT NOT NULL,
  optional        INTEGER NOT NULL,
  -- Xero's own amounts of an imported line, in ten-thousandths.
  as_read          INTEGER NOT NULL,
  as_read_tax      INTEGER,
  as_read_discount INTEGER,
  PRIMARY KEY (document_key, section, position),
  FOREIGN KEY (document_key, section) REFERENCES sections (document_key, position) ON DELETE CASCADE
) STRICT, WITHOUT ROWID;

CREATE VIRTUAL TABLE document_search USING fts5 (
  words, content = '', contentless_delete = 1,
  tokenize = 'unicode61 remove_diacritics 2', prefix = '2 3'
);

CREATE TABLE banners (
  id           TEXT PRIMARY KEY,
  document_key INTEGER NOT NULL REFERENCES documents (key) ON DELETE CASCADE,
  kind         TEXT NOT NULL,
  text         TEXT NOT NULL,
  revision_id  TEXT NOT NULL,
  line_id      TEXT NOT NULL,
  data         TEXT NOT NULL,
  at           INTEGER NOT NULL
) STRICT;
CREATE INDEX banners_document ON banners (document_key, at);

CREATE TABLE revisions (
  seq         INTEGER PRIMARY KEY,
  id          TEXT NOT NULL UNIQUE,
  document_id TEXT NOT NULL,
  rev         INTEGER NOT NULL,
  why         TEXT NOT NULL,
  hash        BLOB NOT NULL,
  data        TEXT NOT NULL,
  at          INTEGER NOT NULL
) STRICT;
CREATE INDEX revisions_document ON revisions (document_id, seq);

CREATE TABLE contacts (
  key            INTEGER PRIMARY KEY,
  id             TEXT NOT NULL UNIQUE,
  rev            INTEGER NOT NULL,
  name           TEXT NOT NULL,
  name_fold      TEXT NOT NULL,
  first_name     TEXT NOT NULL,
  last_name      TEXT NOT NULL,
  email          TEXT NOT NULL,
  phone          TEXT NOT NULL,
  mobile         TEXT NOT NULL,
  postal         TEXT NOT NULL,
  street         TEXT NOT NULL,
  tax_number     TEXT NOT NULL,
  company_number TEXT NOT NULL,
  terms_kind     TEXT NOT NULL,
  terms_days     INTEGER NOT NULL,
  currency       TEXT NOT NULL,
  notes          TEXT NOT NULL,
  tags           TEXT NOT NULL,
  archived       INTEGER NOT NULL,
  state          TEXT NOT NULL DEFAULT 'not-synced',
  deleted_at     INTEGER,
  created_at     INTEGER NOT NULL,
  updated_at     INTEGER NOT NULL
) STRICT;
CREATE INDEX contacts_name ON contacts (name_fold, state, archived) WHERE deleted_at IS NULL;

CREATE VIRTUAL TABLE contact_search USING fts5 (
  name, person, email, phone, content = '', contentless_delete = 1,
  tokenize = 'unicode61 remove_diacritics 2', prefix = '1 2 3'
);

-- What only the sync worker writes.

CREATE TABLE connection (
  one       INTEGER PRIMARY KEY CHECK (one = 1),
  server    TEXT NOT NULL,
  tenant_id TEXT NOT NULL,
  data      TEXT NOT NULL
) STRICT;

CREATE TABLE reference (
  server       TEXT NOT NULL,
  tenant_id    TEXT NOT NULL,
  organisation TEXT NOT NULL,
  accounts     TEXT NOT NULL,
  tax_rates    TEXT NOT NULL,
  at           INTEGER NOT NULL,
  PRIMARY KEY (server, tenant_id)
) STRICT;

CREATE TABLE marks (
  server    TEXT NOT NULL,
  tenant_id TEXT NOT NULL,
  name      TEXT NOT NULL,
  value     TEXT NOT NULL,
  PRIMARY KEY (server, tenant_id, name)
) STRICT, WITHOUT ROWID;

CREATE TABLE links (
  record_id       TEXT NOT NULL,
  server          TEXT NOT NULL,
  tenant_id       TEXT NOT NULL,
  record_kind     TEXT NOT NULL,
  xero_id         TEXT NOT NULL,
  remote_updated  INTEGER,
  merged_into     TEXT NOT NULL,
  linked_at       INTEGER NOT NULL,
  -- What Xero alone decides; remote_status '' until it was read.
  remote_status   TEXT NOT NULL DEFAULT '',
  remote_number   TEXT NOT NULL DEFAULT '',
  remote_total    INTEGER NOT NULL DEFAULT 0,
  remote_paid     INTEGER NOT NULL DEFAULT 0,
  remote_credited INTEGER NOT NULL DEFAULT 0,
  remote_due      INTEGER NOT NULL DEFAULT 0,
  remote_sent     INTEGER NOT NULL DEFAULT 0,
  conflict        INTEGER NOT NULL DEFAULT 0,
  conflict_remote BLOB,
  head_only       INTEGER NOT NULL DEFAULT 0,
  PRIMARY KEY (record_id, server, tenant_id)
) STRICT;
CREATE UNIQUE INDEX links_xero ON links (server, tenant_id, record_kind, xero_id);

CREATE TABLE bases (
  record_id TEXT NOT NULL,
  server    TEXT NOT NULL,
  tenant_id TEXT NOT NULL,
  sent      TEXT NOT NULL,
  seen      TEXT NOT NULL,
  raw       BLOB,
  lines     TEXT NOT NULL,
  sent_rev  INTEGER NOT NULL,
  PRIMARY KEY (record_id, server, tenant_id)
) STRICT;

CREATE TABLE outbox (
  seq           INTEGER PRIMARY KEY,
  id            TEXT NOT NULL UNIQUE,
  record_kind   TEXT NOT NULL,
  record_id     TEXT NOT NULL,
  action        TEXT NOT NULL,
  rev           INTEGER NOT NULL,
  server        TEXT NOT NULL,
  tenant_id     TEXT NOT NULL,
  number        TEXT NOT NULL,
  number_fold   TEXT NOT NULL,
  projection    TEXT NOT NULL,
  body          BLOB,
  target_status TEXT NOT NULL,
  depends_on    TEXT NOT NULL,
  state         TEXT NOT NULL CHECK (state IN ('queued', 'sending', 'sent', 'unknown', 'failed', 'done', 'withdrawn')),
  request_id    TEXT NOT NULL,
  member        INTEGER NOT NULL,
  problem       TEXT NOT NULL,
  details       TEXT NOT NULL,
  created_at    INTEGER NOT NULL,
  first_sent_at INTEGER,
  last_ended_at INTEGER,
  attempts      INTEGER NOT NULL,
  user_asked    INTEGER NOT NULL
) STRICT;
CREATE UNIQUE INDEX outbox_one_open ON outbox (record_id)
  WHERE state IN ('queued', 'sending', 'sent', 'unknown');
CREATE INDEX outbox_record ON outbox (record_id, seq);
CREATE INDEX outbox_open ON outbox (seq) WHERE state IN ('queued', 'sending', 'sent', 'unknown');

CREATE TABLE requests (
  seq           INTEGER PRIMARY KEY,
  id            TEXT NOT NULL UNIQUE,
  key           TEXT NOT NULL,
  method        TEXT NOT NULL,
  path          TEXT NOT NULL,
  query         TEXT NOT NULL,
  body          BLOB,
  state         TEXT NOT NULL,
  first_sent_at INTEGER,
  last_ended_at INTEGER
) STRICT;
CREATE INDEX requests_pending ON requests (seq) WHERE state <> 'answered';

CREATE TABLE request_members (
  request_id TEXT NOT NULL REFERENCES requests (id) ON DELETE CASCADE,
  member     INTEGER NOT NULL,
  op_id      TEXT NOT NULL REFERENCES outbox (id),
  outcome    TEXT NOT NULL DEFAULT '',
  problem    TEXT NOT NULL DEFAULT '',
  details    TEXT NOT NULL DEFAULT '',
  answer     BLOB,
  PRIMARY KEY (request_id, member)
) STRICT, WITHOUT ROWID;
CREATE INDEX request_members_op ON request_members (op_id);

CREATE TABLE history (
  id        INTEGER PRIMARY KEY,
  at        INTEGER NOT NULL,
  action    TEXT NOT NULL,
  direction TEXT NOT NULL,
  record    TEXT NOT NULL,
  record_id TEXT NOT NULL,
  label     TEXT NOT NULL,
  status    TEXT NOT NULL,
  details   TEXT NOT NULL,
  fix       TEXT NOT NULL,
  code      TEXT NOT NULL,
  op_id     TEXT NOT NULL,
  sent      BLOB,
  answered  BLOB
) STRICT;
CREATE INDEX history_record ON history (record_id, id) WHERE record_id <> '';

CREATE TABLE tombstones (
  record_kind TEXT NOT NULL,
  record_id   TEXT NOT NULL,
  server      TEXT NOT NULL,
  tenant_id   TEXT NOT NULL,
  xero_id     TEXT NOT NULL,
  label       TEXT NOT NULL,
  at          INTEGER NOT NULL,
  PRIMARY KEY (record_id, server, tenant_id)
) STRICT, WITHOUT ROWID;
CREATE INDEX tombstones_xero ON tombstones (server, tenant_id, record_kind, xero_id) WHERE xero_id <> '';

CREATE TABLE import_runs (
  id         TEXT PRIMARY KEY,
  server     TEXT NOT NULL,
  tenant_id  TEXT NOT NULL,
  phase      TEXT NOT NULL,
  choices    TEXT NOT NULL,
  cursor     TEXT NOT NULL,
  started_at INTEGER NOT NULL
) STRICT;

CREATE TABLE staged (
  run         TEXT NOT NULL REFERENCES import_runs (id) ON DELETE CASCADE,
  record_kind TEXT NOT NULL,
  xero_id     TEXT NOT NULL,
  number      TEXT NOT NULL,
  raw         BLOB,
  verdict     TEXT NOT NULL,
  record_id   TEXT NOT NULL,
  written     INTEGER NOT NULL,
  PRIMARY KEY (run, record_kind, xero_id)
) STRICT;
