package xerosync

import (
	"context"
	"fmt"
	"strconv"
	"time"

	"litework/document"
	"litework/store"
	"litework/xerosync/xeroapi"
)

// markContacts tells how far the contacts of the organisation were read after
// connecting: the page to read next, or contactsRead.
const (
	markContacts = "contacts"
	contactsRead = "read"
	contactsPage = 1000
	contactsPart = 200 // as many are written at once
)

// readContacts reads one page of the organisation's contacts, archived ones
// included, in the order of their ids, so that none is skipped while pages are
// turned. It may be interrupted anywhere: what was taken over already is
// recognised by its id. What changes meanwhile is met by the first check: it
// begins before the latest change of the first page.
func (s *Service) readContacts(ctx context.Context, c store.Connection) error {
	number := 1
	err := s.view(ctx, func(tx *store.SyncTx) error {
		mark, err := tx.Mark(markContacts)
		if n, e := strconv.Atoi(mark); e == nil && n > 1 {
			number = n
		}
		return err
	})
	if err != nil {
		return err
	}
	r := s.reach(c)
	page, err := s.contactPage(ctx, r, xeroapi.ContactQuery{
		IncludeArchived: true, Order: "ContactID", Page: number, PageSize: contactsPage,
	})
	if err != nil {
		s.noteTrouble(err)
		return nil
	}
	s.publish(func(st *State) { st.Done, st.Total = (number-1)*contactsPage+page.count, page.total })
	var taken tally
	rest := page.all()
	for ; len(rest) > contactsPart; rest = rest[contactsPart:] { // somebody may wait to save
		err := s.commit(ctx, "part of contacts", func(tx *store.SyncTx) error {
			return s.takeMany(tx, rest[:contactsPart], &taken)
		})
		if err != nil {
			return err
		}
	}
	return s.commit(ctx, "contacts", func(tx *store.SyncTx) error {
		if err := s.takeMany(tx, rest, &taken); err != nil {
			return err
		}
		if err := s.mergeContacts(tx, page, &taken); err != nil {
			return err
		}
		next := contactsRead
		if page.more {
			next = strconv.Itoa(number + 1)
		} else {
			s.session.contactsChecked = s.cfg.Clock()
		}
		if err := tx.PutMark(markContacts, next); err != nil {
			return err
		}
		since, err := tx.Mark(markSince(store.RecordContact))
		if err != nil {
			return err
		}
		if number == 1 {
			since = writeSince(page.newest)
		}
		if err := tx.PutMark(markSince(store.RecordContact), taken.mark(since)); err != nil {
			return err
		}
		return tx.AddHistory(store.HistoryEntry{
			Action: store.HistoryImport, Direction: store.FromXero, Record: store.RecordContact, At: s.wallNow(),
			Label: count(page.count, "contact", "contacts"), Status: store.HistorySuccess,
			Details: fmt.Sprintf("%s added, %s linked by name, %d already linked.", count(taken.added, "contact", "contacts"), count(taken.named, "contact", "contacts"), taken.known),
		})
	})
}

// tally counts what became of contacts.
type tally struct {
	added, named, known int
	// held is when the oldest change was made of those left to an operation of
	// theirs that is on its way.
	held time.Time
}

// hold leaves a contact for a later time.
func (t *tally) hold(v *xeroapi.Contact) {
	if at := v.UpdatedDateUTC.Time(); t.held.IsZero() || at.Before(t.held) {
		t.held = at
	}
}

// mark is the watermark, or an earlier one so that what was held is read again.
func (t *tally) mark(since string) string {
	if held := writeSince(t.held); held != "" && (since == "" || readMark(held).Before(readMark(since))) {
		return held
	}
	return since
}

// writeSince is the watermark for what was last changed at the given time.
func writeSince(newest time.Time) string {
	if newest.IsZero() {
		return ""
	}
	return writeMark(newest.Add(-overlap))
}

// takeContact takes one contact of Xero's over. It is told by its id, then by
// our own mark; a contact here of the same name is taken for it only where
// both are the only ones of that name and the one here was never linked. Else
// it is a new contact here. One deleted here stays deleted, one merged into
// another in Xero is left to that other.
func (s *Service) takeContact(tx *store.SyncTx, v *xeroapi.Contact, t *tally) error {
	link, linked, err := tx.LinkByXeroID(store.RecordContact, v.ContactID)
	if err != nil {
		return err
	}
	if linked {
		t.known++
		return s.pullContact(tx, link, v, t)
	}
	if _, dead, err := tx.Tombstone(store.RecordContact, v.ContactID); err != nil || dead {
		return err
	}
	if v.MergedToContactID != "" || v.ContactStatus == xeroapi.ContactGDPR || tidyName(v.Name) == "" {
		return nil
	}
	own, found, err := markedContact(tx, v)
	if err != nil {
		return err
	}
	if !found {
		if own, found, err = namedContact(tx, v); err != nil {
			return err
		}
		if found && !openOp(own) {
			t.named++
			if err := s.tellContact(tx, own.ID, v.Name, store.HistorySync, v.Name+" was linked to the contact of that name in Xero."); err != nil {
				return err
			}
		}
	}
	switch {
	case found && !own.DeletedAt.IsZero():
		return nil
	case found && openOp(own):
		t.hold(v)
		return nil
	case found:
		if err := forgetFailure(tx, own); err != nil {
			return err
		}
		return s.linkContact(tx, own.ID, v)
	}
	t.added++
	c := contactIn(v)
	c.ID = s.cfg.NewID()
	saved, err := tx.PutContact(c, 0)
	if err != nil {
		return err
	}
	if err := tieContact(tx, c.ID, v); err != nil {
		return err
	}
	return putContactBase(tx, c.ID, c, contactIn(v), v.Raw, saved.Rev)
}

