package xerosync

import (
	"context"
	"fmt"
	"strings"
	"testing"

	"litework/document"
	"litework/xerosync/xerofake"
)

// several writes n documents for one contact and gives their ids.
func (w *world) several(kind document.Kind, n int, client document.Client) (ids []string) {
	w.t.Helper()
	for i := range n {
		d := sample(kind, fmt.Sprintf("B-%04d", i+1), client)
		w.save(d, 0)
		ids = append(ids, d.ID)
	}
	return ids
}

// bulk posts documents as the bulk sheet says.
func (w *world) bulk(ids []string, status string) {
	w.t.Helper()
	ctx := context.Background()
	sh, err := w.svc.BulkSheet(ctx, ids, status)
	if err != nil {
		w.t.Fatal(err)
	}
	var intents []Intent
	for _, d := range sh.Documents {
		if d.Problem != nil {
			w.t.Fatalf("%s: %v", d.Number, d.Problem)
		}
		if d.Skipped == "" {
			intents = append(intents, d.Confirm)
		}
	}
	if _, err := w.svc.PostMany(ctx, intents); err != nil {
		w.t.Fatal(err)
	}
}

// calls are the calls to the accounting API that f makes.
func (w *world) callsOf(f func()) (calls []string) {
	w.t.Helper()
	w.net.mu.Lock()
	before := len(w.net.calls)
	w.net.mu.Unlock()
	f()
	for _, c := range w.net.calls[before:] {
		if strings.Contains(c, "/api.xro/") {
			calls = append(calls, c)
		}
	}
	return calls
}

func (w *world) allSynced(ids []string) {
	w.t.Helper()
	for _, id := range ids {
		if doc := w.doc(id); doc.State != document.Synced {
			w.t.Fatalf("%s is %s: %+v", doc.Number, doc.State, doc.Op)
		}
	}
}

func (w *world) kauri() document.Client {
	w.connect()
	return document.ClientOf(w.contactInXero("Kauri Point Films Ltd"))
}

// What is posted takes as few calls as it can.
func TestCallsOfPosting(t *testing.T) {
	manyRecords(t)
	t.Parallel()
	w := newWorld(t, xerofake.Switches{})
	client := w.kauri()
	check := func(what string, most int, f func()) {
		t.Helper()
		calls := w.callsOf(func() { f(); w.rest() })
		if len(calls) == 0 || len(calls) > most {
			t.Errorf("%s: %d calls, at most %d: %v", what, len(calls), most, calls)
		}
	}
	one := sample(document.Invoice, "S-1", client)
	w.save(one, 0)
	check("a new invoice", 1, func() { w.post(one.ID, "AUTHORISED") })
	w.change(one.ID, func(d *document.Document) { d.Reference = "PO 2" })
	check("an update", 2, func() { w.post(one.ID, "") })
	for i, status := range []string{"DRAFT", "SENT", "ACCEPTED"} {
		q := sample(document.Quote, "S-Q"+status, client)
		w.save(q, 0)
		check("a new quote "+status, i+1, func() { w.post(q.ID, status) })
		w.change(q.ID, func(d *document.Document) { d.Mark = "" })
		w.allSynced([]string{q.ID})
	}
	typed := w.several(document.Invoice, 55, client)
	for _, id := range typed[:4] {
		w.change(id, func(d *document.Document) { d.Client = document.Client{Name: "Rata  Films"} })
	}
	for _, id := range typed[4:6] {
		w.change(id, func(d *document.Document) { d.Client = document.Client{Name: "Miro Studio"} })
	}
	check("55 invoices, two new clients", 3, func() { w.bulk(typed, "") })
	w.allSynced(typed)
	for _, id := range typed {
		w.change(id, func(d *document.Document) { d.Reference = "PO 3" })
	}
	check("55 updates", 4, func() { w.bulk(typed, "AUTHORISED") })
	w.allSynced(typed)
	quotes := w.several(document.Quote, 45, client)
	check("45 quotes", 1, func() { w.bulk(quotes, "SENT") })
	for _, id := range quotes {
		w.change(id, func(d *document.Document) { d.Reference = "PO 3" })
	}
	check("45 updates of quotes", 4, func() { w.bulk(quotes, "") })
	w.allSynced(quotes)
	if n := len(w.sim.Control().Contacts()); n != 3 {
		t.Errorf("%d contacts in Xero", n)
	}
}

// A request that never arrived is looked up with few calls and sent again as it
// is, under the same key; one that arrived is not sent again.
func TestCallsOfALostReply(t *testing.T) {
	manyRecords(t)
	t.Parallel()
	for _, kind := range []document.Kind{document.Invoice, document.Quote} {
		for fail, most := range map[failure]int{dropped: 11, replyLost: 5} {
			if oneOf > 1 && fail == replyLost {
				continue
			}
			w := newWorld(t, xerofake.Switches{})
			ids := w.several(kind, 42, w.kauri()) // more than one look-up takes
			w.net.fail = map[int]failure{len(w.net.calls): fail}
			calls := w.callsOf(func() { w.bulk(ids, ""); w.rest() })
			w.allSynced(ids)
			keys, puts := map[string]bool{}, 0
			for _, c := range w.sim.Control().CallLog() {
				if c.Method == "PUT" && strings.HasSuffix(c.Path, "s") && !strings.HasSuffix(c.Path, "Contacts") {
					keys[c.IdempotencyKey] = true
					puts++
				}
			}
			if len(calls) > most || len(keys) != 1 || puts != 1 {
				t.Errorf("%s, %s: %d calls, %d writes arrived under %d keys: %v", kind, fail, len(calls), puts, len(keys), calls)
			}
		}
	}
}
