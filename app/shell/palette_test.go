package shell

import (
	"strings"
	"testing"

	"fyne.io/fyne/v2"

	"litework/document"
)

// palette opens the palette as its shortcut does.
func (b *bench) palette(t *testing.T) {
	t.Helper()
	if !b.shell.table.Run("palette") {
		t.Fatal("the palette does not open")
	}
	b.Rest()
}

// items are what the palette shows, from its top.
func (b *bench) items() string {
	var out []string
	for _, c := range b.Map() {
		if strings.HasPrefix(c.Name, "palette.item:") {
			out = append(out, c.Text)
		}
	}
	return strings.Join(out, " | ")
}

func TestThePaletteLeadsEverywhere(t *testing.T) {
	b := newBench(t, false, "Kea Pictures")
	c := b.Contact("Kauri Point Films Ltd")
	first := b.Document(document.Invoice, c, "120", 3)
	second := b.Document(document.Invoice, c, "80", 2)
	quote := b.Document(document.Quote, c, "80", 2)
	b.Rest()

	// A document by the digits of its number.
	b.palette(t)
	b.Type(strings.TrimLeft(strings.TrimPrefix(first.Number, "INV-"), "0") + " kauri")
	b.Rest()
	if got := b.items(); !strings.HasPrefix(got, first.Number) {
		t.Fatalf("finds %s", got)
	}
	b.Key(fyne.KeyReturn)
	b.Rest()
	if b.shell.at != atDocument || b.shell.editor.ID() != first.ID {
		t.Fatalf("at %s", b.shell.at)
	}
	if b.Canvas().Overlays().Top() != nil {
		t.Error("the palette stays open")
	}

	// From one document to another: the one before is closed, and can be gone
	// back to as one of the last.
	b.palette(t)
	b.Type(quote.Number)
	b.Rest()
	b.Key(fyne.KeyReturn)
	b.Rest()
	if b.shell.editor.ID() != quote.ID {
		t.Fatal("the quote does not open")
	}
	b.palette(t)
	if got := b.items(); !strings.HasPrefix(got, first.Number+" | New") {
		t.Errorf("first stand the documents that were open: %s", got)
	}
	b.Key(fyne.KeyReturn)
	b.Rest()
	if b.shell.editor.ID() != first.ID {
		t.Fatal("the last document does not open again")
	}

	// A contact, a tab of the settings, a command.
	b.palette(t)
	b.Type("point kau")
	b.Rest()
	b.Key(fyne.KeyEnd) // stays in the field
	for !strings.HasPrefix(b.Text("palette.marked"), c.Name) {
		before := b.Text("palette.marked")
		if b.Key(fyne.KeyDown); b.Text("palette.marked") == before {
			t.Fatalf("the contact is not among %s", b.items())
		}
	}
	b.Key(fyne.KeyReturn)
	b.Rest()
	if b.shell.at != atContacts || b.shell.contacts.Current() != c.ID {
		t.Errorf("at %s, current %s", b.shell.at, b.shell.contacts.Current())
	}
	b.palette(t)
	b.Type("settings tax")
	b.Key(fyne.KeyReturn)
	b.Rest()
	if b.shell.at != atSettings || b.Text("settings.tabs") != "Tax" {
		t.Errorf("at %s, tab %s", b.shell.at, b.Text("settings.tabs"))
	}
	b.palette(t)
	b.Type("fill")
	b.Rest()
	if got := b.Text("palette.item:1"); got != "Fill down – "+noDocument {
		t.Errorf("a command that is not possible says why: %q", got)
	}
	b.Key(fyne.KeyReturn)
	if b.Canvas().Overlays().Top() == nil {
		t.Error("it was taken")
	}
	b.Key(fyne.KeyEscape)
	if b.Canvas().Overlays().Top() != nil || b.shell.at != atSettings {
		t.Error("Esc closes it and leads nowhere")
	}

	// A deleted document is no longer among those that were open.
	b.Change(func() {
		if err := b.File.DeleteDocument(t.Context(), first.ID); err != nil {
			t.Fatal(err)
		}
	})
	b.shell.OpenDocument(second.ID)
	b.Rest()
	b.shell.show(atInvoices)
	b.Rest()
	b.palette(t)
	if got := b.items(); strings.Contains(got, first.Number+" |") || !strings.HasPrefix(got, second.Number+" | "+quote.Number) {
		t.Errorf("after deleting one: %s", got)
	}
}

// Every command is in the palette, by its name and with its shortcut, and the
// palette ends the edit as every command does.
func TestThePaletteHasEveryCommand(t *testing.T) {
	b := newBench(t, false)
	b.shell.NewDocument(document.Invoice, "")
	b.Rest()
	have := map[string]string{}
	for _, i := range b.shell.paletteItems() {
		have[i.Label+"/"+i.Detail] = i.Hint
	}
	for _, c := range b.shell.table.All() {
		if hint, ok := have[c.Name+"/"+c.Menu]; c.ID != "palette" && (!ok || hint != c.Key.String()) {
			t.Errorf("%s: %q, %v", c.ID, hint, ok)
		}
	}
	// Text that cannot be read keeps nobody from looking for something.
	b.ClickName("line:1/price")
	b.Type("1,5")
	b.palette(t)
	b.Type("export pdf")
	b.Key(fyne.KeyEscape)
	b.Rest()
	if b.Text("line:1/price") != "1,5" {
		t.Errorf("the price is %q", b.Text("line:1/price"))
	}
	// What is possible is what is so once the edit has ended.
	b.shell.editor.ToggleEnhanced()
	b.palette(t)
	b.Type("bold")
	b.Rest()
	if got := b.Text("palette.item:1"); !strings.HasPrefix(got, "Bold – ") {
		t.Errorf("with the enhanced text closed it offers %q", got)
	}
	b.Key(fyne.KeyEscape)
	b.Rest()
	b.ClickName("line:1/price")
	b.Key(fyne.KeyDelete)
	b.Rest()
	b.ClickName("field.client")
	b.Type("Kea")
	b.palette(t)
	b.Key(fyne.KeyEscape)
	b.Rest()
	if b.Text("field.client") != "Kea" || b.Has("field.client/list") {
		t.Error("the edit was not ended")
	}
}
