package page

import (
	"context"
	"sync"
	"sync/atomic"
	"time"

	"litework/app/kit"
)

// Reader reads for one page, off Fyne's goroutine. Work is grouped in slots: a
// newer read of a slot cancels the older one, and a result that comes late is
// dropped. Its methods belong to Fyne's goroutine, except Changed.
type Reader struct {
	env    kit.Env
	run    func(func())
	ctx    context.Context
	stop   context.CancelFunc
	work   sync.WaitGroup
	slots  map[string]*slot
	closed atomic.Bool

	// pending is set from an event until the page heard of it, so that a
	// thousand events that come together are told once.
	pending  atomic.Bool
	onChange func()
	// took is how long the longest read since the last change took, and heard
	// when that was.
	took  time.Duration
	heard time.Time
}

type slot struct {
	generation int
	cancel     context.CancelFunc
}

// Runner carries work out of Fyne's goroutine; nil stands for a goroutine.
type Runner func(func())

// NewReader returns a reader that shows its results through env.
func NewReader(env kit.Env, run Runner) *Reader {
	ctx, stop := context.WithCancel(context.Background())
	if run == nil {
		run = func(f func()) { go f() }
	}
	return &Reader{env: env, run: run, ctx: ctx, stop: stop, slots: map[string]*slot{}}
}

// Read runs read away from Fyne's goroutine and hands what it gave to show, on
// it. A later Read of the same slot cancels this one: then show is not called.
func Read[T any](r *Reader, name string, read func(context.Context) (T, error), show func(T, error)) {
	if r.closed.Load() {
		return
	}
	s := r.slots[name]
	if s == nil {
		s = &slot{}
		r.slots[name] = s
	}
	if s.cancel != nil {
		s.cancel()
	}
	s.generation++
	generation := s.generation
	ctx, cancel := context.WithCancel(r.ctx)
	s.cancel = cancel
	r.spawn(func() {
		start := time.Now()
		got, err := read(ctx)
		took := time.Since(start)
		r.env.Do(func() {
			r.took = max(r.took, took)
			cancel()
			if r.closed.Load() || s.generation != generation {
				return
			}
			s.cancel = nil
			show(got, err)
		})
	})
}

// Write runs a change of the company file away from Fyne's goroutine and then
// calls done on it. A change is never cancelled by a later one, nor by Close,
// which waits for it.
func Write[T any](r *Reader, write func(context.Context) (T, error), done func(T, error)) {
	if r.closed.Load() {
		return
	}
	r.spawn(func() {
		got, err := write(context.WithoutCancel(r.ctx))
		r.env.Do(func() {
			if !r.closed.Load() {
				done(got, err)
			}
		})
	})
}

// Go runs work that belongs to the page away from Fyne's goroutine. It is not
// cancelled by Close, which waits for it: bound its time.
func (r *Reader) Go(work func(context.Context)) {
	if r.closed.Load() {
		return
	}
	r.spawn(func() { work(context.WithoutCancel(r.ctx)) })
}

func (r *Reader) spawn(f func()) {
	r.work.Add(1)
	r.run(func() {
		defer r.work.Done()
		f()
	})
}

// Reading reports whether a read of the slot is under way.
func (r *Reader) Reading(name string) bool {
	s := r.slots[name]
	return s != nil && s.cancel != nil
}

// Events are gathered before the page reads again: for a moment at first. While
// they go on, as in a sync of thousands, reading takes at most one part in ten of
// the time, and what is shown is never older than two seconds.
const (
	settle     = 60 * time.Millisecond
	settleMost = 2 * time.Second
)

// wait is how long to gather events that begin now.
func (r *Reader) wait(now time.Time) time.Duration {
	next := r.heard.Add(min(10*r.took, settleMost))
	return max(settle, next.Sub(now))
}

// OnChange sets what happens some time after Changed.
func (r *Reader) OnChange(f func()) { r.onChange = f }

// Changed says that what the page shows may have changed. It may be called
// from any goroutine, as often as events come: the page hears of it once.
func (r *Reader) Changed() {
	if !r.pending.CompareAndSwap(false, true) {
		return
	}
	r.env.Do(func() {
		if r.closed.Load() {
			return
		}
		r.env.After(r.wait(time.Now()), func() {
			r.pending.Store(false)
			if !r.closed.Load() && r.onChange != nil {
				r.heard, r.took = time.Now(), 0
				r.onChange()
			}
		})
	})
}

// Close cancels every read and waits for the work to end; results that are
// still on their way are dropped.
func (r *Reader) Close() {
	r.closed.Store(true)
	r.stop()
	r.work.Wait()
}
