package store_test

import (
	"context"
	"fmt"
	"math/rand/v2"
	"slices"
	"sort"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
	"github.com/shopspring/decimal"

	"litework/document"
	"litework/store"
	"litework/store/storetest"
)

var today = document.NewDate(2026, 11, 19)

func keysOf(t testing.TB, f *store.File, q store.DocumentQuery) []int64 {
	t.Helper()
	q.Today = today
	keys, err := f.DocumentKeys(context.Background(), q)
	if err != nil {
		t.Fatal(err)
	}
	return keys
}

func numbersOf(t testing.TB, f *store.File, q store.DocumentQuery) string {
	t.Helper()
	rows, err := f.DocumentRows(context.Background(), keysOf(t, f, q), today)
	if err != nil {
		t.Fatal(err)
	}
	var numbers []string
	for _, r := range rows {
		numbers = append(numbers, r.Number)
	}
	return strings.Join(numbers, " ")
}

// Whatever status, date and kind: SQL shows what document.ShownStatus does, and
// the segments of the filter neither overlap nor leave one out.
func TestShownStatusInSQLIsTheOneOfTheDocument(t *testing.T) {
	f, ctx := newFile(t), context.Background()
	connect(t, f)
	remotes := map[document.Kind][]string{
		document.Invoice: {"", "DRAFT", "SUBMITTED", "AUTHORISED", "AUTHORISED+", "PAID", "VOIDED", "DELETED"},
		document.Quote:   {"", "DRAFT", "SENT", "ACCEPTED", "DECLINED", "INVOICED", "DELETED"},
	}
	dues := []document.Date{{}, today.AddDays(-1), today, today.AddDays(1)}
	marks := []document.Status{"", document.Draft, document.Sent, document.Paid, document.Accepted, document.Declined}
	for kind, statuses := range remotes {
		for _, status := range statuses {
			for _, due := range dues {
				for _, mark := range marks {
					id := fmt.Sprint(kind, status, due, mark)
					d := newDocument(id, kind, 1)
					d.Due, d.Mark = due, mark
					save(t, f, d, 0)
					if status == "" {
						continue
					}
					remote := document.Remote{Status: strings.TrimSuffix(status, "+")}
					if strings.HasSuffix(status, "+") {
						remote.AmountPaid = decimal.NewFromInt(5)
					}
					sync(t, f, func(tx *store.SyncTx) error {
						k := store.RecordKind(kind)
						if err := tx.PutLink(store.Link{Kind: k, RecordID: id, XeroID: id}); err != nil {
							return err
						}
						return tx.PutRemote(k, id, remote)
					})
				}
			}
		}
		rows, err := f.DocumentRows(ctx, keysOf(t, f, store.DocumentQuery{Kind: kind}), today)
		if err != nil {
			t.Fatal(err)
		}
		for _, r := range rows {
			d := load(t, f, r.ID)
			if want := document.ShownStatus(&d.Document, d.Remote, today); r.Status != want {
				t.Errorf("%s: row says %s, document %s", r.ID, r.Status, want)
			}
		}
		listing, err := f.ListDocuments(ctx, store.DocumentQuery{Kind: kind, Today: today})
		if err != nil {
			t.Fatal(err)
		}
		counts := listing.Counts
		sum := 0
		for segment, n := range counts.Status {
			sum += n
			if listed := len(keysOf(t, f, store.DocumentQuery{Kind: kind, Status: segment})); listed != n {
				t.Errorf("%s %q: counted %d, listed %d", kind, segment, n, listed)
			}
		}
		if sum != len(rows) || counts.All != sum {
			t.Errorf("%s: segments hold %d of %d", kind, sum, len(rows))
		}
	}
}

func TestSortsAndFilters(t *testing.T) {
	f, ctx := newFile(t), context.Background()
	random := rand.New(rand.NewPCG(3, 4))
	for i := range 120 {
		d := storetest.Document(random, i)
		d.Kind = document.Invoice
		save(t, f, d, 0)
	}
	all, err := f.DocumentRows(ctx, keysOf(t, f, store.DocumentQuery{Kind: document.Invoice}), today)
	if err != nil || len(all) != 120 {
		t.Fatal(len(all), err)
	}
	for by, less := range map[store.SortBy]func(a, b store.DocumentRow) int{
		store.SortDate:   func(a, b store.DocumentRow) int { return a.Date.Compare(b.Date) },
		store.SortDue:    func(a, b store.DocumentRow) int { return a.Due.Compare(b.Due) },
		store.SortTotal:  func(a, b store.DocumentRow) int { return a.Total.Cmp(b.Total) },
		store.SortClient: func(a, b store.DocumentRow) int { return strings.Compare(a.Client, b.Client) },
		store.SortNumber: func(a, b store.DocumentRow) int { return strings.Compare(a.Number, b.Number) },
		store.SortStatus: func(a, b store.DocumentRow) int { return strings.Compare(string(a.Status), string(b.Status)) },
	} {
		for _, ascending := range []bool{true, false} {
			want := slices.Clone(all)
			sort.Slice(want, func(i, j int) bool {
				c := less(want[i], want[j])
				if c == 0 {
					c = int(want[i].Key - want[j].Key)
				}
				return (c < 0) == ascending && c != 0
			})
			var keys []int64
			for _, r := range want {
				keys = append(keys, r.Key)
			}
			got := keysOf(t, f, store.DocumentQuery{Kind: document.Invoice, Sort: store.Sort{By: by, Ascending: ascending}})
			if diff := cmp.Diff(keys, got); diff != "" {
				t.Errorf("by %q, ascending %v:\n%s", by, ascending, diff)
			}
		}
	}
	tagged := keysOf(t, f, store.DocumentQuery{Kind: document.Invoice, Tags: all[slices.IndexFunc(all, func(r store.DocumentRow) bool { return r.Tags != nil })].Tags})
	if len(tagged) == 0 || len(tagged) == len(all) {
		t.Errorf("%d tagged", len(tagged))
	}
	sums, err := f.SelectionTotals(ctx, []int64{all[0].Key, all[1].Key})
	if err != nil || !sums["NZD"].Equal(all[0].Total.Add(all[1].Total)) {
		t.Errorf("%v %v", sums, err)
	}
	if keys := keysOf(t, f, store.DocumentQuery{Kind: document.Quote}); len(keys) != 0 {
		t.Errorf("%d quotes", len(keys))
	}
}

