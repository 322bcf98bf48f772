-- Revisions are kept packed: the JSON by DEFLATE, with data left empty. Those
-- from before keep their data. The total is for lists, in cents; NULL where it
-- was not written yet.
ALTER TABLE revisions ADD COLUMN packed BLOB;
ALTER TABLE revisions ADD COLUMN total INTEGER;
ALTER TABLE revisions ADD COLUMN currency TEXT NOT NULL DEFAULT '';
