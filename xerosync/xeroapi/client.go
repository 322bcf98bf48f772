package xeroapi

import (
	"context"
	"encoding/json"
	"fmt"
	"net/http"
	"net/url"
	"strings"
	"time"

	"github.com/cenkalti/backoff/v5"
)

// Config sets up a [Client].
type Config struct {
	Endpoints Endpoints
	// TenantID names the organisation. It may be empty while only connections
	// are asked for; see [Client.WithTenant].
	TenantID string
	Tokens   *TokenSource
	// HTTP is the way to the network; nil means [NewHTTPClient]. Redirects
	// are never followed.
	HTTP      *http.Client
	Clock     Clock    // nil means SystemClock
	Limiter   *Limiter // nil means one of the client's own
	UserAgent string
	// ReadTimeout and WriteTimeout bound one request, its waiting for the
	// limiter not included. Zero means 60 s and 90 s.
	ReadTimeout  time.Duration
	WriteTimeout time.Duration
}

// Client talks to one organisation in Xero. Its methods may be called from any
// goroutine; each blocks until it has an answer, and gives an [*Error].
type Client struct {
	cfg Config
}

// New returns a client. Endpoints and Tokens are required.
func New(cfg Config) *Client {
	cfg.HTTP = strict(cfg.HTTP)
	if cfg.Clock == nil {
		cfg.Clock = SystemClock()
	}
	if cfg.Limiter == nil {
		cfg.Limiter = NewLimiter(LimiterConfig{Clock: cfg.Clock})
	}
	if cfg.UserAgent == "" {
		cfg.UserAgent = "LiteWork"
	}
	if cfg.ReadTimeout <= 0 {
		cfg.ReadTimeout = 60 * time.Second
	}
	if cfg.WriteTimeout <= 0 {
		cfg.WriteTimeout = 90 * time.Second
	}
	return &Client{cfg: cfg}
}

// WithTenant returns a client of another organisation, with a limiter of its
// own: the limits are each organisation's.
func (c *Client) WithTenant(tenantID string) *Client {
	cfg := c.cfg
	cfg.TenantID = tenantID
	cfg.Limiter = NewLimiter(LimiterConfig{Clock: cfg.Clock})
	return &Client{cfg: cfg}
}

// TenantID returns the organisation's id.
func (c *Client) TenantID() string { return c.cfg.TenantID }

// Limits returns what is known of the organisation's limits.
func (c *Client) Limits() Limits { return c.cfg.Limiter.Limits() }

// CloseIdleConnections closes connections that are kept for later.
func (c *Client) CloseIdleConnections() { c.cfg.HTTP.CloseIdleConnections() }

// String names the client without what it holds.
func (c *Client) String() string { return "xeroapi.Client of " + c.cfg.TenantID }

// Reply is an answer of Xero's. Header holds the few headers that say
// something about limits, time and type.
type Reply struct {
	Status     int
	Header     http.Header
	Body       []byte
	ServerTime Instant // the server's clock; zero if not told
}

// Send puts a stored write on the wire, exactly once, with that idempotency
// key. There is one exception: when Xero refuses the access token as expired,
// which means that it did nothing, the token is renewed and the same bytes are
// sent once more.
//
// A nil error means that Xero answered with one element for each that was
// sent; whether each was saved is in [ElementStatus]. Of an error,
// [IsNotSent] and [IsUnknownOutcome] tell what is known; otherwise Xero
// refused the request. Waiting for the limiter ends with ctx, not sent.
func (c *Client) Send(ctx context.Context, r Request, idempotencyKey string) (Reply, error) {
	if idempotencyKey == "" || len(idempotencyKey) > 128 {
		return Reply{}, unfit("An idempotency key has 1 to 128 characters, not %d.", len(idempotencyKey))
	}
	if r.Method != http.MethodPut && r.Method != http.MethodPost || len(r.Body) == 0 {
		return Reply{}, unfit("A write is a PUT or a POST with a body.")
	}
	w := wire{method: r.Method, url: c.apiURL(r.Path, r.Query), body: r.Body, timeout: c.cfg.WriteTimeout,
		header: http.Header{"Idempotency-Key": {idempotencyKey}}, tenant: true}
	reply, token, err := c.once(ctx, w)
	if IsCode(err, CodeTokenExpired) {
		if _, renewErr := c.cfg.Tokens.renew(ctx, token); renewErr != nil {
			return Reply{}, withOutcome(renewErr, OutcomeNotSent)
		}
		reply, _, err = c.once(ctx, w)
		err = expiredTwice(err)
	}
	if err != nil {
		return Reply{}, err
	}
	return reply, r.check(reply)
}

