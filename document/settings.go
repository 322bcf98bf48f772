package document

import (
	"slices"

	"github.com/shopspring/decimal"
)

// Settings are the user's choices for one company file. What they supply to a
// document is copied into it, so no change of settings changes a document.
type Settings struct {
	Company  Company `json:"company"`
	Currency string  `json:"currency"`
	TaxMode  TaxMode `json:"taxMode"`

	InvoiceNumbers Sequence     `json:"invoiceNumbers"`
	QuoteNumbers   Sequence     `json:"quoteNumbers"`
	InvoiceTerms   PaymentTerms `json:"invoiceTerms"`
	// QuoteDays is for how many days a quote stands.
	QuoteDays int `json:"quoteDays"`

	// QuoteTitle and QuoteSummary are what a new quote begins with, Sections
	// the names of the sections of a new document; without any it has one that
	// is not named.
	QuoteTitle   string   `json:"quoteTitle,omitempty"`
	QuoteSummary string   `json:"quoteSummary,omitempty"`
	Sections     []string `json:"sections,omitempty"`

	ClientNotes string `json:"clientNotes,omitempty"`
	// InvoiceText and QuoteText are the default terms printed on each kind.
	InvoiceText  string `json:"invoiceText,omitempty"`
	QuoteText    string `json:"quoteText,omitempty"`
	DefaultTax   Tax    `json:"defaultTax,omitzero"`
	Rates        []Tax  `json:"rates,omitempty"`
	SalesAccount string `json:"salesAccount,omitempty"`

	// ShowAccounts and ShowDiscounts are the columns that the lines of every
	// document show, used or not.
	ShowAccounts  bool `json:"showAccounts,omitempty"`
	ShowDiscounts bool `json:"showDiscounts,omitempty"`

	// PostInvoicesAs is Draft or AwaitingPayment: what the post sheet offers
	// first.
	PostInvoicesAs Status `json:"postInvoicesAs,omitempty"`
	// Sync says what happens towards Xero without being asked each time.
	Sync SyncSettings `json:"sync,omitzero"`
	// ClientID is the Xero app the user registered. Not a secret.
	ClientID string `json:"clientId,omitempty"`

	// Appearance is "light", "dark" or empty for the system's.
	Appearance string `json:"appearance,omitempty"`
	// Scale of the user interface; zero means 1.
	Scale decimal.Decimal `json:"scale,omitzero"`
	// ReduceMotion stops what moves by itself.
	ReduceMotion bool `json:"reduceMotion,omitempty"`

	// Email is what a document is handed over to the mail program with.
	Email EmailSettings `json:"email,omitzero"`
}

// EmailSettings are the templates of messages. In them {number}, {client},
// {person}, {company}, {total}, {due}, {date}, {reference}, {title} and {link}
// stand for what the document says; an empty template is the usual one.
type EmailSettings struct {
	InvoiceSubject string `json:"invoiceSubject,omitempty"`
	InvoiceText    string `json:"invoiceText,omitempty"`
	QuoteSubject   string `json:"quoteSubject,omitempty"`
	QuoteText      string `json:"quoteText,omitempty"`
}

// SyncSettings are the three switches of the background sync. The zero value
// is what a new company begins with.
type SyncSettings struct {
	// ContactsOff stops keeping contacts in step in the background.
	ContactsOff bool `json:"contactsOff,omitempty"`
	// PostOnSave posts a document whenever the user saves it deliberately;
	// PostOnSaveAs is what a first post makes of an invoice: Draft (also when
	// empty) or AwaitingPayment. Quotes are first posted as drafts.
	PostOnSave   bool   `json:"postOnSave,omitempty"`
	PostOnSaveAs Status `json:"postOnSaveAs,omitempty"`
	// CheckOff stops the timed two-way check of documents, statuses and
	// payments; CheckMinutes is one of [CheckIntervals], 15 when zero.
	CheckOff     bool `json:"checkOff,omitempty"`
	CheckMinutes int  `json:"checkMinutes,omitempty"`
}

// CheckIntervals are the intervals of the timed check that can be chosen, in
// minutes.
func CheckIntervals() []int { return []int{5, 10, 15, 20, 30} }

// Interval is how often the timed check runs, in minutes.
func (s SyncSettings) Interval() int {
	if slices.Contains(CheckIntervals(), s.CheckMinutes) {
		return s.CheckMinutes
	}
	return 15
}

// Account is an account of Xero's chart, as cached here.
type Account struct {
	Code    string `json:"code"`
	Name    string `json:"name"`
	Type    string `json:"type"`
	Class   string `json:"class"`
	TaxType string `json:"taxType"`
	Status  string `json:"status"`
	System  string `json:"system,omitempty"`
}

// TaxRate is one of Xero's tax rates, as cached here.
type TaxRate struct {
	Code             string          `json:"code"`
	Name             string          `json:"name"`
	Rate             decimal.Decimal `json:"rate"`
	Status           string          `json:"status"`
	AppliesToRevenue bool            `json:"appliesToRevenue"`
}

// Organisation is the connected Xero organisation, as cached here.
type Organisation struct {
	ID               string       `json:"id"`
	Name             string       `json:"name"`
	ShortCode        string       `json:"shortCode"`
	Country          string       `json:"country"`
	BaseCurrency     string       `json:"baseCurrency"`
	Currencies       []string     `json:"currencies"`
	PeriodLock       Date         `json:"periodLock"`
	EndOfYearLock    Date         `json:"endOfYearLock"`
	Timezone         string       `json:"timezone"`
	TaxNumber        string       `json:"taxNumber"`
	DefaultTaxMode   TaxMode      `json:"defaultTaxMode"`
	IsDemo           bool         `json:"isDemo"`
	RefusedActions   []string     `json:"refusedActions"`
	InvoiceTermsSale PaymentTerms `json:"invoiceTerms"`
}

// Reference is what a document is checked against before posting, without a
// call: the organisation with its accounts and tax rates.
type Reference struct {
	Organisation Organisation
	Accounts     []Account
	TaxRates     []TaxRate
}
