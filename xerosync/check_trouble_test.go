package xerosync

import (
	"context"
	"encoding/json"
	"fmt"
	"net/http"
	"strconv"
	"strings"
	"testing"
	"time"

	"litework/document"
	"litework/store"
	"litework/xerosync/xerofake"

	"github.com/google/go-cmp/cmp"
)

// TestConnectionLost: an organisation disconnected in Xero, or started anew
// there, asks to connect again and changes nothing here.
func TestConnectionLost(t *testing.T) {
	ways := map[string]func(w *world){
		"disconnected": func(w *world) {
			mustDo(w.t, w.sim.Control().Disconnect(w.svc.remotes.org.TenantID))
		},
		"reset": func(w *world) {
			_, err := w.sim.Control().Reset()
			mustDo(w.t, err)
		},
	}
	for name, lose := range ways {
		t.Run(name, func(t *testing.T) {
			w := newWorld(t, xerofake.Switches{})
			id, _ := w.shared(document.Invoice, "AUTHORISED")
			before := w.picture(id)
			lose(w)
			w.on()
			w.checkNow()
			st := w.svc.State()
			if st.Phase != Reconnect || st.Problem == nil {
				t.Errorf("%+v", st)
			}
			if err := w.svc.SyncNow(context.Background()); document.ProblemOf(err) == nil {
				t.Errorf("sync now says %v", err)
			}
			if w.picture(id) != before {
				t.Error("the document was changed")
			}
		})
	}
}

// TestContactMerged: the documents of a contact that was merged in Xero go to
// the one that is left, which is no change of anybody's.
func TestContactMerged(t *testing.T) {
	for _, edited := range []bool{false, true} {
		w := newWorld(t, xerofake.Switches{})
		id, _ := w.shared(document.Invoice, "AUTHORISED")
		winner := w.contactInXero("Rata Films")
		if edited {
			w.change(id, func(d *document.Document) { d.Reference = "PO 8" })
		}
		was := onlyHere(w.doc(id).Document)
		w.clock.Advance(time.Minute)
		mustDo(t, w.sim.Control().MergeContacts(w.contactID("Kauri Point Films Ltd"), w.contactID("Rata Films")))
		w.checkNow()
		doc := w.doc(id)
		want := document.Synced
		if edited {
			want = document.UpdatedLocally
		}
		if doc.Client.ContactID != winner.ID || doc.State != want {
			t.Errorf("edited %v: it is of %s, %s", edited, doc.Client.Name, doc.State)
		}
		if fmt.Sprint(onlyHere(doc.Document)) != fmt.Sprint(was) {
			t.Error("what stays here was changed")
		}
		w.still(id)
		w.close()
	}
}

// TestOwnEcho: what was posted from here comes back with the next check and is
// no news, whatever Xero makes of it.
func TestOwnEcho(t *testing.T) {
	for _, sw := range []xerofake.Switches{{}, {LineIDsChange: true, NewLinesFirst: true}, {InclusiveQuotesReadExclusive: true, NotModified: true}, {ModifiedSinceExclusive: true}} {
		for _, kind := range []document.Kind{document.Invoice, document.Quote} {
			w := newWorld(t, sw)
			id := w.edited(kind, "DRAFT")
			w.post(id, "")
			w.rest()
			w.change(id, func(d *document.Document) { d.TaxMode = document.TaxInclusive })
			w.post(id, "")
			w.rest()
			if state := w.doc(id).State; state != document.Synced {
				t.Fatalf("%s: %s", kind, state)
			}
			w.still(id)
			w.close()
		}
	}
}

// TestOnItsWay: a change in Xero of a document that waits to be posted is left
// to the post, which looks at Xero's record itself.
func TestOnItsWay(t *testing.T) {
	w := newWorld(t, xerofake.Switches{})
	id, there := w.shared(document.Invoice, "AUTHORISED")
	w.change(id, func(d *document.Document) { d.Reference = "PO 8" })
	w.post(id, "")
	op := w.openOps()[0]
	w.svc.session.notBefore[op.ID] = w.clock.Now().Add(time.Hour)
	mustDo(t, w.sim.Control().SetInvoiceDueDate(there, "2026-12-24"))
	mustDo(t, w.svc.SyncNow(context.Background()))
	for range 10 {
		w.stepOnce()
	}
	if doc := w.doc(id); doc.State != document.WaitingToPost || doc.Due.String() == "2026-12-24" {
		t.Errorf("%s, due %s", doc.State, doc.Due)
	}
	w.rest()
	if doc := w.doc(id); doc.State != document.Conflict || doc.Reference != "PO 8" {
		t.Errorf("after the post it is %s", doc.State)
	}
	w.still(id)
}

