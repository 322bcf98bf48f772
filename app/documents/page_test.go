package documents

import (
	"strings"
	"testing"

	"fyne.io/fyne/v2"
	"github.com/shopspring/decimal"

	"litework/app/page"
	"litework/app/page/pagetest"
	"litework/document"
	"litework/store"
	"litework/xerosync"
)

// world is a list in a window, and what it asked for.
type world struct {
	*pagetest.Bench
	page   *Page
	opened []string
	posted []string
	bulk   []string
	made   []document.Kind
}

func newWorld(t *testing.T, kind document.Kind, seed func(*world)) *world {
	t.Helper()
	w := &world{Bench: pagetest.New(t)}
	w.Offline()
	if seed != nil {
		seed(w)
	}
	w.page = New(kind, Deps{
		Host: w.Host, File: w.File, Sync: w.Sync, NewID: w.NewID,
		OpenDocument:  func(id string) { w.opened = append(w.opened, id) },
		NewDocument:   func(k document.Kind, _ string) { w.made = append(w.made, k) },
		OpenPostSheet: func(id string) { w.posted = append(w.posted, id) },
		OpenBulkSheet: func(_ document.Kind, ids []string) { w.bulk = ids },
	})
	t.Cleanup(w.page.Close)
	w.Show(w.page.Content())
	w.page.Focus()
	w.Settle()
	return w
}

// some is three invoices: a draft, one sent and one paid.
func some(w *world) {
	kauri, aro := w.Contact("Kauri Point Films Ltd"), w.Contact("Aro Street Productions")
	w.Document(document.Invoice, kauri, "100", 3)
	w.Document(document.Invoice, aro, "200", 2, func(d *document.Document) { d.Mark = document.Sent })
	w.Document(document.Invoice, kauri, "300", 1, func(d *document.Document) { d.Mark = document.Paid })
}

func (w *world) numbers() string {
	var out []string
	for i := range w.page.rows.Len() {
		row, _ := w.page.rows.At(i)
		out = append(out, row.Number)
	}
	return strings.Join(out, " ")
}

func TestListOpensByKeyboard(t *testing.T) {
	w := newWorld(t, document.Invoice, some)
	if got := w.numbers(); got != "INV-0003 INV-0002 INV-0001" {
		t.Fatalf("the newest comes first, got %s", got)
	}
	w.Key(fyne.KeyDown, fyne.KeyReturn)
	if len(w.opened) != 1 || w.Stored(w.opened[0]).Number != "INV-0002" {
		t.Fatalf("↓ and Enter open the second row, opened %v", w.opened)
	}
}

func TestFilterCountsAndDropsTheSelection(t *testing.T) {
	w := newWorld(t, document.Invoice, some)
	for segment, count := range map[string]string{"All": "3", "Draft": "1", "Awaiting": "1", "Overdue": "0", "Paid": "1"} {
		if got := w.At("invoices.filter/" + segment).Text; got != segment+" "+count {
			t.Errorf("segment %s shows %q", segment, got)
		}
	}
	w.Shortcut(&fyne.ShortcutSelectAll{})
	if got := w.Text("invoices.selected"); got != "3 selected" {
		t.Fatalf("the bar says %q", got)
	}
	w.ClickName("invoices.filter/Paid")
	w.Rest()
	if w.numbers() != "INV-0003" || w.Has("invoices.selected") {
		t.Fatalf("the filter shows %s, selection bar %v", w.numbers(), w.Has("invoices.selected"))
	}
	w.ClickName("invoices.filter/Overdue")
	w.Rest()
	if got := w.Text("empty"); got != "Nothing stands under Overdue among 3 invoices." {
		t.Fatalf("says %q", got)
	}
	w.ClickName("invoices.clear")
	w.Rest()
	if w.page.rows.Len() != 3 {
		t.Fatalf("Clear shows %d rows", w.page.rows.Len())
	}
}

func TestSelectionTellsTheSum(t *testing.T) {
	w := newWorld(t, document.Invoice, some)
	w.Key(fyne.KeySpace, fyne.KeyDown, fyne.KeySpace)
	if got := w.Text("invoices.sum"); got != "NZD 575.00" { // 345 and 230 with GST
		t.Fatalf("the sum is %q", got)
	}
	if got := w.Text("invoices.post"); got != "Post 2 to Xero…" {
		t.Fatalf("the button says %q", got)
	}
	w.ClickName("invoices.post")
	w.Rest()
	if len(w.bulk) != 2 || len(w.posted) != 0 {
		t.Fatalf("the sheet for several has %v, the one for one %v", w.bulk, w.posted)
	}
	w.page.Focus()
	w.Key(fyne.KeyEscape)
	if w.Has("invoices.selected") {
		t.Fatal("Esc drops the selection")
	}
	w.Key(fyne.KeySpace)
	w.ClickName("invoices.post")
	if len(w.posted) != 1 {
		t.Fatalf("posted %v", w.posted)
	}
}

