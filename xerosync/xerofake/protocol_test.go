package xerofake_test

import (
	"encoding/xml"
	"fmt"
	"net/http"
	"strings"
	"sync"
	"testing"
	"time"

	"litework/xerosync/xerofake"
)

func TestTokenAndTenantAreChecked(t *testing.T) {
	x := start(t)
	equal(t, "no tenant", x.wrong("GET", "/Organisation", "", "Xero-Tenant-Id", "").status, 403)
	equal(t, "another tenant", x.call("GET", "/Organisation", "", "Xero-Tenant-Id", "nobody").status, 403)
	equal(t, "no token", x.call("GET", "/Organisation", "", "Authorization", "").status, 401)
	x.clock.add(30 * time.Minute)
	a := x.call("GET", "/Organisation", "")
	equal(t, "expired", a.status, 401)
	contains(t, "expired", string(a.body), `"Detail":"TokenExpired: token expired at 11/03/2026 09:30:00"`)
}

func TestScopes(t *testing.T) {
	x := start(t)
	x.token, _ = x.s.Grant(app, "accounting.invoices.read", "accounting.settings.read")
	equal(t, "read invoices", x.call("GET", "/Invoices", "").status, 200)
	equal(t, "read quotes", x.call("GET", "/Quotes", "").status, 200)
	equal(t, "read accounts", x.call("GET", "/Accounts", "").status, 200)
	for _, a := range []answer{x.call("GET", "/Contacts", ""), x.call("PUT", "/Invoices", invoiceBody("A", x.contact("A"), "DRAFT"))} {
		equal(t, "status", a.status, 401)
		contains(t, "challenge", a.header.Get("WWW-Authenticate"), `error="insufficient_scope"`)
		contains(t, "detail", string(a.body), "AuthorizationUnsuccessful")
	}
}

func TestXMLIsTheDefault(t *testing.T) {
	x := start(t)
	id := x.contact("Kererū & Sons")
	a := x.wrong("GET", "/Contacts/"+id, "", "Accept", "")
	contains(t, "type", a.header.Get("Content-Type"), "xml")
	var m struct {
		Contacts struct {
			Contact []struct{ Name, UpdatedDateUTC string }
		}
	}
	x.must(xml.Unmarshal(a.body, &m))
	equal(t, "name", m.Contacts.Contact[0].Name, "Kererū & Sons")
	equal(t, "date", m.Contacts.Contact[0].UpdatedDateUTC, "2026-11-03T09:00:00")
	contains(t, "*/* is no wish for JSON", x.wrong("GET", "/Contacts", "", "Accept", "*/*").header.Get("Content-Type"), "xml")
}

func TestNotFoundIsPlainText(t *testing.T) {
	x := start(t)
	a := x.call("GET", "/Invoices/11111111-1111-1111-1111-111111111111", "")
	equal(t, "status", a.status, 404)
	equal(t, "body", string(a.body), "The resource you're looking for cannot be found")
}

func TestRateLimits(t *testing.T) {
	x := start(t, func(c *xerofake.Config) { c.Limits = xerofake.Limits{Minute: 3, Day: 5} })
	for left := 2; left >= 0; left-- {
		a := x.call("GET", "/Organisation", "")
		equal(t, "minute left", a.header.Get("X-MinLimit-Remaining"), left)
		equal(t, "app left", a.header.Get("X-AppMinLimit-Remaining"), 10000-3+left)
	}
	x.clock.add(20 * time.Second)
	a := x.call("GET", "/Organisation", "")
	equal(t, "status", a.status, 429)
	equal(t, "problem", a.header.Get("X-Rate-Limit-Problem"), "minute")
	equal(t, "retry after", a.header.Get("Retry-After"), 40)
	x.clock.add(40 * time.Second)
	equal(t, "next minute", x.call("GET", "/Organisation", "").status, 200)
	x.call("GET", "/Organisation", "")
	a = x.call("GET", "/Organisation", "")
	equal(t, "problem", a.header.Get("X-Rate-Limit-Problem"), "day")
	equal(t, "day left", a.header.Get("X-DayLimit-Remaining"), 0)
	equal(t, "retry after", a.header.Get("Retry-After"), 24*3600-60)
}

func TestConcurrentLimitSendsNoRetryAfter(t *testing.T) {
	x := start(t)
	open := make(chan struct{})
	x.s.Faults().Next(xerofake.On("GET", "/Accounts"), xerofake.Gate(open), 5)
	var wg sync.WaitGroup
	for range 5 {
		wg.Go(func() { _, _ = x.send(x.request(x.url, "GET", "/Accounts", "")) })
	}
	waitFor(t, func() bool { return x.s.Faults().Pending() == 0 })
	a := x.call("GET", "/Organisation", "")
	equal(t, "status", a.status, 429)
	equal(t, "problem", a.header.Get("X-Rate-Limit-Problem"), "concurrent")
	equal(t, "retry after", a.header.Get("Retry-After"), "")
	close(open)
	wg.Wait()
	equal(t, "afterwards", x.call("GET", "/Organisation", "").status, 200)
}