// TestPagesDrift turns pages while somebody edits what is on them: no change
// is missed, neither of a record that moves nor of one that another moved.
func TestPagesDrift(t *testing.T) {
	manyRecords(t)
	for _, moves := range []bool{true, false} {
		w := newWorld(t, xerofake.Switches{})
		id, there := w.shared(document.Invoice, "DRAFT")
		control, client := w.sim.Control(), w.contactID("Kauri Point Films Ltd")
		var others []string
		add := func(n int) {
			for range n { // behind the one that is here, by their ids
				other, err := control.AddInvoice(xerofake.Invoice{
					InvoiceID: fmt.Sprintf("ffffffff-ffff-4fff-8fff-%012d", len(others)), ContactID: client, Lines: []xerofake.Line{aLine("Lamp", "1", "1")},
				})
				mustDo(t, err)
				others = append(others, other)
				w.clock.Advance(time.Second)
			}
		}
		add(leastPage)
		mustDo(t, control.SetInvoiceDueDate(there, "2026-12-24"))
		add(leastPage + 10)
		w.clock.Advance(time.Hour)
		pages := 0
		w.answering(func(r *http.Request) *http.Response {
			if !strings.HasSuffix(r.URL.Path, "/Invoices") {
				return nil
			}
			if size, _ := strconv.Atoi(r.URL.Query().Get("pageSize")); size > leastPage {
				return plainAnswer(r, http.StatusGatewayTimeout, "slow")
			}
			if pages++; pages == 2 && moves {
				mustDo(t, control.SetInvoiceDueDate(there, "2026-12-31"))
				w.clock.Advance(10 * time.Minute)
				for _, other := range others {
					mustDo(t, control.SetInvoiceDueDate(other, "2026-12-31"))
				}
			} else if pages == 2 {
				mustDo(t, control.SetInvoiceDueDate(others[0], "2026-12-31"))
			}
			return nil
		})
		w.checkNow()
		w.answering(func(*http.Request) *http.Response { return nil })
		w.checkNow()
		v, _ := control.Invoice(there)
		if pages < 3 || w.doc(id).Due.String() != string(v.DueDate) {
			t.Errorf("moves %v, %d pages; due %s here, %s in Xero", moves, pages, w.doc(id).Due, v.DueDate)
		}
		w.close()
	}
}

// TestOlderAnswer: an answer that is older than the last one changes nothing.
func TestOlderAnswer(t *testing.T) {
	w := newWorld(t, xerofake.Switches{})
	id, there := w.shared(document.Invoice, "AUTHORISED")
	base := func() (pair store.BasePair) {
		mustDo(t, w.file.View(t.Context(), func(tx *store.SyncTx) (err error) {
			pair, _, err = tx.Base(store.RecordInvoice, id)
			return err
		}))
		return pair
	}
	old := base().Raw
	mustDo(t, w.sim.Control().SetInvoiceDueDate(there, "2026-12-24"))
	mustDo(t, w.sim.Control().Pay(there, dec("10"), "2026-11-20"))
	w.checkNow()
	before := w.picture(id)
	mustDo(t, w.file.Sync(t.Context(), func(tx *store.SyncTx) error {
		return w.svc.meetAll(tx, []json.RawMessage{old}, &meeting{kind: store.RecordInvoice})
	}))
	w.svc.session.waiting = nil
	w.rest()
	if w.picture(id) != before {
		t.Error("the older answer was taken for news")
	}
}

// TestDeletedKeepsItsContent: what is deleted in Xero stays here as it was.
func TestDeletedKeepsItsContent(t *testing.T) {
	w := newWorld(t, xerofake.Switches{})
	id, there := w.shared(document.Invoice, "DRAFT")
	was := w.doc(id).Document
	mustDo(t, w.sim.Control().RemoveLine(there, 0))
	mustDo(t, w.sim.Control().DeleteInvoice(there))
	w.checkNow()
	if doc := w.doc(id); doc.Remote.Status != xeroDeleted || !cmp.Equal(doc.Document, was) || doc.State != document.Synced {
		t.Errorf("%s in Xero, %s, changed %s", doc.Remote.Status, doc.State, cmp.Diff(was, doc.Document))
	}
	w.still(id)
}

// TestDay counts the calls of a day's work in which nothing happens.
func TestDay(t *testing.T) {
	w := newWorld(t, xerofake.Switches{})
	w.shared(document.Invoice, "AUTHORISED")
	w.on()
	set, err := w.file.Settings(t.Context())
	mustDo(t, err)
	set.Sync.CheckMinutes = 15
	mustDo(t, w.file.SaveSettings(t.Context(), set))
	calls := w.counting()
	w.pass(8 * time.Hour)
	n := 0
	for call, times := range calls() {
		if !strings.Contains(call, "connect") {
			n += times
		}
	}
	if n < 2*30 || n > 150 {
		t.Errorf("%d calls: %v", n, calls())
	}
}

