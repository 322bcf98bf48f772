package xeroapi

import (
	"bytes"
	"context"
	"errors"
	"io"
	"log/slog"
	"net"
	"net/http"
	"sync/atomic"
	"time"
)

// NewHTTPClient returns an HTTP client fit for Xero: ten seconds to connect,
// idle connections dropped before servers do so. The time for a whole request
// is set by its context. logger may be nil.
func NewHTTPClient(logger *slog.Logger) *http.Client {
	var rt http.RoundTripper = &http.Transport{
		Proxy:                 http.ProxyFromEnvironment,
		DialContext:           (&net.Dialer{Timeout: 10 * time.Second, KeepAlive: 30 * time.Second}).DialContext,
		TLSHandshakeTimeout:   10 * time.Second,
		ForceAttemptHTTP2:     true,
		MaxIdleConnsPerHost:   5,
		IdleConnTimeout:       50 * time.Second,
		ExpectContinueTimeout: time.Second,
	}
	if logger != nil {
		rt = LogTransport(rt, logger)
	}
	return &http.Client{Transport: rt}
}

// LogTransport logs method, path, status and duration of every request, and
// nothing else: never a header, a body or a query.
func LogTransport(next http.RoundTripper, logger *slog.Logger) http.RoundTripper {
	return logTransport{next: next, logger: logger}
}

type logTransport struct {
	next   http.RoundTripper
	logger *slog.Logger
}

func (t logTransport) RoundTrip(req *http.Request) (*http.Response, error) {
	start := time.Now()
	res, err := t.next.RoundTrip(req)
	attrs := []slog.Attr{slog.String("method", req.Method), slog.String("path", req.URL.Path),
		slog.Duration("took", time.Since(start).Round(time.Millisecond))}
	if err != nil {
		t.logger.LogAttrs(req.Context(), slog.LevelWarn, "xero: no answer", append(attrs, slog.String("error", scrub(err.Error())))...)
		return nil, err
	}
	t.logger.LogAttrs(req.Context(), slog.LevelInfo, "xero", append(attrs, slog.Int("status", res.StatusCode))...)
	return res, nil
}

// CloseIdleConnections reaches the transport below, which http.Client finds
// through this method.
func (t logTransport) CloseIdleConnections() {
	if c, ok := t.next.(interface{ CloseIdleConnections() }); ok {
		c.CloseIdleConnections()
	}
}

// strict returns a copy of h that follows no redirect and keeps no cookies: an
// answer from elsewhere is no answer of Xero's, and a redirect would be a
// second request.
func strict(h *http.Client) *http.Client {
	if h == nil {
		h = NewHTTPClient(nil)
	}
	c := *h
	c.CheckRedirect = func(*http.Request, []*http.Request) error { return http.ErrUseLastResponse }
	c.Jar = nil
	return &c
}

// onceBody is a request body that can be read once. Go's transport repeats a
// request by itself when a kept connection dies, if the request carries an
// Idempotency-Key and its body can be had again; without GetBody and with a
// body that is read, it cannot. A body that was never read never left.
type onceBody struct {
	r    io.Reader
	read atomic.Bool
}

func newOnceBody(b []byte) *onceBody { return &onceBody{r: bytes.NewReader(b)} }

func (b *onceBody) Read(p []byte) (int, error) {
	b.read.Store(true)
	return b.r.Read(p)
}

func (b *onceBody) Close() error { return nil }

// maxReply bounds an answer; a page of 1,000 invoices is a few megabytes.
const maxReply = 64 << 20

var errTooLarge = errors.New("the answer is too large")

// readReply reads an answer to its end.
func readReply(res *http.Response) ([]byte, error) {
	defer res.Body.Close()
	body, err := io.ReadAll(io.LimitReader(res.Body, maxReply+1))
	if err == nil && len(body) > maxReply {
		err = errTooLarge
	}
	return body, err
}

// transportError is the error of a request that got no complete answer. sent
// says whether any of it may have left.
func transportError(ctx context.Context, err error, sent bool) *Error {
	e := &Error{Outcome: OutcomeNotSent, cause: err}
	if sent {
		e.Outcome = OutcomeUnknown
	}
	switch {
	case errors.Is(ctx.Err(), context.Canceled):
		e.set(meaning{CodeCancelled, "This was cancelled.", ""})
	case !sent:
		e.set(offlineMeaning)
	default:
		e.set(noReplyMeaning)
	}
	return e
}

// notConnected reports whether err says that there was no connection at all.
func notConnected(err error) bool {
	var dns *net.DNSError
	var op *net.OpError
	return errors.As(err, &dns) || errors.As(err, &op) && op.Op == "dial"
}
