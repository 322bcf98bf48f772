package xerosync

import (
	"encoding/json"
	"strings"

	"litework/document"
	"litework/store"
	"litework/xerosync/xeroapi"
)

// contactNumber is the mark by which a contact of ours is found in Xero again:
// LW- and the 32 hexadecimal digits of its id.
func contactNumber(id string) string {
	return "LW-" + strings.ToLower(strings.ReplaceAll(id, "-", ""))
}

// idOfContactNumber is the id of ours that a ContactNumber stands for; ok is
// false for one of somebody else's.
func idOfContactNumber(number string) (id string, ok bool) {
	hex, found := strings.CutPrefix(strings.ToUpper(strings.TrimSpace(number)), "LW-")
	if !found || len(hex) != 32 || strings.Trim(hex, "0123456789ABCDEF") != "" {
		return "", false
	}
	hex = strings.ToLower(hex)
	return hex[:8] + "-" + hex[8:12] + "-" + hex[12:16] + "-" + hex[16:20] + "-" + hex[20:], true
}

// newContact is the body that creates a contact.
func newContact(c document.Contact) xeroapi.Contact {
	v := xeroapi.Contact{
		Name: tidyName(c.Name), ContactNumber: contactNumber(c.ID),
		FirstName: text(c.FirstName), LastName: text(c.LastName), EmailAddress: text(c.Email),
		TaxNumber: text(c.TaxNumber), CompanyNumber: text(c.CompanyNumber), DefaultCurrency: text(c.Currency),
	}
	if a := addressOut(xeroapi.AddressPostal, c.Postal); !a.IsEmpty() {
		v.Addresses = append(v.Addresses, a)
	}
	if a := addressOut(xeroapi.AddressStreet, c.Street); !a.IsEmpty() {
		v.Addresses = append(v.Addresses, a)
	}
	if p := phoneOut(xeroapi.PhoneDefault, c.Phone); !p.IsEmpty() {
		v.Phones = append(v.Phones, p)
	}
	if p := phoneOut(xeroapi.PhoneMobile, c.Mobile); !p.IsEmpty() {
		v.Phones = append(v.Phones, p)
	}
	if term, ok := termOut(c.Terms); ok {
		v.PaymentTerms = &xeroapi.PaymentTerms{Sales: &term}
	}
	return v
}

// contactIn is a contact of Xero's as it is kept here. Notes and tags, which
// Xero does not know, are left empty.
func contactIn(v *xeroapi.Contact) document.Contact {
	c := document.Contact{
		Name: clean(v.Name), FirstName: cleanPointer(v.FirstName), LastName: cleanPointer(v.LastName),
		Email: cleanPointer(v.EmailAddress), TaxNumber: cleanPointer(v.TaxNumber),
		CompanyNumber: cleanPointer(v.CompanyNumber), Currency: cleanPointer(v.DefaultCurrency),
		Archived: v.ContactStatus != "" && v.ContactStatus != xeroapi.ContactActive,
	}
	for _, a := range v.Addresses {
		switch a.AddressType {
		case xeroapi.AddressPostal:
			c.Postal = addressIn(a)
		case xeroapi.AddressStreet:
			c.Street = addressIn(a)
		}
	}
	for _, p := range v.Phones {
		switch p.PhoneType {
		case xeroapi.PhoneDefault:
			c.Phone = phoneIn(p)
		case xeroapi.PhoneMobile:
			c.Mobile = phoneIn(p)
		}
	}
	if v.PaymentTerms != nil && v.PaymentTerms.Sales != nil {
		c.Terms = termIn(*v.PaymentTerms.Sales)
	}
	return c
}

// sharedContact is what both sides know of a contact: the canonical form.
func sharedContact(c document.Contact) document.Contact { return store.ProjectContact(c) }

func encodeContact(c document.Contact) (json.RawMessage, error) {
	return json.Marshal(sharedContact(c))
}

func addressOut(kind string, a document.Address) xeroapi.Address {
	return xeroapi.Address{
		AddressType: kind, AttentionTo: a.Attention,
		AddressLine1: a.Lines[0], AddressLine2: a.Lines[1], AddressLine3: a.Lines[2], AddressLine4: a.Lines[3],
		City: a.City, Region: a.Region, PostalCode: a.PostalCode, Country: a.Country,
	}
}

func addressIn(a xeroapi.Address) document.Address {
	return document.Address{
		Attention: clean(a.AttentionTo),
		Lines:     [4]string{clean(a.AddressLine1), clean(a.AddressLine2), clean(a.AddressLine3), clean(a.AddressLine4)},
		City:      clean(a.City), Region: clean(a.Region), PostalCode: clean(a.PostalCode), Country: clean(a.Country),
	}
}

func phoneOut(kind string, p document.Phone) xeroapi.Phone {
	return xeroapi.Phone{PhoneType: kind, PhoneNumber: p.Number, PhoneAreaCode: p.Area, PhoneCountryCode: p.Country}
}

func phoneIn(p xeroapi.Phone) document.Phone {
	return document.Phone{Country: clean(p.PhoneCountryCode), Area: clean(p.PhoneAreaCode), Number: clean(p.PhoneNumber)}
}

// termWords pairs the kinds of terms with Xero's names.
var termWords = []struct {
	kind document.TermsKind
	word string
}{
	{document.DaysAfterDate, "DAYSAFTERBILLDATE"}, {document.DaysAfterMonth, "DAYSAFTERBILLMONTH"},
	{document.DayOfMonth, "OFCURRENTMONTH"}, {document.DayOfNextMonth, "OFFOLLOWINGMONTH"},
}

func termOut(t document.PaymentTerms) (xeroapi.PaymentTerm, bool) {
	for _, w := range termWords {
		if w.kind == t.Kind {
			return xeroapi.PaymentTerm{Day: t.Days, Type: w.word}, true
		}
	}
	return xeroapi.PaymentTerm{}, false
}

func termIn(t xeroapi.PaymentTerm) document.PaymentTerms {
	for _, w := range termWords {
		if w.word == t.Type {
			return document.PaymentTerms{Kind: w.kind, Days: t.Day}
		}
	}
	return document.PaymentTerms{}
}

func text(s string) *string {
	if s == "" {
		return nil
	}
	return &s
}
