package xerosync

import (
	"context"
	"fmt"
	"testing"
	"time"

	"litework/document"
	"litework/store"
	"litework/xerosync/xerofake"
)

// TestManyPulls asks before the content of many documents changes.
func TestManyPulls(t *testing.T) {
	manyRecords(t)
	t.Parallel()
	ctx := context.Background()
	w := newWorld(t, xerofake.Switches{})
	w.connect()
	c := w.contactInXero("Kauri Point Films Ltd")
	var intents []Intent
	var ids []string
	for i := range manyPulls + 1 {
		d := sample(document.Invoice, fmt.Sprintf("M-%03d", i), document.Client{ContactID: c.ID, Name: c.Name})
		w.save(d, 0)
		ids = append(ids, d.ID)
	}
	sheet, err := w.svc.BulkSheet(ctx, ids, "AUTHORISED")
	mustDo(t, err)
	for _, d := range sheet.Documents {
		intents = append(intents, d.Confirm)
	}
	_, err = w.svc.PostMany(ctx, intents)
	mustDo(t, err)
	w.rest()
	w.checkNow()
	mark := w.mark(markSince(store.RecordInvoice))
	w.clock.Advance(time.Hour)
	for i, id := range ids {
		there := w.xeroID(id)
		mustDo(t, w.sim.Control().SetInvoiceDueDate(there, "2026-12-24"))
		if i == 0 {
			mustDo(t, w.sim.Control().Pay(there, dec("10"), "2026-11-20"))
		}
	}
	w.checkNow()
	due := func() (n int) {
		for _, id := range ids {
			if w.doc(id).Due.String() == "2026-12-24" {
				n++
			}
		}
		return n
	}
	asks := w.pullsAsked()
	if due() != 0 || len(asks) != 1 || asks[0].Kind != AskManyPulls || asks[0].Count != len(ids) ||
		asks[0].Records[3].Details != "due date" || w.svc.State().Asking == 0 {
		t.Fatalf("%d changed, asked %+v", due(), asks)
	}
	if !w.doc(ids[0]).Remote.AmountPaid.Equal(dec("10")) {
		t.Error("the payment waits too")
	}
	if w.mark(markSince(store.RecordInvoice)) != mark {
		t.Error("the watermark has moved")
	}
	mustDo(t, w.svc.AnswerAsk(ctx, asks[0].ID, false))
	w.timedCheck()
	if asks := w.pullsAsked(); due() != 0 || len(asks) != 0 {
		t.Fatalf("after a no %d changed, asked %v", due(), asks)
	}
	// The no stands when there are fewer, and after a start, for the very changes
	// it was about.
	mustDo(t, w.svc.Apply(ctx, ids[1]))
	w.stop()
	w.start()
	w.timedCheck()
	if asks := w.pullsAsked(); due() != 1 || len(asks) != 0 {
		t.Fatalf("of fewer %d changed, asked %v", due(), asks)
	}
	mustDo(t, w.sim.Control().EditInvoice(w.xeroID(ids[2]), func(v *xerofake.Invoice) { v.Reference = "again" }))
	w.timedCheck()
	if w.doc(ids[2]).Reference != "again" || due() != 2 || len(w.pullsAsked()) != 0 {
		t.Fatalf("after it changed again %d changed", due())
	}
	// Who asks for a check is asked, however few they are.
	w.checkNow()
	asks = w.pullsAsked()
	if len(asks) != 1 || asks[0].Count != len(ids)-2 || due() != 2 {
		t.Fatalf("who asks is asked %v; %d changed", asks, due())
	}
	mustDo(t, w.svc.AnswerAsk(ctx, asks[0].ID, true))
	w.rest()
	if due() != len(ids) {
		t.Errorf("after a yes %d changed", due())
	}
	w.checkNow()
	if asks := w.pullsAsked(); len(asks) != 0 || w.mark(markSince(store.RecordInvoice)) == mark {
		t.Errorf("it asks %v, the watermark is %s", asks, w.mark(markSince(store.RecordInvoice)))
	}
}

// timedCheck is a check that nobody asked for.
func (w *world) timedCheck() {
	w.t.Helper()
	w.svc.session.checkNow = true
	w.rest()
}

// pullsAsked are the questions about many pulls.
func (w *world) pullsAsked() (out []Ask) {
	w.t.Helper()
	asks, err := w.svc.Asks(context.Background())
	mustDo(w.t, err)
	for _, a := range asks {
		if a.Kind == AskManyPulls {
			out = append(out, a)
		}
	}
	return out
}
