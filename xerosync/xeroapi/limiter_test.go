package xeroapi

import (
	"context"
	"errors"
	"net/http"
	"strconv"
	"testing"
	"testing/synctest"
	"time"

	"pgregory.net/rapid"
)

func TestNeverMoreThan55InAnyMinute(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		clock := newTestClock()
		l := NewLimiter(LimiterConfig{Clock: clock})
		ctxs := []context.Context{context.Background(), WithBackground(context.Background())}
		var starts []time.Time
		for range 150 {
			clock.advance(time.Duration(rapid.IntRange(0, 3000).Draw(t, "ms")) * time.Millisecond)
			release, err := l.acquire(ctxs[rapid.IntRange(0, 1).Draw(t, "background")])
			if err != nil {
				t.Fatal(err)
			}
			starts = append(starts, clock.Now())
			release()
		}
		for i := 55; i < len(starts); i++ {
			if starts[i].Sub(starts[i-55]) < time.Minute {
				t.Fatalf("56 requests within %s", starts[i].Sub(starts[i-55]))
			}
		}
	})
}

func TestTheUserNeedNotWaitForTheBackground(t *testing.T) {
	clock := newTestClock()
	l := NewLimiter(LimiterConfig{Clock: clock})
	take := func(ctx context.Context) time.Duration {
		before := clock.Now()
		release, err := l.acquire(ctx)
		if err != nil {
			t.Fatal(err)
		}
		release()
		return clock.Now().Sub(before)
	}
	for i := range 50 {
		if w := take(WithBackground(t.Context())); w != 0 {
			t.Fatalf("request %d waited %s", i, w)
		}
	}
	for i := range 5 {
		if w := take(t.Context()); w != 0 {
			t.Fatalf("request %d of the user waited %s", i, w)
		}
	}
	if w := take(t.Context()); w != time.Minute {
		t.Errorf("the 56th waited %s", w)
	}
}

func TestFourInFlight(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		l := NewLimiter(LimiterConfig{})
		var releases []func()
		for range 4 {
			release, err := l.acquire(t.Context())
			if err != nil {
				t.Fatal(err)
			}
			releases = append(releases, release)
		}
		entered := make(chan func())
		go func() {
			release, _ := l.acquire(t.Context())
			entered <- release
		}()
		synctest.Wait()
		select {
		case <-entered:
			t.Fatal("a fifth is in flight")
		default:
		}
		if n := l.Limits().InFlight; n != 4 {
			t.Errorf("%d in flight", n)
		}
		releases[0]()
		(<-entered)()
	})
}

func TestRetryAfterOfTheMinutePausesEveryone(t *testing.T) {
	clock := newTestClock()
	l := NewLimiter(LimiterConfig{Clock: clock, Jitter: func() time.Duration { return 2 * time.Second }})
	e := failure(429, http.Header{"X-Rate-Limit-Problem": {"minute"}, "Retry-After": {"17"}}, nil, clock.Now())
	l.hit(e)
	if e.Code != CodeMinuteLimit || e.RetryAfter != 19*time.Second || l.Limits().PausedUntil.IsZero() {
		t.Errorf("%+v", e)
	}
	before := clock.Now()
	release, err := l.acquire(t.Context())
	if err != nil {
		t.Fatal(err)
	}
	release()
	if w := clock.Now().Sub(before); w != 19*time.Second {
		t.Errorf("waited %s", w)
	}
	if !l.Limits().PausedUntil.IsZero() {
		t.Error("still paused")
	}
}

func TestTheDaysLimitStopsUntilItsDeadline(t *testing.T) {
	clock := newTestClock()
	l := NewLimiter(LimiterConfig{Clock: clock, Jitter: func() time.Duration { return time.Second }})
	l.hit(failure(429, http.Header{"X-Rate-Limit-Problem": {"DayLimit"}, "Retry-After": {"3600"}}, nil, clock.Now()))
	for _, ctx := range []context.Context{t.Context(), WithBackground(t.Context())} {
		_, err := l.acquire(ctx)
		e := mustError(t, err)
		if e.Code != CodeDayLimit || !IsNotSent(err) || e.RetryAfter != 3601*time.Second {
			t.Errorf("%+v", e)
		}
	}
	if got := l.Limits(); !got.DayStoppedUntil.Equal(clock.Now().Add(3601*time.Second)) || got.DayRemaining != 0 || len(clock.slept) != 0 {
		t.Errorf("%+v", got)
	}
	clock.advance(3601 * time.Second)
	if _, err := l.acquire(t.Context()); err != nil {
		t.Errorf("after the deadline: %v", err)
	}
}

func TestAReserveOfTheDayIsKeptForTheUser(t *testing.T) {
	clock := newTestClock()
	l := NewLimiter(LimiterConfig{Clock: clock})
	left := func(n int) { l.observe(http.Header{"X-Daylimit-Remaining": {strconv.Itoa(n)}}) }
	background := func() error {
		release, err := l.acquire(WithBackground(t.Context()))
		if err == nil {
			release()
		}
		return err
	}
	if err := background(); err != nil {
		t.Errorf("nothing known: %v", err)
	}
	left(200)
	if err := background(); err != nil {
		t.Errorf("200 of 1,000: %v", err)
	}
	left(199)
	if err := background(); !IsCode(err, CodeDayReserve) || !IsNotSent(err) {
		t.Errorf("199 of 1,000: %v", err)
	}
	if release, err := l.acquire(t.Context()); err != nil {
		t.Errorf("the user is refused: %v", err)
	} else {
		release()
	}
	left(4900)
	left(979)
	if err := background(); !IsCode(err, CodeDayReserve) {
		t.Errorf("979 of 4,900: %v", err)
	}
	if got := l.Limits(); got.DayLimit != 5000 || got.DayRemaining != 979 || !got.DayKnown {
		t.Errorf("%+v", got)
	}
	// The day starts anew at a time nobody tells: one read an hour finds out.
	clock.advance(time.Hour)
	if err := background(); err != nil {
		t.Errorf("after an hour: %v", err)
	}
	if err := background(); !IsCode(err, CodeDayReserve) {
		t.Errorf("only one is let through: %v", err)
	}
	left(5000)
	if err := background(); err != nil {
		t.Errorf("a new day: %v", err)
	}
}

func TestWaitingEndsWithTheContext(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		l := NewLimiter(LimiterConfig{})
		l.hit(&Error{Problem: LimitMinute, RetryAfter: 30 * time.Second})
		ctx, cancel := context.WithTimeout(t.Context(), 5*time.Second)
		defer cancel()
		_, err := l.acquire(ctx)
		if !IsNotSent(err) || !errors.Is(err, context.DeadlineExceeded) {
			t.Errorf("got %v", err)
		}
		if n := l.Limits().InFlight; n != 0 {
			t.Errorf("%d slots are lost", n)
		}
	})
}

func TestRetryAfterEncodings(t *testing.T) {
	now := time.Date(2026, 11, 20, 9, 0, 0, 0, time.UTC)
	for text, want := range map[string]time.Duration{"": 0, "x": 0, "-5": 0, "NaN": 0, "Inf": 24 * time.Hour, "1e300": 24 * time.Hour, "1.5": 1500 * time.Millisecond,
		"67000": 67000 * time.Second, "999999": 24 * time.Hour, "Fri, 20 Nov 2026 09:01:00 GMT": 30 * time.Second} {
		h := http.Header{"Retry-After": {text}, "Date": {"Fri, 20 Nov 2026 09:00:30 GMT"}}
		if got := retryAfter(h, now); got != want {
			t.Errorf("%q: %s, want %s", text, got, want)
		}
	}
}
