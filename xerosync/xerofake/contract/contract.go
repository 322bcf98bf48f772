// Package contract checks, in tests, every request that arrives at a
// simulated Xero and every answer it gives against the OpenAPI file of Xero's
// Accounting API. What is known to differ is listed in departures.go.
package contract

import (
	"bytes"
	"context"
	"errors"
	"fmt"
	"io"
	"net/http"
	"net/http/httptest"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"sync"
	"sync/atomic"
	"testing"

	"github.com/getkin/kin-openapi/openapi3"
	"github.com/getkin/kin-openapi/openapi3filter"
	"github.com/getkin/kin-openapi/routers"
)

const (
	base        = "/api.xro/2.0"
	faultHeader = "X-Fake-Fault" // marks injected answers; taken away here
)

// load reads the file once per test binary; 0.2 s.
var load = sync.OnceValues(func() (*openapi3.T, error) {
	path, err := specPath()
	if err != nil {
		return nil, err
	}
	// doc.Validate is left out: the file's boolean defaults are strings.
	return openapi3.NewLoader().LoadFromFile(path)
})

// specPath finds the file beside the project's root.
func specPath() (string, error) {
	dir, err := os.Getwd()
	if err != nil {
		return "", err
	}
	for ; ; dir = filepath.Dir(dir) {
		if _, err := os.Stat(filepath.Join(dir, "go.mod")); err == nil {
			path := filepath.Join(dir, "..", "shared", "xero-openapi", "xero_accounting.yaml")
			_, err := os.Stat(path)
			return path, err
		}
		if dir == filepath.Dir(dir) {
			return "", os.ErrNotExist
		}
	}
}

// Wrap checks what passes through h and reports what departs from the file
// with t.Errorf. Requests outside the accounting API and injected faults are
// not checked. Without the file it checks nothing and says so.
func Wrap(t testing.TB, h http.Handler) http.Handler {
	t.Helper()
	doc, err := load()
	if errors.Is(err, os.ErrNotExist) {
		t.Log("contract check skipped: ../shared/xero-openapi/xero_accounting.yaml is absent")
		return h
	}
	if err != nil {
		t.Fatalf("load the OpenAPI file: %v", err)
	}
	c := &checker{t: t, doc: doc, next: h}
	t.Cleanup(func() { c.over.Store(true) })
	return c
}

type checker struct {
	t    testing.TB
	doc  *openapi3.T
	next http.Handler
	over atomic.Bool // the test has ended and can be told nothing more
}

func (c *checker) report(r *http.Request, what string, err error) {
	if err == nil || c.over.Load() {
		return
	}
	for _, reason := range reasons(err) {
		if !departs(r, what, reason) {
			c.t.Errorf("contract: %s of %s %s: %s", what, r.Method, r.URL.RequestURI(), reason)
		}
	}
}

func (c *checker) ServeHTTP(w http.ResponseWriter, r *http.Request) {
	out := &recorder{ResponseWriter: w}
	if !strings.HasPrefix(r.URL.Path, base+"/") {
		c.next.ServeHTTP(out, r)
		return
	}
	body, err := io.ReadAll(r.Body)
	if err != nil {
		c.report(r, "request", err)
	}
	r.Body = io.NopCloser(bytes.NewReader(body))
	route, params := c.find(r)
	if route == nil {
		c.report(r, "request", errors.New("the path and method are not in the file"))
		c.next.ServeHTTP(out, r)
		return
	}
	in := c.input(r, body, route, params)
	c.report(r, "request", openapi3filter.ValidateRequest(context.Background(), in))
	c.report(r, "request", undeclared(r, route))
	c.next.ServeHTTP(out, r)
	if out.fault || out.status == 0 {
		return
	}
	c.report(r, "response", openapi3filter.ValidateResponse(context.Background(), &openapi3filter.ResponseValidationInput{
		RequestValidationInput: in, Status: out.status, Header: out.Header().Clone(),
		Body: io.NopCloser(bytes.NewReader(out.body.Bytes())), Options: in.Options,
	}))
}

