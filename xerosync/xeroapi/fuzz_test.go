package xeroapi

import (
	"encoding/json"
	"testing"
	"time"
)

// The decoders of what Xero tells beside records: whatever comes, a value or an
// error, and a value can be kept as JSON.

func fuzzReference[T any](f *testing.F, name string, seeds ...string) {
	for _, s := range append(seeds, `{"`+name+`":[null]}`, `{"`+name+`":[{}],"pagination":{"page":"1"}}`, `<html>`, `{"`+name+`":{}}`) {
		f.Add([]byte(s))
	}
	f.Fuzz(func(t *testing.T, b []byte) {
		items, _, err := decodeList[T](b, name)
		if err != nil {
			return
		}
		if _, err := json.Marshal(items); err != nil {
			t.Error(err)
		}
	})
}

func FuzzOrganisations(f *testing.F) {
	fuzzReference[Organisation](f, "Organisations", `{"Organisations":[{"OrganisationID":"o","PeriodLockDate":"/Date(1539993600000+0000)/","PaymentTerms":{"Sales":{"Day":20,"Type":"OFFOLLOWINGMONTH"}},"IsDemoCompany":"true"}]}`)
}

func FuzzActions(f *testing.F) {
	fuzzReference[Action](f, "Actions", `{"Actions":[{"Name":"CreateDraftInvoice","Status":"ALLOWED"}]}`)
}

func FuzzAccounts(f *testing.F) {
	fuzzReference[Account](f, "Accounts", `{"Accounts":[{"Code":"200","Status":"ACTIVE","UpdatedDateUTC":"\/Date(1)\/"}]}`)
}

func FuzzTaxRates(f *testing.F) {
	fuzzReference[TaxRate](f, "TaxRates", `{"TaxRates":[{"TaxType":"OUTPUT2","EffectiveRate":"15.0000","CanApplyToRevenue":"true","TaxComponents":[{"Rate":1e3}]}]}`)
}

func FuzzCurrencies(f *testing.F) {
	fuzzReference[Currency](f, "Currencies", `{"Currencies":[{"Code":"NZD"}]}`)
}

func FuzzConnections(f *testing.F) {
	f.Add([]byte(`[{"id":"c","tenantId":"t","tenantType":"ORGANISATION","updatedDateUtc":"2026-03-07T18:46:19.5187840"}]`), "e")
	f.Add([]byte(`[{"updatedDateUtc":"x"}]`), "")
	f.Fuzz(func(t *testing.T, b []byte, event string) {
		var all []Connection
		if json.Unmarshal(b, &all) != nil {
			return
		}
		if picked, ok := PickConnection(all, event); ok && picked.TenantType != tenantOrganisation {
			t.Errorf("picked %+v, which has no invoices", picked)
		}
	})
}

func FuzzGrant(f *testing.F) {
	f.Add([]byte(`{"access_token":"a.b.c","expires_in":1800,"refresh_token":"r","scope":"openid accounting.invoices"}`))
	f.Add([]byte(`{"access_token":1}`))
	f.Fuzz(func(t *testing.T, b []byte) {
		g, err := decodeGrant(b, time.Unix(0, 0))
		if err == nil && g.Access == "" {
			t.Error("a grant without a token")
		}
	})
}
