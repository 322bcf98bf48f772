package store

import (
	"database/sql"
	"encoding/json"
	"time"

	"litework/document"
)

// ContactDetails is a contact alone, without its link and what is on its way;
// ok is false where there is none, or it was deleted. It is for imports, which
// ask for the client of every document.
func (x *SyncTx) ContactDetails(id string) (c document.Contact, ok bool, err error) {
	err = x.t.each(func(rows *sql.Rows) error {
		stored, err := scanContact(rows)
		c, ok = stored.Contact, stored.DeletedAt.IsZero()
		return err
	}, `SELECT `+contactColumns+` FROM contacts WHERE id = ?`, id)
	return c, ok && err == nil, err
}

// LinkedContacts are the live contacts here of the given ones of Xero's, by
// their ids there, as far as they are linked and were not merged into others.
func (x *SyncTx) LinkedContacts(xeroIDs []string) (map[string]document.Contact, error) {
	org, err := x.t.org()
	if err != nil {
		return nil, err
	}
	asked, err := json.Marshal(xeroIDs)
	if err != nil {
		return nil, err
	}
	out := map[string]document.Contact{}
	return out, x.t.each(func(rows *sql.Rows) error {
		var xeroID string
		stored, err := scanContact(rows, &xeroID)
		if stored.DeletedAt.IsZero() {
			out[xeroID] = stored.Contact
		}
		return err
	}, `WITH asked AS MATERIALIZED (SELECT value AS asked_id FROM json_each(?))
		SELECT `+contactColumns+`, xero_id FROM asked
		CROSS JOIN links ON server = ? AND tenant_id = ? AND record_kind = 'contact' AND xero_id = asked_id AND merged_into = ''
		CROSS JOIN contacts ON id = record_id`, string(asked), org.Server, org.TenantID)
}

// ImportedContact is a contact of Xero's that was never here.
type ImportedContact struct {
	Contact document.Contact
	// XeroID, RemoteUpdated and Status are what its link says of it.
	XeroID        string
	RemoteUpdated time.Time
	Status        string
	Base          BasePair
}

// ContactTrace is what a contact of Xero's may be known by here.
type ContactTrace struct {
	XeroID string
	// MarkedID is the id here that it carries in Xero; empty for none.
	MarkedID string
	Name     string
}

// MetContacts are the ids of those of Xero's contacts that have to do with
// something here: a link, a tombstone, the contact whose mark they carry, a live
// contact of the name.
func (x *SyncTx) MetContacts(traces []ContactTrace) (map[string]bool, error) {
	org, err := x.t.org()
	if err != nil {
		return nil, err
	}
	asked := make([][3]string, len(traces))
	for i, one := range traces {
		asked[i] = [3]string{one.XeroID, one.MarkedID, fold(one.Name)}
	}
	data, err := json.Marshal(asked)
	if err != nil {
		return nil, err
	}
	met := map[string]bool{}
	return met, x.t.each(func(rows *sql.Rows) error {
		var id string
		err := rows.Scan(&id)
		met[id] = true
		return err
	}, `WITH asked AS MATERIALIZED (SELECT value ->> 0 AS xero, value ->> 1 AS mark, value ->> 2 AS name FROM json_each(?3))
		SELECT xero FROM asked WHERE
		EXISTS (SELECT 1 FROM links WHERE server = ?1 AND tenant_id = ?2 AND record_kind = 'contact' AND xero_id = xero)
		OR EXISTS (SELECT 1 FROM tombstones WHERE server = ?1 AND tenant_id = ?2 AND record_kind = 'contact' AND xero_id = xero AND xero_id <> '')
		OR EXISTS (SELECT 1 FROM contacts WHERE id = mark)
		OR EXISTS (SELECT 1 FROM contacts WHERE name_fold = asked.name AND deleted_at IS NULL)`,
		org.Server, org.TenantID, string(data))
}

// ImportContacts writes contacts of which [SyncTx.MetContacts] knows none, their
// links and base pairs, table by table. It is PutContact, PutLink, PutRemote and
// PutBase of each.
func (x *SyncTx) ImportContacts(all []ImportedContact) error {
	t := x.t
	org, err := t.org()
	if err != nil {
		return err
	}
	if org == (OrgKey{}) {
		return errNoOrganisation
	}
	var last int64
	if err := t.row(`SELECT coalesce(max(key), 0) FROM contacts`).Scan(&last); err != nil {
		return err
	}
	var heads, links, bases []any
	for i := range all {
		m, c, key := &all[i], &all[i].Contact, last+1+int64(i)
		if c.Name == "" {
			return errNoName
		}
		head, err := contactValues(c)
		if err != nil {
			return err
		}
		lines, err := json.Marshal(m.Base.Lines)
		if err != nil {
			return err
		}
		heads = append(append(heads, key, string(document.Synced), 1, t.stamp(), t.stamp()), head...)
		links = append(links, c.ID, org.Server, org.TenantID, string(RecordContact), m.XeroID, toMillis(m.RemoteUpdated), "", t.stamp(),
			m.Status, "", 0, 0, 0, 0, false, false)
		bases = append(bases, c.ID, org.Server, org.TenantID, string(m.Base.Sent), string(m.Base.Seen), m.Base.Raw, string(lines), 1)
		t.indexContact(c, key, true)
		t.tell(ContactChanged, c.ID)
	}
	return firstFailure(
		func() error { return t.insertRows(contactRows, heads) },
		func() error { return t.insertRows(linkRows, links) },
		func() error { return t.insertRows(baseRows, bases) },
	)
}

var contactRows = insertInto(`contacts`, `key, state, rev, created_at, updated_at, `+contactValueColumns)
