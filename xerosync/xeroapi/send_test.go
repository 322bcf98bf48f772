package xeroapi

import (
	"bytes"
	"context"
	"errors"
	"io"
	"net"
	"net/http"
	"strings"
	"sync/atomic"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"
	"github.com/shopspring/decimal"
)

func oneInvoice(t *testing.T) Request {
	t.Helper()
	r, err := PrepareCreateInvoices([]Invoice{{Type: TypeSales, InvoiceNumber: "INV-1", Date: Date{2026, 11, 3},
		Contact: &ContactRef{ContactID: "c1", Name: "Kowhai"}, Status: InvoiceDraft,
		LineItems: []LineItem{{Description: new("Install"), Quantity: NewDecimal(decimal.RequireFromString("2.5")),
			UnitAmount: NewDecimal(decimal.RequireFromString("84.1250"))}}}})
	if err != nil {
		t.Fatal(err)
	}
	return r
}

const savedInvoice = `{"Id":"1","Status":"OK","DateTimeUTC":"\/Date(1793664000123)\/","Invoices":[{"InvoiceID":"i1","InvoiceNumber":"INV-1","StatusAttributeString":"OK","HasErrors":false}]}`

func TestSendPutsTheStoredBytesOnTheWireWithItsHeaders(t *testing.T) {
	s := newSite(t, func(w http.ResponseWriter, r *http.Request) { answerJSON(w, 200, savedInvoice) })
	r := oneInvoice(t)
	reply, err := s.client(t, newTestClock()).Send(t.Context(), r, "key-1")
	if err != nil {
		t.Fatal(err)
	}
	got := s.seen()
	if len(got) != 1 {
		t.Fatalf("%d requests, want 1", len(got))
	}
	want := `{"Invoices":[{"Type":"ACCREC","InvoiceNumber":"INV-1","Contact":{"ContactID":"c1"},"Date":"2026-11-03","Status":"DRAFT","LineItems":[{"Description":"Install","Quantity":2.5,"UnitAmount":84.125}]}]}`
	if d := cmp.Diff(want, got[0].body); d != "" || string(r.Body) != want {
		t.Error("body:", d)
	}
	if got[0].method != "PUT" || got[0].path != "/api.xro/2.0/Invoices" || got[0].query != "unitdp=4&summarizeErrors=false" {
		t.Errorf("%s %s?%s", got[0].method, got[0].path, got[0].query)
	}
	for name, value := range map[string]string{"Authorization": "Bearer access-token-value-0", "Accept": "application/json",
		"Content-Type": "application/json", "Xero-Tenant-Id": "tenant-1", "Idempotency-Key": "key-1", "User-Agent": "LiteWork/test"} {
		if v := got[0].header.Get(name); v != value {
			t.Errorf("%s: %q, want %q", name, v, value)
		}
	}
	if reply.ServerTime != 1793664000123 {
		t.Errorf("server time %d", reply.ServerTime)
	}
	invoices, err := DecodeInvoices(reply)
	if err != nil || len(invoices) != 1 || invoices[0].InvoiceID != "i1" || invoices[0].Failed() {
		t.Errorf("%+v, %v", invoices, err)
	}
}

// The server answers the first request, so that the connection is kept, and
// then drops every further one after it has read it all. Go's transport
// repeats a request with an Idempotency-Key by itself then; the control shows
// it, and that this test would notice.
func TestSendIsOneAttemptOnTheWireEvenWhenConnectionsDie(t *testing.T) {
	var attempts atomic.Int32
	s := newSite(t, func(w http.ResponseWriter, r *http.Request) {
		if r.Method == http.MethodGet {
			answerJSON(w, 200, `{"Actions":[]}`)
			return
		}
		attempts.Add(1)
		conn, _, err := w.(http.Hijacker).Hijack()
		if err == nil {
			conn.Close()
		}
	})
	c := s.client(t, newTestClock())
	warm := func() {
		if _, err := c.Actions(t.Context()); err != nil {
			t.Fatal(err)
		}
	}
	for range 3 {
		warm()
		attempts.Store(0)
		_, err := c.Send(t.Context(), oneInvoice(t), "key-1")
		if n := attempts.Load(); n != 1 {
			t.Fatalf("%d attempts on the wire, want 1", n)
		}
		if !IsUnknownOutcome(err) || IsNotSent(err) || mustError(t, err).Code != CodeNoReply {
			t.Fatalf("got %v, want an unknown outcome", err)
		}
	}

	warm()
	attempts.Store(0)
	req, _ := http.NewRequest("PUT", s.URL+"/api.xro/2.0/Invoices", bytes.NewReader([]byte("{}")))
	req.Header.Set("Idempotency-Key", "key-1")
	if res, err := s.Client().Do(req); err == nil {
		res.Body.Close()
	}
	if n := attempts.Load(); n < 2 {
		t.Errorf("control: an ordinary request was attempted %d times; this test proves nothing", n)
	}
}

