package xerofake

import (
	"errors"
	"fmt"
	"time"

	"github.com/shopspring/decimal"
)

// ErrNotFound means that Xero holds no such record.
var ErrNotFound = errors.New("xerofake: no such record")

// Control plays the person who works in Xero itself. Its methods change
// records as Xero's own pages do: rules of Xero that keep the books whole
// hold here too, and changes show in UpdatedDateUTC unless Xero hides them.
type Control struct {
	s      *Server
	tenant string // "" is the first organisation
}

// For plays the other side in another organisation.
func (c *Control) For(tenantID string) *Control { return &Control{s: c.s, tenant: tenantID} }

// do runs f on the organisation under the mutex and saves the outcome.
func (c *Control) do(f func(t *tenant) error) error {
	c.s.mu.Lock()
	defer c.s.mu.Unlock()
	t := c.s.state.Tenants[0]
	if c.tenant != "" {
		if t = c.s.tenantByID(c.tenant); t == nil {
			return ErrNotFound
		}
	}
	err := f(t)
	if err == nil {
		c.s.save()
	}
	return err
}

func (c *Control) invoice(id, note string, f func(t *tenant, v *Invoice) error) error {
	return c.do(func(t *tenant) error {
		old, ok := t.Invoices[id]
		if !ok {
			return fmt.Errorf("invoice %s: %w", id, ErrNotFound)
		}
		v := old.clone()
		if err := f(t, v); err != nil {
			return err
		}
		c.s.reckon(t, v)
		if !c.s.quiet(old, v) {
			v.Updated = c.s.now()
		}
		t.Invoices[id] = v
		c.s.note(t, id, note, "")
		return nil
	})
}

// EditInvoice changes anything of an invoice; totals are computed anew.
func (c *Control) EditInvoice(id string, f func(*Invoice)) error {
	return c.invoice(id, "Edited", func(t *tenant, v *Invoice) error {
		f(v)
		for i := range v.Lines {
			if v.Lines[i].LineItemID == "" {
				v.Lines[i].LineItemID = c.s.cfg.NewID()
			}
		}
		return nil
	})
}

// SetInvoiceDueDate changes the due date. On a part paid invoice Xero does
// not change UpdatedDateUTC.
func (c *Control) SetInvoiceDueDate(id string, due Date) error {
	if !due.Valid() {
		return fmt.Errorf("due date %q is not a date", due)
	}
	return c.EditInvoice(id, func(v *Invoice) { v.DueDate = due })
}

// MarkSent marks the invoice as sent to the contact.
func (c *Control) MarkSent(id string) error {
	return c.EditInvoice(id, func(v *Invoice) { v.SentToContact = true })
}

// ChangeLine changes one line, counted from 0. A tax amount that was given
// once is computed anew.
func (c *Control) ChangeLine(id string, index int, f func(*Line)) error {
	return c.lines(id, "Line changed", func(lines []Line) ([]Line, error) {
		if index < 0 || index >= len(lines) {
			return nil, fmt.Errorf("line %d: %w", index, ErrNotFound)
		}
		lines[index].TaxOverridden = false
		f(&lines[index])
		return lines, nil
	})
}

// AddLine adds a line at the end.
func (c *Control) AddLine(id string, l Line) error {
	return c.lines(id, "Line added", func(lines []Line) ([]Line, error) {
		if l.LineItemID == "" {
			l.LineItemID = c.s.cfg.NewID()
		}
		return append(lines, l), nil
	})
}

// RemoveLine removes one line, counted from 0.
func (c *Control) RemoveLine(id string, index int) error {
	return c.lines(id, "Line removed", func(lines []Line) ([]Line, error) {
		if index < 0 || index >= len(lines) {
			return nil, fmt.Errorf("line %d: %w", index, ErrNotFound)
		}
		return append(lines[:index], lines[index+1:]...), nil
	})
}

// ReplaceLineIDs gives every line a new id and changes nothing else.
func (c *Control) ReplaceLineIDs(id string) error {
	return c.lines(id, "Edited", func(lines []Line) ([]Line, error) {
		for i := range lines {
			lines[i].LineItemID = c.s.cfg.NewID()
		}
		return lines, nil
	})
}

