package xerosync

import (
	"context"
	"encoding/json"
	"time"

	"litework/document"
	"litework/store"
)

// CatchUp is how far a company file that is not the one last synced from here
// has come to being in step again.
type CatchUp struct {
	// Why in a plain sentence.
	Why string
	// Checked records of Xero's were read again, of Total where Xero tells how
	// many there are.
	Checked, Total int
	// Ready: sync can be switched on.
	Ready bool
	// Withdrawn were never sent and were taken back; Unknown were sent and
	// wait to be looked up.
	Withdrawn, Unknown int
	// Linked were found in Xero by their numbers: posted after this copy was
	// made.
	Linked int
	// Conflicts were found; Missing are in Xero and not here.
	Conflicts, Missing int
}

// markCatchUp is how far catching up is; empty when the file is in step.
const markCatchUp = "catch-up"

// catchUpMark is what the mark holds.
type catchUpMark struct {
	Phase                      catchUpPhase
	Why                        store.CounterVerdict
	Checked, Withdrawn, Linked int
}

type catchUpPhase string

const (
	// catchUpReads: what was posted after this copy was made is looked for.
	catchUpReads catchUpPhase = "reads"
	// catchUpChecks: every linked record is checked once more.
	catchUpChecks catchUpPhase = "checks"
	catchUpReady  catchUpPhase = "ready"
)

func readCatchUp(tx *store.SyncTx) (m catchUpMark, ok bool, err error) {
	text, err := tx.Mark(markCatchUp)
	if err != nil || text == "" {
		return m, false, err
	}
	if json.Unmarshal([]byte(text), &m) != nil { // then it begins again
		m = catchUpMark{Phase: catchUpReads}
	}
	return m, true, nil
}

func putCatchUp(tx *store.SyncTx, m catchUpMark) error {
	text, err := json.Marshal(m)
	if err != nil {
		return err
	}
	return tx.PutMark(markCatchUp, string(text))
}

// strange reports whether the company file is not the one last synced from this
// machine.
func (s *Service) strange() bool { return s.cfg.File.CounterVerdict() != store.CounterTrusted }

// CatchingUp tells how the catching up stands; ok is false when the file is in
// step.
func (s *Service) CatchingUp(ctx context.Context) (c CatchUp, ok bool, err error) {
	err = s.view(ctx, func(tx *store.SyncTx) error {
		connection, connected, err := tx.Connection()
		if err != nil || !connected || connection.Disconnected || !connection.CatchingUp && !s.strange() {
			return err
		}
		ok = true
		m, _, err := readCatchUp(tx)
		if err != nil {
			return err
		}
		c = CatchUp{Why: whyCatchUp(m.Why), Checked: m.Checked, Withdrawn: m.Withdrawn, Linked: m.Linked, Missing: s.State().Unknown}
		if m.Why == "" {
			c.Why = whyCatchUp(s.cfg.File.CounterVerdict())
		}
		ops, err := tx.OpenOps()
		if err != nil {
			return err
		}
		for _, op := range ops {
			if op.State == store.OpUnknown {
				c.Unknown++
			}
		}
		for _, kind := range []store.RecordKind{store.RecordInvoice, store.RecordQuote, store.RecordContact} {
			ids, err := tx.Records(kind, document.Conflict)
			if err != nil {
				return err
			}
			c.Conflicts += len(ids)
		}
		c.Ready = m.Phase == catchUpReady && !anySettling(ops)
		return nil
	})
	return c, ok, err
}

func whyCatchUp(v store.CounterVerdict) string {
	if v == store.CounterUnknown {
		return "This company file was last synced on another computer."
	}
	return "This company file is older than what was last synced from this computer."
}

// anySettling reports whether the outcome of something sent is still looked
// for; a question to the user is no reason to wait.
func anySettling(ops []store.Op) bool {
	for _, op := range ops {
		if op.State.Open() && !asksUser(op) {
			return true
		}
	}
	return false
}

// SwitchOn ends catching up: writes to Xero go on. The error is a
// [*document.Problem] while it is not ready.
func (s *Service) SwitchOn(ctx context.Context) error {
	c, ok, err := s.CatchingUp(ctx)
	if err != nil || !ok {
		return err
	}
	if !c.Ready {
		return problem("not-ready", "LiteWork is still comparing this company file with Xero.", "Wait until that is done.")
	}
	if err := s.cfg.File.TrustCounter(ctx); err != nil {
		return err
	}
	err = s.commit(ctx, "switch on", func(tx *store.SyncTx) error {
		connection, _, err := tx.Connection()
		if err != nil {
			return err
		}
		connection.CatchingUp = false
		if err := tx.PutConnection(connection); err != nil {
			return err
		}
		if err := tx.PutMark(markCatchUp, ""); err != nil {
			return err
		}
		return tx.AddHistory(catchUpHistory(connection, "Sync was switched on again.", s.wallNow()))
	})
	s.Wake()
	return err
}

func catchUpHistory(c store.Connection, words string, at time.Time) store.HistoryEntry {
	return store.HistoryEntry{
		Action: store.HistorySync, Direction: store.FromXero, Label: c.OrganisationName,
		Status: store.HistorySuccess, Details: words, At: at,
	}
}

// beginCatchUp stops all writes to Xero: what was never sent is taken back, for
// it may have been sent from the copy that was last synced, and everything is
// to be read again.
func (s *Service) beginCatchUp(ctx context.Context, at situation) error {
	return s.commit(ctx, "catch up", func(tx *store.SyncTx) error {
		m := catchUpMark{Phase: catchUpReads, Why: s.cfg.File.CounterVerdict()}
		n, err := withdrawUnsent(tx, at.ops)
		if err != nil {
			return err
		}
		m.Withdrawn = n
		for _, kind := range []store.RecordKind{store.RecordInvoice, store.RecordQuote, store.RecordContact} {
			if err := tx.PutMark(markSince(kind), ""); err != nil {
				return err
			}
		}
		c := at.connection
		c.CatchingUp = true
		if err := tx.PutConnection(c); err != nil {
			return err
		}
		if err := putCatchUp(tx, m); err != nil {
			return err
		}
		return tx.AddHistory(catchUpHistory(c, whyCatchUp(m.Why)+" Nothing is sent until it was compared with Xero and you switch sync on.", s.wallNow()))
	})
}

// withdrawUnsent takes back what waits to be sent.
func withdrawUnsent(tx *store.SyncTx, ops []store.Op) (n int, err error) {
	for _, op := range ops {
		if op.State != store.OpQueued {
			continue
		}
		op.State = store.OpWithdrawn
		if err := tx.PutOp(op); err != nil {
			return n, err
		}
		n++
	}
	return n, nil
}

// refuseCatchingUp refuses what would write to Xero.
func (s *Service) refuseCatchingUp(c store.Connection) *document.Problem {
	if !c.CatchingUp && !s.strange() {
		return nil
	}
	return problem("catching-up", "This company file is catching up with Xero. Nothing is sent until that is done.", "Look at the Sync page.")
}
