package xeroapi

import (
	"context"
	"crypto/sha256"
	"encoding/base64"
	"errors"
	"io"
	"net"
	"net/http"
	"net/url"
	"strconv"
	"strings"
	"testing"
	"time"
)

// start begins a sign-in at s on any free port.
func start(t *testing.T, s *site, change func(*LoginConfig)) *Login {
	t.Helper()
	cfg := LoginConfig{Endpoints: EndpointsAt(s.URL), ClientID: "client", Ports: []int{0}, HTTP: s.Client()}
	if change != nil {
		change(&cfg)
	}
	l, err := Start(t.Context(), cfg)
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(l.Close)
	return l
}

// browse opens the redirect address as a browser does, and gives the page.
func browse(t *testing.T, l *Login, q url.Values) (int, string) {
	t.Helper()
	c := &http.Client{Transport: &http.Transport{DisableKeepAlives: true}}
	res, err := c.Get(l.RedirectURI() + "?" + q.Encode())
	if err != nil {
		t.Fatal(err)
	}
	defer res.Body.Close()
	page, _ := io.ReadAll(res.Body)
	return res.StatusCode, string(page)
}

func asked(t *testing.T, l *Login) url.Values {
	t.Helper()
	u, err := url.Parse(l.AuthorizeURL())
	if err != nil {
		t.Fatal(err)
	}
	return u.Query()
}

func TestLoginExchangesTheCodeOfItsOwnAttempt(t *testing.T) {
	s := newSite(t, http.NotFound)
	access := jwt(map[string]any{"scope": []string{"email", "accounting.invoices"}, "authentication_event_id": "event-1"})
	s.token = func(w http.ResponseWriter, _ seen, _ int) {
		answerJSON(w, 200, `{"access_token":"`+access.Reveal()+`","refresh_token":"r1","expires_in":1800,"scope":"email"}`)
	}
	clock := newTestClock()
	l := start(t, s, func(c *LoginConfig) { c.Clock = clock })
	q := asked(t, l)
	if !strings.HasPrefix(l.AuthorizeURL(), s.URL+"/identity/connect/authorize?") || strings.Contains(l.AuthorizeURL(), "+") {
		t.Error(l.AuthorizeURL())
	}
	if q.Get("response_type") != "code" || q.Get("client_id") != "client" || q.Get("redirect_uri") != l.RedirectURI() ||
		q.Get("code_challenge_method") != "S256" || q.Get("scope") != strings.Join(DefaultScopes(), " ") || len(q.Get("state")) < 40 {
		t.Errorf("%v", q)
	}

	// A second tab of an earlier attempt, one without a state, and noise.
	if status, page := browse(t, l, url.Values{"code": {"stolen"}, "state": {"earlier"}}); status != 400 || !strings.Contains(page, "earlier attempt") {
		t.Errorf("%d %s", status, page)
	}
	browse(t, l, url.Values{"error": {"access_denied"}})
	// The real answer, and then a reload and a prefetch, which change nothing.
	if status, page := browse(t, l, url.Values{"code": {"the-code"}, "state": {q.Get("state")}}); status != 200 || !strings.Contains(page, "close this page") || strings.Contains(page, "the-code") {
		t.Errorf("%d %s", status, page)
	}
	browse(t, l, url.Values{"code": {"another"}, "state": {q.Get("state")}})
	browse(t, l, url.Values{"error": {"access_denied"}, "state": {q.Get("state")}})

	g, err := l.Wait(t.Context())
	if err != nil {
		t.Fatal(err)
	}
	if g.Access != access || g.Refresh != "r1" || g.AuthEventID != "event-1" || len(g.Scopes) != 2 || !g.ExpiresAt.Equal(clock.Now().Add(30*time.Minute)) {
		t.Errorf("%+v", g)
	}
	form, _ := url.ParseQuery(s.tokenCalls()[0].body)
	if form.Get("grant_type") != "authorization_code" || form.Get("code") != "the-code" || form.Get("redirect_uri") != l.RedirectURI() || form.Get("client_id") != "client" {
		t.Errorf("%v", form)
	}
	sum := sha256.Sum256([]byte(form.Get("code_verifier")))
	if base64.RawURLEncoding.EncodeToString(sum[:]) != q.Get("code_challenge") || len(form.Get("code_verifier")) < 43 {
		t.Error("the verifier does not fit the challenge")
	}
	if len(s.tokenCalls()) != 1 || s.tokenCalls()[0].header.Get("Authorization") != "" {
		t.Errorf("%d exchanges", len(s.tokenCalls()))
	}
}

