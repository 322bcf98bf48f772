package revisions

import (
	"fmt"
	"strings"
	"testing"
	"time"

	"fyne.io/fyne/v2"
	"github.com/shopspring/decimal"

	"litework/app/page/pagetest"
	"litework/document"
	"litework/store"
)

type world struct {
	*pagetest.Bench
	t        *testing.T
	id       string
	page     *Page
	left     int
	restored []string
}

func newWorld(t *testing.T, lines int) *world {
	t.Helper()
	w := &world{Bench: pagetest.New(t), t: t}
	c := w.Contact("Kauri Point Films Ltd")
	w.id = w.Document(document.Invoice, c, "120", 3, func(d *document.Document) {
		d.Sections[0].Name = "Lighting"
		for i := range lines - 1 {
			l := document.NewLine(w.Settings(), w.NewID())
			l.Description, l.UnitPrice = fmt.Sprint("Lamp ", i+2), decimal.NewNullDecimal(decimal.NewFromInt(int64(10+i)))
			d.Sections[0].Lines = append(d.Sections[0].Lines, l)
		}
	}).ID
	return w
}

// edit changes the document and keeps a revision of it.
func (w *world) edit(why store.Why, change func(*document.Document)) {
	w.t.Helper()
	d := w.Stored(w.id)
	change(&d.Document)
	if _, err := w.File.SaveDocument(w.t.Context(), d.Document, d.Rev); err != nil {
		w.t.Fatal(err)
	}
	if why != "" {
		w.keep(why)
	}
}

func (w *world) keep(why store.Why) {
	w.t.Helper()
	if _, err := w.File.SaveRevision(w.t.Context(), w.id, why); err != nil {
		w.t.Fatal(err)
	}
}

func (w *world) open() {
	w.t.Helper()
	w.page = New(Deps{Host: w.Host, File: w.File, Now: time.Now, BackLabel: "INV-0001",
		Back: func() { w.left++ }, Restored: func(text string) { w.restored = append(w.restored, text) }}, w.id)
	w.t.Cleanup(w.page.Close)
	w.page.Focus()
	w.Show(w.page.Content())
}

// rows are those of a table in view, their texts.
func (w *world) rows(table string) (out []string) {
	for _, r := range w.Map() {
		if name, ok := strings.CutPrefix(r.Name, table+"/"); ok && !strings.Contains(name, "/") {
			out = append(out, r.Text)
		}
	}
	return out
}

// three keeps three revisions: saved, posted and changed in Xero.
func three(t *testing.T) *world {
	w := newWorld(t, 12)
	w.keep(store.WhySaved)
	w.edit(store.WhyPosted, func(d *document.Document) {
		d.Sections[0].Lines[3].Duration = document.Duration{Number: decimal.NewFromInt(3), Unit: document.Days}
		d.Sections[0].Lines[3].Enhanced = "**Includes** yoke"
		d.InternalNotes = "Rang them"
	})
	w.edit(store.WhyPulled, func(d *document.Document) {
		d.Due = d.Due.AddDays(10)
		d.Sections[0].Lines = d.Sections[0].Lines[:11]
	})
	return w
}

func TestTheListTellsWhyAndWhat(t *testing.T) {
	w := three(t)
	w.open()
	got := strings.Join(w.rows("revisions.list"), "\n")
	for i, want := range []string{"Changed in Xero", "1 line removed, due date", "Posted to Xero", "1 line, internal notes", "Saved", firstWords, "Just now", "NZD "} {
		if !strings.Contains(got, want) {
			t.Errorf("%d: the list does not say %q:\n%s", i, want, got)
		}
	}
	// The newest revision that is not how it stands now is current.
	if w.page.view.list.Current() != 1 || w.Canvas().Focused() != fyne.Focusable(w.page.view.list) {
		t.Errorf("row %d is current", w.page.view.list.Current())
	}
	for _, text := range []string{"Revisions of INV-0001", "2 differences", "Due date", "Posted to Xero · just now", "Now", "11 lines unchanged · show", "Line 12, removed", "Lamp 12"} {
		if !w.Says(text) {
			t.Errorf("the page does not say %q", text)
		}
	}
}

func TestComparedByKeyboard(t *testing.T) {
	w := three(t)
	w.open()
	w.Key(fyne.KeyTab) // what it is compared with
	w.Key(fyne.KeyRight)
	for _, text := range []string{"3 differences", "Line 4, enhanced text", "**Includes** yoke", "Line 4, duration", "3 days", "Internal notes", "Rang them", "Saved · just now"} {
		if !w.Says(text) {
			t.Errorf("with the one before, the page does not say %q", text)
		}
	}
	w.Focus(w.page.view.list)
	w.Key(fyne.KeyEnd)
	if !w.Says("This is the first revision") {
		t.Error("the first revision is compared with nothing, and does not say so")
	}
	w.Key(fyne.KeyHome, fyne.KeyReturn) // into the table
	if w.Canvas().Focused() != fyne.Focusable(w.page.view.table) {
		t.Fatal("Enter does not lead to what differs")
	}
	w.Key(fyne.KeyDown, fyne.KeyDown)
	if w.Says("Lamp 2") {
		t.Fatal("unchanged lines are not folded")
	}
	w.Key(fyne.KeyReturn)
	if !w.Says("Lamp 2") || !w.Says("11 lines unchanged · hide") {
		t.Error("unchanged lines are not shown on Enter")
	}
}

