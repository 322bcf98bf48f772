package document

import "strings"

// String is the address as printed, one line each, without empty lines.
func (a Address) String() string {
	lines := append([]string{a.Attention}, a.Lines[:]...)
	lines = append(lines, joinWords(a.City, a.Region, a.PostalCode), a.Country)
	var out []string
	for _, l := range lines {
		if l = strings.TrimSpace(l); l != "" {
			out = append(out, l)
		}
	}
	return strings.Join(out, "\n")
}

// IsZero reports whether nothing of the address is known.
func (a Address) IsZero() bool { return a == Address{} }

// String is the number as read: +64 3 555 1234.
func (p Phone) String() string {
	country := strings.TrimSpace(p.Country)
	if country != "" && !strings.HasPrefix(country, "+") {
		country = "+" + country
	}
	return joinWords(country, p.Area, p.Number)
}

// PersonName is the first and last name together.
func (c Contact) PersonName() string { return joinWords(c.FirstName, c.LastName) }

// ClientOf is the contact as a document keeps it: the postal address, or the
// street's where there is none; the phone, or the mobile.
func ClientOf(c Contact) Client {
	address, phone := c.Postal.String(), c.Phone.String()
	if address == "" {
		address = c.Street.String()
	}
	if phone == "" {
		phone = c.Mobile.String()
	}
	return Client{
		ContactID: c.ID, Name: c.Name, Person: c.PersonName(), Email: c.Email,
		Phone: phone, Address: address, TaxNumber: c.TaxNumber,
	}
}

func joinWords(words ...string) string {
	return strings.Join(strings.Fields(strings.Join(words, " ")), " ")
}
