package store

import (
	"context"
	"database/sql"
	"encoding/json"
	"strings"
	"time"

	"litework/document"
)

// StoredContact is a contact with what the file knows about it.
type StoredContact struct {
	document.Contact
	Key   int64
	Rev   int64
	State document.SyncState
	// XeroID is the linked contact's; empty when it is not linked.
	XeroID    string
	Op        *OpSummary
	DeletedAt time.Time
	CreatedAt time.Time
	UpdatedAt time.Time
}

// Contact gives a contact, deleted ones included; ErrNotFound when there is
// none.
func (f *File) Contact(ctx context.Context, id string) (c StoredContact, err error) {
	err = f.read(ctx, func(t *tx) error {
		c, err = t.contact(id)
		return err
	})
	return c, err
}

// SaveContact commits a contact if it is still at the revision base; base 0
// creates it. A save that changes nothing writes nothing. Errors: *StaleError,
// *LockedError when it was deleted, ErrNotFound, *document.Problem without a
// name, *SaveError.
func (f *File) SaveContact(ctx context.Context, c document.Contact, base int64) (saved Saved, err error) {
	err = f.write(ctx, func(t *tx) error {
		saved, err = t.saveContact(c, base)
		return err
	})
	return saved, err
}

func (t *tx) saveContact(c document.Contact, base int64) (Saved, error) {
	c.Name = strings.TrimSpace(c.Name)
	if c.Name == "" {
		return Saved{}, errNoName
	}
	if c.ID == "" {
		c.ID = t.newID()
	}
	stored, err := t.contact(c.ID)
	exists := err == nil
	if err != nil && err != ErrNotFound {
		return Saved{}, err
	}
	head := documentHead{rev: stored.Rev}
	if !stored.DeletedAt.IsZero() {
		head.deletedAt = stored.DeletedAt.UnixMilli()
	}
	if err := checkBase(c.ID, base, head, exists); err != nil {
		return Saved{}, err
	}
	if exists && sameContact(c, stored.Contact) {
		return Saved{ID: c.ID, Rev: stored.Rev, State: stored.State}, nil
	}
	key, err := t.writeContact(&c, stored.Rev+1)
	if err != nil {
		return Saved{}, err
	}
	t.indexContact(&c, key, stored.Rev == 0)
	state, err := t.deriveContact(&c)
	return Saved{ID: c.ID, Rev: stored.Rev + 1, State: state}, err
}

// errNoName is never changed.
var errNoName = &document.Problem{Code: "name-missing", Sentence: "A contact needs a name.", Field: "name"}

func sameContact(a, b document.Contact) bool {
	x, err1 := json.Marshal(a)
	y, err2 := json.Marshal(b)
	return err1 == nil && err2 == nil && string(x) == string(y)
}

func (t *tx) writeContact(c *document.Contact, rev int64) (key int64, err error) {
	values, err := contactValues(c)
	if err != nil {
		return 0, err
	}
	t.wrote = true
	err = t.row(`INSERT INTO contacts (rev, created_at, updated_at, `+contactValueColumns+`)
		VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)
		ON CONFLICT (id) DO UPDATE SET rev = excluded.rev, name = excluded.name, name_fold = excluded.name_fold,
			first_name = excluded.first_name, last_name = excluded.last_name, email = excluded.email,
			phone = excluded.phone, mobile = excluded.mobile, postal = excluded.postal, street = excluded.street,
			tax_number = excluded.tax_number, company_number = excluded.company_number,
			terms_kind = excluded.terms_kind, terms_days = excluded.terms_days, currency = excluded.currency,
			notes = excluded.notes, tags = excluded.tags, archived = excluded.archived, updated_at = excluded.updated_at
		RETURNING key`, append([]any{rev, t.stamp(), t.stamp()}, values...)...).Scan(&key)
	return key, err
}

// contactValueColumns are where [contactValues] go.
const contactValueColumns = `id, name, name_fold, first_name, last_name, email, phone, mobile, postal, street,
	tax_number, company_number, terms_kind, terms_days, currency, notes, tags, archived`

