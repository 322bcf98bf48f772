package xerosync

import (
	"context"
	"errors"
	"flag"
	"fmt"
	"path/filepath"
	"runtime/debug"
	"strings"
	"sync/atomic"
	"testing"
	"time"

	"litework/document"
	"litework/store"
)

var (
	simulateSeed  = flag.Uint64("seed", 0, "the one seed to simulate, telling its story")
	simulateFirst = flag.Uint64("firstseed", 1, "the first seed to simulate")
	simulateSeeds = flag.Uint64("seeds", 0, "how many seeds to simulate; 0 for the usual number")
	simulateOnce  = flag.Bool("once", false, "simulate no more seeds after the first violation")
)

// simulatedSeeds and violations are counted for the last line; see TestMain.
var simulatedSeeds, violations atomic.Int64

// usualSeeds take about ten seconds, and a little more where the race detector
// watches; `make crashes` simulates far more.
const usualSeeds = 100

// TestSimulation lets a user, an accountant and bad luck do at random what they
// can do, and then looks whether every document is in Xero once or not at all,
// with the right link, nothing lost of what was written on either side. A seed
// that fails is replayed with -seed.
func TestSimulation(t *testing.T) {
	empty := filepath.Join(fastDir(t), "empty.litework")
	file, err := store.Open(empty, store.Options{})
	if err == nil {
		err = file.Close()
	}
	if err != nil {
		t.Fatal(err)
	}
	first, n := *simulateFirst, *simulateSeeds
	switch {
	case *simulateSeed != 0:
		first, n = *simulateSeed, 1
	case n == 0 && testing.Short():
		n = usualSeeds / 5
	case n == 0:
		n = usualSeeds
	}
	start := time.Now()
	defer debug.SetGCPercent(debug.SetGCPercent(1600))
	t.Run("seed", func(t *testing.T) {
		for seed := first; seed < first+n; seed++ {
			t.Run(fmt.Sprint(seed), func(t *testing.T) {
				t.Parallel()
				if *simulateOnce && violations.Load() > 0 {
					return
				}
				simulatedSeeds.Add(1)
				s := newSimulated(t, seed, empty)
				defer func() {
					if t.Failed() {
						violations.Add(1)
					}
					if t.Failed() || *simulateSeed != 0 {
						t.Logf("go test -run TestSimulation -seed %d\n%s", seed, strings.Join(s.story, "\n"))
					}
				}()
				defer s.stop()
				s.live()
			})
		}
	})
	fmt.Printf("%d seeds simulated (%s)\n", simulatedSeeds.Load(), time.Since(start).Round(time.Second/10))
}

// live is a life of the company file, and the look at what became of it.
func (s *simulated) live() {
	s.calm = true
	s.reconnect()
	set, err := s.file.Settings(context.Background())
	if err != nil {
		s.t.Fatal(err)
	}
	set.SalesAccount, set.Currency = "200", "NZD"
	s.saves++
	if err := s.file.SaveSettings(context.Background(), set); err != nil {
		s.t.Fatal(err)
	}
	for _, name := range []string{"Kauri Point Films Ltd", "Matai Ltd"} {
		s.addContact(name)
	}
	s.untilRest()
	for range 2 + s.rnd.IntN(3) {
		s.write()
	}
	s.calm = false
	for range 10 + s.rnd.IntN(22) {
		s.protected(s.event)
		s.watching = false
		if s.t.Failed() || s.wrong != "" {
			break
		}
	}
	s.calm = true
	s.sim.Faults().Clear()
	s.tell("from here on nothing goes wrong")
	if s.reset != nil {
		s.lookAfterReset()
		return
	}
	s.unlockBooks()
	s.pass(2 * time.Minute)
	s.inStep()
	if s.untold {
		s.reconcileAll()
	}
	if s.t.Failed() {
		return
	}
	s.look()
	if s.t.Failed() {
		return
	}
	s.postAll()
	s.inStep()
	before, states := s.sent, s.states()
	s.again()
	s.pass(7 * time.Minute)
	s.inStep()
	if after := s.sent; after != before {
		s.t.Errorf("a second run wrote %d times", after-before)
	}
	s.idleCheck()
	if now := s.states(); now != states {
		s.t.Errorf("a second run changed\n%s\nto\n%s", states, now)
	}
	s.look()
}

// idleCheck looks that a check of what is in step is three calls: contacts,
// invoices, quotes.
func (s *simulated) idleCheck() {
	calls := s.asked
	s.check("sync now", s.svc.SyncNow(context.Background()))
	s.untilRest()
	if n := s.asked - calls; n != 3 {
		s.t.Errorf("a check of what is in step made %d calls", n)
	}
}