func TestNumbersSortNaturally(t *testing.T) {
	f := newFile(t)
	for _, n := range []string{"INV-10", "INV-9", "inv-100", "A-2"} {
		d := newDocument(n, document.Invoice, 1)
		d.Number = n
		save(t, f, d, 0)
	}
	q := store.DocumentQuery{Kind: document.Invoice, Sort: store.Sort{By: store.SortNumber, Ascending: true}}
	if got := numbersOf(t, f, q); got != "A-2 INV-9 INV-10 inv-100" {
		t.Error(got)
	}
}

func TestSearchFindsByWordStarts(t *testing.T) {
	f, ctx := newFile(t), context.Background()
	d := newDocument("a", document.Invoice, 1)
	d.Client.Name, d.Reference, d.InternalNotes, d.Number = "Kāuri Point", "PO-77", "bring the crane", "INV-0148"
	d.Sections[0].Lines[0].Description = "Gaffer \"Bob\" (night), O'Neill*"
	d.Sections[0].Lines[0].Enhanced = "• lamps"
	d.Tags = []string{"studio B"}
	save(t, f, d, 0)
	other := newDocument("b", document.Invoice, 1)
	other.Number, other.Terms, other.Client.Name = "INV-0200", "payment terms", "Someone"
	other.Sections[0].Lines[0].Description = "Tripod"
	save(t, f, other, 0)
	for _, typed := range []string{"kauri", "KAURI poi", "148", "inv-0148", "INV-01", "gaff night", `"bob"`, "o'neill*", "lamp", "crane", "po-77", "studio", "gaffer -", "(night"} {
		if got := numbersOf(t, f, store.DocumentQuery{Kind: document.Invoice, Search: typed}); got != "INV-0148" {
			t.Errorf("%q finds %q", typed, got)
		}
		l, err := f.ListDocuments(ctx, store.DocumentQuery{Kind: document.Invoice, Search: typed, Today: today})
		if err != nil || l.Counts.All != 1 {
			t.Errorf("%q counts %d: %v", typed, l.Counts.All, err)
		}
	}
	for _, typed := range []string{"affer", "zebra", "***", `"`, "NOT", "AND OR", "a:b", "🎬"} {
		if got := numbersOf(t, f, store.DocumentQuery{Kind: document.Invoice, Search: typed}); got != "" {
			t.Errorf("%q finds %q", typed, got)
		}
	}
	if got := numbersOf(t, f, store.DocumentQuery{Kind: document.Invoice, Search: "paym"}); got != "INV-0200" {
		t.Errorf("terms find %q", got)
	}
	stored := load(t, f, "a")
	stored.InternalNotes = ""
	save(t, f, stored.Document, stored.Rev)
	if got := numbersOf(t, f, store.DocumentQuery{Kind: document.Invoice, Search: "crane"}); got != "" {
		t.Errorf("a word taken out still finds %q", got)
	}
}

func TestArchivedAndDeletedHaveListsOfTheirOwn(t *testing.T) {
	f, ctx := newFile(t), context.Background()
	for _, id := range []string{"a", "b", "c"} {
		save(t, f, newDocument(id, document.Invoice, 1), 0)
	}
	if err := f.ArchiveDocument(ctx, "b", true); err != nil {
		t.Fatal(err)
	}
	if err := f.DeleteDocument(ctx, "c"); err != nil {
		t.Fatal(err)
	}
	for _, search := range []string{"", "kauri"} {
		for want, q := range map[string]store.DocumentQuery{
			"INV-0001": {}, "INV-0002": {Archived: true}, "INV-0003": {Deleted: true},
		} {
			q.Kind, q.Search = document.Invoice, search
			if got := numbersOf(t, f, q); got != want {
				t.Errorf("%+v lists %q, want %q", q, got, want)
			}
		}
	}
}

func TestSearchIsLimitedToTheNewest(t *testing.T) {
	f := newFile(t)
	if err := storetest.Fill(context.Background(), f, 2*store.SearchLimit); err != nil {
		t.Fatal(err)
	}
	all := keysOf(t, f, store.DocumentQuery{Kind: document.Invoice})
	if len(all) != 2*store.SearchLimit*9/10 {
		t.Fatalf("filled %d", len(all))
	}
	got := keysOf(t, f, store.DocumentQuery{Kind: document.Invoice, Search: "ltd"})
	slices.Sort(all)
	slices.Sort(got)
	if diff := cmp.Diff(all[len(all)-store.SearchLimit:], got); diff != "" {
		t.Error(diff)
	}
	if err := f.Verify(context.Background()); err != nil {
		t.Error(err)
	}
}