func contactValues(c *document.Contact) ([]any, error) {
	tags, err := encodeTags(c.Tags)
	if err != nil {
		return nil, err
	}
	var parts [4]string
	for i, part := range []any{c.Phone, c.Mobile, c.Postal, c.Street} {
		data, err := json.Marshal(part)
		if err != nil {
			return nil, err
		}
		parts[i] = string(data)
	}
	return []any{
		c.ID, c.Name, fold(c.Name), c.FirstName, c.LastName, c.Email, parts[0], parts[1], parts[2], parts[3],
		c.TaxNumber, c.CompanyNumber, string(c.Terms.Kind), c.Terms.Days, c.Currency, c.Notes, tags, c.Archived,
	}, nil
}

func (t *tx) contact(id string) (StoredContact, error) {
	if kind, stale := t.stale[id]; stale {
		delete(t.stale, id)
		if err := t.derive(kind, id); err != nil {
			return StoredContact{}, err
		}
	}
	found, err := t.contactsWhere(`id = ?`, id)
	if err != nil || len(found) == 0 {
		return StoredContact{}, firstProblem(err, ErrNotFound)
	}
	return found[0], nil
}

// contactColumns are what [scanContact] reads.
const contactColumns = `key, id, rev, state, name, first_name, last_name, email, phone, mobile, postal, street,
	tax_number, company_number, terms_kind, terms_days, currency, notes, tags, archived, deleted_at, created_at, updated_at`

// contactsWhere reads contacts, by name.
func (t *tx) contactsWhere(where string, args ...any) (out []StoredContact, err error) {
	err = t.each(func(rows *sql.Rows) error {
		c, err := scanContact(rows)
		out = append(out, c)
		return err
	}, `SELECT `+contactColumns+` FROM contacts WHERE `+where+` ORDER BY name_fold, key`, args...)
	if err != nil {
		return nil, err
	}
	for i := range out {
		facts, err := t.facts(out[i].ID)
		if err != nil {
			return nil, err
		}
		out[i].XeroID = facts.xeroID
		if out[i].Op, err = t.opSummary(out[i].ID); err != nil {
			return nil, err
		}
	}
	return out, nil
}

// scanContact reads [contactColumns], and further ones into more.
func scanContact(rows *sql.Rows, more ...any) (c StoredContact, err error) {
	var parts [4]string
	var tags string
	var deleted, created, updated sql.NullInt64
	err = rows.Scan(append([]any{&c.Key, &c.ID, &c.Rev, &c.State, &c.Name, &c.FirstName, &c.LastName, &c.Email,
		&parts[0], &parts[1], &parts[2], &parts[3], &c.TaxNumber, &c.CompanyNumber,
		&c.Terms.Kind, &c.Terms.Days, &c.Currency, &c.Notes, &tags, &c.Archived, &deleted, &created, &updated}, more...)...)
	if err != nil {
		return c, err
	}
	c.DeletedAt, c.CreatedAt, c.UpdatedAt = fromMillis(deleted), fromMillis(created), fromMillis(updated)
	for i, into := range []any{&c.Phone, &c.Mobile, &c.Postal, &c.Street} {
		if err := json.Unmarshal([]byte(parts[i]), into); err != nil {
			return c, err
		}
	}
	c.Tags, err = decodeTags(tags)
	return c, err
}

// DeleteContact deletes a contact here; in Xero it stays. Documents keep the
// details they were made with. *LockedError while it waits to be posted.
func (f *File) DeleteContact(ctx context.Context, id string) error {
	return f.write(ctx, func(t *tx) error {
		c, err := t.contact(id)
		if err != nil || !c.DeletedAt.IsZero() {
			return err
		}
		if _, open, err := t.openOp(id); err != nil || open {
			return firstProblem(err, &LockedError{ID: id, Reason: LockedWaiting})
		}
		return t.dropContact(c)
	})
}

func (t *tx) dropContact(c StoredContact) error {
	org, err := t.org()
	if err != nil {
		return err
	}
	err = t.putTombstone(Tombstone{Kind: RecordContact, RecordID: c.ID, Org: org, XeroID: c.XeroID, Label: c.Name})
	if err != nil {
		return err
	}
	t.tell(ContactChanged, c.ID)
	return t.exec(`UPDATE contacts SET deleted_at = ? WHERE id = ?`, t.stamp(), c.ID)
}

