-- A list is read along an index in the order it is sorted by, so that its first
-- rows are there at once however many follow.
CREATE INDEX documents_by_number ON documents (kind, archived, number_sort) WHERE deleted_at IS NULL;
CREATE INDEX documents_by_client ON documents (kind, archived, client_fold) WHERE deleted_at IS NULL;
CREATE INDEX documents_by_due ON documents (kind, archived, due) WHERE deleted_at IS NULL;
-- With the currency, so that all can be summed without their rows.
CREATE INDEX documents_by_total ON documents (kind, archived, total, currency) WHERE deleted_at IS NULL;
-- The few that carry tags.
CREATE INDEX documents_tags ON documents (kind, tags) WHERE tags <> '[]' AND deleted_at IS NULL;

-- Words are found from their first letter on, and terms like other notes.
DROP TABLE document_search;
CREATE VIRTUAL TABLE document_search USING fts5 (
  words, content = '', contentless_delete = 1,
  tokenize = 'unicode61 remove_diacritics 2', prefix = '1 2 3'
);
INSERT INTO document_search (rowid, words)
SELECT d.key, concat_ws(char(10),
    d.number, ltrim(substr(d.number, length(rtrim(d.number, '0123456789')) + 1), '0'),
    d.client, t.client_person, d.reference, d.title, t.summary, t.client_notes, t.terms, t.internal_notes,
    (SELECT group_concat(value, char(10)) FROM json_each(d.tags)),
    (SELECT group_concat(name, char(10)) FROM sections WHERE document_key = d.key),
    (SELECT group_concat(description || char(10) || enhanced, char(10)) FROM lines WHERE document_key = d.key))
  FROM documents d JOIN document_texts t ON t.document_key = d.key;
