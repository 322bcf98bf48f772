package xerofake_test

import (
	"crypto/sha256"
	"encoding/base64"
	"encoding/json"
	"net/http"
	"net/url"
	"regexp"
	"strings"
	"testing"
	"time"

	"litework/xerosync/xerofake"
)

const (
	verifier = "dBjftJeZ4CVP-mB92K27uhbUJU1p1r_wW1gFWFOEjXk"
	redirect = "http://localhost:53682/callback"
)

func authorizeQuery(changes ...string) url.Values {
	sum := sha256.Sum256([]byte(verifier))
	q := url.Values{
		"response_type": {"code"}, "client_id": {app}, "redirect_uri": {redirect}, "state": {"st 1"},
		"scope":                 {"openid offline_access accounting.invoices accounting.contacts.read"},
		"code_challenge":        {base64.RawURLEncoding.EncodeToString(sum[:])},
		"code_challenge_method": {"S256"},
	}
	for i := 0; i+1 < len(changes); i += 2 {
		q.Set(changes[i], changes[i+1])
	}
	return q
}

func auto(c *xerofake.Config) { c.AutoApprove = true }

// get reads a page without following redirects.
func (x *xero) get(path string) answer {
	x.t.Helper()
	req, _ := http.NewRequest("GET", x.url+path, nil)
	a, err := x.send(req)
	x.must(err)
	return a
}

func (x *xero) post(path string, form url.Values) answer {
	x.t.Helper()
	req, _ := http.NewRequest("POST", x.url+path, strings.NewReader(form.Encode()))
	req.Header.Set("Content-Type", "application/x-www-form-urlencoded")
	a, err := x.send(req)
	x.must(err)
	return a
}

// code goes through the consent page, which answers by itself.
func (x *xero) code() string {
	x.t.Helper()
	a := x.get("/identity/connect/authorize?" + authorizeQuery().Encode())
	to, err := url.Parse(a.header.Get("Location"))
	if a.status != http.StatusFound || err != nil || to.Query().Get("state") != "st 1" {
		x.t.Fatalf("authorize: %d, location %q", a.status, a.header.Get("Location"))
	}
	return to.Query().Get("code")
}

func (x *xero) exchange(code string, changes ...string) answer {
	form := url.Values{"grant_type": {"authorization_code"}, "client_id": {app}, "code": {code}, "redirect_uri": {redirect}, "code_verifier": {verifier}}
	for i := 0; i+1 < len(changes); i += 2 {
		form.Set(changes[i], changes[i+1])
	}
	return x.post("/connect/token", form)
}

func (x *xero) refresh(token string) answer {
	return x.post("/connect/token", url.Values{"grant_type": {"refresh_token"}, "client_id": {app}, "refresh_token": {token}})
}

func oauthError(t *testing.T, what string, a answer, want string) {
	t.Helper()
	equal(t, what+": status", a.status, 400)
	equal(t, what, a.json(t)["error"], want)
}

func TestCodeExchange(t *testing.T) {
	x := start(t, auto)
	a := x.exchange(x.code())
	equal(t, "status", a.status, 200)
	m := a.json(t)
	equal(t, "expires_in", m["expires_in"], 1800)
	equal(t, "scope", m["scope"], "openid offline_access accounting.invoices accounting.contacts.read")
	if m["refresh_token"] == nil || m["id_token"] == nil {
		t.Error("no refresh or id token")
	}
	var claims map[string]any
	body, err := base64.RawURLEncoding.DecodeString(strings.Split(m["access_token"].(string), ".")[1])
	x.must(err)
	x.must(json.Unmarshal(body, &claims))
	equal(t, "iss", claims["iss"], "https://identity.xero.com")
	equal(t, "scopes in the token", len(claims["scope"].([]any)), 4)
	x.token = m["access_token"].(string)
	list := x.connections("?authEventId=" + claims["authentication_event_id"].(string))
	equal(t, "connections of this consent", len(list), 1)
	equal(t, "tenant", list[0]["tenantId"], x.tenant)
}

func TestCodeIsRefused(t *testing.T) {
	x := start(t, auto)
	used := x.code()
	x.exchange(used)
	oauthError(t, "a second use", x.exchange(used), "invalid_grant")
	oauthError(t, "another verifier", x.exchange(x.code(), "code_verifier", strings.Repeat("x", 43)), "invalid_grant")
	oauthError(t, "another redirect", x.exchange(x.code(), "redirect_uri", "http://localhost:53683/callback"), "invalid_grant")
	oauthError(t, "no client", x.exchange(x.code(), "client_id", ""), "unauthorized_client")
	oauthError(t, "another grant type", x.exchange(x.code(), "grant_type", "password"), "unsupported_grant_type")
	code := x.code()
	x.clock.add(5*time.Minute - time.Second)
	equal(t, "just in time", x.exchange(code).status, 200)
	late := x.code()
	x.clock.add(5*time.Minute + time.Second)
	oauthError(t, "too late", x.exchange(late), "invalid_grant")
}

func TestWrongRegistrationIsShownNotRedirected(t *testing.T) {
	x := start(t, auto, func(c *xerofake.Config) { c.ClientIDs = []string{app} })
	for name, q := range map[string]url.Values{
		"unauthorized_client : Invalid redirect_uri": authorizeQuery("redirect_uri", "http://127.0.0.1:53682/callback"),
		"unauthorized_client":                        authorizeQuery("client_id", "nobody"),
		"invalid_scope : Invalid scope for client":   authorizeQuery("scope", "accounting.transactions"),
		"invalid_request":                            authorizeQuery("code_challenge_method", "plain"),
	} {
		a := x.get("/identity/connect/authorize?" + q.Encode())
		if a.header.Get("Location") != "" || !strings.HasPrefix(a.header.Get("Content-Type"), "text/html") {
			t.Errorf("%s: redirected to %q", name, a.header.Get("Location"))
		}
		contains(t, name, string(a.body), name)
		contains(t, name, string(a.body), "Error code: 500")
	}
}

