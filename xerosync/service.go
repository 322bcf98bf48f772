package xerosync

import (
	"context"
	"errors"
	"log/slog"
	"net/http"
	"reflect"
	"sync"
	"sync/atomic"
	"time"

	"litework/document"
	"litework/store"
	"litework/xerosync/xeroapi"
)

// Config is what a service needs from outside. File, Endpoints and Secrets are
// required.
type Config struct {
	File      *store.File
	Endpoints xeroapi.Endpoints
	// Server names the Xero that links, bases, marks and the keyring entry are
	// kept under; empty is the API's address. The demo organisation, whose
	// address changes with every start, has a name of its own.
	Server string
	// ClientID is used where the connection does not name one.
	ClientID string
	Secrets  xeroapi.SecretStore
	HTTP     *http.Client // nil: a client of its own
	Clock    func() time.Time
	NewID    func() string
	Log      *slog.Logger
	// OpenBrowser shows the consent page; nil leaves it to the caller.
	OpenBrowser func(url string) error

	// at is told where the worker is, for tests that end it there. sleep is
	// how it waits for Xero's limits.
	at    func(point string)
	sleep func(ctx context.Context, d time.Duration) error
}

// Service is the one worker that talks to Xero for a company file. Its methods
// may be called from any goroutine.
type Service struct {
	cfg Config
	// turn is held by whatever talks to Xero or decides what to send: a step,
	// connecting, disconnecting. Writes to Xero are serial.
	turn chan struct{}
	wake chan struct{}

	// These are the engine's own, guarded by turn.
	session session
	remotes *remotes

	holds     holds
	importing importing

	// contactsAgain: what has to be sent of contacts is to be weighed again.
	contactsAgain atomic.Bool

	mu      sync.Mutex // guards what follows
	state   State
	subs    map[int]func(State)
	nextSub int
	asks    []Ask
	answers map[string]bool // by the id of the question
	syncNow bool            // asked for and not begun
}

// New makes a service. It talks to nobody before Serve or Step.
func New(cfg Config) *Service {
	if cfg.Clock == nil {
		cfg.Clock = time.Now
	}
	if cfg.NewID == nil {
		cfg.NewID = store.NewID
	}
	if cfg.Log == nil {
		cfg.Log = slog.New(slog.DiscardHandler)
	}
	if cfg.HTTP == nil {
		cfg.HTTP = xeroapi.NewHTTPClient(cfg.Log)
	}
	if cfg.at == nil {
		cfg.at = func(string) {}
	}
	s := &Service{
		cfg: cfg, turn: make(chan struct{}, 1), wake: make(chan struct{}, 1),
		subs: map[int]func(State){}, answers: map[string]bool{}, state: State{Phase: Off},
	}
	s.session = newSession()
	s.importing.chunk = importChunk
	return s
}

// Serve runs the worker until ctx ends, and returns within a second of that.
// It returns nil then, else why it cannot go on.
func (s *Service) Serve(ctx context.Context) error {
	defer s.closeIfIdle()
	cancel := s.cfg.File.Subscribe(func(e store.Event) {
		switch e.Kind {
		case store.OutboxChanged, store.ConnectionChanged, store.ContactChanged, store.SettingsChanged:
			s.Wake()
		}
	})
	defer cancel()
	for ctx.Err() == nil {
		did, err := s.Step(ctx)
		if ctx.Err() != nil {
			break
		}
		if err != nil {
			s.cfg.Log.Error("sync step", "error", err)
		}
		if did && err == nil {
			continue
		}
		if !s.rest(ctx, err != nil) {
			break
		}
	}
	return nil
}

// rest waits for something to do; false when ctx ended.
func (s *Service) rest(ctx context.Context, failed bool) bool {
	wait := time.Hour
	if due := s.State().Next; !due.IsZero() {
		wait = max(due.Sub(s.cfg.Clock()), 10*time.Millisecond)
	}
	if failed {
		wait = max(wait, 10*time.Second)
	}
	timer := time.NewTimer(wait)
	defer timer.Stop()
	select {
	case <-ctx.Done():
		return false
	case <-s.wake:
	case <-timer.C:
	}
	return true
}

// closeIfIdle lets go of the connections to Xero, unless somebody else is using
// them just now.
func (s *Service) closeIfIdle() {
	select {
	case s.turn <- struct{}{}:
		s.closeRemotes()
		s.unlock()
	default:
	}
}

// Wake makes the worker look for work now rather than at its next time.
func (s *Service) Wake() {
	select {
	case s.wake <- struct{}{}:
	default:
	}
}

// State is a picture of the worker now.
func (s *Service) State() State {
	s.mu.Lock()
	defer s.mu.Unlock()
	return s.state
}

// Subscribe calls fn with every new state, from the worker's goroutine: fn
// must not wait for the service. The returned function ends it.
func (s *Service) Subscribe(fn func(State)) (cancel func()) {
	s.mu.Lock()
	defer s.mu.Unlock()
	id := s.nextSub
	s.nextSub++
	s.subs[id] = fn
	return func() {
		s.mu.Lock()
		defer s.mu.Unlock()
		delete(s.subs, id)
	}
}

// publish changes the state and tells the subscribers if it is another.
func (s *Service) publish(change func(*State)) {
	s.mu.Lock()
	old := s.state
	change(&s.state)
	now := s.state
	fns := make([]func(State), 0, len(s.subs))
	for _, fn := range s.subs {
		fns = append(fns, fn)
	}
	s.mu.Unlock()
	if sameState(old, now) {
		return
	}
	for _, fn := range fns {
		fn(now)
	}
}

func sameState(a, b State) bool { return reflect.DeepEqual(a, b) }

// lock waits for the turn; it fails when ctx ends first.
func (s *Service) lock(ctx context.Context) error {
	select {
	case s.turn <- struct{}{}:
		return nil
	case <-ctx.Done():
		return ctx.Err()
	}
}

func (s *Service) unlock() { <-s.turn }

// commit runs fn in one durable transaction of the company file. What Xero has
// answered is recorded even while the program is closing.
func (s *Service) commit(ctx context.Context, name string, fn func(tx *store.SyncTx) error) error {
	s.cfg.at("before " + name)
	err := s.cfg.File.Sync(context.WithoutCancel(ctx), func(tx *store.SyncTx) error {
		if err := fn(tx); err != nil {
			return err
		}
		s.cfg.at("within " + name)
		return nil
	})
	if err != nil {
		return err
	}
	s.cfg.at("after " + name)
	return nil
}

// view reads one consistent state of the company file.
func (s *Service) view(ctx context.Context, fn func(tx *store.SyncTx) error) error {
	return s.cfg.File.View(ctx, fn)
}

// wallNow is the time by the wall clock: what is stored.
func (s *Service) wallNow() time.Time { return s.cfg.Clock().Round(0) }

// asProblem gives err in words for the user.
func asProblem(err error) *document.Problem {
	var p *document.Problem
	if errors.As(err, &p) {
		return p
	}
	if e, ok := xeroapi.AsError(err); ok {
		return &document.Problem{Code: problemCode(e.Code), Sentence: e.Message, Fix: e.Fix}
	}
	return &document.Problem{Code: "unexpected", Sentence: "Something unexpected happened: " + err.Error() + "."}
}
