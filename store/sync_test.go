package store_test

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"testing"
	"time"

	"github.com/shopspring/decimal"
	"pgregory.net/rapid"

	"litework/document"
	"litework/store"
)

var org = store.OrgKey{Server: "https://api.xero.com", TenantID: "harbour"}

func connect(t testing.TB, f *store.File) {
	t.Helper()
	sync(t, f, func(tx *store.SyncTx) error {
		return tx.PutConnection(store.Connection{Server: org.Server, TenantID: org.TenantID, OrganisationName: "Harbour Light"})
	})
}

func projection(t testing.TB, d document.Document) json.RawMessage {
	t.Helper()
	data, err := json.Marshal(document.Project(&d))
	if err != nil {
		t.Fatal(err)
	}
	return data
}

func queue(id string, d store.StoredDocument) store.Op {
	return store.Op{
		ID: id, Record: store.RecordKind(d.Kind), RecordID: d.ID, Action: store.ActionCreate, Rev: d.Rev,
		Number: d.Number, State: store.OpQueued, UserAsked: true,
	}
}

// post links a document as the reply to a first post would.
func post(t testing.TB, f *store.File, id, status string) {
	t.Helper()
	d := load(t, f, id)
	sync(t, f, func(tx *store.SyncTx) error {
		kind := store.RecordKind(d.Kind)
		total := d.Totals().Total
		return errors.Join(
			tx.PutLink(store.Link{Kind: kind, RecordID: id, XeroID: "xero-" + id}),
			tx.PutBase(kind, id, store.BasePair{Sent: projection(t, d.Document), Seen: json.RawMessage(`{}`),
				SentRev: d.Rev, Lines: map[string]string{"a": "b"}, Raw: []byte("raw")}),
			tx.PutRemote(kind, id, document.Remote{Status: status, Number: d.Number, Total: total, AmountDue: total}),
		)
	})
}

func TestStatesFollowFromFacts(t *testing.T) {
	for _, test := range []struct {
		op                        store.OpState
		linked, conflict, changed bool
		want                      document.SyncState
	}{
		{"", false, false, false, document.NotSynced},
		{"", true, false, false, document.Synced},
		{"", true, false, true, document.UpdatedLocally},
		{"", true, true, true, document.Conflict},
		{store.OpQueued, false, false, false, document.WaitingToPost},
		{store.OpQueued, true, true, true, document.Conflict},
		{store.OpSending, true, true, true, document.Posting},
		{store.OpSent, false, false, false, document.Posting},
		{store.OpUnknown, false, false, false, document.Checking},
		{store.OpFailed, false, false, false, document.SyncFailed},
		{store.OpFailed, true, false, true, document.SyncFailed},
		{store.OpDone, true, false, false, document.Synced},
	} {
		if got := store.DeriveState(store.NewSyncFacts(test.op, test.linked, test.conflict, test.changed)); got != test.want {
			t.Errorf("%+v: %s", test, got)
		}
	}
}

