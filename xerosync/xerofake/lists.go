package xerofake

import (
	"cmp"
	"fmt"
	"net/http"
	"slices"
	"strconv"
	"strings"
	"time"
)

// listing is what a GET of a collection asks for.
type listing[T any] struct {
	c       *call
	records []T
	fields  map[string]field    // of where
	sorts   []string            // of order, in lower case
	get     func(T, string) any // a field's value, by lower case name
	updated func(T) time.Time   // nil: the collection has no such thing
	id      func(T) string
}

// sift applies If-Modified-Since, where and order.
func sift[T any](s *Server, l listing[T]) ([]T, *reply) {
	out := l.records
	if text := l.c.r.Header.Get("If-Modified-Since"); text != "" && l.updated != nil {
		since, ok := modifiedSince(text)
		if !ok {
			return nil, ptr(textReply(http.StatusPreconditionFailed, "The If-Modified-Since header is not a valid date."))
		}
		out = slices.DeleteFunc(out, func(r T) bool {
			at := l.updated(r).Truncate(time.Second)
			return at.Before(since) || s.cfg.Switches.ModifiedSinceExclusive && at.Equal(since)
		})
		if len(out) == 0 && s.cfg.Switches.NotModified {
			return nil, &reply{Status: http.StatusNotModified}
		}
	}
	if text := l.c.query.Get("where"); text != "" {
		cond, err := parseWhere(text, l.fields, s.cfg.Switches.UnoptimisedWhere)
		if err != nil {
			return nil, ptr(badQuery(err.Error()))
		}
		out = slices.DeleteFunc(out, func(r T) bool {
			return !cond(func(name string) any { return l.get(r, name) })
		})
	}
	return order(l, out)
}

// order sorts by the field asked for, UpdatedDateUTC where none is, and by id
// behind it, so that pages are stable.
func order[T any](l listing[T], out []T) ([]T, *reply) {
	name, down := "updateddateutc", false
	if l.updated == nil {
		name = ""
	}
	if text := strings.ToLower(l.c.query.Get("order")); text != "" {
		words := strings.Fields(text)
		name = words[0]
		down = len(words) == 2 && words[1] == "desc"
		if !slices.Contains(l.sorts, name) || len(words) > 2 || len(words) == 2 && words[1] != "asc" && words[1] != "desc" {
			return nil, ptr(badQuery(fmt.Sprintf("'%s' is not an optimised order", text)))
		}
	}
	slices.SortStableFunc(out, func(a, b T) int {
		by := 0
		switch {
		case name == "":
		case name == "updateddateutc":
			by = l.updated(a).Compare(l.updated(b))
		default:
			by = cmp.Compare(fmt.Sprint(l.get(a, name)), fmt.Sprint(l.get(b, name)))
		}
		if down {
			by = -by
		}
		if by == 0 && l.id != nil {
			by = cmp.Compare(l.id(a), l.id(b))
		}
		return by
	})
	return out, nil
}

// modifiedSince reads the header in the documented form, meaning UTC, and in
// those other clients send.
func modifiedSince(text string) (time.Time, bool) {
	for _, layout := range []string{"2006-01-02T15:04:05", "2006-01-02T15:04:05.999999999", time.RFC3339Nano, http.TimeFormat, time.RFC1123Z, time.DateOnly} {
		if t, err := time.Parse(layout, text); err == nil {
			return t.UTC().Truncate(time.Second), true
		}
	}
	return time.Time{}, false
}

// page cuts out the page asked for. Sizes out of range are brought into it.
func page[T any](c *call, records []T) ([]T, pagination) {
	number := func(name string, otherwise int) int {
		n, err := strconv.Atoi(c.query.Get(name))
		if err != nil {
			return otherwise
		}
		return n
	}
	p := pagination{Page: max(1, number("page", 1)), PageSize: min(1000, max(1, number("pageSize", 100))), ItemCount: len(records)}
	p.PageCount = (p.ItemCount + p.PageSize - 1) / p.PageSize
	from := min(len(records), (p.Page-1)*p.PageSize)
	return records[from:min(len(records), from+p.PageSize)], p
}

