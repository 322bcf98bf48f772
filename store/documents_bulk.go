package store

import (
	"context"
	"database/sql"
	"encoding/json"
	"slices"

	"litework/document"
)

// What is done to many documents at once is done in one transaction: all of
// them, or none. A caller with thousands goes in steps.

// DocumentIDs gives the ids of keys, in their order; keys that are gone are
// left out.
func (f *File) DocumentIDs(ctx context.Context, keys []int64) (ids []string, err error) {
	list, err := json.Marshal(keys)
	if err != nil {
		return nil, err
	}
	err = f.read(ctx, func(t *tx) error {
		ids, err = t.strings(`SELECT d.id FROM json_each(?) k JOIN documents d ON d.key = k.value ORDER BY k.key`, string(list))
		return err
	})
	return ids, err
}

// TagChange is what became of one document's tags.
type TagChange struct {
	ID            string
	Before, After []string
}

// TagDocuments adds tags to documents and takes others away, and gives those
// that were changed by it. Tags are ours alone: what Xero holds stays as it is.
func (f *File) TagDocuments(ctx context.Context, ids, add, remove []string) (changes []TagChange, err error) {
	err = f.write(ctx, func(t *tx) error {
		changes = nil
		for _, id := range ids {
			c, err := t.retag(id, func(tags []string) []string { return retagged(tags, add, remove) })
			if err != nil {
				return err
			}
			if c.ID != "" {
				changes = append(changes, c)
			}
		}
		return nil
	})
	return changes, err
}

// UntagDocuments takes back what TagDocuments did. Documents whose tags were
// changed again since, or that are gone, stay as they are.
func (f *File) UntagDocuments(ctx context.Context, changes []TagChange) error {
	return f.write(ctx, func(t *tx) error {
		for _, c := range changes {
			_, err := t.retag(c.ID, func(tags []string) []string {
				if slices.Equal(tags, c.After) {
					return c.Before
				}
				return tags
			})
			if err != nil {
				return err
			}
		}
		return nil
	})
}

// retag saves a document with other tags; no change is told of one that has
// them already or is gone.
func (t *tx) retag(id string, to func([]string) []string) (TagChange, error) {
	head, ok, err := t.documentHead(id)
	if err != nil || !ok || head.deletedAt != 0 {
		return TagChange{}, err
	}
	d, err := t.readDocument(id)
	if err != nil {
		return TagChange{}, err
	}
	before := d.Tags
	if d.Tags = to(slices.Clone(before)); slices.Equal(before, d.Tags) {
		return TagChange{}, nil
	}
	return TagChange{ID: id, Before: before, After: d.Tags}, t.writeTags(d, head)
}

// writeTags is saveDocument of a document of which only the tags changed:
// nothing that Xero holds or a total comes from.
func (t *tx) writeTags(d document.Document, head documentHead) error {
	d, err := t.tidy(d)
	if err != nil {
		return err
	}
	hash, err := contentHash(d)
	if err != nil {
		return err
	}
	tags, err := encodeTags(d.Tags)
	if err != nil {
		return err
	}
	t.indexDocument(&d, head.key, false)
	t.tell(DocumentChanged, d.ID)
	return t.exec(`UPDATE documents SET tags = ?, rev = ?, hash = ?, updated_at = ? WHERE key = ?`, tags, head.rev+1, hash, t.stamp(), head.key)
}

// retagged gives tags without some and with others, each once whatever its
// case.
func retagged(tags, add, remove []string) []string {
	holds := func(list []string, tag string) bool {
		return slices.ContainsFunc(list, func(t string) bool { return fold(t) == fold(tag) })
	}
	tags = slices.DeleteFunc(tags, func(t string) bool { return holds(remove, t) })
	for _, t := range add {
		if !holds(tags, t) {
			tags = append(tags, t)
		}
	}
	if len(tags) == 0 {
		return nil
	}
	return tags
}

// TagCounts tells how many of the documents carry each tag.
func (f *File) TagCounts(ctx context.Context, keys []int64) (map[string]int, error) {
	list, err := json.Marshal(keys)
	if err != nil {
		return nil, err
	}
	out := map[string]int{}
	err = f.read(ctx, func(t *tx) error {
		return t.each(func(rows *sql.Rows) error {
			var tag string
			var n int
			err := rows.Scan(&tag, &n)
			out[tag] = n
			return err
		}, `SELECT j.value, count(*) FROM json_each(?) k JOIN documents d ON d.key = k.value, json_each(d.tags) j
			WHERE d.tags <> '[]' GROUP BY j.value`, string(list))
	})
	return out, err
}

// ArchiveDocuments takes documents out of the lists, or brings them back, and
// tells how many there were.
func (f *File) ArchiveDocuments(ctx context.Context, ids []string, archived bool) (n int, err error) {
	err = f.write(ctx, func(t *tx) error {
		n = 0
		for _, id := range ids {
			changed, err := t.execCount(`UPDATE documents SET archived = ? WHERE id = ? AND archived <> ?`, archived, id, archived)
			if err != nil {
				return err
			}
			if changed > 0 {
				n++
				t.tell(DocumentChanged, id)
			}
		}
		return nil
	})
	return n, err
}

// DeleteDocuments is DeleteDocument of several. Where one cannot be deleted
// none is: the error is that document's *LockedError.
func (f *File) DeleteDocuments(ctx context.Context, ids []string) error {
	return f.write(ctx, func(t *tx) error {
		ids, err := t.byNumber(ids, ` DESC`) // so that each number returns to the sequence
		if err != nil {
			return err
		}
		for _, id := range ids {
			if err := t.deleteDocument(id); err != nil {
				return err
			}
		}
		return nil
	})
}

// byNumber orders documents by their numbers; those that are gone are left out.
func (t *tx) byNumber(ids []string, direction string) ([]string, error) {
	list, err := json.Marshal(ids)
	if err != nil {
		return nil, err
	}
	return t.strings(`SELECT id FROM documents WHERE id IN (SELECT value FROM json_each(?)) ORDER BY number_sort`+direction+`, key`+direction, string(list))
}

// UndeleteDocuments is Undelete of several. Those whose numbers are free come
// first: none of them loses its own to one that needs another.
func (f *File) UndeleteDocuments(ctx context.Context, ids []string) error {
	return f.write(ctx, func(t *tx) error {
		ids, err := t.byNumber(ids, ` ASC`)
		if err != nil {
			return err
		}
		var renumbered []string
		for _, id := range ids {
			head, _, err := t.documentHead(id)
			if err != nil {
				return err
			}
			taken, err := t.numberUsed(head.kind, head.number, id)
			if err != nil {
				return err
			}
			if taken {
				renumbered = append(renumbered, id)
				continue
			}
			if _, err := t.undelete(id); err != nil {
				return err
			}
		}
		for _, id := range renumbered {
			if _, err := t.undelete(id); err != nil {
				return err
			}
		}
		return nil
	})
}

// DuplicateDocuments saves copies of documents under new numbers and today's
// date, in the order of the ids. Lines and sections get ids of newID.
func (f *File) DuplicateDocuments(ctx context.Context, ids []string, today document.Date, newID func() string) (made []Saved, err error) {
	err = f.write(ctx, func(t *tx) error {
		made = nil
		for _, id := range ids {
			d, err := t.readDocument(id)
			if err != nil {
				return err
			}
			saved, err := t.saveDocument(document.Duplicate(d, today, newID), 0, fromUser)
			if err != nil {
				return err
			}
			made = append(made, saved)
		}
		return nil
	})
	return made, err
}
