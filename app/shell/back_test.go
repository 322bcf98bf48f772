package shell

import (
	"fmt"
	"strings"
	"testing"

	"fyne.io/fyne/v2"

	"litework/document"
)

// seen are the rows of a table in view, with their places, and what its filters
// and selection say.
func (b *bench) seen(page string) string {
	var out []string
	for _, c := range b.Map() {
		name, ok := strings.CutPrefix(c.Name, page+".table/")
		if ok && !strings.Contains(name, "/") && c.Text != "" {
			number, _, _ := strings.Cut(c.Text, " ")
			out = append(out, fmt.Sprintf("%s@%d", number, c.Y))
		}
	}
	for _, name := range []string{".search", ".segments", ".selected", ".sync"} {
		if b.Has(page + name) {
			out = append(out, name+"="+b.Text(page+name))
		}
	}
	return strings.Join(out, " ")
}

// Back finds the list as it was left: scroll, filter, search and selection.
func TestBackFindsTheListAsItWas(t *testing.T) {
	b := newBench(t, false)
	kea, kauri := b.Contact("Kea Pictures"), b.Contact("Kauri Point Films Ltd")
	for i := range 60 {
		client := kea
		if i%3 == 0 {
			client = kauri
		}
		b.Document(document.Invoice, client, "120", i)
		b.Document(document.Quote, client, "80", i)
	}
	for _, c := range []struct {
		page string
		show func()
	}{
		{"invoices", func() { b.shell.show(atInvoices) }},
		{"quotes", func() { b.shell.show(atQuotes) }},
	} {
		c.show()
		b.Rest()
		b.shell.listPage().FocusSearch()
		b.Type("kea")
		b.Rest()
		b.shell.listPage().Focus()
		b.Key(fyne.KeyDown)
		b.Key(fyne.KeySpace)
		for range 25 {
			b.Key(fyne.KeyDown)
		}
		b.Key(fyne.KeySpace)
		b.Key(fyne.KeyUp)
		b.Rest()
		before := b.seen(c.page)
		if !strings.Contains(before, ".selected=2") || !strings.Contains(before, ".search=kea") {
			t.Fatalf("%s: %s", c.page, before)
		}
		b.Key(fyne.KeyReturn)
		b.Rest()
		if b.shell.at != atDocument {
			t.Fatal("no document is open")
		}
		// What is written there changes its row, and nothing else.
		b.ClickName("field.reference")
		b.Type("PO 1")
		b.Rest()
		if !b.shell.table.Run("go.back") {
			t.Fatal("does not go back")
		}
		b.Rest()
		if got := b.seen(c.page); got != before {
			t.Errorf("%s was\n%s\nand is\n%s", c.page, before, got)
		}
	}
}

func TestBackFindsTheContactsAsTheyWere(t *testing.T) {
	b := newBench(t, false)
	for i := range 60 {
		b.Contact(fmt.Sprintf("Kea Pictures %02d", i))
	}
	b.shell.show(atContacts)
	b.Rest()
	b.shell.contacts.FocusSearch()
	b.Type("kea")
	b.Rest()
	b.shell.contacts.Focus()
	for range 40 {
		b.Key(fyne.KeyDown)
	}
	b.Rest()
	before, current := b.seen("contacts"), b.shell.contacts.Current()
	b.shell.contacts.NewInvoice()
	b.Rest()
	b.shell.table.Run("go.back")
	b.Rest()
	if got := b.seen("contacts"); got != before || b.shell.contacts.Current() != current {
		t.Errorf("contacts were\n%s\nand are\n%s", before, got)
	}
}

func TestBackFindsTheTabOfSync(t *testing.T) {
	b := newBench(t, true)
	d := b.Document(document.Invoice, b.Contact("Kea Pictures"), "120", 1)
	b.shell.table.Run("xero.history")
	b.Rest()
	b.shell.table.Run("edit.find")
	b.Type("nothing")
	b.Rest()
	before := b.seen("history")
	b.shell.OpenDocument(d.ID)
	b.Rest()
	b.shell.table.Run("go.back")
	b.Rest()
	if b.shell.at != atSync || b.shell.sync.Tab() != "history" || b.seen("history") != before || !strings.Contains(before, "nothing") {
		t.Errorf("at %s, tab %s, was %q, is %q", b.shell.at, b.shell.sync.Tab(), before, b.seen("history"))
	}
}

func TestBackFromTheSettingsADocumentLedTo(t *testing.T) {
	b := newBench(t, false, "Kea Pictures")
	d := b.Document(document.Invoice, b.Contact("Kauri Point Films Ltd"), "120", 1)
	b.Rest()
	b.shell.show(atInvoices)
	b.Rest()
	b.shell.OpenDocument(d.ID)
	b.Rest()
	b.shell.openSettings("company")
	b.Rest()
	if b.shell.at != atSettings || b.shell.whyNotBack() != "" {
		t.Fatalf("at %s: %s", b.shell.at, b.shell.whyNotBack())
	}
	b.shell.table.Run("go.back")
	b.Rest()
	if b.shell.at != atDocument || b.shell.editor.ID() != d.ID {
		t.Fatalf("at %s", b.shell.at)
	}
	b.shell.table.Run("go.back")
	b.Rest()
	if b.shell.at != atInvoices {
		t.Errorf("the document was left for %s", b.shell.at)
	}
	// Elsewhere the settings lead nowhere.
	b.shell.show(atSettings)
	b.Rest()
	if b.shell.whyNotBack() == "" {
		t.Error("Back is offered")
	}
}
