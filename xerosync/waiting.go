package xerosync

import (
	"context"
	"maps"
	"slices"
	"time"

	"litework/document"
	"litework/store"
)

// nextWaiting takes over, one document at a time, the changes that were found
// in Xero. A document that is edited, or that an operation is on its way of,
// keeps its own waiting; more than a few are asked about first.
func (s *Service) nextWaiting(tx *store.SyncTx, at situation) (func(context.Context) error, time.Time, error) {
	free, due, err := s.free(tx, at.now)
	if err != nil {
		return nil, time.Time{}, err
	}
	p, err := s.pullsOf(tx, free)
	if err != nil {
		return nil, time.Time{}, err
	}
	if len(p.ask) == 0 {
		s.dropPullsAsk("")
	} else {
		yes, answered, err := s.askPulls(tx, p.ask)
		if err != nil {
			return nil, time.Time{}, err
		}
		if answered {
			return func(ctx context.Context) error { return s.pullsAnswered(ctx, p, yes) }, time.Time{}, nil
		}
	}
	if len(p.take) == 0 {
		return nil, due, nil
	}
	return func(ctx context.Context) error { return s.takeWaiting(ctx, p.take[0]) }, time.Time{}, nil
}

// free are the documents whose waiting changes can be taken over now, and when
// one that is held back is looked at again.
func (s *Service) free(tx *store.SyncTx, now time.Time) (ids []string, due time.Time, err error) {
	if s.session.waiting == nil {
		list, err := tx.Waiting()
		if err != nil {
			return nil, due, err
		}
		s.session.waiting = map[string]bool{}
		s.session.wait(list...)
	}
	s.session.heldBack = ""
	if len(s.session.waiting) == 0 {
		return nil, due, nil
	}
	ops, err := tx.OpenOps()
	if err != nil {
		return nil, due, err
	}
	onTheWay := map[string]bool{}
	for _, op := range ops {
		onTheWay[op.RecordID] = true
	}
	for _, id := range slices.Sorted(maps.Keys(s.session.waiting)) {
		if onTheWay[id] {
			continue
		}
		until, held, err := s.heldUntil(tx, id, now)
		if err != nil {
			return nil, due, err
		}
		if !held {
			ids = append(ids, id)
			continue
		}
		if _, _, waits, err := readWaiting(tx, id); err == nil && !waits {
			delete(s.session.waiting, id) // the user has applied it
			continue
		}
		due = sooner(due, until)
		if doc, err := tx.Document(id); err == nil && s.session.heldBack == "" {
			s.session.heldBack = doc.Number
		}
	}
	return ids, due, nil
}

// takeWaiting takes over what waits for a document, unless an edit or a post
// was quicker.
func (s *Service) takeWaiting(ctx context.Context, id string) error {
	quicker := false
	err := s.commit(ctx, "take over", func(tx *store.SyncTx) error {
		k, r, ok, err := readWaiting(tx, id)
		if err != nil || !ok {
			return err
		}
		if _, quicker, err = s.heldUntil(tx, id, s.cfg.Clock()); err != nil || quicker || k.open {
			quicker = quicker || k.open
			return err
		}
		_, err = s.takeContent(tx, k, r)
		return err
	})
	if p := document.ProblemOf(err); p != nil {
		err = s.cannotTake(ctx, id, p)
	}
	if err == nil && !quicker {
		delete(s.session.waiting, id)
		delete(s.session.pullYes, id)
	}
	return err
}

// cannotTake tells that what changed in Xero cannot be kept here. It is tried
// again at the next start, or when it changes once more.
func (s *Service) cannotTake(ctx context.Context, id string, p *document.Problem) error {
	return s.commit(ctx, "not taken over", func(tx *store.SyncTx) error {
		k, r, ok, err := readWaiting(tx, id)
		if err != nil || !ok {
			return err
		}
		h := s.seenHistory(k, store.HistoryUpdate, "What was changed in Xero cannot be taken over into "+k.doc.Number+". "+p.Sentence, r)
		h.Status, h.Code, h.Fix = store.HistoryError, p.Code, p.Fix
		return tx.AddHistory(h)
	})
}

// readWaiting reads a document and the record that waits for it; ok is false
// when none does.
func readWaiting(tx *store.SyncTx, id string) (k *known, r record, ok bool, err error) {
	doc, err := tx.Document(id)
	if err == store.ErrNotFound {
		return nil, r, false, nil
	}
	if err != nil {
		return nil, r, false, err
	}
	link, linked, err := tx.Link(store.RecordKind(doc.Kind), id)
	if err != nil || !linked {
		return nil, r, false, err
	}
	if k, ok, err = readKnown(tx, link); err != nil || !ok || k.state.Conflict || len(k.state.Remote) == 0 {
		return nil, r, false, err
	}
	if r, err = recordOf(link.Kind, k.state.Remote); err != nil { // as good as nothing
		return nil, r, false, nil
	}
	return k, r, true, nil
}

// Pending is what changed in Xero and waits for a document that is being
// edited; ok is false when nothing does.
func (s *Service) Pending(ctx context.Context, docID string) (changes []document.FieldChange, ok bool, err error) {
	err = s.view(ctx, func(tx *store.SyncTx) error {
		changes, ok, err = waitingChanges(tx, docID)
		return err
	})
	return changes, ok, err
}

// Apply takes the waiting change over now. The error is a [*document.Problem]
// of the code "conflict" when the document was changed here too.
func (s *Service) Apply(ctx context.Context, docID string) error {
	var p *document.Problem
	err := s.commit(ctx, "apply", func(tx *store.SyncTx) error {
		k, r, ok, err := readWaiting(tx, docID)
		if err != nil || !ok {
			return err
		}
		if k.open {
			p = problem("on-its-way", k.doc.Number+" is on its way to Xero.", "Try again when it has arrived.")
			return nil
		}
		conflict, err := s.takeContent(tx, k, r)
		if conflict {
			p = problem("conflict", k.doc.Number+" was changed here and in Xero.", "Decide what to keep.")
		}
		return err
	})
	if err == nil && p != nil {
		return p
	}
	return err
}
