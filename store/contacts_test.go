package store_test

import (
	"context"
	"encoding/json"
	"errors"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
	"github.com/shopspring/decimal"

	"litework/document"
	"litework/store"
	"litework/store/storetest"
)

func fullContact(id, name string) document.Contact {
	return document.Contact{
		ID: id, Name: name, FirstName: "Mere", LastName: "Ngata", Email: "ap@wairarapa.example",
		Phone:  document.Phone{Country: "64", Area: "4", Number: "555 0134"},
		Mobile: document.Phone{Number: "021"}, Postal: document.Address{Lines: [4]string{"PO Box 1"}, City: "Carterton"},
		Street: document.Address{Attention: "Mere", Country: "NZ"}, TaxNumber: "123", CompanyNumber: "9",
		Terms:    document.PaymentTerms{Kind: document.DayOfNextMonth, Days: 20},
		Currency: "NZD", Notes: "pays late", Tags: []string{"film"},
	}
}

func saveContact(t testing.TB, f *store.File, c document.Contact, base int64) store.Saved {
	t.Helper()
	saved, err := f.SaveContact(context.Background(), c, base)
	if err != nil {
		t.Fatal(err)
	}
	return saved
}

func TestContactsComeBackAsSaved(t *testing.T) {
	f, ctx := newFile(t), context.Background()
	c := fullContact("a", "Wairarapa Weddings")
	if saved := saveContact(t, f, c, 0); saved.Rev != 1 || saved.State != document.NotSynced {
		t.Errorf("%+v", saved)
	}
	got, err := f.Contact(ctx, "a")
	if err != nil {
		t.Fatal(err)
	}
	if diff := cmp.Diff(c, got.Contact); diff != "" {
		t.Error(diff)
	}
	if saved := saveContact(t, f, got.Contact, 1); saved.Rev != 1 {
		t.Errorf("saving the same made revision %d", saved.Rev)
	}
	var stale *store.StaleError
	if _, err := f.SaveContact(ctx, c, 7); !errors.As(err, &stale) {
		t.Error(err)
	}
	var problem *document.Problem
	if _, err := f.SaveContact(ctx, document.Contact{ID: "b", Name: " "}, 0); !errors.As(err, &problem) {
		t.Error(err)
	}
}

func TestContactStateFollowsItsBase(t *testing.T) {
	f, ctx := newFile(t), context.Background()
	connect(t, f)
	c := fullContact("a", "Wairarapa Weddings")
	saveContact(t, f, c, 0)
	sent, err := json.Marshal(store.ProjectContact(c))
	if err != nil {
		t.Fatal(err)
	}
	sync(t, f, func(tx *store.SyncTx) error {
		return errors.Join(
			tx.PutLink(store.Link{Kind: store.RecordContact, RecordID: "a", XeroID: "x"}),
			tx.PutBase(store.RecordContact, "a", store.BasePair{Sent: sent, Seen: json.RawMessage(`{}`)}))
	})
	c.Notes, c.Tags = "pays on time", nil
	if saved := saveContact(t, f, c, 1); saved.State != document.Synced {
		t.Errorf("after changing notes: %s", saved.State)
	}
	c.Email = "other@wairarapa.example"
	if saved := saveContact(t, f, c, 2); saved.State != document.UpdatedLocally {
		t.Errorf("after changing the e-mail: %s", saved.State)
	}
	counts, err := f.ContactCounts(ctx, "")
	if err != nil || counts.All != 1 || counts.Sync[store.FilterUnposted] != 1 || counts.Sync[store.FilterSynced] != 0 {
		t.Errorf("%+v %v", counts, err)
	}
	keys, err := f.ContactKeys(ctx, store.ContactQuery{Sync: store.FilterUpdated, Search: "021"})
	if err != nil || len(keys) != 1 {
		t.Errorf("%v %v", keys, err)
	}
	if err := f.DeleteContact(ctx, "a"); err != nil {
		t.Fatal(err)
	}
	sync(t, f, func(tx *store.SyncTx) error {
		stone, ok, err := tx.Tombstone(store.RecordContact, "x")
		if !ok || stone.RecordID != "a" || stone.Label != c.Name {
			t.Errorf("tombstone %+v", stone)
		}
		return err
	})
	if err := f.UndeleteContact(ctx, "a"); err != nil {
		t.Fatal(err)
	}
	if got, err := f.Contact(ctx, "a"); err != nil || got.State != document.UpdatedLocally || got.XeroID != "x" {
		t.Errorf("%+v %v", got, err)
	}
}

