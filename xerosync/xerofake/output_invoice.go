package xerofake

import "encoding/json"

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
