package xerosync

import (
	"context"

	"litework/document"
	"litework/store"
)

// Unite makes one contact of a pair: notes, tags and documents of both are kept.
// What both have differently is decided by the user. The error is a
// [*document.Problem] when both are in Xero.
func (s *Service) Unite(ctx context.Context, p ContactPair) error {
	err := s.commit(ctx, "unite contacts", func(tx *store.SyncTx) error { return s.unite(tx, p) })
	if err == nil {
		s.Wake()
	}
	return err
}

func (s *Service) unite(tx *store.SyncTx, p ContactPair) error {
	here, err := tx.Contact(p.HereID)
	if err != nil {
		return err
	}
	there, err := tx.Contact(p.ThereID)
	if err != nil {
		return err
	}
	switch {
	case p.HereID == p.ThereID:
		return problem("same-contact", here.Name+" is one contact already.", "")
	case !here.DeletedAt.IsZero() || !there.DeletedAt.IsZero():
		return problem("deleted-here", "One of the two contacts was deleted.", "Restore it first.")
	case here.XeroID != "" && there.XeroID != "":
		return problem("both-in-xero", here.Name+" and "+there.Name+" are both in Xero.", "Merge them in Xero.")
	case here.XeroID != "":
		here, there = there, here
	}
	for _, c := range []store.StoredContact{here, there} {
		if openOp(c) {
			return problem("busy", c.Name+" is on its way to Xero.", "Wait until it has arrived.")
		}
	}
	if there.XeroID == "" {
		err = fillFrom(tx, &there, here)
	} else {
		err = uniteLinked(tx, &there, here)
	}
	if err != nil {
		return err
	}
	if err := forgetFailure(tx, there); err != nil {
		return err
	}
	if err := tx.MergeContacts(there.ID, here.ID); err != nil {
		return err
	}
	return tx.AddHistory(store.HistoryEntry{
		Action: store.HistorySync, Direction: store.ToXero, Record: store.RecordContact, RecordID: there.ID, At: s.wallNow(),
		Label: there.Name, Status: store.HistorySuccess, Details: here.Name + " and " + there.Name + " are one contact here now.",
	})
}

// fillFrom gives a contact what it lacks and another has; what both have
// differently goes into the notes. Neither is in Xero.
func fillFrom(tx *store.SyncTx, keep *store.StoredContact, gone store.StoredContact) error {
	var other []contactField
	for _, f := range contactFields {
		switch {
		case f.empty(&keep.Contact):
			f.take(&keep.Contact, &gone.Contact)
		case !f.empty(&gone.Contact) && !f.agree(&keep.Contact, &gone.Contact):
			other = append(other, f)
		}
	}
	saved, err := tx.PutContact(keep.Contact, keep.Rev)
	if err != nil {
		return err
	}
	keep.Rev = saved.Rev
	return addToNotes(tx, keep, gone.Name, other, gone)
}

// uniteLinked brings what was written here of a contact to the one in Xero: what
// that lacks counts as changed here, and what it has differently is a conflict,
// for nobody has seen both. The name stays that of the contact in Xero.
func uniteLinked(tx *store.SyncTx, keep *store.StoredContact, gone store.StoredContact) error {
	base, ok, err := tx.Base(store.RecordContact, keep.ID)
	if err != nil || !ok {
		return err
	}
	there, err := decodeContact(base.Raw)
	if err != nil {
		return fillFrom(tx, keep, gone)
	}
	v, err := versionsOf(keep.Contact, base, &there)
	if err != nil {
		return err
	}
	v.there = v.was
	conflict := false
	var none document.Contact
	for _, f := range contactFields {
		if f.Key == "name" || f.empty(&gone.Contact) || f.agree(&gone.Contact, &keep.Contact) {
			continue
		}
		f.take(&keep.Contact, &gone.Contact)
		f.take(&v.sent, &none)
		if !f.empty(&v.was) {
			f.take(&v.was, &none)
			conflict = true
		}
	}
	saved, err := tx.PutContact(keep.Contact, keep.Rev)
	if err != nil {
		return err
	}
	keep.Rev = saved.Rev
	if err := putContactBase(tx, keep.ID, v.sent, v.was, base.Raw, saved.Rev); err != nil || !conflict {
		return err
	}
	return tx.SetRecordState(store.RecordContact, keep.ID, store.RecordState{Conflict: true, Remote: base.Raw})
}
