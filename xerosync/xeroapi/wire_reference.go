package xeroapi

import (
	"bytes"
	"encoding/json"
)

// Organisation is the organisation a connection reaches. OrganisationID equals
// the tenant id.
type Organisation struct {
	OrganisationID     string        `json:"OrganisationID"`
	Name               string        `json:"Name"`
	LegalName          string        `json:"LegalName"`
	ShortCode          string        `json:"ShortCode"` // part of deep links into Xero
	BaseCurrency       string        `json:"BaseCurrency"`
	CountryCode        string        `json:"CountryCode"`
	Version            string        `json:"Version"` // NZ, AU, UK, US, GLOBAL, ...
	Edition            string        `json:"Edition"` // PARTNER has no invoicing
	Class              string        `json:"Class"`
	OrganisationStatus string        `json:"OrganisationStatus"`
	IsDemoCompany      Bool          `json:"IsDemoCompany"`
	PaysTax            Bool          `json:"PaysTax"`
	SalesTaxBasis      string        `json:"SalesTaxBasis"`
	DefaultSalesTax    string        `json:"DefaultSalesTax"` // "Tax Exclusive", "Tax Inclusive" or "No Tax"
	PeriodLockDate     Date          `json:"PeriodLockDate"`
	EndOfYearLockDate  Date          `json:"EndOfYearLockDate"`
	Timezone           string        `json:"Timezone"` // a Windows name without spaces
	TaxNumber          string        `json:"TaxNumber"`
	RegistrationNumber string        `json:"RegistrationNumber"`
	PaymentTerms       *PaymentTerms `json:"PaymentTerms"`
	Addresses          []Address     `json:"Addresses"`
	Phones             []Phone       `json:"Phones"`

	// Raw is the element exactly as Xero sent it.
	Raw json.RawMessage `json:"-"`
}

// UnmarshalJSON decodes an organisation and keeps the raw element.
func (v *Organisation) UnmarshalJSON(b []byte) error {
	type plain Organisation
	var p plain
	if err := json.Unmarshal(b, &p); err != nil {
		return err
	}
	*v = Organisation(p)
	v.Raw = bytes.Clone(b)
	return nil
}

// Action is something the signed-in user may or may not do in the
// organisation, such as CreateApprovedInvoice.
type Action struct {
	Name   string `json:"Name"`
	Status string `json:"Status"` // ALLOWED or NOT-ALLOWED
}

// Allowed reports whether the user may do it.
func (a Action) Allowed() bool { return a.Status == "ALLOWED" }

// Account is a line of the chart of accounts.
type Account struct {
	AccountID      string  `json:"AccountID"`
	Code           string  `json:"Code"`
	Name           string  `json:"Name"`
	Type           string  `json:"Type"`  // SALES, REVENUE, OTHERINCOME, BANK, ...
	Class          string  `json:"Class"` // ASSET, EQUITY, EXPENSE, LIABILITY, REVENUE
	Status         string  `json:"Status"`
	TaxType        string  `json:"TaxType"` // the default of its lines
	SystemAccount  string  `json:"SystemAccount"`
	Description    string  `json:"Description"`
	CurrencyCode   string  `json:"CurrencyCode"`
	UpdatedDateUTC Instant `json:"UpdatedDateUTC"`
}

// TaxRate is a tax code with its rate. TaxType is the code, the key; Name can
// be changed by users.
type TaxRate struct {
	Name                  string         `json:"Name"`
	TaxType               string         `json:"TaxType"`
	Status                string         `json:"Status"`
	ReportTaxType         string         `json:"ReportTaxType"`
	CanApplyToAssets      Bool           `json:"CanApplyToAssets"`
	CanApplyToEquity      Bool           `json:"CanApplyToEquity"`
	CanApplyToExpenses    Bool           `json:"CanApplyToExpenses"`
	CanApplyToLiabilities Bool           `json:"CanApplyToLiabilities"`
	CanApplyToRevenue     Bool           `json:"CanApplyToRevenue"`
	DisplayTaxRate        *Decimal       `json:"DisplayTaxRate"`
	EffectiveRate         *Decimal       `json:"EffectiveRate"` // percent, compounded
	TaxComponents         []TaxComponent `json:"TaxComponents"`
}

// TaxComponent is a part of a tax rate.
type TaxComponent struct {
	Name             string   `json:"Name"`
	Rate             *Decimal `json:"Rate"`
	IsCompound       Bool     `json:"IsCompound"`
	IsNonRecoverable Bool     `json:"IsNonRecoverable"`
}

// Currency is a currency the organisation is subscribed to.
type Currency struct {
	Code        string `json:"Code"`
	Description string `json:"Description"`
}

// BrandingTheme is a template of printed documents; SortOrder 0 is the
// default.
type BrandingTheme struct {
	BrandingThemeID string  `json:"BrandingThemeID"`
	Name            string  `json:"Name"`
	SortOrder       int     `json:"SortOrder"`
	CreatedDateUTC  Instant `json:"CreatedDateUTC"`
}

// TrackingCategory is one of up to two active dimensions that lines can be
// marked by.
type TrackingCategory struct {
	TrackingCategoryID string           `json:"TrackingCategoryID"`
	Name               string           `json:"Name"`
	Status             string           `json:"Status"`
	Options            []TrackingOption `json:"Options"`
}

// TrackingOption is a value of a tracking category.
type TrackingOption struct {
	TrackingOptionID string `json:"TrackingOptionID"`
	Name             string `json:"Name"`
	Status           string `json:"Status"`
}

// Connection is one organisation this user let this app reach. ID identifies
// the connection; TenantID is what accounting calls name the organisation by.
type Connection struct {
	ID             string  `json:"id"`
	AuthEventID    string  `json:"authEventId"`
	TenantID       string  `json:"tenantId"`
	TenantType     string  `json:"tenantType"`
	TenantName     string  `json:"tenantName"`
	CreatedDateUTC Instant `json:"createdDateUtc"`
	UpdatedDateUTC Instant `json:"updatedDateUtc"`
}
