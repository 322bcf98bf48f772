package xerosync

import (
	"net/http"
	"strings"
	"testing"
	"time"

	"litework/document"
	"litework/store"
	"litework/xerosync/xerofake"
)

// on switches the timed check on, with its longest interval.
func (w *world) on() {
	w.t.Helper()
	ctx := w.t.Context()
	set, err := w.file.Settings(ctx)
	mustDo(w.t, err)
	set.Sync.CheckOff, set.Sync.CheckMinutes = false, 30
	mustDo(w.t, w.file.SaveSettings(ctx, set))
}

// pass lets the time go on, in steps of the engine's own.
func (w *world) pass(d time.Duration) {
	w.t.Helper()
	until := w.clock.Now().Add(d)
	for {
		w.rest()
		next := w.svc.State().Next
		if next.IsZero() || next.After(until) {
			break
		}
		w.clock.Advance(max(next.Sub(w.clock.Now()), time.Second))
	}
	w.clock.Advance(max(until.Sub(w.clock.Now()), 0))
	w.rest()
}

// TestReconciliation finds what Xero does not tell of: an edit that does not
// change the time of the last one.
func TestReconciliation(t *testing.T) {
	w := newWorld(t, xerofake.Switches{})
	id, there := w.shared(document.Invoice, "AUTHORISED")
	mustDo(t, w.sim.Control().Pay(there, dec("10"), "2026-11-20"))
	w.clock.Advance(time.Hour)
	_, err := w.sim.Control().AddQuote(xerofake.Quote{ContactID: w.contactID("Kauri Point Films Ltd"), Lines: []xerofake.Line{aLine("Lamp", "1", "1")}})
	mustDo(t, err)
	_, err = w.sim.Control().AddInvoice(xerofake.Invoice{ContactID: w.contactID("Kauri Point Films Ltd"), Lines: []xerofake.Line{aLine("Lamp", "1", "1")}})
	mustDo(t, err)
	w.on()
	w.pass(time.Minute)
	mustDo(t, w.sim.Control().SetInvoiceDueDate(there, "2026-12-24"))
	w.checkNow()
	if w.doc(id).Due.String() == "2026-12-24" {
		t.Fatal("Xero tells of it")
	}
	w.pass(time.Hour)
	if got := w.doc(id).Due.String(); got != "2026-12-24" {
		t.Errorf("due %s", got)
	}
	calls := w.counting()
	w.pass(8 * time.Hour)
	if n := calls()["GET /Invoices"]; n > 16+3 {
		t.Errorf("%d reads of invoices in a day's work", n)
	}
	w.settled(id)
}

// A change that Xero dates before the last one that was seen, as when its clocks
// differ, is no list's news; the slow reconciliation takes it for what Xero has.
func TestReconciliationTakesWhatIsDatedEarlier(t *testing.T) {
	for _, kind := range []document.Kind{document.Invoice, document.Quote} {
		w := newWorld(t, xerofake.Switches{})
		id, there := w.shared(kind, "DRAFT")
		w.clock.Advance(time.Hour)
		x := w.sim.Control()
		edit := func(words string) {
			if kind == document.Quote {
				mustDo(t, x.EditQuote(there, func(q *xerofake.Quote) { q.Reference = words }))
			} else {
				mustDo(t, x.EditInvoice(there, func(v *xerofake.Invoice) { v.Reference = words }))
			}
		}
		edit("first")
		w.on()
		w.pass(time.Minute)
		x.SetSkew(-30 * time.Minute)
		edit("second")
		x.SetSkew(0)
		w.checkNow()
		if got := w.doc(id).Reference; got != "first" {
			t.Fatalf("%s: the reference is %s", kind, got)
		}
		w.pass(2 * time.Hour)
		if got := w.doc(id).Reference; got != "second" {
			t.Errorf("%s: the reference is %s", kind, got)
		}
		w.settled(id)
	}
}

// TestNotThereAnyMore: a record that Xero has no more leaves its document as it
// is, with a line that says so once.
func TestNotThereAnyMore(t *testing.T) {
	for _, kind := range []document.Kind{document.Invoice, document.Quote} {
		w := newWorld(t, xerofake.Switches{})
		id, there := w.shared(kind, "DRAFT")
		w.on()
		w.pass(time.Minute)
		was := w.doc(id).Document
		w.answering(func(r *http.Request) *http.Response {
			switch {
			case strings.HasSuffix(r.URL.Path, "/"+there):
				return plainAnswer(r, http.StatusNotFound, "The resource you're looking for cannot be found")
			case strings.HasSuffix(r.URL.Path, "/Quotes"), r.URL.Query().Get("IDs") != "":
				list := "Invoices"
				if strings.HasSuffix(r.URL.Path, "/Quotes") {
					list = "Quotes"
				}
				return page(r, http.StatusOK, "application/json", `{"Status":"OK","`+list+`":[]}`)
			}
			return nil
		})
		w.pass(3 * time.Hour)
		w.clock.Advance(8 * 24 * time.Hour)
		w.pass(3 * time.Hour)
		doc := w.doc(id)
		if len(doc.Banners) != 1 || doc.Banners[0].Kind != store.BannerNote || !strings.Contains(doc.Banners[0].Text, "does not have D-0146 any more") {
			t.Errorf("%s: banners %+v", kind, doc.Banners)
		}
		if doc.Document.Number != was.Number || !doc.DeletedAt.IsZero() || doc.Remote == nil {
			t.Errorf("%s: it was changed: %+v", kind, doc)
		}
		n := 0
		for _, h := range w.historyOf(id) {
			if strings.Contains(h, "any more") {
				n++
			}
		}
		if n != 1 {
			t.Errorf("%s: told %d times", kind, n)
		}
		w.close()
	}
}

func (w *world) contactID(name string) string {
	w.t.Helper()
	id := ""
	mustDo(w.t, w.file.View(w.t.Context(), func(tx *store.SyncTx) (err error) {
		id, err = contactInXero(tx, w.contactNamed(name).ID)
		return err
	}))
	return id
}
