package xerosync

import (
	"context"
	"testing"
	"time"

	"litework/document"
	"litework/xerosync/xerofake"
)

// BenchmarkBulkPost posts 500 documents with a known client: how many calls to
// Xero that takes, by the simulator's counter, and how many documents a second.
func BenchmarkBulkPost(b *testing.B) {
	const n = 500
	cases := []struct {
		name   string
		kind   document.Kind
		update bool
	}{
		{"invoices", document.Invoice, false}, {"invoice-updates", document.Invoice, true},
		{"quotes", document.Quote, false}, {"quote-updates", document.Quote, true},
	}
	for _, c := range cases {
		b.Run(c.name, func(b *testing.B) {
			for b.Loop() {
				b.StopTimer()
				w := newWorld(b, xerofake.Switches{})
				ids := w.several(c.kind, n, w.kauri())
				if c.update {
					w.bulk(ids, "DRAFT")
					w.rest()
					for _, id := range ids {
						w.change(id, func(d *document.Document) { d.Reference = "PO 2" })
					}
				}
				w.sim.Control().ResetCalls()
				start := time.Now()
				b.StartTimer()
				w.bulk(ids, "DRAFT")
				w.rest()
				b.StopTimer()
				took := time.Since(start)
				w.allSynced(ids)
				calls := 0
				for _, times := range w.sim.Control().Calls() {
					calls += times
				}
				b.ReportMetric(float64(calls), "calls")
				b.ReportMetric(n/took.Seconds(), "documents/s")
				b.StartTimer()
			}
		})
	}
}

// BenchmarkBulkSheet checks and queues 1,000 documents.
func BenchmarkBulkSheet(b *testing.B) {
	w := newWorld(b, xerofake.Switches{})
	ids := w.several(document.Invoice, MaxBulk, w.kauri())
	ctx := context.Background()
	var intents []Intent
	b.Run("sheet", func(b *testing.B) {
		for b.Loop() {
			sh, err := w.svc.BulkSheet(ctx, ids, "")
			if err != nil || sh.Ready != len(ids) {
				b.Fatal(sh.Ready, err)
			}
			intents = intents[:0]
			for _, d := range sh.Documents {
				intents = append(intents, d.Confirm)
			}
		}
	})
	b.Run("post", func(b *testing.B) {
		for b.Loop() {
			if _, err := w.svc.PostMany(ctx, intents); err != nil {
				b.Fatal(err)
			}
		}
	})
	b.Run("withdraw", func(b *testing.B) {
		for b.Loop() {
			if _, err := w.svc.PostMany(ctx, intents); err != nil {
				b.Fatal(err)
			}
			if n, err := w.svc.WithdrawMany(ctx, ids); err != nil || n != len(ids) {
				b.Fatal(n, err)
			}
		}
	})
}
