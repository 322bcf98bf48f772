package documents

import (
	"testing"

	"litework/document"
)

// What was deleted or archived is found again and brought back.
func TestArchivedAndDeletedAreFoundAgain(t *testing.T) {
	w := newWorld(t, document.Invoice, some)
	w.page.view.table.SetCurrent(0)
	if why := w.page.WhyNotDelete(); why != "" {
		t.Fatal(why)
	}
	w.Change(w.page.Delete)
	w.Rest()
	if w.numbers() != "INV-0002 INV-0001" {
		t.Fatalf("after Delete: %s", w.numbers())
	}
	w.page.view.table.SetCurrent(1)
	w.Change(w.page.Archive)
	w.Rest()
	if w.numbers() != "INV-0002" {
		t.Fatalf("after Archive: %s", w.numbers())
	}
	for _, c := range []struct {
		on   shelf
		want string
	}{{archivedShelf, "INV-0001"}, {deletedShelf, "INV-0003"}} {
		w.page.refilter(func(f *filters) { f.shelf = c.on })
		w.Rest()
		if w.numbers() != c.want {
			t.Fatalf("%s shows %q, want %s", c.on, w.numbers(), c.want)
		}
		w.page.view.table.SetCurrent(0)
		if c.on == deletedShelf {
			if w.page.WhyNotOpen() == "" || w.page.WhyNotPost() == "" || w.page.WhyNotDelete() == "" {
				t.Error("what is deleted can be opened, posted or deleted again")
			}
		}
		w.Change(w.page.Archive)
		w.Rest()
		if got := w.Text("empty"); got != c.on.nothing() {
			t.Fatalf("%s, emptied, says %q", c.on, got)
		}
	}
	w.page.clearFilter()
	w.Rest()
	if w.page.rows.Len() != 3 {
		t.Fatalf("in the end there are %s", w.numbers())
	}
}
