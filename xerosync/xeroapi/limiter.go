package xeroapi

import (
	"context"
	"math/rand/v2"
	"net/http"
	"strconv"
	"sync"
	"time"
)

// LimiterConfig sets up a [Limiter]. Zero values mean what the fields say.
type LimiterConfig struct {
	Clock      Clock                // SystemClock
	Concurrent int                  // 4 requests in flight; Xero allows 5
	PerMinute  int                  // 55 requests in any 60 seconds; Xero allows 60
	Jitter     func() time.Duration // 1 to 3 s, added to every Retry-After
}

// Limiter keeps one organisation's requests within Xero's limits. All clients
// of one organisation share one.
//
// It counts the requests of the last 60 seconds rather than filling a bucket:
// a bucket that allows a burst lets through twice its rate in its first
// minute.
type Limiter struct {
	clock     Clock
	perMinute int
	jitter    func() time.Duration
	slots     chan struct{}

	mu          sync.Mutex
	starts      []time.Time // of the requests of the last minute, oldest first
	pausedUntil time.Time
	dayUntil    time.Time
	day         int // remainder of the day; -1 not known
	dayMost     int // the largest remainder seen
	daySeen     time.Time
	minute      int // remainder of the minute; -1 not known
}

// Limits is what is known of the limits, for showing.
type Limits struct {
	// DayRemaining is the number of calls left today; DayKnown says whether
	// Xero told it yet. DayLimit is the day's limit as far as the remainders
	// that were seen tell: 1,000 or 5,000, by plan.
	DayRemaining int
	DayKnown     bool
	DayLimit     int
	// MinuteRemaining is what Xero said last, or -1.
	MinuteRemaining int
	// PausedUntil and DayStoppedUntil are zero unless all requests wait, or
	// are refused until then.
	PausedUntil     time.Time
	DayStoppedUntil time.Time
	InFlight        int
}

const (
	// The limits of a day by plan (xero.md section 1.7). Xero tells what
	// remains, never the limit.
	dayLimitStarter = 1000
	dayLimitPaid    = 5000
	// dayReadingGood is how long a low remainder holds background reads back.
	// The day's window starts anew at a time Xero does not tell, so one read
	// is let through now and then to learn of it.
	dayReadingGood = time.Hour
	window         = time.Minute
)

// NewLimiter returns a limiter that has seen nothing yet.
func NewLimiter(cfg LimiterConfig) *Limiter {
	l := &Limiter{clock: cfg.Clock, perMinute: cfg.PerMinute, jitter: cfg.Jitter, day: -1, minute: -1}
	if l.clock == nil {
		l.clock = SystemClock()
	}
	if l.perMinute <= 0 {
		l.perMinute = 55
	}
	if l.jitter == nil {
		l.jitter = func() time.Duration { return time.Second + rand.N(2*time.Second) }
	}
	n := cfg.Concurrent
	if n <= 0 {
		n = 4
	}
	l.slots = make(chan struct{}, n)
	return l
}

type backgroundKey struct{}

// WithBackground marks the requests of ctx as ones that nobody waits for. They
// are refused with [CodeDayReserve] when less than a fifth of the day's calls
// is left, which are kept for what the user asks for.
func WithBackground(ctx context.Context) context.Context {
	return context.WithValue(ctx, backgroundKey{}, true)
}

func isBackground(ctx context.Context) bool {
	b, _ := ctx.Value(backgroundKey{}).(bool)
	return b
}

// acquire waits until a request may start and returns what to call when it has
// ended. Its errors mean that nothing was sent.
func (l *Limiter) acquire(ctx context.Context) (release func(), err error) {
	if err := l.allowed(ctx); err != nil {
		return nil, err
	}
	select {
	case l.slots <- struct{}{}:
	case <-ctx.Done():
		return nil, withOutcome(ctx.Err(), OutcomeNotSent)
	}
	for {
		wait := l.start(isBackground(ctx))
		if wait <= 0 {
			return func() { <-l.slots }, nil
		}
		err := l.clock.Sleep(ctx, wait)
		if err != nil {
			err = withOutcome(err, OutcomeNotSent)
		} else {
			err = l.allowed(ctx)
		}
		if err != nil {
			<-l.slots
			return nil, err
		}
	}
}

