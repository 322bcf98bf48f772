package store_test

import (
	"context"
	"errors"
	"fmt"
	"os"
	"path/filepath"
	gosync "sync"
	"testing"

	"litework/document"
	"litework/store"
	"litework/store/storetest"
)

const large = 100_000

// largeFile is filled once for all benchmarks of a run, and removed after it.
var largeFile = gosync.OnceValues(func() (string, error) {
	if err := os.MkdirAll(largeFolder(), 0o700); err != nil {
		return "", err
	}
	path := filepath.Join(largeFolder(), "large.litework")
	f, err := store.Open(path, options())
	if err != nil {
		return "", err
	}
	return path, errors.Join(storetest.Fill(context.Background(), f, large), f.Close())
})

func largeFolder() string {
	return filepath.Join(os.TempDir(), fmt.Sprintf("litework-large-%d", os.Getpid()))
}

func removeLargeFile() { os.RemoveAll(largeFolder()) }

func openLarge(b *testing.B) *store.File {
	b.Helper()
	path, err := largeFile()
	if err != nil {
		b.Fatal(err)
	}
	return openFile(b, path, options())
}

func BenchmarkSave100Lines(b *testing.B) {
	f := newFile(b)
	d := newDocument("a", document.Invoice, 100)
	saved := save(b, f, d, 0)
	d.Number = saved.Number
	var took storetest.Spread
	for i := 0; b.Loop(); i++ {
		d.Reference = fmt.Sprint(i)
		took.Time(func() { saved = save(b, f, d, saved.Rev) })
	}
	took.Report(b)
}

func BenchmarkRead100Lines(b *testing.B) {
	f := newFile(b)
	save(b, f, newDocument("a", document.Invoice, 100), 0)
	for b.Loop() {
		load(b, f, "a")
	}
}

func BenchmarkOpen100k(b *testing.B) {
	path, err := largeFile()
	if err != nil {
		b.Fatal(err)
	}
	for b.Loop() {
		f, err := store.Open(path, options())
		if err != nil {
			b.Fatal(err)
		}
		f.Close()
	}
}

func BenchmarkList100k(b *testing.B) {
	f, ctx := openLarge(b), context.Background()
	today := document.NewDate(2026, 11, 19)
	for name, q := range map[string]store.DocumentQuery{
		"date":    {},
		"number":  {Sort: store.Sort{By: store.SortNumber}},
		"client":  {Sort: store.Sort{By: store.SortClient, Ascending: true}},
		"status":  {Sort: store.Sort{By: store.SortStatus}},
		"overdue": {Status: store.FilterOverdue},
		"tag":     {Tags: []string{"crane"}},
		"search":  {Search: "gaffer lamp"},
		"common":  {Search: "ltd"},
		"prefix":  {Search: "c"},
	} {
		q.Kind, q.Today = document.Invoice, today
		b.Run("keys-"+name, func(b *testing.B) {
			n := 0
			for b.Loop() {
				keys, err := f.DocumentKeys(ctx, q)
				if err != nil {
					b.Fatal(err)
				}
				n = len(keys)
			}
			b.ReportMetric(float64(n), "keys")
		})
	}
	keys, err := f.DocumentKeys(ctx, store.DocumentQuery{Kind: document.Invoice})
	if err != nil {
		b.Fatal(err)
	}
	b.Run("rows-60", func(b *testing.B) {
		for b.Loop() {
			if rows, err := f.DocumentRows(ctx, keys[1000:1060], today); err != nil || len(rows) != 60 {
				b.Fatal(len(rows), err)
			}
		}
	})
	b.Run("list", func(b *testing.B) {
		for b.Loop() {
			if _, err := f.ListDocuments(ctx, store.DocumentQuery{Kind: document.Invoice, Today: today}); err != nil {
				b.Fatal(err)
			}
		}
	})
	b.Run("list-search", func(b *testing.B) {
		for b.Loop() {
			if _, err := f.ListDocuments(ctx, store.DocumentQuery{Kind: document.Invoice, Search: "gaffer", Today: today}); err != nil {
				b.Fatal(err)
			}
		}
	})
	b.Run("totals-all", func(b *testing.B) {
		for b.Loop() {
			if _, err := f.SelectionTotals(ctx, keys); err != nil {
				b.Fatal(err)
			}
		}
	})
	b.Run("totals-filter", func(b *testing.B) {
		for b.Loop() {
			if _, err := f.DocumentTotals(ctx, store.DocumentQuery{Kind: document.Invoice, Today: today}); err != nil {
				b.Fatal(err)
			}
		}
	})
	b.Run("first-window", func(b *testing.B) {
		for b.Loop() {
			if _, err := f.DocumentKeys(ctx, store.DocumentQuery{Kind: document.Invoice, Today: today, First: 120}); err != nil {
				b.Fatal(err)
			}
		}
	})
	b.Run("tags", func(b *testing.B) {
		for b.Loop() {
			if _, err := f.DocumentTags(ctx, document.Invoice); err != nil {
				b.Fatal(err)
			}
		}
	})
	b.Run("save-100-lines", func(b *testing.B) {
		d := newDocument("bench", document.Invoice, 100)
		base := int64(0)
		if stored, err := f.Document(ctx, "bench"); err == nil {
			base, d.Number = stored.Rev, stored.Number
		}
		for i := 0; b.Loop(); i++ {
			d.Reference = fmt.Sprint(b.N, i)
			saved := save(b, f, d, base)
			base, d.Number = saved.Rev, saved.Number
		}
	})
}

func BenchmarkFindContacts(b *testing.B) {
	f, ctx := newFile(b), context.Background()
	if err := storetest.Contacts(ctx, f, 6000); err != nil {
		b.Fatal(err)
	}
	for _, typed := range []string{"k", "kau", "harb lt", "camera.gaf"} {
		b.Run(typed, func(b *testing.B) {
			for b.Loop() {
				if _, err := f.FindContacts(ctx, typed, 20); err != nil {
					b.Fatal(err)
				}
			}
		})
	}
	b.Run("keys", func(b *testing.B) {
		for b.Loop() {
			if _, err := f.ContactKeys(ctx, store.ContactQuery{}); err != nil {
				b.Fatal(err)
			}
		}
	})
}

func BenchmarkFill(b *testing.B) {
	for b.Loop() {
		f := newFile(b)
		if err := storetest.Fill(context.Background(), f, 2000); err != nil {
			b.Fatal(err)
		}
	}
}