// UndeleteContact brings a deleted contact back.
func (f *File) UndeleteContact(ctx context.Context, id string) error {
	return f.write(ctx, func(t *tx) error {
		n, err := t.execCount(`UPDATE contacts SET deleted_at = NULL WHERE id = ?`, id)
		if err == nil && n == 0 {
			return ErrNotFound
		}
		if err != nil {
			return err
		}
		t.touch(RecordContact, id)
		return t.exec(`DELETE FROM tombstones WHERE record_id = ?`, id)
	})
}

// ProjectContact is what Xero can see of a contact: all but our id, notes, tags
// and whether it is archived, which is a status and adopted.
func ProjectContact(c document.Contact) document.Contact {
	c.ID, c.Notes, c.Tags, c.Archived = "", "", nil, false
	return c
}

// contactLeft is the contact that is left of one that was merged into it in Xero:
// an older state of a document still names the one that went.
func (t *tx) contactLeft(id string) (string, error) {
	for range 20 { // merges of merges, and no endless ring of them
		var next string
		err := t.row(`SELECT left_link.record_id FROM contacts AS gone
			JOIN links AS gone_link ON gone_link.record_id = gone.id AND gone_link.merged_into <> ''
			JOIN links AS left_link ON left_link.server = gone_link.server AND left_link.tenant_id = gone_link.tenant_id
				AND left_link.record_kind = 'contact' AND left_link.xero_id = gone_link.merged_into
			WHERE gone.id = ? AND gone.deleted_at IS NOT NULL`, id).Scan(&next)
		if ok, err := optional(err); err != nil || !ok || next == id {
			return id, err
		}
		id = next
	}
	return id, nil
}

// mergeContacts makes one contact of two: keep takes over the notes, tags and
// documents of gone.
func (t *tx) mergeContacts(keepID, goneID string) error {
	keep, err := t.contact(keepID)
	if err != nil {
		return err
	}
	gone, err := t.contact(goneID)
	if err != nil {
		return err
	}
	merged := keep.Contact
	merged.Notes = joinNotes(keep.Notes, gone.Notes)
	merged.Tags = unionTags(keep.Tags, gone.Tags)
	if _, err := t.saveContact(merged, keep.Rev); err != nil {
		return err
	}
	ids, err := t.strings(`SELECT id FROM documents WHERE contact_id = ?`, goneID)
	if err != nil {
		return err
	}
	for _, id := range ids {
		if err := t.moveDocument(id, keepID); err != nil {
			return err
		}
	}
	return t.dropContact(gone)
}

// moveDocument changes whom a document is for without touching its details.
// The base follows, so that a merge alone is no local change.
func (t *tx) moveDocument(id, contactID string) error {
	head, _, err := t.documentHead(id)
	if err != nil {
		return err
	}
	d, err := t.readDocument(id)
	if err != nil {
		return err
	}
	d.Client.ContactID = contactID
	hash, err := contentHash(d)
	if err != nil {
		return err
	}
	err = t.exec(`UPDATE documents SET contact_id = ?, hash = ?, rev = rev + 1 WHERE key = ?`, contactID, hash, head.key)
	if err != nil {
		return err
	}
	t.touch(kindOf(head.kind), id)
	return t.exec(`UPDATE bases SET sent = json_set(sent, '$.contactId', ?) WHERE record_id = ?`, contactID, id)
}

func joinNotes(a, b string) string {
	if a == "" || b == "" || a == b {
		return a + strings.TrimPrefix(b, a)
	}
	return a + "\n\n" + b
}

func unionTags(a, b []string) []string {
	out := append([]string(nil), a...)
	for _, tag := range b {
		if !containsFold(out, tag) {
			out = append(out, tag)
		}
	}
	return out
}

func containsFold(tags []string, tag string) bool {
	for _, t := range tags {
		if strings.EqualFold(t, tag) {
			return true
		}
	}
	return false
}