// waitFor yields until the condition holds.
func waitFor(t *testing.T, cond func() bool) {
	t.Helper()
	for end := time.Now().Add(5 * time.Second); !cond(); {
		if time.Now().After(end) {
			t.Fatal("waited in vain")
		}
		time.Sleep(time.Millisecond) // yields; the condition decides
	}
}

func TestIdempotencyKey(t *testing.T) {
	x := start(t)
	n := x.contact("A")
	body := invoiceBody("K-1", n, "DRAFT")
	first := x.call("PUT", "/Invoices?summarizeErrors=false", body, "Idempotency-Key", "key-1")
	x.clock.add(5 * time.Minute)
	again := x.call("PUT", "/Invoices?summarizeErrors=false", body, "Idempotency-Key", "key-1")
	equal(t, "replay", string(again.body), string(first.body))
	equal(t, "invoices", len(x.c.InvoicesByNumber("K-1")), 1)
	other := x.call("PUT", "/Invoices?summarizeErrors=false", invoiceBody("K-2", n, "DRAFT"), "Idempotency-Key", "key-1")
	equal(t, "another request", other.status, 400)
	equal(t, "message", other.json(t)["Message"], "Idempotency Key: key-1 is used with a different request.")
	x.clock.add(2 * time.Minute)
	late := x.call("PUT", "/Invoices", body, "Idempotency-Key", "key-1")
	equal(t, "forgotten after 6 minutes", late.status, 400)
	contains(t, "message", string(late.body), "Invoice # must be unique.")
	equal(t, "too long", x.call("PUT", "/Invoices", body, "Idempotency-Key", strings.Repeat("k", 129)).status, 400)
}

func TestIdempotencyKeepsErrors(t *testing.T) {
	x := start(t, func(c *xerofake.Config) { c.Switches.IdempotencyFor24h = true })
	body := invoiceBody("K-1", x.contact("A"), "DRAFT")
	x.s.Faults().Next(xerofake.On("PUT", "/Invoices"), xerofake.Status500JSON(), 1)
	equal(t, "first", x.call("PUT", "/Invoices", body, "Idempotency-Key", "a").status, 500)
	x.clock.add(20 * time.Minute)
	equal(t, "again", x.call("PUT", "/Invoices", body, "Idempotency-Key", "a").status, 500)
	equal(t, "invoices", len(x.c.Invoices()), 0)
	equal(t, "another key", x.call("PUT", "/Invoices", body, "Idempotency-Key", "b").status, 200)
}

func mixedBatch(x *xero) string {
	n := x.contact("A")
	one := strings.TrimSuffix(strings.TrimPrefix(invoiceBody("K-1", n, "DRAFT"), `{"Invoices":[`), `]}`)
	return `{"Invoices":[` + one + `,` + strings.Replace(one, "K-1", "k-1", 1) + `,` + strings.Replace(one, "K-1", "K-3", 1) + `]}`
}

func TestSummarizeErrorsFalse(t *testing.T) {
	x := start(t)
	list := x.list("PUT", "/Invoices?summarizeErrors=false", mixedBatch(x))
	for i, want := range []string{"OK", "ERROR", "OK"} {
		equal(t, "status", list[i]["StatusAttributeString"], want)
	}
	equal(t, "id of the refused one", list[1]["InvoiceID"], "00000000-0000-0000-0000-000000000000")
	equal(t, "has errors", list[1]["HasErrors"], true)
	contains(t, "errors", fmt.Sprint(list[1]["ValidationErrors"]), "Invoice # must be unique.")
	equal(t, "stored", len(x.c.Invoices()), 2)
}

func TestSummarizeErrors(t *testing.T) {
	for _, saved := range []bool{false, true} {
		x := start(t, func(c *xerofake.Config) { c.Switches.SiblingsSaved = saved })
		a := x.call("PUT", "/Invoices", mixedBatch(x))
		equal(t, "status", a.status, 400)
		m := a.json(t)
		equal(t, "number", m["ErrorNumber"], 10)
		equal(t, "type", m["Type"], "ValidationException")
		equal(t, "elements", len(m["Elements"].([]any)), 3)
		equal(t, "stored", len(x.c.Invoices()), map[bool]int{false: 0, true: 2}[saved])
	}
}

func TestBadBodies(t *testing.T) {
	x := start(t)
	equal(t, "empty", x.wrong("PUT", "/Invoices", "").json(t)["ErrorNumber"], 17)
	equal(t, "no JSON", x.wrong("PUT", "/Invoices", "{").json(t)["ErrorNumber"], 14)
	equal(t, "a number that is none", x.wrong("PUT", "/Invoices", `{"LineItems":[{"Quantity":"many"}]}`).json(t)["ErrorNumber"], 14)
	a := x.wrong("POST", "/Accounts", "{}")
	equal(t, "not implemented", a.json(t)["ErrorNumber"], 20)
	bare := x.call("PUT", "/Contacts", `{"Contacts":[{"Name":"Envelope"}]}`)
	equal(t, "envelope", bare.status, 200)
	equal(t, "bare object", x.wrong("PUT", "/Contacts", `{"Name":"Bare"}`).status, 200)
}