func TestSendLeavesTheOutcomeUnknownUnlessXeroAnswered(t *testing.T) {
	const html = "<HTML><HEAD><TITLE>Service Unavailable</TITLE></HEAD>Reference #15</HTML>"
	cases := map[string]struct {
		handle http.HandlerFunc
		code   Code
	}{
		"cut JSON":     {func(w http.ResponseWriter, r *http.Request) { answerJSON(w, 200, savedInvoice[:80]) }, CodeGarbled},
		"HTML":         {func(w http.ResponseWriter, r *http.Request) { answerJSON(w, 200, html) }, CodeGarbled},
		"nothing":      {func(w http.ResponseWriter, r *http.Request) { w.WriteHeader(200) }, CodeGarbled},
		"no content":   {func(w http.ResponseWriter, r *http.Request) { w.WriteHeader(204) }, CodeGarbled},
		"not modified": {func(w http.ResponseWriter, r *http.Request) { w.WriteHeader(304) }, CodeGarbled},
		"no list":      {func(w http.ResponseWriter, r *http.Request) { answerJSON(w, 200, `{"Status":"OK"}`) }, CodeGarbled},
		"list of null": {func(w http.ResponseWriter, r *http.Request) { answerJSON(w, 200, `{"Invoices":null}`) }, CodeGarbled},
		"too few":      {func(w http.ResponseWriter, r *http.Request) { answerJSON(w, 200, `{"Invoices":[]}`) }, CodeGarbled},
		"too many":     {func(w http.ResponseWriter, r *http.Request) { answerJSON(w, 200, `{"Invoices":[{},{}]}`) }, CodeGarbled},
		"redirect": {func(w http.ResponseWriter, r *http.Request) {
			http.Redirect(w, r, "/elsewhere", http.StatusSeeOther)
		}, CodeGarbled},
		"500":      {func(w http.ResponseWriter, r *http.Request) { answerJSON(w, 500, `{"Title":"An error occurred"}`) }, CodeXeroDown},
		"503 HTML": {func(w http.ResponseWriter, r *http.Request) { answerJSON(w, 503, html) }, CodeXeroDown},
		"503 organisation": {func(w http.ResponseWriter, r *http.Request) {
			answerJSON(w, 503, `{"Detail":"The organisation is offline"}`)
		}, CodeOrganisationOffline},
		"408": {func(w http.ResponseWriter, r *http.Request) { w.WriteHeader(408) }, CodeNoReply},
		"cut body": {func(w http.ResponseWriter, r *http.Request) {
			w.Header().Set("Content-Length", "5000")
			io.WriteString(w, savedInvoice)
		}, CodeNoReply},
	}
	for name, tc := range cases {
		t.Run(name, func(t *testing.T) {
			s := newSite(t, tc.handle)
			_, err := s.client(t, newTestClock()).Send(t.Context(), oneInvoice(t), "key-1")
			e := mustError(t, err)
			if !IsUnknownOutcome(err) || IsNotSent(err) || e.Code != tc.code {
				t.Errorf("got %s, %s, want an unknown outcome, %s", e.Outcome, e.Code, tc.code)
			}
			if n := len(s.seen()); n != 1 {
				t.Errorf("%d requests, want 1", n)
			}
			if e.Message == "" || e.Fix == "" {
				t.Errorf("no words for the user: %+v", e)
			}
		})
	}
}

