package shell

import (
	"testing"

	"litework/document"
)

func TestADocumentIsMarkedByHand(t *testing.T) {
	b := newBench(t, false, "Kea Pictures")
	kauri := b.Contact("Kauri Point Films Ltd")
	marked := func(id string) document.Status {
		if err := b.shell.editor.Flush(t.Context()); err != nil {
			t.Fatal(err)
		}
		b.Rest()
		d := b.Stored(id)
		return d.Mark
	}
	quote := b.Document(document.Quote, kauri, "120", 1)
	b.Rest()
	b.shell.OpenDocument(quote.ID)
	b.Rest()
	b.run(t, "document.mark.accepted")
	b.Rest()
	if got := marked(quote.ID); got != document.Accepted || b.Text("chip.status") != "Accepted" {
		t.Errorf("marked %q, the chip says %q", got, b.Text("chip.status"))
	}
	if b.shell.table.Why("document.mark.accepted") == "" || b.shell.table.Why("document.mark.paid") == "" {
		t.Error("what a quote cannot become is offered")
	}
	b.run(t, "edit.undo")
	b.Rest()
	if got := marked(quote.ID); got != "" || b.Text("chip.status") != "Draft" {
		t.Errorf("undone: %q, the chip says %q", got, b.Text("chip.status"))
	}

	invoice := b.Document(document.Invoice, kauri, "120", 1)
	b.Rest()
	b.shell.OpenDocument(invoice.ID)
	b.Rest()
	b.run(t, "document.mark.paid")
	b.Rest()
	if got := marked(invoice.ID); got != document.Paid {
		t.Errorf("marked %q", got)
	}
	if b.shell.table.Why("document.mark.accepted") == "" {
		t.Error("an invoice is accepted")
	}
	b.run(t, "document.mark.draft")
	b.Rest()
	if b.Text("chip.status") != "Draft" {
		t.Errorf("the chip says %q", b.Text("chip.status"))
	}
}
