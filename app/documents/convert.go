package documents

import (
	"context"

	"litework/app/page"
	"litework/document"
	"litework/store"
)

// quoteAtHand is a quote with what its conversion needs.
type quoteAtHand struct {
	quote    store.StoredDocument
	settings document.Settings
	contact  *document.Contact
	// earlier are the invoices made from it before.
	earlier []store.DocumentRow
}

// optional are the lines that the user decides about.
func (q quoteAtHand) optional() []*document.Line {
	var out []*document.Line
	for _, l := range q.quote.Lines() {
		if l.Optional && !l.IsEmpty() {
			out = append(out, l)
		}
	}
	return out
}

// invoiced says why a second invoice would be one too many, or "".
func (q quoteAtHand) invoiced() string {
	switch {
	case len(q.earlier) > 0:
		return q.quote.Number + " was converted to " + q.earlier[0].Number + " before. Another invoice would charge the same work twice."
	case q.quote.Remote != nil && q.quote.Remote.Status == "INVOICED":
		return q.quote.Number + " is invoiced in Xero already. Another invoice would charge the same work twice."
	}
	return ""
}

// WhyNotConvert is the reason Convert to invoice is not possible.
func (p *Page) WhyNotConvert() string {
	if p.kind != document.Quote {
		return "Only a quote becomes an invoice."
	}
	return p.whyNotOne("convert")
}

// ConvertToInvoice makes an invoice of the one quote chosen.
func (p *Page) ConvertToInvoice() {
	if row, ok := p.one(); ok && p.kind == document.Quote {
		p.ConvertQuote(row.ID)
	}
}

// ConvertQuote makes an invoice of a quote: it warns when there is one already,
// asks which optional lines to take, and opens the new invoice. The quote stays
// as it is.
func (p *Page) ConvertQuote(id string) {
	today := p.d.Today()
	page.Read(p.reader, "convert", func(ctx context.Context) (quoteAtHand, error) {
		return p.readQuote(ctx, id, today)
	}, func(q quoteAtHand, err error) {
		if err != nil {
			p.d.Tell("Not converted", err)
			return
		}
		if words := q.invoiced(); words != "" {
			p.warnInvoiced(q, words)
			return
		}
		p.chooseOptional(q)
	})
}

func (p *Page) readQuote(ctx context.Context, id string, today document.Date) (q quoteAtHand, err error) {
	if q.quote, err = p.d.File.Document(ctx, id); err != nil {
		return q, err
	}
	if q.settings, err = p.d.File.Settings(ctx); err != nil {
		return q, err
	}
	if cid := q.quote.Client.ContactID; cid != "" {
		c, err := p.d.File.Contact(ctx, cid)
		if err != nil {
			return q, err
		}
		q.contact = &c.Contact
	}
	q.earlier, err = p.invoicesOf(ctx, q.quote, today)
	return q, err
}

// invoicesOf finds the invoices a quote was converted to. They are of the same
// client, so few documents are looked into.
func (p *Page) invoicesOf(ctx context.Context, quote store.StoredDocument, today document.Date) ([]store.DocumentRow, error) {
	query := store.DocumentQuery{Kind: document.Invoice, ContactID: quote.Client.ContactID, Today: today}
	if query.ContactID == "" {
		query.Search = quote.Client.Name
	}
	keys, err := p.d.File.DocumentKeys(ctx, query)
	if err != nil {
		return nil, err
	}
	rows, err := p.d.File.DocumentRows(ctx, keys, today)
	if err != nil {
		return nil, err
	}
	var out []store.DocumentRow
	for _, row := range rows {
		d, err := p.d.File.Document(ctx, row.ID)
		if err != nil {
			return nil, err
		}
		if d.SourceID == quote.ID {
			out = append(out, row)
		}
	}
	return out, nil
}

// convert writes the invoice with the optional lines taken, and opens it.
func (p *Page) convert(q quoteAtHand, take []string) {
	today := p.d.Today()
	page.Write(p.reader, func(ctx context.Context) (store.Saved, error) {
		invoice := document.ConvertToInvoice(q.quote.Document, take, q.settings, q.contact, today, p.d.NewID)
		return p.d.File.SaveDocument(ctx, invoice, 0)
	}, func(saved store.Saved, err error) {
		if err != nil {
			p.d.Tell("Not converted", err)
			return
		}
		p.d.OpenDocument(saved.ID)
		p.d.Say(q.quote.Number + " converted to " + saved.Number)
	})
}
