package xerofake

import (
	"encoding/json"
	"slices"

	"github.com/shopspring/decimal"
)

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
	return showContact(n, how, s.standings(t, n.ContactID)[n.ContactID])
}

func showContact(n *Contact, how detail, is standing) outContact {
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
	o.IsCustomer, o.IsSupplier, o.ContactGroups, o.Balances = &is.customer, &is.supplier, []struct{}{}, is.balances()
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

// standing is what Xero derives from a contact's documents; the first of
// each pair of amounts is for sales, the second for bills.
type standing struct {
	customer, supplier bool
	due, overdue       [2]decimal.Decimal
}

// standings computes the standing of the contact, or of all where it is "".
func (s *Server) standings(t *tenant, contactID string) map[string]standing {
	out := map[string]standing{}
	today := t.today(s.now())
	for _, v := range t.Invoices {
		i := slices.Index([]string{"ACCREC", "ACCPAY"}, v.Type)
		if i < 0 || v.Status == "DELETED" || contactID != "" && v.ContactID != contactID {
			continue
		}
		is := out[v.ContactID]
		is.customer, is.supplier = is.customer || i == 0, is.supplier || i == 1
		if v.Status == "AUTHORISED" {
			is.due[i] = is.due[i].Add(v.AmountDue)
			if v.DueDate < today {
				is.overdue[i] = is.overdue[i].Add(v.AmountDue)
			}
		}
		out[v.ContactID] = is
	}
	return out
}

// balances is absent where nothing is due.
func (is standing) balances() *outBalances {
	if is.due[0].IsZero() && is.due[1].IsZero() {
		return nil
	}
	return &outBalances{
		outBalance{fixed(is.due[0], 2), fixed(is.overdue[0], 2)},
		outBalance{fixed(is.due[1], 2), fixed(is.overdue[1], 2)},
	}
}
