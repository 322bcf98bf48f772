package document

import (
	"slices"
	"strings"

	"github.com/shopspring/decimal"
)

// Country is what the home of a company decides.
type Country struct {
	// Code is ISO 3166: NZ, AU, GB, US; empty for all others.
	Code     string
	Name     string
	Currency string
	// TaxName is what sales tax is called: GST, VAT, Sales tax.
	TaxName string
	// TaxNumberLabel and RegistrationLabel name the two numbers of a company.
	TaxNumberLabel    string
	RegistrationLabel string
	DateOrder         DateOrder
	// Rates are the tax settings that can be used on sales, with Xero's codes
	// for this country; the first is the usual one. Empty where the
	// organisation decides.
	Rates []Tax
	// Terms are the usual ones of the country.
	Terms PaymentTerms
}

// Countries lists the countries LiteWork knows, the last one standing for all
// others.
func Countries() []Country {
	month := PaymentTerms{Kind: DaysAfterDate, Days: 30}
	return []Country{
		{Code: "NZ", Name: "New Zealand", Currency: "NZD", TaxName: "GST",
			TaxNumberLabel: "GST number", RegistrationLabel: "NZBN",
			Rates: newZealandRates(), Terms: PaymentTerms{Kind: DayOfNextMonth, Days: 20}},
		{Code: "AU", Name: "Australia", Currency: "AUD", TaxName: "GST",
			TaxNumberLabel: "ABN", RegistrationLabel: "ACN",
			Rates: australianRates(), Terms: month},
		{Code: "GB", Name: "United Kingdom", Currency: "GBP", TaxName: "VAT",
			TaxNumberLabel: "VAT number", RegistrationLabel: "Company number",
			Rates: britishRates(), Terms: month},
		{Code: "US", Name: "United States", Currency: "USD", TaxName: "Sales tax",
			TaxNumberLabel: "EIN", RegistrationLabel: "Company number",
			DateOrder: MonthFirst, Terms: month},
		{Name: "Other", Currency: "USD", TaxName: "Tax",
			TaxNumberLabel: "Tax number", RegistrationLabel: "Company number", Terms: month},
	}
}

// CountryOf finds a country by its code; Xero's UK is GB. What is not known is
// the last of [Countries], with its own code.
func CountryOf(code string) Country {
	code = strings.ToUpper(strings.TrimSpace(code))
	if code == "UK" {
		code = "GB"
	}
	all := Countries()
	i := slices.IndexFunc(all, func(c Country) bool { return c.Code == code })
	if i < 0 {
		other := all[len(all)-1]
		other.Code = code
		return other
	}
	return all[i]
}

// DefaultSettings are those of a new company file. Without known rates, no tax
// setting is chosen for new lines.
func DefaultSettings(country, companyName string) Settings {
	c := CountryOf(country)
	s := Settings{
		Company:  Company{Name: companyName, Country: c.Code},
		Currency: c.Currency, TaxMode: TaxExclusive,
		InvoiceNumbers: DefaultSequence(Invoice), QuoteNumbers: DefaultSequence(Quote),
		InvoiceTerms: c.Terms, QuoteDays: 30,
		Rates: c.Rates, PostInvoicesAs: Draft,
	}
	if len(c.Rates) > 0 {
		s.DefaultTax = c.Rates[0]
	}
	return s
}

// The tables hold Xero's own rates for sales, by its documentation of tax
// types: codes differ between countries even where names are the same.

func newZealandRates() []Tax {
	return []Tax{
		taxSetting("OUTPUT2", "15% GST on Income", 15),
		taxSetting("ZERORATED", "Zero Rated", 0),
		taxSetting("NONE", "No GST", 0),
	}
}

func australianRates() []Tax {
	return []Tax{
		taxSetting("OUTPUT", "GST on Income", 10),
		taxSetting("EXEMPTOUTPUT", "GST Free Income", 0),
		taxSetting("EXEMPTEXPORT", "GST Free Exports", 0),
		taxSetting("INPUTTAXED", "Input Taxed", 0),
		taxSetting("BASEXCLUDED", "BAS Excluded", 0),
	}
}

func britishRates() []Tax {
	return []Tax{
		taxSetting("OUTPUT2", "20% (VAT on Income)", 20),
		taxSetting("RROUTPUT", "5% (VAT on Income)", 5),
		taxSetting("ZERORATEDOUTPUT", "Zero Rated Income", 0),
		taxSetting("EXEMPTOUTPUT", "Exempt Income", 0),
		taxSetting("ECZROUTPUT", "Zero Rated EC Goods Income", 0),
		taxSetting("ECZROUTPUTSERVICES", "Zero Rated EC Services", 0),
		taxSetting("NONE", "No VAT", 0),
		taxSetting("DRCHARGE20", "Domestic Reverse Charge @ 20% (VAT on Income)", 0),
		taxSetting("DRCHARGE5", "Domestic Reverse Charge @ 5% (VAT on Income)", 0),
	}
}

func taxSetting(code, name string, percent int64) Tax {
	return Tax{Code: code, Name: name, Rate: decimal.NewFromInt(percent), Chosen: true}
}