func TestSendTimesOutIntoAnUnknownOutcome(t *testing.T) {
	hold, arrived := make(chan struct{}), make(chan struct{}, 2)
	s := newSite(t, func(w http.ResponseWriter, r *http.Request) {
		arrived <- struct{}{}
		<-hold
	})
	defer close(hold)
	clock := newTestClock()
	// Long enough for the request to be on the wire, however busy the machine.
	c := New(Config{Endpoints: EndpointsAt(s.URL), TenantID: "t", Tokens: s.signedIn(t, clock), HTTP: s.Client(),
		Clock: clock, WriteTimeout: time.Second})
	if _, err := c.Send(t.Context(), oneInvoice(t), "key-1"); !IsUnknownOutcome(err) || !IsCode(err, CodeNoReply) {
		t.Errorf("time-out: %v", err)
	}
	<-arrived
	ctx, cancel := context.WithCancel(t.Context())
	defer cancel()
	go func() {
		<-arrived
		cancel()
	}()
	c = New(Config{Endpoints: EndpointsAt(s.URL), TenantID: "t", Tokens: s.signedIn(t, clock), HTTP: s.Client(), Clock: clock})
	_, err := c.Send(ctx, oneInvoice(t), "key-1")
	if !IsUnknownOutcome(err) || !errors.Is(err, context.Canceled) {
		t.Errorf("cancelled on the wire: %v", err)
	}
}

func TestSendKnowsWhenNothingWasSent(t *testing.T) {
	ln, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		t.Fatal(err)
	}
	nowhere := "http://" + ln.Addr().String()
	ln.Close()
	s := newSite(t, func(w http.ResponseWriter, r *http.Request) { answerJSON(w, 200, savedInvoice) })
	clock := newTestClock()
	at := func(base string, l *Limiter) *Client {
		return New(Config{Endpoints: EndpointsAt(base), TenantID: "t", Tokens: s.signedIn(t, clock), HTTP: s.Client(), Clock: clock, Limiter: l})
	}
	_, err = at(nowhere, nil).Send(t.Context(), oneInvoice(t), "k")
	if !IsNotSent(err) || IsUnknownOutcome(err) || !IsCode(err, CodeOffline) {
		t.Errorf("no network: %v", err)
	}
	_, err = at("http://no-such-host.invalid", nil).Send(t.Context(), oneInvoice(t), "k")
	if !IsNotSent(err) || !IsCode(err, CodeOffline) {
		t.Errorf("no name: %v", err)
	}

	full := NewLimiter(LimiterConfig{Concurrent: 1})
	full.slots <- struct{}{}
	ctx, cancel := context.WithTimeout(t.Context(), 20*time.Millisecond)
	defer cancel()
	if _, err = at(s.URL, full).Send(ctx, oneInvoice(t), "k"); !IsNotSent(err) || !errors.Is(err, context.DeadlineExceeded) {
		t.Errorf("deadline in the limiter: %v", err)
	}
	cancelled, cancelNow := context.WithCancel(t.Context())
	cancelNow()
	if _, err = at(s.URL, nil).Send(cancelled, oneInvoice(t), "k"); !IsNotSent(err) {
		t.Errorf("cancelled before: %v", err)
	}
	for _, key := range []string{"", strings.Repeat("k", 129)} {
		if _, err = at(s.URL, nil).Send(t.Context(), oneInvoice(t), key); !IsNotSent(err) {
			t.Errorf("key of %d: %v", len(key), err)
		}
	}
	s.token = func(w http.ResponseWriter, _ seen, _ int) { w.WriteHeader(503) }
	c := at(s.URL, nil)
	clock.advance(time.Hour)
	if _, err = c.Send(t.Context(), oneInvoice(t), "k"); !IsNotSent(err) || !IsCode(err, CodeXeroDown) {
		t.Errorf("no token: %v", err)
	}
	if n := len(s.seen()); n != 0 {
		t.Errorf("%d requests reached the server", n)
	}
}

