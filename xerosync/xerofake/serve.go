package xerofake

import (
	"io"
	"net/http"
	"net/url"
	"strconv"
	"strings"
	"time"
)

const (
	apiBase = "/api.xro/2.0/"
	maxBody = 10 << 20 // Xero refuses more
)

// reply is an answer before it is written. Handlers make replies under the
// mutex; they are written after it is released.
type reply struct {
	Status int
	Header map[string]string
	Body   []byte
}

// call is one request to the accounting API on its way.
type call struct {
	r      *http.Request
	body   []byte
	query  url.Values
	token  *accessToken
	tenant *tenant
}

// ServeHTTP answers as Xero would.
func (s *Server) ServeHTTP(w http.ResponseWriter, r *http.Request) {
	path := r.URL.Path
	switch {
	case strings.HasPrefix(path, "/_control/"):
		s.serveControl(w, r)
	case strings.HasPrefix(path, "/app/"):
		s.servePage(w, r)
	case path == "/identity/connect/authorize":
		s.calls.add(r, nil)
		s.serveAuthorize(w, r)
	default:
		s.serveWire(w, r)
	}
}

// serveWire answers what programs call: faults first, then the call itself.
func (s *Server) serveWire(w http.ResponseWriter, r *http.Request) {
	body, err := io.ReadAll(http.MaxBytesReader(w, r.Body, maxBody))
	if err != nil {
		http.Error(w, "Request body too large", http.StatusRequestEntityTooLarge)
		return
	}
	s.calls.add(r, body)
	defer s.enter(r)()
	fault := s.faults.take(r)
	switch fault.kind {
	case latency, gate:
		if !fault.wait(r) {
			return
		}
	case runBefore:
		fault.run()
	case dropBefore:
		drop(w)
		return
	}
	answer := s.handle(r, body, fault)
	switch fault.kind {
	case runAfter:
		fault.run()
	case dropAfter:
		drop(w)
		return
	case dropBody:
		sendHalf(w, answer)
		return
	case garbled200:
		answer = htmlReply(http.StatusOK, gatewayPage)
	}
	s.write(w, answer, fault.strange())
}

// enter counts a request in progress; the function it gives ends it.
func (s *Server) enter(r *http.Request) func() {
	tenantID := r.Header.Get("Xero-Tenant-Id")
	add := func(n int) {
		s.mu.Lock()
		defer s.mu.Unlock()
		if s.limits.inFlight[tenantID] += n; s.limits.inFlight[tenantID] == 0 {
			delete(s.limits.inFlight, tenantID)
		}
	}
	add(1)
	return func() { add(-1) }
}

// handle runs one call under the mutex and saves what it changed.
func (s *Server) handle(r *http.Request, body []byte, fault Fault) reply {
	s.mu.Lock()
	defer s.mu.Unlock()
	if r.Method != http.MethodGet {
		defer s.save()
	}
	if instead, ok := fault.instead(s); ok && !fault.cached(r) {
		return instead
	}
	path := r.URL.Path
	switch {
	case path == "/connect/token" || path == "/identity/connect/token":
		return s.tokenEndpoint(r, body)
	case path == "/connect/revocation" || path == "/identity/connect/revocation":
		return s.revoke(r, body)
	case path == "/.well-known/openid-configuration":
		return s.discovery(r)
	case strings.EqualFold(path, "/connections") || strings.HasPrefix(strings.ToLower(path), "/connections/"):
		return s.connectionsEndpoint(r)
	case strings.HasPrefix(path, apiBase):
		return s.accounting(r, body, fault)
	}
	return textReply(http.StatusNotFound, msgNotFound)
}

// accounting runs a call to the accounting API: token, organisation, limits,
// scope, idempotency key, and then the endpoint.
func (s *Server) accounting(r *http.Request, body []byte, fault Fault) reply {
	answer := reply{}
	head := http.Header{}
	c := &call{r: r, body: body, query: r.URL.Query()}
	if refused := s.admit(c, head); refused != nil {
		answer = *refused
	} else {
		answer = s.idempotent(c, func() reply {
			if instead, ok := fault.instead(s); ok {
				return instead
			}
			return s.route(c)
		})
	}
	answer = asAccepted(r, answer)
	answer.Header = cloneMap(answer.Header) // the stored one is not ours to change
	for name := range head {
		answer.Header[name] = head.Get(name)
	}
	answer.Header["Xero-Correlation-Id"] = s.cfg.NewID()
	return answer
}

