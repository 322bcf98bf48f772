package xerosync

import (
	"bytes"
	"context"
	"errors"
	"io"
	"net/http"
	"strings"
	"testing"
	"time"

	"litework/document"
	"litework/store"
	"litework/xerosync/xerofake"
)

// posted sets up a document in Xero.
func posted(t *testing.T, kind document.Kind, status string, switches xerofake.Switches) (*world, string) {
	t.Helper()
	w := newWorld(t, switches)
	id := w.linked(kind, status)
	if status != "" && w.doc(id).State != document.Synced {
		t.Fatalf("not posted: %+v", w.doc(id).Op)
	}
	return w, id
}

func (w *world) stepOnce() {
	w.t.Helper()
	if _, err := w.svc.Step(context.Background()); err != nil {
		w.t.Fatal(err)
	}
}

// A request that seems lost may still be on its way: nothing is sent again
// before two quiet minutes, and what turns up then is taken.
func TestLateRequestIsNotDoubled(t *testing.T) {
	for _, kind := range []document.Kind{document.Invoice, document.Quote} {
		t.Run(string(kind), func(t *testing.T) {
			w := newWorld(t, xerofake.Switches{})
			id := w.linked(kind, "")
			w.post(id, "DRAFT")
			late := &lateNetwork{next: w.net}
			w.svc.cfg.HTTP.Transport = late
			w.svc.closeRemotes()
			for w.doc(id).State != document.Checking {
				w.stepOnce()
			}
			ended := w.clock.Now()
			w.clock.Advance(firstPause)
			w.stepOnce() // looks, and finds nothing
			if due := w.svc.State().Next; due.Sub(ended) < settleQuiet {
				t.Errorf("looks again %s after the attempt", due.Sub(ended))
			}
			if n := len(w.recordsInXeroByNumber()); n != 0 {
				t.Fatalf("%d records too early", n)
			}
			w.clock.Advance(100 * time.Second)
			late.arrive(t)
			w.rest()
			if n := len(w.recordsInXeroByNumber()); n != 1 {
				t.Fatalf("%d records", n)
			}
			if w.doc(id).State != document.Synced {
				t.Errorf("state %s", w.doc(id).State)
			}
			if late.writes != 1 {
				t.Errorf("sent %d times", late.writes)
			}
		})
	}
}

// The first request may come through after the look-ups and before the second:
// then Xero answers with the first reply, or refuses the second as not unique,
// which leads back to the look-up.
func TestLateRequestBeforeTheResend(t *testing.T) {
	for _, after := range []time.Duration{3 * time.Minute, 10 * time.Minute} {
		for _, kind := range []document.Kind{document.Invoice, document.Quote} {
			w := newWorld(t, xerofake.Switches{})
			id := w.linked(kind, "")
			w.post(id, "DRAFT")
			late := &lateNetwork{next: w.net}
			w.svc.cfg.HTTP.Transport = late
			w.svc.closeRemotes()
			for w.doc(id).State != document.Checking {
				w.stepOnce()
			}
			w.clock.Advance(after)
			w.svc.cfg.at = func(point string) {
				if point == "before send" && late.held != nil {
					late.arrive(t)
					late.held = nil
				}
			}
			w.rest()
			if doc := w.doc(id); doc.State != document.Synced || late.writes != 2 || len(w.recordsInXeroByNumber()) != 1 {
				t.Errorf("%s after %s: %s %+v, sent %d times, %d records", kind, after, doc.State, doc.Op, late.writes, len(w.recordsInXeroByNumber()))
			}
		}
	}
}

// recordsInXeroByNumber are the ids of the documents with our number.
func (w *world) recordsInXeroByNumber() (ids []string) {
	for _, v := range w.sim.Control().InvoicesByNumber("D-0146") {
		ids = append(ids, v.InvoiceID)
	}
	for _, q := range w.sim.Control().QuotesByNumber("D-0146") {
		ids = append(ids, q.QuoteID)
	}
	return ids
}

// lateNetwork keeps the first write back until it is let through.
type lateNetwork struct {
	next   http.RoundTripper
	held   *http.Request
	writes int
}

