package xerosync

import (
	"context"
	"fmt"
	"strings"

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

func (r record) currency() string {
	if r.quote != nil {
		return strings.ToUpper(clean(r.quote.CurrencyCode))
	}
	return strings.ToUpper(clean(r.invoice.CurrencyCode))
}

func (r record) contact() *xeroapi.ContactRef {
	if r.quote != nil {
		return r.quote.Contact
	}
	return r.invoice.Contact
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

// named reports whether the element says which record it is about.
func (a answer) named() bool {
	if a.contact != nil {
		return a.contact.Name != "" || a.contact.ContactNumber != "" || a.contact.ContactID != ""
	}
	return a.number() != "" || a.id() != ""
}

// refused is Xero's refusal of the element; nil where it was saved.
func (r record) refused() error {
	if r.quote != nil {
		return r.quote.Err()
	}
	return r.invoice.Err()
}

// requestOf builds the write of documents of one kind: a creation without ids,
// an update with them.
func requestOf(list []record) (xeroapi.Request, error) {
	update := list[0].id() != ""
	if list[0].quote != nil {
		quotes := make([]xeroapi.Quote, len(list))
		for i, r := range list {
			quotes[i] = *r.quote
		}
		switch {
		case !update:
			return xeroapi.PrepareCreateQuotes(quotes)
		case len(quotes) == 1:
			return xeroapi.PrepareUpdateQuote(quotes[0])
		}
		return xeroapi.PrepareUpdateQuotes(quotes)
	}
	invoices := make([]xeroapi.Invoice, len(list))
	for i, r := range list {
		invoices[i] = *r.invoice
	}
	switch {
	case !update:
		return xeroapi.PrepareCreateInvoices(invoices)
	case len(invoices) == 1:
		return xeroapi.PrepareUpdateInvoice(invoices[0])
	}
	return xeroapi.PrepareUpdateInvoices(invoices)
}

// answer is one element of what was sent, or of the answer to it: a document or
// a contact.
type answer struct {
	record
	contact *xeroapi.Contact
}

// decodeAnswers decodes the elements of a reply; a request has the same form.
func decodeAnswers(kind store.RecordKind, reply xeroapi.Reply) ([]answer, error) {
	var out []answer
	switch kind {
	case store.RecordContact:
		list, err := xeroapi.DecodeContacts(reply)
		for i := range list {
			out = append(out, answer{contact: &list[i]})
		}
		return out, err
	case store.RecordQuote:
		list, err := xeroapi.DecodeQuotes(reply)
		for i := range list {
			out = append(out, answer{record: record{quote: &list[i]}})
		}
		return out, err
	}
	list, err := xeroapi.DecodeInvoices(reply)
	for i := range list {
		out = append(out, answer{record: record{invoice: &list[i]}})
	}
	return out, err
}

// answers reports whether a is about the record that was sent in its place: the
// number is the same, and the id where one was sent. A refusal may leave them
// out.
func (a answer) answers(sent answer) bool {
	if a.contact != nil {
		if sent.contact.ContactID != "" { // one by itself; see [Service.most]
			return a.refused() != nil || strings.EqualFold(a.contact.ContactID, sent.contact.ContactID)
		}
		if a.contact.ContactNumber != "" && sent.contact.ContactNumber != "" {
			return strings.EqualFold(a.contact.ContactNumber, sent.contact.ContactNumber)
		}
		return normalName(a.contact.Name) == normalName(sent.contact.Name)
	}
	if a.refused() != nil && a.number() == "" {
		return true
	}
	if sent.id() != "" && a.refused() == nil && !strings.EqualFold(a.id(), sent.id()) {
		return false
	}
	if sent.id() != "" && sent.number() == "" { // a mark alone
		return true
	}
	return strings.EqualFold(clean(a.number()), clean(sent.number()))
}

// refused is Xero's refusal of the element; nil where it was saved.
func (a answer) refused() error {
	if a.contact != nil {
		return a.contact.Err()
	}
	return a.record.refused()
}

// raw is the element in Xero's own words.
func (a answer) raw() []byte {
	if a.contact != nil {
		return a.contact.Raw
	}
	return a.record.raw()
}

// bodyOf decodes what a stored request wrote of one of its members.
func bodyOf(w *work) (record, error) {
	list, err := decodeAnswers(w.op.Record, xeroapi.Reply{Body: w.request.Body})
	if err == nil && w.op.Member >= len(list) {
		err = fmt.Errorf("the stored request has no member %d", w.op.Member)
	}
	if err != nil {
		return record{}, err
	}
	return list[w.op.Member].record, nil
}

// recordOf decodes a record from Xero's own words for it.
func recordOf(kind store.RecordKind, raw []byte) (record, error) {
	if kind == store.RecordQuote {
		r := record{quote: new(xeroapi.Quote)}
		return r, r.quote.UnmarshalJSON(raw)
	}
	r := record{invoice: new(xeroapi.Invoice)}
	return r, r.invoice.UnmarshalJSON(raw)
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
