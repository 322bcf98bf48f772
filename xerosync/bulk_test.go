package xerosync

import (
	"context"
	"errors"
	"fmt"
	"slices"
	"testing"
	"time"

	"litework/document"
	"litework/xerosync/xerofake"
)

// The bulk sheet says of each document whether it can be posted, and names each
// client that will be added once.
func TestBulkSheet(t *testing.T) {
	w := newWorld(t, xerofake.Switches{})
	client := w.kauri()
	ctx := context.Background()
	ids := w.several(document.Invoice, 9, client)
	w.bulk(ids[:2], "")
	w.rest()
	w.change(ids[1], func(d *document.Document) { d.Reference = "PO 2" })
	w.change(ids[2], func(d *document.Document) { d.Due = document.Date{} })
	for _, id := range ids[3:5] {
		w.change(id, func(d *document.Document) { d.Client = document.Client{Name: "Rata " + " Films"} })
	}
	for i, name := range []string{"Tui Studio", "tui studio"} {
		c := document.Contact{ID: fmt.Sprintf("2222222%d-2222-4222-8222-222222222222", i), Name: name}
		if _, err := w.file.SaveContact(ctx, c, 0); err != nil {
			t.Fatal(err)
		}
		w.change(ids[5+i], func(d *document.Document) { d.Client = document.ClientOf(c) })
	}
	quote := w.several(document.Quote, 1, client)
	calls := len(w.net.calls)
	sh, err := w.svc.BulkSheet(ctx, append(slices.Clone(ids), quote[0], "00000000-0000-4000-8000-000000000000"), "AUTHORISED")
	if err != nil {
		t.Fatal(err)
	}
	if len(w.net.calls) != calls {
		t.Error("the bulk sheet called Xero")
	}
	if len(sh.Documents) != 10 || sh.Ready != 7 || sh.Kind != document.Invoice || sh.Organisation == "" || !sh.Demo {
		t.Fatalf("%d documents, %d ready", len(sh.Documents), sh.Ready)
	}
	if !slices.Equal(sh.Contacts, []string{"Rata Films", "Tui Studio"}) {
		t.Errorf("%q", sh.Contacts)
	}
	want := []string{"update", "update", "due-missing", "create", "create", "create", "contact-name-twice", "create", "create", "other-kind"}
	for i, d := range sh.Documents {
		got := string(d.Action)
		if d.Problem != nil {
			got = d.Problem.Code
		}
		if got != want[i] {
			t.Errorf("%s: %s %+v, want %s", d.Number, got, d.Problem, want[i])
		}
	}
	if len(sh.Totals) != 1 || sh.Totals[0].Currency != "NZD" || !sh.Totals[0].Total.IsPositive() {
		t.Errorf("%+v", sh.Totals)
	}
	if d := sh.Documents[2]; d.Fix != FixChangeDue {
		t.Errorf("%+v", d)
	}
	// Without a status each keeps its own, and what has not changed is skipped.
	sh, err = w.svc.BulkSheet(ctx, ids[:2], "")
	if err != nil || sh.Ready != 1 || sh.Documents[0].Skipped == "" || sh.Documents[1].Confirm.TargetStatus != "" {
		t.Errorf("%+v %v", sh, err)
	}
	var p *document.Problem
	if _, err := w.svc.BulkSheet(ctx, make([]string, MaxBulk+1), ""); !errors.As(err, &p) || p.Code != "too-many" {
		t.Errorf("%v", err)
	}
}

// A bulk post makes one contact of a name, and one of a document that cannot be
// posted any more does not stop the others. What has not left can be withdrawn,
// with its contact.
func TestPostMany(t *testing.T) {
	w := newWorld(t, xerofake.Switches{})
	client := w.kauri()
	ctx := context.Background()
	ids := w.several(document.Invoice, 5, client)
	for _, id := range ids[:3] {
		w.change(id, func(d *document.Document) { d.Client = document.Client{Name: "Rata Films"} })
	}
	sh, err := w.svc.BulkSheet(ctx, ids, "")
	if err != nil || sh.Ready != 5 {
		t.Fatalf("%+v %v", sh, err)
	}
	var intents []Intent
	for _, d := range sh.Documents {
		intents = append(intents, d.Confirm)
	}
	w.change(ids[4], func(d *document.Document) { d.Kind = document.Quote })
	ops, err := w.svc.PostMany(ctx, intents)
	if err != nil || len(ops) != 5 || ops[0] == "" || ops[4] != "" {
		t.Fatalf("%q %v", ops, err)
	}
	if open := w.openOps(); len(open) != 5 { // four documents, one contact
		t.Fatalf("%d open", len(open))
	}
	if doc := w.doc(ids[4]); doc.State != document.SyncFailed || doc.Op.Problem.Code != "sheet-old" {
		t.Errorf("%s %+v", doc.State, doc.Op)
	}
	if n, err := w.svc.WithdrawMany(ctx, ids[:2]); err != nil || n != 2 {
		t.Errorf("%d %v", n, err)
	}
	if open := w.openOps(); len(open) != 3 { // the third still needs the contact
		t.Errorf("%d open", len(open))
	}
	if n, err := w.svc.WithdrawMany(ctx, ids); err != nil || n != 2 {
		t.Errorf("%d %v", n, err)
	}
	if open := w.openOps(); len(open) != 0 {
		t.Errorf("%d open", len(open))
	}
	if _, err := w.svc.PostMany(ctx, intents[:4]); err != nil {
		t.Fatal(err)
	}
	w.rest()
	w.allSynced(ids[:4])
	if n := len(w.sim.Control().Contacts()); n != 2 {
		t.Errorf("%d contacts in Xero", n)
	}
	if n, err := w.svc.WithdrawMany(ctx, ids); err != nil || n != 0 {
		t.Errorf("%d %v", n, err)
	}
}

