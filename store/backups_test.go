package store_test

import (
	"context"
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"
	"time"

	"pgregory.net/rapid"

	"litework/document"
	"litework/store"
)

func dailyCopies(days ...int) []store.Copy {
	var out []store.Copy
	for _, d := range days {
		out = append(out, store.Copy{Path: fmt.Sprint("day ", d), At: noon.AddDate(0, 0, -d), Kind: store.CopyDaily})
	}
	return out
}

func without(copies, drop []store.Copy) []store.Copy {
	return slices.DeleteFunc(slices.Clone(copies), func(c store.Copy) bool { return slices.Contains(drop, c) })
}

// A program opened every day, and thinned out every day, ends up with seven days
// and four weeks before them.
func TestSevenDaysAndFourWeeksAreKept(t *testing.T) {
	var kept []store.Copy
	for day := range 120 {
		kept = append(kept, store.Copy{Path: fmt.Sprint(day), At: noon.AddDate(0, 0, day), Kind: store.CopyDaily})
		kept = without(kept, store.Superfluous(kept))
		if day >= 40 && len(kept) != 11 {
			t.Fatalf("%d copies on day %d", len(kept), day)
		}
	}
	newest := kept[len(kept)-1].At
	for i, c := range kept[4:] {
		if want := newest.AddDate(0, 0, i-6); !c.At.Equal(want) {
			t.Errorf("the %d. of the days is %s", i, c.At)
		}
	}
	for i, c := range kept[:4] {
		if c.At.Weekday() != time.Sunday && i < 3 {
			t.Errorf("of a week %s is kept", c.At.Weekday())
		}
	}
	if age := newest.Sub(kept[0].At); age < 24*24*time.Hour {
		t.Errorf("the oldest is %s old", age)
	}
}

func TestCopiesOfOtherKindsAreCountedApart(t *testing.T) {
	copies := dailyCopies(0, 1, 2)
	for i := range 12 {
		copies = append(copies, store.Copy{Path: fmt.Sprint("hand ", i), At: noon.Add(-time.Duration(i) * time.Minute), Kind: store.CopyByHand},
			store.Copy{Path: fmt.Sprint("restore ", i), At: noon.Add(-time.Duration(i) * time.Minute), Kind: store.CopyBeforeRestore})
	}
	var dropped []string
	for _, c := range store.Superfluous(copies) {
		dropped = append(dropped, c.Path)
	}
	slices.Sort(dropped)
	if !slices.Equal(dropped, []string{"hand 10", "hand 11", "restore 10", "restore 11"}) {
		t.Errorf("dropped %q", dropped)
	}
}

// Whatever the copies: the newest of each kind stays, at most 7 + 4 daily ones
// stay, what is said does not depend on the order, and once thinned out nothing
// more goes.
func TestSuperfluous(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		n := rapid.IntRange(0, 60).Draw(t, "copies")
		var copies []store.Copy
		for i := range n {
			copies = append(copies, store.Copy{
				Path: fmt.Sprint(i), At: noon.Add(-time.Duration(rapid.IntRange(0, 24*200).Draw(t, "hours")) * time.Hour).Add(-time.Duration(i) * time.Second),
				Kind: rapid.SampledFrom([]store.CopyKind{store.CopyDaily, store.CopyByHand, store.CopyBeforeRestore}).Draw(t, "kind"),
			})
		}
		drop := store.Superfluous(copies)
		kept := without(copies, drop)
		if len(kept)+len(drop) != n || len(store.Superfluous(kept)) != 0 {
			t.Fatalf("kept %d, dropped %d of %d, then %d", len(kept), len(drop), n, len(store.Superfluous(kept)))
		}
		daily := 0
		newest := map[store.CopyKind]store.Copy{}
		for _, c := range copies {
			if c.At.After(newest[c.Kind].At) {
				newest[c.Kind] = c
			}
		}
		for _, c := range kept {
			if c.Kind == store.CopyDaily {
				daily++
			}
			if newest[c.Kind] == c {
				delete(newest, c.Kind)
			}
		}
		if daily > 11 || len(newest) > 0 {
			t.Fatalf("%d daily ones kept, of the newest %v dropped", daily, newest)
		}
		slices.Reverse(copies)
		if again := store.Superfluous(copies); len(again) != len(drop) {
			t.Fatalf("%d are superfluous one way, %d the other", len(drop), len(again))
		}
	})
}

