package xerosync

import (
	"context"
	"errors"
	"net/http"
	"strings"
	"testing"
	"time"

	"litework/document"
	"litework/store"
	"litework/xerosync/xerofake"
)

// Documents of one client, typed on each only, whose sheets were open at the
// same time, have one contact.
func TestOneClientOfSeveralDocuments(t *testing.T) {
	w := newWorld(t, xerofake.Switches{})
	w.connect()
	w.rest()
	var sheets []Sheet
	for _, number := range []string{"D-1", "D-2"} {
		d := sample(document.Invoice, number, document.Client{Name: "Rata Films"})
		w.save(d, 0)
		sh, err := w.svc.Sheet(context.Background(), d.ID)
		if err != nil {
			t.Fatal(err)
		}
		sheets = append(sheets, sh)
	}
	for _, sh := range sheets {
		if _, err := w.svc.Post(context.Background(), sh.Confirm); err != nil {
			t.Fatal(err)
		}
	}
	w.rest()
	for _, sh := range sheets {
		if doc := w.doc(sh.DocID); doc.State != document.Synced || doc.Client.ContactID == "" {
			t.Errorf("%s is %s: %+v", doc.Number, doc.State, doc.Op)
		}
	}
	if n := len(w.sim.Control().Contacts()); n != 1 {
		t.Errorf("%d contacts in Xero", n)
	}
	w.contactNamed("Rata Films") // the only one of that name
}

// A contact whose name somebody else took is refused; if the answer to that is
// lost, it is found out in the end.
func TestNameTakenAfterALostReply(t *testing.T) {
	w := newWorld(t, xerofake.Switches{})
	w.connect()
	w.rest()
	d := sample(document.Invoice, "D-0146", document.Client{Name: "Rata Films"})
	w.save(d, 0)
	w.post(d.ID, "")
	if _, err := w.sim.Control().AddContact(xerofake.Contact{Name: "Rata Films"}); err != nil {
		t.Fatal(err)
	}
	w.net.calls, w.net.fail = nil, map[int]failure{0: replyLost}
	w.rest()
	doc := w.doc(d.ID)
	if doc.State != document.SyncFailed || doc.Op.Problem.Code != "contact-name-taken" {
		t.Errorf("%s: %+v", doc.State, doc.Op)
	}
	if n := len(w.openOps()); n != 0 {
		t.Errorf("%d operations are open", n)
	}
}

// An invoice of the same number that another LiteWork made through the same app
// is not taken for ours.
func TestAnotherLiteWorksInvoiceIsAskedAbout(t *testing.T) {
	w := newWorld(t, xerofake.Switches{})
	id := w.linked(document.Invoice, "")
	kauri := w.sim.Control().Contacts()[0].ContactID
	if _, err := w.sim.Control().AddInvoice(xerofake.Invoice{ContactID: kauri, InvoiceNumber: "D-0146", AppID: testClientID}); err != nil {
		t.Fatal(err)
	}
	w.post(id, "DRAFT")
	w.net.calls, w.net.fail = nil, map[int]failure{0: replyLost}
	w.rest()
	doc := w.doc(id)
	if doc.State != document.Checking || doc.Op.Problem == nil || doc.Op.Problem.Code != CodeIsItYours || doc.Remote != nil {
		t.Fatalf("%s: %+v", doc.State, doc.Op)
	}
	if err := w.svc.Answer(context.Background(), id, false); err != nil {
		t.Fatal(err)
	}
	if doc = w.doc(id); doc.State != document.SyncFailed || doc.Op.Problem.Code != "number-taken" || doc.NumberLocked {
		t.Errorf("%s: %+v", doc.State, doc.Op)
	}
}

// A request that comes through while it is looked up is found, or is looked up
// again; it is not taken for somebody else's.
func TestLateRequestDuringTheLookUp(t *testing.T) {
	w := newWorld(t, xerofake.Switches{})
	id := w.linked(document.Invoice, "")
	w.post(id, "DRAFT")
	late := &lateNetwork{next: w.net}
	w.svc.cfg.HTTP.Transport = late
	w.svc.closeRemotes()
	w.svc.cfg.at = func(point string) {
		if point == "after look-up" && late.held != nil {
			late.arrive(t)
			late.held = nil
		}
	}
	w.rest()
	if doc := w.doc(id); doc.State != document.Synced || late.writes != 1 || len(w.recordsInXeroByNumber()) != 1 {
		t.Errorf("%s %+v, sent %d times", doc.State, doc.Op, late.writes)
	}
}

// An update that was lost on the way is not repeated over what an accountant
// wrote after it was looked up.
func TestUpdateIsReadAgainBeforeItIsRepeated(t *testing.T) {
	w, id := posted(t, document.Invoice, "DRAFT", xerofake.Switches{})
	w.change(id, func(d *document.Document) { d.Reference = "PO 8000" })
	w.post(id, "")
	w.net.calls, w.net.fail = nil, map[int]failure{1: dropped} // 0 reads it
	w.svc.cfg.at = func(point string) {
		if point == "after settled" {
			w.accountantEdits()
		}
	}
	w.rest()
	if got := w.recordsInXero()[0].seen().Reference; got != "ACC" {
		t.Errorf("the accountant's reference was overwritten by %q", got)
	}
	if doc := w.doc(id); doc.State != document.Conflict {
		t.Errorf("%s: %+v", doc.State, doc.Op)
	}
}

