package xerofake

import (
	"encoding/json"
	"fmt"
	"net/http"
	"time"
)

// route finds the endpoint of a call.
func (s *Server) route(c *call) reply {
	path := c.endpoint()
	if len(path) > 3 {
		return notFound()
	}
	switch path[0] {
	case "Invoices":
		return s.invoicesEndpoint(c, path)
	case "Quotes":
		return s.quotesEndpoint(c, path)
	case "Contacts":
		return s.contactsEndpoint(c, path)
	case "Organisation":
		return s.organisationEndpoint(c, path)
	case "Accounts", "TaxRates", "Currencies", "Items", "BrandingThemes", "TrackingCategories":
		if c.r.Method != http.MethodGet {
			return notImplemented()
		}
		return s.referenceEndpoint(c, path)
	}
	return notFound()
}

func (s *Server) organisationEndpoint(c *call, path []string) reply {
	switch {
	case c.r.Method != http.MethodGet:
		return notImplemented()
	case len(path) == 1:
		return jsonReply(http.StatusOK, s.ok("Organisations", []any{s.outOrganisation(c.tenant)}))
	case len(path) == 2 && path[1] == "Actions":
		type action struct{ Name, Status string }
		out := []action{}
		for _, name := range sortedKeys(c.tenant.Actions) {
			out = append(out, action{name, c.tenant.Actions[name]})
		}
		return jsonReply(http.StatusOK, s.ok("Actions", out))
	}
	return notFound()
}

func (s *Server) outOrganisation(t *tenant) any {
	o := t.Org
	version := o.CountryCode
	if version == "GB" {
		version = "UK"
	}
	return struct {
		Name, LegalName                            string
		PaysTax                                    bool
		Version, OrganisationType                  string
		BaseCurrency, CountryCode                  string
		IsDemoCompany                              bool
		OrganisationStatus                         string
		RegistrationNumber                         string `json:",omitempty"`
		TaxNumber                                  string
		FinancialYearEndDay, FinancialYearEndMonth int
		SalesTaxBasis                              string
		DefaultSalesTax, DefaultPurchasesTax       string
		PeriodLockDate                             string `json:",omitempty"`
		EndOfYearLockDate                          string `json:",omitempty"`
		CreatedDateUTC                             string
		OrganisationEntityType                     string
		Timezone, ShortCode, OrganisationID        string
		Edition, Class                             string
		Addresses, Phones, ExternalLinks           []struct{}
		PaymentTerms                               outTerms
	}{
		Name: o.Name, LegalName: o.LegalName, PaysTax: true, Version: version, OrganisationType: "COMPANY",
		BaseCurrency: o.BaseCurrency, CountryCode: o.CountryCode, IsDemoCompany: o.IsDemoCompany, OrganisationStatus: "ACTIVE",
		RegistrationNumber: o.RegistrationNumber, TaxNumber: o.TaxNumber, FinancialYearEndDay: 31, FinancialYearEndMonth: 3,
		SalesTaxBasis: "PAYMENTS", DefaultSalesTax: o.DefaultSalesTax, DefaultPurchasesTax: "Tax Exclusive",
		PeriodLockDate: msDate(o.PeriodLockDate), EndOfYearLockDate: msDate(o.EndOfYearLockDate),
		CreatedDateUTC: fmt.Sprintf("/Date(%d)/", o.Created.UnixMilli()), OrganisationEntityType: "COMPANY",
		Timezone: o.Timezone, ShortCode: o.ShortCode, OrganisationID: o.OrganisationID, Edition: "BUSINESS", Class: o.Class,
		Addresses: []struct{}{}, Phones: []struct{}{}, ExternalLinks: []struct{}{}, PaymentTerms: outTerms{Sales: o.SalesTerms.out()},
	}
}

// referenceEndpoint lists the small collections, without pages.
func (s *Server) referenceEndpoint(c *call, path []string) reply {
	t := c.tenant
	switch path[0] {
	case "Accounts":
		return reference(s, c, path, "Accounts", t.Accounts, func(a Account) record {
			return record{a.AccountID, a.Updated, outAccount(a), map[string]any{
				"code": a.Code, "name": a.Name, "type": a.Type, "class": a.Class, "status": a.Status, "taxtype": a.TaxType, "systemaccount": a.SystemAccount}}
		})
	case "TaxRates":
		return reference(s, c, path, "TaxRates", t.TaxRates, func(r TaxRate) record {
			return record{r.TaxType, time.Time{}, outTaxRate(r), map[string]any{"name": r.Name, "taxtype": r.TaxType, "status": r.Status}}
		})
	case "Currencies":
		return reference(s, c, path, "Currencies", t.Currencies, func(cur Currency) record {
			return record{"", time.Time{}, struct{ Code, Description string }{cur.Code, cur.Description}, map[string]any{"code": cur.Code}}
		})
	case "Items":
		return reference(s, c, path, "Items", t.Items, func(i Item) record {
			return record{i.ItemID, i.Updated, s.outItem(i, c.decimals()), map[string]any{"code": i.Code, "name": i.Name}}
		})
	case "BrandingThemes":
		return reference(s, c, path, "BrandingThemes", t.BrandingThemes, func(b BrandingTheme) record {
			return record{b.BrandingThemeID, time.Time{}, struct {
				BrandingThemeID, Name string
				SortOrder             int
				CreatedDateUTC        string
			}{b.BrandingThemeID, b.Name, b.SortOrder, msTime(b.Created)}, map[string]any{"name": b.Name}}
		})
	}
	return reference(s, c, path, "TrackingCategories", t.TrackingCategories, func(k TrackingCategory) record {
		return record{k.TrackingCategoryID, time.Time{}, outTrackingCategory(k), map[string]any{"name": k.Name, "status": k.Status}}
	})
}

