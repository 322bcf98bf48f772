-- Logos, by the SHA-256 of their bytes: documents keep the one they were made
-- with.
CREATE TABLE images (
  id         TEXT PRIMARY KEY,
  data       BLOB NOT NULL,
  created_at INTEGER NOT NULL
) STRICT;

-- Saved lines.
CREATE TABLE quick_items (
  id        TEXT PRIMARY KEY,
  name      TEXT NOT NULL,
  name_fold TEXT NOT NULL,
  line      TEXT NOT NULL
) STRICT;
CREATE INDEX quick_items_name ON quick_items (name_fold);
