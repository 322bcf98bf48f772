package xerosync

import (
	"errors"
	"fmt"
	"strings"

	"litework/document"
	"litework/store"
	"litework/xerosync/xeroapi"
)

// pullContact brings a linked contact into step with Xero's: the three versions
// are compared, and what only Xero changed is taken over. Notes and tags never
// change by it. One about which something is on its way is left to that.
func (s *Service) pullContact(tx *store.SyncTx, link store.Link, v *xeroapi.Contact, t *tally) error {
	c, err := tx.Contact(link.RecordID)
	if err != nil && !errors.Is(err, store.ErrNotFound) {
		return err
	}
	if err == nil && openOp(c) {
		t.hold(v)
		return nil
	}
	// Where it was merged already, the link leads to the end of the merges.
	merged := (link.MergedInto == "") != (v.MergedToContactID == "")
	if merged || !link.RemoteUpdated.Equal(v.UpdatedDateUTC.Time()) {
		if link.RemoteUpdated = v.UpdatedDateUTC.Time(); merged {
			link.MergedInto = v.MergedToContactID
		}
		if err := tx.PutLink(link); err != nil {
			return err
		}
	}
	if err != nil || !c.DeletedAt.IsZero() {
		return nil
	}
	if err := s.adoptStatus(tx, &c, v); err != nil {
		return err
	}
	if v.ContactStatus == xeroapi.ContactGDPR {
		if err := endConflict(tx, c.ID); err != nil {
			return err
		}
		return forgetFailure(tx, c)
	}
	return s.pullFields(tx, c, v)
}

// adoptStatus takes the status over where it changed in Xero: archived, in use
// again, personal data to be forgotten.
func (s *Service) adoptStatus(tx *store.SyncTx, c *store.StoredContact, v *xeroapi.Contact) error {
	was, err := contactStatus(tx, c.ID)
	if err != nil {
		return err
	}
	if err := putContactStatus(tx, c.ID, v.ContactStatus); err != nil {
		return err
	}
	archived := isArchived(v.ContactStatus)
	if was == statusOf(v.ContactStatus) || c.Archived == archived {
		return nil
	}
	c.Archived = archived
	saved, err := tx.PutContact(c.Contact, c.Rev)
	if err != nil {
		return err
	}
	c.Rev = saved.Rev
	words := c.Name + " is in use in Xero again."
	switch {
	case v.MergedToContactID != "":
		words = c.Name + " was merged into another contact in Xero."
	case v.ContactStatus == xeroapi.ContactGDPR:
		words = "Xero was asked to forget the personal data of " + c.Name + ". It is not kept in step any more."
	case archived:
		words = c.Name + " was archived in Xero."
	}
	return s.tellContact(tx, c.ID, c.Name, store.HistoryUpdate, words)
}

// pullFields compares the three versions and does what follows.
func (s *Service) pullFields(tx *store.SyncTx, c store.StoredContact, there *xeroapi.Contact) error {
	base, ok, err := tx.Base(store.RecordContact, c.ID)
	if err != nil {
		return err
	}
	if !ok {
		return s.linkContact(tx, c.ID, there)
	}
	v, err := versionsOf(c.Contact, base, there)
	if err != nil {
		return err
	}
	state, err := tx.RecordState(store.RecordContact, c.ID)
	if err != nil {
		return err
	}
	verdict := v.verdict()
	ended := verdict != contactConflict && state.Conflict
	if ended {
		if err := endConflict(tx, c.ID); err != nil {
			return err
		}
	}
	// What failed of it is over: there is nothing left to send, or something else.
	if ended || verdict == contactPull || verdict == contactAgrees {
		if err := forgetFailure(tx, c); err != nil {
			return err
		}
	}
	switch verdict {
	case contactPull:
		return s.takeChanges(tx, c, &v, there)
	case contactAgrees:
		return putContactBase(tx, c.ID, v.here, v.there, there.Raw, c.Rev)
	case contactConflict:
		return s.noteConflict(tx, c, &v, there, state)
	}
	return nil
}

// takeChanges takes over what only Xero changed.
func (s *Service) takeChanges(tx *store.SyncTx, c store.StoredContact, v *contactVersions, there *xeroapi.Contact) error {
	changed := v.changedThere()
	now, sent := c.Contact, v.here
	for _, f := range changed {
		if f.agree(&v.here, &v.there) {
			continue // only written otherwise
		}
		f.take(&now, &v.there)
		f.take(&sent, &v.there)
	}
	if strings.TrimSpace(now.Name) == "" { // a name Xero took away is no name
		now.Name, sent.Name = c.Name, v.here.Name
	}
	saved, err := tx.PutContact(now, c.Rev)
	if err != nil {
		return err
	}
	if err := putContactBase(tx, c.ID, sent, v.there, there.Raw, saved.Rev); err != nil || saved.Rev == c.Rev {
		return err
	}
	words := fmt.Sprintf("Changed in Xero: %s.", labels(changed))
	if !strings.EqualFold(now.Name, c.Name) {
		words = fmt.Sprintf("%s is named %s in Xero now.", c.Name, now.Name)
	}
	return s.tellContact(tx, c.ID, now.Name, store.HistoryUpdate, words)
}

// noteConflict keeps Xero's version of a contact that changed on both sides,
// the latest one, and says so once.
func (s *Service) noteConflict(tx *store.SyncTx, c store.StoredContact, v *contactVersions, there *xeroapi.Contact, state store.RecordState) error {
	if state.Conflict {
		was, err := decodeContact(state.Remote)
		if err == nil && sameShared(contactIn(&was), v.there) {
			return nil
		}
	}
	told := state.Conflict
	state.Conflict, state.Remote = true, there.Raw
	if err := tx.SetRecordState(store.RecordContact, c.ID, state); err != nil || told {
		return err
	}
	p := problem("conflict", c.Name+" was changed here and in Xero: "+labels(v.changedThere())+".", "Decide which to keep.")
	return tx.AddHistory(store.HistoryEntry{
		Action: store.HistorySync, Direction: store.FromXero, Record: store.RecordContact, RecordID: c.ID, At: s.wallNow(),
		Label: c.Name, Status: store.HistoryError, Details: p.Sentence, Fix: p.Fix, Code: p.Code, Answered: there.Raw,
	})
}

func sameShared(a, b document.Contact) bool {
	for _, f := range contactFields {
		if !f.same(&a, &b) {
			return false
		}
	}
	return true
}
