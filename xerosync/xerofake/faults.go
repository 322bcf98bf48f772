package xerofake

import (
	"net/http"
	"slices"
	"strings"
	"sync"
	"time"
)

// FaultHeader marks answers that are not Xero's ordinary ones, so that a
// contract check can leave them out. It never goes over the wire when the
// check wraps the server.
const FaultHeader = "X-Fake-Fault"

// Faults is a queue of failures to come. The first entry that matches a
// request is used; it is gone after its number of times.
type Faults struct {
	mu    sync.Mutex
	queue []queued
}

type queued struct {
	match Match
	fault Fault
	times int
}

// Match chooses requests.
type Match func(*http.Request) bool

// On matches a method ("" = any) and a part of the path.
func On(method, pathPart string) Match {
	return func(r *http.Request) bool {
		return (method == "" || r.Method == method) && strings.Contains(r.URL.Path, pathPart)
	}
}

// Fault is one way for a request to fail. The functions of this file make
// them.
type Fault struct {
	kind       faultKind
	delay      time.Duration
	retryAfter int // seconds; below 0: no header
	problem    string
	gate       <-chan struct{}
	run        func()
}

type faultKind int

const (
	noFault faultKind = iota
	latency
	gate
	runBefore
	runAfter
	dropBefore
	dropAfter
	dropBody
	tooMany
	status500JSON
	status500HTML
	status503HTML
	status503Offline
	garbledBefore
	garbled200
	tokenExpired
)

// Latency lets the request wait before it is handled.
func Latency(d time.Duration) Fault { return Fault{kind: latency, delay: d} }

// Gate lets the request wait until the channel is closed or sends.
func Gate(open <-chan struct{}) Fault { return Fault{kind: gate, gate: open} }

// RunBefore calls f before the request is handled normally.
func RunBefore(f func()) Fault { return Fault{kind: runBefore, run: f} }

// RunAfter calls f after the request was handled and before its answer
// leaves, as when someone in Xero is quick.
func RunAfter(f func()) Fault { return Fault{kind: runAfter, run: f} }

// DropBefore closes the connection without handling the request.
func DropBefore() Fault { return Fault{kind: dropBefore} }

// DropAfter handles the request, then closes the connection without a reply.
func DropAfter() Fault { return Fault{kind: dropAfter} }

// DropBody handles the request and sends half of the answer's body.
func DropBody() Fault { return Fault{kind: dropBody} }

// TooMany answers 429. The limit is minute, day, concurrent or appminute;
// retryAfter is in seconds, below 0 for no Retry-After header.
func TooMany(limit string, retryAfter int) Fault {
	return Fault{kind: tooMany, problem: limit, retryAfter: retryAfter}
}

// Status500JSON answers 500 with problem JSON. The answer is kept for the
// Idempotency-Key, as Xero keeps its internal errors.
func Status500JSON() Fault { return Fault{kind: status500JSON} }

// Status500HTML answers 500 with Xero's error page.
func Status500HTML() Fault { return Fault{kind: status500HTML} }

// Status503HTML answers 503 with the page of the network in front of Xero.
func Status503HTML() Fault { return Fault{kind: status503HTML} }

// Status503Offline answers 503 as during maintenance.
func Status503Offline() Fault { return Fault{kind: status503Offline} }

// Garbled200 handles the request and answers 200 with an HTML page.
func Garbled200() Fault { return Fault{kind: garbled200} }

// GarbledBefore answers 200 with broken JSON and does nothing.
func GarbledBefore() Fault { return Fault{kind: garbledBefore} }

// TokenExpired answers 401 TokenExpired without handling the request.
func TokenExpired() Fault { return Fault{kind: tokenExpired} }

// Next queues a fault for the next matching requests; times below 1 means
// until Clear.
func (f *Faults) Next(match Match, fault Fault, times int) {
	f.mu.Lock()
	defer f.mu.Unlock()
	f.queue = append(f.queue, queued{match, fault, times})
}

// Clear forgets all faults still to come.
func (f *Faults) Clear() {
	f.mu.Lock()
	defer f.mu.Unlock()
	f.queue = nil
}

// Pending is how many entries have not been used up.
func (f *Faults) Pending() int {
	f.mu.Lock()
	defer f.mu.Unlock()
	return len(f.queue)
}

// take gives the fault of a request, of kind noFault when it has none.
func (f *Faults) take(r *http.Request) Fault {
	f.mu.Lock()
	defer f.mu.Unlock()
	for i := range f.queue {
		q := &f.queue[i]
		if !q.match(r) {
			continue
		}
		fault := q.fault
		if q.times--; q.times == 0 {
			f.queue = slices.Delete(f.queue, i, i+1)
		}
		return fault
	}
	return Fault{}
}

// strange says whether the answer is not one of Xero's ordinary ones.
func (f Fault) strange() bool { return f.kind >= dropBody }
