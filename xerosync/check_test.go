package xerosync

import (
	"context"
	"net/http"
	"strings"
	"testing"
	"time"

	"litework/document"
	"litework/store"
	"litework/xerosync/xerofake"
)

// TestStatuses lets a document come to every status in Xero: it is shown here,
// told of, and changes nothing else.
func TestStatuses(t *testing.T) {
	day := xerofake.Date("2026-11-20")
	cases := []struct {
		name   string
		kind   document.Kind
		posted string
		do     []func(c *xerofake.Control, id string) error
		// status is what is shown, told what the history says of the last.
		status document.Status
		told   string
	}{
		{"approved", document.Invoice, "DRAFT", []func(*xerofake.Control, string) error{(*xerofake.Control).ApproveInvoice},
			document.AwaitingPayment, "D-0146 was approved in Xero."},
		{"paid", document.Invoice, "AUTHORISED", []func(*xerofake.Control, string) error{
			func(c *xerofake.Control, id string) error {
				v, _ := c.Invoice(id)
				return c.Pay(id, v.AmountDue, day)
			}}, document.Paid, "D-0146 was paid 3,690.61 in Xero."},
		{"part paid", document.Invoice, "AUTHORISED", []func(*xerofake.Control, string) error{
			func(c *xerofake.Control, id string) error { return c.Pay(id, dec("500"), day) },
		}, document.PartPaid, "D-0146 was paid 500.00 in Xero."},
		{"credited", document.Invoice, "AUTHORISED", []func(*xerofake.Control, string) error{
			func(c *xerofake.Control, id string) error { return c.Credit(id, dec("100.50"), day) },
		}, document.PartPaid, "D-0146 was credited 100.50 in Xero."},
		{"un-paid", document.Invoice, "AUTHORISED", []func(*xerofake.Control, string) error{
			func(c *xerofake.Control, id string) error { return c.Pay(id, dec("500"), day) },
			(*xerofake.Control).Unpay,
		}, document.AwaitingPayment, "D-0146 had a payment of 500.00 removed in Xero."},
		{"voided", document.Invoice, "AUTHORISED", []func(*xerofake.Control, string) error{(*xerofake.Control).VoidInvoice},
			document.Voided, "D-0146 was voided in Xero."},
		{"deleted", document.Invoice, "DRAFT", []func(*xerofake.Control, string) error{(*xerofake.Control).DeleteInvoice},
			document.DeletedInXero, "D-0146 was deleted in Xero."},
		{"marked as sent", document.Invoice, "AUTHORISED", []func(*xerofake.Control, string) error{(*xerofake.Control).MarkSent},
			document.AwaitingPayment, "D-0146 was marked as sent in Xero."},
		{"accepted", document.Quote, "SENT", []func(*xerofake.Control, string) error{
			func(c *xerofake.Control, id string) error { return c.SetQuoteStatus(id, "ACCEPTED") },
		}, document.Accepted, "D-0146 was marked as Accepted in Xero."},
		{"declined", document.Quote, "SENT", []func(*xerofake.Control, string) error{
			func(c *xerofake.Control, id string) error { return c.SetQuoteStatus(id, "DECLINED") },
		}, document.Declined, "D-0146 was marked as Declined in Xero."},
		{"invoiced", document.Quote, "ACCEPTED", []func(*xerofake.Control, string) error{
			func(c *xerofake.Control, id string) error { _, err := c.ConvertQuote(id); return err },
		}, document.Invoiced, "D-0146 was marked as Invoiced in Xero."},
		{"quote deleted", document.Quote, "SENT", []func(*xerofake.Control, string) error{
			func(c *xerofake.Control, id string) error { return c.SetQuoteStatus(id, "DELETED") },
		}, document.DeletedInXero, "D-0146 was deleted in Xero."},
	}
	for _, c := range cases {
		t.Run(c.name, func(t *testing.T) {
			w := newWorld(t, xerofake.Switches{HideDeleted: true})
			id, there := w.shared(c.kind, c.posted)
			was := w.doc(id)
			for _, do := range c.do {
				w.svc.Hold(id) // being edited keeps back content alone
				mustDo(t, do(w.sim.Control(), there))
				w.checkNow()
				w.clock.Advance(time.Minute)
			}
			now := w.doc(id)
			if got := document.ShownStatus(&now.Document, now.Remote, document.Date{}); got != c.status {
				t.Errorf("shown as %s", got)
			}
			if got := w.told(id); got != c.told {
				t.Errorf("the history says %q", got)
			}
			if now.State != document.Synced || now.Rev != was.Rev {
				t.Errorf("it is %s, revision %d after %d", now.State, now.Rev, was.Rev)
			}
			w.still(id)
		})
	}
}