func TestConsentPage(t *testing.T) {
	x := start(t)
	other := x.c.AddOrganisation("Second & Co")
	page := x.get("/identity/connect/authorize?" + authorizeQuery().Encode())
	equal(t, "status", page.status, 200)
	contains(t, "page", string(page.body), "Second &amp; Co")
	contains(t, "page", string(page.body), "DEMO")
	token := regexp.MustCompile(`name="csrf" value="([^"]+)"`).FindStringSubmatch(string(page.body))[1]
	answerWith := func(changes ...string) answer {
		return x.post("/identity/connect/authorize", authorizeQuery(changes...))
	}
	equal(t, "without the token", answerWith("answer", "allow", "tenant", other).status, 403)
	denied := answerWith("answer", "deny", "csrf", token)
	contains(t, "denied", denied.header.Get("Location"), "error=access_denied")
	contains(t, "denied", denied.header.Get("Location"), "state=st+1")
	allowed := answerWith("answer", "allow", "tenant", other, "csrf", token)
	to, _ := url.Parse(allowed.header.Get("Location"))
	x.token = x.exchange(to.Query().Get("code")).json(t)["access_token"].(string)
	list := x.connections("")
	equal(t, "connections", len(list), 2)
	equal(t, "the other organisation", list[1]["tenantId"], other)
}

func TestRefreshRotates(t *testing.T) {
	x := start(t, auto)
	first := x.exchange(x.code()).json(t)["refresh_token"].(string)
	second := x.refresh(first).json(t)["refresh_token"].(string)
	if first == second {
		t.Fatal("the refresh token stayed the same")
	}
	x.clock.add(29 * time.Minute)
	equal(t, "the former one within its grace", x.refresh(first).status, 200)
	x.clock.add(2 * time.Minute)
	oauthError(t, "the former one after its grace", x.refresh(first), "invalid_grant")
	equal(t, "the current one", x.refresh(second).status, 200)
}

func TestRefreshWithoutGrace(t *testing.T) {
	x := start(t, auto, func(c *xerofake.Config) { c.Switches.NoRefreshGrace = true })
	first := x.exchange(x.code()).json(t)["refresh_token"].(string)
	equal(t, "first use", x.refresh(first).status, 200)
	oauthError(t, "second use", x.refresh(first), "invalid_grant")
}

func TestRefreshExpires(t *testing.T) {
	x := start(t, auto)
	token := x.exchange(x.code()).json(t)["refresh_token"].(string)
	x.clock.add(59 * 24 * time.Hour)
	token = x.refresh(token).json(t)["refresh_token"].(string)
	x.clock.add(60*24*time.Hour + time.Minute)
	oauthError(t, "after 60 days", x.refresh(token), "invalid_grant")
}

func TestRevocation(t *testing.T) {
	x := start(t, auto)
	token := x.exchange(x.code()).json(t)["refresh_token"].(string)
	a := x.post("/connect/revocation", url.Values{"token": {token}, "client_id": {app}})
	equal(t, "status", a.status, 200)
	equal(t, "body", string(a.body), "")
	oauthError(t, "refresh afterwards", x.refresh(token), "invalid_grant")
	equal(t, "call afterwards", x.wrong("GET", "/Organisation", "").status, 401)
}

func (x *xero) connections(query string) (out []map[string]any) {
	x.t.Helper()
	req, _ := http.NewRequest("GET", x.url+"/connections"+query, nil)
	req.Header.Set("Authorization", "Bearer "+x.token)
	a, err := x.send(req)
	x.must(err)
	x.must(json.Unmarshal(a.body, &out))
	return out
}

func TestConnections(t *testing.T) {
	x := start(t)
	list := x.connections("")
	equal(t, "connections", len(list), 1)
	equal(t, "type", list[0]["tenantType"], "ORGANISATION")
	equal(t, "created", list[0]["createdDateUtc"], "2026-11-03T09:00:00.0000000")
	equal(t, "another consent", len(x.connections("?authEventId=00000000-0000-0000-0000-000000000000")), 0)
	remove := func(id string) int {
		req, _ := http.NewRequest("DELETE", x.url+"/connections/"+id, nil)
		req.Header.Set("Authorization", "Bearer "+x.token)
		a, err := x.send(req)
		x.must(err)
		return a.status
	}
	equal(t, "the tenant id is no connection", remove(x.tenant), 404)
	equal(t, "remove", remove(list[0]["id"].(string)), 204)
	equal(t, "remove again", remove(list[0]["id"].(string)), 404)
	a := x.call("GET", "/Organisation", "")
	equal(t, "call afterwards", a.status, 403)
	contains(t, "problem", string(a.body), "AuthenticationUnsuccessful")
}

func TestDisconnectInXero(t *testing.T) {
	x := start(t, auto)
	x.c.AddOrganisation("Second")
	token := x.exchange(x.code()).json(t)["refresh_token"].(string)
	x.must(x.c.Disconnect(x.tenant))
	equal(t, "calls", x.call("GET", "/Organisation", "").status, 403)
	oauthError(t, "refresh, nothing left", x.refresh(token), "invalid_grant")
}