func TestSendRenewsAnExpiredTokenAndSendsTheSameBytes(t *testing.T) {
	s := newSite(t, func(w http.ResponseWriter, r *http.Request) {
		if r.Header.Get("Authorization") == "Bearer access-token-value-0" {
			answerJSON(w, 401, `{"Title":"Unauthorized","Status":401,"Detail":"TokenExpired: token expired at 04/09/2026 05:16:59"}`)
			return
		}
		answerJSON(w, 200, savedInvoice)
	})
	c := s.client(t, newTestClock())
	if _, err := c.Send(t.Context(), oneInvoice(t), "key-1"); err != nil {
		t.Fatal(err)
	}
	got := s.seen()
	if len(got) != 2 || got[0].body != got[1].body || got[1].header.Get("Idempotency-Key") != "key-1" {
		t.Errorf("%d requests: %+v", len(got), got)
	}
	if got[1].header.Get("Authorization") != "Bearer access-token-value-1" || len(s.tokenCalls()) != 1 {
		t.Errorf("not renewed once: %v", got[1].header)
	}

	never := newSite(t, func(w http.ResponseWriter, r *http.Request) { answerJSON(w, 401, `{"Detail":"TokenExpired"}`) })
	_, err := never.client(t, newTestClock()).Send(t.Context(), oneInvoice(t), "key-1")
	if !errors.Is(err, ErrReconnect) || !IsCode(err, CodeReconnect) || len(never.seen()) != 2 {
		t.Errorf("a fresh token refused: %v after %d requests", err, len(never.seen()))
	}
}

func TestSendTellsRefusals(t *testing.T) {
	cases := []struct {
		status int
		header http.Header
		body   string
		code   Code
	}{
		{400, nil, `{"ErrorNumber":10,"Type":"ValidationException","Message":"A validation exception occurred","Elements":[{"InvoiceNumber":"INV-1","LineItems":[{"ValidationErrors":[]}],"ValidationErrors":[{"Message":"Invoice # must be unique."}]}]}`, CodeDuplicateNumber},
		{400, nil, `{"Type":"X","Message":"Idempotency Key: k is used with a different request."}`, CodeIdempotencyReuse},
		{400, nil, `<html>Bad request</html>`, CodeGarbled},
		{400, nil, ``, CodeUnknown},
		{401, http.Header{"Www-Authenticate": {`Bearer error="insufficient_scope"`}}, ``, CodeScopeMissing},
		{401, nil, `{"title":"Unauthorized","detail":"AuthorizationUnsuccessful"}`, CodeScopeMissing},
		{403, nil, `{"Title":"Forbidden","Status":403,"Detail":"AuthenticationUnsuccessful"}`, CodeTenantDisconnected},
		{403, nil, ``, CodeScopeMissing},
		{404, nil, `The resource you're looking for cannot be found`, CodeNotFound},
		{429, http.Header{"X-Rate-Limit-Problem": {"Day"}, "Retry-After": {"67000"}}, ``, CodeDayLimit},
		{429, http.Header{"X-Rate-Limit-Problem": {"minute"}, "Retry-After": {"17"}}, ``, CodeMinuteLimit},
		{429, http.Header{"X-Rate-Limit-Problem": {"Concurrent"}}, ``, CodeConcurrentLimit},
		{429, http.Header{"X-Rate-Limit-Problem": {"appminute"}}, ``, CodeMinuteLimit},
	}
	for _, tc := range cases {
		s := newSite(t, func(w http.ResponseWriter, r *http.Request) {
			for k, v := range tc.header {
				w.Header()[k] = v
			}
			w.WriteHeader(tc.status)
			io.WriteString(w, tc.body)
		})
		_, err := s.client(t, newTestClock()).Send(t.Context(), oneInvoice(t), "key-1")
		e := mustError(t, err)
		if e.Code != tc.code || e.Outcome != OutcomeRefused || e.HTTPStatus != tc.status || len(s.seen()) != 1 {
			t.Errorf("%d %s: got %s, %s after %d requests, want %s refused", tc.status, tc.body, e.Code, e.Outcome, len(s.seen()), tc.code)
		}
		if e.Message == "" || e.Fix == "" {
			t.Errorf("%s has no words for the user", tc.code)
		}
	}
}

