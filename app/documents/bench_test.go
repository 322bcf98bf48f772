package documents

import (
	"context"
	"errors"
	"fmt"
	"os"
	"path/filepath"
	"sync"
	"testing"
	"time"

	"fyne.io/fyne/v2"

	"litework/app/kit"
	"litework/app/kit/kittest"
	"litework/app/page"
	"litework/app/page/pagetest"
	"litework/document"
	"litework/store"
	"litework/store/storetest"
)

// largeFile holds 100,000 documents; it is filled once for all benchmarks.
var largeFile = sync.OnceValues(func() (string, error) {
	path := filepath.Join(os.TempDir(), fmt.Sprintf("litework-list-%d.litework", os.Getpid()))
	f, err := store.Open(path, store.Options{})
	if err != nil {
		return "", err
	}
	return path, errors.Join(storetest.Fill(context.Background(), f, 100_000), f.Close())
})

func TestMain(m *testing.M) {
	code := m.Run()
	files, _ := filepath.Glob(filepath.Join(os.TempDir(), fmt.Sprintf("litework-list-%d.*", os.Getpid())))
	for _, f := range files {
		_ = os.Remove(f)
	}
	os.Exit(code)
}

// desk is a list of 100,000 documents in a window. Reads run in goroutines, as
// in the program; what they bring waits until it is let in.
type desk struct {
	*kittest.Window
	b    *testing.B
	page *Page
	todo chan func()
}

func newDesk(b *testing.B) *desk {
	b.Helper()
	path, err := largeFile()
	if err != nil {
		b.Fatal(err)
	}
	f, err := store.Open(path, store.Options{})
	if err != nil {
		b.Fatal(err)
	}
	b.Cleanup(func() { _ = f.Close() })
	d := &desk{Window: kittest.NewWindow(b, kit.Blank(1, 1), 1084, 800), b: b, todo: make(chan func(), 1000)}
	env := kit.Env{Do: func(f func()) { d.todo <- f }, After: d.Env().After}
	d.page = New(document.Invoice, Deps{
		Host: page.Host{Env: env, Canvas: d.Canvas(), Today: pagetest.Today, Toast: func(kit.Toast) {}},
		File: f, OpenDocument: func(string) {},
	})
	b.Cleanup(d.page.Close)
	d.Layer.SetContent(d.page.Content())
	d.Layer.Refresh()
	d.settle()
	d.page.Focus()
	if d.page.rows.Len() != 90_000 {
		b.Fatalf("%d rows", d.page.rows.Len())
	}
	return d
}

// settle lets in what is being read until nothing is.
func (d *desk) settle() {
	for d.busy() {
		select {
		case f := <-d.todo:
			f()
		case <-time.After(10 * time.Second):
			d.b.Fatal("the list does not come to rest")
		}
	}
	for len(d.todo) > 0 {
		(<-d.todo)()
	}
}

func (d *desk) busy() bool {
	for _, slot := range []string{"list", "first", "rows", "hits", "totals"} {
		if d.page.reader.Reading(slot) {
			return true
		}
	}
	return false
}

// step measures what one event costs Fyne's goroutine, and then lets the rows
// come.
func (d *desk) step(took *storetest.Spread, event func()) {
	took.Time(func() {
		event()
		d.page.view.table.Refresh()
	})
	for len(d.todo) > 0 {
		took.Time(<-d.todo) // each is a turn of its own
	}
	d.settle()
}

func (d *desk) press(name fyne.KeyName) {
	d.page.view.table.TypedKey(&fyne.KeyEvent{Name: name})
}

// BenchmarkList100k is the time on Fyne's goroutine from an event to the
// refreshed list of 100,000.
func BenchmarkList100k(b *testing.B) {
	d := newDesk(b)
	for name, steps := range map[string]func(took *storetest.Spread, i int){
		"key-press": func(took *storetest.Spread, i int) {
			for _, key := range []fyne.KeyName{fyne.KeyDown, fyne.KeyDown, fyne.KeyPageDown, fyne.KeyUp} {
				d.step(took, func() { d.press(key) })
			}
		},
		"jump": func(took *storetest.Spread, i int) {
			d.step(took, func() { d.press(fyne.KeyEnd) })
			d.step(took, func() { d.press(fyne.KeyHome) })
		},
		"scroll-step": func(took *storetest.Spread, i int) {
			d.step(took, func() { d.page.view.table.SetOffset(float32((i * 97) % 3_000_000)) })
		},
		"select-all": func(took *storetest.Spread, i int) {
			d.step(took, func() { d.page.selectAll(true) })
			d.step(took, func() { d.press(fyne.KeyDown) })
			d.step(took, func() { d.press(fyne.KeySpace) })
			d.step(took, func() { d.page.clearSelection() })
		},
		"search-key": func(took *storetest.Spread, i int) {
			for _, typed := range []string{"g", "ga", "gaf", "gaff", ""} {
				d.step(took, func() { d.page.searchFor(typed) })
			}
		},
		"sort": func(took *storetest.Spread, i int) {
			for column := range sortColumns {
				d.step(took, func() { d.page.SortBy(column) })
			}
		},
		"filter": func(took *storetest.Spread, i int) {
			for segment := range segments(document.Invoice) {
				d.step(took, func() { d.page.filterBy(segment) })
			}
			d.step(took, func() { d.page.filterBy(0) })
		},
	} {
		b.Run(name, func(b *testing.B) {
			var took storetest.Spread
			for i := 0; b.Loop(); i++ {
				steps(&took, i)
			}
			took.Report(b)
		})
	}
}

// BenchmarkListReady100k is the time until what was asked for stands in the
// list: its first rows, and all of it.
func BenchmarkListReady100k(b *testing.B) {
	d := newDesk(b)
	for name, asks := range map[string]func(i int){
		"sort":   func(i int) { d.page.SortBy(i % len(sortColumns)) },
		"filter": func(i int) { d.page.filterBy(1 - d.page.f.segment%2) },
		"search": func(i int) { d.page.searchFor([]string{"c", "ca", "cam", "came gaf", "zeb"}[i%5]) },
		"select": func(i int) { d.page.selectAll(true) },
	} {
		b.Run(name, func(b *testing.B) {
			var took storetest.Spread
			for i := 0; b.Loop(); i++ {
				took.Time(func() { asks(i); d.settle() })
			}
			took.Report(b)
			d.page.clearFilter()
			d.settle()
		})
	}
}
