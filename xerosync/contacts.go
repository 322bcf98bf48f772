package xerosync

import (
	"context"
	"fmt"
	"strconv"

	"litework/store"
	"litework/xerosync/xeroapi"
)

// markContacts tells how far the contacts of the organisation were read after
// connecting: the page to read next, or contactsRead.
const (
	markContacts = "contacts"
	contactsRead = "read"
	contactsPage = 200
)

// readContacts reads one page of the organisation's contacts, archived ones
// included, in the order of their ids, so that none is skipped while pages are
// turned. It may be interrupted anywhere: what was taken over already is
// recognised by its id.
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
	s.cfg.at("before contacts")
	page, err := s.reach(c).client.Contacts(ctx, xeroapi.ContactQuery{
		IncludeArchived: true, Order: "ContactID", Page: number, PageSize: contactsPage,
	})
	s.cfg.at("after contacts")
	if err != nil {
		s.noteTrouble(err)
		return nil
	}
	s.reached()
	s.publish(func(st *State) { st.Done, st.Total = (number-1)*contactsPage+len(page.Items), page.Total })
	return s.commit(ctx, "contacts", func(tx *store.SyncTx) error {
		var taken tally
		for i := range page.Items {
			if err := s.takeContact(tx, &page.Items[i], &taken); err != nil {
				return err
			}
		}
		next := contactsRead
		if page.More() {
			next = strconv.Itoa(number + 1)
		}
		if err := tx.PutMark(markContacts, next); err != nil {
			return err
		}
		return tx.AddHistory(store.HistoryEntry{
			Action: store.HistoryImport, Direction: store.FromXero, Record: store.RecordContact, At: s.wallNow(),
			Label: count(len(page.Items), "contact", "contacts"), Status: store.HistorySuccess,
			Details: fmt.Sprintf("%s added, %s linked by name, %d already linked.", count(taken.added, "contact", "contacts"), count(taken.named, "contact", "contacts"), taken.known),
		})
	})
}

// tally counts what became of a page of contacts.
type tally struct{ added, named, known int }

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
		link.MergedInto, link.RemoteUpdated = v.MergedToContactID, v.UpdatedDateUTC.Time()
		return tx.PutLink(link)
	}
	if _, dead, err := tx.Tombstone(store.RecordContact, v.ContactID); err != nil || dead {
		return err
	}
	if v.MergedToContactID != "" || tidyName(v.Name) == "" {
		return nil
	}
	id, err := ownContact(tx, v)
	if err != nil {
		return err
	}
	if id == "" {
		if id, err = namedContact(tx, v); err != nil {
			return err
		}
		if id != "" {
			t.named++
			if err := tx.AddHistory(store.HistoryEntry{
				Action: store.HistorySync, Direction: store.FromXero, Record: store.RecordContact, RecordID: id, At: s.wallNow(),
				Label: v.Name, Status: store.HistorySuccess, Details: v.Name + " was linked to the contact of that name in Xero.",
			}); err != nil {
				return err
			}
		}
	}
	if id == "" {
		t.added++
		c := contactIn(v)
		c.ID = s.cfg.NewID()
		if _, err := tx.PutContact(c, 0); err != nil {
			return err
		}
		id = c.ID
	}
	return s.linkContact(tx, id, v)
}

// ownContact finds the contact here that carries our mark in Xero.
func ownContact(tx *store.SyncTx, v *xeroapi.Contact) (string, error) {
	id, ok := idOfContactNumber(v.ContactNumber)
	if !ok {
		return "", nil
	}
	c, err := tx.Contact(id)
	if err == store.ErrNotFound {
		return "", nil
	}
	if err != nil || c.XeroID != "" || !c.DeletedAt.IsZero() {
		return "", err
	}
	return id, nil
}

// namedContact finds the only contact here of the same name, if it was never
// linked, nothing about it is on its way, and Xero's is in use.
func namedContact(tx *store.SyncTx, v *xeroapi.Contact) (string, error) {
	same, err := tx.ContactsByName(tidyName(v.Name))
	if err != nil || len(same) != 1 || same[0].XeroID != "" || v.ContactStatus != xeroapi.ContactActive {
		return "", err
	}
	c := same[0]
	if c.Op == nil {
		return c.ID, nil
	}
	if c.Op.State.Open() {
		return "", nil
	}
	// That it could not be made in Xero, where it was already, is settled.
	op, ok, err := tx.Op(c.Op.ID)
	if err != nil || !ok {
		return c.ID, err
	}
	op.State = store.OpWithdrawn
	return c.ID, tx.PutOp(op)
}

// linkContact links a contact here to Xero's, with what both have in common as
// the base: what is only here then shows as changed here.
func (s *Service) linkContact(tx *store.SyncTx, id string, v *xeroapi.Contact) error {
	if err := tx.PutLink(store.Link{
		Kind: store.RecordContact, RecordID: id, XeroID: v.ContactID,
		RemoteUpdated: v.UpdatedDateUTC.Time(), LinkedAt: s.wallNow(),
	}); err != nil {
		return err
	}
	seen, err := encodeContact(contactIn(v))
	if err != nil {
		return err
	}
	return tx.PutBase(store.RecordContact, id, store.BasePair{Sent: seen, Seen: seen, Raw: v.Raw})
}