// start counts a request in and returns 0, or returns how long to wait first.
// The last tenth of a minute's requests is not for the background, so that
// what the user asks for need not wait for the minute to end.
func (l *Limiter) start(background bool) time.Duration {
	l.mu.Lock()
	defer l.mu.Unlock()
	now := l.clock.Now()
	if wait := l.pausedUntil.Sub(now); wait > 0 {
		return wait
	}
	for len(l.starts) > 0 && now.Sub(l.starts[0]) >= window {
		l.starts = l.starts[1:]
	}
	room := l.perMinute
	if background {
		room -= room / 10
	}
	if over := len(l.starts) - room; over >= 0 {
		return window - now.Sub(l.starts[over])
	}
	l.starts = append(l.starts, now)
	return 0
}

// allowed refuses at once what the day leaves no room for.
func (l *Limiter) allowed(ctx context.Context) error {
	l.mu.Lock()
	defer l.mu.Unlock()
	now := wall(l.clock)
	if wait := l.dayUntil.Sub(now); wait > 0 {
		e := &Error{Outcome: OutcomeNotSent, RetryAfter: wait, Problem: LimitDay}
		e.set(dayLimitMeaning)
		return e
	}
	if !isBackground(ctx) || l.day < 0 || l.day*5 >= l.limit() {
		return nil
	}
	if now.Sub(l.daySeen) >= dayReadingGood {
		l.daySeen = now
		return nil
	}
	return &Error{Code: CodeDayReserve, Outcome: OutcomeNotSent, Problem: LimitDay,
		Message: "Few of today's calls to Xero are left; they are kept for what you ask for.",
		Fix:     "Background sync goes on when there are more."}
}

func (l *Limiter) limit() int {
	if l.dayMost <= dayLimitStarter {
		return dayLimitStarter
	}
	return max(l.dayMost, dayLimitPaid)
}

// observe reads the remainders from the headers of an answer.
func (l *Limiter) observe(h http.Header) {
	l.mu.Lock()
	defer l.mu.Unlock()
	if n, err := strconv.Atoi(h.Get("X-Daylimit-Remaining")); err == nil && n >= 0 {
		l.day, l.daySeen = n, wall(l.clock)
		l.dayMost = max(l.dayMost, n)
	}
	if n, err := strconv.Atoi(h.Get("X-Minlimit-Remaining")); err == nil && n >= 0 {
		l.minute = n
	}
}

// hit makes all requests wait, or be refused for the day, after a 429. The
// jitter it adds to Retry-After is part of what e then says.
func (l *Limiter) hit(e *Error) {
	if e.Problem == "" {
		return
	}
	e.RetryAfter += l.jitter()
	l.mu.Lock()
	defer l.mu.Unlock()
	if e.Problem == LimitDay {
		l.day = 0
		l.dayUntil = later(l.dayUntil, wall(l.clock).Add(e.RetryAfter))
		return
	}
	l.pausedUntil = later(l.pausedUntil, l.clock.Now().Add(e.RetryAfter))
}

func later(a, b time.Time) time.Time {
	if a.After(b) {
		return a
	}
	return b
}

// Limits returns what is known now.
func (l *Limiter) Limits() Limits {
	l.mu.Lock()
	defer l.mu.Unlock()
	s := Limits{DayRemaining: max(l.day, 0), DayKnown: l.day >= 0, DayLimit: l.limit(),
		MinuteRemaining: l.minute, InFlight: len(l.slots)}
	if l.pausedUntil.After(l.clock.Now()) {
		s.PausedUntil = l.pausedUntil
	}
	if l.dayUntil.After(wall(l.clock)) {
		s.DayStoppedUntil = l.dayUntil
	}
	return s
}