// TestMarkFollows: a status of a quote that was set here never hides what Xero
// has come to since.
func TestMarkFollows(t *testing.T) {
	for _, posted := range []bool{true, false} {
		w := newWorld(t, xerofake.Switches{})
		id, there := w.shared(document.Quote, "SENT")
		w.change(id, func(d *document.Document) { d.Mark = document.Accepted })
		want := document.Declined
		if posted {
			w.post(id, "ACCEPTED")
			w.rest()
			mustDo(t, w.sim.Control().SetQuoteStatus(there, "SENT"))
			mustDo(t, w.sim.Control().SetQuoteStatus(there, "DECLINED"))
		} else {
			want = document.Accepted
			mustDo(t, w.sim.Control().SetQuoteStatus(there, "ACCEPTED"))
		}
		w.clock.Advance(time.Minute)
		w.checkNow()
		now := w.doc(id)
		if got := document.ShownStatus(&now.Document, now.Remote, document.Date{}); got != want {
			t.Errorf("shown as %s, not %s", got, want)
		}
		w.settled(id)
		w.close()
	}
}

// TestIdleCheck counts the calls of a check that finds nothing, at its time.
func TestIdleCheck(t *testing.T) {
	w := newWorld(t, xerofake.Switches{})
	id, _ := w.shared(document.Invoice, "AUTHORISED")
	set, err := w.file.Settings(context.Background())
	mustDo(t, err)
	set.Sync.CheckOff, set.Sync.CheckMinutes = false, 10
	mustDo(t, w.file.SaveSettings(context.Background(), set))
	for range 4 { // the slow reconciliation has its first round
		w.clock.Advance(reconcilePause)
		w.rest()
	}
	w.checkNow()
	before := w.picture(id)
	for range 3 {
		next := w.svc.State().Next
		if wait := next.Sub(w.clock.Now()); wait <= 0 || wait > 10*time.Minute {
			t.Fatalf("the next check is due in %s", wait)
		}
		calls := w.counting()
		w.clock.Advance(10 * time.Minute)
		w.rest()
		got := calls()
		for call, n := range got {
			if n != 1 && !strings.Contains(call, "connect") || strings.Contains(call, "{id}") {
				t.Errorf("%d × %s", n, call)
			}
		}
		if got["GET /Invoices"] != 1 || got["GET /Quotes"] != 1 {
			t.Errorf("it called %v", got)
		}
	}
	if w.picture(id) != before {
		t.Error("idle checks changed something")
	}
	set.Sync.CheckOff = true
	mustDo(t, w.file.SaveSettings(context.Background(), set))
	calls := w.counting()
	w.pass(time.Hour)
	if got := calls(); got["GET /Invoices"]+got["GET /Quotes"] != 0 {
		t.Errorf("switched off, it called %v", got)
	}
}

// TestHeldBack keeps a change away from a document that is edited, and tells of
// it; a payment comes through.
func TestHeldBack(t *testing.T) {
	ctx := context.Background()
	w := newWorld(t, xerofake.Switches{})
	id, there := w.shared(document.Invoice, "AUTHORISED")
	w.svc.Hold(id)
	mustDo(t, w.sim.Control().SetInvoiceDueDate(there, "2026-12-24"))
	mustDo(t, w.sim.Control().Pay(there, dec("10"), "2026-11-20"))
	was := w.doc(id)
	w.checkNow()
	now := w.doc(id)
	if now.Rev != was.Rev || !now.Remote.AmountPaid.Equal(dec("10")) || now.State != document.Synced {
		t.Errorf("revision %d after %d, paid %s, %s", now.Rev, was.Rev, now.Remote.AmountPaid, now.State)
	}
	if held := w.svc.State().Held; held != "D-0146" {
		t.Errorf("held is %q", held)
	}
	changes, ok, err := w.svc.Pending(ctx, id)
	if err != nil || !ok || len(changes) != 1 || changes[0].Field != "due" || changes[0].New != "24 Dec 2026" {
		t.Errorf("pending is %v %v %v", changes, ok, err)
	}
	w.stop() // it waits over a start, too
	w.start()
	w.svc.Hold(id)
	w.rest()
	if now := w.doc(id); now.Rev != was.Rev {
		t.Error("it did not wait")
	}
	w.clock.Advance(holdRest)
	w.rest()
	if now := w.doc(id); now.Due != document.NewDate(2026, 12, 24) || w.svc.State().Held != "" {
		t.Errorf("due %s, held %q", now.Due, w.svc.State().Held)
	}
	w.settled(id)
}