func TestMakeCopy(t *testing.T) {
	ctx := context.Background()
	now := noon
	f := openFile(t, newPath(t), store.Options{Clock: func() time.Time { return now }})
	save(t, f, newDocument("d", document.Invoice, 3), 0)
	folder := store.BackupFolder(f.Path())
	if copies, err := store.Copies(folder, f.Path()); err != nil || copies != nil {
		t.Fatalf("%v, %v", copies, err)
	}
	made, err := f.MakeCopy(ctx, folder, store.CopyByHand)
	if err != nil {
		t.Fatal(err)
	}
	for path, want := range map[string]fs.FileMode{folder: 0o700, made.Path: 0o600} {
		info, err := os.Stat(path)
		if err != nil || info.Mode().Perm() != want {
			t.Errorf("%s: %v, %v", path, info.Mode(), err)
		}
	}
	foreign := filepath.Join(folder, "Harbour Light #1 00000000 2020-01-01 000000Z daily.litework")
	for _, name := range []string{foreign, filepath.Join(folder, "mine.litework"), filepath.Join(folder, ".litework-backup-old")} {
		if err := os.WriteFile(name, []byte("x"), 0o600); err != nil {
			t.Fatal(err)
		}
		if err := os.Chtimes(name, noon.AddDate(0, 0, -2), noon.AddDate(0, 0, -2)); err != nil {
			t.Fatal(err)
		}
	}
	for range 20 {
		now = now.AddDate(0, 0, 1)
		if _, err := f.MakeCopy(ctx, folder, store.CopyDaily); err != nil {
			t.Fatal(err)
		}
	}
	copies, err := store.Copies(folder, f.Path())
	if err != nil {
		t.Fatal(err)
	}
	// 7 days, the 3 weeks before them, the one by hand, and the foreign one.
	if len(copies) != 12 || !copies[0].At.Equal(now) || copies[0].Size == 0 || copies[0].Kind != store.CopyDaily || copies[11].Path != foreign {
		t.Errorf("%d copies: %v", len(copies), copies)
	}
	names, _ := filepath.Glob(filepath.Join(folder, "*"))
	if hidden, _ := filepath.Glob(filepath.Join(folder, ".*")); len(names) != 13 || len(hidden) != 0 {
		t.Errorf("the folder holds %q %q", names, hidden)
	}
}

func TestMakeCopyElsewhere(t *testing.T) {
	f := newFile(t)
	var saveError *store.SaveError
	missing := filepath.Join(t.TempDir(), "stick")
	if _, err := f.MakeCopy(context.Background(), missing, store.CopyDaily); !errors.As(err, &saveError) || saveError.Code != store.CodeNotFound {
		t.Errorf("a folder that is not there gives %v", err)
	}
	if _, err := os.Stat(missing); err == nil {
		t.Error("it was made")
	}
	ctx, cancel := context.WithCancel(context.Background())
	cancel()
	if _, err := f.MakeCopy(ctx, store.BackupFolder(f.Path()), store.CopyDaily); !errors.Is(err, context.Canceled) {
		t.Errorf("cancelled it gives %v", err)
	}
	left, _ := filepath.Glob(filepath.Join(store.BackupFolder(f.Path()), "*"))
	hidden, _ := filepath.Glob(filepath.Join(store.BackupFolder(f.Path()), ".*"))
	if len(left)+len(hidden) > 0 {
		t.Errorf("it left %q %q", left, hidden)
	}
}

func TestLookInto(t *testing.T) {
	ctx := context.Background()
	f := newFile(t)
	if err := f.SaveSettings(ctx, document.DefaultSettings("NZ", "Harbour Light Ltd")); err != nil {
		t.Fatal(err)
	}
	for i := range 30 {
		save(t, f, newDocument(fmt.Sprintf("i%02d", i), document.Invoice, 2), 0)
	}
	save(t, f, newDocument("q", document.Quote, 1), 0)
	made, err := f.MakeCopy(ctx, store.BackupFolder(f.Path()), store.CopyDaily)
	if err != nil {
		t.Fatal(err)
	}
	if err := os.Chmod(made.Path, 0o400); err != nil {
		t.Fatal(err)
	}
	before, err := os.Stat(made.Path)
	if err != nil {
		t.Fatal(err)
	}
	got, err := store.LookInto(ctx, made.Path, 20)
	if err != nil {
		t.Fatal(err)
	}
	if got.FileID != f.ID() || got.Company != "Harbour Light Ltd" || got.Invoices != 30 || got.Quotes != 1 || got.Contacts != 0 || len(got.Newest) != 20 {
		t.Errorf("%+v", got)
	}
	n := got.Newest[1]
	if got.Newest[0].Kind != document.Quote || n.Number != "INV-0030" || n.Client != "Kauri Point Films Ltd" || n.Date.String() != "2026-11-01" || n.Total.StringFixed(2) != "230.00" || n.Currency != "NZD" {
		t.Errorf("the newest are %+v", got.Newest[:2])
	}
	after, _ := os.Stat(made.Path)
	entries, _ := os.ReadDir(filepath.Dir(made.Path))
	if !after.ModTime().Equal(before.ModTime()) || len(entries) != 1 {
		t.Error("looking touched the copy or left something beside it")
	}
}

func TestLookIntoWhatIsNoCopy(t *testing.T) {
	dir := t.TempDir()
	for name, test := range map[string]struct {
		data []byte
		code store.Code
	}{
		"empty": {nil, store.CodeNotDatabase},
		"text":  {[]byte(strings.Repeat("text ", 100)), store.CodeNotDatabase},
	} {
		path := filepath.Join(dir, name)
		if err := os.WriteFile(path, test.data, 0o600); err != nil {
			t.Fatal(err)
		}
		var open *store.OpenError
		if _, err := store.LookInto(context.Background(), path, 5); !errors.As(err, &open) || open.Code != test.code {
			t.Errorf("%s gives %v", name, err)
		}
	}
}
