package xeroapi

import (
	"bytes"
	"encoding/json"
)

// QuoteStatus is the state of a quote, an open enumeration.
type QuoteStatus string

// The states of a quote that Xero documents.
const (
	QuoteDraft    QuoteStatus = "DRAFT"
	QuoteSent     QuoteStatus = "SENT"
	QuoteAccepted QuoteStatus = "ACCEPTED"
	QuoteDeclined QuoteStatus = "DECLINED"
	QuoteInvoiced QuoteStatus = "INVOICED"
	QuoteDeleted  QuoteStatus = "DELETED"
)

// Values of LineAmountTypes on quotes. Invoices spell them otherwise.
const (
	QuoteExclusive = "EXCLUSIVE"
	QuoteInclusive = "INCLUSIVE"
	QuoteNoTax     = "NOTAX"
)

// Quote is a quote as Xero sends and takes it. An update of a quote clears the
// head fields that are left out, and a left out LineAmountTypes becomes
// EXCLUSIVE: send QuoteNumber, Contact, Date and every head field each time.
// Only LineItems left out stay as they are. Fields under "read only" are never
// sent.
type Quote struct {
	QuoteID         string      `json:"QuoteID,omitempty"`
	QuoteNumber     string      `json:"QuoteNumber,omitempty"`
	Reference       *string     `json:"Reference,omitempty"`
	Title           *string     `json:"Title,omitempty"`
	Summary         *string     `json:"Summary,omitempty"`
	Terms           *string     `json:"Terms,omitempty"`
	Contact         *ContactRef `json:"Contact,omitempty"`
	Date            Date        `json:"Date,omitzero"`
	ExpiryDate      Date        `json:"ExpiryDate,omitzero"`
	Status          QuoteStatus `json:"Status,omitempty"`
	LineAmountTypes string      `json:"LineAmountTypes,omitempty"`
	CurrencyCode    string      `json:"CurrencyCode,omitempty"`
	CurrencyRate    *Decimal    `json:"CurrencyRate,omitempty"`
	BrandingThemeID string      `json:"BrandingThemeID,omitempty"`
	LineItems       []LineItem  `json:"LineItems,omitempty"`

	// Read only.
	SubTotal       *Decimal `json:"SubTotal,omitempty"`
	TotalTax       *Decimal `json:"TotalTax,omitempty"`
	Total          *Decimal `json:"Total,omitempty"`
	TotalDiscount  *Decimal `json:"TotalDiscount,omitempty"`
	UpdatedDateUTC Instant  `json:"UpdatedDateUTC,omitzero"`
	ElementStatus

	// Raw is the element exactly as Xero sent it.
	Raw json.RawMessage `json:"-"`
}

// UnmarshalJSON decodes a quote, prefers the ISO text of its dates, and keeps
// the raw element.
func (v *Quote) UnmarshalJSON(b []byte) error {
	type plain Quote
	var aux struct {
		plain
		DateString       *string
		ExpiryDateString *string
	}
	if err := json.Unmarshal(b, &aux); err != nil {
		return err
	}
	*v = Quote(aux.plain)
	v.Date = preferText(aux.DateString, v.Date)
	v.ExpiryDate = preferText(aux.ExpiryDateString, v.ExpiryDate)
	v.Raw = bytes.Clone(b)
	v.Problems, v.Warnings = collect(b)
	return nil
}

// writable returns the quote without what only Xero decides.
func (v Quote) writable() Quote {
	v.Contact = v.Contact.writable()
	v.LineItems = writableLines(v.LineItems)
	v.SubTotal, v.TotalTax, v.Total, v.TotalDiscount = nil, nil, nil, nil
	v.UpdatedDateUTC, v.ElementStatus, v.Raw = 0, ElementStatus{}, nil
	return v
}