func TestFindContactsByWordStarts(t *testing.T) {
	f, ctx := newFile(t), context.Background()
	if err := storetest.Contacts(ctx, f, 500); err != nil {
		t.Fatal(err)
	}
	saveContact(t, f, fullContact("zz", "The Wairarapa  Film Co"), 0)
	saveContact(t, f, fullContact("aa", "Wairarapa Weddings"), 0)
	archived := fullContact("old", "Wairarapa Old")
	archived.Archived = true
	saveContact(t, f, archived, 0)
	for typed, want := range map[string]string{
		"wair":     "aa zz", // names that begin with it first
		"film wai": "zz",
		"mere nga": "zz aa",
		"ap@wai":   "zz aa",
		"555":      "", // phone numbers do not complete a name
		"":         "",
		"irarapa":  "",
	} {
		hits, err := f.FindContacts(ctx, typed, 10)
		var ids []string
		for _, h := range hits {
			ids = append(ids, h.ID)
		}
		if got := strings.Join(ids, " "); err != nil || got != want {
			t.Errorf("%q: %s, want %s: %v", typed, got, want, err)
		}
	}
	if hits, _ := f.FindContacts(ctx, "c", 3); len(hits) != 3 {
		t.Errorf("%d hits", len(hits))
	}
	sync(t, f, func(tx *store.SyncTx) error {
		found, err := tx.ContactsByName("the WAIRARAPA film co")
		if len(found) != 1 || found[0].ID != "zz" {
			t.Errorf("%+v", found)
		}
		return err
	})
}

func TestOutstandingAndMerging(t *testing.T) {
	f, ctx := newFile(t), context.Background()
	connect(t, f)
	saveContact(t, f, fullContact("keep", "Kauri Point Films"), 0)
	gone := fullContact("gone", "Kauri Point Film")
	gone.Notes, gone.Tags = "second notes", []string{"Film", "night"}
	saveContact(t, f, gone, 0)
	for i, mark := range []document.Status{document.Sent, document.Draft} {
		d := newDocument([]string{"a", "b"}[i], document.Invoice, 2)
		d.Mark, d.Client.ContactID = mark, "gone"
		save(t, f, d, 0)
	}
	post(t, f, "b", "AUTHORISED")
	sync(t, f, func(tx *store.SyncTx) error { return tx.MergeContacts("keep", "gone") })
	keys, err := f.ContactKeys(ctx, store.ContactQuery{})
	if err != nil || len(keys) != 1 {
		t.Fatal(keys, err)
	}
	rows, err := f.ContactRows(ctx, keys)
	want := decimal.NewFromInt(460) // two of 230.00 with tax: marked Sent, and due in Xero
	if err != nil || len(rows) != 1 || rows[0].ID != "keep" || !rows[0].Outstanding["NZD"].Equal(want) {
		t.Errorf("%+v %v", rows, err)
	}
	figures, err := f.ContactFigures(ctx, "keep")
	if err != nil || figures.Invoices != 2 || figures.Quotes != 0 {
		t.Errorf("%+v %v", figures, err)
	}
	merged, err := f.Contact(ctx, "keep")
	if err != nil || merged.Notes != "pays late\n\nsecond notes" || len(merged.Tags) != 2 {
		t.Errorf("%+v %v", merged.Contact, err)
	}
	if b := load(t, f, "b"); b.State != document.Synced || b.Client.ContactID != "keep" {
		t.Errorf("a merge made %s of it", b.State)
	}
}