func TestLoginDenied(t *testing.T) {
	s := newSite(t, http.NotFound)
	l := start(t, s, nil)
	browse(t, l, url.Values{"error": {"access_denied"}, "state": {asked(t, l).Get("state")}})
	if _, err := l.Wait(t.Context()); !errors.Is(err, ErrDenied) || !IsCode(err, CodeLoginDenied) {
		t.Errorf("got %v", err)
	}
	l = start(t, s, nil)
	browse(t, l, url.Values{"error": {"invalid_scope"}, "error_description": {"Invalid scope for client"}, "state": {asked(t, l).Get("state")}})
	if _, err := l.Wait(t.Context()); !IsCode(err, CodeConfiguration) || !strings.Contains(err.Error(), "Invalid scope for client") {
		t.Errorf("got %v", err)
	}
	if len(s.tokenCalls()) != 0 {
		t.Error("something was exchanged")
	}
}

func TestLoginTimesOutNamingTheAddressToRegister(t *testing.T) {
	s := newSite(t, http.NotFound)
	l := start(t, s, func(c *LoginConfig) { c.Timeout = 20 * time.Millisecond })
	_, err := l.Wait(t.Context())
	if !errors.Is(err, ErrTimedOut) || !IsCode(err, CodeLoginTimedOut) || !strings.Contains(err.Error(), l.RedirectURI()) {
		t.Errorf("got %v", err)
	}
}

func TestLoginEndsWithItsContextAndWithClose(t *testing.T) {
	s := newSite(t, http.NotFound)
	l := start(t, s, nil)
	ctx, cancel := context.WithCancel(t.Context())
	cancel()
	if _, err := l.Wait(ctx); !errors.Is(err, context.Canceled) {
		t.Errorf("got %v", err)
	}
	l.Close()
	l.Close()
	if _, err := l.Wait(t.Context()); !errors.Is(err, context.Canceled) || errors.Is(err, ErrTimedOut) {
		t.Errorf("after Close: %v", err)
	}
}

func TestLoginRefusedAtTheExchange(t *testing.T) {
	s := newSite(t, http.NotFound)
	s.token = func(w http.ResponseWriter, _ seen, _ int) { answerJSON(w, 400, `{"error":"invalid_grant"}`) }
	l := start(t, s, nil)
	browse(t, l, url.Values{"code": {"c"}, "state": {asked(t, l).Get("state")}})
	_, err := l.Wait(t.Context())
	if e := mustError(t, err); e.Message != "Xero did not accept the sign-in." {
		t.Errorf("got %v", err)
	}
}

func TestLoginBindsBothLoopbacksAndTriesPortsInOrder(t *testing.T) {
	s := newSite(t, http.NotFound)
	l := start(t, s, nil)
	u, _ := url.Parse(l.RedirectURI())
	if u.Hostname() != "localhost" || u.Path != "/callback" {
		t.Error(l.RedirectURI())
	}
	port, _ := strconv.Atoi(u.Port())
	hosts := []string{"127.0.0.1"}
	if probe, err := net.Listen("tcp6", "[::1]:0"); err == nil {
		probe.Close()
		hosts = append(hosts, "::1")
	}
	for _, h := range hosts {
		c, err := net.Dial("tcp", net.JoinHostPort(h, u.Port()))
		if err != nil {
			t.Errorf("%s: %v", h, err)
			continue
		}
		c.Close()
	}

	busy := func(ports ...int) error {
		second, err := Start(t.Context(), LoginConfig{Endpoints: EndpointsAt(s.URL), ClientID: "client", Ports: ports, HTTP: s.Client()})
		if err == nil {
			second.Close()
		}
		return err
	}
	if err := busy(port, 0); err != nil {
		t.Errorf("the next port is not tried: %v", err)
	}
	err := busy(port)
	if !errors.Is(err, ErrPortsBusy) || !strings.Contains(err.Error(), u.Port()) {
		t.Errorf("got %v", err)
	}
	l.Close()
	if err := busy(port); err != nil {
		t.Errorf("Close does not free the port: %v", err)
	}
	// A port that only ::1 has taken would send the browser elsewhere.
	if len(hosts) == 2 {
		other, err := net.Listen("tcp6", "[::1]:0")
		if err != nil {
			t.Fatal(err)
		}
		defer other.Close()
		taken := other.Addr().(*net.TCPAddr).Port
		if err := busy(taken); !errors.Is(err, ErrPortsBusy) {
			t.Errorf("taken on ::1 only: %v", err)
		}
		again, err := net.Listen("tcp4", net.JoinHostPort("127.0.0.1", strconv.Itoa(taken)))
		if err != nil {
			t.Fatalf("a port given up stays bound: %v", err)
		}
		again.Close()
	}
}