func (c *checker) input(r *http.Request, body []byte, route *routers.Route, params map[string]string) *openapi3filter.RequestValidationInput {
	copied := httptest.NewRequest(r.Method, r.URL.String(), bytes.NewReader(body))
	copied.Header = r.Header.Clone()
	for name := range copied.Header {
		if departs(r, "header", name) {
			copied.Header.Del(name)
		}
	}
	return &openapi3filter.RequestValidationInput{
		Request: copied, PathParams: params, Route: route,
		Options: &openapi3filter.Options{
			MultiError: true, SkipSettingDefaults: true, AuthenticationFunc: openapi3filter.NoopAuthenticationFunc,
		},
	}
}

// find matches the path against the file's: literal parts before parameters.
func (c *checker) find(r *http.Request) (*routers.Route, map[string]string) {
	parts := strings.Split(strings.TrimPrefix(r.URL.Path, base), "/")
	var best *routers.Route
	var params map[string]string
	literals := -1
	for _, path := range c.doc.Paths.InMatchingOrder() {
		item := c.doc.Paths.Value(path)
		want := strings.Split(path, "/")
		op := item.GetOperation(r.Method)
		if len(want) != len(parts) || op == nil {
			continue
		}
		found, same := map[string]string{}, 0
		ok := true
		for i, p := range want {
			switch {
			case strings.HasPrefix(p, "{"):
				found[strings.Trim(p, "{}")] = parts[i]
			case p == parts[i]:
				same++
			default:
				ok = false
			}
		}
		if ok && (fits(item, op, found) || departs(r, "number", "")) && same > literals {
			best = &routers.Route{Spec: c.doc, Path: path, PathItem: item, Method: r.Method, Operation: op}
			params, literals = found, same
		}
	}
	return best, params
}

// fits says whether path parameters that are UUIDs look like one, which is
// how /Contacts/{ContactID} and /Contacts/{ContactNumber} are told apart.
func fits(item *openapi3.PathItem, op *openapi3.Operation, found map[string]string) bool {
	for _, p := range slices.Concat(item.Parameters, op.Parameters) {
		if v, ok := found[p.Value.Name]; ok && p.Value.In == "path" && p.Value.Schema.Value.Format == "uuid" && len(v) != 36 {
			return false
		}
	}
	return true
}

// undeclared reports query parameters that the file does not name.
func undeclared(r *http.Request, route *routers.Route) error {
	for name := range r.URL.Query() {
		known := slices.ContainsFunc(slices.Concat(route.PathItem.Parameters, route.Operation.Parameters), func(p *openapi3.ParameterRef) bool {
			return p.Value.In == "query" && p.Value.Name == name
		})
		if !known && !departs(r, "query", name) {
			return fmt.Errorf("query parameter %q is not in the file", name)
		}
	}
	return nil
}

// reasons flattens nested errors into one line each.
func reasons(err error) (out []string) {
	var many openapi3.MultiError
	var schema *openapi3.SchemaError
	var request *openapi3filter.RequestError
	var response *openapi3filter.ResponseError
	switch {
	case errors.As(err, &request) && request.Err != nil:
		for _, reason := range reasons(request.Err) {
			if request.Parameter != nil {
				reason = request.Parameter.Name + ": " + reason
			}
			out = append(out, reason)
		}
	case errors.As(err, &response) && response.Err != nil:
		return reasons(response.Err)
	case errors.As(err, &many):
		for _, e := range many {
			out = append(out, reasons(e)...)
		}
	case errors.As(err, &schema):
		out = []string{"/" + strings.Join(schema.JSONPointer(), "/") + ": " + schema.Reason}
	default:
		text, _, _ := strings.Cut(err.Error(), "\n")
		out = []string{text}
	}
	return out
}

// recorder passes an answer on and keeps a copy.
type recorder struct {
	http.ResponseWriter
	status int
	fault  bool
	body   bytes.Buffer
}

func (w *recorder) Unwrap() http.ResponseWriter { return w.ResponseWriter }

func (w *recorder) WriteHeader(status int) {
	w.fault = w.Header().Get(faultHeader) != ""
	w.Header().Del(faultHeader)
	w.status = status
	w.ResponseWriter.WriteHeader(status)
}

func (w *recorder) Write(p []byte) (int, error) {
	if w.status == 0 {
		w.WriteHeader(http.StatusOK)
	}
	w.body.Write(p)
	return w.ResponseWriter.Write(p)
}

// Front is Wrap in the form in which a simulator that is started takes it.
func Front(t testing.TB) func(http.Handler) http.Handler {
	return func(h http.Handler) http.Handler { return Wrap(t, h) }
}
