package editor

import (
	"context"
	"fmt"
	"path/filepath"
	"testing"
	"time"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/test"
	"github.com/google/uuid"
	"github.com/shopspring/decimal"

	"litework/app/editor/lines"
	"litework/app/kit"
	"litework/app/page"
	"litework/app/preview"
	"litework/app/theme"
	"litework/document"
	"litework/store"
	"litework/xerosync"
)

var gst = document.Tax{Name: "GST 15%", Rate: decimal.NewFromInt(15), Chosen: true}

func number(s string) decimal.NullDecimal {
	return decimal.NewNullDecimal(decimal.RequireFromString(s))
}

var today = document.NewDate(2026, 11, 22)

// desk is a window with an editor over a real company file.
type desk struct {
	t      testing.TB
	file   *store.File
	sync   *xerosync.Service // nil for a file that is not connected
	queue  kit.QueueDispatcher
	timer  kit.ManualTimer
	window fyne.Window
	editor *Editor

	posted, opened, converted []string
	decided                   []string
	toasts                    []string
	back                      int
	shown, contacts           []string // settings and contacts that were gone to
	preview                   preview.Memory
	run                       page.Runner // nil runs work at once
	now                       time.Time
}

func newDesk(t testing.TB) *desk {
	t.Helper()
	k := &desk{t: t, now: time.Date(2026, 11, 22, 9, 0, 0, 0, time.UTC)}
	a := test.NewTempApp(t)
	a.Settings().SetTheme(theme.New(theme.Light))
	var err error
	if k.file, err = store.Open(filepath.Join(t.TempDir(), "a.litework"), store.Options{Clock: func() time.Time { return k.now }}); err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { k.file.Close() })
	s, err := k.file.Settings(t.Context())
	k.must(err)
	s.Company = document.Company{Name: "Harbour Light Ltd", Country: "NZ"}
	s.Currency, s.TaxMode, s.DefaultTax = "NZD", document.TaxExclusive, gst
	s.Rates = []document.Tax{gst, {Name: "No tax", Chosen: true}}
	s.InvoiceTerms = document.PaymentTerms{Kind: document.DaysAfterDate, Days: 30}
	k.must(k.file.SaveSettings(t.Context(), s))
	return k
}

func (k *desk) must(err error) {
	k.t.Helper()
	if err != nil {
		k.t.Fatal(err)
	}
}

func (k *desk) deps() Deps {
	return Deps{
		Host: page.Host{Env: kit.Env{Do: k.queue.Do, After: k.timer.After}, Canvas: k.window.Canvas(),
			Toast:   func(x kit.Toast) { k.toasts = append(k.toasts, x.Text) },
			OpenURL: func(string) {}, Today: func() document.Date { return today }, Run: k.runner()},
		File: k.file, Sync: k.sync, NewID: uuid.NewString, Now: func() time.Time { return k.now },
		Back: func() { k.back++ }, BackLabel: "Invoices",
		OpenPostSheet: func(id string) { k.posted = append(k.posted, id) },
		OpenDocument:  func(id string) { k.opened = append(k.opened, id) },
		OpenConflict:  func(_ store.RecordKind, id string) { k.decided = append(k.decided, id) },
		StateChanged:  func() {}, Copy: func(string) {}, Preview: &k.preview,
		OpenSettings: func(tab string) { k.shown = append(k.shown, tab) },
		OpenContact:  func(id string) { k.contacts = append(k.contacts, id) },
		ConvertQuote: func(id string) { k.converted = append(k.converted, id) },
	}
}

func (k *desk) runner() page.Runner {
	if k.run != nil {
		return k.run
	}
	return func(f func()) { f() }
}

// open shows a page and waits until its document is read.
func (k *desk) open(s Start) *Editor {
	k.t.Helper()
	k.window = test.NewTempWindow(k.t, kit.NewFloatLayer(kit.Blank(1, 1), kit.Env{Do: k.queue.Do, After: k.timer.After}))
	k.window.SetPadded(false)
	k.window.Resize(fyne.NewSize(1280, 800))
	k.editor = New(k.deps(), s)
	k.window.SetContent(kit.NewFloatLayer(k.editor.Content(), kit.Env{Do: k.queue.Do, After: k.timer.After}))
	k.queue.Drain()
	e := k.editor
	k.t.Cleanup(func() {
		e.Release()
		e.Close(context.Background())
	})
	return e
}

// close leaves the page and gives the document as it is stored.
func (k *desk) close() document.Document {
	k.t.Helper()
	k.editor.Release()
	k.editor.Close(k.t.Context())
	k.queue.Drain()
	s, err := k.file.Document(k.t.Context(), k.editor.id())
	k.must(err)
	return s.Document
}

func (k *desk) stored(id string) store.StoredDocument {
	k.t.Helper()
	s, err := k.file.Document(k.t.Context(), id)
	k.must(err)
	return s
}

func (k *desk) typed(s string) {
	for _, r := range s {
		k.window.Canvas().Focused().TypedRune(r)
	}
	k.queue.Drain()
}

func (k *desk) key(name fyne.KeyName) {
	k.window.Canvas().Focused().TypedKey(&fyne.KeyEvent{Name: name})
	k.queue.Drain()
}

func (k *desk) shortcut(s fyne.Shortcut) {
	k.window.Canvas().Focused().(fyne.Shortcutable).TypedShortcut(s)
	k.queue.Drain()
}

// edit edits a cell of the grid.
func (k *desk) edit(row string, c lines.Column) {
	k.window.Canvas().Focus(k.editor.grid)
	k.editor.model.Click(lines.Cell{Row: row, Col: c})
	k.editor.grid.Update()
	k.queue.Drain()
}

func (k *desk) focus(f fyne.Focusable) {
	k.window.Canvas().Focus(f)
	k.queue.Drain()
}

func line(id, description string) document.Line {
	return document.Line{ID: id, Description: description, Quantity: number("2"), UnitPrice: number("120"), Tax: gst}
}

// write stores a document of n lines in sections of fifty.
func (k *desk) write(kind document.Kind, n int) string {
	k.t.Helper()
	d := document.Document{ID: uuid.NewString(), Kind: kind, Currency: "NZD", TaxMode: document.TaxExclusive,
		Client: document.Client{Name: "Kea Pictures"}, Date: today, Due: today.AddDays(30)}
	for i := range n {
		if i%50 == 0 {
			d.Sections = append(d.Sections, document.Section{ID: fmt.Sprint("s", i), Name: fmt.Sprint("Section ", i/50+1)})
		}
		s := &d.Sections[len(d.Sections)-1]
		l := line(fmt.Sprint("l", i), fmt.Sprint("Line ", i))
		if i%7 == 3 {
			l.Enhanced = "**Includes** yoke\n- one\n- two"
		}
		s.Lines = append(s.Lines, l)
	}
	saved, err := k.file.SaveDocument(k.t.Context(), d, 0)
	k.must(err)
	return saved.ID
}
