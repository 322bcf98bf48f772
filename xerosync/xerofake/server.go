package xerofake

import (
	"context"
	"errors"
	"fmt"
	"net"
	"net/http"
	"sync"
	"time"

	"github.com/google/uuid"
)

// Config says how a simulator behaves. The zero value is a usable New Zealand
// organisation in memory, with Xero's own limits.
type Config struct {
	Clock       func() time.Time // nil: time.Now
	NewID       func() string    // a new UUID; nil: random
	State       string           // file that keeps the state between starts; "" keeps it in memory
	Demo        bool             // seed the demo organisation with its contacts and documents
	Country     string           // NZ (default), AU or UK: chart, tax rates, currency
	AutoApprove bool             // the consent page answers Allow by itself, for the first organisation
	Redirects   []string         // registered redirect URIs; nil: http://localhost:53682..53684/callback
	ClientIDs   []string         // registered apps; nil: any
	AccessTTL   time.Duration    // life of an access token; 0: 30 minutes
	Limits      Limits
	Switches    Switches
	// Front stands before a simulator that Start serves, such as a check of
	// what passes; nil: nothing.
	Front func(http.Handler) http.Handler
}

// Limits are Xero's call limits; zero fields take Xero's own numbers.
type Limits struct {
	Off        bool // count and tell, but refuse nothing
	Minute     int  // per organisation; 60
	Day        int  // per organisation; 5000
	AppMinute  int  // over all organisations; 10000
	Concurrent int  // per organisation; 5
}

// Server is a simulated Xero. It is an http.Handler; all of its state is
// behind one mutex.
type Server struct {
	cfg    Config
	faults *Faults
	limits *limiter
	csrf   string // token in the forms of the pages

	mu      sync.Mutex
	state   *state
	skew    time.Duration
	saveErr error

	calls callLog
}

// New makes a simulator. It fails when the state file exists and cannot be
// read.
func New(cfg Config) (*Server, error) {
	if cfg.Clock == nil {
		cfg.Clock = time.Now
	}
	if cfg.NewID == nil {
		cfg.NewID = uuid.NewString
	}
	if cfg.Country == "" {
		cfg.Country = "NZ"
	}
	if cfg.AccessTTL == 0 {
		cfg.AccessTTL = 30 * time.Minute
	}
	if cfg.Redirects == nil {
		for port := 53682; port <= 53684; port++ {
			cfg.Redirects = append(cfg.Redirects, fmt.Sprintf("http://localhost:%d/callback", port))
		}
	}
	s := &Server{cfg: cfg, faults: &Faults{}, limits: newLimiter(cfg.Limits), csrf: uuid.NewString()}
	return s, s.open()
}

// Control plays the other side on the first organisation.
func (s *Server) Control() *Control { return &Control{s: s} }

// Faults makes requests fail.
func (s *Server) Faults() *Faults { return s.faults }

// Close saves the state. It returns the first error any save met.
func (s *Server) Close() error {
	s.mu.Lock()
	defer s.mu.Unlock()
	s.save()
	return s.saveErr
}

// now is the simulator's idea of the time. The caller holds the mutex.
func (s *Server) now() time.Time {
	return s.cfg.Clock().Add(s.skew).UTC().Truncate(time.Millisecond)
}

// Running is a simulator on a listener of its own.
type Running struct {
	URL    string // http://127.0.0.1:port
	Server *Server

	http *http.Server
	done chan error
}

// Start serves a simulator at addr, such as 127.0.0.1:0, until Close.
func Start(addr string, cfg Config) (*Running, error) {
	s, err := New(cfg)
	if err != nil {
		return nil, err
	}
	l, err := net.Listen("tcp", addr)
	if err != nil {
		return nil, fmt.Errorf("listen on %s: %w", addr, err)
	}
	var handler http.Handler = s
	if cfg.Front != nil {
		handler = cfg.Front(s)
	}
	r := &Running{
		URL:    "http://" + l.Addr().String(),
		Server: s,
		http:   &http.Server{Handler: handler, ReadHeaderTimeout: 10 * time.Second},
		done:   make(chan error, 1),
	}
	go func() { r.done <- r.http.Serve(l) }()
	return r, nil
}

// Close stops listening, waits up to two seconds for requests in progress,
// cuts off the rest and saves the state.
func (r *Running) Close() error {
	ctx, cancel := context.WithTimeout(context.Background(), 2*time.Second)
	defer cancel()
	err := r.http.Shutdown(ctx)
	if errors.Is(err, context.DeadlineExceeded) {
		err = r.http.Close()
	}
	if e := <-r.done; !errors.Is(e, http.ErrServerClosed) {
		err = errors.Join(err, e)
	}
	return errors.Join(err, r.Server.Close())
}
