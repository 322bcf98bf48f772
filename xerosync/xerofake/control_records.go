package xerofake

import (
	"cmp"
	"errors"
	"fmt"
	"maps"
	"slices"
	"strings"
)

// EditContact changes anything of a contact.
func (c *Control) EditContact(id string, f func(*Contact)) error {
	return c.do(func(t *tenant) error {
		old, ok := t.Contacts[id]
		if !ok {
			return fmt.Errorf("contact %s: %w", id, ErrNotFound)
		}
		n := old.clone()
		f(n)
		n.Updated = c.s.now()
		t.Contacts[id] = n
		c.s.note(t, id, "Edited", "")
		return nil
	})
}

// ArchiveContact archives a contact.
func (c *Control) ArchiveContact(id string) error {
	return c.EditContact(id, func(n *Contact) { n.ContactStatus = "ARCHIVED" })
}

// RestoreContact takes a contact out of the archive.
func (c *Control) RestoreContact(id string) error {
	return c.EditContact(id, func(n *Contact) { n.ContactStatus = "ACTIVE" })
}

// MergeContacts merges loser into winner: the loser is archived and names the
// winner, the loser's documents now carry the winner.
func (c *Control) MergeContacts(loser, winner string) error {
	return c.do(func(t *tenant) error {
		if t.Contacts[loser] == nil || t.Contacts[winner] == nil || loser == winner {
			return fmt.Errorf("merge %s into %s: %w", loser, winner, ErrNotFound)
		}
		gone := t.Contacts[loser].clone()
		gone.ContactStatus, gone.MergedToContactID, gone.Updated = "ARCHIVED", winner, c.s.now()
		t.Contacts[loser] = gone
		for id, v := range t.Invoices {
			if v.ContactID == loser {
				moved := v.clone()
				moved.ContactID, moved.Updated = winner, c.s.now()
				t.Invoices[id] = moved
			}
		}
		for id, q := range t.Quotes {
			if q.ContactID == loser {
				moved := q.clone()
				moved.ContactID, moved.Updated = winner, c.s.now()
				t.Quotes[id] = moved
			}
		}
		return nil
	})
}

// AddContact stores a contact made in Xero and gives its id.
func (c *Control) AddContact(n Contact) (string, error) {
	err := c.do(func(t *tenant) error {
		if strings.TrimSpace(n.Name) == "" {
			return errors.New("a contact needs a name")
		}
		n = *n.clone()
		fill(&n.ContactID, c.s.cfg.NewID)
		fill(&n.ContactStatus, func() string { return "ACTIVE" })
		n.Updated = c.s.now()
		t.Contacts[n.ContactID] = &n
		return nil
	})
	return n.ContactID, err
}

func (c *Control) quote(id, note string, f func(t *tenant, q *Quote) error) error {
	return c.do(func(t *tenant) error {
		old, ok := t.Quotes[id]
		if !ok {
			return fmt.Errorf("quote %s: %w", id, ErrNotFound)
		}
		q := old.clone()
		if err := f(t, q); err != nil {
			return err
		}
		c.s.reckonQuote(t, q)
		q.Updated = c.s.now()
		t.Quotes[id] = q
		c.s.note(t, id, note, "")
		return nil
	})
}

// EditQuote changes anything of a quote; totals are computed anew.
func (c *Control) EditQuote(id string, f func(*Quote)) error {
	return c.quote(id, "Edited", func(t *tenant, q *Quote) error {
		f(q)
		for i := range q.Lines {
			fill(&q.Lines[i].LineItemID, c.s.cfg.NewID)
		}
		return nil
	})
}

// SetQuoteStatus moves a quote on: sent, accepted, declined, deleted. It
// keeps to the steps that Xero allows.
func (c *Control) SetQuoteStatus(id, status string) error {
	return c.quote(id, "Status "+status, func(t *tenant, q *Quote) error {
		if !quoteStep(q.Status, status) {
			return sentence(msgQuoteStep(q.Status, status))
		}
		q.Status = status
		return nil
	})
}

// ConvertQuote makes a draft invoice of a quote, as Xero's page does, marks
// the quote as invoiced and gives the invoice's id. Nothing links the two.
func (c *Control) ConvertQuote(id string) (string, error) {
	var made Invoice
	err := c.quote(id, "Invoiced", func(t *tenant, q *Quote) error {
		if q.Status != "ACCEPTED" && q.Status != "SENT" {
			return sentence(msgQuoteStep(q.Status, "INVOICED"))
		}
		q.Status = "INVOICED"
		types := map[string]string{"EXCLUSIVE": "Exclusive", "INCLUSIVE": "Inclusive", "NOTAX": "NoTax"}
		made = Invoice{ContactID: q.ContactID, Reference: q.Reference, LineAmountTypes: types[q.LineAmountTypes],
			CurrencyCode: q.CurrencyCode, CurrencyRate: q.CurrencyRate, BrandingThemeID: q.BrandingThemeID, Lines: cloneLines(q.Lines)}
		for i := range made.Lines {
			made.Lines[i].LineItemID = ""
		}
		return nil
	})
	if err != nil {
		return "", err
	}
	return c.AddInvoice(made)
}