// One document from its first press to a change in Xero, through its states.
func TestThePathOfAPost(t *testing.T) {
	f, ctx := newFile(t), context.Background()
	connect(t, f)
	d := newDocument("a", document.Invoice, 3)
	d.Number = save(t, f, d, 0).Number
	wantState := func(want document.SyncState, locked bool) {
		t.Helper()
		got := load(t, f, "a")
		if got.State != want || got.NumberLocked != locked {
			t.Errorf("%s, locked %v; want %s, %v", got.State, got.NumberLocked, want, locked)
		}
	}
	put := func(op store.Op) {
		t.Helper()
		sync(t, f, func(tx *store.SyncTx) error { return tx.PutOp(op) })
	}
	wantState(document.NotSynced, false)

	put(queue("op-1", load(t, f, "a")))
	wantState(document.WaitingToPost, false)
	var locked *store.LockedError
	if err := f.DeleteDocument(ctx, "a"); !errors.As(err, &locked) || locked.Reason != store.LockedWaiting {
		t.Errorf("deleting what waits: %v", err)
	}

	d.Reference = "PO 7"
	save(t, f, d, 1)
	put(queue("op-2", load(t, f, "a"))) // a further press replaces what was never sent
	request := store.Request{ID: "key-1", Method: "PUT", Path: "/Invoices", Body: []byte("{}"), OpIDs: []string{"op-2"}}
	sync(t, f, func(tx *store.SyncTx) error { return tx.PutRequest(request) })
	sync(t, f, func(tx *store.SyncTx) error { return tx.MarkRequestSent("key-1", noon) })
	wantState(document.Posting, true)
	d.Number = "OTHER-1"
	if _, err := f.SaveDocument(ctx, d, 2); !errors.As(err, &locked) || locked.Reason != store.LockedSending {
		t.Errorf("another number while sending: %v", err)
	}
	err := f.Sync(ctx, func(tx *store.SyncTx) error { return tx.PutOp(queue("op-3", load(t, f, "a"))) })
	if !errors.As(err, &locked) {
		t.Errorf("a second operation while one is on its way: %v", err)
	}

	sync(t, f, func(tx *store.SyncTx) error {
		return tx.RequestOutcome("key-1", noon, store.MemberOutcome{OpID: "op-2", State: store.OpUnknown})
	})
	wantState(document.Checking, true)
	if err := f.View(ctx, func(tx *store.SyncTx) error {
		pending, err := tx.PendingRequests()
		if len(pending) != 1 || pending[0].State != store.RequestUnknown || pending[0].Key != "key-1" || !pending[0].FirstSentAt.Equal(noon) {
			t.Errorf("pending %+v", pending)
		}
		first, _, _ := tx.Op("op-1")
		if first.State != store.OpWithdrawn {
			t.Errorf("the replaced operation is %s", first.State)
		}
		return err
	}); err != nil {
		t.Error(err)
	}

	refusal := &document.Problem{Code: "account-unknown", Sentence: "Xero has no account 240.", Fix: "Choose another account."}
	sync(t, f, func(tx *store.SyncTx) error {
		return tx.RequestOutcome("key-1", noon, store.MemberOutcome{OpID: "op-2", State: store.OpFailed, Problem: refusal})
	})
	wantState(document.SyncFailed, false) // a refused first post fixes no number
	if op := load(t, f, "a").Op; op == nil || op.Problem == nil || *op.Problem != *refusal {
		t.Errorf("summary %+v", op)
	}

	put(queue("op-4", load(t, f, "a")))
	sync(t, f, func(tx *store.SyncTx) error {
		op, _, err := tx.Op("op-4")
		op.State = store.OpDone
		return errors.Join(err, tx.PutOp(op))
	})
	post(t, f, "a", "DRAFT")
	wantState(document.Synced, true)
	if err := f.DeleteDocument(ctx, "a"); !errors.As(err, &locked) || locked.Reason != store.LockedPosted {
		t.Errorf("deleting what is posted: %v", err)
	}

	got := load(t, f, "a")
	got.InternalNotes = "bring the crane"
	save(t, f, got.Document, got.Rev)
	wantState(document.Synced, true)
	got = load(t, f, "a")
	got.Due = got.Due.AddDays(5)
	save(t, f, got.Document, got.Rev)
	wantState(document.UpdatedLocally, true)
	sync(t, f, func(tx *store.SyncTx) error {
		return tx.SetRecordState(store.RecordInvoice, "a", store.RecordState{Conflict: true, Remote: []byte("theirs")})
	})
	wantState(document.Conflict, true)

	got = load(t, f, "a")
	got.Number = "INV-9"
	sync(t, f, func(tx *store.SyncTx) error { _, err := tx.PutDocument(got.Document, got.Rev); return err })
	if n := load(t, f, "a").Number; n != "INV-9" {
		t.Errorf("a number changed in Xero was not pulled: %s", n)
	}
}

