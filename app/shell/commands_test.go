package shell

import (
	"testing"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/test"

	"litework/app/command"
	"litework/app/company"
	"litework/app/kit"
	"litework/app/page"
)

// The shortcuts that text editing owns: a menu item with one of them would
// take it from every field.
var editing = []command.Key{
	command.Ctrl(fyne.KeyC), command.Ctrl(fyne.KeyX), command.Ctrl(fyne.KeyV), command.Ctrl(fyne.KeyA),
}

func TestShortcutsAreUniqueAndFree(t *testing.T) {
	test.NewTempApp(t)
	s := &Shell{d: Deps{Company: &company.Company{}}}
	ids, keys := map[string]bool{}, map[command.Key]string{}
	for _, c := range s.commands() {
		if ids[c.ID] {
			t.Errorf("two commands are called %s", c.ID)
		}
		ids[c.ID] = true
		if c.Do == nil && c.ID != "company.demo" && c.ID != "company.own" && c.ID != "app.quit" && c.ID != "xero.connect" {
			t.Errorf("%s does nothing", c.ID)
		}
		if c.Menu == "" || c.Name == "" {
			t.Errorf("%s is in no menu or has no name", c.ID)
		}
		if c.Key.IsZero() {
			continue
		}
		if other, taken := keys[c.Key]; taken {
			t.Errorf("%s and %s share %s", c.ID, other, c.Key)
		}
		keys[c.Key] = c.ID
		for _, k := range editing {
			if c.Key == k {
				t.Errorf("%s takes %s from every field", c.ID, k)
			}
		}
	}
	for _, id := range []string{"new", "document.save", "xero.post", "line.new", "line.section", "go.back"} {
		if !ids[id] {
			t.Errorf("there is no command %s", id)
		}
	}
}

func TestUndoOutsideDocuments(t *testing.T) {
	test.NewTempApp(t)
	entry := kit.NewEntry("")
	w := test.NewTempWindow(t, entry)
	offers, undone := false, 0
	s := &Shell{at: atInvoices, d: Deps{Host: page.Host{Canvas: w.Canvas()}, ToastAction: func() (string, func()) {
		if !offers {
			return "", nil
		}
		return "Undo", func() { undone++ }
	}}}
	if s.whyNotUndo() == "" {
		t.Fatal("there is nothing to undo")
	}
	offers = true
	if s.whyNotUndo() != "" {
		t.Fatal("what the toast offers can be undone")
	}
	s.undo()
	if undone != 1 {
		t.Fatal("Ctrl+Z takes the deletion back")
	}
	w.Canvas().Focus(entry)
	test.Type(entry, "gaffer")
	s.undo()
	if entry.Text == "gaffer" || undone != 1 {
		t.Fatalf("in a field Ctrl+Z is the field's own: %q, %d", entry.Text, undone)
	}
	s.redo()
	if entry.Text != "gaffer" {
		t.Fatalf("and so is redo: %q", entry.Text)
	}
}
