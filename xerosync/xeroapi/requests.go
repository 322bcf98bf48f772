package xeroapi

import (
	"bytes"
	"encoding/json"
	"fmt"
	"net/http"
	"net/url"
	"strings"
)

// Bounds of one write: xero.md 2.2 recommends 50 elements and less than
// 3.5 MB.
const (
	MaxElements = 50
	MaxBody     = 3 << 20
)

// Request is a write, ready to be stored and then sent with [Client.Send]: the
// same bytes as often as it takes. Path is relative to [Endpoints.API].
type Request struct {
	Method string `json:"method"`
	Path   string `json:"path"`
	Query  string `json:"query"`
	Body   []byte `json:"body"`
}

// collection is the name of the list that the request and its reply carry.
func (r Request) collection() string {
	name, _, _ := strings.Cut(r.Path, "/")
	return name
}

// elements counts what the request writes.
func (r Request) elements() int {
	var lists map[string][]json.RawMessage
	if json.Unmarshal(r.Body, &lists) != nil {
		return 0
	}
	return len(lists[r.collection()])
}

const (
	contactQuery = "summarizeErrors=false"
	invoiceQuery = "unitdp=4&summarizeErrors=false"
	quoteQuery   = "summarizeErrors=false"
)

// PrepareCreateContacts builds the creation of contacts. None may carry an id.
func PrepareCreateContacts(contacts []Contact) (Request, error) {
	return prepare(http.MethodPut, "Contacts", "Contacts", contactQuery, contacts, Contact.id, Contact.writable)
}

// PrepareUpdateContact builds the update of the contact with c's id.
func PrepareUpdateContact(c Contact) (Request, error) {
	return prepareOne("Contacts", contactQuery, c, Contact.id, Contact.writable)
}

// PrepareCreateInvoices builds the creation of invoices. None may carry an id.
func PrepareCreateInvoices(invoices []Invoice) (Request, error) {
	return prepare(http.MethodPut, "Invoices", "Invoices", invoiceQuery, invoices, Invoice.id, Invoice.writable)
}

// PrepareUpdateInvoice builds the update of the invoice with v's id.
func PrepareUpdateInvoice(v Invoice) (Request, error) {
	return prepareOne("Invoices", invoiceQuery, v, Invoice.id, Invoice.writable)
}

// PrepareUpdateInvoices builds the update of several invoices. Each must carry
// its id: without one Xero would update or create by number.
func PrepareUpdateInvoices(invoices []Invoice) (Request, error) {
	return prepare(http.MethodPost, "Invoices", "Invoices", invoiceQuery, invoices, Invoice.id, Invoice.writable)
}

// PrepareCreateQuotes builds the creation of quotes. None may carry an id.
func PrepareCreateQuotes(quotes []Quote) (Request, error) {
	return prepare(http.MethodPut, "Quotes", "Quotes", quoteQuery, quotes, Quote.id, Quote.writable)
}

// PrepareUpdateQuote builds the update of the quote with v's id. Mind what
// [Quote] says about fields left out.
func PrepareUpdateQuote(v Quote) (Request, error) {
	return prepareOne("Quotes", quoteQuery, v, Quote.id, Quote.writable)
}

// PrepareUpdateQuotes builds the update of several quotes. Each must carry its
// id. Mind what [Quote] says about fields left out.
func PrepareUpdateQuotes(quotes []Quote) (Request, error) {
	return prepare(http.MethodPost, "Quotes", "Quotes", quoteQuery, quotes, Quote.id, Quote.writable)
}

func (v Contact) id() string { return v.ContactID }
func (v Invoice) id() string { return v.InvoiceID }
func (v Quote) id() string   { return v.QuoteID }

func prepareOne[T any](name, query string, v T, id func(T) string, writable func(T) T) (Request, error) {
	return prepare(http.MethodPost, name, name+"/"+url.PathEscape(id(v)), query, []T{v}, id, writable)
}

// prepare builds a write. A creation is always a PUT and carries no id, an
// update is always a POST and every element carries its id, so that nothing is
// ever matched by number or name.
func prepare[T any](method, name, path, query string, items []T, id func(T) string, writable func(T) T) (Request, error) {
	if len(items) == 0 || len(items) > MaxElements {
		return Request{}, unfit("A request takes 1 to %d records, not %d.", MaxElements, len(items))
	}
	out := make([]T, len(items))
	for i, v := range items {
		if has := id(v) != "" && id(v) != NilID; has != (method == http.MethodPost) {
			return Request{}, unfit("Record %d of %s: a new record has no id, and an update needs one.", i+1, name)
		}
		out[i] = writable(v)
	}
	var b bytes.Buffer
	enc := json.NewEncoder(&b)
	enc.SetEscapeHTML(false)
	if err := enc.Encode(map[string][]T{name: out}); err != nil {
		return Request{}, unfit("This cannot be written for Xero: %v.", err)
	}
	body := bytes.TrimRight(b.Bytes(), "\n")
	if len(body) > MaxBody {
		return Request{}, unfit("A request takes %d bytes, not %d.", MaxBody, len(body))
	}
	return Request{Method: method, Path: path, Query: query, Body: body}, nil
}

func unfit(format string, args ...any) *Error {
	return &Error{Code: CodeValidation, Message: fmt.Sprintf(format, args...), Outcome: OutcomeNotSent}
}

// DecodeContacts decodes the reply to a write of contacts, one element for
// each sent, in their order. An error is an unknown outcome.
func DecodeContacts(r Reply) ([]Contact, error) { return decodeReply[Contact, *Contact](r, "Contacts") }

// DecodeInvoices decodes the reply to a write of invoices; see
// [DecodeContacts].
func DecodeInvoices(r Reply) ([]Invoice, error) { return decodeReply[Invoice, *Invoice](r, "Invoices") }

// DecodeQuotes decodes the reply to a write of quotes; see [DecodeContacts].
func DecodeQuotes(r Reply) ([]Quote, error) { return decodeReply[Quote, *Quote](r, "Quotes") }

func decodeReply[T any, P interface {
	*T
	numbered(int)
}](r Reply, name string) ([]T, error) {
	items, _, err := decodeList[T](r.Body, name)
	if err != nil {
		return nil, garbled(r.Status, r.Body, err)
	}
	for i := range items {
		P(&items[i]).numbered(i)
	}
	return items, nil
}
