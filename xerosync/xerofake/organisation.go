package xerofake

import (
	"time"

	"github.com/shopspring/decimal"
)

// Organisation is what Xero tells of a company.
type Organisation struct {
	OrganisationID, Name, LegalName, ShortCode string
	BaseCurrency, CountryCode                  string
	IsDemoCompany                              bool
	Class                                      string
	TaxNumber, RegistrationNumber              string
	DefaultSalesTax                            string // "Tax Exclusive", "Tax Inclusive", "No Tax"
	Timezone                                   string // a Windows name without spaces
	PeriodLockDate, EndOfYearLockDate          Date
	SalesTerms                                 Terms
	Created                                    time.Time
}

// Account is an entry of the chart of accounts.
type Account struct {
	AccountID, Code, Name, Type, Class, TaxType string
	Status, SystemAccount, Description          string
	BankAccountNumber, CurrencyCode             string
	EnablePayments                              bool
	Updated                                     time.Time
}

// TaxRate is a tax rate; Rate is in per cent.
type TaxRate struct {
	Name, TaxType, Status, ReportTaxType           string
	Rate                                           decimal.Decimal
	Assets, Equity, Expenses, Liabilities, Revenue bool // what it can be applied to
}

// Currency is a currency the organisation subscribes to; DayRate is how many
// units of it one unit of the base currency buys.
type Currency struct {
	Code, Description string
	DayRate           decimal.Decimal
}

// Item is a product or service.
type Item struct {
	ItemID, Code, Name, Description string
	UnitPrice                       decimal.Decimal
	AccountCode, TaxType            string
	Updated                         time.Time
}

// BrandingTheme is a look of printed documents.
type BrandingTheme struct {
	BrandingThemeID, Name string
	SortOrder             int
	Created               time.Time
}

// TrackingCategory is a dimension lines can be marked with.
type TrackingCategory struct {
	TrackingCategoryID, Name, Status string
	Options                          []TrackingOption
}

// TrackingOption is one value of a tracking category.
type TrackingOption struct{ TrackingOptionID, Name, Status string }

// tenant is one organisation with all its records. Records in the maps are
// never changed in place: a change stores a new copy, so that a snapshot of
// the maps is a snapshot of the organisation.
type tenant struct {
	Org                Organisation
	Contacts           map[string]*Contact
	Invoices           map[string]*Invoice
	Quotes             map[string]*Quote
	History            map[string][]Note // by record id
	Accounts           []Account
	TaxRates           []TaxRate
	Currencies         []Currency
	Items              []Item
	BrandingThemes     []BrandingTheme
	TrackingCategories []TrackingCategory
	Actions            map[string]string // name → ALLOWED or NOT-ALLOWED
	NextInvoice        int
	NextQuote          int
	ApprovalLimit      int  // approved sales invoices per month; 0 = none
	Offline            bool // this organisation alone answers 503
}

// snapshot keeps what a refused batch must be able to restore.
type snapshot struct {
	contacts               map[string]*Contact
	invoices               map[string]*Invoice
	quotes                 map[string]*Quote
	history                map[string][]Note
	nextInvoice, nextQuote int
}

func (t *tenant) snapshot() snapshot {
	return snapshot{cloneMap(t.Contacts), cloneMap(t.Invoices), cloneMap(t.Quotes), cloneMap(t.History), t.NextInvoice, t.NextQuote}
}

func (t *tenant) restore(s snapshot) {
	t.Contacts, t.Invoices, t.Quotes, t.History = s.contacts, s.invoices, s.quotes, s.history
	t.NextInvoice, t.NextQuote = s.nextInvoice, s.nextQuote
}

func (t *tenant) account(code string) (Account, bool) {
	for _, a := range t.Accounts {
		if a.Code == code && code != "" {
			return a, true
		}
	}
	return Account{}, false
}

func (t *tenant) accountByID(id string) (Account, bool) {
	for _, a := range t.Accounts {
		if a.AccountID == id {
			return a, true
		}
	}
	return Account{}, false
}

func (t *tenant) taxRate(code string) (TaxRate, bool) {
	for _, r := range t.TaxRates {
		if r.TaxType == code {
			return r, true
		}
	}
	return TaxRate{}, false
}

func (t *tenant) currency(code string) (Currency, bool) {
	for _, c := range t.Currencies {
		if c.Code == code {
			return c, true
		}
	}
	return Currency{}, false
}

func (t *tenant) item(code string) (Item, bool) {
	for _, i := range t.Items {
		if i.Code == code {
			return i, true
		}
	}
	return Item{}, false
}

func (t *tenant) brandingTheme(id string) bool {
	for _, b := range t.BrandingThemes {
		if b.BrandingThemeID == id {
			return true
		}
	}
	return false
}

// today is the current date in the organisation's own time zone.
func (t *tenant) today(now time.Time) Date {
	return DateOf(now.In(zone(t.Org.Timezone)))
}

// zone finds the place for one of Xero's time zone names. Where the machine
// has no time zone data the standard offset has to do.
func zone(name string) *time.Location {
	places := map[string]struct {
		iana  string
		hours int
	}{
		"NEWZEALANDSTANDARDTIME": {"Pacific/Auckland", 12},
		"AUSEASTERNSTANDARDTIME": {"Australia/Sydney", 10},
		"GMTSTANDARDTIME":        {"Europe/London", 0},
	}
	p, ok := places[name]
	if !ok {
		return time.UTC
	}
	if loc, err := time.LoadLocation(p.iana); err == nil {
		return loc
	}
	return time.FixedZone(name, p.hours*3600)
}
