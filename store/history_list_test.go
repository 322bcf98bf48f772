package store_test

import (
	"context"
	"errors"
	"fmt"
	"testing"

	"litework/document"
	"litework/store"
)

func TestALongHistoryIsReadByWindows(t *testing.T) {
	f, ctx := newFile(t), context.Background()
	sync(t, f, func(tx *store.SyncTx) error {
		for i := range 30 {
			e := store.HistoryEntry{Label: fmt.Sprintf("INV-%d", i), Action: store.HistoryUpdate, Direction: store.ToXero,
				Status: store.HistorySuccess, Sent: []byte("sent"), Answered: []byte("answered")}
			switch i % 3 {
			case 1:
				e.Status, e.Code = store.HistoryError, "account"
			case 2:
				e.Status = store.HistoryPartial
			}
			if err := tx.AddHistory(e); err != nil {
				return err
			}
		}
		return nil
	})
	ids, err := f.HistoryKeys(ctx, store.HistoryQuery{Unsuccessful: true, Limit: 3, Before: 2})
	if err != nil || len(ids) != 20 || ids[0] != 30 || ids[19] != 2 {
		t.Fatalf("%v %v", ids, err)
	}
	rows, err := f.HistoryRows(ctx, []int64{ids[5], 999, ids[1]})
	if err != nil || len(rows) != 2 || rows[0].ID != ids[5] || rows[1].ID != ids[1] || rows[0].Sent != nil || rows[1].Code != "account" {
		t.Fatalf("%+v %v", rows, err)
	}
	whole, err := f.HistoryEntry(ctx, 7)
	if err != nil || whole.Label != "INV-6" || string(whole.Sent) != "sent" || string(whole.Answered) != "answered" {
		t.Fatalf("%+v %v", whole, err)
	}
	if _, err := f.HistoryEntry(ctx, 31); !errors.Is(err, store.ErrNotFound) {
		t.Fatal(err)
	}
}

func TestWhatNeedsTheUser(t *testing.T) {
	f, ctx := newFile(t), context.Background()
	connect(t, f)
	const ask = "is-it-yours"
	for i, id := range []string{"failed", "asked", "lost", "conflict", "gone", "fine"} {
		save(t, f, newDocument(id, document.Invoice, i), 0)
	}
	if _, err := f.SaveContact(ctx, document.Contact{ID: "archived", Name: "Kauri Point Films Ltd"}, 0); err != nil {
		t.Fatal(err)
	}
	queued := map[string]store.Op{}
	for _, id := range []string{"failed", "asked", "lost", "gone"} {
		queued[id] = queue("op-"+id, load(t, f, id))
	}
	post(t, f, "conflict", "DRAFT")
	sync(t, f, func(tx *store.SyncTx) error {
		set := func(id string, state store.OpState, p *document.Problem) error {
			op := queued[id]
			op.State, op.Problem = state, p
			return tx.PutOp(op)
		}
		return errors.Join(
			set("failed", store.OpFailed, &document.Problem{Code: "account", Sentence: "Xero has no account 240.", Field: "line.account"}),
			set("asked", store.OpUnknown, &document.Problem{Code: ask, Sentence: "Xero has it."}),
			set("lost", store.OpUnknown, &document.Problem{Code: "no-answer", Sentence: "No answer."}),
			set("gone", store.OpFailed, &document.Problem{Code: "account", Sentence: "Xero has no account 240."}),
			tx.PutOp(store.Op{ID: "op-contact", Record: store.RecordContact, RecordID: "archived", Action: store.ActionCreate,
				State: store.OpFailed, Problem: &document.Problem{Code: "contact-archived", Sentence: "It is archived."}}),
			tx.SetRecordState(store.RecordInvoice, "conflict", store.RecordState{Conflict: true, Remote: []byte("{}")}),
		)
	})
	if err := f.DeleteDocument(ctx, "gone"); err != nil {
		t.Fatal(err)
	}
	n, err := f.AttentionCount(ctx, ask)
	if err != nil || n != 4 {
		t.Fatalf("%d %v", n, err)
	}
	all, err := f.Attention(ctx, ask, 10)
	if err != nil || len(all) != 4 {
		t.Fatalf("%+v %v", all, err)
	}
	got := map[string]store.Attention{}
	for _, a := range all {
		got[a.RecordID] = a
	}
	if a := got["failed"]; a.Op == nil || a.Op.Problem.Field != "line.account" || a.State != document.SyncFailed || a.Record != store.RecordInvoice {
		t.Errorf("%+v", a)
	}
	if a := got["asked"]; a.Op == nil || a.Op.Problem.Code != ask || a.State != document.Checking {
		t.Errorf("%+v", a)
	}
	if a := got["archived"]; a.Label != "Kauri Point Films Ltd" || a.Record != store.RecordContact || a.Op == nil {
		t.Errorf("%+v", a)
	}
	if a := got["conflict"]; a.State != document.Conflict || a.Op != nil {
		t.Errorf("%+v", a)
	}
	if few, err := f.Attention(ctx, ask, 1); err != nil || len(few) != 1 {
		t.Errorf("%+v %v", few, err)
	}
}
