package xerofake

import (
	"net/http"
	"regexp"
	"strings"
	"sync"
)

// Call is one request that arrived. Body is kept for the accounting API only,
// so that no token is.
type Call struct {
	Method, Pattern, Path, Query string
	TenantID, IdempotencyKey     string
	Body                         []byte
}

type callLog struct {
	mu     sync.Mutex
	counts map[string]int
	log    []Call
}

const callLogSize = 2000

func (c *callLog) add(r *http.Request, body []byte) {
	call := Call{
		Method: r.Method, Pattern: pattern(r.URL.Path), Path: r.URL.Path, Query: r.URL.RawQuery,
		TenantID: r.Header.Get("Xero-Tenant-Id"), IdempotencyKey: r.Header.Get("Idempotency-Key"),
	}
	if strings.HasPrefix(r.URL.Path, apiBase) {
		call.Body = body
	}
	c.mu.Lock()
	defer c.mu.Unlock()
	if c.counts == nil {
		c.counts = map[string]int{}
	}
	c.counts[call.Method+" "+call.Pattern]++
	if len(c.log) >= callLogSize {
		c.log = c.log[1:]
	}
	c.log = append(c.log, call)
}

var (
	uuidPart  = regexp.MustCompile(`/[0-9a-fA-F]{8}-[0-9a-fA-F-]{27}`)
	namedPart = regexp.MustCompile(`^/(Invoices|Quotes|Contacts|TaxRates)/[^/]+`)
)

// pattern takes the base and the ids out of a path.
func pattern(path string) string {
	path = strings.TrimPrefix(path, strings.TrimSuffix(apiBase, "/"))
	path = uuidPart.ReplaceAllString(path, "/{id}")
	return namedPart.ReplaceAllString(path, "/$1/{id}")
}
