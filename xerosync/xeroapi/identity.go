package xeroapi

import (
	"context"
	"encoding/base64"
	"encoding/json"
	"errors"
	"net/http"
	"net/url"
	"strings"
	"time"
)

// Grant is what a sign-in gives.
type Grant struct {
	Access      Secret
	Refresh     Secret
	ExpiresAt   time.Time // by the local clock
	Scopes      []string
	AuthEventID string
}

// Claims is what an access token says about itself.
type Claims struct {
	Scopes      []string
	AuthEventID string
	UserID      string
	ClientID    string
	ExpiresAt   time.Time // by the server's clock
}

// DecodeClaims reads the claims of an access token without verifying it: it
// came from Xero over TLS, and nothing is decided by it that Xero does not
// check again. The scope may be a list or one text.
func DecodeClaims(access Secret) (Claims, error) {
	parts := strings.Split(access.Reveal(), ".")
	if len(parts) != 3 {
		return Claims{}, errNoClaims
	}
	b, err := base64.RawURLEncoding.DecodeString(strings.TrimRight(parts[1], "="))
	if err != nil {
		return Claims{}, errNoClaims
	}
	var raw struct {
		Scope    json.RawMessage `json:"scope"`
		Event    string          `json:"authentication_event_id"`
		UserID   string          `json:"xero_userid"`
		ClientID string          `json:"client_id"`
		Exp      json.Number     `json:"exp"`
	}
	if json.Unmarshal(b, &raw) != nil {
		return Claims{}, errNoClaims
	}
	c := Claims{AuthEventID: raw.Event, UserID: raw.UserID, ClientID: raw.ClientID}
	var text string
	if json.Unmarshal(raw.Scope, &c.Scopes) != nil && json.Unmarshal(raw.Scope, &text) == nil {
		c.Scopes = strings.Fields(text)
	}
	if exp, err := raw.Exp.Int64(); err == nil && exp > 0 && exp < 1<<40 {
		c.ExpiresAt = time.Unix(exp, 0).UTC()
	}
	return c, nil
}

var errNoClaims = errors.New("the access token carries no claims")

// DefaultScopes are the granular scopes for contacts, invoices and quotes, and
// for reading the organisation's settings.
func DefaultScopes() []string {
	return []string{"openid", "profile", "email", "offline_access",
		"accounting.invoices", "accounting.contacts", "accounting.settings.read"}
}

// MissingScopes returns those of wanted that granted lacks.
func MissingScopes(granted, wanted []string) []string {
	have := map[string]bool{}
	for _, s := range granted {
		have[s] = true
	}
	var missing []string
	for _, s := range wanted {
		if !have[s] {
			missing = append(missing, s)
		}
	}
	return missing
}

// identity talks to the token and revocation endpoints.
type identity struct {
	endpoints Endpoints
	clientID  string
	http      *http.Client
	clock     Clock
}

// identityTimeout bounds one call.
const identityTimeout = 30 * time.Second

// errInvalidGrant marks the one answer after which the previous refresh token
// is tried.
var errInvalidGrant = errors.New("invalid_grant")

// token exchanges a code or a refresh token. Errors never quote the answer,
// for it may hold tokens.
func (s identity) token(ctx context.Context, form url.Values) (Grant, error) {
	form.Set("client_id", s.clientID)
	asked := wall(s.clock)
	status, h, body, err := s.post(ctx, s.endpoints.Token, form)
	if err != nil {
		return Grant{}, err
	}
	if status != http.StatusOK {
		return Grant{}, tokenFailure(status, h, body, wall(s.clock))
	}
	return decodeGrant(body, asked)
}

