package xeroapi

import (
	"errors"
	"io"
	"net/http"
	"net/url"
	"strings"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"
)

// inTurn answers each request with the next of these, and then with the last.
func inTurn(answers ...http.HandlerFunc) http.HandlerFunc {
	n := make(chan int, 1)
	n <- 0
	return func(w http.ResponseWriter, r *http.Request) {
		i := <-n
		n <- min(i+1, len(answers)-1)
		answers[i](w, r)
	}
}

func says(status int, body string, header ...string) http.HandlerFunc {
	return func(w http.ResponseWriter, r *http.Request) {
		for i := 0; i+1 < len(header); i += 2 {
			w.Header().Set(header[i], header[i+1])
		}
		answerJSON(w, status, body)
	}
}

func drop(w http.ResponseWriter, r *http.Request) {
	if conn, _, err := w.(http.Hijacker).Hijack(); err == nil {
		conn.Close()
	}
}

const noActions = `{"Actions":[]}`

func TestReadsTryAgainABoundedNumberOfTimes(t *testing.T) {
	ok := says(200, noActions)
	cases := []struct {
		name     string
		handle   http.HandlerFunc
		requests int
		code     Code // empty: it works in the end
	}{
		{"503 once", inTurn(says(503, `<html>`), ok), 2, ""},
		{"503 for ever", says(503, `<html>`), 3, CodeXeroDown},
		{"garbled once", inTurn(says(200, `{"Actions":[`), ok), 2, ""},
		{"garbled for ever", says(200, `<html>`), 3, CodeGarbled},
		{"cut once", inTurn(says(200, `{"A`, "Content-Length", "500"), ok), 2, ""},
		{"concurrent once", inTurn(says(429, ``, "X-Rate-Limit-Problem", "Concurrent"), ok), 2, ""},
		{"minute once", inTurn(says(429, ``, "X-Rate-Limit-Problem", "minute", "Retry-After", "20"), ok), 2, ""},
		{"day", says(429, ``, "X-Rate-Limit-Problem", "day", "Retry-After", "60000"), 1, CodeDayLimit},
		{"400", says(400, `{"Message":"bad","ErrorNumber":16,"Type":"QueryParseException"}`), 1, CodeValidation},
		{"high volume", says(400, `{"Message":"This exceeds the high volume threshold"}`), 1, CodeHighVolume},
		{"404", says(404, `The resource you're looking for cannot be found`), 1, CodeNotFound},
		{"organisation offline", says(503, `{"Detail":"organisation is offline"}`), 1, CodeOrganisationOffline},
		{"long pause", says(503, ``, "Retry-After", "7200"), 1, CodeXeroDown},
	}
	for _, tc := range cases {
		t.Run(tc.name, func(t *testing.T) {
			s := newSite(t, tc.handle)
			clock := newTestClock()
			before := clock.Now()
			_, err := s.client(t, clock).Actions(t.Context())
			if (tc.code == "") != (err == nil) || tc.code != "" && !IsCode(err, tc.code) {
				t.Errorf("got %v, want %q", err, tc.code)
			}
			if IsUnknownOutcome(err) {
				t.Error("a read leaves an outcome open")
			}
			if n := len(s.seen()); n != tc.requests {
				t.Errorf("%d requests, want %d", n, tc.requests)
			}
			if waited := clock.Now().Sub(before); tc.name == "minute once" && (waited < 20*time.Second || waited > 25*time.Second) {
				t.Errorf("waited %s", waited)
			}
		})
	}
}

func TestReadsAreTriedAgainWhenTheConnectionDies(t *testing.T) {
	s := newSite(t, inTurn(drop, drop, says(200, noActions)))
	if _, err := s.client(t, newTestClock()).Actions(t.Context()); err != nil {
		t.Error(err)
	}
	s = newSite(t, drop)
	if _, err := s.client(t, newTestClock()).Actions(t.Context()); !IsCode(err, CodeNoReply) || IsUnknownOutcome(err) {
		t.Errorf("got %v", err)
	}
}

