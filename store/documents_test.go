package store_test

import (
	"context"
	"errors"
	"fmt"
	gosync "sync"
	"testing"

	"github.com/google/go-cmp/cmp"
	"github.com/google/go-cmp/cmp/cmpopts"
	"github.com/shopspring/decimal"
	"pgregory.net/rapid"

	"litework/document"
	"litework/store"
)

func sameDocument() cmp.Options {
	return cmp.Options{
		cmp.Comparer(func(a, b decimal.Decimal) bool { return a.Equal(b) }),
		cmpopts.EquateEmpty(),
	}
}

func anyDocument() *rapid.Generator[document.Document] {
	text := rapid.String()
	// Up to 10,000 with up to 4 decimals: twenty lines of three of them
	// multiplied can still be summed in cents.
	amount := rapid.Custom(func(t *rapid.T) decimal.Decimal {
		places := rapid.Int32Range(0, 4).Draw(t, "places")
		limit := decimal.New(1, 4).Shift(places).IntPart()
		return decimal.New(rapid.Int64Range(-limit, limit).Draw(t, "units"), -places)
	})
	maybe := rapid.Custom(func(t *rapid.T) decimal.NullDecimal {
		if rapid.Bool().Draw(t, "none") {
			return decimal.NullDecimal{}
		}
		return decimal.NewNullDecimal(amount.Draw(t, "amount"))
	})
	date := rapid.Custom(func(t *rapid.T) document.Date {
		if rapid.Bool().Draw(t, "no date") {
			return document.Date{}
		}
		return document.NewDate(2000, 1, 1).AddDays(rapid.IntRange(0, 20000).Draw(t, "day"))
	})
	line := rapid.Custom(func(t *rapid.T) document.Line {
		l := document.Line{
			ID: text.Draw(t, "id"), Description: "x" + text.Draw(t, "description"), Enhanced: text.Draw(t, "enhanced"),
			Quantity: maybe.Draw(t, "quantity"), UnitPrice: maybe.Draw(t, "price"),
			Discount: decimal.New(rapid.Int64Range(0, 1_000_000).Draw(t, "discount"), -4),
			Tax: document.Tax{
				Code: text.Draw(t, "code"), Name: text.Draw(t, "name"), Chosen: rapid.Bool().Draw(t, "chosen"),
				Rate: decimal.New(rapid.Int64Range(0, 1e9).Draw(t, "rate"), -7),
			},
			Account: text.Draw(t, "account"), Optional: rapid.Bool().Draw(t, "optional"),
		}
		if rapid.Bool().Draw(t, "duration") {
			l.Duration = document.Duration{Number: amount.Draw(t, "n"), Unit: document.Days}
		}
		if rapid.Bool().Draw(t, "as read") {
			l.AsRead = &document.AsRead{TaxAmount: maybe.Draw(t, "tax"), DiscountAmount: maybe.Draw(t, "off")}
		}
		return l
	})
	section := rapid.Custom(func(t *rapid.T) document.Section {
		return document.Section{
			ID: text.Draw(t, "id"), Name: text.Draw(t, "name"), Folded: rapid.Bool().Draw(t, "folded"),
			Print: rapid.SampledFrom([]document.SectionPrint{"", document.PrintNoPrices, document.PrintOneLine}).Draw(t, "print"),
			Lines: rapid.SliceOfN(line, 0, 5).Draw(t, "lines"),
		}
	})
	return rapid.Custom(func(t *rapid.T) document.Document {
		return document.Document{
			ID:   rapid.StringMatching(`[0-9a-f]{16}`).Draw(t, "id"),
			Kind: rapid.SampledFrom([]document.Kind{document.Invoice, document.Quote}).Draw(t, "kind"),
			Client: document.Client{ContactID: text.Draw(t, "c1"), Name: text.Draw(t, "c2"), Person: text.Draw(t, "c3"),
				Email: text.Draw(t, "c4"), Phone: text.Draw(t, "c5"), Address: text.Draw(t, "c6"), TaxNumber: text.Draw(t, "c7")},
			Company: document.Company{Name: text.Draw(t, "k1"), Country: text.Draw(t, "k2"), Address: text.Draw(t, "k3"),
				Email: text.Draw(t, "k4"), Phone: text.Draw(t, "k5"), Website: text.Draw(t, "k6"),
				TaxNumber: text.Draw(t, "k7"), RegistrationNumber: text.Draw(t, "k8")},
			Date: date.Draw(t, "date"), Due: date.Draw(t, "due"), Reference: text.Draw(t, "reference"), Currency: "NZD",
			TaxMode: rapid.SampledFrom([]document.TaxMode{document.TaxExclusive, document.TaxInclusive, document.NoTax}).Draw(t, "mode"),
			Title:   text.Draw(t, "title"), Summary: text.Draw(t, "summary"),
			Sections:    rapid.SliceOfN(section, 0, 4).Draw(t, "sections"),
			ClientNotes: text.Draw(t, "n1"), Terms: text.Draw(t, "n2"), InternalNotes: text.Draw(t, "n3"),
			Tags: rapid.SliceOfN(text, 0, 3).Draw(t, "tags"), ShippingAddress: text.Draw(t, "shipping"),
			Mark: rapid.SampledFrom([]document.Status{"", document.Sent, document.Accepted}).Draw(t, "mark"), SourceID: text.Draw(t, "source"),
		}
	})
}

