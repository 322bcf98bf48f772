package xeroapi

import (
	"context"
	"crypto/subtle"
	"errors"
	"fmt"
	"net"
	"net/http"
	"net/url"
	"strconv"
	"strings"
	"sync"
	"time"

	"golang.org/x/oauth2"
)

// LoginConfig sets up a [Login].
type LoginConfig struct {
	Endpoints Endpoints
	ClientID  string
	Scopes    []string      // nil means DefaultScopes
	Ports     []int         // tried in order; nil means DefaultPorts
	Timeout   time.Duration // for the user to answer; zero means 5 minutes
	HTTP      *http.Client  // nil means NewHTTPClient
	Clock     Clock         // nil means SystemClock
}

// DefaultPorts are the ports of the redirect URIs to register: Xero compares
// them exactly, port included.
func DefaultPorts() []int { return []int{53682, 53683, 53684} }

// RedirectURI is the address to register at Xero for a port.
func RedirectURI(port int) string { return "http://localhost:" + strconv.Itoa(port) + "/callback" }

// Login is one attempt to sign in through the browser: OAuth 2 with PKCE and a
// redirect to this computer. Open AuthorizeURL in the browser, Wait for the
// answer, then Close.
type Login struct {
	cfg      LoginConfig
	id       identity
	redirect string
	address  *Secret // holds the state
	deadline time.Time
	attempt  context.Context // ends at the deadline or with Close
	stop     context.CancelFunc
	state    *Secret
	verifier *Secret
	server   *http.Server
	serving  sync.WaitGroup
	answers  chan answer // holds the first answer of the browser
	once     sync.Once
}

type answer struct {
	code   *Secret
	denied bool
	err    string
}

// Start binds a port on 127.0.0.1 and ::1 and prepares the attempt.
// [ErrPortsBusy] if no port is free.
func Start(ctx context.Context, cfg LoginConfig) (*Login, error) {
	if cfg.Scopes == nil {
		cfg.Scopes = DefaultScopes()
	}
	if cfg.Ports == nil {
		cfg.Ports = DefaultPorts()
	}
	if cfg.Timeout <= 0 {
		cfg.Timeout = 5 * time.Minute
	}
	if cfg.Clock == nil {
		cfg.Clock = SystemClock()
	}
	if strings.TrimSpace(cfg.ClientID) == "" {
		return nil, &Error{Code: CodeConfiguration, Message: "There is no client ID.", Fix: "Enter the client ID of your Xero app in Settings."}
	}
	listeners, port, err := listen(ctx, cfg.Ports)
	if err != nil {
		return nil, err
	}
	state, verifier := Secret(oauth2.GenerateVerifier()), Secret(oauth2.GenerateVerifier())
	l := &Login{cfg: cfg, redirect: RedirectURI(port), deadline: cfg.Clock.Now().Add(cfg.Timeout),
		state: &state, verifier: &verifier, answers: make(chan answer, 1)}
	l.id = identity{endpoints: cfg.Endpoints, clientID: cfg.ClientID, http: strict(cfg.HTTP), clock: cfg.Clock}
	address := Secret(cfg.Endpoints.Authorize + "?" + encodeQuery(url.Values{
		"response_type": {"code"}, "client_id": {cfg.ClientID}, "redirect_uri": {l.redirect},
		"scope": {strings.Join(cfg.Scopes, " ")}, "state": {state.Reveal()},
		"code_challenge": {oauth2.S256ChallengeFromVerifier(verifier.Reveal())}, "code_challenge_method": {"S256"},
	}))
	l.address = &address
	l.attempt, l.stop = context.WithTimeout(context.Background(), cfg.Timeout)
	l.server = &http.Server{Handler: http.HandlerFunc(l.serve), ReadHeaderTimeout: 10 * time.Second}
	for _, ln := range listeners {
		l.serving.Go(func() { _ = l.server.Serve(ln) }) // ends with ErrServerClosed in Close
	}
	return l, nil
}

// listen binds the first port that is free on both loopback addresses, for a
// browser may take "localhost" for either. Where the system has no ::1, the
// other is enough.
func listen(ctx context.Context, ports []int) ([]net.Listener, int, error) {
	var lc net.ListenConfig
	hasIPv6 := false
	if probe, err := lc.Listen(ctx, "tcp6", "[::1]:0"); err == nil {
		hasIPv6 = true
		probe.Close()
	}
	for _, port := range ports {
		v4, err := lc.Listen(ctx, "tcp4", net.JoinHostPort("127.0.0.1", strconv.Itoa(port)))
		if err != nil {
			continue
		}
		bound := v4.Addr().(*net.TCPAddr).Port
		if !hasIPv6 {
			return []net.Listener{v4}, bound, nil
		}
		v6, err := lc.Listen(ctx, "tcp6", net.JoinHostPort("::1", strconv.Itoa(bound)))
		if err == nil {
			return []net.Listener{v4, v6}, bound, nil
		}
		v4.Close()
	}
	if err := ctx.Err(); err != nil {
		return nil, 0, withOutcome(err, OutcomeNotSent)
	}
	names := make([]string, len(ports))
	for i, p := range ports {
		names[i] = strconv.Itoa(p)
	}
	return nil, 0, &Error{Code: CodePortsBusy, cause: ErrPortsBusy,
		Message: "Other programs use the ports that the sign-in needs: " + strings.Join(names, ", ") + ".",
		Fix:     "Close the other program and try again."}
}

