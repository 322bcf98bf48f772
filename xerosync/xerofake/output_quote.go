package xerofake

import (
	"encoding/json"
	"fmt"
)

type outQuoteContact struct {
	ContactID, Name string
	EmailAddress    string `json:",omitempty"`
	FirstName       string `json:",omitempty"`
	LastName        string `json:",omitempty"`
}

type outQuote struct {
	QuoteID, QuoteNumber  string
	Reference             string `json:",omitempty"`
	Terms                 string
	Contact               outQuoteContact
	LineItems             []outLine
	Date, DateString      string
	ExpiryDate            string `json:",omitempty"`
	ExpiryDateString      string `json:",omitempty"`
	Status                string
	CurrencyRate          json.Number
	CurrencyCode          string
	SubTotal              json.Number
	TotalTax              json.Number
	Total                 json.Number
	TotalDiscount         json.Number `json:",omitempty"`
	Title                 string      `json:",omitempty"`
	Summary               string      `json:",omitempty"`
	BrandingThemeID       string      `json:",omitempty"`
	UpdatedDateUTC        string
	LineAmountTypes       string
	StatusAttributeString string    `json:",omitempty"`
	ValidationErrors      []message `json:",omitempty"`
}

func (s *Server) outQuote(t *tenant, q *Quote) outQuote {
	lines := cloneLines(q.Lines)
	if s.cfg.Switches.InclusiveQuotesReadExclusive && inclusive(q.LineAmountTypes) {
		for i := range lines {
			l := &lines[i]
			if r, ok := t.taxRate(l.TaxType); ok {
				l.UnitAmount = s.round(l.UnitAmount.Mul(hundred).Div(hundred.Add(r.Rate)), 4)
			}
			l.LineAmount = l.LineAmount.Sub(l.TaxAmount)
		}
	}
	o := outQuote{
		QuoteID: q.QuoteID, QuoteNumber: q.QuoteNumber, Reference: q.Reference, Terms: q.Terms,
		LineItems: s.outLines(t, lines, 4), Date: msDateQuote(q.Date), DateString: dateString(q.Date),
		ExpiryDate: msDateQuote(q.ExpiryDate), ExpiryDateString: dateString(q.ExpiryDate), Status: q.Status,
		CurrencyRate: fixed(q.CurrencyRate, 6), CurrencyCode: q.CurrencyCode,
		SubTotal: fixed(q.SubTotal, 2), TotalTax: fixed(q.TotalTax, 2), Total: fixed(q.Total, 2),
		Title: q.Title, Summary: q.Summary, BrandingThemeID: q.BrandingThemeID,
		UpdatedDateUTC: fmt.Sprintf("/Date(%d)/", q.Updated.UnixMilli()), LineAmountTypes: q.LineAmountTypes,
	}
	if !q.TotalDiscount.IsZero() {
		o.TotalDiscount = fixed(q.TotalDiscount, 2)
	}
	if n := t.Contacts[q.ContactID]; n != nil {
		o.Contact = outQuoteContact{n.ContactID, n.Name, n.EmailAddress, n.FirstName, n.LastName}
	}
	return o
}