// AddQuote stores a quote made in Xero and gives its id.
func (c *Control) AddQuote(q Quote) (string, error) {
	err := c.do(func(t *tenant) error {
		if t.Contacts[q.ContactID] == nil {
			return fmt.Errorf("contact %q: %w", q.ContactID, ErrNotFound)
		}
		q = *q.clone()
		fill(&q.QuoteID, c.s.cfg.NewID)
		fill(&q.QuoteNumber, func() string { return t.nextQuoteNumber() })
		fill(&q.Status, func() string { return "DRAFT" })
		fill(&q.LineAmountTypes, func() string { return "EXCLUSIVE" })
		fill(&q.CurrencyCode, func() string { return t.Org.BaseCurrency })
		fill(&q.Date, func() Date { return t.today(c.s.now()) })
		if cur, ok := t.currency(q.CurrencyCode); ok && q.CurrencyRate.IsZero() {
			q.CurrencyRate = cur.DayRate
		}
		for i := range q.Lines {
			fill(&q.Lines[i].LineItemID, c.s.cfg.NewID)
		}
		q.Updated = c.s.now()
		c.s.reckonQuote(t, &q)
		t.Quotes[q.QuoteID] = &q
		c.s.note(t, q.QuoteID, "Created", "")
		return nil
	})
	return q.QuoteID, err
}

// Organisation is a copy of what Xero tells of the organisation.
func (c *Control) Organisation() (o Organisation) {
	c.read(func(t *tenant) { o = t.Org })
	return o
}

// TenantID is the organisation's id.
func (c *Control) TenantID() string { return c.Organisation().OrganisationID }

// Contacts are copies of all contacts, archived ones too, by name.
func (c *Control) Contacts() (out []Contact) {
	c.read(func(t *tenant) {
		for _, n := range t.Contacts {
			out = append(out, *n.clone())
		}
	})
	slices.SortFunc(out, func(a, b Contact) int {
		return cmp.Or(cmp.Compare(a.Name, b.Name), cmp.Compare(a.ContactID, b.ContactID))
	})
	return out
}

// Invoices are copies of all invoices, by number.
func (c *Control) Invoices() (out []Invoice) {
	c.read(func(t *tenant) {
		for _, v := range t.Invoices {
			out = append(out, *v.clone())
		}
	})
	slices.SortFunc(out, func(a, b Invoice) int {
		return cmp.Or(cmp.Compare(a.InvoiceNumber, b.InvoiceNumber), cmp.Compare(a.InvoiceID, b.InvoiceID))
	})
	return out
}

// InvoicesByNumber are copies of the invoices with a number; more than one
// would be a fault of the simulator or a bill's.
func (c *Control) InvoicesByNumber(number string) []Invoice {
	return slices.DeleteFunc(c.Invoices(), func(v Invoice) bool { return !strings.EqualFold(v.InvoiceNumber, number) })
}

// Invoice is a copy of one invoice.
func (c *Control) Invoice(id string) (v Invoice, ok bool) {
	c.read(func(t *tenant) {
		if p := t.Invoices[id]; p != nil {
			v, ok = *p.clone(), true
		}
	})
	return v, ok
}

// Quotes are copies of all quotes, by number.
func (c *Control) Quotes() (out []Quote) {
	c.read(func(t *tenant) {
		for _, q := range t.Quotes {
			out = append(out, *q.clone())
		}
	})
	slices.SortFunc(out, func(a, b Quote) int {
		return cmp.Or(cmp.Compare(a.QuoteNumber, b.QuoteNumber), cmp.Compare(a.QuoteID, b.QuoteID))
	})
	return out
}

// QuotesByNumber are copies of the quotes with exactly this number.
func (c *Control) QuotesByNumber(number string) []Quote {
	return slices.DeleteFunc(c.Quotes(), func(q Quote) bool { return !strings.EqualFold(q.QuoteNumber, number) })
}

// Quote is a copy of one quote.
func (c *Control) Quote(id string) (q Quote, ok bool) {
	c.read(func(t *tenant) {
		if p := t.Quotes[id]; p != nil {
			q, ok = *p.clone(), true
		}
	})
	return q, ok
}

// Contact is a copy of one contact.
func (c *Control) Contact(id string) (n Contact, ok bool) {
	c.read(func(t *tenant) {
		if p := t.Contacts[id]; p != nil {
			n, ok = *p.clone(), true
		}
	})
	return n, ok
}

// Calls counts the requests that arrived, by method and path pattern, such
// as "PUT /Invoices", "POST /Invoices/{id}" and "POST /connect/token".
func (c *Control) Calls() map[string]int {
	c.s.calls.mu.Lock()
	defer c.s.calls.mu.Unlock()
	return maps.Clone(c.s.calls.counts)
}

// CallLog is the last requests in order of arrival, at most 2,000.
func (c *Control) CallLog() []Call {
	c.s.calls.mu.Lock()
	defer c.s.calls.mu.Unlock()
	return slices.Clone(c.s.calls.log)
}

// ResetCalls sets the counter to nothing.
func (c *Control) ResetCalls() {
	c.s.calls.mu.Lock()
	defer c.s.calls.mu.Unlock()
	c.s.calls.counts, c.s.calls.log = nil, nil
}

// read runs f under the mutex; f must not keep what it sees.
func (c *Control) read(f func(t *tenant)) {
	c.s.mu.Lock()
	defer c.s.mu.Unlock()
	t := c.s.state.Tenants[0]
	if c.tenant != "" {
		if t = c.s.tenantByID(c.tenant); t == nil {
			return
		}
	}
	f(t)
}