// among keeps the records whose value is in a comma separated parameter.
func among[T any](c *call, name string, records []T, value func(T) string) []T {
	text := c.query.Get(name)
	if text == "" {
		return records
	}
	wanted := map[string]bool{}
	for _, v := range strings.Split(text, ",") {
		wanted[strings.ToLower(strings.TrimSpace(v))] = true
	}
	return slices.DeleteFunc(records, func(r T) bool { return !wanted[strings.ToLower(value(r))] })
}

func holds(term string, texts ...string) bool {
	for _, t := range texts {
		if strings.Contains(strings.ToLower(t), strings.ToLower(term)) {
			return true
		}
	}
	return false
}

func values[V any](m map[string]*V) []*V {
	out := make([]*V, 0, len(m))
	for _, v := range m {
		out = append(out, v)
	}
	return out
}

var invoiceFields = map[string]field{
	"status": {kind: textField}, "contact.contactid": {kind: guidField}, "contact.name": {kind: textField},
	"contact.contactnumber": {kind: textField}, "reference": {kind: textField}, "invoicenumber": {kind: textField},
	"invoiceid": {kind: guidField, alternate: true}, "date": {kind: dateField, ranged: true}, "type": {kind: textField},
	"amountdue": {kind: numberField, ranged: true}, "amountpaid": {kind: numberField}, "duedate": {kind: dateField, ranged: true},
	"total": {kind: numberField, ranged: true, slow: true}, "currencycode": {kind: textField, slow: true},
}

func (t *tenant) invoiceValue(v *Invoice, name string) any {
	n := t.Contacts[v.ContactID]
	if n == nil {
		n = &Contact{}
	}
	switch name {
	case "status":
		return v.Status
	case "contact.contactid":
		return v.ContactID
	case "contact.name":
		return n.Name
	case "contact.contactnumber":
		return n.ContactNumber
	case "reference":
		return v.Reference
	case "invoicenumber":
		return v.InvoiceNumber
	case "invoiceid":
		return v.InvoiceID
	case "date":
		return v.Date
	case "duedate":
		return v.DueDate
	case "type":
		return v.Type
	case "amountdue":
		return v.AmountDue
	case "amountpaid":
		return v.AmountPaid
	case "total":
		return v.Total
	case "currencycode":
		return v.CurrencyCode
	}
	return nil
}

// listInvoices answers GET /Invoices. Without a page it shows all invoices
// without lines; page, pageSize, IDs, Statuses and summaryOnly make pages.
func (s *Server) listInvoices(c *call) reply {
	t, q := c.tenant, c.query
	list := values(t.Invoices)
	list = among(c, "IDs", list, func(v *Invoice) string { return v.InvoiceID })
	list = among(c, "InvoiceNumbers", list, func(v *Invoice) string { return v.InvoiceNumber })
	list = among(c, "ContactIDs", list, func(v *Invoice) string { return v.ContactID })
	list = among(c, "Statuses", list, func(v *Invoice) string { return v.Status })
	list = slices.DeleteFunc(list, func(v *Invoice) bool {
		gone := v.Status == "DELETED" || v.Status == "VOIDED"
		return c.flag("createdByMyApp") && v.AppID != c.token.ClientID ||
			q.Get("searchTerm") != "" && !holds(q.Get("searchTerm"), v.InvoiceNumber, v.Reference) ||
			s.cfg.Switches.HideDeleted && gone && q.Get("Statuses") == ""
	})
	list, refused := sift(s, listing[*Invoice]{
		c: c, records: list, fields: invoiceFields, sorts: []string{"invoiceid", "updateddateutc", "date"},
		get:     t.invoiceValue,
		updated: func(v *Invoice) time.Time { return v.Updated },
		id:      func(v *Invoice) string { return v.InvoiceID },
	})
	if refused != nil {
		return *refused
	}
	how := listed
	answer := s.ok("Invoices", nil)
	if q.Has("page") || q.Has("pageSize") || q.Has("IDs") || q.Has("Statuses") || c.flag("summaryOnly") {
		how = full
		var p pagination
		list, p = page(c, list)
		answer.Pagination = &p
	}
	if c.flag("summaryOnly") {
		how = summary
	}
	out := []outInvoice{}
	for _, v := range list {
		out = append(out, s.outInvoice(t, v, how, c.decimals()))
	}
	answer.List = out
	return jsonReply(http.StatusOK, answer)
}

