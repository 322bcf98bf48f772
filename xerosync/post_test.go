package xerosync

import (
	"context"
	"testing"

	"litework/document"
	"litework/store"
	"litework/xerosync/xerofake"
)

func TestPostInvoice(t *testing.T) {
	w := newWorld(t, xerofake.Switches{})
	w.connect()
	kauri := w.contactInXero("Kauri Point Films Ltd")
	d := sample(document.Invoice, "INV-0146", document.Client{ContactID: kauri.ID, Name: kauri.Name})
	w.save(d, 0)
	w.post(d.ID, "AUTHORISED")
	if got := w.doc(d.ID).State; got != document.WaitingToPost {
		t.Errorf("state %s", got)
	}
	w.rest()
	doc := w.doc(d.ID)
	if doc.State != document.Synced || doc.Remote == nil || doc.Remote.Status != "AUTHORISED" {
		t.Fatalf("state %s, remote %+v, op %+v", doc.State, doc.Remote, doc.Op)
	}
	found := w.sim.Control().InvoicesByNumber("INV-0146")
	if len(found) != 1 || !found[0].Total.Equal(d.Totals().Total) || found[0].Lines[0].AccountCode != "200" || found[0].Lines[3].AccountCode != "205" {
		t.Fatalf("in Xero: %+v", found)
	}
	if got := doc.Document.Sections[0].Lines[0].Account; got != "200" {
		t.Errorf("the supplied account was not kept: %q", got)
	}
	url, err := w.svc.ViewURL(context.Background(), d.ID)
	if err != nil || url == "" {
		t.Errorf("%q %v", url, err)
	}
}

// A document whose client has to be made in Xero first is one thing to wait
// for, not two.
func TestWaitingCountsDocuments(t *testing.T) {
	ops := []store.Op{
		{ID: "c", Record: store.RecordContact},
		{ID: "d", Record: store.RecordInvoice, DependsOn: "c"},
		{ID: "e", Record: store.RecordQuote},
	}
	if n := countWaiting(ops); n != 2 {
		t.Errorf("%d wait, want 2", n)
	}
}

// What is confirmed last is what is sent: a client that was to be made for the
// post before is not made any more.
func TestPostingAgainWithAnotherClientLeavesNoContact(t *testing.T) {
	w := newWorld(t, xerofake.Switches{})
	w.connect()
	kauri := w.contactInXero("Kauri Point Films Ltd")
	d := sample(document.Invoice, "INV-0147", document.Client{Name: "Rata Films"})
	w.save(d, 0)
	w.post(d.ID, "DRAFT")
	w.change(d.ID, func(d *document.Document) {
		d.Client = document.Client{ContactID: kauri.ID, Name: kauri.Name}
	})
	w.post(d.ID, "DRAFT")
	w.rest()
	for _, c := range w.sim.Control().Contacts() {
		if c.Name == "Rata Films" {
			t.Error("a client that nobody confirmed was made in Xero")
		}
	}
	if doc := w.doc(d.ID); doc.State != document.Synced || len(w.sim.Control().InvoicesByNumber("INV-0147")) != 1 {
		t.Errorf("%s %+v", doc.State, doc.Op)
	}
	// The same one-time client twice is one contact.
	e := sample(document.Invoice, "INV-0148", document.Client{Name: "Rata Films"})
	w.save(e, 0)
	w.post(e.ID, "DRAFT")
	w.post(e.ID, "AUTHORISED")
	w.rest()
	made := 0
	for _, c := range w.sim.Control().Contacts() {
		if c.Name == "Rata Films" {
			made++
		}
	}
	if made != 1 || w.doc(e.ID).State != document.Synced {
		t.Errorf("%d contacts, %s", made, w.doc(e.ID).State)
	}
}
