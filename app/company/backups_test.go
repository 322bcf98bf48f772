package company

import (
	"context"
	"errors"
	"log/slog"
	"os"
	"path/filepath"
	"sync"
	"sync/atomic"
	"testing"
	"time"

	"litework/document"
	"litework/store"
	"litework/store/storetest"
)

// backing is a company file whose copies are made by a clock of the test's.
type backing struct {
	*Backups
	t     *testing.T
	file  *store.File
	clock atomic.Int64
	waits chan time.Duration
	ticks chan time.Time
	work  sync.WaitGroup
	stop  context.CancelFunc
}

func newBacking(t *testing.T) *backing {
	t.Helper()
	b := &backing{t: t, waits: make(chan time.Duration), ticks: make(chan time.Time)}
	b.clock.Store(time.Date(2026, 11, 23, 9, 0, 0, 0, time.UTC).UnixNano())
	now := func() time.Time { return time.Unix(0, b.clock.Load()).UTC() }
	var err error
	b.file, err = store.Open(filepath.Join(t.TempDir(), "company.litework"), store.Options{Clock: now})
	if err != nil {
		t.Fatal(err)
	}
	b.Backups = NewBackups(b.file, slog.New(slog.DiscardHandler))
	b.now = now
	b.after = func(d time.Duration) <-chan time.Time { b.waits <- d; return b.ticks }
	var ctx context.Context
	ctx, b.stop = context.WithCancel(context.Background())
	b.work.Go(func() { b.serve(ctx) })
	t.Cleanup(func() {
		b.stop()
		b.work.Wait()
		_ = b.file.Close()
	})
	if d := <-b.waits; d != settle {
		t.Fatalf("the first look is after %s", d)
	}
	return b
}

// pass lets time go by and the worker look once.
func (b *backing) pass(d time.Duration) {
	b.clock.Add(int64(d))
	b.ticks <- time.Time{}
	if d := <-b.waits; d != look {
		b.t.Fatalf("the next look is after %s", d)
	}
}

func (b *backing) copies() int {
	b.t.Helper()
	all, err := b.List()
	if err != nil {
		b.t.Fatal(err)
	}
	return len(all)
}

func TestCopiesAreMadeDaily(t *testing.T) {
	b := newBacking(t)
	for i, step := range []struct {
		pass time.Duration
		want int
	}{{0, 1}, {time.Hour, 1}, {22 * time.Hour, 1}, {time.Hour, 2}, {23 * time.Hour, 2}, {30 * 24 * time.Hour, 3}} {
		b.pass(step.pass)
		if n := b.copies(); n != step.want {
			t.Fatalf("after step %d there are %d copies", i, n)
		}
	}
	if s := b.State(); s.Making || s.Err != nil || s.Last.IsZero() {
		t.Errorf("%+v", s)
	}
	// One made by hand counts too.
	b.clock.Add(int64(20 * time.Hour))
	if _, err := b.Make(t.Context(), store.CopyByHand); err != nil {
		t.Fatal(err)
	}
	b.pass(10 * time.Hour)
	if n := b.copies(); n != 4 {
		t.Errorf("%d copies", n)
	}
}

func TestFailureStaysUntilACopyIsMade(t *testing.T) {
	b := newBacking(t)
	if err := os.WriteFile(b.Folder(), []byte("in the way"), 0o600); err != nil {
		t.Fatal(err)
	}
	var told []BackupState
	cancel := b.Subscribe(func(s BackupState) { told = append(told, s) })
	b.pass(0)
	cancel()
	var failed *store.SaveError
	if s := b.State(); !errors.As(s.Err, &failed) || s.Making {
		t.Fatalf("%+v", s)
	}
	if len(told) < 2 || !told[len(told)-2].Making {
		t.Errorf("told %+v", told)
	}
	if err := os.Remove(b.Folder()); err != nil {
		t.Fatal(err)
	}
	b.pass(time.Hour)
	if s := b.State(); s.Err != nil || b.copies() != 1 {
		t.Errorf("%+v", s)
	}
}

func TestSecondFolder(t *testing.T) {
	b := newBacking(t)
	stick := filepath.Join(t.TempDir(), "stick")
	if err := b.SetExtraFolder(t.Context(), stick); document.ProblemOf(err) == nil {
		t.Fatalf("a folder that is not there gives %v", err)
	}
	if err := os.Mkdir(stick, 0o700); err != nil {
		t.Fatal(err)
	}
	if err := b.SetExtraFolder(t.Context(), stick); err != nil {
		t.Fatal(err)
	}
	b.pass(0)
	if there, err := store.Copies(stick, b.file.Path()); err != nil || len(there) != 1 || b.copies() != 1 {
		t.Fatalf("%v, %v", there, err)
	}
	if err := os.RemoveAll(stick); err != nil {
		t.Fatal(err)
	}
	b.pass(25 * time.Hour)
	if s := b.State(); s.Err != nil || document.ProblemOf(s.ExtraErr) == nil || b.copies() != 2 {
		t.Errorf("without the stick: %+v", s)
	}
}

// A window that closes does not wait for a copy, and no half of one stays.
func TestCopyEndsWithTheWindow(t *testing.T) {
	b := newBacking(t)
	if err := storetest.Fill(t.Context(), b.file, 20_000); err != nil {
		t.Fatal(err)
	}
	started := make(chan struct{}, 10)
	b.Subscribe(func(s BackupState) {
		if s.Making {
			started <- struct{}{}
		}
	})
	b.ticks <- time.Time{}
	<-started
	// One asked for meanwhile waits, and ends with the window too.
	asked, leave := context.WithCancel(t.Context())
	waited := make(chan error)
	go func() {
		_, err := b.Make(asked, store.CopyByHand)
		waited <- err
	}()
	begin := time.Now()
	leave()
	if err := <-waited; !errors.Is(err, context.Canceled) {
		t.Errorf("the one that waits ends with %v", err)
	}
	b.stop()
	go func() { // the look after the one that was cut short
		for range b.waits {
		}
	}()
	b.work.Wait()
	if took := time.Since(begin); took > time.Second {
		t.Errorf("it took %s", took)
	}
	left, _ := filepath.Glob(filepath.Join(b.Folder(), "*"))
	hidden, _ := filepath.Glob(filepath.Join(b.Folder(), ".*"))
	if len(left)+len(hidden) > 0 {
		t.Errorf("left over: %q %q", left, hidden)
	}
	if s := b.State(); s.Making || s.Err != nil {
		t.Errorf("%+v", s)
	}
}
