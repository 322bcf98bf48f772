package store_test

import (
	"context"
	"fmt"
	"path/filepath"
	"testing"

	"litework/document"
	"litework/store"
	"litework/store/storetest"
)

// typedSearches are what people look for, key by key: names, words of lines,
// numbers, several words, and what is nowhere.
var typedSearches = []string{
	"gaffer", "kauri point", "camera crane 12", "inv-00031", "148", "po 4711", "moana studio ltd", "zebra", "s l", "night shoot 3",
}

// BenchmarkSearchAsTyped is the time from each key of a search to the rows in
// view with what was found in them.
func BenchmarkSearchAsTyped(b *testing.B) {
	for _, n := range []int{1000, large} {
		b.Run(fmt.Sprint(n), func(b *testing.B) {
			f := openOf(b, n)
			var took storetest.Spread
			for b.Loop() {
				for _, words := range typedSearches {
					for i := range words {
						took.Time(func() { searchOnce(b, f, words[:i+1]) })
					}
				}
			}
			took.Report(b)
		})
	}
}

func searchOnce(b *testing.B, f *store.File, typed string) {
	ctx := context.Background()
	q := store.DocumentQuery{Kind: document.Invoice, Search: typed, Today: today}
	l, err := f.ListDocuments(ctx, q)
	if err != nil {
		b.Fatal(err)
	}
	if _, err := f.DocumentRows(ctx, l.Keys[:min(len(l.Keys), 120)], today); err != nil {
		b.Fatal(err)
	}
}

func openOf(b *testing.B, n int) *store.File {
	b.Helper()
	if n == large {
		return openLarge(b)
	}
	f := openFile(b, filepath.Join(b.TempDir(), "small.litework"), options())
	if err := storetest.Fill(context.Background(), f, n); err != nil {
		b.Fatal(err)
	}
	return f
}

// BenchmarkTagStep is one step of tagging thousands: a hundred documents.
func BenchmarkTagStep(b *testing.B) {
	f, ctx := openOf(b, 1000), context.Background()
	keys, err := f.DocumentKeys(ctx, store.DocumentQuery{Kind: document.Invoice, First: 100, Today: today})
	if err != nil {
		b.Fatal(err)
	}
	ids, err := f.DocumentIDs(ctx, keys)
	if err != nil {
		b.Fatal(err)
	}
	var took storetest.Spread
	for i := 0; b.Loop(); i++ {
		took.Time(func() {
			if _, err := f.TagDocuments(ctx, ids, []string{fmt.Sprint("tag ", i)}, []string{fmt.Sprint("tag ", i-1)}); err != nil {
				b.Fatal(err)
			}
		})
	}
	took.Report(b)
}
