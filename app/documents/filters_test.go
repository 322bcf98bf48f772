package documents

import (
	"strings"
	"testing"

	"fyne.io/fyne/v2"

	"litework/app/page"
	"litework/app/page/pagetest"
	"litework/document"
	"litework/store"
	"litework/store/storetest"
)

func date(text string) document.Date {
	d, err := document.ParseISODate(text)
	if err != nil {
		panic(err)
	}
	return d
}

func TestPeriodsAreThoseOfTheCountry(t *testing.T) {
	for _, c := range []struct{ id, country, today, from, to string }{
		{thisMonth, "NZ", "2026-11-22", "2026-11-01", "2026-11-30"},
		{lastMonth, "NZ", "2026-01-31", "2025-12-01", "2025-12-31"},
		{lastMonth, "NZ", "2026-03-31", "2026-02-01", "2026-02-28"},
		{thisQuarter, "NZ", "2026-11-22", "2026-10-01", "2026-12-31"},
		{thisQuarter, "NZ", "2026-01-01", "2026-01-01", "2026-03-31"},
		{thisYear, "NZ", "2026-11-22", "2026-04-01", "2027-03-31"},
		{thisYear, "NZ", "2026-03-31", "2025-04-01", "2026-03-31"},
		{thisYear, "AU", "2026-11-22", "2026-07-01", "2027-06-30"},
		{thisYear, "AU", "2026-06-30", "2025-07-01", "2026-06-30"},
		{thisYear, "GB", "2026-04-05", "2025-04-06", "2026-04-05"},
		{thisYear, "GB", "2026-04-06", "2026-04-06", "2027-04-05"},
		{lastYear, "GB", "2026-04-06", "2025-04-06", "2026-04-05"},
		{thisYear, "", "2026-11-22", "2026-01-01", "2026-12-31"},
	} {
		from, to := period{id: c.id}.dates(date(c.today), c.country)
		if from.String() != c.from || to.String() != c.to {
			t.Errorf("%s on %s in %q is %s to %s, want %s to %s", c.id, c.today, c.country, from, to, c.from, c.to)
		}
	}
}

// many are documents over months, with tags.
func many(w *world) {
	kauri, aro := w.Contact("Kauri Point Films Ltd"), w.Contact("Aro Street Productions")
	for i := range 12 {
		c := kauri
		if i%3 == 0 {
			c = aro
		}
		w.Document(document.Invoice, c, "100", i*20, func(d *document.Document) {
			if i%2 == 0 {
				d.Tags = append(d.Tags, "night shoot")
			}
			if i%4 == 0 {
				d.Tags = append(d.Tags, "studio B")
			}
			if i == 5 {
				d.Sections[0].Lines[0].Description = "ARRI SkyPanel S60-C"
			}
			if i == 6 {
				d.InternalNotes = "the SkyPanel stays here"
			}
		})
	}
}

func TestFiltersAreSetByKeyboardAndSeenAndTakenOff(t *testing.T) {
	w := newWorld(t, document.Invoice, many)
	w.page.ShowFilters()
	w.Key(fyne.KeyTab, fyne.KeyTab)
	w.Type("kau")
	w.Rest()
	w.Key(fyne.KeyReturn, fyne.KeyTab, fyne.KeyDown, fyne.KeyReturn) // the first tag
	w.Rest()
	if got := w.Text("invoices.filters.done"); got != "Show 4 invoices" {
		t.Fatalf("the button says %q", got)
	}
	w.Key(fyne.KeyDown, fyne.KeyReturn, fyne.KeyTab) // and the second
	w.Rest()
	w.Type("this financial")
	w.Key(fyne.KeyReturn)
	w.Rest()
	w.Key(fyne.KeyReturn)
	w.Rest()
	if w.Has("dialog") || w.page.rows.Len() != 2 {
		t.Fatalf("Enter shows %d rows, dialog %v", w.page.rows.Len(), w.Has("dialog"))
	}
	if q := w.page.query(); q.Client != "Kauri Point Films Ltd" || strings.Join(q.Tags, ",") != "night shoot,studio B" || q.From.String() != "2026-04-01" {
		t.Fatalf("%+v", q)
	}
	for _, name := range []string{"client", "dates", "tag:night shoot", "tag:studio B"} {
		if !w.Has("invoices.active/" + name) {
			t.Errorf("%s is not seen", name)
		}
	}
	w.ClickName("invoices.active/tag:studio B")
	w.Rest()
	if w.page.rows.Len() != 4 || w.Has("invoices.active/tag:studio B") {
		t.Fatalf("%d rows without the tag", w.page.rows.Len())
	}
	w.ClickName("invoices.active/clear")
	w.Rest()
	if w.page.rows.Len() != 12 || w.Has("invoices.active/clear") || w.page.filtered() {
		t.Fatalf("Clear shows %d rows", w.page.rows.Len())
	}
}

