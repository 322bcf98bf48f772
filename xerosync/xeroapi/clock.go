package xeroapi

import (
	"context"
	"time"
)

// Clock is time as this package sees it. The system's is [SystemClock]; a test
// or a replay brings its own.
type Clock interface {
	Now() time.Time
	// Sleep waits for d or until ctx ends, whose error it then returns.
	Sleep(ctx context.Context, d time.Duration) error
}

// SystemClock returns the clock of the machine.
func SystemClock() Clock { return systemClock{} }

type systemClock struct{}

func (systemClock) Now() time.Time { return time.Now() }

func (systemClock) Sleep(ctx context.Context, d time.Duration) error {
	if d <= 0 {
		return ctx.Err()
	}
	t := time.NewTimer(d)
	defer t.Stop()
	select {
	case <-t.C:
		return nil
	case <-ctx.Done():
		return ctx.Err()
	}
}

// wall returns the clock's time without its monotonic part: after a suspend
// only the wall clock knows how much time went by.
func wall(c Clock) time.Time { return c.Now().Round(0) }
