package xerosync

import (
	"context"
	"strings"
	"testing"
	"time"

	"litework/document"
	"litework/store"
	"litework/xerosync/xerofake"
)

// A document whose totals cannot be computed here is updated in its head fields
// like any other, and is one like any other once Xero's totals are ours.
func TestHeadOnlyIsUpdated(t *testing.T) {
	for _, kind := range []document.Kind{document.Invoice, document.Quote} {
		w := newWorld(t, xerofake.Switches{HalfEven: true})
		w.connect()
		x := w.sim.Control()
		client, err := x.AddContact(xerofake.Contact{Name: "Kauri Point Films Ltd"})
		mustDo(t, err)
		var there string
		if list := []xerofake.Line{aLine("Lamp", "1", "2.165")}; kind == document.Invoice {
			there, err = x.AddInvoice(xerofake.Invoice{ContactID: client, InvoiceNumber: "H-1", Date: "2026-11-01", DueDate: "2026-12-01", Lines: list})
		} else {
			there, err = x.AddQuote(xerofake.Quote{ContactID: client, QuoteNumber: "H-1", Date: "2026-11-01", Lines: list})
		}
		mustDo(t, err)
		w.apply(w.download(everything))
		var id string
		mustDo(t, w.file.View(context.Background(), func(tx *store.SyncTx) error {
			link, _, err := tx.LinkByXeroID(store.RecordKind(kind), there)
			id = link.RecordID
			return err
		}))
		w.change(id, func(d *document.Document) { d.Reference = "PO 9" })
		w.post(id, "")
		w.rest()
		if doc := w.doc(id); !doc.HeadOnly || doc.State != document.Synced {
			t.Fatalf("%s: head only %v, %s %+v", kind, doc.HeadOnly, doc.State, doc.Op)
		}
		w.settled(id)
		w.clock.Advance(10 * time.Minute)
		mustDo(t, oneLine(0, func(l *xerofake.Line) { l.UnitAmount = dec("2") })(x, there))
		w.checkNow()
		if doc := w.doc(id); doc.HeadOnly || len(doc.Banners) != 0 {
			t.Errorf("%s: head only %v, %+v", kind, doc.HeadOnly, doc.Banners)
		}
		w.settled(id)
	}
}

// A post that failed because the totals differ has not failed any more once a
// change in Xero made them the same.
func TestTotalsAgreeAgain(t *testing.T) {
	w := newWorld(t, xerofake.Switches{HalfEven: true})
	id := w.linked(document.Invoice, "")
	w.change(id, func(d *document.Document) {
		d.Sections[0].Lines[0].Duration = document.Duration{}
		d.Sections[0].Lines[0].Quantity, d.Sections[0].Lines[0].UnitPrice = some("1"), some("2.165")
	})
	w.post(id, "")
	w.rest()
	if doc := w.doc(id); doc.State != document.SyncFailed {
		t.Fatalf("%s %+v", doc.State, doc.Op)
	}
	w.clock.Advance(10 * time.Minute)
	mustDo(t, w.sim.Control().ChangeLine(w.xeroID(id), 0, func(l *xerofake.Line) { l.UnitAmount = dec("2") }))
	w.checkNow()
	w.settled(id)
}

// What was written here and came to other totals in Xero stays so when something
// else of it changes there: it is no import, its lines can be changed, and a
// retry updates the same record.
func TestTotalsDifferStays(t *testing.T) {
	w := newWorld(t, xerofake.Switches{HalfEven: true})
	id := w.linked(document.Invoice, "")
	w.change(id, func(d *document.Document) {
		d.Sections[0].Lines[0].Duration = document.Duration{}
		d.Sections[0].Lines[0].Quantity, d.Sections[0].Lines[0].UnitPrice = some("1"), some("2.165")
	})
	w.post(id, "")
	w.rest()
	x, there := w.sim.Control(), w.xeroID(id)
	differs := func(what string) {
		t.Helper()
		doc, total := w.doc(id), document.FormatMoney(w.doc(id).Remote.Total)
		if doc.State != document.SyncFailed || doc.Op.Problem.Code != "totals-differ" || !strings.Contains(doc.Op.Problem.Sentence, total) ||
			doc.HeadOnly || len(doc.Banners) != 0 {
			t.Fatalf("%s: %s %+v, head only %v, %+v", what, doc.State, doc.Op.Problem, doc.HeadOnly, doc.Banners)
		}
	}
	differs("posted")
	w.clock.Advance(10 * time.Minute)
	mustDo(t, x.EditInvoice(there, func(v *xerofake.Invoice) { v.Reference = "ACC" }))
	w.checkNow()
	differs("another reference")
	mustDo(t, x.ChangeLine(there, 3, func(l *xerofake.Line) { l.UnitAmount = dec("900") }))
	w.clock.Advance(10 * time.Minute)
	w.checkNow()
	differs("another line")
	if doc := w.doc(id); doc.Reference != "ACC" || !doc.Sections[1].Lines[0].UnitPrice.Decimal.Equal(dec("900")) {
		t.Fatalf("not taken over: %+v", doc.Document)
	}
	w.still(id)
	mustDo(t, w.svc.Retry(context.Background(), id))
	w.rest()
	differs("tried again")
	w.change(id, func(d *document.Document) { d.Sections[0].Lines[0].UnitPrice = some("2.16") })
	w.post(id, "")
	w.rest()
	if n := len(x.Invoices()); n != 1 {
		t.Errorf("%d invoices", n)
	}
	w.settled(id)
}
