package xerofake

import (
	"crypto/sha256"
	"encoding/base64"
	"net/http"
	"net/url"
	"slices"
	"strings"
	"time"
)

// knownScopes are the scopes an app made since March 2026 can ask for, of
// those this simulator has a use for.
func knownScopes() []string {
	return []string{
		"openid", "profile", "email", "offline_access",
		"accounting.invoices", "accounting.invoices.read", "accounting.payments", "accounting.payments.read",
		"accounting.contacts", "accounting.contacts.read", "accounting.settings", "accounting.settings.read",
		"accounting.attachments", "accounting.attachments.read",
	}
}

// inScope says whether one of the scopes covers the endpoint.
func inScope(scopes []string, method, endpoint string) bool {
	need := "accounting.settings"
	switch endpoint {
	case "Invoices", "Quotes":
		need = "accounting.invoices"
	case "Contacts":
		need = "accounting.contacts"
	}
	return slices.Contains(scopes, need) || method == http.MethodGet && slices.Contains(scopes, need+".read")
}

// bearer finds the access token of a request, or the refusal.
func (s *Server) bearer(r *http.Request) (*accessToken, *reply) {
	text, ok := strings.CutPrefix(r.Header.Get("Authorization"), "Bearer ")
	token := s.state.Access[text]
	if !ok || token == nil {
		return nil, ptr(s.problem(http.StatusUnauthorized, "Unauthorized", "AuthenticationUnsuccessful"))
	}
	if !s.now().Before(token.Expires) {
		detail := "TokenExpired: token expired at " + token.Expires.Format("01/02/2006 15:04:05")
		return nil, ptr(s.problem(http.StatusUnauthorized, "Unauthorized", detail))
	}
	return token, nil
}

// tokenEndpoint exchanges a code, or rotates a refresh token.
func (s *Server) tokenEndpoint(r *http.Request, body []byte) reply {
	form, err := url.ParseQuery(string(body))
	if r.Method != http.MethodPost || err != nil || !strings.HasPrefix(r.Header.Get("Content-Type"), "application/x-www-form-urlencoded") {
		return oauthError("invalid_request")
	}
	client := form.Get("client_id")
	if client == "" {
		return oauthError("unauthorized_client")
	}
	if !s.knownClient(client) {
		return oauthError("invalid_client")
	}
	switch form.Get("grant_type") {
	case "authorization_code":
		return s.exchange(client, form)
	case "refresh_token":
		return s.rotate(client, form.Get("refresh_token"))
	}
	return oauthError("unsupported_grant_type")
}

func (s *Server) knownClient(id string) bool {
	return id != "" && (s.cfg.ClientIDs == nil || slices.Contains(s.cfg.ClientIDs, id))
}

func (s *Server) exchange(client string, form url.Values) reply {
	code := s.state.Codes[form.Get("code")]
	if code == nil || code.Used || s.now().After(code.Expires) || code.ClientID != client || code.Redirect != form.Get("redirect_uri") {
		return oauthError("invalid_grant")
	}
	code.Used = true
	if v := form.Get("code_verifier"); len(v) < 43 || len(v) > 128 || challenge(v) != code.Challenge {
		return oauthError("invalid_grant")
	}
	return s.tokens(client, code.Scopes, code.AuthEventID)
}

// challenge is the S256 code challenge of a verifier.
func challenge(verifier string) string {
	sum := sha256.Sum256([]byte(verifier))
	return base64.RawURLEncoding.EncodeToString(sum[:])
}

func (s *Server) rotate(client, text string) reply {
	old := s.state.Refresh[text]
	now := s.now()
	if old == nil || old.ClientID != client || old.dead(now) || !s.connected(client, "") {
		return oauthError("invalid_grant")
	}
	if !old.Rotated.IsZero() && s.cfg.Switches.NoRefreshGrace {
		return oauthError("invalid_grant")
	}
	if old.Rotated.IsZero() {
		old.Rotated = now
	}
	old.Used = now
	return s.tokens(client, old.Scopes, old.AuthEventID)
}

