package xerosync

import (
	"context"
	"os"
	"path/filepath"
	"testing"
	"time"

	"litework/document"
	"litework/store"
	"litework/xerosync/xerofake"
)

// catchingWorld is a world whose file knows the machine it is on.
func catchingWorld(t *testing.T) *world {
	w := newWorld(t, xerofake.Switches{})
	w.stop()
	w.stateDir = filepath.Join(filepath.Dir(w.path), "state")
	w.start()
	return w
}

// restore puts an older copy in the place of the company file.
func (w *world) restore(copy string) {
	w.t.Helper()
	w.stop()
	mustDo(w.t, store.Restore(context.Background(), w.path, copy, store.Options{}))
	w.start()
}

func (w *world) catchingUp() CatchUp {
	w.t.Helper()
	c, ok, err := w.svc.CatchingUp(context.Background())
	mustDo(w.t, err)
	if !ok {
		w.t.Fatal("it does not catch up")
	}
	return c
}

// TestOlderBackupCatchesUp restores a copy made before a document was changed,
// one was posted and one was queued: nothing is sent, nothing is doubled, and
// everything is in step again after the user has decided.
func TestOlderBackupCatchesUp(t *testing.T) {
	ctx := context.Background()
	w := catchingWorld(t)
	kept, there := w.shared(document.Invoice, "AUTHORISED")
	c, err := w.file.Document(ctx, kept)
	mustDo(t, err)
	posted := sample(document.Quote, "Q-77", c.Client)
	w.save(posted, 0)
	same := sample(document.Invoice, "I-78", c.Client)
	w.save(same, 0)
	queued := sample(document.Invoice, "I-79", c.Client)
	w.save(queued, 0)
	w.post(queued.ID, "DRAFT") // waits in the copy
	backup := filepath.Join(filepath.Dir(w.path), "copy.litework")
	mustDo(t, w.file.BackupTo(ctx, backup))

	w.rest()
	w.change(kept, func(d *document.Document) { d.Reference = "PO 99" })
	w.post(kept, "")
	w.change(posted.ID, func(d *document.Document) { d.Reference = "as posted" })
	w.post(posted.ID, "SENT")
	w.post(same.ID, "DRAFT")
	w.rest()
	later := sample(document.Invoice, "I-90", c.Client)
	w.save(later, 0)
	w.post(later.ID, "DRAFT")
	w.rest()
	invoices, quotes := len(w.sim.Control().Invoices()), len(w.sim.Control().Quotes())
	w.clock.Advance(time.Hour)

	before := w.writes()
	writes := func() int { return w.writes() - before }
	w.restore(backup)
	if w.file.CounterVerdict() != store.CounterBehind {
		t.Fatalf("the copy is %s", w.file.CounterVerdict())
	}
	sheet, err := w.svc.Sheet(ctx, posted.ID)
	mustDo(t, err)
	_, err = w.svc.Post(ctx, sheet.Confirm)
	if p := document.ProblemOf(err); p == nil || p.Code != "catching-up" {
		t.Errorf("posting gives %v", err)
	}
	w.rest()
	found := w.catchingUp()
	if !found.Ready || found.Withdrawn != 1 || found.Linked != 3 {
		t.Errorf("caught up: %+v", found)
	}
	if n := writes(); n != 0 {
		t.Errorf("it wrote %d times to Xero", n)
	}
	if d := w.doc(kept); d.Reference != "PO 99" || d.State != document.Synced || d.InternalNotes == "" {
		t.Errorf("the changed one is %s with %q", d.State, d.Reference)
	}
	if d := w.doc(same.ID); d.State != document.Synced {
		t.Errorf("what was posted as it is here is %s", d.State)
	}
	if d := w.doc(posted.ID); d.State != document.Conflict || d.Reference == "as posted" {
		t.Errorf("what was posted otherwise is %s with %q", d.State, d.Reference)
	}
	if n := w.svc.State().Unknown; n != 1 {
		t.Errorf("%d are offered for import", n)
	}
	next, err := w.file.NextNumber(ctx, document.Invoice)
	mustDo(t, err)
	for _, v := range w.sim.Control().Invoices() {
		if v.InvoiceNumber == next {
			t.Errorf("the next number would be %s, which Xero has", next)
		}
	}

	mustDo(t, w.svc.SwitchOn(ctx))
	w.rest()
	if _, ok, _ := w.svc.CatchingUp(ctx); ok {
		t.Error("it still catches up")
	}
	if a, b := len(w.sim.Control().Invoices()), len(w.sim.Control().Quotes()); a != invoices || b != quotes || writes() != 0 {
		t.Errorf("%d invoices after %d, %d quotes after %d, %d writes", a, invoices, b, quotes, writes())
	}
	mustDo(t, w.sim.Control().SetInvoiceDueDate(there, "2026-12-31"))
	w.clock.Advance(time.Hour)
	w.checkNow()
	w.settled(kept)
	w.stop()
	w.start()
	if w.file.CounterVerdict() != store.CounterTrusted {
		t.Error("it is strange again after a start")
	}
}

// TestCopyOnAnotherMachineCatchesUp: a file that another machine synced is
// strange here; what it sent and heard nothing of is looked up, not sent again.
func TestCopyOnAnotherMachineCatchesUp(t *testing.T) {
	ctx := context.Background()
	w := catchingWorld(t)
	id, _ := w.shared(document.Invoice, "DRAFT")
	w.change(id, func(d *document.Document) { d.Reference = "never arrived" })
	w.post(id, "")
	w.sim.Faults().Next(xerofake.On("POST", "/Invoices"), xerofake.DropBefore(), 1)
	for range 3 {
		if _, err := w.svc.Step(ctx); err != nil {
			t.Fatal(err)
		}
	}
	before := w.writes()
	writes := func() int { return w.writes() - before }
	w.stop()
	mustDo(t, os.RemoveAll(w.stateDir))
	w.start()
	w.rest()
	c := w.catchingUp()
	if !c.Ready || c.Unknown != 0 || writes() != 0 {
		t.Errorf("%+v, %d writes", c, writes())
	}
	mustDo(t, w.svc.SwitchOn(ctx))
	w.rest()
	if d := w.doc(id); d.State != document.UpdatedLocally || writes() != 0 {
		t.Errorf("%s, %d writes", d.State, writes())
	}
}

// TestCatchingUpIsInterrupted ends the program at every moment of it.
func TestCatchingUpIsInterrupted(t *testing.T) {
	t.Parallel()
	ctx := context.Background()
	w := catchingWorld(t)
	id, _ := w.shared(document.Invoice, "DRAFT")
	for n := 0; n < 200; n++ {
		w.stop()
		mustDo(t, os.RemoveAll(w.stateDir))
		w.start()
		before := w.writes()
		writes := func() int { return w.writes() - before }
		w.points, w.crashAt = nil, n
		w.rest()
		passed := len(w.points) <= n
		w.crashAt = -1
		w.rest()
		if c := w.catchingUp(); !c.Ready || writes() != 0 {
			t.Errorf("ended at point %d: %+v, %d writes", n, c, writes())
		}
		mustDo(t, w.svc.SwitchOn(ctx))
		if passed {
			t.Logf("%d points", n)
			break
		}
	}
	w.settled(id)
}