// What is saved is what is read: the round-trip law.
func TestSaveThenReadGivesTheSameDocument(t *testing.T) {
	f := newFile(t)
	rapid.Check(t, func(r *rapid.T) {
		d := anyDocument().Draw(r, "document")
		base := int64(0)
		if stored, err := f.Document(context.Background(), d.ID); err == nil {
			base = stored.Rev
		}
		saved, err := f.SaveDocument(context.Background(), d, base)
		if err != nil {
			r.Fatal(err)
		}
		got, err := f.Document(context.Background(), d.ID)
		if err != nil {
			r.Fatal(err)
		}
		d.Number = saved.Number
		if diff := cmp.Diff(d, got.Document, sameDocument()); diff != "" {
			r.Fatalf("read differs (-saved +read):\n%s", diff)
		}
		again, err := f.SaveDocument(context.Background(), got.Document, got.Rev)
		if err != nil || again.Rev != got.Rev {
			r.Fatalf("saving what was read made revision %d of %d: %v", again.Rev, got.Rev, err)
		}
	})
}

func TestEmptyLinesAreNotSaved(t *testing.T) {
	f := newFile(t)
	d := newDocument("a", document.Invoice, 2)
	d.Sections[0].Lines = append(d.Sections[0].Lines, document.Line{ID: "empty"})
	save(t, f, d, 0)
	if got := len(load(t, f, "a").Sections[0].Lines); got != 2 {
		t.Errorf("%d lines, want 2", got)
	}
}

func TestWhatCannotBeKeptExactlyIsRefused(t *testing.T) {
	f := newFile(t)
	for name, price := range map[string]string{"too-precise": "1.00005", "too-large": "1e30"} {
		d := newDocument(name, document.Invoice, 1)
		d.Sections[0].Lines[0].UnitPrice = decimal.NewNullDecimal(decimal.RequireFromString(price))
		_, err := f.SaveDocument(context.Background(), d, 0)
		var problem *document.Problem
		if !errors.As(err, &problem) || problem.Code != name {
			t.Errorf("%s: %v", name, err)
		}
		if _, err := f.Document(context.Background(), name); !errors.Is(err, store.ErrNotFound) {
			t.Errorf("%s: something was saved: %v", name, err)
		}
	}
}

func TestStaleSaveIsRefusedAndLosesNothing(t *testing.T) {
	f := newFile(t)
	d := newDocument("a", document.Invoice, 1)
	first := save(t, f, d, 0)
	d.Number = first.Number
	d.Reference = "mine"
	save(t, f, d, first.Rev)
	d.Reference = "theirs"
	for _, base := range []int64{first.Rev, 0, 99} {
		_, err := f.SaveDocument(context.Background(), d, base)
		var stale *store.StaleError
		if !errors.As(err, &stale) || stale.Current != 2 {
			t.Errorf("base %d: %v", base, err)
		}
	}
	if got := load(t, f, "a"); got.Reference != "mine" || got.Rev != 2 {
		t.Errorf("kept %q at %d", got.Reference, got.Rev)
	}
	if _, err := f.SaveDocument(context.Background(), newDocument("b", document.Invoice, 1), 1); !errors.Is(err, store.ErrNotFound) {
		t.Errorf("saving over nothing: %v", err)
	}
}

func TestNumbersAreGivenOncePerKind(t *testing.T) {
	f := newFile(t)
	var wait gosync.WaitGroup
	numbers := make(chan string, 200)
	for g := range 8 {
		wait.Go(func() {
			for i := range 15 {
				kind := document.Invoice
				if i%3 == 0 {
					kind = document.Quote
				}
				saved, err := f.SaveDocument(context.Background(), newDocument(fmt.Sprintf("%d-%d", g, i), kind, 1), 0)
				if err != nil {
					t.Error(err)
				}
				numbers <- saved.Number
			}
		})
	}
	wait.Wait()
	close(numbers)
	seen := map[string]bool{}
	for n := range numbers {
		if seen[n] {
			t.Errorf("%s was given twice", n)
		}
		seen[n] = true
	}
	for _, last := range []string{"INV-0080", "QUO-0040"} {
		if !seen[last] {
			t.Errorf("%s was not given: there are gaps", last)
		}
	}
}