// TestApply takes a waiting change over when the user says so.
func TestApply(t *testing.T) {
	ctx := context.Background()
	for _, changed := range []bool{false, true} {
		w := newWorld(t, xerofake.Switches{})
		id, there := w.shared(document.Invoice, "AUTHORISED")
		w.svc.Hold(id)
		if changed {
			w.change(id, func(d *document.Document) { d.Reference = "PO 8" })
		}
		mustDo(t, w.sim.Control().SetInvoiceDueDate(there, "2026-12-24"))
		w.checkNow()
		w.clock.Advance(time.Hour)
		w.rest()
		if _, ok, _ := w.svc.Pending(ctx, id); ok != changed {
			t.Errorf("changed %v: pending is %v after an hour", changed, ok)
		}
		p := document.ProblemOf(w.svc.Apply(ctx, id))
		doc := w.doc(id)
		switch {
		case !changed && (p != nil || doc.Due.String() != "2026-12-24"):
			t.Errorf("due %s, %v", doc.Due, p)
		case changed && (p == nil || p.Code != "conflict" || doc.State != document.Conflict || doc.Reference != "PO 8"):
			t.Errorf("%s, %v", doc.State, p)
		}
		w.still(id)
		w.close()
	}
}

// TestBothChanged: nothing is overwritten, the same on both sides is adopted,
// and a conflict ends when one side goes back.
func TestBothChanged(t *testing.T) {
	w := newWorld(t, xerofake.Switches{})
	id, there := w.shared(document.Invoice, "AUTHORISED")
	was := w.doc(id).Document
	w.change(id, func(d *document.Document) { d.Reference = "PO 8" })
	mustDo(t, w.sim.Control().SetInvoiceDueDate(there, "2026-12-24"))
	w.checkNow()
	if doc := w.doc(id); doc.State != document.Conflict || doc.Due != was.Due || doc.Reference != "PO 8" {
		t.Fatalf("%s, due %s", doc.State, doc.Due)
	}
	w.still(id)
	w.clock.Advance(time.Minute)
	mustDo(t, w.sim.Control().SetInvoiceDueDate(there, xerofake.Date(was.Due.String())))
	w.checkNow()
	if doc := w.doc(id); doc.State != document.UpdatedLocally {
		t.Errorf("Xero has gone back, and it is %s", doc.State)
	}
	w.clock.Advance(time.Minute)
	mustDo(t, w.sim.Control().EditInvoice(there, func(v *xerofake.Invoice) { v.Reference = "PO 8" }))
	w.checkNow()
	w.settled(id)
	// An account that was assigned in Xero is no conflict with another change.
	w.change(id, func(d *document.Document) { d.Reference = "PO 9" })
	w.clock.Advance(time.Minute)
	mustDo(t, w.sim.Control().ChangeLine(there, 0, func(l *xerofake.Line) { l.AccountCode = "260" }))
	w.checkNow()
	if doc := w.doc(id); doc.State != document.UpdatedLocally || doc.Lines()[0].Account != "260" || doc.Reference != "PO 9" {
		t.Errorf("%s, %+v", doc.State, doc.Lines()[0])
	}
}

