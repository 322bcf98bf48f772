package xerofake_test

import (
	"bytes"
	"context"
	"encoding/json"
	"fmt"
	"io"
	"net/http"
	"net/http/httptest"
	"strings"
	"sync"
	"testing"
	"time"

	"github.com/shopspring/decimal"
	"go.uber.org/goleak"

	"litework/xerosync/xerofake"
	"litework/xerosync/xerofake/contract"
)

func TestMain(m *testing.M) { goleak.VerifyTestMain(m) }

// clock is a time the test moves.
type clock struct {
	mu sync.Mutex
	at time.Time
}

func newClock() *clock { return &clock{at: time.Date(2026, 11, 3, 9, 0, 0, 0, time.UTC)} }

func (c *clock) now() time.Time {
	c.mu.Lock()
	defer c.mu.Unlock()
	return c.at
}

func (c *clock) add(d time.Duration) {
	c.mu.Lock()
	defer c.mu.Unlock()
	c.at = c.at.Add(d)
}

// ids makes UUIDs that are the same in every run.
func ids() func() string {
	var mu sync.Mutex
	n := 0
	return func() string {
		mu.Lock()
		defer mu.Unlock()
		n++
		return fmt.Sprintf("00000000-0000-4000-8000-%012d", n)
	}
}

// xero is a simulator with a client's view of it.
type xero struct {
	t      *testing.T
	s      *xerofake.Server
	c      *xerofake.Control
	clock  *clock
	url    string // with the contract check
	raw    string // without, for requests that are wrong on purpose
	client *http.Client
	token  string
	tenant string
}

const app = "0123456789ABCDEF0123456789ABCDEF"

func start(t *testing.T, changes ...func(*xerofake.Config)) *xero {
	t.Helper()
	x := &xero{t: t, clock: newClock()}
	cfg := xerofake.Config{Clock: x.clock.now, NewID: ids()}
	for _, change := range changes {
		change(&cfg)
	}
	s, err := xerofake.New(cfg)
	if err != nil {
		t.Fatal(err)
	}
	checked, raw := httptest.NewServer(contract.Wrap(t, s)), httptest.NewServer(s)
	tr := &http.Transport{}
	x.client = &http.Client{Transport: tr, CheckRedirect: func(*http.Request, []*http.Request) error { return http.ErrUseLastResponse }}
	t.Cleanup(func() {
		tr.CloseIdleConnections()
		checked.Close()
		raw.Close()
		if err := s.Close(); err != nil {
			t.Error(err)
		}
	})
	x.s, x.c, x.url, x.raw = s, s.Control(), checked.URL, raw.URL
	x.token, _ = s.Grant(app)
	x.tenant = x.c.TenantID()
	return x
}

// answer is a reply as read.
type answer struct {
	status int
	header http.Header
	body   []byte
}

// json gives the body as nested maps, with numbers as written.
func (a answer) json(t *testing.T) map[string]any {
	t.Helper()
	dec := json.NewDecoder(bytes.NewReader(a.body))
	dec.UseNumber()
	var m map[string]any
	if err := dec.Decode(&m); err != nil {
		t.Fatalf("status %d, body %q: %v", a.status, a.body, err)
	}
	return m
}

// request builds a call to the accounting API as a good client would.
func (x *xero) request(base, method, path, body string, header ...string) *http.Request {
	x.t.Helper()
	var r io.Reader
	if body != "" {
		r = strings.NewReader(body)
	}
	req, err := http.NewRequestWithContext(context.Background(), method, base+"/api.xro/2.0"+path, r)
	if err != nil {
		x.t.Fatal(err)
	}
	req.Header.Set("Authorization", "Bearer "+x.token)
	req.Header.Set("Xero-Tenant-Id", x.tenant)
	req.Header.Set("Accept", "application/json")
	if body != "" {
		req.Header.Set("Content-Type", "application/json")
	}
	for i := 0; i+1 < len(header); i += 2 {
		req.Header.Set(header[i], header[i+1])
		if header[i+1] == "" {
			req.Header.Del(header[i])
		}
	}
	return req
}

func (x *xero) send(req *http.Request) (answer, error) {
	resp, err := x.client.Do(req)
	if err != nil {
		return answer{}, err
	}
	defer resp.Body.Close()
	body, err := io.ReadAll(resp.Body)
	return answer{resp.StatusCode, resp.Header, body}, err
}

// call sends a request through the contract check.
func (x *xero) call(method, path, body string, header ...string) answer {
	x.t.Helper()
	a, err := x.send(x.request(x.url, method, path, body, header...))
	if err != nil {
		x.t.Fatal(err)
	}
	return a
}

