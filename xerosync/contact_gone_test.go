package xerosync

import (
	"context"
	"testing"

	"litework/document"
	"litework/xerosync/xerofake"
)

// A document whose contact was deleted here goes on belonging to that contact in
// Xero: no other is made for it.
func TestContactDeletedHereButUsed(t *testing.T) {
	w := newWorld(t, xerofake.Switches{})
	id, xeroID := w.shared(document.Invoice, "DRAFT")
	contact := w.there("Kauri Point Films Ltd").ContactID
	w.editThere(contact, func(c *xerofake.Contact) { c.Name = "Kauri Films" })
	w.checkNow()
	mustDo(t, w.file.DeleteContact(context.Background(), w.doc(id).Client.ContactID))
	w.change(id, func(d *document.Document) { d.Reference = "PO 9" })
	w.post(id, "")
	w.rest()
	v, _ := w.sim.Control().Invoice(xeroID)
	if n := len(w.sim.Control().Contacts()); n != 1 || v.ContactID != contact || v.Reference != "PO 9" {
		t.Errorf("%d contacts in Xero, %q", n, v.Reference)
	}
	w.settled(id)
}

// A document whose contact was never in Xero and was deleted here gets the one
// that is made for it.
func TestContactDeletedHereIsMadeAnew(t *testing.T) {
	w := newWorld(t, xerofake.Switches{})
	w.kauri()
	gone := w.addContact(document.Contact{Name: "Rata Films"})
	d := sample(document.Invoice, "D-0146", document.ClientOf(w.stored(gone).Contact))
	w.save(d, 0)
	mustDo(t, w.file.DeleteContact(context.Background(), gone))
	w.post(d.ID, "DRAFT")
	w.rest()
	w.checkNow()
	if id := w.doc(d.ID).Client.ContactID; id != w.contactNamed("Rata Films").ID || id == gone {
		t.Errorf("it is for %s", id)
	}
	w.settled(d.ID)
}
