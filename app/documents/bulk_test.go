package documents

import (
	"context"
	"encoding/csv"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"fyne.io/fyne/v2"

	"litework/document"
	"litework/store/storetest"
)

func (w *world) tags() string {
	var out []string
	for i := range w.page.rows.Len() {
		row, _ := w.page.rows.At(i)
		out = append(out, strings.Join(row.Tags, "+"))
	}
	return strings.Join(out, " ")
}

func TestTagSeveralAndTakeItBack(t *testing.T) {
	w := newWorld(t, document.Invoice, func(w *world) {
		some(w)
		w.Document(document.Invoice, w.Contact("Te Motu"), "1", 0, func(d *document.Document) { d.Tags = []string{"festival"} })
	})
	w.Shortcut(&fyne.ShortcutSelectAll{})
	w.ClickName("invoices.tag")
	w.Settle()
	if got := w.Text("dialog"); got != "Tags of 4 invoices" {
		t.Fatalf("dialog %q", got)
	}
	if got := w.Text("invoices.tagging.tag/festival"); got != "mixed" {
		t.Fatalf("a tag that some carry is %s", got)
	}
	w.Type("night, late")
	w.Change(func() { w.Key(fyne.KeyReturn) })
	if got := w.tags(); got != "festival+night+late night+late night+late night+late" {
		t.Fatalf("tags %q", got)
	}
	if len(w.Toasts) != 1 || w.Toasts[0].Text != "4 invoices tagged anew" || w.Toasts[0].Action != "Undo" {
		t.Fatalf("toasts %+v", w.Toasts)
	}
	w.Change(w.Toasts[0].Do)
	if got := w.tags(); got != "festival   " {
		t.Fatalf("after Undo the tags are %q", got)
	}
	w.page.view.table.SetCurrent(0)
	w.page.clearSelection()
	w.page.Tag()
	w.Settle()
	w.ClickName("invoices.tagging.tag/festival")
	w.Change(func() { w.ClickName("invoices.tagging.done") })
	if got := w.tags(); strings.TrimSpace(got) != "" || w.Toasts[1].Text != "INV-0004 no longer tagged festival" {
		t.Fatalf("tags %q, %q", got, w.Toasts[1].Text)
	}
}

// What is done to thousands shows how far it came, and can be ended.
func TestManyStepsCanBeEnded(t *testing.T) {
	w := newWorld(t, document.Invoice, func(w *world) {
		if err := storetest.Fill(context.Background(), w.File, 400); err != nil {
			t.Fatal(err)
		}
	})
	n := w.page.rows.Len()
	w.Shortcut(&fyne.ShortcutSelectAll{})
	keys := w.page.targets()
	steps, over := 0, false
	w.Hold = true
	inSteps(w.page, "Count", keys, func(_ context.Context, some []int64) error {
		if steps++; steps == 1 {
			w.Advance(time.Second) // the bar is shown
			w.ClickName("steps.cancel")
		}
		return nil
	}, func(changed int, err error) {
		if over = true; changed != step || err != nil {
			t.Errorf("%d of %d: %v", changed, n, err)
		}
	})
	w.Hold = false
	w.Let(w.Held() - 1)
	w.Rest()
	if steps != 1 || !over || w.Has("dialog") {
		t.Errorf("%d steps, over %v, dialog %v", steps, over, w.Has("dialog"))
	}
}

// Closing the window waits for the step under way, not for all.
func TestClosingEndsManySteps(t *testing.T) {
	w := newWorld(t, document.Invoice, some)
	steps := 0
	inSteps(w.page, "Count", make([]int, 5*step), func(context.Context, []int) error {
		steps++
		w.page.closing.Store(true)
		return nil
	}, func(int, error) {})
	if steps != 1 {
		t.Errorf("%d steps after the window was closed", steps)
	}
}

func TestArchiveAllAndBack(t *testing.T) {
	w := newWorld(t, document.Invoice, func(w *world) {
		if err := storetest.Fill(context.Background(), w.File, 300); err != nil {
			t.Fatal(err)
		}
	})
	n := w.page.rows.Len()
	w.Shortcut(&fyne.ShortcutSelectAll{})
	w.Change(w.page.Archive)
	if w.page.rows.Len() != 0 || w.Toasts[0].Text != "270 invoices archived" {
		t.Fatalf("%d are left, %+v", w.page.rows.Len(), w.Toasts)
	}
	w.Change(w.Toasts[0].Do)
	if w.page.rows.Len() != n {
		t.Fatalf("%d came back", w.page.rows.Len())
	}
}

func TestExportRows(t *testing.T) {
	w := newWorld(t, document.Invoice, func(w *world) {
		some(w)
		w.Document(document.Invoice, document.Contact{}, "1234.5", 0, func(d *document.Document) {
			d.Client.Name, d.Reference, d.Tags = `=HYPERLINK("x")`, "+64 21, then \"call\"", []string{"@night", "b"}
		})
	})
	folder := t.TempDir()
	w.page.d.Folder = func() string { return folder }
	w.page.ExportRows()
	w.Rest()
	if len(w.Toasts) != 1 || w.Toasts[0].Text != "Saved Invoices 2026-11-22.csv in "+filepath.Base(folder) {
		t.Fatalf("%+v", w.Toasts)
	}
	file, err := os.Open(filepath.Join(folder, "Invoices 2026-11-22.csv"))
	if err != nil {
		t.Fatal(err)
	}
	defer file.Close()
	rows, err := csv.NewReader(file).ReadAll()
	if err != nil || len(rows) != 5 {
		t.Fatal(len(rows), err)
	}
	if got := strings.Join(rows[1], "|"); got != `INV-0004|'=HYPERLINK("x")|'+64 21, then "call"|2026-11-22|2026-12-20|NZD|1234.50|185.18|1419.68|Draft|Not synced|'@night, b` {
		t.Errorf("the row is %s", got)
	}
	w.page.view.table.SetCurrent(2)
	w.Key(fyne.KeySpace)
	w.page.ExportRows()
	w.Rest()
	data, err := os.ReadFile(filepath.Join(folder, "Invoices 2026-11-22 (2).csv"))
	if err != nil || strings.Count(string(data), "\r\n") != 2 || !strings.Contains(string(data), "INV-0002") {
		t.Errorf("%q %v", data, err)
	}
}