func (n *lateNetwork) RoundTrip(r *http.Request) (*http.Response, error) {
	if r.Method != http.MethodPut {
		return n.next.RoundTrip(r)
	}
	n.writes++
	if n.writes > 1 {
		return n.next.RoundTrip(r)
	}
	body, err := io.ReadAll(r.Body)
	if err != nil {
		return nil, err
	}
	r.Body.Close()
	n.held = r.Clone(context.Background())
	n.held.Body = io.NopCloser(bytes.NewReader(body))
	return nil, errLine
}

func (n *lateNetwork) arrive(t *testing.T) {
	t.Helper()
	res, err := n.next.RoundTrip(n.held)
	if err != nil {
		t.Fatal(err)
	}
	res.Body.Close()
	if res.StatusCode != 200 {
		t.Fatalf("the late request: %s", res.Status)
	}
}

// A quote in Xero under our number that is not what was sent is asked about,
// whole pages of numbers that contain ours notwithstanding.
func TestQuoteOfAnotherContentIsAskedAbout(t *testing.T) {
	for _, mine := range []bool{true, false} {
		w := newWorld(t, xerofake.Switches{})
		id := w.linked(document.Quote, "")
		kauri := w.sim.Control().Contacts()[0].ContactID
		for range 120 {
			if _, err := w.sim.Control().AddQuote(xerofake.Quote{ContactID: kauri, QuoteNumber: "XD-0146-" + w.svc.cfg.NewID()}); err != nil {
				t.Fatal(err)
			}
		}
		w.post(id, "DRAFT")
		w.net.calls, w.net.fail = nil, map[int]failure{0: replyLost}
		w.net.after = w.accountantEdits
		w.rest()
		doc := w.doc(id)
		if doc.State != document.Checking || doc.Op == nil || doc.Op.Problem == nil || doc.Op.Problem.Code != CodeIsItYours || !doc.NumberLocked {
			t.Fatalf("%s %+v", doc.State, doc.Op)
		}
		if url, err := w.svc.ViewURL(context.Background(), id); err != nil || !strings.HasSuffix(url, "/quotes/view/"+w.recordsInXeroByNumber()[0]) {
			t.Errorf("the record asked about is viewed at %q, %v", url, err)
		}
		if err := w.svc.Answer(context.Background(), id, mine); err != nil {
			t.Fatal(err)
		}
		w.rest()
		doc = w.doc(id)
		if n := len(w.recordsInXeroByNumber()); n != 1 {
			t.Errorf("%d records", n)
		}
		if mine && doc.State != document.Synced || !mine && (doc.State != document.SyncFailed || doc.Op.Problem.Code != "number-taken" || doc.NumberLocked) {
			t.Errorf("mine %v: %s %+v locked %v", mine, doc.State, doc.Op, doc.NumberLocked)
		}
	}
}

// The number of somebody else's invoice is refused, and is free to change.
func TestNumberTakenInXero(t *testing.T) {
	w := newWorld(t, xerofake.Switches{})
	id := w.linked(document.Invoice, "")
	kauri := w.sim.Control().Contacts()[0].ContactID
	if _, err := w.sim.Control().AddInvoice(xerofake.Invoice{ContactID: kauri, InvoiceNumber: "d-0146"}); err != nil {
		t.Fatal(err)
	}
	for _, lost := range []bool{false, true} {
		w.post(id, "DRAFT")
		w.net.calls, w.net.fail = nil, nil
		if lost {
			w.net.fail = map[int]failure{0: dropped}
		}
		w.rest()
		doc := w.doc(id)
		if doc.State != document.SyncFailed || doc.Op.Problem.Code != "number-taken" || doc.NumberLocked {
			t.Fatalf("lost %v: %s %+v", lost, doc.State, doc.Op)
		}
		if n := len(w.sim.Control().Invoices()); n != 1 {
			t.Fatalf("%d invoices", n)
		}
	}
	w.change(id, func(d *document.Document) { d.Number = "D-0147" })
	if err := w.svc.Retry(context.Background(), id); err != nil {
		t.Fatal(err)
	}
	w.rest()
	if doc := w.doc(id); doc.State != document.Synced || doc.Number != "D-0147" {
		t.Errorf("%s %+v", doc.State, doc.Op)
	}
}

