package page

import (
	"context"
	"testing"
	"time"

	"litework/app/kit"
)

// stage is a reader whose work and time pass when the test says so.
type stage struct {
	*Reader
	queue kit.QueueDispatcher
	timer kit.ManualTimer
	work  []func()
}

func newStage() *stage {
	s := &stage{}
	s.Reader = NewReader(kit.Env{Do: s.queue.Do, After: s.timer.After}, func(f func()) { s.work = append(s.work, f) })
	return s
}

func TestNewerReadCancelsTheOlder(t *testing.T) {
	s := newStage()
	var shown []int
	var cancelled bool
	read := func(n int) {
		Read(s.Reader, "list", func(ctx context.Context) (int, error) {
			cancelled = ctx.Err() != nil
			return n, nil
		}, func(got int, _ error) { shown = append(shown, got) })
	}
	read(1)
	read(2)
	s.work[1]()
	s.work[0]()
	s.queue.Drain()
	if len(shown) != 1 || shown[0] != 2 || !cancelled {
		t.Fatalf("shown %v, the older one cancelled: %v", shown, cancelled)
	}
	if s.Reading("list") {
		t.Fatal("nothing is being read any more")
	}
}

func TestEventsAreToldOnce(t *testing.T) {
	s := newStage()
	told := 0
	s.OnChange(func() { told++ })
	for range 1000 {
		s.Changed()
	}
	s.queue.Drain()
	s.timer.Advance(settle)
	if told != 1 {
		t.Fatalf("told %d times", told)
	}
	s.Changed() // what comes later is told again
	s.queue.Drain()
	s.timer.Advance(settle)
	if told != 2 {
		t.Fatalf("told %d times", told)
	}
}

func TestCloseWaitsForWritesAndDropsResults(t *testing.T) {
	env := kit.Env{Do: (&kit.QueueDispatcher{}).Do, After: (&kit.ManualTimer{}).After}
	r := NewReader(env, nil)
	begun, written := make(chan struct{}), false
	Write(r, func(ctx context.Context) (struct{}, error) {
		close(begun)
		select {
		case <-ctx.Done():
			return struct{}{}, ctx.Err()
		default:
		}
		written = true
		return struct{}{}, nil
	}, func(struct{}, error) { t.Error("a page that is gone is told nothing") })
	<-begun
	r.Close()
	if !written {
		t.Fatal("a write was cut off by closing the page")
	}
	Read(r, "late", func(context.Context) (int, error) { t.Error("a closed page reads nothing"); return 0, nil }, func(int, error) {})
}

func TestWhen(t *testing.T) {
	now := time.Date(2026, 11, 22, 10, 0, 0, 0, time.UTC)
	for ago, want := range map[time.Duration]string{
		10 * time.Second: "just now", 3 * time.Minute: "3 min ago", 90 * time.Minute: "08:30",
		16*time.Hour + 30*time.Minute: "Yesterday 17:30", 72 * time.Hour: "19 Nov 2026",
	} {
		if got := When(now.Add(-ago), now); got != want {
			t.Errorf("%v ago is %q, not %q", ago, got, want)
		}
	}
	if got := Left(4*time.Minute + 59*time.Second); got != "4:59" {
		t.Errorf("left %q", got)
	}
}

func TestWindowOfRows(t *testing.T) {
	keys := make([]int64, 1000)
	for i := range keys {
		keys[i] = int64(1000 - i)
	}
	o := NewOrder(keys)
	for _, at := range []int{0, 500, 999} {
		window := o.Around(at)
		if len(window) != Window {
			t.Fatalf("a window of %d rows", len(window))
		}
		found := false
		for _, k := range window {
			found = found || k == keys[at]
		}
		if !found {
			t.Errorf("row %d is not in its window", at)
		}
	}
	if n := len(NewOrder(keys[:5]).Around(3)); n != 5 {
		t.Fatalf("%d of 5 rows", n)
	}
}
