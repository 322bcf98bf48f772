package settings

import (
	"strings"

	"fyne.io/fyne/v2"

	"litework/app/kit"
	"litework/app/page"
	"litework/app/theme"
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

// companyField describes a field of the company.
type companyField struct {
	name, label, help, example string
	rows                       int
	at                         func(*document.Company) *string
	check                      func(string) error
	hint                       func(string) string
}

func (p *Page) companyField(c companyField) *kit.Field {
	var check func(string) string
	if c.check != nil {
		check = func(text string) string { return problem(c.check(text)) }
	}
	f, _ := p.form.text(textSpec{
		name: "company." + c.name, label: c.label, help: c.help, example: c.example, rows: c.rows, check: check, hint: c.hint,
		get: func(s document.Settings) string { return *c.at(&s.Company) },
		put: func(s *document.Settings, text string) { *c.at(&s.Company) = strings.TrimSpace(text) },
	})
	return f
}

// companyTab is who sends the documents. What is written here goes on new
// documents; those made before keep what they were made with.
func (p *Page) companyTab() fyne.CanvasObject {
	name := p.companyField(companyField{
		name: "name", label: "Company name", help: "As it stands on documents.", example: "Harbour Light Ltd",
		at: func(c *document.Company) *string { return &c.Name },
		check: func(text string) error {
			if strings.TrimSpace(text) == "" {
				return &document.Problem{Code: "name-missing", Sentence: "A name is needed: documents carry it."}
			}
			return nil
		},
	})
	country, _ := p.form.choice(choiceSpec{
		name: "company.country", label: "Country", options: CountryOptions(),
		help: "Brings its currency and tax rates, and how dates are read.",
		get:  func(s document.Settings) string { return document.CountryOf(s.Company.Country).Code },
		put:  p.moveCountry,
		also: func() { p.show(p.facts) },
	})
	address := p.companyField(companyField{
		name: "address", label: "Address", help: "One line each, as printed.", example: "18 Wharf Road\nLyttelton 8082", rows: 3,
		at: func(c *document.Company) *string { return &c.Address }})
	email := p.companyField(companyField{
		name: "email", label: "E-mail", help: "Where clients write to.", example: "accounts@harbourlight.example",
		at: func(c *document.Company) *string { return &c.Email }, check: document.CheckEmail})
	phone := p.companyField(companyField{
		name: "phone", label: "Phone", help: "Printed with the address.", example: "+64 3 555 0134",
		at: func(c *document.Company) *string { return &c.Phone }})
	website := p.companyField(companyField{
		name: "website", label: "Website", help: "Printed with the address.", example: "harbourlight.example",
		at: func(c *document.Company) *string { return &c.Website }, check: document.CheckWebsite})
	note := kit.NewParagraph("These details go on new documents. Those made before keep the details they were made with.",
		kit.Look{Size: theme.SmallSize, Color: theme.ColorMuted})
	return kit.VBox(14,
		page.Card("Company", kit.VBox(14, note, kit.Columns(14, name, country), address, kit.Columns(14, email, phone), kit.Columns(14, website, kit.Blank(1, 1)))),
		page.Card("Numbers of the company", p.companyNumbers()),
		page.Card("On paper", kit.HBoxTop(28, kit.Flex(p.logo.root), kit.Flex(p.accentField()))),
	)
}

// companyNumbers are the two numbers, under the names of the country.
func (p *Page) companyNumbers() fyne.CanvasObject {
	home := func() document.Country { return document.CountryOf(p.facts.settings.Company.Country) }
	tax := p.companyField(companyField{
		name: "tax", label: "Tax number", help: "Printed on tax invoices; the law asks for it.",
		at:   func(c *document.Company) *string { return &c.TaxNumber },
		hint: func(text string) string { return home().TaxNumberHint(text) },
	})
	registration := p.companyField(companyField{
		name: "registration", label: "Company number", help: "Printed where there is one.",
		at:   func(c *document.Company) *string { return &c.RegistrationNumber },
		hint: func(text string) string { return home().RegistrationHint(text) },
	})
	p.form.onFill(func(s document.Settings) {
		c := document.CountryOf(s.Company.Country)
		tax.SetLabel(c.TaxNumberLabel)
		registration.SetLabel(c.RegistrationLabel)
	})
	return kit.Columns(14, tax, registration)
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