func TestWhatWasSentStaysFrozen(t *testing.T) {
	f, ctx := newFile(t), context.Background()
	connect(t, f)
	save(t, f, newDocument("a", document.Invoice, 1), 0)
	op := queue("op", load(t, f, "a"))
	op.Projection, op.Body = json.RawMessage(`{"number":"1"}`), []byte("body")
	sync(t, f, func(tx *store.SyncTx) error { return tx.PutOp(op) })
	op.Body = []byte("not sent yet, so it may change")
	op.State, op.FirstSentAt = store.OpSent, noon
	sync(t, f, func(tx *store.SyncTx) error { return tx.PutOp(op) })
	for name, change := range map[string]func(*store.Op){
		"body":       func(o *store.Op) { o.Body = []byte("other") },
		"projection": func(o *store.Op) { o.Projection = json.RawMessage(`{}`) },
		"number":     func(o *store.Op) { o.Number = "2" },
		"revision":   func(o *store.Op) { o.Rev++ },
		"org":        func(o *store.Op) { o.Org.TenantID = "other" },
	} {
		changed := op
		changed.Org = org
		change(&changed)
		var locked *store.LockedError
		err := f.Sync(ctx, func(tx *store.SyncTx) error { return tx.PutOp(changed) })
		if !errors.As(err, &locked) || locked.Reason != store.LockedFrozen {
			t.Errorf("%s: %v", name, err)
		}
	}
	op.State, op.Attempts = store.OpUnknown, 1
	sync(t, f, func(tx *store.SyncTx) error { return tx.PutOp(op) })
	sync(t, f, func(tx *store.SyncTx) error {
		got, _, err := tx.OpenOp("a")
		if string(got.Body) != string(op.Body) || !got.FirstSentAt.Equal(noon) || got.Org != org || got.State != store.OpUnknown {
			t.Errorf("%+v", got)
		}
		return err
	})
}

func TestAFailedSyncLeavesNothing(t *testing.T) {
	f, ctx := newFile(t), context.Background()
	connect(t, f)
	counter := f.SyncCounter()
	broken := errors.New("broken")
	err := f.Sync(ctx, func(tx *store.SyncTx) error {
		if _, err := tx.PutDocument(newDocument("a", document.Invoice, 1), 0); err != nil {
			return err
		}
		if got, err := tx.Document("a"); err != nil || got.State != document.NotSynced {
			t.Errorf("inside: %v %v", got.State, err)
		}
		return broken
	})
	if !errors.Is(err, broken) || f.SyncCounter() != counter {
		t.Errorf("%v, counter %d", err, f.SyncCounter())
	}
	if _, err := f.Document(ctx, "a"); !errors.Is(err, store.ErrNotFound) {
		t.Error(err)
	}
	func() {
		defer func() { _ = recover() }()
		_ = f.Sync(ctx, func(tx *store.SyncTx) error { panic("fault") })
	}()
	save(t, f, newDocument("b", document.Invoice, 1), 0)
	if err := f.View(ctx, func(tx *store.SyncTx) error { return tx.PutMark("a", "b") }); err == nil {
		t.Error("a view wrote")
	}
}

