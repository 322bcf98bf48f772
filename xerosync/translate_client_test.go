package xerosync

import (
	"context"
	"testing"

	"litework/document"
	"litework/xerosync/xerofake"
)

// A document that was given another client in Xero gets it here too, even one
// that was never here while contacts are not kept in step.
func TestClientChangedInXero(t *testing.T) {
	w := newWorld(t, xerofake.Switches{})
	id, xeroID := w.shared(document.Invoice, "AUTHORISED")
	ctx := context.Background()
	set, err := w.file.Settings(ctx)
	mustDo(t, err)
	set.Sync.ContactsOff, set.Sync.CheckOff = true, false
	mustDo(t, w.file.SaveSettings(ctx, set))
	other, err := w.sim.Control().AddContact(xerofake.Contact{Name: "Rimu Pictures"})
	mustDo(t, err)
	mustDo(t, w.sim.Control().EditInvoice(xeroID, func(v *xerofake.Invoice) { v.ContactID = other }))
	w.clock.Advance(20 * 60e9)
	w.rest() // the timed check, which leaves contacts alone
	d := w.doc(id)
	if c := w.contactNamed("Rimu Pictures"); d.Client.ContactID != c.ID || d.Client.Name != "Rimu Pictures" {
		t.Errorf("%+v, the contact is %s", d.Client, c.ID)
	}
	w.settled(id) // reads contacts too, and knows this one
	w.contactNamed("Rimu Pictures")
	w.change(id, dueHere(2))
	w.post(id, "")
	w.rest()
	if v, _ := w.sim.Control().Invoice(xeroID); v.ContactID != other {
		t.Errorf("the update gave it back to %s", v.ContactID)
	}
	w.settled(id)
}
