package editor

import (
	"strings"
	"testing"
	"time"

	"fyne.io/fyne/v2"

	"litework/app/editor/lines"
	"litework/app/kit"
	"litework/document"
	"litework/store"
)

// quickly does what changes the quick items, and lets the page hear of it.
func (k *desk) quickly(change func()) {
	k.t.Helper()
	heard := make(chan struct{}, 100)
	defer k.file.Subscribe(func(ev store.Event) {
		if ev.Kind == store.QuickItemsChanged {
			heard <- struct{}{}
		}
	})()
	change()
	<-heard // the page heard of it before
	k.queue.Drain()
	k.timer.Advance(time.Second)
	k.queue.Drain()
}

func TestALineBecomesAQuickItemAndComesBack(t *testing.T) {
	k := newDesk(t)
	e := k.open(Open(k.write(document.Invoice, 4)))
	k.focus(e.grid)
	e.model.Choose(lines.Cell{Row: "l3", Col: lines.Price})
	if why := e.WhyNotSaveQuick(); why != "" {
		t.Fatal(why)
	}
	e.SaveQuick()
	k.queue.Drain()
	name, ok := kit.WalkNamed(k.window.Canvas()).Find("quick.name")
	if !ok || name.Text != "Line 3" || !name.Focused {
		t.Fatalf("asks for the name: %+v", name)
	}
	for range "Line 3" {
		k.key(fyne.KeyDelete)
	}
	k.key(fyne.KeyReturn)
	if dialog, ok := kit.WalkNamed(k.window.Canvas()).Find("dialog"); !ok || dialog.Text == "" {
		t.Fatal("saved without a name")
	}
	k.typed("Yoke")
	k.quickly(func() { k.key(fyne.KeyReturn) })
	items, err := k.file.QuickItems(t.Context())
	k.must(err)
	if len(items) != 1 || items[0].Name != "Yoke" || items[0].Line.Enhanced == "" || items[0].Line.ID != "" || len(k.toasts) != 1 {
		t.Fatalf("saved %+v, told %q", items, k.toasts)
	}
	// A slash offers it.
	e.InsertQuick()
	k.queue.Drain()
	options, _ := e.model.Options()
	if len(options) != 1 || options[0].Label != "Yoke" {
		t.Fatalf("offers %v", options)
	}
	k.key(fyne.KeyReturn)
	k.typed("9")
	k.key(fyne.KeyTab)
	made := e.session.Doc().Sections[0].Lines[4]
	if made.Description != "Line 3" || made.Enhanced == "" || made.Quantity.Decimal.String() != "9" {
		t.Errorf("made %+v", made)
	}
}

func TestSeveralLinesBecomeOneItemEach(t *testing.T) {
	k := newDesk(t)
	k.must(k.file.SaveQuickItem(t.Context(), document.QuickItem{ID: "old", Name: "line 1"}))
	e := k.open(Open(k.write(document.Invoice, 3)))
	k.focus(e.grid)
	e.model.SelectAll()
	e.SaveQuick()
	k.queue.Drain()
	k.key(fyne.KeyReturn)
	items, err := k.file.QuickItems(t.Context())
	k.must(err)
	var names []string
	for _, q := range items {
		names = append(names, q.Name+"="+q.Line.Description)
	}
	if got := strings.Join(names, " "); got != "Line 0=Line 0 Line 1=Line 1 Line 2=Line 2" {
		t.Fatalf("saved %s", got)
	}
	if items[1].ID != "old" {
		t.Error("the one of the same name was not replaced")
	}
}

func TestWhatIsLockedOffersSectionsOnly(t *testing.T) {
	k := newDesk(t)
	e := k.open(Open(k.write(document.Invoice, 3)))
	foot := func() (out []string) {
		for _, c := range kit.WalkNamed(k.window.Canvas()) {
			if c.Name == "line:add" || c.Name == "section:add" || c.Name == "line:quick" {
				out = append(out, c.Text)
			}
		}
		return out
	}
	if got := strings.Join(foot(), ", "); got != "+ Line, + Section, Quick item" {
		t.Errorf("the foot offers %s", got)
	}
	e.l.stored.Remote = &document.Remote{XeroID: "x", Status: "PAID"}
	e.showStored()
	e.show()
	if got := strings.Join(foot(), ", "); got != "+ Section" {
		t.Errorf("locked, the foot offers %s", got)
	}
	if e.WhyNotChanged() == "" || e.WhyNotLines() != "" {
		t.Error("the menu does not say why")
	}
}

func TestQuickItemsChangedElsewhereReachAnOpenPage(t *testing.T) {
	k := newDesk(t)
	e := k.open(Fresh(document.Invoice, ""))
	if len(e.quick) != 0 {
		t.Fatal("there is one already")
	}
	k.quickly(func() {
		k.must(k.file.SaveQuickItem(t.Context(), document.QuickItem{ID: "1", Name: "Gaffer", Line: document.Line{Description: "Gaffer"}}))
	})
	if len(e.quick) != 1 {
		t.Error("a new one does not reach the page")
	}
	k.quickly(func() { k.must(k.file.DeleteQuickItem(t.Context(), "1")) })
	if len(e.quick) != 0 {
		t.Error("one that was deleted stays")
	}
}