// decodeGrant reads the answer to a request for tokens that was made at the
// given time.
func decodeGrant(body []byte, asked time.Time) (Grant, error) {
	var r struct {
		Access  string      `json:"access_token"`
		Refresh string      `json:"refresh_token"`
		Expires json.Number `json:"expires_in"`
		Scope   string      `json:"scope"`
	}
	if json.Unmarshal(body, &r) != nil || r.Access == "" {
		return Grant{}, garbled(http.StatusOK, nil, nil)
	}
	seconds, err := r.Expires.Int64()
	if err != nil || seconds <= 0 || seconds > 86400 {
		seconds = 1800
	}
	g := Grant{Access: Secret(r.Access), Refresh: Secret(r.Refresh), Scopes: strings.Fields(r.Scope),
		ExpiresAt: asked.Add(time.Duration(seconds) * time.Second)}
	if c, err := DecodeClaims(g.Access); err == nil {
		g.AuthEventID = c.AuthEventID
		if len(c.Scopes) > 0 {
			g.Scopes = c.Scopes
		}
	}
	return g, nil
}

// revoke takes back the grant that the refresh token belongs to.
func (s identity) revoke(ctx context.Context, refresh Secret) error {
	status, h, body, err := s.post(ctx, s.endpoints.Revoke,
		url.Values{"token": {refresh.Reveal()}, "token_type_hint": {"refresh_token"}, "client_id": {s.clientID}})
	if err != nil {
		return err
	}
	if status/100 != 2 {
		return tokenFailure(status, h, body, wall(s.clock))
	}
	return nil
}

func (s identity) post(ctx context.Context, address string, form url.Values) (int, http.Header, []byte, error) {
	ctx, cancel := context.WithTimeout(ctx, identityTimeout)
	defer cancel()
	req, err := http.NewRequestWithContext(ctx, http.MethodPost, address, nil)
	if err != nil {
		return 0, nil, nil, unfit("This is no address of a server: %v.", err)
	}
	content := form.Encode()
	body := newOnceBody([]byte(content))
	req.Body, req.ContentLength = body, int64(len(content))
	req.Header.Set("Content-Type", "application/x-www-form-urlencoded")
	req.Header.Set("Accept", "application/json")
	res, err := s.http.Do(req)
	if err != nil {
		return 0, nil, nil, transportError(ctx, err, body.read.Load())
	}
	answer, err := readReply(res)
	if err != nil {
		return 0, nil, nil, transportError(ctx, err, true)
	}
	return res.StatusCode, res.Header, answer, nil
}

// tokenFailure tells what the identity server's refusal means (xero.md 1.4).
// Only a proper invalid_grant ever says that a token is dead.
func tokenFailure(status int, h http.Header, body []byte, now time.Time) error {
	p := parseErrorBody(h, body)
	if status == http.StatusBadRequest || status == http.StatusUnauthorized {
		switch p.OAuthError {
		case "invalid_grant":
			return &Error{Code: CodeReconnect, Message: "The connection to Xero has ended.", Fix: "Connect to Xero again.",
				Outcome: OutcomeRefused, HTTPStatus: status, cause: errInvalidGrant}
		case "invalid_client", "unauthorized_client":
			return &Error{Code: CodeConfiguration, Message: "Xero does not know this client ID as a mobile or desktop app.",
				Fix: "Check the client ID in Settings.", Outcome: OutcomeRefused, HTTPStatus: status}
		case "invalid_scope":
			return &Error{Code: CodeConfiguration, Message: "This app may not ask for the permissions that are needed.",
				Fix: "Check the app's settings at Xero.", Outcome: OutcomeRefused, HTTPStatus: status}
		case "unsupported_grant_type", "invalid_request":
			return &Error{Code: CodeConfiguration, Message: "Xero did not accept the way of signing in.",
				Fix: "Check the client ID in Settings.", Outcome: OutcomeRefused, HTTPStatus: status}
		}
	}
	e := failure(status, h, body, now)
	e.Raw, e.Details = "", nil
	if e.Code != CodeMinuteLimit && e.Code != CodeDayLimit && e.Code != CodeConcurrentLimit {
		e.set(meaning{CodeXeroDown, "Xero's sign-in is not available at the moment.", "Try again in a few minutes."})
	}
	return e
}
