package xerosync

import (
	"fmt"
	"strings"
	"testing"

	"litework/document"
	"litework/store"
	"litework/xerosync/xerofake"
)

// batchCase is three documents that are posted at once, of which Xero refuses
// the second.
type batchCase struct {
	name   string
	kind   document.Kind
	update bool
	// clients are new ones: it is the second's that Xero refuses.
	clients bool
}

var batchCases = []batchCase{
	{name: "new invoices", kind: document.Invoice},
	{name: "new quotes", kind: document.Quote},
	{name: "updated invoices", kind: document.Invoice, update: true},
	{name: "updated quotes", kind: document.Quote, update: true},
	{name: "new clients", kind: document.Invoice, clients: true},
}

func (c batchCase) prepare(w *world) (ids []string) {
	client := w.kauri()
	if c.update {
		ids = w.several(c.kind, 3, client)
		w.bulk(ids, "DRAFT")
		w.rest()
		w.allSynced(ids)
		for _, id := range ids {
			w.change(id, func(d *document.Document) { d.Reference = "PO 8000" })
		}
	} else {
		ids = w.several(c.kind, 3, client)
		for i, id := range ids {
			w.change(id, func(d *document.Document) {
				d.Reference = "PO 8000"
				if c.clients {
					d.Client = document.Client{Name: fmt.Sprintf("Rata %d", i)}
				}
			})
		}
	}
	var err error
	if c.clients {
		_, err = w.sim.Control().AddContact(xerofake.Contact{Name: "Rata 1"})
	} else {
		w.change(ids[1], func(d *document.Document) { d.Sections[0].Lines[0].Account = "260" })
		err = w.sim.Control().SetAccountStatus("260", "ARCHIVED")
	}
	if err != nil {
		w.t.Fatal(err)
	}
	return ids
}

// batchWay is one way for a batch to go wrong.
type batchWay struct {
	crashAt int
	goesOn  bool
	call    int
	failure failure
}

func (c batchCase) run(t *testing.T, from snapshot, ids []string, way batchWay) (points []string, calls int) {
	w := from.thaw(t)
	defer w.close()
	w.points, w.crashAt, w.goesOn = nil, way.crashAt, way.goesOn
	w.net.calls, w.net.fail = nil, map[int]failure{way.call: way.failure}
	if w.crashing(func() { w.bulk(ids, "DRAFT") }) {
		w.restart()
		if len(w.openOps()) == 0 {
			w.bulk(ids, "DRAFT")
		}
	}
	w.rest()
	points, calls = w.points, len(w.net.calls)
	w.crashAt, w.net.fail = -1, nil
	c.look(w, ids, way)
	before := w.writes()
	w.restart()
	w.rest()
	if after := w.writes(); after != before {
		t.Errorf("%s, %+v: a second run wrote %d times", c.name, way, after-before)
	}
	c.look(w, ids, way)
	return points, calls
}

// look: each is in Xero once, but for the refused one, which says why.
func (c batchCase) look(w *world, ids []string, way batchWay) {
	t := w.t
	t.Helper()
	if ops := w.openOps(); len(ops) > 0 {
		t.Errorf("%s, %+v: still open: %+v", c.name, way, ops)
	}
	for i, id := range ids {
		doc := w.doc(id)
		there := w.inXeroAs(doc.Number)
		refused := i == 1
		switch {
		case refused && (doc.State != document.SyncFailed || doc.Op == nil || doc.Op.Problem == nil):
			t.Errorf("%s, %+v: the refused %s is %s: %+v", c.name, way, doc.Number, doc.State, doc.Op)
		case !refused && doc.State != document.Synced:
			t.Errorf("%s, %+v: %s is %s: %+v", c.name, way, doc.Number, doc.State, doc.Op)
		case refused && !c.update && len(there) > 0, !(refused && !c.update) && len(there) != 1:
			t.Errorf("%s, %+v: %s is in Xero %d times", c.name, way, doc.Number, len(there))
		case !refused && there[0].seen().Reference != "PO 8000":
			t.Errorf("%s, %+v: %s in Xero has %q", c.name, way, doc.Number, there[0].seen().Reference)
		case !refused && doc.Remote.XeroID != there[0].id():
			t.Errorf("%s, %+v: %s is linked to another", c.name, way, doc.Number)
		}
		if len(there) == 1 && doc.Remote != nil {
			_, base := w.linkAndBase(id)
			if d := differences(base.seen, there[0].seen()); len(d) > 0 {
				t.Errorf("%s, %+v: %s: seen differs from what is there: %+v", c.name, way, doc.Number, d)
			}
		}
	}
	want := 1
	if c.clients {
		want = 4
	}
	if n := len(w.sim.Control().Contacts()); n != want {
		t.Errorf("%s, %+v: %d contacts in Xero, want %d", c.name, way, n, want)
	}
}

// inXeroAs are the documents in Xero with a number.
func (w *world) inXeroAs(number string) (out []record) {
	w.t.Helper()
	r := w.svc.reach(w.connection())
	for _, v := range w.sim.Control().InvoicesByNumber(number) {
		out = append(out, w.read(r, store.RecordInvoice, v.InvoiceID))
	}
	for _, q := range w.sim.Control().QuotesByNumber(number) {
		out = append(out, w.read(r, store.RecordQuote, q.QuoteID))
	}
	return out
}

// batchOneOf thins the ways out, for each begins with a company file of its own.
const batchOneOf = 5 * oneOf

// TestBatchIsNotDoubledOrLost ends the program at every point of a request with
// three members, and loses, garbles, refuses or doubles the answer to every
// call.
func TestBatchIsNotDoubledOrLost(t *testing.T) {
	for n, c := range batchCases {
		t.Run(c.name, func(t *testing.T) {
			t.Parallel()
			prepared := newWorld(t, xerofake.Switches{})
			ids := c.prepare(prepared)
			from := prepared.freeze()
			points, calls := c.run(t, from, ids, batchWay{crashAt: -1, call: -1})
			var ways []batchWay
			for i, point := range points {
				ways = append(ways, batchWay{crashAt: i, call: -1})
				if strings.HasPrefix(point, "within") {
					ways = append(ways, batchWay{crashAt: i, call: -1, goesOn: true})
				}
			}
			for i := range calls {
				for _, f := range []failure{replyLost, dropped, garbled, error500, error500ok, doubled} {
					ways = append(ways, batchWay{crashAt: -1, call: i, failure: f})
				}
			}
			for i, way := range ways {
				if (i+n)%batchOneOf != 0 || testing.Short() && i%7 != 0 {
					continue
				}
				if c.run(t, from, ids, way); t.Failed() {
					return
				}
			}
		})
	}
}