func TestReadsRenewARefusedTokenOnce(t *testing.T) {
	expired := says(401, `{"Detail":"TokenExpired"}`)
	s := newSite(t, inTurn(expired, says(200, noActions)))
	if _, err := s.client(t, newTestClock()).Actions(t.Context()); err != nil || len(s.tokenCalls()) != 1 {
		t.Errorf("%v, %d refreshes", err, len(s.tokenCalls()))
	}
	for name, tc := range map[string]struct {
		handle   http.HandlerFunc
		code     Code
		requests int
	}{
		"expired":      {expired, CodeReconnect, 2},
		"disconnected": {says(403, `{"Detail":"AuthenticationUnsuccessful"}`), CodeTenantDisconnected, 2},
		"scope":        {says(401, ``, "WWW-Authenticate", `error="insufficent_scope"`), CodeScopeMissing, 1},
	} {
		s := newSite(t, tc.handle)
		_, err := s.client(t, newTestClock()).Actions(t.Context())
		if !IsCode(err, tc.code) || len(s.seen()) != tc.requests || len(s.tokenCalls()) != tc.requests-1 {
			t.Errorf("%s: %v after %d requests and %d refreshes", name, err, len(s.seen()), len(s.tokenCalls()))
		}
	}
}

func TestListQueries(t *testing.T) {
	s := newSite(t, func(w http.ResponseWriter, r *http.Request) {
		name := strings.Split(strings.TrimPrefix(r.URL.Path, "/api.xro/2.0/"), "/")[0]
		answerJSON(w, 200, `{"pagination":{"page":2,"pageSize":50,"pageCount":3,"itemCount":101},"`+name+`":[{}]}`)
	})
	c := s.client(t, newTestClock())
	since := time.Date(2026, 11, 3, 10, 0, 0, 999, time.FixedZone("NZDT", 13*3600))
	contacts, err := c.Contacts(t.Context(), ContactQuery{IDs: []string{"a", "b"}, Where: `Name=="A & B"`, SearchTerm: "x+y", Order: "ContactID",
		IncludeArchived: true, ModifiedSince: since, Page: 2, PageSize: 50})
	if err != nil || contacts.Total != 101 || !contacts.More() || contacts.Number != 2 {
		t.Errorf("%+v, %v", contacts, err)
	}
	_, err = c.Invoices(t.Context(), InvoiceQuery{InvoiceNumbers: []string{"INV-1"}, Statuses: []InvoiceStatus{InvoiceDraft, InvoicePaid}, CreatedByMyApp: true, PageSize: 5000})
	if err != nil {
		t.Error(err)
	}
	quotes, err := c.Quotes(t.Context(), QuoteQuery{QuoteNumber: "Q-1", Status: QuoteSent, DateFrom: Date{2026, 1, 2}, ExpiryDateTo: Date{2026, 12, 31}})
	if err != nil || len(quotes.Items) != 1 {
		t.Errorf("%+v, %v", quotes, err)
	}
	if _, err := c.InvoiceByID(t.Context(), "id-1"); err != nil {
		t.Error(err)
	}
	if _, err := c.ContactByNumber(t.Context(), "LW/1"); err != nil {
		t.Error(err)
	}
	got := s.seen()
	want := []string{
		"/api.xro/2.0/Contacts?IDs=a%2Cb&includeArchived=true&order=ContactID&page=2&pageSize=50&searchTerm=x%2By&where=Name%3D%3D%22A%20%26%20B%22",
		"/api.xro/2.0/Invoices?InvoiceNumbers=INV-1&Statuses=DRAFT%2CPAID&createdByMyApp=true&page=1&pageSize=1000&unitdp=4",
		"/api.xro/2.0/Quotes?DateFrom=2026-01-02&ExpiryDateTo=2026-12-31&QuoteNumber=Q-1&Status=SENT&page=1&pageSize=100",
		"/api.xro/2.0/Invoices/id-1?unitdp=4",
		"/api.xro/2.0/Contacts/LW%2F1?",
	}
	for i := range want {
		if u := got[i].path + "?" + got[i].query; u != want[i] {
			t.Errorf("%d:\n%s\n%s", i, u, want[i])
		}
	}
	if h := got[0].header; h.Get("If-Modified-Since") != "2026-11-02T21:00:00" || h.Get("Accept") != "application/json" || h.Get("Xero-Tenant-Id") != "tenant-1" || h.Get("Idempotency-Key") != "" {
		t.Errorf("%v", h)
	}
	if h := got[1].header.Get("If-Modified-Since"); h != "" {
		t.Error(h)
	}
	for _, bad := range []error{
		second(c.Contacts(t.Context(), ContactQuery{IDs: make([]string, 41)})),
		second(c.Invoices(t.Context(), InvoiceQuery{InvoiceNumbers: []string{"a,b"}})),
		second(c.InvoiceByID(t.Context(), " ")),
		second(c.WithTenant("").Actions(t.Context())),
	} {
		if !IsNotSent(bad) {
			t.Errorf("not refused: %v", bad)
		}
	}
	if n := len(s.seen()); n != len(want) {
		t.Errorf("%d requests", n)
	}
}

