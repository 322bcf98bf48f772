package xeroapi

import (
	"bytes"
	"encoding/json"
)

// ContactStatus is the state of a contact, an open enumeration.
type ContactStatus string

// The states of a contact that Xero documents. Only an active contact can be
// used in a new document.
const (
	ContactActive   ContactStatus = "ACTIVE"
	ContactArchived ContactStatus = "ARCHIVED"
	ContactGDPR     ContactStatus = "GDPRREQUEST"
)

// Values of Address.AddressType. POBOX is printed on invoices.
const (
	AddressPostal   = "POBOX"
	AddressStreet   = "STREET"
	AddressDelivery = "DELIVERY" // of an organisation; Xero drops it from a contact
)

// Values of Phone.PhoneType.
const (
	PhoneDefault = "DEFAULT"
	PhoneDirect  = "DDI"
	PhoneMobile  = "MOBILE"
	PhoneFax     = "FAX"
)

// Contact is a customer or supplier as Xero sends and takes it. Fields under
// "read only" are never sent.
type Contact struct {
	ContactID string `json:"ContactID,omitempty"`
	// ContactNumber is the external key, writable through the API only and
	// unique. Send it on create only: another integration may own it later.
	ContactNumber string        `json:"ContactNumber,omitempty"`
	AccountNumber *string       `json:"AccountNumber,omitempty"`
	ContactStatus ContactStatus `json:"ContactStatus,omitempty"`
	Name          string        `json:"Name,omitempty"`
	FirstName     *string       `json:"FirstName,omitempty"`
	LastName      *string       `json:"LastName,omitempty"`
	EmailAddress  *string       `json:"EmailAddress,omitempty"`
	CompanyNumber *string       `json:"CompanyNumber,omitempty"`
	TaxNumber     *string       `json:"TaxNumber,omitempty"`
	// ContactPersons, when sent, replaces the whole list; an empty list
	// clears nothing.
	ContactPersons             []ContactPerson `json:"ContactPersons,omitempty"`
	Addresses                  []Address       `json:"Addresses,omitempty"`
	Phones                     []Phone         `json:"Phones,omitempty"`
	DefaultCurrency            *string         `json:"DefaultCurrency,omitempty"`
	AccountsReceivableTaxType  *string         `json:"AccountsReceivableTaxType,omitempty"`
	SalesDefaultAccountCode    *string         `json:"SalesDefaultAccountCode,omitempty"`
	SalesDefaultLineAmountType *string         `json:"SalesDefaultLineAmountType,omitempty"`
	PaymentTerms               *PaymentTerms   `json:"PaymentTerms,omitempty"`

	// Read only.
	IsCustomer        Bool     `json:"IsCustomer,omitempty"`
	IsSupplier        Bool     `json:"IsSupplier,omitempty"`
	Website           string   `json:"Website,omitempty"`
	Discount          *Decimal `json:"Discount,omitempty"`
	HasAttachments    Bool     `json:"HasAttachments,omitempty"`
	MergedToContactID string   `json:"MergedToContactID,omitempty"`
	UpdatedDateUTC    Instant  `json:"UpdatedDateUTC,omitzero"`
	ElementStatus

	// Raw is the element exactly as Xero sent it.
	Raw json.RawMessage `json:"-"`
}

// ContactPerson is one of up to five further persons of a contact.
type ContactPerson struct {
	FirstName       string `json:"FirstName"`
	LastName        string `json:"LastName"`
	EmailAddress    string `json:"EmailAddress"`
	IncludeInEmails Bool   `json:"IncludeInEmails"`
}

// Address is always sent complete: whether Xero clears the parts left out is
// not documented.
type Address struct {
	AddressType  string `json:"AddressType"`
	AttentionTo  string `json:"AttentionTo"`
	AddressLine1 string `json:"AddressLine1"`
	AddressLine2 string `json:"AddressLine2"`
	AddressLine3 string `json:"AddressLine3"`
	AddressLine4 string `json:"AddressLine4"`
	City         string `json:"City"`
	Region       string `json:"Region"`
	PostalCode   string `json:"PostalCode"`
	Country      string `json:"Country"`
}

// IsEmpty reports whether only the type is set, as for the types that Xero
// lists without their ever having been filled in.
func (a Address) IsEmpty() bool { return a == Address{AddressType: a.AddressType} }

// Phone is always sent complete, like Address.
type Phone struct {
	PhoneType        string `json:"PhoneType"`
	PhoneNumber      string `json:"PhoneNumber"`
	PhoneAreaCode    string `json:"PhoneAreaCode"`
	PhoneCountryCode string `json:"PhoneCountryCode"`
}

// IsEmpty reports whether only the type is set.
func (p Phone) IsEmpty() bool { return p == Phone{PhoneType: p.PhoneType} }

// PaymentTerms are the terms of a contact's or an organisation's documents.
type PaymentTerms struct {
	Sales *PaymentTerm `json:"Sales,omitempty"`
	Bills *PaymentTerm `json:"Bills,omitempty"`
}

// PaymentTerm is a number of days and what they count from, such as 20 and
// OFFOLLOWINGMONTH.
type PaymentTerm struct {
	Day  int    `json:"Day"`
	Type string `json:"Type"`
}

// ContactRef is the contact of a document. Only its id is ever sent: more
// would change the contact itself and drop its further persons.
type ContactRef struct {
	ContactID     string        `json:"ContactID,omitempty"`
	ContactNumber string        `json:"ContactNumber,omitempty"`
	Name          string        `json:"Name,omitempty"`
	ContactStatus ContactStatus `json:"ContactStatus,omitempty"`
}

func (r *ContactRef) writable() *ContactRef {
	if r == nil {
		return nil
	}
	return &ContactRef{ContactID: r.ContactID}
}

// UnmarshalJSON decodes a contact and keeps the raw element.
func (v *Contact) UnmarshalJSON(b []byte) error {
	type plain Contact
	var p plain
	if err := json.Unmarshal(b, &p); err != nil {
		return err
	}
	*v = Contact(p)
	v.Raw = bytes.Clone(b)
	v.Problems, v.Warnings = collect(b)
	return nil
}

// writable returns the contact without what only Xero decides.
func (v Contact) writable() Contact {
	v.IsCustomer, v.IsSupplier, v.Website, v.Discount = false, false, "", nil
	v.HasAttachments, v.MergedToContactID, v.UpdatedDateUTC = false, "", 0
	v.ElementStatus, v.Raw = ElementStatus{}, nil
	return v
}
