package xerofake

import (
	"crypto/sha256"
	"encoding/base64"
	"encoding/json"
	"slices"
	"strings"
	"time"
)

// All consents are given by one user.
const userID = "7d1d9c0e-5b0a-4e4c-9a0e-51f0a9c1d001"

// connection links an app to an organisation.
type connection struct {
	ID, AuthEventID, TenantID, ClientID string
	Created, Updated                    time.Time
}

// authCode is an authorization code on its way to being exchanged once.
type authCode struct {
	ClientID, Redirect, Challenge string
	Scopes                        []string
	AuthEventID                   string
	Expires                       time.Time
	Used                          bool
}

// accessToken is a bearer token; its text is the key it is stored under.
type accessToken struct {
	ClientID    string
	Scopes      []string
	AuthEventID string
	Expires     time.Time
}

// refreshToken stays valid for 60 days after its last use, and for 30 minutes
// after it was rotated.
type refreshToken struct {
	ClientID    string
	Scopes      []string
	AuthEventID string
	Used        time.Time
	Rotated     time.Time // zero while it is the current one
}

const (
	codeTTL      = 5 * time.Minute
	refreshTTL   = 60 * 24 * time.Hour
	refreshGrace = 30 * time.Minute
)

func (r *refreshToken) dead(now time.Time) bool {
	if !r.Rotated.IsZero() {
		return now.Sub(r.Rotated) > refreshGrace
	}
	return now.Sub(r.Used) > refreshTTL
}

func (s *Server) tenantByID(id string) *tenant {
	for _, t := range s.state.Tenants {
		if t.Org.OrganisationID == id {
			return t
		}
	}
	return nil
}

// Grant connects the app to the first organisation and gives tokens, without
// a browser. Without scopes it grants all that the simulator knows.
func (s *Server) Grant(clientID string, scopes ...string) (access, refresh string) {
	return s.GrantFor(clientID, s.state.Tenants[0].Org.OrganisationID, scopes...)
}

// GrantFor is Grant for another organisation than the first.
func (s *Server) GrantFor(clientID, tenantID string, scopes ...string) (access, refresh string) {
	s.mu.Lock()
	defer s.mu.Unlock()
	if len(scopes) == 0 {
		scopes = knownScopes()
	}
	event := s.connect(clientID, tenantID)
	access, _ = s.issueAccess(clientID, scopes, event)
	refresh = s.issueRefresh(clientID, scopes, event)
	s.save()
	return access, refresh
}

// connect links app and organisation, or renews the link, and gives the id
// of the consent.
func (s *Server) connect(clientID, tenantID string) string {
	now, event := s.now(), s.cfg.NewID()
	for _, n := range s.state.Connections {
		if n.ClientID == clientID && n.TenantID == tenantID {
			n.Updated, n.AuthEventID = now, event
			return event
		}
	}
	s.state.Connections = append(s.state.Connections, &connection{
		ID: s.cfg.NewID(), AuthEventID: event, TenantID: tenantID, ClientID: clientID, Created: now, Updated: now,
	})
	return event
}

func (s *Server) dropConnections(which func(*connection) bool) {
	s.state.Connections = slices.DeleteFunc(s.state.Connections, which)
}

func (s *Server) connected(clientID, tenantID string) bool {
	return slices.ContainsFunc(s.state.Connections, func(n *connection) bool {
		return n.ClientID == clientID && (tenantID == "" || n.TenantID == tenantID)
	})
}

// issueAccess makes an access token that looks like a JWT. Its signature is
// no signature: the simulator knows its tokens by heart.
func (s *Server) issueAccess(clientID string, scopes []string, event string) (string, time.Time) {
	now := s.now()
	expires := now.Add(s.cfg.AccessTTL)
	jti := s.cfg.NewID()
	token := s.jwt("at+jwt", map[string]any{
		"nbf": now.Unix(), "exp": expires.Unix(), "iss": "https://identity.xero.com",
		"aud": "https://identity.xero.com/resources", "client_id": clientID, "sub": strings.ReplaceAll(userID, "-", ""),
		"auth_time": now.Unix(), "xero_userid": userID, "global_session_id": compact(event), "sid": compact(event),
		"jti": compact(jti), "authentication_event_id": event, "scope": scopes, "amr": []string{"pwd"},
	})
	s.state.Access[token] = &accessToken{ClientID: clientID, Scopes: scopes, AuthEventID: event, Expires: expires}
	return token, expires
}

func (s *Server) issueID(clientID, event string) string {
	now := s.now()
	return s.jwt("JWT", map[string]any{
		"nbf": now.Unix(), "exp": now.Add(5 * time.Minute).Unix(), "iss": "https://identity.xero.com", "aud": clientID,
		"iat": now.Unix(), "at_hash": compact(s.cfg.NewID()), "sub": compact(userID), "sid": compact(event), "auth_time": now.Unix(),
		"xero_userid": userID, "global_session_id": compact(event), "preferred_username": "hana@harbourlight.example",
		"email": "hana@harbourlight.example", "given_name": "Hana", "family_name": "Whitaker",
	})
}

func (s *Server) issueRefresh(clientID string, scopes []string, event string) string {
	token := compact(s.cfg.NewID()) + compact(s.cfg.NewID())[:11]
	s.state.Refresh[token] = &refreshToken{ClientID: clientID, Scopes: scopes, AuthEventID: event, Used: s.now()}
	return token
}

func (s *Server) jwt(kind string, claims map[string]any) string {
	head, _ := json.Marshal(map[string]string{"alg": "RS256", "kid": "1CAF8E66772D6DC028D6726FD0261581570EFC19", "typ": kind})
	body, _ := json.Marshal(claims) // strings and numbers cannot fail
	sign := sha256.Sum256([]byte(s.cfg.NewID()))
	b64 := base64.RawURLEncoding.EncodeToString
	return b64(head) + "." + b64(body) + "." + b64(sign[:])
}

func compact(id string) string { return strings.ReplaceAll(id, "-", "") }
