package xerosync

import (
	"bytes"
	"context"
	"encoding/json"
	"io"
	"net/http"
	"slices"
	"strings"
	"testing"

	"litework/document"
	"litework/store"
	"litework/xerosync/xerofake"

	"github.com/google/go-cmp/cmp"
)

// checkNow presses Sync now and waits until there is nothing left to do.
func (w *world) checkNow() {
	w.t.Helper()
	if w.crashing(func() {
		if err := w.svc.SyncNow(context.Background()); err != nil {
			w.t.Fatal(err)
		}
	}) {
		w.restart()
	}
	w.rest()
}

// shared is a document that is in Xero and in step with it, with everything
// that stays here; the clock has gone on since.
func (w *world) shared(kind document.Kind, status string) (id, xeroID string) {
	w.t.Helper()
	id = w.linked(kind, status)
	w.checkNow()
	w.clock.Advance(10 * 60e9)
	return id, w.xeroID(id)
}

func (w *world) xeroID(id string) string {
	w.t.Helper()
	doc := w.doc(id)
	if doc.Remote == nil {
		w.t.Fatalf("%s is not in Xero", doc.Number)
	}
	return doc.Remote.XeroID
}

// historyOf is what the history says about a record, the oldest first.
func (w *world) historyOf(id string) (out []string) {
	w.t.Helper()
	list, err := w.file.History(context.Background(), store.HistoryQuery{RecordID: id})
	if err != nil {
		w.t.Fatal(err)
	}
	for _, h := range slices.Backward(list) {
		out = append(out, h.Details)
	}
	return out
}

// told is the last thing the history says of a record.
func (w *world) told(id string) string {
	w.t.Helper()
	list := w.historyOf(id)
	if len(list) == 0 {
		return ""
	}
	return list[len(list)-1]
}

// picture is everything of a document that a check may not touch twice.
func (w *world) picture(id string) string {
	w.t.Helper()
	doc := w.doc(id)
	doc.Key = 0
	data, err := json.Marshal(struct {
		Doc     store.StoredDocument
		History []string
	}{doc, w.historyOf(id)})
	if err != nil {
		w.t.Fatal(err)
	}
	return string(data)
}

// settled looks at a document after a check: it is in step, its totals are
// Xero's, and another check changes nothing.
func (w *world) settled(id string) {
	w.t.Helper()
	doc := w.doc(id)
	if doc.State != document.Synced {
		w.t.Errorf("%s is %s", doc.Number, doc.State)
	}
	if total := doc.Totals().Total; !doc.HeadOnly && !total.Equal(doc.Remote.Total) {
		w.t.Errorf("the total is %s here and %s in Xero", total, doc.Remote.Total)
	}
	var pair store.BasePair
	mustDo(w.t, w.file.View(context.Background(), func(tx *store.SyncTx) (err error) {
		pair, _, err = tx.Base(store.RecordKind(doc.Kind), id)
		return err
	}))
	there := w.lineItems(doc)
	for line, item := range pair.Lines {
		if !there[item] {
			w.t.Errorf("line %s is thought to be %s, which Xero does not have", line, item)
		}
	}
	w.still(id)
}

// lineItems are the ids that Xero's lines of a document have.
func (w *world) lineItems(doc store.StoredDocument) map[string]bool {
	out := map[string]bool{}
	v, _ := w.sim.Control().Invoice(doc.Remote.XeroID)
	q, _ := w.sim.Control().Quote(doc.Remote.XeroID)
	for _, l := range append(v.Lines, q.Lines...) {
		out[l.LineItemID] = true
	}
	return out
}

// still looks that another check, and one after a start, change nothing.
func (w *world) still(id string) {
	w.t.Helper()
	before, calls := w.picture(id), w.counting()
	w.checkNow()
	w.stop()
	w.start()
	w.checkNow()
	if diff := cmp.Diff(before, w.picture(id)); diff != "" {
		w.t.Errorf("another check changes something: %s", diff)
	}
	for call := range calls() {
		if !strings.HasPrefix(call, "GET") && !strings.Contains(call, "connect/token") {
			w.t.Errorf("a check wrote to Xero: %s", call)
		}
	}
}

// onlyHere is what Xero does not see of a document, by line.
func onlyHere(d document.Document) map[string]string {
	out := map[string]string{
		"notes": d.InternalNotes, "client notes": d.ClientNotes, "tags": strings.Join(d.Tags, ","), "shipping": d.ShippingAddress,
	}
	for _, s := range d.Sections {
		out["section "+s.ID] = s.Name + string(s.Print)
		for _, l := range s.Lines {
			out["line "+l.ID] = s.ID + l.Enhanced + l.Duration.String()
			if !l.Crosses() {
				out["kept "+l.ID] = l.Description + l.Quantity.Decimal.String() + l.UnitPrice.Decimal.String()
			}
		}
	}
	return out
}

// counting counts the calls to Xero from now on.
func (w *world) counting() func() map[string]int {
	before := w.sim.Control().Calls()
	return func() map[string]int {
		out := map[string]int{}
		for call, n := range w.sim.Control().Calls() {
			if n -= before[call]; n > 0 {
				out[call] = n
			}
		}
		return out
	}
}

// answered answers some calls in Xero's place.
type answered struct {
	next   http.RoundTripper
	answer func(r *http.Request) *http.Response
}

func (i answered) RoundTrip(r *http.Request) (*http.Response, error) {
	if res := i.answer(r); res != nil {
		return res, nil
	}
	return i.next.RoundTrip(r)
}

// answering lets some calls be answered in Xero's place from now on.
func (w *world) answering(answer func(r *http.Request) *http.Response) {
	w.svc.closeRemotes()
	w.svc.cfg.HTTP = &http.Client{Transport: answered{w.net, answer}}
}

func plainAnswer(r *http.Request, code int, text string) *http.Response {
	return &http.Response{StatusCode: code, Proto: "HTTP/1.1", ProtoMajor: 1, ProtoMinor: 1, Request: r,
		Header: http.Header{"Content-Type": {"text/plain"}}, Body: io.NopCloser(bytes.NewReader([]byte(text))), ContentLength: int64(len(text))}
}

func mustDo(t testing.TB, err error) {
	t.Helper()
	if err != nil {
		t.Fatal(err)
	}
}

// aLine is a line as somebody writes it in Xero.
func aLine(description, quantity, price string) xerofake.Line {
	return xerofake.Line{Description: description, Quantity: dec(quantity), UnitAmount: dec(price), AccountCode: "200", TaxType: "OUTPUT2"}
}

func readAll(res *http.Response) string {
	defer res.Body.Close()
	body, _ := io.ReadAll(res.Body)
	return string(body)
}

// mark is a value kept for the organisation.
func (w *world) mark(name string) (value string) {
	w.t.Helper()
	mustDo(w.t, w.file.View(context.Background(), func(tx *store.SyncTx) (err error) {
		value, err = tx.Mark(name)
		return err
	}))
	return value
}
