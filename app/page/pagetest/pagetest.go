// Package pagetest puts a page into a window under test, over a real company
// file. Reads run at once, or when the test lets them; time passes when the
// test says so.
package pagetest

import (
	"context"
	"fmt"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/canvas"
	"fyne.io/fyne/v2/test"
	"github.com/shopspring/decimal"

	"litework/app/kit"
	"litework/app/kit/kittest"
	"litework/app/page"
	"litework/document"
	"litework/store"
	"litework/xerosync"
	"litework/xerosync/demo"
	"litework/xerosync/xeroapi"
	"litework/xerosync/xerofake/contract"
)

// Bench is a window with a company file.
type Bench struct {
	*kittest.Window
	File *store.File
	Sync *xerosync.Service
	Host page.Host
	// Toasts are those shown, Opened the addresses given to the browser.
	Toasts []kit.Toast
	Opened []string
	// Hold keeps reads from running until Let.
	Hold bool

	t    testing.TB
	held []func()
	ids  int
}

// Today is the day in every test.
func Today() document.Date { return document.NewDate(2026, time.November, 22) }

// New opens a company file with the settings of a New Zealand company.
func New(t testing.TB) *Bench {
	t.Helper()
	b := &Bench{t: t}
	var err error
	b.File, err = store.Open(filepath.Join(t.TempDir(), "company.litework"), store.Options{})
	b.must(err)
	t.Cleanup(func() { _ = b.File.Close() })
	b.must(b.File.SaveSettings(t.Context(), document.DefaultSettings("NZ", "Harbour Light Ltd")))
	b.Window = kittest.NewWindow(t, kit.Blank(1, 1), 1084, 800)
	b.Host = page.Host{
		Env: b.Env(), Canvas: b.Canvas(), Today: Today, Run: b.run,
		Toast:   func(toast kit.Toast) { b.Toasts = append(b.Toasts, toast) },
		OpenURL: func(address string) { b.Opened = append(b.Opened, address) },
	}
	return b
}

// Connect connects the file to the demo organisation.
func (b *Bench) Connect() {
	b.t.Helper()
	organisation, err := demo.Start(b.t.TempDir(), contract.Front(b.t))
	b.must(err)
	b.t.Cleanup(func() { _ = organisation.Close() })
	b.Sync = xerosync.New(xerosync.Config{
		File: b.File, Endpoints: organisation.Endpoints(), Server: demo.Server,
		ClientID: demo.ClientID, Secrets: xeroapi.NewSessionStore(),
	})
	b.must(b.Sync.ConnectDemo(b.t.Context(), organisation.Grant()))
}

// Offline makes a service that is not connected.
func (b *Bench) Offline() {
	b.Sync = xerosync.New(xerosync.Config{File: b.File, Endpoints: xeroapi.EndpointsAt("http://127.0.0.1:1"), Secrets: xeroapi.NewSessionStore()})
}

// Work lets the worker do everything there is to do, and the page hear of it.
func (b *Bench) Work() {
	b.t.Helper()
	b.Change(func() {
		for range 1000 {
			did, err := b.Sync.Step(b.t.Context())
			b.must(err)
			if !did {
				return
			}
		}
		b.t.Fatal("the worker does not come to rest")
	})
}

func (b *Bench) run(f func()) {
	if b.Hold {
		b.held = append(b.held, f)
		return
	}
	f()
}

// Held is how many reads wait.
func (b *Bench) Held() int { return len(b.held) }

// Let runs one of the reads that wait.
func (b *Bench) Let(i int) {
	b.held[i]()
	b.Settle()
}

// Show puts a page into the window.
func (b *Bench) Show(content fyne.CanvasObject) {
	b.Layer.SetContent(content)
	b.Layer.Refresh()
	b.Rest()
}

// Rest lets what waits for a moment happen.
func (b *Bench) Rest() {
	b.Settle()
	b.Advance(time.Second)
}

// Change does something that changes the file, and waits until its events have
// reached the page.
func (b *Bench) Change(do func()) {
	b.t.Helper()
	told := make(chan struct{}, 10000)
	cancel := b.File.Subscribe(func(store.Event) { told <- struct{}{} })
	defer cancel()
	do()
	select {
	case <-told:
	case <-time.After(5 * time.Second):
		b.t.Fatal("nothing was changed in the file")
	}
	b.Rest()
}

// Heard waits until everything that was committed has been told: what is made
// from now on hears of nothing that was before.
func (b *Bench) Heard() {
	b.t.Helper()
	told := make(chan struct{}, 1)
	cancel := b.File.Subscribe(func(e store.Event) {
		if e.Kind == store.QuickItemsChanged {
			select {
			case told <- struct{}{}:
			default:
			}
		}
	})
	defer cancel()
	b.must(b.File.DeleteQuickItem(b.t.Context(), "none")) // events come in the order of commits
	select {
	case <-told:
	case <-time.After(5 * time.Second):
		b.t.Fatal("the file tells nothing")
	}
}

// NewID gives ids in order.
func (b *Bench) NewID() string {
	b.ids++
	return fmt.Sprintf("00000000-0000-4000-8000-%012d", b.ids)
}

// Settings are those of the file.
func (b *Bench) Settings() document.Settings {
	b.t.Helper()
	s, err := b.File.Settings(b.t.Context())
	b.must(err)
	return s
}

// Contact saves a contact.
func (b *Bench) Contact(name string) document.Contact {
	b.t.Helper()
	c := document.Contact{ID: b.NewID(), Name: name}
	_, err := b.File.SaveContact(b.t.Context(), c, 0)
	b.must(err)
	return c
}

// Document saves a document of one line: a price for a client, that many days
// ago.
func (b *Bench) Document(kind document.Kind, c document.Contact, price string, ago int, more ...func(*document.Document)) store.StoredDocument {
	b.t.Helper()
	d := document.New(kind, b.Settings(), &c, Today().AddDays(-ago), b.NewID)
	l := &d.Sections[0].Lines[0]
	l.Description, l.UnitPrice = "Work for "+c.Name, decimal.NewNullDecimal(decimal.RequireFromString(price))
	for _, m := range more {
		m(&d)
	}
	saved, err := b.File.SaveDocument(b.t.Context(), d, 0)
	b.must(err)
	return b.Stored(saved.ID)
}

// Stored is a document as it is in the file.
func (b *Bench) Stored(id string) store.StoredDocument {
	b.t.Helper()
	d, err := b.File.Document(b.t.Context(), id)
	b.must(err)
	return d
}

// Has reports whether a control of the name can be seen.
func (b *Bench) Has(name string) bool {
	_, ok := b.Map().Find(name)
	return ok
}

// Text is what a control shows.
func (b *Bench) Text(name string) string { return b.At(name).Text }

// Says reports whether a text can be read in the window, in one piece.
func (b *Bench) Says(text string) bool {
	root := b.Canvas().Content()
	if top := b.Canvas().Overlays().Top(); top != nil {
		root = top
	}
	for _, o := range test.LaidOutObjects(root) {
		if t, ok := o.(*canvas.Text); ok && strings.Contains(t.Text, text) {
			return true
		}
	}
	return false
}

// Context is that of the test.
func (b *Bench) Context() context.Context { return b.t.Context() }

func (b *Bench) must(err error) {
	b.t.Helper()
	if err != nil {
		b.t.Fatal(err)
	}
}
