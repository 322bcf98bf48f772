package xerofake

import (
	"encoding/json"
	"fmt"
	"slices"
	"strings"
	"time"

	"github.com/shopspring/decimal"
)

const zeroID = "00000000-0000-0000-0000-000000000000"

// msDate writes a calendar date as invoices do.
func msDate(d Date) string {
	if d == "" {
		return ""
	}
	return fmt.Sprintf("/Date(%d+0000)/", d.Time().UnixMilli())
}

// msDateQuote writes a calendar date as quotes do, without the offset.
func msDateQuote(d Date) string { return strings.Replace(msDate(d), "+0000", "", 1) }

func dateString(d Date) string {
	if d == "" {
		return ""
	}
	return string(d) + "T00:00:00"
}

func msTime(t time.Time) string { return fmt.Sprintf("/Date(%d+0000)/", t.UnixMilli()) }

func fixed(d decimal.Decimal, places int32) json.Number { return json.Number(d.StringFixed(places)) }

// rate writes a percentage with two decimals, more if it has more.
func rate(d decimal.Decimal) json.Number {
	return fixed(d, max(2, min(4, -d.Exponent())))
}

type message struct{ Message string }

func messages(texts []string) []message {
	out := make([]message, len(texts))
	for i, t := range texts {
		out[i].Message = t
	}
	return out
}

// envelope wraps a list in what surrounds it at Xero. The list's name stays
// in its place behind the other keys.
type envelope struct {
	ID         string
	Provider   string
	At         time.Time
	Summarize  *bool
	Pagination *pagination
	Name       string
	List       any
}

type pagination struct {
	Page      int `json:"page"`
	PageSize  int `json:"pageSize"`
	PageCount int `json:"pageCount"`
	ItemCount int `json:"itemCount"`
}

func (e envelope) MarshalJSON() ([]byte, error) {
	list, err := json.Marshal(e.List)
	if err != nil {
		return nil, err
	}
	var b strings.Builder
	b.WriteString("{")
	if e.Summarize != nil {
		fmt.Fprintf(&b, `"SummarizeErrors":%t,`, *e.Summarize)
	}
	fmt.Fprintf(&b, `"Id":%q,"Status":"OK","ProviderName":%q,"DateTimeUTC":"/Date(%d)/",`, e.ID, e.Provider, e.At.UnixMilli())
	if e.Pagination != nil {
		page, _ := json.Marshal(e.Pagination)
		fmt.Fprintf(&b, `"pagination":%s,`, page)
	}
	fmt.Fprintf(&b, "%q:%s}", e.Name, list)
	return []byte(b.String()), nil
}

func (s *Server) ok(name string, list any) envelope {
	return envelope{ID: s.cfg.NewID(), Provider: "LiteWork", At: s.now(), Name: name, List: list}
}

type outTracking struct {
	Name, Option                         string
	TrackingCategoryID, TrackingOptionID string `json:",omitempty"`
}

type outLine struct {
	LineItemID       string
	Description      string      `json:",omitempty"`
	UnitAmount       json.Number `json:",omitempty"`
	TaxType          string      `json:",omitempty"`
	TaxAmount        json.Number
	LineAmount       json.Number
	AccountCode      string `json:",omitempty"`
	AccountID        string `json:",omitempty"`
	ItemCode         string `json:",omitempty"`
	Tracking         []outTracking
	Quantity         json.Number `json:",omitempty"`
	DiscountRate     json.Number `json:",omitempty"`
	DiscountAmount   json.Number `json:",omitempty"`
	ValidationErrors []message   `json:",omitzero"`
}

