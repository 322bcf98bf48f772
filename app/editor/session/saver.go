package session

import (
	"context"
	"errors"
	"sync"
	"time"

	"litework/document"
)

// When autosave writes: after a rest, and at the latest after a while of
// uninterrupted typing.
const (
	saveRest  = time.Second
	saveLimit = 5 * time.Second
	// retryAfter a save that failed; typing on or Flush tries sooner.
	retryAfter = 15 * time.Second
)

// Saved is what the company file made of a save.
type Saved struct {
	Rev int64
	// Number of the document, which a first save may have given.
	Number string
}

// ErrStale is what Config.Save returns (wrapped or not) when the stored
// document is not the revision the save started from.
var ErrStale = errors.New("the document was changed elsewhere")

// NumberRefusedError is what Config.Save returns when the number cannot be
// used. The rest of the document is then saved under the number it had.
type NumberRefusedError struct{ Problem *document.Problem }

func (e *NumberRefusedError) Error() string { return e.Problem.Error() }

// State is how saving stands.
type State struct {
	// Saving: something is not saved yet, and will be by itself.
	Saving bool
	// Err is why the last save failed; nil when it did not.
	Err error
	// Number says why a number was refused; nil when none was.
	Number *document.Problem
}

// saver writes snapshots on its own goroutine, in order. Revision and base
// belong to that goroutine; mu guards only what waits.
type saver struct {
	s *Session

	mu      sync.Mutex
	pending *document.Document
	first   time.Time // first change not saved
	last    time.Time // last change
	retry   time.Time // after a failure
	adopts  []adoption
	running bool

	standing *standing

	wake   chan struct{}
	flush  chan chan error
	ctx    context.Context
	cancel context.CancelFunc
	ended  chan struct{}

	rev  int64
	base *document.Document // as stored at rev
}

type adoption struct {
	doc   *document.Document
	rev   int64
	label string
}

func newSaver(s *Session, rev int64) *saver {
	ctx, cancel := context.WithCancel(context.Background())
	base := s.doc.WithoutEmptyLines() // the company file holds none
	v := &saver{s: s, rev: rev, base: &base, ctx: ctx, cancel: cancel,
		wake: make(chan struct{}, 1), flush: make(chan chan error), ended: make(chan struct{})}
	v.standing = &standing{stored: rev, writer: v}
	return v
}

// changed hands over a new state of the document.
func (v *saver) changed(d *document.Document) {
	v.mu.Lock()
	now := time.Now()
	if v.pending == nil {
		v.first = now
	}
	v.pending, v.last, v.retry = d, now, time.Time{}
	v.standing.is(0, true)
	v.start()
	v.mu.Unlock()
	v.poke()
	v.s.report(func(st *State) { st.Saving = true })
}

func (v *saver) adopt(a adoption) {
	v.mu.Lock()
	v.adopts = append(v.adopts, a)
	v.start()
	v.mu.Unlock()
	v.poke()
}

// start runs the goroutine at the first thing it has to do: a document that is
// only looked at needs none.
func (v *saver) start() {
	if !v.running && v.ctx.Err() == nil {
		v.running = true
		go v.run()
	}
}

func (v *saver) poke() {
	select {
	case v.wake <- struct{}{}:
	default:
	}
}

func (v *saver) run() {
	defer close(v.ended)
	timer := time.NewTimer(0)
	defer timer.Stop()
	for {
		v.takeAdoptions()
		timer.Stop()
		var fire <-chan time.Time
		if wait, ok := v.due(); ok {
			timer.Reset(wait)
			fire = timer.C
		}
		select {
		case <-v.ctx.Done():
			return
		case <-v.wake:
		case <-fire:
			// The timer may have been set for an earlier state of things.
			if wait, ok := v.due(); ok && wait <= 0 {
				_ = v.save(v.ctx) // reported through the state
			}
		case reply := <-v.flush:
			v.takeAdoptions()
			reply <- v.save(v.ctx)
		}
	}
}

// due is how long to wait for the next save; false when nothing waits.
func (v *saver) due() (time.Duration, bool) {
	v.mu.Lock()
	defer v.mu.Unlock()
	if v.pending == nil {
		return 0, false
	}
	if !v.retry.IsZero() {
		return time.Until(v.retry), true
	}
	if v.rev == 0 {
		return 0, true // a new document takes its number at once
	}
	at := v.last.Add(saveRest)
	if limit := v.first.Add(saveLimit); limit.Before(at) {
		at = limit
	}
	return time.Until(at), true
}

