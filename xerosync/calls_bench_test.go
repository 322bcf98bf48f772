package xerosync

import (
	"context"
	"strings"
	"testing"
	"time"

	"litework/document"
	"litework/xerosync/xerofake"
)

// BenchmarkCalls counts the calls of everyday work by the simulator's counter,
// finding the connection apart, which is once a session.
func BenchmarkCalls(b *testing.B) {
	for name, work := range map[string]func(w *world, counted func(func())){
		"idle-check": func(w *world, counted func(func())) {
			w.shared(document.Invoice, "AUTHORISED")
			set, err := w.file.Settings(b.Context())
			mustDo(b, err)
			set.Sync.CheckOff, set.Sync.CheckMinutes = false, 10
			mustDo(b, w.file.SaveSettings(b.Context(), set))
			for range 4 { // the slow reconciliation has its first round
				w.clock.Advance(reconcilePause)
				w.rest()
			}
			w.checkNow()
			counted(func() { w.clock.Advance(10 * time.Minute); w.rest() })
		},
		"new-invoice": func(w *world, counted func(func())) {
			d := sample(document.Invoice, "C-1", w.kauri())
			w.save(d, 0)
			counted(func() { w.post(d.ID, "AUTHORISED"); w.rest() })
		},
		"update": func(w *world, counted func(func())) {
			d := sample(document.Invoice, "C-1", w.kauri())
			w.save(d, 0)
			w.post(d.ID, "AUTHORISED")
			w.rest()
			w.change(d.ID, func(d *document.Document) { d.Reference = "PO 2" })
			counted(func() { w.post(d.ID, ""); w.rest() })
		},
		"day": func(w *world, counted func(func())) {
			w.shared(document.Invoice, "AUTHORISED")
			w.on()
			set, err := w.file.Settings(context.Background())
			mustDo(b, err)
			set.Sync.CheckMinutes = 15
			mustDo(b, w.file.SaveSettings(context.Background(), set))
			counted(func() { w.pass(8 * time.Hour) })
		},
	} {
		b.Run(name, func(b *testing.B) {
			calls := 0
			for b.Loop() {
				w := newWorld(b, xerofake.Switches{})
				work(w, func(f func()) {
					count := w.counting()
					f()
					calls = 0
					for call, times := range count() {
						if !strings.Contains(call, "connect") {
							calls += times
						}
					}
				})
				w.close()
			}
			b.ReportMetric(float64(calls), "calls")
		})
	}
}
