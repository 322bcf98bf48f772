package settings

import (
	"strings"

	"fyne.io/fyne/v2"

	"litework/app/kit"
	"litework/app/page"
	"litework/document"
)

// CountryOptions are the countries to choose from, for every page that asks.
func CountryOptions() []kit.Option {
	var out []kit.Option
	for _, c := range document.Countries() {
		out = append(out, kit.Option{ID: c.Code, Label: c.Name})
	}
	return out
}

// companyTab is who sends the documents. What is written here goes on new
// documents; those made before keep what they were made with.
func (p *Page) companyTab() fyne.CanvasObject {
	field := func(name, label, help, example string, rows int, at func(*document.Company) *string, check func(string) string) *kit.Field {
		f, _ := p.form.text(textSpec{
			name: "company." + name, label: label, help: help, example: example, rows: rows, check: check,
			get: func(s document.Settings) string { return *at(&s.Company) },
			put: func(s *document.Settings, text string) { *at(&s.Company) = strings.TrimSpace(text) },
		})
		return f
	}
	name := field("name", "Company name", "As it stands on documents.", "Harbour Light Ltd", 1,
		func(c *document.Company) *string { return &c.Name }, func(text string) string {
			if strings.TrimSpace(text) == "" {
				return "A name is needed: documents carry it."
			}
			return ""
		})
	country, _ := p.form.choice(choiceSpec{
		name: "company.country", label: "Country", options: CountryOptions(),
		help: "Brings its currency and tax rates, and how dates are read.",
		get:  func(s document.Settings) string { return document.CountryOf(s.Company.Country).Code },
		put:  p.moveCountry,
		also: func() { p.show(p.facts) },
	})
	tax := field("tax", "Tax number", "Printed on tax invoices.", "123-456-789", 1,
		func(c *document.Company) *string { return &c.TaxNumber }, nil)
	registration := field("registration", "Company number", "Printed where there is one.", "", 1,
		func(c *document.Company) *string { return &c.RegistrationNumber }, nil)
	p.form.onFill(func(s document.Settings) {
		c := document.CountryOf(s.Company.Country)
		tax.SetLabel(c.TaxNumberLabel)
		registration.SetLabel(c.RegistrationLabel)
	})
	address := field("address", "Address", "One line each, as printed.", "18 Wharf Road\nLyttelton 8082", 3,
		func(c *document.Company) *string { return &c.Address }, nil)
	email := field("email", "E-mail", "Where clients write to.", "accounts@harbourlight.example", 1,
		func(c *document.Company) *string { return &c.Email }, checkEmail)
	phone := field("phone", "Phone", "Printed with the address.", "+64 3 555 0134", 1,
		func(c *document.Company) *string { return &c.Phone }, nil)
	return kit.VBox(14,
		page.Card("Company", kit.VBox(14, kit.Columns(14, name, country), address, kit.Columns(14, email, phone))),
		page.Card("Numbers of the company", kit.Columns(14, tax, registration)),
	)
}

// moveCountry is a change of country. Until Xero decides them, currency and tax
// rates follow it.
func (p *Page) moveCountry(s *document.Settings, code string) {
	s.Company.Country = code
	if p.facts.connected {
		return
	}
	c := document.CountryOf(code)
	s.Currency, s.Rates, s.DefaultTax = c.Currency, c.Rates, document.Tax{}
	if len(c.Rates) > 0 {
		s.DefaultTax = c.Rates[0]
	}
}

func checkEmail(text string) string {
	text = strings.TrimSpace(text)
	name, host, ok := strings.Cut(text, "@")
	if text == "" || ok && name != "" && strings.Contains(host, ".") && !strings.ContainsAny(text, " ,;") {
		return ""
	}
	return "Write an address such as accounts@harbourlight.example"
}