func second[T any](_ T, err error) error { return err }

func TestNotModifiedAndPagesWithoutCounts(t *testing.T) {
	s := newSite(t, func(w http.ResponseWriter, r *http.Request) { w.WriteHeader(304) })
	p, err := s.client(t, newTestClock()).Invoices(t.Context(), InvoiceQuery{ModifiedSince: time.Unix(1, 0)})
	if err != nil || !p.NotModified || len(p.Items) != 0 || p.More() {
		t.Errorf("%+v, %v", p, err)
	}
	if !(Page[Quote]{Items: make([]Quote, 2), Number: 1, Size: 2}).More() || (Page[Quote]{Items: make([]Quote, 1), Number: 1, Size: 2}).More() {
		t.Error("a full page without a count is followed, a short one is not")
	}
	if (Page[Contact]{Items: make([]Contact, 2), Number: 3, Size: 2, Count: 3}).More() {
		t.Error("read past the last page")
	}
}

func TestOrganisationAndReferenceData(t *testing.T) {
	s := newSite(t, func(w http.ResponseWriter, r *http.Request) {
		answerJSON(w, 200, map[string]string{
			"Organisation":       `{"Organisations":[{"OrganisationID":"o","Name":"Demo","IsDemoCompany":"true","PeriodLockDate":"/Date(1751241600000+0000)/","PaymentTerms":{"Sales":{"Day":20,"Type":"OFFOLLOWINGMONTH"}}}]}`,
			"Actions":            `{"Actions":[{"Name":"CreateApprovedInvoice","Status":"ALLOWED"},{"Name":"UseMulticurrency","Status":"NOT-ALLOWED"}]}`,
			"Accounts":           `{"Accounts":[{"AccountID":"a","Code":"200","Class":"REVENUE","Status":"ACTIVE"}]}`,
			"TaxRates":           `{"TaxRates":[{"TaxType":"OUTPUT2","EffectiveRate":15.0000,"CanApplyToRevenue":true,"TaxComponents":[{"Name":"GST","Rate":"15.0"}]}]}`,
			"Currencies":         `{"Currencies":[{"Code":"NZD","Description":"New Zealand Dollar"}]}`,
			"BrandingThemes":     `{"BrandingThemes":[{"BrandingThemeID":"b","Name":"Standard","SortOrder":0}]}`,
			"TrackingCategories": `{"TrackingCategories":[{"TrackingCategoryID":"t","Options":[{"TrackingOptionID":"o","Name":"North"}]}]}`,
		}[r.URL.Path[strings.LastIndex(r.URL.Path, "/")+1:]])
	})
	c, ctx := s.client(t, newTestClock()), t.Context()
	org, err := c.Organisation(ctx)
	if err != nil || org.OrganisationID != "o" || !bool(org.IsDemoCompany) || org.PeriodLockDate.String() != "2025-06-30" || org.PaymentTerms.Sales.Day != 20 || len(org.Raw) == 0 {
		t.Errorf("%+v, %v", org, err)
	}
	actions, err := c.Actions(ctx)
	if err != nil || !actions[0].Allowed() || actions[1].Allowed() {
		t.Errorf("%+v, %v", actions, err)
	}
	accounts, err := c.Accounts(ctx, time.Time{})
	rates, err2 := c.TaxRates(ctx)
	currencies, err3 := c.Currencies(ctx)
	themes, err4 := c.BrandingThemes(ctx)
	tracking, err5 := c.TrackingCategories(ctx)
	if err := errors.Join(err, err2, err3, err4, err5); err != nil {
		t.Fatal(err)
	}
	if accounts[0].Code != "200" || rates[0].EffectiveRate.String() != "15" || rates[0].TaxComponents[0].Rate.String() != "15" ||
		currencies[0].Code != "NZD" || themes[0].Name != "Standard" || tracking[0].Options[0].Name != "North" {
		t.Error("reference data is not decoded")
	}
}