// lines changes the lines of an invoice or a quote.
func (c *Control) lines(id, note string, f func([]Line) ([]Line, error)) error {
	err := c.invoice(id, note, func(t *tenant, v *Invoice) (err error) {
		if v.applied() {
			return sentence(msgApplied)
		}
		v.Lines, err = f(v.Lines)
		return err
	})
	if !errors.Is(err, ErrNotFound) {
		return err
	}
	return c.quote(id, note, func(t *tenant, q *Quote) (err error) {
		q.Lines, err = f(q.Lines)
		return err
	})
}

// Pay records a payment. It refuses more than is due.
func (c *Control) Pay(id string, amount decimal.Decimal, date Date) error {
	return c.invoice(id, "Paid", func(t *tenant, v *Invoice) error {
		if v.Status != "AUTHORISED" || !amount.IsPositive() || amount.GreaterThan(v.AmountDue) || !date.Valid() {
			return fmt.Errorf("cannot pay %s on %q: status %s, due %s", amount, date, v.Status, v.AmountDue)
		}
		v.Payments = append(v.Payments, Payment{PaymentID: c.s.cfg.NewID(), Date: date, Amount: amount})
		return nil
	})
}

// Unpay removes all payments of an invoice.
func (c *Control) Unpay(id string) error {
	return c.invoice(id, "Payment removed", func(t *tenant, v *Invoice) error {
		v.Payments = nil
		return nil
	})
}

// Credit allocates a credit note to an invoice.
func (c *Control) Credit(id string, amount decimal.Decimal, date Date) error {
	return c.invoice(id, "Credit applied", func(t *tenant, v *Invoice) error {
		if v.Status != "AUTHORISED" || !amount.IsPositive() || amount.GreaterThan(v.AmountDue) || !date.Valid() {
			return fmt.Errorf("cannot credit %s on %q: status %s, due %s", amount, date, v.Status, v.AmountDue)
		}
		n := len(v.Credits) + 1
		v.Credits = append(v.Credits, Credit{CreditNoteID: c.s.cfg.NewID(), CreditNoteNumber: fmt.Sprintf("CN-%s-%d", v.InvoiceNumber, n), Date: date, AppliedAmount: amount})
		return nil
	})
}

// VoidInvoice voids an approved invoice nothing is applied to.
func (c *Control) VoidInvoice(id string) error { return c.status(id, "VOIDED") }

// DeleteInvoice deletes a draft or submitted invoice.
func (c *Control) DeleteInvoice(id string) error { return c.status(id, "DELETED") }

// ApproveInvoice approves a draft or submitted invoice.
func (c *Control) ApproveInvoice(id string) error { return c.status(id, "AUTHORISED") }

func (c *Control) status(id, to string) error {
	return c.invoice(id, "Status "+to, func(t *tenant, v *Invoice) error {
		if msg := invoiceStatusChange(v, to); msg != "" {
			return sentence(msg)
		}
		if to == "AUTHORISED" {
			v.Approved = c.s.now()
		}
		v.Status = to
		return nil
	})
}

// AddInvoice stores an invoice made in Xero and gives its id. Missing ids,
// number, type, status, dates and currency are filled.
func (c *Control) AddInvoice(v Invoice) (string, error) {
	err := c.do(func(t *tenant) error {
		if t.Contacts[v.ContactID] == nil {
			return fmt.Errorf("contact %q: %w", v.ContactID, ErrNotFound)
		}
		v = *v.clone()
		fill(&v.InvoiceID, c.s.cfg.NewID)
		fill(&v.Type, func() string { return "ACCREC" })
		fill(&v.InvoiceNumber, func() string { return t.nextInvoiceNumber() })
		fill(&v.Status, func() string { return "DRAFT" })
		fill(&v.LineAmountTypes, func() string { return "Exclusive" })
		fill(&v.CurrencyCode, func() string { return t.Org.BaseCurrency })
		fill(&v.Date, func() Date { return t.today(c.s.now()) })
		fill(&v.DueDate, func() Date { return v.Date.AddDays(20) })
		if cur, ok := t.currency(v.CurrencyCode); ok && v.CurrencyRate.IsZero() {
			v.CurrencyRate = cur.DayRate
		}
		for i := range v.Lines {
			fill(&v.Lines[i].LineItemID, c.s.cfg.NewID)
		}
		for i := range v.Payments {
			fill(&v.Payments[i].PaymentID, c.s.cfg.NewID)
		}
		v.Updated = c.s.now()
		c.s.reckon(t, &v)
		t.Invoices[v.InvoiceID] = &v
		c.s.note(t, v.InvoiceID, "Created", "")
		return nil
	})
	return v.InvoiceID, err
}