// What the sheet showed is not posted once the document was deleted or has
// become one of the other kind.
func TestSheetLeftOpen(t *testing.T) {
	w := newWorld(t, xerofake.Switches{})
	id := w.linked(document.Invoice, "")
	sh, err := w.svc.Sheet(context.Background(), id)
	if err != nil {
		t.Fatal(err)
	}
	if err := w.file.DeleteDocument(context.Background(), id); err != nil {
		t.Fatal(err)
	}
	var p *document.Problem
	if _, err := w.svc.Post(context.Background(), sh.Confirm); !errors.As(err, &p) || p.Code != "deleted-here" {
		t.Errorf("posted after it was deleted: %v", err)
	}
	if _, err := w.file.Undelete(context.Background(), id); err != nil {
		t.Fatal(err)
	}
	w.post(id, "DRAFT")
	w.change(id, func(d *document.Document) { d.Kind = document.Quote })
	w.rest()
	if doc := w.doc(id); doc.State != document.SyncFailed || doc.Op.Problem.Code != "kind-changed" {
		t.Errorf("%s: %+v", doc.State, doc.Op)
	}
	if _, err := w.svc.Post(context.Background(), sh.Confirm); !errors.As(err, &p) || p.Code != "sheet-old" {
		t.Errorf("posted as an invoice: %v", err)
	}
	if err := w.svc.Retry(context.Background(), id); err != nil {
		t.Fatal(err)
	}
	w.rest()
	if c := w.sim.Control(); len(c.Invoices()) != 0 || len(c.QuotesByNumber("D-0146")) != 1 || w.doc(id).State != document.Synced {
		t.Errorf("%d invoices, state %s", len(c.Invoices()), w.doc(id).State)
	}
}

// A look-up that Xero refuses is made again later, not at once.
func TestLookUpRefused(t *testing.T) {
	w := newWorld(t, xerofake.Switches{})
	id := w.linked(document.Invoice, "")
	w.post(id, "DRAFT")
	w.net.calls, w.net.fail = nil, map[int]failure{0: replyLost}
	for w.doc(id).State != document.Checking {
		w.stepOnce()
	}
	w.clock.Advance(time.Minute)
	var refused int
	w.svc.cfg.HTTP.Transport = instead{w.net, http.MethodGet, &refused, func(r *http.Request) *http.Response {
		return page(r, 403, "application/json", `{"Title":"Forbidden","Status":403,"Detail":"AuthorizationUnsuccessful"}`)
	}}
	w.svc.closeRemotes()
	w.stepOnce()
	if did, err := w.svc.Step(context.Background()); did || err != nil || refused != 1 || w.svc.State().Next.Sub(w.clock.Now()) < time.Minute {
		t.Errorf("asked again at once: %v %v, %d times, next %s", did, err, refused, w.svc.State().Next)
	}
	w.svc.cfg.HTTP.Transport = w.net
	w.svc.closeRemotes()
	w.rest()
	if doc := w.doc(id); doc.State != document.Synced {
		t.Errorf("%s: %+v", doc.State, doc.Op)
	}
}

// instead answers what is asked of the API by a method itself.
type instead struct {
	next   http.RoundTripper
	method string
	times  *int
	answer func(r *http.Request) *http.Response
}

func (i instead) RoundTrip(r *http.Request) (*http.Response, error) {
	if r.Method != i.method || !strings.Contains(r.URL.Path, "api.xro") {
		return i.next.RoundTrip(r)
	}
	if _, err := readBody(r); err != nil {
		return nil, err
	}
	*i.times++
	return i.answer(r), nil
}

// Content on which Xero breaks each time is not sent for ever.
func TestXeroBreaksEachTime(t *testing.T) {
	w := newWorld(t, xerofake.Switches{})
	id := w.linked(document.Quote, "")
	w.post(id, "DRAFT")
	var writes int
	w.svc.cfg.HTTP.Transport = instead{w.net, http.MethodPut, &writes, answer500}
	w.svc.closeRemotes()
	w.rest()
	doc := w.doc(id)
	if doc.State != document.SyncFailed || doc.Op.Problem.Code != "no-answer" || writes != mostAttempts {
		t.Fatalf("%s after %d writes: %+v", doc.State, writes, doc.Op)
	}
	w.svc.cfg.HTTP.Transport = w.net
	w.svc.closeRemotes()
	if err := w.svc.Retry(context.Background(), id); err != nil {
		t.Fatal(err)
	}
	w.rest()
	if doc := w.doc(id); doc.State != document.Synced {
		t.Errorf("%s: %+v", doc.State, doc.Op)
	}
}

// A refresh token that was renewed while connecting is the one that is kept.
func TestTokenRenewedWhileConnecting(t *testing.T) {
	w := newWorld(t, xerofake.Switches{NoRefreshGrace: true})
	w.sim.Faults().Next(xerofake.On(http.MethodGet, "/Organisation"), xerofake.TokenExpired(), 1)
	w.connect()
	w.clock.Advance(2 * time.Hour)
	err := w.file.Sync(context.Background(), func(tx *store.SyncTx) error { return tx.PutMark(markContacts, "") })
	if err != nil {
		t.Fatal(err)
	}
	w.rest()
	if st := w.svc.State(); st.Phase != Waiting {
		t.Errorf("%+v", st)
	}
}