func (s *simulated) unlockBooks() {
	c := s.sim.Control()
	if err := errors.Join(c.SetLockDates("", ""), c.SetAccountStatus("205", "ACTIVE")); err != nil {
		s.t.Fatal(err)
	}
}

// inStep checks everything until there is nothing left to do.
func (s *simulated) inStep() {
	s.t.Helper()
	for id := range s.said {
		s.svc.Release(id)
	}
	s.settleAll()
	s.check("sync now", s.svc.SyncNow(context.Background()))
	s.settleAll()
}

// event is one thing that happens.
func (s *simulated) event() {
	if s.stateDir != "" && s.oneIn(6) {
		s.copies()
		return
	}
	switch s.rnd.IntN(48) {
	case 0, 1:
		s.write()
	case 2, 3, 4, 5:
		s.edit()
	case 6, 7, 8, 9, 10, 11:
		s.press()
	case 12:
		s.user("withdraw", s.svc.Withdraw)
	case 13, 14:
		s.user("retry", s.svc.Retry)
	case 15:
		s.duplicateOrDelete()
	case 16, 17, 18:
		s.accountant()
	case 19, 20:
		s.jump()
	case 21:
		s.reachability()
	case 22:
		s.settings()
	case 23, 24, 25, 26, 27, 28, 29, 30:
		s.keepInStep()
	case 31:
		if s.oneIn(12) {
			s.startAnew()
		}
	default:
		s.steps(1 + s.rnd.IntN(6))
	}
}

// steps runs the engine for a while. Where it waits, time passes.
func (s *simulated) steps(n int) {
	for range n {
		did, err := s.svc.Step(context.Background())
		if err != nil {
			s.t.Fatalf("step: %v", err)
		}
		if due := s.svc.State().Next; !did && !due.IsZero() {
			s.pass(min(max(due.Sub(s.clock.Now()), 0), time.Duration(1+s.rnd.IntN(300))*time.Second))
		}
	}
}

// postAll posts every document that can be.
func (s *simulated) postAll() {
	ctx := context.Background()
	for _, kind := range []store.RecordKind{store.RecordInvoice, store.RecordQuote} {
		for _, id := range s.records(kind) {
			sh, err := s.svc.Sheet(ctx, id)
			if err != nil {
				s.t.Fatal(err)
			}
			if !sh.Ready || s.doc(id).State == document.Synced {
				continue
			}
			_, err = s.svc.Post(ctx, sh.Confirm)
			s.tell("user: post %s %s %s: %v", sh.Action, sh.Kind, sh.Number, err)
		}
	}
}

func (s *simulated) reconnect() {
	if err := s.svc.ConnectDemo(context.Background(), s.grant()); err != nil {
		s.t.Fatal(err)
	}
}

// untilRest runs the engine, with the clock going on, until there is nothing
// left to do.
func (s *simulated) untilRest() {
	s.t.Helper()
	for range 500 {
		did, err := s.svc.Step(context.Background())
		if err != nil {
			s.t.Fatalf("step: %v", err)
		}
		due := s.svc.pressing()
		switch {
		case did:
		case due.IsZero():
			return
		default:
			s.pass(max(due.Sub(s.clock.Now()), time.Millisecond))
		}
	}
	s.t.Fatalf("the engine never rests: %+v, waiting %+v", s.svc.State(), s.openOps())
}

// settleAll connects again where that is needed, answers what is asked and
// brings the engine to rest.
func (s *simulated) settleAll() {
	s.t.Helper()
	for range 50 {
		s.untilRest()
		if s.switchOn() {
			continue
		}
		c, _, err := s.file.Connection(context.Background())
		if err != nil {
			s.t.Fatal(err)
		}
		if c.Disconnected || s.svc.State().Phase == Reconnect {
			s.tell("reconnect because of %+v", s.svc.State().Problem)
			s.reconnect()
			continue
		}
		asked := false
		for _, op := range s.openOps() {
			if asksUser(op) {
				asked = true
				mine := s.made[op.Details].key != "" && s.makerOf(op.Details) == op.RecordID
				s.tell("user: is it mine? %v", mine)
				var p *document.Problem // as when the connection has ended
				if err := s.svc.Answer(context.Background(), op.RecordID, mine); err != nil && !errors.As(err, &p) {
					s.t.Fatal(err)
				}
			}
		}
		if !asked {
			return
		}
	}
	s.t.Fatal("there is no end to the questions")
}
