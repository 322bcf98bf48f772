package xerofake

import (
	"net/http"
	"net/url"
	"slices"
	"strings"
)

// serveAuthorize shows the consent page, or answers for the user where
// AutoApprove says so. What is wrong with the app's registration is shown in
// the browser and never redirected.
func (s *Server) serveAuthorize(w http.ResponseWriter, r *http.Request) {
	if err := r.ParseForm(); err != nil {
		http.Error(w, "Bad request", http.StatusBadRequest)
		return
	}
	if problem := s.authorizeProblem(r.Form); problem != "" {
		render(w, http.StatusInternalServerError, "authorize_error.html", problem)
		return
	}
	switch {
	case r.Method == http.MethodGet && s.cfg.AutoApprove:
		s.allow(w, r, s.Control().TenantID())
	case r.Method == http.MethodGet:
		s.consentPage(w, r)
	case r.Method == http.MethodPost && r.PostForm.Get("csrf") != s.csrf:
		http.Error(w, "This form has expired. Go back and reload the page.", http.StatusForbidden)
	case r.Method == http.MethodPost && r.PostForm.Get("answer") == "allow" && s.hasTenant(r.PostForm.Get("tenant")):
		s.allow(w, r, r.PostForm.Get("tenant"))
	case r.Method == http.MethodPost:
		back(w, r, url.Values{"error": {"access_denied"}, "error_description": {"The user denied access"}})
	default:
		http.Error(w, "Method not allowed", http.StatusMethodNotAllowed)
	}
}

// authorizeProblem says what Xero's page would complain about, or "".
func (s *Server) authorizeProblem(q url.Values) string {
	switch {
	case !s.knownClient(q.Get("client_id")):
		return "unauthorized_client"
	case !slices.Contains(s.cfg.Redirects, q.Get("redirect_uri")):
		return "unauthorized_client : Invalid redirect_uri"
	case q.Get("response_type") != "code":
		return "unsupported_response_type"
	case q.Get("code_challenge_method") != "S256" || len(q.Get("code_challenge")) != 43:
		return "invalid_request : code challenge required"
	}
	scopes := strings.Fields(q.Get("scope"))
	for _, scope := range scopes {
		if !slices.Contains(knownScopes(), scope) {
			return "invalid_scope : Invalid scope for client"
		}
	}
	if len(scopes) == 0 {
		return "invalid_scope"
	}
	return ""
}

func (s *Server) consentPage(w http.ResponseWriter, r *http.Request) {
	type choice struct{ ID, Name string }
	var choices []choice
	s.mu.Lock()
	for _, t := range s.state.Tenants {
		choices = append(choices, choice{t.Org.OrganisationID, t.Org.Name})
	}
	s.mu.Unlock()
	hidden := map[string]string{}
	for _, name := range []string{"response_type", "client_id", "redirect_uri", "scope", "state", "code_challenge", "code_challenge_method"} {
		hidden[name] = r.Form.Get(name)
	}
	render(w, http.StatusOK, "authorize.html", map[string]any{
		"Organisations": choices, "Hidden": hidden, "CSRF": s.csrf, "Scopes": strings.Fields(r.Form.Get("scope")), "Client": r.Form.Get("client_id"),
	})
}

// allow connects the organisation and sends the code back.
func (s *Server) allow(w http.ResponseWriter, r *http.Request, tenantID string) {
	client := r.Form.Get("client_id")
	s.mu.Lock()
	event := s.connect(client, tenantID)
	code := compact(s.cfg.NewID()) + compact(s.cfg.NewID())[:11]
	s.state.Codes[code] = &authCode{
		ClientID: client, Redirect: r.Form.Get("redirect_uri"), Challenge: r.Form.Get("code_challenge"),
		Scopes: strings.Fields(r.Form.Get("scope")), AuthEventID: event, Expires: s.now().Add(codeTTL),
	}
	s.save()
	s.mu.Unlock()
	back(w, r, url.Values{"code": {code}, "scope": {r.Form.Get("scope")}})
}

// back returns to the app with the state it sent.
func back(w http.ResponseWriter, r *http.Request, q url.Values) {
	if state := r.Form.Get("state"); state != "" {
		q.Set("state", state)
	}
	http.Redirect(w, r, r.Form.Get("redirect_uri")+"?"+q.Encode(), http.StatusFound)
}

func (s *Server) hasTenant(id string) bool {
	s.mu.Lock()
	defer s.mu.Unlock()
	return s.tenantByID(id) != nil
}
