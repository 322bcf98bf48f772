package xerosync

import (
	"context"
	"slices"
	"testing"
	"time"

	"github.com/shopspring/decimal"

	"litework/document"
	"litework/store"
	"litework/xerosync/xerofake"
)

// revisions are why those of a document were made, the oldest first, and
// whether it was changed since the last.
func (w *world) revisions(id string) (whys []store.Why, changed bool) {
	w.t.Helper()
	heads, changed, err := w.file.RevisionHeads(context.Background(), id)
	mustDo(w.t, err)
	for _, h := range slices.Backward(heads) {
		whys = append(whys, h.Why)
	}
	return whys, changed
}

// TestEveryDeliberateSavePostAndPullIsARevision goes down every way on which a
// document is saved on purpose, posted or changed from Xero.
func TestEveryDeliberateSavePostAndPullIsARevision(t *testing.T) {
	t.Parallel()
	ctx := context.Background()
	w := newWorld(t, xerofake.Switches{})
	saved := func(id string) {
		t.Helper()
		_, err := w.file.SaveRevision(ctx, id, store.WhySaved)
		mustDo(t, err)
	}
	var id string
	var want []store.Why
	expect := func(what string, more ...store.Why) {
		t.Helper()
		want = append(want, more...)
		got, changed := w.revisions(id)
		if !slices.Equal(got, want) || changed {
			t.Errorf("%s: %v, changed since: %v; want %v", what, got, changed, want)
		}
		want = slices.Clone(got)
	}

	// Saved, and posted as it was saved, with accounts from the settings.
	d := sample(document.Invoice, "D-0301", w.kauri())
	for _, l := range d.Lines() {
		l.Account = ""
	}
	w.save(d, 0)
	id = d.ID
	saved(id)
	expect("saved", store.WhySaved)
	w.post(id, "DRAFT")
	w.rest()
	want[0] = store.WhyPosted
	expect("posted as it was saved")
	saved(id)
	expect("saved without a change after posting")

	// Posted with changes that were not saved on purpose; several at once.
	w.change(id, func(d *document.Document) { d.Reference = "PO 1" })
	w.bulk([]string{id}, "")
	w.rest()
	expect("posted with others", store.WhyPosted)

	// Posted on save: one, which says so.
	set, err := w.file.Settings(ctx)
	mustDo(t, err)
	set.Sync.PostOnSave = true
	mustDo(t, w.file.SaveSettings(ctx, set))
	w.change(id, func(d *document.Document) { d.Reference = "PO 2" })
	saved(id)
	mustDo(t, w.svc.PostOnSave(ctx, id))
	w.rest()
	expect("posted on save", store.WhyPosted)

	// Changed in Xero while it is closed, by hand and by the timer's check.
	there := w.xeroID(id)
	mustDo(t, w.sim.Control().SetInvoiceDueDate(there, "2026-12-24"))
	w.clock.Advance(10 * time.Minute)
	w.checkNow()
	expect("changed in Xero", store.WhyPulled)

	// A line removed there, and restored here.
	mustDo(t, w.sim.Control().RemoveLine(there, 0))
	w.clock.Advance(10 * time.Minute)
	w.checkNow()
	expect("a line removed in Xero", store.WhyPulled)
	mustDo(t, w.svc.RestoreLost(ctx, id, w.doc(id).Banners[0].ID))
	expect("the line restored", store.WhyRestored)

	// Changed on both sides and merged, which is posted at once.
	mustDo(t, w.sim.Control().EditInvoice(there, func(v *xerofake.Invoice) { v.Reference = "theirs" }))
	w.change(id, func(d *document.Document) { d.Reference = "mine" })
	w.clock.Advance(10 * time.Minute)
	w.checkNow()
	c := w.conflict(id)
	w.decide(c, Here, nil)
	w.rest()
	expect("merged and posted", store.WhySaved, store.WhyMerged, store.WhyPosted)

	// An earlier revision restored: what was there is one already.
	heads, _, err := w.file.RevisionHeads(ctx, id)
	mustDo(t, err)
	_, err = w.file.RestoreRevision(ctx, id, heads[len(heads)-1].ID)
	mustDo(t, err)
	expect("restored", store.WhyRestored)
	if d := w.doc(id); d.State != document.UpdatedLocally || d.Lines()[0].Account == "" {
		t.Errorf("restored it is %s, account %q", d.State, d.Lines()[0].Account)
	}

	// Paid: only what stays here.
	mustDo(t, w.sim.Control().ApproveInvoice(there))
	mustDo(t, w.sim.Control().Pay(there, decimal.NewFromInt(1), xerofake.DateOf(w.clock.Now())))
	w.clock.Advance(10 * time.Minute)
	w.checkNow()
	before := document.Project(&[]document.Document{w.doc(id).Document}[0])
	w.change(id, func(d *document.Document) { d.InternalNotes = "paid a little" })
	saved(id)
	expect("saved while locked", store.WhySaved)
	heads, _, err = w.file.RevisionHeads(ctx, id)
	mustDo(t, err)
	_, err = w.file.RestoreRevision(ctx, id, heads[4].ID)
	mustDo(t, err)
	expect("restored while locked", store.WhyRestored)
	after := document.Project(&[]document.Document{w.doc(id).Document}[0])
	if !after.Equal(before) || w.doc(id).InternalNotes == "paid a little" {
		t.Errorf("restored while locked: notes %q, %v", w.doc(id).InternalNotes, before.Diff(after))
	}
}

// An import makes one of what is new, and of what it changes.
func TestImportsAreRevisions(t *testing.T) {
	t.Parallel()
	w := importWorld(t, 2, 3, 0)
	w.apply(w.download(everything))
	var id string
	mustDo(t, w.file.View(context.Background(), func(tx *store.SyncTx) error {
		link, _, err := tx.LinkByXeroID(store.RecordInvoice, importID('a', 1))
		id = link.RecordID
		return err
	}))
	w.clock.Advance(time.Minute)
	mustDo(t, w.sim.Control().EditInvoice(importID('a', 1), func(v *xerofake.Invoice) { v.Reference = "theirs" }))
	w.apply(w.download(everything))
	if whys, changed := w.revisions(id); !slices.Equal(whys, []store.Why{store.WhyPulled, store.WhyPulled}) || changed {
		t.Errorf("%v, changed since: %v", whys, changed)
	}
}
