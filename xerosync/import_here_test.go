package xerosync

import (
	"context"
	"testing"
	"time"

	"litework/document"
	"litework/store"
	"litework/xerosync/xerofake"

	"github.com/google/go-cmp/cmp"
)

// sameNumber is a document here that has the number of one in Xero.
func (w *world) sameNumber(number string) string {
	w.t.Helper()
	d := sample(document.Invoice, number, document.Client{Name: "Somebody else"})
	w.save(d, 0)
	return d.ID
}

// A document of the same number is never taken for the one in Xero unless the
// user says so, and never changed by it.
func TestSameNumberIsKeptApart(t *testing.T) {
	w := importWorld(t, 3, 3, 0)
	mine := w.sameNumber("xr-00001")
	result := w.apply(w.download(everything))
	if c := result.Counts[1]; c.Number != 1 || c.New != 2 {
		t.Errorf("%+v", c)
	}
	d := w.doc(mine)
	if d.Remote != nil || d.State != document.NotSynced || document.NumberKey(d.Number) == document.NumberKey("XR-00001") || len(d.Banners) != 1 {
		t.Errorf("%s %s %+v", d.Number, d.State, d.Banners)
	}
	w.agreesWithXero()
}

func TestSameNumberIsLinkedWhenAskedFor(t *testing.T) {
	w := importWorld(t, 3, 3, 0)
	mine := w.sameNumber("XR-00001")
	before := w.doc(mine)
	choices := everything
	choices.LinkNumbers = true
	result := w.apply(w.download(choices))
	if c := result.Counts[1]; c.Number != 1 || c.New != 2 {
		t.Errorf("%+v", c)
	}
	d := w.doc(mine)
	if diff := cmp.Diff(before.Document, d.Document); diff != "" {
		t.Error("the document here changed:", diff)
	}
	if d.State != document.Conflict || d.Remote == nil {
		t.Errorf("%s, %+v", d.State, d.Remote)
	}
	// The next check leaves the question open.
	again := w.apply(w.download(choices))
	if c := again.Counts[1]; c.Conflict != 1 && c.Unchanged != 3 {
		t.Errorf("again: %+v", c)
	}
	if d := w.doc(mine); d.State != document.Conflict {
		t.Errorf("again: %s", d.State)
	}
	conflict, err := w.svc.Conflict(context.Background(), store.RecordInvoice, mine)
	if err != nil {
		t.Fatal(err)
	}
	if err := w.svc.Resolve(context.Background(), conflict, allOf(conflict, There)); err != nil {
		t.Fatal(err)
	}
	w.rest()
	d = w.doc(mine)
	v, _ := w.sim.Control().Invoice(d.Remote.XeroID)
	if d.State != document.Synced || !d.Totals().Total.Equal(v.Total) {
		t.Errorf("%s, %s of %s", d.State, d.Totals().Total, v.Total)
	}
}

func allOf(c Conflict, side Side) Choices {
	out := Choices{}
	for _, r := range c.Rows {
		out[r.Key] = side
	}
	return out
}

// What was changed on both sides waits for the user; what only Xero changed is
// taken over, and LiteWork's own content stays.
func TestImportUpdatesWhatIsHere(t *testing.T) {
	w := importWorld(t, 3, 6, 0)
	w.apply(w.download(everything))
	ids := map[int]string{}
	_ = w.file.View(context.Background(), func(tx *store.SyncTx) error {
		for i := range 6 {
			link, _, err := tx.LinkByXeroID(store.RecordInvoice, importID('a', i))
			if err != nil {
				return err
			}
			ids[i] = link.RecordID
		}
		return nil
	})
	w.change(ids[1], func(d *document.Document) { d.Reference = "mine"; d.InternalNotes = "secret" })
	w.change(ids[2], func(d *document.Document) { d.InternalNotes = "secret"; d.Sections[0].Lines[0].Enhanced = "**bold**" })
	w.clock.Advance(time.Minute)
	for _, i := range []int{1, 2} {
		if err := w.sim.Control().EditInvoice(importID('a', i), func(v *xerofake.Invoice) { v.Reference = "theirs" }); err != nil {
			t.Fatal(err)
		}
	}
	skip := everything
	skip.UpdateExisting = false
	if c := w.apply(w.download(skip)).Counts[1]; c.Skipped != 6 {
		t.Errorf("%+v", c)
	}
	if d := w.doc(ids[2]); d.Reference != "" {
		t.Errorf("a skipped one was changed: %q", d.Reference)
	}
	st := w.download(everything)
	if c := st.Preview[1]; c.Conflict != 1 || c.Update != 1 || c.Unchanged != 4 {
		t.Errorf("%+v", c)
	}
	w.apply(st)
	if d := w.doc(ids[1]); d.State != document.Conflict || d.Reference != "mine" {
		t.Errorf("%s %q", d.State, d.Reference)
	}
	if d := w.doc(ids[2]); d.State != document.Synced || d.Reference != "theirs" || d.InternalNotes != "secret" || d.Sections[0].Lines[0].Enhanced != "**bold**" {
		t.Errorf("%s %+v", d.State, d.Document)
	}
}

// What was deleted here stays deleted, and is told of.
func TestDeletedHereStaysDeleted(t *testing.T) {
	w := importWorld(t, 2, 3, 0)
	w.apply(w.download(everything))
	var contact string
	err := w.file.Sync(context.Background(), func(tx *store.SyncTx) error {
		link, _, err := tx.LinkByXeroID(store.RecordContact, importID('c', 0))
		contact = link.RecordID
		if err != nil {
			return err
		}
		org, err := tx.Org()
		if err != nil {
			return err
		}
		return tx.PutTombstone(store.Tombstone{Kind: store.RecordInvoice, RecordID: "gone", Org: org, XeroID: "ffffffff-0000-4000-8000-a00000000001", Label: "XR-GONE"})
	})
	if err != nil {
		t.Fatal(err)
	}
	if err := w.file.DeleteContact(context.Background(), contact); err != nil {
		t.Fatal(err)
	}
	if _, err := w.sim.Control().AddInvoice(xerofake.Invoice{
		InvoiceID: "ffffffff-0000-4000-8000-a00000000001", InvoiceNumber: "XR-GONE", ContactID: importID('c', 1), DueDate: "2026-12-01",
		Lines: []xerofake.Line{{Description: "x", Quantity: dec("1"), UnitAmount: dec("1"), AccountCode: "200", TaxType: "OUTPUT2"}},
	}); err != nil {
		t.Fatal(err)
	}
	result := w.apply(w.download(everything))
	if result.Counts[0].Refused != 1 || result.Counts[1].Refused != 1 || len(result.Problems) != 2 {
		t.Errorf("%+v, %+v", result.Counts, result.Problems)
	}
	if c, err := w.file.Contact(context.Background(), contact); err != nil || c.DeletedAt.IsZero() {
		t.Error("the contact came back", err)
	}
}
