package xerosync

import (
	"context"
	"slices"
	"time"

	"litework/document"
	"litework/store"
)

// Step does the next thing there is to do and reports whether there was one.
// It is the whole engine: [Service.Serve] calls it again and again, and a test
// may call it alone. An error means that the company file could not be read or
// written, or that ctx ended; what Xero says or does not say is never one.
func (s *Service) Step(ctx context.Context) (did bool, err error) {
	if err := s.lock(ctx); err != nil {
		return false, err
	}
	defer s.unlock()
	job, err := s.next(ctx)
	s.session.resting = err == nil && job.do == nil
	defer s.publishRest(ctx)
	if err != nil || job.do == nil {
		return false, err
	}
	s.publish(func(st *State) { st.Phase = Syncing })
	return true, job.do(ctx)
}

// job is one thing to do; do is nil for nothing.
type job struct {
	do func(ctx context.Context) error
}

// next chooses what to do now: end a connection that is being ended, then the
// outbox in its order, then the background work.
func (s *Service) next(ctx context.Context) (job, error) {
	var found job
	s.session.due = time.Time{}
	s.takeSyncNow()
	err := s.view(ctx, func(tx *store.SyncTx) error {
		at, connected, err := s.look(tx)
		if err != nil || !connected {
			return err
		}
		found, err = s.choose(tx, at)
		return err
	})
	return found, err
}

// look reads how things stand.
func (s *Service) look(tx *store.SyncTx) (at situation, connected bool, err error) {
	if at.connection, connected, err = tx.Connection(); err != nil || !connected {
		return at, false, err
	}
	all, err := tx.OpenOps()
	if err != nil {
		return at, false, err
	}
	for _, op := range all {
		if op.Org == at.connection.Org() {
			at.ops = append(at.ops, op)
		}
	}
	at.now = s.cfg.Clock()
	at.settings, err = tx.Settings()
	return at, true, err
}

func (s *Service) choose(tx *store.SyncTx, at situation) (job, error) {
	c := at.connection
	ending, err := tx.Mark(markEnding)
	switch {
	case err != nil:
		return job{}, err
	case slices.ContainsFunc(at.ops, interrupted):
		return job{func(ctx context.Context) error { return s.recover(ctx, at.ops) }}, nil
	case at.now.Before(s.session.pausedUntil):
		do, err := s.nextApply(tx) // what was downloaded does not need Xero
		return job{do}, err
	case c.Disconnected && ending != "":
		return job{func(ctx context.Context) error { return s.endRemotely(ctx, c) }}, nil
	case c.Disconnected || s.State().Phase == Reconnect:
		do, err := s.nextApply(tx)
		return job{do}, err
	}
	if s.strange() && !c.CatchingUp {
		return job{func(ctx context.Context) error { return s.beginCatchUp(ctx, at) }}, nil
	}
	if ops := s.ready(mayGoOn(c, at.ops)); len(ops) > 0 {
		return job{func(ctx context.Context) error { return s.carryOut(ctx, c, ops) }}, nil
	}
	for _, p := range background {
		do, due, err := p(s, tx, at)
		if err != nil || do != nil {
			return job{do}, err
		}
		s.session.due = sooner(s.session.due, due)
	}
	return job{}, nil
}

// mayGoOn are the operations that can be carried on: while the file catches up
// with Xero, only what was sent and has no known outcome.
func mayGoOn(c store.Connection, ops []store.Op) []store.Op {
	if !c.CatchingUp {
		return ops
	}
	return slices.DeleteFunc(slices.Clone(ops), func(op store.Op) bool { return op.State != store.OpUnknown })
}

// asksUser reports whether the operation waits for an answer of the user.
func asksUser(op store.Op) bool {
	return op.State == store.OpUnknown && op.Problem != nil && op.Problem.Code == CodeIsItYours
}

// due is when something that waits for the clock is due; zero when nothing
// does.
func (s *Service) due() time.Time {
	now := s.cfg.Clock()
	if now.Before(s.session.pausedUntil) {
		return s.session.pausedUntil
	}
	return sooner(s.session.due, s.pressing())
}

// pressing is when an operation, or a pause that ends, is next due; zero when
// only the background work waits for its time.
func (s *Service) pressing() (due time.Time) {
	now := s.cfg.Clock()
	if now.Before(s.session.pausedUntil) {
		return s.session.pausedUntil
	}
	for _, at := range s.session.notBefore {
		if now.Before(at) {
			due = sooner(due, at)
		}
	}
	return due
}

// interrupted reports whether an operation was left in the middle of an
// attempt: by the end of the program, or because what came of it could not be
// written down.
func interrupted(op store.Op) bool { return op.State == store.OpSending || op.State == store.OpSent }