// outLines writes lines with unit prices of the given decimals.
func (s *Server) outLines(t *tenant, lines []Line, places int32) []outLine {
	out := []outLine{}
	for _, l := range lines {
		o := outLine{
			LineItemID: l.LineItemID, Description: l.Description, TaxType: l.TaxType, TaxAmount: fixed(l.TaxAmount, 2),
			LineAmount: fixed(l.LineAmount, 2), AccountCode: l.AccountCode, ItemCode: l.ItemCode, Tracking: []outTracking{},
		}
		if a, ok := t.account(l.AccountCode); ok {
			o.AccountID = a.AccountID
		}
		if !l.TextOnly {
			o.Quantity, o.UnitAmount = fixed(l.Quantity, 4), fixed(s.round(l.UnitAmount, places), places)
		}
		if !l.DiscountRate.IsZero() {
			o.DiscountRate = rate(l.DiscountRate)
		}
		if !l.DiscountAmount.IsZero() {
			o.DiscountAmount = fixed(l.DiscountAmount, 2)
		}
		for _, k := range l.Tracking {
			o.Tracking = append(o.Tracking, outTracking{k.Name, k.Option, k.TrackingCategoryID, k.TrackingOptionID})
		}
		out = append(out, o)
	}
	return out
}

type outPayment struct {
	PaymentID           string
	Date                string
	Amount              json.Number
	Reference           string `json:",omitempty"`
	CurrencyRate        json.Number
	HasAccount          bool
	HasValidationErrors bool
}

type outCredit struct {
	CreditNoteID, CreditNoteNumber, ID string
	HasErrors                          bool
	AppliedAmount                      json.Number
	DateString, Date                   string
	LineItems                          []outLine
	Total                              json.Number
}

type outInvoice struct {
	Type, InvoiceID, InvoiceNumber, Reference string
	URL                                       string       `json:"Url,omitempty"`
	Payments                                  []outPayment `json:",omitzero"`
	CreditNotes                               []outCredit  `json:",omitzero"`
	Prepayments                               []struct{}
	Overpayments                              []struct{}
	AmountDue                                 json.Number
	AmountPaid                                json.Number
	AmountCredited                            json.Number
	SentToContact                             bool
	CurrencyRate                              json.Number
	HasErrors                                 bool
	IsDiscounted                              bool
	HasAttachments                            *bool  `json:",omitempty"`
	RepeatingInvoiceID                        string `json:",omitempty"`
	BrandingThemeID                           string `json:",omitempty"`
	Contact                                   any
	DateString, Date                          string
	DueDateString                             string `json:",omitempty"`
	DueDate                                   string `json:",omitempty"`
	ExpectedPaymentDate                       string `json:",omitempty"`
	PlannedPaymentDate                        string `json:",omitempty"`
	Status                                    string
	LineAmountTypes                           string
	LineItems                                 []outLine `json:",omitzero"`
	SubTotal                                  json.Number
	TotalTax                                  json.Number
	Total                                     json.Number
	TotalDiscount                             json.Number `json:",omitempty"`
	UpdatedDateUTC                            string
	UpdatedDateUTCString                      string
	CurrencyCode                              string
	FullyPaidOnDate                           string    `json:",omitempty"`
	StatusAttributeString                     string    `json:",omitempty"`
	ValidationErrors                          []message `json:",omitempty"`
	Warnings                                  []message `json:",omitempty"`
}

// detail is how much of a record an answer shows.
type detail int

const (
	summary detail = iota // summaryOnly=true
	listed                // a list without pages: no lines
	full                  // a page, or one record
	written               // the answer of a write: with the whole contact
)