// SetLockDates locks the books up to and including the dates; "" unlocks.
func (c *Control) SetLockDates(period, endOfYear Date) error {
	return c.do(func(t *tenant) error {
		t.Org.PeriodLockDate, t.Org.EndOfYearLockDate = period, endOfYear
		return nil
	})
}

// SetAccountStatus archives or restores an account.
func (c *Control) SetAccountStatus(code, status string) error {
	return c.do(func(t *tenant) error {
		for i := range t.Accounts {
			if t.Accounts[i].Code == code {
				t.Accounts[i].Status, t.Accounts[i].Updated = status, c.s.now()
				return nil
			}
		}
		return fmt.Errorf("account %s: %w", code, ErrNotFound)
	})
}

// SetTaxRateStatus archives or restores a tax rate.
func (c *Control) SetTaxRateStatus(taxType, status string) error {
	return c.do(func(t *tenant) error {
		for i := range t.TaxRates {
			if t.TaxRates[i].TaxType == taxType {
				t.TaxRates[i].Status = status
				return nil
			}
		}
		return fmt.Errorf("tax rate %s: %w", taxType, ErrNotFound)
	})
}

// SetAction allows (ALLOWED) or forbids (NOT-ALLOWED) an action of the user.
func (c *Control) SetAction(name, status string) error {
	return c.do(func(t *tenant) error { t.Actions[name] = status; return nil })
}

// SetApprovalLimit is how many sales invoices a month the plan lets approve;
// 0 means any number.
func (c *Control) SetApprovalLimit(n int) error {
	return c.do(func(t *tenant) error { t.ApprovalLimit = n; return nil })
}

// SetOffline takes this one organisation off line, or back.
func (c *Control) SetOffline(off bool) error {
	return c.do(func(t *tenant) error { t.Offline = off; return nil })
}

// EditOrganisation changes what Xero tells of the organisation.
func (c *Control) EditOrganisation(f func(*Organisation)) error {
	return c.do(func(t *tenant) error { f(&t.Org); return nil })
}

// SetSkew moves Xero's clock away from the configured one.
func (c *Control) SetSkew(d time.Duration) {
	c.s.mu.Lock()
	defer c.s.mu.Unlock()
	c.s.skew = d
}

// Disconnect removes the app's connections to an organisation, as its user
// can do in Xero.
func (c *Control) Disconnect(tenantID string) error {
	c.s.mu.Lock()
	defer c.s.mu.Unlock()
	c.s.dropConnections(func(n *connection) bool { return n.TenantID == tenantID })
	c.s.save()
	return nil
}

// AddOrganisation adds another organisation and gives its tenant id.
func (c *Control) AddOrganisation(name string) string {
	c.s.mu.Lock()
	defer c.s.mu.Unlock()
	t := c.s.newTenant(name)
	c.s.state.Tenants = append(c.s.state.Tenants, t)
	c.s.save()
	return t.Org.OrganisationID
}

// Reset starts the organisation anew under a new tenant id, which is
// returned, as happens to Xero's Demo Company every month. Connections to the
// old one are gone.
func (c *Control) Reset() (string, error) {
	var id string
	err := c.do(func(t *tenant) error {
		old := t.Org.OrganisationID
		for i, other := range c.s.state.Tenants {
			if other == t {
				c.s.state.Tenants[i] = c.s.seed()
				id = c.s.state.Tenants[i].Org.OrganisationID
			}
		}
		c.s.dropConnections(func(n *connection) bool { return n.TenantID == old })
		return nil
	})
	return id, err
}

// fill sets p where it is empty.
func fill[T ~string](p *T, f func() T) {
	if *p == "" {
		*p = f()
	}
}
