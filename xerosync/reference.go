package xerosync

import (
	"context"
	"slices"
	"strings"
	"time"

	"litework/document"
	"litework/store"
	"litework/xerosync/xeroapi"
)

// markReference is when the reference data was read; it is read again daily,
// because tax rates do not tell when they change (xero.md section 8.3).
const (
	markReference = "reference"
	referenceLife = 24 * time.Hour
)

// stale reports whether the reference data was read too long ago and may be
// read now.
func (s *Service) stale(mark string) bool {
	if s.cfg.Clock().Before(s.session.notBefore[markReference]) {
		return false
	}
	at, err := time.Parse(time.RFC3339, mark)
	return err != nil || s.wallNow().Sub(at) >= referenceLife || s.wallNow().Before(at)
}

func (s *Service) putReference(tx *store.SyncTx, ref document.Reference) error {
	if err := tx.PutReference(ref); err != nil {
		return err
	}
	return tx.PutMark(markReference, s.wallNow().UTC().Format(time.RFC3339))
}

// readReferenceAgain renews the reference data. Nobody waits for it, so it
// leaves the day's last calls to what the user asks for.
func (s *Service) readReferenceAgain(ctx context.Context, c store.Connection) error {
	ref, err := readReference(xeroapi.WithBackground(ctx), s.reach(c).client)
	if e, ok := xeroapi.AsError(err); ok && signInNeeded(e) {
		s.noteTrouble(err)
		return nil
	}
	if err != nil { // what is known will do meanwhile; this is no reason to pause
		s.cfg.Log.Info("reading the organisation again", "trouble", technical(err))
		s.session.notBefore[markReference] = s.cfg.Clock().Add(time.Hour)
		return nil
	}
	s.reached()
	return s.commit(ctx, "reference", func(tx *store.SyncTx) error { return s.putReference(tx, ref) })
}

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