// recover settles what was left in the middle. A request that was stored and
// never sent is made again; one that was sent has an unknown outcome, and its
// attempt counts as ended now, because it may have been on its way until now.
func (s *Service) recover(ctx context.Context, ops []store.Op) error {
	now := s.cfg.Clock()
	return s.commit(ctx, "recover", func(tx *store.SyncTx) error {
		for _, op := range ops {
			switch op.State {
			case store.OpSending:
				op.State = store.OpQueued
				if unsettled(op) {
					op.State = store.OpUnknown
				}
				if err := tx.PutOp(op); err != nil {
					return err
				}
			case store.OpSent:
				s.session.ended[op.ID] = now
				if err := tx.RequestOutcome(op.RequestID, now.Round(0), store.MemberOutcome{
					OpID: op.ID, State: store.OpUnknown, Details: "The answer was not recorded.",
				}); err != nil {
					return err
				}
			}
		}
		return nil
	})
}

// unsettled reports whether an earlier attempt of the operation ended without
// its outcome being known.
func unsettled(op store.Op) bool { return !op.LastAttemptEndedAt.IsZero() }

// blocked fails an operation whose predecessor did not come through.
func (s *Service) blocked(ctx context.Context, op store.Op) (bool, error) {
	var before store.Op
	var ok bool
	err := s.view(ctx, func(tx *store.SyncTx) (err error) {
		before, ok, err = tx.Op(op.DependsOn)
		return err
	})
	if err != nil || !ok || before.State == store.OpDone {
		return false, err
	}
	p := problem("contact", "The client could not be added to Xero, so "+op.Number+" was not posted.", "Look at the client.")
	if before.Problem != nil {
		p = problem(before.Problem.Code, before.Problem.Sentence+" "+op.Number+" was not posted.", before.Problem.Fix)
		p.Field = "client"
	}
	return true, s.commit(ctx, "fail dependant", func(tx *store.SyncTx) error {
		op.State, op.Problem = store.OpFailed, p
		if err := tx.PutOp(op); err != nil {
			return err
		}
		return tx.AddHistory(historyOf(op, op.Number, store.HistoryError, p.Sentence, s.wallNow(), p))
	})
}

// load reads what is known here about an operation's record.
func (s *Service) load(ctx context.Context, op store.Op) (*work, error) {
	w := &work{op: op, label: op.Number}
	err := s.view(ctx, func(tx *store.SyncTx) error { return w.read(tx) })
	return w, err
}

// publishRest says how things stand after a step.
func (s *Service) publishRest(ctx context.Context) {
	var c store.Connection
	var connected bool
	var ops []store.Op
	var ref document.Reference
	var h health
	var imported *ImportState
	err := s.view(ctx, func(tx *store.SyncTx) (err error) {
		if imported, err = shownImport(tx); err != nil {
			return err
		}
		if c, connected, err = tx.Connection(); err != nil || !connected {
			return err
		}
		if ops, err = tx.OpenOps(); err != nil {
			return err
		}
		ops = slices.DeleteFunc(ops, func(op store.Op) bool { return op.Org != c.Org() })
		if ref, err = tx.Reference(); err != nil {
			return err
		}
		h, err = s.health(tx, c)
		return err
	})
	if err != nil {
		return
	}
	s.publish(func(st *State) {
		st.Organisation, st.Demo, st.Waiting = ref.Organisation.Name, c.Demo, countWaiting(ops)
		st.Next = s.due()
		h.tell(st)
		if r := s.remotes; r != nil {
			if l := r.client.Limits(); l.DayKnown {
				st.CallsLeft, st.CallsLimit = l.DayRemaining, l.DayLimit
			}
		}
		switch {
		case !connected || c.Disconnected:
			*st = State{Phase: Off, Next: s.due()} // removing the connection may have to wait
		case st.Phase == Reconnect:
		case s.cfg.Clock().Before(s.session.pausedUntil):
			if st.Phase != Offline {
				st.Phase = Paused
			}
		case s.session.check != nil: // between two pages
		case imported != nil && running(imported.Phase): // between two chunks
			st.Done, st.Total = imported.Done, imported.Total
		default:
			st.Phase, st.Problem, st.Done, st.Total = Waiting, nil, 0, 0
		}
		st.Import = imported
	})
}

// countWaiting is how many records the user waits for: a contact that is made
// on the way to a document is not one of its own.
func countWaiting(ops []store.Op) int {
	onTheWay := map[string]bool{}
	for _, op := range ops {
		if op.DependsOn != "" {
			onTheWay[op.DependsOn] = true
		}
	}
	n := 0
	for _, op := range ops {
		if !onTheWay[op.ID] || op.Record != store.RecordContact {
			n++
		}
	}
	return n
}
