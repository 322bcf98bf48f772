package xerosync

import (
	"encoding/json"
	"fmt"
	"slices"
	"strings"

	"litework/document"
	"litework/store"
	"litework/xerosync/xeroapi"
)

// contactField is a field of a contact that both sides know. A phone number and
// an address are one field each: parts of two different ones make a third that
// nobody wrote.
type contactField struct {
	// Key is stable; Label is what the user reads.
	Key, Label string
	same       func(a, b *document.Contact) bool
	empty      func(c *document.Contact) bool
	take       func(to, from *document.Contact)
	// text is the value as it is read; empty for none.
	text func(c *document.Contact) string
	// agree reports whether the two sides mean the same by different writing.
	agree func(a, b *document.Contact) bool
}

// contactFields are all of them, in the order in which they are shown.
var contactFields = []contactField{
	words("name", "Name", func(c *document.Contact) *string { return &c.Name }),
	words("firstName", "First name", func(c *document.Contact) *string { return &c.FirstName }),
	words("lastName", "Last name", func(c *document.Contact) *string { return &c.LastName }),
	words("email", "E-mail", func(c *document.Contact) *string { return &c.Email }),
	phoneField("phone", "Phone", func(c *document.Contact) *document.Phone { return &c.Phone }),
	phoneField("mobile", "Mobile", func(c *document.Contact) *document.Phone { return &c.Mobile }),
	addressField("postal", "Billing address", func(c *document.Contact) *document.Address { return &c.Postal }),
	addressField("street", "Street address", func(c *document.Contact) *document.Address { return &c.Street }),
	words("taxNumber", "Tax number", func(c *document.Contact) *string { return &c.TaxNumber }),
	words("companyNumber", "Company number", func(c *document.Contact) *string { return &c.CompanyNumber }),
	aField("terms", "Payment terms", func(c *document.Contact) *document.PaymentTerms { return &c.Terms }, termWordsOf),
	words("currency", "Currency", func(c *document.Contact) *string { return &c.Currency }),
}

func aField[T comparable](key, label string, at func(*document.Contact) *T, text func(T) string) contactField {
	var zero T
	same := func(a, b *document.Contact) bool { return *at(a) == *at(b) }
	return contactField{
		Key: key, Label: label, same: same, agree: same,
		empty: func(c *document.Contact) bool { return *at(c) == zero },
		take:  func(to, from *document.Contact) { *at(to) = *at(from) },
		text:  func(c *document.Contact) string { return text(*at(c)) },
	}
}

func words(key, label string, at func(*document.Contact) *string) contactField {
	f := aField(key, label, at, func(s string) string { return s })
	f.agree = func(a, b *document.Contact) bool { return tidyName(*at(a)) == tidyName(*at(b)) }
	return f
}

func phoneField(key, label string, at func(*document.Contact) *document.Phone) contactField {
	f := aField(key, label, at, document.Phone.String)
	f.agree = func(a, b *document.Contact) bool { return samePhone(*at(a), *at(b)) }
	return f
}

func addressField(key, label string, at func(*document.Contact) *document.Address) contactField {
	f := aField(key, label, at, addressWords)
	f.agree = func(a, b *document.Contact) bool { return addressWords(*at(a)) == addressWords(*at(b)) }
	return f
}

// samePhone compares numbers by their digits: one side may keep in one field
// what the other keeps in three.
func samePhone(a, b document.Phone) bool {
	digits := func(p document.Phone) string {
		return strings.Map(func(r rune) rune {
			if r < '0' || r > '9' {
				return -1
			}
			return r
		}, p.Country+p.Area+p.Number)
	}
	return a == b || digits(a) != "" && digits(a) == digits(b)
}

// addressWords is an address on one line.
func addressWords(a document.Address) string {
	parts := append([]string{a.Attention}, a.Lines[:]...)
	parts = append(parts, a.City, a.Region, a.PostalCode, a.Country)
	for i, p := range parts {
		parts[i] = tidyName(p)
	}
	return strings.Join(slices.DeleteFunc(parts, func(p string) bool { return p == "" }), ", ")
}

func termWordsOf(t document.PaymentTerms) string {
	switch t.Kind {
	case document.DaysAfterDate:
		return fmt.Sprintf("due in %d days", t.Days)
	case document.DaysAfterMonth:
		return fmt.Sprintf("%d days after the end of the month", t.Days)
	case document.DayOfMonth:
		return fmt.Sprintf("on day %d of this month", t.Days)
	case document.DayOfNextMonth:
		return fmt.Sprintf("on day %d of the following month", t.Days)
	}
	return ""
}

// contactVersions are the versions of a linked contact that are compared. All
// are projections (see [store.ProjectContact]): notes, tags and whether it is
// archived are in none of them.
type contactVersions struct {
	// here is how it is in the file, there how it is in Xero.
	here, there document.Contact
	// sent is how it was here when both last met, was how it was in Xero.
	sent, was document.Contact
}

// contactVerdict is what the versions of a contact come to.
type contactVerdict string

const (
	// contactSame: neither side changed.
	contactSame contactVerdict = "same"
	// contactPush: only this side changed.
	contactPush contactVerdict = "push"
	// contactPull: only Xero's side changed.
	contactPull contactVerdict = "pull"
	// contactAgrees: both sides changed, and to the same.
	contactAgrees contactVerdict = "agrees"
	// contactConflict: both sides changed.
	contactConflict contactVerdict = "conflict"
)

// versionsOf decodes the base pair of a contact and puts the two sides beside
// it.
func versionsOf(here document.Contact, base store.BasePair, there *xeroapi.Contact) (v contactVersions, err error) {
	v.here, v.there = sharedContact(here), sharedContact(contactIn(there))
	if err := json.Unmarshal(base.Sent, &v.sent); err != nil {
		return v, fmt.Errorf("what was last sent of the contact: %w", err)
	}
	if err := json.Unmarshal(base.Seen, &v.was); err != nil {
		return v, fmt.Errorf("what was last seen of the contact: %w", err)
	}
	v.sent, v.was = sharedContact(v.sent), sharedContact(v.was)
	return v, nil
}

// changedHere are the fields that changed here since both last met.
func (v *contactVersions) changedHere() []contactField {
	return fieldsWhere(func(f contactField) bool { return !f.same(&v.here, &v.sent) })
}

// changedThere are the fields that changed in Xero since both last met.
func (v *contactVersions) changedThere() []contactField {
	return fieldsWhere(func(f contactField) bool { return !f.same(&v.there, &v.was) })
}

func fieldsWhere(keep func(contactField) bool) (out []contactField) {
	for _, f := range contactFields {
		if keep(f) {
			out = append(out, f)
		}
	}
	return out
}

// verdict compares the versions. A contact that changed on both sides is a
// conflict as a whole, whichever fields it was.
func (v *contactVersions) verdict() contactVerdict {
	here, there := v.changedHere(), v.changedThere()
	switch {
	case len(here) == 0 && len(there) == 0:
		return contactSame
	case len(there) == 0:
		return contactPush
	case len(here) == 0:
		return contactPull
	}
	for _, f := range append(here, there...) {
		if !f.agree(&v.here, &v.there) {
			return contactConflict
		}
	}
	return contactAgrees
}

// labels names fields, as "E-mail, phone".
func labels(fields []contactField) string {
	out := make([]string, len(fields))
	for i, f := range fields {
		out[i] = f.Label
		if i > 0 {
			out[i] = strings.ToLower(f.Label)
		}
	}
	return strings.Join(out, ", ")
}
