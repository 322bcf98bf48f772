package xerosync

import (
	"context"
	"errors"
	"time"

	"litework/store"
	"litework/xerosync/xeroapi"
)

// batch is operations of one sort that are carried out together: one request,
// one outcome for each. What is posted alone is a batch of one.
type batch []*work

func (b batch) ids() []string {
	ids := make([]string, len(b))
	for i, w := range b {
		ids[i] = w.op.ID
	}
	return ids
}

// putOff is how long an operation is left alone whose outcome could not be
// written down, so that it does not keep the others from their turn.
const putOff = 30 * time.Second

// ready finds the operations to carry on now: the first of the outbox that can
// be, with others of its sort. One that waits for another is passed over until
// that is no longer open; what became of it is looked at then. One that came to
// nothing waits for those it was sent with, as long as they may be sent again
// together under the same key. Contacts that documents wait for come before
// them, and what the user asked for before what has its time.
func (s *Service) ready(ops []store.Op) []store.Op {
	now := s.cfg.Clock()
	open, awaited, unknown := map[string]bool{}, map[string]bool{}, map[string]bool{}
	for _, op := range ops {
		open[op.ID], awaited[op.DependsOn] = true, true
		if op.State == store.OpUnknown && !asksUser(op) {
			unknown[op.RequestID] = s.session.keyAlive(op.RequestID, now)
		}
	}
	var can []store.Op
	first := -1
	for _, op := range ops {
		if now.Before(s.session.notBefore[op.ID]) || open[op.DependsOn] || asksUser(op) ||
			op.State == store.OpQueued && unsettled(op) && unknown[op.RequestID] || !awaited[op.ID] && s.yields(op) {
			continue
		}
		can = append(can, op)
		if first < 0 || urgency(op, awaited) > urgency(can[first], awaited) {
			first = len(can) - 1
		}
	}
	if first < 0 {
		return nil
	}
	out := []store.Op{can[first]}
	most := s.most(can[first])
	for i, op := range can {
		if i != first && len(out) < most && alike(op, can[first]) && s.most(op) > 1 {
			out = append(out, op)
		}
	}
	return out
}

func urgency(op store.Op, awaited map[string]bool) (n int) {
	if op.UserAsked {
		n += 2
	}
	if awaited[op.ID] {
		n++
	}
	return n
}

// alike reports whether two operations can be carried out together.
func alike(a, b store.Op) bool {
	return a.Record == b.Record && (a.Action == store.ActionCreate) == (b.Action == store.ActionCreate) &&
		(a.State == store.OpUnknown) == (b.State == store.OpUnknown)
}

// most is how many operations of its sort can be carried out with one. What is
// read before it is written is as many as one reading takes. A contact whose
// outcome is unknown is looked up by itself, and so is sent what came to nothing
// with others twice: perhaps because of them.
func (s *Service) most(op store.Op) int {
	made := op.Action == store.ActionCreate
	switch {
	case op.Record == store.RecordContact && (op.State == store.OpUnknown || !made), s.session.readAlone[op.ID]:
		return 1
	case op.State == store.OpUnknown:
		return xeroapi.MaxIDs
	case op.Attempts >= 2, s.session.sendAlone[op.ID]:
		return 1
	case !made:
		return xeroapi.MaxIDs
	}
	return xeroapi.MaxElements
}

// carryOut takes operations of one sort on: settles them, or tries them.
func (s *Service) carryOut(ctx context.Context, c store.Connection, ops []store.Op) error {
	var b batch
	for _, op := range ops {
		if op.DependsOn != "" {
			blocked, err := s.blocked(ctx, op)
			if err != nil {
				return err
			}
			if blocked {
				continue
			}
		}
		w, err := s.load(ctx, op)
		if errors.Is(err, errUnreadable) {
			s.cfg.Log.Error("outbox", "operation", op.ID, "error", err)
			p := problem("unreadable", "What was to be sent of "+op.Number+" cannot be read any more.", "Post it again.")
			err = s.fail(ctx, w, p, err.Error(), nil)
			w = nil
		}
		if err != nil {
			return err
		}
		if w != nil && (len(b) == 0 || w.linked == b[0].linked) {
			b = append(b, w)
		}
	}
	if len(b) == 0 {
		return nil
	}
	r := s.reach(c)
	if b[0].op.State == store.OpUnknown {
		return s.settle(ctx, r, b)
	}
	return s.attempt(ctx, r, b)
}

// each does something for every member of a batch. One for which it cannot be
// written down is put off and does not stop the others.
func (s *Service) each(b batch, do func(w *work) error) error {
	var errs []error
	for _, w := range b {
		if err := do(w); err != nil {
			s.session.notBefore[w.op.ID] = s.cfg.Clock().Add(putOff)
			errs = append(errs, err)
		}
	}
	return errors.Join(errs...)
}

// outcome records what came of an operation, in a transaction that may record
// that of others too.
type outcome func(tx *store.SyncTx) error

// record writes down what came of the members of a request, in one transaction.
// Should that fail, each is written down by itself: one that cannot be must not
// take the answers of the others with it.
func (s *Service) record(ctx context.Context, name string, b batch, outcomes []outcome) error {
	err := s.commit(ctx, name, func(tx *store.SyncTx) error {
		for _, write := range outcomes {
			if err := write(tx); err != nil {
				return err
			}
		}
		return nil
	})
	if err == nil || len(b) == 1 {
		return err
	}
	i := -1
	return s.each(b, func(*work) error {
		i++
		return s.commit(ctx, name, outcomes[i])
	})
}
