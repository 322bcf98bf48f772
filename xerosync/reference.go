package xerosync

import (
	"context"
	"slices"
	"strings"
	"time"

	"litework/document"
	"litework/xerosync/xeroapi"
)

// readReference reads what documents are checked against: the organisation,
// what the user may do in it, accounts, tax rates and currencies.
func readReference(ctx context.Context, c *xeroapi.Client) (document.Reference, error) {
	org, err := c.Organisation(ctx)
	if err != nil {
		return document.Reference{}, err
	}
	actions, err := c.Actions(ctx)
	if err != nil {
		return document.Reference{}, err
	}
	accounts, err := c.Accounts(ctx, time.Time{})
	if err != nil {
		return document.Reference{}, err
	}
	rates, err := c.TaxRates(ctx)
	if err != nil {
		return document.Reference{}, err
	}
	currencies, err := c.Currencies(ctx)
	if err != nil {
		return document.Reference{}, err
	}
	return document.Reference{
		Organisation: organisationIn(&org, actions, currencies),
		Accounts:     accountsIn(accounts),
		TaxRates:     taxRatesIn(rates),
	}, nil
}

func organisationIn(v *xeroapi.Organisation, actions []xeroapi.Action, currencies []xeroapi.Currency) document.Organisation {
	o := document.Organisation{
		ID: v.OrganisationID, Name: v.Name, ShortCode: v.ShortCode, Country: v.CountryCode,
		BaseCurrency: v.BaseCurrency, PeriodLock: document.Date(v.PeriodLockDate),
		EndOfYearLock: document.Date(v.EndOfYearLockDate), Timezone: v.Timezone, TaxNumber: v.TaxNumber,
		DefaultTaxMode: defaultTaxMode(v.DefaultSalesTax), IsDemo: bool(v.IsDemoCompany),
	}
	adviser := false
	for _, a := range actions {
		adviser = adviser || a.Name == adviserAction
		if !a.Allowed() {
			o.RefusedActions = append(o.RefusedActions, a.Name)
		}
	}
	if !adviser { // not told: then it is not assumed
		o.RefusedActions = append(o.RefusedActions, adviserAction)
	}
	slices.Sort(o.RefusedActions)
	for _, c := range currencies {
		o.Currencies = append(o.Currencies, c.Code)
	}
	if v.PaymentTerms != nil && v.PaymentTerms.Sales != nil {
		o.InvoiceTermsSale = termIn(*v.PaymentTerms.Sales)
	}
	return o
}

// defaultTaxMode reads Xero's words, which are no LineAmountTypes.
func defaultTaxMode(words string) document.TaxMode {
	switch strings.ToLower(words) {
	case "tax inclusive":
		return document.TaxInclusive
	case "no tax":
		return document.NoTax
	}
	return document.TaxExclusive
}

func accountsIn(list []xeroapi.Account) []document.Account {
	out := make([]document.Account, 0, len(list))
	for _, a := range list {
		if a.Code != "" {
			out = append(out, document.Account{Code: a.Code, Name: a.Name, Type: a.Type, Class: a.Class, TaxType: a.TaxType, Status: a.Status, System: a.SystemAccount})
		}
	}
	return out
}

func taxRatesIn(list []xeroapi.TaxRate) []document.TaxRate {
	out := make([]document.TaxRate, 0, len(list))
	for _, r := range list {
		out = append(out, document.TaxRate{
			Code: r.TaxType, Name: r.Name, Rate: amount(r.EffectiveRate), Status: r.Status,
			AppliesToRevenue: bool(r.CanApplyToRevenue),
		})
	}
	return out
}