// AuthorizeURL is the page to open in the browser.
func (l *Login) AuthorizeURL() string { return l.address.Reveal() }

// RedirectURI is the address that must be registered at Xero, exactly so.
func (l *Login) RedirectURI() string { return l.redirect }

// Deadline is when Wait gives up.
func (l *Login) Deadline() time.Time { return l.deadline }

// Format keeps state and verifier out of every way of printing a Login.
func (l *Login) Format(f fmt.State, _ rune) { fmt.Fprintf(f, "xeroapi.Login at %s", l.redirect) }

// Wait waits for the browser's answer and exchanges it for tokens. Errors, in
// an [*Error]: [ErrDenied]; [ErrTimedOut], which is all that is seen of a
// redirect URI that is not registered, so that its sentence names it; what the
// identity server refused; ctx's end.
func (l *Login) Wait(ctx context.Context) (Grant, error) {
	select {
	case a := <-l.answers:
		return l.exchange(ctx, a)
	case <-l.attempt.Done():
		if errors.Is(l.attempt.Err(), context.Canceled) {
			return Grant{}, withOutcome(l.attempt.Err(), OutcomeNotSent)
		}
		return Grant{}, &Error{Code: CodeLoginTimedOut, cause: ErrTimedOut,
			Message: "Xero did not answer in time.",
			Fix: "If the browser showed an error, add the redirect URI " + l.redirect +
				" to your app at developer.xero.com, exactly as written here. Then try again."}
	case <-ctx.Done():
		return Grant{}, withOutcome(ctx.Err(), OutcomeNotSent)
	}
}

func (l *Login) exchange(ctx context.Context, a answer) (Grant, error) {
	if a.denied {
		return Grant{}, &Error{Code: CodeLoginDenied, cause: ErrDenied,
			Message: "The connection was declined in Xero.", Fix: "Connect again if you want to allow it."}
	}
	if a.err != "" {
		return Grant{}, &Error{Code: CodeConfiguration, Message: "Xero did not allow the sign-in: " + sentence(a.err),
			Fix: "Check the client ID in Settings and the app's settings at Xero."}
	}
	g, err := l.id.token(ctx, url.Values{"grant_type": {"authorization_code"}, "code": {a.code.Reveal()},
		"redirect_uri": {l.redirect}, "code_verifier": {l.verifier.Reveal()}})
	if errors.Is(err, errInvalidGrant) {
		e, _ := AsError(err)
		e.Message, e.Fix = "Xero did not accept the sign-in.", "Connect again."
	}
	return g, err
}

// Close frees the port, after the browser has got its page. It may be called
// more than once.
func (l *Login) Close() {
	l.once.Do(func() {
		l.stop()
		ctx, cancel := context.WithTimeout(context.Background(), time.Second)
		defer cancel()
		if l.server.Shutdown(ctx) != nil {
			l.server.Close()
		}
		l.serving.Wait()
	})
}

// serve answers the browser. Only the first answer with this attempt's state
// counts: a second tab, a prefetch by another program and a reload change
// nothing.
func (l *Login) serve(w http.ResponseWriter, r *http.Request) {
	if r.URL.Path != "/callback" || r.Method != http.MethodGet {
		http.NotFound(w, r)
		return
	}
	q := r.URL.Query()
	if subtle.ConstantTimeCompare([]byte(q.Get("state")), []byte(l.state.Reveal())) != 1 {
		closingPage(w, http.StatusBadRequest, "This page belongs to an earlier attempt",
			"It changes nothing. You can close it.")
		return
	}
	a := answer{denied: q.Get("error") == "access_denied"}
	if !a.denied {
		a.err = strings.TrimSpace(q.Get("error") + " " + q.Get("error_description"))
	}
	if code := Secret(q.Get("code")); code != "" {
		a.code = &code
	} else if !a.denied && a.err == "" {
		a.err = "no code was given"
	}
	select {
	case l.answers <- a:
	default: // an answer is waiting, or the attempt is over
	}
	if a.denied || a.err != "" {
		closingPage(w, http.StatusOK, "Not connected", "You can close this page and go back to LiteWork.")
		return
	}
	closingPage(w, http.StatusOK, "Xero has answered", "You can close this page and go back to LiteWork.")
}

// closingPage is what the browser shows at the end. It loads nothing and tells
// no other page where it came from, for its address holds the code.
func closingPage(w http.ResponseWriter, status int, title, text string) {
	h := w.Header()
	h.Set("Content-Type", "text/html; charset=utf-8")
	h.Set("Cache-Control", "no-store")
	h.Set("Referrer-Policy", "no-referrer")
	h.Set("Content-Security-Policy", "default-src 'none'; style-src 'unsafe-inline'")
	h.Set("Connection", "close")
	w.WriteHeader(status)
	fmt.Fprintf(w, `<!doctype html><html lang="en"><meta charset="utf-8"><title>%[1]s</title>
<body style="font:16px/1.5 system-ui,sans-serif;color:#17202e;background:#f5f6f8;margin:20vh auto;max-width:26em;text-align:center">
<h1 style="font-size:22px;font-weight:600">%[1]s</h1><p>%[2]s</p></body></html>`, title, text)
}
