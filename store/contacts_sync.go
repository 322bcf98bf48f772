package store

import (
	"database/sql"
	"time"

	"litework/document"
)

// PendingContact is a contact that may have to be sent to Xero.
type PendingContact struct {
	Key, Rev  int64
	ID        string
	State     document.SyncState
	UpdatedAt time.Time
}

// PendingContacts are the live contacts that Xero does not have as they are
// here: changed, failed, or not in Xero and made after the one with the given
// key. They are in the order in which they were made.
func (x *SyncTx) PendingContacts(afterKey int64) (out []PendingContact, err error) {
	if err := x.t.deriveStale(); err != nil {
		return nil, err
	}
	err = x.t.each(func(rows *sql.Rows) error {
		var p PendingContact
		var updated sql.NullInt64
		err := rows.Scan(&p.Key, &p.ID, &p.Rev, &p.State, &updated)
		p.UpdatedAt = fromMillis(updated)
		out = append(out, p)
		return err
	}, `SELECT key, id, rev, state, updated_at FROM contacts
			WHERE deleted_at IS NULL AND state IN ('updated-locally', 'sync-failed')
		UNION ALL SELECT key, id, rev, state, updated_at FROM contacts
			WHERE deleted_at IS NULL AND state = 'not-synced' AND key > ?
		ORDER BY 1`, afterKey)
	return out, err
}

// LastContactKey is the key of the contact made last; 0 before the first.
func (x *SyncTx) LastContactKey() (key int64, err error) {
	err = x.t.row(`SELECT coalesce(max(key), 0) FROM contacts`).Scan(&key)
	return key, err
}

// BriefContact is what contacts are told apart by.
type BriefContact struct {
	Key                        int64
	ID, Name, Email, TaxNumber string
	State                      document.SyncState
	Archived, Linked           bool
	// FromXero: it was made here by linking it.
	FromXero bool
}

// BriefContacts are all live contacts, in the order in which they were made.
func (x *SyncTx) BriefContacts() (out []BriefContact, err error) {
	if err := x.t.deriveStale(); err != nil {
		return nil, err
	}
	org, err := x.t.org()
	if err != nil {
		return nil, err
	}
	err = x.t.each(func(rows *sql.Rows) error {
		var c BriefContact
		var linked sql.NullInt64
		var created int64
		err := rows.Scan(&c.Key, &c.ID, &c.Name, &c.Email, &c.TaxNumber, &c.State, &c.Archived, &created, &linked)
		c.Linked, c.FromXero = linked.Valid, linked.Valid && linked.Int64 == created
		out = append(out, c)
		return err
	}, `SELECT c.key, c.id, c.name, c.email, c.tax_number, c.state, c.archived, c.created_at, l.linked_at
		FROM contacts c LEFT JOIN links l ON l.record_id = c.id AND l.server = ? AND l.tenant_id = ?
		WHERE c.deleted_at IS NULL ORDER BY c.key`, org.Server, org.TenantID)
	return out, err
}
