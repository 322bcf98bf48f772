package xerofake

import (
	"crypto/sha256"
	"encoding/hex"
	"fmt"
	"net/http"
	"time"
)

// stored is an answer kept for an Idempotency-Key.
type stored struct {
	Request string // method, address and body of the request it belongs to
	Reply   reply
	Expires time.Time
}

// idempotent answers a write from the store, or runs it and keeps what it
// answered, errors too. Keys belong to an app; reads and deletes ignore them.
func (s *Server) idempotent(c *call, run func() reply) reply {
	key := c.r.Header.Get("Idempotency-Key")
	if key == "" || c.r.Method == http.MethodGet || c.r.Method == http.MethodDelete {
		return run()
	}
	if len(key) > 128 {
		return apiError(10, "ValidationException", "Idempotency Key must be 128 characters or less.")
	}
	sum := sha256.Sum256(c.body)
	request := c.r.Method + " " + c.r.URL.RequestURI() + " " + c.r.Header.Get("Xero-Tenant-Id") + " " + hex.EncodeToString(sum[:])
	slot := c.token.ClientID + " " + key
	if kept := s.state.Replies[slot]; kept != nil && s.now().Before(kept.Expires) {
		if kept.Request != request {
			return apiError(10, "ValidationException", fmt.Sprintf("Idempotency Key: %s is used with a different request.", key))
		}
		return kept.Reply
	}
	life := 6 * time.Minute
	if s.cfg.Switches.IdempotencyFor24h {
		life = 24 * time.Hour
	}
	answer := run()
	s.state.Replies[slot] = &stored{Request: request, Reply: answer, Expires: s.now().Add(life)}
	return answer
}