// A number changed while the posting waits is the one that is posted; from the
// first send on it is locked.
func TestNumberChangedWhileWaiting(t *testing.T) {
	w := newWorld(t, xerofake.Switches{})
	id := w.linked(document.Invoice, "")
	w.post(id, "DRAFT")
	w.change(id, func(d *document.Document) { d.Number = "D-0200" })
	w.rest()
	doc := w.doc(id)
	if doc.State != document.Synced || doc.Number != "D-0200" || len(w.sim.Control().InvoicesByNumber("D-0200")) != 1 {
		t.Fatalf("%s %s %+v", doc.State, doc.Number, doc.Op)
	}
	d := doc.Document
	d.Number = "D-0300"
	if _, err := w.file.SaveDocument(context.Background(), d, doc.Rev); !errors.As(err, new(*store.LockedError)) {
		t.Errorf("the number was not locked: %v", err)
	}
}

// Without a line to Xero a document waits, can be taken back, and goes when
// the line is there again.
func TestOffline(t *testing.T) {
	w := newWorld(t, xerofake.Switches{})
	id := w.linked(document.Invoice, "")
	w.svc.cfg.HTTP.Transport = http.RoundTripper(deadLine{})
	w.svc.closeRemotes()
	d := sample(document.Invoice, "D-0150", document.Client{Name: "Rata Films"}) // its client goes first, and is not counted
	w.save(d, 0)
	w.post(d.ID, "DRAFT")
	w.post(id, "DRAFT")
	for range 20 {
		w.stepOnce()
		if due := w.svc.State().Next; !due.IsZero() {
			w.clock.Advance(due.Sub(w.clock.Now()))
		}
	}
	w.stepOnce()
	if st := w.svc.State(); st.Phase != Offline || st.Waiting != 2 || st.Next.IsZero() {
		t.Errorf("%+v", st)
	}
	if doc := w.doc(id); doc.State != document.WaitingToPost || doc.NumberLocked {
		t.Fatalf("%s locked %v", doc.State, doc.NumberLocked)
	}
	if err := w.svc.Withdraw(context.Background(), id); err != nil {
		t.Fatal(err)
	}
	if doc := w.doc(id); doc.State != document.NotSynced {
		t.Errorf("%s", doc.State)
	}
	w.post(id, "DRAFT")
	w.svc.cfg.HTTP.Transport = w.net
	w.svc.closeRemotes()
	w.rest()
	for _, id := range []string{id, d.ID} {
		if doc := w.doc(id); doc.State != document.Synced {
			t.Errorf("%s: %s %+v", doc.Number, doc.State, doc.Op)
		}
	}
	if n := len(w.sim.Control().Contacts()); n != 2 {
		t.Errorf("%d contacts in Xero", n)
	}
	if st := w.svc.State(); st.Phase != Waiting || st.Problem != nil {
		t.Errorf("%+v", st)
	}
}

// deadLine refuses every connection.
type deadLine struct{}

func (deadLine) RoundTrip(*http.Request) (*http.Response, error) { return nil, errRefused }

// Xero asking to slow down or being away delays a post and leaves nothing
// open.
func TestXeroAsksToWait(t *testing.T) {
	for name, fault := range map[string]xerofake.Fault{
		"minute": xerofake.TooMany("minute", 20), "day": xerofake.TooMany("day", 3000),
		"token": xerofake.TokenExpired(), "down": xerofake.Status503HTML(), "offline": xerofake.Status503Offline(),
	} {
		t.Run(name, func(t *testing.T) {
			w := newWorld(t, xerofake.Switches{})
			id := w.linked(document.Invoice, "")
			w.post(id, "AUTHORISED")
			w.sim.Faults().Next(xerofake.On("PUT", "/Invoices"), fault, 1)
			w.rest()
			if doc := w.doc(id); doc.State != document.Synced {
				t.Errorf("%s %+v", doc.State, doc.Op)
			}
			if n := len(w.recordsInXeroByNumber()); n != 1 {
				t.Errorf("%d records", n)
			}
		})
	}
}

// What is not established about Xero does not matter.
func TestEverySwitch(t *testing.T) {
	for name, switches := range map[string]xerofake.Switches{
		"no refresh grace": {NoRefreshGrace: true}, "partial by default": {PartialByDefault: true},
		"siblings saved": {SiblingsSaved: true}, "hide deleted": {HideDeleted: true},
		"keys for a day": {IdempotencyFor24h: true}, "archived names": {ArchivedNamesTaken: true},
		"status required": {StatusRequired: true}, "new lines first": {NewLinesFirst: true},
		"line ids change": {LineIDsChange: true}, "quote by number": {QuotePostByNumber: true},
		"inclusive quotes read exclusive": {InclusiveQuotesReadExclusive: true}, "nested errors": {LineErrorsNested: true},
		"new lines first, ids change": {NewLinesFirst: true, LineIDsChange: true}, "none": {},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			roundTrip(t, document.Invoice, document.NoTax, switches)
			roundTrip(t, document.Quote, document.TaxInclusive, switches)
		})
	}
}