func TestFaults(t *testing.T) {
	x := start(t)
	body := invoiceBody("K-1", x.contact("A"), "DRAFT")
	on := xerofake.On("PUT", "/Invoices")
	try := func(f xerofake.Fault) (answer, error) {
		x.s.Faults().Next(on, f, 1)
		return x.send(x.request(x.url, "PUT", "/Invoices?summarizeErrors=false", body))
	}
	stored := func() int { return len(x.c.InvoicesByNumber("K-1")) }

	if _, err := try(xerofake.DropBefore()); err == nil || stored() != 0 {
		t.Errorf("drop before: error %v, stored %d", err, stored())
	}
	for _, tc := range []struct {
		name   string
		fault  xerofake.Fault
		status int
		kind   string
		text   string
	}{
		{"429", xerofake.TooMany("DayLimit", 67000), 429, "", ""},
		{"500 JSON", xerofake.Status500JSON(), 500, "application/problem+json", "An error occurred in Xero."},
		{"500 HTML", xerofake.Status500HTML(), 500, "text/html", "Error 500"},
		{"503 HTML", xerofake.Status503HTML(), 503, "text/html", "Service Unavailable"},
		{"503 offline", xerofake.Status503Offline(), 503, "text/plain", "offline for maintenance"},
		{"garbled before", xerofake.GarbledBefore(), 200, "application/json", ""},
		{"token expired", xerofake.TokenExpired(), 401, "application/problem+json", "TokenExpired"},
	} {
		a, err := try(tc.fault)
		x.must(err)
		equal(t, tc.name, a.status, tc.status)
		contains(t, tc.name, a.header.Get("Content-Type"), tc.kind)
		contains(t, tc.name, string(a.body), tc.text)
		equal(t, tc.name+": stored", stored(), 0)
		equal(t, tc.name+": private header", a.header.Get("X-Fake-Fault"), "")
	}
	if _, err := try(xerofake.DropAfter()); err == nil || stored() != 1 {
		t.Errorf("drop after: error %v, stored %d", err, stored())
	}
	body = invoiceBody("K-2", x.contact("B"), "DRAFT")
	if a, err := try(xerofake.DropBody()); err == nil || a.status != 200 || len(x.c.InvoicesByNumber("K-2")) != 1 {
		t.Errorf("drop body: %d, error %v", a.status, err)
	}
	body = invoiceBody("K-3", x.contact("C"), "DRAFT")
	a, err := try(xerofake.Garbled200())
	x.must(err)
	contains(t, "garbled", string(a.body), "<HTML>")
	equal(t, "garbled: stored", len(x.c.InvoicesByNumber("K-3")), 1)
	equal(t, "left over", x.s.Faults().Pending(), 0)
}

func TestSomeoneInXeroIsQuick(t *testing.T) {
	x := start(t)
	id := x.invoice("K-1", x.contact("A"), "DRAFT")
	x.s.Faults().Next(xerofake.On("GET", id), xerofake.RunAfter(func() {
		_ = x.c.SetInvoiceDueDate(id, "2027-01-31")
	}), 1)
	equal(t, "what was read", x.one("GET", "/Invoices/"+id, "")["DueDateString"], "2026-12-20T00:00:00")
	equal(t, "what is", x.one("GET", "/Invoices/"+id, "")["DueDateString"], "2027-01-31T00:00:00")
}

func TestLatencyEndsWithTheRequest(t *testing.T) {
	x := start(t)
	x.s.Faults().Next(xerofake.On("", "/Organisation"), xerofake.Latency(time.Hour), 1)
	x.client.Timeout = 30 * time.Millisecond
	if _, err := x.send(x.request(x.url, "GET", "/Organisation", "")); err == nil {
		t.Error("the answer came at once")
	}
	x.client.Timeout = 0
	equal(t, "next", x.call("GET", "/Organisation", "").status, 200)
}

func TestClockSkewAndOfflineOrganisation(t *testing.T) {
	x := start(t)
	x.c.SetSkew(-time.Hour)
	id := x.contact("A")
	n, _ := x.c.Contact(id)
	equal(t, "updated", n.Updated, x.clock.now().Add(-time.Hour))
	date, err := http.ParseTime(x.call("GET", "/Contacts", "").header.Get("Date"))
	x.must(err)
	equal(t, "date", date, x.clock.now().Add(-time.Hour))
	x.must(x.c.SetOffline(true))
	a := x.call("GET", "/Contacts", "")
	equal(t, "status", a.status, 503)
	contains(t, "words", string(a.body), "offline")
}

func TestCallsAreCounted(t *testing.T) {
	x := start(t)
	id := x.invoice("K-1", x.contact("A"), "DRAFT")
	x.one("GET", "/Invoices/"+id, "")
	x.list("GET", "/Invoices?page=1", "")
	calls := x.c.Calls()
	for _, name := range []string{"PUT /Invoices", "GET /Invoices/{id}", "GET /Invoices"} {
		equal(t, name, calls[name], 1)
	}
	log := x.c.CallLog()
	contains(t, "body", string(log[0].Body), "K-1")
	x.c.ResetCalls()
	equal(t, "reset", len(x.c.Calls()), 0)
}
