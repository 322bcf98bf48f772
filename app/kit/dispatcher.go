package kit

import (
	"sync"
	"time"

	"fyne.io/fyne/v2"
)

// Dispatcher runs a function on Fyne's goroutine, later than now.
type Dispatcher func(func())

// OnUI returns the dispatcher of the running program.
func OnUI() Dispatcher { return fyne.Do }

// QueueDispatcher collects functions until a test drains them. It may be used
// from any goroutine; Drain belongs to the goroutine that plays Fyne's.
type QueueDispatcher struct {
	mu    sync.Mutex
	queue []func()
}

// Do adds a function to the queue. It is a Dispatcher.
func (q *QueueDispatcher) Do(f func()) {
	q.mu.Lock()
	defer q.mu.Unlock()
	q.queue = append(q.queue, f)
}

// Drain runs what is in the queue, and what that adds, until it is empty. It
// returns how many functions ran.
func (q *QueueDispatcher) Drain() int {
	n := 0
	for {
		q.mu.Lock()
		if len(q.queue) == 0 {
			q.mu.Unlock()
			return n
		}
		f := q.queue[0]
		q.queue = q.queue[1:]
		q.mu.Unlock()
		f()
		n++
	}
}

// Timer calls f on Fyne's goroutine after d, unless stop is called before.
type Timer func(d time.Duration, f func()) (stop func())

// ManualTimer is a Timer for tests: time passes only by Advance.
type ManualTimer struct {
	now     time.Duration
	waiting []*manualCall
}

type manualCall struct {
	at time.Duration
	f  func()
}

// After is the Timer.
func (m *ManualTimer) After(d time.Duration, f func()) (stop func()) {
	c := &manualCall{at: m.now + d, f: f}
	m.waiting = append(m.waiting, c)
	return func() { c.f = nil }
}

// Advance lets d pass and runs what falls due, in order.
func (m *ManualTimer) Advance(d time.Duration) {
	end := m.now + d
	for {
		next := -1
		for i, c := range m.waiting {
			if c.at <= end && (next < 0 || c.at < m.waiting[next].at) {
				next = i
			}
		}
		if next < 0 {
			break
		}
		c := m.waiting[next]
		m.waiting = append(m.waiting[:next], m.waiting[next+1:]...)
		m.now = c.at
		if c.f != nil {
			c.f()
		}
	}
	m.now = end
}

// Env is what the widgets of one window take from the outside.
type Env struct {
	Do    Dispatcher
	After Timer
	// Motion reports whether things may move by themselves, for at most
	// [MotionTime]; nil stands for no.
	Motion func() bool
}

// MotionTime is how long a motion may last.
const MotionTime = 120 * time.Millisecond

// moves reports whether things may move by themselves.
func (e Env) moves() bool { return e.Motion != nil && e.Motion() && e.After != nil }

// NewEnv returns the Env of the running program.
func NewEnv() Env {
	return Env{
		Do: fyne.Do,
		After: func(d time.Duration, f func()) func() {
			t := time.AfterFunc(d, func() { fyne.Do(f) })
			return func() { t.Stop() }
		},
	}
}