func TestSequenceStepsOverNumbersHereAndInXero(t *testing.T) {
	f := newFile(t)
	taken := newDocument("a", document.Invoice, 1)
	taken.Number = "inv-0001"
	save(t, f, taken, 0)
	sync(t, f, func(tx *store.SyncTx) error { return tx.NoteNumber(document.Invoice, "INV-0002") })
	if next, err := f.NextNumber(context.Background(), document.Invoice); err != nil || next != "INV-0003" {
		t.Errorf("next is %s: %v", next, err)
	}
	if got := save(t, f, newDocument("b", document.Invoice, 1), 0).Number; got != "INV-0003" {
		t.Errorf("got %s", got)
	}
	clash := newDocument("c", document.Invoice, 1)
	clash.Number = "INV-0001"
	_, err := f.SaveDocument(context.Background(), clash, 0)
	var numberTaken *store.NumberTakenError
	if !errors.As(err, &numberTaken) || numberTaken.ByID != "a" {
		t.Errorf("clash: %v", err)
	}
	clash.Kind = document.Quote
	save(t, f, clash, 0)
	sync(t, f, func(tx *store.SyncTx) error {
		if err := tx.NoteNumber(document.Invoice, "INV-0100"); err != nil {
			return err
		}
		return tx.JumpSequence(document.Invoice)
	})
	if next, _ := f.NextNumber(context.Background(), document.Invoice); next != "INV-0101" {
		t.Errorf("after the jump next is %s", next)
	}
}

func TestDeletingTheLastFreesItsNumber(t *testing.T) {
	f, ctx := newFile(t), context.Background()
	for _, id := range []string{"a", "b", "c"} {
		save(t, f, newDocument(id, document.Invoice, 1), 0)
	}
	for _, id := range []string{"a", "c"} {
		if err := f.DeleteDocument(ctx, id); err != nil {
			t.Fatal(err)
		}
	}
	if next, _ := f.NextNumber(ctx, document.Invoice); next != "INV-0003" {
		t.Errorf("next is %s", next)
	}
	if saved := save(t, f, newDocument("d", document.Invoice, 1), 0); saved.Number != "INV-0003" {
		t.Errorf("d is %s", saved.Number)
	}
	back, err := f.Undelete(ctx, "c")
	if err != nil || back.Number != "INV-0004" {
		t.Errorf("c came back as %s: %v", back.Number, err)
	}
	if back, err = f.Undelete(ctx, "a"); err != nil || back.Number != "INV-0001" {
		t.Errorf("a came back as %s: %v", back.Number, err)
	}
	if err := f.DeleteDocument(ctx, "c"); err != nil {
		t.Fatal(err)
	}
	if back, err = f.Undelete(ctx, "c"); err != nil || back.Number != "INV-0004" {
		t.Errorf("c came back as %s: %v", back.Number, err)
	}
	if next, _ := f.NextNumber(ctx, document.Invoice); next != "INV-0005" {
		t.Errorf("next is %s", next)
	}
}

func TestDeletedDocumentsCannotBeSavedAndArePurged(t *testing.T) {
	f, ctx := newFile(t), context.Background()
	d := newDocument("a", document.Invoice, 1)
	saved := save(t, f, d, 0)
	if _, err := f.SaveRevision(ctx, "a", store.WhySaved); err != nil {
		t.Fatal(err)
	}
	if err := f.DeleteDocument(ctx, "a"); err != nil {
		t.Fatal(err)
	}
	var locked *store.LockedError
	if _, err := f.SaveDocument(ctx, d, saved.Rev); !errors.As(err, &locked) || locked.Reason != store.LockedDeleted {
		t.Errorf("saving a deleted document: %v", err)
	}
	if n, err := f.PurgeDeleted(ctx, noon); err != nil || n != 0 {
		t.Errorf("purged %d too early: %v", n, err)
	}
	if n, err := f.PurgeDeleted(ctx, noon.AddDate(0, 0, 31)); err != nil || n != 1 {
		t.Errorf("purged %d: %v", n, err)
	}
	if _, err := f.Document(ctx, "a"); !errors.Is(err, store.ErrNotFound) {
		t.Errorf("after the purge: %v", err)
	}
}

func TestRevisions(t *testing.T) {
	f, ctx := newFile(t), context.Background()
	d := newDocument("a", document.Quote, 2)
	d.Number = save(t, f, d, 0).Number
	for _, want := range []bool{true, false} {
		if made, err := f.SaveRevision(ctx, "a", store.WhySaved); err != nil || made != want {
			t.Errorf("made %v, want %v: %v", made, want, err)
		}
	}
	d.Title = "Night shoot"
	save(t, f, d, 1)
	if made, err := f.SaveRevision(ctx, "a", store.WhyPosted); err != nil || !made {
		t.Errorf("made %v: %v", made, err)
	}
	all, err := f.Revisions(ctx, "a")
	if err != nil || len(all) != 2 || all[0].Why != store.WhyPosted || all[1].Rev != 1 {
		t.Fatalf("%+v %v", all, err)
	}
	if diff := cmp.Diff(d, all[0].Document, sameDocument()); diff != "" {
		t.Error(diff)
	}
	if one, err := f.Revision(ctx, all[1].ID); err != nil || one.Document.Title != "" {
		t.Errorf("%+v %v", one, err)
	}
}