// wrong sends a request that breaks the contract on purpose.
func (x *xero) wrong(method, path, body string, header ...string) answer {
	x.t.Helper()
	a, err := x.send(x.request(x.raw, method, path, body, header...))
	if err != nil {
		x.t.Fatal(err)
	}
	return a
}

// list calls and gives the records of the answer, which must be 200.
func (x *xero) list(method, path, body string, header ...string) []map[string]any {
	x.t.Helper()
	a := x.call(method, path, body, header...)
	if a.status != http.StatusOK {
		x.t.Fatalf("%s %s: status %d: %s", method, path, a.status, a.body)
	}
	m := a.json(x.t)
	name := strings.FieldsFunc(path, func(r rune) bool { return r == '/' || r == '?' })[0]
	if name == "Organisation" {
		name = "Organisations"
	}
	var out []map[string]any
	for _, e := range m[name].([]any) {
		out = append(out, e.(map[string]any))
	}
	return out
}

// one calls and gives the only record of the answer.
func (x *xero) one(method, path, body string, header ...string) map[string]any {
	x.t.Helper()
	l := x.list(method, path, body, header...)
	if len(l) != 1 {
		x.t.Fatalf("%s %s: %d records", method, path, len(l))
	}
	return l[0]
}

// refused calls, expects 400 and gives all messages of the first element.
func (x *xero) refused(method, path, body string) string {
	x.t.Helper()
	a := x.call(method, path, body)
	if a.status != http.StatusBadRequest {
		x.t.Fatalf("%s %s: status %d: %s", method, path, a.status, a.body)
	}
	m := a.json(x.t)
	list, _ := m["Elements"].([]any)
	if len(list) == 0 {
		return fmt.Sprint(m["Message"])
	}
	var texts []string
	for _, e := range list[0].(map[string]any)["ValidationErrors"].([]any) {
		texts = append(texts, e.(map[string]any)["Message"].(string))
	}
	return strings.Join(texts, "; ")
}

func (x *xero) contact(name string) string {
	x.t.Helper()
	id, err := x.c.AddContact(xerofake.Contact{Name: name})
	if err != nil {
		x.t.Fatal(err)
	}
	return id
}

// invoice puts an invoice of one line of 100.00 and gives its id. The extra
// fields are JSON, such as `"Status":"DRAFT"`.
func (x *xero) invoice(number, contact, status string, extra ...string) string {
	x.t.Helper()
	v := x.one("PUT", "/Invoices?unitdp=4&summarizeErrors=false", invoiceBody(number, contact, status, extra...))
	if v["StatusAttributeString"] != "OK" {
		x.t.Fatalf("invoice %s: %v", number, v)
	}
	return v["InvoiceID"].(string)
}

func invoiceBody(number, contact, status string, extra ...string) string {
	fields := append([]string{fmt.Sprintf(`"Type":"ACCREC","InvoiceNumber":%q,"Contact":{"ContactID":%q},"Status":%q,"Date":"2026-11-03","DueDate":"2026-12-20"`, number, contact, status)}, extra...)
	all := strings.Join(fields, ",")
	if !strings.Contains(all, `"LineItems"`) {
		all += `,"LineItems":[{"Description":"Hire","Quantity":1,"UnitAmount":100,"AccountCode":"200","TaxType":"OUTPUT2"}]`
	}
	return `{"Invoices":[{` + all + `}]}`
}

func (x *xero) quote(number, contact, status string, extra ...string) string {
	x.t.Helper()
	fields := append([]string{fmt.Sprintf(`"QuoteNumber":%q,"Contact":{"ContactID":%q},"Status":%q,"Date":"2026-11-03"`, number, contact, status)}, extra...)
	all := strings.Join(fields, ",")
	if !strings.Contains(all, `"LineItems"`) {
		all += `,"LineItems":[{"Description":"Hire","Quantity":1,"UnitAmount":100,"AccountCode":"200","TaxType":"OUTPUT2"}]`
	}
	return x.one("PUT", "/Quotes?summarizeErrors=false", `{"Quotes":[{`+all+`}]}`)["QuoteID"].(string)
}

func (x *xero) must(err error) {
	x.t.Helper()
	if err != nil {
		x.t.Fatal(err)
	}
}

func dec(s string) decimal.Decimal { return decimal.RequireFromString(s) }

// equal compares what is printed.
func equal(t *testing.T, what string, got, want any) {
	t.Helper()
	if fmt.Sprint(got) != fmt.Sprint(want) {
		t.Errorf("%s: got %v, want %v", what, got, want)
	}
}

func contains(t *testing.T, what, got, want string) {
	t.Helper()
	if !strings.Contains(got, want) {
		t.Errorf("%s: got %q, want it to contain %q", what, got, want)
	}
}
