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