func TestConnections(t *testing.T) {
	const org = `"tenantType":"ORGANISATION"`
	all := `[{"id":"1","authEventId":"old","tenantId":"t1",` + org + `,"updatedDateUtc":"2026-03-07T18:46:19.5187840"},
		{"id":"2","authEventId":"old","tenantId":"t2",` + org + `,"updatedDateUtc":"2026-09-07T18:46:19.5187840"},
		{"id":"3","authEventId":"old","tenantId":"t3","tenantType":"PRACTICE","updatedDateUtc":"2026-10-07T18:46:19.5187840"}]`
	s := newSite(t, func(w http.ResponseWriter, r *http.Request) {
		switch {
		case r.Method == "DELETE" && strings.HasSuffix(r.URL.Path, "/2"):
			w.WriteHeader(204)
		case r.Method == "DELETE":
			w.WriteHeader(404)
		case r.URL.Query().Get("authEventId") == "old":
			io.WriteString(w, all)
		case r.URL.Query().Get("authEventId") != "":
			io.WriteString(w, `[]`)
		default:
			io.WriteString(w, all)
		}
	})
	c, ctx := s.client(t, newTestClock()).WithTenant(""), t.Context()
	chosen, err := c.ChosenConnection(ctx, "new")
	if err != nil || chosen.TenantID != "t2" || chosen.ID != "2" || chosen.UpdatedDateUTC.String() != "2026-09-07T18:46:19.518Z" {
		t.Errorf("%+v, %v", chosen, err)
	}
	got := s.seen()
	if len(got) != 2 || got[0].path != "/connections" || got[0].query != "authEventId=new" || got[1].query != "" || got[0].header.Get("Xero-Tenant-Id") != "" {
		t.Errorf("%+v", got)
	}
	if err := errors.Join(c.DeleteConnection(ctx, "2"), c.DeleteConnection(ctx, "gone")); err != nil {
		t.Error(err)
	}
	if err := c.DeleteConnection(ctx, ""); !IsNotSent(err) {
		t.Errorf("got %v", err)
	}

	list := []Connection{{ID: "a", AuthEventID: "e1", TenantType: "ORGANISATION", UpdatedDateUTC: 1}, {ID: "b", AuthEventID: "e2", TenantType: "ORGANISATION", UpdatedDateUTC: 9}}
	for event, want := range map[string]string{"e1": "a", "e2": "b", "e3": "b", "": "b"} {
		if got, ok := PickConnection(list, event); !ok || got.ID != want {
			t.Errorf("%q: %q", event, got.ID)
		}
	}
	if _, ok := PickConnection([]Connection{{TenantType: "PRACTICE"}}, ""); ok {
		t.Error("a practice was picked")
	}
	none := newSite(t, func(w http.ResponseWriter, r *http.Request) { io.WriteString(w, `[]`) })
	if _, err := none.client(t, newTestClock()).ChosenConnection(ctx, "e"); !IsCode(err, CodeTenantDisconnected) {
		t.Errorf("got %v", err)
	}
}

func TestEndpoints(t *testing.T) {
	want := Endpoints{"http://h/x/identity/connect/authorize", "http://h/x/connect/token", "http://h/x/connect/revocation", "http://h/x/connections", "http://h/x/api.xro/2.0/"}
	if d := cmp.Diff(want, EndpointsAt("http://h/x/")); d != "" {
		t.Error(d)
	}
	for _, u := range []string{DefaultEndpoints().Authorize, DefaultEndpoints().Token, DefaultEndpoints().API} {
		if p, err := url.Parse(u); err != nil || p.Scheme != "https" || !strings.HasSuffix(p.Host, ".xero.com") {
			t.Error(u)
		}
	}
	if SecretKey("http://h", "c", "f") == SecretKey(DefaultEndpoints().API, "c", "f") {
		t.Error("a stand-in shares Xero's entry")
	}
}
