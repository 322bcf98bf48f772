package xerofake

import (
	"fmt"
	"strings"
	"time"

	"github.com/shopspring/decimal"
)

// seedDemo fills the demo organisation: Harbour Light Ltd of Wellington hires
// out lighting and grip gear and the crew to work it. Dates are reckoned back
// from today, so that the demo never looks old. The caller holds the mutex.
func (s *Server) seedDemo(t *tenant) {
	t.Org.LegalName, t.Org.RegistrationNumber = "Harbour Light Limited", "9429 0412 3456 7"
	today := t.today(s.now())
	var contacts []string
	for i, row := range demoContacts {
		contacts = append(contacts, s.demoContact(t, i, row))
	}
	for i, row := range demoInvoices {
		s.demoInvoice(t, contacts[row.contact], 1001+i, row, today)
	}
	for i, row := range demoQuotes {
		s.demoQuote(t, contacts[row.contact], 501+i, row, today)
	}
	t.NextInvoice, t.NextQuote = 1000+len(demoInvoices), 500+len(demoQuotes)
}

// at is midday of a date, for when a record of that date was last touched, but
// never later than now: what is changed afterwards would seem to be older.
func (s *Server) at(d Date) time.Time {
	midday := d.Time().Add(12*time.Hour + 34*time.Minute)
	if now := s.now(); midday.After(now) {
		return now
	}
	return midday
}

func (s *Server) demoContact(t *tenant, i int, row string) string {
	part := strings.Split(row, "|") // name, person, street, city and code, currency
	first, last, _ := strings.Cut(part[1], " ")
	domain := strings.Map(func(r rune) rune {
		if r >= 'a' && r <= 'z' || r >= '0' && r <= '9' {
			return r
		}
		return -1
	}, fold(strings.TrimSuffix(part[0], " Ltd"))) + ".example"
	city, code, _ := strings.Cut(part[3], ",")
	country := map[string]string{"NZD": "New Zealand", "AUD": "Australia", "GBP": "United Kingdom", "USD": "United States"}[part[4]]
	address := Address{AddressLine1: part[2], City: city, PostalCode: code, Country: country}
	n := &Contact{
		ContactID: s.cfg.NewID(), ContactStatus: "ACTIVE", Name: part[0], FirstName: first, LastName: last,
		EmailAddress: fold(first) + "@" + domain, DefaultCurrency: part[4],
		Addresses: map[string]Address{"POBOX": address, "STREET": address},
		Phones: map[string]Phone{
			"DEFAULT": {PhoneCountryCode: "64", PhoneAreaCode: "4", PhoneNumber: fmt.Sprintf("555 %04d", 1200+37*i)},
			"MOBILE":  {PhoneCountryCode: "64", PhoneAreaCode: "21", PhoneNumber: fmt.Sprintf("555 %03d", 100+23*i)},
		},
		Updated: s.now().Add(-time.Duration(400-i) * 24 * time.Hour),
	}
	switch i % 4 {
	case 1:
		n.SalesTerms = Terms{Day: 14, Type: "DAYSAFTERBILLDATE"}
	case 2:
		n.SalesTerms = Terms{Day: 20, Type: "OFFOLLOWINGMONTH"}
	}
	if i%5 == 0 {
		n.ContactPersons = []ContactPerson{{FirstName: "Accounts", LastName: "Payable", EmailAddress: "accounts@" + domain, IncludeInEmails: true}}
	}
	if i == len(demoContacts)-1 {
		n.ContactStatus = "ARCHIVED"
	}
	t.Contacts[n.ContactID] = n
	s.note(t, n.ContactID, "Created", "")
	return n.ContactID
}

func (s *Server) demoInvoice(t *tenant, contactID string, number int, row demoDocument, today Date) {
	date := today.AddDays(-row.daysAgo)
	currency := t.Contacts[contactID].DefaultCurrency
	cur, _ := t.currency(currency)
	v := &Invoice{
		InvoiceID: s.cfg.NewID(), Type: "ACCREC", ContactID: contactID, InvoiceNumber: fmt.Sprintf("INV-%04d", number), Reference: row.title,
		Status: row.status, LineAmountTypes: "Exclusive", Date: date, DueDate: date.AddDays(20), CurrencyCode: currency, CurrencyRate: cur.DayRate,
		Lines: s.demoLines(t, row.lines, currency), SentToContact: row.status == "AUTHORISED" || row.status == "PAID", Updated: s.at(date),
	}
	s.reckon(t, v)
	if v.Status != "DRAFT" && v.Status != "SUBMITTED" && v.Status != "DELETED" {
		v.Approved = s.at(date)
	}
	switch row.paid {
	case "part":
		half := v.Total.Div(decimal.NewFromInt(2)).Round(0)
		v.Payments = []Payment{{PaymentID: s.cfg.NewID(), Date: min(today, date.AddDays(12)), Amount: half}}
	case "all":
		v.Payments = []Payment{{PaymentID: s.cfg.NewID(), Date: min(today, date.AddDays(18)), Amount: v.Total}}
	case "credit":
		v.Credits = []Credit{{CreditNoteID: s.cfg.NewID(), CreditNoteNumber: "CN-0007", Date: min(today, date.AddDays(5)), AppliedAmount: dec("250")}}
	}
	s.reckon(t, v)
	for _, p := range v.Payments {
		v.Updated = s.at(p.Date)
	}
	t.Invoices[v.InvoiceID] = v
	s.note(t, v.InvoiceID, "Created", "")
}

func (s *Server) demoQuote(t *tenant, contactID string, number int, row demoDocument, today Date) {
	date := today.AddDays(-row.daysAgo)
	currency := t.Contacts[contactID].DefaultCurrency
	cur, _ := t.currency(currency)
	q := &Quote{
		QuoteID: s.cfg.NewID(), QuoteNumber: fmt.Sprintf("QU-%04d", number), ContactID: contactID, Status: row.status, Title: row.title,
		Summary: "Lighting and grip hire with crew, as discussed.", Terms: "Valid for 30 days. Crew overtime after ten hours at time and a half.",
		LineAmountTypes: "EXCLUSIVE", Date: date, ExpiryDate: date.AddDays(30), CurrencyCode: currency, CurrencyRate: cur.DayRate,
		Lines: s.demoLines(t, row.lines, currency), Updated: s.at(date),
	}
	s.reckonQuote(t, q)
	t.Quotes[q.QuoteID] = q
	s.note(t, q.QuoteID, "Created", "")
}

// demoLines makes lines from letters of the price list, each with its
// quantity: "g2 s4" is two days of a gaffer and four of a SkyPanel.
func (s *Server) demoLines(t *tenant, letters, currency string) (out []Line) {
	tax := t.saleTax()
	if currency != t.Org.BaseCurrency {
		tax = map[string]string{"AU": "EXEMPTEXPORT", "GB": "ZERORATEDOUTPUT"}[t.Org.CountryCode]
		fill(&tax, func() string { return "ZERORATED" })
	}
	for _, word := range strings.Fields(letters) {
		item := demoPrices[word[:1]]
		l := Line{LineItemID: s.cfg.NewID(), Description: item.text, Quantity: dec(word[1:])}
		if item.price == "" {
			l.Quantity, l.TextOnly = decimal.Zero, true
		} else {
			l.UnitAmount, l.AccountCode, l.TaxType = dec(item.price), item.account, tax
		}
		if item.discount != "" {
			l.DiscountRate = dec(item.discount)
		}
		out = append(out, l)
	}
	return out
}
