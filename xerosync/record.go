package xerosync

import (
	"context"
	"encoding/json"
	"fmt"

	"litework/document"
	"litework/store"
	"litework/xerosync/xeroapi"
)

// record is an invoice or a quote of Xero's: one of the two is set.
type record struct {
	invoice *xeroapi.Invoice
	quote   *xeroapi.Quote
}

func (r record) id() string {
	if r.quote != nil {
		return r.quote.QuoteID
	}
	return r.invoice.InvoiceID
}

func (r record) status() string {
	if r.quote != nil {
		return string(r.quote.Status)
	}
	return string(r.invoice.Status)
}

func (r record) number() string {
	if r.quote != nil {
		return r.quote.QuoteNumber
	}
	return r.invoice.InvoiceNumber
}

func (r record) seen() Seen {
	if r.quote != nil {
		return seenQuote(r.quote)
	}
	return seenInvoice(r.invoice)
}

func (r record) lines() []xeroapi.LineItem {
	if r.quote != nil {
		return r.quote.LineItems
	}
	return r.invoice.LineItems
}

func (r record) raw() []byte {
	if r.quote != nil {
		return r.quote.Raw
	}
	return r.invoice.Raw
}

func (r record) updated() xeroapi.Instant {
	if r.quote != nil {
		return r.quote.UpdatedDateUTC
	}
	return r.invoice.UpdatedDateUTC
}

func (r record) totals() Totals {
	if q := r.quote; q != nil {
		return Totals{SubTotal: amount(q.SubTotal), TotalTax: amount(q.TotalTax), Total: amount(q.Total)}
	}
	v := r.invoice
	return Totals{SubTotal: amount(v.SubTotal), TotalTax: amount(v.TotalTax), Total: amount(v.Total)}
}

// remote is what only Xero decides about the record.
func (r record) remote() document.Remote {
	out := document.Remote{XeroID: r.id(), Status: r.status(), Number: r.number(), Total: r.totals().Total}
	if v := r.invoice; v != nil {
		out.Date = document.Date(v.Date)
		out.AmountPaid, out.AmountCredited, out.AmountDue = amount(v.AmountPaid), amount(v.AmountCredited), amount(v.AmountDue)
		out.SentToContact = v.SentToContact != nil && bool(*v.SentToContact)
	} else {
		out.Date = document.Date(r.quote.Date)
	}
	return out
}

// refused is Xero's refusal of the element; nil where it was saved.
func (r record) refused() error {
	if r.quote != nil {
		return r.quote.Err()
	}
	return r.invoice.Err()
}

// request builds the write of the body: a creation without an id, an update
// with one.
func (r record) request() (xeroapi.Request, error) {
	switch {
	case r.quote != nil && r.id() == "":
		return xeroapi.PrepareCreateQuotes([]xeroapi.Quote{*r.quote})
	case r.quote != nil:
		return xeroapi.PrepareUpdateQuote(*r.quote)
	case r.id() == "":
		return xeroapi.PrepareCreateInvoices([]xeroapi.Invoice{*r.invoice})
	}
	return xeroapi.PrepareUpdateInvoice(*r.invoice)
}

// bodyOf decodes the record that a stored request writes.
func bodyOf(kind store.RecordKind, body []byte) (record, error) {
	var lists struct {
		Invoices []xeroapi.Invoice
		Quotes   []xeroapi.Quote
	}
	if err := json.Unmarshal(body, &lists); err != nil {
		return record{}, fmt.Errorf("the stored request: %w", err)
	}
	switch {
	case kind == store.RecordQuote && len(lists.Quotes) == 1:
		return record{quote: &lists.Quotes[0]}, nil
	case kind == store.RecordInvoice && len(lists.Invoices) == 1:
		return record{invoice: &lists.Invoices[0]}, nil
	}
	return record{}, fmt.Errorf("the stored request writes no %s", kind)
}

// recordOf decodes a record from Xero's own words for it.
func recordOf(kind store.RecordKind, raw []byte) (record, error) {
	if kind == store.RecordQuote {
		r := record{quote: new(xeroapi.Quote)}
		return r, json.Unmarshal(raw, r.quote)
	}
	r := record{invoice: new(xeroapi.Invoice)}
	return r, json.Unmarshal(raw, r.invoice)
}

// replied decodes the one record of a reply.
func replied(kind store.RecordKind, reply xeroapi.Reply) (record, error) {
	if kind == store.RecordQuote {
		list, err := xeroapi.DecodeQuotes(reply)
		if err != nil {
			return record{}, err
		}
		return record{quote: &list[0]}, nil
	}
	list, err := xeroapi.DecodeInvoices(reply)
	if err != nil {
		return record{}, err
	}
	return record{invoice: &list[0]}, nil
}

// readRecord reads a document from Xero by its id.
func readRecord(ctx context.Context, c *xeroapi.Client, kind store.RecordKind, id string) (record, error) {
	if kind == store.RecordQuote {
		v, err := c.QuoteByID(ctx, id)
		return record{quote: &v}, err
	}
	v, err := c.InvoiceByID(ctx, id)
	return record{invoice: &v}, err
}

// complete fills in what an update left out, because it may not or need not be
// sent, from the record as it was before.
func (r record) complete(before record) record {
	if r.invoice == nil || before.invoice == nil || r.invoice.LineAmountTypes != "" {
		return r
	}
	v, old := *r.invoice, before.invoice
	v.Date, v.LineAmountTypes, v.CurrencyCode, v.CurrencyRate = old.Date, old.LineAmountTypes, old.CurrencyCode, old.CurrencyRate
	changed := v.LineItems
	v.LineItems = append([]xeroapi.LineItem(nil), old.LineItems...)
	for i := range v.LineItems {
		for _, l := range changed {
			if l.LineItemID == v.LineItems[i].LineItemID {
				v.LineItems[i].Description, v.LineItems[i].AccountCode, v.LineItems[i].Tracking = l.Description, l.AccountCode, l.Tracking
			}
		}
	}
	return record{invoice: &v}
}