var contactFields = map[string]field{
	"name": {kind: textField}, "emailaddress": {kind: textField}, "accountnumber": {kind: textField},
	"contactid": {kind: guidField, slow: true, alternate: true}, "contactnumber": {kind: textField, slow: true},
	"contactstatus": {kind: textField, slow: true}, "iscustomer": {kind: boolField, slow: true},
}

func (s *Server) contactValue(t *tenant, n *Contact, name string) any {
	switch name {
	case "name":
		return n.Name
	case "emailaddress":
		return n.EmailAddress
	case "accountnumber":
		return n.AccountNumber
	case "contactid":
		return n.ContactID
	case "contactnumber":
		return n.ContactNumber
	case "contactstatus":
		return n.ContactStatus
	case "iscustomer":
		return s.standings(t, n.ContactID)[n.ContactID].customer
	}
	return nil
}

// listContacts answers GET /Contacts, archived contacts only when asked.
func (s *Server) listContacts(c *call) reply {
	t, term := c.tenant, c.query.Get("searchTerm")
	list := values(t.Contacts)
	list = among(c, "IDs", list, func(n *Contact) string { return n.ContactID })
	list = slices.DeleteFunc(list, func(n *Contact) bool {
		return n.ContactStatus != "ACTIVE" && !c.flag("includeArchived") ||
			term != "" && !holds(term, n.Name, n.FirstName, n.LastName, n.ContactNumber, n.CompanyNumber, n.EmailAddress)
	})
	list, refused := sift(s, listing[*Contact]{
		c: c, records: list, fields: contactFields, sorts: []string{"contactid", "updateddateutc", "name"},
		get:     func(n *Contact, name string) any { return s.contactValue(t, n, name) },
		updated: func(n *Contact) time.Time { return n.Updated },
		id:      func(n *Contact) string { return n.ContactID },
	})
	if refused != nil {
		return *refused
	}
	how := listed
	answer := s.ok("Contacts", nil)
	if c.query.Has("page") || c.query.Has("pageSize") || c.flag("summaryOnly") {
		how = full
		var p pagination
		list, p = page(c, list)
		answer.Pagination = &p
	}
	if c.flag("summaryOnly") {
		how = summary
	}
	out, standings := []outContact{}, s.standings(t, "")
	for _, n := range list {
		out = append(out, showContact(n, how, standings[n.ContactID]))
	}
	answer.List = out
	return jsonReply(http.StatusOK, answer)
}

// listQuotes answers GET /Quotes: always in pages, never with a pagination
// object. QuoteNumber finds a part of a number.
func (s *Server) listQuotes(c *call) reply {
	t, q := c.tenant, c.query
	within := func(d Date, from, to string) bool {
		return (q.Get(from) == "" || d != "" && d >= Date(q.Get(from))) && (q.Get(to) == "" || d != "" && d <= Date(q.Get(to)))
	}
	list := slices.DeleteFunc(values(t.Quotes), func(v *Quote) bool {
		return q.Get("QuoteNumber") != "" && !holds(q.Get("QuoteNumber"), v.QuoteNumber) ||
			q.Get("Status") != "" && q.Get("Status") != v.Status ||
			q.Get("ContactID") != "" && q.Get("ContactID") != v.ContactID ||
			!within(v.Date, "DateFrom", "DateTo") || !within(v.ExpiryDate, "ExpiryDateFrom", "ExpiryDateTo")
	})
	list, refused := sift(s, listing[*Quote]{
		c: c, records: list, sorts: []string{"quoteid", "updateddateutc", "date", "quotenumber"},
		get: func(v *Quote, name string) any {
			return map[string]string{"quoteid": v.QuoteID, "date": string(v.Date), "quotenumber": v.QuoteNumber}[name]
		},
		updated: func(v *Quote) time.Time { return v.Updated },
		id:      func(v *Quote) string { return v.QuoteID },
	})
	if refused != nil {
		return *refused
	}
	list, _ = page(c, list)
	out := []outQuote{}
	for _, v := range list {
		out = append(out, s.outQuote(t, v))
	}
	return jsonReply(http.StatusOK, s.ok("Quotes", out))
}
