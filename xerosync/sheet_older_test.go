package xerosync

import (
	"context"
	"testing"
	"time"

	"litework/document"
	"litework/xerosync/xerofake"
)

// A sheet that was opened before a change made in Xero was taken over is
// refused: what it would send undoes that change, and nobody has seen both.
func TestSheetOlderThanAPull(t *testing.T) {
	ctx := context.Background()
	w := newWorld(t, xerofake.Switches{})
	id, xeroID := w.shared(document.Invoice, "DRAFT")
	sh, err := w.svc.Sheet(ctx, id)
	mustDo(t, err)
	mustDo(t, w.sim.Control().ChangeLine(xeroID, 0, func(l *xerofake.Line) { l.UnitAmount = dec("130.5") }))
	w.clock.Advance(10 * time.Minute)
	w.checkNow()
	before := w.writes()
	if _, err := w.svc.Post(ctx, sh.WithStatus("AUTHORISED").Confirm); problemCodeOf(err) != "sheet-old" {
		t.Errorf("posted: %v", err)
	}
	w.rest()
	if v, _ := w.sim.Control().Invoice(xeroID); w.writes() != before || !v.Lines[0].UnitAmount.Equal(dec("130.5")) {
		t.Errorf("the change made in Xero was undone: %s", v.Lines[0].UnitAmount)
	}
	w.post(id, "AUTHORISED")
	w.rest()
	w.settled(id)
}

// So is one that was opened before a conflict was decided.
func TestSheetOlderThanADecision(t *testing.T) {
	ctx := context.Background()
	w := newWorld(t, xerofake.Switches{})
	id, xeroID := w.shared(document.Invoice, "DRAFT")
	w.change(id, func(d *document.Document) { d.Reference = "PO 9" })
	sh, err := w.svc.Sheet(ctx, id)
	mustDo(t, err)
	mustDo(t, w.sim.Control().SetInvoiceDueDate(xeroID, "2026-12-24"))
	w.clock.Advance(10 * time.Minute)
	w.checkNow()
	w.decide(w.conflict(id), There, nil)
	if _, err := w.svc.Post(ctx, sh.Confirm); problemCodeOf(err) != "sheet-old" {
		t.Errorf("posted: %v", err)
	}
	w.rest()
	if v, _ := w.sim.Control().Invoice(xeroID); v.DueDate != "2026-12-24" {
		t.Errorf("the decision was undone: due %s", v.DueDate)
	}
	w.settled(id)
}
