package contract

import (
	"errors"
	"fmt"
	"io"
	"net/http"
	"net/http/httptest"
	"os"
	"strings"
	"testing"

	"go.uber.org/goleak"
)

func TestMain(m *testing.M) { goleak.VerifyTestMain(m) }

// spy is a test that keeps its complaints to itself.
type spy struct {
	testing.TB
	errors []string
}

func (s *spy) Errorf(format string, args ...any) {
	s.errors = append(s.errors, fmt.Sprintf(format, args...))
}

func (s *spy) Helper() {}

func TestWhatIsWrongIsReported(t *testing.T) {
	if _, err := load(); errors.Is(err, os.ErrNotExist) {
		t.Skip("../shared/xero-openapi is absent")
	}
	const id = "430fa14a-f945-44d3-9f97-5df5e28441b8"
	for _, tc := range []struct {
		name, method, path, body string
		status                   int
		answer                   string
		header                   http.Header
		want                     string // "" = nothing is wrong
	}{
		{"a good read", "GET", "/Invoices?page=1&unitdp=4", "", 200, `{"Invoices":[{"InvoiceID":"` + id + `","Total":1.00}]}`, nil, ""},
		{"a good write", "PUT", "/Invoices?summarizeErrors=false", `{"Invoices":[{"Type":"ACCREC"}]}`, 200, `{"Invoices":[]}`, nil, ""},
		{"wrong enum sent", "PUT", "/Invoices", `{"Invoices":[{"LineAmountTypes":"EXCLUSIVE"}]}`, 200, `{"Invoices":[]}`, nil, "/Invoices/0/LineAmountTypes"},
		{"read-only sent", "POST", "/Invoices/" + id, `{"Invoices":[{"Total":1}]}`, 200, `{"Invoices":[]}`, nil, "Total"},
		{"unknown parameter", "GET", "/Quotes?where=x", "", 200, `{"Quotes":[]}`, nil, `"where"`},
		{"unknown path", "GET", "/Nothing", "", 404, ``, nil, "not in the file"},
		{"wrong type answered", "GET", "/Invoices", "", 200, `{"Invoices":[{"Total":"1.00"}]}`, nil, "/Invoices/0/Total"},
		{"wrong enum answered", "GET", "/Quotes", "", 200, `{"Quotes":[{"Status":"AUTHORISED"}]}`, nil, "/Quotes/0/Status"},
		{"an injected fault", "GET", "/Invoices", "", 200, `<html>`, http.Header{"X-Fake-Fault": {"yes"}}, ""},
		{"documented departures", "GET", "/Quotes?pageSize=10", "", 200, `{"Quotes":[]}`, nil, ""},
		{"contact by number", "GET", "/Contacts/LW-1", "", 200, `{"Contacts":[]}`, nil, ""},
	} {
		t.Run(tc.name, func(t *testing.T) {
			s := &spy{TB: t}
			h := Wrap(s, http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
				if got, _ := io.ReadAll(r.Body); string(got) != tc.body {
					t.Errorf("the handler read %q", got)
				}
				for name, v := range tc.header {
					w.Header()[name] = v
				}
				w.Header().Set("Content-Type", "application/json")
				w.WriteHeader(tc.status)
				_, _ = io.WriteString(w, tc.answer)
			}))
			r := httptest.NewRequest(tc.method, "/api.xro/2.0"+tc.path, strings.NewReader(tc.body))
			r.Header.Set("Xero-Tenant-Id", "t")
			r.Header.Set("If-Modified-Since", "2009-11-12T00:00:00")
			if tc.body != "" {
				r.Header.Set("Content-Type", "application/json")
			}
			out := httptest.NewRecorder()
			h.ServeHTTP(out, r)
			if out.Header().Get("X-Fake-Fault") != "" {
				t.Error("the private header went out")
			}
			got := strings.Join(s.errors, "\n")
			if (got == "") != (tc.want == "") || !strings.Contains(got, tc.want) {
				t.Errorf("reported %q, want %q", got, tc.want)
			}
		})
	}
}

func TestRequiredHeader(t *testing.T) {
	if _, err := load(); errors.Is(err, os.ErrNotExist) {
		t.Skip("../shared/xero-openapi is absent")
	}
	s := &spy{TB: t}
	h := Wrap(s, http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {}))
	h.ServeHTTP(httptest.NewRecorder(), httptest.NewRequest("GET", "/api.xro/2.0/Invoices", nil))
	if len(s.errors) != 1 || !strings.Contains(s.errors[0], "xero-tenant-id") {
		t.Errorf("reported %q", s.errors)
	}
}