func TestPartlyFailedBatch(t *testing.T) {
	s := newSite(t, func(w http.ResponseWriter, r *http.Request) {
		answerJSON(w, 200, `{"Invoices":[
			{"InvoiceID":"i1","InvoiceNumber":"A","StatusAttributeString":"OK","HasErrors":false},
			{"InvoiceID":"00000000-0000-0000-0000-000000000000","InvoiceNumber":"B","StatusAttributeString":"ERROR","HasErrors":true,
			 "LineItems":[{"ValidationErrors":[]},{"ValidationErrors":[{"Message":"Account code '999' is not a valid code for this document."}]}],
			 "Contact":{"ValidationErrors":[{"Message":"Odd thing"}]},"ValidationErrors":[]},
			{"InvoiceID":"i3","InvoiceNumber":"C","StatusAttributeString":"WARNING","Warnings":[{"Message":"The rate is unusual"}]}]}`)
	})
	r, err := PrepareCreateInvoices([]Invoice{{InvoiceNumber: "A"}, {InvoiceNumber: "B"}, {InvoiceNumber: "C"}})
	if err != nil {
		t.Fatal(err)
	}
	reply, err := s.client(t, newTestClock()).Send(t.Context(), r, "k")
	if err != nil {
		t.Fatal(err)
	}
	got, err := DecodeInvoices(reply)
	if err != nil {
		t.Fatal(err)
	}
	if got[0].Err() != nil || got[2].Err() != nil {
		t.Errorf("saved elements fail: %v, %v", got[0].Err(), got[2].Err())
	}
	e := mustError(t, got[1].Err())
	if e.Code != CodeAccount || e.Error() != "Xero has no account 999 that can be used here. Choose another account." {
		t.Errorf("%s: %s", e.Code, e)
	}
	want := []Detail{{1, "Contact", "Odd thing", CodeValidation},
		{1, "LineItems[1]", "Account code '999' is not a valid code for this document.", CodeAccount}}
	if d := cmp.Diff(want, e.Details); d != "" {
		t.Error(d)
	}
	if d := cmp.Diff([]Detail{{2, "", "The rate is unusual", CodeValidation}}, got[2].Warnings); d != "" {
		t.Error(d)
	}
}

func TestPrepareNeverBuildsAnUpsert(t *testing.T) {
	refused := map[string]func() (Request, error){
		"create with an id":    func() (Request, error) { return PrepareCreateInvoices([]Invoice{{InvoiceID: "x"}}) },
		"update without an id": func() (Request, error) { return PrepareUpdateInvoice(Invoice{InvoiceNumber: "n"}) },
		"one of several without": func() (Request, error) {
			return PrepareUpdateInvoices([]Invoice{{InvoiceID: "x"}, {InvoiceNumber: "n"}})
		},
		"update with the nil id": func() (Request, error) { return PrepareUpdateInvoice(Invoice{InvoiceID: NilID}) },
		"contact with an id":     func() (Request, error) { return PrepareCreateContacts([]Contact{{ContactID: "x"}}) },
		"contact update without": func() (Request, error) { return PrepareUpdateContact(Contact{Name: "n"}) },
		"quote with an id":       func() (Request, error) { return PrepareCreateQuotes([]Quote{{QuoteID: "x"}}) },
		"quote update without":   func() (Request, error) { return PrepareUpdateQuote(Quote{QuoteNumber: "n"}) },
		"nothing":                func() (Request, error) { return PrepareCreateInvoices(nil) },
		"51":                     func() (Request, error) { return PrepareCreateInvoices(make([]Invoice, 51)) },
		"more than three million bytes": func() (Request, error) {
			return PrepareCreateQuotes([]Quote{{Summary: new(strings.Repeat("x", MaxBody))}})
		},
	}
	for name, prepare := range refused {
		if r, err := prepare(); err == nil || !IsNotSent(err) {
			t.Errorf("%s: %v, %v", name, r, err)
		}
	}
	r, err := PrepareUpdateQuote(Quote{QuoteID: "q/1", QuoteNumber: "Q-1", Title: new("")})
	if err != nil || r.Method != "POST" || r.Path != "Quotes/q%2F1" || string(r.Body) != `{"Quotes":[{"QuoteID":"q/1","QuoteNumber":"Q-1","Title":""}]}` {
		t.Errorf("%+v %s %v", r, r.Body, err)
	}
	r, err = PrepareUpdateInvoices([]Invoice{{InvoiceID: "a"}, {InvoiceID: "b"}})
	if err != nil || r.Method != "POST" || r.Path != "Invoices" || r.elements() != 2 {
		t.Errorf("%+v %v", r, err)
	}
}
