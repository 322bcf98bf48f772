package settings

import (
	"fmt"
	"testing"
	"time"

	"fyne.io/fyne/v2"
	"github.com/shopspring/decimal"

	"litework/document"
)

func (w *world) quickItems(t *testing.T) []document.QuickItem {
	t.Helper()
	items, err := w.File.QuickItems(w.Context())
	if err != nil {
		t.Fatal(err)
	}
	return items
}

func (w *world) fillQuick(t *testing.T, n int) {
	t.Helper()
	for i := range n {
		q := document.QuickItem{ID: w.NewID(), Name: fmt.Sprintf("lamp %03d", i)}
		q.Line = document.Line{ID: q.ID, Description: fmt.Sprintf("SkyPanel no. %d", i), UnitPrice: decimal.NewNullDecimal(decimal.NewFromInt(int64(i)))}
		if err := w.File.SaveQuickItem(w.Context(), q); err != nil {
			t.Fatal(err)
		}
	}
	w.Rest()
}

func TestQuickItemIsAddedChangedAndDeleted(t *testing.T) {
	w := newWorld(t, false)
	w.page.ShowTab(TabQuick)
	w.Rest()
	if w.Text("empty") == "" || w.Has("settings.quick.search") {
		t.Fatal("an empty list says what belongs there")
	}
	w.ClickName("settings.quick.first")
	w.Settle()
	w.Type("sky")
	w.Key(fyne.KeyTab)
	w.Type("ARRI SkyPanel")
	w.Key(fyne.KeyTab, fyne.KeyTab)
	w.Type("4x")
	w.Ctrl(fyne.KeyReturn)
	if !w.Has("dialog") || !w.At("quick.quantity").Focused || len(w.quickItems(t)) != 0 {
		t.Fatal("a quantity that is none is saved")
	}
	w.Shortcut(&fyne.ShortcutSelectAll{})
	w.Type("4")
	w.Key(fyne.KeyTab)
	w.Type("3d")
	w.Key(fyne.KeyTab)
	w.Type("120")
	w.Key(fyne.KeyTab)
	w.Type("10%")
	w.Change(func() { w.Ctrl(fyne.KeyReturn) })
	items := w.quickItems(t)
	if w.Has("dialog") || len(items) != 1 {
		t.Fatalf("%d items", len(items))
	}
	l := items[0].Line
	if items[0].Name != "sky" || l.Description != "ARRI SkyPanel" || l.Quantity.Decimal.String() != "4" || l.Duration.String() != "3 days" ||
		l.UnitPrice.Decimal.String() != "120" || l.Discount.String() != "10" || !l.Tax.Chosen {
		t.Fatalf("%+v", items[0])
	}

	w.Key(fyne.KeyReturn) // the item that was added has the keyboard
	w.Settle()
	w.Shortcut(&fyne.ShortcutSelectAll{})
	w.Change(func() { w.Type("panel"); w.Ctrl(fyne.KeyReturn) })
	if got := w.quickItems(t); len(got) != 1 || got[0].Name != "panel" || got[0].Line.ID != l.ID {
		t.Fatalf("%+v", got)
	}

	w.Change(func() { w.Key(fyne.KeyDelete) })
	if len(w.quickItems(t)) != 0 || w.Toasts[len(w.Toasts)-1].Text != "panel deleted" {
		t.Fatal("Delete does not delete")
	}
	w.Change(w.Toasts[len(w.Toasts)-1].Do)
	if got := w.quickItems(t); len(got) != 1 || got[0].Name != "panel" {
		t.Errorf("Undo gives %+v", got)
	}
}

func TestQuickItemNeedsAName(t *testing.T) {
	w := newWorld(t, false)
	w.fillQuick(t, 1)
	w.page.ShowTab(TabQuick)
	w.Rest()
	w.ClickName("settings.quick.add")
	w.Settle()
	for name, says := range map[string]string{"": "A name is needed", "LAMP 000": "There is an item of this name.", "other": "Write a description or a price"} {
		w.Canvas().Focus(w.page.d.Canvas.Focused())
		w.ClickName("quick.name")
		w.Shortcut(&fyne.ShortcutSelectAll{})
		w.Key(fyne.KeyDelete)
		w.Type(name)
		w.ClickName("quick.save")
		w.Settle()
		if !w.Says(says) || len(w.quickItems(t)) != 1 {
			t.Errorf("%q is saved, or not told why not", name)
		}
	}
	w.Key(fyne.KeyEscape)
	if w.Has("dialog") {
		t.Error("Esc does not cancel")
	}
}

func TestManyQuickItems(t *testing.T) {
	w := newWorld(t, false)
	w.fillQuick(t, 300)
	w.page.ShowTab(TabQuick)
	w.Rest()
	if !w.Says("300 items") {
		t.Fatal("300 are not counted")
	}
	w.page.Region(1)
	start := time.Now()
	w.Type("skyp 29")
	if took := time.Since(start); took > time.Second {
		t.Errorf("seven keys take %s", took)
	}
	if !w.Says("11 items") {
		t.Errorf("found %s", w.page.quick.count.Text())
	}
	w.Key(fyne.KeyDown, fyne.KeyDown)
	if got := w.page.quick.found[w.page.quick.table.Current()].Name; got != "lamp 290" {
		t.Errorf("the second of the list is %s", got)
	}
	w.page.quick.focusSearch()
	w.Type("zzz")
	if got := w.Text("empty"); got != `Nothing matches "zzz" among 300 items.` {
		t.Errorf("says %q", got)
	}
	w.Key(fyne.KeyEscape)
	if !w.Says("300 items") {
		t.Error("Esc does not empty the search")
	}
}