// record is an entry of a small collection: id, time of its last change if
// it has one, what is shown, and what can be filtered by.
type record struct {
	id      string
	updated time.Time
	out     any
	values  map[string]any
}

func reference[T any](s *Server, c *call, path []string, name string, list []T, read func(T) record) reply {
	var records []record
	fields := map[string]field{}
	dated := false
	for _, entry := range list {
		r := read(entry)
		if len(path) > 1 && r.id != path[1] {
			continue
		}
		for key := range r.values {
			fields[key] = field{kind: textField, alternate: true}
		}
		dated = dated || !r.updated.IsZero()
		records = append(records, r)
	}
	if len(path) > 1 && len(records) == 0 {
		return notFound()
	}
	l := listing[record]{
		c: c, records: records, fields: fields, sorts: sortedKeys(fields),
		get: func(r record, field string) any { return r.values[field] },
	}
	if dated {
		l.updated, l.id = func(r record) time.Time { return r.updated }, nil
	}
	records, refused := sift(s, l)
	if refused != nil {
		return *refused
	}
	out := []any{}
	for _, r := range records {
		out = append(out, r.out)
	}
	return jsonReply(http.StatusOK, s.ok(name, out))
}

func outAccount(a Account) any {
	kind := ""
	if a.Type == "BANK" {
		kind = "BANK"
	}
	return struct {
		AccountID, Code, Name, Status, Type, TaxType string
		Description                                  string `json:",omitempty"`
		Class                                        string
		SystemAccount                                string `json:",omitempty"`
		EnablePaymentsToAccount, ShowInExpenseClaims bool
		BankAccountNumber                            string `json:",omitempty"`
		BankAccountType                              string `json:",omitempty"`
		CurrencyCode                                 string `json:",omitempty"`
		HasAttachments                               bool
		UpdatedDateUTC                               string
		AddToWatchlist                               bool
	}{a.AccountID, a.Code, a.Name, a.Status, a.Type, a.TaxType, a.Description, a.Class, a.SystemAccount, a.EnablePayments, false,
		a.BankAccountNumber, kind, a.CurrencyCode, false, msTime(a.Updated), false}
}

func outTaxRate(r TaxRate) any {
	type component struct {
		Name                         string
		Rate                         json.Number
		IsCompound, IsNonRecoverable bool
	}
	return struct {
		Name, TaxType, ReportTaxType                                                                     string
		CanApplyToAssets, CanApplyToEquity, CanApplyToExpenses, CanApplyToLiabilities, CanApplyToRevenue bool
		DisplayTaxRate, EffectiveRate                                                                    json.Number
		Status                                                                                           string
		TaxComponents                                                                                    []component
	}{r.Name, r.TaxType, r.ReportTaxType, r.Assets, r.Equity, r.Expenses, r.Liabilities, r.Revenue, fixed(r.Rate, 4), fixed(r.Rate, 4), r.Status,
		[]component{{"GST", fixed(r.Rate, 4), false, false}}}
}

func (s *Server) outItem(i Item, places int32) any {
	type details struct {
		UnitPrice            json.Number
		AccountCode, TaxType string
	}
	return struct {
		ItemID, Code, Description, UpdatedDateUTC string
		PurchaseDetails                           struct{}
		SalesDetails                              details
		Name                                      string
		IsTrackedAsInventory, IsSold, IsPurchased bool
	}{ItemID: i.ItemID, Code: i.Code, Description: i.Description, UpdatedDateUTC: msTime(i.Updated),
		SalesDetails: details{fixed(s.round(i.UnitPrice, places), places), i.AccountCode, i.TaxType}, Name: i.Name, IsSold: true}
}

func outTrackingCategory(k TrackingCategory) any {
	type option struct {
		TrackingOptionID, Name, Status                       string
		HasValidationErrors, IsDeleted, IsArchived, IsActive bool
	}
	out := struct {
		Name, Status, TrackingCategoryID string
		Options                          []option
	}{k.Name, k.Status, k.TrackingCategoryID, []option{}}
	for _, o := range k.Options {
		out.Options = append(out.Options, option{TrackingOptionID: o.TrackingOptionID, Name: o.Name, Status: o.Status, IsActive: o.Status == "ACTIVE"})
	}
	return out
}

type outNote struct {
	Changes, DateUTCString, DateUTC, User, Details string
}

// history shows the notes of a record, newest first, or adds some.
func (s *Server) history(c *call, id string) reply {
	t := c.tenant
	show := func(n Note) outNote {
		return outNote{n.Changes, n.At.Format("2006-01-02T15:04:05"), msTime(n.At), n.User, n.Details}
	}
	out := []outNote{}
	switch c.r.Method {
	case http.MethodGet:
		notes := t.History[id]
		for i := range notes {
			out = append(out, show(notes[len(notes)-1-i]))
		}
	case http.MethodPut:
		list, refused := elements(c.body, "HistoryRecords")
		if refused != nil {
			return *refused
		}
		for _, raw := range list {
			var in struct{ Details string }
			if err := json.Unmarshal(raw, &in); err != nil {
				return badPost(err.Error())
			}
			if in.Details == "" || len([]rune(in.Details)) > 2500 {
				return apiError(10, "ValidationException", "Details must have 1 to 2500 characters.")
			}
			s.note(t, id, "Note", in.Details)
			out = append(out, show(t.History[id][len(t.History[id])-1]))
		}
	default:
		return notImplemented()
	}
	return jsonReply(http.StatusOK, s.ok("HistoryRecords", out))
}
