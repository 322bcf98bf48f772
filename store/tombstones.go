package store

import (
	"database/sql"
	"time"
)

// Tombstone remembers a record deleted here, so that nothing resurrects it.
type Tombstone struct {
	Kind     RecordKind
	RecordID string
	Org      OrgKey
	XeroID   string
	// Label is the number of a document, the name of a contact.
	Label string
	At    time.Time
}

func (t *tx) putTombstone(s Tombstone) error {
	if s.At.IsZero() {
		s.At = t.now
	}
	return t.exec(`INSERT OR REPLACE INTO tombstones (record_kind, record_id, server, tenant_id, xero_id, label, at)
		VALUES (?, ?, ?, ?, ?, ?, ?)`, s.Kind, s.RecordID, s.Org.Server, s.Org.TenantID, s.XeroID, s.Label, s.At.UnixMilli())
}

func (t *tx) tombstone(kind RecordKind, xeroID string) (s Tombstone, ok bool, err error) {
	org, err := t.org()
	if err != nil {
		return s, false, err
	}
	s = Tombstone{Kind: kind, Org: org, XeroID: xeroID}
	var at sql.NullInt64
	err = t.row(`SELECT record_id, label, at FROM tombstones
		WHERE server = ? AND tenant_id = ? AND record_kind = ? AND xero_id = ? AND xero_id <> ''`,
		org.Server, org.TenantID, kind, xeroID).Scan(&s.RecordID, &s.Label, &at)
	s.At = fromMillis(at)
	ok, err = optional(err)
	return s, ok, err
}