// check finds out whether a reply with a good status answers the request. If
// not, nothing is known about what was done.
func (r Request) check(reply Reply) error {
	items, _, err := decodeList[json.RawMessage](reply.Body, r.collection())
	if err == nil && len(items) != r.elements() {
		err = fmt.Errorf("%d answers to %d records", len(items), r.elements())
	}
	if err != nil {
		return garbled(reply.Status, reply.Body, err)
	}
	return nil
}

// expiredTwice turns a token that is refused although it is new into the need
// to sign in again.
func expiredTwice(err error) error {
	if e, ok := AsError(err); ok && e.Code == CodeTokenExpired {
		c := *e
		c.Code, c.cause = CodeReconnect, ErrReconnect
		return &c
	}
	return err
}

// wire is one request as it is put on the wire.
type wire struct {
	method  string
	url     string
	body    []byte
	header  http.Header
	timeout time.Duration
	tenant  bool // names the organisation and counts against its limits
}

// once makes one attempt. It returns the token it used, so that exactly that
// one is renewed if it was refused. A nil error means a status of 2xx or 304.
func (c *Client) once(ctx context.Context, w wire) (Reply, Secret, error) {
	if w.tenant {
		if c.cfg.TenantID == "" {
			return Reply{}, "", unfit("No organisation is chosen.")
		}
		release, err := c.cfg.Limiter.acquire(ctx)
		if err != nil {
			return Reply{}, "", err
		}
		defer release()
	}
	token, err := c.cfg.Tokens.Token(ctx)
	if err != nil {
		return Reply{}, "", withOutcome(err, OutcomeNotSent)
	}
	ctx, cancel := context.WithTimeout(ctx, w.timeout)
	defer cancel()
	req, err := http.NewRequestWithContext(ctx, w.method, w.url, nil)
	if err != nil {
		return Reply{}, token, unfit("This is no address of a server: %v.", err)
	}
	for name, values := range w.header {
		req.Header[name] = values
	}
	req.Header.Set("Authorization", "Bearer "+token.Reveal())
	req.Header.Set("Accept", "application/json")
	req.Header.Set("User-Agent", c.cfg.UserAgent)
	if w.tenant {
		req.Header.Set("Xero-Tenant-Id", c.cfg.TenantID)
	}
	body := newOnceBody(w.body)
	if w.body != nil {
		req.Header.Set("Content-Type", "application/json")
		req.Body, req.ContentLength = body, int64(len(w.body))
	}
	res, err := c.cfg.HTTP.Do(req)
	if err != nil {
		return Reply{}, token, transportError(ctx, err, body.read.Load() || w.body == nil && !notConnected(err))
	}
	content, readErr := readReply(res)
	if w.tenant {
		c.cfg.Limiter.observe(res.Header)
	}
	if ok := res.StatusCode/100 == 2 || res.StatusCode == http.StatusNotModified; !ok {
		e := failure(res.StatusCode, res.Header, content, wall(c.cfg.Clock))
		if w.tenant {
			c.cfg.Limiter.hit(e)
		}
		return Reply{}, token, e
	}
	if readErr != nil {
		return Reply{}, token, transportError(ctx, readErr, true)
	}
	return newReply(res, content), token, nil
}

