package xeroapi

import (
	"bytes"
	"encoding/json"
)

// Values of Invoice.Type.
const (
	TypeSales = "ACCREC"
	TypeBill  = "ACCPAY"
)

// InvoiceStatus is the state of an invoice, an open enumeration.
type InvoiceStatus string

// The states of an invoice that Xero documents.
const (
	InvoiceDraft      InvoiceStatus = "DRAFT"
	InvoiceSubmitted  InvoiceStatus = "SUBMITTED"
	InvoiceAuthorised InvoiceStatus = "AUTHORISED"
	InvoicePaid       InvoiceStatus = "PAID"
	InvoiceVoided     InvoiceStatus = "VOIDED"
	InvoiceDeleted    InvoiceStatus = "DELETED"
)

// Values of LineAmountTypes on invoices. Quotes spell them otherwise.
const (
	InvoiceExclusive = "Exclusive"
	InvoiceInclusive = "Inclusive"
	InvoiceNoTax     = "NoTax"
)

// Invoice is a sales invoice (or a bill) as Xero sends and takes it. Fields
// under "read only" are never sent.
type Invoice struct {
	Type                string        `json:"Type,omitempty"`
	InvoiceID           string        `json:"InvoiceID,omitempty"`
	InvoiceNumber       string        `json:"InvoiceNumber,omitempty"`
	Reference           *string       `json:"Reference,omitempty"`
	Contact             *ContactRef   `json:"Contact,omitempty"`
	Date                Date          `json:"Date,omitzero"`
	DueDate             Date          `json:"DueDate,omitzero"`
	ExpectedPaymentDate Date          `json:"ExpectedPaymentDate,omitzero"`
	Status              InvoiceStatus `json:"Status,omitempty"`
	LineAmountTypes     string        `json:"LineAmountTypes,omitempty"`
	CurrencyCode        string        `json:"CurrencyCode,omitempty"`
	// CurrencyRate is units of the document's currency per unit of the
	// organisation's.
	CurrencyRate    *Decimal   `json:"CurrencyRate,omitempty"`
	BrandingThemeID string     `json:"BrandingThemeID,omitempty"`
	URL             *string    `json:"Url,omitempty"`
	SentToContact   *Bool      `json:"SentToContact,omitempty"`
	LineItems       []LineItem `json:"LineItems,omitempty"`

	// Read only.
	SubTotal           *Decimal          `json:"SubTotal,omitempty"`
	TotalTax           *Decimal          `json:"TotalTax,omitempty"`
	Total              *Decimal          `json:"Total,omitempty"`
	TotalDiscount      *Decimal          `json:"TotalDiscount,omitempty"`
	AmountDue          *Decimal          `json:"AmountDue,omitempty"`
	AmountPaid         *Decimal          `json:"AmountPaid,omitempty"`
	AmountCredited     *Decimal          `json:"AmountCredited,omitempty"`
	FullyPaidOnDate    Date              `json:"FullyPaidOnDate,omitzero"`
	Payments           []Payment         `json:"Payments,omitempty"`
	CreditNotes        []CreditNote      `json:"CreditNotes,omitempty"`
	Prepayments        []json.RawMessage `json:"Prepayments,omitempty"`
	Overpayments       []json.RawMessage `json:"Overpayments,omitempty"`
	RepeatingInvoiceID string            `json:"RepeatingInvoiceID,omitempty"`
	HasAttachments     Bool              `json:"HasAttachments,omitempty"`
	IsDiscounted       Bool              `json:"IsDiscounted,omitempty"`
	UpdatedDateUTC     Instant           `json:"UpdatedDateUTC,omitzero"`
	ElementStatus

	// Raw is the element exactly as Xero sent it.
	Raw json.RawMessage `json:"-"`
}

