package xerosync

import (
	"context"
	"strings"
	"testing"
	"time"

	"litework/document"
	"litework/xerosync/xerofake"
)

// A contact that was merged in Xero while a change of it and a document for it
// wait: the document goes to the one that is left and is in step then, and what
// was never sent of the contact is kept.
func TestContactMergedWhileItsDocumentWaits(t *testing.T) {
	ctx := context.Background()
	w := newWorld(t, xerofake.Switches{})
	w.connect()
	gone := w.contactInXero("Alpha Ltd")
	keep := w.contactInXero("Beta Ltd")
	d := sample(document.Invoice, "D-0146", document.ClientOf(gone))
	w.save(d, 0)
	w.changeContact(gone.ID, func(c *document.Contact) { c.Email, c.Notes = "new@alpha.nz", "Pays late" })
	mustDo(t, w.svc.PushContact(ctx, gone.ID))
	w.post(d.ID, "DRAFT")
	mustDo(t, w.sim.Control().MergeContacts(w.there("Alpha Ltd").ContactID, w.there("Beta Ltd").ContactID))
	w.rest()
	w.checkNow()
	if doc := w.doc(d.ID); doc.State != document.Synced || doc.Client.ContactID != keep.ID || len(w.recordsInXeroByNumber()) != 1 {
		t.Errorf("%s for %s, %+v", doc.State, doc.Client.ContactID, doc.Op)
	}
	if notes := w.stored(keep.ID).Notes; !strings.Contains(notes, "new@alpha.nz") || !strings.Contains(notes, "Pays late") {
		t.Errorf("notes %q", notes)
	}
	w.settled(d.ID)
}

// An older state of a document that names a contact merged since is for the one
// that is left.
func TestRestoredFromBeforeAMerge(t *testing.T) {
	w := newWorld(t, xerofake.Switches{})
	w.connect()
	old := document.ClientOf(w.contactInXero("Alpha Ltd"))
	w.contactInXero("Beta Ltd")
	d := sample(document.Invoice, "D-0146", old)
	w.save(d, 0)
	w.post(d.ID, "DRAFT")
	w.rest()
	w.checkNow()
	w.clock.Advance(10 * time.Minute)
	mustDo(t, w.sim.Control().MergeContacts(w.there("Alpha Ltd").ContactID, w.there("Beta Ltd").ContactID))
	w.checkNow()
	w.change(d.ID, func(d *document.Document) { d.Client, d.Reference = old, "PO 9" })
	if id := w.doc(d.ID).Client.ContactID; id != w.contactNamed("Beta Ltd").ID {
		t.Errorf("it is for %s", id)
	}
	w.post(d.ID, "")
	w.rest()
	w.settled(d.ID)
}