func TestSearchByKeyboard(t *testing.T) {
	w := newWorld(t, document.Invoice, some)
	w.Type("/")
	w.Type("aro")
	w.Rest()
	if w.numbers() != "INV-0002" {
		t.Fatalf("found %s", w.numbers())
	}
	w.Key(fyne.KeyDown, fyne.KeyReturn)
	if len(w.opened) != 1 {
		t.Fatal("↓ leads to the first hit, Enter opens it")
	}
	w.page.FocusSearch()
	w.Type("gaffer")
	w.Rest()
	if got := w.Text("empty"); got != `Nothing matches "gaffer" among 3 invoices.` {
		t.Fatalf("says %q", got)
	}
	w.Key(fyne.KeyEscape)
	w.Rest()
	if w.page.rows.Len() != 3 || w.page.view.search.Text != "" {
		t.Fatal("Esc empties the search")
	}
}

func TestLateResultIsDropped(t *testing.T) {
	w := newWorld(t, document.Invoice, some)
	w.page.FocusSearch()
	w.Hold = true
	w.Type("kauri") // a search with every key
	w.page.view.search.SelectAll()
	w.Type("aro")
	if w.Held() != 8 {
		t.Fatalf("%d reads wait", w.Held())
	}
	for i := range w.Held() {
		w.Let(w.Held() - 1 - i) // the first search answers last
	}
	if w.numbers() != "INV-0002" {
		t.Fatalf("a late answer to an older search is shown: %s", w.numbers())
	}
}

func TestNewRowsDoNotMoveWhatIsLookedAt(t *testing.T) {
	var c document.Contact
	w := newWorld(t, document.Invoice, func(w *world) {
		c = w.Contact("Kauri Point Films Ltd")
		for i := range 60 {
			w.Document(document.Invoice, c, "10", 100-i)
		}
	})
	w.page.view.table.SetCurrent(40)
	w.page.view.table.SetOffset(35 * 38)
	id, before := w.page.view.table.CurrentID(), 40*38-w.page.view.table.Offset()
	w.Change(func() { w.Document(document.Invoice, c, "10", 0) })
	if w.page.rows.Len() != 61 {
		t.Fatalf("%d rows", w.page.rows.Len())
	}
	if w.page.view.table.CurrentID() != id || w.page.view.table.Current() != 41 {
		t.Fatalf("the current row is another: %d", w.page.view.table.Current())
	}
	if after := 41*38 - w.page.view.table.Offset(); after != before {
		t.Fatalf("the current row moved from %v to %v", before, after)
	}
}

func TestOnlyAWindowOfRowsIsRead(t *testing.T) {
	w := newWorld(t, document.Invoice, func(w *world) {
		c := w.Contact("Kauri Point Films Ltd")
		for i := range 300 {
			w.Document(document.Invoice, c, "10", 400-i)
		}
	})
	if n := len(w.page.rows.All()); n > 150 {
		t.Fatalf("%d rows are held for a list that shows twenty", n)
	}
	w.page.view.table.SetOffset(250 * 38)
	w.Rest()
	if _, ok := w.page.rows.At(255); !ok {
		t.Fatal("rows scrolled to are read")
	}
	w.page.view.table.SetCurrent(299)
	w.Rest()
	if row, ok := w.page.rows.At(299); !ok || row.Number != "INV-0001" {
		t.Fatalf("the last row is %v", row.Number)
	}
	w.Shortcut(&fyne.ShortcutSelectAll{})
	if got := w.Text("invoices.selected") + " " + w.Text("invoices.sum"); got != "300 selected NZD 3,450.00" {
		t.Fatalf("all rows are taken, seen or not: %q", got)
	}
}

func TestSyncAndTagFilters(t *testing.T) {
	w := newWorld(t, document.Invoice, func(w *world) {
		some(w)
		w.Document(document.Invoice, w.Contact("Te Motu"), "1", 0, func(d *document.Document) { d.Tags = []string{"studio B"} })
	})
	w.ClickName("invoices.tags")
	w.Type("studio")
	w.Key(fyne.KeyReturn)
	w.Rest()
	if w.numbers() != "INV-0004" {
		t.Fatalf("the tag shows %s", w.numbers())
	}
	w.ClickName("invoices.sync")
	w.Type("synced")
	w.Key(fyne.KeyReturn)
	w.Rest()
	if got := w.Text("empty"); got != "Nothing matches among 4 invoices." {
		t.Fatalf("says %q", got)
	}
	w.ClickName("invoices.clear")
	w.Rest()
	if w.page.rows.Len() != 4 || w.Text("invoices.sync") != "any" {
		t.Fatalf("Clear shows %d rows", w.page.rows.Len())
	}
}