// TestFewCalls: with few of the day's calls left, nothing is asked that nobody
// waits for, and the user is told; what the user asks for goes on.
func TestFewCalls(t *testing.T) {
	w := newWorld(t, xerofake.Switches{})
	id, there := w.shared(document.Invoice, "AUTHORISED")
	w.on()
	left := "150"
	w.svc.closeRemotes()
	w.svc.cfg.HTTP = &http.Client{Transport: headed{w.net, func() string { return left }}}
	w.pass(time.Minute)
	mustDo(t, w.sim.Control().SetInvoiceDueDate(there, "2026-12-24"))
	calls := w.counting()
	w.pass(45 * time.Minute)
	if n := calls()["GET /Invoices"]; n > 1 {
		t.Errorf("%d calls nobody waits for", n)
	}
	if n := w.svc.State().Notices; len(n) != 1 || n[0].Code != "few-calls" || n[0].Fix == "" {
		t.Errorf("notices %+v", n)
	}
	w.checkNow()
	if due := w.doc(id).Due.String(); due != "2026-12-24" {
		t.Errorf("asked for, it is due %s", due)
	}
	left = "900"
	w.checkNow()
	if n := w.svc.State().Notices; len(n) != 0 {
		t.Errorf("it is over, and notices are %+v", n)
	}
}

// headed lets answers say how many calls are left today.
type headed struct {
	next http.RoundTripper
	left func() string
}

func (h headed) RoundTrip(r *http.Request) (*http.Response, error) {
	res, err := h.next.RoundTrip(r)
	if err == nil {
		res.Header.Set("X-Daylimit-Remaining", h.left())
	}
	return res, err
}

// TestNotices: what may become trouble is told, and no more when it is over.
func TestNotices(t *testing.T) {
	w := newWorld(t, xerofake.Switches{})
	w.shared(document.Invoice, "AUTHORISED")
	w.clock.Advance(46 * 24 * time.Hour)
	w.stop()
	w.start()
	w.net.fail = map[int]failure{}
	for i := range 1000 {
		w.net.fail[i] = dropped
	}
	w.stepOnce()
	codes := func() (out []string) {
		for _, n := range w.svc.State().Notices {
			out = append(out, n.Code)
		}
		return out
	}
	if got := fmt.Sprint(codes()); got != "[token-unused]" {
		t.Errorf("notices %s", got)
	}
	w.net.fail = nil
	w.checkNow()
	if got := codes(); len(got) != 0 {
		t.Errorf("over, and still %s", got)
	}
	mustDo(t, w.file.Sync(t.Context(), func(tx *store.SyncTx) error {
		c, _, err := tx.Connection()
		if err != nil {
			return err
		}
		c.Scopes = []string{"accounting.contacts", "accounting.settings"}
		return tx.PutConnection(c)
	}))
	w.rest()
	if n := w.svc.State().Notices; len(n) != 1 || n[0].Sentence != "LiteWork was not given permission for invoices and quotes in Xero." {
		t.Errorf("notices %+v", n)
	}
}

// TestBrokenRecord: an answer with a record that makes no sense is told of
// once, and keeps nothing from the others.
func TestBrokenRecord(t *testing.T) {
	w := newWorld(t, xerofake.Switches{})
	id, there := w.shared(document.Quote, "SENT")
	mustDo(t, w.sim.Control().SetQuoteStatus(there, "ACCEPTED"))
	w.svc.closeRemotes()
	w.svc.cfg.HTTP = &http.Client{Transport: spoiled{w.net}}
	w.checkNow()
	w.checkNow()
	if st := w.doc(id).Remote.Status; st != "ACCEPTED" {
		t.Errorf("the other is %s", st)
	}
	list, err := w.file.History(t.Context(), store.HistoryQuery{Status: store.HistoryError})
	if err != nil || len(list) != 2 || list[0].Code != "unreadable" || list[1].Code != "unreadable" {
		t.Errorf("told %+v %v", list, err)
	}
}

// TestCannotBeKept: a change in Xero to what cannot be kept here is told of, and
// keeps nothing from going on.
func TestCannotBeKept(t *testing.T) {
	w := newWorld(t, xerofake.Switches{})
	id, there := w.shared(document.Invoice, "DRAFT")
	was := w.doc(id).Document
	mustDo(t, w.sim.Control().ChangeLine(there, 3, func(l *xerofake.Line) { l.Quantity, l.UnitAmount = dec("1000000000000000"), dec("0") }))
	w.checkNow()
	if doc := w.doc(id); !cmp.Equal(was, doc.Document) {
		t.Errorf("taken over: %s", cmp.Diff(was, doc.Document))
	}
	if told := w.told(id); !strings.HasPrefix(told, "What was changed in Xero cannot be taken over into D-0146. ") {
		t.Errorf("told %q", told)
	}
	w.clock.Advance(time.Minute)
	mustDo(t, w.sim.Control().ChangeLine(there, 3, func(l *xerofake.Line) { l.Quantity = dec("3") }))
	w.checkNow()
	w.settled(id)
}

// spoiled adds a record that makes no sense to every list of quotes.
type spoiled struct{ next http.RoundTripper }

func (s spoiled) RoundTrip(r *http.Request) (*http.Response, error) {
	res, err := s.next.RoundTrip(r)
	if err != nil || !strings.HasSuffix(r.URL.Path, "/Quotes") {
		return res, err
	}
	body := readAll(res)
	return page(r, res.StatusCode, "application/json", strings.Replace(body, `"Quotes":[`, `"Quotes":[{"QuoteID":"1","Date":"/Date(x)/","LineItems":{"a":1}},{"QuoteID":"2","Total":1.005},`, 1)), nil
}