func (s *Server) outInvoice(t *tenant, v *Invoice, how detail, places int32) outInvoice {
	o := outInvoice{
		Type: v.Type, InvoiceID: v.InvoiceID, InvoiceNumber: v.InvoiceNumber, Reference: v.Reference, URL: v.URL,
		Prepayments: []struct{}{}, Overpayments: []struct{}{},
		AmountDue: fixed(v.AmountDue, 2), AmountPaid: fixed(v.AmountPaid, 2), AmountCredited: fixed(v.AmountCredited, 2),
		SentToContact: v.SentToContact, CurrencyRate: fixed(v.CurrencyRate, 6), IsDiscounted: !v.TotalDiscount.IsZero(),
		RepeatingInvoiceID: v.RepeatingInvoiceID, BrandingThemeID: v.BrandingThemeID,
		Contact: s.thinContact(t, v.ContactID), DateString: dateString(v.Date), Date: msDate(v.Date),
		DueDateString: dateString(v.DueDate), DueDate: msDate(v.DueDate),
		ExpectedPaymentDate: msDate(v.ExpectedPaymentDate), PlannedPaymentDate: msDate(v.PlannedPaymentDate),
		Status: v.Status, LineAmountTypes: v.LineAmountTypes,
		SubTotal: fixed(v.SubTotal, 2), TotalTax: fixed(v.TotalTax, 2), Total: fixed(v.Total, 2),
		UpdatedDateUTC: msTime(v.Updated), UpdatedDateUTCString: v.Updated.Format("2006-01-02T15:04:05Z"),
		CurrencyCode: v.CurrencyCode, FullyPaidOnDate: msDate(v.FullyPaidOnDate),
	}
	if !v.TotalDiscount.IsZero() {
		o.TotalDiscount = fixed(v.TotalDiscount, 2)
	}
	if how == summary {
		return o
	}
	o.HasAttachments = new(bool)
	o.LineItems, o.Payments, o.CreditNotes = []outLine{}, []outPayment{}, []outCredit{}
	for _, p := range v.Payments {
		o.Payments = append(o.Payments, outPayment{PaymentID: p.PaymentID, Date: msDate(p.Date), Amount: fixed(p.Amount, 2), Reference: p.Reference, CurrencyRate: fixed(v.CurrencyRate, 6)})
	}
	for _, c := range v.Credits {
		o.CreditNotes = append(o.CreditNotes, outCredit{c.CreditNoteID, c.CreditNoteNumber, c.CreditNoteID, false,
			fixed(c.AppliedAmount, 2), dateString(c.Date), msDate(c.Date), []outLine{}, fixed(c.AppliedAmount, 2)})
	}
	if how >= full {
		o.LineItems = s.outLines(t, v.Lines, places)
	}
	if how == written {
		o.Contact = s.outContact(t, t.Contacts[v.ContactID], full)
	}
	return o
}

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

type outAddress struct {
	AddressType                                    string
	AddressLine1                                   string `json:",omitempty"`
	AddressLine2                                   string `json:",omitempty"`
	AddressLine3                                   string `json:",omitempty"`
	AddressLine4                                   string `json:",omitempty"`
	City, Region, PostalCode, Country, AttentionTo string
}

type outPhone struct{ PhoneType, PhoneNumber, PhoneAreaCode, PhoneCountryCode string }

type outTerm struct {
	Day  int
	Type string
}

type outTerms struct {
	Bills *outTerm `json:",omitempty"`
	Sales *outTerm `json:",omitempty"`
}

type outContact struct {
	ContactID                   string
	ContactNumber               string `json:",omitempty"`
	AccountNumber               string `json:",omitempty"`
	ContactStatus               string `json:",omitempty"`
	MergedToContactID           string `json:",omitempty"`
	Name                        string
	FirstName                   string `json:",omitempty"`
	LastName                    string `json:",omitempty"`
	CompanyNumber               string `json:",omitempty"`
	EmailAddress                string
	BankAccountDetails          string
	TaxNumber                   string       `json:",omitempty"`
	AccountsReceivableTaxType   string       `json:",omitempty"`
	AccountsPayableTaxType      string       `json:",omitempty"`
	Addresses                   []outAddress `json:",omitzero"`
	Phones                      []outPhone
	UpdatedDateUTC              string
	ContactGroups               []struct{}      `json:",omitzero"`
	IsSupplier                  *bool           `json:",omitempty"`
	IsCustomer                  *bool           `json:",omitempty"`
	DefaultCurrency             string          `json:",omitempty"`
	SalesDefaultLineAmountType  string          `json:",omitempty"`
	SalesDefaultAccountCode     string          `json:",omitempty"`
	SalesTrackingCategories     []struct{}      `json:",omitzero"`
	PurchasesTrackingCategories []struct{}      `json:",omitzero"`
	PaymentTerms                *outTerms       `json:",omitempty"`
	Website                     string          `json:",omitempty"`
	Balances                    *outBalances    `json:",omitempty"`
	ContactPersons              []ContactPerson `json:",omitzero"`
	HasAttachments              bool
	HasValidationErrors         bool
	StatusAttributeString       string    `json:",omitempty"`
	ValidationErrors            []message `json:",omitempty"`
}