// save writes what waits.
func (v *saver) save(ctx context.Context) error {
	v.mu.Lock()
	doc := v.pending
	v.pending = nil
	v.mu.Unlock()
	if doc == nil {
		return nil
	}
	if doc.Number == "" && v.base.Number != "" {
		// Written before the reply that gave the number was heard.
		numbered := doc.Clone()
		numbered.Number = v.base.Number
		doc = &numbered
	}
	var refused *document.Problem
	sent := doc
	for range 5 {
		saved, err := v.s.cfg.Save(ctx, *doc, v.rev)
		var number *NumberRefusedError
		switch {
		case err == nil:
			v.succeeded(sent, doc, saved, refused)
			return nil
		case errors.As(err, &number) && refused == nil:
			refused = number.Problem
			kept := doc.Clone()
			kept.Number = v.base.Number
			doc = &kept
		case errors.Is(err, ErrStale):
			theirs, rev, loadErr := v.s.cfg.Load(ctx, doc.ID)
			if loadErr != nil {
				v.failed(doc, loadErr)
				return loadErr
			}
			merged := merge(v.base, &theirs, doc)
			doc, v.rev = &merged, rev
			v.base = &theirs
		default:
			v.failed(doc, err)
			return err
		}
	}
	v.failed(doc, ErrStale)
	return ErrStale
}

// succeeded records a save. sent is what the session handed over, doc what was
// stored in the end.
func (v *saver) succeeded(sent, doc *document.Document, saved Saved, refused *document.Problem) {
	stored := doc.WithoutEmptyLines()
	stored.Number = saved.Number
	v.rev, v.base = saved.Rev, &stored
	v.mu.Lock()
	clean := v.pending == nil
	v.standing.is(saved.Rev, !clean)
	v.mu.Unlock()
	s := v.s
	s.cfg.Dispatch(func() {
		if sent.Number == "" || refused != nil {
			if s.doc.Number == sent.Number {
				s.setNumber(stored.Number)
			}
		}
		from := sent.WithoutEmptyLines()
		from.Number = stored.Number
		if !difference(&from, &stored).empty() {
			s.take(&from, &stored, "Change from elsewhere")
		}
		s.report(func(st *State) {
			st.Saving, st.Err = !clean, nil
			if refused != nil || clean {
				st.Number = refused
			}
		})
	})
}

func (v *saver) failed(doc *document.Document, err error) {
	v.mu.Lock()
	if v.pending == nil {
		v.pending = doc
	}
	v.retry = time.Now().Add(retryAfter)
	v.mu.Unlock()
	v.s.cfg.Dispatch(func() {
		v.s.report(func(st *State) { st.Saving, st.Err = false, err })
	})
}

// takeAdoptions makes what the company file holds by now the base of the next
// save, and hands it to the session.
func (v *saver) takeAdoptions() {
	v.mu.Lock()
	adopts := v.adopts
	v.adopts = nil
	v.mu.Unlock()
	for _, a := range adopts {
		if a.rev <= v.rev {
			continue
		}
		base := v.base
		v.rev, v.base = a.rev, a.doc
		v.mu.Lock()
		v.standing.at(a.rev)
		if v.pending != nil {
			merged := merge(base, a.doc, v.pending)
			v.pending = &merged
		}
		v.mu.Unlock()
		s := v.s
		s.cfg.Dispatch(func() { s.take(base, a.doc, a.label) })
	}
}

// abandon stops writing: what is not stored yet goes on elsewhere, or is given
// up.
func (v *saver) abandon() {
	v.mu.Lock()
	v.pending = nil
	v.mu.Unlock()
	v.cancel()
}

// report changes the state of saving and tells it, when it did change.
func (s *Session) report(change func(*State)) {
	next := s.state
	change(&next)
	if next != s.state {
		s.state = next
		s.cfg.OnState(next)
	}
}

// State is how saving stands.
func (s *Session) State() State { return s.state }

// Flush saves now what is not saved yet and waits for it.
func (s *Session) Flush(ctx context.Context) error {
	v := s.saver
	v.mu.Lock()
	running := v.running
	v.mu.Unlock()
	if !running {
		return nil
	}
	reply := make(chan error, 1)
	select {
	case v.flush <- reply:
	case <-v.ended:
		return nil
	case <-ctx.Done():
		return ctx.Err()
	}
	select {
	case err := <-reply:
		return err
	case <-ctx.Done():
		return ctx.Err()
	}
}

// Close saves what is not saved yet, stops the goroutine and waits for it. What
// cannot be saved is the error; then nothing is stopped: it goes on trying, until
// it is closed again or given up with Abandon.
func (s *Session) Close(ctx context.Context) error {
	if err := s.Flush(ctx); err != nil {
		return err
	}
	s.saver.cancel()
	s.wait(ctx)
	s.saver.standing.ended()
	return nil
}

// Abandon ends the session, whatever it has not saved, and waits for its
// goroutine.
func (s *Session) Abandon(ctx context.Context) {
	s.saver.abandon()
	s.wait(ctx)
	s.saver.standing.ended()
}

func (s *Session) wait(ctx context.Context) {
	s.saver.mu.Lock()
	running := s.saver.running
	s.saver.mu.Unlock()
	if running {
		select {
		case <-s.saver.ended:
		case <-ctx.Done():
		}
	}
}
