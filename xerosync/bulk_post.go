package xerosync

import (
	"context"
	"errors"

	"litework/document"
	"litework/store"
)

// PostMany puts what was confirmed into the outbox, all in one transaction. It
// gives the ids of the operations in the order of the intents. An intent that
// cannot be posted any more, because its document has changed its place since,
// does not stop the others: its id is empty, and the document says why unless it
// is on its way. The error is a [*document.Problem] when none can be posted.
func (s *Service) PostMany(ctx context.Context, intents []Intent) (opIDs []string, err error) {
	if err := checkBulk(len(intents)); err != nil {
		return nil, err
	}
	posted, first := 0, error(nil)
	err = s.commit(ctx, "post", func(tx *store.SyncTx) error {
		opIDs, posted, first = make([]string, len(intents)), 0, nil
		for i, in := range intents {
			if err := ctx.Err(); err != nil {
				return err
			}
			id, err := s.enqueue(tx, in)
			var p *document.Problem
			switch {
			case errors.As(err, &p):
				if first == nil {
					first = p
				}
				if err := s.failToPost(tx, in, p); err != nil {
					return err
				}
			case err != nil:
				return err
			default:
				opIDs[i] = id
				posted++
			}
		}
		return nil
	})
	if err != nil {
		return nil, err
	}
	s.Wake()
	if posted == 0 {
		return opIDs, first
	}
	return opIDs, nil
}

// failToPost makes a document say why it was not posted, unless it is on its way
// or could not be posted at all.
func (s *Service) failToPost(tx *store.SyncTx, in Intent, p *document.Problem) error {
	if p.Code == "busy" || p.Code == "not-connected" || p.Code == "deleted-here" {
		return nil
	}
	op, err := s.operation(tx, in, in.Projection, nil)
	if err != nil {
		return err
	}
	op.State, op.Problem = store.OpFailed, p
	if err := tx.PutOp(op); err != nil {
		return err
	}
	return tx.AddHistory(historyOf(op, op.Number, store.HistoryError, p.Sentence, s.wallNow(), p))
}

// WithdrawMany takes back the posting of documents whose requests have not left,
// with the contacts that were to be made for them alone. It gives how many were
// taken back; the others are on their way.
func (s *Service) WithdrawMany(ctx context.Context, docIDs []string) (n int, err error) {
	wanted := map[string]bool{}
	for _, id := range docIDs {
		wanted[id] = true
	}
	err = s.commit(ctx, "withdraw", func(tx *store.SyncTx) error {
		n = 0
		ops, err := tx.OpenOps()
		if err != nil {
			return err
		}
		byID, awaited := map[string]store.Op{}, map[string]int{}
		for _, op := range ops {
			byID[op.ID] = op
			awaited[op.DependsOn]++
		}
		for _, op := range ops {
			if !wanted[op.RecordID] || !neverSent(op) {
				continue
			}
			n++
			op.State = store.OpWithdrawn
			if err := tx.PutOp(op); err != nil {
				return err
			}
			awaited[op.DependsOn]--
			if before, ok := byID[op.DependsOn]; ok && awaited[op.DependsOn] == 0 && neverSent(before) {
				before.State = store.OpWithdrawn
				if err := tx.PutOp(before); err != nil {
					return err
				}
			}
		}
		return nil
	})
	s.Wake()
	return n, err
}