func TestEmptyList(t *testing.T) {
	w := newWorld(t, document.Quote, nil)
	if got := w.Text("empty"); got != "No quotes yet. Write the first one here." {
		t.Fatalf("says %q", got)
	}
	w.ClickName("quotes.empty.new")
	if len(w.made) != 1 || w.made[0] != document.Quote {
		t.Fatalf("made %v", w.made)
	}
	if why := w.page.WhyNotDelete(); why != "Choose a quote first." {
		t.Fatalf("why not: %q", why)
	}
}

func TestDeleteCanBeTakenBack(t *testing.T) {
	w := newWorld(t, document.Invoice, some)
	w.Change(func() { w.Key(fyne.KeyDelete) })
	if w.numbers() != "INV-0002 INV-0001" {
		t.Fatalf("left are %s", w.numbers())
	}
	if row, _ := w.page.one(); row.Number != "INV-0002" {
		t.Fatalf("the next row is current, got %s", row.Number)
	}
	if len(w.Toasts) != 1 || w.Toasts[0].Text != "INV-0003 deleted" || w.Toasts[0].Action != "Undo" {
		t.Fatalf("toasts %v", w.Toasts)
	}
	w.Change(w.Toasts[0].Do)
	if w.numbers() != "INV-0003 INV-0002 INV-0001" {
		t.Fatalf("after Undo there are %s", w.numbers())
	}
}

func TestDuplicate(t *testing.T) {
	w := newWorld(t, document.Invoice, some)
	w.Change(w.page.Duplicate)
	if len(w.opened) != 1 {
		t.Fatal("a single copy is opened")
	}
	copied := w.Stored(w.opened[0])
	if copied.Number != "INV-0004" || copied.Date != pagetest.Today() || copied.Mark != "" {
		t.Fatalf("the copy is %s of %s, %s", copied.Number, copied.Date, copied.Mark)
	}
	w.page.selectAll(true)
	w.Change(w.page.Duplicate)
	if len(w.opened) != 1 || w.page.rows.Len() != 8 || w.Toasts[0].Text != "4 invoices duplicated" {
		t.Fatalf("%d rows, %v", w.page.rows.Len(), w.Toasts)
	}
}

func TestConvertAsksForOptionalLines(t *testing.T) {
	w := newWorld(t, document.Quote, func(w *world) {
		w.Document(document.Quote, w.Contact("Kauri Point Films Ltd"), "100", 0, func(d *document.Document) {
			for _, name := range []string{"Smoke machine", "Wind machine"} {
				d.Sections[0].Lines = append(d.Sections[0].Lines, document.Line{ID: w.NewID(), Description: name,
					UnitPrice: decimal.NewNullDecimal(decimal.NewFromInt(50)), Optional: true})
			}
		})
	})
	w.page.ConvertToInvoice()
	w.Settle()
	w.Key(fyne.KeySpace) // the first box
	w.Change(func() { w.ClickName("convert.confirm") })
	if len(w.opened) != 1 {
		t.Fatal("the invoice is opened")
	}
	var names []string
	invoice := w.Stored(w.opened[0])
	for _, l := range invoice.Lines() {
		names = append(names, l.Description)
	}
	if got := strings.Join(names, ", "); got != "Work for Kauri Point Films Ltd, Smoke machine" {
		t.Fatalf("the invoice has %s", got)
	}
	w.page.ConvertToInvoice()
	w.Settle()
	if got := w.Text("dialog"); got != "Convert QUO-0001 again?" {
		t.Fatalf("a second invoice is asked about, dialog %q", got)
	}
	w.Key(fyne.KeyReturn)
	if len(w.opened) != 2 || w.opened[1] != w.opened[0] {
		t.Fatal("Enter opens the invoice there is")
	}
}

func TestContextMenu(t *testing.T) {
	w := newWorld(t, document.Invoice, some)
	key := page.RowID(w.page.rows.Key(1))
	w.RightClickName("invoices.table/" + key)
	if !w.Has("menu.open") {
		t.Fatal("a right click opens the commands")
	}
	w.Key(fyne.KeyDown, fyne.KeyReturn)
	if len(w.opened) != 1 || w.Stored(w.opened[0]).Number != "INV-0002" {
		t.Fatalf("opened %v", w.opened)
	}
	w.ShiftKey(fyne.KeyF10)
	if !w.Has("menu.open") {
		t.Fatal("so does Shift+F10")
	}
	w.Key(fyne.KeyEscape)
	if w.Has("menu.open") || w.Canvas().Focused() != fyne.Focusable(w.page.view.table) {
		t.Fatal("Esc closes the menu and gives the keyboard back")
	}
}

