package settings

import (
	"strings"
	"testing"

	"litework/document"
)

func TestEmailTemplates(t *testing.T) {
	w := newWorld(t, false)
	w.page.ShowTab(TabEmail)
	w.Settle()
	usualSubject, usualText := document.UsualTemplate(document.Invoice)
	if w.Text("settings.invoice.email.subject") != usualSubject || w.Text("settings.invoice.email.text") != usualText {
		t.Fatalf("without words of one's own it shows %q", w.Text("settings.invoice.email.subject"))
	}
	if !w.Says("Invoice INV-0001 from Harbour Light Ltd") || w.Has("settings.invoice.email.usual") {
		t.Fatal("the sample does not show the usual words")
	}
	w.write("settings.invoice.email.subject", "{number} for {customer}")
	if !w.Says("INV-0001 for {customer}") {
		t.Fatal("the sample does not follow")
	}
	w.Change(func() { w.Advance(saveAfter) })
	if !w.Says("{customer} stands for nothing") {
		t.Fatal("an unknown placeholder is not told")
	}
	if got := w.Settings().Email; got.InvoiceSubject != "{number} for {customer}" || got.InvoiceText != "" || got.QuoteSubject != "" {
		t.Fatalf("the file has %+v", got)
	}
	w.ClickName("settings.invoice.email.usual")
	w.Change(func() { w.Advance(saveAfter) })
	if got := w.Settings().Email; got != (document.EmailSettings{}) || w.Says("stands for nothing") {
		t.Fatalf("the usual words are kept as %+v", got)
	}
	if w.Text("settings.invoice.email.subject") != usualSubject {
		t.Fatal("the field does not show them")
	}
}

// Every placeholder is explained, and the sample uses words for all of them.
func TestEmailPlaceholdersExplained(t *testing.T) {
	w := newWorld(t, false)
	w.page.ShowTab(TabEmail)
	w.Settle()
	for _, p := range document.Placeholders() {
		if !w.Says("{" + p.Name + "}") {
			t.Errorf("{%s} is not explained", p.Name)
		}
	}
	s := w.Settings()
	for name, value := range document.MessageValues(sampleDocument(document.Quote, &s, w.Host.Today()), sampleLink(document.Invoice)) {
		if strings.TrimSpace(value) == "" {
			t.Errorf("{%s} stands for nothing in the sample", name)
		}
	}
}