func TestRestoredByKeyboard(t *testing.T) {
	w := three(t)
	w.edit("", func(d *document.Document) { d.Reference = "not saved on purpose" })
	w.open()
	if rows := w.rows("revisions.list"); len(rows) != 4 || !strings.Contains(rows[0], "No revision yet") || !strings.Contains(rows[0], "Reference") {
		t.Fatalf("what was written since is not on top: %q", rows)
	}
	w.Key(fyne.KeyHome)
	if why := w.page.WhyNotRestore(); why != "This is how it stands now." {
		t.Errorf("now can be restored: %q", why)
	}
	w.Key(fyne.KeyEnd)
	w.Change(func() { w.Ctrl(fyne.KeyReturn) })
	if len(w.restored) != 1 || w.restored[0] != "INV-0001 is as it was when it was saved" {
		t.Fatalf("restored: %q", w.restored)
	}
	d := w.Stored(w.id)
	if d.Reference != "" || len(d.Lines()) != 12 || d.InternalNotes != "" {
		t.Errorf("restored to %+v", d.Document)
	}
	w.Rest()
	if rows := w.rows("revisions.list"); len(rows) != 5 || !strings.Contains(rows[0], "Restored") || !strings.Contains(rows[1], "Reference") {
		t.Errorf("after restoring: %q", rows)
	}
}

func TestWhatStandsNowCannotBeRestored(t *testing.T) {
	w := newWorld(t, 2)
	w.keep(store.WhySaved)
	w.open()
	if !w.At("revisions.restore").Disabled || !w.Says("Nothing differs: it stands now as it did then.") {
		t.Error("there is something to restore")
	}
}

func TestNoRevisions(t *testing.T) {
	w := newWorld(t, 2)
	w.open()
	if !w.Says("No revisions of INV-0001 yet.") {
		t.Error("it does not say that there are none")
	}
	w.Key(fyne.KeySpace) // Back has the keyboard
	if w.left != 1 {
		t.Error("there is no way back by keyboard")
	}
}

func TestOnlyWhatStaysHereIsRestoredOfAPaidInvoice(t *testing.T) {
	w := three(t)
	if err := w.File.Sync(t.Context(), func(tx *store.SyncTx) error {
		if err := tx.PutConnection(store.Connection{Server: "https://api.xero.com", TenantID: "t"}); err != nil {
			return err
		}
		if err := tx.PutLink(store.Link{Kind: store.RecordInvoice, RecordID: w.id, XeroID: "x"}); err != nil {
			return err
		}
		return tx.PutRemote(store.RecordInvoice, w.id, document.Remote{XeroID: "x", Status: "PAID"})
	}); err != nil {
		t.Fatal(err)
	}
	w.open()
	if !w.Says("This invoice is paid. Only what stays in LiteWork is restored: sections, enhanced text, notes and tags.") {
		t.Error("it does not say what can be restored")
	}
	if w.Text("revisions.restore") != "Restore notes and sections" {
		t.Errorf("the button reads %q", w.Text("revisions.restore"))
	}
	if why := w.page.WhyNotRestore(); why != "What differs is fixed in Xero." {
		t.Errorf("a due date can be restored: %q", why)
	}
	w.Key(fyne.KeyEnd)
	w.Ctrl(fyne.KeyReturn)
	d := w.Stored(w.id)
	if d.InternalNotes != "" || d.Lines()[3].Enhanced != "" || d.Lines()[3].Duration.IsZero() || len(d.Lines()) != 11 {
		t.Errorf("restored to %+v", d.Document)
	}
}

func TestChangesArriveWhileItIsOpen(t *testing.T) {
	w := three(t)
	w.open()
	w.Key(fyne.KeyEnd)
	current := w.page.view.list.CurrentID()
	w.Change(func() { w.edit(store.WhyPulled, func(d *document.Document) { d.Reference = "PO 7731" }) })
	if rows := w.rows("revisions.list"); len(rows) != 4 || w.page.view.list.CurrentID() != current {
		t.Errorf("rows %q, current %s", rows, w.page.view.list.CurrentID())
	}
	if !w.Says("PO 7731") {
		t.Error("it is compared with what it was, not with what it is now")
	}
}

// TestManyRevisionsOfALongDocument: two hundred of three hundred lines.
func TestManyRevisionsOfALongDocument(t *testing.T) {
	w := newWorld(t, 300)
	if err := w.File.Sync(t.Context(), func(tx *store.SyncTx) error {
		d, err := tx.Document(w.id)
		for i := 0; i < 200 && err == nil; i++ {
			d.Sections[0].Lines[i].Description = fmt.Sprint("Changed ", i)
			var saved store.Saved
			if saved, err = tx.SaveDocument(d.Document, d.Rev); err != nil {
				break
			}
			d.Rev = saved.Rev
			_, err = tx.SaveRevision(w.id, store.WhySaved)
		}
		return err
	}); err != nil {
		t.Fatal(err)
	}
	w.Heard()
	start := time.Now()
	w.Hold = true
	w.open()
	w.Let(0) // the list alone
	opened := time.Since(start)
	if got := w.rows("revisions.list"); len(got) < 5 {
		t.Fatalf("rows %q", got)
	}
	start = time.Now()
	for i := 1; i < w.Held(); i++ {
		w.Let(i)
	}
	t.Logf("opened in %v, what changed and the comparison in %v", opened, time.Since(start))
	if !strings.Contains(strings.Join(w.rows("revisions.list"), "\n"), "1 line") {
		t.Error("what changed is not told")
	}
	w.Hold = false
	start = time.Now()
	w.Key(fyne.KeyDown)
	t.Logf("the next row in %v", time.Since(start))
}