// An answer about another number than was sent in its place leaves open what
// came of it; the others are done.
func TestAnswerAboutAnother(t *testing.T) {
	w := newWorld(t, xerofake.Switches{})
	ids := w.several(document.Invoice, 3, w.kauri())
	w.svc.cfg.HTTP.Transport = &rewriter{next: w.net, old: "B-0002", new: "B-9999"}
	w.svc.closeRemotes()
	w.bulk(ids, "")
	w.stepOnce()
	var states []document.SyncState
	for _, id := range ids {
		states = append(states, w.doc(id).State)
	}
	if !slices.Equal(states, []document.SyncState{document.Synced, document.Checking, document.Synced}) {
		t.Fatalf("%v", states)
	}
	w.rest()
	w.allSynced(ids)
	if n := len(w.sim.Control().Invoices()); n != 3 {
		t.Errorf("%d invoices in Xero", n)
	}
}

// What is refused as a whole goes one by one.
func TestBatchIsSplit(t *testing.T) {
	t.Parallel()
	w := newWorld(t, xerofake.Switches{})
	ids := w.several(document.Invoice, 3, w.kauri())
	w.net.fail = map[int]failure{len(w.net.calls): refused400}
	began := w.clock.Now()
	calls := w.callsOf(func() { w.bulk(ids, ""); w.rest() })
	w.allSynced(ids)
	if puts := slices.DeleteFunc(calls, func(c string) bool { return c[:3] != "PUT" }); len(puts) != 4 || w.clock.Now().Sub(began) > 10*time.Minute {
		t.Errorf("%v in %s", puts, w.clock.Now().Sub(began))
	}
}

// A request holds no more than Xero takes. Its size makes this slow under the
// race detector; it runs without it, by `make crashes`.
func TestLargeBatchIsSplit(t *testing.T) {
	t.Parallel()
	if oneOf > 1 {
		return
	}
	w := newWorld(t, xerofake.Switches{})
	ids := w.several(document.Invoice, 2, w.kauri())
	long := string(slices.Repeat([]byte("long words "), 360))
	for _, id := range ids {
		w.change(id, func(d *document.Document) {
			for i := range 410 {
				d.Sections[1].Lines = append(d.Sections[1].Lines, document.Line{ID: fmt.Sprintf("%08d-1111-4111-8111-111111111111", i),
					Description: long, Quantity: some("1"), UnitPrice: some("1"), Tax: gst})
			}
		})
	}
	calls := w.callsOf(func() { w.bulk(ids, ""); w.rest() })
	if len(calls) != 2 {
		t.Errorf("%v", calls)
	}
	w.allSynced(ids)
}

// With the id gone and another organisation behind the connection, it is the
// connection that has to be made again.
func TestRecordGoneWithItsOrganisation(t *testing.T) {
	for _, other := range []bool{false, true} {
		w, id := posted(t, document.Invoice, "DRAFT", xerofake.Switches{})
		w.change(id, func(d *document.Document) { d.Reference = "PO 3" })
		r := &rewriter{next: w.net, gone: w.doc(id).Remote.XeroID}
		if other {
			r.old, r.new = w.connection().TenantID, "99999999-9999-4999-8999-999999999999"
		}
		w.svc.cfg.HTTP.Transport = r
		w.svc.closeRemotes()
		w.post(id, "")
		for range 3 {
			w.stepOnce()
		}
		doc, st := w.doc(id), w.svc.State()
		if other && (doc.State != document.WaitingToPost || st.Phase != Reconnect || st.Problem.Code != "other-organisation") {
			t.Errorf("another: %s %+v %+v", doc.State, doc.Op, st)
		}
		if !other && (doc.State != document.SyncFailed || doc.Op.Problem.Code != "not-in-xero" || st.Phase == Reconnect) {
			t.Errorf("the same: %s %+v %+v", doc.State, doc.Op, st)
		}
	}
}
