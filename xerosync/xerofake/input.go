package xerofake

import (
	"bytes"
	"encoding/json"
	"errors"
	"strings"
	"time"

	"github.com/shopspring/decimal"
)

// The input types keep apart what was sent and what was not: a nil pointer
// was omitted or null.

// inNumber is a number, sent as a number or as a string.
type inNumber struct{ decimal.Decimal }

func (n *inNumber) UnmarshalJSON(data []byte) error {
	text := strings.Trim(string(data), `"`)
	d, err := decimal.NewFromString(text)
	if err != nil {
		return sentencef("Could not convert string to decimal: %s.", text)
	}
	n.Decimal = d
	return nil
}

// inBool is true or false, or the same as a string.
type inBool bool

func (b *inBool) UnmarshalJSON(data []byte) error {
	switch strings.ToLower(strings.Trim(string(data), `"`)) {
	case "true":
		*b = true
	case "false":
		*b = false
	default:
		return sentencef("Could not convert to boolean: %s.", data)
	}
	return nil
}

// inDate is a calendar date. What carries a time with an offset is converted
// to UTC first, which may change the day, as it does at Xero.
type inDate struct{ Date }

func (d *inDate) UnmarshalJSON(data []byte) error {
	var text string
	if err := json.Unmarshal(data, &text); err != nil {
		return err
	}
	if text == "" {
		d.Date = ""
		return nil
	}
	text = isoDate(text)
	for _, layout := range []string{time.DateOnly, "2006-01-02T15:04:05", "2006-01-02T15:04:05.999999999", time.RFC3339Nano} {
		if t, err := time.Parse(layout, text); err == nil {
			d.Date = DateOf(t.UTC())
			return nil
		}
	}
	return sentencef("Could not convert string to DateTime: %s.", text)
}

type inTracking struct {
	TrackingCategoryID, TrackingOptionID, Name, Option *string
}

type inLine struct {
	LineItemID, Description, ItemCode, AccountCode, AccountID, TaxType        *string
	Quantity, UnitAmount, LineAmount, TaxAmount, DiscountRate, DiscountAmount *inNumber
	Tracking                                                                  *[]inTracking
}

type inInvoice struct {
	InvoiceID, Type, InvoiceNumber, Reference, URL, BrandingThemeID *string
	CurrencyCode, Status, LineAmountTypes                           *string
	CurrencyRate                                                    *inNumber
	Date, DueDate, ExpectedPaymentDate, PlannedPaymentDate          *inDate
	SentToContact                                                   *inBool
	Contact                                                         json.RawMessage
	LineItems                                                       *[]inLine
}

type inQuote struct {
	QuoteID, QuoteNumber, Reference, Title, Summary, Terms *string
	BrandingThemeID, CurrencyCode, Status, LineAmountTypes *string
	CurrencyRate                                           *inNumber
	Date, ExpiryDate                                       *inDate
	Contact                                                json.RawMessage
	LineItems                                              *[]inLine
}

type inAddress struct {
	AddressType                                            string
	AddressLine1, AddressLine2, AddressLine3, AddressLine4 *string
	City, Region, PostalCode, Country, AttentionTo         *string
}

type inPhone struct {
	PhoneType                                    string
	PhoneNumber, PhoneAreaCode, PhoneCountryCode *string
}

type inPerson struct {
	FirstName, LastName, EmailAddress *string
	IncludeInEmails                   *inBool
}

type inTerm struct {
	Day  *inNumber
	Type *string
}

type inContact struct {
	ContactID, ContactNumber, AccountNumber, ContactStatus *string
	Name, FirstName, LastName, EmailAddress, CompanyNumber *string
	TaxNumber, DefaultCurrency                             *string
	AccountsReceivableTaxType, AccountsPayableTaxType      *string
	SalesDefaultAccountCode, SalesDefaultLineAmountType    *string
	ContactPersons                                         *[]inPerson
	Addresses                                              *[]inAddress
	Phones                                                 *[]inPhone
	PaymentTerms                                           *struct{ Sales, Bills *inTerm }
}

// given is what p points at, or the zero value.
func given[T any](p *T) (v T) {
	if p != nil {
		v = *p
	}
	return v
}

// set stores what was sent and leaves what was not.
func set[T any](target *T, p *T) {
	if p != nil {
		*target = *p
	}
}

// elements cuts a body into its elements: the envelope's list, a bare list,
// or one bare object.
func elements(body []byte, plural string) ([]json.RawMessage, *reply) {
	body = bytes.TrimSpace(body)
	if len(body) == 0 {
		return nil, ptr(apiError(17, "NoDataProcessedException", "No data has been processed for this endpoint. This endpoint is expecting "+singular(plural)+" data to be specifed in the request body."))
	}
	if body[0] == '[' {
		var list []json.RawMessage
		if err := json.Unmarshal(body, &list); err != nil {
			return nil, ptr(badPost(err.Error()))
		}
		return list, nil
	}
	var envelope map[string]json.RawMessage
	if err := json.Unmarshal(body, &envelope); err != nil {
		return nil, ptr(badPost("The request body could not be read: " + err.Error()))
	}
	for key, value := range envelope {
		if strings.EqualFold(key, plural) {
			var list []json.RawMessage
			if err := json.Unmarshal(value, &list); err != nil {
				return nil, ptr(badPost(err.Error()))
			}
			return list, nil
		}
	}
	return []json.RawMessage{body}, nil
}

// echo is a submitted object as it came, to be sent back with its errors.
func echo(raw json.RawMessage) (map[string]any, error) {
	dec := json.NewDecoder(bytes.NewReader(raw))
	dec.UseNumber()
	var m map[string]any
	if err := dec.Decode(&m); err != nil {
		return nil, err
	}
	if m == nil {
		return nil, errors.New("an element is null")
	}
	for _, name := range []string{"Date", "DueDate", "ExpiryDate", "ExpectedPaymentDate", "PlannedPaymentDate"} {
		if text, ok := m[name].(string); ok && Date(text).Valid() {
			m[name] = msDate(Date(text))
		}
	}
	return m, nil
}
