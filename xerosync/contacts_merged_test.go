package xerosync

import (
	"context"
	"strings"
	"testing"

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