// TestUnknown counts what is new in Xero and imports none of it.
func TestUnknown(t *testing.T) {
	w := newWorld(t, xerofake.Switches{})
	w.connect()
	control := w.sim.Control()
	client, err := control.AddContact(xerofake.Contact{Name: "Rata Films"})
	mustDo(t, err)
	add := func(v xerofake.Invoice) string {
		v.ContactID, v.Lines = client, []xerofake.Line{aLine("Lamp", "1", "100")}
		id, err := control.AddInvoice(v)
		mustDo(t, err)
		w.clock.Advance(time.Minute)
		return id
	}
	add(xerofake.Invoice{})
	w.checkNow()
	if n := w.svc.State().Unknown; n != 0 {
		t.Errorf("%d are new that were there before", n)
	}
	add(xerofake.Invoice{})
	gone := add(xerofake.Invoice{})
	add(xerofake.Invoice{Type: "ACCPAY"})
	_, err = control.AddQuote(xerofake.Quote{ContactID: client, Lines: []xerofake.Line{aLine("Lamp", "1", "100")}})
	mustDo(t, err)
	w.checkNow()
	w.checkNow()
	if n := w.svc.State().Unknown; n != 3 {
		t.Errorf("%d are new", n)
	}
	w.clock.Advance(time.Minute)
	mustDo(t, control.DeleteInvoice(gone))
	w.checkNow()
	if n := w.svc.State().Unknown; n != 2 {
		t.Errorf("%d are new after one was deleted", n)
	}
	var all []string
	mustDo(t, w.file.View(context.Background(), func(tx *store.SyncTx) (err error) {
		all, err = tx.Records(store.RecordInvoice)
		return err
	}))
	if len(all) != 0 {
		t.Errorf("%d were imported", len(all))
	}
}

// TestImportOvertaken: what changed in Xero after it was downloaded for an
// import, and was met as new before it was imported, is not missed.
func TestImportOvertaken(t *testing.T) {
	ctx := t.Context()
	w := newWorld(t, xerofake.Switches{})
	w.connect()
	control := w.sim.Control()
	client, err := control.AddContact(xerofake.Contact{Name: "Rata Films"})
	mustDo(t, err)
	there, err := control.AddInvoice(xerofake.Invoice{ContactID: client, InvoiceNumber: "R-1", Lines: []xerofake.Line{aLine("Lamp", "1", "100")}})
	mustDo(t, err)
	w.checkNow()
	w.clock.Advance(time.Hour)
	run, err := w.svc.BeginImport(ctx, ImportChoices{Contacts: true, Invoices: true})
	mustDo(t, err)
	w.rest()
	mustDo(t, control.SetInvoiceDueDate(there, "2026-12-24"))
	w.checkNow()
	for range 3 { // the watermark goes on
		w.clock.Advance(time.Hour)
		_, err := control.AddInvoice(xerofake.Invoice{ContactID: client, Lines: []xerofake.Line{aLine("Lamp", "1", "100")}})
		mustDo(t, err)
		w.checkNow()
	}
	mustDo(t, w.svc.ApplyImport(ctx, run, []store.RecordKind{store.RecordContact, store.RecordInvoice}))
	w.rest()
	id, ok, err := w.file.DocumentByNumber(ctx, document.Invoice, "R-1")
	if err != nil || !ok || w.doc(id).Due.String() == "2026-12-24" {
		t.Fatalf("not imported as downloaded: %v %v", ok, err)
	}
	w.checkNow()
	if due := w.doc(id).Due.String(); due != "2026-12-24" {
		t.Errorf("due %s", due)
	}
	w.settled(id)
}

// TestSlowPage halves a page that Xero takes too long for, and misses nothing.
func TestSlowPage(t *testing.T) {
	w := newWorld(t, xerofake.Switches{})
	id, there := w.shared(document.Invoice, "DRAFT")
	mustDo(t, w.sim.Control().SetInvoiceDueDate(there, "2026-12-24"))
	var sizes []string
	w.answering(func(r *http.Request) *http.Response {
		if size := r.URL.Query().Get("pageSize"); strings.HasSuffix(r.URL.Path, "/Invoices") {
			sizes = append(sizes, size+"/"+r.URL.Query().Get("page"))
			if size != "100" {
				return plainAnswer(r, http.StatusGatewayTimeout, "slow")
			}
		}
		return nil
	})
	w.checkNow()
	if got := strings.Join(sizes, " "); got != "400/1 200/1 100/1" || w.doc(id).Due.String() != "2026-12-24" {
		t.Errorf("asked for %s, due %s", got, w.doc(id).Due)
	}
}
