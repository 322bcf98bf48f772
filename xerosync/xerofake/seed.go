package xerofake

import (
	"fmt"

	"github.com/shopspring/decimal"
)

// seed makes the first organisation: the demo company, or a bare one.
func (s *Server) seed() *tenant {
	if s.cfg.Demo {
		t := s.newTenant("Harbour Light Ltd")
		s.seedDemo(t)
		return t
	}
	return s.newTenant(fmt.Sprintf("Test Company (%s)", s.cfg.Country))
}

// newTenant makes an organisation with its chart of accounts, tax rates,
// currencies and the other things a new organisation has, without records.
func (s *Server) newTenant(name string) *tenant {
	now := s.now()
	id := s.cfg.NewID
	t := &tenant{
		Contacts: map[string]*Contact{}, Invoices: map[string]*Invoice{}, Quotes: map[string]*Quote{}, History: map[string][]Note{},
		Org: Organisation{
			OrganisationID: id(), Name: name, LegalName: name, CountryCode: "NZ", BaseCurrency: "NZD", Timezone: "NEWZEALANDSTANDARDTIME",
			TaxNumber: "071-138-054", DefaultSalesTax: "Tax Exclusive", Class: "PREMIUM", IsDemoCompany: s.cfg.Demo,
			SalesTerms: Terms{Day: 20, Type: "OFFOLLOWINGMONTH"}, Created: now,
		},
		Actions: seedActions(),
	}
	switch s.cfg.Country {
	case "AU":
		t.Org.CountryCode, t.Org.BaseCurrency, t.Org.Timezone, t.Org.TaxNumber = "AU", "AUD", "AUSEASTERNSTANDARDTIME", "11 111 111 138"
	case "UK":
		t.Org.CountryCode, t.Org.BaseCurrency, t.Org.Timezone, t.Org.TaxNumber = "GB", "GBP", "GMTSTANDARDTIME", "GB101987675"
	}
	if s.cfg.Demo {
		t.Org.Class = "DEMO"
	}
	t.Org.ShortCode = "!" + shortCode(t.Org.OrganisationID)
	t.TaxRates = seedTaxRates(s.cfg.Country)
	t.Currencies = seedCurrencies(t.Org.BaseCurrency)
	t.Accounts = s.seedAccounts(t)
	t.BrandingThemes = []BrandingTheme{
		{BrandingThemeID: id(), Name: "Standard", SortOrder: 0, Created: now},
		{BrandingThemeID: id(), Name: "Special projects", SortOrder: 1, Created: now},
	}
	t.TrackingCategories = []TrackingCategory{{
		TrackingCategoryID: id(), Name: "Region", Status: "ACTIVE",
		Options: []TrackingOption{{id(), "North", "ACTIVE"}, {id(), "South", "ACTIVE"}},
	}}
	sale := t.saleTax()
	t.Items = []Item{
		{id(), "GAFFER", "Gaffer", "Gaffer, ten hour day", dec("950"), "205", sale, now},
		{id(), "SKYPANEL", "ARRI SkyPanel S60-C", "ARRI SkyPanel S60-C, per day", dec("180"), "201", sale, now},
		{id(), "TRUCK", "Lighting truck", "3 t lighting truck, per day, without driver", dec("320"), "201", sale, now},
	}
	return t
}

// shortCode takes the five characters of a short code from an id.
func shortCode(id string) string {
	c := compact(id)
	return c[len(c)-5:]
}

func dec(s string) decimal.Decimal { return decimal.RequireFromString(s) }

// saleTax is the tax code an ordinary sale has in the organisation's country.
func (t *tenant) saleTax() string {
	if t.Org.CountryCode == "AU" {
		return "OUTPUT"
	}
	return "OUTPUT2"
}

func seedActions() map[string]string {
	m := map[string]string{"ApproveTransactionsBeforePeriodLockDate": "NOT-ALLOWED"}
	for _, name := range []string{
		"AttachFilesIntoInvoice", "CreateApprovedBill", "CreateApprovedInvoice", "CreateDraftBill", "CreateDraftInvoice",
		"CreateDraftQuote", "CreateInvoicePayment", "CreateSentQuote", "CreateRepeatingInvoice", "UseMulticurrency",
	} {
		m[name] = "ALLOWED"
	}
	return m
}

func seedCurrencies(base string) []Currency {
	// How many units one New Zealand dollar buys.
	all := []Currency{
		{"NZD", "New Zealand Dollar", dec("1")},
		{"AUD", "Australian Dollar", dec("0.914320")},
		{"GBP", "British Pound", dec("0.446150")},
		{"USD", "United States Dollar", dec("0.601275")},
	}
	var one decimal.Decimal
	for _, c := range all {
		if c.Code == base {
			one = c.DayRate
		}
	}
	var out, rest []Currency
	for _, c := range all {
		c.DayRate = c.DayRate.DivRound(one, 6)
		if c.Code == base {
			out = append(out, c)
		} else {
			rest = append(rest, c)
		}
	}
	return append(out, rest...)
}