func (s *Server) tokens(client string, scopes []string, event string) reply {
	access, expires := s.issueAccess(client, scopes, event)
	out := struct {
		IDToken      string `json:"id_token,omitempty"`
		AccessToken  string `json:"access_token"`
		ExpiresIn    int    `json:"expires_in"`
		TokenType    string `json:"token_type"`
		RefreshToken string `json:"refresh_token,omitempty"`
		Scope        string `json:"scope"`
	}{AccessToken: access, ExpiresIn: int(expires.Sub(s.now()) / time.Second), TokenType: "Bearer", Scope: strings.Join(scopes, " ")}
	if slices.Contains(scopes, "openid") {
		out.IDToken = s.issueID(client, event)
	}
	if slices.Contains(scopes, "offline_access") {
		out.RefreshToken = s.issueRefresh(client, scopes, event)
	}
	a := jsonReply(http.StatusOK, out)
	a.Header["Cache-Control"] = "no-store, no-cache, max-age=0"
	return a
}

// revoke takes a refresh token and removes all of the user's connections to
// the app. A token that is not known is no error.
func (s *Server) revoke(r *http.Request, body []byte) reply {
	form, err := url.ParseQuery(string(body))
	if r.Method != http.MethodPost || err != nil || form.Get("token") == "" {
		return oauthError("invalid_request")
	}
	if token := s.state.Refresh[form.Get("token")]; token != nil {
		client := token.ClientID
		s.dropConnections(func(n *connection) bool { return n.ClientID == client })
		for k, t := range s.state.Refresh {
			if t.ClientID == client {
				delete(s.state.Refresh, k)
			}
		}
		for k, t := range s.state.Access {
			if t.ClientID == client {
				delete(s.state.Access, k)
			}
		}
	}
	return reply{Status: http.StatusOK}
}

func (s *Server) discovery(r *http.Request) reply {
	base := "http://" + r.Host
	return jsonReply(http.StatusOK, map[string]any{
		"issuer":                           "https://identity.xero.com",
		"authorization_endpoint":           base + "/identity/connect/authorize",
		"token_endpoint":                   base + "/connect/token",
		"revocation_endpoint":              base + "/connect/revocation",
		"scopes_supported":                 knownScopes(),
		"response_types_supported":         []string{"code"},
		"code_challenge_methods_supported": []string{"S256"},
	})
}

func oauthError(code string) reply {
	return jsonReply(http.StatusBadRequest, map[string]string{"error": code})
}

// connectionsEndpoint lists the organisations the user ever connected to the
// app, or removes one.
func (s *Server) connectionsEndpoint(r *http.Request) reply {
	token, refused := s.bearer(r)
	if refused != nil {
		return *refused
	}
	_, id, _ := strings.Cut(strings.TrimPrefix(r.URL.Path, "/"), "/")
	switch {
	case r.Method == http.MethodGet && id == "":
		return jsonReply(http.StatusOK, s.listConnections(token.ClientID, r.URL.Query().Get("authEventId")))
	case r.Method == http.MethodDelete && id != "":
		before := len(s.state.Connections)
		s.dropConnections(func(n *connection) bool { return n.ID == id && n.ClientID == token.ClientID })
		if len(s.state.Connections) == before {
			return notFound()
		}
		return reply{Status: http.StatusNoContent}
	}
	return textReply(http.StatusMethodNotAllowed, "Method not allowed")
}

type outConnection struct {
	ID             string `json:"id"`
	AuthEventID    string `json:"authEventId"`
	TenantID       string `json:"tenantId"`
	TenantType     string `json:"tenantType"`
	TenantName     string `json:"tenantName"`
	CreatedDateUtc string `json:"createdDateUtc"`
	UpdatedDateUtc string `json:"updatedDateUtc"`
}

func (s *Server) listConnections(client, event string) []outConnection {
	const layout = "2006-01-02T15:04:05.0000000" // UTC without a zone
	out := []outConnection{}
	for _, n := range s.state.Connections {
		t := s.tenantByID(n.TenantID)
		if n.ClientID != client || t == nil || event != "" && n.AuthEventID != event {
			continue
		}
		out = append(out, outConnection{n.ID, n.AuthEventID, n.TenantID, "ORGANISATION", t.Org.Name, n.Created.Format(layout), n.Updated.Format(layout)})
	}
	return out
}
