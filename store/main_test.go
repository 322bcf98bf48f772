package store_test

import (
	"context"
	"flag"
	"fmt"
	"os"
	"path/filepath"
	"testing"
	"time"

	"github.com/shopspring/decimal"
	"go.uber.org/goleak"

	"litework/document"
	"litework/store"
)

// childRole, when set in the environment, makes the test binary act as another
// process on a company file instead of running tests.
const childRole = "STORE_TEST_CHILD"

func TestMain(m *testing.M) {
	if role := os.Getenv(childRole); role != "" {
		os.Exit(actAsChild(role))
	}
	// A failing seed is in the output; a file of it would only get in the way.
	_ = flag.Set("rapid.nofailfile", "true")
	goleak.VerifyTestMain(m, goleak.Cleanup(func(code int) {
		removeLargeFile()
		os.Exit(code)
	}))
}

var noon = time.Date(2026, 11, 19, 12, 0, 0, 0, time.UTC)

func options() store.Options {
	return store.Options{Clock: func() time.Time { return noon }}
}

// newPath is a place for a real file. For tests it is in memory where that can
// be had: none of them switches the machine off, and what is written outlives a
// killed process there too.
func newPath(t testing.TB) string {
	dir := t.TempDir()
	if _, measured := t.(*testing.B); !measured {
		if fast, err := os.MkdirTemp("/dev/shm", "litework-test-"); err == nil {
			t.Cleanup(func() { os.RemoveAll(fast) })
			dir = fast
		}
	}
	return filepath.Join(dir, "Harbour Light #1.litework")
}

func openFile(t testing.TB, path string, o store.Options) *store.File {
	t.Helper()
	f, err := store.Open(path, o)
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() {
		if err := f.Close(); err != nil {
			t.Error(err)
		}
	})
	return f
}

func newFile(t testing.TB) *store.File { return openFile(t, newPath(t), options()) }

// newDocument is a document of n priced lines at 100.00 with 15 % tax.
func newDocument(id string, kind document.Kind, n int) document.Document {
	d := document.Document{
		ID: id, Kind: kind, Currency: "NZD", TaxMode: document.TaxExclusive,
		Date: document.NewDate(2026, 11, 1), Due: document.NewDate(2026, 11, 30),
		Client:   document.Client{Name: "Kauri Point Films Ltd"},
		Sections: []document.Section{{ID: id + "-s"}},
	}
	for i := range n {
		d.Sections[0].Lines = append(d.Sections[0].Lines, document.Line{
			ID: fmt.Sprintf("%s-%d", id, i), Description: fmt.Sprintf("Lamp %d, day rate", i),
			Quantity:  decimal.NewNullDecimal(decimal.NewFromInt(1)),
			UnitPrice: decimal.NewNullDecimal(decimal.NewFromInt(100)),
			Tax:       document.Tax{Name: "GST 15%", Rate: decimal.NewFromInt(15), Chosen: true},
		})
	}
	return d
}

func save(t testing.TB, f *store.File, d document.Document, base int64) store.Saved {
	t.Helper()
	saved, err := f.SaveDocument(context.Background(), d, base)
	if err != nil {
		t.Fatal(err)
	}
	return saved
}

func load(t testing.TB, f *store.File, id string) store.StoredDocument {
	t.Helper()
	d, err := f.Document(context.Background(), id)
	if err != nil {
		t.Fatal(err)
	}
	return d
}

func sync(t testing.TB, f *store.File, fn func(tx *store.SyncTx) error) {
	t.Helper()
	if err := f.Sync(context.Background(), fn); err != nil {
		t.Fatal(err)
	}
}
