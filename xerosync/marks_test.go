package xerosync

import (
	"context"
	"errors"
	"testing"

	"litework/document"
	"litework/store"
	"litework/xerosync/xerofake"
)

func problemCodeOf(err error) string {
	var p *document.Problem
	if errors.As(err, &p) {
		return p.Code
	}
	if err != nil {
		return err.Error()
	}
	return ""
}

// An approved invoice is marked as sent, and nothing else of it changes, on
// either side.
func TestMarkSent(t *testing.T) {
	w, id := posted(t, document.Invoice, "DRAFT", xerofake.Switches{StatusRequired: true})
	ctx := context.Background()
	c := w.sim.Control()
	xero := w.recordsInXeroByNumber()[0]
	if code := problemCodeOf(w.svc.MarkSent(ctx, id)); code != "not-approved" {
		t.Errorf("a draft: %s", code)
	}
	w.post(id, "AUTHORISED")
	w.rest()
	w.change(id, func(d *document.Document) { d.Reference = "PO 9" })
	calls := w.callsOf(func() {
		mustDo(t, w.svc.MarkSent(ctx, id))
		if code := problemCodeOf(w.svc.MarkSent(ctx, id)); code != "busy" {
			t.Errorf("twice: %s", code)
		}
		w.rest()
	})
	v, _ := c.Invoice(xero)
	doc := w.doc(id)
	if !v.SentToContact || v.Reference != "PO 7731" || !doc.Remote.SentToContact || doc.State != document.UpdatedLocally || len(calls) != 2 {
		t.Errorf("%+v %s %+v %v", v.SentToContact, doc.State, doc.Op, calls)
	}
	if before := w.writes(); w.svc.MarkSent(ctx, id) != nil || w.writes() != before || len(w.openOps()) != 0 {
		t.Error("marked again")
	}
	// A lost reply is settled, and a change in Xero stays one.
	w, id = posted(t, document.Invoice, "AUTHORISED", xerofake.Switches{})
	xero = w.recordsInXeroByNumber()[0]
	w.accountantEdits()
	mustDo(t, w.svc.MarkSent(ctx, id))
	w.net.fail = map[int]failure{len(w.net.calls) + 1: replyLost}
	for range 4 {
		w.stepOnce()
		w.clock.Advance(firstPause)
	}
	v, _ = w.sim.Control().Invoice(xero)
	_, base := w.linkAndBase(id)
	if doc := w.doc(id); !v.SentToContact || v.Reference != "ACC" || base.seen.Reference != "PO 7731" || len(w.openOps()) != 0 {
		t.Errorf("%v %q seen %q, %s %+v", v.SentToContact, v.Reference, base.seen.Reference, doc.State, doc.Op)
	}
}

// A quote is marked as invoiced from wherever it stands, without its content.
func TestMarkInvoiced(t *testing.T) {
	ctx := context.Background()
	for _, from := range []string{"DRAFT", "ACCEPTED"} {
		w, id := posted(t, document.Quote, from, xerofake.Switches{})
		w.change(id, func(d *document.Document) { d.Reference = "PO 9" })
		invoice := sample(document.Invoice, "D-0200", w.doc(id).Client)
		invoice.SourceID = id
		w.save(invoice, 0)
		if _, _, ok, err := w.svc.OfferInvoiced(ctx, invoice.ID); ok || err != nil {
			t.Errorf("offered before the invoice was posted: %v", err)
		}
		w.post(invoice.ID, "")
		w.rest()
		quote, number, ok, err := w.svc.OfferInvoiced(ctx, invoice.ID)
		if quote != id || number != "D-0146" || !ok || err != nil {
			t.Fatalf("%q %q %v %v", quote, number, ok, err)
		}
		mustDo(t, w.svc.MarkInvoiced(ctx, id))
		w.rest()
		q, _ := w.sim.Control().Quote(w.doc(id).Remote.XeroID)
		doc := w.doc(id)
		if q.Status != "INVOICED" || q.Reference != "PO 7731" || doc.Remote.Status != "INVOICED" || doc.State != document.UpdatedLocally {
			t.Errorf("from %s: %s %q here %s %s %+v", from, q.Status, q.Reference, doc.Remote.Status, doc.State, doc.Op)
		}
		if _, _, ok, _ := w.svc.OfferInvoiced(ctx, invoice.ID); ok {
			t.Error("offered again")
		}
	}
}

// What is saved is posted where settings say so, once it differs.
func TestPostOnSave(t *testing.T) {
	ctx := context.Background()
	w := newWorld(t, xerofake.Switches{})
	client := w.kauri()
	d := sample(document.Invoice, "D-0146", client)
	w.save(d, 0)
	mustDo(t, w.svc.PostOnSave(ctx, d.ID))
	if len(w.openOps()) != 0 {
		t.Error("posted without being asked to")
	}
	settings := func(change func(*document.Settings)) {
		set, err := w.file.Settings(ctx)
		mustDo(t, err)
		change(&set)
		mustDo(t, w.file.SaveSettings(ctx, set))
	}
	settings(func(s *document.Settings) {
		s.Sync.PostOnSave, s.PostInvoicesAs = true, document.AwaitingPayment
	})
	saved := func() {
		t.Helper()
		mustDo(t, w.svc.PostOnSave(ctx, d.ID))
		w.rest()
	}
	saved()
	doc := w.doc(d.ID)
	if doc.State != document.Synced || doc.Remote.Status != "DRAFT" {
		t.Fatalf("%s %+v %+v", doc.State, doc.Remote, doc.Op)
	}
	before := w.writes()
	saved()
	if w.writes() != before {
		t.Error("posted again without a change")
	}
	w.change(d.ID, func(d *document.Document) { d.Due = document.Date{} })
	saved()
	saved()
	if doc := w.doc(d.ID); doc.State != document.SyncFailed || doc.Op.Problem.Code != "due-missing" {
		t.Errorf("%s %+v", doc.State, doc.Op)
	}
	failures := 0
	err := w.file.View(ctx, func(tx *store.SyncTx) error {
		ops, err := tx.OpsOf(d.ID)
		for _, op := range ops {
			if op.State == store.OpFailed {
				failures++
			}
		}
		return err
	})
	if err != nil || failures != 1 || w.writes() != before {
		t.Errorf("%d failures, %d writes, %v", failures, w.writes()-before, err)
	}
	w.change(d.ID, func(d *document.Document) { d.Due = d.Date.AddDays(7) })
	saved()
	if doc := w.doc(d.ID); doc.State != document.Synced || w.writes() != before+1 {
		t.Errorf("%s %+v, %d writes", doc.State, doc.Op, w.writes()-before)
	}
	settings(func(s *document.Settings) { s.Sync.PostOnSaveAs = document.AwaitingPayment })
	d = sample(document.Invoice, "D-0147", client)
	w.save(d, 0)
	saved()
	if doc := w.doc(d.ID); doc.State != document.Synced || doc.Remote.Status != "AUTHORISED" {
		t.Errorf("%s %+v", doc.State, doc.Op)
	}
}