func TestAnImportNeverFailsOnANumber(t *testing.T) {
	f, ctx := newFile(t), context.Background()
	connect(t, f)
	save(t, f, newDocument("ours", document.Invoice, 1), 0)
	sync(t, f, func(tx *store.SyncTx) error { return tx.PutOp(queue("op", load(t, f, "ours"))) })
	pull := func(id, number, status string) {
		t.Helper()
		d := newDocument(id, document.Invoice, 1)
		d.Number = number
		sync(t, f, func(tx *store.SyncTx) error {
			if _, err := tx.PutDocument(d, 0); err != nil {
				return err
			}
			return errors.Join(
				tx.PutLink(store.Link{Kind: store.RecordInvoice, RecordID: id, XeroID: id}),
				tx.PutRemote(store.RecordInvoice, id, document.Remote{Status: status}))
		})
	}
	pull("theirs", "INV-0001", "AUTHORISED")
	ours := load(t, f, "ours")
	if ours.Number != "INV-0002" || len(ours.Banners) != 1 || ours.Banners[0].Kind != store.BannerRenumbered || ours.State != document.NotSynced {
		t.Errorf("ours is %s, %s, with %+v", ours.Number, ours.State, ours.Banners)
	}
	if err := f.DismissBanner(ctx, "ours", ours.Banners[0].ID); err != nil || len(load(t, f, "ours").Banners) != 0 {
		t.Error("the banner stays", err)
	}
	pull("voided", "INV-0005", "VOIDED") // in Xero a voided invoice's number returns
	pull("live", "INV-0005", "DRAFT")
	pull("twin", "INV-0005", "DRAFT")
	if id, _, err := f.DocumentByNumber(ctx, document.Invoice, "inv-0005"); err != nil || id != "live" {
		t.Errorf("INV-0005 is %s: %v", id, err)
	}
}

func TestOtherOrganisationPutsLinksToSleep(t *testing.T) {
	f, ctx := newFile(t), context.Background()
	connect(t, f)
	save(t, f, newDocument("a", document.Invoice, 1), 0)
	post(t, f, "a", "AUTHORISED")
	sync(t, f, func(tx *store.SyncTx) error { return tx.PutMark("invoices", "monday") })
	sync(t, f, func(tx *store.SyncTx) error {
		return tx.PutConnection(store.Connection{Server: "http://localhost", TenantID: "demo"})
	})
	got := load(t, f, "a")
	if got.State != document.NotSynced || got.Remote != nil || !got.NumberLocked {
		t.Errorf("%s %+v locked %v", got.State, got.Remote, got.NumberLocked)
	}
	sync(t, f, func(tx *store.SyncTx) error {
		mark, err := tx.Mark("invoices")
		_, linked, err2 := tx.LinkByXeroID(store.RecordInvoice, "xero-a")
		if mark != "" || linked {
			t.Error("marks or links of the other organisation show")
		}
		return errors.Join(err, err2)
	})
	connect(t, f)
	got = load(t, f, "a")
	if got.State != document.Synced || got.Remote == nil || got.Remote.XeroID != "xero-a" {
		t.Errorf("back: %s %+v", got.State, got.Remote)
	}
	if err := f.View(ctx, func(tx *store.SyncTx) error {
		base, ok, err := tx.Base(store.RecordInvoice, "a")
		if !ok || base.Lines["a"] != "b" || string(base.Raw) != "raw" || base.SentRev != 1 {
			t.Errorf("base %+v", base)
		}
		return err
	}); err != nil {
		t.Error(err)
	}
}

func TestSupplyDefaultsIsWrittenToTheDocument(t *testing.T) {
	f := newFile(t)
	connect(t, f)
	save(t, f, newDocument("a", document.Invoice, 2), 0)
	gst := document.Tax{Code: "OUTPUT2", Name: "GST 15%", Rate: decimal.NewFromInt(15), Chosen: true}
	sync(t, f, func(tx *store.SyncTx) error {
		_, err := tx.SupplyDefaults("a", "contact-1", map[string]store.LineDefaults{"a-1": {Account: "200", Tax: gst}})
		return err
	})
	got := load(t, f, "a")
	lines := got.Lines()
	if got.Rev != 2 || got.Client.ContactID != "contact-1" || lines[1].Account != "200" || !lines[1].Tax.Equal(gst) || lines[0].Account != "" {
		t.Errorf("%d %+v", got.Rev, got.Document)
	}
}