// admit finds token and organisation and counts the call. It gives the
// refusal, or nil.
func (s *Server) admit(c *call, head http.Header) *reply {
	token, refused := s.bearer(c.r)
	if refused != nil {
		return refused
	}
	c.token = token
	tenantID := c.r.Header.Get("Xero-Tenant-Id")
	c.tenant = s.tenantByID(tenantID)
	if c.tenant == nil || !s.connected(token.ClientID, tenantID) {
		return ptr(s.problem(http.StatusForbidden, "Forbidden", "AuthenticationUnsuccessful"))
	}
	if problem, after := s.limits.enter(head, token.ClientID, tenantID, s.now()); problem != "" {
		return ptr(tooManyReply(problem, after))
	}
	if c.tenant.Offline {
		return ptr(s.problem(http.StatusServiceUnavailable, "Service Unavailable", "The organisation is offline for maintenance. Please try again later."))
	}
	if !inScope(token.Scopes, c.r.Method, c.endpoint()[0]) {
		answer := s.problem(http.StatusUnauthorized, "Unauthorized", "AuthorizationUnsuccessful")
		answer.Header["WWW-Authenticate"] = `Bearer error="insufficient_scope"`
		return &answer
	}
	return nil
}

// endpoint is the path behind the base, cut at its slashes; never empty.
func (c *call) endpoint() []string {
	return strings.Split(strings.Trim(strings.TrimPrefix(c.r.URL.Path, apiBase), "/"), "/")
}

func (c *call) flag(name string) bool { return strings.EqualFold(c.query.Get(name), "true") }

// decimals is the number of decimals of unit prices: 2, or 4 with unitdp=4.
func (c *call) decimals() int32 {
	if c.query.Get("unitdp") == "4" {
		return 4
	}
	return 2
}

func (s *Server) write(w http.ResponseWriter, a reply, faulty bool) {
	s.mu.Lock()
	now := s.now()
	s.mu.Unlock()
	h := w.Header()
	h.Set("Date", now.Format(http.TimeFormat))
	for name, value := range a.Header {
		h.Set(name, value)
	}
	if faulty {
		h.Set(FaultHeader, "yes")
	}
	if a.Status != http.StatusNoContent && a.Status != http.StatusNotModified {
		h.Set("Content-Length", strconv.Itoa(len(a.Body)))
	}
	w.WriteHeader(a.Status)
	_, _ = w.Write(a.Body) // the client may have gone; nobody else to tell
}

// drop closes the connection without an answer.
func drop(w http.ResponseWriter) {
	conn, _, err := http.NewResponseController(w).Hijack()
	if err != nil { // HTTP/2 or a recorder: abort instead
		panic(http.ErrAbortHandler)
	}
	_ = conn.Close()
}

// sendHalf promises the whole body and sends half of it.
func sendHalf(w http.ResponseWriter, a reply) {
	h := w.Header()
	for name, value := range a.Header {
		h.Set(name, value)
	}
	h.Set(FaultHeader, "yes")
	h.Set("Content-Length", strconv.Itoa(len(a.Body)))
	w.WriteHeader(a.Status)
	_, _ = w.Write(a.Body[:len(a.Body)/2])
	_ = http.NewResponseController(w).Flush()
	drop(w)
}

// wait holds a request back; false when its client has gone meanwhile.
func (f Fault) wait(r *http.Request) bool {
	var timer <-chan time.Time
	if f.kind == latency {
		t := time.NewTimer(f.delay)
		defer t.Stop()
		timer = t.C
	}
	select {
	case <-timer:
	case <-f.gate:
	case <-r.Context().Done():
		return false
	}
	return true
}

func ptr[T any](v T) *T { return &v }
