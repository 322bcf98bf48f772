package xeroapi

import (
	"context"
	"encoding/base64"
	"encoding/json"
	"io"
	"net/http"
	"net/http/httptest"
	"strings"
	"sync"
	"testing"
	"time"

	"go.uber.org/goleak"
)

// The connection to a real session bus lives as long as the process.
func TestMain(m *testing.M) {
	goleak.VerifyTestMain(m, goleak.IgnoreAnyFunction("github.com/godbus/dbus/v5.(*Conn).inWorker"),
		goleak.IgnoreAnyFunction("github.com/godbus/dbus/v5.newConn.func1"))
}

// testClock is a clock that stands still but for Sleep, which moves it at once.
type testClock struct {
	mu    sync.Mutex
	now   time.Time
	slept []time.Duration
}

func newTestClock() *testClock {
	return &testClock{now: time.Date(2026, 11, 20, 9, 0, 0, 0, time.UTC)}
}

func (c *testClock) Now() time.Time {
	c.mu.Lock()
	defer c.mu.Unlock()
	return c.now
}

func (c *testClock) Sleep(ctx context.Context, d time.Duration) error {
	if err := ctx.Err(); err != nil {
		return err
	}
	c.advance(d)
	c.mu.Lock()
	defer c.mu.Unlock()
	c.slept = append(c.slept, d)
	return nil
}

func (c *testClock) advance(d time.Duration) {
	c.mu.Lock()
	defer c.mu.Unlock()
	c.now = c.now.Add(d)
}

// seen is one request as a server got it.
type seen struct {
	method, path, query string
	header              http.Header
	body                string
}

// site is a small stand-in for Xero: a token endpoint that gives a1, a2, ...
// with r1, r2, ..., and a handler for all the rest.
type site struct {
	*httptest.Server
	mu       sync.Mutex
	requests []seen
	tokens   []seen
	issued   int
	token    func(w http.ResponseWriter, form seen, n int) // replaces the token endpoint
}

func newSite(t *testing.T, handle http.HandlerFunc) *site {
	t.Helper()
	s := &site{}
	s.Server = httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		body, _ := io.ReadAll(r.Body)
		got := seen{r.Method, r.URL.EscapedPath(), r.URL.RawQuery, r.Header.Clone(), string(body)}
		s.mu.Lock()
		if r.URL.Path == "/connect/token" || r.URL.Path == "/connect/revocation" {
			s.tokens = append(s.tokens, got)
			s.issued++
			n := s.issued
			s.mu.Unlock()
			if s.token != nil {
				s.token(w, got, n)
				return
			}
			giveToken(w, n)
			return
		}
		s.requests = append(s.requests, got)
		s.mu.Unlock()
		r.Body = io.NopCloser(strings.NewReader(string(body)))
		handle(w, r)
	}))
	t.Cleanup(s.Close)
	return s
}

func giveToken(w http.ResponseWriter, n int) {
	suffix := string(rune('0' + n))
	json.NewEncoder(w).Encode(map[string]any{"access_token": "access-token-value-" + suffix,
		"refresh_token": "refresh-token-value-" + suffix, "expires_in": 1800, "token_type": "Bearer", "scope": "a b"})
}

func (s *site) seen() []seen {
	s.mu.Lock()
	defer s.mu.Unlock()
	return append([]seen(nil), s.requests...)
}

func (s *site) tokenCalls() []seen {
	s.mu.Lock()
	defer s.mu.Unlock()
	return append([]seen(nil), s.tokens...)
}

// signedIn returns a token source that already holds the access token
// "access-token-value-0" and refresh token "refresh-token-value-0".
func (s *site) signedIn(t *testing.T, clock Clock) *TokenSource {
	t.Helper()
	ts := NewTokenSource(TokenConfig{Endpoints: EndpointsAt(s.URL), ClientID: "client", Store: NewSessionStore(),
		Key: "key", HTTP: s.Client(), Clock: clock})
	t.Cleanup(ts.Close)
	g := Grant{Access: "access-token-value-0", Refresh: "refresh-token-value-0", ExpiresAt: clock.Now().Add(30 * time.Minute)}
	if err := ts.Adopt(t.Context(), g); err != nil {
		t.Fatal(err)
	}
	return ts
}

func (s *site) client(t *testing.T, clock Clock) *Client {
	t.Helper()
	return New(Config{Endpoints: EndpointsAt(s.URL), TenantID: "tenant-1", Tokens: s.signedIn(t, clock), HTTP: s.Client(),
		Clock: clock, UserAgent: "LiteWork/test",
		Limiter: NewLimiter(LimiterConfig{Clock: clock, Jitter: func() time.Duration { return time.Second }})})
}

// jwt makes an access token with these claims.
func jwt(claims map[string]any) Secret {
	b, _ := json.Marshal(claims)
	return Secret("eyJhbGciOiJSUzI1NiJ9." + base64.RawURLEncoding.EncodeToString(b) + ".c2lnbmF0dXJl")
}

func answerJSON(w http.ResponseWriter, status int, body string) {
	w.Header().Set("Content-Type", "application/json; charset=utf-8")
	w.WriteHeader(status)
	io.WriteString(w, body)
}

func mustError(t *testing.T, err error) *Error {
	t.Helper()
	e, ok := AsError(err)
	if !ok {
		t.Fatalf("got %v (%T), want an *Error", err, err)
	}
	return e
}