func (s *Server) seedAccounts(t *tenant) []Account {
	sale, buy, none := t.saleTax(), "INPUT2", "NONE"
	if t.Org.CountryCode == "AU" {
		buy, none = "INPUT", "BASEXCLUDED"
	}
	rows := []Account{
		{Code: "090", Name: "Business Account", Type: "BANK", Class: "ASSET", TaxType: none, BankAccountNumber: "0209087654321050", CurrencyCode: t.Org.BaseCurrency},
		{Code: "200", Name: "Sales", Type: "REVENUE", Class: "REVENUE", TaxType: sale, Description: "Income from any normal business activity"},
		{Code: "201", Name: "Equipment hire", Type: "REVENUE", Class: "REVENUE", TaxType: sale},
		{Code: "205", Name: "Crew", Type: "REVENUE", Class: "REVENUE", TaxType: sale},
		{Code: "240", Name: "Old sales", Type: "REVENUE", Class: "REVENUE", TaxType: sale, Status: "ARCHIVED"},
		{Code: "260", Name: "Other Revenue", Type: "OTHERINCOME", Class: "REVENUE", TaxType: sale},
		{Code: "310", Name: "Cost of Goods Sold", Type: "DIRECTCOSTS", Class: "EXPENSE", TaxType: buy},
		{Code: "400", Name: "Advertising", Type: "OVERHEADS", Class: "EXPENSE", TaxType: buy},
		{Code: "610", Name: "Accounts Receivable", Type: "CURRENT", Class: "ASSET", TaxType: none, SystemAccount: "DEBTORS"},
		{Code: "800", Name: "Accounts Payable", Type: "CURRLIAB", Class: "LIABILITY", TaxType: none, SystemAccount: "CREDITORS"},
		{Code: "820", Name: "GST", Type: "CURRLIAB", Class: "LIABILITY", TaxType: none, SystemAccount: "GST"},
		{Code: "860", Name: "Rounding", Type: "CURRLIAB", Class: "LIABILITY", TaxType: none, SystemAccount: "ROUNDING"},
		{Code: "960", Name: "Retained Earnings", Type: "EQUITY", Class: "EQUITY", TaxType: none, SystemAccount: "RETAINEDEARNINGS"},
	}
	for i := range rows {
		rows[i].AccountID, rows[i].Updated = s.cfg.NewID(), s.now()
		fill(&rows[i].Status, func() string { return "ACTIVE" })
	}
	return rows
}

func seedTaxRates(country string) []TaxRate {
	sale := func(name, code, report, rate string) TaxRate {
		return TaxRate{Name: name, TaxType: code, Status: "ACTIVE", ReportTaxType: report, Rate: dec(rate), Assets: true, Equity: true, Liabilities: true, Revenue: true}
	}
	buy := func(name, code, report, rate string) TaxRate {
		return TaxRate{Name: name, TaxType: code, Status: "ACTIVE", ReportTaxType: report, Rate: dec(rate), Assets: true, Equity: true, Liabilities: true, Expenses: true}
	}
	both := func(name, code, report string) TaxRate {
		r := sale(name, code, report, "0")
		r.Expenses = true
		return r
	}
	switch country {
	case "AU":
		return []TaxRate{
			sale("GST on Income", "OUTPUT", "OUTPUT", "10"),
			sale("GST Free Income", "EXEMPTOUTPUT", "EXEMPTOUTPUT", "0"),
			sale("GST Free Exports", "EXEMPTEXPORT", "EXEMPTOUTPUT", "0"),
			sale("Input Taxed", "INPUTTAXED", "INPUTTAXED", "0"),
			both("BAS Excluded", "BASEXCLUDED", "BASEXCLUDED"),
			buy("GST on Expenses", "INPUT", "INPUT", "10"),
			buy("GST Free Expenses", "EXEMPTEXPENSES", "EXEMPTEXPENSES", "0"),
		}
	case "UK":
		return []TaxRate{
			sale("20% (VAT on Income)", "OUTPUT2", "OUTPUT", "20"),
			sale("5% (VAT on Income)", "RROUTPUT", "OUTPUT", "5"),
			sale("Zero Rated Income", "ZERORATEDOUTPUT", "OUTPUT", "0"),
			sale("Exempt Income", "EXEMPTOUTPUT", "EXEMPTOUTPUT", "0"),
			sale("Zero Rated EC Goods Income", "ECZROUTPUT", "ECOUTPUT", "0"),
			sale("Zero Rated EC Services", "ECZROUTPUTSERVICES", "ECOUTPUTSERVICES", "0"),
			sale("Domestic Reverse Charge @ 20% (VAT on Income)", "DRCHARGE20", "OUTPUT", "0"),
			both("No VAT", "NONE", "NONE"),
			buy("20% (VAT on Expenses)", "INPUT2", "INPUT", "20"),
			buy("5% (VAT on Expenses)", "RRINPUT", "INPUT", "5"),
		}
	}
	old := sale("GST on Income", "OUTPUT", "OUTPUT", "12.5")
	return []TaxRate{
		sale("15% GST on Income", "OUTPUT2", "OUTPUT", "15"),
		sale("Zero Rated", "ZERORATED", "OUTPUT", "0"),
		both("No GST", "NONE", "NONE"),
		old,
		buy("15% GST on Expenses", "INPUT2", "INPUT", "15"),
		buy("GST on Expenses", "INPUT", "INPUT", "12.5"),
		{Name: "GST on Imports", TaxType: "GSTONIMPORTS", Status: "ACTIVE", ReportTaxType: "GSTONIMPORTS", Rate: dec("0"), Liabilities: true},
	}
}
