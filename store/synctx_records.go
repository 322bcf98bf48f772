package store

import (
	"litework/document"
)

// LineDefaults is what settings supply to a line at its first post.
type LineDefaults struct {
	// Account is left as it is when empty.
	Account string
	// Tax is left as it is when not Chosen.
	Tax document.Tax
}

// Document is File.Document, with what this transaction changed so far.
func (x *SyncTx) Document(id string) (StoredDocument, error) { return x.t.document(id) }

// DocumentByNumber is File.DocumentByNumber.
func (x *SyncTx) DocumentByNumber(kind document.Kind, number string) (id string, ok bool, err error) {
	return x.t.documentByNumber(kind, number)
}

// SaveDocument is File.SaveDocument within the transaction.
func (x *SyncTx) SaveDocument(d document.Document, base int64) (Saved, error) {
	return x.t.saveDocument(d, base, fromUser)
}

// PutDocument writes a document as pulled from Xero, by compare-and-set as
// SaveDocument does; base 0 creates. Its number may change though locked, and
// never fails on a clash: a document of ours that was never posted takes the
// next number and a banner says so.
func (x *SyncTx) PutDocument(d document.Document, base int64) (Saved, error) {
	return x.t.saveDocument(d, base, fromXero)
}

// AmendDocument is PutDocument for what is nobody's edit, such as a status that
// Xero decides: a newest revision that held the document as it was holds it as
// it is then.
func (x *SyncTx) AmendDocument(d document.Document, base int64) (Saved, error) {
	return x.t.amend(d, base)
}

// SaveRevision is File.SaveRevision within the transaction.
func (x *SyncTx) SaveRevision(documentID string, why Why) (made bool, err error) {
	return x.t.saveRevision(documentID, why)
}

// AddBanner puts a line on top of a document. ID and At are given when empty.
func (x *SyncTx) AddBanner(documentID string, b Banner) error { return x.t.addBanner(documentID, b) }

// SupplyDefaults writes to a document what settings supplied at its first
// post: account and tax by line id, and the contact when contactID is set.
// From then on no change of settings changes the document.
func (x *SyncTx) SupplyDefaults(documentID, contactID string, lines map[string]LineDefaults) (Saved, error) {
	stored, err := x.t.document(documentID)
	if err != nil {
		return Saved{}, err
	}
	d := stored.Document
	if contactID != "" {
		d.Client.ContactID = contactID
	}
	for _, line := range d.Lines() {
		defaults := lines[line.ID]
		if defaults.Account != "" {
			line.Account = defaults.Account
		}
		if defaults.Tax.Chosen {
			line.Tax = defaults.Tax
		}
	}
	return x.t.amend(d, stored.Rev)
}

// Records gives the ids of live records of a kind, oldest first; of those in
// one of the states when any are given.
func (x *SyncTx) Records(kind RecordKind, states ...document.SyncState) ([]string, error) {
	if err := x.t.deriveStale(); err != nil {
		return nil, err
	}
	return x.t.records(kind, states)
}

// Contact is File.Contact, with what this transaction changed so far.
func (x *SyncTx) Contact(id string) (StoredContact, error) { return x.t.contact(id) }

// Contacts are all live contacts by name, archived ones included.
func (x *SyncTx) Contacts() ([]StoredContact, error) {
	if err := x.t.deriveStale(); err != nil {
		return nil, err
	}
	return x.t.contactsWhere(`deleted_at IS NULL`)
}

// ContactsByName finds live contacts by name without regard to case and runs
// of spaces, archived ones included.
func (x *SyncTx) ContactsByName(name string) ([]StoredContact, error) {
	return x.t.contactsWhere(`deleted_at IS NULL AND name_fold = ?`, fold(name))
}

// PutContact writes a contact as it came from Xero, by compare-and-set; base 0
// creates.
func (x *SyncTx) PutContact(c document.Contact, base int64) (Saved, error) {
	return x.t.saveContact(c, base)
}

// MergeContacts makes one contact of two that Xero merged: keep takes over the
// notes, tags and documents of gone, which leaves a tombstone.
func (x *SyncTx) MergeContacts(keepID, goneID string) error { return x.t.mergeContacts(keepID, goneID) }
