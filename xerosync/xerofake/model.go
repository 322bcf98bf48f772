package xerofake

import (
	"slices"
	"time"

	"github.com/shopspring/decimal"
)

// Date is a calendar date as YYYY-MM-DD; "" means none. Dates compare as
// strings.
type Date string

// DateOf gives the calendar date of t in t's own zone.
func DateOf(t time.Time) Date { return Date(t.Format(time.DateOnly)) }

// Valid says whether d is a real calendar date.
func (d Date) Valid() bool {
	_, err := time.Parse(time.DateOnly, string(d))
	return err == nil
}

// Time is midnight UTC of d, which is how Xero encodes a calendar date.
func (d Date) Time() time.Time {
	t, _ := time.Parse(time.DateOnly, string(d))
	return t
}

// AddDays moves d by n days.
func (d Date) AddDays(n int) Date { return DateOf(d.Time().AddDate(0, 0, n)) }

// Contact is a contact as Xero holds it.
type Contact struct {
	ContactID, ContactNumber, AccountNumber string
	ContactStatus                           string // ACTIVE, ARCHIVED, GDPRREQUEST
	MergedToContactID                       string
	Name, FirstName, LastName               string
	EmailAddress, CompanyNumber, TaxNumber  string
	Website                                 string
	AccountsReceivableTaxType               string
	AccountsPayableTaxType                  string
	DefaultCurrency                         string
	SalesDefaultAccountCode                 string
	SalesDefaultLineAmountType              string // INCLUSIVE, EXCLUSIVE, NONE
	ContactPersons                          []ContactPerson
	Addresses                               map[string]Address // by type: POBOX, STREET
	Phones                                  map[string]Phone   // by type: DEFAULT, DDI, FAX, MOBILE, OFFICE
	SalesTerms, BillsTerms                  Terms
	Updated                                 time.Time
}

// ContactPerson is one of up to five further people of a contact.
type ContactPerson struct {
	FirstName, LastName, EmailAddress string
	IncludeInEmails                   bool
}

// Address is one address of a contact.
type Address struct {
	AddressLine1, AddressLine2, AddressLine3, AddressLine4 string
	City, Region, PostalCode, Country, AttentionTo         string
}

// Phone is one telephone number of a contact.
type Phone struct {
	PhoneNumber, PhoneAreaCode, PhoneCountryCode string
}

// Terms is a payment term; Type "" means none.
type Terms struct {
	Day  int
	Type string // DAYSAFTERBILLDATE, DAYSAFTERBILLMONTH, OFCURRENTMONTH, OFFOLLOWINGMONTH
}

// Line is a line of an invoice or a quote.
type Line struct {
	LineItemID, Description        string
	ItemCode, AccountCode, TaxType string
	Quantity, UnitAmount           decimal.Decimal
	DiscountRate, DiscountAmount   decimal.Decimal
	LineAmount, TaxAmount          decimal.Decimal
	Tracking                       []Tracking
	TextOnly                       bool // a description and nothing else
	TaxOverridden                  bool // TaxAmount was given, not computed
}

// Tracking is a line's choice in one tracking category.
type Tracking struct{ TrackingCategoryID, TrackingOptionID, Name, Option string }

// Payment is money received for an invoice.
type Payment struct {
	PaymentID string
	Date      Date
	Amount    decimal.Decimal
	Reference string
}

// Credit is a credit note allocated to an invoice.
type Credit struct {
	CreditNoteID, CreditNoteNumber string
	Date                           Date
	AppliedAmount                  decimal.Decimal
}

// Invoice is a sales invoice (ACCREC) or a bill (ACCPAY) as Xero holds it.
// Totals follow from the lines, paid and due from payments and credits.
type Invoice struct {
	InvoiceID, Type, ContactID    string
	InvoiceNumber, Reference, URL string
	BrandingThemeID               string
	Status                        string // DRAFT, SUBMITTED, AUTHORISED, PAID, VOIDED, DELETED
	LineAmountTypes               string // Exclusive, Inclusive, NoTax
	Date, DueDate                 Date
	ExpectedPaymentDate           Date
	PlannedPaymentDate            Date
	FullyPaidOnDate               Date
	CurrencyCode                  string
	CurrencyRate                  decimal.Decimal
	SentToContact                 bool
	Lines                         []Line
	SubTotal, TotalTax, Total     decimal.Decimal
	TotalDiscount                 decimal.Decimal
	AmountDue, AmountPaid         decimal.Decimal
	AmountCredited                decimal.Decimal
	Payments                      []Payment
	Credits                       []Credit
	RepeatingInvoiceID            string
	AppID                         string // the client that created it; "" = made in Xero
	Approved                      time.Time
	Updated                       time.Time
}

// Quote is a quote as Xero holds it.
type Quote struct {
	QuoteID, QuoteNumber, ContactID string
	Reference, Title, Summary       string
	Terms, BrandingThemeID          string
	Status                          string // DRAFT, SENT, ACCEPTED, DECLINED, INVOICED, DELETED
	LineAmountTypes                 string // EXCLUSIVE, INCLUSIVE, NOTAX
	Date, ExpiryDate                Date
	CurrencyCode                    string
	CurrencyRate                    decimal.Decimal
	Lines                           []Line
	SubTotal, TotalTax, Total       decimal.Decimal
	TotalDiscount                   decimal.Decimal
	Updated                         time.Time
}

// Note is an entry of a record's history.
type Note struct {
	At                     time.Time
	Changes, User, Details string
}

// clone copies a contact deeply, so that what is stored is never shared.
func (c Contact) clone() *Contact {
	c.ContactPersons = slices.Clone(c.ContactPersons)
	c.Addresses = cloneMap(c.Addresses)
	c.Phones = cloneMap(c.Phones)
	return &c
}

func (v Invoice) clone() *Invoice {
	v.Lines = cloneLines(v.Lines)
	v.Payments = slices.Clone(v.Payments)
	v.Credits = slices.Clone(v.Credits)
	return &v
}

func (q Quote) clone() *Quote {
	q.Lines = cloneLines(q.Lines)
	return &q
}

func cloneLines(lines []Line) []Line {
	out := slices.Clone(lines)
	for i := range out {
		out[i].Tracking = slices.Clone(out[i].Tracking)
	}
	return out
}

func cloneMap[V any](m map[string]V) map[string]V {
	out := make(map[string]V, len(m))
	for k, v := range m {
		out[k] = v
	}
	return out
}