// LineItem is a line of an invoice or a quote. In an update, a field left out
// of a line with a LineItemID keeps its value; a line of Xero's whose id is
// not sent is deleted.
type LineItem struct {
	LineItemID     string         `json:"LineItemID,omitempty"`
	Description    *string        `json:"Description,omitempty"`
	Quantity       *Decimal       `json:"Quantity,omitempty"`
	UnitAmount     *Decimal       `json:"UnitAmount,omitempty"`
	DiscountRate   *Decimal       `json:"DiscountRate,omitempty"`
	DiscountAmount *Decimal       `json:"DiscountAmount,omitempty"`
	ItemCode       *string        `json:"ItemCode,omitempty"`
	AccountCode    *string        `json:"AccountCode,omitempty"`
	AccountID      string         `json:"AccountID,omitempty"`
	TaxType        *string        `json:"TaxType,omitempty"`
	TaxAmount      *Decimal       `json:"TaxAmount,omitempty"`
	LineAmount     *Decimal       `json:"LineAmount,omitempty"`
	Tracking       []LineTracking `json:"Tracking,omitempty"`
}

// LineTracking is one of the two tracking options a line may carry. Send the
// ids: the matching of names is not documented.
type LineTracking struct {
	TrackingCategoryID string `json:"TrackingCategoryID,omitempty"`
	TrackingOptionID   string `json:"TrackingOptionID,omitempty"`
	Name               string `json:"Name,omitempty"`
	Option             string `json:"Option,omitempty"`
}

// Payment is a payment as it is embedded in an invoice.
type Payment struct {
	PaymentID    string   `json:"PaymentID,omitempty"`
	Date         Date     `json:"Date,omitzero"`
	Amount       *Decimal `json:"Amount,omitempty"`
	Reference    string   `json:"Reference,omitempty"`
	CurrencyRate *Decimal `json:"CurrencyRate,omitempty"`
}

// CreditNote is a credit note as it is embedded in an invoice it was applied
// to.
type CreditNote struct {
	CreditNoteID     string   `json:"CreditNoteID,omitempty"`
	CreditNoteNumber string   `json:"CreditNoteNumber,omitempty"`
	Date             Date     `json:"Date,omitzero"`
	AppliedAmount    *Decimal `json:"AppliedAmount,omitempty"`
	Total            *Decimal `json:"Total,omitempty"`
}

// UnmarshalJSON decodes an invoice, prefers the ISO text of its dates, and
// keeps the raw element.
func (v *Invoice) UnmarshalJSON(b []byte) error {
	type plain Invoice
	var aux struct {
		plain
		DateString    *string
		DueDateString *string
	}
	if err := json.Unmarshal(b, &aux); err != nil {
		return err
	}
	*v = Invoice(aux.plain)
	v.Date = preferText(aux.DateString, v.Date)
	v.DueDate = preferText(aux.DueDateString, v.DueDate)
	v.Raw = bytes.Clone(b)
	v.Problems, v.Warnings = collect(b)
	return nil
}

// writable returns the invoice without what only Xero decides: sent back,
// amounts are checked against the lines and refused (xero.md 9.3), and any
// further field of the contact would change that contact.
func (v Invoice) writable() Invoice {
	w := Invoice{
		Type: v.Type, InvoiceID: v.InvoiceID, InvoiceNumber: v.InvoiceNumber, Reference: v.Reference,
		Contact: v.Contact.writable(), Date: v.Date, DueDate: v.DueDate, ExpectedPaymentDate: v.ExpectedPaymentDate,
		Status: v.Status, LineAmountTypes: v.LineAmountTypes, CurrencyCode: v.CurrencyCode,
		CurrencyRate: v.CurrencyRate, BrandingThemeID: v.BrandingThemeID, URL: v.URL, SentToContact: v.SentToContact,
	}
	w.LineItems = writableLines(v.LineItems)
	return w
}

// writableLines leaves out LineAmount wherever Xero can work it out, and a
// DiscountAmount of zero, which it refuses on a negative line (xero.md 9.4).
func writableLines(lines []LineItem) []LineItem {
	var out []LineItem
	for _, l := range lines {
		if l.Quantity != nil && l.UnitAmount != nil {
			l.LineAmount = nil
		}
		if l.DiscountAmount != nil && l.DiscountAmount.IsZero() {
			l.DiscountAmount = nil
		}
		out = append(out, l)
	}
	return out
}
