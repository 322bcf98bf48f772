package store_test

import (
	"context"
	"errors"
	"fmt"
	"slices"
	"testing"
	"time"

	"litework/document"
	"litework/store"
)

func TestEventsComeInOrderAfterTheCommit(t *testing.T) {
	f, err := store.Open(newPath(t), options())
	if err != nil {
		t.Fatal(err)
	}
	var got []string
	f.Subscribe(func(e store.Event) {
		got = append(got, string(e.Kind)+e.ID)
		if e.Kind == store.DocumentChanged {
			if _, err := f.Document(context.Background(), e.ID); err != nil && !errors.Is(err, store.ErrClosed) {
				t.Errorf("%s was told before its commit: %v", e.ID, err)
			}
		}
	})
	var want []string
	for i := range 20 {
		id := fmt.Sprint(i)
		save(t, f, newDocument(id, document.Invoice, 1), 0)
		want = append(want, "document"+id)
	}
	_, _ = f.SaveDocument(context.Background(), newDocument("0", document.Invoice, 2), 0) // stale: no event
	sync(t, f, func(tx *store.SyncTx) error {
		return errors.Join(tx.AddHistory(store.HistoryEntry{}), tx.AddHistory(store.HistoryEntry{}))
	})
	if err := f.SaveSettings(context.Background(), document.Settings{}); err != nil {
		t.Fatal(err)
	}
	want = append(want, "history", "settings")
	if err := f.Close(); err != nil { // delivers what is queued
		t.Fatal(err)
	}
	if !slices.Equal(got, want) {
		t.Errorf("got %v\nwant %v", got, want)
	}
}

func TestASlowListenerHoldsUpNoWriter(t *testing.T) {
	f := newFile(t)
	entered, release := make(chan struct{}), make(chan struct{})
	var slow, cancelled int
	f.Subscribe(func(store.Event) {
		slow++
		if slow == 1 {
			close(entered)
			<-release
		}
	})
	cancel := f.Subscribe(func(store.Event) { cancelled++ })
	save(t, f, newDocument("a", document.Invoice, 1), 0)
	<-entered
	for i := range 50 {
		save(t, f, newDocument(fmt.Sprint(i), document.Invoice, 1), 0)
	}
	cancel() // before the first event reached it
	close(release)
	if err := f.Close(); err != nil {
		t.Fatal(err)
	}
	if slow != 51 || cancelled != 0 {
		t.Errorf("%d events, %d after cancelling", slow, cancelled)
	}
}

// A call that waits for the writer gives up with its context and leaves
// nothing behind; reading goes on meanwhile.
func TestWaitingForTheWriterEndsWithTheContext(t *testing.T) {
	f := newFile(t)
	save(t, f, newDocument("a", document.Invoice, 1), 0)
	sync(t, f, func(tx *store.SyncTx) error {
		ctx, cancel := context.WithTimeout(context.Background(), 20*time.Millisecond)
		defer cancel()
		if _, err := f.SaveDocument(ctx, newDocument("b", document.Invoice, 1), 0); !errors.Is(err, context.DeadlineExceeded) {
			t.Errorf("saving: %v", err)
		}
		if _, err := tx.PutDocument(newDocument("c", document.Invoice, 1), 0); err != nil {
			return err
		}
		load(t, f, "a")
		if _, err := f.Document(context.Background(), "c"); !errors.Is(err, store.ErrNotFound) {
			t.Errorf("a reader sees what is not committed: %v", err)
		}
		return nil
	})
	if got := save(t, f, newDocument("b", document.Invoice, 1), 0); got.Number != "INV-0003" {
		t.Errorf("b is %s", got.Number)
	}
	cancelled, cancel := context.WithCancel(context.Background())
	cancel()
	if _, err := f.Document(cancelled, "a"); !errors.Is(err, context.Canceled) {
		t.Errorf("reading: %v", err)
	}
}

func TestSettingsReferenceAndConnection(t *testing.T) {
	f, ctx := newFile(t), context.Background()
	s, err := f.Settings(ctx)
	if err != nil || s.InvoiceNumbers != (document.Sequence{Prefix: "INV-", Next: 1, Padding: 4}) {
		t.Errorf("a new file: %+v %v", s, err)
	}
	s.Company.Name, s.Currency = "Harbour Light Ltd", "NZD"
	s.InvoiceNumbers = document.Sequence{Prefix: "HL/", Next: 7, Padding: 2}
	if err := f.SaveSettings(ctx, s); err != nil {
		t.Fatal(err)
	}
	if saved := save(t, f, newDocument("a", document.Invoice, 1), 0); saved.Number != "HL/07" {
		t.Errorf("number %s", saved.Number)
	}
	got, err := f.Settings(ctx)
	if err != nil || got.Company.Name != s.Company.Name || got.InvoiceNumbers.Next != 8 || got.QuoteNumbers.Prefix != "QUO-" {
		t.Errorf("%+v %v", got, err)
	}
	var problem *document.Problem
	if err := f.SaveSettings(ctx, document.Settings{QuoteNumbers: document.Sequence{Prefix: "Q"}}); !errors.As(err, &problem) {
		t.Errorf("a sequence without a next number: %v", err)
	}
	if err := f.SaveSettings(ctx, document.Settings{}); err != nil {
		t.Fatal(err)
	}
	if got, err = f.Settings(ctx); err != nil || got.InvoiceNumbers.Prefix != "HL/" || got.QuoteNumbers.Prefix != "QUO-" {
		t.Errorf("zero sequences were taken over: %+v %v", got, err)
	}
	if _, ok, err := f.Connection(ctx); ok || err != nil {
		t.Errorf("connected: %v %v", ok, err)
	}
	connection := store.Connection{Server: org.Server, TenantID: org.TenantID, Scopes: []string{"a"}, ConnectedAt: noon, CatchingUp: true}
	reference := document.Reference{
		Organisation: document.Organisation{ID: "harbour", PeriodLock: document.NewDate(2026, 3, 31)},
		Accounts:     []document.Account{{Code: "200", Name: "Sales"}},
	}
	sync(t, f, func(tx *store.SyncTx) error {
		return errors.Join(tx.PutConnection(connection), tx.PutReference(reference), tx.PutMark("m", "1"))
	})
	c, ok, err := f.Connection(ctx)
	if err != nil || !ok || !c.CatchingUp || c.Org() != org || !c.ConnectedAt.Equal(noon) {
		t.Errorf("%+v %v", c, err)
	}
	r, err := f.Reference(ctx)
	if err != nil || r.Organisation.PeriodLock != reference.Organisation.PeriodLock || len(r.Accounts) != 1 || r.Accounts[0].Code != "200" {
		t.Errorf("%+v %v", r, err)
	}
	if err := f.SetFileSetting(ctx, "window", "1280x840"); err != nil {
		t.Fatal(err)
	}
	if v, err := f.FileSetting(ctx, "window"); err != nil || v != "1280x840" {
		t.Errorf("%q %v", v, err)
	}
	if v, err := f.FileSetting(ctx, "none"); err != nil || v != "" {
		t.Errorf("%q %v", v, err)
	}
}