func TestOwnDates(t *testing.T) {
	w := newWorld(t, document.Invoice, many)
	w.page.openFilters(true)
	w.Type("1/10")
	w.Key(fyne.KeyTab)
	w.Type("31/10")
	w.Key(fyne.KeyReturn)
	w.Rest()
	if q := w.page.query(); q.From.String() != "2026-10-01" || q.To.String() != "2026-10-31" {
		t.Fatalf("%s to %s", q.From, q.To)
	}
	w.Key(fyne.KeyEscape)
	if got := w.Text("invoices.active/dates"); got != "01 Oct 2026 – 31 Oct 2026" {
		t.Fatalf("says %q", got)
	}
	if w.page.rows.Len() != 1 {
		t.Fatalf("%d rows", w.page.rows.Len())
	}
}

func TestSearchSaysWhereItFound(t *testing.T) {
	w := newWorld(t, document.Invoice, many)
	w.Type("/")
	w.Type("skyp")
	w.Rest()
	if w.page.rows.Len() != 2 {
		t.Fatalf("found %s", w.numbers())
	}
	for _, text := range []string{"internal notes: ", "line: ", "SkyPanel"} {
		if !w.Says(text) {
			t.Errorf("%q cannot be read", text)
		}
	}
	if row := w.At("invoices.table/" + page.RowID(w.page.rows.Key(0))).Text; !strings.Contains(row, "line: ARRI SkyPanel S60-C") && !strings.Contains(row, "internal notes: the SkyPanel stays here") {
		t.Errorf("the row reads %q", row)
	}
	w.page.view.search.SetValue("kauri")
	w.page.searchFor("kauri")
	w.Rest()
	for _, row := range w.Map() {
		if strings.HasPrefix(row.Name, "invoices.table/") && strings.Contains(row.Text, "line: ") {
			t.Errorf("what the columns show is told again: %q", row.Text)
		}
	}
}

func TestTheKeyboardHasARowToActOn(t *testing.T) {
	w := newWorld(t, document.Invoice, many)
	w.Type("/")
	w.Type("skyp")
	w.Key(fyne.KeyReturn, fyne.KeyEscape) // to the hits, then out of the search
	w.Rest()
	if w.page.rows.Len() != 12 || w.page.view.table.Current() != 0 {
		t.Errorf("%d rows, current is %d", w.page.rows.Len(), w.page.view.table.Current())
	}
}

func TestBackFindsTheListAsItWas(t *testing.T) {
	w := newWorld(t, document.Invoice, many)
	w.ClickName("invoices.filter/Draft")
	w.Rest()
	w.page.Focus()
	w.Key(fyne.KeyDown, fyne.KeySpace)
	w.page.SortBy(0)
	w.Rest()
	w.page.view.table.SetOffset(60)
	offset, key := w.page.view.table.Offset(), w.page.view.table.CurrentID()
	w.Change(func() { w.page.Archive(); w.page.clearSelection() }) // another page was shown meanwhile, and this changed
	w.page.Focus()
	w.Rest()
	if w.page.f.segment != 1 || w.page.sort.By != store.SortNumber || w.page.view.table.Offset() != offset || w.page.view.table.CurrentID() == key {
		t.Errorf("segment %d, sort %q, offset %v (was %v)", w.page.f.segment, w.page.sort.By, w.page.view.table.Offset(), offset)
	}
}

func TestLongSearchSaysThatThereIsMore(t *testing.T) {
	w := newWorld(t, document.Invoice, nil)
	w.page.more = true
	w.page.showCounts()
	if !w.Has("banner") && !w.Says("These are the newest 1,000 that match.") {
		t.Error("nothing says that older ones match too")
	}
	if today := pagetest.Today(); w.page.query().Today != today {
		t.Error("another day")
	}
}

// The first rows of a long list stand before the rest is read; all means all.
func TestAllIsMoreThanTheFirstRows(t *testing.T) {
	w := newWorld(t, document.Invoice, func(w *world) {
		if err := storetest.Fill(w.Context(), w.File, 400); err != nil {
			t.Fatal(err)
		}
	})
	w.page.loaded, w.page.fresh, w.Hold = false, true, true
	w.page.reload()
	w.Let(0)
	if w.page.rows.Len() != page.Window || w.page.complete {
		t.Fatalf("%d rows at first, complete %v", w.page.rows.Len(), w.page.complete)
	}
	top := w.numbers()
	w.page.Focus()
	w.Shortcut(&fyne.ShortcutSelectAll{})
	w.Key(fyne.KeyDown)
	w.Let(1)
	w.Hold = false
	for i := 2; i < w.Held(); i++ {
		w.Let(i)
	}
	w.Rest()
	if n := w.page.selected.Len(); n != 360 || w.Text("invoices.selected") != "360 selected" {
		t.Errorf("%d are selected", n)
	}
	if !strings.HasPrefix(w.numbers(), top) || w.page.view.table.Current() != 1 {
		t.Errorf("the rest moved what was there; current is %d", w.page.view.table.Current())
	}
}
