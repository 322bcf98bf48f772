package shell

import (
	"strings"
	"testing"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/test"

	"litework/app/kit"
	"litework/document"
)

// tips are the tooltips of the buttons in view, by their names.
func (b *bench) tips() map[string]string {
	out := map[string]string{}
	for _, o := range test.LaidOutObjects(b.Canvas().Content()) {
		if button, ok := o.(*kit.Button); ok && button.ControlName() != "" {
			out[button.ControlName()] = button.Tooltip()
		}
	}
	return out
}

// A button that does what a command does says its shortcut, or why it cannot.
func TestButtonsTellTheShortcutOfTheirCommand(t *testing.T) {
	b := newBench(t, true)
	d := b.Document(document.Invoice, b.Contact("Kea Pictures"), "120", 1)
	b.Rest()
	check := func(want map[string]string) {
		t.Helper()
		tips := b.tips()
		for name, tip := range want {
			if got, ok := tips[name]; !ok || !strings.Contains(got, tip) {
				t.Errorf("%s says %q (there: %v), want %q", name, got, ok, tip)
			}
		}
	}
	check(map[string]string{"invoices.new": "Ctrl+N"})
	b.Key(fyne.KeySpace)
	b.Rest()
	check(map[string]string{"invoices.post": "Ctrl+Shift+X"})
	b.shell.OpenDocument(d.ID)
	b.Rest()
	check(map[string]string{"back": "Alt+←", "undo": "nothing to undo", "post": "Ctrl+Shift+X", "preview.open": "Ctrl+Shift+P"})
	b.ClickName("field.reference")
	b.Type("PO 1")
	b.Rest()
	check(map[string]string{"undo": "Undo · Ctrl+Z"})
	b.shell.show(atContacts)
	b.Rest()
	check(map[string]string{"contacts.add": "Ctrl+N"})
}