func TestHistoryFiguresFollowTheFilters(t *testing.T) {
	f, ctx := newFile(t), context.Background()
	sync(t, f, func(tx *store.SyncTx) error {
		for i := range 10 {
			e := store.HistoryEntry{
				At: noon.Add(time.Duration(i) * time.Hour), Label: fmt.Sprintf("INV-%d", i), Action: store.HistoryCreate,
				Direction: store.ToXero, Status: store.HistorySuccess, Details: "due date, 1 line", Answered: []byte("{}"),
			}
			if i%5 == 0 {
				e.Status, e.Details = store.HistoryError, "Xero has no account 240"
			}
			if err := tx.AddHistory(e); err != nil {
				return err
			}
		}
		return tx.AddHistory(store.HistoryEntry{Label: "25 invoices", Status: store.HistoryPartial, Direction: store.FromXero})
	})
	for q, want := range map[store.HistoryQuery]store.HistoryCounts{
		{}:                             {Total: 11, Successful: 8, Partial: 1, Errors: 2},
		{Direction: store.ToXero}:      {Total: 10, Successful: 8, Errors: 2},
		{Search: "ACCOUNT 240"}:        {Total: 2, Errors: 2},
		{Status: store.HistoryPartial}: {Total: 1, Partial: 1},
		{Since: noon.Add(9 * time.Hour), Direction: store.ToXero}: {Total: 1, Successful: 1},
	} {
		if got, err := f.HistoryCounts(ctx, q); err != nil || got != want {
			t.Errorf("%+v: %+v %v", q, got, err)
		}
		if got, err := f.History(ctx, q); err != nil || len(got) != want.Total {
			t.Errorf("%+v: %d entries %v", q, len(got), err)
		}
	}
	first, _ := f.History(ctx, store.HistoryQuery{Limit: 4})
	second, _ := f.History(ctx, store.HistoryQuery{Limit: 4, Before: first[3].ID})
	if first[0].Label != "25 invoices" || second[0].ID != first[3].ID-1 {
		t.Errorf("%+v %+v", first, second)
	}
}

// The denormalised state always equals what the facts derive to.
func TestStatesAreDerivedInTheTransactionOfTheirCause(t *testing.T) {
	f, ctx := newFile(t), context.Background()
	connect(t, f)
	n := 0
	rapid.Check(t, func(r *rapid.T) {
		n++
		id := fmt.Sprintf("d-%d", n)
		d := newDocument(id, document.Invoice, 1)
		d.Number = save(t, f, d, 0).Number
		var sent *document.Projection
		conflict := false
		last := store.OpState("")
		for i := range rapid.IntRange(1, 8).Draw(r, "steps") {
			current := load(t, f, id)
			switch rapid.SampledFrom([]string{"edit", "back", "link", "op", "conflict"}).Draw(r, "step") {
			case "edit":
				current.Reference = fmt.Sprint(rapid.IntRange(0, 2).Draw(r, "reference"))
				save(t, f, current.Document, current.Rev)
			case "back":
				current.Reference = ""
				save(t, f, current.Document, current.Rev)
			case "link":
				post(t, f, id, "DRAFT")
				p := document.Project(&current.Document)
				sent = &p
			case "op":
				if last.Open() && last != store.OpQueued {
					continue
				}
				op := queue(fmt.Sprintf("%s-%d", id, i), current)
				op.State = rapid.SampledFrom([]store.OpState{store.OpQueued, store.OpUnknown, store.OpFailed, store.OpDone}).Draw(r, "state")
				if last.Open() && !op.State.Open() {
					continue
				}
				sync(t, f, func(tx *store.SyncTx) error { return tx.PutOp(op) })
				last = op.State
			case "conflict":
				if sent == nil {
					continue
				}
				conflict = !conflict
				sync(t, f, func(tx *store.SyncTx) error {
					return tx.SetRecordState(store.RecordInvoice, id, store.RecordState{Conflict: conflict})
				})
			}
			got := load(t, f, id)
			changed := sent != nil && !document.Project(&got.Document).Equal(*sent)
			want := store.DeriveState(store.NewSyncFacts(last, sent != nil, conflict, changed))
			rows, err := f.DocumentRows(ctx, []int64{got.Key}, document.Date{})
			if err != nil || got.State != want || rows[0].State != want {
				r.Fatalf("state %s, row %s, want %s: %v", got.State, rows[0].State, want, err)
			}
		}
	})
}
