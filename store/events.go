package store

import (
	"slices"
	"sync"
)

// EventKind says what changed.
type EventKind string

// The kinds of event. ID is the document's, the contact's, or (OutboxChanged)
// the record's; the others have none.
const (
	DocumentChanged   EventKind = "document"
	ContactChanged    EventKind = "contact"
	SettingsChanged   EventKind = "settings"
	ReferenceChanged  EventKind = "reference"
	OutboxChanged     EventKind = "outbox"
	HistoryChanged    EventKind = "history"
	ConnectionChanged EventKind = "connection"
	QuickItemsChanged EventKind = "quick-items"
)

// Event tells that something was committed.
type Event struct {
	Kind EventKind
	ID   string
}

// Subscribe calls fn for every event, in the order of commits, on a goroutine
// of the file's. fn must not block for long and must not close the file. After
// cancel returns no call begins; one under way may still run.
func (f *File) Subscribe(fn func(Event)) (cancel func()) { return f.events.subscribe(fn) }

// eventQueue hands events to subscribers in order without ever making a writer
// wait: the queue grows instead.
type eventQueue struct {
	mu          sync.Mutex
	wake        chan struct{}
	done        chan struct{}
	pending     []Event
	subscribers []*subscriber
	closed      bool
}

type subscriber struct{ fn func(Event) }

func newEventQueue() *eventQueue {
	q := &eventQueue{wake: make(chan struct{}, 1), done: make(chan struct{})}
	go q.deliver()
	return q
}

func (q *eventQueue) subscribe(fn func(Event)) func() {
	s := &subscriber{fn: fn}
	q.mu.Lock()
	defer q.mu.Unlock()
	q.subscribers = append(q.subscribers, s)
	return func() {
		q.mu.Lock()
		defer q.mu.Unlock()
		q.subscribers = slices.DeleteFunc(slices.Clone(q.subscribers), func(o *subscriber) bool { return o == s })
	}
}

func (q *eventQueue) push(events []Event) {
	if len(events) == 0 {
		return
	}
	q.mu.Lock()
	q.pending = append(q.pending, events...)
	q.mu.Unlock()
	q.signal()
}

func (q *eventQueue) signal() {
	select {
	case q.wake <- struct{}{}:
	default:
	}
}

// close delivers what is still queued and waits for the goroutine to end.
func (q *eventQueue) close() {
	q.mu.Lock()
	q.closed = true
	q.mu.Unlock()
	q.signal()
	<-q.done
}

func (q *eventQueue) deliver() {
	defer close(q.done)
	for range q.wake {
		for {
			event, ok, closed := q.next()
			if ok {
				q.tell(event)
				continue
			}
			if closed {
				return
			}
			break
		}
	}
}

func (q *eventQueue) next() (e Event, ok, closed bool) {
	q.mu.Lock()
	defer q.mu.Unlock()
	if len(q.pending) == 0 {
		return Event{}, false, q.closed
	}
	e = q.pending[0]
	q.pending = q.pending[1:]
	return e, true, q.closed
}

// tell asks for the subscribers anew before each call, so that a cancel made
// meanwhile counts.
func (q *eventQueue) tell(e Event) {
	q.mu.Lock()
	subscribers := q.subscribers
	q.mu.Unlock()
	for _, s := range subscribers {
		q.mu.Lock()
		live := slices.Contains(q.subscribers, s)
		q.mu.Unlock()
		if live {
			s.fn(e)
		}
	}
}