type outBalance struct{ Outstanding, Overdue json.Number }
type outBalances struct{ AccountsReceivable, AccountsPayable outBalance }

// thinContact is the contact inside a listed invoice.
func (s *Server) thinContact(t *tenant, id string) any {
	o := struct {
		ContactID, Name                                  string
		Addresses, Phones, ContactGroups, ContactPersons []struct{}
		HasValidationErrors                              bool
	}{ContactID: id, Addresses: []struct{}{}, Phones: []struct{}{}, ContactGroups: []struct{}{}, ContactPersons: []struct{}{}}
	if n := t.Contacts[id]; n != nil {
		o.Name = n.Name
	}
	return o
}

func (s *Server) outContact(t *tenant, n *Contact, how detail) outContact {
	o := outContact{
		ContactID: n.ContactID, ContactNumber: n.ContactNumber, AccountNumber: n.AccountNumber, ContactStatus: n.ContactStatus,
		Name: n.Name, FirstName: n.FirstName, LastName: n.LastName, CompanyNumber: n.CompanyNumber, EmailAddress: n.EmailAddress,
		TaxNumber: n.TaxNumber, UpdatedDateUTC: msTime(n.Updated),
		AccountsReceivableTaxType: n.AccountsReceivableTaxType, AccountsPayableTaxType: n.AccountsPayableTaxType,
		DefaultCurrency: n.DefaultCurrency,
	}
	for _, kind := range []string{"DDI", "DEFAULT", "FAX", "MOBILE", "OFFICE"} {
		if p, ok := n.Phones[kind]; ok || kind != "OFFICE" {
			o.Phones = append(o.Phones, outPhone{kind, p.PhoneNumber, p.PhoneAreaCode, p.PhoneCountryCode})
		}
	}
	if how == summary {
		return o
	}
	for _, kind := range []string{"STREET", "POBOX"} {
		a := n.Addresses[kind]
		o.Addresses = append(o.Addresses, outAddress{kind, a.AddressLine1, a.AddressLine2, a.AddressLine3, a.AddressLine4, a.City, a.Region, a.PostalCode, a.Country, a.AttentionTo})
	}
	customer, supplier, balances := s.standing(t, n.ContactID)
	o.IsCustomer, o.IsSupplier, o.ContactGroups, o.Balances = &customer, &supplier, []struct{}{}, balances
	o.ContactPersons = append([]ContactPerson{}, n.ContactPersons...)
	if how == listed {
		return o
	}
	o.MergedToContactID, o.Website = n.MergedToContactID, n.Website
	o.SalesDefaultAccountCode, o.SalesDefaultLineAmountType = n.SalesDefaultAccountCode, n.SalesDefaultLineAmountType
	o.SalesTrackingCategories, o.PurchasesTrackingCategories = []struct{}{}, []struct{}{}
	if n.SalesTerms.Type != "" || n.BillsTerms.Type != "" {
		o.PaymentTerms = &outTerms{Sales: n.SalesTerms.out(), Bills: n.BillsTerms.out()}
	}
	return o
}

func (terms Terms) out() *outTerm {
	if terms.Type == "" {
		return nil
	}
	return &outTerm{terms.Day, terms.Type}
}

// standing computes what Xero derives from a contact's documents.
func (s *Server) standing(t *tenant, id string) (customer, supplier bool, b *outBalances) {
	var due, overdue [2]decimal.Decimal
	today := t.today(s.now())
	for _, v := range t.Invoices {
		if v.ContactID != id || v.Status == "DELETED" {
			continue
		}
		i := slices.Index([]string{"ACCREC", "ACCPAY"}, v.Type)
		customer, supplier = customer || i == 0, supplier || i == 1
		if v.Status == "AUTHORISED" && i >= 0 {
			due[i] = due[i].Add(v.AmountDue)
			if v.DueDate < today {
				overdue[i] = overdue[i].Add(v.AmountDue)
			}
		}
	}
	if due[0].IsZero() && due[1].IsZero() {
		return customer, supplier, nil
	}
	return customer, supplier, &outBalances{
		outBalance{fixed(due[0], 2), fixed(overdue[0], 2)},
		outBalance{fixed(due[1], 2), fixed(overdue[1], 2)},
	}
}