// roundTrip posts, loses a reply, updates twice and looks whether both sides
// agree each time.
func roundTrip(t *testing.T, kind document.Kind, mode document.TaxMode, switches xerofake.Switches) {
	t.Helper()
	w := newWorld(t, switches)
	defer w.close()
	id := w.linked(kind, "")
	w.change(id, func(d *document.Document) { d.TaxMode = mode })
	w.net.calls, w.net.fail = nil, map[int]failure{0: replyLost}
	w.post(id, "DRAFT")
	w.rest()
	edits := []func(*document.Document){
		func(d *document.Document) { d.Reference = "" },
		func(d *document.Document) { d.Sections[0].Lines[0].UnitPrice = some("133.3333") },
		func(d *document.Document) {
			l := d.Sections[0].Lines
			l[0], l[1] = l[1], l[0]
			d.Sections[1].Lines = append(d.Sections[1].Lines, document.Line{
				ID: "33333333-3333-4333-8333-333333333333", Description: "Best boy", Quantity: some("2"), UnitPrice: some("99.99"), Tax: gst})
		},
		func(d *document.Document) { d.Sections[0].Lines = d.Sections[0].Lines[:1] },
		func(d *document.Document) { d.TaxMode = document.TaxExclusive },
		func(d *document.Document) { d.TaxMode = document.NoTax },
	}
	for i, edit := range edits {
		w.change(id, edit)
		if got := w.doc(id).State; got != document.UpdatedLocally {
			t.Fatalf("edit %d: %s", i, got)
		}
		w.net.calls, w.net.fail = nil, map[int]failure{1: replyLost}
		w.post(id, "")
		w.rest()
		doc := w.doc(id)
		if doc.State != document.Synced {
			t.Fatalf("%s %s, edit %d: %s %+v", kind, mode, i, doc.State, doc.Op.Problem)
		}
		_, base := w.linkAndBase(id)
		there := w.recordsInXero()[0]
		if d := differences(base.seen, there.seen()); len(d) > 0 {
			t.Fatalf("%s %s, edit %d: %+v", kind, mode, i, d)
		}
		if !there.totals().Total.Equal(doc.Totals().Total) {
			t.Fatalf("%s %s, edit %d: %s there, %s here", kind, mode, i, there.totals().Total, doc.Totals().Total)
		}
	}
}

// While Xero knows a request by its key, repeating it tells that an invoice
// which somebody changed since is ours: nobody is asked. One that another
// LiteWork made under the number is not ours, and is asked about.
func TestRepeatedRequestTellsWhoseItIs(t *testing.T) {
	for _, ours := range []bool{true, false} {
		w := newWorld(t, xerofake.Switches{})
		id := w.linked(document.Invoice, "")
		contact := w.sim.Control().Contacts()[0].ContactID
		w.net.fail = map[int]failure{len(w.net.calls): replyLost}
		w.net.after = w.accountantEdits
		if !ours {
			w.net.fail[len(w.net.calls)] = dropped
			if _, err := w.sim.Control().AddInvoice(xerofake.Invoice{ContactID: contact, InvoiceNumber: "D-0146", AppID: testClientID,
				Lines: []xerofake.Line{{Description: "theirs", Quantity: dec("1"), UnitAmount: dec("7"), AccountCode: "200", TaxType: "OUTPUT2"}}}); err != nil {
				t.Fatal(err)
			}
		}
		w.post(id, "DRAFT")
		w.rest()
		if n := len(w.recordsInXeroByNumber()); n != 1 {
			t.Fatalf("%d records", n)
		}
		doc := w.doc(id)
		if ours {
			_, base := w.linkAndBase(id)
			if len(w.openOps()) != 0 || doc.Remote == nil || base.seen.Reference != "PO 7731" {
				t.Errorf("ours: %s %+v", doc.State, doc.Op)
			}
			continue
		}
		if ops := w.openOps(); len(ops) != 1 || !asksUser(ops[0]) || doc.Remote != nil {
			t.Errorf("another's: %s %+v", doc.State, doc.Op)
		}
	}
}