func newReply(res *http.Response, body []byte) Reply {
	r := Reply{Status: res.StatusCode, Header: http.Header{}, Body: body}
	for _, name := range []string{"Content-Type", "Date", "X-Daylimit-Remaining", "X-Minlimit-Remaining",
		"X-Appminlimit-Remaining", "Xero-Correlation-Id"} {
		if v := res.Header.Get(name); v != "" {
			r.Header.Set(name, v)
		}
	}
	var env envelope
	if json.Unmarshal(body, &env) == nil && env.DateTimeUTC != 0 {
		r.ServerTime = env.DateTimeUTC
	} else if t, err := http.ParseTime(r.Header.Get("Date")); err == nil {
		r.ServerTime = InstantOf(t)
	}
	return r
}

func (c *Client) apiURL(path, query string) string {
	u := strings.TrimRight(c.cfg.Endpoints.API, "/") + "/" + path
	if query != "" {
		u += "?" + query
	}
	return u
}

// readTries bounds how often a read is tried.
const readTries = 3

// get reads. It tries again a few times where that may help: after a server
// error, a lost or garbled answer, or a limit of the minute. A refused token
// is renewed once. accept says whether a good answer can be understood.
func (c *Client) get(ctx context.Context, w wire, accept func(Reply) error) (Reply, error) {
	pauses := backoff.NewExponentialBackOff()
	pauses.RandomizationFactor = 0 // one client with four requests in flight needs none
	pauses.Reset()
	w.method, w.timeout = http.MethodGet, c.cfg.ReadTimeout
	renewed := false
	for try := 1; ; try++ {
		reply, token, err := c.once(ctx, w)
		if err == nil && reply.Status != http.StatusNotModified {
			err = accept(reply)
		}
		if err == nil {
			return reply, nil
		}
		e, ok := AsError(err)
		if !ok {
			return Reply{}, err
		}
		if !renewed && e.Outcome == OutcomeRefused && (e.Code == CodeTokenExpired || e.Code == CodeTenantDisconnected) {
			renewed = true
			try--
			if _, err := c.cfg.Tokens.renew(ctx, token); err != nil {
				return Reply{}, readError(err)
			}
			continue
		}
		if try >= readTries || !worthRetrying(e) || asksOnce(ctx) && (e.Code == CodeNoReply || IsTimeout(e)) {
			return Reply{}, readError(expiredTwice(err))
		}
		if err := c.cfg.Clock.Sleep(ctx, max(pauses.NextBackOff(), e.RetryAfter)); err != nil {
			return Reply{}, readError(err)
		}
	}
}

func worthRetrying(e *Error) bool {
	switch e.Code {
	case CodeXeroDown, CodeConcurrentLimit, CodeMinuteLimit, CodeGarbled, CodeNoReply:
		return e.RetryAfter < 2*time.Minute
	}
	return false
}

// readError takes the unknown outcome off an error: a read leaves nothing
// open.
func readError(err error) error {
	if e, ok := AsError(err); ok && e.Outcome != OutcomeUnknown {
		return e
	}
	return withOutcome(err, 0)
}

// list reads a list of the organisation.
func list[T any](ctx context.Context, c *Client, path, name string, query url.Values, since time.Time) (items []T, env envelope, reply Reply, err error) {
	w := wire{url: c.apiURL(path, encodeQuery(query)), tenant: true, header: http.Header{}}
	if !since.IsZero() {
		w.header.Set("If-Modified-Since", since.UTC().Format("2006-01-02T15:04:05"))
	}
	reply, err = c.get(ctx, w, func(r Reply) (err error) {
		items, env, err = decodeList[T](r.Body, name)
		if err != nil {
			return garbled(r.Status, r.Body, err)
		}
		return nil
	})
	return items, env, reply, err
}

// encodeQuery encodes a query with %20 for a space, which every server reads.
func encodeQuery(v url.Values) string { return strings.ReplaceAll(v.Encode(), "+", "%20") }