// markedContact finds the contact here that carries our mark in Xero, deleted or
// not, unless it is linked.
func markedContact(tx *store.SyncTx, v *xeroapi.Contact) (c store.StoredContact, found bool, err error) {
	id, ok := idOfContactNumber(v.ContactNumber)
	if !ok {
		return c, false, nil
	}
	c, err = tx.Contact(id)
	if err == store.ErrNotFound {
		return c, false, nil
	}
	return c, err == nil && c.XeroID == "", err
}

// namedContact finds the only contact here of the same name, if it was never
// linked and Xero's is in use.
func namedContact(tx *store.SyncTx, v *xeroapi.Contact) (c store.StoredContact, found bool, err error) {
	same, err := tx.ContactsByName(tidyName(v.Name))
	if err != nil || len(same) != 1 || same[0].XeroID != "" || v.ContactStatus != xeroapi.ContactActive {
		return c, false, err
	}
	return same[0], true, nil
}

// openOp reports whether something about the contact is on its way.
func openOp(c store.StoredContact) bool { return c.Op != nil && c.Op.State.Open() }

// forgetFailure takes back a failed operation whose aim is reached otherwise,
// such as the creation of a contact that was in Xero already.
func forgetFailure(tx *store.SyncTx, c store.StoredContact) error {
	if c.Op == nil || c.Op.State != store.OpFailed {
		return nil
	}
	return withdrawLastFailed(tx, c.ID)
}

// tellContact adds a row about what came from Xero to the history.
func (s *Service) tellContact(tx *store.SyncTx, id, name string, action store.HistoryAction, words string) error {
	return tx.AddHistory(store.HistoryEntry{
		Action: action, Direction: store.FromXero, Record: store.RecordContact, RecordID: id, At: s.wallNow(),
		Label: name, Status: store.HistorySuccess, Details: words,
	})
}

// linkContact links a contact here to Xero's. What both have in common is the
// base, and what only Xero has is taken over. What only is here shows as changed
// here; where both have something else it is a conflict, for nobody has seen
// both.
func (s *Service) linkContact(tx *store.SyncTx, id string, v *xeroapi.Contact) error {
	if err := tieContact(tx, id, v); err != nil {
		return err
	}
	c, err := tx.Contact(id)
	if err != nil {
		return err
	}
	here, there := c.Contact, contactIn(v)
	var sent, seen document.Contact
	conflict := false
	for _, f := range contactFields {
		if f.empty(&here) {
			f.take(&here, &there)
		}
		switch {
		case f.agree(&here, &there), f.Key == "name" && normalName(here.Name) == normalName(there.Name):
			f.take(&sent, &here)
			f.take(&seen, &there)
		case !f.empty(&there):
			conflict = true
		}
	}
	here.Archived = there.Archived
	saved, err := tx.PutContact(here, c.Rev)
	if err != nil {
		return err
	}
	if err := putContactBase(tx, id, sent, seen, v.Raw, saved.Rev); err != nil || !conflict {
		return err
	}
	return tx.SetRecordState(store.RecordContact, id, store.RecordState{Conflict: true, Remote: v.Raw})
}

// tieContact writes the link of a contact, and the status it has in Xero.
func tieContact(tx *store.SyncTx, id string, v *xeroapi.Contact) error {
	err := tx.PutLink(store.Link{
		Kind: store.RecordContact, RecordID: id, XeroID: v.ContactID,
		RemoteUpdated: v.UpdatedDateUTC.Time(), LinkedAt: tx.Now(),
	})
	if err != nil {
		return err
	}
	return tx.PutRemote(store.RecordContact, id, document.Remote{Status: string(statusOf(v.ContactStatus))})
}

func putContactBase(tx *store.SyncTx, id string, sent, seen document.Contact, raw []byte, rev int64) error {
	pair := store.BasePair{Raw: raw, SentRev: rev}
	var err error
	if pair.Sent, err = encodeContact(sent); err != nil {
		return err
	}
	if pair.Seen, err = encodeContact(seen); err != nil {
		return err
	}
	return tx.PutBase(store.RecordContact, id, pair)
}

// putContactStatus keeps the status that the linked contact has in Xero.
func putContactStatus(tx *store.SyncTx, id string, status xeroapi.ContactStatus) error {
	old, _, err := tx.Remote(store.RecordContact, id)
	if err != nil || old.Status == string(statusOf(status)) {
		return err
	}
	return tx.PutRemote(store.RecordContact, id, document.Remote{Status: string(statusOf(status))})
}