func TestChipExplains(t *testing.T) {
	w := newWorld(t, document.Invoice, some)
	w.ClickName("invoices.table/" + page.RowID(w.page.rows.Key(0)) + "/chip:sync")
	w.Settle()
	if got := w.Text("dialog"); got != "INV-0003 is not in Xero yet" {
		t.Fatalf("says %q", got)
	}
	w.Key(fyne.KeyReturn)
	if len(w.posted) != 1 || w.Has("dialog") {
		t.Fatalf("Enter posts: %v", w.posted)
	}
}

func TestExplainEveryState(t *testing.T) {
	for _, state := range []document.SyncState{document.NotSynced, document.Synced, document.UpdatedLocally, document.SyncFailed,
		document.WaitingToPost, document.Posting, document.Checking, document.Conflict} {
		d := store.StoredDocument{Document: document.Document{Number: "INV-0148"}, State: state}
		if state == document.SyncFailed {
			d.Op = &store.OpSummary{Problem: &document.Problem{Sentence: "Xero has no account 240.", Fix: "Choose another account."}}
		}
		e := explain(d)
		if !strings.HasPrefix(e.Title, "INV-0148 ") || !strings.HasSuffix(e.Sentence, ".") {
			t.Errorf("%s: %q: %q", state, e.Title, e.Sentence)
		}
		for _, word := range []string{"successfully", "please", "oops", "!", "error"} {
			if strings.Contains(strings.ToLower(e.Title+e.Sentence), word) {
				t.Errorf("%s says %q", state, word)
			}
		}
	}
	asked := explain(store.StoredDocument{Document: document.Document{Number: "INV-1"}, State: document.Checking,
		Op: &store.OpSummary{Problem: &document.Problem{Code: xerosync.CodeIsItYours, Sentence: "Xero has an invoice INV-1.", Fix: "Say whether it is this one."}}})
	if asked.Deed != deedMine || asked.Other != deedNotMine || !asked.View || asked.Sentence != "Xero has an invoice INV-1." {
		t.Errorf("a question can be answered: %+v", asked)
	}
	e := explain(store.StoredDocument{Document: document.Document{Number: "INV-1"}, State: document.SyncFailed,
		Op: &store.OpSummary{Problem: &document.Problem{Sentence: "Xero has no account 240.", Fix: "Choose another account."}}})
	if e.Sentence != "Xero has no account 240." || e.Fix != "Choose another account." || e.Deed != deedTry {
		t.Errorf("a failure tells its own sentence and fix: %+v", e)
	}
}

func TestLateRowsDoNotTakeTheKeyboardFromWhatIsTyped(t *testing.T) {
	w := newWorld(t, document.Invoice, some)
	w.page.loaded, w.Hold = false, true // as on a first visit, with the rows still being read
	w.page.Focus()
	w.page.Refresh()
	w.page.FocusSearch()
	let := func(from int) {
		for i := from; i < w.Held(); i++ {
			w.Let(i)
		}
	}
	w.Type("k")
	let(0)
	held := w.Held()
	w.Type("auri")
	let(held)
	if got := w.page.view.search.Text; got != "kauri" {
		t.Fatalf("the search holds %q", got)
	}
	w.page.loaded = false
	w.page.Focus()
	held = w.Held()
	w.page.Refresh()
	let(held)
	if w.Canvas().Focused() != fyne.Focusable(w.page.view.table) {
		t.Fatal("the table takes the keyboard where nobody went elsewhere")
	}
}

func TestLongNumbersAreNotCutShort(t *testing.T) {
	w := newWorld(t, document.Invoice, func(w *world) {
		w.Document(document.Invoice, w.Contact("Kauri Point Films Ltd"), "1", 0, func(d *document.Document) { d.Number = "HARBOUR-2026-00148" })
	})
	if !w.Says("HARBOUR-2026-00148") {
		t.Fatal("the number cannot be read in full")
	}
}

func TestDeleteKeySaysWhyNot(t *testing.T) {
	w := newWorld(t, document.Quote, nil)
	w.page.view.table.OnKey(&fyne.KeyEvent{Name: fyne.KeyDelete})
	if len(w.Toasts) != 1 || w.Toasts[0].Text != "Choose a quote first." {
		t.Fatalf("a key that does nothing says nothing: %v", w.Toasts)
	}
}
